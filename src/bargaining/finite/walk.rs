//! The walk over packages: depth first over the outer issues of a [`Plan`], block by block below.
//!
//! [`walk`] drives a [`Visit`]: at each node the visitor sees bounds on everything below and may skip it; at
//! each leaf it gets the block of inner combinations as columns. Work is charged to the [`Budget`] by
//! packages compared and nodes passed.

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::finite::plan::Plan;
use crate::budget::Budget;

/// Entries of a block that are compared in one go.
pub(crate) const CHUNK: usize = 64;
/// Work after which the budget is asked.
const ASK_AFTER: u64 = 1 << 15;

/// What looks at the packages of a walk.
pub(crate) trait Visit<L> {
    /// Could packages with coordinates between `lower` and `upper` matter?
    fn matters(&mut self, upper: &[L], lower: &[L]) -> bool;
    /// Looks at one block.
    fn leaf(&mut self, leaf: &Leaf<L>);
}

/// One block of packages: the outer issues decided, the inner ones all combinations.
pub(crate) struct Leaf<'a, L> {
    /// The plan that is walked.
    pub(crate) plan: &'a Plan<L>,
    /// Level at each outer position.
    pub(crate) prefix: &'a [usize],
    /// Added to every entry of a coordinate's column.
    pub(crate) offset: &'a [L],
    /// Greatest possible sums in this block.
    pub(crate) upper: &'a [L],
    /// Least possible sums in this block.
    pub(crate) lower: &'a [L],
    /// One column for each coordinate.
    pub(crate) columns: &'a [Vec<L>],
}

impl<L: Lane> Leaf<'_, L> {
    /// Number of entries.
    pub(crate) fn len(&self) -> usize {
        self.plan.rows.len()
    }

    /// The package at `entry`.
    pub(crate) fn package(&self, entry: usize) -> Vec<usize> {
        let mut package = vec![0; self.plan.order.len()];
        for (position, &level) in self.prefix.iter().enumerate() {
            package[self.plan.order[position]] = level;
        }
        self.plan.write_inner(self.plan.rows[entry] as usize, &mut package);
        package
    }

    /// The sum of `coordinate` at `entry`.
    pub(crate) fn value(&self, coordinate: usize, entry: usize) -> L {
        self.columns[coordinate][entry] + self.offset[coordinate]
    }

    /// The coordinates that some entry could miss, each with the threshold for its column.
    pub(crate) fn open(&self, floors: &[L]) -> Vec<(usize, L)> {
        (0..floors.len())
            .filter(|&coordinate| self.lower[coordinate] < floors[coordinate])
            .map(|coordinate| (coordinate, floors[coordinate] - self.offset[coordinate]))
            .collect()
    }

    /// Marks in `missed` which of the entries from `start` on are below a threshold; returns how many
    /// entries there are and how many of them are below none.
    #[inline]
    pub(crate) fn compare(
        &self,
        start: usize,
        thresholds: &[(usize, L)],
        missed: &mut [L; CHUNK],
    ) -> (usize, usize) {
        let end = (start + CHUNK).min(self.len());
        *missed = [L::default(); CHUNK];
        for &(coordinate, threshold) in thresholds {
            let column = &self.columns[coordinate][start..end];
            if let Ok(column) = <&[L; CHUNK]>::try_from(column) {
                for (flag, &value) in missed.iter_mut().zip(column) {
                    *flag |= L::mask(value < threshold);
                }
            } else {
                for (flag, &value) in missed.iter_mut().zip(column) {
                    *flag |= L::mask(value < threshold);
                }
            }
        }
        let count = end - start;
        let mut failed = L::default();
        missed[..count].iter().for_each(|&flag| failed -= flag);
        (count, count - failed.widen() as usize)
    }
}

/// Walks `plan` until it ends or the budget does; says whether it ended.
pub(crate) fn walk<L: Lane, V: Visit<L>>(plan: &Plan<L>, budget: &Budget, visitor: &mut V) -> bool {
    let depths = plan.outer + 1;
    let mut walker = Walker {
        plan,
        budget,
        prefix: vec![0; plan.outer],
        row: vec![0; plan.ladders.len()],
        offset: vec![vec![L::default(); plan.coordinates]; depths],
        upper: vec![vec![L::default(); plan.coordinates]; depths],
        lower: vec![vec![L::default(); plan.coordinates]; depths],
        scratch: if plan.mixed.is_empty() { Vec::new() } else { plan.columns.clone() },
        work: 0,
    };
    for ladder in &plan.ladders {
        for coordinate in 0..plan.coordinates {
            walker.upper[0][coordinate] += ladder.upper[0][coordinate];
            walker.lower[0][coordinate] += ladder.lower[0][coordinate];
        }
    }
    if budget.is_exhausted() {
        return false;
    }
    let is_complete = !visitor.matters(&walker.upper[0], &walker.lower[0]) || walker.descend(0, visitor);
    let _ = budget.spend(walker.work);
    is_complete
}

struct Walker<'a, L> {
    plan: &'a Plan<L>,
    budget: &'a Budget<'a>,
    prefix: Vec<usize>,
    /// For each table its row over the issues decided so far.
    row: Vec<usize>,
    /// By depth: sums of the tables wholly decided, and bounds on the sums of all.
    offset: Vec<Vec<L>>,
    upper: Vec<Vec<L>>,
    lower: Vec<Vec<L>>,
    /// Columns with the mixed tables added.
    scratch: Vec<Vec<L>>,
    work: u64,
}

impl<L: Lane> Walker<'_, L> {
    fn descend<V: Visit<L>>(&mut self, depth: usize, visitor: &mut V) -> bool {
        let plan = self.plan;
        if depth == plan.outer {
            return self.leaf(visitor);
        }
        let size = plan.sizes[depth];
        for level in 0..size {
            self.prefix[depth] = level;
            self.step(depth, level);
            if visitor.matters(&self.upper[depth + 1], &self.lower[depth + 1]) {
                for &(table, _) in &plan.touching[depth] {
                    self.row[table] = self.row[table] * size + level;
                }
                let going = self.descend(depth + 1, visitor);
                for &(table, _) in &plan.touching[depth] {
                    self.row[table] /= size;
                }
                if !going {
                    return false;
                }
            }
            self.work += 1;
        }
        self.work < ASK_AFTER || self.budget.spend(std::mem::take(&mut self.work))
    }

    /// Fills the sums and bounds of `depth + 1` for one more decided level.
    fn step(&mut self, depth: usize, level: usize) {
        let plan = self.plan;
        let width = plan.coordinates;
        for sums in [&mut self.offset, &mut self.upper, &mut self.lower] {
            let (above, below) = sums.split_at_mut(depth + 1);
            below[0].copy_from_slice(&above[depth]);
        }
        for &(table, before) in &plan.touching[depth] {
            let ladder = &plan.ladders[table];
            let old = self.row[table] * width;
            let new = (self.row[table] * plan.sizes[depth] + level) * width;
            let is_decided = before + 1 == ladder.positions.len();
            for coordinate in 0..width {
                let upper = ladder.upper[before + 1][new + coordinate];
                let lower = ladder.lower[before + 1][new + coordinate];
                self.upper[depth + 1][coordinate] += upper - ladder.upper[before][old + coordinate];
                self.lower[depth + 1][coordinate] += lower - ladder.lower[before][old + coordinate];
                if is_decided {
                    self.offset[depth + 1][coordinate] += upper;
                }
            }
        }
    }

    fn leaf<V: Visit<L>>(&mut self, visitor: &mut V) -> bool {
        let plan = self.plan;
        if !plan.mixed.is_empty() {
            self.add_mixed();
        }
        let leaf = Leaf {
            plan,
            prefix: &self.prefix,
            offset: &self.offset[plan.outer],
            upper: &self.upper[plan.outer],
            lower: &self.lower[plan.outer],
            columns: if plan.mixed.is_empty() { &plan.columns } else { &self.scratch },
        };
        visitor.leaf(&leaf);
        self.work += 1 + plan.rows.len() as u64;
        self.work < ASK_AFTER || self.budget.spend(std::mem::take(&mut self.work))
    }

    fn add_mixed(&mut self) {
        let plan = self.plan;
        let width = plan.coordinates;
        for (scratch, column) in self.scratch.iter_mut().zip(&plan.columns) {
            scratch.copy_from_slice(column);
        }
        for mixed in &plan.mixed {
            let ladder = &plan.ladders[mixed.table];
            let first = self.row[mixed.table] * mixed.rows;
            let values = &ladder.upper[ladder.positions.len()][first * width..][..mixed.rows * width];
            for &coordinate in &mixed.coordinates {
                let part: Vec<L> = values.iter().skip(coordinate).step_by(width).copied().collect();
                for (sum, &row) in self.scratch[coordinate].iter_mut().zip(&mixed.map) {
                    *sum += part[row as usize];
                }
            }
        }
    }
}
