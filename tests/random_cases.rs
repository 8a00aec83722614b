//! Random cases against a second enumeration that works straight from the case.
//!
//! The reference knows the words of the case file and exact fractions, and nothing of the game, the engine or
//! the certificates: it has its own formula for utilities, its own reading of conditions and limits, and picks
//! solutions by comparing every package with every other. Each case is built from its seed alone.

#![allow(clippy::unwrap_used)]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/generate.rs"]
mod generate;
#[path = "common/random_case.rs"]
mod random_case;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use random_case::random_case;
use zopa::ask::Loaded;
use zopa::ask::verify::verify;
use zopa::bargaining::zone::{Zone, zone};
use zopa::budget::Budget;
use zopa::certify::Verdict;
use zopa::certify::bargaining::{Blocking, Choice as Chosen};
use zopa::concepts::solutions;
use zopa::lower::{Labels, Lowered};
use zopa::model::{Bound, Case, Choice, Effect, Name, WalkAway};
use zopa::numeric::Rational;
use zopa::study::bargain::{Given, solve};
use zopa::study::opening::{WhyNot, why_not};
use zopa::study::scenario::Scenario;

/// One package with all that the definitions say of it.
#[derive(Clone)]
struct Package {
    levels: Vec<usize>,
    gains: Vec<Rational>,
    utilities: Vec<Rational>,
    /// For each condition, limit and forbidden combination of the case, in file order, whether it is met.
    meets: Vec<bool>,
}

impl Package {
    fn is_admissible(&self) -> bool {
        self.meets.iter().all(|&met| met)
    }

    fn is_acceptable(&self) -> bool {
        self.is_admissible() && !self.gains.iter().any(Rational::is_negative)
    }

    /// At least as good for all and better for one.
    fn improves_on(&self, other: &Self) -> bool {
        self.gains.iter().zip(&other.gains).all(|(here, there)| here >= there) && self.gains != other.gains
    }
}

/// The reference: every package of `case` under a shock of strength `factor`.
struct Reference<'a> {
    case: &'a Case,
    packages: Vec<Package>,
}

impl<'a> Reference<'a> {
    fn new(case: &'a Case, factor: &Rational) -> Self {
        let parties: Vec<&str> = case.signatories().map(|party| party.id.as_str()).collect();
        let walk_away: Vec<Rational> = parties.iter().map(|party| walk_away(case, party)).collect();
        let shifts: Vec<Rational> = parties
            .iter()
            .map(|party| {
                named(&case.shocks[0].shift, party).map(|one| &one.value * factor).unwrap_or_default()
            })
            .collect();
        let mut packages = Vec::new();
        let mut levels = vec![0; case.issues.len()];
        loop {
            let utilities: Vec<Rational> = parties
                .iter()
                .zip(&shifts)
                .map(|(party, shift)| &utility(case, party, &levels) + shift)
                .collect();
            packages.push(Package {
                levels: levels.clone(),
                gains: utilities.iter().zip(&walk_away).map(|(utility, floor)| utility - floor).collect(),
                utilities,
                meets: meets(case, &levels),
            });
            let Some(place) =
                (0..levels.len()).rev().find(|&place| levels[place] + 1 < case.issues[place].levels.len())
            else {
                return Self { case, packages };
            };
            levels[place] += 1;
            levels[place + 1..].fill(0);
        }
    }

    fn parties(&self) -> usize {
        self.packages[0].gains.len()
    }

    fn admissible(&self) -> Vec<&Package> {
        self.packages.iter().filter(|package| package.is_admissible()).collect()
    }

    fn acceptable(&self) -> Vec<&Package> {
        self.packages.iter().filter(|package| package.is_acceptable()).collect()
    }

    fn efficient(&self) -> Vec<&Package> {
        let admissible = self.admissible();
        let kept = self.acceptable().into_iter();
        kept.filter(|package| !admissible.iter().any(|other| other.improves_on(package))).collect()
    }

    fn ideal(&self) -> Vec<Rational> {
        let acceptable = self.acceptable();
        (0..self.parties())
            .map(|party| acceptable.iter().map(|package| package.gains[party].clone()).max().unwrap())
            .collect()
    }

    /// What `concept` compares, greatest first entry first; `None` for a package it may not choose.
    fn key(&self, concept: &str, weights: &[u32], package: &Package) -> Option<Vec<Rational>> {
        let ideal = self.ideal();
        let gains = &package.gains;
        let sorted = |mut list: Vec<Rational>| {
            list.sort();
            list
        };
        let product = |weights: &[u32]| {
            let strict = gains.iter().zip(weights).all(|(gain, &weight)| weight == 0 || gain.is_positive());
            let mut product = Rational::ONE;
            for (gain, &weight) in gains.iter().zip(weights) {
                for _ in 0..weight {
                    product = &product * gain;
                }
            }
            strict.then(|| vec![product])
        };
        match concept {
            "nash" => product(&vec![1; gains.len()]),
            "weighted_nash" => product(weights),
            "kalai_smorodinsky" | "lex_kalai_smorodinsky" => {
                let shares = gains.iter().zip(&ideal).filter(|(_, ideal)| ideal.is_positive());
                Some(sorted(shares.map(|(gain, ideal)| gain.checked_div(ideal).unwrap()).collect()))
            }
            "egalitarian" => Some(vec![gains.iter().min().unwrap().clone()]),
            "proportional" => {
                let measured = gains.iter().zip(proportions(weights));
                Some(vec![measured.map(|(gain, own)| gain.checked_div(&own).unwrap()).min().unwrap()])
            }
            "leximin" => Some(sorted(gains.clone())),
            "equal_loss" => {
                Some(sorted(gains.iter().zip(&ideal).map(|(gain, ideal)| gain - ideal).collect()))
            }
            "utilitarian" => Some(vec![gains.iter().sum()]),
            other => unreachable!("no reference for `{other}`"),
        }
    }

    /// Every package that no other acceptable package beats, and the key of the best efficient one beside them.
    fn choice(&self, concept: &str, weights: &[u32]) -> (Vec<Vec<usize>>, Option<Vec<Rational>>) {
        let acceptable: Vec<(&Package, Vec<Rational>)> = self
            .acceptable()
            .into_iter()
            .filter_map(|package| Some((package, self.key(concept, weights, package)?)))
            .collect();
        let is_chosen = |key: &Vec<Rational>| !acceptable.iter().any(|(_, other)| other > key);
        let chosen: Vec<Vec<usize>> = acceptable
            .iter()
            .filter(|(_, key)| is_chosen(key))
            .map(|(package, _)| package.levels.clone())
            .collect();
        let efficient = self.efficient();
        let rest = acceptable.iter().filter(|(package, key)| {
            !is_chosen(key) && efficient.iter().any(|other| other.levels == package.levels)
        });
        (chosen, rest.map(|(_, key)| key.clone()).max())
    }
}

fn named<'a, T>(list: &'a [(Name, T)], id: &str) -> Option<&'a T> {
    list.iter().find(|(name, _)| name.text == id).map(|(_, value)| value)
}

/// Does the package have one of the levels named, on each issue named?
fn holds(case: &Case, choices: &[Choice], levels: &[usize]) -> bool {
    choices.iter().all(|choice| {
        let place = place_of(case, &choice.issue);
        choice.levels.iter().any(|level| level.text == case.issues[place].levels[levels[place]].text)
    })
}

fn place_of(case: &Case, issue: &Name) -> usize {
    case.issues.iter().position(|one| one.id.text == issue.text).unwrap()
}

/// Sum of weight x value over the sum of weights, plus interactions.
fn utility(case: &Case, party: &str, levels: &[usize]) -> Rational {
    let (mut above, mut below) = (Rational::ZERO, Rational::ZERO);
    for (issue, &level) in case.issues.iter().zip(levels) {
        let Some(weight) = named(&issue.weight, party) else { continue };
        below += &weight.value;
        if let Some(values) = named(&issue.values, party) {
            above += &(&weight.value * &values[level].value);
        }
    }
    let mut utility = above.checked_div(&below).unwrap();
    for interaction in &case.interactions {
        match &interaction.effect {
            Effect::Bonus { when, bonus } => {
                if let Some(points) = named(bonus, party).filter(|_| holds(case, when, levels)) {
                    utility += &points.value;
                }
            }
            Effect::Table { over, table } => {
                let mut cell = 0;
                for name in over {
                    let place = place_of(case, name);
                    cell = cell * case.issues[place].levels.len() + levels[place];
                }
                if let Some(points) = named(table, party) {
                    utility += &points[cell].value;
                }
            }
        }
    }
    utility
}

fn walk_away(case: &Case, party: &str) -> Rational {
    match case.party(party).unwrap().walk_away.as_ref().unwrap() {
        WalkAway::Given(value) => value.value.clone(),
        WalkAway::Package { package, premium } => {
            let package = case.package(&package.text).unwrap();
            let level = |issue: &zopa::model::Issue| {
                let choice = package.levels.iter().find(|choice| choice.issue.text == issue.id.text).unwrap();
                issue.level(&choice.levels[0].text).unwrap()
            };
            let levels: Vec<usize> = case.issues.iter().map(level).collect();
            &utility(case, party, &levels) + &premium.value
        }
    }
}

fn meets(case: &Case, levels: &[usize]) -> Vec<bool> {
    let conditions = case.conditions.iter().map(|condition| holds(case, &condition.require, levels));
    let limits = case.limits.iter().map(|limit| match &limit.bound {
        Bound::Levels { at_least, at_most } => {
            let bounds = |list: &[(Name, Name)], kept: &dyn Fn(usize, usize) -> bool| {
                list.iter().all(|(issue, end)| {
                    let place = place_of(case, issue);
                    kept(levels[place], case.issues[place].level(&end.text).unwrap())
                })
            };
            bounds(at_least, &|level, end| level >= end) && bounds(at_most, &|level, end| level <= end)
        }
        Bound::Sum { amounts, at_least, at_most } => {
            let parts = amounts.iter().map(|(issue, list)| &list[levels[place_of(case, issue)]].value);
            let sum: Rational = parts.sum();
            at_least.as_ref().is_none_or(|end| sum >= end.value)
                && at_most.as_ref().is_none_or(|end| sum <= end.value)
        }
    });
    let forbidden = case.forbidden.iter().map(|one| !holds(case, &one.when, levels));
    conditions.chain(limits).chain(forbidden).collect()
}

fn points(lowered: &Lowered, units: &[i128]) -> Vec<Rational> {
    units.iter().enumerate().map(|(party, &units)| lowered.game.points(party, units)).collect()
}

fn check_zone(reference: &Reference<'_>, lowered: &Lowered, zone: &Zone<'_>) {
    let facts = zone.facts().unwrap();
    let (admissible, acceptable) = (reference.admissible(), reference.acceptable());
    assert_eq!(facts.admissible, admissible.len() as u128);
    assert_eq!(facts.acceptable, acceptable.len() as u128);
    let touching = acceptable.iter().filter(|package| package.gains.iter().any(Rational::is_zero));
    assert_eq!(facts.on_boundary, touching.count() as u128);
    let efficient = reference.efficient();
    assert_eq!(facts.efficient, efficient.len() as u128);
    let strictly = |better: &Package, worse: &Package| {
        better.gains.iter().zip(&worse.gains).all(|(better, worse)| better > worse)
    };
    let weakly = acceptable.iter().filter(|one| !admissible.iter().any(|other| strictly(other, one)));
    assert_eq!(zone.weakly_efficient(1000), Some(weakly.count() as u128));
    let best: Option<Vec<Rational>> = (0..reference.parties())
        .map(|party| acceptable.iter().map(|package| package.utilities[party].clone()).max())
        .collect();
    assert_eq!(facts.best.as_ref().map(|best| points(lowered, best)), best);
    for (issue, seen) in facts.levels.iter().enumerate() {
        for (level, &seen) in seen.iter().enumerate() {
            assert_eq!(seen, acceptable.iter().any(|package| package.levels[issue] == level));
        }
    }
    let found: BTreeSet<Vec<Rational>> =
        facts.efficient_points.iter().map(|point| points(lowered, &point)).collect();
    assert_eq!(found.len(), facts.efficient_points.len());
    assert_eq!(found, efficient.iter().map(|package| package.utilities.clone()).collect());
    let shown = facts.agreement.as_ref();
    assert_eq!(shown.is_some(), !acceptable.is_empty());
    assert!(shown.is_none_or(|shown| acceptable.iter().any(|package| package.levels == *shown)));
}

/// Proportions from bargaining weights: above 0, and some of them no whole numbers.
fn proportions(weights: &[u32]) -> Vec<Rational> {
    let own = |(place, &weight): (usize, &u32)| {
        Rational::new(i128::from(weight) + 1, [1, 3, 2][place % 3]).unwrap()
    };
    weights.iter().enumerate().map(own).collect()
}

fn check_solutions(reference: &Reference<'_>, lowered: &Lowered, zone: &Zone<'_>, weights: &[u32]) {
    let concepts: Vec<_> = solutions().collect();
    let proportions = proportions(weights);
    let given = Given { weights: Some(weights), proportions: Some(&proportions) };
    for solved in solve(zone, &concepts, given).unwrap() {
        let id = solved.concept.id;
        if reference.acceptable().is_empty() {
            assert!(matches!(solved.answer.verdict, Verdict::Undecided { best: None }), "{id}");
            continue;
        }
        let (expected, next) = reference.choice(id, weights);
        match &solved.answer.verdict {
            Verdict::Found(found) => {
                let found: &Chosen = found;
                assert_eq!(found.packages, expected, "{id}, weights {weights:?}");
                assert_eq!(found.total, expected.len() as u128, "{id}");
                assert_eq!(points(lowered, &found.ideal), reference.ideal(), "{id}");
                let runner_up = found.runner_up.as_ref().map(|next| {
                    let package = reference.packages.iter().find(|one| one.levels == next.package).unwrap();
                    assert!(reference.efficient().iter().any(|one| one.levels == package.levels), "{id}");
                    reference.key(id, weights, package).unwrap()
                });
                assert_eq!(runner_up, next, "{id}: next best");
            }
            Verdict::NoneExists(_) => assert!(expected.is_empty(), "{id}"),
            other => unreachable!("{id}, weights {weights:?}: {other:?}"),
        }
    }
}

fn check_closest(reference: &Reference<'_>, found: &WhyNot) {
    let loss = |package: &Package| package.gains.iter().map(|gain| -gain).max().unwrap();
    let admissible = reference.admissible();
    let least = admissible.iter().map(|package| loss(package)).min();
    assert_eq!(found.closest.as_ref().map(|closest| closest.shortfall.clone()), least);
    let Some(closest) = &found.closest else { return };
    let ties = admissible.iter().filter(|package| loss(package).cmp(&closest.shortfall) == Ordering::Equal);
    let ties: Vec<Vec<usize>> = ties.map(|package| package.levels.clone()).collect();
    assert_eq!(closest.total, ties.len() as u128);
    let shown = ties.len().min(zopa::study::opening::CLOSEST_LISTED);
    assert_eq!(closest.packages, ties[..shown]);
}

/// The minimal sets of `count` demands that none of `met` contains.
fn minimal_unmet(met: &BTreeSet<u64>, count: usize) -> BTreeSet<u64> {
    let is_met = |set: u64| met.iter().any(|met| met & set == set);
    let is_minimal = |set: u64| {
        !is_met(set)
            && (0..count).filter(|place| set >> place & 1 == 1).all(|place| is_met(set & !(1 << place)))
    };
    (1..1_u64 << count).filter(|&set| is_minimal(set)).collect()
}

fn check_blocking(reference: &Reference<'_>, labels: &Labels, found: &WhyNot) {
    let parties = reference.parties();
    let accepts = |package: &Package| -> u64 {
        (0..parties).map(|party| u64::from(!package.gains[party].is_negative()) << party).sum()
    };
    let admissible: BTreeSet<u64> = reference.admissible().into_iter().map(accepts).collect();
    let mask = |blocking: &Blocking| -> u64 {
        let of_parties: u64 = blocking.parties.iter().map(|party| 1 << party).sum();
        let demands = blocking.rules.iter().map(|rules| labels.rule_demand[rules[0]]);
        of_parties | demands.map(|demand| 1_u64 << (parties + demand)).sum::<u64>()
    };
    let sets: BTreeSet<u64> = found.parties.iter().map(|blocking| mask(blocking)).collect();
    let expected = if admissible.is_empty() { BTreeSet::new() } else { minimal_unmet(&admissible, parties) };
    assert_eq!(sets, expected);
    let demands =
        reference.case.conditions.len() + reference.case.limits.len() + reference.case.forbidden.len();
    let all: BTreeSet<u64> = reference
        .packages
        .iter()
        .map(|package| {
            let rules = package.meets.iter().enumerate();
            accepts(package) | rules.map(|(place, &met)| u64::from(met) << (parties + place)).sum::<u64>()
        })
        .collect();
    let sets: BTreeSet<u64> = found.demands.iter().map(|blocking| mask(blocking)).collect();
    assert_eq!(sets, minimal_unmet(&all, parties + demands));
    if parties < 2 {
        return;
    }
    let counted: BTreeSet<(Vec<usize>, u128)> = (1..1_u64 << parties)
        .filter(|set| set.count_ones() >= 2)
        .map(|set| {
            let members: Vec<usize> = (0..parties).filter(|party| set >> party & 1 == 1).collect();
            let packages = reference.admissible().into_iter().filter(|one| accepts(one) & set == set);
            (members, packages.count() as u128)
        })
        .collect();
    let listed: BTreeSet<(Vec<usize>, u128)> = found.met_by.iter().cloned().collect();
    // The set of all parties is the zone itself and is not listed.
    let proper = counted.into_iter().filter(|(members, _)| members.len() < parties);
    assert_eq!(listed, proper.collect());
}

fn check(seed: u64) {
    let case = random_case(seed);
    let factor = ["0", "1", "1/3", "2"][(seed % 4) as usize];
    let flag = format!("--shock storm*{factor}");
    let scenario = Scenario::new(&case, &cases::changes(&[&flag])).unwrap();
    let lowered = scenario.lower().unwrap();
    let reference = Reference::new(&case, &cases::number(factor));
    let zone = zone(&lowered.game, &Budget::unlimited());
    check_zone(&reference, &lowered, &zone);
    let weights: Vec<u32> =
        (0..reference.parties()).map(|party| [2, 1, 3, 1][(seed as usize + party) % 4]).collect();
    check_solutions(&reference, &lowered, &zone, &weights);
    let found = why_not(&scenario, &lowered, &zopa::budget::Budget::unlimited()).unwrap();
    check_closest(&reference, &found);
    check_blocking(&reference, &lowered.labels, &found);
}

#[test]
fn random_cases_agree_with_the_naive_enumeration() {
    let (mut open, mut empty, mut blocked) = (0, 0, 0);
    for seed in 0..1500 {
        let seed_of_failure = Seed(seed);
        check(seed);
        std::mem::forget(seed_of_failure);
        let factor = cases::number(["0", "1", "1/3", "2"][(seed % 4) as usize]);
        let case = random_case(seed);
        let reference = Reference::new(&case, &factor);
        match (reference.acceptable().len(), reference.admissible().len()) {
            (_, 0) => blocked += 1,
            (0, _) => empty += 1,
            _ => open += 1,
        }
    }
    // The generator must reach every kind of case often enough to mean something.
    assert!(
        open > 400 && empty > 200 && blocked > 20,
        "{open} open, {empty} empty, {blocked} without a package"
    );
}

/// Names the seed of a case whose check panics.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        eprintln!("the case of seed {} differs", self.0);
    }
}

#[test]
fn a_party_of_weight_zero_only_has_to_accept() {
    for seed in 0..400 {
        let case = random_case(seed);
        let scenario = Scenario::new(&case, &[]).unwrap();
        let lowered = scenario.lower().unwrap();
        let reference = Reference::new(&case, &Rational::ZERO);
        let zone = zone(&lowered.game, &Budget::unlimited());
        let weights: Vec<u32> = (0..reference.parties()).map(|party| u32::from(party == 0) * 2).collect();
        let seed_of_failure = Seed(seed);
        check_solutions(&reference, &lowered, &zone, &weights);
        std::mem::forget(seed_of_failure);
    }
}

#[test]
fn answers_about_random_cases_are_verified_unchanged() {
    for seed in 0..400 {
        let case = random_case(seed);
        let seed_of_failure = Seed(seed);
        let weights: Vec<String> = case.signatories().map(|party| format!("{}=1", party.id.text)).collect();
        let [weights, proportions] =
            ["--weights", "--proportions"].map(|flag| format!("{flag} {}", weights.join(",")));
        let loaded = Loaded::new(case, b"", "case.toml");
        let shock = "--shock storm*1/3";
        for (command, flags) in [
            ("zone", vec![shock]),
            ("solve", vec![shock, weights.as_str(), proportions.as_str()]),
            ("why-not", vec![shock]),
        ] {
            let saved = cases::reply(&loaded, command, &flags).json();
            let verdict = verify(&loaded, &saved).unwrap();
            assert!(verdict.ok, "{command}: {:?}", verdict.problems);
        }
        std::mem::forget(seed_of_failure);
    }
}
