//! Whole numbers of two widths behind one face: 128 bits where a bound allows it, any size where not.
//!
//! [`Whole`] is what exact pivoting and exact comparisons need, and no more. `i128` is fast and does not check:
//! whoever uses it first shows that nothing can overflow. `IBig` needs no bound. Code that is written
//! over [`Whole`] runs with either and gives the same numbers.

use dashu_int::ops::{Abs, Gcd};
use dashu_int::{IBig, UBig};

use crate::numeric::Rational;

/// Exact whole numbers of some width.
pub trait Whole: Clone + Ord + std::fmt::Debug {
    /// The number `value`.
    fn of(value: i128) -> Self;
    /// Adds `other`.
    fn add(&mut self, other: &Self);
    /// Takes `other` away.
    fn subtract(&mut self, other: &Self);
    /// The product with `factor`.
    fn times(&self, factor: &Self) -> Self;
    /// The quotient by `divisor`, which must divide it; the number itself if `divisor` is 0.
    fn divided(&self, divisor: &Self) -> Self;
    /// The greatest common divisor, at least 0.
    fn common_divisor(&self, other: &Self) -> Self;
    /// The fraction `self / denominator` to about 50 bits, for a `denominator` above 0.
    fn ratio(&self, denominator: &Self) -> f64;
    /// The fraction `self / denominator`; 0 if `denominator` is 0.
    fn over(&self, denominator: &Self) -> Rational;
    /// The same number without a bound on its size.
    fn big(&self) -> IBig;
}

impl Whole for i128 {
    fn of(value: i128) -> Self {
        value
    }

    fn add(&mut self, other: &Self) {
        *self += other;
    }

    fn subtract(&mut self, other: &Self) {
        *self -= other;
    }

    fn times(&self, factor: &Self) -> Self {
        self * factor
    }

    fn divided(&self, divisor: &Self) -> Self {
        self.checked_div(*divisor).unwrap_or(*self)
    }

    fn common_divisor(&self, other: &Self) -> Self {
        let (mut one, mut two) = (self.abs(), other.abs());
        while two != 0 {
            (one, two) = (two, one % two);
        }
        one
    }

    #[allow(clippy::cast_precision_loss)] // to about 50 bits, as promised
    fn ratio(&self, denominator: &Self) -> f64 {
        *self as f64 / *denominator as f64
    }

    fn over(&self, denominator: &Self) -> Rational {
        Rational::new(*self, *denominator).unwrap_or_default()
    }

    fn big(&self) -> IBig {
        IBig::from(*self)
    }
}

impl Whole for IBig {
    fn of(value: i128) -> Self {
        Self::from(value)
    }

    fn add(&mut self, other: &Self) {
        *self += other;
    }

    fn subtract(&mut self, other: &Self) {
        *self -= other;
    }

    fn times(&self, factor: &Self) -> Self {
        self * factor
    }

    fn divided(&self, divisor: &Self) -> Self {
        if *divisor == Self::ZERO { self.clone() } else { self / divisor }
    }

    fn common_divisor(&self, other: &Self) -> Self {
        if *self == Self::ZERO || *other == Self::ZERO {
            return if *self == Self::ZERO { other.clone().abs() } else { self.clone().abs() };
        }
        Self::from(self.gcd(other))
    }

    fn ratio(&self, denominator: &Self) -> f64 {
        self.over(denominator).to_f64()
    }

    fn over(&self, denominator: &Self) -> Rational {
        match UBig::try_from(denominator.clone().abs()) {
            Ok(below) if below != UBig::ZERO => {
                let above = if *denominator < Self::ZERO { -self.clone() } else { self.clone() };
                Rational::from_big(above, below)
            }
            _ => Rational::ZERO,
        }
    }

    fn big(&self) -> IBig {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use dashu_int::IBig;

    use super::Whole;
    use crate::numeric::Rational;

    fn tries<W: Whole>() {
        let number = |value: i128| W::of(value);
        assert_eq!(number(-12).common_divisor(&number(18)), number(6));
        assert_eq!(number(0).common_divisor(&number(-5)), number(5));
        assert_eq!(number(0).common_divisor(&number(0)), number(0));
        assert_eq!(number(-12).divided(&number(4)), number(-3));
        assert_eq!(number(-12).times(&number(-4)), number(48));
        assert_eq!(Some(number(3).over(&number(-6))), Rational::new(-1, 2));
        assert!((number(1).ratio(&number(4)) - 0.25).abs() < 1e-15);
        assert_eq!(number(7).big(), IBig::from(7));
    }

    #[test]
    fn both_widths_count_the_same() {
        tries::<i128>();
        tries::<IBig>();
    }
}
