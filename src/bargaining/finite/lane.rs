//! The machine integer that sums are held in.
//!
//! Units of a [`crate::games::bargaining::BargainingGame`] are `i128`, but most cases fit 32 bits, and then
//! a plain x86-64 build compares four sums at once. Every algorithm of this room is generic over [`Lane`];
//! [`Width`] says which lane a game needs. Masks are lanes too, so that the compiler need not change width
//! between a comparison and its use: `0` is no, `-1` is yes.

use std::fmt::Debug;
use std::ops::{Add, AddAssign, BitAnd, BitOr, BitOrAssign, Not, Sub, SubAssign};

/// A signed integer that sums of units fit in.
pub(crate) trait Lane:
    Copy
    + Ord
    + Default
    + Debug
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + SubAssign
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitOrAssign
    + Not<Output = Self>
    + 'static
{
    /// The least value: below every sum.
    const LEAST: Self;
    /// The greatest value: above every sum.
    const MOST: Self;
    /// The value, known to fit.
    fn narrow(value: i128) -> Self;
    /// The value without loss.
    fn widen(self) -> i128;
    /// `-1` for yes, `0` for no.
    fn mask(answer: bool) -> Self;
}

impl Lane for i32 {
    const LEAST: Self = Self::MIN;
    const MOST: Self = Self::MAX;
    #[inline]
    fn narrow(value: i128) -> Self {
        debug_assert!(Self::try_from(value).is_ok());
        value as Self
    }
    #[inline]
    fn widen(self) -> i128 {
        i128::from(self)
    }
    #[inline]
    fn mask(answer: bool) -> Self {
        -Self::from(answer)
    }
}

impl Lane for i64 {
    const LEAST: Self = Self::MIN;
    const MOST: Self = Self::MAX;
    #[inline]
    fn narrow(value: i128) -> Self {
        debug_assert!(Self::try_from(value).is_ok());
        value as Self
    }
    #[inline]
    fn widen(self) -> i128 {
        i128::from(self)
    }
    #[inline]
    fn mask(answer: bool) -> Self {
        -Self::from(answer)
    }
}

impl Lane for i128 {
    const LEAST: Self = Self::MIN;
    const MOST: Self = Self::MAX;
    #[inline]
    fn narrow(value: i128) -> Self {
        value
    }
    #[inline]
    fn widen(self) -> i128 {
        self
    }
    #[inline]
    fn mask(answer: bool) -> Self {
        -Self::from(answer)
    }
}

/// Which lane a game needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Width {
    /// `i32`.
    Narrow,
    /// `i64`.
    Middle,
    /// `i128`.
    Wide,
}

impl Width {
    /// The narrowest lane in which eight sums of absolute value `greatest` can be added.
    pub(crate) fn for_sums(greatest: i128) -> Self {
        let room = greatest.saturating_add(2).saturating_mul(8);
        if room < i128::from(i32::MAX) {
            Self::Narrow
        } else if room < i128::from(i64::MAX) {
            Self::Middle
        } else {
            Self::Wide
        }
    }
}
