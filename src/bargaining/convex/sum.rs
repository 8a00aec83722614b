//! The greatest sum of gains, and the best that each party can have at it.

use crate::bargaining::convex::answer::Found;
use crate::bargaining::convex::product::mixed_agreement;
use crate::bargaining::convex::program::{Demand, Goal, Program};
use crate::bargaining::convex::zone::{ConvexZone, Pool};
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, End, Evidence};
use crate::numeric::Rational;

/// All of the greatest sum: its ends, and the mean of these as the point.
pub(in crate::bargaining) fn greatest_sum(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> Option<Found> {
    let parties = zone.set().parties();
    let ones = vec![Rational::ONE; parties];
    let mut pool = Pool::new();
    let optimum = zone.best(&Program::at_least(&zone.zeros(), Goal::Sum(ones)), &mut pool, budget)?;
    let most = optimum.value;
    let end = |party: usize| {
        let mut weights = zone.zeros();
        weights[party] = Rational::ONE;
        let mut program = Program::at_least(&zone.zeros(), Goal::Sum(weights));
        program.demands.push(Demand { party: None, bound: most.clone(), rate: Rational::ZERO });
        let best = zone.best(&program, &mut pool, budget)?;
        let level = best.multipliers.last()?.clone();
        let gains = best.agreement.gains(zone.set());
        Some(End { gains, agreement: best.agreement, bound: best.bound, level })
    };
    let ends: Vec<End> = (0..parties).map(end).collect::<Option<_>>()?;
    let first = ends.first()?;
    let agreement = if ends.iter().all(|end| end.gains == first.gains) {
        first.agreement.clone()
    } else {
        let share = Rational::new(1, i128::try_from(parties).ok()?)?;
        let agreements: Vec<&Agreement> = ends.iter().map(|end| &end.agreement).collect();
        mixed_agreement(&agreements, &vec![share; parties])
    };
    let gains = agreement.gains(zone.set());
    let vertices = zone.vertices().map(|engine| engine.with_sum(&most)).unwrap_or_default();
    Some(Found::Point {
        gains,
        agreement,
        ideals: Vec::new(),
        evidence: Evidence::Sum { bound: optimum.bound, most, ends, vertices },
    })
}
