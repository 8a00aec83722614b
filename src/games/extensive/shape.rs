//! Is a list of nodes a tree, and what do its players remember?

use crate::games::extensive::{ExtensiveGame, InformationSet, MAX_NODES, Mover, Node, Recall};
use crate::numeric::{Rational, Units};

/// Why data are not a game in extensive form; numbers count from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTree {
    /// No player.
    #[error("no players, expected at least one")]
    NoPlayers,
    /// No node, or more than [`MAX_NODES`].
    #[error("{found} nodes, expected 1 to {MAX_NODES}")]
    Nodes {
        /// Number of nodes.
        found: usize,
    },
    /// The list ends before every action has its child, or goes on after.
    #[error("the list of {found} nodes does not close: the tree needs {expected}")]
    Open {
        /// Number of nodes.
        found: usize,
        /// Number of nodes that the tree is known to need.
        expected: usize,
    },
    /// A node names a set or an outcome that is not there, or a set a mover that is not.
    #[error("node or set {place} refers to something that is not there")]
    Missing {
        /// The node, or the set.
        place: usize,
    },
    /// A set without actions, or whose probabilities do not fit its mover and actions.
    #[error(
        "information set {set}: expected at least one action, and a probability for each if chance moves"
    )]
    Actions {
        /// The set.
        set: usize,
    },
    /// Probabilities below 0, or that do not add up to 1.
    #[error("the probabilities of chance set {set} add up to {total}, expected 1 and none below 0")]
    Probabilities {
        /// The set.
        set: usize,
        /// Their sum.
        total: Rational,
    },
    /// Probabilities that need too long a common denominator.
    #[error("the probabilities of chance set {set} need a common denominator of more than 4,096 bits")]
    TooFineChance {
        /// The set.
        set: usize,
    },
    /// A list of payoffs of another length than the list of outcomes.
    #[error("payoffs for {found} players and outcomes, expected {expected}")]
    Payoffs {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// Fractions that need too long a common denominator.
    #[error("payoffs of player {player} need more than 4,096 bits over one denominator, or 512 MiB in all")]
    TooFine {
        /// Which player.
        player: usize,
    },
}

impl ExtensiveGame {
    /// Perfect recall: at all nodes of a set its mover's last own move is the same.
    pub(crate) fn find_recall(&self) -> Recall {
        const NOT_SEEN: u64 = u64::MAX;
        let mut before = vec![NOT_SEEN; self.sets.len()];
        // Own moves that are open at the node: where they end, whose, and what the last one was before.
        let mut open: Vec<(u32, usize, u64)> = Vec::new();
        let mut last = vec![0_u64; self.players.len()];
        // A node is entered by an action of its parent: parents whose children are still to come.
        let mut paths: Vec<(usize, u64)> = Vec::new();
        for node in 0..self.nodes.len() {
            while open.last().is_some_and(|&(end, ..)| end as usize <= node) {
                if let Some((_, player, was)) = open.pop() {
                    last[player] = was;
                }
            }
            while paths.last().is_some_and(|&(parent, _)| self.end(parent) <= node) {
                paths.pop();
            }
            if let Some((parent, action)) = paths.last_mut() {
                if let Some(set) = self.set_of(*parent)
                    && let Mover::Player(player) = self.sets[set].mover
                {
                    open.push((self.ends[node], player, last[player]));
                    last[player] = ((set as u64 + 1) << 32) | *action;
                }
                *action += 1;
            }
            let Some(set) = self.set_of(node) else { continue };
            if let Mover::Player(player) = self.sets[set].mover {
                if before[set] == NOT_SEEN {
                    before[set] = last[player];
                } else if before[set] != last[player] {
                    return Recall::Imperfect { set };
                }
            }
            paths.push((node, 0));
        }
        Recall::Perfect
    }
}

pub(crate) fn check_sets(sets: &[InformationSet], players: usize) -> Result<(), InvalidTree> {
    for (place, set) in sets.iter().enumerate() {
        let expected = if set.mover == Mover::Chance { set.actions.len() } else { 0 };
        if set.actions.is_empty() || set.probabilities.len() != expected {
            return Err(InvalidTree::Actions { set: place });
        }
        match set.mover {
            Mover::Player(player) if player >= players => return Err(InvalidTree::Missing { place }),
            Mover::Player(_) => {}
            Mover::Chance => {
                let units =
                    Units::new(&set.probabilities).ok_or(InvalidTree::TooFineChance { set: place })?;
                let total = units.total();
                if total != 1 || set.probabilities.iter().any(Rational::is_negative) {
                    return Err(InvalidTree::Probabilities { set: place, total });
                }
            }
        }
    }
    Ok(())
}

pub(crate) fn check_references(nodes: &[Node], sets: usize, outcomes: usize) -> Result<(), InvalidTree> {
    let is_missing = |reference: Option<u32>, there: usize| reference.is_some_and(|at| at as usize >= there);
    match nodes.iter().position(|node| is_missing(node.set, sets) || is_missing(node.outcome, outcomes)) {
        Some(place) => Err(InvalidTree::Missing { place }),
        None => Ok(()),
    }
}

/// For each node the first node after everything below it.
pub(crate) fn ends(nodes: &[Node], sets: &[InformationSet]) -> Result<Vec<u32>, InvalidTree> {
    let mut ends = vec![0_u32; nodes.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (place, node) in nodes.iter().enumerate() {
        if place > 0 && open.is_empty() {
            return Err(InvalidTree::Open { found: nodes.len(), expected: place });
        }
        if let Some(set) = node.set {
            open.push((place, sets[set as usize].actions.len()));
            continue;
        }
        // A path ends here, and with it every node whose last child this was.
        ends[place] = place as u32 + 1;
        while let Some((parent, left)) = open.last_mut() {
            *left -= 1;
            if *left > 0 {
                break;
            }
            ends[*parent] = place as u32 + 1;
            open.pop();
        }
    }
    if open.is_empty() {
        return Ok(ends);
    }
    let missing: usize = open.iter().map(|(_, left)| left).sum::<usize>() + 1 - open.len();
    Err(InvalidTree::Open { found: nodes.len(), expected: nodes.len() + missing })
}

pub(crate) fn members(nodes: &[Node], sets: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; sets + 1];
    for set in nodes.iter().filter_map(|node| node.set) {
        starts[set as usize + 1] += 1;
    }
    for set in 0..sets {
        starts[set + 1] += starts[set];
    }
    let mut next = starts.clone();
    let mut members = vec![0_u32; starts[sets] as usize];
    for (place, node) in nodes.iter().enumerate() {
        if let Some(set) = node.set {
            members[next[set as usize] as usize] = place as u32;
            next[set as usize] += 1;
        }
    }
    (starts, members)
}
