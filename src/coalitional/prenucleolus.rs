//! The prenucleolus: the greatest excess is made least, then the next, among all payments that add up.
//!
//! - [`prenucleolus`]: the payments, exactly, and the levels that settle them.
//!
//! As the nucleolus, without the demand that nobody is paid less than alone; so it always exists. The
//! two agree where the core is not empty, and wherever the prenucleolus pays each player at least what it has alone.
//!
//! References: Sobolev 1975, Matematicheskie Metody v Sotsialnykh Naukakh 6; Maschler, Peleg and Shapley 1979,
//! Mathematics of Operations Research 4.

use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::coalitional::{Nucleolus, judge_prenucleolus};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::coalitional::excess::claim::{self, judged};
use crate::coalitional::excess::{Goal, descend};
use crate::games::characteristic::CharacteristicGame;

/// The payments with lexicographically least excesses among all that add up; they always exist, and are unique.
///
/// - `budget`: about one unit for each coalition looked at.
///
/// If the budget runs out, the last level of the best that is known is a lower bound, and its payments are on
/// the way.
///
/// Certificate: weights that settle each level (Kohlberg's criterion), compared with all coalitions; a proof.
/// Cost: some sweeps over all coalitions for each of at most n - 1 levels; 12 bytes for each coalition.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::coalitional::prenucleolus::prenucleolus;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // Two players who are worth 3 and 0 alone and only 1 together: the loss is shared.
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 3, 0, 1])?;
/// let answer = prenucleolus(&game, &Budget::unlimited());
/// assert_eq!(answer.found().unwrap().allocation, [2, -1]);
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
///
/// Reference: Maschler, Peleg and Shapley 1979, Mathematics of Operations Research 4.
#[must_use]
pub fn prenucleolus(game: &CharacteristicGame, budget: &Budget<'_>) -> Answer<Nucleolus, Infallible> {
    let descent = descend(game, Goal::Prenucleolus, budget);
    let stop = descent.stop;
    let claim = claim::nucleolus(game, descent);
    let verdict = match stop {
        Stop::Finished => judged(judge_prenucleolus(game, claim)),
        Stop::OutOfBudget => Verdict::Undecided { best: Some(claim) },
    };
    Answer { stop, verdict, completeness: Completeness::All }
}
