//! Where the optimum of a linear program probably is, in doubles: a guide, never an answer.
//!
//! [`guess`] walks through the same two phases as [`crate::numeric::linear_program`], on a [`Doubles`] table, and says
//! which unknowns are above 0 at the end and what each row is worth. Whoever asks solves the small program of those
//! unknowns again exactly.

use crate::numeric::doubles::{Doubles, SMALL, Table as _};

/// Where a walk in doubles ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The unknowns that a row gives, ascending; the others are 0.
    pub basic: Vec<usize>,
    /// What each row is worth for each unit of its bound.
    pub multipliers: Vec<f64>,
}

/// The probable optimum of: the greatest `objective x` with `rows x <= bounds` and `x >= 0`.
///
/// - `rows`, `bounds`, `objective`: of matching lengths, entries about 1.
/// - `pivots`: greatest number of pivots.
///
/// `None` if the program seems to have no optimum, or the pivots do not suffice.
///
/// ```
/// use zopa::numeric::guess::guess;
///
/// // Most of 3 x + 2 y with x + y <= 4 and x + 3 y <= 6.
/// let guess = guess(&[vec![1.0, 1.0], vec![1.0, 3.0]], &[4.0, 6.0], &[3.0, 2.0], 10).unwrap();
/// assert_eq!(guess.basic, [0]);
/// assert!((guess.multipliers[0] - 3.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn guess(rows: &[Vec<f64>], bounds: &[f64], objective: &[f64], pivots: usize) -> Option<Guess> {
    let unknowns = objective.len();
    let furthest = (0..bounds.len()).filter(|&row| bounds[row] < 0.0).min_by(|&one, &two| {
        // Of several, the last, as the exact walk does.
        bounds[one].total_cmp(&bounds[two]).then(two.cmp(&one))
    });
    let width = unknowns + usize::from(furthest.is_some());
    let mut entries = Vec::with_capacity((rows.len() + 2) * (width + 1));
    for (row, bound) in rows.iter().zip(bounds) {
        entries.extend_from_slice(row);
        entries.resize(entries.len() + width - unknowns, -1.0);
        entries.push(*bound);
    }
    entries.extend(objective.iter().map(|gain| -gain));
    entries.resize(entries.len() + width - unknowns + 1, 0.0);
    if furthest.is_some() {
        entries.resize(entries.len() + unknowns, 0.0);
        entries.extend([1.0, 0.0]);
    }
    let mut walk = Walk {
        table: Doubles::new(rows.len(), width, entries),
        width,
        pivots,
        loosens: furthest.map(|_| unknowns),
    };
    if let Some(row) = furthest {
        walk.table.pivot(row, unknowns);
        walk.improve(rows.len() + 1)?;
        if walk.table.row(rows.len() + 1)[width] < -1e-7 {
            return None;
        }
    }
    walk.improve(rows.len())?;
    let worth = walk.table.row(rows.len());
    let multiplier = |row: usize| walk.table.column_of(width + row).map_or(0.0, |column| worth[column]);
    Some(Guess {
        basic: (0..unknowns).filter(|&unknown| walk.table.is_basic(unknown)).collect(),
        multipliers: (0..rows.len()).map(multiplier).collect(),
    })
}

struct Walk {
    table: Doubles,
    width: usize,
    pivots: usize,
    /// The variable that loosens all rows, which never comes back.
    loosens: Option<usize>,
}

impl Walk {
    /// Pivots until nothing raises the objective in `row`; `None` if it grows without end, or pivots run out.
    fn improve(&mut self, row: usize) -> Option<()> {
        loop {
            let objective = self.table.row(row);
            let loosens = self.loosens.and_then(|variable| self.table.column_of(variable));
            let best = (0..self.width)
                .filter(|&column| objective[column] < -SMALL && Some(column) != loosens)
                .min_by(|&one, &two| objective[one].total_cmp(&objective[two]));
            let Some(column) = best else { return Some(()) };
            let leaving = self.table.leaving(column)?;
            self.pivots = self.pivots.checked_sub(1)?;
            self.table.pivot(leaving, column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::guess;
    use crate::numeric::Rational;
    use crate::numeric::linear_program::{LinearProgram, Outcome};
    use crate::numeric::random::Random;

    #[test]
    fn guesses_of_random_programs_are_worth_what_the_exact_optimum_is() {
        let mut random = Random::new(23);
        let mut optimal = 0;
        for _ in 0..300 {
            let (rows, unknowns) = (1 + random.below(6) as usize, 1 + random.below(6) as usize);
            let mut list =
                |length: usize| -> Vec<i64> { (0..length).map(|_| random.below(13) as i64 - 4).collect() };
            let matrix: Vec<Vec<i64>> = (0..rows).map(|_| list(unknowns)).collect();
            let (bounds, objective) = (list(rows), list(unknowns));
            let doubles = |list: &[i64]| list.iter().map(|&own| own as f64).collect::<Vec<f64>>();
            let exact = |list: &[i64]| list.iter().map(|&own| Rational::from(own)).collect::<Vec<_>>();
            let rough: Vec<Vec<f64>> = matrix.iter().map(|row| doubles(row)).collect();
            let found = guess(&rough, &doubles(&bounds), &doubles(&objective), 100);
            let program = LinearProgram::new(
                exact(&objective),
                matrix.iter().map(|row| exact(row)).collect(),
                exact(&bounds),
            );
            match program.and_then(|program| program.solve(&mut |_| true)) {
                Some(Outcome::Optimal { value, .. }) => {
                    let found = found.expect("an optimum");
                    let worth: f64 =
                        found.multipliers.iter().zip(&bounds).map(|(own, &bound)| own * bound as f64).sum();
                    assert!((worth - value.to_f64()).abs() < 1e-6, "{worth}, {value}");
                    optimal += 1;
                }
                _ => assert_eq!(found, None),
            }
        }
        assert!((50..250).contains(&optimal), "{optimal}");
    }
}
