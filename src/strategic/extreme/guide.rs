//! A walk over a polytope that doubles guide and proofs settle.
//!
//! - [`Guide`]: stands at a basis with its equations in doubles.
//!
//! Doubles propose which variable leaves. A proposal needs no proof of its own: in the loosened polytope each edge has
//! two ends, so a neighbour that is feasible is *the* neighbour. Each basis, when it is first met, is proved feasible by a
//! bound on the error of doubles, or, where that is too near to tell, in whole numbers with the lexicographic rule; if it is
//! not feasible the leaving variable is found again in whole numbers. So nothing rests on a tolerance.

use crate::numeric::whole::Whole;
use crate::strategic::extreme::Labels;
use crate::strategic::extreme::bound::{Doubles, Location};
use crate::strategic::extreme::dictionary::Dictionary;
use crate::strategic::extreme::sides::Side;
use crate::strategic::extreme::walk::Walker;

/// Ratios nearer than this are asked for in whole numbers at once, which saves a proposal that is likely wrong.
const NEAR: f64 = 1e-9;

/// A basis in doubles.
#[derive(Debug)]
pub(in crate::strategic) struct Guide<'s, W> {
    side: &'s Side,
    doubles: Doubles,
    /// The exact dictionary at the origin.
    origin: Dictionary<W>,
    /// The exact dictionary here, once it was needed.
    here: Option<Dictionary<W>>,
    /// The exact dictionary that was needed before this one, most likely a few swaps away.
    last: Option<Dictionary<W>>,
    basic: Vec<usize>,
    free: Vec<usize>,
    /// Rows with their right side at the end; the denominator is 1.
    entries: Vec<f64>,
    /// One over the right side of each row.
    inverse_right: Vec<f64>,
    /// The free variables as a set.
    basis: Labels,
    labels: Labels,
    own: Vec<usize>,
    other: Vec<usize>,
    inverse: Vec<f64>,
}

impl<'s, W: Whole> Guide<'s, W> {
    /// A guide at the origin.
    pub(in crate::strategic) fn new(side: &'s Side, doubles: Doubles, origin: Dictionary<W>) -> Self {
        let (basic, free) = (origin.basic().to_vec(), origin.free().to_vec());
        let row = |row: usize| doubles.row(row).iter().copied().chain([1.0]);
        let entries = (0..basic.len()).flat_map(row).collect();
        let inverse_right = vec![1.0; basic.len()];
        let (basis, labels) = (origin.basis(), origin.labels());
        let (here, last) = (None, None);
        let (own, other, inverse) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            side,
            doubles,
            origin,
            here,
            last,
            basic,
            free,
            entries,
            inverse_right,
            basis,
            labels,
            own,
            other,
            inverse,
        }
    }

    fn width(&self) -> usize {
        self.free.len() + 1
    }

    /// The exact dictionary here; `None` if this is no basis.
    fn exact(&mut self) -> Option<&Dictionary<W>> {
        if self.here.is_none() {
            let swaps = |from: Labels| (from & !self.basis).count_ones();
            let from_origin = swaps(self.origin.basis());
            let near = self.last.take().filter(|last| swaps(last.basis()) < from_origin);
            self.here = near.unwrap_or_else(|| self.origin.clone()).moved_to(self.basis);
        }
        self.here.as_ref()
    }

    /// Takes the equations here from whole numbers.
    fn refresh(&mut self) {
        let width = self.width();
        let Some(here) = &self.here else { return };
        let column_of = |label: usize| here.free().iter().position(|&free| free == label);
        let columns: Vec<usize> = self.free.iter().filter_map(|&label| column_of(label)).collect();
        for (row, label) in self.basic.iter().enumerate() {
            let Some(place) = here.basic().iter().position(|basic| basic == label) else { continue };
            for (at, &column) in columns.iter().chain([&(width - 1)]).enumerate() {
                self.entries[row * width + at] = here.entry(place, column).ratio(here.denominator());
            }
        }
        self.invert_right();
    }

    fn invert_right(&mut self) {
        let width = self.width();
        let rights = self.entries.chunks_exact(width).map(|line| 1.0 / line[width - 1]);
        self.inverse_right.iter_mut().zip(rights).for_each(|(inverse, right)| *inverse = right);
    }

    /// The bound for the basis here.
    fn locate(&mut self) -> Location {
        let width = self.width();
        let is_own = |label: usize| self.side.own_labels() >> label & 1 == 1;
        self.own.clear();
        self.other.clear();
        self.inverse.clear();
        let columns = (0..self.free.len()).filter(|&column| !is_own(self.free[column]));
        self.other.extend(columns);
        for (row, &label) in self.basic.iter().enumerate().filter(|(_, label)| is_own(**label)) {
            self.own.push(label - self.side.own.0);
            let line = &self.entries[row * width..];
            self.inverse.extend(self.other.iter().map(|&column| line[column]));
        }
        self.other.iter_mut().for_each(|column| *column = self.free[*column] - self.side.other.0);
        self.doubles.locate(&self.own, &self.other, &self.inverse)
    }
}

impl<W: Whole> Walker for Guide<'_, W> {
    fn columns(&self) -> usize {
        self.free.len()
    }

    fn basis(&self) -> Labels {
        self.basis
    }

    fn all(&self) -> Labels {
        self.side.own_labels() | self.side.other_labels()
    }

    fn labels(&self) -> Labels {
        self.labels
    }

    fn leaving(&mut self, column: usize) -> Option<usize> {
        let width = self.width();
        // The greatest rate, of the entry over the right side, is the least ratio; rates save divisions.
        let (mut first, mut second, mut place) = (0.0_f64, 0.0_f64, usize::MAX);
        for (row, (line, inverse)) in self.entries.chunks_exact(width).zip(&self.inverse_right).enumerate() {
            // Without branches, which here would go either way as often.
            let rate = line[column] * inverse;
            place = if rate > first { row } else { place };
            second = f64::max(second, f64::min(first, rate));
            first = f64::max(first, rate);
        }
        let is_clear = first - second > NEAR * first;
        if is_clear { Some(place) } else { self.leaving_exactly(column) }
    }

    fn leaving_exactly(&mut self, column: usize) -> Option<usize> {
        let entering = self.free[column];
        let here = self.exact()?;
        let column = here.free().iter().position(|&label| label == entering)?;
        let leaving = here.basic()[here.leaving(column)?];
        self.refresh();
        self.basic.iter().position(|&label| label == leaving)
    }

    fn neighbour(&self, row: usize, column: usize) -> Labels {
        self.basis ^ (1 << self.free[column] | 1 << self.basic[row])
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let width = self.width();
        self.last = self.here.take().or(self.last.take());
        let (before, rest) = self.entries.split_at_mut(row * width);
        let (line, after) = rest.split_at_mut(width);
        let inverse = 1.0 / line[column];
        line[column] = 1.0;
        line.iter_mut().for_each(|entry| *entry *= inverse);
        for other in before.chunks_exact_mut(width).chain(after.chunks_exact_mut(width)) {
            let factor = std::mem::replace(&mut other[column], 0.0);
            other.iter_mut().zip(&*line).for_each(|(entry, own)| *entry -= factor * own);
        }
        self.invert_right();
        self.basis ^= 1 << self.basic[row] | 1 << self.free[column];
        std::mem::swap(&mut self.basic[row], &mut self.free[column]);
    }

    fn settle(&mut self) -> bool {
        match self.locate() {
            Location::Inside => {
                self.labels = self.basis();
                true
            }
            Location::Outside => false,
            Location::Unclear => {
                let Some(here) = self.exact().filter(|here| here.is_feasible()) else { return false };
                self.labels = here.labels();
                self.refresh();
                true
            }
        }
    }
}
