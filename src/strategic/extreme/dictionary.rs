//! One basis of a polytope in whole numbers.
//!
//! - [`Dictionary`]: equations that give each basic variable by the others, over one common denominator.
//!
//! A dictionary says `denominator * basic_i + sum_j entry_ij * free_j = right_i` with every free variable at 0. Pivoting
//! keeps all numbers whole (each is a minor of the first matrix), so division is exact (Edmonds 1967; Bareiss 1968).
//! Ties are broken as if each variable that was basic at first might fall below 0 by an amount of its own, the first one
//! by far more than the next: then no basic variable is ever 0, each free variable has one partner, and every vertex of
//! the polytope is that of some basis met.
//!
//! Reference: Dantzig, Orden and Wolfe 1955, Pacific Journal of Mathematics 5 (lexicographic rule).

use std::cmp::Ordering;

use crate::numeric::whole::Whole;
use crate::strategic::extreme::{Labels, members};

/// Where a variable stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Nowhere,
    Row(usize),
    Column(usize),
}

/// A basis with its equations.
#[derive(Debug, Clone)]
pub(in crate::strategic) struct Dictionary<W> {
    denominator: W,
    /// Labels of basic variables, one for each row.
    basic: Vec<usize>,
    /// Labels of free variables, one for each column.
    free: Vec<usize>,
    /// Rows of entries, each with its right side at the end.
    entries: Vec<Vec<W>>,
    places: Vec<Place>,
    /// The free variables as a set.
    basis: Labels,
    /// The variables that may fall below 0 by an amount of their own, greatest amount first.
    loosened: Vec<usize>,
    /// Labels that hold wherever this dictionary leads.
    fixed: Labels,
}

impl<W: Whole> Dictionary<W> {
    /// The dictionary of `{ free >= 0 : entries * free <= right }` at 0.
    ///
    /// - `entries`: a row for each basic variable, with its right side, at least 0, at the end.
    pub(in crate::strategic) fn new(basic: Vec<usize>, free: Vec<usize>, entries: Vec<Vec<W>>) -> Self {
        let most = basic.iter().chain(&free).max().map_or(0, |most| most + 1);
        let mut new = Self {
            denominator: W::of(1),
            loosened: basic.clone(),
            basic,
            free,
            entries,
            places: vec![Place::Nowhere; most],
            basis: 0,
            fixed: 0,
        };
        new.find_places();
        new
    }

    fn find_places(&mut self) {
        self.places.fill(Place::Nowhere);
        self.basis = self.free.iter().fold(0, |labels, label| labels | 1 << label);
        for (row, &label) in self.basic.iter().enumerate() {
            self.places[label] = Place::Row(row);
        }
        for (column, &label) in self.free.iter().enumerate() {
            self.places[label] = Place::Column(column);
        }
    }

    /// Labels of the free variables, by column.
    pub(in crate::strategic) fn free(&self) -> &[usize] {
        &self.free
    }

    /// Labels of the basic variables, by row.
    pub(in crate::strategic) fn basic(&self) -> &[usize] {
        &self.basic
    }

    /// What all entries are over, above 0.
    pub(in crate::strategic) fn denominator(&self) -> &W {
        &self.denominator
    }

    /// The entry of a row and a column; the column after the last one is the right side.
    pub(in crate::strategic) fn entry(&self, row: usize, column: usize) -> &W {
        &self.entries[row][column]
    }

    /// The right side of a row: the value of its variable times the denominator.
    pub(in crate::strategic) fn right(&self, row: usize) -> &W {
        &self.entries[row][self.free.len()]
    }

    /// The set of free variables: what the basis is known by.
    pub(in crate::strategic) fn basis(&self) -> Labels {
        self.basis
    }

    /// Every label of the vertex: all variables that are 0 there, free or basic, and what is fixed.
    pub(in crate::strategic) fn labels(&self) -> Labels {
        let zero = W::of(0);
        let is_zero = |row: &usize| *self.right(*row) == zero;
        let at_zero = (0..self.basic.len()).filter(is_zero);
        at_zero.fold(self.basis() | self.fixed, |labels, row| labels | 1 << self.basic[row])
    }

    /// Swaps the variables of a row and a column, whose entry must not be 0.
    pub(in crate::strategic) fn pivot(&mut self, row: usize, column: usize) {
        let zero = W::of(0);
        let mut pivot_row = std::mem::take(&mut self.entries[row]);
        let pivot = pivot_row[column].clone();
        let is_negative = pivot < zero;
        let is_over_one = self.denominator == W::of(1);
        for line in &mut self.entries {
            if line.is_empty() {
                continue;
            }
            let factor = std::mem::replace(&mut line[column], zero.clone());
            for (at, entry) in line.iter_mut().enumerate() {
                if at == column {
                    continue;
                }
                let mut product = pivot.times(entry);
                if factor != zero && pivot_row[at] != zero {
                    product.subtract(&factor.times(&pivot_row[at]));
                }
                *entry = if is_over_one { product } else { product.divided(&self.denominator) };
            }
            line[column].subtract(&factor);
        }
        pivot_row[column] = std::mem::replace(&mut self.denominator, pivot);
        self.entries[row] = pivot_row;
        // The row of what the simplex method lowers has a label beyond all sets, and never moves.
        self.basis ^= 1 << self.basic[row] | 1 << self.free[column];
        std::mem::swap(&mut self.basic[row], &mut self.free[column]);
        self.places[self.basic[row]] = Place::Row(row);
        self.places[self.free[column]] = Place::Column(column);
        if is_negative {
            // The denominator stays above 0, so that comparisons need not look at it.
            let negate = |number: &mut W| {
                let mut negated = zero.clone();
                negated.subtract(number);
                *number = negated;
            };
            self.entries.iter_mut().flatten().for_each(negate);
            negate(&mut self.denominator);
        }
    }

    /// The row whose variable becomes 0 first as that of `column` grows; `None` if none does.
    pub(in crate::strategic) fn leaving(&self, column: usize) -> Option<usize> {
        let zero = W::of(0);
        let rows = (0..self.basic.len()).filter(|&row| self.entries[row][column] > zero);
        rows.reduce(|one, two| if self.sooner(one, two, column).is_le() { one } else { two })
    }

    /// Which of two rows bounds the variable of `column` more tightly, loosened amounts included.
    fn sooner(&self, one: usize, two: usize, column: usize) -> Ordering {
        let (first, second) = (&self.entries[one][column], &self.entries[two][column]);
        let by_right = self.right(one).times(second).cmp(&self.right(two).times(first));
        by_right.then_with(|| {
            let amounts = self.loosened.iter().map(|&label| {
                self.amount(one, label).times(second).cmp(&self.amount(two, label).times(first))
            });
            amounts.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        })
    }

    /// By how much the right side of a row grows with the amount by which `label` may fall below 0.
    fn amount(&self, row: usize, label: usize) -> W {
        match self.places[label] {
            Place::Column(column) => self.entries[row][column].clone(),
            Place::Row(place) if place == row => self.denominator.clone(),
            Place::Row(_) | Place::Nowhere => W::of(0),
        }
    }

    /// Is no basic variable below 0, loosened amounts included?
    pub(in crate::strategic) fn is_feasible(&self) -> bool {
        let zero = W::of(0);
        (0..self.basic.len()).all(|row| {
            let amounts = self.loosened.iter().map(|&label| self.amount(row, label).cmp(&zero));
            let order = self.right(row).cmp(&zero);
            order
                .then_with(|| amounts.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
                .is_gt()
        })
    }

    /// Pivots until exactly the variables of `basis` are free; `None` if those do not make a basis.
    pub(in crate::strategic) fn moved_to(mut self, basis: Labels) -> Option<Self> {
        let zero = W::of(0);
        for label in members(self.basis() & !basis) {
            let Place::Column(column) = self.places[label] else { return None };
            let can_leave =
                |row: &usize| basis >> self.basic[*row] & 1 == 1 && self.entries[*row][column] != zero;
            let row = (0..self.basic.len()).find(can_leave)?;
            self.pivot(row, column);
        }
        (self.basis() == basis).then_some(self)
    }

    /// The face on which these variables are 0, at the present vertex, where they are.
    ///
    /// Amounts start anew from the variables that are basic here.
    pub(in crate::strategic) fn face(mut self, fixed: Labels) -> Self {
        let zero = W::of(0);
        let is_fixed = |label: usize| fixed >> label & 1 == 1;
        let mut row = 0;
        while row < self.basic.len() {
            if !is_fixed(self.basic[row]) {
                row += 1;
                continue;
            }
            let exchange =
                (0..self.free.len()).find(|&at| !is_fixed(self.free[at]) && self.entries[row][at] != zero);
            if let Some(column) = exchange {
                self.pivot(row, column);
                row += 1;
            } else {
                // The others being 0, it is 0 whatever else happens.
                self.basic.remove(row);
                self.entries.remove(row);
            }
        }
        let kept: Vec<bool> = self.free.iter().map(|&label| !is_fixed(label)).chain([true]).collect();
        for line in &mut self.entries {
            let mut keep = kept.iter();
            line.retain(|_| keep.next().copied().unwrap_or(true));
        }
        self.free.retain(|&label| !is_fixed(label));
        self.fixed |= fixed;
        self.loosened = self.basic.clone();
        self.find_places();
        self
    }

    /// Leaves the last row out.
    pub(in crate::strategic) fn without_last_row(mut self) -> Self {
        self.basic.pop();
        self.entries.pop();
        self.loosened = self.basic.clone();
        self.find_places();
        self
    }
}
