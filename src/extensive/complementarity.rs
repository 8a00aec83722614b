//! Linear complementarity problems, by Lemke's algorithm.
//!
//! A problem has pairs of variables `z_i`, `w_i >= 0` with `w + N z - prize = b` in some rows and `w + N z = b` in others,
//! and asks for a solution without a prize in which one of each pair is 0. The prize starts as high as some row needs
//! it; then the partner of whatever left enters, until the prize leaves.
//!
//! Small problems are solved in whole numbers. Large ones are solved in doubles first, and the basis found there is solved
//! again exactly.
//!
//! Reference: Lemke 1965, Management Science 11; Cottle, Pang and Stone 1992, The Linear Complementarity Problem.

use std::cmp::Ordering;
use std::ops::Range;

use dashu_int::{IBig, UBig};

use crate::budget::Budget;
use crate::numeric::doubles::{Doubles, Table};
use crate::numeric::lifting::{Solution, solve};
use crate::numeric::tableau::Tableau;
use crate::numeric::{MAX_NARROW_UNITS, Rational};

/// Pivots for each pair after which a path in doubles has most likely gone in a circle.
const MOST_PIVOTS: usize = 20;

/// A problem in whole numbers.
pub(crate) struct Problem {
    /// Row by row: a column for each `z`, one for the prize, the right side.
    pub(crate) entries: Vec<IBig>,
    /// Number of pairs, and of rows. Variable `i` is `z_i`, variable `pairs` the prize, `pairs + 1 + i` is `w_i`.
    pub(crate) pairs: usize,
    /// The variables whose values are asked for.
    pub(crate) weights: [Range<usize>; 2],
}

/// Why there are no values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The budget ran out.
    Stopped,
    /// The path goes on without end.
    Ray,
}

impl Problem {
    /// The values of all variables at a solution.
    pub(crate) fn in_whole_numbers(&self, budget: &Budget<'_>) -> Result<Vec<Rational>, Failure> {
        let mut tableau = Tableau::new(self.pairs, self.pairs + 1, &self.entries);
        if let Some(row) = self.furthest() {
            let work = self.entries.len() as u64;
            self.follow(&mut tableau, row, &mut || budget.spend(work))?;
        }
        Ok(tableau.values())
    }

    /// The values of `weights`, and 0 elsewhere, at the solution that doubles lead to, if it is one as far as these show.
    pub(crate) fn in_doubles(&self, budget: &Budget<'_>) -> Option<Vec<Rational>> {
        let width = self.pairs + 2;
        let mut list = Vec::with_capacity(self.entries.len());
        // Rows, then columns, are brought to about 1: other units of the variables, the same path.
        for row in self.entries.chunks(width) {
            let row: Vec<f64> = row.iter().map(|entry| entry.to_f64().value()).collect();
            let greatest = row.iter().map(|entry| entry.abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
            list.extend(row.iter().map(|entry| entry / greatest));
        }
        for column in 0..=self.pairs {
            let entries = list.iter().skip(column).step_by(width);
            let greatest = entries.map(|entry| entry.abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
            list.iter_mut().skip(column).step_by(width).for_each(|entry| *entry /= greatest);
        }
        let mut doubles = Doubles::new(self.pairs, self.pairs + 1, list);
        let mut left = MOST_PIVOTS * self.pairs;
        let work = self.entries.len() as u64;
        self.follow(&mut doubles, self.furthest()?, &mut || {
            left = left.saturating_sub(1);
            left > 0 && budget.spend(work)
        })
        .ok()?;
        self.at_basis(|variable| doubles.is_basic(variable))
    }

    /// The row that needs the greatest prize, if one does; of equal ones the last, which was raised least.
    fn furthest(&self) -> Option<usize> {
        let width = self.pairs + 2;
        let right = |row: usize| &self.entries[row * width + self.pairs + 1];
        (0..self.pairs)
            .min_by(|&one, &two| right(one).cmp(right(two)).then(two.cmp(&one)))
            .filter(|&row| *right(row) < IBig::ZERO)
    }

    /// Lemke's path from the row that needs the prize most.
    fn follow<T: Table>(
        &self,
        table: &mut T,
        row: usize,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<(), Failure> {
        let prize = self.pairs;
        let (mut row, mut column) = (row, prize);
        loop {
            if !go_on() {
                return Err(Failure::Stopped);
            }
            let out = table.row_variable(row);
            table.pivot(row, column);
            let partner = match out.cmp(&prize) {
                Ordering::Less => out + prize + 1,
                Ordering::Equal => return Ok(()),
                Ordering::Greater => out - prize - 1,
            };
            column = table.column_of(partner).ok_or(Failure::Ray)?;
            row = table.leaving(column).ok_or(Failure::Ray)?;
        }
    }

    /// The values of `weights` at a basis, from the first system alone; `None` if they are not determined, or below 0,
    /// or entries are too large to be lifted.
    fn at_basis(&self, is_basic: impl Fn(usize) -> bool) -> Option<Vec<Rational>> {
        let width = self.pairs + 2;
        let first_row = self.pairs + 1;
        let columns: Vec<usize> = (0..self.pairs).filter(|&column| is_basic(column)).collect();
        let rows: Vec<usize> = (0..self.pairs).filter(|&row| !is_basic(first_row + row)).collect();
        let narrow = |entry: &IBig| {
            i64::try_from(entry).ok().filter(|entry| entry.unsigned_abs() <= MAX_NARROW_UNITS as u64)
        };
        let entry = |row: usize, column: usize| &self.entries[row * width + column];
        let matrix = rows
            .iter()
            .flat_map(|&row| columns.iter().map(move |&column| (row, column)))
            .map(|(row, column)| narrow(entry(row, column)))
            .collect::<Option<Vec<i64>>>()?;
        let right =
            rows.iter().map(|&row| narrow(entry(row, self.pairs + 1))).collect::<Option<Vec<i64>>>()?;
        let Solution { numerators, denominator } = solve(&matrix, &right)?;
        let below = UBig::try_from(denominator.clone()).ok()?;
        let mut values = vec![Rational::ZERO; first_row + self.pairs];
        for (&column, numerator) in columns.iter().zip(&numerators) {
            values[column] = Rational::from_big(numerator.clone(), below.clone());
        }
        let given = self
            .weights
            .iter()
            .cloned()
            .flatten()
            .filter(|&variable| variable >= first_row && is_basic(variable));
        for variable in given {
            let row = variable - first_row;
            let own =
                columns.iter().zip(&numerators).filter(|(column, _)| *entry(row, **column) != IBig::ZERO);
            let sum: IBig = own.map(|(&column, numerator)| entry(row, column) * numerator).sum();
            values[variable] =
                Rational::from_big(entry(row, self.pairs + 1) * &denominator - sum, below.clone());
        }
        let is_debt = |variable: usize| values[variable].is_negative();
        (!self.weights.iter().cloned().flatten().any(is_debt)).then_some(values)
    }
}

#[cfg(test)]
mod tests {
    use dashu_int::IBig;

    use super::{Failure, Problem};
    use crate::budget::Budget;
    use crate::numeric::random::Random;

    #[test]
    fn doubles_and_whole_numbers_solve_the_same_problems() {
        // With greater weights on the diagonal than beside it there is just one solution (Cottle, Pang and Stone 1992).
        let mut random = Random::new(37);
        for case in 0..100 {
            let pairs = 1 + random.below(12) as usize;
            let span = [3, 1_000_000][case % 2];
            let mut entries = Vec::new();
            for row in 0..pairs {
                for column in 0..pairs {
                    let beside = IBig::from(random.below(2 * span + 1)) - IBig::from(span);
                    entries.push(if row == column { IBig::from(-((span * 20) as i64)) } else { beside });
                }
                entries.push(-IBig::ONE);
                entries.push(IBig::from(random.below(200 * span)) - IBig::from(100 * span));
            }
            let problem = Problem { entries, pairs, weights: [0..pairs, pairs + 1..2 * pairs + 1] };
            let slow = problem.in_whole_numbers(&Budget::unlimited()).expect("a solution");
            let negative = (0..pairs).any(|row| problem.entries[row * (pairs + 2) + pairs + 1] < IBig::ZERO);
            match problem.in_doubles(&Budget::unlimited()) {
                Some(quick) => {
                    assert_eq!(quick[..pairs], slow[..pairs]);
                    assert_eq!(quick[pairs + 1..], slow[pairs + 1..]);
                }
                None => assert!(!negative),
            }
            let stopped = problem.in_whole_numbers(&Budget::of_work(1));
            assert_eq!(stopped.is_err(), negative);
        }
        // w = -1 - z: no prize is high enough.
        let entries = [1, -1, -1].map(IBig::from).to_vec();
        let ray = Problem { entries, pairs: 1, weights: [0..1, 0..0] };
        assert_eq!(ray.in_whole_numbers(&Budget::unlimited()), Err(Failure::Ray));
    }
}
