//! What a search makes as great as it can, exactly.
//!
//! An [`Aim`] compares two packages by their coordinates, and turns a package into a **demand**: floors and a weighted sum
//! that every package as good must reach. The weighted sum is what a search is guided by; it comes
//!
//! - for a least of measures from the floors themselves: if each coordinate reaches its floor, so does any weighted sum;
//! - for a product from the inequality of arithmetic and geometric means: the weighted sum of gains is at least their
//!   number times the geometric mean of the weighted gains.

use std::cmp::Ordering;

use dashu_int::UBig;

use crate::bargaining::large::blocks::Blocks;
use crate::numeric::logarithm::{exp, ln};

/// Doubles nearer than this, relative to their size, are compared again as whole numbers.
const NEAR: f64 = 1e-9;

/// What is made as great as possible.
#[derive(Debug, Clone)]
pub(crate) enum Aim {
    /// The least of `(coordinate - base) / step` over the coordinates with a step above 0.
    Least {
        /// Where each measure starts.
        base: Vec<i64>,
        /// The length of one measure; 0 for a coordinate that is not measured.
        step: Vec<i64>,
        /// Whether ties go on to the next smallest measure.
        is_lexicographic: bool,
    },
    /// The product of `coordinate - base`, each to a power; all with a power above 0 must be above 0.
    Product {
        /// What each gain is counted from.
        base: Vec<i64>,
        /// The power of each; 0 for a coordinate that is no factor.
        powers: Vec<u32>,
    },
}

/// What a package must reach to be at least as good, or better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demand {
    /// For each coordinate.
    pub(crate) floors: Vec<i64>,
    /// For the weighted sum.
    pub(crate) sum: i64,
}

/// A fraction with a denominator above 0.
type Measure = (i64, i64);

fn by_size(one: Measure, other: Measure) -> Ordering {
    (i128::from(one.0) * i128::from(other.1)).cmp(&(i128::from(other.0) * i128::from(one.1)))
}

impl Aim {
    /// As far above all floors at once as can be, each coordinate in units of its range; `None` if a block has no row.
    pub(crate) fn above_floors(blocks: &Blocks<i64>) -> Option<Self> {
        Some(Self::Least { base: blocks.floors.clone(), step: blocks.ranges()?, is_lexicographic: false })
    }

    /// What each coordinate that counts is counted from.
    pub(crate) fn base(&self) -> &[i64] {
        let (Self::Least { base, .. } | Self::Product { base, .. }) = self;
        base
    }

    /// Does the coordinate at `place` count towards the aim?
    pub(crate) fn measures(&self, place: usize) -> bool {
        match self {
            Self::Least { step, .. } => step[place] > 0,
            Self::Product { powers, .. } => powers[place] > 0,
        }
    }

    /// Floors without which a package is not eligible.
    pub(crate) fn eligible(&self, blocks: &Blocks<i64>) -> Vec<i64> {
        let mut floors = blocks.floors.clone();
        if let Self::Product { base, powers } = self {
            let factors = floors.iter_mut().zip(base).zip(powers).filter(|(_, power)| **power > 0);
            factors.for_each(|((floor, base), _)| *floor = (base + 1).max(*floor));
        }
        floors
    }

    /// Which of two eligible packages is better, by their coordinates.
    pub(crate) fn compare(&self, one: &[i64], other: &[i64]) -> Ordering {
        match self {
            Self::Least { base, step, is_lexicographic } => {
                let measures = |values: &[i64]| -> Vec<Measure> {
                    let all = values.iter().zip(base).zip(step).filter(|(_, step)| **step > 0);
                    all.map(|((value, base), step)| (value - base, *step)).collect()
                };
                if !is_lexicographic {
                    let least = |values: &[i64]| measures(values).into_iter().min_by(|a, b| by_size(*a, *b));
                    return match (least(one), least(other)) {
                        (Some(one), Some(other)) => by_size(one, other),
                        _ => Ordering::Equal,
                    };
                }
                let sorted = |values: &[i64]| {
                    let mut all = measures(values);
                    all.sort_by(|a, b| by_size(*a, *b));
                    all
                };
                let (one, other) = (sorted(one), sorted(other));
                let orders = one.iter().zip(&other).map(|(one, other)| by_size(*one, *other));
                orders.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
            }
            Self::Product { base, powers } => {
                let factors = |values: &[i64]| -> Vec<(i64, u32)> {
                    let all = values.iter().zip(base).zip(powers).filter(|(_, power)| **power > 0);
                    all.map(|((value, base), power)| (value - base, *power)).collect()
                };
                let rough = |factors: &[(i64, u32)]| -> f64 {
                    factors.iter().map(|&(gain, power)| f64::from(power) * ln(gain as f64)).sum()
                };
                let (one, other) = (factors(one), factors(other));
                let (left, right) = (rough(&one), rough(&other));
                if (left - right).abs() > NEAR * left.abs().max(right.abs()).max(1.0) {
                    return left.total_cmp(&right);
                }
                let product = |factors: &[(i64, u32)]| {
                    let powers = factors
                        .iter()
                        .map(|&(gain, power)| UBig::from(gain.max(0).unsigned_abs()).pow(power as usize));
                    powers.fold(UBig::ONE, |product, power| product * power)
                };
                if one == other { Ordering::Equal } else { product(&one).cmp(&product(&other)) }
            }
        }
    }

    /// What a package must reach to be as good as one with these coordinates, or, if `is_strict`, to have a greater least
    /// measure. Of a product the sum is lowered by a little, so that rounding loses nothing.
    pub(crate) fn demand(
        &self,
        blocks: &Blocks<i64>,
        weights: &[i64],
        values: &[i64],
        is_strict: bool,
    ) -> Demand {
        let mut floors = self.eligible(blocks);
        match self {
            Self::Least { base, step, .. } => {
                let measured = || (0..values.len()).filter(|&place| step[place] > 0);
                let measure = |place: usize| (values[place] - base[place], step[place]);
                let Some(least) = measured().map(measure).min_by(|one, other| by_size(*one, *other)) else {
                    return Demand { sum: weigh(weights, &floors), floors };
                };
                for place in measured() {
                    let product = i128::from(least.0) * i128::from(step[place]);
                    let own = i128::from(least.1);
                    let whole = product.div_euclid(own);
                    let is_between = product.rem_euclid(own) != 0;
                    let floor = whole + i128::from(is_strict || is_between) + i128::from(base[place]);
                    floors[place] = i64::try_from(floor).unwrap_or(i64::MAX >> 2).max(floors[place]);
                }
                Demand { sum: weigh(weights, &floors), floors }
            }
            Self::Product { base, powers } => {
                let total: f64 = powers.iter().map(|&power| f64::from(power)).sum();
                let (mut mean, mut rest, mut is_weighted) = (0.0, 0, true);
                for place in 0..values.len() {
                    let (weight, power) = (weights[place], powers[place]);
                    if power == 0 {
                        rest += weight * floors[place];
                        continue;
                    }
                    rest += weight * base[place];
                    is_weighted &= weight > 0;
                    let part = weight as f64 * (values[place] - base[place]) as f64 / f64::from(power);
                    mean += f64::from(power) * ln(part);
                }
                if !is_weighted {
                    return Demand { sum: weigh(weights, &floors), floors };
                }
                let least = total * exp(mean / total) * (1.0 - NEAR);
                Demand { sum: (least as i64).saturating_add(rest), floors }
            }
        }
    }
}

/// The weighted sum of some coordinates.
pub(crate) fn weigh(weights: &[i64], values: &[i64]) -> i64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}
