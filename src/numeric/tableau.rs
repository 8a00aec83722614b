//! Exact pivoting in whole numbers, with a rule that never goes in a circle.
//!
//! A [`Tableau`] is a system `x_B + N x_N = b` of equations for variables that may not be negative: each row
//! gives one variable (the *basic* one of the row) in terms of those of the columns, which are 0. A pivot
//! swaps the variable of a row and that of a column. All numbers stand over one denominator, the determinant of
//! the basis, so they are minors of the first system and stay whole (Edmonds 1967; Bareiss 1968): in 64 bits as
//! long as they fit, which is looked at in every pivot, and in big integers from then on.
//!
//! Ties in the ratio test are broken as if row `k` had been raised by `e^k` at the start, for a very small `e`
//! (Dantzig, Orden and Wolfe 1955). A system raised that way has no ties, so no basis comes twice, and a path that is
//! followed by complementary pivots ends. Rows beyond the first ones are carried along without a ratio test; a
//! linear program keeps its objective there.
//!
//! References: Edmonds 1967, Journal of Research of the National Bureau of Standards 71B; Bareiss 1968,
//! Mathematics of Computation 22; Dantzig, Orden and Wolfe 1955, Pacific Journal of Mathematics 5.

use std::cmp::Ordering;

use dashu_int::{IBig, UBig};

use crate::numeric::Rational;

/// Greatest absolute value of a narrow entry, so that a difference of two products fits 128 bits.
const MAX_NARROW: i64 = 1 << 62;

/// A system of equations at one of its bases.
///
/// Columns `0..columns` stand for variables of the same numbers at the start, column `columns` is the right side, and
/// row `i` gives variable `columns + i`.
///
/// ```
/// use zopa::numeric::{Rational, tableau::Tableau};
///
/// // x + 2 y + s = 4 and 3 x + y + t = 6: x enters, t leaves, then y for s.
/// let mut tableau = Tableau::new(2, 2, &[1, 2, 4, 3, 1, 6].map(Into::into));
/// assert_eq!(tableau.leaving(0), Some(1));
/// tableau.pivot(1, 0);
/// assert_eq!(tableau.leaving(1), Some(0));
/// tableau.pivot(0, 1);
/// assert_eq!(tableau.values(), ["8/5", "6/5", "0", "0"].map(|value| value.parse::<Rational>().unwrap()));
/// ```
#[derive(Debug, Clone)]
pub struct Tableau {
    /// Rows with a ratio test.
    rows: usize,
    /// Columns without the right side.
    columns: usize,
    entries: Entries,
    /// The variable of each row, then of each column.
    row_variables: Vec<usize>,
    column_variables: Vec<usize>,
    /// For each variable its column, or `columns + 1 +` its row.
    places: Vec<usize>,
}

/// Entries, row by row, times the determinant, which is above 0.
#[derive(Debug, Clone)]
enum Entries {
    Narrow { determinant: i64, list: Vec<i64> },
    Wide { determinant: IBig, list: Vec<IBig> },
}

impl Tableau {
    /// The system at its first basis.
    ///
    /// - `rows`: rows that give a variable; the first ones of `entries`.
    /// - `columns`: columns without the right side.
    /// - `entries`: row by row, `columns + 1` each, the right side last. Rows beyond `rows` are carried along.
    ///
    /// Entries that are missing count as 0. The right side of the first `rows` rows should not be below 0 where
    /// [`Tableau::leaving`] is asked.
    #[must_use]
    pub fn new(rows: usize, columns: usize, entries: &[IBig]) -> Self {
        let width = columns + 1;
        let length = entries.len().div_ceil(width).max(rows) * width;
        let mut wide = entries.to_vec();
        wide.resize(length, IBig::ZERO);
        let narrow: Option<Vec<i64>> = wide
            .iter()
            .map(|entry| i64::try_from(entry).ok().filter(|entry| entry.unsigned_abs() <= MAX_NARROW as u64))
            .collect();
        let entries = match narrow {
            Some(list) => Entries::Narrow { determinant: 1, list },
            None => Entries::Wide { determinant: IBig::ONE, list: wide },
        };
        Self {
            rows,
            columns,
            entries,
            row_variables: (columns..columns + rows).collect(),
            column_variables: (0..columns).collect(),
            places: (0..columns).chain((0..rows).map(|row| width + row)).collect(),
        }
    }

    /// Number of rows that give a variable.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns without the right side.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The variable that a row gives.
    #[must_use]
    pub fn row_variable(&self, row: usize) -> usize {
        self.row_variables[row]
    }

    /// The variable that a column stands for.
    #[must_use]
    pub fn column_variable(&self, column: usize) -> usize {
        self.column_variables[column]
    }

    /// The column of a variable; `None` if a row gives it.
    #[must_use]
    pub fn column_of(&self, variable: usize) -> Option<usize> {
        let place = self.places[variable];
        (place < self.columns).then_some(place)
    }

    /// The row of a variable; `None` if it is 0 in a column.
    #[must_use]
    pub fn row_of(&self, variable: usize) -> Option<usize> {
        self.places[variable].checked_sub(self.columns + 1)
    }

    /// Is the entry below, at or above 0?
    #[must_use]
    pub fn sign(&self, row: usize, column: usize) -> Ordering {
        let place = row * (self.columns + 1) + column;
        match &self.entries {
            Entries::Narrow { list, .. } => list[place].cmp(&0),
            Entries::Wide { list, .. } => list[place].cmp(&IBig::ZERO),
        }
    }

    /// Compares two entries.
    #[must_use]
    pub fn compare(&self, one: (usize, usize), two: (usize, usize)) -> Ordering {
        let place = |(row, column): (usize, usize)| row * (self.columns + 1) + column;
        match &self.entries {
            Entries::Narrow { list, .. } => list[place(one)].cmp(&list[place(two)]),
            Entries::Wide { list, .. } => list[place(one)].cmp(&list[place(two)]),
        }
    }

    /// The entry itself.
    #[must_use]
    pub fn entry(&self, row: usize, column: usize) -> Rational {
        let place = row * (self.columns + 1) + column;
        match &self.entries {
            Entries::Narrow { determinant, list } => {
                Rational::new(list[place].into(), (*determinant).into()).unwrap_or_default()
            }
            Entries::Wide { determinant, list } => Rational::from_big(
                list[place].clone(),
                UBig::try_from(determinant.clone()).unwrap_or(UBig::ONE),
            ),
        }
    }

    /// The value of every variable at this basis, those of the columns being 0.
    #[must_use]
    pub fn values(&self) -> Vec<Rational> {
        let value =
            |&place: &usize| place.checked_sub(self.columns + 1).map(|row| self.entry(row, self.columns));
        self.places.iter().map(|place| value(place).unwrap_or_default()).collect()
    }

    /// The row whose variable reaches 0 first when that of `column` grows; `None` if no row does.
    ///
    /// Ties are broken as if each row had been raised a little at the start. Cost: rows, and columns for each tie.
    #[must_use]
    pub fn leaving(&self, column: usize) -> Option<usize> {
        let mut rows: Vec<usize> =
            (0..self.rows).filter(|&row| self.sign(row, column) == Ordering::Greater).collect();
        self.keep_least(&mut rows, column, self.columns);
        // What the raised right side of a row is: e^k times the entry of the variable that row k gave at first.
        for first in self.columns..self.columns + self.rows {
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

    /// Keeps those rows for which entry `of` over entry `column`, which is above 0, is least.
    fn keep_least(&self, rows: &mut Vec<usize>, column: usize, of: usize) {
        let mut least: Vec<usize> = Vec::new();
        for &row in rows.iter() {
            let order =
                least.first().map_or(Ordering::Less, |&best| self.compare_ratios(row, best, column, of));
            match order {
                Ordering::Less => least = vec![row],
                Ordering::Equal => least.push(row),
                Ordering::Greater => {}
            }
        }
        *rows = least;
    }

    /// Compares entry `of` over entry `column` in two rows, where the latter is above 0 in both.
    fn compare_ratios(&self, one: usize, two: usize, column: usize, of: usize) -> Ordering {
        let width = self.columns + 1;
        let [one_above, one_below] = [one * width + of, one * width + column];
        let [two_above, two_below] = [two * width + of, two * width + column];
        match &self.entries {
            Entries::Narrow { list, .. } => {
                let product = |above: usize, below: usize| i128::from(list[above]) * i128::from(list[below]);
                product(one_above, two_below).cmp(&product(two_above, one_below))
            }
            Entries::Wide { list, .. } => {
                (&list[one_above] * &list[two_below]).cmp(&(&list[two_above] * &list[one_below]))
            }
        }
    }

    /// Swaps the variable of `row` and that of `column`; nothing happens if the entry there is 0.
    ///
    /// Cost: one product and one division for each entry.
    pub fn pivot(&mut self, row: usize, column: usize) {
        if self.sign(row, column) == Ordering::Equal {
            return;
        }
        let width = self.columns + 1;
        let narrow = match &self.entries {
            Entries::Narrow { determinant, list } => pivot_narrow(*determinant, list, width, row, column),
            Entries::Wide { .. } => None,
        };
        match narrow {
            Some((determinant, list)) => self.entries = Entries::Narrow { determinant, list },
            None => self.pivot_wide(row, column),
        }
        let (out, into) = (self.row_variables[row], self.column_variables[column]);
        self.row_variables[row] = into;
        self.column_variables[column] = out;
        self.places[out] = column;
        self.places[into] = width + row;
    }

    fn pivot_wide(&mut self, row: usize, column: usize) {
        if let Entries::Narrow { determinant, list } = &self.entries {
            let list = list.iter().map(|&entry| IBig::from(entry)).collect();
            self.entries = Entries::Wide { determinant: IBig::from(*determinant), list };
        }
        let Entries::Wide { determinant, list } = &mut self.entries else { return };
        let width = self.columns + 1;
        let pivot_row = list[row * width..(row + 1) * width].to_vec();
        let pivot = pivot_row[column].clone();
        for (place, entries) in list.chunks_mut(width).enumerate() {
            if place == row {
                entries[column] = determinant.clone();
                continue;
            }
            let factor = std::mem::take(&mut entries[column]);
            if factor == IBig::ZERO {
                if pivot != *determinant {
                    entries.iter_mut().for_each(|entry| *entry = &*entry * &pivot / &*determinant);
                }
                continue;
            }
            for (entry, own) in entries.iter_mut().zip(&pivot_row) {
                *entry = (&*entry * &pivot - &factor * own) / &*determinant;
            }
            entries[column] = -factor;
        }
        if pivot < IBig::ZERO {
            list.iter_mut().for_each(|entry| *entry = -std::mem::take(entry));
            *determinant = -pivot;
        } else {
            *determinant = pivot;
        }
    }
}

/// The entries and the determinant after a pivot, if each of them is narrow.
///
/// Every quotient is whole. It is found without a division: the product of the rest of the number, once the twos
/// of the divisor are shifted out, with the inverse of the odd part modulo 2^64, which is exact as the
/// quotient is known to fit 63 bits.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the low 64 bits are meant
fn pivot_narrow(
    determinant: i64,
    list: &[i64],
    width: usize,
    row: usize,
    column: usize,
) -> Option<(i64, Vec<i64>)> {
    let pivot_row = &list[row * width..(row + 1) * width];
    let pivot = pivot_row[column];
    let sign = pivot.signum();
    let twos = determinant.trailing_zeros();
    let inverse = inverse_of_odd((determinant >> twos) as u64);
    // A quotient is at most 2^62 away from 0 if the number is, shifted down by 62 bits, below the determinant.
    let limit = determinant.unsigned_abs().into();
    let mut next = Vec::with_capacity(list.len());
    for (place, entries) in list.chunks(width).enumerate() {
        if place == row {
            next.extend(entries.iter().map(|entry| entry * sign));
            next[row * width + column] = determinant * sign;
            continue;
        }
        let factor = entries[column];
        if factor == 0 && pivot == determinant {
            next.extend_from_slice(entries);
            continue;
        }
        let mut fits = true;
        let (positive_pivot, signed_factor) = (i128::from(pivot * sign), i128::from(factor * sign));
        next.extend(entries.iter().zip(pivot_row).map(|(&entry, &own)| {
            let number = i128::from(entry) * positive_pivot - i128::from(own) * signed_factor;
            fits &= (number.unsigned_abs() >> 62) < limit;
            ((number >> twos) as u64).wrapping_mul(inverse) as i64
        }));
        if !fits {
            return None;
        }
        next[place * width + column] = -factor * sign;
    }
    Some((pivot * sign, next))
}

/// The inverse of an odd number modulo 2^64: each step doubles the number of right bits, of which there are 3 at first.
fn inverse_of_odd(odd: u64) -> u64 {
    (0..5).fold(odd, |inverse, _| inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse))))
}

#[cfg(test)]
mod tests {
    use dashu_int::IBig;

    use super::{Entries, Tableau, inverse_of_odd};
    use crate::numeric::random::Random;

    #[test]
    fn narrow_and_wide_entries_are_the_same_through_every_pivot() {
        let mut random = Random::new(3);
        let mut promoted = 0;
        for case in 0..300 {
            let (rows, columns) = (1 + random.below(7) as usize, 1 + random.below(7) as usize);
            let span = [2, 60, 1 << 40][case % 3];
            let entries: Vec<IBig> = (0..rows * (columns + 1))
                .map(|_| IBig::from(random.below(2 * span + 1)) - IBig::from(span))
                .collect();
            let mut narrow = Tableau::new(rows, columns, &entries);
            let mut wide = narrow.clone();
            wide.entries = Entries::Wide { determinant: IBig::ONE, list: entries };
            for _ in 0..12 {
                let (row, column) =
                    (random.below(rows as u64) as usize, random.below(columns as u64) as usize);
                narrow.pivot(row, column);
                wide.pivot(row, column);
                assert_eq!(narrow.values(), wide.values());
                for row in 0..rows {
                    assert!((0..=columns).all(|column| narrow.entry(row, column) == wide.entry(row, column)));
                }
            }
            promoted += usize::from(matches!(narrow.entries, Entries::Wide { .. }));
        }
        assert!((50..250).contains(&promoted), "{promoted}");
    }

    #[test]
    fn pivots_keep_the_equations() {
        // x + 2 y + s = 4, 3 x + y + t = 6, whatever the basis.
        let mut tableau = Tableau::new(2, 2, &[1, 2, 4, 3, 1, 6].map(IBig::from));
        for (row, column) in [(0, 0), (1, 1), (0, 1), (1, 0), (0, 0), (1, 0)] {
            tableau.pivot(row, column);
            let [x, y, s, t] = <[_; 4]>::try_from(tableau.values()).expect("four variables");
            assert_eq!(&(&x + &(&y + &y)) + &s, 4);
            assert_eq!(&(&(&x + &x) + &(&x + &y)) + &t, 6);
        }
    }

    #[test]
    fn odd_numbers_have_inverses() {
        let mut random = Random::new(5);
        assert!((0..100).map(|_| random.word() | 1).all(|odd| odd.wrapping_mul(inverse_of_odd(odd)) == 1));
    }
}
