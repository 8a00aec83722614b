//! Counts extreme equilibria again, by trying every basis.
//!
//! - [`bases`]: how many there are to try.
//! - [`recounted`]: the extreme equilibria of a game of two players.
//!
//! A vertex of a best-response polyhedron is determined by the strategies it plays and as many best responses. Each choice of
//! both gives one system of equations, solved in whole numbers; what is positive and leaves no better response is a
//! vertex. Nothing is walked, and nothing is assumed about degeneracy: the same vertex may come from many choices.

use std::collections::BTreeMap;

use dashu_int::IBig;

use crate::certify::strategic::responses::Responses;
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::whole::Whole;

/// Number of bases of either polytope, at least `C(m + n, m)`; stops counting when far too many.
pub(super) fn bases(game: &NormalFormGame) -> u128 {
    let [m, n] = [0, 1].map(|player| game.strategies(player));
    let (least, all) = (m.min(n), m + n);
    (0..least).fold(1_u128, |count, at| count.saturating_mul((all - at) as u128) / (at as u128 + 1))
}

/// Every extreme equilibrium, in ascending order.
pub(super) fn recounted(game: &NormalFormGame) -> Vec<[Vec<Rational>; 2]> {
    let [first, second] = [0, 1].map(|player| vertices(game, player));
    let is_within = |part: &[usize], whole: &[usize]| part.iter().all(|one| whole.binary_search(one).is_ok());
    let mut found = Vec::new();
    for (x, to_x) in &first {
        for (y, to_y) in &second {
            if is_within(&to_x.support, &to_y.best) && is_within(&to_y.support, &to_x.best) {
                found.push([x.clone(), y.clone()]);
            }
        }
    }
    found
}

/// Every vertex of a player's best-response polyhedron.
fn vertices(game: &NormalFormGame, player: usize) -> BTreeMap<Vec<Rational>, Responses> {
    let [own, other] = [player, 1 - player].map(|player| game.strategies(player));
    let mut found = BTreeMap::new();
    for size in 1..=own.min(other) {
        let mut support: Vec<usize> = (0..size).collect();
        loop {
            let mut responses: Vec<usize> = (0..size).collect();
            loop {
                if let Some(strategy) = vertex(game, player, &support, &responses) {
                    let seen = Responses::to(game, player, &strategy);
                    if responses.iter().all(|response| seen.best.binary_search(response).is_ok()) {
                        found.insert(strategy, seen);
                    }
                }
                if !advance(&mut responses, other) {
                    break;
                }
            }
            if !advance(&mut support, own) {
                break;
            }
        }
    }
    found
}

/// The next choice of as many members of `0..all`, in lexicographic order; false after the last one.
fn advance(chosen: &mut [usize], all: usize) -> bool {
    let size = chosen.len();
    let Some(place) = (0..size).rev().find(|&place| chosen[place] < all - (size - place)) else {
        return false;
    };
    chosen[place] += 1;
    for next in place + 1..size {
        chosen[next] = chosen[next - 1] + 1;
    }
    true
}

/// The strategy with exactly this support against which these responses pay the same, if there is just one.
fn vertex(
    game: &NormalFormGame,
    player: usize,
    support: &[usize],
    responses: &[usize],
) -> Option<Vec<Rational>> {
    let payoffs = game.payoffs(1 - player);
    let place = |own: usize, other: usize| own * game.stride(player) + other * game.stride(1 - player);
    // Probabilities and the payoff are unknown; the last column is the right side.
    let line = |&response: &usize| -> Vec<IBig> {
        let entries = support.iter().map(|&own| payoffs.big(place(own, response)));
        entries.chain([IBig::NEG_ONE, IBig::ZERO]).collect()
    };
    let mut lines: Vec<Vec<IBig>> = responses.iter().map(line).collect();
    let sum = support.iter().map(|_| IBig::ONE).chain([IBig::ZERO, IBig::ONE]);
    lines.push(sum.collect());

    let size = lines.len();
    let mut last = IBig::ONE;
    for column in 0..size {
        let found = (column..size).find(|&row| lines[row][column] != IBig::ZERO)?;
        lines.swap(column, found);
        let pivot = lines[column].clone();
        for (row, line) in lines.iter_mut().enumerate() {
            if row == column {
                continue;
            }
            let factor = line[column].clone();
            for (entry, own) in line.iter_mut().zip(&pivot) {
                *entry = (&pivot[column] * &*entry - &factor * own) / &last;
            }
        }
        last.clone_from(&pivot[column]);
    }
    let mut strategy = vec![Rational::ZERO; game.strategies(player)];
    for (row, &own) in support.iter().enumerate() {
        let probability = lines[row][size].over(&lines[row][row]);
        if !probability.is_positive() {
            return None;
        }
        strategy[own] = probability;
    }
    Some(strategy)
}
