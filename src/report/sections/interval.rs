//! Intervals of numbers as answers have them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::numeric::{Interval, Rational};
use crate::report::number::Num;

/// An interval of values.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct IntervalData {
    /// Its lower end; null if it has none.
    pub from: Option<Num>,
    /// Its upper end; null if it has none.
    pub to: Option<Num>,
    /// Does the lower end belong to it?
    pub from_closed: bool,
    /// Does the upper end belong to it?
    pub to_closed: bool,
    /// The ends as exact fractions.
    pub exact: IntervalExact,
}

/// The ends of an interval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IntervalExact {
    /// The lower end; null if it has none.
    pub from: Option<String>,
    /// The upper end; null if it has none.
    pub to: Option<String>,
}

/// Intervals as an answer lists them.
#[must_use]
pub fn intervals(list: &[Interval]) -> Vec<IntervalData> {
    list.iter().map(interval).collect()
}

/// An interval as an answer has it.
#[must_use]
pub fn interval(one: &Interval) -> IntervalData {
    let text = |end: &Option<Rational>| end.as_ref().map(Rational::to_string);
    IntervalData {
        from: one.from.clone().map(Num),
        to: one.to.clone().map(Num),
        from_closed: one.from_closed,
        to_closed: one.to_closed,
        exact: IntervalExact { from: text(&one.from), to: text(&one.to) },
    }
}
