//! Is the point that a principle picks before or behind a place of a frontier?
//!
//! Along a frontier the first party gains and the second loses. For every principle there is a quantity that is above 0
//! before its point and below 0 behind it, because the frontier bends outwards: gains that the principle makes equal, the
//! slope of what it makes greatest, or what is swept on both sides.

use crate::certify::bargaining_set::SetPrinciple;
use crate::certify::frontier::claim::FrontierPoint;
use crate::certify::frontier::travel::{Measured, Travel};
use crate::games::frontier::{Frontier, Place};
use crate::numeric::Rational;

/// A side of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    Behind,
}

/// Two fractions between which the quantity of a principle lies on one side of a place; `None` if it has none.
pub(super) fn balance(
    frontier: &Frontier,
    claim: &FrontierPoint,
    place: &Place,
    side: Side,
) -> Option<(Rational, Rational)> {
    let [first, second] = frontier.gains(place);
    let [before, behind] = frontier.slopes(place);
    let slopes = if side == Side::Before { before } else { behind };
    let exactly = |number: Rational| Some((number.clone(), number));
    let weighted = |one: &Rational, two: &Rational| {
        exactly(&(&(one * &slopes[0]) * &second) + &(&(two * &slopes[1]) * &first))
    };
    // Gains of the second beyond a multiple of those of the first.
    let equal = |one: &Rational, two: &Rational| exactly(&(&second * one) - &(&first * two));
    // A principle that goes on where only one gain has stopped does not stay on a level or an upright line.
    let goes_on = || match side {
        Side::Before if slopes[1].is_zero() => exactly(Rational::ONE),
        Side::Behind if slopes[0].is_zero() => exactly(-&Rational::ONE),
        _ => None,
    };
    let [least_first, most_first] = [0, 1].map(|end: usize| frontier.gains(&claim.end[end])[0].clone());
    let [most_second, least_second] = [0, 1].map(|end: usize| frontier.gains(&claim.start[end])[1].clone());
    let shares = || {
        let low = &(&second * &least_first) - &(&first * &most_second);
        let high = &(&second * &most_first) - &(&first * &least_second);
        Some((low, high))
    };
    match &claim.principle {
        SetPrinciple::Nash => weighted(&Rational::ONE, &Rational::ONE),
        SetPrinciple::WeightedNash(weights) => weighted(weights.first()?, weights.get(1)?),
        SetPrinciple::KalaiSmorodinsky => shares(),
        SetPrinciple::LexKalaiSmorodinsky => goes_on().or_else(shares),
        SetPrinciple::Egalitarian => equal(&Rational::ONE, &Rational::ONE),
        SetPrinciple::Leximin => goes_on().or_else(|| equal(&Rational::ONE, &Rational::ONE)),
        SetPrinciple::Proportional(proportions) => equal(proportions.first()?, proportions.get(1)?),
        SetPrinciple::EqualLoss => {
            // What the first has lost, less what the second has lost.
            let lead = &second - &first;
            Some((&(&least_first + &lead) - &most_second, &(&most_first + &lead) - &least_second))
        }
        SetPrinciple::Utilitarian => exactly(&slopes[0] + &slopes[1]),
        SetPrinciple::EqualArea
        | SetPrinciple::PerlesMaschler
        | SetPrinciple::RaiffaDiscrete
        | SetPrinciple::RaiffaContinuous => None,
    }
}

/// What is swept behind the first place of a claim less what is swept before it, not less than the first number; the same
/// for the second place, not more than the second number.
pub(super) fn swept(
    frontier: &Frontier,
    claim: &FrontierPoint,
    measured: Measured,
) -> Option<(Rational, Rational)> {
    let [early, late] = &claim.start;
    let [near, far] = &claim.end;
    // Known only between two places, an end counts from either, which leaves out at most what lies between.
    let mut left_out = Travel::default();
    left_out.add(frontier, measured, [early, late], true)?;
    left_out.add(frontier, measured, [near, far], true)?;
    let most = left_out.enclosed().1;
    let (low, high) = if claim.from == claim.to {
        // Together, so that roots that cancel do.
        let mut both = Travel::default();
        both.add(frontier, measured, [&claim.to, near], true)?;
        both.add(frontier, measured, [late, &claim.from], false)?;
        both.enclosed()
    } else {
        let between = |places: [&Place; 2]| {
            let mut travel = Travel::default();
            travel.add(frontier, measured, places, true)?;
            Some(travel.enclosed())
        };
        let before = between([late, &claim.from])?;
        let within = between([&claim.from, &claim.to])?;
        let behind = between([&claim.to, near])?;
        (&(&behind.0 + &within.0) - &before.1, &behind.1 - &(&before.0 + &within.0))
    };
    Some((&low - &most, &high + &most))
}
