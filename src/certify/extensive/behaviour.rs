//! Is a claimed equilibrium in behaviour strategies one, what does it lead to, and is it subgame perfect?
//!
//! Everything is computed from the tree by the definitions, in exact fractions: the probability of each node, the
//! payoffs, what the best reply of each player pays (by summing what is paid after each of its moves, and
//! taking the best move of each set from the last to the first), beliefs by Bayes' rule, and the same gains in each
//! subgame. A player who forgets has no such sums: its best pure strategy is looked for by trying all, which is enough
//! unless it comes to one information set twice on a path; then nothing is judged, and that is said.
//!
//! References: Kuhn 1953, Contributions to the Theory of Games II; Selten 1975, International Journal of Game Theory
//! 4; Piccione and Rubinstein 1997, Games and Economic Behavior 20 (absent-mindedness).

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::extensive::paths::Play;
use crate::certify::extensive::subgame_perfect::Ending;
use crate::certify::extensive::subgames::{Memory, memories, subgames};
use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::Rational;

/// Most nodes looked at, over all strategies of a player who forgets.
const MOST_TRIED: usize = 1 << 22;

/// Why strategies cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotJudged {
    /// Strategies that are not distributions over the actions of the tree.
    #[error("strategies do not fit: expected a probability for each action of each player's information set")]
    Shape,
    /// A player that comes to one information set twice on a path; numbers count from 0.
    #[error(
        "player {player} may come to information set {set} twice on one path, so best replies are not defined by it"
    )]
    AbsentMinded {
        /// The player.
        player: usize,
        /// The set.
        set: usize,
    },
    /// A player that forgets and has too many strategies to try.
    #[error("player {player} forgets what it knew, and has too many strategies to try them all")]
    TooManyStrategies {
        /// The player.
        player: usize,
    },
}

/// The claim that nobody gains more than its regret by another strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BehaviourEquilibrium {
    /// For each information set the probability of each action; empty where chance moves.
    pub strategies: Vec<Vec<Rational>>,
    /// What each player gets on average, in points.
    pub payoffs: Vec<Rational>,
    /// The most that each player could gain by another strategy, in points; 0 in an exact equilibrium.
    pub regrets: Vec<Rational>,
    /// Where play ends: terminal nodes that are reached, in order.
    pub endings: Vec<Ending>,
    /// For each player's information set that is reached the probability of each of its nodes, given that it is
    /// reached; `None` where it is not, and where chance moves.
    pub beliefs: Vec<Option<Vec<Rational>>>,
    /// Is it an equilibrium in every subgame, reached or not? `None` if a player forgets and there is a subgame
    /// besides the whole game.
    pub subgame_perfect: Option<bool>,
}

impl BehaviourEquilibrium {
    /// The claim that strategies are what they are: everything else computed from the tree by the definitions.
    ///
    /// - `strategies`: for each information set a probability for each action; empty where chance moves.
    ///
    /// Cost: some steps for each node and player, in fractions.
    ///
    /// # Errors
    ///
    /// [`NotJudged`] if the strategies do not fit, or a player's best reply cannot be found.
    ///
    /// ```
    /// use zopa::certify::extensive::BehaviourEquilibrium;
    /// use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome};
    /// use zopa::numeric::Rational;
    ///
    /// // Matching pennies, the second player not seeing what the first does.
    /// let node = |set, outcome| Node { label: String::new(), set, outcome };
    /// let set = |player| InformationSet {
    ///     label: String::new(),
    ///     number: 1,
    ///     mover: Mover::Player(player),
    ///     actions: vec!["heads".into(), "tails".into()],
    ///     probabilities: vec![],
    /// };
    /// let (win, lose) = (node(None, Some(0)), node(None, Some(1)));
    /// let second = node(Some(1), None);
    /// let nodes = vec![node(Some(0), None), second.clone(), win.clone(), lose.clone(), second, lose, win];
    /// let outcomes = [1, 2].map(|number| Outcome { label: String::new(), number }).to_vec();
    /// let payoffs = [vec![1.into(), (-1).into()], vec![(-1).into(), 1.into()]];
    /// let game =
    ///     ExtensiveGame::new("", vec!["A".into(), "B".into()], nodes, vec![set(0), set(1)], outcomes, &payoffs)?;
    /// let half = || vec![Rational::new(1, 2).unwrap(); 2];
    /// let even = BehaviourEquilibrium::of(&game, vec![half(), half()])?;
    /// assert_eq!(even.regrets, [0, 0]);
    /// assert_eq!(even.beliefs[1], Some(half()));
    /// let heads = BehaviourEquilibrium::of(&game, vec![vec![1.into(), 0.into()], half()])?;
    /// assert_eq!(heads.regrets, [0, 1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(game: &ExtensiveGame, strategies: Vec<Vec<Rational>>) -> Result<Self, NotJudged> {
        let is_distribution = |list: &Vec<Rational>| {
            list.is_empty() || (list.iter().sum::<Rational>() == 1 && !list.iter().any(Rational::is_negative))
        };
        if !strategies.iter().all(is_distribution) {
            return Err(NotJudged::Shape);
        }
        let play = Play::of(game, &strategies).ok_or(NotJudged::Shape)?;
        let memories = memories(game);
        let reach = play.reach();
        let values = play.values();
        let payoffs = values[0].clone();
        let mut regrets = Vec::with_capacity(payoffs.len());
        for (player, payoff) in payoffs.iter().enumerate() {
            let best = match memories[player] {
                Memory::Perfect => play.best_reply(player, 0, |_| None),
                Memory::Forgetful => best_of_all(game, &strategies, player)?,
                Memory::AbsentMinded { set } => return Err(NotJudged::AbsentMinded { player, set }),
            };
            regrets.push(&best - payoff);
        }
        let ends = (0..reach.len()).filter(|node| game.set_of(*node).is_none() && !reach[*node].is_zero());
        let endings = ends.map(|node| Ending { node, probability: reach[node].clone() }).collect();
        let beliefs = (0..game.sets().len()).map(|set| belief(game, set, &reach)).collect();
        let is_equilibrium = regrets.iter().all(Rational::is_zero);
        let roots = subgames(game);
        let subgame_perfect = if roots.len() == 1 || !is_equilibrium {
            Some(is_equilibrium)
        } else if memories.iter().all(|memory| *memory == Memory::Perfect) {
            Some(is_perfect(&play, &roots, &values))
        } else {
            None
        };
        drop(play);
        Ok(Self { strategies, payoffs, regrets, endings, beliefs, subgame_perfect })
    }

    /// The greatest regret; payoffs of two players are not compared by it, each regret is in its player's own points.
    #[must_use]
    pub fn regret(&self) -> Rational {
        self.regrets.iter().max().cloned().unwrap_or_default()
    }
}

/// Judges a claimed equilibrium in behaviour strategies whose regrets may reach `tolerance` (`Proof`).
///
/// - `tolerance`: the greatest regret of any player, in points; 0 for an exact equilibrium.
///
/// Cost: as [`BehaviourEquilibrium::of`].
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_behaviour(
    game: &ExtensiveGame,
    claim: BehaviourEquilibrium,
    tolerance: &Rational,
) -> Result<Certified<BehaviourEquilibrium>, Refused<BehaviourEquilibrium>> {
    let again = match BehaviourEquilibrium::of(game, claim.strategies.clone()) {
        Ok(again) => again,
        Err(reason) => {
            let name = match reason {
                NotJudged::Shape => "a distribution over the actions of each player's information set",
                NotJudged::AbsentMinded { .. } => "nobody comes to one information set twice on a path",
                NotJudged::TooManyStrategies { .. } => "few enough strategies of a player who forgets",
            };
            let checks = vec![Check::count(name, 1, Witness::Nothing)];
            let certificate = Certificate { strength: Strength::Proof, checks };
            return Err(Refused { claim: Box::new(claim), certificate });
        }
    };
    let differs = |name, is_same: bool| Check::count(name, u128::from(!is_same), Witness::Nothing);
    let most =
        again.regrets.iter().enumerate().max_by(|one, other| one.1.cmp(other.1).then(other.0.cmp(&one.0)));
    let (player, regret) = most.map(|(player, regret)| (player, regret.clone())).unwrap_or_default();
    let checks = vec![
        differs("payoffs found again", claim.payoffs == again.payoffs),
        differs("regrets found again", claim.regrets == again.regrets),
        differs("ends of paths found again", claim.endings == again.endings),
        differs("beliefs found again", claim.beliefs == again.beliefs),
        differs("subgames found again", claim.subgame_perfect == again.subgame_perfect),
        Check {
            tolerance: tolerance.clone(),
            ..Check::exact("no gain by another strategy", regret, Witness::Party(player))
        },
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Bayes' rule.
fn belief(game: &ExtensiveGame, set: usize, reach: &[Rational]) -> Option<Vec<Rational>> {
    if game.sets()[set].mover == Mover::Chance {
        return None;
    }
    let nodes = || game.members(set).iter().map(|node| &reach[*node as usize]);
    let total: Rational = nodes().sum();
    nodes()
        .map(|chance| chance.checked_div(&total))
        .collect::<Option<Vec<_>>>()
        .filter(|list| !list.is_empty())
}

/// Does nobody gain in any subgame, from the last to the first? Subgames inside are taken as worth what play makes
/// them: if nobody gains in them, no change inside them pays either.
fn is_perfect(play: &Play<'_>, roots: &[usize], values: &[Vec<Rational>]) -> bool {
    let is_root = |node: usize| roots.binary_search(&node).is_ok();
    roots.iter().rev().all(|&root| {
        values[root].iter().enumerate().all(|(player, worth)| {
            play.best_reply(player, root, |node| is_root(node).then(|| values[node][player].clone()))
                <= *worth
        })
    })
}

/// What the best pure strategy of a player pays, by trying all.
///
/// Where no set is met twice on a path, the payoff is linear in the probabilities of each set, so some pure
/// strategy is a best one.
fn best_of_all(
    game: &ExtensiveGame,
    strategies: &[Vec<Rational>],
    player: usize,
) -> Result<Rational, NotJudged> {
    let own =
        |set: &usize| game.sets()[*set].mover == Mover::Player(player) && !game.members(*set).is_empty();
    let sets: Vec<usize> = (0..game.sets().len()).filter(own).collect();
    let number = sets
        .iter()
        .fold(game.nodes().len(), |product, set| product.saturating_mul(game.sets()[*set].actions.len()));
    if number > MOST_TRIED {
        return Err(NotJudged::TooManyStrategies { player });
    }
    let mut tried = strategies.to_vec();
    let mut choice = vec![0; sets.len()];
    let mut best: Option<Rational> = None;
    loop {
        for (set, action) in sets.iter().zip(&choice) {
            tried[*set].fill(Rational::ZERO);
            tried[*set][*action] = Rational::ONE;
        }
        let play = Play::of(game, &tried).ok_or(NotJudged::Shape)?;
        best = best.max(play.values().swap_remove(0).into_iter().nth(player));
        // The next choice, like a counter.
        let full = |place: &usize| choice[*place] + 1 == game.sets()[sets[*place]].actions.len();
        let Some(next) = (0..sets.len()).find(|place| !full(place)) else { break };
        choice[next] += 1;
        choice[..next].fill(0);
    }
    Ok(best.unwrap_or_default())
}
