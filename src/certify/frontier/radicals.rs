//! Sums of square roots of fractions: their sign, decided exactly.
//!
//! Roots whose radicands have the square of a fraction for a quotient are multiples of each other and are added up. Roots
//! of which no two are such multiples are independent over the fractions (Besicovitch 1940), so that a sum is 0 only if
//! nothing is left of it; else digits decide.

use dashu_int::ops::{SquareRoot as _, UnsignedAbs as _};
use dashu_int::{IBig, UBig};

use crate::numeric::Rational;

/// Digits, in bits, of a root.
const BITS: usize = 160;

/// A sum of square roots with whole or fractional factors.
#[derive(Debug, Clone, Default)]
pub(super) struct Radicals {
    /// Factor and radicand, above 0; no two radicands have a square for a quotient.
    terms: Vec<(Rational, Rational)>,
}

impl Radicals {
    /// Adds `factor` times the square root of `radicand`, at least 0.
    pub(super) fn add(&mut self, factor: &Rational, radicand: &Rational) {
        if !radicand.is_positive() {
            return;
        }
        for (own, known) in &mut self.terms {
            let ratio = radicand.checked_div(known).and_then(|ratio| exact_root(&ratio));
            if let Some(ratio) = ratio {
                *own += &(factor * &ratio);
                return;
            }
        }
        self.terms.push((factor.clone(), radicand.clone()));
    }

    /// Two fractions between which the sum lies; equal only if it is 0.
    pub(super) fn enclosed(&self) -> (Rational, Rational) {
        let (mut low, mut high) = (Rational::ZERO, Rational::ZERO);
        for (factor, radicand) in &self.terms {
            let (under, over) = root(radicand);
            let ends = [factor * &under, factor * &over];
            low += ends.iter().min().unwrap_or(&ends[0]);
            high += ends.iter().max().unwrap_or(&ends[0]);
        }
        (low, high)
    }
}

/// Two fractions between which the square root lies, `2^-160` apart.
fn root(radicand: &Rational) -> (Rational, Rational) {
    let unit = UBig::ONE << BITS;
    let scaled = radicand * &Rational::from_whole(IBig::from(UBig::ONE << (2 * BITS)));
    let floor = scaled.floor().unsigned_abs().sqrt();
    let part = |units: UBig| Rational::from_big(IBig::from(units), unit.clone());
    (part(floor.clone()), part(floor + UBig::ONE))
}

/// The square root, if it is a fraction.
fn exact_root(number: &Rational) -> Option<Rational> {
    let whole = |number: UBig| {
        let root = number.sqrt();
        (&root * &root == number).then_some(root)
    };
    let over = whole(number.numerator().clone().unsigned_abs())?;
    let under = whole(number.denominator().clone())?;
    Some(Rational::from_big(over.into(), under))
}

#[cfg(test)]
mod tests {
    use super::Radicals;
    use crate::numeric::Rational;

    #[test]
    fn sums_of_roots_that_cancel_are_exactly_zero() {
        let number = |text: &str| text.parse::<Rational>().unwrap();
        let mut sum = Radicals::default();
        // 3 sqrt(8) - 2 sqrt(18) = 0.
        sum.add(&3.into(), &8.into());
        sum.add(&Rational::from(-2), &18.into());
        assert_eq!(sum.enclosed(), (Rational::ZERO, Rational::ZERO));
        // sqrt(2) + sqrt(3) - 3.1462643699... is above 0 by less than 10^-10.
        sum.add(&Rational::ONE, &2.into());
        sum.add(&Rational::ONE, &3.into());
        sum.add(&-&number("3.14626436994"), &Rational::ONE);
        let (low, high) = sum.enclosed();
        assert!(low.is_positive() && high < number("1e-10"));
    }
}
