//! Claims of answers of `sequence`: that the moves of each variant are a play in which nobody gains by another move
//! at any point, what it pays, and how likely it is to be signed and to work. Of thresholds, the plan is played at
//! every end and a hair beside it, inside each interval and between two of them, which finds an end at the wrong place.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ask::verify::{Verifier, exact, exact_numbers, intervals};
use crate::budget::Budget;
use crate::certify::extensive::{SubgamePerfect, judge_subgame_perfect};
use crate::error::Error;
use crate::lower::{LoweredSequence, lower_sequence, sequence_numbers};
use crate::model::sequence::{NodeKind, Sequence};
use crate::numeric::{Interval, Rational};
use crate::study::links::linked;
use crate::study::scenario::Scenario;
use crate::study::sequence::{path, play};

/// Judges an answer about a sequence.
pub(super) fn judge(verifier: &mut Verifier, scenario: &Scenario, data: &Value) -> Result<(), Error> {
    let case = scenario.case();
    let Some(sequence) = &case.sequence else {
        return Err(Error::request("this case has no sequence", "give the case that the answer is about"));
    };
    let numbers = sequence_numbers(sequence, &linked(scenario, sequence, &Budget::unlimited())?);
    for (parameter, list) in data["thresholds"].as_object().into_iter().flatten() {
        let is_rounded =
            data["rounded"].as_array().is_some_and(|list| list.iter().any(|one| one == parameter));
        let trial = Trial { scenario, sequence, numbers: &numbers, parameter };
        match intervals(list) {
            Some(list) if !is_rounded => trial.judge(verifier, &list)?,
            Some(_) => {}
            None => {
                verifier.problem(&format!("sequence.thresholds.{parameter}"), "exact numbers are missing")
            }
        }
    }
    for (id, saved) in data["variants"].as_object().into_iter().flatten() {
        let place = format!("sequence.variants.{id}");
        let variant = sequence.variants.iter().find(|one| one.id.text == *id);
        if variant.is_none() && *id != sequence.id.text {
            verifier.problem(&place, "the case has no such variant");
            continue;
        }
        if saved["works"].is_null() {
            continue;
        }
        let lowered = lower_sequence(case, sequence, variant, &numbers)?;
        let claim = claim(&lowered, saved);
        let judged = claim.map(|claim| judge_subgame_perfect(&lowered.game, claim));
        let Some(certified) = verifier.judged(&place, judged) else { continue };
        for (mark, key) in [(Mark::Signed, "probability_signed"), (Mark::Works, "probability_works")] {
            let reached = certified.path.iter().filter(|ending| has(&lowered, ending.node, mark));
            let total: Rational = reached.map(|ending| &ending.probability).sum();
            if exact(&saved["exact"][key]).as_ref() != Some(&total) {
                verifier.problem(&format!("{place}.{key}"), format!("the play gives {total}"));
            }
        }
    }
    Ok(())
}

/// The plan, played with other numbers.
struct Trial<'a> {
    scenario: &'a Scenario,
    sequence: &'a Sequence,
    numbers: &'a BTreeMap<String, Rational>,
    parameter: &'a str,
}

impl Trial<'_> {
    /// Does the plan work at the values that the intervals have, and at no other?
    fn judge(&self, verifier: &mut Verifier, list: &[Interval]) -> Result<(), Error> {
        verifier.claims += 1;
        let ends = list.iter().flat_map(|one| [&one.from, &one.to]).flatten();
        let present = self.numbers.get(self.parameter).cloned().unwrap_or_default();
        let mut values: Vec<Rational> = ends.cloned().chain([present]).collect();
        values.sort();
        values.dedup();
        let half = Rational::new(1, 2).unwrap_or_default();
        let between: Vec<Rational> = values.windows(2).map(|pair| &(&pair[0] + &pair[1]) * &half).collect();
        let (first, last) = (values.first().cloned(), values.last().cloned());
        // A hair beside each end: one at the wrong place is noticed from there.
        let hair = Rational::new(1, 1_000_000_000).unwrap_or_default();
        let beside: Vec<Rational> = values.iter().flat_map(|end| [end - &hair, end + &hair]).collect();
        values.extend(between.into_iter().chain(beside));
        values.extend(first.map(|first| &first - &Rational::ONE));
        values.extend(last.map(|last| &last + &Rational::ONE));
        for value in values {
            let inside = list.iter().any(|one| one.contains(&value));
            if self.works(&value)? != inside {
                let place = format!("sequence.thresholds.{}", self.parameter);
                let found = if inside { "does not work" } else { "works" };
                verifier.problem(&place, format!("the plan {found} at {value}"));
                return Ok(());
            }
        }
        Ok(())
    }

    /// Is the plan signed with a chance above 0? Not at a value that the parameter cannot have.
    fn works(&self, value: &Rational) -> Result<bool, Error> {
        let mut numbers = self.numbers.clone();
        numbers.insert(self.parameter.to_owned(), value.clone());
        let budget = Budget::unlimited();
        match play(self.scenario.case(), self.sequence, None, &numbers, &budget) {
            Ok(play) => Ok(play.outcome.is_some_and(|outcome| outcome.signed.is_positive())),
            Err(Error::Case(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

#[derive(Clone, Copy)]
enum Mark {
    Signed,
    Works,
}

fn has(lowered: &LoweredSequence, place: usize, mark: Mark) -> bool {
    let node = &lowered.view.nodes[lowered.places[place].node];
    match (&node.kind, mark) {
        (NodeKind::End { signed, .. }, Mark::Signed) => *signed,
        (NodeKind::End { works, .. }, Mark::Works) => *works,
        _ => false,
    }
}

/// The moves of a saved variant as a claim; `None` if one is missing or there is no such move.
fn claim(lowered: &LoweredSequence, saved: &Value) -> Option<SubgamePerfect> {
    let game = &lowered.game;
    let mut choices = vec![None; lowered.places.len()];
    let mut actions = vec![None; game.sets().len()];
    for (place, names) in lowered.labels.names.iter().enumerate() {
        let node = &lowered.view.nodes[lowered.places[place].node];
        if !matches!(node.kind, NodeKind::Decision { .. }) {
            continue;
        }
        let way = if names.history.is_empty() { "start".to_owned() } else { names.history.join(" / ") };
        let chosen = saved["moves"].get(&way)?["move"].as_str()?;
        let choice = names.moves.iter().position(|one| one == chosen)?;
        choices[place] = Some(choice);
        actions[game.set_of(place)?] = u32::try_from(choice).ok();
    }
    let players = lowered.labels.players.iter().map(|player| player.id.as_str());
    let payoffs = exact_numbers(players, &saved["exact"]["payoffs"])?;
    Some(SubgamePerfect { actions, payoffs, path: path(&lowered.places, &choices), all: None })
}
