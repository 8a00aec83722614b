//! The Shapley-Shubik index: who turns the growing coalition winning.
//!
//! Voters join one after the other in a random order; the one with whom the coalition starts to win is pivotal.
//! The index is the probability of being pivotal, which is the Shapley value of the game in which a winning
//! coalition is worth 1.
//!
//! Reference: Shapley and Shubik 1954, American Political Science Review 48.

use crate::budget::Budget;
use crate::certify::power::Index;
use crate::games::voting::VotingGame;
use crate::power::answer::{PowerAnswer, answer};
use crate::power::engine::TooLarge;

/// The share of orders of all voters in which each of them is pivotal.
///
/// With `n` voters, `sum over coalitions S in which i has a swing of (|S| - 1)! (n - |S|)! / n!`. Not defined
/// (`NoneExists`) if nobody wins.
///
/// Certificate: scores counted again from the definition, or from both ends modulo primes.
/// Cost, one rule: about `n^2 / 6` times the total weight in units; several: the number of compositions.
///
/// # Errors
///
/// [`TooLarge`] if neither can be done.
///
/// ```
/// use zopa::{budget::Budget, games::voting::{VotingGame, WeightedRule}, power::shapley::shapley};
/// use zopa::numeric::Rational;
///
/// // [51; 50, 49, 1]: the first voter needs one of the others, and they need the first.
/// let weights = [50, 49, 1].map(Into::into).to_vec();
/// let game = VotingGame::new(3, vec![WeightedRule { quota: 51.into(), weights }], vec![])?;
/// let answer = shapley(&game, &Budget::unlimited())?;
/// let power = answer.found().expect("an answer with its certificate");
/// assert_eq!(power.values, ["2/3", "1/6", "1/6"].map(|share| share.parse::<Rational>().unwrap()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Shapley and Shubik 1954, American Political Science Review 48.
pub fn shapley(game: &VotingGame, budget: &Budget<'_>) -> Result<PowerAnswer, TooLarge> {
    answer(game, Index::Shapley, budget)
}
