//! What a person reads and a script gets.

use zopa::ask::verify::verify;
use zopa::ask::{Ask, Loaded, Reply, ask};
use zopa::budget::Budget;
use zopa::error::Error;
use zopa::format::read_any;
use zopa::model::check::MAX_PACKAGES;

/// A case of some parties with twelve issues of ten levels, on which A and B want opposite ends.
fn case(parties: &[&str], issues: usize, walk_away: u32) -> String {
    case_of(parties, issues, walk_away, &|issue, party, place| place * (20 - place + (issue + party) % 3))
}

/// The same with values of one's own for an issue, a party and a place counted from the end that the party likes least.
fn case_of(
    parties: &[&str],
    issues: usize,
    walk_away: u32,
    value: &dyn Fn(usize, usize, usize) -> usize,
) -> String {
    let mut text = "[model]\nid = \"big\"\ntitle = \"Many levels\"\n[sources]\ns = { kind = \"assumption\", cite = \"s\" }\n".to_owned();
    for party in parties {
        text.push_str(&format!(
            "[parties.{party}]\nname = \"{party}\"\nwalk_away = {{ value = {walk_away}, source = \"s\" }}\n"
        ));
    }
    for issue in 0..issues {
        let levels: Vec<String> = (0..10).map(|level| format!("\"{level}\"")).collect();
        text.push_str(&format!("[issues.i{issue}]\nlevels = [{}]\nsource = \"s\"\n", levels.join(", ")));
        let values = |party: usize| -> Vec<String> {
            (0..10_usize)
                .map(|level| {
                    let place = if party.is_multiple_of(2) { level } else { 9 - level };
                    value(issue, party, place).to_string()
                })
                .collect()
        };
        let weights: Vec<String> = parties.iter().map(|party| format!("{party} = 1")).collect();
        let all: Vec<String> = parties
            .iter()
            .enumerate()
            .map(|(place, party)| format!("{party} = [{}]", values(place).join(", ")))
            .collect();
        text.push_str(&format!("weight = {{ {} }}\nvalues = {{ {} }}\n", weights.join(", "), all.join(", ")));
    }
    text
}

fn loaded(text: &str) -> Loaded {
    let read = read_any("case.toml", text.as_bytes());
    Loaded::new(read.case.unwrap_or_else(|| panic!("{:?}", read.findings)), text.as_bytes(), "case")
}

fn asked(loaded: &Loaded, command: &str, budget: &Budget<'_>) -> Result<Reply, String> {
    let question = Ask::parse(command, &[]).unwrap();
    ask(loaded, &question, budget).map_err(|error| format!("{error:?}"))
}

fn fits_a_screen(text: &str) {
    assert!(text.lines().count() <= 40, "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn a_zone_and_its_solutions_say_which_way_was_taken() {
    assert_eq!(MAX_PACKAGES, zopa::bargaining::zone::MOST_LISTED);
    let loaded = loaded(&case(&["A", "B"], 12, 40));
    let zone = asked(&loaded, "zone", &Budget::unlimited()).unwrap();
    assert!(!zone.is_undecided());
    let (text, tree) = (zone.text(), zone.tree());
    fits_a_screen(&text);
    assert!(
        text.contains("OPEN") && text.contains("without a list") && text.contains("second method"),
        "{text}"
    );
    assert_eq!(tree["zone"]["way"], "merged");
    assert_eq!(tree["zone"]["admissible"], 1_000_000_000_000_u64);
    assert_eq!(tree["zone"]["certificate"]["strength"], "Recount");
    let solved = asked(&loaded, "solve", &Budget::unlimited()).unwrap();
    assert!(!solved.is_undecided());
    fits_a_screen(&solved.text());
    assert_eq!(solved.tree()["solutions"]["nash"]["certificate"]["strength"], "Recount");
    assert!(solved.text().contains("Too many packages to list"), "{}", solved.text());
    for reply in [&zone, &solved] {
        let json = reply.json();
        let verified = verify(&loaded, &json).unwrap();
        assert!(verified.ok && verified.claims > 0, "{:?}", verified.problems);
    }
    let acceptable = tree["zone"]["acceptable"].as_u64().unwrap();
    let wrong = zone
        .json()
        .replace(&format!("\"acceptable\": {acceptable}"), &format!("\"acceptable\": {}", acceptable - 1));
    assert_ne!(wrong, zone.json());
    let verified = verify(&loaded, &wrong).unwrap();
    assert!(
        verified.problems.iter().any(|problem| problem.message.contains("fails the check")),
        "{:?}",
        verified.problems
    );
}

#[test]
fn solutions_of_five_parties_are_searched_for_and_can_be_verified() {
    let value = |issue: usize, party: usize, place: usize| {
        (1 + (7 * issue + 5 * party) % 11) * (10 * place + (13 * issue + 17 * party + 7 * place * place) % 29)
    };
    let loaded = loaded(&case_of(&["A", "B", "C", "D", "E"], 30, 50, &value));
    let zone = asked(&loaded, "zone", &Budget::unlimited()).unwrap();
    assert!(!zone.is_undecided());
    fits_a_screen(&zone.text());
    assert!(zone.text().contains("each party's best"), "{}", zone.text());
    assert!(zone.tree()["zone"]["parties"]["A"]["best"].is_number());
    let solved = asked(&loaded, "solve", &Budget::unlimited()).unwrap();
    assert!(!solved.is_undecided());
    assert!(solved.text().lines().all(|line| line.chars().count() <= 100), "{}", solved.text());
    let tree = solved.tree();
    assert_eq!(tree["way"], "searched");
    for concept in ["nash", "egalitarian", "kalai_smorodinsky"] {
        let solution = &tree["solutions"][concept];
        assert_eq!(solution["status"], "found", "{concept}");
        assert_eq!(solution["certificate"]["strength"], "Proof", "{concept}");
        assert_eq!(solution["bound"]["weights"].as_object().unwrap().len(), 5, "{concept}");
    }
    let json = solved.json();
    let verified = verify(&loaded, &json).unwrap();
    assert!(verified.ok && verified.claims > 0, "{:?}", verified.problems);
    // A product with weights of three digits is beyond any machine number.
    let options = ["--concepts", "weighted_nash", "--weights", "A=0.377,B=0.411,C=0.533,D=0.777,E=0.239"];
    let question = Ask::parse("solve", &options.map(str::to_owned)).unwrap();
    let weighed = ask(&loaded, &question, &Budget::unlimited()).unwrap();
    let bound = &weighed.tree()["solutions"]["weighted_nash"]["bound"];
    assert!(bound["reached"].is_null() && bound["reached_exact"].is_string());
    let verified = verify(&loaded, &weighed.json()).unwrap();
    assert!(verified.ok && verified.claims == 1, "{:?}", verified.problems);
    let reached = tree["solutions"]["nash"]["bound"]["reached_exact"].as_str().unwrap();
    let wrong = json.replace(&format!("\"reached_exact\": \"{reached}\""), "\"reached_exact\": \"1\"");
    assert_ne!(wrong, json);
    let verified = verify(&loaded, &wrong).unwrap();
    let failed = verified.problems.iter().any(|problem| problem.message.contains("fails the check"));
    assert!(failed, "{:?}", verified.problems);
}

#[test]
fn what_a_search_left_open_is_said_with_a_bound() {
    // Four parties divide a constant sum on every issue.
    let drawn = |issue: usize, party: usize, level: usize| {
        (issue * issue * 7919 + party * 104_729 * (level + 3) + level * level * 1_299_709) % 1009
    };
    let value = |issue: usize, party: usize, place: usize| {
        let level = if party.is_multiple_of(2) { place } else { 9 - place };
        match party {
            3 => 3027 - (0..3).map(|party| drawn(issue, party, level)).sum::<usize>(),
            _ => drawn(issue, party, level),
        }
    };
    let loaded = loaded(&case_of(&["A", "B", "C", "D"], 30, 1, &value));
    let solved = asked(&loaded, "solve", &Budget::unlimited()).unwrap();
    let (text, tree) = (solved.text(), solved.tree());
    let open: Vec<&serde_json::Value> = tree["solutions"]
        .as_object()
        .unwrap()
        .values()
        .filter(|solution| solution["bound"]["reached"] != solution["bound"]["at_most"])
        .collect();
    assert!(!open.is_empty(), "{text}");
    assert!(text.contains("is not proved to be the best: another package may have a"), "{text}");
    assert!(text.contains("as far as it says above"), "{text}");
    for solution in open {
        assert_eq!(solution["total_complete"], false);
        assert!(solution["bound"]["reached"].as_f64() < solution["bound"]["at_most"].as_f64());
    }
}

#[test]
fn an_empty_zone_and_a_run_cut_short_say_so() {
    let empty = loaded(&case(&["A", "B"], 12, 90));
    let zone = asked(&empty, "zone", &Budget::unlimited()).unwrap();
    assert!(!zone.is_undecided() && zone.text().contains("EMPTY"), "{}", zone.text());
    fits_a_screen(&zone.text());
    let open = loaded(&case(&["A", "B"], 12, 40));
    let zone = asked(&open, "zone", &Budget::of_work(50)).unwrap();
    assert!(zone.is_undecided() && zone.text().contains("UNDECIDED"), "{}", zone.text());
    fits_a_screen(&zone.text());
    let solved = asked(&open, "solve", &Budget::of_work(50)).unwrap();
    assert!(solved.is_undecided() && solved.text().contains("UNDECIDED"), "{}", solved.text());
}

#[test]
fn more_packages_than_a_number_of_128_bits_holds_are_written_as_digits() {
    let loaded = loaded(&case(&["A", "B"], 50, 40));
    let zone = asked(&loaded, "zone", &Budget::unlimited()).unwrap();
    fits_a_screen(&zone.text());
    assert_eq!(zone.tree()["zone"]["admissible"], format!("1{}", "0".repeat(50)));
    assert!(zone.text().contains("x 10^50"), "{}", zone.text());
}

#[test]
fn questions_that_need_a_list_are_refused() {
    let loaded = loaded(&case(&["A", "B", "C"], 12, 40));
    for command in ["coalitions", "sequence"] {
        let refused = asked(&loaded, command, &Budget::unlimited()).unwrap_err();
        assert!(refused.contains("looked at one by one"), "{command}: {refused}");
    }
    let questions: [(&str, &[&str]); 3] = [
        ("explain", &["zone.acceptable"]),
        ("solve", &["--over", "lotteries"]),
        ("solve", &["--over", "lotteries-on-average"]),
    ];
    for (command, options) in questions {
        let options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
        let question = Ask::parse(command, &options).unwrap();
        let Err(Error::Case(findings)) = ask(&loaded, &question, &Budget::unlimited()) else {
            panic!("{command}")
        };
        assert_eq!(
            findings[0].message,
            "the case has more packages than the 1000000000 that are looked at one by one: \
             10 x 10 x 10 x 10 x 10 x 10 x 10 x 10 x 10 x 10 x 10 x 10",
        );
        assert_eq!(
            findings[0].hint,
            "ask for its zone, solve it over packages, ask why-not or threshold, which need no list; or merge levels",
        );
    }
}
