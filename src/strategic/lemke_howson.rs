//! One equilibrium of a two-player game, by a path of best replies that lacks one label (Lemke and Howson).
//!
//! Each strategy of each player gives a path that starts where nobody plays anything and ends at an equilibrium.
//! [`lemke_howson`] follows one, [`lemke_howson_from_every_label`] all of them. Some equilibria may be at the end of
//! none of these paths, so that no list of them is known to be complete.
//!
//! Small games are walked in whole numbers. Large ones are walked in doubles first, and the supports found there
//! are solved again exactly; whatever fails is walked in whole numbers after all. Either way the answer is exact
//! and its regrets are 0. In a game with ties the path from a label depends on how they are broken: in whole
//! numbers by the lexicographic rule; in doubles by the same rule as far as doubles can tell, so that another
//! equilibrium may be found from that label than the rule leads to.
//!
//! References: Lemke and Howson 1964, SIAM Journal 12; Shapley 1974, Mathematical Programming Study 1.

use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::strategic::{Equilibrium, judge_equilibrium};
use crate::certify::{Answer, Certified, Completeness, Stop, Verdict};
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::doubles::Doubles;
use crate::strategic::pivoting::{End, Pair, doubles, exact, settle, walk};

/// Entries of a payoff table up to which whole numbers alone are as fast as doubles and their settling.
const SMALL_TABLE: usize = 100;

/// Ends of walks in doubles that turn out to be no equilibria before whole numbers are taken instead.
const MOST_UNSETTLED: usize = 3;

/// Where to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// By giving up this label: strategy `k` of the first player, then those of the second.
    Label(usize),
    /// Wherever a path turns out to be short.
    Any,
}

/// Why a game cannot be asked for such a path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unanswerable {
    /// Paths of best replies are for two players.
    #[error("{players} players, expected two; ask for an approximate equilibrium instead")]
    NotTwoPlayers {
        /// Number of players.
        players: usize,
    },
    /// A label that no strategy has.
    #[error("label {label}, expected less than {labels}: one for each strategy of both players")]
    NoSuchLabel {
        /// The label asked for.
        label: usize,
        /// How many there are.
        labels: usize,
    },
}

/// Equilibria at the ends of the paths from all labels.
#[derive(Debug, Clone, PartialEq)]
pub struct FromEveryLabel {
    /// Why it stopped.
    pub stop: Stop,
    /// The equilibria, in the order in which labels lead to them, each once.
    pub equilibria: Vec<Certified<Equilibrium>>,
    /// For each label which of them it leads to; `None` if the budget ran out.
    pub reached: Vec<Option<usize>>,
}

/// One equilibrium, exactly.
///
/// - `start`: the label to give up, or any.
///
/// Certificate: `Proof`, by the definition ([`judge_equilibrium`]). Cost: the number of pivots is small in
/// practice and exponential at worst (Savani and von Stengel 2006); each costs one product for each payoff. The
/// budget is asked before each pivot and charged its products.
///
/// # Errors
///
/// [`Unanswerable`] if there are not two players, or no such label.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::games::normal_form::{NormalFormGame, Player};
/// use zopa::strategic::lemke_howson::{Start, lemke_howson};
///
/// // Matching pennies: both mix evenly.
/// let player = || Player { name: String::new(), strategies: vec!["heads".into(), "tails".into()] };
/// let row = [1, -1, -1, 1].map(Into::into).to_vec();
/// let column = [-1, 1, 1, -1].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(), player()], &[row, column])?;
/// let answer = lemke_howson(&game, Start::Label(0), &Budget::unlimited())?;
/// assert_eq!(answer.found().unwrap().strategies[0][1].to_string(), "1/2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Lemke and Howson 1964, SIAM Journal 12.
pub fn lemke_howson(
    game: &NormalFormGame,
    start: Start,
    budget: &Budget<'_>,
) -> Result<Answer<Equilibrium, Infallible>, Unanswerable> {
    let labels = labels(game)?;
    let verdict = match start {
        Start::Label(label) if label >= labels => return Err(Unanswerable::NoSuchLabel { label, labels }),
        Start::Label(label) => from_label(game, label, budget),
        Start::Any => from_any(game, budget),
    };
    let Some(verdict) = verdict else {
        return Ok(Answer {
            stop: Stop::OutOfBudget,
            verdict: Verdict::Undecided { best: None },
            completeness: Completeness::Unknown,
        });
    };
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::One })
}

/// The equilibria at the ends of the paths from all labels.
///
/// # Errors
///
/// [`Unanswerable`] if there are not two players.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::games::normal_form::{NormalFormGame, Player};
/// use zopa::strategic::lemke_howson::lemke_howson_from_every_label;
///
/// // Battle of the sexes (Luce and Raiffa 1957): both pure equilibria are found, the mixed one is not.
/// let player = || Player { name: String::new(), strategies: vec!["opera".into(), "fight".into()] };
/// let row = [3, 0, 0, 2].map(Into::into).to_vec();
/// let column = [2, 0, 0, 3].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(), player()], &[row, column])?;
/// let found = lemke_howson_from_every_label(&game, &Budget::unlimited())?;
/// assert_eq!(found.equilibria.len(), 2);
/// assert_eq!(found.reached, [Some(0), Some(1), Some(0), Some(1)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lemke_howson_from_every_label(
    game: &NormalFormGame,
    budget: &Budget<'_>,
) -> Result<FromEveryLabel, Unanswerable> {
    let labels = labels(game)?;
    let mut equilibria: Vec<Certified<Equilibrium>> = Vec::new();
    let mut reached = Vec::with_capacity(labels);
    for label in 0..labels {
        let Some(Verdict::Found(found)) = from_label(game, label, budget) else {
            reached.push(None);
            continue;
        };
        let place = equilibria.iter().position(|known| known.strategies == found.strategies);
        reached.push(Some(place.unwrap_or(equilibria.len())));
        if place.is_none() {
            equilibria.push(found);
        }
    }
    let stop = if budget.is_exhausted() { Stop::OutOfBudget } else { Stop::Finished };
    Ok(FromEveryLabel { stop, equilibria, reached })
}

fn labels(game: &NormalFormGame) -> Result<usize, Unanswerable> {
    match game.players().len() {
        2 => Ok(game.strategies(0) + game.strategies(1)),
        players => Err(Unanswerable::NotTwoPlayers { players }),
    }
}

/// The end of the path from a label; `None` if the budget ran out.
fn from_label(
    game: &NormalFormGame,
    label: usize,
    budget: &Budget<'_>,
) -> Option<Verdict<Equilibrium, Infallible>> {
    if game.profiles() > SMALL_TABLE
        && let Guess::Settled(found) =
            in_doubles(game, doubles::tables(game), label, most_pivots(game), budget)
    {
        return Some(Verdict::Found(found));
    }
    in_whole_numbers(game, label, budget)
}

/// The end of some path that is short in doubles, else that of the first label.
fn from_any(game: &NormalFormGame, budget: &Budget<'_>) -> Option<Verdict<Equilibrium, Infallible>> {
    if game.profiles() > SMALL_TABLE {
        // Lengths differ from label to label by orders of magnitude, so a path that drags on is left for the next
        // one. In what proportion long and short tries are worth it, if nothing is known: Luby, Sinclair and
        // Zuckerman 1993, Information Processing Letters 47.
        let labels = game.strategies(0) + game.strategies(1);
        let start = doubles::tables(game);
        let mut left = most_pivots(game);
        let mut unsettled = 0;
        for turn in 0.. {
            let limit = labels.div_ceil(8) * luby(turn);
            if limit > left || unsettled == MOST_UNSETTLED {
                break;
            }
            left -= limit;
            match in_doubles(game, start.clone(), turn % labels, limit, budget) {
                Guess::Settled(found) => return Some(Verdict::Found(found)),
                Guess::Unsettled => unsettled += 1,
                Guess::Dragging if budget.is_exhausted() => return None,
                Guess::Dragging => {}
            }
        }
    }
    in_whole_numbers(game, 0, budget)
}

/// The sequence 1, 1, 2, 1, 1, 2, 4, 1, ..: twice what stands before, then the next power of two.
fn luby(turn: usize) -> usize {
    let mut place = turn + 1;
    while !(place + 1).is_power_of_two() {
        place -= (place + 1).next_power_of_two() / 2 - 1;
    }
    place.div_ceil(2)
}

/// Pivots in doubles after which they have most likely gone in a circle or astray.
fn most_pivots(game: &NormalFormGame) -> usize {
    100 * (game.strategies(0) + game.strategies(1))
}

/// What a walk in doubles is good for.
enum Guess {
    /// It led to an equilibrium.
    Settled(Certified<Equilibrium>),
    /// Its end is none, or it got lost.
    Unsettled,
    /// It was cut short.
    Dragging,
}

fn in_doubles(
    game: &NormalFormGame,
    mut pair: Pair<Doubles>,
    label: usize,
    limit: usize,
    budget: &Budget<'_>,
) -> Guess {
    let mut left = limit;
    let end = walk(&mut pair, label, &mut || {
        left = left.saturating_sub(1);
        left > 0 && budget.spend(game.profiles() as u64)
    });
    let claim = match end {
        End::Complete => settle::equilibrium(game, &pair),
        End::Lost => None,
        End::Stopped => return Guess::Dragging,
    };
    let judged = claim.and_then(|claim| judge_equilibrium(game, claim, &Rational::ZERO).ok());
    judged.map_or(Guess::Unsettled, Guess::Settled)
}

fn in_whole_numbers(
    game: &NormalFormGame,
    label: usize,
    budget: &Budget<'_>,
) -> Option<Verdict<Equilibrium, Infallible>> {
    let mut pair = exact::tables(game);
    let end = walk(&mut pair, label, &mut || budget.spend(game.profiles() as u64));
    if end != End::Complete {
        return None;
    }
    let claim = Equilibrium::of(game, exact::strategies(&pair))?;
    Some(match judge_equilibrium(game, claim, &Rational::ZERO) {
        Ok(found) => Verdict::Found(found),
        Err(refused) => Verdict::Refused(refused),
    })
}

#[cfg(test)]
mod tests {
    use super::{Guess, doubles, in_doubles, in_whole_numbers, luby, most_pivots};
    use crate::budget::Budget;
    use crate::certify::Verdict;
    use crate::games::normal_form::{NormalFormGame, Player};
    use crate::numeric::Units;
    use crate::numeric::random::Random;

    #[test]
    fn doubles_and_whole_numbers_walk_to_the_same_end() {
        let mut random = Random::new(17);
        for (rows, columns) in [(12, 12), (3, 40), (25, 20), (30, 7)] {
            let mut payoffs = || {
                let units = (0..rows * columns).map(|_| random.below(1 << 20) as i64).collect();
                Units::from_integers(1u8.into(), units)
            };
            let tables = vec![payoffs(), payoffs()];
            let player = |size| Player { name: String::new(), strategies: vec![String::new(); size] };
            let game =
                NormalFormGame::from_units("", vec![player(rows), player(columns)], tables).expect("a game");
            for label in 0..rows + columns {
                let budget = Budget::unlimited();
                let (Guess::Settled(quick), Some(Verdict::Found(slow))) = (
                    in_doubles(&game, doubles::tables(&game), label, most_pivots(&game), &budget),
                    in_whole_numbers(&game, label, &budget),
                ) else {
                    panic!("no equilibrium")
                };
                assert_eq!(quick, slow);
            }
        }
    }

    #[test]
    fn long_tries_come_after_many_short_ones() {
        let first: Vec<usize> = (0..15).map(luby).collect();
        assert_eq!(first, [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]);
    }
}
