//! What lies near a line: the sums of rows, block by block, that lose little against the best rows.
//!
//! A sum is left out if it loses more than is allowed, or if the rows to come cannot lift it beyond any of the corners that
//! are asked about. Of sums that give both parties the same only those with the most room stay (Bellman's principle). So few
//! remain that all packages beyond the corners are found.

use std::cmp::Reverse;

use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::corners::lines::{Line, array, dot};

/// Sums with the same utilities whose room is compared; with one limit a single one is kept.
const MOST_COMPARED: usize = 64;
/// So many sums that are tried and left out cost as much as one that is kept.
const TRIED_FOR_A_SUM: usize = 16;
/// Most sums tried in one look.
pub(super) const MOST_TRIED: usize = 1 << 27;

/// Some rows of every block, in the order of a line.
pub(crate) struct Band<'a, const W: usize> {
    pub(super) blocks: &'a Blocks<i64>,
    pub(super) line: &'a Line<W>,
    /// Number and values of the rows that lose no more than is allowed.
    pub(super) rows: Vec<Vec<(u32, [i64; W])>>,
    /// For each depth the greatest sum of each coordinate that the rows to come can add, and the greatest weighted sum.
    most: Vec<[i64; W]>,
    rest: Vec<i64>,
    /// The least weighted sum of a package.
    least: i64,
}

/// A sum, with the one before and the row that led to it.
#[derive(Clone, Copy)]
struct Sum<const W: usize> {
    values: [i64; W],
    parent: u32,
    row: u32,
}

/// What two parties have with a package.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) utilities: [i64; 2],
    /// The row of each block.
    pub(crate) rows: Vec<u32>,
}

/// What came of a look at what is near.
pub(crate) struct Near {
    /// Packages beyond some corner, the first party's best first, none of which improves another; `None` if there were too
    /// many sums on the way.
    pub(crate) points: Option<Vec<Point>>,
    /// Number of sums, and what those cost that were only tried.
    pub(crate) sums: usize,
}

impl<'a, const W: usize> Band<'a, W> {
    /// The rows with which a package loses at most `allowance`.
    pub(crate) fn of(blocks: &'a Blocks<i64>, line: &'a Line<W>, allowance: i64) -> Self {
        let near = |&block: &usize| {
            let own = &blocks.blocks[block];
            let all = (0..own.len()).map(|row| (row as u32, array(own.row(row, W))));
            all.filter(|(_, values)| line.tops[block] - dot(&line.weights, values) <= allowance).collect()
        };
        let rows: Vec<Vec<(u32, [i64; W])>> = line.order.iter().map(near).collect();
        let (mut most, mut rest) = (vec![[0; W]], vec![0]);
        for (rows, &block) in rows.iter().zip(&line.order).rev() {
            let mut sums = most[most.len() - 1];
            for (place, sum) in sums.iter_mut().enumerate() {
                *sum += rows.iter().map(|(_, values)| values[place]).max().unwrap_or(0);
            }
            most.push(sums);
            rest.push(rest[rest.len() - 1] + line.tops[block]);
        }
        most.reverse();
        rest.reverse();
        let least = rest[0] - allowance;
        Self { blocks, line, rows, most, rest, least }
    }

    /// The packages beyond `corners` that lose no more than is allowed.
    ///
    /// - `corners`: the least that the parties are to have, the first party's best first, at least one.
    /// - `most_sums`: the end of patience.
    pub(crate) fn beyond(&self, corners: &[[i64; 2]], most_sums: usize) -> Near {
        let mut ways: Vec<Vec<(u32, u32)>> = Vec::with_capacity(self.rows.len());
        let mut layer = vec![Sum { values: [0; W], parent: 0, row: 0 }];
        let (mut count, mut tried) = (0, 0_usize);
        for depth in 0..self.rows.len() {
            tried = tried.saturating_add(layer.len().saturating_mul(self.rows[depth].len()));
            let next = (tried <= MOST_TRIED).then(|| self.step(depth, &layer, corners, most_sums - count));
            let Some(next) = next.flatten() else {
                return Near { points: None, sums: most_sums };
            };
            count += next.len();
            layer = best_of(next);
            ways.push(layer.iter().map(|sum| (sum.parent, sum.row)).collect());
        }
        let mut points: Vec<Point> = Vec::new();
        for (place, sum) in layer.iter().enumerate() {
            let utilities = [sum.values[0], sum.values[1]];
            if points.last().is_none_or(|last| utilities[1] > last.utilities[1]) {
                points.push(Point { utilities, rows: self.trace(&ways, place) });
            }
        }
        Near { points: Some(points), sums: count + tried / TRIED_FOR_A_SUM }
    }

    /// Can the rows from `depth` on lift these sums to the corner and to the floors of the limits, without losing too much?
    pub(super) fn reaches(&self, depth: usize, values: &[i64; W], corner: [i64; 2]) -> bool {
        let reach = |place: usize| values[place] + self.most[depth][place];
        (0..2).all(|party| reach(party) >= corner[party])
            && (2..W).all(|limit| reach(limit) >= self.blocks.floors[limit])
            && dot(&self.line.weights, values) >= self.least - self.rest[depth]
    }

    /// The sums with one more row, each row's in descending order; `None` if they are more than `most_sums`.
    fn step(
        &self,
        depth: usize,
        layer: &[Sum<W>],
        corners: &[[i64; 2]],
        most_sums: usize,
    ) -> Option<Vec<Sum<W>>> {
        let most = &self.most[depth + 1];
        let least = self.least - self.rest[depth + 1];
        let (nearest, farthest) = (corners[corners.len() - 1][0], corners[0][1]);
        let mut next = Vec::new();
        for (row, add) in &self.rows[depth] {
            // Sums come in descending order of what the first party has.
            let mut first = 0;
            for (parent, sum) in layer.iter().enumerate() {
                let mut values = sum.values;
                values.iter_mut().zip(add).for_each(|(value, add)| *value += add);
                let [one, other] = [values[0] + most[0], values[1] + most[1]];
                if one < nearest {
                    break;
                }
                let has_room = (2..W).all(|limit| values[limit] + most[limit] >= self.blocks.floors[limit]);
                if other < farthest || !has_room || dot(&self.line.weights, &values) < least {
                    continue;
                }
                while corners[first][0] > one {
                    first += 1;
                }
                // What the other party is to have grows from here on.
                if corners[first][1] <= other {
                    if next.len() >= most_sums {
                        return None;
                    }
                    next.push(Sum { values, parent: parent as u32, row: *row });
                }
            }
        }
        Some(next)
    }

    /// The rows that led to a sum of the last layer.
    fn trace(&self, ways: &[Vec<(u32, u32)>], mut place: usize) -> Vec<u32> {
        let mut rows = vec![0; self.blocks.blocks.len()];
        for (layer, &block) in ways.iter().zip(&self.line.order).rev() {
            let (parent, row) = layer[place];
            rows[block] = row;
            place = parent as usize;
        }
        rows
    }
}

/// The sums in descending order, of those that give both parties the same without those whose room one of the last improves.
fn best_of<const W: usize>(mut sums: Vec<Sum<W>>) -> Vec<Sum<W>> {
    // Rows come one after the other, each in order: a stable sort merges them.
    sums.sort_by_key(|sum| Reverse(sum.values));
    let mut kept: Vec<Sum<W>> = Vec::with_capacity(sums.len());
    for sum in sums {
        let same =
            kept.iter().rev().take(MOST_COMPARED).take_while(|other| other.values[..2] == sum.values[..2]);
        let is_improved =
            same.into_iter().any(|other| (2..W).all(|limit| other.values[limit] >= sum.values[limit]));
        if !is_improved {
            kept.push(sum);
        }
    }
    kept
}
