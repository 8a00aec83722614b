//! Every package whose weighted sum comes near the greatest.
//!
//! Rows of a block are sorted by weighted sum, blocks by how much their rows lose on
//! average. A walk over the blocks turns
//! back where the best rows of the blocks to come do not lift the weighted sum, or any coordinate, to what is demanded.
//! Near the greatest weighted sum there are few packages, so that the walk is short.

use std::cmp::{Ordering, Reverse};

use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::search::aim::{Aim, Demand, weigh};
use crate::budget::Budget;

/// Most packages kept that are exactly as good.
pub(crate) const MOST_TIES: usize = 100_000;
/// Nodes between two looks at the budget.
const STRIDE: u64 = 4096;

/// A game's rows in the order in which they are tried.
pub(crate) struct Sweep<'a> {
    pub(crate) blocks: &'a Blocks<i64>,
    pub(crate) aim: &'a Aim,
    pub(crate) weights: &'a [i64],
    /// Blocks by place, those whose rows lose most first.
    order: Vec<usize>,
    /// Rows of each block in that order: weighted sum, row number.
    rows: Vec<Vec<(i64, usize)>>,
    /// Greatest weighted sum of the blocks from each place on.
    rest: Vec<i64>,
    /// Greatest sum of each coordinate over the blocks from each place on.
    most: Vec<Vec<i64>>,
}

/// The best packages so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Best {
    /// Their coordinates, of the first of them; empty if there is none.
    pub(crate) values: Vec<i64>,
    /// The row of each block, for each package found that is exactly as good.
    pub(crate) packages: Vec<Vec<usize>>,
}

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It saw everything.
    Finished,
    /// There were too many nodes, or too many packages exactly as good.
    TooMany,
    OutOfBudget,
}

impl<'a> Sweep<'a> {
    /// Sorts the rows of `blocks`, each of which has some.
    pub(crate) fn new(blocks: &'a Blocks<i64>, aim: &'a Aim, weights: &'a [i64]) -> Self {
        let width = blocks.width;
        let sorted = |place: usize| {
            let block = &blocks.blocks[place];
            let weighed = |row: usize| (weigh(weights, block.row(row, width)), row);
            let mut rows: Vec<(i64, usize)> = (0..block.len()).map(weighed).collect();
            rows.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
            rows
        };
        let mut all: Vec<(usize, Vec<(i64, usize)>)> =
            (0..blocks.blocks.len()).map(|place| (place, sorted(place))).collect();
        all.sort_by_key(|(place, rows)| {
            let losses: i128 = rows.iter().map(|row| i128::from(rows[0].0) - i128::from(row.0)).sum();
            (Reverse(losses / rows.len().max(1) as i128), *place)
        });
        let (order, rows): (Vec<usize>, Vec<_>) = all.into_iter().unzip();
        let mut rest = vec![0];
        let mut most = vec![vec![0; width]];
        for (&place, rows) in order.iter().zip(&rows).rev() {
            rest.push(rest[rest.len() - 1] + rows.first().map_or(0, |row| row.0));
            let own = blocks.blocks[place].bound(width, i64::max).unwrap_or_default();
            let last = &most[most.len() - 1];
            most.push(last.iter().zip(&own).map(|(sum, own)| sum + own).collect());
        }
        rest.reverse();
        most.reverse();
        Self { blocks, aim, weights, order, rows, rest, most }
    }

    /// The greatest weighted sum.
    pub(crate) fn top(&self) -> i64 {
        self.rest[0]
    }

    /// The least weighted sum.
    pub(crate) fn bottom(&self) -> i64 {
        self.rows.iter().filter_map(|rows| rows.last()).map(|row| row.0).sum()
    }

    /// The rows of each block with the greatest weighted sum, blocks by place.
    pub(crate) fn first(&self) -> Vec<usize> {
        let mut chosen = vec![0; self.order.len()];
        for (&place, rows) in self.order.iter().zip(&self.rows) {
            chosen[place] = rows.first().map_or(0, |row| row.1);
        }
        chosen
    }

    /// At most `count` rows of the block at `place` with the greatest weighted sums.
    pub(crate) fn heads(&self, place: usize, count: usize) -> impl Iterator<Item = usize> + '_ {
        let at = self.order.iter().position(|&own| own == place).unwrap_or(0);
        self.rows[at].iter().take(count).map(|row| row.1)
    }

    /// Looks at every package whose weighted sum is at least `sum` and that may be as good as the best so far, or, if
    /// `is_strict`, better; keeps the best.
    pub(crate) fn run(
        &self,
        sum: i64,
        is_strict: bool,
        best: &mut Best,
        most_nodes: u64,
        budget: &Budget<'_>,
    ) -> End {
        best.packages.truncate(1);
        let demand = self.demand(best, is_strict);
        let width = self.blocks.width;
        let mut walk = Walk {
            sweep: self,
            demand: Demand { sum: demand.sum.max(sum), ..demand },
            is_strict,
            best,
            chosen: vec![0; self.order.len()],
            sums: vec![0; (self.order.len() + 1) * width],
            nodes: 0,
            most_nodes,
            budget,
            end: End::Finished,
        };
        walk.descend(0, 0);
        walk.end
    }

    /// What the next package must reach.
    pub(crate) fn demand(&self, best: &Best, is_strict: bool) -> Demand {
        if best.packages.is_empty() {
            let floors = self.aim.eligible(self.blocks);
            return Demand { sum: weigh(self.weights, &floors), floors };
        }
        self.aim.demand(self.blocks, self.weights, &best.values, is_strict)
    }
}

struct Walk<'w, 'a> {
    sweep: &'w Sweep<'a>,
    demand: Demand,
    is_strict: bool,
    best: &'w mut Best,
    /// The row of each block, blocks by place.
    chosen: Vec<usize>,
    /// Coordinates added up to each depth.
    sums: Vec<i64>,
    nodes: u64,
    most_nodes: u64,
    budget: &'w Budget<'w>,
    end: End,
}

impl Walk<'_, '_> {
    /// Tries the rows of the block at `depth`; `weighed` is the weighted sum so far.
    fn descend(&mut self, depth: usize, weighed: i64) {
        let sweep = self.sweep;
        let width = sweep.blocks.width;
        let Some(rows) = sweep.rows.get(depth) else {
            let start = depth * width;
            let values = self.sums[start..start + width].to_vec();
            self.look(&values);
            return;
        };
        let block = &sweep.blocks.blocks[sweep.order[depth]];
        let (rest, most) = (sweep.rest[depth + 1], &sweep.most[depth + 1]);
        for &(own, row) in rows {
            if weighed + own + rest < self.demand.sum {
                return;
            }
            self.nodes += 1;
            if self.nodes.is_multiple_of(STRIDE) && !self.budget.spend(STRIDE) {
                self.end = End::OutOfBudget;
            } else if self.nodes > self.most_nodes {
                self.end = End::TooMany;
            }
            if self.end != End::Finished {
                return;
            }
            let (before, after) = self.sums.split_at_mut((depth + 1) * width);
            let before = &before[depth * width..];
            let values = block.row(row, width);
            let mut is_lost = false;
            for place in 0..width {
                let sum = before[place] + values[place];
                after[place] = sum;
                is_lost |= sum + most[place] < self.demand.floors[place];
            }
            if !is_lost {
                self.chosen[sweep.order[depth]] = row;
                self.descend(depth + 1, weighed + own);
                if self.end != End::Finished {
                    return;
                }
            }
        }
    }

    /// Looks at a package that reaches the floors.
    fn look(&mut self, values: &[i64]) {
        let order = match self.best.packages.is_empty() {
            true => Ordering::Greater,
            false => self.sweep.aim.compare(values, &self.best.values),
        };
        match order {
            Ordering::Less => {}
            Ordering::Equal if self.is_strict => {}
            Ordering::Equal if self.best.packages.len() < MOST_TIES => {
                // The one that was known before the walk is met again.
                if self.best.packages[0] != self.chosen {
                    self.best.packages.push(self.chosen.clone());
                }
            }
            Ordering::Equal => self.end = End::TooMany,
            Ordering::Greater => {
                self.best.values = values.to_vec();
                self.best.packages = vec![self.chosen.clone()];
                let demand = self.sweep.demand(self.best, self.is_strict);
                self.demand.sum = demand.sum.max(self.demand.sum);
                self.demand.floors = demand.floors;
            }
        }
    }
}
