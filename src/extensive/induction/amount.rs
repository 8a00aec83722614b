//! What payoffs are counted in: narrow units that give up when they do not fit, or fractions.

use dashu_int::UBig;

use crate::numeric::scale::unscaled;
use crate::numeric::{Rational, Units};

/// A payoff. Where something does not fit, `None` comes back, and the walk is done again in fractions.
pub(crate) trait Amount: Clone + Ord {
    /// Nothing.
    fn zero() -> Self;
    /// Number `place` of a list.
    fn of(units: &Units, place: usize) -> Option<Self>;
    /// The sum.
    fn plus(&self, other: &Self) -> Option<Self>;
    /// The product with a probability.
    fn times(&self, probability: &Rational) -> Option<Self>;
    /// The number in points, given how many units are in one.
    fn points(&self, scale: &UBig) -> Rational;
}

/// Units of a player's scale.
impl Amount for i64 {
    fn zero() -> Self {
        0
    }

    fn of(units: &Units, place: usize) -> Option<Self> {
        units.narrow()?.get(place).copied()
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        self.checked_add(*other)
    }

    fn times(&self, probability: &Rational) -> Option<Self> {
        if probability.is_zero() { Some(0) } else { (*probability == 1).then_some(*self) }
    }

    fn points(&self, scale: &UBig) -> Rational {
        unscaled((*self).into(), scale)
    }
}

/// Points.
impl Amount for Rational {
    fn zero() -> Self {
        Self::ZERO
    }

    fn of(units: &Units, place: usize) -> Option<Self> {
        Some(units.get(place))
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        Some(self + other)
    }

    fn times(&self, probability: &Rational) -> Option<Self> {
        Some(self * probability)
    }

    fn points(&self, _scale: &UBig) -> Rational {
        self.clone()
    }
}
