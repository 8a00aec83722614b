//! Gains that are raised together: along a ray, towards equal losses, and one group after the other.

use crate::bargaining::convex::answer::Found;
use crate::bargaining::convex::program::{Demand, Goal, Optimum, Program};
use crate::bargaining::convex::zone::{ConvexZone, Opening, Pool};
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Bound, Evidence, Ideal, Stage};
use crate::numeric::Rational;

/// The largest `t` with gains `t * direction`.
///
/// - `direction`: one number for each party, at least 0; `ideals`: shown with the claim.
pub(in crate::bargaining) fn along(
    zone: &ConvexZone<'_>,
    direction: &[Rational],
    ideals: Vec<Ideal>,
    budget: &Budget<'_>,
) -> Option<Found> {
    if direction.iter().all(Rational::is_zero) {
        return nobody_moves(zone, ideals);
    }
    let open: Vec<bool> = direction.iter().map(Rational::is_positive).collect();
    let optimum = raise(zone, direction, &zone.zeros(), &open, &mut Pool::new(), budget)?;
    let gains = direction.iter().map(|own| own * &optimum.value).collect();
    let stage = stage(optimum.value, &open, optimum.bound);
    Some(Found::Point {
        gains,
        agreement: optimum.agreement,
        ideals,
        evidence: Evidence::Stages(vec![stage]),
    })
}

/// The largest `t` with gains `t * direction`; then for those who can still rise alone, and so on.
///
/// Each step settles the parties whose weight in its bound is above 0, of which there is always one.
pub(in crate::bargaining) fn lexicographic(
    zone: &ConvexZone<'_>,
    direction: &[Rational],
    ideals: Vec<Ideal>,
    budget: &Budget<'_>,
) -> Option<Found> {
    let mut open: Vec<bool> = direction.iter().map(Rational::is_positive).collect();
    let (mut gains, mut stages, mut pool) = (zone.zeros(), Vec::new(), Pool::new());
    let mut last: Option<Agreement> = None;
    while open.contains(&true) {
        let optimum = raise(zone, direction, &gains, &open, &mut pool, budget)?;
        let stage = stage(optimum.value, &open, optimum.bound);
        if stage.parties.is_empty() {
            return None;
        }
        for &party in &stage.parties {
            gains[party] = &direction[party] * &stage.step;
            open[party] = false;
        }
        stages.push(stage);
        last = Some(optimum.agreement);
    }
    match last {
        None => nobody_moves(zone, ideals),
        Some(agreement) => {
            Some(Found::Point { gains, agreement, ideals, evidence: Evidence::Stages(stages) })
        }
    }
}

/// The smallest `l` with gains `max(0, ideal - l)`.
pub(in crate::bargaining) fn losses(
    zone: &ConvexZone<'_>,
    ideals: Vec<Ideal>,
    budget: &Budget<'_>,
) -> Option<Found> {
    // The step is what the loss is smaller than the greatest ideal gain.
    let most = ideals.iter().map(|ideal| &ideal.gain).max()?.clone();
    let mut program = Program::at_least(&zone.zeros(), Goal::Step);
    program.demands.extend(ideals.iter().enumerate().map(|(party, ideal)| Demand {
        party: Some(party),
        bound: &ideal.gain - &most,
        rate: Rational::ONE,
    }));
    let optimum = zone.best(&program, &mut Pool::new(), budget)?;
    let loss = &most - &optimum.value;
    let left = |ideal: &Ideal| (&ideal.gain - &loss).max(Rational::ZERO);
    let gains = ideals.iter().map(left).collect();
    let open: Vec<bool> = ideals.iter().map(|ideal| ideal.gain >= loss).collect();
    let stage = stage(loss, &open, optimum.bound);
    Some(Found::Point {
        gains,
        agreement: optimum.agreement,
        ideals,
        evidence: Evidence::Stages(vec![stage]),
    })
}

/// The ideal gains themselves.
pub(in crate::bargaining) fn towards(ideals: &[Ideal]) -> Vec<Rational> {
    ideals.iter().map(|ideal| ideal.gain.clone()).collect()
}

/// The largest step for the parties that are open, the others keeping at least their `floors`.
fn raise(
    zone: &ConvexZone<'_>,
    direction: &[Rational],
    floors: &[Rational],
    open: &[bool],
    pool: &mut Pool,
    budget: &Budget<'_>,
) -> Option<Optimum> {
    let demand = |party: usize| match open[party] {
        true => Demand { party: Some(party), bound: Rational::ZERO, rate: direction[party].clone() },
        false => Demand { party: Some(party), bound: floors[party].clone(), rate: Rational::ZERO },
    };
    let demands = (0..direction.len()).map(demand).collect();
    zone.best(&Program { demands, goal: Goal::Step }, pool, budget)
}

fn stage(step: Rational, open: &[bool], bound: Bound) -> Stage {
    let stopped = open.iter().zip(&bound.weights).map(|(&open, weight)| open && weight.is_positive());
    let parties = stopped.enumerate().filter(|&(_, stopped)| stopped).map(|(party, _)| party).collect();
    Stage { step, parties, bound }
}

/// Nobody can gain: the disagreement point itself.
fn nobody_moves(zone: &ConvexZone<'_>, ideals: Vec<Ideal>) -> Option<Found> {
    let Opening::Open(agreement) = zone.opening() else { return None };
    Some(Found::Point {
        gains: zone.zeros(),
        agreement: agreement.clone(),
        ideals,
        evidence: Evidence::Stages(Vec::new()),
    })
}
