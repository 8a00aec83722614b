//! Claims of answers of `power`: each exact index.
//!
//! Shares are turned back into what they are shares of: share times total. Estimates claim nothing that could be
//! proved; they are drawn again and compared.

use serde_json::Value;

use crate::ask::verify::{Verifier, exact, exact_numbers, ids};
use crate::certify::power::{Index, NobodyWins, Power, Referee};
use crate::error::Error;
use crate::lower::{CoalitionGame, PlayerLabels, lower_coalitions};
use crate::numeric::Rational;
use crate::study::scenario::Scenario;

/// Judges the indices of an answer.
pub(super) fn judge(verifier: &mut Verifier, scenario: &Scenario, saved: &Value) -> Result<(), Error> {
    let lowered = lower_coalitions(scenario.case())?;
    let CoalitionGame::Voting(game) = &lowered.game else { return Ok(()) };
    let referee = Referee::new(game);
    if saved["status"] == "nobody_wins" {
        verifier.judged("status", Some(referee.judge_nobody_wins(NobodyWins)));
    }
    let exact = &saved["exact"];
    for (id, values) in exact["power"].as_object().into_iter().flatten() {
        let claim = power(&lowered.labels, id, values, &exact["totals"]);
        verifier.judged(&format!("exact.power.{id}"), claim.map(|claim| referee.judge(claim)));
    }
    Ok(())
}

/// The claim of one index.
fn power(labels: &PlayerLabels, id: &str, values: &Value, totals: &Value) -> Option<Power> {
    let index = Index::ALL.into_iter().find(|index| index.id() == id)?;
    let values = exact_numbers(ids(labels), values)?;
    let total = exact(totals.get(id)?)?;
    let score = |value: &Rational| if index == Index::BanzhafRaw { value.clone() } else { value * &total };
    let scores = values.iter().map(score).collect();
    Some(Power { index, values, scores, total })
}
