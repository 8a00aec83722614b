//! All pure equilibria: the profiles in which each player plays one strategy and nobody gains by another.
//!
//! Method: for each player, and each way the others may play, the best payoff among its strategies; a profile stays
//! if it pays every player its best. Payoffs are compared as whole numbers, so ties are kept exactly. The whole
//! table of a player is read twice, the second time while it is still near, tile by tile.
//!
//! Every profile is looked at, hence the list is complete ([`Completeness::All`]); a game without a pure equilibrium
//! is an answer, with the number of profiles at which each player would rather do something else.
//!
//! Reference: Nash 1951, Annals of Mathematics 54.

use crate::budget::Budget;
use crate::certify::strategic::{NoPureEquilibrium, PureEquilibria, judge_no_pure, judge_pure};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::normal_form::NormalFormGame;

/// Payoffs that are read again before others replace them in the nearest memory: 32 kB of 8 bytes.
const TILE: usize = 4096;

/// All profiles of pure strategies in which nobody gains by another strategy, in the order of the game.
///
/// Cost: linear in the payoffs of the game, for the search and again for the certificate.
/// Certificate: a second walk, profile by profile, finds the same ones (`Recount`). Where there is none, it finds a
/// player with a profitable deviation at every profile.
/// Completeness: `All`, because every profile was looked at. If the budget runs out nothing is claimed.
///
/// ```
/// use zopa::{budget::Budget, games::normal_form::{NormalFormGame, Player}, strategic::pure_nash::pure_nash};
///
/// // Battle of the sexes (Luce and Raiffa 1957): both at the opera, or both at the fight.
/// let player = || Player { name: String::new(), strategies: vec!["opera".into(), "fight".into()] };
/// let row = [3, 0, 0, 2].map(Into::into).to_vec();
/// let column = [2, 0, 0, 3].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(), player()], &[row, column])?;
/// let answer = pure_nash(&game, &Budget::unlimited());
/// assert_eq!(answer.found().expect("two equilibria").profiles, [game.index(&[0, 0]), game.index(&[1, 1])]);
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
///
/// Reference: Nash 1951, Annals of Mathematics 54.
#[must_use]
pub fn pure_nash(game: &NormalFormGame, budget: &Budget<'_>) -> Answer<PureEquilibria, NoPureEquilibrium> {
    let Some((profiles, improvable)) = search(game, budget) else {
        let verdict = Verdict::Undecided { best: None };
        return Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown };
    };
    let verdict = if profiles.is_empty() {
        match judge_no_pure(game, NoPureEquilibrium { improvable }) {
            Ok(refutation) => Verdict::NoneExists(refutation),
            // A wrong refutation is a fault of this file; the empty list is shown as what was refused.
            Err(refused) => Verdict::Refused(crate::certify::Refused {
                claim: Box::new(PureEquilibria { profiles, improvable: refused.claim.improvable }),
                certificate: refused.certificate,
            }),
        }
    } else {
        judge_pure(game, PureEquilibria { profiles, improvable })
            .map_or_else(Verdict::Refused, Verdict::Found)
    };
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// The profiles that stay, and for each player the number of profiles at which it could gain.
fn search(game: &NormalFormGame, budget: &Budget<'_>) -> Option<(Vec<usize>, Vec<u64>)> {
    let mut stays = vec![true; game.profiles()];
    let mut improvable = Vec::with_capacity(game.players().len());
    for player in 0..game.players().len() {
        let (count, stride) = (game.strategies(player), game.stride(player));
        let payoffs = game.payoffs(player);
        let gains = match (payoffs.narrow(), payoffs.wide()) {
            (Some(table), _) => drop_improvable(table, count, stride, &mut stays, budget)?,
            (None, Some(table)) => drop_improvable(table, count, stride, &mut stays, budget)?,
            (None, None) => 0,
        };
        improvable.push(gains);
    }
    let profiles =
        stays.iter().enumerate().filter(|(_, stays)| **stays).map(|(profile, _)| profile).collect();
    Some((profiles, improvable))
}

/// Marks the profiles at which a player with this table could gain, and counts them.
///
/// The table is a row of blocks, each `count` strategies long by `stride` ways in which the players before this one
/// may play.
fn drop_improvable<T: Ord + Clone>(
    table: &[T],
    count: usize,
    stride: usize,
    stays: &mut [bool],
    budget: &Budget<'_>,
) -> Option<u64> {
    let mut gains = 0;
    let mut best: Vec<T> = Vec::new();
    let mut unreported = 0;
    let size = count * stride;
    for (block, stays) in table.chunks_exact(size).zip(stays.chunks_exact_mut(size)) {
        gains += if stride == 1 { one_line(block, stays) } else { lines(block, stride, stays, &mut best) };
        unreported += size;
        if unreported >= TILE {
            if !budget.spend(unreported as u64) {
                return None;
            }
            unreported = 0;
        }
    }
    budget.spend(unreported as u64).then_some(gains)
}

/// The player's strategies side by side, against one way in which the others play.
fn one_line<T: Ord>(line: &[T], stays: &mut [bool]) -> u64 {
    let Some(best) = line.iter().max() else { return 0 };
    let mut gains = 0;
    for (payoff, stays) in line.iter().zip(stays) {
        let is_best = payoff == best;
        *stays &= is_best;
        gains += u64::from(!is_best);
    }
    gains
}

/// The player's strategies below each other, each against `stride` ways in which the others play.
fn lines<T: Ord + Clone>(block: &[T], stride: usize, stays: &mut [bool], best: &mut Vec<T>) -> u64 {
    let width = (TILE * stride / block.len()).clamp(1, stride);
    let mut gains = 0;
    for from in (0..stride).step_by(width) {
        let to = stride.min(from + width);
        best.clear();
        best.extend_from_slice(&block[from..to]);
        for row in block.chunks_exact(stride).skip(1) {
            for (best, payoff) in best.iter_mut().zip(&row[from..to]) {
                if payoff > best {
                    best.clone_from(payoff);
                }
            }
        }
        for (row, stays) in block.chunks_exact(stride).zip(stays.chunks_exact_mut(stride)) {
            for ((payoff, best), stays) in row[from..to].iter().zip(&*best).zip(&mut stays[from..to]) {
                let is_best = payoff == best;
                *stays &= is_best;
                gains += u64::from(!is_best);
            }
        }
    }
    gains
}
