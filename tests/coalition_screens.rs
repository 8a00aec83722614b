//! Screens of `power` and `compose` in the corners: one group, one voter without power, nothing settled.

#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot ask its question must fail

use zopa::ask::{Ask, Loaded, ask};
use zopa::budget::Budget;
use zopa::format::{Format, read};

/// What a person reads; every line fits into the width.
fn screen(command: &str, options: &[&str], text: &str) -> String {
    let format = if text.starts_with('{') { Format::Json } else { Format::Toml };
    let read = read(text.as_bytes(), format);
    let case = read.case.unwrap_or_else(|| panic!("{:?}", read.findings));
    let options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
    let question = Ask::parse(command, &options).unwrap();
    let loaded = Loaded::new(case, text.as_bytes(), "case.toml");
    let shown = ask(&loaded, &question, &Budget::unlimited()).unwrap().text();
    for line in shown.lines() {
        assert!(line.chars().count() <= 100 || line.contains("zopa "), "too wide: {line}");
    }
    shown
}

fn group(rules: &str, candidates: &str) -> String {
    format!(
        "[model]\nid = \"g\"\n[contact_group]\nunit = \"u\"\n{rules}[contact_group.candidates]\n{candidates}"
    )
}

const TWO: &str = "A = { name = \"a\", fund = 1, tags = [\"w\"] }\nB = { name = \"b\", fund = 2 }\n";

#[test]
fn one_group_is_said_in_the_singular() {
    let shown = screen("compose", &[], &group("goal = 1\n", "A = { name = \"a\", fund = 1 }\n"));
    let said =
        "1 GROUP IS ACCEPTABLE of the only possible group: it meets every rule. It reaches the goal of 1 u.";
    assert!(shown.replace('\n', " ").contains(said), "{shown}");
    assert!(shown.contains("1 u: A\n"), "{shown}");
    assert!(shown.contains("1 is enough to reach the goal: A (1 u)"), "{shown}");
}

#[test]
fn a_goal_that_nobody_reaches_is_said_in_words() {
    let shown = screen("compose", &[], &group("goal = 100\n", TWO));
    assert!(shown.replace('\n', " ").contains("None of them reaches the goal of 100 u."), "{shown}");
}

#[test]
fn a_rule_and_its_count_are_told_apart() {
    let shown = screen("compose", &[], &group("must = [\"A\"]\n", TWO));
    assert!(shown.contains("\"A must be in\": 3 (now 2 groups)"), "{shown}");
}

#[test]
fn the_next_limit_is_not_the_present_one() {
    let limit = "[contact_group.share_limits.w]\nat_most = \"1/2\"\n";
    let shown = screen("compose", &[], &format!("{}{limit}", group("", TWO)));
    assert!(!shown.contains("at_most=1/2"), "{shown}");
    assert!(shown.contains("at_most=1/3"), "{shown}");
}

#[test]
fn a_voter_without_power_is_said_in_the_singular() {
    let shown = screen("power", &[], r#"{"players": ["A", "B", "C"], "quota": 4, "weights": [2, 2, 1]}"#);
    let said = "C has a vote and no power: it never makes a difference";
    assert!(shown.replace('\n', " ").contains(said), "{shown}");
}

#[test]
fn a_vote_that_nobody_wins_has_a_next_step() {
    let shown = screen("power", &[], r#"{"players": ["A", "B"], "quota": 4, "weights": [1, 2]}"#);
    assert!(shown.contains("NOTHING CAN PASS"), "{shown}");
    assert!(shown.contains("Next: zopa show case.toml --numbers"), "{shown}");
}

/// Sixty voters whose weights leave a different sum for each coalition: too large to be exact.
fn too_large() -> String {
    let players: Vec<String> = (0..60).map(|voter| format!("\"P{voter}\"")).collect();
    let weights: Vec<String> =
        (0..60_u64).map(|voter| (1_000_003 * voter * voter + 7_919 * voter + 1).to_string()).collect();
    format!(
        "{{\"players\": [{}], \"quota\": 30000000000, \"weights\": [{}]}}",
        players.join(", "),
        weights.join(", ")
    )
}

#[test]
fn what_is_not_settled_is_not_claimed() {
    let shown = screen("power", &[], &too_large());
    assert!(!shown.contains("everybody makes a difference"), "{shown}");
    assert!(
        shown.replace('\n', " ").contains("whether everybody ever makes a difference is not settled"),
        "{shown}"
    );
    assert!(shown.contains("and 44 more (--csv lists all)"), "{shown}");
    assert!(shown.lines().count() <= 30, "{shown}");
    assert!(!shown.contains("Exact, and counted"), "{shown}");
    // One reason is told once.
    assert_eq!(shown.matches("not settled, ").count(), 1, "{shown}");
}

#[test]
fn a_path_with_blanks_is_quoted_where_the_run_is_named() {
    let block = "[model]\nid = \"x\"\n[parties.A]\nname = \"a\"\nrole = \"outsider\"\n[parties.B]\nname = \"b\"\nrole = \"outsider\"\n\
                 [coalitions]\nunit = \"u\"\n[coalitions.partitions]\n\"A | B\" = [1, 2]\n\"A+B\" = [5]\n";
    let shown = screen("coalitions", &["--set", "coalitions.partitions.A | B[0]=2"], block);
    assert!(shown.contains("What if: --set 'coalitions.partitions.A | B[0]=2'"), "{shown}");
}

/// What `check` says of a case on standard input, and how it ends.
#[cfg(feature = "cli")]
fn checked(text: &str) -> (Option<i32>, String) {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let mut child = Command::new(env!("CARGO_BIN_EXE_zopa"))
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
#[cfg(feature = "cli")]
fn check_calls_no_case_solvable_that_cannot_be_added_exactly() {
    let worths =
        r#"{"players": ["A", "B"], "worths": [0, "1/999999999999999989", "1/999999999999999877", 3]}"#;
    let funds = "A = { name = \"a\", fund = \"1/999999999999999989\" }\nB = { name = \"b\", fund = \"1/999999999999999877\" }\n\
                 C = { name = \"c\", fund = \"1/999999999999999863\" }\n";
    for case in [worths.to_owned(), group("", funds)] {
        let (code, said) = checked(&case);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("added exactly") && said.contains("Nothing can be solved"), "{said}");
    }
}

#[test]
fn the_first_screens_of_the_mediation_of_mali_fit() {
    let text = zopa::catalogue::entry("mali-2024").unwrap().text;
    for command in ["coalitions", "compose"] {
        let shown = screen(command, &[], text);
        let lines = shown.lines().count();
        assert!(lines <= 25, "{command}: {lines} lines\n{shown}");
        assert!(shown.lines().last().unwrap_or_default().trim_start().starts_with(['N', 'z']), "{shown}");
    }
}
