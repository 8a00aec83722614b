//! Steps that raise gains together: along a ray, towards equal losses, and one after the other.
//!
//! In each, weights with `w x = max w g` stop every feasible `g >= x` from being above `x` for a party with weight.

use crate::certify::bargaining_set::claim::{Bound, Stage};
use crate::certify::bargaining_set::measure::{Measure, above_zero, distance};
use crate::certify::check::{Check, Witness};
use crate::numeric::{Rational, dot};

const SPREAD: &str = "gains off the step in their proportions";
const BLOCKED: &str = "weighted gains that a larger step could still take";
const FORM: &str = "steps that do not fit the principle";

/// The largest `t` with `gains = t * direction`; parties with direction 0 have 0.
pub(in crate::certify::bargaining_set) fn along(
    measure: &Measure<'_>,
    direction: &[Rational],
    gains: &[Rational],
    stages: &[Stage],
) -> Vec<Check> {
    match stages {
        [] => nobody_moves(direction, gains),
        [stage] => {
            let on_ray = direction.iter().map(|own| own * &stage.step);
            vec![
                form(stops(stage, |party| direction.get(party).is_some_and(Rational::is_positive))),
                spread(on_ray, gains),
                blocked(measure, &stage.bound, gains),
            ]
        }
        _ => vec![form(false)],
    }
}

/// The smallest `l` with `gains = max(0, ideals - l)`.
pub(in crate::certify::bargaining_set) fn losses(
    measure: &Measure<'_>,
    ideals: &[Rational],
    gains: &[Rational],
    stages: &[Stage],
) -> Vec<Check> {
    let [stage] = stages else { return vec![form(false)] };
    let left = ideals.iter().map(|ideal| above_zero(&(ideal - &stage.step)));
    // A smaller loss raises those whose ideal gain is at least the loss.
    vec![
        form(stops(stage, |party| ideals.get(party).is_some_and(|ideal| *ideal >= stage.step))),
        spread(left, gains),
        blocked(measure, &stage.bound, gains),
    ]
}

/// Steps one after the other, each for the parties that the earlier ones did not stop.
///
/// Whoever has as good a list of sorted shares has, stage by stage, at least the step for everyone left, and
/// the bound of the stage then leaves its parties nothing more.
pub(in crate::certify::bargaining_set) fn lexicographic(
    measure: &Measure<'_>,
    direction: &[Rational],
    gains: &[Rational],
    stages: &[Stage],
) -> Vec<Check> {
    if stages.is_empty() {
        return nobody_moves(direction, gains);
    }
    let mut steps: Vec<Option<&Rational>> = vec![None; direction.len()];
    let mut is_open: Vec<bool> = direction.iter().map(Rational::is_positive).collect();
    let mut fits = stages.windows(2).all(|pair| pair[0].step <= pair[1].step);
    fits &= !stages[0].step.is_negative();
    for stage in stages {
        let weights = &stage.bound.weights;
        fits &= weights.len() == direction.len() && !stage.parties.is_empty();
        for &party in &stage.parties {
            fits &=
                is_open.get(party) == Some(&true) && weights.get(party).is_some_and(Rational::is_positive);
            if let (Some(open), Some(step)) = (is_open.get_mut(party), steps.get_mut(party)) {
                (*open, *step) = (false, Some(&stage.step));
            }
        }
        fits &= !weights.iter().zip(&is_open).any(|(weight, open)| *open && weight.is_positive());
    }
    fits &= !is_open.contains(&true);
    let settled =
        direction.iter().zip(&steps).map(|(own, step)| step.map_or(Rational::ZERO, |step| own * step));
    let worst = stages.iter().map(|stage| blocked(measure, &stage.bound, gains));
    let worst = worst.max_by(|one, other| one.residual.cmp(&other.residual));
    let mut checks = vec![form(fits), spread(settled, gains)];
    checks.extend(worst);
    checks
}

/// Is the step not below 0, and does its bound stop exactly the parties it names, some of those that a larger step raises?
fn stops(stage: &Stage, would_rise: impl Fn(usize) -> bool) -> bool {
    let stopped = |&party: &usize| stage.bound.weights[party].is_positive() && would_rise(party);
    let stopped = (0..stage.bound.weights.len()).filter(stopped);
    !stage.step.is_negative() && !stage.parties.is_empty() && stopped.eq(stage.parties.iter().copied())
}

/// No step at all: nobody can gain.
fn nobody_moves(direction: &[Rational], gains: &[Rational]) -> Vec<Check> {
    let moves = direction.iter().chain(gains).filter(|number| !number.is_zero()).count();
    vec![Check::count("parties that could move where no step is stated", moves as u128, Witness::Nothing)]
}

fn form(fits: bool) -> Check {
    Check::count(FORM, u128::from(!fits), Witness::Nothing)
}

fn spread(expected: impl Iterator<Item = Rational>, gains: &[Rational]) -> Check {
    let off = expected.zip(gains).map(|(expected, gain)| distance(&expected, gain)).max();
    Check::exact(SPREAD, off.unwrap_or(Rational::ONE), Witness::Compared(gains.len() as u128))
}

fn blocked(measure: &Measure<'_>, bound: &Bound, gains: &[Rational]) -> Check {
    let room = measure.greatest(bound).map_or(Rational::ONE, |most| &most - &dot(&bound.weights, gains));
    Check::exact(BLOCKED, room, Witness::Nothing)
}
