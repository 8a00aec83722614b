//! Why a principle picks no point.

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining_set::claim::{NoSetPoint, Reason, SetPrinciple};
use crate::certify::bargaining_set::measure::Measure;
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::bargaining_set::BargainingSet;
use crate::numeric::{Rational, dot};

/// Judges the claim that a principle picks no point of `set`: a bound or a direction proves it.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_no_set_point(
    set: &BargainingSet,
    claim: NoSetPoint,
) -> Result<Certified<NoSetPoint>, Refused<NoSetPoint>> {
    let measure = Measure::new(set);
    let (name, holds) = match &claim.reason {
        Reason::NoZone { bound } => (
            "weighted gains that are below 0 at every agreement",
            measure.greatest(bound).is_some_and(|most| most.is_negative()),
        ),
        Reason::Unbounded { point, direction } => (
            "a direction in which gains grow without end",
            set.rows().is_some_and(|rows| {
                let rises = |row: &Vec<Rational>| dot(row, direction).is_positive();
                measure.meets(rows, point)
                    && direction.len() == set.parties()
                    && !direction.iter().any(Rational::is_negative)
                    && direction.iter().any(Rational::is_positive)
                    && !rows.coefficients.iter().any(rises)
            }),
        ),
        Reason::NoGain { party, bound } => (
            "weighted gains that are at most 0 at every agreement, with a party that must gain",
            must_gain(&claim.principle, *party)
                && bound.weights.get(*party).is_some_and(Rational::is_positive)
                && measure.greatest(bound).is_some_and(|most| !most.is_positive()),
        ),
    };
    let check = Check::count(name, u128::from(!holds), Witness::Nothing);
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks: vec![check] })
}

/// Is the principle defined only where this party gains?
fn must_gain(principle: &SetPrinciple, party: usize) -> bool {
    match principle {
        SetPrinciple::Nash => true,
        SetPrinciple::WeightedNash(weights) => weights.get(party).is_some_and(Rational::is_positive),
        _ => false,
    }
}
