//! Lowers the issues of a case of two signatories to items that they divide.

use crate::error::Error;
use crate::games::division::{Division, InvalidDivision};
use crate::lower::labels::PartyLabels;
use crate::model::{Case, Party};
use crate::numeric::Rational;

/// Issues as items, with the names of their parties and of what is divided.
#[derive(Debug, Clone, PartialEq)]
pub struct LoweredDivision {
    /// The items.
    pub division: Division,
    /// The two parties.
    pub parties: [PartyLabels; 2],
    /// Id and name of each item.
    pub items: Vec<(String, String)>,
}

/// Turns each issue of `case` into an item that is worth, to each party, the weight of the issue.
///
/// # Errors
///
/// [`Error::Request`] if the case has no issues, not two signatories, or a signatory without weights.
pub fn lower_division(case: &Case) -> Result<LoweredDivision, Error> {
    let signatories: Vec<&Party> = case.signatories().collect();
    let &[first, second] = signatories.as_slice() else {
        let message = format!("items are divided between two parties, this case has {}", signatories.len());
        return Err(Error::request(message, "ask zopa solve for fairness principles among several"));
    };
    let weights = |party: &Party| -> Vec<Rational> {
        let own = case.issues.iter().map(|issue| {
            let weight = issue.weight.iter().find(|(name, _)| name.text == party.id.text);
            weight.map(|(_, weight)| weight.value.clone()).unwrap_or_default()
        });
        own.collect()
    };
    let division = Division::new([weights(first), weights(second)]).map_err(|error| match error {
        InvalidDivision::Nothing => Error::request(
            "this case has no issues to divide",
            "add [issues.NAME] with a weight for each party",
        ),
        InvalidDivision::Worthless { party } => {
            let id = &[first, second][party].id.text;
            let message = format!("all issues together have weight 0 for `{id}`, so it has nothing to win");
            Error::request(message, "give it a weight on at least one issue")
        }
        other => Error::request(other.to_string(), "give each party a weight of 0 or more on each issue"),
    })?;
    let label = |party: &Party| PartyLabels { id: party.id.text.clone(), name: party.name.clone() };
    let items = case.issues.iter().map(|issue| (issue.id.text.clone(), issue.label.clone()));
    Ok(LoweredDivision { division, parties: [label(first), label(second)], items: items.collect() })
}
