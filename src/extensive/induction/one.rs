//! One equilibrium of a tree with perfect information: everybody takes its first best action.

use crate::extensive::induction::amount::Amount;
use crate::games::extensive::{ExtensiveGame, Mover};

/// What one walk finds.
pub(crate) struct One<A> {
    /// For each information set the action taken; `None` where no player moves.
    pub(crate) actions: Vec<Option<u32>>,
    /// What the root is worth to each player.
    pub(crate) payoffs: Vec<A>,
    /// Is somewhere another action as good?
    pub(crate) has_ties: bool,
}

/// The equilibrium of first best actions; `None` if an amount does not fit.
///
/// Cost: one step for each node and player.
pub(crate) fn one<A: Amount>(game: &ExtensiveGame) -> Option<One<A>> {
    let players = game.players().len();
    let mut actions = vec![None; game.sets().len()];
    let mut has_ties = false;
    // A row of payoffs for each subtree whose parent is still to come.
    let mut rows: Vec<A> = Vec::new();
    for (place, node) in game.nodes().iter().enumerate().rev() {
        let base = if let Some(set) = game.set_of(place) {
            let entry = &game.sets()[set];
            let children = entry.actions.len();
            let base = rows.len() - children * players;
            // Child number `child` lies that many rows below the top.
            let row = |child: usize| base + (children - 1 - child) * players;
            match entry.mover {
                Mover::Player(player) => {
                    let (mut best, mut is_tied) = (0, false);
                    for child in 1..children {
                        match rows[row(child) + player].cmp(&rows[row(best) + player]) {
                            std::cmp::Ordering::Greater => (best, is_tied) = (child, false),
                            std::cmp::Ordering::Equal => is_tied = true,
                            std::cmp::Ordering::Less => {}
                        }
                    }
                    has_ties |= is_tied;
                    actions[set] = Some(best as u32);
                    for own in 0..players {
                        rows.swap(base + own, row(best) + own);
                    }
                }
                Mover::Chance => {
                    for own in 0..players {
                        let mut mean = A::zero();
                        for (child, probability) in entry.probabilities.iter().enumerate() {
                            mean = mean.plus(&rows[row(child) + own].times(probability)?)?;
                        }
                        // The row at the base is the last child's, which has been read by now.
                        rows[base + own] = mean;
                    }
                }
            }
            rows.truncate(base + players);
            base
        } else {
            rows.resize(rows.len() + players, A::zero());
            rows.len() - players
        };
        if let Some(outcome) = node.outcome {
            for own in 0..players {
                let paid = A::of(game.payoffs(own), outcome as usize)?;
                rows[base + own] = rows[base + own].plus(&paid)?;
            }
        }
    }
    Some(One { actions, payoffs: rows, has_ties })
}
