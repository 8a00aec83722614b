//! Behaviour in a tree, with names: what each player does where, where play ends, and what it believes on the way.

use indexmap::IndexMap;

use crate::certify::Certified;
use crate::certify::extensive::BehaviourEquilibrium;
use crate::games::extensive::{ExtensiveGame, Mover};
use crate::lower::TreeLabels;
use crate::numeric::Rational;
use crate::report::number::{Num, Numbers, exact};
use crate::report::sections::common::certificate_data;
use crate::report::sections::equilibria::data::EquilibriumData;

/// Fills in what behaviour says of an equilibrium.
pub(super) fn fill(
    data: &mut EquilibriumData,
    game: &ExtensiveGame,
    labels: &TreeLabels,
    found: &Certified<BehaviourEquilibrium>,
) {
    let by_player = |values: &[Rational]| -> Numbers {
        labels.players.iter().cloned().zip(values.iter().cloned().map(Num)).collect()
    };
    let moves = moves(game, labels);
    let named = |place: usize, values: &[Rational]| -> Numbers {
        labels.actions[place].iter().cloned().zip(values.iter().cloned().map(Num)).collect()
    };
    for (place, set) in game.sets().iter().enumerate() {
        let Mover::Player(player) = set.mover else { continue };
        let (name, set) = (&labels.players[player], &labels.sets[place]);
        let own = named(place, &found.strategies[place]);
        data.exact.behaviour.entry(name.clone()).or_default().insert(set.clone(), exact(&own));
        data.behaviour.entry(name.clone()).or_default().insert(set.clone(), own);
        let members = game.members(place);
        if members.len() > 1 {
            let belief = found.beliefs.get(place).and_then(Option::as_ref).map(|belief| {
                let nodes = members.iter().map(|&node| moves[node as usize].clone());
                nodes.zip(belief.iter().cloned().map(Num)).collect()
            });
            data.beliefs.entry(name.clone()).or_default().insert(set.clone(), belief);
        }
    }
    data.outcomes =
        found.endings.iter().map(|end| (moves[end.node].clone(), Num(end.probability.clone()))).collect();
    data.exact.outcomes = exact(&data.outcomes);
    data.payoffs = by_player(&found.payoffs);
    data.regrets = by_player(&found.regrets);
    data.regret = Num(found.regret());
    data.exact.payoffs = exact(&data.payoffs);
    data.exact.regrets = exact(&data.regrets);
    data.subgame_perfect = found.subgame_perfect;
    let player = |player: usize| labels.players.get(player).cloned().unwrap_or_default();
    data.certificate = Some(certificate_data(found.certificate(), &player, &|_| IndexMap::new()));
}

/// The probabilities of actions, player after player and set after set, as texts.
pub(super) fn row(game: &ExtensiveGame, found: &BehaviourEquilibrium) -> Vec<String> {
    let mut row = Vec::new();
    for player in 0..game.players().len() {
        for (place, set) in game.sets().iter().enumerate() {
            if set.mover == Mover::Player(player) {
                row.extend(found.strategies[place].iter().map(ToString::to_string));
            }
        }
    }
    row
}

/// For each node the moves that lead to it: `accept / kept quiet`, or `start`.
fn moves(game: &ExtensiveGame, labels: &TreeLabels) -> Vec<String> {
    let mut moves = vec!["start".to_owned(); game.nodes().len()];
    for node in 0..moves.len() {
        let Some(set) = game.set_of(node) else { continue };
        let children: Vec<usize> = game.children(node).collect();
        for (action, child) in children.into_iter().enumerate() {
            let name = &labels.actions[set][action];
            moves[child] = if node == 0 { name.clone() } else { format!("{} / {name}", moves[node]) };
        }
    }
    moves
}
