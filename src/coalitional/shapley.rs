//! The Shapley value of a coalitional game: what each player adds on average, over all orders of arrival.
//!
//! [`shapley`] takes the table of a game and gives one exact fraction for each player.
//!
//! Notation: `n` players, worth `v`. Player `i` finds `s` others before it in `s! (n - 1 - s)!` of the `n!` orders for
//! each set of that size, so it gets the sum over sizes `s` of
//! `(sum of v(S + i) - v(S) over sets S of size s without i) / (n * binomial(n - 1, s))`.
//!
//! Method: only sums of worths by size are needed, all of them and those with each player. One pass adds each worth
//! twice: into the column of its first players and into the row of its last ones; players are told apart
//! afterwards, on sums. This is `2^n` steps, not `n * 2^n`.
//!
//! Bounds: worths are at most 2^62 in units and there are at most 2^25 of them, so every sum is below 2^87 and
//! 128-bit integers hold it.
//!
//! References: Shapley 1953, Contributions to the Theory of Games II.

use std::convert::Infallible;

use crate::certify::coalitional as referee;
use crate::certify::coalitional::ShapleyValue;
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;
use crate::numeric::scale::unscaled;

/// Players that make up a column; the others make up a row.
const FIRST: usize = 8;

/// What each player adds on average to those who came before, over all orders of arrival.
///
/// - `game`: a game of worths, or of costs: then the shares are shares of the cost.
///
/// Always defined and unique. It need not be in the core: someone may still gain by leaving.
///
/// Certificate: the shares come out again as equal parts of dividends (`Recount`).
/// Cost: `2^n` additions, and some kilobytes; the certificate about `n / 2` times as much.
///
/// ```
/// use zopa::coalitional::shapley::shapley;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // One left glove and two right ones; only a pair is worth something.
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 1, 0, 1, 0, 1])?;
/// let answer = shapley(&game);
/// let shares: Vec<String> = answer.found().unwrap().value.iter().map(ToString::to_string).collect();
/// assert_eq!(shares, ["2/3", "1/6", "1/6"]);
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
///
/// Reference: Shapley 1953, Contributions to the Theory of Games II.
#[must_use]
pub fn shapley(game: &CharacteristicGame) -> Answer<ShapleyValue, Infallible> {
    let sums = Sums::of(game);
    let value = (0..game.players()).map(|player| game.points(&sums.share(player))).collect();
    let verdict = match referee::judge_shapley(game, ShapleyValue { value }) {
        Ok(value) => Verdict::Found(value),
        Err(refused) => Verdict::Refused(refused),
    };
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// Sums of worths, in units.
struct Sums {
    /// Over the coalitions of each size.
    all: Vec<i128>,
    /// For each player, over the coalitions of each size that it is in.
    with: Vec<Vec<i128>>,
}

impl Sums {
    fn of(game: &CharacteristicGame) -> Self {
        let players = game.players();
        let first = players.min(FIRST);
        let width = 1 << first;
        // columns[r][l]: the worths of l among the first players, with any r of the last ones.
        let mut columns = vec![vec![0_i128; width]; players - first + 1];
        let mut all = vec![0; players + 1];
        let mut with = vec![vec![0; players + 1]; players];
        for (last, row) in game.units().chunks(width).enumerate() {
            let members = last.count_ones() as usize;
            let mut by_size = [0_i128; FIRST + 1];
            for (low, (&worth, column)) in row.iter().zip(&mut columns[members]).enumerate() {
                *column += i128::from(worth);
                by_size[low.count_ones() as usize] += i128::from(worth);
            }
            for (size, &sum) in by_size[..=first].iter().enumerate() {
                all[members + size] += sum;
                for (player, with) in with[first..].iter_mut().enumerate() {
                    if last >> player & 1 == 1 {
                        with[members + size] += sum;
                    }
                }
            }
        }
        for (members, column) in columns.iter().enumerate() {
            for (low, &sum) in column.iter().enumerate() {
                for (player, with) in with[..first].iter_mut().enumerate() {
                    if low >> player & 1 == 1 {
                        with[members + low.count_ones() as usize] += sum;
                    }
                }
            }
        }
        Self { all, with }
    }

    /// The share of a player, in units.
    fn share(&self, player: usize) -> Rational {
        let players = self.with.len();
        let with = &self.with[player];
        // n * binomial(n - 1, s): one order in so many puts exactly s given others before the player.
        let mut weight = players as u64;
        let mut share = Rational::ZERO;
        for size in 0..players {
            let without = self.all[size] - with[size];
            share += &unscaled(with[size + 1] - without, &weight.into());
            weight = weight * (players - 1 - size) as u64 / (size as u64 + 1);
        }
        share
    }
}
