//! Which side of 0 the solution of a system lies on, proved with doubles.
//!
//! - [`Doubles`]: the matrix of a polytope in doubles, each exact.
//! - [`Location`]: what was proved about one basis.
//!
//! Let `M` be the square matrix of a basis, `X` any matrix and `x` any vector. If some norm of `I - X M` is below one, `M` has
//! an inverse, and the solution of `M z = 1` differs from `x` by at most `|X| |1 - M x| / (1 - |I - X M|)`, in the greatest
//! norm. Whatever rounding does to sums of `k` products is added to each term, so that the bound holds for the doubles as
//! computed; how `X` came about does not matter.
//!
//! Reference: Rump 2010, Acta Numerica 19 (verification by an approximate inverse; rounding of sums of products).

use crate::strategic::extreme::sides::Side;
use dashu_int::ops::BitTest as _;

/// A relative rounding error, 2^-53, twice over.
const ROUNDING: f64 = f64::EPSILON;

/// Room for the rounding of the few steps that combine bounds.
const ROOM: f64 = 1.01;

/// Where the solution of a basis lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::strategic) enum Location {
    /// Every basic variable is above 0.
    Inside,
    /// Some basic variable is below 0.
    Outside,
    /// Too near to tell.
    Unclear,
}

/// The matrix of a polytope in doubles.
#[derive(Debug, Clone)]
pub(in crate::strategic) struct Doubles {
    columns: usize,
    entries: Vec<f64>,
    greatest: f64,
    /// The matrix of the basis asked about last.
    matrix: Vec<f64>,
    solution: Vec<f64>,
    line: Vec<f64>,
}

impl Doubles {
    /// The matrix of a side; `None` if some entry is no exact double.
    pub(in crate::strategic) fn of(side: &Side) -> Option<Self> {
        if side.entries.iter().flatten().any(|entry| entry.bit_len() > 53) {
            return None;
        }
        let entries: Vec<f64> = side.entries.iter().flatten().map(|entry| entry.to_f64().value()).collect();
        let greatest = entries.iter().copied().fold(0.0, f64::max);
        let columns = side.own.1;
        Some(Self { columns, entries, greatest, matrix: Vec::new(), solution: Vec::new(), line: Vec::new() })
    }

    /// The entries of a row.
    pub(in crate::strategic) fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.columns..][..self.columns]
    }

    /// The greatest entry.
    pub(in crate::strategic) fn greatest(&self) -> f64 {
        self.greatest
    }

    /// Where the basis lies in which the columns `own` are played and the rows `other` are exact.
    ///
    /// - `inverse`: about the inverse of its matrix, by rows; of any quality.
    pub(in crate::strategic) fn locate(
        &mut self,
        own: &[usize],
        other: &[usize],
        inverse: &[f64],
    ) -> Location {
        let size = own.len();
        let (mut matrix, mut solution, mut line) = (
            std::mem::take(&mut self.matrix),
            std::mem::take(&mut self.solution),
            std::mem::take(&mut self.line),
        );
        matrix.clear();
        for &row in other {
            let row = self.row(row);
            matrix.extend(own.iter().map(|&column| row[column]));
        }
        let location = self.located(own, other, inverse, &matrix, &mut solution, &mut line);
        (self.matrix, self.solution, self.line) = (matrix, solution, line);
        if size == other.len() { location } else { Location::Unclear }
    }

    #[allow(clippy::cast_precision_loss)] // the size is at most 128
    fn located(
        &self,
        own: &[usize],
        other: &[usize],
        inverse: &[f64],
        matrix: &[f64],
        solution: &mut Vec<f64>,
        line: &mut Vec<f64>,
    ) -> Location {
        let size = own.len();
        let slop = (size as f64 + 4.0) * ROUNDING;
        let mut width = 0.0_f64;
        let mut distance = 0.0_f64;
        solution.clear();
        for (at, row) in inverse.chunks_exact(size.max(1)).enumerate() {
            solution.push(row.iter().sum());
            width = width.max(row.iter().map(|entry| entry.abs()).sum());
            line.clear();
            line.resize(size, 0.0);
            line[at] = 1.0;
            for (&factor, other) in row.iter().zip(matrix.chunks_exact(size)) {
                line.iter_mut().zip(other).for_each(|(sum, entry)| *sum -= factor * entry);
            }
            distance = distance.max(line.iter().map(|entry| entry.abs()).sum());
        }
        distance += size as f64 * slop * (width * self.greatest + 1.0);
        distance *= ROOM;
        if distance.is_nan() || distance >= 0.5 {
            return Location::Unclear;
        }
        let total: f64 = solution.iter().map(|entry| entry.abs()).sum();
        let of_sum = slop * (self.greatest * total + 1.0) * ROOM;
        let rest = |row: &[f64]| 1.0 - row.iter().zip(&*solution).map(|(one, two)| one * two).sum::<f64>();
        let residual = matrix.chunks_exact(size.max(1)).map(|row| rest(row).abs()).fold(0.0, f64::max);
        let error = width * (residual + of_sum) / (1.0 - distance) * ROOM;
        let mut is_clear = true;
        for &entry in &*solution {
            if entry < -error {
                return Location::Outside;
            }
            is_clear &= entry > error;
        }
        let of_slack = (size as f64 * self.greatest * error + of_sum) * ROOM;
        for row in (0..self.entries.len() / self.columns).filter(|row| !other.contains(row)) {
            let entries = self.row(row);
            let slack =
                1.0 - own.iter().zip(&*solution).map(|(&column, share)| entries[column] * share).sum::<f64>();
            if slack < -of_slack {
                return Location::Outside;
            }
            is_clear &= slack > of_slack;
        }
        if is_clear { Location::Inside } else { Location::Unclear }
    }
}

/// Replaces a square matrix, given by rows, by about its inverse; false if a pivot is 0.
///
/// Elimination in place with partial pivoting; rows that were exchanged are exchanged back as columns.
pub(in crate::strategic) fn invert(matrix: &mut [f64], size: usize, exchanged: &mut Vec<usize>) -> bool {
    exchanged.clear();
    for column in 0..size {
        let magnitude = |row: usize| matrix[row * size + column].abs();
        let pivot = (column + 1..size)
            .fold(column, |best, row| if magnitude(row) > magnitude(best) { row } else { best });
        if magnitude(pivot) <= 0.0 {
            return false;
        }
        exchanged.push(pivot);
        if pivot != column {
            (0..size).for_each(|at| matrix.swap(pivot * size + at, column * size + at));
        }
        let (before, rest) = matrix.split_at_mut(column * size);
        let (line, after) = rest.split_at_mut(size);
        let inverse = 1.0 / line[column];
        line[column] = 1.0;
        line.iter_mut().for_each(|entry| *entry *= inverse);
        for other in before.chunks_exact_mut(size).chain(after.chunks_exact_mut(size)) {
            let factor = std::mem::replace(&mut other[column], 0.0);
            other.iter_mut().zip(&*line).for_each(|(entry, own)| *entry -= factor * own);
        }
    }
    for column in (0..size).rev().filter(|&column| exchanged[column] != column) {
        (0..size).for_each(|row| matrix.swap(row * size + column, row * size + exchanged[column]));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::invert;

    #[test]
    fn an_inverse_times_its_matrix_is_one() {
        let matrix = [0.0, 2.0, 1.0, 3.0, 0.0, 1.0, 1.0, 1.0, 5.0];
        let mut inverse = matrix;
        assert!(invert(&mut inverse, 3, &mut Vec::new()));
        for row in 0..3 {
            for column in 0..3 {
                let sum: f64 = (0..3).map(|at| inverse[row * 3 + at] * matrix[at * 3 + column]).sum();
                assert!((sum - f64::from(u8::from(row == column))).abs() < 1e-12);
            }
        }
        assert!(!invert(&mut [1.0, 2.0, 2.0, 4.0], 2, &mut Vec::new()));
    }
}
