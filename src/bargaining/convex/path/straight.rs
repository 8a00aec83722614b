//! Is the rest of a path straight, so that its end is known exactly?
//!
//! Two guesses, each proved or dropped by exact programs. First: one bound stops everybody, so that everybody ends
//! in the middle of what is left (`common`). Second: the bounds that stop each party now stop it to the end, and
//! all with weight in a bound rise in proportion (`apart`), as on boxes, or where parties are alike.

use crate::bargaining::convex::path::faces::{Faces, Reach, agreement_at};
use crate::bargaining::convex::product::mixed_agreement;
use crate::bargaining::convex::program::{Goal, Program};
use crate::bargaining::convex::zone::Pool;
use crate::certify::bargaining_set::{Agreement, Moment, Moving, Stopped};
use crate::numeric::Rational;

/// The end of a path.
pub(super) struct Goals {
    pub(super) gains: Vec<Rational>,
    pub(super) agreement: Agreement,
    /// What proves that every party goes there straight.
    pub(super) stops: Vec<Stopped>,
}

/// Where everybody goes straight from a point that is known exactly, if that can be shown.
pub(super) fn straight(faces: &mut Faces<'_, '_, '_, '_>, moment: &Moment, reach: &Reach) -> Option<Goals> {
    if moment.low != moment.high || reach.least != reach.most {
        return None;
    }
    let start = &moment.low;
    let moves: Vec<usize> = (0..start.len()).filter(|&party| reach.most[party] > start[party]).collect();
    if moves.is_empty() {
        return None;
    }
    common(faces, moment, reach, &moves).or_else(|| apart(faces, moment, reach, &moves))
}

/// One bound through all that the parties could still have.
fn common(
    faces: &mut Faces<'_, '_, '_, '_>,
    moment: &Moment,
    reach: &Reach,
    moves: &[usize],
) -> Option<Goals> {
    let start = &moment.low;
    let (mut weights, mut floors) = (faces.zone.zeros(), start.clone());
    let mut level = Rational::ONE;
    for &party in moves {
        weights[party] = Rational::ONE.checked_div(&(&reach.most[party] - &start[party]))?;
        level += &(&weights[party] * &start[party]);
        floors[party] = Rational::ZERO;
    }
    let program = Program::at_least(&floors, Goal::Sum(weights));
    let optimum = faces.zone.best(&program, &mut Pool::new(), faces.budget)?;
    if optimum.value != level {
        return None;
    }
    let kept: Rational = optimum.bound.weights.iter().zip(start).map(|(weight, own)| weight * own).sum();
    let bound = faces.bound(&optimum.bound, &(&kept + &Rational::ONE));
    let share = Rational::new(1, i128::try_from(moves.len()).ok()?)?;
    let mut gains = start.clone();
    let mut stops = moment.stops.clone();
    for &party in moves {
        gains[party] += &(&(&reach.most[party] - &start[party]) * &share);
        stops[party].bound = bound;
    }
    let given: Vec<Agreement> =
        moves.iter().map(|&party| agreement_at(faces, moment.stops[party], start)).collect::<Option<_>>()?;
    let agreement = mixed_agreement(&given.iter().collect::<Vec<_>>(), &vec![share; given.len()]);
    Some(Goals { gains, agreement, stops })
}

/// Each party by its own bound, in proportion with all that have weight in it.
fn apart(
    faces: &mut Faces<'_, '_, '_, '_>,
    moment: &Moment,
    reach: &Reach,
    moves: &[usize],
) -> Option<Goals> {
    let start = &moment.low;
    let rise = |party: usize| &reach.most[party] - &start[party];
    let mut gains = start.clone();
    for &party in moves {
        // w (I - d) over w_i (I_i - d_i): how far the bound lets everybody go, in parts of a rise.
        let weights = &faces.bounds[moment.stops[party].bound].weights;
        let all: Rational = moves.iter().map(|&other| &weights[other] * &rise(other)).sum();
        let times = all.checked_div(&(&weights[party] * &rise(party)))?;
        gains[party] += &rise(party).checked_div(&times)?;
    }
    let fits = moves.iter().all(|&party| {
        let weights = &faces.bounds[moment.stops[party].bound].weights;
        let with_weight = moves.iter().filter(|&&other| weights[other].is_positive());
        with_weight.into_iter().all(|&other| {
            &rise(other) * &(&gains[party] - &start[party]) == &rise(party) * &(&gains[other] - &start[other])
        })
    });
    if !fits {
        return None;
    }
    let mut pool = Pool::new();
    let mut weights = faces.zone.zeros();
    weights[*moves.first()?] = Rational::ONE;
    let program = Program::at_least(&gains, Goal::Sum(weights));
    let agreement = faces.zone.best(&program, &mut pool, faces.budget)?.agreement;
    let mut stops = moment.stops.clone();
    for &party in moves {
        let own = &faces.bounds[moment.stops[party].bound].weights;
        let floors = (0..start.len()).map(|other| match other == party || own[other].is_positive() {
            true => start[other].clone(),
            false => gains[other].clone(),
        });
        let mut weights = faces.zone.zeros();
        weights[party] = Rational::ONE;
        let program = Program::at_least(&floors.collect::<Vec<_>>(), Goal::Sum(weights));
        let optimum = faces.zone.best(&program, &mut pool, faces.budget)?;
        if optimum.value != reach.most[party] {
            return None;
        }
        stops[party].agreement = faces.agreement(&Moving::fixed(&optimum.agreement));
    }
    Some(Goals { gains, agreement, stops })
}
