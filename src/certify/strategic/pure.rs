//! Is a list of pure equilibria right and complete? Every profile is looked at again.
//!
//! A profile is an equilibrium if no player has a strategy that pays it more against what the others do. The
//! judge keeps for each player the best payoff against each way the others may play, and then walks through the
//! profiles one after the other, asking all players. It shares nothing with the solver, which goes through the
//! players one after the other and crosses out profiles.

use dashu_int::IBig;

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::strategic::Equilibrium;
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;

/// The claim that these are all pure equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PureEquilibria {
    /// Numbers of the profiles, rising; see [`NormalFormGame::index`].
    pub profiles: Vec<usize>,
    /// For each player, at how many profiles it could gain by another strategy.
    pub improvable: Vec<u64>,
}

/// The claim that somebody can gain at every profile, so that there is no pure equilibrium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPureEquilibrium {
    /// For each player, at how many profiles it could gain by another strategy.
    pub improvable: Vec<u64>,
}

impl PureEquilibria {
    /// One of the profiles as strategies with probabilities 0 and 1; nobody regrets anything.
    ///
    /// `profile`: one of [`PureEquilibria::profiles`].
    ///
    /// # Panics
    ///
    /// If the game has no such profile.
    #[must_use]
    pub fn equilibrium(&self, game: &NormalFormGame, profile: usize) -> Equilibrium {
        let players = 0..game.players().len();
        let certain = |player: usize| {
            let own = game.strategy(player, profile);
            (0..game.strategies(player)).map(|strategy| Rational::from(i64::from(strategy == own))).collect()
        };
        Equilibrium {
            strategies: players.clone().map(certain).collect(),
            payoffs: players.clone().map(|player| game.payoff(player, profile)).collect(),
            regrets: vec![Rational::ZERO; players.len()],
        }
    }
}

/// Judges a list of all pure equilibria (`Recount`).
///
/// Cost: linear in the payoffs of the game.
///
/// # Errors
///
/// [`Refused`] with the failed check.
///
/// ```
/// use zopa::certify::strategic::{PureEquilibria, judge_pure};
/// use zopa::games::normal_form::{NormalFormGame, Player};
///
/// // The prisoners' dilemma: each gains by confessing, except where it already does.
/// let player = || Player { name: String::new(), strategies: vec!["silent".into(), "confess".into()] };
/// let row = [-1, 0, -3, -2].map(Into::into).to_vec();
/// let column = [-1, -3, 0, -2].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(), player()], &[row, column])?;
/// let claim = PureEquilibria { profiles: vec![3], improvable: vec![2, 2] };
/// assert!(judge_pure(&game, claim.clone()).is_ok());
/// assert!(judge_pure(&game, PureEquilibria { profiles: vec![0], ..claim }).is_err());
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
pub fn judge_pure(
    game: &NormalFormGame,
    claim: PureEquilibria,
) -> Result<Certified<PureEquilibria>, Refused<PureEquilibria>> {
    let certificate = certificate(game, &claim.profiles, &claim.improvable);
    Certified::judge(claim, certificate)
}

/// Judges that there is no pure equilibrium: at every profile somebody gains by another strategy (`Recount`).
///
/// Cost: as [`judge_pure`].
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_no_pure(
    game: &NormalFormGame,
    claim: NoPureEquilibrium,
) -> Result<Certified<NoPureEquilibrium>, Refused<NoPureEquilibrium>> {
    let certificate = certificate(game, &[], &claim.improvable);
    Certified::judge(claim, certificate)
}

fn certificate(game: &NormalFormGame, profiles: &[usize], improvable: &[u64]) -> Certificate {
    let (found, missing, gains) = recount(game, profiles);
    let wrong = profiles.len() - found;
    let off: u128 = gains.iter().zip(improvable).map(|(one, two)| u128::from(one.abs_diff(*two))).sum();
    let off = off + gains.len().abs_diff(improvable.len()) as u128;
    let compared = Witness::Compared(game.profiles() as u128);
    let checks = vec![
        Check::count("nobody gains at a profile of the list", wrong as u128, compared.clone()),
        Check::count("somebody gains at every other profile", missing as u128, compared.clone()),
        Check::count("profiles at which each player gains, counted again", off, compared),
    ];
    Certificate { strength: Strength::Recount, checks }
}

/// A player's payoffs and, for each way the others may play, the best of them.
enum Table<'a> {
    Narrow(&'a [i64], Vec<i64>),
    Wide(&'a [IBig], Vec<IBig>),
}

/// How many of the listed profiles are equilibria, how many equilibria are not listed, and at how many profiles
/// each player gains. A list that does not rise counts from its first fall on as wrong.
fn recount(game: &NormalFormGame, profiles: &[usize]) -> (usize, usize, Vec<u64>) {
    let players = game.players().len();
    let tables: Vec<Table<'_>> = (0..players).map(|player| table(game, player)).collect();
    let first = game.strategies(0);
    let mut listed = profiles.iter().copied().peekable();
    let (mut found, mut missing) = (0, 0);
    let mut gains = vec![0_u64; players];
    let mut somebody = vec![false; first];
    // The first player's strategies stand side by side, and so do those ways of the others in which it varies.
    for start in (0..game.profiles()).step_by(first) {
        somebody.fill(false);
        for (player, (table, gains)) in tables.iter().zip(&mut gains).enumerate() {
            let stride = game.stride(player);
            let others = start / (stride * game.strategies(player)) * stride + start % stride;
            *gains += match table {
                Table::Narrow(own, best) => {
                    ask(&own[start..start + first], &best[others..], player, &mut somebody)
                }
                Table::Wide(own, best) => {
                    ask(&own[start..start + first], &best[others..], player, &mut somebody)
                }
            };
        }
        for (strategy, somebody) in somebody.iter().enumerate() {
            let is_listed = listed.next_if_eq(&(start + strategy)).is_some();
            found += usize::from(is_listed && !somebody);
            missing += usize::from(!is_listed && !somebody);
        }
    }
    (found, missing, gains)
}

fn table(game: &NormalFormGame, player: usize) -> Table<'_> {
    let payoffs = game.payoffs(player);
    let (stride, count) = (game.stride(player), game.strategies(player));
    match (payoffs.narrow(), payoffs.wide()) {
        (Some(own), _) => Table::Narrow(own, best(own, stride, count)),
        (None, Some(own)) => Table::Wide(own, best(own, stride, count)),
        (None, None) => Table::Narrow(&[], Vec::new()),
    }
}

fn best<T: Ord + Clone>(own: &[T], stride: usize, count: usize) -> Vec<T> {
    let mut best: Vec<T> = Vec::with_capacity(own.len() / count);
    for block in own.chunks_exact(stride * count) {
        if stride == 1 {
            best.extend(block.iter().max().cloned());
            continue;
        }
        let start = best.len();
        best.extend_from_slice(&block[..stride]);
        for row in block.chunks_exact(stride).skip(1) {
            for (best, payoff) in best[start..].iter_mut().zip(row) {
                if payoff > best {
                    best.clone_from(payoff);
                }
            }
        }
    }
    best
}

/// Marks where the player gains in a row of the first player's strategies, and counts them.
fn ask<T: Ord>(own: &[T], best: &[T], player: usize, somebody: &mut [bool]) -> u64 {
    let mut gains = 0;
    let mut compare = |payoff: &T, best: &T, somebody: &mut bool| {
        let is_gain = payoff < best;
        *somebody |= is_gain;
        gains += u64::from(is_gain);
    };
    if player == 0 {
        own.iter().zip(somebody).for_each(|(payoff, somebody)| compare(payoff, &best[0], somebody));
    } else {
        own.iter()
            .zip(best)
            .zip(somebody)
            .for_each(|((payoff, best), somebody)| compare(payoff, best, somebody));
    }
    gains
}
