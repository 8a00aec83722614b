//! Are claimed dividends the dividends of a game? Added up again to its worths.
//!
//! The dividends of a game are the only numbers `d` with `v(S) = sum of d_T over all T within S` for every coalition
//! `S`. A claim for which all these sums come out is therefore proved, with no need to know how it was found.
//!
//! Bound: `d_S` is a sum of `2^|S|` worths, so `|d_S| <= 2^|S| * 2^62`. A claim beyond is wrong and refused before
//! anything is added; within, no sum exceeds `3^25 * 2^62 < 2^102`.
//!
//! Reference: Harsanyi 1963, International Economic Review 4.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::coalitional::blocks::{Sign, for_each_block};
use crate::coalition::Coalition;
use crate::games::characteristic::{CharacteristicGame, MAX_WORTH_UNITS};
use crate::numeric::Rational;
use crate::numeric::scale::unscaled;

/// The claim that these are the Harsanyi dividends of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dividends {
    /// The dividend of each coalition, by its bits, in the units of the game.
    pub units: Vec<i128>,
}

impl Dividends {
    /// The dividend of one coalition of `game` in points, with the sign of the file; 0 for one with unknown players.
    #[must_use]
    pub fn of(&self, game: &CharacteristicGame, coalition: Coalition) -> Rational {
        let place = usize::try_from(coalition.bits()).ok();
        let units = place.and_then(|place| self.units.get(place)).copied().unwrap_or(0);
        game.points(&unscaled(units, &1_u8.into()))
    }
}

/// Judges claimed dividends: those of the subsets of each coalition must add up to its worth (`Proof`).
///
/// Cost: `2^n * (n / 2 + 8)` additions, and 16 MB above 20 players.
///
/// # Errors
///
/// [`Refused`] with the failed check.
///
/// ```
/// use zopa::certify::coalitional::{Dividends, judge_dividends};
/// use zopa::games::characteristic::CharacteristicGame;
///
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 1, 2, 9])?;
/// assert!(judge_dividends(&game, Dividends { units: vec![0, 1, 2, 6] }).is_ok());
/// assert!(judge_dividends(&game, Dividends { units: vec![0, 1, 2, 7] }).is_err());
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
pub fn judge_dividends(
    game: &CharacteristicGame,
    claim: Dividends,
) -> Result<Certified<Dividends>, Refused<Dividends>> {
    let worths = game.units();
    let missing = claim.units.len().abs_diff(worths.len());
    let bound = |place: usize| u128::from(MAX_WORTH_UNITS.unsigned_abs()) << place.count_ones();
    let beyond =
        claim.units.iter().enumerate().filter(|&(place, units)| units.unsigned_abs() > bound(place)).count();
    let mut checks = vec![
        Check::count("one dividend for each coalition", missing as u128, Witness::Nothing),
        Check::count("dividends that no worths can give", beyond as u128, Witness::Nothing),
    ];
    if missing == 0 && beyond == 0 {
        let (mut off, mut first) = (0_u128, None);
        for_each_block(
            game.players(),
            Sign::Plus,
            |place| claim.units[place],
            |high, block| {
                let start = high.bits() as usize;
                for (low, sum) in block.iter().enumerate() {
                    if *sum != i128::from(worths[start | low]) {
                        off += 1;
                        first = first.or(Some(Coalition::from_bits((start | low) as u64)));
                    }
                }
            },
        );
        let witness = first.map_or(Witness::Compared(worths.len() as u128), Witness::Coalition);
        checks.push(Check::count(
            "coalitions whose worth is not the sum of the dividends within",
            off,
            witness,
        ));
    }
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}
