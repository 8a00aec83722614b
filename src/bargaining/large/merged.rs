//! The whole frontier of two parties, and packages by what they are worth.
//!
//! [`Merged`] keeps the layers of [`crate::bargaining::large::staircase`] from the last block to the first. They answer
//! whether some rows of the blocks to come lift a sum to given floors, so that packages are listed without a dead end.

use std::sync::Arc;

use dashu_int::UBig;

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::finite::{Frontier, Listing};
use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::count::count_at_least;
use crate::bargaining::large::listing::{Packages, Suffixes, list_at_least};
use crate::bargaining::large::search::list_by_weights;
use crate::bargaining::large::staircase::{Halt, Layer, Layers, Towards, layers};
use crate::budget::Budget;
use crate::numeric::{Counts, Vectors};

/// Most comparisons made to find out which levels are possible inside the zone.
const MOST_COMPARED: u64 = 200_000_000;

/// A merged game of two parties.
#[derive(Debug)]
pub(crate) struct Merged<L> {
    blocks: Blocks<L>,
    suffixes: Layers<L>,
}

impl<L: Lane> Merged<L> {
    /// Merges the blocks of a game of two parties.
    pub(crate) fn of(blocks: Blocks<L>, budget: &Budget<'_>) -> Result<Self, Halt> {
        let suffixes = layers(&blocks, &blocks.floors, Towards::First, budget)?;
        Ok(Self { blocks, suffixes })
    }

    /// The efficient points with one package for each, the first party's best point first.
    ///
    /// Packages at a point are counted only where no limit counts; else there is a 0.
    pub(crate) fn frontier(&self) -> (Frontier, Vec<Vec<usize>>) {
        let steps = &self.suffixes.last().steps;
        let mut points = Vectors::with_capacity(2, steps.len());
        let mut counts = Counts::default();
        for step in steps {
            points.push(&step.utilities.map(Lane::widen));
            counts.push(if self.blocks.width == 2 { step.packages } else { 0 });
        }
        let packages = (0..steps.len()).map(|place| self.suffixes.package(&self.blocks, place)).collect();
        (Frontier { points: Arc::new(points), packages: counts, is_complete: true }, packages)
    }

    /// For each issue and level an acceptable package that has it, if there is one; `None` if that takes too long.
    ///
    /// - `packages`: some acceptable packages.
    pub(crate) fn levels(
        &self,
        levels: &[usize],
        packages: &[Vec<usize>],
        budget: &Budget<'_>,
    ) -> Option<Vec<Vec<Option<Vec<usize>>>>> {
        let mut seen: Vec<Vec<Option<Vec<usize>>>> = levels.iter().map(|&count| vec![None; count]).collect();
        for package in packages {
            for (seen, &level) in seen.iter_mut().zip(package) {
                seen[level].get_or_insert_with(|| package.clone());
            }
        }
        let floors = &self.blocks.floors;
        let prefixes = layers(&self.blocks, floors, Towards::Last, budget).ok()?;
        let width = self.blocks.width;
        let mut compared = 0;
        let mut package = vec![0; levels.len()];
        for (place, block) in self.blocks.blocks.iter().enumerate() {
            let (before, after) = (&prefixes.layers[place], self.suffix(place + 1));
            for row in 0..block.len() {
                block.write(row, &mut package);
                if block.issues.iter().all(|&issue| seen[issue][package[issue]].is_some()) {
                    continue;
                }
                let add = block.row(row, width);
                let found = (0..before.steps.len()).find_map(|step| {
                    compared += after.cost();
                    let base = before.coordinates(step, width);
                    let rest: Vec<L> = (0..width).map(|k| floors[k] - add[k] - base[k]).collect();
                    Some((step, after.place_at_least(&rest)?))
                });
                if let Some((one, other)) = found {
                    prefixes.write(&self.blocks, place, one, &mut package);
                    self.suffixes.write(
                        &self.blocks,
                        self.blocks.blocks.len() - place - 1,
                        other,
                        &mut package,
                    );
                    for &issue in &block.issues {
                        seen[issue][package[issue]].get_or_insert_with(|| package.clone());
                    }
                }
                if compared > MOST_COMPARED {
                    return None;
                }
            }
            if !budget.spend(1 + block.len() as u64) {
                return None;
            }
        }
        Some(seen)
    }

    /// The steps of the blocks from `place` on.
    fn suffix(&self, place: usize) -> &Layer<L> {
        &self.suffixes.layers[self.blocks.blocks.len() - place]
    }
}

impl<L: Lane> Suffixes<L> for Merged<L> {
    fn reaches(&self, place: usize, missing: &[L]) -> bool {
        self.suffix(place).has_at_least(missing)
    }
}

impl<L: Lane> Packages for Merged<L> {
    fn list_at_least(&self, floors: &[i128], limit: usize) -> Listing {
        if self.blocks.width > 2 {
            // Steps with room are many to look through, and packages near the frontier are few.
            let listing = list_by_weights(&self.blocks, floors, limit);
            if listing.is_complete {
                return listing;
            }
        }
        list_at_least(&self.blocks, self, floors, limit)
    }

    fn count_at_least(&self, floors: &[i128]) -> Option<UBig> {
        let Some(floors) = self.blocks.floors_with(floors) else { return Some(UBig::ZERO) };
        count_at_least(&self.blocks, &floors, &Budget::unlimited())
    }
}
