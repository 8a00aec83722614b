//! Small systems of linear equations in doubles.

/// Solves `matrix * x = right` for a square matrix by rows, in place, with the largest pivot of each column.
///
/// `None` if a pivot is nothing but rounding.
pub(in crate::strategic) fn solve(matrix: &mut [f64], right: &mut [f64]) -> Option<()> {
    let size = right.len();
    for step in 0..size {
        let pivot = (step..size)
            .max_by(|one, two| matrix[one * size + step].abs().total_cmp(&matrix[two * size + step].abs()))?;
        if matrix[pivot * size + step].abs() < 1e-200 {
            return None;
        }
        if pivot != step {
            for column in step..size {
                matrix.swap(pivot * size + column, step * size + column);
            }
            right.swap(pivot, step);
        }
        let (upper, lower) = matrix.split_at_mut((step + 1) * size);
        let own = &upper[step * size + step..];
        for (row, line) in lower.chunks_exact_mut(size).enumerate() {
            let factor = line[step] / own[0];
            if factor != 0.0 {
                for (number, own) in line[step..].iter_mut().zip(own) {
                    *number -= factor * own;
                }
                right[step + 1 + row] -= factor * right[step];
            }
        }
    }
    for step in (0..size).rev() {
        let line = &matrix[step * size..(step + 1) * size];
        let known: f64 = line[step + 1..].iter().zip(&right[step + 1..]).map(|(number, x)| number * x).sum();
        right[step] = (right[step] - known) / line[step];
    }
    right.iter().all(|x| x.is_finite()).then_some(())
}

/// A solution of `matrix * x = right` that leaves out what the matrix does not determine, and the rank of the matrix.
///
/// - `matrix`: `right.len()` rows of `columns` numbers.
///
/// Pivots are the largest of all that is left; below `1e-9` of the first the rest counts as rounding, and the
/// unknowns of its columns are 0. Meant for Newton's method near solutions that are not alone.
pub(in crate::strategic) fn solve_some(
    matrix: &mut [f64],
    columns: usize,
    right: &mut [f64],
) -> (Vec<f64>, usize) {
    let rows = right.len();
    let mut order: Vec<usize> = (0..columns).collect();
    let mut rank = 0;
    let mut first = 0.0;
    while rank < rows.min(columns) {
        let mut largest = (0.0, rank, rank);
        for row in rank..rows {
            for column in rank..columns {
                let size = matrix[row * columns + column].abs();
                if size > largest.0 {
                    largest = (size, row, column);
                }
            }
        }
        let (size, row, column) = largest;
        if rank == 0 {
            first = size;
        }
        if size <= 1e-9 * first {
            break;
        }
        if row != rank {
            for place in 0..columns {
                matrix.swap(row * columns + place, rank * columns + place);
            }
            right.swap(row, rank);
        }
        if column != rank {
            for place in 0..rows {
                matrix.swap(place * columns + column, place * columns + rank);
            }
            order.swap(column, rank);
        }
        for below in rank + 1..rows {
            let factor = matrix[below * columns + rank] / matrix[rank * columns + rank];
            if factor != 0.0 {
                for place in rank..columns {
                    matrix[below * columns + place] -= factor * matrix[rank * columns + place];
                }
                right[below] -= factor * right[rank];
            }
        }
        rank += 1;
    }
    let mut solution = vec![0.0; columns];
    for step in (0..rank).rev() {
        let known: f64 =
            (step + 1..rank).map(|place| matrix[step * columns + place] * solution[order[place]]).sum();
        solution[order[step]] = (right[step] - known) / matrix[step * columns + step];
    }
    (solution, rank)
}
