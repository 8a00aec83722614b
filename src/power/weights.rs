//! How many sets of voters have at most a given weight, by size.
//!
//! A [`Table`] holds `C[k][s]`, the number of sets of `k` of the voters added so far with weight at most `s`,
//! for `s` below a cap. Adding a voter of weight `w` is `C[k][s] += C[k - 1][s - w]`, because running totals
//! obey the same recurrence as the counts themselves. Voters come heaviest first; row `k` starts at the weight
//! of the `k` lightest of all (below it is nothing) and ends at that of the `k` heaviest (above it is every set
//! of that size), which leaves about a third of the cells. Without sizes there is one row.
//!
//! A voter is divided out again by `D[k][s] = C[k][s] - D[k - 1][s - w]`, summed along the diagonal: no table
//! is copied, and a window of weights costs two diagonals ([`Table::without`]).

use crate::power::limbs::Wide;

/// Greatest memory of a table, in bytes.
pub(in crate::power) const MAX_TABLE_BYTES: u128 = 1 << 30;

/// Counts for consecutive weights from `low` on.
#[derive(Debug, Clone)]
pub(in crate::power) struct Row<const L: usize> {
    /// The first weight.
    pub(in crate::power) low: usize,
    /// One count for each weight.
    pub(in crate::power) cells: Vec<Wide<L>>,
}

impl<const L: usize> Row<L> {
    /// The weight after the last.
    pub(in crate::power) fn high(&self) -> usize {
        self.low + self.cells.len()
    }

    /// Adds the counts of `other`, moved up by `weight`, from the weight `from` on; returns the cells touched.
    pub(in crate::power) fn add_shifted(&mut self, other: &Self, weight: usize, from: usize) -> u64 {
        let start = from.max(self.low).max(other.low.saturating_add(weight));
        let end = self.high().min(other.high().saturating_add(weight));
        if start >= end {
            return 0;
        }
        let target = &mut self.cells[start - self.low..end - self.low];
        let source = &other.cells[start - weight - other.low..end - weight - other.low];
        for (cell, more) in target.iter_mut().zip(source) {
            cell.add(more);
        }
        (end - start) as u64
    }
}

/// The shape of a table: what it will hold at the end.
#[derive(Debug, Clone)]
pub(in crate::power) struct Shape {
    /// Are sizes kept apart?
    sized: bool,
    /// Weights below this are counted.
    cap: usize,
    /// Weight of the `k` heaviest voters, `k` from 0 to all.
    heaviest: Vec<u64>,
    /// First weight and end of each row.
    rows: Vec<(usize, usize)>,
}

impl Shape {
    /// The shape for voters with `weights`, heaviest first, counted below `cap`; `None` if it is too large.
    pub(in crate::power) fn new(weights: &[u64], cap: u64, sized: bool) -> Option<Self> {
        let cap = usize::try_from(cap).ok().filter(|&cap| (cap as u128) < MAX_TABLE_BYTES)?;
        let mut heaviest = vec![0_u64];
        for weight in weights {
            heaviest.push(heaviest[heaviest.len() - 1] + weight);
        }
        if !sized {
            return Some(Self { sized, cap, heaviest, rows: vec![(0, cap)] });
        }
        let all = heaviest[weights.len()];
        let mut rows = Vec::new();
        for k in 0..=weights.len() {
            let low = usize::try_from(all - heaviest[weights.len() - k]).unwrap_or(usize::MAX);
            if low >= cap {
                break;
            }
            let high = usize::try_from(heaviest[k]).unwrap_or(usize::MAX).min(cap);
            rows.push((low, high.max(low)));
        }
        Some(Self { sized, cap, heaviest, rows })
    }

    /// The shape for counts by the number of members that are critical: rows that all end at the cap.
    pub(in crate::power) fn full(weights: &[u64], cap: u64) -> Option<Self> {
        let mut shape = Self::new(weights, cap, true)?;
        for (_, high) in &mut shape.rows {
            *high = shape.cap;
        }
        Some(shape)
    }

    /// Number of cells.
    pub(in crate::power) fn cells(&self) -> u128 {
        self.rows.iter().map(|&(low, high)| (high - low) as u128).sum()
    }
}

/// Numbers of sets by size and greatest weight.
#[derive(Debug, Clone)]
pub(in crate::power) struct Table<const L: usize> {
    shape: Shape,
    /// Counts by size, or the one row of all sizes.
    pub(in crate::power) rows: Vec<Row<L>>,
    /// Number of sets of each size among the voters added so far.
    all: Vec<Wide<L>>,
    added: usize,
}

impl<const L: usize> Table<L> {
    /// A table without voters: only the empty set.
    pub(in crate::power) fn new(shape: Shape) -> Self {
        let blank = if shape.sized { Wide::ZERO } else { Wide::one() };
        let row = |&(low, high): &(usize, usize)| Row { low, cells: vec![blank; high - low] };
        let rows = shape.rows.iter().map(row).collect();
        let mut all = vec![Wide::ZERO; shape.heaviest.len()];
        all[0] = Wide::one();
        Self { shape, rows, all, added: 0 }
    }

    /// Adds the next voter, no heavier than those before; returns the cells touched.
    pub(in crate::power) fn add(&mut self, weight: u64) -> u64 {
        self.added += 1;
        let Ok(weight) = usize::try_from(weight) else { return 0 };
        if self.shape.sized { self.add_by_size(weight) } else { self.add_in_all(weight) }
    }

    fn add_in_all(&mut self, weight: usize) -> u64 {
        let cells = &mut self.rows[0].cells;
        for place in (weight..cells.len()).rev() {
            let more = cells[place - weight];
            cells[place].add(&more);
        }
        cells.len().saturating_sub(weight) as u64
    }

    fn add_by_size(&mut self, weight: usize) -> u64 {
        let mut touched = 0;
        let top = self.added.min(self.rows.len().saturating_sub(1));
        for k in (1..=top).rev() {
            let lightest = self.shape.heaviest[self.added] - self.shape.heaviest[self.added - k];
            let lightest = usize::try_from(lightest).unwrap_or(usize::MAX);
            let (below, above) = self.rows.split_at_mut(k);
            let (source, target) = (&below[k - 1], &mut above[0]);
            touched += target.add_shifted(source, weight, lightest);
            // Above its end the smaller row counts every set of its size.
            let start = target.low.max(source.high().saturating_add(weight));
            if start < target.high() {
                let every = self.all[k - 1];
                for cell in &mut target.cells[start - target.low..] {
                    cell.add(&every);
                }
                touched += (target.high() - start) as u64;
            }
        }
        for k in (1..=self.added).rev() {
            let more = self.all[k - 1];
            self.all[k].add(&more);
        }
        touched
    }

    /// The number of sets of `k` voters with weight at most `bound`, which is below the cap.
    pub(in crate::power) fn at(&self, k: usize, bound: i64) -> Wide<L> {
        let Ok(bound) = usize::try_from(bound) else { return Wide::ZERO };
        let k = if self.shape.sized { k } else { 0 };
        let Some(row) = self.rows.get(k) else { return Wide::ZERO };
        match bound.checked_sub(row.low) {
            None => Wide::ZERO,
            Some(place) => row.cells.get(place).copied().unwrap_or(self.all[k]),
        }
    }

    /// The number of sets of `k` voters other than one of weight `weight` (above 0), with weight above
    /// `bound - width` and at most `bound`; also the number of cells looked at.
    pub(in crate::power) fn without(&self, weight: u64, k: usize, bound: i64, width: u64) -> (Wide<L>, u64) {
        let (mut sum, mut looked) = (Wide::ZERO, 0);
        let weight = i64::try_from(weight.max(1)).unwrap_or(i64::MAX);
        let width = i64::try_from(width).unwrap_or(i64::MAX);
        let (mut k, mut bound, mut is_added) = (k, bound, true);
        while bound >= 0 {
            let (upper, lower) = (self.at(k, bound), self.at(k, bound.saturating_sub(width)));
            if is_added {
                sum.add(&upper);
                sum.subtract(&lower);
            } else {
                sum.subtract(&upper);
                sum.add(&lower);
            }
            looked += 1;
            is_added = !is_added;
            bound = bound.saturating_sub(weight);
            if self.shape.sized {
                let Some(smaller) = k.checked_sub(1) else { break };
                k = smaller;
            }
        }
        (sum, looked)
    }
}
