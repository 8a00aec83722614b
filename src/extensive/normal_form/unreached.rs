//! What a player would do where its own plans do not let it come.

use std::cmp::Reverse;

use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::Rational;

/// Takes at each of these sets the first action that pays its mover most, given what is played everywhere else.
///
/// The nodes of a set are weighed by how probable chance and the other players make them, all the same if these
/// never come to any. Sets are decided from the
/// last to the first, by their first nodes.
pub(super) fn best_actions(game: &ExtensiveGame, play: &mut [Vec<Rational>], mut sets: Vec<usize>) {
    if sets.is_empty() {
        return;
    }
    let mut parents: Vec<Option<(usize, usize)>> = vec![None; game.nodes().len()];
    for node in 0..game.nodes().len() {
        for (action, child) in game.children(node).enumerate() {
            parents[child] = Some((node, action));
        }
    }
    sets.sort_by_key(|set| Reverse(game.members(*set).first().copied()));
    for set in sets {
        let Mover::Player(player) = game.sets()[set].mover else { continue };
        let mut sums = vec![Rational::ZERO; game.sets()[set].actions.len()];
        let members = game.members(set);
        let mut weights: Vec<Rational> =
            members.iter().map(|node| weight(game, play, player, &parents, *node as usize)).collect();
        if weights.iter().all(Rational::is_zero) {
            weights.fill(Rational::ONE);
        }
        for (member, weight) in members.iter().zip(&weights).filter(|(_, weight)| !weight.is_zero()) {
            for (sum, child) in sums.iter_mut().zip(game.children(*member as usize)) {
                *sum += &(weight * &worth(game, play, player, child));
            }
        }
        let mut best = 0;
        for action in 1..sums.len() {
            if sums[action] > sums[best] {
                best = action;
            }
        }
        play[set].fill(Rational::ZERO);
        play[set][best] = Rational::ONE;
    }
}

/// The probabilities of the actions of a set.
fn shares<'a>(game: &'a ExtensiveGame, play: &'a [Vec<Rational>], set: usize) -> &'a [Rational] {
    match game.sets()[set].mover {
        Mover::Chance => &game.sets()[set].probabilities,
        Mover::Player(_) => &play[set],
    }
}

/// How probable a node is if `player` does all it can to come to it.
fn weight(
    game: &ExtensiveGame,
    play: &[Vec<Rational>],
    player: usize,
    parents: &[Option<(usize, usize)>],
    node: usize,
) -> Rational {
    let mut weight = Rational::ONE;
    let mut here = node;
    while let Some((parent, action)) = parents[here] {
        if let Some(set) = game.set_of(parent)
            && game.sets()[set].mover != Mover::Player(player)
        {
            weight = &weight * &shares(game, play, set)[action];
        }
        here = parent;
    }
    weight
}

/// What `player` gets from `node` on.
fn worth(game: &ExtensiveGame, play: &[Vec<Rational>], player: usize, node: usize) -> Rational {
    let mut sum = Rational::ZERO;
    let mut open = vec![(node, Rational::ONE)];
    while let Some((node, chance)) = open.pop() {
        sum += &(&game.payoff_at(player, node) * &chance);
        if let Some(set) = game.set_of(node) {
            let children = game.children(node).zip(shares(game, play, set));
            open.extend(
                children.filter(|(_, share)| !share.is_zero()).map(|(child, share)| (child, &chance * share)),
            );
        }
    }
    sum
}
