//! Findings of `check` that need a solve, with their exact words and places.

#![allow(clippy::unwrap_used, clippy::panic)] // a case of a test that does not read must fail it

use zopa::diagnostic::Diagnostic;
use zopa::format::{Format, read};
use zopa::report::sections::check::line_and_column;
use zopa::study::audit::audit;
use zopa::study::scenario::Scenario;

/// Two parties who split three levels on `share`, and a second issue `date`; `more` is added at the end.
fn case(walk_away: &str, more: &str) -> String {
    format!(
        r#"
[model]
id = "audit"
title = "Audit"
[sources]
mine = {{ kind = "assumption", cite = "made up" }}
[parties.A]
name = "A"
source = "mine"
walk_away = {walk_away}
[parties.B]
name = "B"
source = "mine"
walk_away = 10
[issues.share]
levels = ["low", "half", "high"]
weight = {{ A = 60, B = 60 }}
values = {{ A = [0, 50, 100], B = [100, 50, 0] }}
source = "mine"
[issues.date]
levels = ["early", "late"]
weight = {{ A = 40, B = 40 }}
values = {{ A = [100, 0], B = [0, 100] }}
source = "mine"
{more}
"#
    )
}

/// The findings of a case that the text alone finds nothing wrong with.
fn findings(text: &str) -> Vec<Diagnostic> {
    let read = read(text.as_bytes(), Format::Toml);
    assert_eq!(read.findings, [], "{text}");
    audit(&Scenario::new(&read.case.unwrap(), &[]).unwrap()).unwrap()
}

/// The one finding of a case: its number, its line of the text, its words and its hint.
fn only(text: &str) -> (String, String, String, String) {
    let [finding] = findings(text).try_into().unwrap_or_else(|all| panic!("{all:?}"));
    let (line, _) = line_and_column(text, finding.span.unwrap().start);
    let line = text.lines().nth(line - 1).unwrap().to_owned();
    (finding.code.number().to_owned(), line, finding.message, finding.hint)
}

#[test]
fn a_sound_case_has_no_finding() {
    assert_eq!(findings(&case("10", "")), []);
}

#[test]
fn a_level_that_rules_exclude_together_is_found() {
    let forbidden = r#"
[[forbidden]]
when = { share = "high", date = "early" }
[[forbidden]]
when = { share = "high", date = "late" }
"#;
    let (code, line, message, hint) = only(&case("10", forbidden));
    assert_eq!(code, "Z017");
    assert_eq!(line, r#"levels = ["low", "half", "high"]"#);
    assert_eq!(message, "level `high` of issue `share` is in no admissible package");
    assert_eq!(
        hint,
        "limits and forbidden combinations exclude it together: check them, or remove the level"
    );
}

#[test]
fn a_level_that_one_limit_excludes_is_meant() {
    assert_eq!(findings(&case("10", "[limits.cap]\nat_most = { share = \"half\" }\n")), []);
}

#[test]
fn a_condition_that_nobody_can_meet_is_found() {
    let rules = r#"
[conditions.full]
require = { share = "high" }
[limits.cap]
at_most = { share = "half" }
"#;
    let (code, line, message, hint) = only(&case("10", rules));
    assert_eq!(code, "Z018");
    assert_eq!(line, "[conditions.full]");
    assert_eq!(message, "condition `full` cannot be met: limits or forbidden combinations exclude it");
    assert_eq!(hint, "relax the condition, or the limit that it runs into");
}

#[test]
fn conditions_that_clash_with_each_other_are_found() {
    let rules = r#"
[conditions.full]
require = { share = "high" }
[conditions.none]
require = { share = "low" }
"#;
    let (code, line, message, hint) = only(&case("10", rules));
    assert_eq!(code, "Z018");
    assert_eq!(line, "[conditions.full]");
    assert_eq!(message, "no package meets all conditions, limits and forbidden combinations together");
    assert_eq!(hint, "zopa why-not CASE names the ones that clash");
}

#[test]
fn a_walk_away_value_that_no_package_reaches_is_found() {
    // A has at most 0.6 * 100 + 0.4 * 100 = 100.
    let (code, line, message, hint) = only(&case("100.5", ""));
    assert_eq!(code, "Z021");
    assert_eq!(line, "[parties.A]");
    assert_eq!(message, "walk-away value 100.5 of party `A` is above the 100 of its best admissible package");
    assert_eq!(hint, "no zone can be open: check the walk-away value and the party's level values");
    assert_eq!(findings(&case("100", "")), [], "exactly reached is reached");
}
