//! Winning coalitions under one rule by the number of their critical members.
//!
//! In a winning coalition of weight `q + e` the critical members are those of weight above `e`. For excesses
//! `e` from one weight up to the next, the same voters are *heavy* (they are critical where they are members) and
//! the others are *light*. A table counts sets by weight and by number of heavy members; when the next weight
//! turns heavy, its voter is divided out as a light one and multiplied in as a heavy one. So the tables of all
//! excesses cost about as much as three tables of swings.
//!
//! Reference: Johnston 1978, Environment and Planning A 10 (the index, not the method).

use dashu_int::UBig;

use crate::budget::Budget;
use crate::power::board::Board;
use crate::power::limbs::Wide;
use crate::power::tally::Tally;
use crate::power::weights::{Row, Shape, Table};

/// What has to be counted for critical members under one rule.
#[derive(Debug, Clone)]
pub(in crate::power) struct Plan {
    quota: u64,
    weights: Vec<u64>,
    /// The table that is needed.
    pub(in crate::power) shape: Shape,
}

impl Plan {
    /// A plan for voters with `weights`, heaviest first; `None` if the table is out of reach.
    pub(in crate::power) fn new(quota: u64, weights: Vec<u64>) -> Option<Self> {
        let cap = quota + weights.first().copied().unwrap_or(0);
        let shape = Shape::full(&weights, cap)?;
        Some(Self { quota, weights, shape })
    }

    /// Counts; `None` if the budget runs out.
    pub(in crate::power) fn count<const L: usize>(self, board: &Board, budget: &Budget<'_>) -> Option<Tally> {
        let agreed = board.vetoes.len();
        let mut veto = vec![UBig::ZERO; board.players + 1];
        let mut groups = vec![vec![UBig::ZERO; board.players + 1]; board.groups.len()];
        let mut table = Table::<L>::new(self.shape);
        if let Some(row) = table.rows.first_mut() {
            row.cells.fill(Wide::one());
            for &weight in &self.weights {
                if !budget.spend(add_light(row, weight) / 16 + 1) {
                    return None;
                }
            }
        }
        let top = |weight: u64| i64::try_from(self.quota + weight).unwrap_or(i64::MAX) - 1;
        if agreed > 0 {
            let heaviest = self.weights.first().copied().unwrap_or(0);
            let every = UBig::ONE << self.weights.len();
            veto[agreed] += every - table.at(0, top(heaviest)).to_big();
        }
        let mut heavy = 0;
        for (place, group) in board.groups.iter().enumerate() {
            let weight = group.weights.first().copied().unwrap_or(0);
            if weight == 0 {
                break;
            }
            for _ in &group.players {
                heavy += 1;
                if !budget.spend(turn_heavy(&mut table.rows, weight, heavy) / 16 + 1) {
                    return None;
                }
            }
            let next =
                board.groups.get(place + 1).and_then(|next| next.weights.first()).copied().unwrap_or(0);
            let width = weight - next;
            if agreed > 0 {
                for members in 0..=heavy {
                    let mut found = table.at(members, top(weight));
                    found.subtract(&table.at(members, top(next)));
                    veto[members + agreed] += found.to_big();
                }
            }
            let mut looked = 0;
            for (group, counts) in board.groups[..=place].iter().zip(&mut groups) {
                let its = group.weights.first().copied().unwrap_or(0);
                let bound = top(weight) - i64::try_from(its).unwrap_or(i64::MAX);
                for members in 1..=heavy {
                    let (with, cells) = table.without(its, members - 1, bound, width);
                    counts[members + agreed] += with.to_big();
                    looked += cells;
                }
            }
            if !budget.spend(looked / 8 + 1) {
                return None;
            }
        }
        Some(Tally::new(board, &veto, &groups))
    }
}

/// Adds a light voter to the row without heavy members; returns the cells touched.
fn add_light<const L: usize>(row: &mut Row<L>, weight: u64) -> u64 {
    let Ok(weight) = usize::try_from(weight) else { return 0 };
    for place in (weight..row.cells.len()).rev() {
        let more = row.cells[place - weight];
        row.cells[place].add(&more);
    }
    row.cells.len().saturating_sub(weight) as u64
}

/// Turns one light voter into the heavy voter number `heavy`; returns the cells touched.
fn turn_heavy<const L: usize>(rows: &mut [Row<L>], weight: u64, heavy: usize) -> u64 {
    let Ok(weight) = usize::try_from(weight) else { return 0 };
    let mut touched = 0;
    for row in rows.iter_mut().take(heavy) {
        for place in weight..row.cells.len() {
            let less = row.cells[place - weight];
            row.cells[place].subtract(&less);
        }
        touched += row.cells.len() as u64;
    }
    for members in (1..rows.len().min(heavy + 1)).rev() {
        let (below, above) = rows.split_at_mut(members);
        touched += above[0].add_shifted(&below[members - 1], weight, 0);
    }
    touched
}
