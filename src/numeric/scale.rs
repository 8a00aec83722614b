//! One denominator for many rationals, so that solvers can add and compare integers.

use dashu_int::ops::Gcd;
use dashu_int::{IBig, UBig};

use crate::numeric::Rational;

/// The least positive integer that turns every one of `numbers` into an integer.
#[must_use]
pub fn common_denominator<'a>(numbers: impl IntoIterator<Item = &'a Rational>) -> UBig {
    numbers.into_iter().fold(UBig::ONE, common_multiple)
}

/// The least common multiple of `scale` and the denominator of `number`.
pub(crate) fn common_multiple(scale: UBig, number: &Rational) -> UBig {
    let denominator = number.denominator();
    if *denominator == UBig::ONE {
        return scale;
    }
    let shared = (&scale).gcd(denominator);
    scale / shared * denominator
}

/// `number * scale` as a 128-bit integer; `None` if it is not whole or does not fit.
#[must_use]
pub fn scaled(number: &Rational, scale: &UBig) -> Option<i128> {
    let product = number.numerator() * IBig::from(scale.clone());
    let divisor = IBig::from(number.denominator().clone());
    let quotient = &product / &divisor;
    (&quotient * divisor == product).then(|| i128::try_from(&quotient).ok()).flatten()
}

/// `integer / scale` as an exact fraction: the way back from [`scaled`].
#[must_use]
pub fn unscaled(integer: i128, scale: &UBig) -> Rational {
    Rational::from_big(IBig::from(integer), scale.clone())
}

/// The nearest double, for screens whose close calls are settled in fractions.
///
/// Most units fit 64 bits, which processors convert much faster than 128.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // rounding is meant; the cast is checked
pub(crate) fn nearest_double(units: i128) -> f64 {
    let narrow = units as i64;
    if i128::from(narrow) == units { std::hint::black_box(narrow) as f64 } else { units as f64 }
}
