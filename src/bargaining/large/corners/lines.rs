//! Lines that touch what two parties can have from outside.
//!
//! With a weight on each party and one on the room under each limit, the best row of each block by itself gives a weighted sum
//! that no package exceeds (Lagrangian relaxation: Geoffrion 1974). The weights of limits are those with which the line is
//! nearest: the best rows then just meet the limits.
//!
//! Doubles look for the weights, by operations that are the same on every machine. Weights that are not the best make a
//! search slower and never wrong.

use crate::bargaining::large::blocks::Blocks;
use crate::budget::Budget;

/// Most lines between the steep ones.
const MOST_LINES: usize = 256;
/// Fewest lines between the steep ones.
const FEWEST_LINES: usize = 16;
/// Lines at each end that are steeper than the others.
const STEEP: usize = 8;
/// About how many rows are looked at to find all lines.
const ROWS_LOOKED_AT: usize = 1 << 24;
/// Halvings of an interval for the weight of a limit.
const HALVINGS: usize = 24;
/// Times that the weight of each of several limits is found again.
const ROUNDS: usize = 3;
/// The first weight of a limit for its whole range, where the parties' weights for theirs add up to 1.
const SMALL: f64 = 1.0 / 1024.0;
/// Most doublings of the weight of a limit.
const MOST_DOUBLINGS: usize = 60;
/// Weighted sums stay below two to this power.
const BITS: usize = 60;

/// A line: no package has a greater weighted sum.
#[derive(Debug, Clone)]
pub(crate) struct Line<const W: usize> {
    /// A whole number of 0 or more for each coordinate.
    pub(crate) weights: [i64; W],
    /// The greatest weighted sum of each block.
    pub(crate) tops: Vec<i64>,
    /// The blocks, those whose rows lose most against the best one first.
    pub(crate) order: Vec<usize>,
    /// The greatest weighted sum of all blocks, beyond the floors of the limits.
    beyond: i64,
}

/// Lines from the second party's end to the first's.
#[derive(Debug)]
pub(crate) struct Lines<const W: usize> {
    pub(crate) lines: Vec<Line<W>>,
    /// The best row of each block for each line: a package, perhaps one that misses a floor.
    pub(crate) packages: Vec<Vec<u32>>,
}

pub(crate) fn dot<const W: usize>(weights: &[i64; W], values: &[i64; W]) -> i64 {
    let mut sum = 0;
    for place in 0..W {
        sum += weights[place] * values[place];
    }
    sum
}

impl<const W: usize> Line<W> {
    /// How much a package with at least `corner` can lose against the greatest weighted sum; below 0 if there is none.
    pub(crate) fn depth(&self, corner: [i64; 2]) -> i64 {
        self.beyond - self.weights[0] * corner[0] - self.weights[1] * corner[1]
    }

    /// The same line with the blocks in their own order.
    pub(crate) fn in_block_order(self) -> Self {
        Self { order: (0..self.order.len()).collect(), ..self }
    }

    /// The line with these weights.
    pub(crate) fn new(blocks: &Blocks<i64>, weights: [i64; W]) -> Self {
        let (mut tops, mut stakes) = (Vec::new(), Vec::new());
        for block in &blocks.blocks {
            let sums = (0..block.len()).map(|row| dot(&weights, &array(block.row(row, W))));
            let (mut top, mut all) = (i64::MIN, 0_i128);
            for sum in sums {
                top = top.max(sum);
                all += i128::from(sum);
            }
            tops.push(top);
            stakes.push(i128::from(top) - all / block.len().max(1) as i128);
        }
        let mut order: Vec<usize> = (0..tops.len()).collect();
        order.sort_by_key(|&block| (std::cmp::Reverse(stakes[block]), block));
        let floors: i64 = (2..W).map(|limit| weights[limit] * blocks.floors[limit]).sum();
        Self { weights, beyond: tops.iter().sum::<i64>() - floors, tops, order }
    }
}

/// A row of width `W` as an array.
pub(crate) fn array<const W: usize>(row: &[i64]) -> [i64; W] {
    let mut values = [0; W];
    values.copy_from_slice(row);
    values
}

impl<const W: usize> Lines<W> {
    /// Lines for blocks of width `W` with some rows each; `None` if the budget ran out.
    pub(crate) fn of(blocks: &Blocks<i64>, budget: &Budget<'_>) -> Option<Self> {
        let ranges = blocks.ranges()?;
        let rows: usize = blocks.blocks.iter().map(|block| block.len()).sum();
        let looks = HALVINGS + 8;
        let count = (ROWS_LOOKED_AT / (rows * looks).max(1)).clamp(FEWEST_LINES, MOST_LINES);
        let mut rough = Rough::of(blocks, &ranges);
        let (mut found, mut packages) = (Vec::new(), Vec::new());
        // The ends of a frontier are steep: lines there come ever closer to one party's best.
        let step = 1.0 / count as f64;
        let ends = (1..=STEEP).map(|number| (0..number).fold(step / 2.0, |share, _| share / 4.0));
        let low: Vec<f64> = ends.collect();
        let inner = (0..count).map(|number| (number as f64 + 0.5) * step);
        let shares = low.iter().rev().copied().chain(inner).chain(low.iter().map(|share| 1.0 - share));
        for share in shares {
            if !budget.spend((rows * looks / 32) as u64) {
                return None;
            }
            let parties = [share / ranges[0] as f64, (1.0 - share) / ranges[1] as f64];
            found.push(rough.near(parties));
            packages.push(rough.chosen());
        }
        // As fine as sums allow, and all lines alike.
        let reach = |place: usize| blocks.size(place) + blocks.floors[place].unsigned_abs() as f64 + 1.0;
        let size = |weights: &[f64; W]| (0..W).map(|place| weights[place] * reach(place)).sum::<f64>();
        let greatest = found.iter().map(size).fold(f64::MIN_POSITIVE, f64::max);
        let scale = (0..BITS - 2).fold(1.0 / greatest, |scale, _| scale * 2.0);
        let whole = |weights: &[f64; W]| weights.map(|weight| (weight * scale) as i64);
        let lines = found.iter().map(|weights| Line::new(blocks, whole(weights))).collect();
        Some(Self { lines, packages })
    }
}

/// The rows in doubles.
struct Rough<const W: usize> {
    blocks: Vec<Vec<[f64; W]>>,
    floors: [f64; W],
    /// A small weight for each coordinate.
    small: [f64; W],
    /// The last weights found: the next ones lie near.
    weights: [f64; W],
}

impl<const W: usize> Rough<W> {
    fn of(blocks: &Blocks<i64>, ranges: &[i64]) -> Self {
        let rows = |place: usize| {
            let block = &blocks.blocks[place];
            (0..block.len()).map(|row| array::<W>(block.row(row, W)).map(|value| value as f64)).collect()
        };
        let mut floors = [0.0; W];
        floors.iter_mut().zip(&blocks.floors).for_each(|(to, floor)| *to = *floor as f64);
        let mut small = [0.0; W];
        small.iter_mut().zip(ranges).for_each(|(to, range)| *to = SMALL / *range as f64);
        let blocks = (0..blocks.blocks.len()).map(rows).collect();
        Self { blocks, floors, small, weights: [0.0; W] }
    }

    /// What the best rows under the weights have of `coordinate`, beyond its floor.
    fn left(&self, coordinate: usize) -> f64 {
        let chosen = self.blocks.iter().map(|rows| rows[best(&self.weights, rows)][coordinate]);
        chosen.sum::<f64>() - self.floors[coordinate]
    }

    fn chosen(&self) -> Vec<u32> {
        self.blocks.iter().map(|rows| best(&self.weights, rows) as u32).collect()
    }

    /// Weights with those of the parties given; the best rows reach the floor of the last limit looked at.
    fn near(&mut self, parties: [f64; 2]) -> [f64; W] {
        self.weights[..2].copy_from_slice(&parties);
        for _ in 0..if W > 3 { ROUNDS } else { 1 } {
            for limit in 2..W {
                self.find(limit);
            }
        }
        self.weights
    }

    /// The least weight of `limit`, about, with which the best rows reach its floor.
    fn find(&mut self, limit: usize) {
        let before = self.weights[limit];
        self.weights[limit] = 0.0;
        if self.left(limit) >= 0.0 {
            return;
        }
        let (mut low, mut high) = (0.0, if before > 0.0 { before * 1.25 } else { self.small[limit] });
        for _ in 0..MOST_DOUBLINGS {
            self.weights[limit] = high;
            if self.left(limit) >= 0.0 {
                break;
            }
            (low, high) = (high, high * 2.0);
        }
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            self.weights[limit] = middle;
            if self.left(limit) >= 0.0 {
                high = middle;
            } else {
                low = middle;
            }
        }
        self.weights[limit] = high;
    }
}

/// The row with the greatest weighted sum, the first of several.
fn best<const W: usize>(weights: &[f64; W], rows: &[[f64; W]]) -> usize {
    let (mut greatest, mut chosen) = (f64::NEG_INFINITY, 0);
    for (place, row) in rows.iter().enumerate() {
        let mut sum = 0.0;
        for coordinate in 0..W {
            sum += weights[coordinate] * row[coordinate];
        }
        if sum > greatest {
            (greatest, chosen) = (sum, place);
        }
    }
    chosen
}
