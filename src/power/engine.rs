//! Chooses how to count, and counts.
//!
//! Under one rule a table over the weights is filled ([`crate::power::swings`], [`crate::power::minimal`],
//! [`crate::power::critical`]); its cost grows with the number of voters and with the quota in units. Any
//! game can be counted by compositions ([`crate::power::compositions`]); that cost grows with the number of ways to
//! take some voters of each group, `2^n` where all are different. The cheaper way is taken; if both are out of
//! reach, the answer is [`TooLarge`].

use crate::budget::Budget;
use crate::games::voting::VotingGame;
use crate::power::board::Board;
use crate::power::tally::{Kind, Tally};
use crate::power::weights::{MAX_TABLE_BYTES, Shape};
use crate::power::{compositions, critical, minimal, swings};

/// Greatest number of compositions tried.
const MAX_COMPOSITIONS: u64 = 1 << 30;

/// An exact answer is out of reach; nothing was computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "too large for an exact answer: {} kinds of coalitions (at most {MAX_COMPOSITIONS}){}; \
     ask for an estimate with `--sample N --seed S`",
    or_many(.compositions),
    table(.table_bytes)
)]
pub struct TooLarge {
    /// Ways to take some voters of each group of voters with equal weights; `None` if beyond 2^64.
    pub compositions: Option<u64>,
    /// Bytes of the table over the weights, under one rule; `None` under several, or if beyond counting.
    pub table_bytes: Option<u128>,
}

fn or_many(compositions: &Option<u64>) -> String {
    compositions.map_or_else(|| "more than 2^64".to_owned(), |number| number.to_string())
}

fn table(bytes: &Option<u128>) -> String {
    bytes.map_or_else(String::new, |bytes| {
        format!(", or a table of {bytes} bytes (at most {MAX_TABLE_BYTES})")
    })
}

enum Plan {
    Swings(swings::Plan),
    Minimal(minimal::Plan),
    Critical(critical::Plan),
}

impl Plan {
    fn new(board: &Board, kind: Kind) -> Option<Self> {
        let (quota, weights) = board.single()?;
        Some(match kind {
            Kind::Swings | Kind::SwingsInAll => {
                Self::Swings(swings::Plan::new(quota, weights, kind.is_by_size())?)
            }
            Kind::Minimal | Kind::MinimalInAll => {
                Self::Minimal(minimal::Plan::new(quota, &weights, kind.is_by_size())?)
            }
            Kind::Critical => Self::Critical(critical::Plan::new(quota, weights)?),
        })
    }

    fn shape(&self) -> &Shape {
        match self {
            Self::Swings(plan) => &plan.shape,
            Self::Minimal(plan) => &plan.shape,
            Self::Critical(plan) => &plan.shape,
        }
    }

    fn count(self, board: &Board, budget: &Budget<'_>) -> Option<Tally> {
        match words(board) {
            1 => self.count_in::<1>(board, budget),
            2 => self.count_in::<2>(board, budget),
            3 => self.count_in::<3>(board, budget),
            4 => self.count_in::<4>(board, budget),
            6 => self.count_in::<6>(board, budget),
            8 => self.count_in::<8>(board, budget),
            12 => self.count_in::<12>(board, budget),
            _ => self.count_in::<16>(board, budget),
        }
    }

    fn count_in<const L: usize>(self, board: &Board, budget: &Budget<'_>) -> Option<Tally> {
        match self {
            Self::Swings(plan) => plan.count::<L>(board, budget),
            Self::Minimal(plan) => plan.count::<L>(board, budget),
            Self::Critical(plan) => plan.count::<L>(board, budget),
        }
    }
}

/// Words of 64 bits that hold any number of coalitions of a board.
fn words(board: &Board) -> usize {
    let needed = board.others() / 64 + 1;
    [1, 2, 3, 4, 6, 8, 12, 16].into_iter().find(|&words| words >= needed).unwrap_or(16)
}

/// Counts `kind` for every voter; `None` if the budget runs out.
///
/// # Errors
///
/// [`TooLarge`] if neither a table nor the compositions are within reach.
pub(in crate::power) fn count(
    game: &VotingGame,
    kind: Kind,
    budget: &Budget<'_>,
) -> Result<Option<Tally>, TooLarge> {
    let board = Board::of(game);
    let plan = Plan::new(&board, kind);
    let table_bytes = plan.as_ref().map(|plan| plan.shape().cells() * words(&board) as u128 * 8);
    let plan = plan.filter(|_| table_bytes.is_some_and(|bytes| bytes <= MAX_TABLE_BYTES));
    let compositions = board.compositions();
    let steps = compositions.filter(|&number| number <= MAX_COMPOSITIONS);
    let steps = steps.map(|number| u128::from(number) * (board.groups.len() as u128 + 1));
    match (plan, steps) {
        (Some(plan), Some(steps)) => {
            let cells = plan.shape().cells() * board.others() as u128;
            let is_cheaper = steps <= cells;
            Ok(if is_cheaper {
                compositions::count(&board, kind, budget)
            } else {
                plan.count(&board, budget)
            })
        }
        (Some(plan), None) => Ok(plan.count(&board, budget)),
        (None, Some(_)) => Ok(compositions::count(&board, kind, budget)),
        (None, None) => Err(TooLarge { compositions, table_bytes }),
    }
}
