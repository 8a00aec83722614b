//! Vectors that no other one improves: the filter behind the frontier.
//!
//! A vector **improves** another if it is at least as great in every coordinate and greater in a strict one.
//! Strict coordinates come first; they are the parties. Coordinates after them are room left under limits:
//! less room must not be hidden by an equal vector with more, because packages are counted.
//!
//! Method: by descending sum of the strict coordinates, so that only vectors already kept can improve the
//! next one; those are asked through a [`crate::bargaining::finite::dominance::Index`]. With one or two coordinates
//! a sorted sweep suffices.

use crate::bargaining::finite::dominance::Index;
use crate::bargaining::finite::lane::Lane;
use crate::budget::Budget;

/// From this many vectors on a sample of them is used to throw out the worst.
const SAMPLE_FROM: usize = 4096;
/// One vector in this many is in the sample.
const SAMPLE_STEP: usize = 8;

/// Vectors after which the budget is asked.
const ASK_AFTER: usize = 1 << 14;

/// Vectors of one length, each with a number of packages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Points<L> {
    /// Length of a vector.
    pub(crate) width: usize,
    /// `values[point * width + coordinate]`.
    pub(crate) values: Vec<L>,
    /// Packages at each point.
    pub(crate) packages: Vec<u128>,
}

impl<L: Lane> Points<L> {
    /// No vectors of length `width`.
    pub(crate) fn new(width: usize) -> Self {
        Self { width, values: Vec::new(), packages: Vec::new() }
    }

    /// Number of vectors.
    pub(crate) fn len(&self) -> usize {
        self.packages.len()
    }

    /// The vector number `point`.
    #[inline]
    pub(crate) fn row(&self, point: usize) -> &[L] {
        &self.values[point * self.width..][..self.width]
    }

    /// Adds a vector.
    pub(crate) fn push(&mut self, row: &[L], packages: u128) {
        self.values.extend_from_slice(row);
        self.packages.push(packages);
    }

    /// The numbers of all vectors by descending sum of the first `strict` coordinates, equal ones adjacent.
    fn descending(&self, strict: usize) -> Vec<u32> {
        let sum = |point: usize| self.row(point)[..strict].iter().map(|value| value.widen()).sum::<i128>();
        let sums: Vec<i128> = (0..self.len()).map(sum).collect();
        let greatest = sums.iter().copied().max().unwrap_or(0);
        let range = greatest - sums.iter().copied().min().unwrap_or(0);
        let mut order: Vec<u32>;
        if range < 1 << 32 {
            let key = |(point, sum): (usize, &i128)| ((greatest - sum) as u64) << 32 | point as u64;
            let mut keys: Vec<u64> = sums.iter().enumerate().map(key).collect();
            keys.sort_unstable();
            order = keys.iter().map(|&key| key as u32).collect();
        } else {
            order = (0..self.len() as u32).collect();
            order.sort_unstable_by_key(|&point| (greatest - sums[point as usize], point));
        }
        for run in order.chunk_by_mut(|&left, &right| sums[left as usize] == sums[right as usize]) {
            if run.len() > 1 {
                run.sort_unstable_by(|&left, &right| self.row(right as usize).cmp(self.row(left as usize)));
            }
        }
        order
    }
}

/// Keeps the vectors of `points` that no other one improves; equal ones become one.
///
/// - `strict`: how many coordinates, from the first, count as an improvement.
///
/// Cost: about a microsecond for each vector kept, less for the others.
/// If the budget runs out, only some of these vectors come back.
pub(crate) fn efficient<L: Lane>(points: &Points<L>, strict: usize, budget: &Budget) -> Points<L> {
    if points.width == strict && strict <= 2 {
        return sweep(points);
    }
    match without_worst(points, strict, budget) {
        Some(rest) => filter(&rest, strict, budget),
        None => filter(points, strict, budget),
    }
}

/// The vectors that no vector of a sample improves: cheap, and often few; `None` if it would not pay.
fn without_worst<L: Lane>(points: &Points<L>, strict: usize, budget: &Budget) -> Option<Points<L>> {
    if points.len() < SAMPLE_FROM {
        return None;
    }
    let mut sample = Points::new(points.width);
    (0..points.len()).step_by(SAMPLE_STEP).for_each(|point| sample.push(points.row(point), 1));
    let best = efficient(&sample, strict, budget);
    if best.len() * 4 > sample.len() * 3 {
        return None;
    }
    let index = Index::of(&best, strict);
    let mut rest = Points::new(points.width);
    for point in 0..points.len() {
        if point % ASK_AFTER == ASK_AFTER - 1 && !budget.spend(ASK_AFTER as u64) {
            break;
        }
        let row = points.row(point);
        if !index.improves(row) {
            rest.push(row, points.packages[point]);
        }
    }
    Some(rest)
}

/// [`efficient`] by descending sum through an index.
fn filter<L: Lane>(points: &Points<L>, strict: usize, budget: &Budget) -> Points<L> {
    let mut kept = Points::new(points.width);
    let mut index = Index::for_points(points, strict);
    for (number, point) in points.descending(strict).into_iter().enumerate() {
        if number % ASK_AFTER == ASK_AFTER - 1 && !budget.spend(ASK_AFTER as u64) {
            break;
        }
        let row = points.row(point as usize);
        let packages = points.packages[point as usize];
        if kept.len() > 0 && kept.row(kept.len() - 1) == row {
            let last = kept.len() - 1;
            kept.packages[last] = packages.saturating_add(kept.packages[last]);
        } else if !index.improves(row) {
            kept.push(row, packages);
            index.insert(point as usize, row);
        }
    }
    kept
}

/// [`efficient`] for vectors of at most two coordinates, all strict.
fn sweep<L: Lane>(points: &Points<L>) -> Points<L> {
    let mut order: Vec<u32> = (0..points.len() as u32).collect();
    order.sort_unstable_by(|&left, &right| points.row(right as usize).cmp(points.row(left as usize)));
    let mut kept = Points::new(points.width);
    for point in order {
        let row = points.row(point as usize);
        let packages = points.packages[point as usize];
        let last = kept.len().wrapping_sub(1);
        if kept.len() == 0 || row.last() > kept.row(last).last() && points.width > 1 {
            kept.push(row, packages);
        } else if kept.row(last) == row {
            kept.packages[last] = packages.saturating_add(kept.packages[last]);
        }
    }
    kept
}
