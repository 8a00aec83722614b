//! Small square systems of fractions, solved exactly.
//!
//! Method: every row is brought to whole numbers and the unknowns are pivoted into a [`Tableau`] one after the other
//! (Bareiss 1968, Mathematics of Computation 22). For large systems of machine words see [`crate::numeric::lifting`].

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;
use crate::numeric::tableau::Tableau;

/// The only solution of a square system; `None` if there is none, or more than one.
///
/// - `matrix`: row by row, each as long as there are rows; `right`: one number for each row.
///
/// Cost: the cube of the number of rows, in whole numbers that grow with it.
///
/// ```
/// use zopa::numeric::linear_system::solve;
///
/// // x + y = 3 and x - y = 1.
/// let numbers = |list: [i64; 2]| list.map(zopa::numeric::Rational::from).to_vec();
/// let matrix = [numbers([1, 1]), numbers([1, -1])];
/// assert_eq!(solve(&matrix, &numbers([3, 1])), Some(numbers([2, 1])));
/// assert_eq!(solve(&[numbers([1, 1]), numbers([2, 2])], &numbers([3, 6])), None);
/// ```
#[must_use]
pub fn solve(matrix: &[Vec<Rational>], right: &[Rational]) -> Option<Vec<Rational>> {
    let size = right.len();
    let mut entries = Vec::with_capacity(size * (size + 1));
    for (row, own) in matrix.iter().zip(right) {
        let numbers = || row.iter().chain([own]);
        let scale = IBig::from(common_denominator(numbers()));
        entries.extend(
            numbers().map(|number| number.numerator() * (&scale / IBig::from(number.denominator().clone()))),
        );
    }
    let mut tableau = Tableau::new(size, size, &entries);
    for column in 0..size {
        let is_free =
            |row: &usize| tableau.row_variable(*row) >= size && tableau.sign(*row, column) != Ordering::Equal;
        let row = (0..size).find(is_free)?;
        tableau.pivot(row, column);
    }
    let mut values = tableau.values();
    values.truncate(size);
    Some(values)
}
