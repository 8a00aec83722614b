//! Issues with any amount between two ends: months, money, shares.

use crate::model::{Name, Quantity};
use crate::numeric::Rational;

/// The amounts of a continuous issue, and what each party thinks of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Continuum {
    /// The least amount.
    pub from: Quantity,
    /// The greatest amount.
    pub to: Quantity,
    /// For each signatory that weighs the issue its value at some amounts, ascending, from the least amount or before to the
    /// greatest or beyond; between two of them the value changes at one rate.
    pub curves: Vec<(Name, Vec<Knot>)>,
}

/// A party's value at one amount.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Knot {
    /// The amount.
    pub at: Quantity,
    /// The value, on the party's scale.
    pub value: Quantity,
}

/// Amounts of a continuous issue: from one end to another, the ends among them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Within {
    /// The least amount; that of the issue if none is given.
    pub at_least: Option<Quantity>,
    /// The greatest amount; that of the issue if none is given.
    pub at_most: Option<Quantity>,
}

impl Within {
    /// One amount alone.
    #[must_use]
    pub fn exactly(amount: &Quantity) -> Self {
        Self { at_least: Some(amount.clone()), at_most: Some(amount.clone()) }
    }
}

impl Continuum {
    /// The value on a curve at `amount`; `None` outside its ends.
    #[must_use]
    pub fn value(curve: &[Knot], amount: &Rational) -> Option<Rational> {
        let first = curve.first().filter(|first| *amount >= first.at.value)?;
        if *amount == first.at.value {
            return Some(first.value.value.clone());
        }
        let pair = curve.windows(2).find(|pair| *amount <= pair[1].at.value)?;
        let [left, right] = pair else { return None };
        let share = (amount - &left.at.value).checked_div(&(&right.at.value - &left.at.value))?;
        Some(&left.value.value + &(&(&right.value.value - &left.value.value) * &share))
    }
}
