//! The efficient utilities of a game: what no admissible package improves for some party at no one's cost.

use crate::bargaining::finite::dominance::Index;
use crate::bargaining::finite::lane::{Lane, Width};
use crate::bargaining::finite::merge::{merge, order};
use crate::bargaining::finite::pareto::{Points, efficient};
use crate::bargaining::finite::plan::Plan;
use crate::bargaining::finite::sheet::{Coordinates, Sheet, width};
use crate::bargaining::finite::walk::{CHUNK, Leaf, Visit, walk};
use crate::budget::Budget;
use crate::games::bargaining::BargainingGame;

/// Merging pays if it extends at most one group for this many packages.
const LISTING_SHARE: u128 = 4;

/// Vectors to collect before the first look at which of them are efficient.
const GATHER: usize = 1 << 13;

/// The efficient utility vectors, sorted descending (party 0 first).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    /// The vectors.
    pub points: Vec<EfficientPoint>,
    /// Was every package looked at? If not, the budget ran out and the points are efficient only among
    /// what was looked at.
    pub is_complete: bool,
}

/// One efficient utility vector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EfficientPoint {
    /// Utility of each party, in its units.
    pub utilities: Vec<i128>,
    /// Number of admissible packages with exactly these utilities; saturates at `u128::MAX`.
    pub packages: u128,
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
    let (found, is_complete) = if merged {
        let found = merge(&sheet, &floors, &order.issues, budget);
        (found, !budget.is_exhausted())
    } else {
        list(&sheet, floors, budget)
    };
    let mut order: Vec<u32> = (0..found.len() as u32).collect();
    order.sort_unstable_by(|&left, &right| found.row(right as usize).cmp(found.row(left as usize)));
    let point = |point: u32| EfficientPoint {
        utilities: found.row(point as usize).iter().map(|&value| value.widen()).collect(),
        packages: found.packages[point as usize],
    };
    Frontier { points: order.into_iter().map(point).collect(), is_complete }
}

/// The frontier from a walk over everything at or above `floors`.
fn list<L: Lane>(sheet: &Sheet<L>, floors: Vec<L>, budget: &Budget) -> (Points<L>, bool) {
    let plan = Plan::fastest(sheet);
    let points = Points::new(sheet.parties);
    let index = Index::of(&points, sheet.parties);
    let mut gatherer = Gatherer { floors, points, index, limit: GATHER };
    let is_complete = walk(&plan, budget, &mut gatherer);
    // Few enough to be finished even when the budget has run out: what is returned must be efficient.
    (efficient(&gatherer.points, sheet.parties, &Budget::unlimited()), is_complete)
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
                self.points = efficient(&self.points, parties, &Budget::unlimited());
                self.index = Index::of(&self.points, parties);
                self.limit = 2 * self.points.len() + GATHER;
            }
        }
    }
}
