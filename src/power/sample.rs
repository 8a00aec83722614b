//! Estimates of Shapley-Shubik and Banzhaf for games that are too large to count.
//!
//! - [`sample_shapley`]: random orders of all voters; in each, one voter is pivotal.
//! - [`sample_banzhaf`]: random coalitions; in each, it is asked of every voter whether its vote decides.
//!
//! An [`Estimate`] is no answer: it has no certificate, each value comes with its standard error, and it is
//! another type than what the exact functions give. The draws depend on nothing but
//! the seed: the same seed gives the same estimate on any machine.
//!
//! References: Mann and Shapley 1960, RAND RM-2651 (random orders).

use crate::budget::Budget;
use crate::certify::Stop;
use crate::certify::power::Index;
use crate::games::voting::VotingGame;
use crate::numeric::random::Random;

/// An estimated number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimated {
    /// The mean of the draws.
    pub value: f64,
    /// The standard error of the mean. It is not 0 for what never happened in the draws: it is taken as if it had
    /// happened once more, and once more not.
    pub standard_error: f64,
}

/// Estimates of an index for every voter.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// [`Index::Shapley`] or [`Index::Banzhaf`].
    pub index: Index,
    /// Draws made.
    pub draws: u64,
    /// The seed they came from.
    pub seed: u64,
    /// Were all draws made that were asked for?
    pub stop: Stop,
    /// The share of each voter; all 0 if nobody wins or nothing was drawn.
    pub values: Vec<Estimated>,
    /// For Banzhaf, the absolute measure of each voter: its probability of a swing. Else empty.
    pub absolute: Vec<Estimated>,
}

/// Estimates the Shapley-Shubik index from `draws` random orders.
///
/// Cost: the number of voters times the number of rules, for each draw.
///
/// ```
/// use zopa::{budget::Budget, games::voting::{VotingGame, WeightedRule}, power::sample::sample_shapley};
///
/// let weights = [50, 49, 1].map(Into::into).to_vec();
/// let game = VotingGame::new(3, vec![WeightedRule { quota: 51.into(), weights }], vec![])?;
/// let estimate = sample_shapley(&game, 10_000, 1, &Budget::unlimited());
/// let first = estimate.values[0];
/// assert!((first.value - 2.0 / 3.0).abs() < 4.0 * first.standard_error);
/// # Ok::<(), zopa::games::voting::InvalidVoting>(())
/// ```
#[must_use]
pub fn sample_shapley(game: &VotingGame, draws: u64, seed: u64, budget: &Budget<'_>) -> Estimate {
    let voters = game.players();
    let mut stream = Random::new(seed);
    let mut order: Vec<usize> = (0..voters).collect();
    let mut pivots = vec![0_u64; voters];
    let (mut done, mut stop) = (0, Stop::Finished);
    while done < draws && game.somebody_wins() {
        if !budget.spend(voters as u64) {
            stop = Stop::OutOfBudget;
            break;
        }
        let mut votes = vec![0_u64; game.rules().len()];
        let mut vetoes = game.vetoes().len();
        for place in 0..voters {
            // Shuffle as far as the pivot only.
            let other = place + stream.below((voters - place) as u64) as usize;
            order.swap(place, other);
            let voter = order[place];
            vetoes -= usize::from(game.vetoes().binary_search(&voter).is_ok());
            for (votes, rule) in votes.iter_mut().zip(game.rules()) {
                *votes += rule.weights[voter];
            }
            if vetoes == 0 && votes.iter().zip(game.rules()).all(|(&votes, rule)| votes >= rule.quota) {
                pivots[voter] += 1;
                break;
            }
        }
        done += 1;
    }
    let values = pivots.iter().map(|&pivots| share_of(pivots, done)).collect();
    Estimate { index: Index::Shapley, draws: done, seed, stop, values, absolute: Vec::new() }
}

/// Estimates the Banzhaf index, and the absolute measure, from `draws` random coalitions.
///
/// The normalised index is a ratio of two estimates; its standard error is that of the ratio to first order.
///
/// Cost: the number of voters times the number of rules, for each draw.
///
/// ```
/// use zopa::{budget::Budget, games::voting::{VotingGame, WeightedRule}, power::sample::sample_banzhaf};
///
/// let weights = [50, 49, 1].map(Into::into).to_vec();
/// let game = VotingGame::new(3, vec![WeightedRule { quota: 51.into(), weights }], vec![])?;
/// let estimate = sample_banzhaf(&game, 10_000, 1, &Budget::unlimited());
/// assert!((estimate.values[0].value - 3.0 / 5.0).abs() < 4.0 * estimate.values[0].standard_error);
/// assert!((estimate.absolute[0].value - 3.0 / 4.0).abs() < 4.0 * estimate.absolute[0].standard_error);
/// # Ok::<(), zopa::games::voting::InvalidVoting>(())
/// ```
#[must_use]
pub fn sample_banzhaf(game: &VotingGame, draws: u64, seed: u64, budget: &Budget<'_>) -> Estimate {
    let voters = game.players();
    let mut stream = Random::new(seed);
    let mut is_member = vec![false; voters];
    // For each voter: draws with a swing, and swings of anybody in these draws; for the ratio's error.
    let (mut swings, mut shared) = (vec![0_u64; voters], vec![0_u64; voters]);
    let (mut all, mut squares) = (0_u64, 0_u128);
    let (mut done, mut stop) = (0, Stop::Finished);
    let mut critical = Vec::with_capacity(voters);
    while done < draws {
        if !budget.spend(voters as u64) {
            stop = Stop::OutOfBudget;
            break;
        }
        for members in is_member.chunks_mut(64) {
            let word = stream.word();
            members.iter_mut().enumerate().for_each(|(place, member)| *member = word >> place & 1 == 1);
        }
        let votes: Vec<u64> = game
            .rules()
            .iter()
            .map(|rule| {
                rule.weights.iter().zip(&is_member).filter(|(_, member)| **member).map(|(w, _)| w).sum()
            })
            .collect();
        let missing = game.vetoes().iter().filter(|&&voter| !is_member[voter]).count();
        critical.clear();
        for (voter, &is_in) in is_member.iter().enumerate() {
            let has_veto = game.vetoes().binary_search(&voter).is_ok();
            // Whether the coalition wins with the voter, and without it.
            let vetoes_met = missing - usize::from(has_veto && !is_in) == 0;
            let without = |votes: u64, weight: u64| if is_in { votes - weight } else { votes };
            let rules = || {
                votes.iter().zip(game.rules()).map(|(&votes, rule)| (votes, rule.weights[voter], rule.quota))
            };
            let wins_with =
                vetoes_met && rules().all(|(votes, weight, quota)| without(votes, weight) + weight >= quota);
            let wins_without =
                || !has_veto && rules().all(|(votes, weight, quota)| without(votes, weight) >= quota);
            if wins_with && !wins_without() {
                critical.push(voter);
            }
        }
        for &voter in &critical {
            swings[voter] += 1;
            shared[voter] += critical.len() as u64;
        }
        all += critical.len() as u64;
        squares += (critical.len() * critical.len()) as u128;
        done += 1;
    }
    let absolute: Vec<Estimated> = swings.iter().map(|&swings| share_of(swings, done)).collect();
    let ratio = |voter: usize| ratio_of(swings[voter], shared[voter], all, squares, absolute[voter], done);
    let values = (0..voters).map(ratio).collect();
    Estimate { index: Index::Banzhaf, draws: done, seed, stop, values, absolute }
}

/// The share of `hits` in `draws`.
#[allow(clippy::cast_precision_loss)] // an estimate
fn share_of(hits: u64, draws: u64) -> Estimated {
    if draws == 0 {
        return Estimated { value: 0.0, standard_error: 1.0 };
    }
    let (hits, draws) = (hits as f64, draws as f64);
    let cautious = (hits + 1.0) / (draws + 2.0);
    Estimated { value: hits / draws, standard_error: (cautious * (1.0 - cautious) / draws).sqrt() }
}

/// The share of one voter's swings in all, from sums over the draws of `x`, `x y`, `y` and `y^2`.
#[allow(clippy::cast_precision_loss)] // an estimate
fn ratio_of(x: u64, xy: u64, y: u64, yy: u128, absolute: Estimated, draws: u64) -> Estimated {
    if y == 0 {
        return Estimated { value: 0.0, standard_error: 1.0 };
    }
    let (x, xy, y, yy, draws) = (x as f64, xy as f64, y as f64, yy as f64, draws as f64);
    let share = x / y;
    // The sum of (x - share y)^2; x is its own square, being 0 or 1.
    let spread = (x - 2.0 * share * xy + share * share * yy).max(0.0).sqrt() / y;
    let standard_error = if x > 0.0 { spread } else { absolute.standard_error * draws / y };
    Estimated { value: share, standard_error }
}
