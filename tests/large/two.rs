//! Two parties: the frontier, its packages and every solution.

use zopa::bargaining::large::{large_solutions, large_zone};
use zopa::bargaining::nash::nash;
use zopa::bargaining::zone::{TIES_LISTED, zone};
use zopa::budget::Budget;
use zopa::certify::{Completeness, Strength};
use zopa::concepts::{Entry, solutions};
use zopa::games::bargaining::{BargainingGame, Rule, Term};

use crate::common::{brute, two_parties};

#[test]
fn the_frontier_and_its_packages_are_those_of_a_look_at_every_package() {
    let (mut open, mut limited) = (0, 0);
    for seed in 0..1500 {
        let game = two_parties(seed);
        let expected = brute(&game);
        let zone = large_zone(&game, &Budget::unlimited());
        let facts = zone.large().unwrap().facts().unwrap();
        assert_eq!(facts.is_open, !expected.acceptable.is_empty(), "{seed}");
        let efficient = facts.efficient.as_ref().unwrap();
        let mut points: Vec<Vec<i128>> = efficient.points.iter().collect();
        points.reverse();
        assert!(points.iter().eq(expected.efficient.keys()), "{seed}");
        for (point, package) in efficient.points.iter().zip(efficient.packages.iter()) {
            let first = expected.acceptable.iter().find(|(_, utilities)| *utilities == point).unwrap();
            assert!(expected.acceptable.contains(&(package.clone(), point.clone())), "{seed}");
            assert_eq!(zone.packages_at(&point)[0], first.0, "{seed}");
        }
        if let Some(counts) = &efficient.counts {
            assert!(counts.iter().rev().eq(expected.efficient.values()), "{seed}");
        }
        let levels = facts.levels.as_ref().unwrap();
        for (issue, own) in levels.iter().enumerate() {
            for (level, shown) in own.iter().enumerate() {
                let is_possible = expected.acceptable.iter().any(|(package, _)| package[issue] == level);
                assert_eq!(shown.is_some(), is_possible, "{seed}");
            }
        }
        let verdict = zone.large().unwrap().answer();
        let strength = verdict.found().or(verdict.refutation()).unwrap().certificate().strength;
        // More than three numbers at once are not counted a second time.
        let limits = game.rules().iter().filter(|rule| matches!(rule, Rule::Sum { .. })).count();
        assert!(strength == Strength::Recount || limits > 1, "{seed}");
        open += usize::from(facts.is_open);
        limited += usize::from(game.rules().iter().any(|rule| matches!(rule, Rule::Sum { .. })));
    }
    assert!(open > 300 && limited > 300, "{open} {limited}");
}

#[test]
fn every_solution_is_the_one_of_the_listed_zone() {
    let mut compared = 0;
    for seed in 0..1200 {
        let game = two_parties(seed);
        let find = [large_zone, large_solutions][seed as usize / 2 % 2];
        let (listed, merged) = (zone(&game, &Budget::unlimited()), find(&game, &Budget::unlimited()));
        for concept in solutions() {
            let both = [&listed, &merged].map(|zone| match concept.entry {
                Entry::Choice(entry) => Some(entry(zone)),
                Entry::WeightedChoice(entry) => Some(entry(zone, &[[3, 2], [0, 1]][seed as usize % 2])),
                Entry::ProportionalChoice(entry) => entry(zone, &[2.into(), 3.into()]).ok(),
                _ => None,
            });
            let [Some(one), Some(other)] = both else { continue };
            match (one.found(), other.found()) {
                (Some(one), Some(found)) => {
                    compared += 1;
                    assert_eq!(**one, **found, "{} {seed}", concept.id);
                    assert_eq!(other.completeness, Completeness::All, "{} {seed}", concept.id);
                    assert_eq!(found.certificate().strength, Strength::Recount, "{} {seed}", concept.id);
                }
                (None, None) => {
                    assert_eq!(
                        one.refutation().is_some(),
                        other.refutation().is_some(),
                        "{} {seed}",
                        concept.id
                    );
                }
                _ => panic!("{} {seed}: one finds a package, the other does not", concept.id),
            }
        }
    }
    assert!(compared > 1500, "{compared}");
}

#[test]
fn ties_under_a_limit_are_counted_beyond_those_that_are_listed() {
    // Sixteen issues alike, a limit that takes at most eight of the second level: 12,870 ways to share the most.
    let terms = (0..16).map(|issue| Term { issues: vec![issue], table: vec![0, 0, 1, 1] });
    let amounts = (0..16).map(|issue| (issue, vec![0, 1])).collect();
    let rules = vec![Rule::Sum { amounts, at_most: 8 }];
    let scales = vec![1_u8.into(), 1_u8.into()];
    let game = BargainingGame::new(vec![2; 16], scales, terms.collect(), rules, vec![0, 0]).unwrap();
    for find in [large_zone, large_solutions] {
        let zone = find(&game, &Budget::unlimited());
        let answer = nash(&zone);
        let choice = answer.found().unwrap();
        assert_eq!((choice.total, choice.packages.len()), (12_870, TIES_LISTED));
        assert_eq!(answer.completeness, Completeness::All);
        // First in file order: the second level as late as can be.
        assert_eq!(choice.packages[0], [[0; 8], [1; 8]].concat());
    }
}

/// On every issue one party gains what the other loses, so that every package is efficient and the number of packages at a
/// split is a coefficient of (1 + x + x^2 + x^3)^issues.
fn divided(issues: usize, walk_away: [i128; 2]) -> BargainingGame {
    let terms = (0..issues).map(|issue| Term { issues: vec![issue], table: vec![0, 3, 1, 2, 2, 1, 3, 0] });
    let scales = vec![1_u8.into(), 1_u8.into()];
    BargainingGame::new(vec![4; issues], scales, terms.collect(), vec![], walk_away.to_vec()).unwrap()
}

#[test]
fn packages_at_a_point_are_counted_by_coefficients() {
    let issues = 40;
    let game = divided(issues, [50, 50]);
    // Multiply out (1 + x + x^2 + x^3)^40.
    let mut coefficients = vec![1_u128];
    for _ in 0..issues {
        let mut next = vec![0; coefficients.len() + 3];
        for (power, coefficient) in coefficients.iter().enumerate() {
            (0..4).for_each(|more| next[power + more] += coefficient);
        }
        coefficients = next;
    }
    let zone = zone(&game, &Budget::unlimited());
    let facts = zone.large().unwrap().facts().unwrap();
    let efficient = facts.efficient.as_ref().unwrap();
    let counts = efficient.counts.as_ref().unwrap();
    let expected: Vec<u128> = (50..=70).map(|share| coefficients[share]).collect();
    assert!(counts.iter().eq(expected.iter().rev()));
    let sum: u128 = expected.iter().sum();
    assert_eq!(facts.acceptable, Some(sum.into()));
    assert_eq!(facts.admissible, Some((1_u128 << 80).into()));
    assert_eq!(facts.on_boundary, Some((coefficients[50] + coefficients[70]).into()));
    let choice = zopa::bargaining::nash::nash(&zone);
    let choice = choice.found().unwrap();
    // 60 each, in a great many ways, of which the first in file order gives the first issues to the second party.
    assert_eq!(choice.total, coefficients[60]);
    assert_eq!(choice.packages.len(), TIES_LISTED);
    assert_eq!(choice.packages[0], [vec![0; 20], vec![3; 20]].concat());
    assert_eq!(choice.certificate().strength, Strength::Recount);
}

#[test]
fn a_zone_without_a_package_is_empty_with_a_second_look() {
    let game = divided(40, [61, 60]);
    let zone = zone(&game, &Budget::unlimited());
    let refutation = zone.large().unwrap().answer().refutation().unwrap();
    assert_eq!(refutation.certificate().strength, Strength::Recount);
    assert!(zopa::bargaining::nash::nash(&zone).found().is_none());
}

#[test]
fn a_run_that_is_cut_short_claims_nothing() {
    let game = divided(40, [50, 50]);
    let zone = zone(&game, &Budget::of_work(100));
    let large = zone.large().unwrap();
    assert!(large.answer().found().is_none());
    assert!(zopa::bargaining::nash::nash(&zone).found().is_none());
}
