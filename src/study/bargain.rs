//! The solutions on one zone, and bargaining weights and proportions as a person gives them.

use crate::bargaining::zone::Zone;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain};
use crate::concepts::{Concept, Entry};
use crate::error::Error;
use crate::lower::{Labels, PartyLabels};
use crate::model::{Case, Party};
use crate::numeric::scale::{common_denominator, scaled};
use crate::numeric::{Rational, typed};

/// What one concept answers.
#[derive(Debug)]
pub struct Solved {
    /// The concept.
    pub concept: &'static Concept,
    /// Its answer.
    pub answer: Answer<Choice, NoStrictGain>,
}

/// Numbers for each party of a game, for the concepts that need them; `None` if none were given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given<'a> {
    /// Bargaining weights, as whole numbers in their ratio.
    pub weights: Option<&'a [u32]>,
    /// Proportions of gains.
    pub proportions: Option<&'a [Rational]>,
}

/// Runs `concepts` on a zone that has been counted, with the numbers that were given for them.
///
/// # Errors
///
/// [`Error::Request`] if a concept needs numbers and there are none, or not those that it needs.
pub fn solve(zone: &Zone<'_>, concepts: &[&'static Concept], given: Given<'_>) -> Result<Vec<Solved>, Error> {
    concepts
        .iter()
        .map(|concept| {
            let answer = match concept.entry {
                Entry::Choice(entry) => entry(zone),
                Entry::WeightedChoice(entry) => {
                    let missing = || lacks(concept, "bargaining weight", "--weights");
                    entry(zone, given.weights.ok_or_else(missing)?)
                }
                Entry::ProportionalChoice(entry) => {
                    let missing = || lacks(concept, "proportion", "--proportions");
                    let proportions = given.proportions.ok_or_else(missing)?;
                    entry(zone, proportions).map_err(|error| {
                        Error::request(
                            format!("--proportions: {error}"),
                            "write a number above 0 for each party",
                        )
                    })?
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

/// A concept has not the numbers that it needs.
fn lacks(concept: &Concept, noun: &str, flag: &str) -> Error {
    let message = format!("`{}` needs a {noun} for each party", concept.id);
    Error::request(message, format!("add {flag} PARTY=NUMBER,PARTY=NUMBER,..."))
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

/// The influence of each party as its bargaining weight; `None` unless every signatory has one.
#[must_use]
pub fn influence(case: &Case) -> Option<Vec<(String, Rational)>> {
    let pair = |party: &Party| Some((party.id.text.clone(), party.influence.as_ref()?.value.clone()));
    case.signatories().map(pair).collect::<Option<Vec<_>>>().filter(|list| !list.is_empty())
}

/// What is said where the influence of the parties was used.
pub const BY_INFLUENCE: &str = "weighted_nash takes the influence of the parties as their bargaining weights";

/// Bargaining weights by party, as whole numbers in the same ratio.
///
/// - `flag`: where they come from, for what is said about them.
///
/// # Errors
///
/// [`Error::Request`] if a party is unknown or missing, a weight is negative, all are 0, or their ratio needs
/// numbers above 1000.
pub fn weights(
    case: &Case,
    labels: &Labels,
    given: &[(String, Rational)],
    flag: &str,
) -> Result<Vec<u32>, Error> {
    let numbers = per_party(case, &labels.parties, given, flag)?;
    let scale = common_denominator(&numbers);
    labels
        .parties
        .iter()
        .zip(&numbers)
        .map(|(party, weight)| {
            let whole = scaled(weight, &scale).and_then(|weight| u32::try_from(weight).ok());
            whole.filter(|&weight| weight <= 1000).ok_or_else(|| {
                Error::request(
                    format!("{flag}: {} for `{}` cannot be used", typed(weight), party.id),
                    match flag {
                        "influence" => "give --weights of 0 or more with few digits, such as 2 and 1",
                        _ => "write weights of 0 or more with few digits, such as 2 and 1",
                    },
                )
            })
        })
        .collect::<Result<Vec<u32>, Error>>()
        .and_then(|weights| {
            if weights.iter().all(|&weight| weight == 0) {
                return Err(Error::request(
                    format!("{flag} are all 0"),
                    "give at least one party a weight above 0",
                ));
            }
            Ok(weights)
        })
}

/// Proportions by party, each above 0.
///
/// # Errors
///
/// [`Error::Request`] if a party is unknown or missing, or a proportion is not above 0.
pub fn proportions(
    case: &Case,
    labels: &Labels,
    given: &[(String, Rational)],
) -> Result<Vec<Rational>, Error> {
    let numbers = per_party(case, &labels.parties, given, "--proportions")?;
    match labels.parties.iter().zip(&numbers).find(|(_, own)| !own.is_positive()) {
        Some((party, own)) => Err(Error::request(
            format!("--proportions: {own} for `{}` cannot be used", party.id),
            "write numbers above 0, such as 2 and 1",
        )),
        None => Ok(numbers),
    }
}
