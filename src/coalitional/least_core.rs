//! The least core: the allocations whose greatest excess is least.
//!
//! - [`least_core`]: epsilon, an allocation, and balanced weights that show that no epsilon is smaller.
//!
//! Epsilon is the least number such that some allocation gives no proper coalition an excess above it. Below 0, every
//! coalition can be given something to stay; above 0, it is what leaving would have to cost each
//! coalition for the core to open.
//!
//! Method: the first level of the descent to the prenucleolus.
//!
//! Reference: Maschler, Peleg and Shapley 1979, Mathematics of Operations Research 4.

use crate::budget::Budget;
use crate::certify::coalitional::{
    LeastCoreFacts, NoProperCoalition, judge_least_core, judge_no_proper_coalition,
};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::coalitional::excess::claim::{balanced, in_points, judged};
use crate::coalitional::excess::{Goal, descend};
use crate::games::characteristic::CharacteristicGame;

/// The least greatest excess of proper coalitions, with an allocation that has it.
///
/// - `budget`: about one unit for each coalition looked at.
///
/// `NoneExists` for one player: there is no proper coalition. If the budget runs out, `epsilon` of the best
/// that is known is a lower bound, and its allocation is on the way.
///
/// Certificate: the greatest excess of the allocation is epsilon, and the excesses of weighted coalitions average
/// to epsilon at any allocation; a proof.
/// Cost: some sweeps over all coalitions.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::coalitional::least_core::least_core;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // Simple majority of three: each pair would have to pay 1/3 for leaving.
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 1, 0, 1, 1, 1])?;
/// let answer = least_core(&game, &Budget::unlimited());
/// assert_eq!(answer.found().unwrap().epsilon.to_string(), "1/3");
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
///
/// Reference: Maschler, Peleg and Shapley 1979, Mathematics of Operations Research 4.
#[must_use]
pub fn least_core(
    game: &CharacteristicGame,
    budget: &Budget<'_>,
) -> Answer<LeastCoreFacts, NoProperCoalition> {
    let descent = descend(game, Goal::LeastCore, budget);
    let verdict = match descent.levels.first() {
        None => judge_no_proper_coalition(game, NoProperCoalition)
            .map_or(Verdict::Undecided { best: None }, Verdict::NoneExists),
        Some(level) => {
            let facts = LeastCoreFacts {
                epsilon: game.excess_in_points(&level.excess),
                allocation: in_points(game, &descent.payments),
                weights: balanced(game, level).0,
            };
            match descent.stop {
                Stop::Finished => judged(judge_least_core(game, facts)),
                Stop::OutOfBudget => Verdict::Undecided { best: Some(facts) },
            }
        }
    };
    Answer { stop: descent.stop, verdict, completeness: Completeness::One }
}
