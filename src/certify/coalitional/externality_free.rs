//! The value of a partition function game when every coalition is judged with all others alone.
//!
//! - [`ExternalityFree`]: the claim; [`judge_externality_free`] computes it by a second formula, the dividends:
//!   each coalition's dividend is its worth less the dividends within it, and is shared equally (Harsanyi 1963).

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::coalition::{Coalition, Partition};
use crate::games::partition::PartitionGame;
use crate::numeric::Rational;

/// The externality-free value, player by player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalityFree {
    /// What each player gets.
    pub value: Vec<Rational>,
}

/// Judges a claim about the externality-free value.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_externality_free(
    game: &PartitionGame,
    claim: ExternalityFree,
) -> Result<Certified<ExternalityFree>, Refused<ExternalityFree>> {
    let everyone = game.everyone();
    if game.table().is_err() {
        let checks = vec![Check::count("there are few enough players to count again", 1, Witness::Nothing)];
        return Certified::judge(claim, Certificate { strength: Strength::Necessary, checks });
    }
    let mut dividends: Vec<i128> = vec![0; 1 << game.players()];
    let mut value = vec![Rational::ZERO; game.players()];
    for coalition in everyone.subsets().filter(|coalition| !coalition.is_empty()) {
        let assumed = Partition::singletons(game.players()).with_bloc(coalition);
        let inner: i128 = coalition.subsets().filter_map(|inner| dividends.get(inner.bits() as usize)).sum();
        let dividend = game.unit(&assumed, coalition).map_or(0, i128::from) - inner;
        if let Some(place) = dividends.get_mut(coalition.bits() as usize) {
            *place = dividend;
        }
        let part = Rational::new(dividend, coalition.len() as i128).unwrap_or_default();
        for player in coalition.members() {
            value[player] += &part;
        }
    }
    let units = game.points(1);
    let wrong =
        value.iter().zip(&claim.value).filter(|(again, claimed)| &(*again * &units) != *claimed).count();
    let wrong = wrong + usize::from(value.len() != claim.value.len());
    let together = Partition::singletons(game.players()).with_bloc(everyone);
    let total: Rational = claim.value.iter().sum();
    let missing = game.worth(&together, everyone).map_or(Rational::ONE, |worth| {
        let missing = &worth - &total;
        if missing.is_negative() { -&missing } else { missing }
    });
    let checks = vec![
        Check::exact(
            "the values add to the worth of all together",
            missing,
            Witness::Coalition(Coalition::all(game.players())),
        ),
        Check::count(
            "values found again as shares of dividends",
            wrong as u128,
            Witness::Compared(dividends.len() as u128 - 1),
        ),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Recount, checks })
}
