//! Swings under one rule: who turns a winning coalition losing.
//!
//! A voter of weight `w` has a swing with a set `T` of others of weight at least `q - w` and below `q`. All
//! such sets are counted in one table, the voter divided out ([`Table::without`]). If more than half of all
//! votes are needed, the complements are counted instead: `T` is a swing at `q` where the others without `T`
//! are a swing at `total - q + 1`, so the table never goes beyond half of the votes.
//!
//! References: Mann and Shapley 1962 (generating functions, after Cantor); Bilbao, Fernandez, Jimenez Losada
//! and Lopez 2000, TOP 8.

use dashu_int::UBig;

use crate::budget::Budget;
use crate::power::board::Board;
use crate::power::tally::{Tally, binomials};
use crate::power::weights::{Shape, Table};

/// What has to be counted for swings under one rule.
#[derive(Debug, Clone)]
pub(in crate::power) struct Plan {
    quota: u64,
    weights: Vec<u64>,
    is_mirrored: bool,
    by_size: bool,
    /// The table that is needed.
    pub(in crate::power) shape: Shape,
}

impl Plan {
    /// A plan for voters with `weights`, heaviest first; `None` if the table is out of reach.
    pub(in crate::power) fn new(quota: u64, weights: Vec<u64>, by_size: bool) -> Option<Self> {
        let total: u64 = weights.iter().sum();
        let mirror = (total + 1).saturating_sub(quota);
        let is_mirrored = mirror < quota;
        let quota = quota.min(mirror);
        let shape = Shape::new(&weights, quota, by_size)?;
        Some(Self { quota, weights, is_mirrored, by_size, shape })
    }

    /// Counts; `None` if the budget runs out.
    pub(in crate::power) fn count<const L: usize>(self, board: &Board, budget: &Budget<'_>) -> Option<Tally> {
        let mut table = Table::<L>::new(self.shape);
        for &weight in &self.weights {
            let touched = table.add(weight);
            if !budget.spend(touched / 16 + 1) {
                return None;
            }
        }
        let (others, agreed) = (self.weights.len(), board.vetoes.len());
        let top = i64::try_from(self.quota).unwrap_or(i64::MAX) - 1;
        // Sizes of the sets of others: all of them, or the one entry that stands for all.
        let sizes = if self.by_size { others } else { 0 };
        let mut length = if self.by_size { board.players + 1 } else { 1 };
        let mut veto = vec![UBig::ZERO; length];
        if agreed > 0 {
            let every = if self.by_size { binomials(others) } else { vec![UBig::ONE << others] };
            for (k, every) in every.iter().enumerate() {
                let winning = if self.is_mirrored {
                    table.at(sizes - k, top).to_big()
                } else {
                    every - table.at(k, top).to_big()
                };
                veto[if self.by_size { k + agreed } else { 0 }] = winning;
            }
        }
        length = length.max(1);
        let mut groups = Vec::with_capacity(board.groups.len());
        for group in &board.groups {
            let mut counts = vec![UBig::ZERO; length];
            let weight = group.weights.first().copied().unwrap_or(0);
            if weight > 0 {
                let last = if self.by_size { others - 1 } else { 0 };
                let mut looked = 0;
                for k in 0..=last {
                    let (found, cells) = table.without(weight, k, top, weight);
                    looked += cells;
                    let size = if self.is_mirrored { last - k } else { k };
                    counts[if self.by_size { size + agreed + 1 } else { 0 }] = found.to_big();
                }
                if !budget.spend(looked / 8 + 1) {
                    return None;
                }
            }
            groups.push(counts);
        }
        Some(Tally::new(board, &veto, &groups))
    }
}
