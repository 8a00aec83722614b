//! Games of two players for tests and benches: families with a seed.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use zopa::games::normal_form::{NormalFormGame, Player};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

/// The game in which the players get `payoffs[0][i][j]` and `payoffs[1][i][j]`.
pub fn game(payoffs: [&[Vec<i64>]; 2]) -> NormalFormGame {
    let [m, n] = [payoffs[0].len(), payoffs[0][0].len()];
    let player = |count: usize| Player { name: String::new(), strategies: vec![String::new(); count] };
    let table = |payoffs: &[Vec<i64>]| -> Vec<Rational> {
        (0..n).flat_map(|column| (0..m).map(move |row| payoffs[row][column].into())).collect()
    };
    NormalFormGame::new("", vec![player(m), player(n)], &payoffs.map(table)).unwrap()
}

/// Payoffs uniform and independent, from `low` to `high`: the whole matrix of the first player by rows, then the second.
pub fn random(rows: usize, columns: usize, low: i64, high: i64, seed: u64) -> NormalFormGame {
    let mut numbers = Random::new(seed);
    let mut matrix = || -> Vec<Vec<i64>> {
        let mut number = || low + i64::try_from(numbers.below(high.abs_diff(low) + 1)).unwrap();
        (0..rows).map(|_| (0..columns).map(|_| number()).collect()).collect()
    };
    let (first, second) = (matrix(), matrix());
    game([&first, &second])
}

/// The same with every row of the first player and every column of the second repeated at random.
pub fn repeated(rows: usize, columns: usize, high: i64, seed: u64) -> NormalFormGame {
    let mut numbers = Random::new(seed);
    let mut pick = |count: usize| usize::try_from(numbers.below(count as u64)).unwrap();
    let from_rows: Vec<usize> = (0..rows).map(|_| pick(rows)).collect();
    let from_columns: Vec<usize> = (0..columns).map(|_| pick(columns)).collect();
    let mut matrix = || -> Vec<Vec<i64>> {
        let mut number = || i64::try_from(numbers.below(high.unsigned_abs() + 1)).unwrap();
        let drawn: Vec<Vec<i64>> = (0..rows).map(|_| (0..columns).map(|_| number()).collect()).collect();
        from_rows.iter().map(|&row| from_columns.iter().map(|&column| drawn[row][column]).collect()).collect()
    };
    let (first, second) = (matrix(), matrix());
    game([&first, &second])
}

/// Both get 1 if they choose the same, else 0: each set of strategies, mixed evenly by both, is an equilibrium.
pub fn coordination(size: usize) -> NormalFormGame {
    let matrix: Vec<Vec<i64>> =
        (0..size).map(|row| (0..size).map(|column| i64::from(row == column)).collect()).collect();
    game([&matrix, &matrix])
}
