//! The raw Banzhaf index: the number of swings of each voter.
//!
//! Counts grow with the number of voters, up to `2^(n - 1)`; they are whole numbers without a limit on digits.
//!
//! Reference: Banzhaf 1965, Rutgers Law Review 19.

use crate::budget::Budget;
use crate::certify::power::Index;
use crate::games::voting::VotingGame;
use crate::power::answer::{PowerAnswer, answer};
use crate::power::engine::TooLarge;

/// The number of winning coalitions that each voter turns losing by leaving.
///
/// Not defined (`NoneExists`) if nobody wins.
///
/// Certificate and cost: as for [`banzhaf`](crate::power::banzhaf::banzhaf).
///
/// # Errors
///
/// [`TooLarge`] if the coalitions cannot be counted.
///
/// ```
/// use zopa::{budget::Budget, games::voting::{VotingGame, WeightedRule}, power::banzhaf_raw::banzhaf_raw};
///
/// let weights = [50, 49, 1].map(Into::into).to_vec();
/// let game = VotingGame::new(3, vec![WeightedRule { quota: 51.into(), weights }], vec![])?;
/// let answer = banzhaf_raw(&game, &Budget::unlimited())?;
/// assert_eq!(answer.found().expect("an answer").values, [3, 1, 1].map(zopa::numeric::Rational::from));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Banzhaf 1965, Rutgers Law Review 19.
pub fn banzhaf_raw(game: &VotingGame, budget: &Budget<'_>) -> Result<PowerAnswer, TooLarge> {
    answer(game, Index::BanzhafRaw, budget)
}
