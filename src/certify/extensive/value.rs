//! What the root is worth when everybody plays given actions, and what a change of one of them gains.

use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::Rational;
use crate::numeric::scale::unscaled;

/// What a walk through the tree finds.
pub(crate) struct Walked {
    /// Payoffs at the root.
    pub(crate) payoffs: Vec<Rational>,
    /// The most that a change of one action at one node gains its mover, in points, and who that is.
    pub(crate) gain: (Rational, usize),
    /// Does every such change lose?
    pub(crate) is_strict: bool,
}

/// A payoff; `None` where it does not fit.
pub(crate) trait Value: Clone + Ord {
    /// Nothing.
    const ZERO: Self;
    /// What an outcome pays a player.
    fn of(game: &ExtensiveGame, player: usize, outcome: usize) -> Option<Self>;
    /// The sum.
    fn plus(&self, other: &Self) -> Option<Self>;
    /// The difference.
    fn minus(&self, other: &Self) -> Option<Self>;
    /// The product with a probability.
    fn times(&self, probability: &Rational) -> Option<Self>;
    /// The payoff of a player in points.
    fn points(&self, game: &ExtensiveGame, player: usize) -> Rational;
}

/// Units of the player's scale.
impl Value for i128 {
    const ZERO: Self = 0;
    fn of(game: &ExtensiveGame, player: usize, outcome: usize) -> Option<Self> {
        Some(game.payoffs(player).narrow()?[outcome].into())
    }
    fn plus(&self, other: &Self) -> Option<Self> {
        self.checked_add(*other)
    }
    fn minus(&self, other: &Self) -> Option<Self> {
        self.checked_sub(*other)
    }
    fn times(&self, _probability: &Rational) -> Option<Self> {
        None
    }
    fn points(&self, game: &ExtensiveGame, player: usize) -> Rational {
        unscaled(*self, game.payoffs(player).scale())
    }
}

impl Value for Rational {
    const ZERO: Self = Rational::ZERO;
    fn of(game: &ExtensiveGame, player: usize, outcome: usize) -> Option<Self> {
        Some(game.payoffs(player).get(outcome))
    }
    fn plus(&self, other: &Self) -> Option<Self> {
        Some(self + other)
    }
    fn minus(&self, other: &Self) -> Option<Self> {
        Some(self - other)
    }
    fn times(&self, probability: &Rational) -> Option<Self> {
        Some(self * probability)
    }
    fn points(&self, _game: &ExtensiveGame, _player: usize) -> Rational {
        self.clone()
    }
}

/// Walks through a tree with perfect information in which `actions[set]` is taken at each player's set.
///
/// `None` if an action is missing or not there.
pub(crate) fn walked(game: &ExtensiveGame, actions: &[Option<u32>]) -> Option<Walked> {
    values::<i128>(game, actions).or_else(|| values::<Rational>(game, actions))
}

fn values<V: Value>(game: &ExtensiveGame, actions: &[Option<u32>]) -> Option<Walked> {
    let players = game.players().len();
    // Payoffs of subtrees whose parents are still to come; those of the next parent's children come last, its first
    // child last of all.
    let mut open: Vec<V> = Vec::new();
    let mut here = vec![V::ZERO; players];
    let mut gains = vec![None::<V>; players];
    let mut is_strict = true;
    for (place, node) in game.nodes().iter().enumerate().rev() {
        here.fill(V::ZERO);
        if let Some(set) = game.set_of(place) {
            let entry = &game.sets()[set];
            let below = open.len() - entry.actions.len() * players;
            let children = open[below..].rchunks_exact(players);
            match entry.mover {
                Mover::Chance => {
                    for (child, probability) in children.zip(&entry.probabilities) {
                        for (mean, own) in here.iter_mut().zip(child) {
                            *mean = mean.plus(&own.times(probability)?)?;
                        }
                    }
                }
                Mover::Player(mover) => {
                    let action = (*actions.get(set)?)? as usize;
                    here.clone_from_slice(children.clone().nth(action)?);
                    for child in
                        children.enumerate().filter(|(other, _)| *other != action).map(|(_, child)| child)
                    {
                        let gain = child[mover].minus(&here[mover])?;
                        is_strict &= gain < V::ZERO;
                        if gains[mover].as_ref().is_none_or(|most| gain > *most) {
                            gains[mover] = Some(gain);
                        }
                    }
                }
            }
            open.truncate(below);
        }
        for (player, own) in here.iter_mut().enumerate() {
            if let Some(outcome) = node.outcome {
                *own = own.plus(&V::of(game, player, outcome as usize)?)?;
            }
        }
        open.extend_from_slice(&here);
    }
    let payoffs = open.iter().enumerate().map(|(player, own)| own.points(game, player)).collect();
    let mut most = (Rational::ZERO, 0);
    for (player, gain) in gains.iter().enumerate() {
        let gain = gain.as_ref().map_or(Rational::ZERO, |gain| gain.points(game, player));
        if gain > most.0 {
            most = (gain, player);
        }
    }
    Some(Walked { payoffs, gain: most, is_strict })
}
