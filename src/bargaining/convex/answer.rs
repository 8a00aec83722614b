//! From a claim to an answer.

use crate::bargaining::convex::zone::{ConvexZone, Opening};
use crate::budget::Budget;
use crate::certify::bargaining_set::{
    Agreement, Evidence, Ideal, NoSetPoint, Reason, SetAnswer, SetPoint, SetPrinciple, judge_no_set_point,
    judge_set_point,
};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::numeric::Rational;

/// Numbers that come with a principle and do not fit it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidWeights {
    /// Not one for each party.
    #[error("{found} numbers, expected {expected}: one for each party")]
    Length {
        /// How many there are.
        found: usize,
        /// Number of parties.
        expected: usize,
    },
    /// A bargaining weight below 0.
    #[error("bargaining weight {found} of party {party}, expected at least 0")]
    Negative {
        /// The party, from 0.
        party: usize,
        /// Its weight.
        found: Rational,
    },
    /// No bargaining weight above 0.
    #[error("all bargaining weights are 0, expected one above 0")]
    AllZero,
    /// A proportion of 0 or below.
    #[error("proportion {found} of party {party}, expected more than 0")]
    NotPositive {
        /// The party, from 0.
        party: usize,
        /// Its proportion.
        found: Rational,
    },
}

/// What a principle found in an open zone.
pub(in crate::bargaining) enum Found {
    /// A point, with an agreement and why none is better.
    Point { gains: Vec<Rational>, agreement: Agreement, ideals: Vec<Ideal>, evidence: Evidence },
    /// Nothing, and why.
    Nothing(Reason),
}

/// The judged answer of a principle; `find` is asked where the zone is open, and says `None` where
/// nothing was settled: the budget ran out, or, which no set is known to do, no proof was found.
pub(in crate::bargaining) fn answer(
    zone: &ConvexZone<'_>,
    principle: SetPrinciple,
    budget: &Budget<'_>,
    find: impl FnOnce() -> Option<Found>,
) -> SetAnswer {
    let found = match zone.opening() {
        Opening::Open(_) => find(),
        Opening::Closed(reason) => Some(Found::Nothing(reason.clone())),
        Opening::Cut => None,
    };
    let verdict = match found {
        None => {
            let stop = if budget.is_exhausted() { Stop::OutOfBudget } else { Stop::Finished };
            return Answer {
                stop,
                verdict: Verdict::Undecided { best: None },
                completeness: Completeness::Unknown,
            };
        }
        Some(Found::Point { gains, agreement, ideals, evidence }) => {
            match judge_set_point(zone.set(), SetPoint { principle, gains, agreement, ideals, evidence }) {
                Ok(point) => Verdict::Found(point),
                Err(refused) => Verdict::Refused(refused),
            }
        }
        Some(Found::Nothing(reason)) => judge_no_set_point(zone.set(), NoSetPoint { principle, reason })
            .map_or(Verdict::Undecided { best: None }, Verdict::NoneExists),
    };
    let completeness = match &verdict {
        Verdict::Found(point) if !point.is_unique() => Completeness::One,
        Verdict::Undecided { .. } | Verdict::Refused(_) => Completeness::Unknown,
        _ => Completeness::All,
    };
    Answer { stop: Stop::Finished, verdict, completeness }
}
