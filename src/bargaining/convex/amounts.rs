//! Programs over a set given by amounts: a few rows over a box.

use crate::bargaining::convex::program::{Goal, Optimum, Outcome, Program};
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Bound};
use crate::games::bargaining_set::{Amounts, BargainingSet};
use crate::numeric::boxed_program::{self, BoxedProgram};
use crate::numeric::{Rational, dot};

/// The amounts with what each party gains where all are 0.
#[derive(Debug)]
pub(super) struct AmountEngine<'s> {
    amounts: &'s Amounts,
    start: Vec<Rational>,
}

impl<'s> AmountEngine<'s> {
    pub(super) fn new(set: &'s BargainingSet, amounts: &'s Amounts) -> Self {
        let start = amounts.base().iter().zip(set.disagreement()).map(|(base, floor)| base - floor).collect();
        Self { amounts, start }
    }

    /// The answer; `None` once the budget has run out.
    pub(super) fn solve(&self, program: &Program, budget: &Budget<'_>) -> Option<Outcome> {
        self.with_more(program, None, budget)
    }

    /// The same with `more` for each unit of each amount in the goal.
    pub(super) fn with_more(
        &self,
        program: &Program,
        more: Option<&[Rational]>,
        budget: &Budget<'_>,
    ) -> Option<Outcome> {
        let count = self.amounts.most().len();
        let has_step = matches!(program.goal, Goal::Step);
        let mut rows = Vec::with_capacity(program.demands.len() + self.amounts.limits().len());
        let mut bounds = Vec::with_capacity(rows.capacity());
        for demand in &program.demands {
            let mut row: Vec<Rational> =
                self.amounts.rates().iter().map(|rates| -&counted(demand.party, rates)).collect();
            row.extend(has_step.then(|| demand.rate.clone()));
            rows.push(row);
            bounds.push(&counted(demand.party, &self.start) - &demand.bound);
        }
        for (limit, bound) in self.amounts.limits().iter().zip(self.amounts.bounds()) {
            rows.push(limit.iter().cloned().chain(has_step.then_some(Rational::ZERO)).collect());
            bounds.push(bound.clone());
        }
        let mut uppers = self.amounts.most().to_vec();
        let (objective, constant) = match &program.goal {
            Goal::Step => {
                uppers.push(self.greatest_step(program));
                let mut objective = vec![Rational::ZERO; count];
                objective.push(Rational::ONE);
                (objective, Rational::ZERO)
            }
            Goal::Sum(weights) => {
                let worth = |rates: &Vec<Rational>| dot(weights, rates);
                (self.amounts.rates().iter().map(worth).collect(), dot(weights, &self.start))
            }
            Goal::Agree => (vec![Rational::ZERO; count], Rational::ONE),
        };
        let objective = match more {
            Some(more) => objective.iter().zip(more).map(|(own, more)| own + more).collect(),
            None => objective,
        };
        let solved =
            BoxedProgram::new(objective, uppers, rows, bounds)?.solve(&mut |work| budget.spend(work))?;
        let parties = self.start.len();
        let bound = |multipliers: &[Rational], with_goal: bool| Bound {
            weights: program.weights(&multipliers[..program.demands.len()], parties, with_goal),
            rows: multipliers[program.demands.len()..].to_vec(),
        };
        Some(match solved {
            boxed_program::Outcome::Optimal { mut point, value, multipliers } => {
                point.truncate(count);
                Outcome::Optimal(Optimum {
                    value: &value + &constant,
                    agreement: Agreement::Amounts(point),
                    bound: bound(&multipliers, true),
                    multipliers: multipliers[..program.demands.len()].to_vec(),
                })
            }
            boxed_program::Outcome::Infeasible { multipliers } => {
                Outcome::Infeasible(bound(&multipliers, false))
            }
        })
    }

    /// A step beyond which some demand cannot be met, whatever the limits; 0 if no demand rises with it.
    fn greatest_step(&self, program: &Program) -> Rational {
        let rising = program.demands.iter().filter(|demand| demand.rate.is_positive());
        let ends = rising.map(|demand| {
            let mut most = &counted(demand.party, &self.start) - &demand.bound;
            for (rates, end) in self.amounts.rates().iter().zip(self.amounts.most()) {
                let rate = counted(demand.party, rates);
                if rate.is_positive() {
                    most += &(&rate * end);
                }
            }
            &most / &demand.rate
        });
        // One more, so that what stops the step is always a demand.
        ends.min().map_or(Rational::ZERO, |end| &end.max(Rational::ZERO) + &Rational::ONE)
    }
}

/// What counts for a demand: the number of its party, or the sum of all.
fn counted(party: Option<usize>, numbers: &[Rational]) -> Rational {
    party.map_or_else(|| numbers.iter().sum(), |party| numbers[party].clone())
}
