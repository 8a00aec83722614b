//! Partition function games for tests and benches.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use crate::generate::Generator;
use zopa::coalition::{Coalition, Partition};
use zopa::games::partition::PartitionGame;
use zopa::numeric::Rational;

/// `"GT|C|M"` with players named by the letters of `names`.
pub fn partition(names: &str, written: &str) -> Partition {
    let blocs = written.split('|').map(|bloc| coalition(names, bloc)).collect();
    Partition::new(names.len(), blocs).unwrap()
}

/// `"GT"` with players named by the letters of `names`.
pub fn coalition(names: &str, written: &str) -> Coalition {
    written.chars().map(|letter| names.find(letter).unwrap()).collect()
}

/// The four players of the Mali case: Bamako, JNIM's Tuareg wing, CSP-DPA, MLF.
pub const MALI: &str = "GTCM";

/// The coalition block of the Mali case, as `mali-2024-coalition.json` of the reference data has it.
pub fn mali() -> PartitionGame {
    let rows: [(&str, &[i64]); 15] = [
        ("G|T|C|M", &[30, 14, 14, 16]),
        ("G|TM|C", &[26, 36, 13]),
        ("G|TC|M", &[28, 34, 15]),
        ("G|T|CM", &[27, 12, 30]),
        ("GT|C|M", &[54, 11, 13]),
        ("GC|T|M", &[52, 13, 15]),
        ("GM|T|C", &[40, 12, 12]),
        ("GC|TM", &[40, 37]),
        ("GT|CM", &[48, 31]),
        ("GM|TC", &[42, 33]),
        ("GTC|M", &[92, 18]),
        ("G|TCM", &[20, 56]),
        ("GTM|C", &[62, 11]),
        ("GCM|T", &[58, 12]),
        ("GTCM", &[104]),
    ];
    let row = |(written, worths): (&str, &[i64])| {
        (partition(MALI, written), worths.iter().map(|&worth| worth.into()).collect())
    };
    PartitionGame::new(4, rows.into_iter().map(row).collect()).unwrap()
}

/// Firms that compete in quantities: each of `k` blocs has `1 / (k + 1)^2`.
pub fn cournot(players: usize) -> PartitionGame {
    let worths: Vec<_> =
        (2..=players as i128 + 1).map(|more| Rational::new(1, more * more).unwrap()).collect();
    PartitionGame::by_bloc_count(players, &worths).unwrap()
}

/// Countries that abate: each has the total less half the square of its own, and a bloc abates for all its members.
pub fn treaty(players: usize) -> PartitionGame {
    PartitionGame::from_fn(players, |partition, bloc| {
        let total: i128 = partition.blocs().iter().map(|bloc| (bloc.len() * bloc.len()) as i128).sum();
        let size = bloc.len() as i128;
        Rational::new(size * (2 * total - size * size), 2).unwrap()
    })
    .unwrap()
}

/// Worths drawn from `0..=greatest`, in parts of `denominator`, plus `bonus` for each pair in a bloc.
pub fn random(players: usize, greatest: i128, denominator: i128, bonus: i128, seed: u64) -> PartitionGame {
    let mut generator = Generator::new(seed);
    PartitionGame::from_fn(players, |_, bloc| {
        let pairs = (bloc.len() * (bloc.len() - 1) / 2) as i128;
        Rational::new(generator.between(0, greatest) + bonus * pairs, denominator).unwrap()
    })
    .unwrap()
}

/// A game in which what the others do does not matter.
pub fn without_externalities(players: usize, greatest: i128, seed: u64) -> PartitionGame {
    let mut generator = Generator::new(seed);
    let worths: Vec<i128> = (0..1 << players).map(|_| generator.between(0, greatest)).collect();
    PartitionGame::from_fn(players, |_, bloc| Rational::new(worths[bloc.bits() as usize], 1).unwrap())
        .unwrap()
}
