//! The nucleolus: the greatest excess is made least, then the next, among payments that leave nobody worse off
//! than alone.
//!
//! - [`nucleolus`]: the payments, exactly, and the levels that settle them.
//!
//! Notation: `e(S) = v(S) - x(S)` is the excess of a coalition; imputations share `v(N)` with `x_i >= v(i)`. The nucleolus is
//! the one imputation whose excesses, in descending order, are lexicographically least. It is in the core if
//! the core is not empty.
//!
//! References: Schmeidler 1969, SIAM Journal on Applied Mathematics 17; Kohlberg 1971, SIAM Journal on Applied
//! Mathematics 20.

use crate::budget::Budget;
use crate::certify::coalitional::{NoImputation, Nucleolus, judge_no_imputation, judge_nucleolus};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::coalition::Coalition;
use crate::coalitional::excess::claim::{self, judged};
use crate::coalitional::excess::{Goal, descend};
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;

/// The imputation with lexicographically least excesses; unique.
///
/// - `budget`: about one unit for each coalition looked at.
///
/// `NoneExists` if the worths of players alone add to more than the worth of everyone. If the budget runs
/// out, the last level of the best that is known is a lower bound, and its payments are on the way.
///
/// Certificate: weights that settle each level (Kohlberg's criterion), compared with all coalitions; a proof.
/// Cost: some sweeps over all coalitions for each of at most n - 1 levels; 12 bytes for each coalition.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::coalitional::nucleolus::nucleolus;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // An estate of 200 against claims of 100, 200 and 300: what a coalition is left once the others are served.
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 0, 0, 0, 100, 200])?;
/// let answer = nucleolus(&game, &Budget::unlimited());
/// assert_eq!(answer.found().unwrap().allocation, [50, 75, 75]);
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
///
/// Reference: Schmeidler 1969, SIAM Journal on Applied Mathematics 17; the example is that of Aumann and Maschler
/// 1985, Journal of Economic Theory 36.
#[must_use]
pub fn nucleolus(game: &CharacteristicGame, budget: &Budget<'_>) -> Answer<Nucleolus, NoImputation> {
    let alone = (0..game.players()).map(|player| i128::from(game.unit(Coalition::single(player))));
    let shortage = alone.sum::<i128>() - i128::from(game.unit(game.everyone()));
    if shortage > 0 {
        let shortage = game.excess_in_points(&Rational::new(shortage, 1).unwrap_or_default());
        let verdict = judge_no_imputation(game, NoImputation { shortage })
            .map_or(Verdict::Undecided { best: None }, Verdict::NoneExists);
        return Answer { stop: Stop::Finished, verdict, completeness: Completeness::All };
    }
    let descent = descend(game, Goal::Nucleolus, budget);
    let stop = descent.stop;
    let claim = claim::nucleolus(game, descent);
    let verdict = match stop {
        Stop::Finished => judged(judge_nucleolus(game, claim)),
        Stop::OutOfBudget => Verdict::Undecided { best: Some(claim) },
    };
    Answer { stop, verdict, completeness: Completeness::All }
}
