//! Wrong thresholds are refused: by the referee, and by `verify` in a saved answer.
//!
//! Right claims come from the solver, on cases that between them have one interval and two, ends at legal values, a strength
//! that several parties feel, and a change of the Nash deal at a value that is no fraction. Each test changes one thing.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;

use cases::{answer, builtin, loaded, number, reply, scenario, written};
use serde_json::json;
use zopa::ask::Loaded;
use zopa::ask::verify::verify;
use zopa::budget::Budget;
use zopa::certify::Strength;
use zopa::certify::bargaining::{Deal, LineReferee, NashDeals, OpenValues, Sample};
use zopa::model::Case;
use zopa::numeric::{Interval, Rational, Root};
use zopa::study::threshold::{Target, line, nash_on, open_on, samples, two_values, values_to_try};

/// Three parties that lose alike under a storm: the product of point 1 is (4 - t)^3, that of point 2 (12 - t)(3 - t)(2 - t).
/// They are equal where 5 t^2 - 18 t + 8 = 0, at (9 - sqrt 41) / 5, which is no fraction.
const IRRATIONAL: &str = r#"
[model]
id = "storm"
[parties.A]
name = "A"
[parties.B]
name = "B"
[parties.C]
name = "C"
[bargaining]
points = [[4, 4, 4], [12, 3, 2], [1, 1, 1]]
disagreement = [0, 0, 0]
[shocks.storm]
shift = { A = -1, B = -1, C = -1 }
"#;

/// Points 1 to 3 move alike as A's walk-away value t does, and so do points 4 to 6: products 9 (6 - t), 9 (6 - t) and
/// 8 (6 - t), and 16 (4 - t), 16 (4 - t) and 0. The deal changes where 9 (6 - t) = 16 (4 - t), at 10/7, and ends at 6.
const ALIKE: &str = r#"
[model]
id = "alike"
[parties.A]
name = "A"
[parties.B]
name = "B"
[parties.C]
name = "C"
[bargaining]
points = [[6, 3, 3], [6, 1, 9], [6, 2, 4], [4, 4, 4], [4, 2, 8], [4, 0, 99]]
disagreement = [0, 0, 0]
"#;

/// The cases, each with a path.
fn asked() -> Vec<(Case, &'static str)> {
    vec![
        (builtin("mali-2024"), "parties.GOV.walk_away"),
        (builtin("mali-2024"), "shocks.mlf_attacks"),
        (builtin("mali-2024"), "issues.autonomy.weight.GOV"),
        (builtin("one-of-two"), "issues.land.weight.ASKER"),
        (builtin("aceh-2005"), "parties.GOI.walk_away"),
        (written(IRRATIONAL).case, "shocks.storm.factor"),
        (written(ALIKE).case, "parties.A.walk_away"),
    ]
}

/// Runs `test` on the right claims about each case.
fn each(test: impl Fn(&str, &LineReferee<'_>, OpenValues, NashDeals)) {
    for (case, path) in asked() {
        let scenario = scenario(&case, &[]);
        let target = Target::find(&scenario, path).unwrap();
        let line = line(&scenario, &target, target.legal().clone(), two_values(&target)).unwrap().unwrap();
        let budget = Budget::unlimited();
        let open = open_on(&line, target.value(), &budget).unwrap();
        let nash = nash_on(&line, &budget).unwrap();
        let values = values_to_try(target.legal(), target.value(), &open, Some(&nash));
        let samples = samples(&scenario, &target, &values);
        assert!(samples.len() >= 2, "{path}");
        let referee = LineReferee::new(&line, &samples);
        for strength in [
            referee.judge_open_values(open.clone()).unwrap().certificate().strength,
            referee.judge_nash_deals(nash.clone()).unwrap().certificate().strength,
        ] {
            assert_eq!(strength, Strength::Recount, "{path}");
        }
        test(path, &referee, open, nash);
    }
}

fn refused(referee: &LineReferee<'_>, claim: OpenValues, what: &str) {
    assert!(referee.judge_open_values(claim.clone()).is_err(), "{what} is not refused: {claim:?}");
}

fn refused_deals(referee: &LineReferee<'_>, claim: NashDeals, what: &str) {
    assert!(referee.judge_nash_deals(claim.clone()).is_err(), "{what} is not refused: {claim:?}");
}

/// The claim with other intervals, and what is shown moved along with the ends.
fn with(claim: &OpenValues, intervals: Vec<Interval>, moved: Option<(&Rational, &Rational)>) -> OpenValues {
    let mut shown = claim.shown.clone();
    if let Some((from, to)) = moved {
        shown.iter_mut().filter(|one| one.at == *from).for_each(|one| one.at = to.clone());
    }
    OpenValues { intervals, shown }
}

#[test]
fn ends_at_another_value_are_refused() {
    each(|path, referee, open, _| {
        let hair = number("1/1000000000");
        for place in 0..open.intervals.len() {
            for by in [&hair, &-&hair] {
                let mut intervals = open.intervals.clone();
                if let Some(end) = open.intervals[place].to.clone() {
                    let other = &end + by;
                    intervals[place].to = Some(other.clone());
                    refused(referee, with(&open, intervals.clone(), Some((&end, &other))), path);
                    refused(referee, with(&open, intervals, None), path);
                }
                let mut intervals = open.intervals.clone();
                if let Some(start) = open.intervals[place].from.clone() {
                    let other = &start + by;
                    intervals[place].from = Some(other.clone());
                    refused(referee, with(&open, intervals, Some((&start, &other))), path);
                }
            }
            let mut intervals = open.intervals.clone();
            intervals[place].to = match intervals[place].to {
                Some(_) => None,
                None => Some(number("1000000")),
            };
            refused(referee, with(&open, intervals, None), path);
        }
    });
}

#[test]
fn ends_that_belong_and_ends_that_do_not_are_told_apart() {
    each(|path, referee, open, _| {
        for place in 0..open.intervals.len() {
            let mut intervals = open.intervals.clone();
            intervals[place].to_closed ^= true;
            let is_end = intervals[place].to.is_some();
            if is_end {
                refused(referee, with(&open, intervals, None), path);
            }
            let mut intervals = open.intervals.clone();
            intervals[place].from_closed ^= true;
            if intervals[place].from.is_some() {
                refused(referee, with(&open, intervals, None), path);
            }
        }
    });
}

#[test]
fn missing_intervals_and_intervals_too_many_are_refused() {
    each(|path, referee, open, _| {
        for place in 0..open.intervals.len() {
            let mut intervals = open.intervals.clone();
            intervals.remove(place);
            refused(referee, with(&open, intervals, None), path);
            // One interval written as two that touch.
            let middle = open.intervals[place].inner(&number("1/7"));
            let [mut low, mut high] = [open.intervals[place].clone(), open.intervals[place].clone()];
            (low.to, low.to_closed) = (Some(middle.clone()), true);
            (high.from, high.from_closed) = (Some(middle), false);
            let mut intervals = open.intervals.clone();
            intervals.splice(place..=place, [low, high]);
            refused(referee, with(&open, intervals, None), path);
        }
        let whole = vec![referee.line().legal().clone()];
        if open.intervals != whole {
            refused(referee, with(&open, whole, None), path);
        }
        let mut intervals = open.intervals.clone();
        intervals.reverse();
        if intervals.len() > 1 {
            refused(referee, with(&open, intervals, None), path);
        }
    });
}

#[test]
fn packages_that_are_not_acceptable_where_they_are_shown_are_refused() {
    each(|path, referee, open, _| {
        for place in 0..open.shown.len() {
            let mut shown = open.shown.clone();
            shown[place].package.pop();
            refused(referee, OpenValues { shown, ..open.clone() }, path);
            let mut shown = open.shown.clone();
            let levels = referee.line().ends()[0].game.levels();
            shown[place].package = levels.iter().map(|&count| count - 1).collect();
            // Before a storm the last point is acceptable too.
            if path != "shocks.storm.factor" {
                refused(referee, OpenValues { shown, ..open.clone() }, path);
            }
            let mut shown = open.shown.clone();
            shown.remove(place);
            refused(referee, OpenValues { shown, ..open.clone() }, path);
        }
    });
}

#[test]
fn a_game_off_the_line_is_refused() {
    let scenario = scenario(&builtin("mali-2024"), &[]);
    let target = Target::find(&scenario, "parties.GOV.walk_away").unwrap();
    let line = line(&scenario, &target, target.legal().clone(), two_values(&target)).unwrap().unwrap();
    let open = open_on(&line, target.value(), &Budget::unlimited()).unwrap();
    let right = samples(&scenario, &target, &[number("70")]).remove(0);
    assert!(LineReferee::new(&line, std::slice::from_ref(&right)).judge_open_values(open.clone()).is_ok());
    // The game at 70 said to be that at 71, and the game of another case.
    let moved = Sample { at: number("71"), ..right };
    assert!(LineReferee::new(&line, &[moved]).judge_open_values(open.clone()).is_err());
    let other = Sample { at: number("70"), game: cases::game(&builtin("aceh-2005"), &[]).game };
    assert!(LineReferee::new(&line, &[other]).judge_open_values(open).is_err());
}

#[test]
fn wrong_nash_deals_are_refused() {
    let mut changes = 0;
    each(|path, referee, _, nash| {
        for place in 0..nash.between.len() {
            let deal = &nash.between[place];
            let with = |other: Deal| {
                let mut between = nash.between.clone();
                between[place] = other;
                NashDeals { between, changes: nash.changes.clone() }
            };
            let is_legal = !(deal.total == 0
                && place == 0
                && nash
                    .changes
                    .first()
                    .is_some_and(|first| referee.line().legal().from.as_ref() == Some(first.at.low())));
            if !is_legal {
                continue;
            }
            if deal.total > 0 {
                refused_deals(referee, with(Deal::default()), path);
                refused_deals(referee, with(Deal { total: deal.total + 1, ..deal.clone() }), path);
                let mut packages = deal.packages.clone();
                packages[0] = vec![usize::from(packages[0] == [0]); packages[0].len()];
                refused_deals(referee, with(Deal { packages, total: deal.total }), path);
            }
            for other in nash.between.iter().filter(|other| *other != deal) {
                refused_deals(referee, with(other.clone()), path);
            }
        }
        for place in 0..nash.changes.len() {
            let mut wrong = nash.clone();
            wrong.changes.remove(place);
            wrong.between.remove(place);
            refused_deals(referee, wrong, path);
            let mut wrong = nash.clone();
            wrong.changes.remove(place);
            wrong.between.remove(place + 1);
            refused_deals(referee, wrong, path);
            for by in ["1/1000000", "-1/1000000"] {
                let mut wrong = nash.clone();
                wrong.changes[place].at = match &nash.changes[place].at {
                    Root::Exact(at) => Root::Exact(at + &number(by)),
                    Root::Between(low, high) => Root::Between(low + &number(by), high + &number(by)),
                };
                refused_deals(referee, wrong, path);
            }
            let mut wrong = nash.clone();
            wrong.changes[place].deal = match nash.changes[place].deal.total {
                0 => nash.between.iter().find(|deal| deal.total > 0).unwrap().clone(),
                _ => Deal::default(),
            };
            refused_deals(referee, wrong, path);
        }
        // A change at which nothing changes.
        let mut wrong = nash.clone();
        let last = wrong.between.last().unwrap().clone();
        let after = wrong.changes.last().map_or(Rational::ZERO, |change| change.at.high() + &Rational::ONE);
        let at = Root::Exact(after);
        wrong.changes.push(zopa::certify::bargaining::NashChange { at, deal: last.clone() });
        wrong.between.push(last);
        refused_deals(referee, wrong, path);
    });
    for (case, path) in asked() {
        let scenario = scenario(&case, &[]);
        let target = Target::find(&scenario, path).unwrap();
        let line = line(&scenario, &target, target.legal().clone(), two_values(&target)).unwrap().unwrap();
        changes += nash_on(&line, &Budget::unlimited()).unwrap().changes.len();
    }
    assert!(changes > 15, "{changes}");
}

#[test]
fn of_packages_that_move_alike_only_the_best_are_a_deal_and_all_of_them() {
    let deal = |packages: &[usize]| Deal {
        packages: packages.iter().map(|&point| vec![point]).collect(),
        total: packages.len() as u128,
    };
    assert!(asked().iter().any(|(case, _)| case.id == "alike"));
    each(|path, referee, _, nash| {
        if path != "parties.A.walk_away" {
            return;
        }
        let at: Vec<Root> = nash.changes.iter().map(|change| change.at.clone()).collect();
        assert_eq!(at, [Root::Exact(number("10/7")), Root::Exact(number("6"))]);
        assert_eq!(nash.between, [deal(&[3, 4]), deal(&[0, 1]), deal(&[])]);
        assert_eq!(nash.changes[0].deal, deal(&[0, 1, 3, 4]));
        for wrong in [&[0][..], &[1], &[2], &[0, 2], &[1, 2], &[0, 1, 2], &[0, 1, 5], &[5]] {
            let mut between = nash.between.clone();
            between[1] = deal(wrong);
            let claim = NashDeals { between, changes: nash.changes.clone() };
            refused_deals(referee, claim, "a deal between the changes");
            let mut changes = nash.changes.clone();
            changes[0].deal = deal(&[wrong, &[3, 4]].concat());
            let claim = NashDeals { between: nash.between.clone(), changes };
            refused_deals(referee, claim, "a deal at a change");
        }
    });
}

// ---- saved answers

fn problems(loaded: &Loaded, saved: &serde_json::Value) -> Vec<String> {
    let verdict = verify(loaded, &saved.to_string()).unwrap();
    assert_eq!(verdict.ok, verdict.problems.is_empty());
    verdict.problems.into_iter().map(|one| format!("{}: {}", one.path, one.message)).collect()
}

#[test]
fn saved_answers_are_verified_unchanged_and_refused_changed() {
    for (id, flags) in [
        ("mali-2024", vec!["--of parties.GOV.walk_away"]),
        ("mali-2024", vec!["--of parties.JTD.walk_away", "--shock mlf_attacks*1/2", "--cap development=#3"]),
        ("mali-2024", vec!["--of parties.GOV.walk_away", "--and parties.JTD.walk_away"]),
        ("one-of-two", vec!["--of issues.land.weight.ASKER"]),
    ] {
        let case = loaded(id);
        let saved = reply(&case, "threshold", &flags).json();
        let verdict = verify(&case, &saved).unwrap();
        // One for the values, one for the Nash deals, one for each row of a second number.
        let rows = serde_json::from_str::<serde_json::Value>(&saved).unwrap()["threshold"]["region"]["rows"]
            .as_array()
            .map_or(0, Vec::len);
        assert_eq!(rows > 0, flags.len() > 1 && flags[1].starts_with("--and"));
        assert!(verdict.ok && verdict.claims == 2 + rows, "{flags:?}: {:?}", verdict.problems);
    }
    let case = loaded("one-of-two");
    let right = answer(&case, "threshold", &["--of issues.land.weight.ASKER"]);
    let changed = |path: &str, value: serde_json::Value| {
        let mut saved = right.clone();
        *saved.pointer_mut(path).unwrap() = value;
        problems(&case, &saved)
    };
    let first = |path: &str, value| changed(path, value).remove(0);
    assert!(
        first("/threshold/intervals/1/exact/from", json!("74")).starts_with("threshold.intervals: fails")
    );
    assert!(
        first("/threshold/intervals/1/from_closed", json!(false)).starts_with("threshold.intervals: fails")
    );
    let other = json!({ "land": "granted", "water": "granted" });
    assert!(first("/threshold/shown/0/package", other.clone()).starts_with("threshold.intervals: fails"));
    let place = "/threshold/nash_changes/0/before/packages/0";
    assert!(first(place, other).starts_with("threshold.nash_changes: fails"));
    assert!(
        first("/threshold/nash_changes/0/exact/low", json!("33"))
            .starts_with("threshold.nash_changes: fails")
    );
    assert!(first("/threshold/nash_changes/1/after/packages/0/land", json!("sold")).contains("missing"));
    // Not part of a claim, but compared.
    assert_eq!(changed("/threshold/value", json!(51)), ["threshold.value: is 51, the case gives 50"]);
    assert_eq!(changed("/threshold/name", json!("x")).len(), 1);
}

#[test]
fn a_row_for_a_second_number_is_judged_like_a_single_threshold() {
    let case = loaded("mali-2024");
    let right = answer(&case, "threshold", &["--of parties.GOV.walk_away", "--and parties.JTD.walk_away"]);
    let rows = right["threshold"]["region"]["rows"].as_array().unwrap();
    let place = rows.iter().position(|row| row["present"] == true).unwrap();
    let path = format!("threshold.region.rows[{place}].intervals");
    let first = |key: &str, value: serde_json::Value| {
        let mut saved = right.clone();
        *saved.pointer_mut(&format!("/threshold/region/rows/{place}/{key}")).unwrap() = value;
        problems(&case, &saved).remove(0)
    };
    // Here the government's walk-away value may be at most 79.3 (reference_answers.json).
    assert!(first("intervals/0/exact/to", json!("792/10")).starts_with(&format!("{path}: fails")));
    assert!(first("intervals/0/to_closed", json!(false)).starts_with(&format!("{path}: fails")));
    assert!(first("intervals", json!([])).starts_with(&format!("{path}: fails")));
    assert!(first("shown", json!([])).starts_with(&format!("{path}: fails")));
    let other = rows.iter().find(|row| row["intervals"] != rows[place]["intervals"]).unwrap();
    assert!(first("at_exact", other["at_exact"].clone()).starts_with(&format!("{path}: fails")));
    assert_eq!(first("at_exact", json!("high")), format!("{path}: the second number cannot have this value"));
}
