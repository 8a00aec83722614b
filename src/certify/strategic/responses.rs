//! What a mixed strategy of one of two players leaves the other to gain, and whether it is a vertex.
//!
//! - [`Responses`]: support, best responses and their payoff, exact, for one strategy.

use dashu_int::IBig;
use dashu_int::ops::BitTest as _;

use crate::certify::strategic::equilibrium::Weights;
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;

/// Bits that a sum of payoffs may have to be kept in 128 bits.
const SAFE_BITS: usize = 120;

/// A prime below 2^61: a matrix has at least the rank that it has modulo a prime.
const PRIME: u64 = (1 << 61) - 1;

/// A mixed strategy seen from the other player.
#[derive(Debug, Clone)]
pub(super) struct Responses {
    /// Strategies with another probability than 0, ascending.
    pub support: Vec<usize>,
    /// The other player's best responses, ascending.
    pub best: Vec<usize>,
    /// What the other player gets from a best response.
    pub payoff: Rational,
    /// Is some probability below 0?
    pub is_negative: bool,
    /// Do probabilities add up to one?
    pub is_whole: bool,
}

impl Responses {
    /// The other player's responses to `strategy` of `player`, which has a probability for each strategy.
    pub(super) fn to(game: &NormalFormGame, player: usize, strategy: &[Rational]) -> Self {
        let Weights { total, played: weights } = Weights::of(strategy);
        let whole = IBig::from(total.clone());
        let sums = sums(game, player, &weights);
        let greatest = sums.iter().max().cloned().unwrap_or_default();
        let best = (0..sums.len()).filter(|&place| sums[place] == greatest).collect();
        let payoff = Rational::from_big(greatest, total * game.payoffs(1 - player).scale());
        let is_negative = weights.iter().any(|(_, weight)| *weight < IBig::ZERO);
        let is_whole = weights.iter().map(|(_, weight)| weight).sum::<IBig>() == whole;
        let support = weights.into_iter().map(|(place, _)| place).collect();
        Self { support, best, payoff, is_negative, is_whole }
    }

    /// Is the strategy a vertex of its best-response polyhedron? Its support and best responses must determine it: the
    /// equations that best responses pay the same, and that probabilities add up to one, have full rank.
    pub(super) fn is_vertex(&self, game: &NormalFormGame, player: usize) -> bool {
        // The first best response is taken from the others, so that their common payoff is no unknown.
        let Some((first, others)) = self.best.split_first() else { return false };
        let payoffs = game.payoffs(1 - player);
        let place = |own: usize, other: usize| own * game.stride(player) + other * game.stride(1 - player);
        let narrow = payoffs.narrow();
        let residue = |own: usize, other: usize| match narrow {
            Some(units) => {
                let gap = i128::from(units[place(own, other)]) - i128::from(units[place(own, *first)]);
                u64::try_from(gap.rem_euclid(i128::from(PRIME))).unwrap_or_default()
            }
            None => {
                let prime = IBig::from(PRIME);
                let gap = payoffs.big(place(own, other)) - payoffs.big(place(own, *first));
                u64::try_from((gap % &prime + &prime) % &prime).unwrap_or_default()
            }
        };
        let line = |&other: &usize| self.support.iter().map(|&own| residue(own, other)).collect();
        let mut lines: Vec<Vec<u64>> = others.iter().map(line).collect();
        lines.push(vec![1; self.support.len()]);
        // Chance of a wrong refusal: the prime would have to divide a minor; then the exact rank decides.
        rank_modulo(lines) == self.support.len() || self.exact_rank(game, player) == self.support.len()
    }

    /// The same rank in whole numbers.
    fn exact_rank(&self, game: &NormalFormGame, player: usize) -> usize {
        let payoffs = game.payoffs(1 - player);
        let place = |own: usize, other: usize| own * game.stride(player) + other * game.stride(1 - player);
        let Some((first, others)) = self.best.split_first() else { return 0 };
        let gap = |own: usize, other: usize| payoffs.big(place(own, other)) - payoffs.big(place(own, *first));
        let line = |&other: &usize| self.support.iter().map(|&own| gap(own, other)).collect();
        let mut lines: Vec<Vec<IBig>> = others.iter().map(line).collect();
        lines.push(vec![IBig::ONE; self.support.len()]);
        let mut rank = 0;
        let mut last = IBig::ONE;
        for column in 0..self.support.len() {
            let Some(found) = (rank..lines.len()).find(|&row| lines[row][column] != IBig::ZERO) else {
                continue;
            };
            lines.swap(rank, found);
            let (above, below) = lines.split_at_mut(rank + 1);
            let pivot = &above[rank];
            for line in below {
                let factor = line[column].clone();
                for (entry, own) in line.iter_mut().zip(pivot).skip(column) {
                    *entry = (&pivot[column] * &*entry - &factor * own) / &last;
                }
            }
            last = pivot[column].clone();
            rank += 1;
        }
        rank
    }
}

/// For each strategy of the other player the sum of its payoffs by weight.
fn sums(game: &NormalFormGame, player: usize, weights: &[(usize, IBig)]) -> Vec<IBig> {
    let payoffs = game.payoffs(1 - player);
    let place = |own: usize, other: usize| own * game.stride(player) + other * game.stride(1 - player);
    let others = 0..game.strategies(1 - player);
    let bits: usize = weights.iter().map(|(_, weight)| weight.bit_len()).max().unwrap_or(0)
        + weights.len().checked_ilog2().unwrap_or(0) as usize
        + 65;
    let narrow: Option<Vec<(usize, i128)>> = weights
        .iter()
        .map(|(own, weight)| Some((*own, i128::try_from(weight).ok()?)))
        .collect::<Option<_>>()
        .filter(|_| bits <= SAFE_BITS);
    match (payoffs.narrow(), narrow) {
        (Some(units), Some(weights)) => others
            .map(|other| {
                let terms =
                    weights.iter().map(|&(own, weight)| weight * i128::from(units[place(own, other)]));
                IBig::from(terms.sum::<i128>())
            })
            .collect(),
        _ => others
            .map(|other| weights.iter().map(|(own, weight)| weight * payoffs.big(place(*own, other))).sum())
            .collect(),
    }
}

/// The rank of a matrix of residues modulo [`PRIME`].
fn rank_modulo(mut lines: Vec<Vec<u64>>) -> usize {
    let product = |one: u64, two: u64| {
        let product = u128::from(one) * u128::from(two);
        // 2^61 is 1 modulo the prime.
        let folded = (product & u128::from(PRIME)) + (product >> 61);
        let folded = (folded & u128::from(PRIME)) + (folded >> 61);
        u64::try_from(folded % u128::from(PRIME)).unwrap_or_default()
    };
    let columns = lines.first().map_or(0, Vec::len);
    let mut rank = 0;
    for column in 0..columns {
        let Some(found) = (rank..lines.len()).find(|&row| lines[row][column] != 0) else { continue };
        lines.swap(rank, found);
        let (above, below) = lines.split_at_mut(rank + 1);
        let pivot = &above[rank];
        for line in below.iter_mut().filter(|line| line[column] != 0) {
            // Rows are multiplied across, so that no inverse is needed.
            let factor = line[column];
            for (entry, own) in line.iter_mut().zip(pivot).skip(column) {
                let gap = product(pivot[column], *entry) + PRIME - product(factor, *own);
                *entry = if gap >= PRIME { gap - PRIME } else { gap };
            }
        }
        rank += 1;
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::{PRIME, rank_modulo};

    #[test]
    fn ranks_are_those_of_small_matrices() {
        assert_eq!(rank_modulo(vec![vec![1, 2], vec![2, 4]]), 1);
        assert_eq!(rank_modulo(vec![vec![1, 2, 3], vec![2, 4, 7], vec![PRIME - 1, 5, 0]]), 3);
        assert_eq!(rank_modulo(vec![vec![0, 0], vec![0, 9]]), 1);
        assert_eq!(rank_modulo(Vec::new()), 0);
    }
}
