//! Plain JSON games of other tools: what they become, and what is said of broken ones.

use zopa::format::{Format, read};
use zopa::model::coalitions::{Sense, Worths};
use zopa::model::path::{number_mut, numbers_without_path};

use crate::case::line;

fn said(text: &str) -> Vec<String> {
    let found = read(text.as_bytes(), Format::Json);
    found.findings.iter().map(|finding| line(finding, text)).collect()
}

#[test]
fn a_table_is_read_exactly_in_the_order_of_its_bits() {
    let text = std::fs::read_to_string("tests/data/plain.json").unwrap();
    let case = read(text.as_bytes(), Format::Json).case.unwrap();
    assert_eq!((case.id.as_str(), case.title.as_str()), ("plain", "A plain game"));
    assert_eq!(numbers_without_path(&case), 7);
    let block = case.coalitions.unwrap();
    assert_eq!((block.unit.as_deref(), block.sense), (Some("points"), Sense::Worth));
    let Worths::Dense(worths) = block.worths else { panic!("a table") };
    let worths: Vec<_> = worths.iter().map(ToString::to_string).collect();
    assert_eq!(worths, ["0", "0", "1/2", "1", "0", "1/3", "2", "3"]);
}

#[test]
fn a_vote_is_read_with_paths_to_its_numbers() {
    let text = r#"{"players": ["A", 2, "C"], "quota": 2, "weights": [1, "1/2", 0.7]}"#;
    let mut case = read(text.as_bytes(), Format::Json).case.unwrap();
    assert_eq!(case.id, "game");
    let ids: Vec<_> = case.parties.iter().map(|party| party.id.as_str()).collect();
    assert_eq!(ids, ["A", "2", "C"]);
    for (path, value) in [("quota", "2"), ("weights.2", "1/2"), ("weights.C", "7/10")] {
        let path = format!("coalitions.voting.rules[0].{path}");
        assert_eq!(number_mut(&mut case, &path).unwrap().value.to_string(), value);
    }
}

#[test]
fn a_vote_of_two_hundred_is_read() {
    let names: Vec<String> = (0..200).map(|number| format!("\"v{number}\"")).collect();
    let weights: Vec<String> = (0..200).map(|number| (number % 10 + 1).to_string()).collect();
    let text = format!(
        "{{\"players\": [{}], \"quota\": 551, \"weights\": [{}]}}",
        names.join(","),
        weights.join(",")
    );
    assert_eq!(read(text.as_bytes(), Format::Json).case.unwrap().parties.len(), 200);
}

#[test]
fn broken_games_are_told_where_and_what_next() {
    let both = "  \"worths\": [0, 1, 2, 3]";
    let with = |players: &str, rest: &str| format!("{{\n  \"players\": [{players}],\n{rest}\n}}");
    for (text, expected) in [
        (
            with("\"A\", \"B\"", "  \"worths\": [1, 1, 2, 3]"),
            "3: error[Z029]: the empty coalition has 1 in `worths` of the game, expected 0 \
             -> the first number of `worths` belongs to nobody: write 0",
        ),
        (
            with("\"A\", \"B\"", "  \"worths\": [0, 1, 2]"),
            "3: error[Z011]: `worths` of the game has 3 numbers, expected 4: one for each coalition of 2 players \
             ^ the last one -> the first is that of the empty coalition, 0",
        ),
        (with("\"A\", \"A\"", both), "2: error[Z010]: party `A` is given twice"),
        (
            with("\"A\", \"B\"", "  \"worths\": [0, 1, 2, true]"),
            "3: error[Z004]: number 4 of `worths` of the game is true or false, expected a number",
        ),
        (
            with("\"A\", \"B\"", "  \"quota\": 2, \"weights\": [1]"),
            "3: error[Z011]: `weights` of the game has 1 number, expected 2, one for each player ^ the last one",
        ),
        (
            with("\"A\", \"B\"", "  \"quota\": 2"),
            "1: error[Z005]: the game has no `weights` -> add `weights`: a weight for each player",
        ),
        (
            with("\"A\", \"B\"", "  \"kind\": \"worth\""),
            "1: error[Z005]: the game has neither `worths` nor a `quota` with `weights` \
             -> add `worths`: a number for each coalition, the empty one first",
        ),
        (
            with("\"A\", \"B\"", "  \"quota\": 2, \"weights\": [1, 1], \"worths\": [0, 0, 0, 1]"),
            "3: error[Z027]: the game has both `worths` and a `quota` or `weights`, expected one of them",
        ),
        (
            with("\"A\", \"B\"", "  \"worth\": [0, 0, 0, 1]"),
            "3: error[Z003]: unknown key `worth` in the game ^ did you mean `worths`? \
             -> the keys of a plain game are players, worths, quota, weights, kind, unit, title, id",
        ),
        (
            with("\"United States\"", "  \"worths\": [0, 1]"),
            "2: error[Z004]: the name of party `United States` is not letters, digits, `-` and `_`, as names must be \
             -> choose a short name, and put the full one into a label",
        ),
        (
            with("\"A\", 1.5.2", both),
            "2: error[Z002]: not well-formed JSON: leading or trailing decimal points on numbers are not allowed",
        ),
    ] {
        let lines: Vec<_> = said(&text).into_iter().filter(|line| !line.contains("Z020")).collect();
        assert_eq!(lines, [expected], "{text}");
    }
    let names: Vec<String> = (0..26).map(|number| format!("\"v{number}\"")).collect();
    assert_eq!(
        said(&with(&names.join(","), "  \"worths\": [0]")),
        ["3: error[Z019]: a table of coalitions has 26 players, at most 25 are solved"]
    );
}
