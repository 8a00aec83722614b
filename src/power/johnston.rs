//! The Johnston index: critical members share a coalition.
//!
//! A winning coalition is *vulnerable* if it loses without one of its members, who is then critical. Each
//! vulnerable coalition is taken to be equally likely, and its critical members to share equally.
//!
//! Reference: Johnston 1978, Environment and Planning A 10.

use crate::budget::Budget;
use crate::certify::power::Index;
use crate::games::voting::VotingGame;
use crate::power::answer::{PowerAnswer, answer};
use crate::power::engine::TooLarge;

/// The sum of `1 / critical members` over the coalitions in which a voter is critical, over the number of all
/// vulnerable coalitions.
///
/// Not defined (`NoneExists`) if nobody wins.
///
/// Certificate: the sums computed again from the definition, or from both ends modulo primes.
/// Cost, one rule: about three times the table of [`shapley`](crate::power::shapley::shapley), and for each pair of
/// different weights a sum over sizes; several rules: the number of compositions.
///
/// # Errors
///
/// [`TooLarge`] if neither can be done.
///
/// ```
/// use zopa::{budget::Budget, games::voting::{VotingGame, WeightedRule}, power::johnston::johnston};
/// use zopa::numeric::Rational;
///
/// let weights = [7, 3, 3].map(Into::into).to_vec();
/// let game = VotingGame::new(3, vec![WeightedRule { quota: 10.into(), weights }], vec![])?;
/// let answer = johnston(&game, &Budget::unlimited())?;
/// let power = answer.found().expect("an answer with its certificate");
/// assert_eq!(power.values, ["2/3", "1/6", "1/6"].map(|share| share.parse::<Rational>().unwrap()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Johnston 1978, Environment and Planning A 10.
pub fn johnston(game: &VotingGame, budget: &Budget<'_>) -> Result<PowerAnswer, TooLarge> {
    answer(game, Index::Johnston, budget)
}
