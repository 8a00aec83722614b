//! The best that one player can make sure of against all others together, by a linear program.

use dashu_int::{IBig, UBig};

use crate::budget::Budget;
use crate::numeric::Rational;
use crate::numeric::linear_program::{LinearProgram, Outcome};

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
///
/// Payoffs are moved up to 1 and more. Then the others look for the greatest total of weights on columns that leave every
/// row at most 1: their probabilities are the weights over that total, the value is one over it, and the multipliers of the rows
/// are the player's.
///
/// Reference: Dantzig 1963, Linear Programming and Extensions.
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
