//! The frontier of two parties under limits, corner by corner.
//!
//! Between two neighbours among the known points there is a **corner**: the least that another efficient point there would give
//! both parties. From every corner some line that touches all packages from outside is not far (`lines`), and a package
//! beyond the corner loses no more than that against the line. All packages that lose so little are found (`band`), which
//! either adds points or shows that the corner is empty. Lines let in more step by step, because points found on the way bring
//! corners nearer.
//!
//! In the literature the lines are the first phase and the corners the second (Ulungu and Teghem 1995), and the lines are a bound
//! set (Ehrgott and Gandibleux 2007).

mod band;
mod lines;
mod packages;

use std::cmp::Reverse;

use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::corners::band::{Band, Near, Point};
use crate::bargaining::large::corners::lines::{Line, Lines};
pub(crate) use crate::bargaining::large::corners::packages::Cornered;
use crate::bargaining::large::staircase::Halt;
use crate::budget::Budget;

/// Most coordinates.
pub(crate) const MOST_COORDINATES: usize = 5;
/// Sums that one look at a line may cost, at first and at most.
const MOST_SUMS: [usize; 2] = [1 << 17, 1 << 23];
/// Sums that all looks together may cost.
const MOST_SUMS_IN_ALL: usize = 1 << 26;
/// Most efficient points.
const MOST_POINTS: usize = 1 << 19;
/// The first look at a line goes this share of the way to the farthest corner.
const FIRST: i64 = 128;

/// The efficient points, and why there are no others.
#[derive(Debug)]
pub(crate) struct Outline {
    /// Utilities, the first party's best first.
    pub(crate) points: Vec<[i64; 2]>,
    /// One package at each.
    pub(crate) packages: Vec<Vec<usize>>,
    /// Weights of lines: each corner is near to one of them, and no package lies beyond it.
    pub(crate) weights: Vec<Vec<i64>>,
}

/// A corner.
#[derive(Debug, Clone, Copy)]
struct Corner {
    at: [i64; 2],
    /// Number of the nearest line.
    line: usize,
    /// Packages beyond it that lose up to this are known.
    seen: Seen,
}

/// How far a corner has been looked beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nothing,
    UpTo(i64),
    All,
}

/// What is known about a line.
#[derive(Debug, Clone, Copy)]
struct Progress {
    /// The last allowance with which it was looked at.
    allowance: i64,
    /// Sums that the next look may cost.
    most_sums: usize,
}

/// The efficient points of a game of two parties with limits, at least one and at most [`MOST_COORDINATES`] coordinates in all.
///
/// Sums of the blocks must have room for weights beside them.
///
/// # Errors
///
/// [`Halt`] if the budget ends, or if too many packages are near a line.
pub(crate) fn outline(blocks: &Blocks<i64>, budget: &Budget<'_>) -> Result<Outline, Halt> {
    match blocks.width {
        3 => of_width::<3>(blocks, budget),
        4 => of_width::<4>(blocks, budget),
        MOST_COORDINATES => of_width::<MOST_COORDINATES>(blocks, budget),
        _ => Err(Halt::TooMany),
    }
}

fn of_width<const W: usize>(blocks: &Blocks<i64>, budget: &Budget<'_>) -> Result<Outline, Halt> {
    let Some([_, most]) = blocks.sums(i64::max) else {
        // A block without rows: nothing is admissible.
        return Ok(Outline { points: Vec::new(), packages: Vec::new(), weights: Vec::new() });
    };
    if let Some(short) = (0..W).find(|&place| most[0][place] < blocks.floors[place]) {
        let weights = (0..W).map(|place| i64::from(place == short)).collect();
        return Ok(Outline { points: Vec::new(), packages: Vec::new(), weights: vec![weights] });
    }
    let Lines { lines, packages } = Lines::<W>::of(blocks, budget).ok_or(Halt::OutOfBudget)?;
    let mut search = Search {
        blocks,
        progress: vec![Progress { allowance: 0, most_sums: MOST_SUMS[0] }; lines.len()],
        lines,
        points: packages.into_iter().filter_map(|rows| point::<W>(blocks, rows)).collect(),
        corners: Vec::new(),
        patience: MOST_SUMS_IN_ALL,
    };
    search.sort();
    while search.round(budget)? {}
    Ok(search.outline())
}

/// What a package gives, if it reaches all floors.
fn point<const W: usize>(blocks: &Blocks<i64>, rows: Vec<u32>) -> Option<Point> {
    let mut sums = [0; W];
    for (block, &row) in blocks.blocks.iter().zip(&rows) {
        sums.iter_mut().zip(block.row(row as usize, W)).for_each(|(sum, value)| *sum += value);
    }
    let reaches = sums.iter().zip(&blocks.floors).all(|(sum, floor)| sum >= floor);
    reaches.then_some(Point { utilities: [sums[0], sums[1]], rows })
}

struct Search<'a, const W: usize> {
    blocks: &'a Blocks<i64>,
    lines: Vec<Line<W>>,
    progress: Vec<Progress>,
    /// Known points that no other improves, the first party's best first.
    points: Vec<Point>,
    /// The corners of the last round.
    corners: Vec<Corner>,
    /// Sums that looks may still cost.
    patience: usize,
}

impl<const W: usize> Search<'_, W> {
    /// Looks once at every line with corners that may hold something; says whether there were some.
    fn round(&mut self, budget: &Budget<'_>) -> Result<bool, Halt> {
        self.corners = self.next_corners();
        let mut open: Vec<Vec<usize>> = vec![Vec::new(); self.lines.len()];
        for (place, corner) in self.corners.iter().enumerate() {
            if corner.seen != Seen::All {
                open[corner.line].push(place);
            }
        }
        for (number, places) in open.iter().enumerate().filter(|(_, places)| !places.is_empty()) {
            let corners: Vec<[i64; 2]> = places.iter().map(|&place| self.corners[place].at).collect();
            let points = self.look(number, &corners, budget)?;
            let seen = Seen::UpTo(self.progress[number].allowance);
            places.iter().for_each(|&place| self.corners[place].seen = seen);
            self.points.extend(points);
        }
        self.sort();
        if self.points.len() > MOST_POINTS {
            return Err(Halt::TooMany);
        }
        Ok(open.iter().any(|places| !places.is_empty()))
    }

    /// Packages beyond corners of line number `number`, as far as can be looked; the allowance tells how far that is.
    fn look(&mut self, number: usize, corners: &[[i64; 2]], budget: &Budget<'_>) -> Result<Vec<Point>, Halt> {
        let line = &self.lines[number];
        let Progress { allowance: before, most_sums } = &mut self.progress[number];
        let farthest = corners.iter().map(|&corner| line.depth(corner)).max().unwrap_or(0);
        let first = farthest / FIRST + 1;
        let mut allowance = if *before == 0 { first } else { before.saturating_mul(2) }.min(farthest);
        loop {
            let Near { points, sums } = Band::of(self.blocks, line, allowance).beyond(corners, *most_sums);
            if !budget.spend(1 + sums as u64) {
                return Err(Halt::OutOfBudget);
            }
            self.patience = self.patience.checked_sub(sums).ok_or(Halt::TooMany)?;
            if let Some(points) = points {
                *before = allowance;
                return Ok(points);
            }
            if allowance > *before + *before / 8 + 1 {
                allowance = *before + (allowance - *before) / 2;
            } else if *most_sums < MOST_SUMS[1] {
                *most_sums *= 4;
            } else {
                return Err(Halt::TooMany);
            }
        }
    }

    /// Leaves only points that no other improves, in order; of several packages at a point the first that was found.
    fn sort(&mut self) {
        self.points.sort_by_key(|point| Reverse(point.utilities));
        let mut best: Option<i64> = None;
        self.points.retain(|point| {
            let is_better = best.is_none_or(|best| point.utilities[1] > best);
            if is_better {
                best = Some(point.utilities[1]);
            }
            is_better
        });
    }

    /// The corners between the points, and what is known about them from the corners before.
    fn next_corners(&self) -> Vec<Corner> {
        let mut nearest = 0;
        let corner = |at: [i64; 2]| {
            let start = self.corners.partition_point(|before| before.at[0] > at[0]);
            let held = self.corners[start..].iter().take_while(|before| before.at[1] <= at[1]);
            let is_known = held.into_iter().any(|before| match before.seen {
                Seen::All => true,
                Seen::UpTo(allowance) => self.lines[before.line].depth(at) <= allowance,
                Seen::Nothing => false,
            });
            nearest = self.nearest(at, nearest);
            let is_out_of_reach = self.lines[nearest].depth(at) < 0;
            let seen = if is_known || is_out_of_reach { Seen::All } else { Seen::Nothing };
            Corner { at, line: nearest, seen }
        };
        places(&self.points, &self.blocks.floors).into_iter().map(corner).collect()
    }

    /// The line nearest to a corner, looked for from line number `line` on: depth is about convex along the lines.
    fn nearest(&self, corner: [i64; 2], mut line: usize) -> usize {
        let depth = |line: usize| self.lines.get(line).map_or(i64::MAX, |line| line.depth(corner));
        let mut best = depth(line);
        loop {
            let (before, after) = (line.checked_sub(1).map_or(i64::MAX, depth), depth(line + 1));
            if before <= best && line > 0 {
                (line, best) = (line - 1, before);
            } else if after < best {
                (line, best) = (line + 1, after);
            } else {
                return line;
            }
        }
    }

    fn outline(self) -> Outline {
        let mut used = vec![false; self.lines.len()];
        self.corners.iter().for_each(|corner| used[corner.line] = true);
        let package = |rows: &[u32]| self.blocks.package(rows.iter().map(|&row| row as usize));
        let lines = self.lines.iter().zip(&used).filter(|(_, used)| **used);
        Outline {
            points: self.points.iter().map(|point| point.utilities).collect(),
            packages: self.points.iter().map(|point| package(&point.rows)).collect(),
            weights: lines.map(|(line, _)| line.weights.to_vec()).collect(),
        }
    }
}

/// The corners between points, and those at both ends.
fn places(points: &[Point], floors: &[i64]) -> Vec<[i64; 2]> {
    let least = points.iter().map(|point| point.utilities[0] + 1).chain([floors[0]]);
    let others = [floors[1]].into_iter().chain(points.iter().map(|point| point.utilities[1] + 1));
    least.zip(others).map(|(one, other)| [one, other]).collect()
}
