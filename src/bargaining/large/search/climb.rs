//! From a package to better ones, one or two rows at a time.
//!
//! A search that is cut short shows the best package it knows; this makes that one good. It proves nothing.

use std::cmp::Ordering;

use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::search::aim::Aim;
use crate::bargaining::large::search::sweep::{Best, Sweep};
use crate::budget::Budget;

/// Rows of each block that are tried in pairs.
const HEADS: usize = 8;
/// Most packages looked at.
const MOST_LOOKED_AT: usize = 2_000_000;

/// Improves on `chosen`, a row for each block, until no change of two rows helps, and keeps the best eligible package.
pub(crate) fn climb(sweep: &Sweep<'_>, chosen: Vec<usize>, best: &mut Best, budget: &Budget<'_>) {
    let blocks = sweep.blocks;
    let Some(range) = blocks.ranges() else { return };
    let mut climb = Climb {
        blocks,
        aim: sweep.aim,
        floors: sweep.aim.eligible(blocks),
        range: range.into_iter().map(|range| range as f64).collect(),
        values: values(blocks, &chosen),
        chosen,
        looked_at: 0,
    };
    let heads: Vec<(usize, usize)> = (0..blocks.blocks.len())
        .flat_map(|place| sweep.heads(place, HEADS).map(move |row| (place, row)))
        .collect();
    while climb.looked_at < MOST_LOOKED_AT {
        let before = climb.looked_at;
        if !(climb.one() || climb.two(&heads)) || !budget.spend((climb.looked_at - before) as u64) {
            break;
        }
    }
    let is_eligible = climb.short(&climb.values) <= 0.0;
    let is_better =
        best.packages.is_empty() || climb.aim.compare(&climb.values, &best.values) == Ordering::Greater;
    if is_eligible && is_better {
        *best = Best { values: climb.values, packages: vec![climb.chosen] };
    }
}

/// The coordinates of a row for each block.
fn values(blocks: &Blocks<i64>, chosen: &[usize]) -> Vec<i64> {
    let mut values = vec![0; blocks.width];
    for (block, &row) in blocks.blocks.iter().zip(chosen) {
        values.iter_mut().zip(block.row(row, blocks.width)).for_each(|(sum, value)| *sum += value);
    }
    values
}

struct Climb<'a> {
    blocks: &'a Blocks<i64>,
    aim: &'a Aim,
    floors: Vec<i64>,
    range: Vec<f64>,
    chosen: Vec<usize>,
    values: Vec<i64>,
    looked_at: usize,
}

impl Climb<'_> {
    /// How far some coordinates are from being eligible, in squared shares of their ranges.
    fn short(&self, values: &[i64]) -> f64 {
        let missing = values.iter().zip(&self.floors).zip(&self.range);
        missing.map(|((value, floor), range)| ((floor - value).max(0) as f64 / range).powi(2)).sum()
    }

    /// Goes to the first better package that differs in one row; says whether there was one.
    fn one(&mut self) -> bool {
        for place in 0..self.blocks.blocks.len() {
            for row in 0..self.blocks.blocks[place].len() {
                if self.try_rows(&[(place, row)]) {
                    return true;
                }
            }
        }
        false
    }

    /// The same for two rows.
    fn two(&mut self, heads: &[(usize, usize)]) -> bool {
        for (number, &one) in heads.iter().enumerate() {
            for &other in &heads[number + 1..] {
                if other.0 != one.0 && self.try_rows(&[one, other]) {
                    return true;
                }
            }
            if self.looked_at >= MOST_LOOKED_AT {
                return false;
            }
        }
        false
    }

    /// Changes some rows if that is better.
    fn try_rows(&mut self, rows: &[(usize, usize)]) -> bool {
        self.looked_at += 1;
        let width = self.blocks.width;
        let mut values = self.values.clone();
        for &(place, row) in rows {
            let block = &self.blocks.blocks[place];
            let (new, old) = (block.row(row, width), block.row(self.chosen[place], width));
            values.iter_mut().zip(new).zip(old).for_each(|((value, new), old)| *value += new - old);
        }
        let (here, there) = (self.short(&self.values), self.short(&values));
        let is_better =
            there < here || there <= 0.0 && self.aim.compare(&values, &self.values) == Ordering::Greater;
        if is_better {
            self.values = values;
            rows.iter().for_each(|&(place, row)| self.chosen[place] = row);
        }
        is_better
    }
}
