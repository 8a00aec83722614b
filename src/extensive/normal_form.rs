//! From a tree to a game in normal form, and from mixed strategies back to moves.
//!
//! - [`reduced_normal_form`]: the strategies of each player that differ in what they can bring about.
//!
//! A *plan* (reduced pure strategy) gives an action at each own information set that the player's own earlier
//! actions do not exclude, and nothing at the others: strategies that differ there only are one plan. With perfect recall every
//! mixture of plans leads to the same probabilities of ends as some behaviour strategy, and the other way round,
//! whatever the others do (Kuhn 1953); [`ReducedNormalForm::behaviour`] is that way back.
//!
//! Reference: Kuhn 1953, Contributions to the Theory of Games II.

mod payoffs;
mod plans;
mod unreached;

use crate::extensive::normal_form::payoffs::tables;
use crate::extensive::normal_form::plans::{count, plans};
use crate::extensive::normal_form::unreached::best_actions;
use crate::games::extensive::{ExtensiveGame, Mover, Recall};
use crate::games::normal_form::{InvalidNormalForm, NormalFormGame, Player, profile_count};
use crate::numeric::Rational;

/// Most entries of all plans of one player: plans times own information sets.
pub const MAX_PLAN_ENTRIES: usize = 1 << 24;

/// Why a tree has no normal form that can be written down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoNormalForm {
    /// Too many strategies or profiles.
    #[error("the normal form is too large: {strategies:?} strategies of the players")]
    TooLarge {
        /// Number of strategies of each player; [`usize::MAX`] stands for more.
        strategies: Vec<usize>,
    },
    /// Something else that a game in normal form cannot have.
    #[error(transparent)]
    Invalid(#[from] InvalidNormalForm),
}

/// A game in reduced normal form, with the way back to the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReducedNormalForm {
    game: NormalFormGame,
    /// For each player its information sets.
    sets: Vec<Vec<usize>>,
    /// For each player its plans, one after the other: an action or nothing for each of its sets.
    plans: Vec<Vec<Option<u32>>>,
    recall: Recall,
}

impl ReducedNormalForm {
    /// The game in normal form.
    #[must_use]
    pub fn game(&self) -> &NormalFormGame {
        &self.game
    }

    /// The information sets of a player that have a node, in the order in which the tree comes to them.
    #[must_use]
    pub fn sets(&self, player: usize) -> &[usize] {
        &self.sets[player]
    }

    /// What strategy number `strategy` of a player does at each of its [`ReducedNormalForm::sets`]; `None` where its own earlier
    /// actions do not let it come.
    ///
    /// # Panics
    ///
    /// If there is no such player or strategy.
    #[must_use]
    pub fn plan(&self, player: usize, strategy: usize) -> &[Option<u32>] {
        let sets = self.sets[player].len();
        &self.plans[player][strategy * sets..(strategy + 1) * sets]
    }

    /// Behaviour strategies that lead to the same probabilities of ends as these mixed strategies (Kuhn 1953).
    ///
    /// - `game`: the tree that this normal form was made from.
    /// - `strategies`: for each player a probability for each of its strategies.
    ///
    /// Gives for each information set a probability for each action, nothing where chance moves. The
    /// probability of an action is that of the plans that take it, out of those that come to the set. Where the
    /// player's own plans do not come, no payoff depends on what it does, but whether the result is an equilibrium in
    /// every subgame may: there it takes the first action that pays it most against what the others do, deciding from
    /// the end of the tree on. With perfect information and no ties, no other choice could be an equilibrium in every
    /// subgame; else another might.
    ///
    /// `None` if the strategies do not fit, or somebody forgets: then there may be no such behaviour strategies.
    #[must_use]
    pub fn behaviour(
        &self,
        game: &ExtensiveGame,
        strategies: &[Vec<Rational>],
    ) -> Option<Vec<Vec<Rational>>> {
        let fits = strategies.len() == self.sets.len()
            && strategies.iter().enumerate().all(|(player, list)| list.len() == self.game.strategies(player));
        if !fits || self.recall != Recall::Perfect || self.sets.len() != game.players().len() {
            return None;
        }
        let mut behaviour: Vec<Vec<Rational>> = game
            .sets()
            .iter()
            .map(|set| match set.mover {
                Mover::Chance => Vec::new(),
                Mover::Player(_) => vec![Rational::ZERO; set.actions.len()],
            })
            .collect();
        for (player, list) in strategies.iter().enumerate() {
            let played = list.iter().enumerate().filter(|(_, probability)| !probability.is_zero());
            for (strategy, probability) in played {
                for (set, action) in self.sets[player].iter().zip(self.plan(player, strategy)) {
                    if let Some(action) = action {
                        *behaviour.get_mut(*set)?.get_mut(*action as usize)? += probability;
                    }
                }
            }
        }
        let mut unreached = Vec::new();
        for (set, shares) in behaviour.iter_mut().enumerate() {
            let total: Rational = shares.iter().sum();
            if let Some(first) = shares.first_mut().filter(|_| total.is_zero()) {
                *first = Rational::ONE;
                unreached.push(set);
            } else if !shares.is_empty() {
                *shares = shares.iter().map(|share| share.checked_div(&total)).collect::<Option<_>>()?;
            }
        }
        best_actions(game, &mut behaviour, unreached);
        Some(behaviour)
    }
}

/// The reduced normal form of a tree.
///
/// Plans are in order of their actions at the first set, then at the next; their names are their actions, joined
/// by commas. Works for players that forget as well; what their own moves exclude is then seen from all paths.
///
/// Cost: for each profile one step for each end that chance can lead it to. The numbers of strategies are
/// counted before memory is asked for.
///
/// # Errors
///
/// [`NoNormalForm`] if there are more payoffs than [`MAX_PAYOFFS`](crate::games::normal_form::MAX_PAYOFFS), more
/// entries of plans than [`MAX_PLAN_ENTRIES`], or payoffs that need too long a common denominator.
///
/// ```
/// use zopa::extensive::normal_form::reduced_normal_form;
/// use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome};
///
/// // A stops or goes on; then B does; then A again: three plans of A, not four strategies.
/// let node = |set, outcome| Node { label: String::new(), set, outcome };
/// let set = |number, player| InformationSet {
///     label: String::new(),
///     number,
///     mover: Mover::Player(player),
///     actions: vec!["stop".into(), "go".into()],
///     probabilities: vec![],
/// };
/// let (end, on) = (|outcome| node(None, Some(outcome)), |set| node(Some(set), None));
/// let game = ExtensiveGame::new(
///     "",
///     vec!["A".into(), "B".into()],
///     vec![on(0), end(0), on(1), end(1), on(2), end(2), end(3)],
///     vec![set(1, 0), set(1, 1), set(2, 0)],
///     (1..=4).map(|number| Outcome { label: String::new(), number }).collect(),
///     &[[1, 0, 3, 2].map(Into::into).to_vec(), [0, 2, 1, 4].map(Into::into).to_vec()],
/// )?;
/// let reduced = reduced_normal_form(&game)?;
/// let names: Vec<_> = reduced.game().players()[0].strategies.iter().map(String::as_str).collect();
/// assert_eq!(names, ["stop", "go, stop", "go, go"]);
/// assert_eq!(reduced.game().payoff(1, reduced.game().index(&[2, 1])), 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Kuhn 1953, Contributions to the Theory of Games II.
pub fn reduced_normal_form(game: &ExtensiveGame) -> Result<ReducedNormalForm, NoNormalForm> {
    let players = 0..game.players().len();
    let sets: Vec<Vec<usize>> = players.clone().map(|player| own_sets(game, player)).collect();
    let counts: Vec<usize> = sets.iter().map(|sets| count(game, sets)).collect();
    let too_large = || NoNormalForm::TooLarge { strategies: counts.clone() };
    if profile_count(counts.iter().copied()).is_err() {
        return Err(too_large());
    }
    let entries = counts.iter().zip(&sets).map(|(count, sets)| count.saturating_mul(sets.len()));
    if entries.max().unwrap_or_default() > MAX_PLAN_ENTRIES {
        return Err(too_large());
    }
    let plans: Vec<Vec<Option<u32>>> = sets.iter().map(|sets| plans(game, sets)).collect();
    let named = players.map(|player| {
        let name = |plan: usize| {
            let own = &plans[player][plan * sets[player].len()..(plan + 1) * sets[player].len()];
            plan_name(game, &sets[player], own)
        };
        Player { name: game.players()[player].clone(), strategies: (0..counts[player]).map(name).collect() }
    });
    let named: Vec<Player> = named.collect();
    let payoffs = tables(game, &sets, &plans, &counts).ok_or_else(too_large)?;
    let normal = NormalFormGame::from_units(game.title(), named, payoffs)?;
    Ok(ReducedNormalForm { game: normal.with_comment(game.comment()), sets, plans, recall: game.recall() })
}

/// The sets of a player that have a node, in order of their first nodes.
fn own_sets(game: &ExtensiveGame, player: usize) -> Vec<usize> {
    let mut sets: Vec<usize> = (0..game.sets().len())
        .filter(|set| game.sets()[*set].mover == Mover::Player(player) && !game.members(*set).is_empty())
        .collect();
    sets.sort_by_key(|set| game.members(*set).first().copied());
    sets
}

/// The actions of a plan, joined by commas; an action without a name is called by its number, from 1.
fn plan_name(game: &ExtensiveGame, sets: &[usize], plan: &[Option<u32>]) -> String {
    let actions = sets.iter().zip(plan).filter_map(|(set, action)| {
        let action = (*action)? as usize;
        let name = &game.sets()[*set].actions[action];
        Some(if name.is_empty() { (action + 1).to_string() } else { name.clone() })
    });
    let actions: Vec<String> = actions.collect();
    if actions.is_empty() { "(no move)".to_owned() } else { actions.join(", ") }
}
