//! Cases with ranges, from their files: what is said of bad ones, and what a good one means.

use zopa::certify::mixed::MixedPrinciple;
use zopa::diagnostic::Diagnostic;
use zopa::format::{Format, read};

use crate::cases::{answer, number, reply, scenario, written};
use crate::common::{facts, solve};

/// Two parties share money, up to 40 beside 10 that an office costs; the second also wants months, which the first pays for.
const SHARED: &str = r#"
[model]
id = "shared"
title = "Money, months and an office"

[parties.A]
name = "A"
walk_away = 10
[parties.B]
name = "B"
walk_away = 20

[issues.money]
range = { from = 0, to = 100, unit = "USD m" }
weight = { A = 50, B = 50 }
curve = { A = [[0, 0], [100, 100]], B = [[0, 100], [100, 0]] }

[issues.months]
range = { from = 0, to = 12, unit = "months" }
weight = { A = 50, B = 25 }
curve = { A = [[0, 100], [6, 40], [12, 0]], B = [[0, 0], [4, 80], [12, 100]] }

[issues.office]
levels = ["none", "joint"]
weight = { B = 25 }
values = { B = [0, 100] }

[limits.budget]
sum = { money = 1, office = [0, 10] }
at_most = 40

[conditions.pause]
require = { months = { at_least = 2 } }

[[interactions]]
when = { months = { at_least = 6 }, office = "joint" }
bonus = { A = 9 }

[packages.now]
levels = { money = 20, months = 6, office = "joint" }
"#;

fn findings(text: &str) -> Vec<String> {
    read(text.as_bytes(), Format::Toml).findings.iter().filter(|one| one.is_error()).map(said).collect()
}

fn said(finding: &Diagnostic) -> String {
    finding.message.clone()
}

#[track_caller]
fn refused(from: &str, to: &str, expected: &[&str]) {
    assert!(SHARED.contains(from), "{from}");
    assert_eq!(findings(&SHARED.replacen(from, to, 1)), expected);
}

#[test]
fn the_case_means_what_it_says() {
    let loaded = written(SHARED);
    let lowered = scenario(&loaded.case, &[]).lower_mixed().unwrap();
    let game = &lowered.game;
    // A's curve of months turns upwards at 6, where a bonus begins, too: two stretches.
    assert_eq!(game.frame().levels(), [1, 2, 2]);
    let package = |levels: [usize; 3], money: &str, months: &str| zopa::games::mixed::MixedPackage {
        levels: levels.to_vec(),
        amounts: vec![number(money), number(months)],
    };
    // Money 20: 20 of 100 at half the weight for A, 80 of 100 for B. Months 6: 40 of 100 at half the weight, and for B
    // 80 + 20 / 4 = 85 of 100 at a quarter. The office: 25 for B; with 6 months or more a bonus of 9 for A.
    let six = package([0, 1, 1], "20", "6");
    assert_eq!(game.utilities(&six).unwrap(), [number("39"), &number("65") + &number("21.25")]);
    assert!(game.is_admissible(&six));
    // The border of two stretches belongs to both: in the lower one there is no bonus.
    assert_eq!(game.utilities(&package([0, 0, 1], "20", "6")).unwrap()[0], number("30"));
    // The budget: money and the office's 10 together at most 40.
    assert!(game.is_admissible(&package([0, 1, 1], "30", "6")));
    assert!(!game.is_admissible(&package([0, 1, 1], "30.01", "6")));
    assert!(game.is_admissible(&package([0, 1, 0], "40", "6")));
    // The condition: at least 2 months.
    assert!(
        !game.is_admissible(&package([0, 0, 0], "20", "1.99"))
            && game.is_admissible(&package([0, 0, 0], "20", "2"))
    );
    // Outside a stretch there is no package.
    assert_eq!(game.utilities(&package([0, 0, 0], "20", "7")), None);
}

#[test]
fn the_zone_of_the_case_is_as_worked_by_hand() {
    let lowered = scenario(&written(SHARED).case, &[]).lower_mixed().unwrap();
    let facts = facts(&lowered.game).unwrap();
    // A has most with 2 months (80 of 100) and all the money that the budget allows without the office: 20 + 40 = 60,
    // while B has 30 + 10; with fewer months B gains nothing that A would lose more by.
    assert_eq!(facts.ideals[0].gain, number("50"));
    // B has most without money for A, with the office, and with as many months as A can bear: 12, where the bonus of 9 for A
    // is below its 10; so at least 1/50 of 100 from months or money: 2 USD m cost B 1, or months 12 - 0.3 cost less:
    // each month below 12 gives A 10/3 and costs B 0.625. 0.3 months: 50 + 25 - 0.1875 + 25 - 20.
    assert_eq!(facts.ideals[1].gain, number("79.8125"));
    let [least, greatest] = &facts.amounts[1];
    assert_eq!((&least.amount, &greatest.amount), (&number("2"), &number("12")));
    let leximin = solve(&lowered.game, MixedPrinciple::Leximin);
    let gains = &leximin.found().unwrap().gains;
    assert!(gains.iter().min().unwrap().is_positive());
}

#[test]
fn what_ifs_fix_and_cap_amounts() {
    let loaded = written(SHARED);
    let fixed = answer(&loaded, "zone", &["--fix months=5", "--cap money=10"]);
    assert_eq!(fixed["zone"]["amounts"]["months"]["exact"]["least"], "5");
    assert_eq!(fixed["zone"]["amounts"]["months"]["exact"]["greatest"], "5");
    assert_eq!(fixed["zone"]["amounts"]["money"]["exact"]["greatest"], "10");
    let raised = answer(&loaded, "zone", &["--set limits.budget.at_most=100"]);
    assert_eq!(raised["zone"]["amounts"]["money"]["exact"]["greatest"], "100");
    let wrong = zopa::study::change::Change::from_flag("--fix", "months=13").unwrap();
    let error = zopa::study::scenario::Scenario::new(&loaded.case, &[wrong]).unwrap_err().to_string();
    assert!(error.starts_with("--fix months=13: `13` is no amount of issue `months`"), "{error}");
}

#[test]
fn a_walk_away_value_can_come_from_a_package_with_amounts() {
    let text = SHARED.replace("walk_away = 10", "walk_away = { package = \"now\", premium = 1 }");
    let lowered = scenario(&written(&text).case, &[]).lower_mixed().unwrap();
    // 39 at 6 months, where the bonus begins.
    assert_eq!(lowered.game.walk_away(), [number("40"), number("20")]);
}

#[test]
fn bad_ranges_are_reported_with_what_to_write() {
    refused(
        "from = 0, to = 12",
        "from = 12, to = 12",
        &["`range` of issue `months` goes from 12 to 12, expected the lower end first"],
    );
    refused(
        "range = { from = 0, to = 12, unit = \"months\" }\n",
        "levels = [\"a\"]\n",
        &[
            "issue `months` has a `curve` but no `range`",
            "`require` of condition `pause` names amounts of issue `months`, which has levels",
            "`when` of interaction 1 names amounts of issue `months`, which has levels",
            "issue `months` has no level `6`, named in `levels` of package `now`",
        ],
    );
    refused(
        "[[0, 0], [4, 80], [12, 100]]",
        "[[0, 0], [4, 80], [4, 100]]",
        &[
            "`curve.B` of issue `months` has the amount 4 after 4, expected a greater one",
            "`curve.B` of issue `months` ends at 4, inside the range, whose end is 12",
        ],
    );
    refused(
        "[[0, 0], [4, 80], [12, 100]]",
        "[[0, 0]]",
        &["`curve.B` of issue `months` has 1 pair, expected from 2 to 100"],
    );
    refused(
        "[[0, 0], [4, 80], [12, 100]]",
        "[[0, 0], [12, 100, 3]]",
        &["pair 2 of `curve.B` of issue `months` has 3 numbers, expected 2: [amount, value]"],
    );
    refused(
        "months = { at_least = 2 }",
        "months = { at_least = 13 }",
        &[
            "`require` of condition `pause` names the amount `13` of issue `months`, expected a number from 0 to 12",
        ],
    );
    refused(
        "months = { at_least = 2 }",
        "months = { at_least = 5, at_most = 4 }",
        &["`require` of condition `pause` wants issue `months` at least at 5 and at most at 4"],
    );
    refused(
        "[conditions.pause]",
        "[limits.length]\nat_least = { months = 9 }\nat_most = { months = 8 }\n[conditions.pause]",
        &["limit `length` wants issue `months` at least at 9 and at most at 8"],
    );
    refused(
        "months = { at_least = 2 }",
        "months = \"2\"",
        &["`require` of condition `pause` names a level of issue `months`, which has a range"],
    );
    refused(
        "months = { at_least = 2 }",
        "months = {}",
        &["`require.months` of condition `pause` has neither `at_least` nor `at_most`"],
    );
    refused(
        "office = \"joint\" }\nbonus",
        "office = { at_least = 1 } }\nbonus",
        &["`when` of interaction 1 names amounts of issue `office`, which has levels"],
    );
    refused(
        "money = 1, office = [0, 10]",
        "money = [1, 2], office = [0, 10]",
        &["`sum.money` of limit `budget` is not one number, as for an issue with a range"],
    );
    refused(
        "money = 20, months = 6",
        "money = 200, months = 6",
        &[
            "`levels` of package `now` names the amount `200` of issue `money`, expected a number from 0 to 100",
        ],
    );
    refused(
        "weight = { A = 50, B = 25 }\n",
        "weight = { A = 50, B = 25 }\nlevels = [\"a\"]\n",
        &["issue `months` has a `range` and `levels`, expected one of them"],
    );
    refused(
        "curve = { A = [[0, 0], [100, 100]], B",
        "curve = { B",
        &["issue `money` has a weight for party `A` but no curve"],
    );
}

#[test]
fn a_slip_elsewhere_in_an_issue_does_not_hide_its_curve() {
    let text = SHARED.replace("weight = { A = 50, B = 25 }", "weigth = { A = 50, B = 25 }");
    let found = findings(&text.replace("[[0, 0], [4, 80], [12, 100]]", "[[0, 0], [4, 80], [9, 100]]"));
    assert!(found.contains(&"unknown key `weigth` in issue `months`".to_owned()), "{found:?}");
    let curve = "`curve.B` of issue `months` ends at 9, inside the range, whose end is 12".to_owned();
    assert!(found.contains(&curve), "{found:?}");
}

#[test]
fn every_problem_of_a_file_is_reported_at_once_with_its_line() {
    let text = SHARED.replace("to = 100", "to = 0").replace("at_least = 2 }", "at_least = 40 }");
    let found = read(text.as_bytes(), Format::Toml).findings;
    let errors: Vec<_> = found.iter().filter(|one| one.is_error()).collect();
    assert!(errors.len() >= 2 && errors.iter().all(|one| one.span.is_some()), "{errors:?}");
}

#[test]
fn commands_that_list_packages_say_what_to_ask_instead() {
    let loaded = written(SHARED);
    let ask = zopa::ask::Ask::parse("explain", &["zone.acceptable".to_owned()]).unwrap();
    let error = zopa::ask::ask(&loaded, &ask, &zopa::budget::Budget::unlimited()).unwrap_err().to_string();
    assert!(error.contains("issue `money` has a range"), "{error}");
}

#[test]
fn a_saved_answer_is_verified_and_a_changed_digit_is_found() {
    let loaded = written(SHARED);
    for command in ["zone", "solve"] {
        let saved = answer(&loaded, command, &[]).to_string();
        let verified = zopa::ask::verify::verify(&loaded, &saved).unwrap();
        assert!(verified.ok && verified.claims > 0, "{command}");
        let wrong = saved.replacen("79.8125", "79.8126", 1).replacen("\"least\":2", "\"least\":3", 1);
        let wrong = if wrong == saved { saved.replacen("\"found\"", "\"lost\"", 1) } else { wrong };
        assert!(!zopa::ask::verify::verify(&loaded, &wrong).unwrap().ok, "{command}");
    }
}

#[test]
fn the_shape_of_a_zone_is_told_from_the_command_line() {
    // One amount of money from 0 to 100 between 0 points and 100, the second party the other way round; they walk away with 20 and
    // 30: from 20 to 70, half of all there is, and everything in it is efficient.
    let text = r#"
[model]
id = "pie"
title = "A pie"

[parties.A]
name = "A"
walk_away = 20
[parties.B]
name = "B"
walk_away = 30

[issues.money]
label = "Money"
range = { from = 0, to = 100, unit = "USD m" }
weight = { A = 1, B = 1 }
curve = { A = [[0, 0], [100, 100]], B = [[0, 100], [100, 0]] }
"#;
    let loaded = written(text);
    let zone = answer(&loaded, "zone", &[])["zone"].clone();
    assert_eq!(zone["share"]["exact"], "1/2");
    let regions = zone["regions"]["combinations"].as_array().unwrap();
    assert_eq!(regions.len(), 1);
    let ends: Vec<&str> = (0..2)
        .map(|place| regions[0]["vertices"][place]["exact"]["amounts"]["money"].as_str().unwrap())
        .collect();
    assert_eq!(ends, ["20", "70"]);
    let pieces = zone["frontier"]["pieces"].as_array().unwrap();
    assert_eq!(pieces.len(), 1);
    let gains = |end: &str| pieces[0][end]["exact"]["gains"].clone();
    assert_eq!(gains("from"), serde_json::json!({ "A": "0", "B": "50" }));
    assert_eq!(gains("to"), serde_json::json!({ "A": "50", "B": "0" }));
    assert_eq!(pieces[0]["from"]["closed"], true);
    let screen = reply(&loaded, "zone", &[]).text();
    for line in [
        "  Size           50.0 % of all that the conditions and limits allow\n",
        "  Efficient      gains from A 0 and B 50 · to A 50 and B 0\n",
    ] {
        assert!(screen.contains(line), "{screen}");
    }
    // With two amounts the corners are on the screen; what is fixed has no size that could be measured.
    let screen = reply(&written(SHARED), "zone", &["--fix office=none", "--fix months=2"]).text();
    let corners = "  Corners        money 0 USD m, months 2 months · money 40 USD m, months 2 months\n";
    assert!(screen.contains(corners) && !screen.contains("  Size "), "{screen}");
    let zone = answer(&written(SHARED), "zone", &[])["zone"].clone();
    for region in zone["regions"]["combinations"].as_array().unwrap() {
        for vertex in region["vertices"].as_array().unwrap() {
            assert!(vertex["gains"].as_object().unwrap().values().all(|gain| gain.as_f64().unwrap() >= 0.0));
        }
    }
    // Two parties, each alone at its best: the ends of the frontier.
    let pieces = zone["frontier"]["pieces"].as_array().unwrap();
    assert_eq!(pieces[0]["from"]["exact"]["gains"]["B"], zone["parties"]["B"]["exact"]["slack"]);
    let last = pieces.last().unwrap();
    assert_eq!(last["to"]["exact"]["gains"]["A"], zone["parties"]["A"]["exact"]["slack"]);
    // An empty zone has no shape.
    let zone = answer(&loaded, "zone", &["--set parties.A.walk_away=71"])["zone"].clone();
    assert!(zone["share"].is_null() && zone["regions"].is_null() && zone["frontier"].is_null());
}
