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
trait Value: Clone + Ord {
    const ZERO: Self;
    fn of(game: &ExtensiveGame, player: usize, outcome: usize) -> Option<Self>;
    fn plus(&self, other: &Self) -> Option<Self>;
    fn minus(&self, other: &Self) -> Option<Self>;
    fn times(&self, probability: &Rational) -> Option<Self>;
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
    let mut values = vec![V::ZERO; game.nodes().len() * players];
    let mut gains = vec![None::<V>; players];
    let mut is_strict = true;
    for node in (0..game.nodes().len()).rev() {
        for player in 0..players {
            if let Some(outcome) = game.nodes()[node].outcome {
                values[node * players + player] = V::of(game, player, outcome as usize)?;
            }
        }
        let Some(set) = game.set_of(node) else { continue };
        match game.sets()[set].mover {
            Mover::Chance => {
                for (child, probability) in game.children(node).zip(&game.sets()[set].probabilities) {
                    for player in 0..players {
                        let share = values[child * players + player].times(probability)?;
                        let place = node * players + player;
                        values[place] = values[place].plus(&share)?;
                    }
                }
            }
            Mover::Player(mover) => {
                let action = (*actions.get(set)?)? as usize;
                let taken = game.children(node).nth(action)?;
                for child in game.children(node).filter(|child| *child != taken) {
                    let gain = values[child * players + mover].minus(&values[taken * players + mover])?;
                    is_strict &= gain < V::ZERO;
                    if gains[mover].as_ref().is_none_or(|most| gain > *most) {
                        gains[mover] = Some(gain);
                    }
                }
                for player in 0..players {
                    let place = node * players + player;
                    values[place] = values[place].plus(&values[taken * players + player])?;
                }
            }
        }
    }
    let payoffs = (0..players).map(|player| values[player].points(game, player)).collect();
    let mut most = (Rational::ZERO, 0);
    for (player, gain) in gains.iter().enumerate() {
        let gain = gain.as_ref().map_or(Rational::ZERO, |gain| gain.points(game, player));
        if gain > most.0 {
            most = (gain, player);
        }
    }
    Some(Walked { payoffs, gain: most, is_strict })
}
