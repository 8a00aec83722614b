//! The greatest product: how far a weighted geometric mean can still rise.
//!
//! With parts `p_i` of all bargaining weights and weights `w_i x_i >= p_i`, every `g` in the set has
//! `prod (g_i / x_i)^p_i <= sum p_i g_i / x_i <= w g <= 1 + gap`.

use crate::certify::bargaining_set::claim::Bound;
use crate::certify::bargaining_set::measure::{Measure, above_zero, distance};
use crate::certify::check::{Check, Witness};
use crate::numeric::Rational;

/// Greatest share by which a mean of gains may lie below the greatest, as a fraction: one over this.
pub const GREATEST_GAP: i64 = 1_000_000_000;

pub(in crate::certify::bargaining_set) fn checks(
    measure: &Measure<'_>,
    bargaining_weights: &[Rational],
    gains: &[Rational],
    bound: &Bound,
    gap: &Rational,
) -> Vec<Check> {
    let needed = bargaining_weights.iter().zip(gains).filter(|(weight, _)| weight.is_positive());
    let without = needed.filter(|(_, gain)| !gain.is_positive()).count();
    let strict = Check::count("parties that do not gain", without as u128, Witness::Nothing);
    let Some(most) = measure.greatest(bound).filter(|_| without == 0) else {
        return vec![strict, Check::count("a bound on the product", 1, Witness::Nothing)];
    };
    let total: Rational = bargaining_weights.iter().sum();
    let short = bargaining_weights.iter().zip(bound.weights.iter().zip(gains));
    let short = short.map(|(own, (weight, gain))| above_zero(&(own - &(&(weight * gain) * &total)))).max();
    let rise = &most - &Rational::ONE;
    let tolerance = Rational::new(1, GREATEST_GAP.into()).unwrap_or_default();
    vec![
        strict,
        Check::exact(
            "weights of the bound that are too small for the gains",
            short.unwrap_or(Rational::ONE),
            Witness::Nothing,
        ),
        Check::exact("the stated gap is that of the bound", distance(&rise, gap), Witness::Nothing),
        Check {
            name: "share by which the mean of gains could still rise",
            residual: rise,
            tolerance,
            witness: Witness::Nothing,
        },
    ]
}
