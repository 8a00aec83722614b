//! A square system of rows of 0 and 1 and its inverse, exactly, in whole numbers.
//!
//! - [`Row`]: the payment of a coalition, with or without the level `t` added.
//! - [`Basis`]: as many independent rows as unknowns; one is replaced at a time.
//!
//! The inverse is kept as the adjugate, all of it times the determinant. Every entry is then a minor of a matrix
//! of 0 and 1, and so is every determinant on the way: by Hadamard's bound a matrix of 0 and 1 with 26 rows has
//! a determinant below 2^39, which [`MINOR_BITS`] states. A pivot divides by the old determinant without a rest;
//! the quotient is found by a product modulo 2^64 with the inverse of the odd part, which is exact because the
//! quotient fits.
//!
//! Reference: Edmonds 1967, Journal of Research of the National Bureau of Standards 71B.

use crate::coalition::Coalition;

/// Minors of matrices of 0 and 1 with at most 26 rows are below 2 to this power.
pub(crate) const MINOR_BITS: u32 = 39;

/// A left side: what is paid to a coalition, and perhaps `t`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Row {
    /// `x(S)`, which is settled or must reach a bound of its own.
    Payment(Coalition),
    /// `x(S) + t`, which must reach the worth of `S`.
    Excess(Coalition),
}

impl Row {
    /// The coalition that is paid.
    pub(crate) fn coalition(self) -> Coalition {
        match self {
            Self::Payment(coalition) | Self::Excess(coalition) => coalition,
        }
    }
}

/// Independent rows and the inverse of their matrix.
#[derive(Debug, Clone)]
pub(crate) struct Basis {
    rows: Vec<Option<Row>>,
    determinant: i64,
    /// Column `i` of the inverse times the determinant, for row `i`; one after the other.
    columns: Vec<i64>,
}

impl Basis {
    /// No rows yet, for `unknowns` unknowns; where there is a `t` it is the last.
    pub(crate) fn new(unknowns: usize) -> Self {
        let mut columns = vec![0; unknowns * unknowns];
        columns.iter_mut().step_by(unknowns + 1).for_each(|entry| *entry = 1);
        Self { rows: vec![None; unknowns], determinant: 1, columns }
    }

    /// Number of unknowns, and of rows once complete.
    pub(crate) fn size(&self) -> usize {
        self.rows.len()
    }

    /// The rows in their places.
    pub(crate) fn rows(&self) -> &[Option<Row>] {
        &self.rows
    }

    /// The determinant, above 0.
    pub(crate) fn determinant(&self) -> i64 {
        self.determinant
    }

    /// Column `place` of the inverse times the determinant.
    pub(crate) fn column(&self, place: usize) -> &[i64] {
        &self.columns[place * self.size()..(place + 1) * self.size()]
    }

    /// `row` as a combination of the rows of the basis, times the determinant.
    pub(crate) fn express(&self, row: Row) -> Vec<i64> {
        let with_level = matches!(row, Row::Excess(_));
        let members: Vec<usize> = row.coalition().members().collect();
        let coefficient = |column: &[i64]| {
            let sum: i64 = members.iter().map(|&member| column[member]).sum();
            sum + if with_level { column[column.len() - 1] } else { 0 }
        };
        self.columns.chunks_exact(self.size()).map(coefficient).collect()
    }

    /// Puts `row` in the first place that is free and fits; false if it depends on the rows that are there.
    pub(crate) fn fill(&mut self, row: Row) -> bool {
        let combination = self.express(row);
        let free = (0..self.size()).find(|&place| self.rows[place].is_none() && combination[place] != 0);
        if let Some(place) = free {
            self.replace(place, row, &combination);
        }
        free.is_some()
    }

    /// Puts `row` in `place`; `combination` is what [`Basis::express`] says of it, not 0 there.
    pub(crate) fn replace(&mut self, place: usize, row: Row, combination: &[i64]) {
        let size = self.size();
        let pivot = i128::from(combination[place]);
        let kept = self.column(place).to_vec();
        // Exact division by the old determinant: shift out its powers of two, multiply by the odd inverse.
        let twos = self.determinant.trailing_zeros();
        let inverse = odd_inverse(self.determinant >> twos);
        let sign = if pivot < 0 { -1 } else { 1 };
        for (at, column) in self.columns.chunks_exact_mut(size).enumerate() {
            let factor = i128::from(combination[at]);
            for (entry, &kept) in column.iter_mut().zip(&kept) {
                *entry = if at == place {
                    sign * kept
                } else {
                    let product = i128::from(*entry) * pivot - i128::from(kept) * factor;
                    #[allow(clippy::cast_possible_truncation)] // the quotient is a minor and fits
                    let low = (product >> twos) as i64;
                    sign * low.wrapping_mul(inverse)
                };
            }
        }
        self.determinant = combination[place].abs();
        self.rows[place] = Some(row);
    }
}

/// The inverse of an odd number modulo 2^64.
fn odd_inverse(odd: i64) -> i64 {
    // Each step doubles the number of correct low bits, of which `odd` itself has three.
    (0..5).fold(odd, |inverse, _| inverse.wrapping_mul(2_i64.wrapping_sub(odd.wrapping_mul(inverse))))
}

#[cfg(test)]
mod tests {
    use super::{Basis, Row};
    use crate::coalition::Coalition;

    #[test]
    fn pivots_keep_the_inverse_of_the_rows() {
        let mut basis = Basis::new(6);
        let (mut word, mut greatest) = (7_u64, 1);
        for _ in 0..400 {
            word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let coalition = Coalition::from_bits(1 + (word >> 33) % 31);
            let row = if word >> 63 == 0 { Row::Excess(coalition) } else { Row::Payment(coalition) };
            let combination = basis.express(row);
            let place = usize::try_from((word >> 40) % 6).unwrap();
            if combination[place] != 0 {
                basis.replace(place, row, &combination);
                greatest = greatest.max(basis.determinant());
            }
        }
        assert!(greatest > 1, "the walk met a determinant that is not trivial");
        for (at, row) in basis.rows().iter().enumerate() {
            let mut unit = vec![0; 6];
            unit[at] = basis.determinant();
            assert_eq!(basis.express(row.unwrap()), unit);
        }
    }

    #[test]
    fn a_row_that_depends_on_others_is_not_filled_in() {
        let mut basis = Basis::new(3);
        let row = |bits| Row::Payment(Coalition::from_bits(bits));
        assert!(basis.fill(row(3)) && basis.fill(row(1)));
        assert!(!basis.fill(row(2)));
    }
}
