//! A sequence as a game in extensive form, with the names of its places.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome};
use crate::lower::PartyLabels;
use crate::model::expression::Expression;
use crate::model::sequence::unfold::{Content, Place, unfold};
use crate::model::sequence::{NodeKind, Sequence, Variant};
use crate::model::{Case, Name};
use crate::numeric::{Field, Rational};

/// One variant of a sequence as a game.
#[derive(Debug, Clone)]
pub struct LoweredSequence {
    /// The game; its nodes are the places, in the same order.
    pub game: ExtensiveGame,
    /// The places with their numbers.
    pub places: Vec<Place<Rational>>,
    /// The sequence as the variant has it.
    pub view: Sequence,
    /// The way back to names.
    pub labels: SequenceLabels,
}

/// The way back from the places of a sequence to names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SequenceLabels {
    /// The players, in the order of the game.
    pub players: Vec<PartyLabels>,
    /// For each place its own name.
    pub names: Vec<PlaceLabels>,
}

/// The names of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLabels {
    /// The id of its node.
    pub node: String,
    /// The name of its node for people; where the mover knows something that others do not, with that in brackets.
    pub name: String,
    /// What the mover knows and others do not: branches of chance that only some see.
    pub private: Vec<String>,
    /// The moves and branches that lead here, from the start on.
    pub history: Vec<String>,
    /// The names of its moves or branches.
    pub moves: Vec<String>,
}

/// The numbers of a sequence: those of its parameters, and those taken from elsewhere, by name.
///
/// - `linked`: for each value that is taken from elsewhere its number.
#[must_use]
pub fn sequence_numbers(sequence: &Sequence, linked: &[(String, Rational)]) -> BTreeMap<String, Rational> {
    let own = sequence.parameters.iter().map(|one| (one.id.text.clone(), one.number.value.clone()));
    own.chain(linked.iter().cloned()).collect()
}

/// Unfolds the plan or one of its variants, in any numbers.
///
/// # Errors
///
/// [`Error::Case`] if an expression divides by zero or its number grows too long.
pub fn unfolded<N: Field>(
    case: &Case,
    view: &Sequence,
    variant: Option<&Variant>,
    numbers: &dyn Fn(&str) -> Option<N>,
) -> Result<Vec<Place<N>>, Error> {
    let players = view.players(case.parties.iter().map(|party| party.id.as_str()));
    let set: &[(Name, Expression)] = variant.map_or(&[], |variant| &variant.set);
    unfold(view, &players, set, numbers).map_err(Error::Case)
}

/// Turns the plan, or one of its variants, into a game.
///
/// - `numbers`: of parameters and linked values, by name: see [`sequence_numbers`].
///
/// # Errors
///
/// [`Error::Case`] if an expression has no value, probabilities do not add up to 1, or payoffs are too fine.
pub fn lower_sequence(
    case: &Case,
    sequence: &Sequence,
    variant: Option<&Variant>,
    numbers: &BTreeMap<String, Rational>,
) -> Result<LoweredSequence, Error> {
    let view = variant.map_or_else(|| sequence.clone(), |variant| sequence.with(variant));
    let places = unfolded(case, &view, variant, &|name| numbers.get(name).cloned())?;
    let ids = view.players(case.parties.iter().map(|party| party.id.as_str()));
    let players: Vec<PartyLabels> = case
        .parties
        .iter()
        .filter(|party| ids.contains(&party.id.as_str()))
        .map(|party| PartyLabels { id: party.id.text.clone(), name: party.name.clone() })
        .collect();
    let names: Vec<PlaceLabels> =
        (0..places.len()).map(|place| place_labels(&view, &places, place)).collect();
    let game = game(&view, &places, &players, &names, case).map_err(|message| {
        let finding = Diagnostic::error(Code::ProbabilitySum, message).at(view.span);
        Error::Case(vec![finding])
    })?;
    Ok(LoweredSequence { game, places, view, labels: SequenceLabels { players, names } })
}

/// The places above one, nearest first, each with the move that was taken there.
fn way(places: &[Place<Rational>], place: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    std::iter::successors(places[place].above, |(above, _)| places[*above].above)
}

fn place_labels(view: &Sequence, places: &[Place<Rational>], place: usize) -> PlaceLabels {
    let node = &view.nodes[places[place].node];
    let mut history = Vec::new();
    let mut private = Vec::new();
    for (above, branch) in way(places, place) {
        let before = &view.nodes[places[above].node];
        let Some(step) = before.steps().get(branch).copied() else { continue };
        history.push(step.label.text.clone());
        let is_chance = matches!(before.kind, NodeKind::Chance { .. });
        if let NodeKind::Decision { party, .. } = &node.kind
            && is_chance
            && before.seen_by.is_some()
            && before.is_seen_by(&party.text)
        {
            private.push(step.label.text.clone());
        }
    }
    history.reverse();
    private.reverse();
    let name = match private.as_slice() {
        [] => node.name().to_owned(),
        known => format!("{} ({})", node.name(), known.join(", ")),
    };
    let moves = node.steps().iter().map(|step| step.label.text.clone()).collect();
    PlaceLabels { node: node.id.text.clone(), name, private, history, moves }
}

/// What a party has seen on the way to a place: nodes at which it learned what was chosen, and what.
fn seen(view: &Sequence, places: &[Place<Rational>], place: usize, party: &str) -> Vec<(usize, usize)> {
    way(places, place)
        .filter(|(above, _)| view.nodes[places[*above].node].is_seen_by(party))
        .map(|(above, branch)| (places[above].node, branch))
        .collect()
}

/// A node with what its mover has seen: places that share it cannot be told apart.
type Knowledge = (usize, Vec<(usize, usize)>);

fn game(
    view: &Sequence,
    places: &[Place<Rational>],
    players: &[PartyLabels],
    names: &[PlaceLabels],
    case: &Case,
) -> Result<ExtensiveGame, String> {
    let mut sets: Vec<InformationSet> = Vec::new();
    let mut known: BTreeMap<Knowledge, u32> = BTreeMap::new();
    let mut nodes = Vec::with_capacity(places.len());
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut payoffs: Vec<Vec<Rational>> = vec![Vec::new(); players.len()];
    // Numbers of information sets: those of chance first, then each player's.
    let mut counts = vec![0_u64; players.len() + 1];
    for (place, here) in places.iter().enumerate() {
        let node = &view.nodes[here.node];
        let label = names[place].name.clone();
        let mut next = |mover: Mover, probabilities: Vec<Rational>| {
            let count = &mut counts[match mover {
                Mover::Chance => 0,
                Mover::Player(player) => player + 1,
            }];
            *count += 1;
            let number = *count;
            let actions = names[place].moves.clone();
            sets.push(InformationSet { label: label.clone(), number, mover, actions, probabilities });
            (sets.len() - 1) as u32
        };
        let (set, outcome) = match (&node.kind, &here.content) {
            (NodeKind::Decision { party, .. }, _) => {
                let player = players.iter().position(|one| one.id == party.text);
                let player = player.ok_or_else(|| format!("unknown party `{}`", party.text))?;
                let knows = (here.node, seen(view, places, place, &party.text));
                let set = match known.get(&knows) {
                    Some(set) => *set,
                    None => {
                        let set = next(Mover::Player(player), Vec::new());
                        known.insert(knows, set);
                        set
                    }
                };
                (Some(set), None)
            }
            (_, Content::Chance(probabilities)) => (Some(next(Mover::Chance, probabilities.clone())), None),
            (_, Content::End(values)) => {
                let outcome = outcomes.len() as u32;
                outcomes.push(Outcome { label: node.name().to_owned(), number: u64::from(outcome) + 1 });
                payoffs.iter_mut().zip(values).for_each(|(list, value)| list.push(value.clone()));
                (None, Some(outcome))
            }
            (_, Content::Decision) => (None, None),
        };
        nodes.push(Node { label, set, outcome });
    }
    let ids = players.iter().map(|player| player.id.clone()).collect();
    ExtensiveGame::new(&case.title, ids, nodes, sets, outcomes, &payoffs).map_err(|error| error.to_string())
}
