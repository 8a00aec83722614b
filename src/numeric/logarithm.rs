//! Logarithms and powers of e that are the same on every machine.
//!
//! The standard functions differ between systems in the last digit, which is enough to send a search another way. These
//! use `+ - * /` alone and are right to about fifteen digits; nothing is ever decided by them.

use std::f64::consts::LN_2;

/// Terms of a series that are added.
const TERMS: i32 = 12;

/// The natural logarithm of a number above 0; minus infinity for others.
///
/// Series: twice the inverse hyperbolic tangent of `(m - 1) / (m + 1)`, where the number is `m` times a power of two.
#[must_use]
pub(crate) fn ln(number: f64) -> f64 {
    if number <= 0.0 || number.is_nan() {
        return f64::NEG_INFINITY;
    }
    if number.is_infinite() {
        return f64::INFINITY;
    }
    let (mut mantissa, mut power) = (number, 0.0);
    while mantissa > 1.5 {
        let step = if mantissa > 4_294_967_296.0 { 4_294_967_296.0 } else { 2.0 };
        mantissa /= step;
        power += if step > 2.0 { 32.0 } else { 1.0 };
    }
    while mantissa < 0.75 {
        let step = if mantissa < 1.0 / 4_294_967_296.0 { 4_294_967_296.0 } else { 2.0 };
        mantissa *= step;
        power -= if step > 2.0 { 32.0 } else { 1.0 };
    }
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let (mut sum, mut odd) = (0.0, ratio);
    for term in 0..TERMS {
        sum += odd / f64::from(2 * term + 1);
        odd *= ratio * ratio;
    }
    power * LN_2 + 2.0 * sum
}

/// e to the power of `number`.
#[must_use]
pub(crate) fn exp(number: f64) -> f64 {
    if number.abs() > 700.0 {
        return if number > 0.0 { f64::INFINITY } else { 0.0 };
    }
    // A sixteenth of what is left after the powers of two, four times squared.
    let doublings = (number / LN_2).round();
    let rest = (number - doublings * LN_2) / 16.0;
    let (mut sum, mut part) = (1.0, 1.0);
    for term in 1..TERMS {
        part *= rest / f64::from(term);
        sum += part;
    }
    let mut power = (0..4).fold(sum, |power, _| power * power);
    let step = if doublings > 0.0 { 2.0 } else { 0.5 };
    for _ in 0..doublings.abs() as u32 {
        power *= step;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::{exp, ln};

    #[test]
    fn they_agree_with_the_standard_functions_and_undo_each_other() {
        for step in -600..=600 {
            let number = f64::from(step) * 0.7 + 0.013;
            assert!((exp(number) / number.exp() - 1.0).abs() < 1e-13, "{number}");
            let power = number.exp();
            assert!((ln(power) - number).abs() < 1e-12 * number.abs().max(1.0), "{number}");
        }
        assert!(ln(0.0) < f64::MIN && ln(-1.0) < f64::MIN && exp(-800.0) < f64::MIN_POSITIVE);
        assert!(ln(f64::INFINITY) > f64::MAX && exp(800.0) > f64::MAX);
        assert!(ln(1.0).abs() < 1e-300 && (exp(0.0) - 1.0).abs() < 1e-300);
        assert!((ln(f64::MIN_POSITIVE) - f64::MIN_POSITIVE.ln()).abs() < 1e-10);
    }
}
