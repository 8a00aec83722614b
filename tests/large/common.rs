//! Small games looked at package by package, and large ones from a seed.

use std::collections::BTreeMap;

use dashu_int::UBig;
use zopa::games::bargaining::{BargainingGame, Rule, Term};

use crate::generate::Generator;

/// Every package of a small game with its utilities, admissible or not, in file order.
pub fn every_package(game: &BargainingGame) -> Vec<(Vec<usize>, Vec<i128>)> {
    let mut packages = vec![Vec::new()];
    for &count in game.levels() {
        packages = packages
            .iter()
            .flat_map(|package: &Vec<usize>| {
                (0..count).map(|level| package.iter().copied().chain([level]).collect::<Vec<_>>())
            })
            .collect();
    }
    let utilities =
        |package: &Vec<usize>| (0..game.parties()).map(|party| game.utility(package, party)).collect();
    packages.into_iter().map(|package| (package.clone(), utilities(&package))).collect()
}

/// What a zone is by its definition.
pub struct Brute {
    pub admissible: usize,
    pub acceptable: Vec<(Vec<usize>, Vec<i128>)>,
    pub on_boundary: usize,
    /// Efficient utilities with the number of packages.
    pub efficient: BTreeMap<Vec<i128>, u128>,
}

pub fn brute(game: &BargainingGame) -> Brute {
    let admissible: Vec<_> =
        every_package(game).into_iter().filter(|(package, _)| game.is_admissible(package)).collect();
    let reaches = |one: &[i128], other: &[i128]| one.iter().zip(other).all(|(a, b)| a >= b);
    let acceptable: Vec<_> =
        admissible.iter().filter(|(_, utilities)| reaches(utilities, game.walk_away())).cloned().collect();
    let touches = |utilities: &[i128]| utilities.iter().zip(game.walk_away()).any(|(a, b)| a == b);
    let mut efficient = BTreeMap::new();
    for (_, utilities) in &acceptable {
        if !acceptable.iter().any(|(_, other)| other != utilities && reaches(other, utilities)) {
            *efficient.entry(utilities.clone()).or_insert(0) += 1;
        }
    }
    Brute {
        admissible: admissible.len(),
        on_boundary: acceptable.iter().filter(|(_, utilities)| touches(utilities)).count(),
        acceptable,
        efficient,
    }
}

/// A game of two parties, with interactions, forbidden combinations and limits in turn.
pub fn two_parties(seed: u64) -> BargainingGame {
    of_parties(seed, 2)
}

/// A small game of some parties with everything that a game may have.
pub fn of_parties(seed: u64, parties: usize) -> BargainingGame {
    let generator = &mut Generator::new(seed);
    let issues = 1 + generator.below(6);
    let levels: Vec<usize> = (0..issues).map(|_| 1 + generator.below(4)).collect();
    let spread = [2, 5, 40][generator.below(3)];
    let mut terms = Vec::new();
    for (issue, &count) in levels.iter().enumerate() {
        let table = (0..count * parties).map(|_| generator.between(-spread, spread)).collect();
        terms.push(Term { issues: vec![issue], table });
    }
    let pair = |generator: &mut Generator| {
        let one = generator.below(issues);
        let other = generator.below(issues);
        (one != other).then(|| vec![one.min(other), one.max(other)])
    };
    let mut rules = Vec::new();
    for _ in 0..generator.below(3) {
        let Some(both) = pair(generator) else { continue };
        let rows = levels[both[0]] * levels[both[1]];
        let table = (0..rows * parties).map(|_| generator.between(-spread, spread)).collect();
        terms.push(Term { issues: both, table });
    }
    for _ in 0..generator.below(2) {
        let Some(both) = pair(generator) else { continue };
        let rows = levels[both[0]] * levels[both[1]];
        rules.push(Rule::Combinations {
            issues: both,
            allowed: (0..rows).map(|_| generator.chance(80)).collect(),
        });
    }
    for _ in 0..generator.below(3) {
        let mut amounts = Vec::new();
        for (issue, &count) in levels.iter().enumerate() {
            if generator.chance(70) {
                amounts.push((issue, (0..count).map(|_| generator.between(-1, 6)).collect()));
            }
        }
        let at_most = generator.between(0, 3 * issues as i128);
        rules.push(Rule::Sum { amounts, at_most });
    }
    let walk_away = (0..parties).map(|_| generator.between(-spread, spread)).collect();
    let scales = (0..parties).map(|party| UBig::from([1_u8, 10][party % 2])).collect();
    BargainingGame::new(levels, scales, terms, rules, walk_away).unwrap()
}
