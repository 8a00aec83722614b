//! Principles that raise the smallest of some numbers, then the next, and so on.
//!
//! The number of party `i` is `(g_i + offset_i) / direction_i`, where gains `g` are at least 0; a party with direction 0 is
//! left out.

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::program::{Demand, Goal, Optimum, Program};
use crate::bargaining::convex::zone::Pool;
use crate::bargaining::mixed::cells::most;
use crate::bargaining::mixed::solve::Picked;
use crate::bargaining::mixed::zone::MixedZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Bound, Stage};
use crate::certify::mixed::CellProof;
use crate::numeric::Rational;

/// How the numbers of parties are measured.
pub(in crate::bargaining::mixed) struct Scale {
    /// At least 0 each, one of them above.
    pub(in crate::bargaining::mixed) direction: Vec<Rational>,
    /// At least 0 each.
    pub(in crate::bargaining::mixed) offset: Vec<Rational>,
}

/// A combination that comes as far as the best in its first step, settled to the end.
struct Settled {
    key: Vec<Rational>,
    agreement: Agreement,
    stages: Vec<Stage>,
}

impl MixedZone<'_> {
    /// The package whose numbers, smallest first, are greatest.
    pub(in crate::bargaining::mixed) fn greatest_key(
        &self,
        scale: &Scale,
        budget: &Budget<'_>,
    ) -> Option<Picked> {
        let mut proofs: Vec<Option<CellProof>> =
            (0..self.cells.len()).map(|place| self.closed(place).cloned().map(CellProof::Bound)).collect();
        let mut steps: Vec<Option<Rational>> = vec![None; self.open.len()];
        let mut best: Option<(Rational, Bound)> = None;
        for (number, (place, zone)) in self.open.iter().enumerate() {
            if let Some((step, bound)) = &best
                && most(&self.cells.sets[*place], bound)? < scale.needed(bound, step)
            {
                proofs[*place] = Some(CellProof::Bound(bound.clone()));
                continue;
            }
            let (optimum, _) = scale.raise(zone, &vec![None; scale.direction.len()], budget)?;
            proofs[*place] = Some(CellProof::Bound(optimum.bound.clone()));
            if best.as_ref().is_none_or(|(step, _)| optimum.value > *step) {
                best = Some((optimum.value.clone(), optimum.bound));
            }
            steps[number] = Some(optimum.value);
        }
        let (step, _) = best?;
        let mut ahead: Vec<(usize, Settled)> = Vec::new();
        for (number, _) in steps.iter().enumerate().filter(|(_, own)| own.as_ref() == Some(&step)) {
            let (place, zone) = &self.open[number];
            let settled = scale.settle(zone, budget)?;
            proofs[*place] = Some(CellProof::Stages(settled.stages.clone()));
            ahead.push((*place, settled));
        }
        let greatest = ahead.iter().map(|(_, settled)| &settled.key).max()?.clone();
        let mut picked = ahead.iter().filter(|(_, settled)| settled.key == greatest);
        let (place, settled) = picked.next()?;
        Some(Picked {
            package: self.package(*place, &settled.agreement),
            ties: picked.map(|(place, settled)| self.package(*place, &settled.agreement)).collect(),
            proofs: proofs.into_iter().collect::<Option<_>>()?,
            gap: Rational::ZERO,
        })
    }
}

impl Scale {
    /// What weighted gains are at least where every number is at least `step`.
    fn needed(&self, bound: &Bound, step: &Rational) -> Rational {
        let parties = bound.weights.iter().zip(self.direction.iter().zip(&self.offset));
        let needed = parties.filter(|(weight, _)| !weight.is_zero()).map(|(weight, (own, offset))| {
            let gain = &(own * step) - offset;
            if gain.is_positive() { weight * &gain } else { Rational::ZERO }
        });
        needed.sum()
    }

    /// The largest step for the parties that are not settled, and who is stopped by it.
    fn raise(
        &self,
        zone: &ConvexZone<'_>,
        settled: &[Option<Rational>],
        budget: &Budget<'_>,
    ) -> Option<(Optimum, Vec<usize>)> {
        let mut program = Program { demands: Vec::new(), goal: Goal::Step };
        let mut rising = Vec::new();
        for (party, (own, offset)) in self.direction.iter().zip(&self.offset).enumerate() {
            let is_open = own.is_positive() && settled[party].is_none();
            if !is_open || offset.is_positive() {
                let bound = settled[party].clone().unwrap_or_default();
                program.demands.push(Demand { party: Some(party), bound, rate: Rational::ZERO });
            }
            if is_open {
                rising.push((party, program.demands.len()));
                program.demands.push(Demand { party: Some(party), bound: -offset, rate: own.clone() });
            }
        }
        let optimum = zone.best(&program, &mut Pool::new(), budget)?;
        let stopped = rising.into_iter().filter(|(_, place)| optimum.multipliers[*place].is_positive());
        let stopped = stopped.map(|(party, _)| party).collect();
        Some((optimum, stopped))
    }

    /// One step after the other, until everybody is settled.
    fn settle(&self, zone: &ConvexZone<'_>, budget: &Budget<'_>) -> Option<Settled> {
        let mut settled: Vec<Option<Rational>> = vec![None; self.direction.len()];
        let (mut key, mut stages) = (Vec::new(), Vec::new());
        let mut open = self.direction.iter().filter(|own| own.is_positive()).count();
        let mut agreement = None;
        while open > 0 {
            let (optimum, parties) = self.raise(zone, &settled, budget)?;
            if parties.is_empty() {
                return None;
            }
            for &party in &parties {
                settled[party] = Some(&(&self.direction[party] * &optimum.value) - &self.offset[party]);
                key.push(optimum.value.clone());
                open -= 1;
            }
            stages.push(Stage { step: optimum.value, parties, bound: optimum.bound });
            agreement = Some(optimum.agreement);
        }
        Some(Settled { key, agreement: agreement?, stages })
    }
}
