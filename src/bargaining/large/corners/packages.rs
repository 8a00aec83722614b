//! The packages at a point, or with at least what it gives, near a line.

use std::cmp::Reverse;

use dashu_int::UBig;

use crate::bargaining::finite::Listing;
use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::corners::MOST_COORDINATES;
use crate::bargaining::large::corners::band::{Band, MOST_TRIED};
use crate::bargaining::large::corners::lines::{Line, array};
use crate::bargaining::large::listing::Packages;
use crate::bargaining::large::search::list_by_weights;

/// Most sums on the way to all packages of a point.
const MOST_SUMS: usize = 1 << 22;

/// A game of two parties with lines near its frontier.
#[derive(Debug)]
pub(crate) struct Cornered {
    blocks: Blocks<i64>,
    /// Weights of lines.
    weights: Vec<Vec<i64>>,
}

impl Cornered {
    /// For blocks and weights of an outline.
    pub(crate) fn new(blocks: Blocks<i64>, weights: Vec<Vec<i64>>) -> Self {
        Self { blocks, weights }
    }

    /// The number of packages with at least `floors`, and at most `limit` of them; `None` if too many sums lead to them.
    fn list(&self, floors: &[i128], limit: usize) -> Option<(u128, Vec<Vec<usize>>)> {
        let Some(floors) = self.blocks.floors_with(floors) else { return Some((0, Vec::new())) };
        let corner = [floors[0], floors[1]];
        let (total, chosen) = match self.blocks.width {
            3 => self.of_width::<3>(corner, limit),
            4 => self.of_width::<4>(corner, limit),
            MOST_COORDINATES => self.of_width::<MOST_COORDINATES>(corner, limit),
            _ => None,
        }?;
        let package = |rows: Vec<u32>| self.blocks.package(rows.into_iter().map(|row| row as usize));
        Some((total, chosen.into_iter().map(package).collect()))
    }

    fn of_width<const W: usize>(&self, corner: [i64; 2], limit: usize) -> Option<(u128, Vec<Vec<u32>>)> {
        let lines = self.weights.iter().map(|weights| Line::<W>::new(&self.blocks, array(weights)));
        let nearest = lines.min_by_key(|line| line.depth(corner))?;
        let allowance = nearest.depth(corner);
        if allowance < 0 {
            return Some((0, Vec::new()));
        }
        let in_block_order = nearest.clone().in_block_order();
        let listed = Band::of(&self.blocks, &in_block_order, allowance).list(corner, limit);
        // Fewer sums lead to them where the blocks with most at stake come first; then others are listed first.
        listed.or_else(|| Band::of(&self.blocks, &nearest, allowance).list(corner, limit))
    }
}

impl Packages for Cornered {
    fn list_at_least(&self, floors: &[i128], limit: usize) -> Listing {
        let Some((total, mut packages)) = self.list(floors, limit) else {
            return list_by_weights(&self.blocks, floors, limit);
        };
        packages.sort();
        Listing { total, packages, is_complete: total < u128::MAX }
    }

    fn count_at_least(&self, floors: &[i128]) -> Option<UBig> {
        let (total, _) = self.list(floors, 0)?;
        (total < u128::MAX).then(|| UBig::from(total))
    }
}

impl<const W: usize> Band<'_, W> {
    /// The number of packages that give the parties at least `corner` and lose no more than is allowed, and at most `limit` of
    /// them, as the row of each block; `None` if there were too many sums on the way.
    fn list(&self, corner: [i64; 2], limit: usize) -> Option<(u128, Vec<Vec<u32>>)> {
        let mut layers = vec![vec![[0; W]]];
        let (mut count, mut tried) = (0, 0_usize);
        for (depth, rows) in self.rows.iter().enumerate() {
            tried = tried.saturating_add(layers[depth].len().saturating_mul(rows.len()));
            if tried > MOST_TRIED {
                return None;
            }
            let mut next: Vec<[i64; W]> = Vec::new();
            for (_, add) in rows {
                let sums = layers[depth].iter().map(|sum| plus(sum, add));
                next.extend(sums.filter(|sum| self.reaches(depth + 1, sum, corner)));
                if count + next.len() > MOST_SUMS {
                    return None;
                }
            }
            count += next.len();
            next.sort_by_key(|&sum| Reverse(sum));
            next.dedup();
            layers.push(next);
        }
        // How many ways lead from each sum to the end.
        let mut ways = vec![vec![1_u128; layers[self.rows.len()].len()]];
        for (depth, rows) in self.rows.iter().enumerate().rev() {
            let (after, later) = (&layers[depth + 1], &ways[ways.len() - 1]);
            let number = |sum: &[i64; W]| {
                let next = rows.iter().filter_map(|(_, add)| Some(later[find(after, &plus(sum, add))?]));
                next.fold(0, u128::saturating_add)
            };
            ways.push(layers[depth].iter().map(number).collect());
        }
        ways.reverse();
        let mut listed = Vec::new();
        self.descend(&layers, &ways, 0, &mut Vec::new(), limit, &mut listed);
        let by_block = |chosen: Vec<u32>| {
            let mut rows = vec![0; chosen.len()];
            self.line.order.iter().zip(chosen).for_each(|(&block, row)| rows[block] = row);
            rows
        };
        Some((ways[0][0], listed.into_iter().map(by_block).collect()))
    }

    /// Lists the ways from sum number `place` of the layer that as many rows as are `chosen` led to.
    fn descend(
        &self,
        layers: &[Vec<[i64; W]>],
        ways: &[Vec<u128>],
        place: usize,
        chosen: &mut Vec<u32>,
        limit: usize,
        listed: &mut Vec<Vec<u32>>,
    ) {
        let depth = chosen.len();
        if listed.len() >= limit || ways[depth][place] == 0 {
            return;
        }
        let Some(rows) = self.rows.get(depth) else { return listed.push(chosen.clone()) };
        for (row, add) in rows {
            if let Some(next) = find(&layers[depth + 1], &plus(&layers[depth][place], add)) {
                chosen.push(*row);
                self.descend(layers, ways, next, chosen, limit, listed);
                chosen.pop();
            }
        }
    }
}

fn plus<const W: usize>(sum: &[i64; W], add: &[i64; W]) -> [i64; W] {
    let mut values = *sum;
    values.iter_mut().zip(add).for_each(|(value, add)| *value += add);
    values
}

/// The place of `sum` in a layer in descending order.
fn find<const W: usize>(layer: &[[i64; W]], sum: &[i64; W]) -> Option<usize> {
    layer.binary_search_by(|other| sum.cmp(other)).ok()
}
