//! A set given by amounts: months, money, shares, each of which every party values at a rate.

use crate::games::bargaining_set::{InvalidSet, require, require_entries, some};
use crate::numeric::Rational;

/// Amounts between 0 and an upper end each, under linear limits; a party's utility is a base plus a rate for each amount.
///
/// ```text
/// u_i = base_i + sum_j rate_ji a_j,   0 <= a_j <= most_j,   L a <= b
/// ```
///
/// A piecewise-linear curve that is concave for every party is a few amounts, one for each piece: whoever fills an
/// earlier piece first serves everybody best.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amounts {
    base: Vec<Rational>,
    most: Vec<Rational>,
    rates: Vec<Vec<Rational>>,
    limits: Vec<Vec<Rational>>,
    bounds: Vec<Rational>,
}

impl Amounts {
    /// Checks and keeps the data.
    ///
    /// - `base`: for each party its utility where every amount is 0.
    /// - `most`: the upper end of each amount, at least 0; `rates`: for each amount one number for each party.
    /// - `limits`: for each limit one number for each amount; `bounds`: the greatest sum of each limit.
    ///
    /// # Errors
    ///
    /// [`InvalidSet`] if there is no party, a length is wrong, or an upper end is below 0.
    pub fn new(
        base: Vec<Rational>,
        most: Vec<Rational>,
        rates: Vec<Vec<Rational>>,
        limits: Vec<Vec<Rational>>,
        bounds: Vec<Rational>,
    ) -> Result<Self, InvalidSet> {
        some("parties", base.len())?;
        require("the list of rates", rates.len(), most.len())?;
        for (place, row) in rates.iter().enumerate() {
            require_entries("the rates of amount", place, row.len(), base.len())?;
        }
        for (place, row) in limits.iter().enumerate() {
            require_entries("limit", place, row.len(), most.len())?;
        }
        require("the list of bounds", bounds.len(), limits.len())?;
        match most.iter().position(Rational::is_negative) {
            Some(place) => Err(InvalidSet::UpperEnd { place }),
            None => Ok(Self { base, most, rates, limits, bounds }),
        }
    }

    /// Utility of each party where every amount is 0.
    #[must_use]
    pub fn base(&self) -> &[Rational] {
        &self.base
    }

    /// Upper end of each amount.
    #[must_use]
    pub fn most(&self) -> &[Rational] {
        &self.most
    }

    /// For each amount what a unit of it is worth to each party.
    #[must_use]
    pub fn rates(&self) -> &[Vec<Rational>] {
        &self.rates
    }

    /// For each limit what a unit of each amount counts.
    #[must_use]
    pub fn limits(&self) -> &[Vec<Rational>] {
        &self.limits
    }

    /// The greatest sum of each limit.
    #[must_use]
    pub fn bounds(&self) -> &[Rational] {
        &self.bounds
    }

    /// The utility of each party at `amounts`, whether or not they keep to the limits.
    #[must_use]
    pub fn utilities(&self, amounts: &[Rational]) -> Vec<Rational> {
        let mut utilities = self.base.clone();
        for (rates, amount) in self.rates.iter().zip(amounts).filter(|(_, amount)| !amount.is_zero()) {
            utilities.iter_mut().zip(rates).for_each(|(sum, rate)| *sum += &(rate * amount));
        }
        utilities
    }
}
