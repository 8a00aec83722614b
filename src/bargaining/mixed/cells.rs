//! The combinations of a mixed game, each with the convex set of its agreements.

use crate::budget::Budget;
use crate::certify::bargaining_set::Bound;
use crate::games::bargaining_set::BargainingSet;
use crate::games::mixed::MixedGame;
use crate::numeric::Rational;

/// Most admissible combinations that are looked at.
pub const MAX_COMBINATIONS: usize = 100_000;

/// More combinations of levels than are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than {MAX_COMBINATIONS} combinations of levels and stretches of amounts are admissible")]
pub struct TooMany;

/// The admissible combinations of the frame, in the order in which they are counted, the last issue fastest.
#[derive(Debug, Clone)]
pub struct Cells {
    pub(in crate::bargaining::mixed) levels: Vec<Vec<usize>>,
    pub(in crate::bargaining::mixed) sets: Vec<BargainingSet>,
    /// Was the list cut short by the budget?
    pub(in crate::bargaining::mixed) is_cut: bool,
}

impl Cells {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.levels.len()
    }

    /// Is none admissible?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }
}

/// The admissible combinations of `game`.
///
/// Cost: one look at every combination of the frame.
///
/// # Errors
///
/// [`TooMany`] beyond [`MAX_COMBINATIONS`].
pub fn cells(game: &MixedGame, budget: &Budget<'_>) -> Result<Cells, TooMany> {
    let counts = game.frame().levels();
    let mut cells = Cells { levels: Vec::new(), sets: Vec::new(), is_cut: false };
    let mut levels = vec![0; counts.len()];
    loop {
        if !budget.spend(1) {
            cells.is_cut = true;
            return Ok(cells);
        }
        if game.frame().is_admissible(&levels)
            && let Ok(set) = game.cell(&levels)
        {
            if cells.levels.len() == MAX_COMBINATIONS {
                return Err(TooMany);
            }
            cells.levels.push(levels.clone());
            cells.sets.push(set);
        }
        let Some(last) = (0..counts.len()).rev().find(|&issue| levels[issue] + 1 < counts[issue]) else {
            return Ok(cells);
        };
        levels[last] += 1;
        levels[last + 1..].fill(0);
    }
}

/// What weighted gains cannot exceed in a set of amounts by `bound`: each amount at the end that its price asks for.
pub(in crate::bargaining::mixed) fn most(set: &BargainingSet, bound: &Bound) -> Option<Rational> {
    let amounts = set.amounts()?;
    let mut most = Rational::ZERO;
    for ((weight, base), floor) in bound.weights.iter().zip(amounts.base()).zip(set.disagreement()) {
        if !weight.is_zero() {
            most += &(weight * &(base - floor));
        }
    }
    for (multiplier, end) in bound.rows.iter().zip(amounts.bounds()).filter(|(own, _)| !own.is_zero()) {
        most += &(multiplier * end);
    }
    for (place, (rates, end)) in amounts.rates().iter().zip(amounts.most()).enumerate() {
        let mut price: Rational = bound
            .weights
            .iter()
            .zip(rates)
            .filter(|(own, _)| !own.is_zero())
            .map(|(own, rate)| own * rate)
            .sum();
        for (limit, multiplier) in amounts.limits().iter().zip(&bound.rows).filter(|(_, own)| !own.is_zero())
        {
            price -= &(&limit[place] * multiplier);
        }
        if price.is_positive() {
            most += &(&price * end);
        }
    }
    Some(most)
}

/// A bound with weight 1 for one party alone.
pub(in crate::bargaining::mixed) fn alone(set: &BargainingSet, party: usize) -> Bound {
    let mut weights = vec![Rational::ZERO; set.parties()];
    weights[party] = Rational::ONE;
    Bound { weights, rows: nothing(set) }
}

/// A multiplier of 0 for each limit.
pub(in crate::bargaining::mixed) fn nothing(set: &BargainingSet) -> Vec<Rational> {
    vec![Rational::ZERO; set.amounts().map_or(0, |amounts| amounts.bounds().len())]
}
