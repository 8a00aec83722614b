//! Is a claimed Shapley value the Shapley value? Computed again from dividends.
//!
//! Every game is a sum of games in which one coalition `S` has something, its dividend `d_S`, and nobody else
//! matters; each member gets an equal part of it, and these parts add up to the Shapley value:
//! `share(i) = sum of d_S / |S| over the coalitions S with i`. This is another formula than that of average marginal
//! contributions, reached through other numbers, so an agreement of both is a recount, not a repetition.
//!
//! Bounds: with `m` the least common multiple of `1..=n`, `m * share(i)` is whole, and below 2^99 for at most 25
//! players (`m < 2^35`, a marginal contribution is at most 2^63). Sums that wrap around at 2^128 therefore end
//! exactly where they should.
//!
//! References: Shapley 1953, Contributions to the Theory of Games II; Harsanyi 1963, International Economic
//! Review 4.

use dashu_int::UBig;

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::coalitional::blocks::{Sign, for_each_block};
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;
use crate::numeric::scale::unscaled;

/// The claim that these are the shares of the Shapley value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapleyValue {
    /// The share of each player in points: of the worth or, in a game of costs, of the cost.
    pub value: Vec<Rational>,
}

/// Judges a claimed Shapley value: one share for each player, which add up to the worth of everyone, and each of
/// which comes out again as its parts of the dividends (`Recount`).
///
/// Cost: `2^n * (n / 2 + 10)` additions, and 16 MB above 20 players.
///
/// # Errors
///
/// [`Refused`] with the failed check.
///
/// ```
/// use zopa::certify::coalitional::{ShapleyValue, judge_shapley};
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // Two players, worth 1 and 2 alone and 9 together: each keeps its own and half of the other 6.
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 1, 2, 9])?;
/// let claim = |value: [i64; 2]| ShapleyValue { value: value.map(Into::into).to_vec() };
/// assert!(judge_shapley(&game, claim([4, 5])).is_ok());
/// assert!(judge_shapley(&game, claim([5, 4])).is_err());
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
pub fn judge_shapley(
    game: &CharacteristicGame,
    claim: ShapleyValue,
) -> Result<Certified<ShapleyValue>, Refused<ShapleyValue>> {
    let missing = claim.value.len().abs_diff(game.players());
    let total: Rational = claim.value.iter().sum();
    let rest = &total - &game.worth(game.everyone());
    let (mut worst, mut player) = (Rational::ZERO, 0);
    for (place, (claimed, found)) in claim.value.iter().zip(shares(game)).enumerate() {
        let off = absolute(&(claimed - &found));
        if off > worst {
            (worst, player) = (off, place);
        }
    }
    let checks = vec![
        Check::count("one share for each player", missing as u128, Witness::Nothing),
        Check::exact(
            "shares add up to the worth of everyone",
            absolute(&rest),
            Witness::Coalition(game.everyone()),
        ),
        Check::exact("shares found again as equal parts of dividends", worst, Witness::Party(player)),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Recount, checks })
}

/// The Shapley value by dividends, in points.
fn shares(game: &CharacteristicGame) -> Vec<Rational> {
    let players = game.players();
    let multiple = (1..=players as i128).fold(1, |multiple, size| multiple / gcd(multiple, size) * size);
    let units = game.units();
    let mut sums = vec![0_i128; players];
    for_each_block(
        players,
        Sign::Alternating,
        |place| i128::from(units[place]),
        |high, block| {
            let members = high.len() as i128;
            for (low, dividend) in block.iter_mut().enumerate() {
                let size = members + i128::from(low.count_ones());
                // The empty coalition has no members and no dividend.
                let part = if size == 0 { 0 } else { multiple / size };
                *dividend = dividend.wrapping_mul(part);
            }
            // Folding the half with a player onto the half without leaves, for the next player, sums over both.
            let mut rest = block;
            for player in (0..rest.len().trailing_zeros() as usize).rev() {
                let (without, with) = rest.split_at_mut(1 << player);
                for (without, with) in without.iter_mut().zip(with.iter()) {
                    sums[player] = sums[player].wrapping_add(*with);
                    *without = without.wrapping_add(*with);
                }
                rest = without;
            }
            for player in high.members() {
                sums[player] = sums[player].wrapping_add(rest[0]);
            }
        },
    );
    let multiple = UBig::try_from(multiple).unwrap_or(UBig::ONE);
    sums.into_iter().map(|sum| game.points(&unscaled(sum, &multiple))).collect()
}

fn gcd(mut first: i128, mut second: i128) -> i128 {
    while second != 0 {
        (first, second) = (second, first % second);
    }
    first
}

fn absolute(number: &Rational) -> Rational {
    if number.is_negative() { -number } else { number.clone() }
}
