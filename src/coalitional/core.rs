//! The core: ways to share the worth of everyone so that no coalition has more on its own.
//!
//! - [`core()`]: an allocation in the core, or balanced weights that show that there is none.
//! - [`core_membership`]: how a given allocation stands, and which coalition objects most.
//!
//! Notation: the excess of a coalition is what it could have more than it is paid, `e(S) = v(S) - x(S)`; for costs,
//! what it could save on what it is charged. The core is where no excess is above 0.
//!
//! Method: the greatest excess is pushed down until a sweep over all coalitions finds none above 0, or
//! until multipliers show that it stays above 0.
//!
//! References: Gillies 1959, Annals of Mathematics Studies 40; Bondareva 1963, Problemy Kibernetiki 10; Shapley 1967, Naval
//! Research Logistics Quarterly 14.

use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::coalitional::{
    CoreFacts, EmptyCore, Membership, judge_core, judge_empty_core, judge_membership,
};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::coalitional::excess::claim::{balanced, greatest_excess, in_points, judged};
use crate::coalitional::excess::{Goal, descend};
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;

/// A list of shares with the wrong length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{found} shares, expected {expected}: one for each player")]
pub struct WrongLength {
    /// Number of shares.
    pub found: usize,
    /// Number of players.
    pub expected: usize,
}

/// An allocation in the core, or balanced weights that show that it is empty.
///
/// - `budget`: about one unit for each coalition looked at.
///
/// Certificate: the greatest excess over all coalitions, or weights `w_S > 0` that add to 1 for each player, with
/// `sum w_S v(S) > v(N)`; a proof both ways.
/// Cost: some sweeps over all coalitions.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::coalitional::core::core;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // Simple majority of three: any two can take the whole 1.
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 1, 0, 1, 1, 1])?;
/// let answer = core(&game, &Budget::unlimited());
/// // Half of the time each pair forms: 3/2 are claimed and 1 is there.
/// assert_eq!(answer.refutation().unwrap().shortage.to_string(), "1/2");
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
///
/// Reference: Bondareva 1963, Problemy Kibernetiki 10; Shapley 1967, Naval Research Logistics Quarterly 14.
#[must_use]
pub fn core(game: &CharacteristicGame, budget: &Budget<'_>) -> Answer<CoreFacts, EmptyCore> {
    let descent = descend(game, Goal::Core, budget);
    let verdict = match descent.levels.first() {
        Some(level) => {
            let (weights, shortage) = balanced(game, level);
            judge_empty_core(game, EmptyCore { weights, shortage })
                .map_or(Verdict::Undecided { best: None }, Verdict::NoneExists)
        }
        None if descent.stop == Stop::OutOfBudget => Verdict::Undecided { best: None },
        None => {
            let binding = greatest_excess(game, &descent.payments);
            let allocation = in_points(game, &descent.payments);
            judged(judge_core(game, CoreFacts { allocation, binding }))
        }
    };
    Answer { stop: descent.stop, verdict, completeness: Completeness::One }
}

/// Whether an allocation is in the core, and which coalition objects most.
///
/// - `allocation`: the share of each player in points, length n; for costs, what each is charged.
///
/// Certificate: the greatest excess found again.
/// Cost: one pass over all coalitions.
///
/// # Errors
///
/// [`WrongLength`] if there is not one share for each player.
///
/// ```
/// use zopa::coalitional::core::core_membership;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // A left glove and two right ones: the owner of the left one can have a pair with either other.
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 1, 0, 1, 0, 1])?;
/// let shares = ["1/2".parse()?, "1/2".parse()?, 0.into()];
/// let answer = core_membership(&game, &shares)?;
/// let membership = answer.found().unwrap();
/// assert!(!membership.is_in_core());
/// assert_eq!(membership.binding.as_ref().unwrap().coalition.bits(), 0b101);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Gillies 1959, Annals of Mathematics Studies 40.
pub fn core_membership(
    game: &CharacteristicGame,
    allocation: &[Rational],
) -> Result<Answer<Membership, Infallible>, WrongLength> {
    if allocation.len() != game.players() {
        return Err(WrongLength { found: allocation.len(), expected: game.players() });
    }
    let payments: Vec<Rational> = allocation.iter().map(|share| game.share_in_units(share)).collect();
    let membership = Membership {
        allocation: allocation.to_vec(),
        undistributed: &game.worth(game.everyone()) - &allocation.iter().sum(),
        binding: greatest_excess(game, &payments),
    };
    let verdict = judged(judge_membership(game, membership));
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
}
