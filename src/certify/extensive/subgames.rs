//! Where subgames begin, and what players remember.

use crate::games::extensive::{ExtensiveGame, Mover, Recall};

/// What one player remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Memory {
    /// Everything it knew and did.
    Perfect,
    /// Not everything, but it never comes to one information set twice.
    Forgetful,
    /// It comes to this information set twice on one path.
    AbsentMinded {
        /// The set.
        set: usize,
    },
}

/// The nodes at which subgames begin, in prefix order; the root is the first.
///
/// A subgame is a node that is alone in its information set together with everything below it, if every
/// information set of a player that has a node in it is wholly in it (Selten 1975).
pub(crate) fn subgames(game: &ExtensiveGame) -> Vec<usize> {
    let nodes = game.nodes().len();
    // For each subtree the first and the last node of the sets in it.
    let mut spans: Vec<(usize, usize)> = vec![(usize::MAX, 0); nodes];
    let mut roots = Vec::new();
    for node in (0..nodes).rev() {
        let Some(set) = game.set_of(node) else { continue };
        let mut span = (node, node);
        let mut is_alone = true;
        if game.sets()[set].mover != Mover::Chance {
            let members = game.members(set);
            is_alone = members.len() == 1;
            let (first, last) = (members.first().copied(), members.last().copied());
            span = (first.map_or(node, |first| first as usize), last.map_or(node, |last| last as usize));
        }
        for child in game.children(node) {
            span = (span.0.min(spans[child].0), span.1.max(spans[child].1));
        }
        spans[node] = span;
        if node == 0 || (is_alone && span.0 >= node && span.1 < game.end(node)) {
            roots.push(node);
        }
    }
    if nodes > 0 && roots.last() != Some(&0) {
        roots.push(0);
    }
    roots.reverse();
    roots
}

/// What each player remembers.
pub(crate) fn memories(game: &ExtensiveGame) -> Vec<Memory> {
    let players = game.players().len();
    let mut memories = vec![Memory::Perfect; players];
    if game.recall() == Recall::Perfect {
        return memories;
    }
    for (player, memory) in memories.iter_mut().enumerate() {
        // The last own move before each set, once it was met.
        let mut before: Vec<Option<Option<(usize, usize)>>> = vec![None; game.sets().len()];
        // Own moves on the way to the node: their node, set, and action.
        let mut way: Vec<(usize, usize, usize)> = Vec::new();
        for node in 0..game.nodes().len() {
            while way.last().is_some_and(|(above, ..)| game.end(*above) <= node) {
                way.pop();
            }
            if let Some((above, _, action)) = way.last_mut() {
                // The action below which the node stands; children are met in order.
                while game.children(*above).nth(*action).is_some_and(|child| game.end(child) <= node) {
                    *action += 1;
                }
            }
            let Some(set) = game.set_of(node) else { continue };
            if game.sets()[set].mover != Mover::Player(player) {
                continue;
            }
            if way.iter().any(|(_, other, _)| *other == set) {
                *memory = Memory::AbsentMinded { set };
                break;
            }
            let last = way.last().map(|(_, set, action)| (*set, *action));
            if before[set].is_some_and(|known| known != last) {
                *memory = Memory::Forgetful;
            }
            before[set] = Some(last);
            way.push((node, set, 0));
        }
    }
    memories
}
