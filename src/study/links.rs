//! Numbers that a sequence takes from elsewhere in its case.
//!
//! A reference is the path of a number, a walk-away value, or what a solution gives a party: `solve.nash.GOV`. The
//! source block is solved for it, with the what-ifs of the run, so that the number moves with whatever it rests on.

use crate::bargaining::zone::zone;
use crate::budget::Budget;
use crate::certify::{Stop, Verdict};
use crate::concepts::{Concept, Entry, solutions};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::error::Error;
use crate::lower::Lowered;
use crate::model::sequence::{Meaning, Sequence};
use crate::model::{Name, path};
use crate::numeric::Rational;
use crate::study::bargain::{Given, solve};
use crate::study::scenario::Scenario;

/// The number of each value of a sequence that is taken from elsewhere, by the name of the value.
///
/// # Errors
///
/// [`Error::Case`] if a reference names a concept that does not exist or that needs more than the case;
/// [`Error::Request`] if a solution is not defined, or the time ran out before it was found.
pub fn linked(
    scenario: &Scenario,
    sequence: &Sequence,
    budget: &Budget<'_>,
) -> Result<Vec<(String, Rational)>, Error> {
    let mut links = Links { scenario, budget, lowered: None, solved: Vec::new() };
    let mut found = Vec::new();
    for value in &sequence.values {
        if let Meaning::From(path) = &value.meaning {
            found.push((value.id.text.clone(), links.number(path)?));
        }
    }
    Ok(found)
}

struct Links<'a> {
    scenario: &'a Scenario,
    budget: &'a Budget<'a>,
    lowered: Option<Lowered>,
    /// For each concept that was asked, what it gives each party.
    solved: Vec<(&'static str, Vec<Rational>)>,
}

impl Links<'_> {
    fn number(&mut self, reference: &Name) -> Result<Rational, Error> {
        if let Some(rest) = reference.text.strip_prefix("solve.") {
            let (concept, party) = rest.split_once('.').unwrap_or((rest, ""));
            return self.solution(reference, concept, party);
        }
        if let Some(number) = path::number_mut(&mut self.scenario.case().clone(), &reference.text) {
            return Ok(number.value.clone());
        }
        // A walk-away value that is taken from a package has a number only in the game.
        let party = reference.text.strip_prefix("parties.").and_then(|rest| rest.strip_suffix(".walk_away"));
        let lowered = self.lowered()?;
        let place = lowered.labels.parties.iter().position(|one| Some(one.id.as_str()) == party);
        match place {
            Some(place) => Ok(lowered.game.points(place, lowered.game.walk_away()[place])),
            None => {
                let message = format!("no number at path `{}`", reference.text);
                Err(wrong(reference, message, "zopa show CASE --numbers lists every path".to_owned()))
            }
        }
    }

    fn lowered(&mut self) -> Result<&Lowered, Error> {
        match &mut self.lowered {
            Some(lowered) => Ok(lowered),
            empty => Ok(empty.insert(self.scenario.lower()?)),
        }
    }

    /// What a solution gives a party; of several packages that are equally good, the first in file order.
    fn solution(&mut self, reference: &Name, id: &str, party: &str) -> Result<Rational, Error> {
        let concept = plain_solution(reference, id)?;
        let budget = self.budget;
        let known = self.solved.iter().position(|(one, _)| *one == concept.id);
        let known = match known {
            Some(known) => known,
            None => {
                let lowered = self.lowered()?;
                let given = payoffs(reference, concept, lowered, budget)?;
                self.solved.push((concept.id, given));
                self.solved.len() - 1
            }
        };
        let place = self.lowered()?.labels.parties.iter().position(|one| one.id == party);
        place.and_then(|place| self.solved[known].1.get(place).cloned()).ok_or_else(|| {
            let message = format!("no signatory `{party}` in `{}`", reference.text);
            wrong(reference, message, "write solve.CONCEPT.PARTY".to_owned())
        })
    }
}

/// A solution that needs nothing beyond the case.
fn plain_solution(reference: &Name, id: &str) -> Result<&'static Concept, Error> {
    let plain = || solutions().filter(|one| matches!(one.entry, Entry::Choice(_)));
    plain().find(|one| one.id == id).ok_or_else(|| {
        let names: Vec<&str> = plain().map(|one| one.id).collect();
        let mut hint = did_you_mean(id, names.iter().copied());
        if hint.is_empty() {
            hint = format!("the concepts are: {}", names.join(", "));
        }
        wrong(reference, format!("unknown concept `{id}` in `{}`", reference.text), hint)
    })
}

fn payoffs(
    reference: &Name,
    concept: &'static Concept,
    lowered: &Lowered,
    budget: &Budget<'_>,
) -> Result<Vec<Rational>, Error> {
    let game = &lowered.game;
    let zone = zone(game, budget);
    let name = &reference.text;
    if zone.answer().stop != Stop::Finished {
        let message = format!("the time ran out before `{name}` was found");
        return Err(Error::request(message, "give it more time, or none: --time-limit"));
    }
    for solved in solve(&zone, &[concept], Given::default())? {
        if let Verdict::Found(choice) = &solved.answer.verdict
            && let Some(package) = choice.packages.first()
        {
            return Ok((0..game.parties())
                .map(|party| game.points(party, game.utility(package, party)))
                .collect());
        }
    }
    let is_open = zone.facts().is_some_and(|facts| facts.is_open());
    let why = match is_open {
        true => "no package gives every party a gain",
        false => "no package is acceptable to all",
    };
    let hint = "zopa why-not CASE says what would open the zone; or give the sequence a number of its own";
    Err(Error::request(format!("the sequence refers to `{name}`, which is not defined: {why}"), hint))
}

fn wrong(reference: &Name, message: String, hint: String) -> Error {
    Error::Case(vec![Diagnostic::error(Code::UnknownNumber, message).at(reference.span).hint(hint)])
}
