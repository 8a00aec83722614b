//! Which demands can be met together.
//!
//! A demand is a party's walk-away value or a rule. Every package meets some subset of the demands; the
//! classes of packages by that subset are all that questions about blocking sets, lifted conditions and
//! coalitions of demands need.

use std::collections::BTreeMap;

use crate::bargaining::finite::lane::{Lane, Width};
use crate::bargaining::finite::plan::Plan;
use crate::bargaining::finite::sheet::{Coordinates, Sheet, width};
use crate::bargaining::finite::walk::{CHUNK, Leaf, Visit, walk};
use crate::budget::Budget;
use crate::games::bargaining::BargainingGame;

/// Packages by the demands they meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// One for each subset of demands that some package meets exactly, by ascending [`DemandClass::met`].
    pub classes: Vec<DemandClass>,
    /// Was every package looked at? If not, the budget ran out or there are more than 64 demands.
    pub is_complete: bool,
}

/// The packages that meet exactly some demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandClass {
    /// Bit `i`: party `i` gets at least its walk-away value. Bit `parties + r`: rule `r` is met.
    pub met: u64,
    /// Number of packages.
    pub packages: u128,
    /// The first of them in file order (issue 0 slowest, level 0 first).
    pub first: Vec<usize>,
}

/// Sorts all packages of `game`, admissible or not, by the demands they meet.
///
/// With more than 64 parties and rules together there are no classes and the answer is not complete.
#[must_use]
pub fn meeting(game: &BargainingGame, budget: &Budget) -> Meeting {
    if game.parties() + game.rules().len() > 64 {
        return Meeting { classes: Vec::new(), is_complete: false };
    }
    match width(game) {
        Width::Narrow => run::<i32>(game, budget),
        Width::Middle => run::<i64>(game, budget),
        Width::Wide => run::<i128>(game, budget),
    }
}

fn run<L: Lane>(game: &BargainingGame, budget: &Budget) -> Meeting {
    let sheet = Sheet::<L>::new(game, Coordinates::Demands);
    let plan = Plan::in_file_order(&sheet);
    let mut sorter = Sorter { floors: sheet.floors(Some(game.walk_away())), classes: BTreeMap::new() };
    let is_complete = walk(&plan, budget, &mut sorter);
    Meeting { classes: sorter.classes.into_values().collect(), is_complete }
}

struct Sorter<L> {
    floors: Vec<L>,
    classes: BTreeMap<u64, DemandClass>,
}

impl<L: Lane> Sorter<L> {
    /// Adds `packages` that meet `met`, the first at `entry` of `leaf`.
    fn add(&mut self, leaf: &Leaf<L>, met: u64, packages: usize, entry: usize) {
        let class = self.classes.entry(met).or_insert_with(|| DemandClass {
            met,
            packages: 0,
            first: leaf.package(entry),
        });
        class.packages = class.packages.saturating_add(packages as u128);
    }
}

impl<L: Lane> Visit<L> for Sorter<L> {
    fn matters(&mut self, _upper: &[L], _lower: &[L]) -> bool {
        true
    }

    fn leaf(&mut self, leaf: &Leaf<L>) {
        let mut always = 0_u64;
        let mut open = Vec::new();
        for (coordinate, &floor) in self.floors.iter().enumerate() {
            if leaf.lower[coordinate] >= floor {
                always |= 1 << coordinate;
            } else if leaf.upper[coordinate] >= floor {
                open.push((coordinate, floor - leaf.offset[coordinate]));
            }
        }
        if open.is_empty() {
            return self.add(leaf, always, leaf.len(), 0);
        }
        let mut met = [0_u64; CHUNK];
        for start in (0..leaf.len()).step_by(CHUNK) {
            let end = (start + CHUNK).min(leaf.len());
            met.fill(always);
            for &(coordinate, threshold) in &open {
                for (bits, &value) in met.iter_mut().zip(&leaf.columns[coordinate][start..end]) {
                    *bits |= u64::from(value >= threshold) << coordinate;
                }
            }
            // Neighbours often meet the same demands: one look-up for each run of them.
            let mut first = 0;
            for run in met[..end - start].chunk_by(|left, right| left == right) {
                self.add(leaf, run[0], run.len(), start + first);
                first += run.len();
            }
        }
    }
}
