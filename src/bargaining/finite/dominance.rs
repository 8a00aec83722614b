//! Is there a vector that is at least this one everywhere? An index that answers in a few block compares.
//!
//! Vectors lie in blocks of [`LANES`], coordinate by coordinate, so that one straight loop compares a query
//! with a whole block. Above them lie blocks of maxima, each lane the maximum of one block below: a query
//! only enters a block whose maximum reaches it in every coordinate.
//!
//! All vectors that may come are known beforehand: a k-d split puts those near each other into one region of
//! [`REGION`] places, and a vector that is kept is written to the next free place of its region. Nothing is
//! ever rebuilt, and regions of which little is kept stay short.

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::finite::pareto::Points;

/// Vectors in a block.
const LANES: usize = 16;
/// Places in a region: a few blocks, of which the later ones often stay empty.
const REGION: usize = 4 * LANES;
/// Vectors looked at to find the coordinate that varies most.
const SAMPLE: usize = 24;

/// Vectors that were kept, arranged for the question whether one of them improves another vector.
pub(crate) struct Index<L> {
    width: usize,
    /// Coordinates in which an improvement must be strict somewhere; the rest only need not be worse.
    strict: usize,
    /// `levels[height][block * width + coordinate]`; height 0 holds vectors, the others maxima.
    levels: Vec<Vec<[L; LANES]>>,
    /// Region of each vector that may come, and how many places of each region are taken.
    region: Vec<u32>,
    taken: Vec<u32>,
}

impl<L: Lane> Index<L> {
    /// An empty index for the vectors of `points`; an improvement is strict in one of the first `strict`.
    pub(crate) fn for_points(points: &Points<L>, strict: usize) -> Self {
        let mut ids: Vec<u32> = (0..points.len() as u32).collect();
        split(points, &mut ids);
        let mut region = vec![0; points.len()];
        for (number, members) in ids.chunks(REGION).enumerate() {
            members.iter().for_each(|&point| region[point as usize] = number as u32);
        }
        drop(ids);
        let regions = points.len().div_ceil(REGION).max(1);
        let mut blocks = regions * (REGION / LANES);
        let mut levels = Vec::new();
        loop {
            levels.push(vec![[L::LEAST; LANES]; blocks * points.width]);
            if blocks == 1 {
                break;
            }
            blocks = blocks.div_ceil(LANES);
        }
        Self { width: points.width, strict, levels, region, taken: vec![0; regions] }
    }

    /// An index of all `points`.
    pub(crate) fn of(points: &Points<L>, strict: usize) -> Self {
        let mut index = Self::for_points(points, strict);
        (0..points.len()).for_each(|point| index.insert(point, points.row(point)));
        index
    }

    /// Adds vector number `point`, which is `row`.
    pub(crate) fn insert(&mut self, point: usize, row: &[L]) {
        let region = self.region[point] as usize;
        let mut place = region * REGION + self.taken[region] as usize;
        self.taken[region] += 1;
        for level in &mut self.levels {
            let block = &mut level[place / LANES * self.width..][..self.width];
            for (lanes, &value) in block.iter_mut().zip(row) {
                let lane = &mut lanes[place % LANES];
                *lane = value.max(*lane);
            }
            place /= LANES;
        }
    }

    /// Is some vector of the index at least `row` everywhere and better in a strict coordinate?
    pub(crate) fn improves(&self, row: &[L]) -> bool {
        self.search(self.levels.len() - 1, 0, row)
    }

    fn search(&self, height: usize, block: usize, row: &[L]) -> bool {
        let lanes = &self.levels[height][block * self.width..][..self.width];
        let mut hits = reaching(lanes, row);
        while hits != 0 {
            let lane = hits.trailing_zeros() as usize;
            hits &= hits - 1;
            let found = if height == 0 {
                lanes[..self.strict].iter().zip(row).any(|(values, &value)| values[lane] != value)
            } else {
                self.search(height - 1, block * LANES + lane, row)
            };
            if found {
                return true;
            }
        }
        false
    }
}

/// The lanes of a block that are at least `row` in every coordinate, as bits.
#[inline]
fn reaching<L: Lane>(block: &[[L; LANES]], row: &[L]) -> u32 {
    let mut missed = [L::default(); LANES];
    for (lanes, &value) in block.iter().zip(row) {
        for (flag, &lane) in missed.iter_mut().zip(lanes) {
            *flag |= L::mask(lane < value);
        }
        // Leaving early saves little by itself, but without it the compiler vectorises over coordinates,
        // which lie far apart, and the search takes three times as long.
        if missed.iter().fold(!L::default(), |all, &flag| all & flag) != L::default() {
            return 0;
        }
    }
    let mut hits = L::default();
    for (lane, &flag) in missed.iter().enumerate() {
        hits |= !flag & L::narrow(1 << lane);
    }
    hits.widen() as u32
}

/// Orders `ids` so that every run of [`REGION`] that starts at a multiple of it lies close together.
fn split<L: Lane>(points: &Points<L>, ids: &mut [u32]) {
    if ids.len() <= REGION {
        return;
    }
    // Cut at whole nodes of the tree, or a node would straddle two far halves.
    let mut unit = REGION;
    while unit * LANES < ids.len() {
        unit *= LANES;
    }
    if unit == REGION && ids.len() > 4 * REGION {
        unit = 4 * REGION;
    }
    let middle = (ids.len() / 2).div_ceil(unit) * unit;
    let middle = if middle < ids.len() { middle } else { unit };
    let coordinate = widest(points, ids);
    ids.select_nth_unstable_by_key(middle, |&id| points.values[id as usize * points.width + coordinate]);
    let (left, right) = ids.split_at_mut(middle);
    split(points, left);
    split(points, right);
}

/// The coordinate that varies most over a sample of `ids`.
fn widest<L: Lane>(points: &Points<L>, ids: &[u32]) -> usize {
    let step = ids.len().div_ceil(SAMPLE);
    let spread = |coordinate: usize| {
        let value = |&id: &u32| points.values[id as usize * points.width + coordinate];
        let sample = || ids.iter().step_by(step).map(value);
        sample().max().unwrap_or_default() - sample().min().unwrap_or_default()
    };
    (0..points.width).max_by_key(|&coordinate| spread(coordinate)).unwrap_or(0)
}
