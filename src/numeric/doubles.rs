//! Pivoting in doubles: a guide to the basis where an exact answer is looked for, never an answer itself.
//!
//! [`Doubles`] has the layout of a [`Tableau`] and takes the same way through the same pivots, by the same rules, as far as
//! doubles can tell; [`Table`] is what both can do. Whoever uses it solves the last basis again exactly and has
//! a way out where that fails.

use crate::numeric::tableau::Tableau;

/// A system at a basis that can go to the next one.
pub trait Table {
    /// The column of a variable that is 0 at this basis; `None` if a row gives it.
    fn column_of(&self, variable: usize) -> Option<usize>;
    /// The variable that a row gives.
    fn row_variable(&self, row: usize) -> usize;
    /// The row whose variable reaches 0 first when that of `column` grows; `None` if no row does.
    fn leaving(&self, column: usize) -> Option<usize>;
    /// Swaps the variables of a row and a column.
    fn pivot(&mut self, row: usize, column: usize);
}

impl Table for Tableau {
    fn column_of(&self, variable: usize) -> Option<usize> {
        self.column_of(variable)
    }

    fn row_variable(&self, row: usize) -> usize {
        self.row_variable(row)
    }

    fn leaving(&self, column: usize) -> Option<usize> {
        self.leaving(column)
    }

    fn pivot(&mut self, row: usize, column: usize) {
        self.pivot(row, column);
    }
}

/// Entries and differences of ratios below this count as 0, where entries are about 1.
///
/// What is wrongly taken for 0, or wrongly not, leads to a wrong basis, which the exact steps after it notice.
pub const SMALL: f64 = 1e-10;

/// A system at one of its bases, in doubles; the same layout as a [`Tableau`].
#[derive(Debug, Clone)]
pub struct Doubles {
    rows: usize,
    width: usize,
    list: Vec<f64>,
    row_variables: Vec<usize>,
    column_variables: Vec<usize>,
    /// For each variable its column, or `width +` its row.
    places: Vec<usize>,
}

impl Doubles {
    /// The system at its first basis; arguments as of [`Tableau::new`], entries about 1.
    #[must_use]
    pub fn new(rows: usize, columns: usize, mut list: Vec<f64>) -> Self {
        let width = columns + 1;
        list.resize(list.len().div_ceil(width).max(rows) * width, 0.0);
        Self {
            rows,
            width,
            list,
            row_variables: (columns..columns + rows).collect(),
            column_variables: (0..columns).collect(),
            places: (0..columns).chain((0..rows).map(|row| width + row)).collect(),
        }
    }

    /// A row, the right side last.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        &self.list[row * self.width..(row + 1) * self.width]
    }

    /// Is this variable one that a row gives?
    #[must_use]
    pub fn is_basic(&self, variable: usize) -> bool {
        self.places[variable] >= self.width
    }

    /// Keeps those rows for which entry `of` over entry `column` is least, up to [`SMALL`].
    fn keep_least(&self, rows: &mut Vec<usize>, column: usize, of: usize) {
        let ratio = |row: usize| self.list[row * self.width + of] / self.list[row * self.width + column];
        let least = rows.iter().map(|&row| ratio(row)).fold(f64::INFINITY, f64::min);
        let limit = least + SMALL * least.abs().max(1.0);
        rows.retain(|&row| ratio(row) <= limit);
    }
}

impl Table for Doubles {
    fn column_of(&self, variable: usize) -> Option<usize> {
        let place = self.places[variable];
        (place < self.width).then_some(place)
    }

    fn row_variable(&self, row: usize) -> usize {
        self.row_variables[row]
    }

    fn leaving(&self, column: usize) -> Option<usize> {
        let mut rows: Vec<usize> =
            (0..self.rows).filter(|&row| self.list[row * self.width + column] > SMALL).collect();
        self.keep_least(&mut rows, column, self.width - 1);
        for first in self.width - 1..self.width - 1 + self.rows {
            if rows.len() <= 1 {
                break;
            }
            match self.column_of(first) {
                Some(other) => self.keep_least(&mut rows, column, other),
                None => rows.retain(|&row| self.row_variables[row] != first),
            }
        }
        rows.first().copied()
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let width = self.width;
        let inverse = 1.0 / self.list[row * width + column];
        let mut pivot_row = self.list[row * width..(row + 1) * width].to_vec();
        pivot_row.iter_mut().for_each(|entry| *entry *= inverse);
        pivot_row[column] = inverse;
        for (place, entries) in self.list.chunks_mut(width).enumerate() {
            if place == row {
                entries.copy_from_slice(&pivot_row);
                continue;
            }
            let factor = std::mem::take(&mut entries[column]);
            entries.iter_mut().zip(&pivot_row).for_each(|(entry, own)| *entry -= factor * own);
        }
        let (out, into) = (self.row_variables[row], self.column_variables[column]);
        self.row_variables[row] = into;
        self.column_variables[column] = out;
        self.places[out] = column;
        self.places[into] = width + row;
    }
}

#[cfg(test)]
mod tests {
    use dashu_int::IBig;

    use super::{Doubles, Table};
    use crate::numeric::random::Random;
    use crate::numeric::tableau::Tableau;

    #[test]
    fn doubles_take_the_way_of_whole_numbers() {
        let mut random = Random::new(7);
        for _ in 0..200 {
            let (rows, columns) = (1 + random.below(6) as usize, 1 + random.below(6) as usize);
            let numbers: Vec<i64> = (0..rows * (columns + 1)).map(|_| 1 + random.below(3) as i64).collect();
            let mut exact = Tableau::new(
                rows,
                columns,
                &numbers.iter().map(|&number| number.into()).collect::<Vec<IBig>>(),
            );
            let mut quick =
                Doubles::new(rows, columns, numbers.iter().map(|&number| number as f64).collect());
            for _ in 0..8 {
                let column = random.below(columns as u64) as usize;
                let row = exact.leaving(column);
                assert_eq!(quick.leaving(column), row);
                let Some(row) = row else { break };
                exact.pivot(row, column);
                quick.pivot(row, column);
                for (place, entry) in quick.row(row).iter().enumerate() {
                    assert!((entry - exact.entry(row, place).to_f64()).abs() < 1e-9);
                }
            }
        }
    }
}
