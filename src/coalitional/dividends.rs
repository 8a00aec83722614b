//! Harsanyi dividends: what each coalition adds beyond all the coalitions within it.
//!
//! [`dividends`] takes the table of a game and gives one whole number for each coalition, in units.
//!
//! Notation: worth `v`, dividend `d`. By definition `v(S)` is the sum of `d_T` over all `T` within `S`; turned round,
//! `d_S` is the sum over `T` within `S` of `v(T)`, with a minus where an odd number of players is left out
//! (inclusion and exclusion, the Moebius transform). A dividend shared equally among its members gives the
//! Shapley value; a dividend below 0 says that these players get in each other's way.
//!
//! Bounds: `|d_S| <= 2^|S| * 2^62`, at most 2^87 for 25 players, so 128-bit integers hold every dividend, and every
//! number on the way, which is a dividend of a game with fewer players.
//!
//! Reference: Harsanyi 1963, International Economic Review 4.

use std::convert::Infallible;

use crate::certify::coalitional as referee;
use crate::certify::coalitional::Dividends;
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::characteristic::CharacteristicGame;

/// Up to this many players a table is transformed in one go; a greater one half by half.
const IN_CACHE: usize = 12;

/// The dividend of each coalition.
///
/// - `game`: a game of worths, or of costs; [`Dividends::of`] gives points with the sign of the file.
///
/// Always defined and unique.
///
/// Certificate: the dividends within each coalition add up to its worth (`Proof`).
/// Cost: `n * 2^(n - 1)` subtractions, 16 bytes for each coalition; the certificate about as much time again.
///
/// ```
/// use zopa::coalition::Coalition;
/// use zopa::coalitional::dividends::dividends;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // One left glove and two right ones: each pair earns 1, and all three have only one pair, not two.
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 1, 0, 1, 0, 1])?;
/// let answer = dividends(&game);
/// let found = answer.found().unwrap();
/// assert_eq!(found.units, [0, 0, 0, 1, 0, 1, 0, -1]);
/// assert_eq!(found.of(&game, Coalition::all(3)), -1);
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
///
/// Reference: Harsanyi 1963, International Economic Review 4.
#[must_use]
pub fn dividends(game: &CharacteristicGame) -> Answer<Dividends, Infallible> {
    let mut units: Vec<i128> = game.units().iter().map(|&worth| i128::from(worth)).collect();
    subtract_subsets(&mut units);
    let verdict = match referee::judge_dividends(game, Dividends { units }) {
        Ok(claim) => Verdict::Found(claim),
        Err(refused) => Verdict::Refused(refused),
    };
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// Takes from each entry what the entries without one of its players hold, player by player.
fn subtract_subsets(table: &mut [i128]) {
    let players = table.len().trailing_zeros() as usize;
    if players > IN_CACHE {
        let (without, with) = table.split_at_mut(table.len() / 2);
        subtract_subsets(without);
        subtract_subsets(with);
        subtract(without, with);
        return;
    }
    for player in 0..players {
        for pair in table.chunks_mut(2 << player) {
            let (without, with) = pair.split_at_mut(1 << player);
            subtract(without, with);
        }
    }
}

fn subtract(without: &[i128], with: &mut [i128]) {
    for (with, without) in with.iter_mut().zip(without) {
        *with -= without;
    }
}
