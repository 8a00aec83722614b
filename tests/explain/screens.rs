//! Screens: short enough for a first look, and complete enough for a pocket calculator.

use crate::cases::{loaded, written};
use crate::explained;

/// Paths of every kind, with what-ifs.
const ASKED: &[(&str, &[&str])] = &[
    ("solve.nash.GOV", &[]),
    ("solve.nash.GOV", &["--shock mlf_attacks*1/3"]),
    ("solve.nash.gains.GOV", &[]),
    ("solve.nash.product", &[]),
    ("solve.nash.runner_up.lead", &[]),
    ("solve.kalai_smorodinsky.shares.GOV", &[]),
    ("solve.kalai_smorodinsky.ideals.CSP", &[]),
    ("zone.parties.GOV.slack", &[]),
    ("zone.parties.GOV.best", &["--set parties.GOV.walk_away=70"]),
    ("zone.admissible", &[]),
    ("zone.acceptable", &[]),
    ("zone.acceptable", &["--without youth", "--fix pause=#2"]),
    ("zone.on_boundary", &[]),
    ("zone.efficient", &[]),
    ("why_not.shortfall", &["--shock mlf_attacks"]),
    ("why_not.shortfall", &[]),
    ("zone.packages.status_quo.utilities.GOV", &[]),
    ("parties.GOV.walk_away", &[]),
    ("issues.autonomy.weight.GOV", &["--set issues.autonomy.weight.GOV=30"]),
];

#[test]
fn every_first_screen_fits_25_lines_of_100_columns() {
    for (path, flags) in ASKED {
        let text = explained(&loaded("mali-2024"), path, flags).unwrap().text();
        assert!(text.lines().count() <= 25, "{path} {flags:?} has {} lines\n{text}", text.lines().count());
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{path} {flags:?}\n{text}");
        assert!(text.lines().all(|line| line.trim_end() == line), "{path} {flags:?}\n{text}");
        assert!(!text.contains("\n\n\n"), "{path} {flags:?}\n{text}");
    }
}

#[test]
fn a_line_shows_weight_value_sum_and_source() {
    let text = explained(&loaded("mali-2024"), "solve.nash.GOV", &[]).unwrap().text();
    let row = text.lines().find(|line| line.contains("kidal")).unwrap();
    let words: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(words, ["kidal", "joint", "units", "10", "x", "60", "/", "100", "6", "judgement"]);
    assert!(text.contains("14 + 22 + 3 + 1 + 10 + 22 + 8 + 4 + 6 + 10 = 100"), "{text}");
    assert!(text.contains("judgement (assumption): modeller's judgement; 20 inputs"), "{text}");
}

#[test]
fn a_quotient_that_is_no_short_decimal_is_a_fraction_with_its_rounded_value() {
    let text = explained(&loaded("mali-2024"), "solve.kalai_smorodinsky.shares.GOV", &[]).unwrap().text();
    assert!(text.contains("solve.kalai_smorodinsky.shares.GOV = 3/7 (~0.429)\n"), "{text}");
    assert!(text.contains("2.7 / 6.3  3/7 (~0.429)"), "{text}");
}

#[test]
fn what_a_what_if_changed_is_said_with_the_number_of_the_file() {
    let flags = ["--set issues.autonomy.weight.GOV=30"];
    let text = explained(&loaded("mali-2024"), "solve.nash.GOV", &flags).unwrap().text();
    assert!(text.contains("What if: --set issues.autonomy.weight.GOV=30"), "{text}");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said =
        "issues.autonomy.weight.GOV is 30 by --set issues.autonomy.weight.GOV=30; 22 in the file (judgement)";
    assert!(words.contains(said), "{text}");
}

#[test]
fn a_package_that_breaks_a_condition_is_said_to() {
    let text = explained(&loaded("mali-2024"), "packages.status_quo.GOV", &[]).unwrap().text();
    assert!(text.contains("Breaks"), "{text}");
    assert!(text.contains("\"leave both al-Qaeda and JNIM\""), "{text}");
    let text = explained(&loaded("aceh-2005"), "packages.signed.GOI", &[]).unwrap().text();
    assert!(!text.contains("Breaks"), "{text}");
}

#[test]
fn numbers_without_a_source_are_counted() {
    let text = "[model]\nid = \"bare\"\n[parties.A]\nname = \"A\"\nwalk_away = 0\n[issues.x]\nlevels = [\"a\", \"b\"]\nweight = { A = 1 }\nvalues = { A = [1, 2] }\n";
    let text = explained(&written(text), "zone.parties.A.slack", &[]).unwrap().text();
    assert!(text.contains("no source: 3 inputs"), "{text}");
}

#[test]
fn rows_for_a_spreadsheet_have_one_for_each_line() {
    let rows = explained(&loaded("mali-2024"), "solve.nash.gains.GOV", &[]).unwrap().csv().unwrap();
    // Weights, ten issues, utility, gain, and the header.
    assert_eq!(rows.lines().count(), 14);
    assert!(rows.starts_with("account,line,kind,what,level,operation,terms,value,exact\n"), "{rows}");
    assert!(rows.ends_with("solve.nash.gains.GOV,12,gain,,,difference,753/10 73,2.3,23/10\n"), "{rows}");
}
