//! Does the point of a principle lie where it is claimed to, and is there none where that is claimed?

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining_set::{GREATEST_GAP, SetPrinciple};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::frontier::balance::{Side, balance, swept};
use crate::certify::frontier::claim::{FrontierEvidence, FrontierPoint, FrontierReason, NoFrontierPoint};
use crate::certify::frontier::travel::Measured;
use crate::certify::frontier::{path, steps};
use crate::games::frontier::{Frontier, Place};
use crate::numeric::Rational;

/// Judges the claim where the point of a principle lies on a frontier; every check is a proof.
///
/// Cost: a few values of polynomials; integrals over a curve take some hundred thousand.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_frontier_point(
    frontier: &Frontier,
    claim: FrontierPoint,
) -> Result<Certified<FrontierPoint>, Refused<FrontierPoint>> {
    let certificate = Certificate { strength: Strength::Proof, checks: point_checks(frontier, &claim) };
    Certified::judge(claim, certificate)
}

/// Judges the claim that a principle picks no point of a frontier.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_no_frontier_point(
    frontier: &Frontier,
    claim: NoFrontierPoint,
) -> Result<Certified<NoFrontierPoint>, Refused<NoFrontierPoint>> {
    let holds = match &claim.reason {
        FrontierReason::NoZone(place) => {
            is_on(frontier, place) && {
                let [first, second] = frontier.gains(place);
                let [_, [rise, fall]] = frontier.slopes(place);
                (&(&rise * &second) - &(&fall * &first)).is_negative()
            }
        }
        FrontierReason::NoGain(party, place) => {
            is_on(frontier, place) && {
                let [before, behind] = frontier.slopes(place);
                let stops = if *party == 0 { behind[1].is_negative() } else { before[0].is_positive() };
                let ends = ends_there(frontier, place, *party);
                *party < 2 && (stops || ends) && !frontier.gains(place).iter().any(Rational::is_positive)
            }
        }
    };
    let check = Check::count("why there is no point", u128::from(!holds), Witness::Nothing);
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks: vec![check] })
}

/// Is there nothing beyond this place in the direction in which a party gains?
fn ends_there(frontier: &Frontier, place: &Place, party: usize) -> bool {
    let stretches = frontier.stretches();
    let Some(own) = stretches.get(place.stretch) else { return false };
    match party {
        0 => place.stretch + 1 == stretches.len() && place.at == own.to,
        _ => place.stretch == 0 && place.at == own.from,
    }
}

/// All checks of a claim about a point; also for frontiers that were found from a set.
pub(in crate::certify) fn point_checks(frontier: &Frontier, claim: &FrontierPoint) -> Vec<Check> {
    let places = claim.start.iter().chain(&claim.end).chain([&claim.from, &claim.to]);
    let off = places.filter(|place| !is_on(frontier, place)).count();
    let mut checks =
        vec![Check::count("places that are not on the frontier", off as u128, Witness::Compared(6))];
    let numbers_fit = match &claim.principle {
        SetPrinciple::WeightedNash(weights) => {
            weights.len() == 2
                && !weights.iter().any(Rational::is_negative)
                && weights.iter().any(Rational::is_positive)
        }
        SetPrinciple::Proportional(proportions) => {
            proportions.len() == 2 && proportions.iter().all(Rational::is_positive)
        }
        _ => true,
    };
    checks.push(Check::count("one number for each party", u128::from(!numbers_fit), Witness::Nothing));
    if !checks.iter().all(Check::holds) {
        return checks;
    }
    let [early, late] = &claim.start;
    let [near, far] = &claim.end;
    let gain = |place: &Place, party: usize| frontier.gains(place)[party].clone();
    let brackets = is_ordered(&[early, late, near, far])
        && !gain(early, 0).is_positive()
        && !gain(late, 0).is_negative()
        && !gain(near, 1).is_negative()
        && !gain(far, 1).is_positive();
    checks.push(Check::count("ends of what both accept", u128::from(!brackets), Witness::Nothing));
    let (most_first, most_second) = (gain(near, 0), gain(late, 1));
    let both_gain = most_first.is_positive() && most_second.is_positive();
    checks.push(Check::count("parties that cannot gain", u128::from(!both_gain), Witness::Nothing));
    if !checks.iter().all(Check::holds) {
        return checks;
    }
    let ordered = is_ordered(&[early, &claim.from, &claim.to, far]);
    checks.push(Check::count("places in their order", u128::from(!ordered), Witness::Nothing));
    let (before, behind) = match (&claim.principle, &claim.evidence) {
        (SetPrinciple::RaiffaDiscrete, FrontierEvidence::Steps(list)) => {
            let holds = steps::hold(frontier, claim, list);
            (holds, holds)
        }
        (SetPrinciple::RaiffaContinuous, FrontierEvidence::Path(pieces)) => {
            let holds = path::holds(frontier, claim, pieces);
            (holds, holds)
        }
        (SetPrinciple::EqualArea | SetPrinciple::PerlesMaschler, FrontierEvidence::Balance) => {
            let measured = match claim.principle {
                SetPrinciple::EqualArea => Measured::Area,
                _ => Measured::Length,
            };
            let (early, late) = swept(frontier, claim, measured).unzip();
            (early.is_some_and(|low| !low.is_negative()), late.is_some_and(|high| !high.is_positive()))
        }
        (_, FrontierEvidence::Balance) => {
            let early = || balance(frontier, claim, &claim.from, Side::Before);
            let late = || balance(frontier, claim, &claim.to, Side::Behind);
            (
                !gain(&claim.from, 0).is_positive() || early().is_some_and(|(low, _)| !low.is_negative()),
                !gain(&claim.to, 1).is_positive() || late().is_some_and(|(_, high)| !high.is_positive()),
            )
        }
        _ => (false, false),
    };
    checks.push(Check::count("point before the first place", u128::from(!before), Witness::Nothing));
    checks.push(Check::count("point behind the second place", u128::from(!behind), Witness::Nothing));
    let unknown = unknown_share(frontier, claim);
    let off = u128::from(unknown != claim.gap);
    checks.push(Check::count("stated gap that is not the one between the places", off, Witness::Nothing));
    checks.push(Check {
        name: "share of an ideal gain that is not known",
        residual: unknown,
        tolerance: Rational::new(1, GREATEST_GAP.into()).unwrap_or_default(),
        witness: Witness::Nothing,
    });
    checks
}

/// How far the two places of a claim are apart, as a share of what a party can gain at most.
fn unknown_share(frontier: &Frontier, claim: &FrontierPoint) -> Rational {
    let (from, to) = (frontier.gains(&claim.from), frontier.gains(&claim.to));
    let first = (&to[0] - &from[0]).checked_div(&frontier.gains(&claim.end[0])[0]);
    let second = (&from[1] - &to[1]).checked_div(&frontier.gains(&claim.start[1])[1]);
    first.max(second).unwrap_or(Rational::ONE)
}

/// Is a place within its stretch?
pub(super) fn is_on(frontier: &Frontier, place: &Place) -> bool {
    let stretch = frontier.stretches().get(place.stretch);
    stretch.is_some_and(|stretch| stretch.from <= place.at && place.at <= stretch.to)
}

/// Is none of the places behind the next?
pub(super) fn is_ordered(places: &[&Place]) -> bool {
    places.windows(2).all(|pair| (pair[0].stretch, &pair[0].at) <= (pair[1].stretch, &pair[1].at))
}
