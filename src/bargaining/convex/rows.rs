//! Programs over a set given by rows of inequalities: the exact simplex method as it is.

use crate::bargaining::convex::program::{Goal, Optimum, Outcome, Program};
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Bound};
use crate::games::bargaining_set::{BargainingSet, Rows};
use crate::numeric::Rational;
use crate::numeric::linear_program::{self, LinearProgram};

/// The rows in gains: `rows g <= slack`, `g >= 0`.
#[derive(Debug)]
pub(super) struct RowEngine<'s> {
    rows: &'s [Vec<Rational>],
    slack: Vec<Rational>,
    parties: usize,
}

impl<'s> RowEngine<'s> {
    pub(super) fn new(set: &'s BargainingSet, rows: &'s Rows) -> Self {
        let floor = |row: &[Rational]| -> Rational {
            row.iter().zip(set.disagreement()).map(|(one, two)| one * two).sum()
        };
        let slack = rows.coefficients.iter().zip(&rows.bounds);
        let slack = slack.map(|(row, bound)| bound - &floor(row)).collect();
        Self { rows: &rows.coefficients, slack, parties: set.parties() }
    }

    /// The answer; `None` once the budget has run out.
    pub(super) fn solve(&self, program: &Program, budget: &Budget<'_>) -> Option<Outcome> {
        // Gains are at least 0 by themselves: such demands need no row.
        let needed: Vec<usize> = (0..program.demands.len())
            .filter(|&place| {
                let demand = &program.demands[place];
                demand.bound.is_positive() || demand.rate.is_positive()
            })
            .collect();
        let has_step = matches!(program.goal, Goal::Step);
        let mut rows = Vec::with_capacity(needed.len() + self.rows.len());
        let mut bounds = Vec::with_capacity(needed.len() + self.rows.len());
        let minus = -&Rational::ONE;
        for &place in &needed {
            let demand = &program.demands[place];
            let mut row: Vec<Rational> = (0..self.parties)
                .map(|party| {
                    let counts = demand.party.is_none_or(|own| own == party);
                    if counts { minus.clone() } else { Rational::ZERO }
                })
                .collect();
            row.extend(has_step.then(|| demand.rate.clone()));
            rows.push(row);
            bounds.push(-&demand.bound);
        }
        for (row, slack) in self.rows.iter().zip(&self.slack) {
            rows.push(row.iter().cloned().chain(has_step.then_some(Rational::ZERO)).collect());
            bounds.push(slack.clone());
        }
        let objective = match &program.goal {
            Goal::Step => {
                let mut objective = vec![Rational::ZERO; self.parties];
                objective.push(Rational::ONE);
                objective
            }
            Goal::Sum(weights) => weights.clone(),
            Goal::Agree => vec![Rational::ZERO; self.parties],
        };
        let solved = LinearProgram::new(objective, rows, bounds)?.solve(&mut |work| budget.spend(work))?;
        let spread = |multipliers: &[Rational]| {
            let mut all = vec![Rational::ZERO; program.demands.len()];
            needed.iter().zip(multipliers).for_each(|(&place, own)| all[place] = own.clone());
            all
        };
        let bound = |multipliers: &[Rational], with_goal: bool| Bound {
            weights: program.weights(&spread(multipliers), self.parties, with_goal),
            rows: multipliers[needed.len()..].to_vec(),
        };
        let gains = |mut point: Vec<Rational>| {
            point.truncate(self.parties);
            point
        };
        Some(match solved {
            linear_program::Outcome::Optimal { point, value, multipliers } => Outcome::Optimal(Optimum {
                value,
                agreement: Agreement::Point(gains(point)),
                bound: bound(&multipliers, true),
                multipliers: spread(&multipliers),
            }),
            linear_program::Outcome::Infeasible { multipliers } => {
                Outcome::Infeasible(bound(&multipliers, false))
            }
            linear_program::Outcome::Unbounded { point, direction } => {
                Outcome::Unbounded { point: gains(point), direction: gains(direction) }
            }
        })
    }
}
