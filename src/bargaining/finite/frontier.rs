//! The efficient utilities of a game: what no admissible package improves for some party at no one's cost.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::bargaining::finite::dominance::Index;
use crate::bargaining::finite::lane::{Lane, Width};
use crate::bargaining::finite::merge::{merge, order};
use crate::bargaining::finite::pareto::{Points, efficient};
use crate::bargaining::finite::plan::Plan;
use crate::bargaining::finite::sheet::{Coordinates, Sheet, width};
use crate::bargaining::finite::walk::{CHUNK, Leaf, Visit, walk};
use crate::budget::Budget;
use crate::games::bargaining::BargainingGame;
use crate::numeric::{Counts, Vectors};

/// Merging pays if it extends at most one group for this many packages.
const LISTING_SHARE: u128 = 4;

/// Vectors to collect before the first look at which of them are efficient.
const GATHER: usize = 1 << 13;

/// The efficient utility vectors, sorted descending (party 0 first).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    /// The vectors: utility of each party, in its units. Shared with the claim about the zone.
    pub points: Arc<Vectors>,
    /// Number of admissible packages with exactly the utilities of each vector; saturates at `u128::MAX`.
    pub packages: Counts,
    /// Was every package looked at? If not, the budget ran out and the points are efficient only among
    /// what was looked at.
    pub is_complete: bool,
}

impl Frontier {
    /// No vectors, for a game of that many parties.
    pub(in crate::bargaining) fn empty(parties: usize, is_complete: bool) -> Self {
        Self { points: Arc::new(Vectors::new(parties)), packages: Counts::default(), is_complete }
    }

    /// The place of the vector `utilities`, if it is one of them.
    pub(in crate::bargaining) fn place(&self, utilities: &[i128]) -> Option<usize> {
        let (mut low, mut high) = (0, self.points.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.points.compare(middle, utilities) {
                Ordering::Equal => return Some(middle),
                Ordering::Greater => low = middle + 1,
                Ordering::Less => high = middle,
            }
        }
        None
    }
}

/// All utility vectors of admissible packages, at or above `floors`, that no admissible package weakly
/// improves for all parties and strictly for one.
///
/// - `floors`: one for each party, in its units; `None` for no floors.
#[must_use]
pub fn frontier(game: &BargainingGame, floors: Option<&[i128]>, budget: &Budget) -> Frontier {
    match width(game) {
        Width::Narrow => run::<i32>(game, floors, budget),
        Width::Middle => run::<i64>(game, floors, budget),
        Width::Wide => run::<i128>(game, floors, budget),
    }
}

fn run<L: Lane>(game: &BargainingGame, floors: Option<&[i128]>, budget: &Budget) -> Frontier {
    let sheet = Sheet::<L>::new(game, Coordinates::Acceptance);
    let floors = sheet.floors(floors);
    let order = order(&sheet);
    // A merge that keeps nearly every package apart is a slow way of listing them.
    let merged = order.cost <= game.packages() / LISTING_SHARE;
    let (mut found, is_complete) = if merged {
        let found = merge(&sheet, &floors, &order.issues, budget);
        (found, !budget.is_exhausted())
    } else {
        list(&sheet, floors, budget)
    };
    found.sort_descending();
    let mut points = Vectors::with_capacity(sheet.parties, found.len());
    let mut wide = vec![0; sheet.parties];
    for point in 0..found.len() {
        wide.iter_mut().zip(found.row(point)).for_each(|(wide, &value)| *wide = value.widen());
        points.push(&wide);
    }
    Frontier { points: Arc::new(points), packages: found.packages, is_complete }
}

/// The frontier from a walk over everything at or above `floors`.
fn list<L: Lane>(sheet: &Sheet<L>, floors: Vec<L>, budget: &Budget) -> (Points<L>, bool) {
    let plan = Plan::fastest(sheet);
    let points = Points::new(sheet.parties);
    let index = Index::of(&points, sheet.parties);
    let mut gatherer = Gatherer { floors, points, index, limit: GATHER };
    let is_complete = walk(&plan, budget, &mut gatherer);
    // Few enough to be finished even when the budget has run out: what is returned must be efficient.
    drop(gatherer.index);
    (efficient(gatherer.points, sheet.parties, &Budget::unlimited()), is_complete)
}

/// Collects vectors and now and then drops those that others improve.
struct Gatherer<L> {
    floors: Vec<L>,
    points: Points<L>,
    /// The vectors that were efficient when last looked at.
    index: Index<L>,
    /// Number of vectors at which to look again.
    limit: usize,
}

impl<L: Lane> Visit<L> for Gatherer<L> {
    fn matters(&mut self, upper: &[L], _lower: &[L]) -> bool {
        self.floors.iter().zip(upper).all(|(floor, upper)| upper >= floor)
            && !self.index.improves(&upper[..self.points.width])
    }

    fn leaf(&mut self, leaf: &Leaf<L>) {
        let thresholds = leaf.open(&self.floors);
        let parties = self.points.width;
        let mut missed = [L::default(); CHUNK];
        let mut row = vec![L::default(); parties];
        for start in (0..leaf.len()).step_by(CHUNK) {
            let (count, passed) = leaf.compare(start, &thresholds, &mut missed);
            if passed == 0 {
                continue;
            }
            for entry in (0..count).filter(|&entry| missed[entry] == L::default()) {
                (0..parties).for_each(|party| row[party] = leaf.value(party, start + entry));
                if !self.index.improves(&row) {
                    self.points.push(&row, 1);
                }
            }
            if self.points.len() > self.limit {
                self.index = Index::of(&Points::new(parties), parties);
                let points = std::mem::take(&mut self.points);
                self.points = efficient(points, parties, &Budget::unlimited());
                self.index = Index::of(&self.points, parties);
                self.limit = 2 * self.points.len() + GATHER;
            }
        }
    }
}
