//! The exact engine against a reference that looks at every package and knows nothing but the definitions.

#![allow(clippy::unwrap_used)]

#[path = "common/generate.rs"]
mod generate;

use std::collections::BTreeMap;

use dashu_int::UBig;
use generate::{Generator, Shape, Values, shaped, small};
use zopa::bargaining::finite::{closest, first_where, frontier, list_at, list_at_least, meeting, survey};
use zopa::bargaining::utilitarian::utilitarian;
use zopa::bargaining::zone::{TIES_LISTED, zone};
use zopa::budget::Budget;
use zopa::games::bargaining::{BargainingGame, Rule, Term};
use zopa::numeric::Rational;

/// One package with everything the definitions say of it.
struct Package {
    levels: Vec<usize>,
    utilities: Vec<i128>,
    is_admissible: bool,
    met: u64,
}

/// All packages in file order.
fn all(game: &BargainingGame) -> Vec<Package> {
    let parties = game.parties();
    let mut packages = Vec::new();
    let mut levels = vec![0; game.levels().len()];
    loop {
        let utilities: Vec<i128> = (0..parties).map(|party| game.utility(&levels, party)).collect();
        let mut met = 0_u64;
        for (party, utility) in utilities.iter().enumerate() {
            met |= u64::from(*utility >= game.walk_away()[party]) << party;
        }
        for (index, rule) in game.rules().iter().enumerate() {
            met |= u64::from(game.meets(&levels, rule)) << (parties + index);
        }
        let is_admissible = game.is_admissible(&levels);
        packages.push(Package { levels: levels.clone(), utilities, is_admissible, met });
        let Some(place) = (0..levels.len()).rev().find(|&issue| levels[issue] + 1 < game.levels()[issue])
        else {
            return packages;
        };
        levels[place] += 1;
        levels[place + 1..].fill(0);
    }
}

fn reaches(utilities: &[i128], floors: &[i128]) -> bool {
    utilities.iter().zip(floors).all(|(utility, floor)| utility >= floor)
}

fn levels_of<'a>(game: &BargainingGame, packages: impl Iterator<Item = &'a Package>) -> Vec<Vec<bool>> {
    let mut seen: Vec<Vec<bool>> = game.levels().iter().map(|&count| vec![false; count]).collect();
    for package in packages {
        for (issue, &level) in package.levels.iter().enumerate() {
            seen[issue][level] = true;
        }
    }
    seen
}

fn check_survey(game: &BargainingGame, packages: &[Package]) {
    let found = survey(game, &Budget::unlimited());
    let admissible = || packages.iter().filter(|package| package.is_admissible);
    let acceptable = || admissible().filter(|package| reaches(&package.utilities, game.walk_away()));
    let touches = |package: &&Package| {
        package.utilities.iter().zip(game.walk_away()).any(|(left, right)| left == right)
    };
    assert_eq!(found.admissible, admissible().count() as u128);
    assert_eq!(found.acceptable, acceptable().count() as u128);
    assert_eq!(found.on_boundary, acceptable().filter(touches).count() as u128);
    let best: Option<Vec<i128>> =
        (0..game.parties()).map(|party| acceptable().map(|package| package.utilities[party]).max()).collect();
    assert_eq!(found.best, best);
    assert_eq!(found.levels, levels_of(game, acceptable()));
    assert_eq!(found.admissible_levels, levels_of(game, admissible()));
    assert!(found.is_complete);
}

fn check_frontier(game: &BargainingGame, packages: &[Package], floors: Option<&[i128]>) {
    let found = frontier(game, floors, &Budget::unlimited());
    let mut vectors: BTreeMap<Vec<i128>, u128> = BTreeMap::new();
    for package in packages.iter().filter(|package| package.is_admissible) {
        *vectors.entry(package.utilities.clone()).or_default() += 1;
    }
    let is_efficient =
        |vector: &Vec<i128>| !vectors.keys().any(|other| other != vector && reaches(other, vector));
    let expected: Vec<(Vec<i128>, u128)> = vectors
        .iter()
        .rev()
        .filter(|(vector, _)| floors.is_none_or(|floors| reaches(vector, floors)) && is_efficient(vector))
        .map(|(vector, count)| (vector.clone(), *count))
        .collect();
    let points: Vec<(Vec<i128>, u128)> = found.points.iter().zip(found.packages.iter()).collect();
    assert_eq!(points, expected);
    assert!(found.is_complete);
}

fn check_listings(game: &BargainingGame, packages: &[Package], floors: &[i128], limit: usize) {
    let admissible = || packages.iter().filter(|package| package.is_admissible);
    let found = list_at_least(game, floors, limit, &Budget::unlimited());
    let hits: Vec<_> = admissible().filter(|package| reaches(&package.utilities, floors)).collect();
    assert_eq!(found.total, hits.len() as u128);
    let first: Vec<_> = hits.iter().take(limit).map(|package| package.levels.clone()).collect();
    assert_eq!(found.packages, first);
    assert!(found.is_complete);
    let found = list_at(game, floors, limit, &Budget::unlimited());
    let hits: Vec<_> = admissible().filter(|package| package.utilities == floors).collect();
    assert_eq!(found.total, hits.len() as u128);
    let first: Vec<_> = hits.iter().take(limit).map(|package| package.levels.clone()).collect();
    assert_eq!(found.packages, first);
    assert!(found.is_complete);
    let ceilings = vec![i128::MAX; floors.len()];
    let is_even = |utilities: &[i128]| utilities.iter().sum::<i128>() % 2 == 0;
    let found = first_where(game, floors, &ceilings, &is_even, limit, &Budget::unlimited());
    let hits =
        admissible().filter(|package| reaches(&package.utilities, floors) && is_even(&package.utilities));
    assert_eq!(found, hits.take(limit).map(|package| package.levels.clone()).collect::<Vec<_>>());
}

fn check_closest(game: &BargainingGame, packages: &[Package], limit: usize) {
    let loss = |package: &Package| -> Rational {
        let losses = (0..game.parties())
            .map(|party| game.points(party, game.walk_away()[party] - package.utilities[party]));
        losses.max().unwrap()
    };
    let losses: Vec<(Rational, &Package)> = packages
        .iter()
        .filter(|package| package.is_admissible)
        .map(|package| (loss(package), package))
        .collect();
    let least = losses.iter().map(|(loss, _)| loss).min();
    let found = closest(game, limit, &Budget::unlimited());
    let Some(least) = least else {
        assert!(found.is_none());
        return;
    };
    let found = found.unwrap();
    assert_eq!(&found.shortfall, least);
    let ties: Vec<_> =
        losses.iter().filter(|(loss, _)| loss == least).map(|(_, package)| package.levels.clone()).collect();
    assert_eq!(found.total, ties.len() as u128);
    assert_eq!(found.packages, ties.into_iter().take(limit).collect::<Vec<_>>());
    assert!(found.is_complete);
}

fn check_meeting(game: &BargainingGame, packages: &[Package]) {
    let mut classes: BTreeMap<u64, (u128, Vec<usize>)> = BTreeMap::new();
    for package in packages {
        let class = classes.entry(package.met).or_insert_with(|| (0, package.levels.clone()));
        class.0 += 1;
    }
    let found = meeting(game, &Budget::unlimited());
    let found_classes: Vec<_> =
        found.classes.into_iter().map(|class| (class.met, (class.packages, class.first))).collect();
    assert_eq!(found_classes, classes.into_iter().collect::<Vec<_>>());
    assert!(found.is_complete);
}

fn check(game: &BargainingGame, seed: u64) {
    let packages = all(game);
    check_survey(game, &packages);
    check_frontier(game, &packages, None);
    check_frontier(game, &packages, Some(game.walk_away()));
    let generator = &mut Generator::new(seed);
    let chosen = packages[generator.below(packages.len())].utilities.clone();
    check_frontier(game, &packages, Some(&chosen));
    let limit = generator.below(10);
    check_listings(game, &packages, &chosen, limit);
    check_listings(game, &packages, game.walk_away(), 1000);
    check_listings(game, &packages, &vec![i128::MIN; game.parties()], 3);
    check_listings(game, &packages, &vec![i128::MAX; game.parties()], 3);
    check_closest(game, &packages, limit);
    check_meeting(game, &packages);
}

#[test]
fn everything_agrees_with_the_reference_in_32_bits() {
    (0..600).for_each(|seed| check(&small(seed, 1), seed));
}

#[test]
fn everything_agrees_with_the_reference_in_64_bits() {
    (0..200).for_each(|seed| check(&small(seed, 10_000_000_019), seed));
}

#[test]
fn everything_agrees_with_the_reference_in_128_bits() {
    (0..200).for_each(|seed| check(&small(seed, 1_000_000_000_000_000_000_000_007), seed));
}

/// The efficient vectors by comparing each with all greater ones that were kept.
fn plain_frontier(game: &BargainingGame) -> Vec<(Vec<i128>, u128)> {
    let mut vectors: BTreeMap<Vec<i128>, u128> = BTreeMap::new();
    for package in all(game).into_iter().filter(|package| package.is_admissible) {
        if reaches(&package.utilities, game.walk_away()) {
            *vectors.entry(package.utilities).or_default() += 1;
        }
    }
    let mut order: Vec<(Vec<i128>, u128)> = vectors.into_iter().collect();
    order.sort_by_key(|(vector, _)| -vector.iter().sum::<i128>());
    let mut kept: Vec<(Vec<i128>, u128)> = Vec::new();
    for (vector, count) in order {
        if !kept.iter().any(|(other, _)| reaches(other, &vector)) {
            kept.push((vector, count));
        }
    }
    kept.sort_by(|left, right| right.cmp(left));
    kept
}

#[test]
fn large_frontiers_agree_with_a_plain_filter() {
    let additive = Shape {
        issues: 5,
        levels: 8,
        parties: 4,
        values: Values::Opposed,
        pairs: 0,
        factor: 1,
        walk_away_percent: 20,
    };
    let shapes = [
        additive,
        Shape { values: Values::Random, parties: 5, ..additive },
        // A few tied issues are merged in groups; when all are tied the packages are listed.
        Shape { pairs: 3, ..additive },
        Shape { pairs: 10, walk_away_percent: 0, ..additive },
        Shape { levels: 6, values: Values::ConstantSum, ..additive },
        Shape { levels: 6, values: Values::ConstantSum, pairs: 10, walk_away_percent: 0, ..additive },
        Shape { levels: 6, parties: 2, pairs: 10, ..additive },
    ];
    for (index, shape) in shapes.into_iter().enumerate() {
        let game = shaped(shape, index as u64);
        // The same game with limits that bind, so that partial packages also differ in room.
        let generator = &mut Generator::new(index as u64);
        let amounts =
            |generator: &mut Generator| (0..shape.levels).map(|_| generator.between(0, 9)).collect();
        let mut rules = game.rules().to_vec();
        for _ in 0..2 {
            let amounts = (0..shape.issues).map(|issue| (issue, amounts(generator))).collect();
            rules.push(Rule::Sum { amounts, at_most: 22 });
        }
        let (levels, terms) = (game.levels().to_vec(), game.terms().to_vec());
        let limited = plain(levels, terms, rules, game.walk_away().to_vec());
        for game in [game, limited] {
            let found = frontier(&game, Some(game.walk_away()), &Budget::unlimited());
            let points: Vec<_> = found.points.iter().zip(found.packages.iter()).collect();
            assert_eq!(points, plain_frontier(&game), "shape {index}");
        }
    }
}

#[test]
fn ties_of_more_points_than_are_looked_up_one_by_one_are_the_first_in_the_file() {
    let shape = Shape {
        issues: 5,
        levels: 5,
        parties: 3,
        values: Values::ConstantSum,
        pairs: 0,
        factor: 1,
        walk_away_percent: 30,
    };
    let game = shaped(shape, 1);
    // All sums of gains are equal, so every acceptable package ties.
    let packages = all(&game);
    let acceptable = || packages.iter().filter(|package| reaches(&package.utilities, game.walk_away()));
    let answer = utilitarian(&zone(&game, &Budget::unlimited()));
    let choice = answer.found().unwrap();
    assert_eq!(choice.total, acceptable().count() as u128);
    let first: Vec<_> = acceptable().take(TIES_LISTED).map(|package| package.levels.clone()).collect();
    assert!(first.len() == TIES_LISTED);
    assert_eq!(choice.packages, first);
    assert_eq!(choice.runner_up, None);
}

fn plain(levels: Vec<usize>, terms: Vec<Term>, rules: Vec<Rule>, walk_away: Vec<i128>) -> BargainingGame {
    let scales = vec![UBig::ONE; walk_away.len()];
    BargainingGame::new(levels, scales, terms, rules, walk_away).unwrap()
}

#[test]
fn degenerate_games_agree_with_the_reference() {
    let one_package = plain(vec![1], vec![], vec![], vec![0, 0]);
    check(&one_package, 1);
    let all_equal = plain(vec![3, 3, 3], vec![], vec![], vec![0]);
    check(&all_equal, 2);
    assert_eq!(survey(&all_equal, &Budget::unlimited()).on_boundary, 27);
    let nothing_admissible = Rule::Combinations { issues: vec![1], allowed: vec![false, false] };
    check(&plain(vec![2, 2], vec![], vec![nothing_admissible], vec![0]), 3);
    let impossible_limit = Rule::Sum { amounts: vec![], at_most: -1 };
    check(&plain(vec![2, 2], vec![], vec![impossible_limit], vec![0]), 4);
    let impossible_without_amounts =
        Rule::Sum { amounts: vec![(0, vec![0, 0]), (1, vec![0, 0])], at_most: -1 };
    check(&plain(vec![2, 2], vec![], vec![impossible_without_amounts], vec![0]), 7);
    let never_binding = Rule::Sum { amounts: vec![(0, vec![1, 1]), (1, vec![0, 2])], at_most: 9 };
    check(&plain(vec![2, 2], vec![], vec![never_binding], vec![0]), 5);
}

#[test]
fn a_better_package_that_uses_more_of_a_limit_does_not_hide_an_equal_one() {
    // Both levels of issue 0 give the party the same; only the frugal one leaves room for issue 1's best.
    let terms = vec![Term { issues: vec![1], table: vec![0, 5] }];
    let limit = Rule::Sum { amounts: vec![(0, vec![1, 0]), (1, vec![0, 1])], at_most: 2 };
    let game = plain(vec![2, 2], terms, vec![limit], vec![0]);
    let found = frontier(&game, None, &Budget::unlimited());
    assert_eq!(found.points.len(), 1);
    assert_eq!(found.packages.get(0), 2);
    check(&game, 6);
}

#[test]
fn a_budget_that_runs_out_says_so_everywhere() {
    let levels = vec![10; 6];
    let terms = (0..6).map(|issue| Term { issues: vec![issue], table: (0..20).collect() }).collect();
    let game = plain(levels, terms, vec![], vec![50, 50]);
    let budget = || Budget::of_work(1);
    assert!(!survey(&game, &budget()).is_complete);
    assert!(!frontier(&game, None, &budget()).is_complete);
    assert!(!list_at_least(&game, &[50, 50], 1, &budget()).is_complete);
    assert!(!meeting(&game, &budget()).is_complete);
    assert!(closest(&game, 1, &budget()).is_none_or(|found| !found.is_complete));
}

#[test]
fn more_demands_than_bits_have_no_classes() {
    let rules = vec![Rule::Combinations { issues: vec![0], allowed: vec![true] }; 64];
    let found = meeting(&plain(vec![1], vec![], rules, vec![0]), &Budget::unlimited());
    assert!(found.classes.is_empty() && !found.is_complete);
}
