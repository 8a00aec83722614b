//! The linear programs over a set: what is asked, and what comes back.

use crate::certify::bargaining_set::{Agreement, Bound};
use crate::numeric::Rational;

/// The gain of one party, or the sum of all, is at least `bound` plus `rate` times the step.
#[derive(Debug, Clone)]
pub(in crate::bargaining) struct Demand {
    /// The party; `None` for the sum of all.
    pub(in crate::bargaining) party: Option<usize>,
    pub(in crate::bargaining) bound: Rational,
    /// At least 0.
    pub(in crate::bargaining) rate: Rational,
}

/// What is made as large as possible.
#[derive(Debug, Clone)]
pub(in crate::bargaining) enum Goal {
    /// The step in the demands.
    Step,
    /// The weighted sum of gains.
    Sum(Vec<Rational>),
    /// The share of vertices in the mixture: 1 if there is an agreement that meets the demands, else 0.
    Agree,
}

/// Gains in the set that meet demands and serve a goal best. Steps are at least 0.
#[derive(Debug, Clone)]
pub(in crate::bargaining) struct Program {
    pub(in crate::bargaining) demands: Vec<Demand>,
    pub(in crate::bargaining) goal: Goal,
}

impl Program {
    /// The goal, nobody losing.
    pub(in crate::bargaining) fn at_least(floors: &[Rational], goal: Goal) -> Self {
        let demand = |(party, floor): (usize, &Rational)| Demand {
            party: Some(party),
            bound: floor.clone(),
            rate: Rational::ZERO,
        };
        Self { demands: floors.iter().enumerate().map(demand).collect(), goal }
    }

    /// The weights of the parties that multipliers of the demands add up to.
    pub(super) fn weights(&self, multipliers: &[Rational], parties: usize, with_goal: bool) -> Vec<Rational> {
        let mut weights = match &self.goal {
            Goal::Sum(weights) if with_goal => weights.clone(),
            _ => vec![Rational::ZERO; parties],
        };
        for (demand, multiplier) in self.demands.iter().zip(multipliers) {
            match demand.party {
                Some(party) => weights[party] += multiplier,
                None => weights.iter_mut().for_each(|weight| *weight += multiplier),
            }
        }
        weights
    }
}

/// What a program came to.
#[derive(Debug, Clone)]
pub(in crate::bargaining) enum Outcome {
    Optimal(Optimum),
    /// Nothing meets the demands.
    Infeasible(Bound),
    /// The goal grows without end.
    Unbounded {
        point: Vec<Rational>,
        direction: Vec<Rational>,
    },
}

/// The best that a program allows.
#[derive(Debug, Clone)]
pub(in crate::bargaining) struct Optimum {
    /// The step, the sum or the share.
    pub(in crate::bargaining) value: Rational,
    /// Something feasible that reaches it.
    pub(in crate::bargaining) agreement: Agreement,
    /// Why nothing reaches more.
    pub(in crate::bargaining) bound: Bound,
    /// What each demand is worth for each unit of its bound.
    pub(in crate::bargaining) multipliers: Vec<Rational>,
}
