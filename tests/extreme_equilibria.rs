//! All extreme equilibria of games of two players: cited answers, a second method, refusals, degenerate games.

#[path = "common/bimatrix.rs"]
mod bimatrix;

use std::collections::BTreeMap;

use bimatrix::{coordination, game, random, repeated};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use zopa::budget::Budget;
use zopa::certify::strategic::{ExtremeEquilibria, judge_extreme_equilibria};
use zopa::certify::{Completeness, Stop, Strength, Verdict};
use zopa::games::normal_form::{NormalFormGame, Player};
use zopa::numeric::Rational;
use zopa::strategic::extreme_equilibria::extreme_equilibria;

fn solved(game: &NormalFormGame) -> ExtremeEquilibria {
    let answer = extreme_equilibria(game, &Budget::unlimited());
    assert_eq!(
        (answer.stop, answer.completeness),
        (Stop::Finished, Completeness::All),
        "{:?}",
        answer.verdict
    );
    match answer.verdict {
        Verdict::Found(found) => found.into_claim(),
        other => panic!("no answer: {other:?}"),
    }
}

fn profiles(claim: &ExtremeEquilibria) -> Vec<[Vec<Rational>; 2]> {
    let mut profiles: Vec<[Vec<Rational>; 2]> =
        claim.profiles().map(|pair| pair.map(<[Rational]>::to_vec)).collect();
    profiles.sort();
    profiles
}

/// Every vertex of `{ (x, v) : x >= 0, sum x = 1, sum_i pays(i, j) x_i <= v }`, each with whether each constraint is
/// exact: any `own` constraints of it that determine a point, solved by elimination in fractions.
fn vertices(
    own: usize,
    other: usize,
    pays: impl Fn(usize, usize) -> Rational,
) -> BTreeMap<Vec<Rational>, Vec<bool>> {
    let mut found = BTreeMap::new();
    for choice in 0_u32..1 << (own + other) {
        if choice.count_ones() as usize != own {
            continue;
        }
        let mut system: Vec<Vec<Rational>> = Vec::new();
        for at in (0..own + other).filter(|at| choice >> at & 1 == 1) {
            let mut line = vec![Rational::ZERO; own + 2];
            if at < own {
                line[at] = Rational::ONE;
            } else {
                (0..own).for_each(|i| line[i] = pays(i, at - own));
                line[own] = Rational::from(-1);
            }
            system.push(line);
        }
        let mut sum = vec![Rational::ONE; own + 2];
        sum[own] = Rational::ZERO;
        system.push(sum);
        let Some(solution) = eliminated(system) else { continue };
        let (x, v) = (&solution[..own], &solution[own]);
        let pays_against = |j: usize| (0..own).fold(Rational::ZERO, |sum, i| &sum + &(&pays(i, j) * &x[i]));
        let slack: Vec<Rational> =
            x.iter().cloned().chain((0..other).map(|j| v - &pays_against(j))).collect();
        if !slack.iter().any(Rational::is_negative) {
            found.insert(x.to_vec(), slack.iter().map(Rational::is_zero).collect());
        }
    }
    found
}

fn eliminated(mut system: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
    let size = system.len();
    for column in 0..size {
        let pivot = (column..size).find(|&row| !system[row][column].is_zero())?;
        system.swap(column, pivot);
        let divisor = system[column][column].clone();
        system[column].iter_mut().for_each(|entry| *entry = &*entry / &divisor);
        for row in (0..size).filter(|&row| row != column) {
            let factor = system[row][column].clone();
            if !factor.is_zero() {
                for at in column..=size {
                    system[row][at] = &system[row][at] - &(&factor * &system[column][at]);
                }
            }
        }
    }
    Some(system.into_iter().map(|mut line| line.pop().unwrap()).collect())
}

/// Extreme equilibria as pairs of vertices that are completely labelled.
fn naive(game: &NormalFormGame) -> Vec<[Vec<Rational>; 2]> {
    let [m, n] = [game.strategies(0), game.strategies(1)];
    let first = vertices(m, n, |i, j| game.payoff(1, game.index(&[i, j])));
    let second = vertices(n, m, |j, i| game.payoff(0, game.index(&[i, j])));
    let mut found = Vec::new();
    for (x, exact) in &first {
        for (y, other) in &second {
            let is_labelled = |label: usize| {
                if label < m { exact[label] || other[n + label] } else { exact[label] || other[label - m] }
            };
            if (0..m + n).all(is_labelled) {
                found.push([x.clone(), y.clone()]);
            }
        }
    }
    found
}

fn sizes(seed: u64) -> (usize, usize) {
    let list = [(2, 2), (3, 3), (2, 5), (4, 4), (5, 3), (3, 4), (5, 5), (4, 2), (4, 5), (2, 3)];
    list[seed as usize % list.len()]
}

#[test]
fn on_1000_random_games_the_list_is_that_of_a_naive_method() {
    for seed in 0..1000 {
        let (m, n) = sizes(seed);
        let game = random(m, n, -50, 50, seed);
        assert_eq!(profiles(&solved(&game)), naive(&game), "{m}x{n}, seed {seed}");
    }
}

#[test]
fn on_degenerate_games_the_list_is_that_of_a_naive_method() {
    for seed in 0..300 {
        let (m, n) = sizes(seed / 3);
        let game = match seed % 3 {
            0 => random(m, n, 0, 1, seed),
            1 => random(m, n, 0, 2, seed),
            _ => repeated(m, n, 3, seed),
        };
        assert_eq!(profiles(&solved(&game)), naive(&game), "{m}x{n}, seed {seed}");
    }
}
