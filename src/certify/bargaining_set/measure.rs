//! What a set allows: the value of a bound, and how far an agreement is from being one.

use dashu_int::IBig;
use dashu_int::ops::{BitTest as _, UnsignedAbs as _};

use crate::certify::bargaining_set::claim::{Agreement, Bound};
use crate::certify::check::{Check, Witness};
use crate::games::bargaining_set::{Amounts, BargainingSet, Rows, Shape, Vertices};
use crate::numeric::{Rational, dot};

/// A set with what many measurements need of it.
pub(in crate::certify) struct Measure<'s> {
    pub(in crate::certify) set: &'s BargainingSet,
    /// Bits of the longest utility of a vertex.
    bits: usize,
}

impl<'s> Measure<'s> {
    pub(in crate::certify) fn new(set: &'s BargainingSet) -> Self {
        Self { set, bits: set.vertices().map_or(0, Vertices::bits) }
    }

    pub(in crate::certify) fn parties(&self) -> usize {
        self.set.parties()
    }

    /// The greatest weighted sum of gains that the bound allows; `None` if it is no bound of this set.
    pub(in crate::certify) fn greatest(&self, bound: &Bound) -> Option<Rational> {
        let numbers = bound.weights.iter().chain(&bound.rows);
        if bound.weights.len() != self.parties() || numbers.into_iter().any(Rational::is_negative) {
            return None;
        }
        let floor = dot(&bound.weights, self.set.disagreement());
        match self.set.shape() {
            Shape::Vertices(vertices) if bound.rows.is_empty() => {
                Some(&self.over_vertices(vertices, &bound.weights) - &floor)
            }
            Shape::Rows(rows) if bound.rows.len() == rows.bounds.len() => self.over_rows(rows, bound),
            Shape::Amounts(amounts) if bound.rows.len() == amounts.bounds().len() => {
                Some(&over_amounts(amounts, &bound.weights, None, &bound.rows) - &floor)
            }
            _ => None,
        }
    }

    /// The greatest weighted sum of utilities of a vertex, by a look at each of them.
    fn over_vertices(&self, vertices: &Vertices, weights: &[Rational]) -> Rational {
        let (multipliers, unit) = vertices.multipliers(weights);
        let longest = multipliers.iter().map(|number| number.unsigned_abs().bit_len()).max().unwrap_or(0);
        // A sum of n products has at most the bits of both factors and of n.
        let narrow = longest + self.bits + self.parties().ilog2() as usize + 2 < 127;
        let units = vertices.units();
        let mut row = vec![0; self.parties()];
        let rows = (0..vertices.len()).map(|place| {
            units.read(place, &mut row);
            row.clone()
        });
        let greatest = if narrow {
            let short: Vec<i128> =
                multipliers.iter().map(|number| i128::try_from(number).unwrap_or_default()).collect();
            let sums = rows.map(|row| row.iter().zip(&short).map(|(units, factor)| units * factor).sum());
            sums.max().map(|sum: i128| IBig::from(sum))
        } else {
            let sum = |row: Vec<i128>| {
                let pairs = row.iter().zip(&multipliers).filter(|(units, _)| **units != 0);
                pairs.map(|(&units, factor)| factor * IBig::from(units)).sum::<IBig>()
            };
            rows.map(sum).max()
        };
        &Rational::from_whole(greatest.unwrap_or_default()) * &unit
    }

    /// What the multipliers of the rows allow: `u A >= w` makes `w g <= u (b - A d)`.
    fn over_rows(&self, rows: &Rows, bound: &Bound) -> Option<Rational> {
        for (party, weight) in bound.weights.iter().enumerate() {
            let column = rows.coefficients.iter().map(|row| &row[party]);
            let sum: Rational = column.zip(&bound.rows).map(|(one, two)| one * two).sum();
            if sum < *weight {
                return None;
            }
        }
        let slack = rows.coefficients.iter().zip(&rows.bounds);
        let slack: Vec<Rational> =
            slack.map(|(row, bound)| bound - &dot(row, self.set.disagreement())).collect();
        Some(dot(&bound.rows, &slack))
    }

    /// Two checks: the agreement is one of the set, and it gives every party at least `gains`, none of them below 0.
    pub(in crate::certify) fn reaches(
        &self,
        names: [&'static str; 2],
        agreement: &Agreement,
        gains: &[Rational],
    ) -> [Check; 2] {
        let wrong = u128::from(!self.is_agreement(agreement));
        let given = agreement.gains(self.set);
        let short = |(party, gain): (usize, &Rational)| {
            let missing = given.get(party).map_or(Rational::ONE, |given| gain - given);
            above_zero(&missing).max(above_zero(&-gain))
        };
        let mut missing = gains.iter().enumerate().map(short).max().unwrap_or(Rational::ONE);
        if gains.len() != self.parties() {
            missing = Rational::ONE;
        }
        let [feasible, enough] = names;
        [
            Check::count(feasible, wrong, Witness::Nothing),
            Check::exact(enough, missing, Witness::Compared(gains.len() as u128)),
        ]
    }

    fn is_agreement(&self, agreement: &Agreement) -> bool {
        match (agreement, self.set.shape()) {
            (Agreement::Mixture(parts), Shape::Vertices(vertices)) => {
                let sum: Rational = parts.iter().map(|part| &part.share).sum();
                let in_order = parts.windows(2).all(|pair| pair[0].vertex < pair[1].vertex);
                let positive =
                    parts.iter().all(|part| part.share.is_positive() && part.vertex < vertices.len());
                sum == 1 && in_order && positive
            }
            (Agreement::Point(gains), Shape::Rows(rows)) => self.meets(rows, gains),
            (Agreement::Amounts(own), Shape::Amounts(amounts)) => keeps_to(amounts, own),
            _ => false,
        }
    }

    /// Are the gains at or above 0, and do they meet the rows?
    pub(in crate::certify) fn meets(&self, rows: &Rows, gains: &[Rational]) -> bool {
        if gains.len() != self.parties() || gains.iter().any(Rational::is_negative) {
            return false;
        }
        let utilities = self.set.utilities(gains);
        rows.coefficients.iter().zip(&rows.bounds).all(|(row, bound)| dot(row, &utilities) <= *bound)
    }
}

/// Are the amounts between their ends, and within the limits?
fn keeps_to(amounts: &Amounts, own: &[Rational]) -> bool {
    own.len() == amounts.most().len()
        && own.iter().zip(amounts.most()).all(|(own, most)| !own.is_negative() && own <= most)
        && amounts.limits().iter().zip(amounts.bounds()).all(|(limit, bound)| dot(limit, own) <= *bound)
}

/// What the weighted utilities, plus `more` of each amount, cannot exceed: each amount at the end that its price asks for.
///
/// With multipliers `y >= 0` of the limits, `w u + m a <= w base + y b + sum_j most_j max(0, (w rate + m - y L)_j)`.
pub(in crate::certify) fn over_amounts(
    amounts: &Amounts,
    weights: &[Rational],
    more: Option<&[Rational]>,
    multipliers: &[Rational],
) -> Rational {
    let mut most = &dot(weights, amounts.base()) + &dot(multipliers, amounts.bounds());
    for (place, (rates, end)) in amounts.rates().iter().zip(amounts.most()).enumerate() {
        let mut price = dot(weights, rates);
        if let Some(own) = more.and_then(|more| more.get(place)) {
            price += own;
        }
        for (limit, multiplier) in amounts.limits().iter().zip(multipliers) {
            price -= &(&limit[place] * multiplier);
        }
        if price.is_positive() {
            most += &(&price * end);
        }
    }
    most
}

/// The number, or 0 if it is below.
pub(in crate::certify) fn above_zero(number: &Rational) -> Rational {
    if number.is_positive() { number.clone() } else { Rational::ZERO }
}

/// How far two numbers are apart.
pub(in crate::certify) fn distance(one: &Rational, other: &Rational) -> Rational {
    let difference = one - other;
    if difference.is_negative() { -&difference } else { difference }
}
