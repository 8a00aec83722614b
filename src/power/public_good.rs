//! The public good index: memberships of minimal winning coalitions.
//!
//! As in [`deegan_packel`](crate::power::deegan_packel), only minimal winning coalitions count; but what they win is a
//! public good, which is not split: each member counts in full. A voter of greater weight may get less than one
//! of smaller weight.
//!
//! Reference: Holler 1982, Political Studies 30.

use crate::budget::Budget;
use crate::certify::power::Index;
use crate::games::voting::VotingGame;
use crate::power::answer::{PowerAnswer, answer};
use crate::power::engine::TooLarge;

/// The number of minimal winning coalitions of each voter over the sum of these numbers.
///
/// Not defined (`NoneExists`) if nobody wins.
///
/// Certificate: memberships counted again from the definition, or from both ends modulo primes.
/// Cost, one rule: the table of [`banzhaf`](crate::power::banzhaf::banzhaf), and for each pair of voters with different
/// weights a sum along the quota; several rules: the number of compositions.
///
/// # Errors
///
/// [`TooLarge`] if neither can be done.
///
/// ```
/// use zopa::{budget::Budget, games::voting::{VotingGame, WeightedRule}, power::public_good::public_good};
/// use zopa::numeric::Rational;
///
/// // Holler's paradox: the voter with 20 votes has less than those with 15.
/// let weights = [35, 20, 15, 15, 15].map(Into::into).to_vec();
/// let game = VotingGame::new(5, vec![WeightedRule { quota: 51.into(), weights }], vec![])?;
/// let answer = public_good(&game, &Budget::unlimited())?;
/// let power = answer.found().expect("an answer with its certificate");
/// assert_eq!(power.values, ["4/15", "2/15", "1/5", "1/5", "1/5"].map(|share| share.parse::<Rational>().unwrap()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Holler 1982, Political Studies 30.
pub fn public_good(game: &VotingGame, budget: &Budget<'_>) -> Result<PowerAnswer, TooLarge> {
    answer(game, Index::PublicGood, budget)
}
