//! The solutions on one zone, and bargaining weights as a person gives them.

use crate::bargaining::zone::Zone;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain};
use crate::concepts::{Concept, Entry};
use crate::error::Error;
use crate::lower::{Labels, PartyLabels};
use crate::model::Case;
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

/// What one concept answers.
#[derive(Debug)]
pub struct Solved {
    /// The concept.
    pub concept: &'static Concept,
    /// Its answer.
    pub answer: Answer<Choice, NoStrictGain>,
}

/// Runs `concepts` on a zone that has been counted.
///
/// `weights` are bargaining weights, one for each party of the game, for the concepts that need them.
///
/// # Errors
///
/// [`Error::Request`] if a concept needs weights and there are none.
pub fn solve(
    zone: &Zone<'_>,
    concepts: &[&'static Concept],
    weights: Option<&[u32]>,
) -> Result<Vec<Solved>, Error> {
    concepts
        .iter()
        .map(|concept| {
            let answer = match concept.entry {
                Entry::Choice(entry) => entry(zone),
                Entry::WeightedChoice(entry) => {
                    let weights = weights.ok_or_else(|| {
                        let message = format!("`{}` needs a bargaining weight for each party", concept.id);
                        Error::request(message, "add --weights PARTY=NUMBER,PARTY=NUMBER,...")
                    })?;
                    entry(zone, weights)
                }
                _ => {
                    return Err(Error::request(
                        format!("`{}` picks a point of a convex set, not a package", concept.id),
                        "add --over lotteries",
                    ));
                }
            };
            Ok(Solved { concept, answer })
        })
        .collect()
}

/// The numbers that were given with `flag`, one for each party in order.
///
/// # Errors
///
/// [`Error::Request`] if a party is unknown or missing.
pub fn per_party(
    case: &Case,
    parties: &[PartyLabels],
    given: &[(String, Rational)],
    flag: &str,
) -> Result<Vec<Rational>, Error> {
    let known: Vec<&str> = case.signatories().map(|party| party.id.as_str()).collect();
    if let Some((stranger, _)) = given.iter().find(|(id, _)| !known.contains(&id.as_str())) {
        let hint = crate::diagnostic::did_you_mean(stranger, known.iter().copied());
        return Err(Error::request(format!("unknown signatory `{stranger}` in {flag}"), hint));
    }
    let own = |party: &PartyLabels| {
        let found = given.iter().find(|(id, _)| *id == party.id).map(|(_, number)| number.clone());
        let noun = flag.trim_start_matches("--").trim_end_matches('s');
        found.ok_or_else(|| {
            Error::request(format!("{flag} has no {noun} for `{}`", party.id), "name every signatory")
        })
    };
    parties.iter().map(own).collect()
}

/// Bargaining weights by party, as whole numbers in the same ratio.
///
/// # Errors
///
/// [`Error::Request`] if a party is unknown or missing, a weight is negative, all are 0, or their ratio needs
/// numbers above 1000.
pub fn weights(case: &Case, labels: &Labels, given: &[(String, Rational)]) -> Result<Vec<u32>, Error> {
    let numbers = per_party(case, &labels.parties, given, "--weights")?;
    let scale = common_denominator(&numbers);
    labels
        .parties
        .iter()
        .zip(&numbers)
        .map(|(party, weight)| {
            let whole = scaled(weight, &scale).and_then(|weight| u32::try_from(weight).ok());
            whole.filter(|&weight| weight <= 1000).ok_or_else(|| {
                Error::request(
                    format!("--weights: {weight} for `{}` cannot be used", party.id),
                    "write weights of 0 or more with few digits, such as 2 and 1",
                )
            })
        })
        .collect::<Result<Vec<u32>, Error>>()
        .and_then(|weights| {
            if weights.iter().all(|&weight| weight == 0) {
                return Err(Error::request(
                    "--weights are all 0",
                    "give at least one party a weight above 0",
                ));
            }
            Ok(weights)
        })
}
