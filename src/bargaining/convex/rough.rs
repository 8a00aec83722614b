//! A program over some vertices in doubles: a guide to the vertices that matter.

use crate::bargaining::convex::program::{Goal, Program};

/// The same program in doubles, each demand over a unit of its own so that entries are about 1.
pub(super) struct Rough {
    /// For each demand the weights of the gains, minus its bound, and its rate; all over its unit.
    demands: Vec<(Vec<f64>, f64, f64)>,
    /// Weights of the goal in the units of the parties.
    goal: Vec<f64>,
    has_step: bool,
    /// What each vertex adds to the goal by itself.
    pub(super) each: f64,
}

impl Rough {
    pub(super) fn new(program: &Program, units: &[f64]) -> Self {
        let has_step = matches!(program.goal, Goal::Step);
        // The step is measured in a unit that makes the greatest rate about 1.
        let rates = program
            .demands
            .iter()
            .map(|demand| demand.rate.to_f64() / demand.party.map_or(1.0, |party| units[party]));
        let step = rates.fold(0.0, f64::max);
        let step = if step > 0.0 { step } else { 1.0 };
        let demands = program.demands.iter().map(|demand| {
            let total: f64 = units.iter().sum();
            let unit = demand.party.map_or(total, |party| units[party]);
            let mut weights = vec![0.0; units.len()];
            match demand.party {
                Some(party) => weights[party] = 1.0,
                None => weights.iter_mut().zip(units).for_each(|(weight, unit)| *weight = unit / total),
            }
            (weights, -demand.bound.to_f64() / unit, demand.rate.to_f64() / unit / step)
        });
        let mut goal = vec![0.0; units.len()];
        if let Goal::Sum(weights) = &program.goal {
            let weights = weights.iter().zip(units).map(|(weight, unit)| weight.to_f64() * unit);
            let weights: Vec<f64> = weights.collect();
            let most = weights.iter().copied().fold(0.0, f64::max);
            if most > 0.0 {
                goal = weights.iter().map(|weight| weight / most).collect();
            }
        }
        let each = if matches!(program.goal, Goal::Agree) { 1.0 } else { 0.0 };
        Self { demands: demands.collect(), goal, has_step, each }
    }

    /// Rows, bounds and objective over some vertices.
    pub(super) fn table<'r>(
        &self,
        gains: impl Iterator<Item = &'r [f64]> + Clone,
    ) -> (Vec<Vec<f64>>, Vec<f64>, Vec<f64>) {
        let mut rows: Vec<Vec<f64>> = Vec::with_capacity(self.demands.len() + 1);
        for (weights, _, rate) in &self.demands {
            let shares = gains.clone().map(|gains| -dot(weights, gains));
            rows.push(shares.chain(self.has_step.then_some(*rate)).collect());
        }
        rows.push(gains.clone().map(|_| 1.0).chain(self.has_step.then_some(0.0)).collect());
        let bounds = self.demands.iter().map(|(_, bound, _)| *bound).chain([1.0]).collect();
        let values = gains.map(|gains| dot(&self.goal, gains) + self.each);
        let objective = values.chain(self.has_step.then_some(1.0)).collect();
        (rows, bounds, objective)
    }

    /// The weights of the parties that multipliers of the rows add up to.
    pub(super) fn weights(&self, multipliers: &[f64]) -> Vec<f64> {
        let mut sums = self.goal.clone();
        for ((weights, _, _), multiplier) in self.demands.iter().zip(multipliers) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * multiplier);
        }
        sums
    }
}

/// The sum of products, pair by pair.
pub(super) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
