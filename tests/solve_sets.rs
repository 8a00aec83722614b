//! `solve --over` from the outside: what a person reads, what a script gets, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot ask its question must fail

use serde_json::{Value, json};
use zopa::ask::verify::verify;
use zopa::ask::{Ask, Loaded, Reply, ask};
use zopa::budget::Budget;
use zopa::catalogue::{ENTRIES, entry};
use zopa::format::read_any;

fn loaded(text: &str) -> Loaded {
    let read = read_any("case.toml", text.as_bytes());
    Loaded::new(read.case.unwrap_or_else(|| panic!("{:?}", read.findings)), text.as_bytes(), "case")
}

fn model(id: &str) -> Loaded {
    loaded(entry(id).unwrap_or_else(|| panic!("no {id}")).text)
}

fn question(options: &[&str]) -> Ask {
    let options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
    Ask::parse("solve", &options).unwrap()
}

fn asked(loaded: &Loaded, options: &[&str]) -> Reply {
    ask(loaded, &question(options), &Budget::unlimited()).unwrap()
}

fn refused(loaded: &Loaded, options: &[&str]) -> String {
    let options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
    Ask::parse("solve", &options)
        .and_then(|question| ask(loaded, &question, &Budget::unlimited()))
        .unwrap_err()
        .to_string()
}

/// A set for two parties.
fn set(lines: &str) -> Loaded {
    loaded(&format!(
        "[model]\nid = \"x\"\n[sources]\ns = {{ kind = \"assumption\", cite = \"s\" }}\n[parties.A]\nname = \"A\"\n\
         [parties.B]\nname = \"B\"\n[bargaining]\nsource = \"s\"\n{lines}\n"
    ))
}

#[test]
fn every_case_with_a_set_or_packages_fits_the_screen() {
    for entry in ENTRIES {
        let case = entry.read().case.unwrap();
        let spaces: &[&[&str]] = match (case.bargains(), case.has_packages()) {
            (false, _) => &[],
            (true, false) => &[&[]],
            // Where issues have amounts there is no list to draw from.
            (true, true) if case.is_mixed() => &[],
            (true, true) => &[&["--over", "lotteries"]],
        };
        for options in spaces {
            let shown = asked(&model(entry.id), options).text();
            for line in shown.lines() {
                assert!(line.chars().count() <= 100, "{}: too wide: {line}", entry.id);
            }
            assert!(shown.lines().count() <= 25, "{}: too long:\n{shown}", entry.id);
        }
    }
}

#[test]
fn a_lottery_is_worth_what_it_is_said_to_be() {
    let tree = asked(&model("mali-2024"), &["--over", "lotteries"]).tree();
    for (id, solution) in tree["solutions"].as_object().unwrap() {
        let parts = solution["lottery"].as_array().unwrap();
        let chance: f64 = parts.iter().map(|part| part["probability"].as_f64().unwrap()).sum();
        assert!((chance - 1.0).abs() < 1e-12, "{id}: {chance}");
        for party in ["GOV", "JTD", "CSP"] {
            let mean: f64 = parts
                .iter()
                .map(|part| {
                    part["probability"].as_f64().unwrap() * part["utilities"][party].as_f64().unwrap()
                })
                .sum();
            let said = solution["utilities"][party].as_f64().unwrap();
            assert!(mean > said - 1e-9, "{id}: {party} gets {mean}, not {said}");
        }
    }
}

#[test]
fn lotteries_give_each_principle_at_least_what_packages_do() {
    // The equal gain over packages is 3.4 (docs and reference of the case); mixtures reach 4.77945.
    let loaded = model("mali-2024");
    let step = |space: &str| {
        let tree = asked(&loaded, &["--over", space, "--concepts", "egalitarian"]).tree();
        tree["solutions"]["egalitarian"]["step"].as_f64().unwrap()
    };
    assert!(step("lotteries") > 3.4);
    assert!(step("lotteries-on-average") >= step("lotteries"));
}

#[test]
fn a_point_that_is_no_fraction_has_a_gap_and_no_exact_numbers() {
    // Three parties on the segment from (4, 1, 1) to (1, 3, 2): the product is greatest where a cubic has its slope 0.
    let three = loaded(
        "[model]\nid = \"x\"\n[sources]\ns = { kind = \"assumption\", cite = \"s\" }\n[parties.A]\nname = \"A\"\n\
         [parties.B]\nname = \"B\"\n[parties.C]\nname = \"C\"\n[bargaining]\nsource = \"s\"\n\
         vertices = [[4, 1, 1], [1, 3, 2]]\ndisagreement = [0, 0, 0]\n",
    );
    let reply = asked(&three, &["--concepts", "nash"]);
    let solution = reply.tree()["solutions"]["nash"].clone();
    // (4 - 3 t)(1 + 2 t)(1 + t): 9 - 2 t - 18 t^2 = 0, t = (sqrt(652) - 2) / 36.
    let share = (652.0_f64.sqrt() - 2.0) / 36.0;
    assert!((solution["gains"]["A"].as_f64().unwrap() - (4.0 - 3.0 * share)).abs() < 1e-12);
    assert!(solution["gap"].as_f64().unwrap() > 0.0 && solution["gap"].as_f64().unwrap() < 1e-9);
    assert_eq!(solution["exact"], Value::Null);
    assert!(reply.text().contains("some known to 1 in 10^"), "{}", reply.text());
}

#[test]
fn a_saved_answer_holds_and_a_changed_one_does_not() {
    for (loaded, options) in [
        (model("mali-2024"), &["--over", "lotteries"][..]),
        (model("weights-3"), &["--concepts", "weighted_nash", "--weights", "ONE=1/2,TWO=1,THREE=3/2"]),
        (model("triangle"), &["--concepts", "proportional", "--proportions", "ONE=2,TWO=3"]),
    ] {
        let saved = asked(&loaded, options).json();
        let found = verify(&loaded, &saved).unwrap();
        assert!(found.ok && found.claims > 0, "{:?}", found.problems);
        let mut changed: Value = serde_json::from_str(&saved).unwrap();
        let solutions = changed["solutions"].as_object_mut().unwrap();
        let gains = solutions.values_mut().next().unwrap()["gains"].as_object_mut().unwrap();
        *gains.values_mut().next().unwrap() = json!(17);
        assert!(!verify(&loaded, &changed.to_string()).unwrap().ok);
    }
}

#[test]
fn a_set_that_nobody_accepts_has_no_zone() {
    let reply = asked(&set("vertices = [[1, 1]]\ndisagreement = [2, 0]"), &["--concepts", "nash"]);
    assert_eq!(reply.tree()["status"], "empty");
    assert_eq!(reply.tree()["solutions"]["nash"]["status"], "no_zone");
    assert!(reply.text().contains("NO ZONE"), "{}", reply.text());
}

#[test]
fn a_set_without_end_is_said_to_have_none() {
    let rows = set("rows = [{ coefficients = [1, 0], at_most = 1 }]\ndisagreement = [0, 0]");
    let reply = asked(&rows, &["--concepts", "nash"]);
    assert_eq!(reply.tree()["status"], "unbounded");
    assert!(reply.text().contains("gains grow without end"), "{}", reply.text());
}

#[test]
fn a_what_if_moves_a_set() {
    let moved =
        asked(&model("triangle"), &["--concepts", "nash", "--set", "bargaining.disagreement[0]=20"]).tree();
    // x + 2 y = 100 from (20, 0): 80 to share, half of it for each, (60, 20).
    assert_eq!(moved["solutions"]["nash"]["exact"]["utilities"], json!({ "ONE": "60", "TWO": "20" }));
}

#[test]
fn what_cannot_be_asked_says_what_can() {
    let (mali, triangle) = (model("mali-2024"), model("triangle"));
    assert_eq!(refused(&mali, &["--over", "set"]), "this case gives packages, not a convex set");
    assert_eq!(
        refused(&triangle, &["--over", "packages"]),
        "this case gives a convex set, which has no packages"
    );
    assert_eq!(refused(&mali, &["--over", "lottery"]), "unknown space `lottery` in --over");
    assert_eq!(
        refused(&mali, &["--concepts", "proportional"]),
        "`proportional` needs a proportion for each party"
    );
    assert_eq!(
        refused(&mali, &["--concepts", "proportional", "--proportions", "GOV=1,JTD=2"]),
        "--proportions has no proportion for `CSP`"
    );
    assert_eq!(
        refused(&mali, &["--proportions", "GOV=1,JTD=0,CSP=1"]),
        "--proportions: 0 for `JTD` cannot be used"
    );
    assert_eq!(
        refused(&mali, &["--proportions", "GOV=1,JTD=2,CPS=1"]),
        "unknown signatory `CPS` in --proportions"
    );
    assert_eq!(
        refused(&triangle, &["--concepts", "proportional"]),
        "`proportional` needs a proportion for each party"
    );
    assert_eq!(
        refused(&triangle, &["--concepts", "proportional", "--proportions", "ONE=1"]),
        "--proportions has no proportion for `TWO`"
    );
    assert_eq!(
        refused(&triangle, &["--concepts", "proportional", "--proportions", "ONE=1,TWO=0"]),
        "the numbers of --proportions cannot be used"
    );
    let zone = Ask::parse("zone", &[]).unwrap();
    assert_eq!(
        ask(&triangle, &zone, &Budget::unlimited()).unwrap_err().to_string(),
        "this case gives a convex set of agreements, which has no packages to count"
    );
}

#[test]
fn columns_of_many_parties_do_not_run_into_each_other() {
    let parties: String = (0..5).map(|one| format!("[parties.LONG_NAME_{one}]\nname = \"p\"\n")).collect();
    let case = loaded(&format!(
        "[model]\nid = \"x\"\n[sources]\ns = {{ kind = \"assumption\", cite = \"s\" }}\n{parties}[bargaining]\n\
         source = \"s\"\ndisagreement = [1200, 1200, 1200, 1200, 1200]\n\
         rows = [{{ coefficients = [1, 1, 1, 1, 1], at_most = 10000 }}, {{ coefficients = [3, 1, 0, 0, 1], at_most = 9001 }}]\n"
    ));
    let shown = asked(&case, &["--concepts", "nash,kalai_smorodinsky"]).text();
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    let cells = shown.lines().filter(|line| line.contains("(+"));
    let apart = |line: &str| {
        line.match_indices(')').all(|(at, _)| at + 1 == line.len() || line[at + 1..].starts_with(' '))
    };
    assert!(cells.clone().count() >= 2 && cells.clone().all(apart), "{shown}");
    assert!(
        shown.lines().filter(|line| line.contains(" over 1200")).all(|line| !line.contains("1200LONG")),
        "{shown}"
    );
}
