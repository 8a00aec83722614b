//! What `zopa equilibria` answers, as plain data.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::report::number::{Fractions, Num, Numbers};
use crate::report::sections::common::{CertificateData, Head};
use crate::report::sections::equilibria::listed::Listed;

/// The whole answer of `zopa equilibria`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EquilibriaAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// `found`, `none`, or `undecided` if something that was asked was not settled.
    pub status: String,
    /// What was asked: `all`, `one`, `pure`, `default`, `concepts` if they were named, or `profile` if one was given.
    pub asked: String,
    /// The concepts that were named; empty if none were.
    pub concepts: Vec<String>,
    /// What kind of game it is.
    pub game: GameShape,
    /// The equilibria: first those with the greatest probability of the first strategy of the first player.
    pub equilibria: Listed,
    /// The probabilities of a profile that was given, as fractions; empty if none was.
    pub given: Vec<String>,
    /// The profile that was given to be judged, an equilibrium if its regret is 0; `null` if none was given.
    pub profile: Option<EquilibriumData>,
    /// Whether these are all.
    pub completeness: CompletenessData,
    /// What each concept of strategic games found.
    pub strategic: IndexMap<String, FoundData>,
    /// What each concept of extensive games found.
    pub extensive: IndexMap<String, FoundData>,
    /// Which equilibria principles of selection point to.
    pub selection: Vec<SelectionData>,
    /// What was not settled, and why, by concept.
    pub unsettled: IndexMap<String, String>,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: EquilibriaView,
}

/// What kind of game it is.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct GameShape {
    /// `normal` or `extensive`.
    pub form: String,
    /// The players.
    pub players: Vec<String>,
    /// For each player the number of its strategies; in a tree of its reduced strategies, if they were counted.
    pub strategies: IndexMap<String, usize>,
    /// Nodes of the tree; 0 for a game in normal form.
    pub nodes: usize,
    /// Information sets of the players; 0 for a game in normal form.
    pub information_sets: usize,
    /// Whether every information set has one node; `null` for a game in normal form.
    pub perfect_information: Option<bool>,
    /// Whether players remember what they knew and did; `null` for a game in normal form.
    pub perfect_recall: Option<bool>,
    /// Whether the payoffs of two players always add up to the same.
    pub constant_sum: bool,
}

/// One equilibrium.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct EquilibriumData {
    /// For each player the probability of each strategy; in a tree, of each reduced strategy that is played.
    pub strategies: IndexMap<String, Numbers>,
    /// In a tree, for each player and information set the probability of each action.
    pub behaviour: IndexMap<String, IndexMap<String, Numbers>>,
    /// What each player gets on average.
    pub payoffs: Numbers,
    /// The most that any player could gain by another strategy, in its own points; 0 in an exact equilibrium.
    pub regret: Num,
    /// The most that each player could gain by another strategy, in its own points.
    pub regrets: Numbers,
    /// Of a profile that was given, for each player who would gain the strategy that gains most; not named in trees
    /// and in large games.
    pub better: IndexMap<String, String>,
    /// In a tree, whether it is an equilibrium of every subgame; `null` if not settled, or in normal form.
    pub subgame_perfect: Option<bool>,
    /// In a tree, how likely each end of a path is, by the names of its moves; those that cannot happen left out.
    pub outcomes: Numbers,
    /// In a tree, for each player and information set of several nodes how likely each node is once the set is
    /// reached, by the moves that lead there; `null` for a set that is not reached.
    pub beliefs: IndexMap<String, IndexMap<String, Option<Numbers>>>,
    /// The concepts that found it.
    pub found_by: Vec<String>,
    /// Numbers as exact fractions.
    pub exact: ExactEquilibrium,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

impl EquilibriumData {
    /// Does everybody do one thing for sure?
    #[must_use]
    pub fn is_pure(&self) -> bool {
        let is_sure = |numbers: &Numbers| numbers.values().all(|number| number.0.is_zero() || number.0 == 1);
        if self.strategies.is_empty() {
            self.behaviour.values().flat_map(IndexMap::values).all(is_sure)
        } else {
            self.strategies.values().all(is_sure)
        }
    }
}

/// Numbers of an equilibrium as exact fractions.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ExactEquilibrium {
    /// For each player the probability of each strategy.
    pub strategies: IndexMap<String, Fractions>,
    /// In a tree, for each player and information set the probability of each action.
    pub behaviour: IndexMap<String, IndexMap<String, Fractions>>,
    /// What each player gets on average.
    pub payoffs: Fractions,
    /// The most that each player could gain by another strategy.
    pub regrets: Fractions,
    /// How likely each end of a path is.
    pub outcomes: Fractions,
}

/// Whether a list is complete, and how that is known.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct CompletenessData {
    /// `All`, `One` or `Unknown`.
    pub claim: String,
    /// How that is known, in one sentence.
    pub reason: String,
}

/// What a concept found.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct FoundData {
    /// `found`, `none`, `undecided`, or `not_defined` with a reason.
    pub status: String,
    /// How many equilibria it found; a string of digits above 2^53. `null` if it finds something else.
    pub number: Option<Num>,
    /// How many connected sets all equilibria make up, if that is known.
    pub connected: Option<usize>,
    /// Which of the listed equilibria it found, from 0.
    pub equilibria: Vec<usize>,
    /// Maximal sets of equilibria whose strategies may be mixed and exchanged freely, as lists of equilibria from 0.
    pub nash_subsets: Vec<Vec<usize>>,
    /// Connected sets of equilibria, as lists of equilibria from 0.
    pub components: Vec<Vec<usize>>,
    /// The value of a constant-sum game to its first player.
    pub value: Option<Num>,
    /// For each player the strategies that are left.
    pub left: IndexMap<String, Vec<String>>,
    /// How many rounds of elimination there were.
    pub rounds: Option<usize>,
    /// In a tree of perfect information the payoffs of all subgame-perfect equilibria, each by player.
    pub payoffs: Vec<Numbers>,
    /// In a tree of perfect information, for each player and node where it moves, the moves that it makes in some
    /// subgame-perfect equilibrium.
    pub best_moves: IndexMap<String, IndexMap<String, Vec<String>>>,
    /// Numbers as exact fractions.
    pub exact: ExactFound,
    /// Why it found nothing, or how complete it is.
    pub reason: String,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// Numbers of a concept as exact fractions.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ExactFound {
    /// The value of a constant-sum game to its first player.
    pub value: Option<String>,
    /// The payoffs of all subgame-perfect equilibria.
    pub payoffs: Vec<Fractions>,
}

/// Which equilibria a principle points to.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct SelectionData {
    /// `payoff_dominance`, `welfare`, `nash_product` or `risk_dominance`.
    pub principle: String,
    /// The equilibria, from 0; several if they tie.
    pub equilibria: Vec<usize>,
    /// What they have most of, if the principle counts something.
    pub value: Option<Num>,
    /// The same as an exact fraction.
    pub exact: Option<String>,
    /// Why it points there, or why it is not defined.
    pub reason: String,
}

/// What the text of equilibria needs beside the JSON.
#[derive(Debug, Clone, Default)]
pub struct EquilibriaView {
    /// Title of the case.
    pub title: String,
    /// The case as a word in a command.
    pub case: String,
}
