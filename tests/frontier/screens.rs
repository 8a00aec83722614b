//! Curves from the outside: what a person reads, what a script gets, and what is refused.

use zopa::ask::{Ask, Loaded, ask};
use zopa::budget::Budget;
use zopa::format::read_any;

/// A case of two parties with a curve.
fn text(curve: &str) -> String {
    format!(
        "[model]\nid = \"x\"\n[sources]\ns = {{ kind = \"assumption\", cite = \"s\" }}\n[parties.A]\nname = \"A\"\n\
         [parties.B]\nname = \"B\"\n[bargaining]\nsource = \"s\"\ndisagreement = [0, 0]\ncurve = {curve}\n"
    )
}

fn utilities(one: &str, two: &str) -> String {
    text(&format!("{{ utilities = [\"{one}\", \"{two}\"], from = 0, to = 1 }}"))
}

fn loaded(text: &str) -> Loaded {
    let read = read_any("case.toml", text.as_bytes());
    Loaded::new(read.case.unwrap_or_else(|| panic!("{:?}", read.findings)), text.as_bytes(), "case")
}

fn asked(text: &str, options: &[&str]) -> Result<zopa::ask::Reply, String> {
    let options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
    let question = Ask::parse("solve", &options).unwrap();
    ask(&loaded(text), &question, &Budget::unlimited()).map_err(|error| error.to_string())
}

/// The findings of a text, each as line, code, words and advice.
#[track_caller]
fn says(text: &str, expected: &[&str]) {
    let read = read_any("case.toml", text.as_bytes());
    let line = |finding: &zopa::diagnostic::Diagnostic| {
        let at = finding.span.map_or("-".to_owned(), |span| (text[..span.start].lines().count()).to_string());
        format!("{at}: {}: {}", finding.code, finding.message)
    };
    let found: Vec<String> = read.findings.iter().map(line).collect();
    assert_eq!(found, expected);
}

#[test]
fn curves_that_cannot_be_used_are_refused_at_their_place_in_the_file() {
    for (one, two, expected) in [
        ("s", "1 - t", "12: Z036: `t` is not known in a curve, expected `s` or a number"),
        (
            "s",
            "1 -",
            "12: Z035: utility 2 of the curve of [bargaining]: the expression ends, expected a number, a name, `-` or `(` (place 4 of the expression)",
        ),
        ("s", "1 - s / 0", "12: Z026: the curve of [bargaining] divides by zero"),
        ("s", "1 / (2 * s - 1)", "12: Z045: the utility of `B` divides by zero on the way"),
        ("s * (1 - s)", "1 - s", "12: Z045: the utility of `A` turns back on the way, or stands still"),
        ("s", "2", "12: Z045: the utility of `B` turns back on the way, or stands still"),
        ("s", "s * s", "12: Z045: both `A` and `B` gain with `s`, or both lose"),
        ("s * s", "1 - s * s * s * s", "12: Z045: the curve of [bargaining] stands still at some `s`"),
        (
            "s",
            "(1 - s) * (1 - s)",
            "12: Z045: the curve of [bargaining] bends inwards: lotteries over its points would be better for both",
        ),
    ] {
        says(&utilities(one, two), &[expected]);
    }
    let high = ["s"; 9].join(" * ");
    says(
        &utilities("s", &format!("1 - {high}")),
        &["12: Z019: the utility of `B` has powers of `s` up to 9, at most 8"],
    );
    // Powers add up in a fraction, before they could cancel.
    let ratio = format!("1 - ({high}) / s");
    says(&utilities("s", &ratio), &["12: Z019: the utility of `B` has powers of `s` up to 9, at most 8"]);
    says(
        &text("{ utilities = [\"s\"], from = 0, to = 1 }"),
        &["12: Z011: `utilities` of the curve of [bargaining] has 1 expression, expected 2"],
    );
    says(
        &text("{ utilities = [\"s\", \"1 - s\"], from = 1, to = 1 }"),
        &["12: Z026: `to` of the curve of [bargaining] is 1, expected more than 1"],
    );
    says(
        &text("{ utilities = [\"s\", \"1 - s\"], from = 0 }"),
        &["12: Z005: the curve of [bargaining] has no `to`"],
    );
    let three = utilities("s", "1 - s")
        .replace("[bargaining]", "[parties.C]\nname = \"C\"\n[bargaining]")
        .replace("[0, 0]", "[0, 0, 0]");
    says(&three, &["14: Z011: a curve is for two signatories, this case has 3"]);
}

#[test]
fn a_curve_is_answered_in_plain_words_and_in_full() {
    let reply =
        asked(&utilities("s", "1 - s * s"), &["--concepts", "nash,utilitarian,perles_maschler"]).unwrap();
    let shown = reply.text();
    assert!(shown.lines().count() <= 25 && shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    assert!(shown.contains("Over all on and below a curve."), "{shown}");
    assert!(shown.contains("Nash: s = ~0.577"), "{shown}");
    let answer: serde_json::Value = serde_json::from_str(&reply.json()).unwrap();
    let solution = &answer["solutions"]["utilitarian"];
    assert_eq!(solution["exact"]["utilities"]["B"], "3/4");
    assert_eq!(solution["exact"]["parameter"], "1/2");
    assert_eq!(solution["certificate"]["strength"], "Proof");
    let nash = &answer["solutions"]["nash"];
    assert!(nash["exact"].is_null() && nash["gap"].as_f64().unwrap() < 1e-9);
    assert!((nash["parameter"].as_f64().unwrap() - 1.0 / 3.0_f64.sqrt()).abs() < 1e-9);
}

#[test]
fn a_straight_curve_is_a_set_of_two_vertices() {
    // x + 2 y = 100, not at an even pace.
    let curve = utilities("50 * s * (1 + s)", "50 - 25 * s * (1 + s)");
    let vertices = text("{}").replace("curve = {}", "vertices = [[100, 0], [0, 50]]");
    let options = ["--concepts", "nash,egalitarian,utilitarian,equal_area"];
    let points = |text: &str| {
        let answer: serde_json::Value = serde_json::from_str(&asked(text, &options).unwrap().json()).unwrap();
        let solutions = answer["solutions"].as_object().unwrap().clone();
        solutions.into_iter().map(|(id, solution)| (id, solution["exact"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(points(&curve), points(&vertices));
}

#[test]
fn what_ifs_move_the_walk_away_point_and_the_range() {
    let case = utilities("s", "1 - s * s");
    let answer = |options: &[&str]| -> serde_json::Value {
        let all = [&["--concepts", "egalitarian"], options].concat();
        serde_json::from_str(&asked(&case, &all).unwrap().json()).unwrap()
    };
    // From (1/4, 0): x - 1/4 = 1 - x^2, so x = (sqrt 6 - 1) / 2.
    let moved = answer(&["--set", "bargaining.disagreement[0]=0.25"]);
    let found = moved["solutions"]["egalitarian"]["utilities"]["A"].as_f64().unwrap();
    assert!((found - (6.0_f64.sqrt() - 1.0) / 2.0).abs() < 1e-9);
    // Cut at s = 1/2: the second keeps 3/4, and both have 1/2.
    let cut = answer(&["--set", "bargaining.curve.to=0.5"]);
    assert_eq!(cut["solutions"]["egalitarian"]["exact"]["utilities"]["A"], "1/2");
    // No room at all.
    let none = answer(&["--set", "bargaining.disagreement[0]=2"]);
    assert_eq!(
        (&none["status"], &none["solutions"]["egalitarian"]["status"]),
        (&"empty".into(), &"no_zone".into())
    );
    assert!(asked(&case, &["--set", "bargaining.curve.to=-1"]).is_err());
}

#[test]
fn principles_for_two_are_refused_for_more() {
    let three = text("{}")
        .replace("[bargaining]", "[parties.C]\nname = \"C\"\n[bargaining]")
        .replace("[0, 0]", "[0, 0, 0]")
        .replace("curve = {}", "vertices = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]");
    let message = asked(&three, &["--concepts", "equal_area"]).unwrap_err();
    assert!(message.starts_with("`equal_area` is for two parties, there are 3"), "{message}");
}
