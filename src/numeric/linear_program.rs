//! Linear programs, solved exactly, with the multipliers that prove the answer.
//!
//! [`LinearProgram`] asks for the greatest `c x` with `A x <= b` and `x >= 0`, for any `b`. Whatever comes back
//! ([`Outcome`]) can be checked by multiplication alone:
//!
//! | outcome | what proves it |
//! |---|---|
//! | optimal | multipliers `y >= 0` with `y A >= c` and `y b = c x` (duality) |
//! | infeasible | multipliers `y >= 0` with `y A >= 0` and `y b < 0` (Farkas) |
//! | unbounded | a point, and a direction `d >= 0` with `A d <= 0` and `c d > 0` |
//!
//! Method: the simplex method on a [`Tableau`]; the column with the greatest gain for each unit enters (Dantzig
//! 1963), and the lexicographic rule chooses the row, so that it ends for every input. Where some `b` is below 0, one
//! more variable that loosens all rows makes a first point, and is driven out again.
//!
//! With the feature `highs` a larger program is first solved in doubles by HiGHS, and where its answer is the only one, it is worked
//! out exactly from there; the answers are the same.
//!
//! References: Dantzig 1963, Linear Programming and Extensions; Farkas 1902, Journal für die reine und
//! angewandte Mathematik 124.

#[cfg(any(test, feature = "highs"))]
mod guide;

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;
use crate::numeric::tableau::Tableau;
use crate::numeric::whole::Whole as _;

/// Entries of a program up to which whole numbers alone are as fast as a guide.
#[cfg(feature = "highs")]
const SMALL: usize = 400;

/// Maximise `c x` subject to `A x <= b` and `x >= 0`.
///
/// ```
/// use zopa::numeric::Rational;
/// use zopa::numeric::linear_program::{LinearProgram, Outcome};
///
/// // Most of 3 x + 2 y with x + y <= 4 and x + 3 y <= 6: x = 4, and the first row costs 3 a unit.
/// let numbers = |list: &[i64]| list.iter().map(|&number| Rational::from(number)).collect::<Vec<_>>();
/// let program = LinearProgram::new(
///     numbers(&[3, 2]),
///     vec![numbers(&[1, 1]), numbers(&[1, 3])],
///     numbers(&[4, 6]),
/// )
/// .unwrap();
/// let expected =
///     Outcome::Optimal { point: numbers(&[4, 0]), value: 12.into(), multipliers: numbers(&[3, 0]) };
/// assert_eq!(program.solve(&mut |_| true), Some(expected));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinearProgram {
    objective: Vec<Rational>,
    rows: Vec<Vec<Rational>>,
    bounds: Vec<Rational>,
}

/// What there is to say about a linear program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// There is a greatest value.
    Optimal {
        /// Where it is reached, one number for each unknown; a vertex.
        point: Vec<Rational>,
        /// The greatest value.
        value: Rational,
        /// For each row what the greatest value gains with each unit of its bound.
        multipliers: Vec<Rational>,
    },
    /// No point meets all rows.
    Infeasible {
        /// Multipliers of the rows that add up to a contradiction.
        multipliers: Vec<Rational>,
    },
    /// The value grows without end.
    Unbounded {
        /// A point that meets all rows.
        point: Vec<Rational>,
        /// Where to go from it.
        direction: Vec<Rational>,
    },
}

impl LinearProgram {
    /// A linear program; `None` if a row has another length than the objective, or `bounds` than `rows`.
    ///
    /// - `objective`: `c`, one number for each unknown.
    /// - `rows`: the rows of `A`; `bounds`: `b`, one number for each row.
    #[must_use]
    pub fn new(objective: Vec<Rational>, rows: Vec<Vec<Rational>>, bounds: Vec<Rational>) -> Option<Self> {
        let fits = rows.len() == bounds.len() && rows.iter().all(|row| row.len() == objective.len());
        fits.then_some(Self { objective, rows, bounds })
    }

    /// The answer, or `None` once `go_on`, asked before each pivot with the number of entries it changes, says no.
    ///
    /// Cost: a pivot of the whole table for each step, of which there are in practice a few for each row.
    pub fn solve(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Option<Outcome> {
        #[cfg(feature = "highs")]
        {
            let entries = self.rows.len().saturating_mul(self.objective.len());
            if entries > SMALL
                && go_on(entries as u64)
                && let Some(found) = guide::guided(self, &guide::Highs)
            {
                return Some(found);
            }
        }
        self.in_whole_numbers(go_on)
    }

    /// The answer by pivots of the whole table.
    fn in_whole_numbers(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Option<Outcome> {
        let mut run = Run::new(self);
        if run.has_first_phase {
            run.loosen(go_on)?;
            run.improve(run.first_objective(), go_on)?;
            if run.tableau.sign(run.first_objective(), run.width) != Ordering::Equal {
                return Some(Outcome::Infeasible { multipliers: run.multipliers(run.first_objective()) });
            }
        }
        let unbounded = run.improve(run.objective(), go_on)?;
        let values = run.tableau.values();
        let point = values[..self.objective.len()].to_vec();
        Some(match unbounded {
            Some(column) => Outcome::Unbounded { point, direction: run.direction(column) },
            None => Outcome::Optimal {
                point,
                value: &run.tableau.entry(run.objective(), run.width) * &run.objective_unit,
                multipliers: run.multipliers(run.objective()),
            },
        })
    }
}

/// A program on its way, in whole numbers: each row and the objective over a unit of its own.
struct Run {
    tableau: Tableau,
    unknowns: usize,
    /// Columns without the right side: the unknowns, and what loosens all rows if there is a first phase.
    width: usize,
    has_first_phase: bool,
    /// What each row of the program was divided by.
    units: Vec<Rational>,
    objective_unit: Rational,
}

impl Run {
    fn new(program: &LinearProgram) -> Self {
        let unknowns = program.objective.len();
        let has_first_phase = program.bounds.iter().any(Rational::is_negative);
        let width = unknowns + usize::from(has_first_phase);
        let mut entries = Vec::with_capacity((program.rows.len() + 2) * (width + 1));
        let mut units = Vec::with_capacity(program.rows.len());
        for (row, bound) in program.rows.iter().zip(&program.bounds) {
            let (whole, unit) = whole(row.iter().chain([bound]));
            entries.extend_from_slice(&whole[..unknowns]);
            entries.resize(entries.len() + width - unknowns, -IBig::ONE);
            entries.extend_from_slice(&whole[unknowns..]);
            units.push(unit);
        }
        let (gains, objective_unit) = whole(program.objective.iter());
        entries.extend(gains.into_iter().map(|gain| -gain));
        entries.resize(entries.len() + width + 1 - unknowns, IBig::ZERO);
        if has_first_phase {
            // The first phase maximises minus the variable that loosens.
            entries.resize(entries.len() + unknowns, IBig::ZERO);
            entries.extend([IBig::ONE, IBig::ZERO]);
        }
        let tableau = Tableau::new(program.rows.len(), width, &entries);
        Self { tableau, unknowns, width, has_first_phase, units, objective_unit }
    }

    fn objective(&self) -> usize {
        self.tableau.rows()
    }

    fn first_objective(&self) -> usize {
        self.tableau.rows() + 1
    }

    fn work(&self) -> u64 {
        (self.tableau.rows() as u64 + 2) * (self.width as u64 + 1)
    }

    /// The first pivot: every row is loosened until the one that is furthest off is met.
    ///
    /// Of several, the last: it was raised least, so that the others stay above 0.
    fn loosen(&mut self, go_on: &mut dyn FnMut(u64) -> bool) -> Option<()> {
        if !go_on(self.work()) {
            return None;
        }
        let furthest = (0..self.tableau.rows()).min_by(|&one, &two| {
            self.tableau.compare((one, self.width), (two, self.width)).then(two.cmp(&one))
        })?;
        self.tableau.pivot(furthest, self.unknowns);
        Some(())
    }

    /// Pivots until nothing raises the objective in `row`; the column that raises it without end, if there is one.
    fn improve(&mut self, row: usize, go_on: &mut dyn FnMut(u64) -> bool) -> Option<Option<usize>> {
        loop {
            let best = (0..self.width)
                .filter(|&column| self.may_enter(row, column))
                .min_by(|&one, &two| self.tableau.compare((row, one), (row, two)).then(one.cmp(&two)));
            let Some(column) = best else { return Some(None) };
            let Some(leaving) = self.tableau.leaving(column) else { return Some(Some(column)) };
            if !go_on(self.work()) {
                return None;
            }
            self.tableau.pivot(leaving, column);
        }
    }

    /// Does this column raise the objective? What loosens the rows never comes back once it is out.
    fn may_enter(&self, row: usize, column: usize) -> bool {
        let loosens = self.has_first_phase && self.tableau.column_variable(column) == self.unknowns;
        !loosens && self.tableau.sign(row, column) == Ordering::Less
    }

    /// What the objective in `objective` gains with each unit of each bound.
    fn multipliers(&self, objective: usize) -> Vec<Rational> {
        let unit = if objective == self.objective() { &self.objective_unit } else { &Rational::ONE };
        self.units
            .iter()
            .enumerate()
            .map(|(row, own)| {
                let Some(column) = self.tableau.column_of(self.width + row) else { return Rational::ZERO };
                &(&self.tableau.entry(objective, column) * unit) / own
            })
            .collect()
    }

    /// How the unknowns change with the variable of `column`.
    fn direction(&self, column: usize) -> Vec<Rational> {
        let change = |unknown: usize| match self.tableau.row_of(unknown) {
            Some(row) => -&self.tableau.entry(row, column),
            None if self.tableau.column_of(unknown) == Some(column) => Rational::ONE,
            None => Rational::ZERO,
        };
        (0..self.unknowns).map(change).collect()
    }
}

/// Whole numbers without a common divisor in proportion to `numbers`, and what each stands for: above 0.
fn whole<'a>(numbers: impl Iterator<Item = &'a Rational> + Clone) -> (Vec<IBig>, Rational) {
    let scale = common_denominator(numbers.clone());
    let factor = IBig::from(scale.clone());
    let list: Vec<IBig> = numbers
        .map(|number| number.numerator() * (&factor / IBig::from(number.denominator().clone())))
        .collect();
    let divisor = list.iter().fold(IBig::ZERO, |divisor, number| divisor.common_divisor(number));
    if divisor == IBig::ZERO {
        return (list, Rational::ONE);
    }
    let unit = Rational::from_big(divisor.clone(), scale);
    let list = list.into_iter().map(|number| number / &divisor).collect();
    (list, unit)
}

#[cfg(test)]
mod tests {
    use super::{LinearProgram, Outcome};
    use crate::numeric::random::Random;
    use crate::numeric::{Rational, dot};

    fn numbers(list: &[i64]) -> Vec<Rational> {
        list.iter().map(|&number| Rational::from(number)).collect()
    }

    fn columns(program: &LinearProgram, multipliers: &[Rational]) -> Vec<Rational> {
        (0..program.objective.len())
            .map(|unknown| {
                let column: Vec<Rational> = program.rows.iter().map(|row| row[unknown].clone()).collect();
                dot(&column, multipliers)
            })
            .collect()
    }

    /// Is the outcome proved by its multipliers?
    fn is_proved(program: &LinearProgram, outcome: &Outcome) -> bool {
        let no_debt = |list: &[Rational]| list.iter().all(|number| !number.is_negative());
        let meets = |point: &[Rational]| {
            no_debt(point)
                && program.rows.iter().zip(&program.bounds).all(|(row, bound)| dot(row, point) <= *bound)
        };
        match outcome {
            Outcome::Optimal { point, value, multipliers } => {
                let reach = columns(program, multipliers);
                meets(point)
                    && no_debt(multipliers)
                    && reach.iter().zip(&program.objective).all(|(reach, gain)| reach >= gain)
                    && dot(multipliers, &program.bounds) == *value
                    && dot(&program.objective, point) == *value
            }
            Outcome::Infeasible { multipliers } => {
                no_debt(multipliers)
                    && no_debt(&columns(program, multipliers))
                    && dot(multipliers, &program.bounds).is_negative()
            }
            Outcome::Unbounded { point, direction } => {
                meets(point)
                    && no_debt(direction)
                    && program.rows.iter().all(|row| !dot(row, direction).is_positive())
                    && dot(&program.objective, direction).is_positive()
            }
        }
    }

    #[test]
    fn every_outcome_of_random_programs_is_proved_by_multiplication() {
        let mut random = Random::new(1);
        let mut seen = [0; 3];
        for case in 0..3_000 {
            let (rows, unknowns) = (random.below(7) as usize, 1 + random.below(6) as usize);
            let span = if case % 2 == 0 { 3 } else { 100_000_000_000 };
            let mut number = || {
                let above = i128::from(random.below(2 * span + 1)) - i128::from(span);
                Rational::new(above, 1 + i128::from(random.below(3))).unwrap_or_default()
            };
            let mut list = |length: usize| (0..length).map(|_| number()).collect::<Vec<_>>();
            let objective = list(unknowns);
            let matrix = (0..rows).map(|_| list(unknowns)).collect();
            let program = LinearProgram::new(objective, matrix, list(rows)).expect("a program");
            let outcome = program.solve(&mut |_| true).expect("an outcome");
            assert!(is_proved(&program, &outcome), "{program:?} {outcome:?}");
            seen[match outcome {
                Outcome::Optimal { .. } => 0,
                Outcome::Infeasible { .. } => 1,
                Outcome::Unbounded { .. } => 2,
            }] += 1;
        }
        assert!(seen.iter().all(|&count| count > 300), "{seen:?}");
    }

    #[test]
    fn a_program_that_makes_simple_rules_go_in_a_circle_is_solved() {
        // Beale 1955, Naval Research Logistics Quarterly 2: the greatest value is 1/20.
        let read = |list: [&str; 4]| list.map(|text| text.parse::<Rational>().unwrap_or_default()).to_vec();
        let program = LinearProgram::new(
            read(["3/4", "-150", "1/50", "-6"]),
            vec![
                read(["1/4", "-60", "-1/25", "9"]),
                read(["1/2", "-90", "-1/50", "3"]),
                read(["0", "0", "1", "0"]),
            ],
            numbers(&[0, 0, 1]),
        )
        .expect("a program");
        let Some(Outcome::Optimal { point, value, .. }) = program.solve(&mut |_| true) else {
            panic!("there is an optimum")
        };
        assert_eq!((point, value), (read(["1/25", "0", "1", "0"]), Rational::new(1, 20).unwrap_or_default()));
    }

    #[test]
    fn a_program_without_rows_or_with_a_list_too_short_is_met() {
        let free = LinearProgram::new(numbers(&[0, -1]), vec![], vec![]).expect("a program");
        assert!(matches!(free.solve(&mut |_| true), Some(Outcome::Optimal { .. })));
        assert_eq!(LinearProgram::new(numbers(&[1]), vec![numbers(&[1, 2])], numbers(&[1])), None);
        assert_eq!(LinearProgram::new(numbers(&[1]), vec![numbers(&[1])], vec![]), None);
        let stopped =
            LinearProgram::new(numbers(&[1]), vec![numbers(&[1])], numbers(&[1])).expect("a program");
        assert_eq!(stopped.solve(&mut |_| false), None);
    }
}
