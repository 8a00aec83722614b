//! Whether a party that is left would punish those who leave.
//!
//! It punishes if that is worth more to it than it costs: the choice at the last move of a defection.

use std::convert::Infallible;

use crate::certify::coalitional as referee;
use crate::certify::coalitional::{OverRanges, ReactionFacts};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::numeric::Rational;

/// A number with the least and the greatest that it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranged {
    /// The least.
    pub low: Rational,
    /// The number used.
    pub value: Rational,
    /// The greatest.
    pub high: Rational,
}

/// Whether a party punishes those who leave it, at its numbers and over their ranges.
///
/// - `benefit`, `cost`: of punishing, in one unit, each with `low <= value <= high`.
///
/// Where the numbers do not lie in their ranges, the nearest end of a range is moved out to them. The tie goes to
/// accepting: punishing must gain something. Certificate: the corners of the ranges (`Proof`).
///
/// ```
/// use zopa::certify::coalitional::OverRanges;
/// use zopa::coalitional::reaction::{Ranged, reaction};
///
/// let benefit = Ranged { low: 1.into(), value: 4.into(), high: 12.into() };
/// let cost = Ranged { low: 5.into(), value: 10.into(), high: 18.into() };
/// let answer = reaction(&benefit, &cost);
/// let facts = answer.found().unwrap();
/// assert!(!facts.punishes);
/// assert_eq!(facts.break_even, 10);
/// assert_eq!(facts.over_ranges, OverRanges::Depends);
/// ```
#[must_use]
pub fn reaction(benefit: &Ranged, cost: &Ranged) -> Answer<ReactionFacts, Infallible> {
    let (benefit, cost) = (ordered(benefit), ordered(cost));
    let over_ranges = if benefit.2 <= cost.0 {
        OverRanges::Accepts
    } else if benefit.0 > cost.2 {
        OverRanges::Punishes
    } else {
        OverRanges::Depends
    };
    let punishes = benefit.1 > cost.1;
    let break_even = cost.1.clone();
    let verdict =
        match referee::judge_reaction(ReactionFacts { benefit, cost, punishes, break_even, over_ranges }) {
            Ok(facts) => Verdict::Found(facts),
            Err(refused) => Verdict::Refused(refused),
        };
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

fn ordered(number: &Ranged) -> (Rational, Rational, Rational) {
    let Ranged { low, value, high } = number;
    (low.min(value).clone(), value.clone(), high.max(value).clone())
}
