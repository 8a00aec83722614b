//! The Deegan-Packel index: minimal winning coalitions, shared equally.
//!
//! A winning coalition is *minimal* if it loses without any one of its members. Each is taken to be equally
//! likely, and its members to share equally. A voter of greater weight may get less than one of smaller weight.
//!
//! Reference: Deegan and Packel 1978, International Journal of Game Theory 7.

use crate::budget::Budget;
use crate::certify::power::Index;
use crate::games::voting::VotingGame;
use crate::power::answer::{PowerAnswer, answer};
use crate::power::engine::TooLarge;

/// The sum of `1 / size` over the minimal winning coalitions of each voter, over the number of all of them.
///
/// Not defined (`NoneExists`) if nobody wins.
///
/// Certificate: the sums computed again from the definition, or from both ends modulo primes.
/// Cost, one rule: the table of [`shapley`](crate::power::shapley::shapley), and for each pair of voters with different
/// weights a sum over sizes; several rules: the number of compositions.
///
/// # Errors
///
/// [`TooLarge`] if neither can be done.
///
/// ```
/// use zopa::{budget::Budget, games::voting::{VotingGame, WeightedRule}, power::deegan_packel::deegan_packel};
/// use zopa::numeric::Rational;
///
/// // [51; 50, 49, 1]: the minimal winning coalitions are the first voter with either of the others.
/// let weights = [50, 49, 1].map(Into::into).to_vec();
/// let game = VotingGame::new(3, vec![WeightedRule { quota: 51.into(), weights }], vec![])?;
/// let answer = deegan_packel(&game, &Budget::unlimited())?;
/// let power = answer.found().expect("an answer with its certificate");
/// assert_eq!(power.values, ["1/2", "1/4", "1/4"].map(|share| share.parse::<Rational>().unwrap()));
/// assert_eq!(power.total, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Deegan and Packel 1978, International Journal of Game Theory 7.
pub fn deegan_packel(game: &VotingGame, budget: &Budget<'_>) -> Result<PowerAnswer, TooLarge> {
    answer(game, Index::DeeganPackel, budget)
}
