//! Thresholds: known ends exactly, agreement with a plain trial of many values, and what is refused.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/generate.rs"]
mod generate;
#[path = "common/random_case.rs"]
mod random_case;

use cases::{builtin, number, scenario};
use random_case::random_case;
use zopa::budget::Budget;
use zopa::certify::Strength;
use zopa::model::path;
use zopa::numeric::{Interval, Rational, Root};
use zopa::study::scenario::Scenario;
use zopa::study::threshold::{Asked, Target, Threshold, threshold};

fn found(scenario: &Scenario, path: &str) -> Threshold {
    let target = Target::find(scenario, path).unwrap();
    threshold(scenario, target, Asked::Nash, &Budget::unlimited()).unwrap()
}

fn intervals(found: &Threshold) -> &[Interval] {
    &found.open.as_ref().unwrap().intervals
}

#[test]
fn ends_of_mali_are_those_of_the_reference() {
    // reference_answers.json: max_reservation_with_zopa 79.3, 52.2, 75.2; DEFINITIONS: the attack closes above 23/40.
    for (path, end) in [
        ("parties.GOV.walk_away", "79.3"),
        ("parties.JTD.walk_away", "52.2"),
        ("parties.CSP.walk_away", "75.2"),
    ] {
        let found = found(&scenario(&builtin("mali-2024"), &[]), path);
        assert_eq!(intervals(&found), [Interval::at_most(number(end))], "{path}");
        assert_eq!(found.open.as_ref().unwrap().certificate().strength, Strength::Recount);
    }
    let found = found(&scenario(&builtin("mali-2024"), &[]), "shocks.mlf_attacks");
    assert_eq!(intervals(&found), [Interval::closed(Rational::ZERO, number("23/40"))]);
}

// ---- against a plain trial

/// Open or not, and the Nash packages, by looking at every package of the game at one value.
fn tried(scenario: &Scenario, target: &Target, value: &Rational) -> Option<(bool, Vec<Vec<usize>>)> {
    let game = target.at(scenario, value).ok()?.lower().ok()?.game;
    let mut packages: Vec<Vec<usize>> = vec![Vec::new()];
    for &count in game.levels() {
        packages = packages
            .iter()
            .flat_map(|one| (0..count).map(move |level| [one.as_slice(), &[level]].concat()))
            .collect();
    }
    let gains = |package: &Vec<usize>| -> Option<Vec<Rational>> {
        game.is_admissible(package)
            .then(|| (0..game.parties()).map(|party| game.points(party, game.gain(package, party))).collect())
    };
    let valued: Vec<(Vec<usize>, Vec<Rational>)> =
        packages.into_iter().filter_map(|one| gains(&one).map(|gains| (one, gains))).collect();
    let is_open = valued.iter().any(|(_, gains)| gains.iter().all(|gain| !gain.is_negative()));
    let strict = valued.iter().filter(|(_, gains)| gains.iter().all(Rational::is_positive));
    let products: Vec<(&Vec<usize>, Rational)> = strict
        .map(|(package, gains)| (package, gains.iter().fold(Rational::ONE, |product, gain| &product * gain)))
        .collect();
    let best = products.iter().map(|(_, product)| product).max();
    let best = products.iter().filter(|(_, product)| Some(product) == best).map(|(one, _)| (*one).clone());
    Some((is_open, best.collect()))
}

/// The Nash packages that are claimed at a value; `None` inside an enclosure.
fn claimed(found: &Threshold, value: &Rational) -> Option<Vec<Vec<usize>>> {
    let nash = found.nash.as_ref().unwrap();
    let mut deal = &nash.between[0];
    for (place, change) in nash.changes.iter().enumerate() {
        match &change.at {
            Root::Exact(at) if at == value => return Some(change.deal.packages.clone()),
            Root::Between(low, high) if low < value && value < high => return None,
            at if at.high() <= value => deal = &nash.between[place + 1],
            _ => break,
        }
    }
    Some(deal.packages.clone())
}

fn check(scenario: &Scenario, path: &str) -> usize {
    let Ok(target) = Target::find(scenario, path) else { return 0 };
    let found = found(scenario, path);
    let mut values = vec![target.value().clone()];
    for interval in intervals(&found) {
        values.extend([&interval.from, &interval.to].into_iter().flatten().cloned());
    }
    for change in &found.nash.as_ref().unwrap().changes {
        values.extend([change.at.low().clone(), change.at.high().clone()]);
    }
    let hair = number("1/100000000");
    let beside: Vec<Rational> = values.iter().flat_map(|end| [end - &hair, end + &hair]).collect();
    values.extend(beside);
    values.extend((-12..=12).map(|step: i64| Rational::new((step * step * step).into(), 7).unwrap()));
    values.sort();
    values.dedup();
    let between: Vec<Rational> =
        values.windows(2).map(|pair| &(&pair[0] + &pair[1]) * &number("1/2")).collect();
    values.extend(between);
    let mut tries = 0;
    for value in values {
        let is_claimed = intervals(&found).iter().any(|one| one.contains(&value));
        assert!(target.legal().contains(&value) || !is_claimed, "{path} = {value} is not legal");
        let trial = tried(scenario, &target, &value);
        if !target.legal().contains(&value) {
            assert!(trial.is_none(), "{path} = {value} is legal");
            continue;
        }
        let Some((is_open, best)) = trial else { continue };
        tries += 1;
        assert_eq!(is_open, is_claimed, "{path} = {value}: {:?}", intervals(&found));
        if let Some(claimed) = claimed(&found, &value) {
            assert_eq!(best, claimed, "{path} = {value}");
        }
    }
    tries
}

/// Names the case and the number whose check panics.
struct Place<'a>(u64, &'a str);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        eprintln!("seed {}, {}", self.0, self.1);
    }
}

#[test]
fn thresholds_of_random_cases_agree_with_a_trial_of_many_values() {
    let mut tries = 0;
    for seed in 0..120 {
        let case = random_case(seed);
        let flags: &[&str] = if seed % 3 == 0 { &["--shock storm*1/2"] } else { &[] };
        let scenario = Scenario::new(&case, &cases::changes(flags)).unwrap();
        let mut paths: Vec<String> = path::numbers(&case).into_iter().map(|entry| entry.path).collect();
        paths.push("shocks.storm".to_owned());
        for path in paths.iter().skip(seed as usize % 3).step_by(3) {
            let place = Place(seed, path);
            tries += check(&scenario, path);
            std::mem::forget(place);
        }
    }
    assert!(tries > 50_000, "{tries}");
}
