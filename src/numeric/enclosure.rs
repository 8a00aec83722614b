//! Two doubles that enclose a number: every operation rounds outwards, so that the true result lies between.
//!
//! Only operations that are rounded alike on every machine are used: `+ - * /` and the square root.

use crate::numeric::Rational;

/// A number that is known to lie between two doubles.
///
/// ```
/// use zopa::numeric::{Enclosure, Rational};
///
/// let third = Enclosure::of(&Rational::new(1, 3).unwrap());
/// let one = third.plus(third).plus(third);
/// assert!(one.low <= 1.0 && one.high >= 1.0 && one.high - one.low < 1e-15);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Enclosure {
    /// Not above the number.
    pub low: f64,
    /// Not below the number.
    pub high: f64,
}

impl Enclosure {
    /// Zero.
    pub const ZERO: Self = Self { low: 0.0, high: 0.0 };

    /// A double, exactly.
    #[must_use]
    pub fn exactly(number: f64) -> Self {
        Self { low: number, high: number }
    }

    /// A fraction.
    #[must_use]
    pub fn of(number: &Rational) -> Self {
        let near = number.to_f64();
        if Rational::from_f64(near).as_ref() == Some(number) {
            Self::exactly(near)
        } else {
            Self::around(near, near)
        }
    }

    /// From the least to the greatest of two numbers.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self::around(self.low + other.low, self.high + other.high)
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self::around(self.low - other.high, self.high - other.low)
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let ends =
            [self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high];
        Self::around_all(ends)
    }

    /// The quotient; `None` if `other` may be zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        if !(other.low > 0.0 || other.high < 0.0) {
            return None;
        }
        let ends =
            [self.low / other.low, self.low / other.high, self.high / other.low, self.high / other.high];
        Some(Self::around_all(ends))
    }

    /// The square root, of what is at or above 0 of it.
    #[must_use]
    pub fn root(self) -> Self {
        let (low, high) = (self.low.max(0.0).sqrt(), self.high.max(0.0).sqrt());
        Self { low: low.next_down().max(0.0), high: high.next_up() }
    }

    /// The greatest distance from 0.
    #[must_use]
    pub fn size(self) -> f64 {
        self.low.abs().max(self.high.abs())
    }

    /// The ends as fractions; `None` if one is no number.
    #[must_use]
    pub fn ends(self) -> Option<(Rational, Rational)> {
        Some((Rational::from_f64(self.low)?, Rational::from_f64(self.high)?))
    }

    /// One step outwards on both sides.
    fn around(low: f64, high: f64) -> Self {
        Self { low: low.next_down(), high: high.next_up() }
    }

    fn around_all(ends: [f64; 4]) -> Self {
        // A number that is none stays none, so that it never proves anything.
        if ends.iter().any(|end| end.is_nan()) {
            return Self { low: f64::NEG_INFINITY, high: f64::INFINITY };
        }
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self::around(low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::Enclosure;
    use crate::numeric::Rational;
    use crate::numeric::random::Random;

    #[test]
    fn results_of_random_operations_are_enclosed() {
        let mut random = Random::new(5);
        let mut number = || {
            let over = i128::from(random.below(2001)) - 1000;
            Rational::new(over, i128::from(random.below(999) + 1)).unwrap()
        };
        let holds = |enclosure: Enclosure, exact: &Rational| {
            let (low, high) = enclosure.ends().unwrap();
            // Of numbers up to 1,000, a few units in the last place of the greatest.
            low <= *exact && *exact <= high && (&high - &low).to_f64() <= 1e-12
        };
        for _ in 0..2000 {
            let (one, two) = (number(), number());
            let (left, right) = (Enclosure::of(&one), Enclosure::of(&two));
            assert!(holds(left.plus(right), &(&one + &two)));
            assert!(holds(left.minus(right), &(&one - &two)));
            let product = left.times(right).ends().unwrap();
            assert!(product.0 <= &one * &two && &one * &two <= product.1);
            if let Some(quotient) = one.checked_div(&two) {
                let (low, high) = left.over(right).unwrap().ends().unwrap();
                assert!(low <= quotient && quotient <= high);
            }
            let square = left.times(left);
            let (low, high) = square.root().ends().unwrap();
            assert!(&low * &low <= &one * &one && &one * &one <= &high * &high);
        }
        assert_eq!(Enclosure::exactly(1.0).over(Enclosure::ZERO), None);
    }
}
