//! The frontier of a convex set of two parties: all its corners, by linear programs.
//!
//! Between two corners the set is asked what is best by weights for which both are worth the same. If nothing is better,
//! they are neighbours and the bound of the program proves it; else what is found lies beyond the line between them,
//! and both sides are asked again.

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::Found;
use crate::bargaining::convex::product::mixed_agreement;
use crate::bargaining::convex::program::{Demand, Goal, Program};
use crate::bargaining::convex::zone::Pool;
use crate::bargaining::frontier::point::{gains_at, point_on_frontier};
use crate::bargaining::frontier::zone::frontier_zone;
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Bound, Evidence, Ideal, Reason, SetPrinciple};
use crate::games::frontier::{Frontier, Place};
use crate::numeric::Rational;

/// The point that a principle for two parties picks over an open zone; `None` if the budget ran out.
pub(in crate::bargaining) fn over_frontier_of(
    zone: &ConvexZone<'_>,
    principle: SetPrinciple,
    budget: &Budget<'_>,
) -> Option<Found> {
    let ideals: Vec<Ideal> = zone.ideals(budget)?.to_vec();
    if let Some(party) = ideals.iter().position(|ideal| !ideal.gain.is_positive()) {
        let bound = ideals[party].bound.clone();
        return Some(Found::Nothing(Reason::NoGain { party, bound }));
    }
    let chain = Chain::of(zone, &ideals, budget)?;
    let gains: Vec<[Rational; 2]> =
        chain.corners.iter().map(|corner| pair(&corner.gains(zone.set()))).collect();
    let frontier = Frontier::from_corners([Rational::ZERO, Rational::ZERO], &gains).ok()?;
    let answer = point_on_frontier(&frontier_zone(&frontier), principle, budget);
    let point = answer.found().map(|point| (**point).clone())?;
    Some(Found::Point {
        gains: gains_at(&frontier, &point).to_vec(),
        agreement: chain.agreement(&frontier, &point.from),
        ideals,
        evidence: Evidence::Frontier { corners: chain.corners, edges: chain.edges, point: Box::new(point) },
    })
}

struct Chain {
    corners: Vec<Agreement>,
    /// Between each corner and the next.
    edges: Vec<Bound>,
}

impl Chain {
    fn of(zone: &ConvexZone<'_>, ideals: &[Ideal], budget: &Budget<'_>) -> Option<Self> {
        let mut pool = Pool::new();
        // Where one has all it can have, what is left for the other.
        let mut end = |party: usize| {
            let mut weights = zone.zeros();
            weights[1 - party] = Rational::ONE;
            let mut program = Program::at_least(&zone.zeros(), Goal::Sum(weights));
            program.demands.push(Demand {
                party: Some(party),
                bound: ideals[party].gain.clone(),
                rate: Rational::ZERO,
            });
            Some(zone.best(&program, &mut pool, budget)?.agreement)
        };
        let (start, last) = (end(1)?, end(0)?);
        let at = |corner: &Agreement| pair(&corner.gains(zone.set()));
        let mut chain = Self { corners: vec![start], edges: Vec::new() };
        let mut waiting = vec![last];
        if at(&chain.corners[0]) == at(&waiting[0]) {
            return Some(chain);
        }
        while let (Some(here), Some(next)) = (chain.corners.last(), waiting.last()) {
            let (one, two) = (at(here), at(next));
            let weights = vec![&one[1] - &two[1], &two[0] - &one[0]];
            let worth = |point: &[Rational; 2]| &(&weights[0] * &point[0]) + &(&weights[1] * &point[1]);
            let program = Program::at_least(&zone.zeros(), Goal::Sum(weights.clone()));
            let best = zone.best(&program, &mut pool, budget)?;
            if best.value > worth(&one) {
                waiting.push(best.agreement);
            } else {
                chain.edges.push(best.bound);
                chain.corners.extend(waiting.pop());
            }
        }
        Some(chain)
    }

    /// An agreement at a place of the frontier, which may have a level line before the first corner.
    fn agreement(&self, frontier: &Frontier, place: &Place) -> Agreement {
        let has_level = frontier.stretches().len() > self.edges.len() && {
            let first = frontier.stretches()[0].at(&Rational::ZERO);
            first[0] < frontier.stretches()[0].at(&Rational::ONE)[0]
                && first[1] == frontier.stretches()[0].at(&Rational::ONE)[1]
        };
        let edge = place.stretch.checked_sub(usize::from(has_level));
        match edge {
            None => self.corners[0].clone(),
            Some(edge) if edge + 1 < self.corners.len() && place.at.is_positive() && place.at < 1 => {
                let shares = [&Rational::ONE - &place.at, place.at.clone()];
                mixed_agreement(&[&self.corners[edge], &self.corners[edge + 1]], &shares)
            }
            Some(edge) => {
                let corner = edge + usize::from(place.at.is_positive());
                self.corners[corner.min(self.corners.len() - 1)].clone()
            }
        }
    }
}

fn pair(gains: &[Rational]) -> [Rational; 2] {
    [0, 1].map(|party: usize| gains.get(party).cloned().unwrap_or_default())
}
