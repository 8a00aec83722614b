//! Whole numbers of a fixed width, for tables of counts.
//!
//! A count of coalitions of `m` voters needs at most `m + 1` bits. A table of numbers of one width is faster
//! and smaller than one of big integers. Arithmetic is modulo two to the width: differences on the way may wrap,
//! a result that fits is exact all the same.

use dashu_int::UBig;

/// A whole number of `64 * L` bits, least significant word first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::power) struct Wide<const L: usize>([u64; L]);

impl<const L: usize> Wide<L> {
    /// Zero.
    pub(in crate::power) const ZERO: Self = Self([0; L]);

    /// One.
    pub(in crate::power) fn one() -> Self {
        let mut words = [0; L];
        if let Some(word) = words.first_mut() {
            *word = 1;
        }
        Self(words)
    }

    /// Adds `other`.
    #[inline]
    pub(in crate::power) fn add(&mut self, other: &Self) {
        let mut carry = false;
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            let (sum, first) = word.overflowing_add(*other);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            *word = sum;
            carry = first | second;
        }
    }

    /// Takes `other` away.
    #[inline]
    pub(in crate::power) fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            let (rest, first) = word.overflowing_sub(*other);
            let (rest, second) = rest.overflowing_sub(u64::from(borrow));
            *word = rest;
            borrow = first | second;
        }
    }

    /// The same number without a limit.
    pub(in crate::power) fn to_big(self) -> UBig {
        let bytes: Vec<u8> = self.0.iter().flat_map(|word| word.to_le_bytes()).collect();
        UBig::from_le_bytes(&bytes)
    }
}
