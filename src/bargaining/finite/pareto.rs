//! Vectors that no other one improves: the filter behind the frontier.
//!
//! A vector **improves** another if it is at least as great in every coordinate and greater in a strict one.
//! Strict coordinates come first; they are the parties. Coordinates after them are room left under limits:
//! less room must not be hidden by an equal vector with more, because packages are counted.
//!
//! Method: by descending sum of the strict coordinates, so that only vectors already kept can improve the
//! next one; those are asked through a [`crate::bargaining::finite::dominance::Index`]. With one or two coordinates
//! a sorted sweep suffices; with equal sums, as where a fixed total is divided, only equal vectors are joined.

use crate::bargaining::finite::dominance::Index;
use crate::bargaining::finite::lane::Lane;
use crate::budget::Budget;
use crate::numeric::Counts;

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
    pub(crate) packages: Counts,
}

impl<L: Lane> Points<L> {
    /// No vectors of length `width`.
    pub(crate) fn new(width: usize) -> Self {
        Self { width, values: Vec::new(), packages: Counts::default() }
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

    /// Copies vector number `from` over number `to`.
    fn copy(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        self.values.copy_within(from * self.width..(from + 1) * self.width, to * self.width);
        self.packages.set(to, self.packages.get(from));
    }

    /// Keeps the first `len` vectors and no more memory than they need.
    fn truncate(&mut self, len: usize) {
        self.values.truncate(len * self.width);
        self.values.shrink_to_fit();
        self.packages.truncate(len);
    }

    /// Keeps the vectors with these numbers, in their old order.
    fn keep(&mut self, mut numbers: Vec<u32>) {
        numbers.sort_unstable();
        for (to, &from) in numbers.iter().enumerate() {
            self.copy(from as usize, to);
        }
        self.truncate(numbers.len());
    }

    /// Sorts the vectors in descending order, in place.
    pub(crate) fn sort_descending(&mut self) {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_unstable_by(|&left, &right| self.row(right as usize).cmp(self.row(left as usize)));
        let mut held = Vec::with_capacity(self.width);
        // Each place takes the vector that belongs there, along one cycle of the order after the other.
        for start in 0..order.len() {
            held.clear();
            held.extend_from_slice(self.row(start));
            let packages = self.packages.get(start);
            let mut place = start;
            loop {
                let from = std::mem::replace(&mut order[place], place as u32) as usize;
                if from == start {
                    break;
                }
                self.copy(from, place);
                place = from;
            }
            self.values[place * self.width..][..self.width].copy_from_slice(&held);
            self.packages.set(place, packages);
        }
    }

    /// Is vector number `point` equal to number `other`? Then its packages are added to that one's.
    fn joins(&mut self, other: Option<&u32>, point: usize) -> bool {
        let Some(other) =
            other.map(|&other| other as usize).filter(|&other| self.row(other) == self.row(point))
        else {
            return false;
        };
        self.packages.add(other, self.packages.get(point));
        true
    }

    /// The sum of the first `strict` coordinates of vector number `point`.
    fn sum(&self, point: usize, strict: usize) -> i128 {
        self.row(point)[..strict].iter().map(|value| value.widen()).sum()
    }

    /// The least and the greatest sum of the first `strict` coordinates; zeros if there are no vectors.
    fn range(&self, strict: usize) -> (i128, i128) {
        let mut sums = (0..self.len()).map(|point| self.sum(point, strict));
        let first = sums.next().unwrap_or(0);
        sums.fold((first, first), |(least, greatest), sum| (least.min(sum), greatest.max(sum)))
    }

    /// The numbers of all vectors by descending sum of the first `strict` coordinates, equal ones adjacent.
    ///
    /// - `range`: what [`Points::range`] found.
    fn descending(&self, strict: usize, range: (i128, i128)) -> Vec<u32> {
        let (least, greatest) = range;
        let fall = |point: u32| greatest - self.sum(point as usize, strict);
        let falling_rows = |run: &mut [u32]| {
            run.sort_unstable_by(|&left, &right| self.row(right as usize).cmp(self.row(left as usize)));
        };
        let all = 0..self.len() as u32;
        let mut order: Vec<u32>;
        if least == greatest {
            order = all.collect();
            falling_rows(&mut order);
        } else if greatest - least < 1 << 32 {
            let mut keys: Vec<u64> = all.map(|point| (fall(point) as u64) << 32 | u64::from(point)).collect();
            keys.sort_unstable();
            order = keys.iter().map(|&key| key as u32).collect();
            let mut rest = order.as_mut_slice();
            for run in keys.chunk_by(|left, right| left >> 32 == right >> 32) {
                let (equal, after) = rest.split_at_mut(run.len());
                falling_rows(equal);
                rest = after;
            }
        } else {
            order = all.collect();
            order.sort_unstable_by_key(|&point| (fall(point), point));
            order.chunk_by_mut(|&left, &right| fall(left) == fall(right)).for_each(falling_rows);
        }
        order
    }
}

/// Keeps the vectors of `points` that no other one improves; equal ones become one.
///
/// - `strict`: how many coordinates, from the first, count as an improvement.
///
/// Cost: about a microsecond for each vector kept, less for the others. Memory: the vectors are kept in
/// place; an index of them, at most as large again, and two numbers of 32 bits for each.
/// If the budget runs out, only some of these vectors come back.
pub(crate) fn efficient<L: Lane>(mut points: Points<L>, strict: usize, budget: &Budget) -> Points<L> {
    if points.width == strict && strict <= 2 {
        sweep(&mut points);
        return points;
    }
    let mut range = points.range(strict);
    let before = points.len();
    if range.0 < range.1 {
        drop_worst(&mut points, strict, budget);
    }
    if points.len() < before {
        range = points.range(strict);
    }
    filter(&mut points, strict, range, budget);
    points
}

/// Drops the vectors that a vector of a sample improves: cheap, and often many; nothing if it would not pay.
fn drop_worst<L: Lane>(points: &mut Points<L>, strict: usize, budget: &Budget) {
    if points.len() < SAMPLE_FROM {
        return;
    }
    let mut sample = Points::new(points.width);
    (0..points.len()).step_by(SAMPLE_STEP).for_each(|point| sample.push(points.row(point), 1));
    let sampled = sample.len();
    let best = efficient(sample, strict, budget);
    if best.len() * 4 > sampled * 3 {
        return;
    }
    let index = Index::of(&best, strict);
    let mut kept = 0;
    for point in 0..points.len() {
        if point % ASK_AFTER == ASK_AFTER - 1 && !budget.spend(ASK_AFTER as u64) {
            break;
        }
        if !index.improves(points.row(point)) {
            points.copy(point, kept);
            kept += 1;
        }
    }
    points.truncate(kept);
}

/// [`efficient`] by descending sum through an index.
fn filter<L: Lane>(points: &mut Points<L>, strict: usize, range: (i128, i128), budget: &Budget) {
    let mut order = points.descending(strict, range);
    // What improves a vector has a greater sum: with equal sums there is nothing to ask.
    let mut index = (range.0 < range.1).then(|| Index::for_points(points, strict));
    // The numbers of those kept take the places in `order` that have been seen.
    let mut kept = 0;
    for place in 0..order.len() {
        if place % ASK_AFTER == ASK_AFTER - 1 && !budget.spend(ASK_AFTER as u64) {
            break;
        }
        let point = order[place] as usize;
        if points.joins(order[..kept].last(), point) {
            continue;
        }
        let row = points.row(point);
        if index.as_ref().is_none_or(|index| !index.improves(row)) {
            if let Some(index) = &mut index {
                index.insert(point, row);
            }
            order[kept] = point as u32;
            kept += 1;
        }
    }
    drop(index);
    order.truncate(kept);
    points.keep(order);
}

/// [`efficient`] for vectors of at most two coordinates, all strict.
fn sweep<L: Lane>(points: &mut Points<L>) {
    let mut order: Vec<u32> = (0..points.len() as u32).collect();
    order.sort_unstable_by(|&left, &right| points.row(right as usize).cmp(points.row(left as usize)));
    let mut kept = 0;
    for place in 0..order.len() {
        let point = order[place] as usize;
        let last = order[..kept].last();
        if points.joins(last, point) {
            continue;
        }
        let rises = |&last: &u32| points.row(point).last() > points.row(last as usize).last();
        if last.is_none_or(rises) {
            order[kept] = point as u32;
            kept += 1;
        }
    }
    order.truncate(kept);
    points.keep(order);
}
