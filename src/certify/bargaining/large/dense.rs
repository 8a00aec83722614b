//! The frontier of two parties a second time, by an array over one party's utility.
//!
//! For every total that one party may have, and every amount that limits may be charged, the array holds the most that the
//! other can have with it, and how many packages give that; pieces are added one by one in file order. Nothing is left out
//! for being worse than something else, and nothing is sorted, so it has little in common with a merge of staircases. It takes
//! whole totals from the least to the greatest in steps of their common divisor, and is not tried where they are too many.

use crate::certify::bargaining::large::pieces::{Piece, Pieces};

/// Most additions.
pub(super) const MOST_WORK: usize = 1_000_000_000;
/// Most numbers held for the question which levels are possible.
const MOST_HELD: usize = 40_000_000;
/// No package has this total.
const NONE: i64 = i64::MIN;
/// Totals of the other party must stay within this.
const MOST_UNITS: i128 = 1 << 60;

/// One axis of the array: totals from the least on, in steps.
struct Axis {
    /// Place among what a row gives.
    index: usize,
    least: i128,
    step: i128,
    /// Number of totals.
    length: usize,
    /// How far apart neighbours lie in the array.
    stride: usize,
}

impl Axis {
    fn of(pieces: &[Piece], index: usize) -> Option<Self> {
        let (mut least, mut most, mut step) = (0_i128, 0_i128, 0_i128);
        for piece in pieces {
            let low = piece.rows.iter().map(|row| row.gives[index]).min()?;
            let high = piece.rows.iter().map(|row| row.gives[index]).max()?;
            (least, most) = (least + low, most + high);
            for row in &piece.rows {
                step = divisor(step, row.gives[index] - low);
            }
        }
        let step = step.max(1);
        let length = usize::try_from((most - least) / step).ok()?.checked_add(1)?;
        Some(Self { index, least, step, length, stride: 1 })
    }
}

fn divisor(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// The most that the other party can have, and the number of packages that give it.
#[derive(Clone)]
struct Cells {
    most: Vec<i64>,
    packages: Vec<u128>,
}

/// What the array is over.
pub(super) struct Dense<'p> {
    pieces: &'p Pieces,
    axes: Vec<Axis>,
    /// The party whose utility is the first axis.
    own: usize,
    length: usize,
}

impl<'p> Dense<'p> {
    /// Arranges an array; `None` if it would be too large, or if a piece has no row.
    pub(super) fn of(pieces: &'p Pieces) -> Option<Self> {
        let limits = 2..pieces.floors.len();
        let all = &pieces.pieces;
        let (first, second) = (Axis::of(all, 0)?, Axis::of(all, 1)?);
        let (own, axis) = if first.length <= second.length { (0, first) } else { (1, second) };
        let mut axes = vec![axis];
        for index in limits {
            // A limit that even the most expensive package meets needs no axis.
            let least: i128 = all
                .iter()
                .map(|piece| piece.rows.iter().map(|row| row.gives[index]).min().unwrap_or(0))
                .sum();
            if least < pieces.floors[index] {
                axes.push(Axis::of(all, index)?);
            }
        }
        let mut length = 1_usize;
        for axis in &mut axes {
            axis.stride = length;
            length = length.checked_mul(axis.length)?;
        }
        let rows: usize = all.iter().map(|piece| piece.rows.len()).sum();
        let units: i128 = all
            .iter()
            .map(|piece| piece.rows.iter().map(|row| row.gives[1 - own].abs()).max().unwrap_or(0))
            .sum();
        let most = if axes.len() > 1 { MOST_WORK / 2 } else { MOST_WORK };
        (length.checked_mul(rows)? <= most && units < MOST_UNITS).then_some(Self {
            pieces,
            axes,
            own,
            length,
        })
    }

    /// Additions for one look.
    pub(super) fn work(&self) -> usize {
        let rows: usize = self.pieces.pieces.iter().map(|piece| piece.rows.len()).sum();
        self.length.saturating_mul(rows)
    }

    /// The array of no piece.
    fn start(&self) -> Cells {
        let mut cells = Cells { most: vec![NONE; self.length], packages: vec![0; self.length] };
        (cells.most[0], cells.packages[0]) = (0, 1);
        cells
    }

    /// How far a row moves in the array, and what it gives the other party.
    fn moves(&self, piece: &Piece) -> Vec<(usize, i64)> {
        let low = |axis: &Axis| piece.rows.iter().map(|row| row.gives[axis.index]).min().unwrap_or(0);
        let lows: Vec<i128> = self.axes.iter().map(low).collect();
        let shift = |gives: &[i128]| {
            let parts = self.axes.iter().zip(&lows);
            parts.map(|(axis, low)| ((gives[axis.index] - low) / axis.step) as usize * axis.stride).sum()
        };
        piece.rows.iter().map(|row| (shift(&row.gives), row.gives[1 - self.own] as i64)).collect()
    }

    /// Adds a piece; `top` is the last place in use.
    fn add(&self, cells: &Cells, piece: &Piece, top: &mut usize) -> Cells {
        let mut next = Cells { most: vec![NONE; self.length], packages: vec![0; self.length] };
        let moves = self.moves(piece);
        for &(shift, units) in &moves {
            for place in 0..=*top {
                let here = cells.most[place];
                if here == NONE {
                    continue;
                }
                let (to, total) = (place + shift, here + units);
                if total > next.most[to] {
                    next.most[to] = total;
                    next.packages[to] = cells.packages[place];
                } else if total == next.most[to] {
                    next.packages[to] = next.packages[to].saturating_add(cells.packages[place]);
                }
            }
        }
        *top += moves.iter().map(|(shift, _)| *shift).max().unwrap_or(0);
        next
    }

    /// The efficient acceptable points, the first party's best first, each with its number of packages.
    pub(super) fn frontier(&self) -> Vec<([i128; 2], u128)> {
        let mut cells = self.start();
        let mut top = 0;
        for piece in &self.pieces.pieces {
            cells = self.add(&cells, piece, &mut top);
        }
        let floors = &self.pieces.floors;
        let mut found: Vec<([i128; 2], u128)> = Vec::new();
        for place in (0..self.length).filter(|&place| cells.most[place] != NONE) {
            let total = |axis: &Axis| axis.least + (place / axis.stride % axis.length) as i128 * axis.step;
            if self.axes.iter().all(|axis| total(axis) >= floors[axis.index]) {
                let mut point = [0; 2];
                point[self.own] = total(&self.axes[0]);
                point[1 - self.own] = cells.most[place].into();
                if point[1 - self.own] >= floors[1 - self.own] {
                    found.push((point, cells.packages[place]));
                }
            }
        }
        found.sort_unstable_by_key(|&(point, _)| std::cmp::Reverse(point));
        let mut result: Vec<([i128; 2], u128)> = Vec::new();
        for (point, packages) in found {
            match result.last_mut() {
                Some((last, total)) if *last == point => *total = total.saturating_add(packages),
                Some((last, _)) if last[1] >= point[1] => {}
                _ => result.push((point, packages)),
            }
        }
        result
    }

    /// For each piece and row whether an acceptable package has it; `None` with limits, or if it takes too much.
    pub(super) fn rows_inside(&self) -> Option<Vec<Vec<bool>>> {
        let pieces = &self.pieces.pieces;
        if self.axes.len() > 1 || self.length.checked_mul(pieces.len() + 1)? > MOST_HELD {
            return None;
        }
        let mut after = vec![(self.start(), 0)];
        for piece in pieces[1..].iter().rev() {
            let (cells, mut top) = after[after.len() - 1].clone();
            let next = self.add(&cells, piece, &mut top);
            after.push((next, top));
        }
        let (mut before, mut top) = (self.start(), 0);
        let floors = &self.pieces.floors;
        let axis = &self.axes[0];
        let lows = |piece: &Piece| piece.rows.iter().map(|row| row.gives[axis.index]).min().unwrap_or(0);
        let base: i128 = pieces.iter().map(lows).sum();
        // The least place at which the first axis reaches its floor.
        let missing = (floors[self.own] - base).max(0);
        let need = usize::try_from((missing + axis.step - 1) / axis.step).ok()?;
        let mut inside = Vec::new();
        for piece in pieces {
            let (cells, rest) = after.pop()?;
            // The most with at least so much for the first axis.
            let mut most = cells.most[..=rest].to_vec();
            for place in (0..rest).rev() {
                most[place] = most[place].max(most[place + 1]);
            }
            let row = |(shift, units): (usize, i64)| {
                (0..=top).filter(|&place| before.most[place] != NONE).any(|place| {
                    let other = most.get(need.saturating_sub(place + shift)).copied().unwrap_or(NONE);
                    other != NONE
                        && i128::from(other) + i128::from(before.most[place]) + i128::from(units)
                            >= floors[1 - self.own]
                })
            };
            inside.push(self.moves(piece).into_iter().map(row).collect());
            before = self.add(&before, piece, &mut top);
        }
        Some(inside)
    }
}
