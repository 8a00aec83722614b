//! Any number of parties: the efficient points block by block, as long as they are not too many.
//!
//! The same principle as for two parties (`staircase`), with vectors that are filtered by an index. Sums are kept without a
//! way back: packages are found again by asking, row by row, whether the blocks to come lift what is missing.

use std::sync::Arc;

use dashu_int::UBig;

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::finite::pareto::{Points, efficient};
use crate::bargaining::finite::{Frontier, Listing};
use crate::bargaining::large::blocks::{Block, Blocks};
use crate::bargaining::large::count::count_at_least;
use crate::bargaining::large::listing::{Packages, Suffixes, list_at_least};
use crate::bargaining::large::staircase::Halt;
use crate::budget::Budget;
use crate::numeric::Vectors;

/// Most sums looked at for one block.
const MOST_CANDIDATES: usize = 300_000;
/// Most sums looked at over all blocks.
const MOST_LOOKED_AT: usize = 1_500_000;

/// A merged game: entry `k` holds what nothing improves among sums over the last `k` blocks.
#[derive(Debug)]
pub(crate) struct Many<L> {
    blocks: Blocks<L>,
    layers: Vec<Points<L>>,
}

impl<L: Lane> Many<L> {
    /// Merges the blocks of a game from the last to the first.
    pub(crate) fn of(blocks: Blocks<L>, budget: &Budget<'_>) -> Result<Self, Halt> {
        let width = blocks.width;
        let mut start = Points::new(width);
        start.push(&vec![L::default(); width], 1);
        let mut layers = vec![start];
        let Some([most, _]) = blocks.sums(L::max) else {
            layers.extend(vec![Points::new(width); blocks.blocks.len()]);
            return Ok(Self { blocks, layers });
        };
        let [least, _] = blocks.sums(L::min).unwrap_or_default();
        let mut looked_at = 0;
        for (index, block) in blocks.blocks.iter().enumerate().rev() {
            let last = &layers[layers.len() - 1];
            let candidates = last.len().saturating_mul(block.len());
            looked_at += candidates;
            if candidates > MOST_CANDIDATES || looked_at > MOST_LOOKED_AT {
                return Err(Halt::TooMany);
            }
            if !budget.spend(candidates as u64) {
                return Err(Halt::OutOfBudget);
            }
            let next = efficient(sums(&blocks, last, block, &most[index], &least[index]), width, budget);
            if budget.is_exhausted() {
                return Err(Halt::OutOfBudget);
            }
            layers.push(next);
        }
        Ok(Self { blocks, layers })
    }

    /// The efficient points; packages at them are counted only where there is no limit, else there is a 0.
    pub(crate) fn frontier(&self) -> Frontier {
        let parties = self.blocks.parties;
        let last = &self.layers[self.layers.len() - 1];
        let counts_limits = self.blocks.width > parties;
        let mut points = Points::new(parties);
        for place in 0..last.len() {
            let count = if counts_limits { 0 } else { last.packages.get(place) };
            points.push(&last.row(place)[..parties], count);
        }
        if counts_limits {
            // Nothing is asked of the room that is left, so that more room is no reason to keep a point.
            points = efficient(points, parties, &Budget::unlimited());
        }
        points.sort_descending();
        let mut vectors = Vectors::with_capacity(parties, points.len());
        let mut wide = vec![0; parties];
        for place in 0..points.len() {
            wide.iter_mut().zip(points.row(place)).for_each(|(wide, &value)| *wide = value.widen());
            vectors.push(&wide);
        }
        Frontier { points: Arc::new(vectors), packages: points.packages, is_complete: true }
    }
}

/// The sums of what was kept with the rows of one more block, as far as the blocks to come can lift them to the floors.
fn sums<L: Lane>(
    blocks: &Blocks<L>,
    last: &Points<L>,
    block: &Block<L>,
    most: &[L],
    least: &[L],
) -> Points<L> {
    let width = blocks.width;
    let mut sums = Points::new(width);
    sums.values.reserve_exact(last.len() * block.len() * width);
    let mut row = vec![L::default(); width];
    for number in 0..block.len() {
        let add = block.row(number, width);
        for place in 0..last.len() {
            let mut is_lost = false;
            for (index, value) in row.iter_mut().enumerate() {
                *value = last.row(place)[index] + add[index];
                is_lost |= *value + most[index] < blocks.floors[index];
                if index >= blocks.parties {
                    *value = (blocks.floors[index] - least[index]).min(*value);
                }
            }
            if !is_lost {
                sums.push(&row, last.packages.get(place));
            }
        }
    }
    sums
}

impl<L: Lane> Suffixes<L> for Many<L> {
    fn reaches(&self, place: usize, missing: &[L]) -> bool {
        let layer = &self.layers[self.blocks.blocks.len() - place];
        let mut rows = layer.values.chunks_exact(self.blocks.width);
        rows.any(|row| row.iter().zip(missing).all(|(value, missing)| value >= missing))
    }
}

impl<L: Lane> Packages for Many<L> {
    fn list_at_least(&self, floors: &[i128], limit: usize) -> Listing {
        list_at_least(&self.blocks, self, floors, limit)
    }

    fn count_at_least(&self, floors: &[i128]) -> Option<UBig> {
        let Some(floors) = self.blocks.floors_with(floors) else { return Some(UBig::ZERO) };
        count_at_least(&self.blocks, &floors, &Budget::unlimited())
    }
}
