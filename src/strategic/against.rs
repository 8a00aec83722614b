//! The best that one player can make sure of against all others together, by a linear program.
//!
//! Payoffs are moved up to 1 and more. Then the others look for the greatest total of weights on columns that
//! leave every row at most 1: their probabilities are the weights over that total, the value is one over it, and
//! the multipliers of the rows are the player's.
//!
//! [`optimum`] is exact; [`near_optimum`] is the same in doubles, for whoever needs only a strict inequality,
//! which survives rounding and is then checked exactly.
//!
//! Reference: Dantzig 1963, Linear Programming and Extensions.

use dashu_int::{IBig, UBig};

use crate::budget::Budget;
use crate::numeric::Rational;
use crate::numeric::linear_program::{LinearProgram, Outcome};

/// What is nothing but rounding, for payoffs between 1 and 3.
const ROUNDING: f64 = 1e-11;

/// The value of a game against everybody else, with what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::strategic) struct Optimum {
    /// What the player can make sure of and the others can hold it to.
    pub(in crate::strategic) value: Rational,
    /// The probability of each row that makes sure of it.
    pub(in crate::strategic) mixture: Vec<Rational>,
    /// The probability of each column that holds the player to it.
    pub(in crate::strategic) reply: Vec<Rational>,
}

/// The value of the game with these payoffs of the player of rows; `None` if the budget runs out.
///
/// - `payoffs`: a row for each strategy, at least one, with at least one column.
pub(in crate::strategic) fn optimum(payoffs: &[Vec<IBig>], budget: &Budget<'_>) -> Option<Optimum> {
    let least = payoffs.iter().flatten().min()?;
    let shift = IBig::ONE - least;
    let whole = |number: IBig| Rational::from_big(number, UBig::ONE);
    let rows: Vec<Vec<Rational>> =
        payoffs.iter().map(|row| row.iter().map(|payoff| whole(payoff + &shift)).collect()).collect();
    let bounds = vec![Rational::ONE; rows.len()];
    let program = LinearProgram::new(vec![Rational::ONE; rows[0].len()], rows, bounds)?;
    let outcome = program.solve(&mut |work| budget.spend(work))?;
    let Outcome::Optimal { point, value: total, multipliers } = outcome else { return None };
    let value = Rational::ONE.checked_div(&total)?;
    let scaled = |list: Vec<Rational>| list.iter().map(|weight| weight * &value).collect();
    Some(Optimum { mixture: scaled(multipliers), reply: scaled(point), value: &value - &whole(shift) })
}

/// Probabilities of rows and of columns near the optimum.
///
/// - `payoffs`: as for [`optimum`].
///
/// `None` if doubles come to no end or the budget runs out; nothing about the numbers is certain.
#[allow(clippy::cast_precision_loss)] // near is enough
pub(in crate::strategic) fn near_optimum(
    payoffs: &[Vec<i128>],
    budget: &Budget<'_>,
) -> Option<(Vec<f64>, Vec<f64>)> {
    let largest = payoffs.iter().flatten().map(|payoff| payoff.unsigned_abs()).max()?.max(1) as f64;
    let (rows, columns) = (payoffs.len(), payoffs[0].len());
    let width = columns + 1;
    let mut table: Vec<f64> = Vec::with_capacity((rows + 1) * width);
    for row in payoffs {
        table.extend(row.iter().map(|payoff| *payoff as f64 / largest + 2.0));
        table.push(1.0);
    }
    table.resize(table.len() + columns, -1.0);
    table.push(0.0);
    // Names of what stands in rows and columns: weights of columns first, then what rows leave below 1.
    let mut in_row: Vec<usize> = (columns..columns + rows).collect();
    let mut in_column: Vec<usize> = (0..columns).collect();
    for _ in 0..20 * (rows + columns) {
        if !budget.spend((rows * columns) as u64) {
            return None;
        }
        let last = &table[rows * width..rows * width + columns];
        let column = (0..columns).min_by(|one, two| last[*one].total_cmp(&last[*two]))?;
        if last[column] > -ROUNDING {
            let total = table[(rows + 1) * width - 1];
            let (mut mixture, mut reply) = (vec![0.0; rows], vec![0.0; columns]);
            for (row, name) in in_row.iter().enumerate().filter(|(_, name)| **name < columns) {
                reply[*name] = table[row * width + columns] / total;
            }
            for (column, name) in in_column.iter().enumerate().filter(|(_, name)| **name >= columns) {
                mixture[*name - columns] = table[rows * width + column] / total;
            }
            return Some((mixture, reply));
        }
        let row = (0..rows)
            .filter(|row| table[row * width + column] > ROUNDING)
            .map(|row| (table[row * width + columns] / table[row * width + column], row))
            .min_by(|one, two| one.0.total_cmp(&two.0))?
            .1;
        pivot(&mut table, width, row, column);
        std::mem::swap(&mut in_row[row], &mut in_column[column]);
    }
    None
}

/// Exchanges what stands in a row and in a column.
fn pivot(table: &mut [f64], width: usize, row: usize, column: usize) {
    let entry = table[row * width + column];
    let mut own: Vec<f64> =
        table[row * width..(row + 1) * width].iter().map(|number| number / entry).collect();
    own[column] = 1.0 / entry;
    for (place, line) in table.chunks_exact_mut(width).enumerate() {
        let factor = line[column];
        if place == row || factor == 0.0 {
            continue;
        }
        for (number, own) in line.iter_mut().zip(&own) {
            *number -= factor * own;
        }
        line[column] = -factor / entry;
    }
    table[row * width..(row + 1) * width].copy_from_slice(&own);
}
