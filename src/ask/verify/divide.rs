//! Claims of answers of `divide`: that each item is with whom it is worth most, at prices, and what a principle asks for.

use serde_json::Value;

use crate::ask::verify::{Verifier, exact, exact_numbers};
use crate::certify::division::{DividedItems, DivisionPrinciple, judge_division};
use crate::error::Error;
use crate::lower::{LoweredDivision, lower_division};
use crate::numeric::Rational;
use crate::study::scenario::Scenario;

/// Judges the divisions of an answer.
pub(super) fn judge(verifier: &mut Verifier, scenario: &Scenario, solutions: &Value) -> Result<(), Error> {
    let lowered = lower_division(scenario.case())?;
    for (id, solution) in solutions.as_object().into_iter().flatten() {
        let principle = match id.as_str() {
            "adjusted_winner" => DivisionPrinciple::AdjustedWinner,
            _ => DivisionPrinciple::Nash,
        };
        let judged = claim(&lowered, principle, &solution["exact"])
            .map(|claim| judge_division(&lowered.division, claim));
        verifier.judged(&format!("solutions.{id}"), judged);
    }
    Ok(())
}

fn claim(lowered: &LoweredDivision, principle: DivisionPrinciple, saved: &Value) -> Option<DividedItems> {
    let gets = saved["gets"].get(&lowered.parties[0].id)?;
    let share = |(id, _): &(String, String)| match gets.get(id) {
        Some(share) => exact(share),
        None => Some(Rational::ZERO),
    };
    let prices = exact_numbers(lowered.parties.iter().map(|party| party.id.as_str()), &saved["prices"])?;
    Some(DividedItems {
        principle,
        to_first: lowered.items.iter().map(share).collect::<Option<_>>()?,
        prices: prices.try_into().ok()?,
    })
}
