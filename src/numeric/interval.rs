//! Intervals of exact numbers, with ends that belong to them or do not.
//!
//! An end that is missing is no end: the interval goes on for ever on that side.

use std::cmp::Ordering;

use crate::numeric::Rational;

/// An interval of numbers.
///
/// ```
/// use zopa::numeric::{Interval, Rational};
///
/// let share = Interval::closed(Rational::ZERO, Rational::ONE);
/// let above = Interval { from: Some("1/2".parse()?), ..Interval::ALL };
/// assert!(share.contains(&Rational::ONE) && !above.contains(&"1/2".parse()?));
/// let both = share.meet(&above).expect("they overlap");
/// assert_eq!((both.from_closed, both.to), (false, Some(Rational::ONE)));
/// # Ok::<(), zopa::numeric::ParseRationalError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// Its lower end; `None` if it has none.
    pub from: Option<Rational>,
    /// Its upper end; `None` if it has none.
    pub to: Option<Rational>,
    /// Does the lower end belong to it?
    pub from_closed: bool,
    /// Does the upper end belong to it?
    pub to_closed: bool,
}

impl Interval {
    /// Every number.
    pub const ALL: Self = Self { from: None, to: None, from_closed: false, to_closed: false };

    /// From one number to another, both included.
    #[must_use]
    pub fn closed(from: Rational, to: Rational) -> Self {
        Self { from: Some(from), to: Some(to), from_closed: true, to_closed: true }
    }

    /// A number and everything above.
    #[must_use]
    pub fn at_least(from: Rational) -> Self {
        Self { from: Some(from), from_closed: true, ..Self::ALL }
    }

    /// A number and everything below.
    #[must_use]
    pub fn at_most(to: Rational) -> Self {
        Self { to: Some(to), to_closed: true, ..Self::ALL }
    }

    /// Is the number in it?
    #[must_use]
    pub fn contains(&self, value: &Rational) -> bool {
        let above = |end: &Rational| *end < *value || (self.from_closed && end == value);
        let below = |end: &Rational| *end > *value || (self.to_closed && end == value);
        self.from.as_ref().is_none_or(above) && self.to.as_ref().is_none_or(below)
    }

    /// Is it a single number?
    #[must_use]
    pub fn is_point(&self) -> bool {
        self.from.is_some() && self.from == self.to
    }

    /// Are all its numbers in `other`? It must hold at least one.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.order_from(other).is_ge() && self.order_to(other).is_le()
    }

    /// What it has in common with `other`; `None` if nothing.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Option<Self> {
        let low = if self.order_from(other).is_ge() { self } else { other };
        let high = if self.order_to(other).is_le() { self } else { other };
        let both = Self {
            from: low.from.clone(),
            from_closed: low.from_closed,
            to: high.to.clone(),
            to_closed: high.to_closed,
        };
        both.is_inhabited().then_some(both)
    }

    /// Which of two begins lower: one without an end first, and one that has its end before one that lacks it.
    #[must_use]
    pub fn order_from(&self, other: &Self) -> Ordering {
        match (&self.from, &other.from) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(one), Some(two)) => one.cmp(two).then_with(|| other.from_closed.cmp(&self.from_closed)),
        }
    }

    /// Which of two ends lower.
    #[must_use]
    pub fn order_to(&self, other: &Self) -> Ordering {
        match (&self.to, &other.to) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(one), Some(two)) => one.cmp(two).then_with(|| self.to_closed.cmp(&other.to_closed)),
        }
    }

    /// Does `next`, which begins no lower, leave no gap after this one?
    #[must_use]
    pub fn reaches(&self, next: &Self) -> bool {
        match (&self.to, &next.from) {
            (Some(end), Some(start)) => end > start || (end == start && (self.to_closed || next.from_closed)),
            _ => true,
        }
    }

    /// Is there a number in it?
    fn is_inhabited(&self) -> bool {
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => from < to || (from == to && self.from_closed && self.to_closed),
            _ => true,
        }
    }

    /// A number inside: `near` if it is one, else the middle, or one beyond the only end.
    #[must_use]
    pub fn inner(&self, near: &Rational) -> Rational {
        if self.contains(near) {
            return near.clone();
        }
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => (from + to).checked_div(&Rational::from(2)).unwrap_or_default(),
            (Some(from), None) => from + &Rational::ONE,
            (None, Some(to)) => to - &Rational::ONE,
            (None, None) => near.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;
    use crate::numeric::Rational;

    fn half_open(from: i64, to: i64) -> Interval {
        Interval { to_closed: false, ..Interval::closed(from.into(), to.into()) }
    }

    #[test]
    fn what_two_intervals_share_has_the_tighter_ends() {
        let (one, two) = (half_open(0, 2), Interval::closed(1.into(), 2.into()));
        assert_eq!(one.meet(&two), Some(half_open(1, 2)));
        assert_eq!(two.meet(&one), one.meet(&two));
        assert_eq!(half_open(0, 1).meet(&two), None);
        assert_eq!(
            Interval::at_most(1.into()).meet(&two),
            Some(Interval::closed(Rational::ONE, Rational::ONE))
        );
        assert_eq!(Interval::ALL.meet(&two), Some(two.clone()));
        assert!(half_open(1, 2).is_within(&two) && !two.is_within(&half_open(1, 2)));
    }

    #[test]
    fn a_gap_is_what_neither_end_covers() {
        let touching = Interval::closed(2.into(), 3.into());
        assert!(half_open(0, 2).reaches(&touching));
        let open = Interval { from_closed: false, ..touching };
        assert!(!half_open(0, 2).reaches(&open));
        assert!(!half_open(0, 1).reaches(&open));
        assert!(Interval::at_least(0.into()).reaches(&open));
    }

    #[test]
    fn a_number_inside_is_inside() {
        for interval in [half_open(0, 1), Interval::at_least(5.into()), Interval::at_most(5.into())] {
            assert!(interval.contains(&interval.inner(&Rational::from(9))), "{interval:?}");
        }
        let open = Interval { from_closed: false, to_closed: false, ..half_open(0, 1) };
        assert!(open.contains(&open.inner(&Rational::ZERO)));
    }
}
