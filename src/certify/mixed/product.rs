//! The greatest product of gains to the power of bargaining weights, combination by combination.
//!
//! With weights `w_i > 0` and `w g <= v` for all gains of a combination, the product of `g_i^p_i` is at most that of
//! `(p_i v / (w_i sum p))^p_i`: the inequality of arithmetic and geometric means.

use crate::certify::bargaining_set::{Bound, Measure};
use crate::numeric::Rational;

/// Gains to the power of bargaining weights, multiplied.
pub(in crate::certify::mixed) fn product(weights: &[u32], gains: &[Rational]) -> Rational {
    weights.iter().zip(gains).fold(Rational::ONE, |product, (&weight, gain)| &product * &gain.pow(weight))
}

/// Is no product of this combination above `most`?
pub(in crate::certify::mixed) fn is_at_most(
    measure: &Measure<'_>,
    weights: &[u32],
    bound: &Bound,
    most: &Rational,
) -> bool {
    let Some(value) = measure.greatest(bound) else { return false };
    if has_none(weights, bound, &value) {
        return true;
    }
    let total = Rational::from(weights.iter().map(|&weight| i64::from(weight)).sum::<i64>());
    let mut reach = Rational::ONE;
    for (&weight, price) in weights.iter().zip(&bound.weights).filter(|(weight, _)| **weight > 0) {
        let Some(gain) = (&value * &Rational::from(i64::from(weight))).checked_div(&(price * &total)) else {
            return false;
        };
        reach = &reach * &gain.pow(weight);
    }
    reach <= *most
}

/// Does the bound say that nobody agrees, or that somebody who must gain cannot?
pub(in crate::certify::mixed) fn has_none(weights: &[u32], bound: &Bound, value: &Rational) -> bool {
    let must = weights.iter().zip(&bound.weights).any(|(&weight, price)| weight > 0 && price.is_positive());
    value.is_negative() || (must && value.is_zero())
}
