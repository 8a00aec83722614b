//! What an expression needs of its numbers: the four operations, and an end to their growth.

use crate::numeric::Rational;

/// Longest numerator or denominator that stands for a number of a case, in bits.
const MAX_BITS: usize = 4096;

/// Numbers that can be added, subtracted, multiplied and divided, exactly.
///
/// The same expression is worked out in fractions, in functions of one number, and in numbers of which some are
/// not known yet.
pub trait Field: Clone + PartialEq {
    /// A number that is written down.
    fn constant(number: &Rational) -> Self;
    /// The sum.
    #[must_use]
    fn plus(&self, other: &Self) -> Self;
    /// The difference.
    #[must_use]
    fn minus(&self, other: &Self) -> Self;
    /// The product.
    #[must_use]
    fn times(&self, other: &Self) -> Self;
    /// The quotient; `None` if `other` is zero.
    fn over(&self, other: &Self) -> Option<Self>;
    /// Is it short enough to go on with?
    fn fits(&self) -> bool;
}

impl Field for Rational {
    fn constant(number: &Rational) -> Self {
        number.clone()
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn minus(&self, other: &Self) -> Self {
        self - other
    }

    fn times(&self, other: &Self) -> Self {
        self * other
    }

    fn over(&self, other: &Self) -> Option<Self> {
        self.checked_div(other)
    }

    fn fits(&self) -> bool {
        use dashu_int::ops::BitTest as _;
        self.numerator().bit_len() <= MAX_BITS && self.denominator().bit_len() <= MAX_BITS
    }
}
