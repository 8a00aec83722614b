//! Claims of answers of `sequence`: that the moves of each variant are a play in which nobody gains by another move
//! at any point, what it pays, and how likely it is to be signed and to work.

use serde_json::Value;

use crate::ask::verify::{Verifier, exact, exact_numbers};
use crate::budget::Budget;
use crate::certify::extensive::{SubgamePerfect, judge_subgame_perfect};
use crate::error::Error;
use crate::lower::{LoweredSequence, lower_sequence, sequence_numbers};
use crate::model::sequence::NodeKind;
use crate::numeric::Rational;
use crate::study::links::linked;
use crate::study::scenario::Scenario;
use crate::study::sequence::path;

/// Judges an answer about a sequence.
pub(super) fn judge(verifier: &mut Verifier, scenario: &Scenario, data: &Value) -> Result<(), Error> {
    let case = scenario.case();
    let Some(sequence) = &case.sequence else {
        return Err(Error::request("this case has no sequence", "give the case that the answer is about"));
    };
    let numbers = sequence_numbers(sequence, &linked(scenario, sequence, &Budget::unlimited())?);
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
