//! Iterated elimination of strategies that are strictly dominated, also by mixtures.
//!
//! A strategy is strictly dominated if some mixture of its player's other strategies pays more, whatever the
//! others do. Whoever is sure of that removes it, and then others may be dominated. In each round all players
//! remove everything dominated at once; for finite games every order ends with the same strategies.
//!
//! Method: a strategy that is a best reply to some profile of the others stays, and one that another beats
//! everywhere falls. The rest is a linear program, which is the game of the player against everybody else,
//! without the strategy and with payoffs counted from it: if its value is above 0 the optimal mixture dominates,
//! otherwise the optimal play of the others is a belief to which the strategy is a best reply. Unless the value
//! is 0, doubles find such a mixture or belief, and whole numbers confirm it; if they do not, the program is
//! solved exactly. Players are looked at again only after others have lost strategies.
//!
//! References: Luce and Raiffa 1957, Games and Decisions; Pearce 1984, Econometrica 52; Gilboa, Kalai and Zemel 1990,
//! Operations Research Letters 9.

use std::convert::Infallible;

use dashu_int::IBig;

use crate::budget::Budget;
use crate::certify::strategic::{Elimination, Fallen, Staying, judge_elimination};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::strategic::against::{Optimum, near_optimum, optimum};

/// Parts of one in which mixtures and beliefs from doubles are tried, coarse ones first because they are easier
/// to read.
const PARTS: [f64; 4] = [12.0, 60.0, 2520.0, 1_073_741_824.0];

/// The strategies that are left when strictly dominated ones, also by mixtures, are removed again and again.
///
/// With three and more players a mixture must pay more against every profile of the others, which is what
/// beliefs that may hold that the others' choices go together ask for.
///
/// Cost: in each round, the payoffs of what is left, and a linear program for each strategy that is a best reply
/// to no profile, with a row for each strategy of the player and a column for each profile of the others.
/// Certificate: mixtures for what falls, beliefs for what stays, multiplied out (`Proof`).
/// Completeness: `All`, because the end does not depend on the order. If the budget runs out, what has fallen so far.
///
/// ```
/// use zopa::{budget::Budget, games::normal_form::{NormalFormGame, Player}};
/// use zopa::strategic::iterated_dominance::iterated_dominance;
///
/// // The third row is beaten by no row, but by half of each of the first two (Osborne and Rubinstein 1994, fig. 61.1).
/// let player = |count| Player { name: String::new(), strategies: vec![String::new(); count] };
/// let row = [3, 0, 1, 0, 3, 1].map(Into::into).to_vec();
/// let column = [1, 0, 1, 0, 1, 2].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(3), player(2)], &[row, column])?;
/// let answer = iterated_dominance(&game, &Budget::unlimited());
/// let found = answer.found().expect("an answer with its certificate");
/// assert_eq!((found.fallen.len(), found.fallen[0].strategy, found.fallen[0].mixture.len()), (1, 2, 2));
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
///
/// References: Luce and Raiffa 1957; Gilboa, Kalai and Zemel 1990, Operations Research Letters 9.
#[must_use]
pub fn iterated_dominance(game: &NormalFormGame, budget: &Budget<'_>) -> Answer<Elimination, Infallible> {
    let (claim, is_whole) = eliminate(game, budget);
    if !is_whole {
        let verdict = Verdict::Undecided { best: Some(claim) };
        return Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown };
    }
    let verdict = judge_elimination(game, claim).map_or_else(Verdict::Refused, Verdict::Found);
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// The elimination, and whether it came to its end; if not, what is left comes without beliefs.
pub(in crate::strategic) fn eliminate(game: &NormalFormGame, budget: &Budget<'_>) -> (Elimination, bool) {
    let players = game.players().len();
    let mut left: Vec<Vec<usize>> =
        (0..players).map(|player| (0..game.strategies(player)).collect()).collect();
    let mut beliefs: Vec<Vec<Belief>> = left.iter().map(|own| vec![Vec::new(); own.len()]).collect();
    let mut fallen = Vec::new();
    let mut is_open = vec![true; players];
    let mut round = 0;
    while is_open.contains(&true) {
        round += 1;
        let before = fallen.len();
        for player in (0..players).filter(|player| is_open[*player]) {
            let view = View { game, player, own: &left[player], others: others(game, player, &left) };
            for (place, fate) in view.fates(budget).into_iter().enumerate() {
                match fate {
                    Some(Fate::Falls(mixture)) => {
                        fallen.push(Fallen { round, player, strategy: left[player][place], mixture });
                    }
                    Some(Fate::Stays(belief)) => beliefs[player][left[player][place]] = belief,
                    None => return (Elimination { fallen, staying: staying(&left, None) }, false),
                }
            }
        }
        is_open.fill(false);
        for one in &fallen[before..] {
            left[one.player].retain(|strategy| *strategy != one.strategy);
            (0..players).filter(|other| *other != one.player).for_each(|other| is_open[other] = true);
        }
    }
    (Elimination { fallen, staying: staying(&left, Some(&beliefs)) }, true)
}

/// Profiles of the others with their probabilities; the player's own strategy is 0 in them.
type Belief = Vec<(usize, Rational)>;

enum Fate {
    Falls(Vec<(usize, Rational)>),
    Stays(Belief),
}

fn staying(left: &[Vec<usize>], beliefs: Option<&[Vec<Belief>]>) -> Vec<Vec<Staying>> {
    let own = |(player, own): (usize, &Vec<usize>)| {
        let belief =
            |strategy: usize| beliefs.map_or_else(Vec::new, |beliefs| beliefs[player][strategy].clone());
        own.iter().map(|&strategy| Staying { strategy, belief: belief(strategy) }).collect()
    };
    left.iter().enumerate().map(own).collect()
}

/// All profiles of what the others have left, with strategy 0 of the player.
pub(in crate::strategic) fn others(game: &NormalFormGame, player: usize, left: &[Vec<usize>]) -> Vec<usize> {
    let mut profiles = vec![0];
    for (other, own) in left.iter().enumerate().filter(|(other, _)| *other != player) {
        let stride = game.stride(other);
        profiles =
            own.iter().flat_map(|strategy| profiles.iter().map(move |one| one + strategy * stride)).collect();
    }
    profiles
}

/// What is left, as one player sees it.
struct View<'a> {
    game: &'a NormalFormGame,
    player: usize,
    own: &'a [usize],
    others: Vec<usize>,
}

impl View<'_> {
    fn payoff(&self, strategy: usize, profile: usize) -> IBig {
        self.game.payoffs(self.player).big(profile + strategy * self.game.stride(self.player))
    }

    /// What becomes of each strategy that is left; `None` where the budget ran out before.
    fn fates(&self, budget: &Budget<'_>) -> Vec<Option<Fate>> {
        let mut replies: Vec<Option<usize>> = vec![None; self.own.len()];
        for &profile in &self.others {
            if !budget.spend(self.own.len() as u64) {
                break;
            }
            let payoffs: Vec<IBig> =
                self.own.iter().map(|strategy| self.payoff(*strategy, profile)).collect();
            let best = payoffs.iter().max();
            for (reply, payoff) in replies.iter_mut().zip(&payoffs) {
                if reply.is_none() && Some(payoff) == best {
                    *reply = Some(profile);
                }
            }
            if replies.iter().all(Option::is_some) {
                break;
            }
        }
        let mut is_over = budget.is_exhausted();
        replies
            .iter()
            .zip(self.own)
            .map(|(reply, &strategy)| match reply {
                Some(profile) => Some(Fate::Stays(vec![(*profile, Rational::ONE)])),
                None if is_over => None,
                None => {
                    let fate = self.fate(strategy, budget);
                    is_over |= fate.is_none();
                    fate
                }
            })
            .collect()
    }

    /// What becomes of a strategy that is a best reply to no profile.
    fn fate(&self, strategy: usize, budget: &Budget<'_>) -> Option<Fate> {
        let beats = |other: &usize| {
            self.others.iter().all(|profile| self.payoff(*other, *profile) > self.payoff(strategy, *profile))
        };
        if !budget.spend(self.own.len() as u64) {
            return None;
        }
        if let Some(winner) = self.own.iter().copied().find(beats) {
            return Some(Fate::Falls(vec![(winner, Rational::ONE)]));
        }
        let rivals: Vec<usize> = self.own.iter().copied().filter(|own| *own != strategy).collect();
        if let Some(fate) = self.strict_fate(strategy, &rivals, budget) {
            return Some(fate);
        }
        let gains: Vec<Vec<IBig>> = rivals
            .iter()
            .map(|other| {
                let gain = |profile: &usize| self.payoff(*other, *profile) - self.payoff(strategy, *profile);
                self.others.iter().map(gain).collect()
            })
            .collect();
        let Optimum { value, mixture, reply } = optimum(&gains, budget)?;
        let named = |names: &[usize], weights: Vec<Rational>| {
            names.iter().copied().zip(weights).filter(|(_, weight)| !weight.is_zero()).collect()
        };
        Some(if value.is_positive() {
            Fate::Falls(named(&rivals, mixture))
        } else {
            Fate::Stays(named(&self.others, reply))
        })
    }

    /// The fate by a program in doubles, checked in whole numbers; `None` where the value is too near to 0.
    fn strict_fate(&self, strategy: usize, rivals: &[usize], budget: &Budget<'_>) -> Option<Fate> {
        let units = self.game.payoffs(self.player).narrow()?;
        let stride = self.game.stride(self.player);
        let gain = |other: usize, profile: usize| {
            i128::from(units[profile + other * stride]) - i128::from(units[profile + strategy * stride])
        };
        let gains: Vec<Vec<i128>> = rivals
            .iter()
            .map(|other| self.others.iter().map(|profile| gain(*other, *profile)).collect())
            .collect();
        let (mixture, reply) = near_optimum(&gains, budget)?;
        let named = |names: &[usize], weights: &[i128]| -> Vec<(usize, Rational)> {
            let total: i128 = weights.iter().sum();
            let part = |weight: i128| Rational::new(weight, total).unwrap_or_default();
            let played = names.iter().zip(weights).filter(|(_, weight)| **weight > 0);
            played.map(|(name, weight)| (*name, part(*weight))).collect()
        };
        // Weights of at most 2^30 times gains below 2^64, at most 2^26 of them: no sum leaves 128 bits.
        PARTS.iter().find_map(|&parts| {
            let weights = rounded(&mixture, parts);
            let mut averages = vec![0; self.others.len()];
            for (row, weight) in gains.iter().zip(&weights).filter(|(_, weight)| **weight > 0) {
                averages.iter_mut().zip(row).for_each(|(average, gain)| *average += weight * gain);
            }
            if averages.iter().all(|average| *average > 0) {
                return Some(Fate::Falls(named(rivals, &weights)));
            }
            let weights = rounded(&reply, parts);
            let average =
                |row: &Vec<i128>| row.iter().zip(&weights).map(|(gain, weight)| gain * weight).sum::<i128>();
            let is_belief =
                weights.iter().any(|weight| *weight > 0) && gains.iter().all(|row| average(row) <= 0);
            is_belief.then(|| Fate::Stays(named(&self.others, &weights)))
        })
    }
}

/// Probabilities in these parts of one, to the nearest; the total may be off.
#[allow(clippy::cast_possible_truncation)] // at most 2^30
fn rounded(probabilities: &[f64], parts: f64) -> Vec<i128> {
    probabilities.iter().map(|part| (part.clamp(0.0, 1.0) * parts).round() as i128).collect()
}
