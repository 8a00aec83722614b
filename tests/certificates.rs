//! A wrong claim is refused: by the referee, and by `verify` in a saved answer.
//!
//! Right claims come from the solvers on the Mali case, the Aceh case and a small one with ties; each test
//! then changes one thing. Whatever certificate of strength `Proof` or `Recount` the right claim has, the
//! changed one must be refused.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;

use std::sync::Arc;

use cases::{acceptable, builtin, game, loaded, number, reply, written};
use serde_json::{Map, Value, json};
use zopa::ask::Loaded;
use zopa::ask::verify::verify;
use zopa::bargaining::zone::{Zone, zone};
use zopa::budget::Budget;
use zopa::certify::bargaining::{
    Blocking, Choice, Closest, Count, NoStrictGain, Principle, Referee, RunnerUp, ZoneFacts,
};
use zopa::certify::{Refused, Strength};
use zopa::concepts::solutions;
use zopa::games::bargaining::BargainingGame;
use zopa::lower::Lowered;
use zopa::model::Case;
use zopa::numeric::{Rational, Vectors};
use zopa::study::bargain::{Given, solve};
use zopa::study::opening::why_not;

const ALL: &str = "nash,weighted_nash,kalai_smorodinsky,lex_kalai_smorodinsky,egalitarian,proportional,leximin,equal_loss,utilitarian";

/// A case with ties: points 2 and 3 are the same, and point 7 has the same smallest gain as point 5.
fn tied() -> Case {
    written(
        r#"
[model]
id = "tied"
[parties.A]
name = "A"
[parties.B]
name = "B"
[bargaining]
points = [[5, 1], [3, 3], [3, 3], [1, 5], [2, 2], [-1, 9], [2, 3]]
disagreement = [0, 0]
"#,
    )
    .case
}

/// The right claim of every concept about `zone`.
fn choices(zone: &Zone<'_>) -> Vec<Choice> {
    let concepts: Vec<_> = solutions().collect();
    let weights: Vec<u32> = (0..zone.game().parties()).map(|party| [2, 1, 3][party % 3]).collect();
    let proportions: Vec<Rational> = weights.iter().map(|&weight| i64::from(weight).into()).collect();
    let given = Given { weights: Some(&weights), proportions: Some(&proportions) };
    let solved = solve(zone, &concepts, given).unwrap();
    assert_eq!(solved.len(), 9);
    let claims: Vec<Choice> = solved
        .iter()
        .map(|one| {
            let found = one.answer.found().unwrap();
            assert_eq!(found.certificate().strength, Strength::Recount, "{}", one.concept.id);
            (**found).clone()
        })
        .collect();
    claims
}

/// Runs `test` on each right claim about the Mali case, the Aceh case and the one with ties.
fn for_each_choice(test: impl Fn(&Referee<'_>, &BargainingGame, Choice)) {
    for case in [builtin("mali-2024"), builtin("aceh-2005"), tied()] {
        let Lowered { game, .. } = game(&case, &[]);
        let zone = zone(&game, &Budget::unlimited());
        for choice in choices(&zone) {
            assert!(zone.referee().judge_choice(choice.clone()).is_ok(), "{choice:?}");
            test(zone.referee(), &game, choice);
        }
    }
}

/// The claim is refused, by a check that names what fails.
fn refused<T: std::fmt::Debug, R>(judged: Result<R, Refused<T>>, what: &str) {
    let refused = judged.err().unwrap_or_else(|| unreachable!("not refused: {what}"));
    assert!(refused.certificate.checks.iter().any(|check| !check.holds()), "{what}");
}

#[test]
fn a_solver_that_returns_the_runner_up_is_refused() {
    for_each_choice(|referee, game, choice| {
        let Some(next) = choice.runner_up.clone() else { return };
        let what = format!("{:?}", choice.principle);
        let swapped = Choice { packages: vec![next.package.clone()], total: 1, ..choice.clone() };
        refused(referee.judge_choice(swapped.clone()), &what);
        refused(referee.judge_choice(Choice { runner_up: None, ..swapped.clone() }), &what);
        let back = Some(RunnerUp { package: choice.packages[0].clone() });
        refused(referee.judge_choice(Choice { runner_up: back, ..swapped.clone() }), &what);
        // By a referee that has not seen the zone, too.
        refused(Referee::new(game).judge_choice(Choice { runner_up: None, ..swapped }), &what);
    });
}

#[test]
fn any_other_acceptable_package_is_refused_for_every_concept() {
    for_each_choice(|referee, game, choice| {
        for package in acceptable(game).into_iter().filter(|one| !choice.packages.contains(one)) {
            let wrong =
                Choice { packages: vec![package.clone()], total: 1, runner_up: None, ..choice.clone() };
            refused(referee.judge_choice(wrong), &format!("{:?} at {package:?}", choice.principle));
        }
    });
}

#[test]
fn a_choice_for_another_principle_is_refused_unless_it_is_the_same() {
    for_each_choice(|referee, _, choice| {
        for principle in [
            Principle::Nash,
            Principle::KalaiSmorodinsky,
            Principle::Egalitarian,
            Principle::Proportional([2, 1, 3].map(Rational::from)[..referee.game().parties()].to_vec()),
            Principle::Leximin,
            Principle::EqualLoss,
            Principle::Utilitarian,
        ] {
            let other = Choice { principle: principle.clone(), runner_up: None, ..choice.clone() };
            let right = choices_of(referee.game(), &principle);
            if right != choice.packages {
                refused(referee.judge_choice(other), &format!("{:?} for {principle:?}", choice.principle));
            }
        }
    });
}

/// The packages that a principle points to, by the solver.
fn choices_of(game: &BargainingGame, principle: &Principle) -> Vec<Vec<usize>> {
    let zone = zone(game, &Budget::unlimited());
    choices(&zone).into_iter().find(|choice| choice.principle == *principle).unwrap().packages
}

#[test]
fn wrong_totals_missing_and_repeated_ties_are_refused() {
    for_each_choice(|referee, _, choice| {
        let what = format!("{:?}", choice.principle);
        let total = |total| Choice { total, ..choice.clone() };
        refused(referee.judge_choice(total(choice.total + 1)), &what);
        refused(referee.judge_choice(total(choice.total - 1)), &what);
        let packages = |packages| Choice { packages, ..choice.clone() };
        let mut repeated = choice.packages.clone();
        repeated.push(repeated[repeated.len() - 1].clone());
        refused(referee.judge_choice(packages(repeated.clone())), &what);
        let longer = Choice { packages: repeated, total: choice.total + 1, ..choice.clone() };
        refused(referee.judge_choice(longer), &what);
        if choice.packages.len() > 1 {
            let mut missing = choice.packages.clone();
            missing.pop();
            let fewer = Choice { total: missing.len() as u128, packages: missing, ..choice.clone() };
            refused(referee.judge_choice(fewer), &what);
            let mut unsorted = choice.packages.clone();
            unsorted.reverse();
            refused(referee.judge_choice(packages(unsorted)), &what);
        }
    });
    // The case with ties has more than one package for each concept that is symmetric.
    let Lowered { game, .. } = game(&tied(), &[]);
    assert_eq!(choices_of(&game, &Principle::Nash), [[1], [2]]);
}

#[test]
fn wrong_ideals_are_refused() {
    for_each_choice(|referee, game, choice| {
        let what = format!("{:?}", choice.principle);
        for party in 0..game.parties() {
            for step in [-1, 1] {
                let mut ideal = choice.ideal.clone();
                ideal[party] += step;
                refused(referee.judge_choice(Choice { ideal, ..choice.clone() }), &what);
            }
        }
        let mut short = choice.ideal.clone();
        short.pop();
        refused(referee.judge_choice(Choice { ideal: short, ..choice.clone() }), &what);
        refused(referee.judge_choice(Choice { ideal: Vec::new(), ..choice.clone() }), &what);
    });
}

#[test]
fn packages_that_are_none_are_refused() {
    for_each_choice(|referee, game, choice| {
        let what = format!("{:?}", choice.principle);
        let packages = |packages: Vec<Vec<usize>>| {
            let total = packages.len() as u128;
            Choice { packages, total, ..choice.clone() }
        };
        refused(referee.judge_choice(packages(Vec::new())), &what);
        refused(referee.judge_choice(Choice { packages: Vec::new(), ..choice.clone() }), &what);
        let mut short = choice.packages[0].clone();
        short.pop();
        refused(referee.judge_choice(packages(vec![short])), &what);
        let mut long = choice.packages[0].clone();
        long.push(0);
        refused(referee.judge_choice(packages(vec![long])), &what);
        let mut beyond = choice.packages[0].clone();
        beyond[0] = game.levels()[0];
        refused(referee.judge_choice(packages(vec![beyond])), &what);
        // A package of the case that somebody refuses, or that breaks a condition.
        let mut refusable = vec![0; game.levels().len()];
        if game.levels().len() == 1 {
            refusable[0] = 5;
        }
        refused(referee.judge_choice(packages(vec![refusable])), &what);
    });
}

#[test]
fn runners_up_that_are_not_next_are_refused() {
    for_each_choice(|referee, game, choice| {
        let what = format!("{:?}", choice.principle);
        let with = |runner_up| Choice { runner_up, ..choice.clone() };
        if choice.runner_up.is_some() {
            refused(referee.judge_choice(with(None)), &what);
        }
        let worth = |package: &[usize]| -> Vec<i128> {
            (0..game.parties()).map(|party| game.utility(package, party)).collect()
        };
        let next = choice.runner_up.as_ref().map(|next| worth(&next.package));
        let packages = acceptable(game);
        let improved = |one: &[usize]| {
            packages.iter().any(|other| {
                let (other, one) = (worth(other), worth(one));
                other != one && other.iter().zip(&one).all(|(other, one)| other >= one)
            })
        };
        for package in &packages {
            let wrong = choice.packages.contains(package) || improved(package);
            if wrong && next.as_ref() != Some(&worth(package)) {
                let claim = with(Some(RunnerUp { package: package.clone() }));
                refused(referee.judge_choice(claim), &format!("{what}: next is {package:?}"));
            }
        }
        refused(referee.judge_choice(with(Some(RunnerUp { package: Vec::new() }))), &what);
        let outside = vec![0; game.levels().len()];
        if game.levels().len() > 1 {
            refused(referee.judge_choice(with(Some(RunnerUp { package: outside }))), &what);
        }
    });
}

#[test]
fn weights_that_do_not_fit_the_parties_are_refused() {
    let Lowered { game, .. } = game(&builtin("mali-2024"), &[]);
    let zone = zone(&game, &Budget::unlimited());
    let found = choices(&zone).into_iter().find(|one| matches!(one.principle, Principle::WeightedNash(_)));
    let choice = found.unwrap();
    for weights in [vec![], vec![2, 1], vec![2, 1, 3, 1], vec![0, 0, 0]] {
        let principle = Principle::WeightedNash(weights.clone());
        refused(zone.referee().judge_choice(Choice { principle, ..choice.clone() }), &format!("{weights:?}"));
    }
}

#[test]
fn proportions_that_do_not_fit_or_are_others_are_refused() {
    let Lowered { game, .. } = game(&builtin("mali-2024"), &[]);
    let zone = zone(&game, &Budget::unlimited());
    let found = choices(&zone).into_iter().find(|one| matches!(one.principle, Principle::Proportional(_)));
    let choice = found.unwrap();
    let claim = |proportions: &[&str]| {
        let proportions = proportions.iter().map(|text| number(text)).collect();
        Choice { principle: Principle::Proportional(proportions), ..choice.clone() }
    };
    for proportions in [&[][..], &["2", "1"], &["2", "1", "3", "1"], &["2", "1", "0"], &["2", "-1", "3"]] {
        refused(zone.referee().judge_choice(claim(proportions)), &format!("{proportions:?}"));
    }
    // Only ratios matter; in others another package is better.
    assert!(zone.referee().judge_choice(claim(&["2/3", "1/3", "1"])).is_ok());
    refused(zone.referee().judge_choice(claim(&["1", "1", "9"])), "other proportions");
}

#[test]
fn an_undefined_nash_solution_is_refused_where_there_is_one() {
    let Lowered { game: open, .. } = game(&builtin("mali-2024"), &[]);
    let Lowered { game: flat, .. } = game(&builtin("mali-2024"), &["--set parties.GOV.walk_away=79.3"]);
    let none = NoStrictGain { efficient: vectors(&[vec![0; open.parties()]]), ruled_out: None };
    refused(Referee::new(&open).judge_no_strict_gain(none), "Mali");
    let nothing = NoStrictGain { efficient: Vectors::new(flat.parties()), ruled_out: None };
    refused(Referee::new(&flat).judge_no_strict_gain(nothing), "no efficient point");
    let strict = NoStrictGain { efficient: vectors(&[vec![1; flat.parties()]]), ruled_out: None };
    refused(Referee::new(&flat).judge_no_strict_gain(strict), "a strict one");
    let short = NoStrictGain { efficient: vectors(&[vec![0; flat.parties() - 1]]), ruled_out: None };
    refused(Referee::new(&flat).judge_no_strict_gain(short), "a point without a number for each party");
    assert!(
        Referee::new(&flat)
            .judge_no_strict_gain(NoStrictGain {
                efficient: vectors(&[vec![0; flat.parties()]]),
                ruled_out: None
            })
            .is_ok()
    );
}

/// These rows of numbers; no rows are those of a game of three.
fn vectors(rows: &[Vec<i128>]) -> Vectors {
    let mut vectors = Vectors::new(rows.first().map_or(3, Vec::len));
    rows.iter().for_each(|row| vectors.push(row));
    vectors
}

/// Changes the efficient points that are claimed.
fn edit(facts: &mut ZoneFacts, change: impl FnOnce(&mut Vec<Vec<i128>>)) {
    let mut rows: Vec<Vec<i128>> = facts.efficient_points.iter().collect();
    change(&mut rows);
    facts.efficient_points = Arc::new(vectors(&rows));
}

#[test]
fn wrong_facts_about_the_zone_are_refused() {
    for flags in [&[][..], &["--shock mlf_attacks"]] {
        let Lowered { game, .. } = game(&builtin("mali-2024"), flags);
        let zone = zone(&game, &Budget::unlimited());
        let facts = zone.facts().unwrap().clone();
        let referee = Referee::new(&game);
        let right = referee.judge_zone(facts.clone()).unwrap();
        assert_eq!(right.certificate().strength, Strength::Recount);
        let wrong = |what: &str, change: &dyn Fn(&mut ZoneFacts)| {
            let mut changed = facts.clone();
            change(&mut changed);
            assert_ne!(changed, facts, "{what} changes nothing");
            refused(referee.judge_zone(changed.clone()), what);
            refused(Referee::new(&game).judge_zone(changed), what);
        };
        wrong("admissible + 1", &|facts| facts.admissible += 1);
        wrong("admissible - 1", &|facts| facts.admissible -= 1);
        wrong("acceptable + 1", &|facts| facts.acceptable += 1);
        wrong("on_boundary + 1", &|facts| facts.on_boundary += 1);
        wrong("efficient + 1", &|facts| facts.efficient += 1);
        wrong("a level that the zone has not", &|facts| facts.levels[0][0] = true);
        wrong("an issue less", &|facts| drop(facts.levels.pop()));
        wrong("a point that is no package's", &|facts| edit(facts, |points| points.push(vec![9_999; 3])));
        wrong("points of a smaller game", &|facts| facts.efficient_points = Arc::new(Vectors::new(2)));
        if facts.acceptable == 0 {
            wrong("an agreement in an empty zone", &|facts| facts.agreement = Some(vec![0; 10]));
            wrong("a best in an empty zone", &|facts| facts.best = Some(game.walk_away().to_vec()));
            continue;
        }
        wrong("acceptable - 1", &|facts| facts.acceptable -= 1);
        wrong("points without a number for each party", &|facts| {
            edit(facts, |points| points.iter_mut().for_each(|point| point.truncate(2)));
        });
        wrong("points with a number too many", &|facts| {
            edit(facts, |points| points.iter_mut().for_each(|point| point.push(0)));
        });
        wrong("on_boundary - 1", &|facts| facts.on_boundary -= 1);
        wrong("efficient - 1", &|facts| facts.efficient -= 1);
        wrong("no best", &|facts| facts.best = None);
        for party in 0..3 {
            wrong("best + 1", &|facts| facts.best.as_mut().unwrap()[party] += 1);
            wrong("best - 1", &|facts| facts.best.as_mut().unwrap()[party] -= 1);
        }
        for (issue, levels) in facts.levels.iter().enumerate() {
            for level in 0..levels.len() {
                wrong("a level flipped", &|facts| facts.levels[issue][level] ^= true);
            }
        }
        for point in 0..facts.efficient_points.len() {
            wrong("an efficient point less", &|facts| edit(facts, |points| drop(points.remove(point))));
            for party in 0..3 {
                wrong("a coordinate + 1", &|facts| edit(facts, |points| points[point][party] += 1));
                wrong("a coordinate - 1", &|facts| edit(facts, |points| points[point][party] -= 1));
            }
            wrong("an efficient point twice", &|facts| {
                edit(facts, |points| points.push(points[point].clone()));
            });
        }
        let inefficient = acceptable(&game).into_iter().find_map(|package| {
            let worth: Vec<i128> = (0..3).map(|party| game.utility(&package, party)).collect();
            (!facts.efficient_points.iter().any(|point| point == worth)).then_some(worth)
        });
        wrong("a point that another improves on", &|facts| {
            edit(facts, |points| points.push(inefficient.clone().unwrap()));
        });
        wrong("no agreement", &|facts| facts.agreement = None);
        wrong("an agreement that somebody refuses", &|facts| facts.agreement = Some(vec![0; 10]));
        wrong("an agreement that is no package", &|facts| facts.agreement = Some(vec![2, 2, 1]));
        wrong("an empty zone", &|facts| {
            facts.acceptable = 0;
            facts.on_boundary = 0;
            facts.efficient = 0;
            facts.best = None;
            edit(facts, Vec::clear);
            facts.agreement = None;
            facts.levels.iter_mut().for_each(|levels| levels.fill(false));
        });
    }
}

#[test]
fn wrong_counts_are_refused() {
    let Lowered { game, .. } = game(&builtin("mali-2024"), &[]);
    let referee = Referee::new(&game);
    let right = Count { admissible: 2160, acceptable: 21 };
    assert_eq!(referee.judge_count(right).unwrap().certificate().strength, Strength::Recount);
    for (admissible, acceptable) in [(2160, 20), (2160, 22), (2159, 21), (2161, 21), (21, 2160), (0, 0)] {
        refused(
            referee.judge_count(Count { admissible, acceptable }),
            &format!("{acceptable} of {admissible}"),
        );
    }
}

#[test]
fn wrong_closest_packages_are_refused() {
    for flags in [&["--shock mlf_attacks"][..], &["--cap autonomy=#1"], &["--cap development=#0"]] {
        let scenario = cases::scenario(&builtin("mali-2024"), flags);
        let lowered = scenario.lower().unwrap();
        let found = why_not(&scenario, &lowered, &zopa::budget::Budget::unlimited()).unwrap();
        let right: Closest = (**found.closest.as_ref().unwrap()).clone();
        let referee = Referee::new(&lowered.game);
        let judged = referee.judge_closest(right.clone()).unwrap();
        assert_eq!(judged.certificate().strength, Strength::Recount);
        let off = number("1/1000");
        for shortfall in [&right.shortfall + &off, &right.shortfall - &off, Rational::ZERO, -&right.shortfall]
        {
            refused(referee.judge_closest(Closest { shortfall, ..right.clone() }), "shortfall");
        }
        for total in [right.total - 1, right.total + 1] {
            refused(referee.judge_closest(Closest { total, ..right.clone() }), "total");
        }
        let with = |packages: Vec<Vec<usize>>| Closest { packages, ..right.clone() };
        refused(referee.judge_closest(with(Vec::new())), "no package");
        let mut twice = right.packages.clone();
        twice.push(twice[twice.len() - 1].clone());
        refused(referee.judge_closest(with(twice)), "a package twice");
        refused(referee.judge_closest(with(vec![vec![2, 2, 1]])), "too short a package");
        // The status quo breaks conditions; another level of one issue is not as close.
        refused(referee.judge_closest(with(vec![vec![0; 10]])), "not admissible");
        let mut other = right.packages[0].clone();
        other[4] = 0;
        refused(referee.judge_closest(with(vec![other.clone()])), "not closest");
        // The whole claim about a package that is further off, with its own true loss.
        let game = &lowered.game;
        let loss = (0..3).map(|party| -&game.points(party, game.gain(&other, party))).max().unwrap();
        let claim = Closest { shortfall: loss, packages: vec![other], total: 1 };
        refused(referee.judge_closest(claim), "a package further off");
    }
}

#[test]
fn wrong_blocking_sets_are_refused() {
    let scenario = cases::scenario(&builtin("mali-2024"), &["--shock mlf_attacks"]);
    let lowered = scenario.lower().unwrap();
    let game = &lowered.game;
    let found = why_not(&scenario, &lowered, &zopa::budget::Budget::unlimited()).unwrap();
    let referee = Referee::new(game);
    for right in found.parties.iter().chain(&found.demands) {
        let right: Blocking = (**right).clone();
        assert!(referee.judge_blocking(right.clone()).is_ok());
        let what = format!("{right:?}");
        // A witness left out, too short, or one that does not meet the others.
        for place in 0..right.witnesses.len() {
            let mut fewer = right.clone();
            fewer.witnesses.remove(place);
            refused(referee.judge_blocking(fewer), &what);
            let mut short = right.clone();
            short.witnesses[place].pop();
            refused(referee.judge_blocking(short), &what);
        }
        let mut swapped = right.clone();
        swapped.witnesses.rotate_left(1);
        if right.witnesses.len() > 1 {
            refused(referee.judge_blocking(swapped), &what);
        }
        // A demand less, and its witness: what is left can be met.
        if !right.parties.is_empty() && right.witnesses.len() > 1 {
            let mut less = right.clone();
            less.parties.remove(0);
            less.witnesses.remove(0);
            refused(referee.judge_blocking(less), &what);
        }
        // A party that does not exist.
        let mut stranger = right.clone();
        stranger.parties.push(9);
        stranger.witnesses.push(right.witnesses[0].clone());
        refused(referee.judge_blocking(stranger), &what);
        // A party that is not needed: no package meets the others, so it has no witness, whichever is shown.
        for party in (0..3).filter(|party| !right.parties.contains(party)) {
            let mut more = right.clone();
            more.parties.push(party);
            more.parties.sort_unstable();
            let place = more.parties.iter().position(|&one| one == party).unwrap();
            more.witnesses.insert(place, right.witnesses[0].clone());
            refused(referee.judge_blocking(more), &what);
        }
    }
    // GOV with CSP has 28 packages, JTD with CSP 252 (the issue that founds the project): neither pair blocks.
    for parties in [vec![0, 2], vec![1, 2], vec![0], vec![1], vec![2]] {
        let blocking: &Blocking = &found.parties[0];
        let witnesses = vec![blocking.witnesses[0].clone(); parties.len()];
        let claim = Blocking { parties: parties.clone(), witnesses, ..blocking.clone() };
        refused(referee.judge_blocking(claim), &format!("{parties:?}"));
    }
    let nothing = Blocking { parties: vec![], rules: vec![], background: vec![], witnesses: vec![] };
    refused(referee.judge_blocking(nothing), "no demand");
    let unknown = Blocking { rules: vec![vec![99]], ..(**found.parties.first().unwrap()).clone() };
    refused(referee.judge_blocking(unknown), "an unknown rule");
}

/// Every tree that differs from `value` in one leaf, or in one element of one list, with the place.
fn changed(value: &Value) -> Vec<(String, Value)> {
    match value {
        Value::Null => vec![(String::new(), json!(0))],
        Value::Bool(flag) => vec![(String::new(), json!(!flag))],
        Value::Number(number) => {
            let more = match number.as_i64() {
                Some(whole) => json!(whole + 1),
                None => json!(number.as_f64().unwrap() + 1.0),
            };
            vec![(String::new(), more)]
        }
        Value::String(text) => vec![(String::new(), json!(format!("{text}x")))],
        Value::Array(list) => {
            let mut all = Vec::new();
            for (place, element) in list.iter().enumerate() {
                let mut fewer = list.clone();
                fewer.remove(place);
                all.push((format!("[{place}] dropped"), Value::Array(fewer)));
                for (below, other) in changed(element) {
                    let mut list = list.clone();
                    list[place] = other;
                    all.push((format!("[{place}]{below}"), Value::Array(list)));
                }
            }
            all
        }
        Value::Object(map) => {
            let mut all = Vec::new();
            for (key, value) in map {
                let mut fewer: Map<String, Value> = map.clone();
                fewer.shift_remove(key);
                all.push((format!(".{key} dropped"), Value::Object(fewer)));
                for (below, other) in changed(value) {
                    let mut map = map.clone();
                    map[key] = other;
                    all.push((format!(".{key}{below}"), Value::Object(map)));
                }
            }
            all
        }
    }
}

/// `verify` accepts the answer, and refuses it with any one thing changed.
fn only_the_answer_itself_is_verified(case: &Loaded, command: &str, flags: &[&str], at_least: usize) {
    let saved = reply(case, command, flags).json();
    let verdict = verify(case, &saved).unwrap();
    assert!(verdict.ok, "{command} {flags:?}: {:?}", verdict.problems);
    let tree: Value = serde_json::from_str(&saved).unwrap();
    let changes = changed(&tree);
    assert!(changes.len() >= at_least, "{command} {flags:?}: only {} changes", changes.len());
    let slipped: Vec<&str> = changes
        .iter()
        .filter(|(_, other)| verify(case, &other.to_string()).is_ok_and(|verdict| verdict.ok))
        .map(|(place, _)| place.as_str())
        .collect();
    assert!(slipped.is_empty(), "{command} {flags:?}: not noticed: {slipped:?}");
}

#[test]
fn verify_notices_every_change_of_a_zone() {
    only_the_answer_itself_is_verified(&loaded("mali-2024"), "zone", &[], 200);
    only_the_answer_itself_is_verified(&loaded("mali-2024"), "zone", &["--shock mlf_attacks"], 50);
}

#[test]
fn verify_notices_every_change_of_the_solutions() {
    let concepts = format!("--concepts {ALL}");
    let flags = [concepts.as_str(), "--weights GOV=2,JTD=1,CSP=3", "--proportions GOV=2,JTD=1/3,CSP=3"];
    only_the_answer_itself_is_verified(&loaded("mali-2024"), "solve", &flags, 200);
    let flags = ["--set parties.GOV.walk_away=79.3"];
    only_the_answer_itself_is_verified(&loaded("mali-2024"), "solve", &flags, 100);
}

#[test]
fn verify_notices_every_change_of_why_not() {
    only_the_answer_itself_is_verified(&loaded("mali-2024"), "why-not", &["--shock mlf_attacks"], 200);
    only_the_answer_itself_is_verified(&loaded("aceh-2005"), "why-not", &["--shock before_2004"], 50);
}

#[test]
fn verify_refuses_an_answer_about_another_case() {
    let saved = reply(&loaded("aceh-2005"), "zone", &[]).json();
    assert!(!verify(&loaded("mali-2024"), &saved).is_ok_and(|verdict| verdict.ok));
    // The same case with one number changed is another case.
    let text = zopa::catalogue::entry("mali-2024").unwrap().text.replace("mode = 73", "mode = 73.1");
    let saved = reply(&loaded("mali-2024"), "zone", &[]).json();
    assert!(!verify(&written(&text), &saved).is_ok_and(|verdict| verdict.ok));
    for text in [
        "",
        "{}",
        "[]",
        "null",
        "{\"schema\": \"zopa/1\"}",
        "{\"schema\": \"zopa/1\", \"command\": \"zone\"}",
    ] {
        assert!(!verify(&loaded("mali-2024"), text).is_ok_and(|verdict| verdict.ok), "{text}");
    }
}
