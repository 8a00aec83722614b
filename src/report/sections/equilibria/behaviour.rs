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
    paths: &Paths<'_>,
    found: &Certified<BehaviourEquilibrium>,
) {
    let by_player = |values: &[Rational]| -> Numbers {
        labels.players.iter().cloned().zip(values.iter().cloned().map(Num)).collect()
    };
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
                let nodes = members.iter().map(|&node| paths.name(node as usize));
                nodes.zip(belief.iter().cloned().map(Num)).collect()
            });
            data.beliefs.entry(name.clone()).or_default().insert(set.clone(), belief);
        }
    }
    data.outcomes =
        found.endings.iter().map(|end| (paths.name(end.node), Num(end.probability.clone()))).collect();
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

/// Longest path that is written out, in moves.
const LONGEST_PATH: usize = 40;

/// Names of nodes by the moves that lead to them.
pub(super) struct Paths<'a> {
    labels: &'a TreeLabels,
    /// For each node but the root its parent, the parent's information set and the action that leads to it.
    parents: Vec<Option<(usize, usize, usize)>>,
}

impl<'a> Paths<'a> {
    /// The paths of a tree; one step for each node.
    pub(super) fn of(game: &ExtensiveGame, labels: &'a TreeLabels) -> Self {
        let mut parents = vec![None; game.nodes().len()];
        for node in 0..parents.len() {
            let Some(set) = game.set_of(node) else { continue };
            for (action, child) in game.children(node).enumerate() {
                parents[child] = Some((node, set, action));
            }
        }
        Self { labels, parents }
    }

    /// `accept / kept quiet`; `start` for the root; the number of the node after a path that nobody would read.
    fn name(&self, node: usize) -> String {
        let mut moves = Vec::new();
        let mut here = node;
        while let Some((parent, set, action)) = self.parents[here] {
            if moves.len() == LONGEST_PATH {
                return format!("node {}", node + 1);
            }
            moves.push(self.labels.actions[set][action].as_str());
            here = parent;
        }
        moves.reverse();
        if moves.is_empty() { "start".to_owned() } else { moves.join(" / ") }
    }
}
