//! A finite game in extensive form: a tree of moves, with chance and with information sets.
//!
//! An [`ExtensiveGame`] keeps its nodes in prefix order: the root is node 0, a node stands before everything
//! below it, and its first child is the next node. A node that has an information set has one child for each
//! action of the set, in order; a node without one is terminal. Outcomes may stand on any node, and payoffs add
//! up along the path. Each player's payoffs stand over that player's own common denominator ([`Units`]).
//!
//! References: Kuhn 1953, Contributions to the Theory of Games II; Selten 1975, International Journal of Game
//! Theory 4.

mod shape;

pub use self::shape::InvalidTree;

use crate::games::extensive::shape::{check_references, check_sets, ends, members};
use crate::numeric::{Rational, Units};

/// Most nodes of a tree.
pub const MAX_NODES: usize = 1 << 26;

/// Who moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mover {
    /// Nobody: actions are drawn with fixed probabilities.
    Chance,
    /// A player, by index.
    Player(usize),
}

/// Nodes that their mover cannot tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InformationSet {
    /// Name; may be empty, and may be that of another set.
    pub label: String,
    /// Number in a file; unique for each mover.
    pub number: u64,
    /// Who moves.
    pub mover: Mover,
    /// Names of the actions, at least one; may be empty or repeat.
    pub actions: Vec<String>,
    /// Probability of each action if chance moves, else empty.
    pub probabilities: Vec<Rational>,
}

/// A place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Name; may be empty, and may be that of another node.
    pub label: String,
    /// Its information set; `None` at the end of a path.
    pub set: Option<u32>,
    /// What is paid when the node is reached.
    pub outcome: Option<u32>,
}

/// Something that pays each player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Name; may be empty, and may be that of another outcome.
    pub label: String,
    /// Number in a file; unique.
    pub number: u64,
}

/// What players remember.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recall {
    /// Everybody remembers what it knew and did.
    Perfect,
    /// Somebody cannot tell nodes apart that it reached by different own moves, or moves twice on one path
    /// without knowing.
    Imperfect {
        /// The first such information set.
        set: usize,
    },
}

/// A finite game in extensive form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensiveGame {
    title: String,
    comment: String,
    players: Vec<String>,
    nodes: Vec<Node>,
    /// For each node the first node after everything below it.
    ends: Vec<u32>,
    sets: Vec<InformationSet>,
    outcomes: Vec<Outcome>,
    payoffs: Vec<Units>,
    /// Nodes of each set, in order, behind one another; those of set `s` start at `starts[s]`.
    members: Vec<u32>,
    starts: Vec<u32>,
    recall: Recall,
}

impl ExtensiveGame {
    /// A game from its tree.
    ///
    /// - `nodes`: in prefix order.
    /// - `payoffs`: `payoffs[i][o]` is what outcome `o` pays player `i`.
    ///
    /// # Errors
    ///
    /// [`InvalidTree`] with the first thing that is wrong.
    ///
    /// ```
    /// use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome, Recall};
    ///
    /// // One player, who takes 1 or leaves it.
    /// let node = |set, outcome| Node { label: String::new(), set, outcome };
    /// let set = InformationSet {
    ///     label: "offer".into(),
    ///     number: 1,
    ///     mover: Mover::Player(0),
    ///     actions: vec!["take".into(), "leave".into()],
    ///     probabilities: vec![],
    /// };
    /// let game = ExtensiveGame::new(
    ///     "",
    ///     vec!["A".into()],
    ///     vec![node(Some(0), None), node(None, Some(0)), node(None, None)],
    ///     vec![set],
    ///     vec![Outcome { label: String::new(), number: 1 }],
    ///     &[vec![1.into()]],
    /// )?;
    /// assert_eq!(game.children(0).collect::<Vec<_>>(), [1, 2]);
    /// assert_eq!(game.recall(), Recall::Perfect);
    /// # Ok::<(), zopa::games::extensive::InvalidTree>(())
    /// ```
    pub fn new(
        title: &str,
        players: Vec<String>,
        nodes: Vec<Node>,
        sets: Vec<InformationSet>,
        outcomes: Vec<Outcome>,
        payoffs: &[Vec<Rational>],
    ) -> Result<Self, InvalidTree> {
        let units = payoffs
            .iter()
            .enumerate()
            .map(|(player, list)| Units::new(list).ok_or(InvalidTree::TooFine { player }))
            .collect::<Result<_, _>>()?;
        Self::from_units(title, players, nodes, sets, outcomes, units)
    }

    /// A game from payoffs whose units are given, one list for each player.
    ///
    /// # Errors
    ///
    /// As [`ExtensiveGame::new`].
    pub fn from_units(
        title: &str,
        players: Vec<String>,
        nodes: Vec<Node>,
        sets: Vec<InformationSet>,
        outcomes: Vec<Outcome>,
        payoffs: Vec<Units>,
    ) -> Result<Self, InvalidTree> {
        if players.is_empty() {
            return Err(InvalidTree::NoPlayers);
        }
        if !(1..=MAX_NODES).contains(&nodes.len()) {
            return Err(InvalidTree::Nodes { found: nodes.len() });
        }
        check_sets(&sets, players.len())?;
        check_references(&nodes, sets.len(), outcomes.len())?;
        if payoffs.len() != players.len() {
            return Err(InvalidTree::Payoffs { found: payoffs.len(), expected: players.len() });
        }
        if let Some(list) = payoffs.iter().find(|list| list.len() != outcomes.len()) {
            return Err(InvalidTree::Payoffs { found: list.len(), expected: outcomes.len() });
        }
        let ends = ends(&nodes, &sets)?;
        let (starts, members) = members(&nodes, sets.len());
        let title = title.to_owned();
        let recall = Recall::Perfect;
        let comment = String::new();
        let mut game =
            Self { title, comment, players, nodes, ends, sets, outcomes, payoffs, members, starts, recall };
        game.recall = game.find_recall();
        Ok(game)
    }

    /// The same game with a comment.
    #[must_use]
    pub fn with_comment(mut self, comment: &str) -> Self {
        comment.clone_into(&mut self.comment);
        self
    }

    /// What the game is called; may be empty.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What its author wrote about it; may be empty.
    #[must_use]
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// Names of the players; may be empty or repeat.
    #[must_use]
    pub fn players(&self) -> &[String] {
        &self.players
    }

    /// The nodes, in prefix order.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The information sets, those of chance among them.
    #[must_use]
    pub fn sets(&self) -> &[InformationSet] {
        &self.sets
    }

    /// The outcomes.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// What each outcome pays `player`.
    #[must_use]
    pub fn payoffs(&self, player: usize) -> &Units {
        &self.payoffs[player]
    }

    /// What reaching `node` itself pays `player`; the payoff of a path is the sum along it.
    #[must_use]
    pub fn payoff_at(&self, player: usize, node: usize) -> Rational {
        self.nodes[node].outcome.map_or(Rational::ZERO, |outcome| self.payoffs[player].get(outcome as usize))
    }

    /// The information set of a node; `None` at the end of a path.
    #[must_use]
    pub fn set_of(&self, node: usize) -> Option<usize> {
        self.nodes[node].set.map(|set| set as usize)
    }

    /// The nodes of an information set, in prefix order.
    #[must_use]
    pub fn members(&self, set: usize) -> &[u32] {
        &self.members[self.starts[set] as usize..self.starts[set + 1] as usize]
    }

    /// The first node after `node` and everything below it.
    #[must_use]
    pub fn end(&self, node: usize) -> usize {
        self.ends[node] as usize
    }

    /// The children of a node, one for each action of its information set, in order.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.end(node);
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.end(child);
            Some(child)
        })
    }

    /// Do players remember what they knew and did?
    #[must_use]
    pub fn recall(&self) -> Recall {
        self.recall
    }

    /// Has every information set of a player one node?
    #[must_use]
    pub fn has_perfect_information(&self) -> bool {
        self.sets
            .iter()
            .enumerate()
            .all(|(place, set)| set.mover == Mover::Chance || self.members(place).len() <= 1)
    }
}
