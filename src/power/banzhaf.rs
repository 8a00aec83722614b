//! The normalised Banzhaf index: the share of each voter in all swings.
//!
//! A voter has a *swing* in a winning coalition that loses without it. The shares add to 1, which compares voters
//! of one game; to compare games, the absolute measure ([`Power::absolute`](crate::certify::power::Power::absolute))
//! divides by the number of coalitions of the others instead.
//!
//! References: Banzhaf 1965, Rutgers Law Review 19; Penrose 1946, Journal of the Royal Statistical Society 109.

use crate::budget::Budget;
use crate::certify::power::Index;
use crate::games::voting::VotingGame;
use crate::power::answer::{PowerAnswer, answer};
use crate::power::engine::TooLarge;

/// The number of swings of each voter over the number of all swings.
///
/// Not defined (`NoneExists`) if nobody wins.
///
/// Certificate: swings counted again from the definition, or from both ends modulo primes.
/// Cost, one rule: about the number of voters times the quota in units; several: the number of compositions.
///
/// # Errors
///
/// [`TooLarge`] if neither can be done.
///
/// ```
/// use zopa::{budget::Budget, games::voting::{VotingGame, WeightedRule}, power::banzhaf::banzhaf};
/// use zopa::numeric::Rational;
///
/// let weights = [50, 49, 1].map(Into::into).to_vec();
/// let game = VotingGame::new(3, vec![WeightedRule { quota: 51.into(), weights }], vec![])?;
/// let answer = banzhaf(&game, &Budget::unlimited())?;
/// let power = answer.found().expect("an answer with its certificate");
/// assert_eq!(power.values, ["3/5", "1/5", "1/5"].map(|share| share.parse::<Rational>().unwrap()));
/// // Three of four times the first voter decides if the others toss coins.
/// assert_eq!(power.absolute()[0], "3/4".parse::<Rational>()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Banzhaf 1965, Rutgers Law Review 19.
pub fn banzhaf(game: &VotingGame, budget: &Budget<'_>) -> Result<PowerAnswer, TooLarge> {
    answer(game, Index::Banzhaf, budget)
}
