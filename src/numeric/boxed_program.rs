//! Linear programs whose unknowns lie between 0 and an upper end each, solved exactly.
//!
//! [`BoxedProgram`] asks for the greatest `c x` with `A x <= b` and `0 <= x <= u`. The upper ends are no rows: what a
//! basis has to carry are the rows alone, few as they are here. Both outcomes can be checked by multiplication:
//!
//! | outcome | what proves it |
//! |---|---|
//! | optimal | multipliers `y >= 0` of the rows with `y b + sum_j u_j max(0, (c - y A)_j) = c x` (duality) |
//! | infeasible | multipliers `y >= 0` with `sum_j u_j min(0, (y A)_j) > y b` (Farkas) |
//!
//! Method: the dual simplex method in doubles, from the corner of the box where every unknown with a gain is at its
//! upper end, which is always dual feasible, so that there is no first phase. The last basis is solved again in
//! fractions and proved; where that fails, [`LinearProgram`] decides, with the upper ends as rows.
//!
//! References: Lemke 1954, Naval Research Logistics Quarterly 1 (the dual method); Dantzig 1955, Econometrica 23 (upper
//! ends without rows).

mod walk;

use crate::numeric::boxed_program::walk::{End, Walk};
use crate::numeric::linear_program::{self, LinearProgram};
use crate::numeric::{Rational, dot, linear_system};

/// Pivots in doubles for each row and unknown.
const PIVOTS: usize = 20;

/// Maximise `c x` subject to `A x <= b` and `0 <= x <= u`.
///
/// ```
/// use zopa::numeric::Rational;
/// use zopa::numeric::boxed_program::{BoxedProgram, Outcome};
///
/// // Most of 3 x + 2 y with x + y <= 4, x at most 3 and y at most 2: x = 3 and y = 1.
/// let numbers = |list: &[i64]| list.iter().map(|&number| Rational::from(number)).collect::<Vec<_>>();
/// let program =
///     BoxedProgram::new(numbers(&[3, 2]), numbers(&[3, 2]), vec![numbers(&[1, 1])], numbers(&[4])).unwrap();
/// let expected = Outcome::Optimal { point: numbers(&[3, 1]), value: 11.into(), multipliers: numbers(&[2]) };
/// assert_eq!(program.solve(&mut |_| true), Some(expected));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxedProgram {
    objective: Vec<Rational>,
    uppers: Vec<Rational>,
    rows: Vec<Vec<Rational>>,
    bounds: Vec<Rational>,
}

/// What there is to say about a program over a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// There is a greatest value.
    Optimal {
        /// Where it is reached, one number for each unknown.
        point: Vec<Rational>,
        /// The greatest value.
        value: Rational,
        /// For each row what the greatest value gains with each unit of its bound.
        multipliers: Vec<Rational>,
    },
    /// No point of the box meets all rows.
    Infeasible {
        /// Multipliers of the rows that add up to a contradiction over the box.
        multipliers: Vec<Rational>,
    },
}

impl BoxedProgram {
    /// A program; `None` if a length does not fit, or an upper end is below 0.
    ///
    /// - `objective`: `c`; `uppers`: `u`; one number for each unknown.
    /// - `rows`: the rows of `A`; `bounds`: `b`, one number for each row.
    #[must_use]
    pub fn new(
        objective: Vec<Rational>,
        uppers: Vec<Rational>,
        rows: Vec<Vec<Rational>>,
        bounds: Vec<Rational>,
    ) -> Option<Self> {
        let fits = uppers.len() == objective.len()
            && rows.len() == bounds.len()
            && rows.iter().all(|row| row.len() == objective.len())
            && !uppers.iter().any(Rational::is_negative);
        fits.then_some(Self { objective, uppers, rows, bounds })
    }

    /// The answer, or `None` once `go_on`, asked with the number of entries that a step changes, says no.
    ///
    /// Cost: in practice a few pivots in doubles for each row, and a square system of at most as many rows in fractions.
    pub fn solve(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Option<Outcome> {
        let work = (self.rows.len() as u64 + 1) * (self.objective.len() as u64 + 1);
        let mut walk = Walk::new(self);
        let end = walk.run(PIVOTS * (self.rows.len() + self.objective.len() + 1), &mut || go_on(work))?;
        let found = match end {
            End::Optimal => self.optimum(&walk),
            End::Blocked(row) => self.contradiction(&walk, row),
            End::Lost => None,
        };
        match found {
            Some(outcome) => Some(outcome),
            None => self.by_rows(go_on),
        }
    }

    /// The exact optimum at the basis where the walk ended, if it is one.
    fn optimum(&self, walk: &Walk) -> Option<Outcome> {
        let (tight, basic) = walk.basis();
        let mut point: Vec<Rational> = (0..self.uppers.len())
            .map(|unknown| if walk.at_upper[unknown] { self.uppers[unknown].clone() } else { Rational::ZERO })
            .collect();
        basic.iter().for_each(|&unknown| point[unknown] = Rational::ZERO);
        let left = |&row: &usize| &self.bounds[row] - &dot(&self.rows[row], &point);
        let right: Vec<Rational> = tight.iter().map(left).collect();
        let matrix: Vec<Vec<Rational>> = tight.iter().map(|&row| self.entries(row, &basic)).collect();
        let values = linear_system::solve(&matrix, &right)?;
        for (&unknown, value) in basic.iter().zip(values) {
            if value.is_negative() || value > self.uppers[unknown] {
                return None;
            }
            point[unknown] = value;
        }
        if self.rows.iter().zip(&self.bounds).any(|(row, bound)| dot(row, &point) > *bound) {
            return None;
        }
        let gains: Vec<Rational> = basic.iter().map(|&unknown| self.objective[unknown].clone()).collect();
        let multipliers = self.priced(&matrix, &tight, &gains)?;
        let value = dot(&self.objective, &point);
        let reach = self.most(&self.objective, &multipliers);
        (reach == value).then_some(Outcome::Optimal { point, value, multipliers })
    }

    /// Multipliers that show that no point meets all rows, from the row where the walk found no way on.
    fn contradiction(&self, walk: &Walk, row: usize) -> Option<Outcome> {
        let (tight, basic) = walk.basis();
        let matrix: Vec<Vec<Rational>> = tight.iter().map(|&row| self.entries(row, &basic)).collect();
        let unknowns = self.objective.len();
        // The slack of a row that is not met is this row less a combination of the tight ones; an unknown beyond its
        // ends is a combination of the tight ones alone, with one sign or the other.
        let variable = walk.basis[row];
        let candidates: Vec<(Vec<Rational>, Option<usize>)> = match variable.checked_sub(unknowns) {
            Some(own) => {
                let needed = self.entries(own, &basic).iter().map(|entry| -entry).collect();
                vec![(needed, Some(own))]
            }
            None => {
                let unit = |sign: i64| {
                    let entry = |&unknown: &usize| Rational::from(if unknown == variable { sign } else { 0 });
                    basic.iter().map(entry).collect::<Vec<_>>()
                };
                vec![(unit(1), None), (unit(-1), None)]
            }
        };
        candidates.into_iter().find_map(|(needed, own)| {
            let mut multipliers = self.priced(&matrix, &tight, &needed)?;
            if let Some(own) = own {
                multipliers[own] = Rational::ONE;
            }
            let nothing = vec![Rational::ZERO; unknowns];
            self.most(&nothing, &multipliers).is_negative().then_some(Outcome::Infeasible { multipliers })
        })
    }

    /// Multipliers `y >= 0` of the tight rows with `y matrix = gains`; 0 for the other rows.
    fn priced(&self, matrix: &[Vec<Rational>], tight: &[usize], gains: &[Rational]) -> Option<Vec<Rational>> {
        let columns: Vec<Vec<Rational>> =
            (0..gains.len()).map(|column| matrix.iter().map(|row| row[column].clone()).collect()).collect();
        let prices = linear_system::solve(&columns, gains)?;
        let mut multipliers = vec![Rational::ZERO; self.rows.len()];
        for (&row, price) in tight.iter().zip(prices) {
            if price.is_negative() {
                return None;
            }
            multipliers[row] = price;
        }
        Some(multipliers)
    }

    fn entries(&self, row: usize, unknowns: &[usize]) -> Vec<Rational> {
        unknowns.iter().map(|&unknown| self.rows[row][unknown].clone()).collect()
    }

    /// `y b + sum_j u_j max(0, (objective - y A)_j)`: what `objective x` cannot exceed.
    fn most(&self, objective: &[Rational], multipliers: &[Rational]) -> Rational {
        let mut rest = objective.to_vec();
        for (row, multiplier) in self.rows.iter().zip(multipliers).filter(|(_, own)| !own.is_zero()) {
            for (own, entry) in rest.iter_mut().zip(row).filter(|(_, entry)| !entry.is_zero()) {
                *own -= &(entry * multiplier);
            }
        }
        let over: Rational = rest
            .iter()
            .zip(&self.uppers)
            .filter(|(own, _)| own.is_positive())
            .map(|(own, end)| own * end)
            .sum();
        &over + &dot(multipliers, &self.bounds)
    }

    /// The answer with the upper ends as rows.
    fn by_rows(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Option<Outcome> {
        let mut rows = self.rows.clone();
        let unknowns = self.objective.len();
        rows.extend((0..unknowns).map(|own| {
            (0..unknowns).map(|unknown| Rational::from(i64::from(unknown == own))).collect::<Vec<_>>()
        }));
        let bounds = self.bounds.iter().chain(&self.uppers).cloned().collect();
        let kept = |mut multipliers: Vec<Rational>| {
            multipliers.truncate(self.rows.len());
            multipliers
        };
        match LinearProgram::new(self.objective.clone(), rows, bounds)?.solve(go_on)? {
            linear_program::Outcome::Optimal { point, value, multipliers } => {
                Some(Outcome::Optimal { point, value, multipliers: kept(multipliers) })
            }
            linear_program::Outcome::Infeasible { multipliers } => {
                Some(Outcome::Infeasible { multipliers: kept(multipliers) })
            }
            // A box has no direction without end.
            linear_program::Outcome::Unbounded { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BoxedProgram, Outcome};
    use crate::numeric::Rational;
    use crate::numeric::linear_program::{self, LinearProgram};
    use crate::numeric::random::Random;

    #[test]
    fn random_programs_come_out_as_with_the_upper_ends_as_rows() {
        let mut random = Random::new(5);
        let mut seen = [0; 2];
        for case in 0..3_000 {
            let (rows, unknowns) = (random.below(5) as usize, 1 + random.below(8) as usize);
            let span = if case % 2 == 0 { 3 } else { 1_000_000 };
            let mut list = |length: usize| -> Vec<Rational> {
                (0..length).map(|_| Rational::from(random.below(2 * span + 1) as i64 - span as i64)).collect()
            };
            let objective = list(unknowns);
            let uppers: Vec<Rational> =
                list(unknowns).iter().map(|own| own.clone().max(Rational::ZERO)).collect();
            let matrix: Vec<Vec<Rational>> = (0..rows).map(|_| list(unknowns)).collect();
            let bounds = list(rows);
            let mut all = matrix.clone();
            all.extend((0..unknowns).map(|own| {
                (0..unknowns).map(|other| Rational::from(i64::from(own == other))).collect::<Vec<_>>()
            }));
            let with_ends = bounds.iter().chain(&uppers).cloned().collect();
            let other = LinearProgram::new(objective.clone(), all, with_ends).unwrap();
            let program = BoxedProgram::new(objective, uppers, matrix, bounds).unwrap();
            match (program.solve(&mut |_| true).unwrap(), other.solve(&mut |_| true).unwrap()) {
                (
                    Outcome::Optimal { point, value, multipliers },
                    linear_program::Outcome::Optimal { value: other, .. },
                ) => {
                    assert_eq!(value, other);
                    assert_eq!(program.most(&program.objective, &multipliers), value);
                    assert_eq!(super::dot(&program.objective, &point), value);
                    assert!(!multipliers.iter().any(Rational::is_negative));
                    seen[0] += 1;
                }
                (Outcome::Infeasible { multipliers }, linear_program::Outcome::Infeasible { .. }) => {
                    let nothing = vec![Rational::ZERO; program.objective.len()];
                    assert!(program.most(&nothing, &multipliers).is_negative());
                    assert!(!multipliers.iter().any(Rational::is_negative));
                    seen[1] += 1;
                }
                (one, two) => panic!("{program:?} {one:?} {two:?}"),
            }
        }
        assert!(seen.iter().all(|&count| count > 300), "{seen:?}");
    }

    #[test]
    fn nearly_every_program_is_settled_without_the_long_way() {
        let mut random = Random::new(6);
        let (mut long, mut all) = (0, 0);
        for _ in 0..500 {
            let mut list = |length: usize, least: i64| -> Vec<Rational> {
                (0..length)
                    .map(|_| Rational::new(i128::from(random.below(101) as i64 + least), 7).unwrap())
                    .collect()
            };
            let (objective, uppers) = (list(20, -50), list(20, 0));
            let matrix: Vec<Vec<Rational>> = (0..5).map(|_| list(20, -50)).collect();
            let bounds = list(5, -60);
            let program = BoxedProgram::new(objective, uppers, matrix, bounds).unwrap();
            let mut walk = super::Walk::new(&program);
            let end = walk.run(1000, &mut || true).unwrap();
            let found = match end {
                super::End::Optimal => program.optimum(&walk),
                super::End::Blocked(row) => program.contradiction(&walk, row),
                super::End::Lost => None,
            };
            long += usize::from(found.is_none());
            all += 1;
        }
        assert!(long * 50 <= all, "{long} of {all}");
    }
}
