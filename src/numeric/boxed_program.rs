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

use crate::numeric::doubles::SMALL;
use crate::numeric::linear_program::{self, LinearProgram};
use crate::numeric::{Rational, linear_system};

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

/// The sum of products, pair by pair.
fn dot(one: &[Rational], other: &[Rational]) -> Rational {
    let pairs = one.iter().zip(other).filter(|(one, other)| !one.is_zero() && !other.is_zero());
    pairs.map(|(one, other)| one * other).sum()
}

/// Where a walk in doubles ended.
enum End {
    Optimal,
    /// Nothing can bring the variable of this row back between its ends.
    Blocked(usize),
    /// The pivots did not suffice, or a number was lost.
    Lost,
}

/// The dual simplex method in doubles. Variables are the unknowns, then the slack of each row.
struct Walk {
    /// Row by row: how the variable of the row changes with each other one, with the sign turned.
    table: Vec<Vec<f64>>,
    /// What the objective gains with each variable that is at one of its ends.
    gains: Vec<f64>,
    /// The value of the variable of each row.
    values: Vec<f64>,
    uppers: Vec<f64>,
    basis: Vec<usize>,
    is_basic: Vec<bool>,
    at_upper: Vec<bool>,
    unknowns: usize,
}

impl Walk {
    fn new(program: &BoxedProgram) -> Self {
        let (unknowns, count) = (program.objective.len(), program.rows.len());
        let doubles = |list: &[Rational]| list.iter().map(Rational::to_f64).collect::<Vec<f64>>();
        // Unknowns are measured by their upper ends, rows and the objective by their greatest entry.
        let ends = doubles(&program.uppers);
        let measured = |list: &[Rational]| -> (Vec<f64>, f64) {
            let list: Vec<f64> = doubles(list).iter().zip(&ends).map(|(own, end)| own * end).collect();
            let greatest = list.iter().fold(0.0_f64, |greatest, own| own.abs().max(greatest));
            (list, if greatest > 0.0 { greatest } else { 1.0 })
        };
        let (objective, greatest) = measured(&program.objective);
        let mut gains: Vec<f64> = objective.iter().map(|gain| gain / greatest).collect();
        let at_upper: Vec<bool> =
            gains.iter().map(|gain| *gain > 0.0).chain((0..count).map(|_| false)).collect();
        gains.resize(unknowns + count, 0.0);
        let (mut table, mut values) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for (place, (row, bound)) in program.rows.iter().zip(&program.bounds).enumerate() {
            let (row, greatest) = measured(row);
            let mut row: Vec<f64> = row.iter().map(|entry| entry / greatest).collect();
            let taken: f64 = row.iter().zip(&at_upper).filter(|(_, at)| **at).map(|(entry, _)| entry).sum();
            values.push(bound.to_f64() / greatest - taken);
            row.resize(unknowns + count, 0.0);
            row[unknowns + place] = 1.0;
            table.push(row);
        }
        let upper = |end: &f64| if *end > 0.0 { 1.0 } else { 0.0 };
        Self {
            table,
            gains,
            values,
            uppers: ends.iter().map(upper).chain((0..count).map(|_| f64::INFINITY)).collect(),
            basis: (unknowns..unknowns + count).collect(),
            is_basic: (0..unknowns + count).map(|variable| variable >= unknowns).collect(),
            at_upper,
            unknowns,
        }
    }

    /// Pivots until every variable is between its ends; `None` once `go_on` says no.
    fn run(&mut self, mut pivots: usize, go_on: &mut dyn FnMut() -> bool) -> Option<End> {
        loop {
            let beyond = |row: &usize| {
                let (value, upper) = (self.values[*row], self.uppers[self.basis[*row]]);
                (-value).max(value - upper)
            };
            let worst = (0..self.values.len())
                .filter(|row| beyond(row) > SMALL)
                .max_by(|one, two| beyond(one).total_cmp(&beyond(two)).then(two.cmp(one)));
            let Some(row) = worst else {
                let is_lost = self.values.iter().any(|value| value.is_nan());
                return Some(if is_lost { End::Lost } else { End::Optimal });
            };
            let Some(entering) = self.entering(row) else { return Some(End::Blocked(row)) };
            if pivots == 0 {
                return Some(End::Lost);
            }
            if !go_on() {
                return None;
            }
            pivots -= 1;
            self.pivot(row, entering);
        }
    }

    /// The variable that brings back that of `row` at the least price for each unit.
    fn entering(&self, row: usize) -> Option<usize> {
        let rises = self.values[row] < 0.0;
        let price = |variable: usize| (self.gains[variable] / self.table[row][variable]).abs();
        let helps = |variable: &usize| {
            let entry = self.table[row][*variable];
            let can_move = !self.is_basic[*variable] && self.uppers[*variable] > 0.0;
            can_move && if rises == self.at_upper[*variable] { entry > SMALL } else { entry < -SMALL }
        };
        let size = |variable: usize| self.table[row][variable].abs();
        (0..self.gains.len()).filter(helps).min_by(|&one, &two| {
            let close = (price(one) - price(two)).abs() < SMALL;
            let by_size = size(two).total_cmp(&size(one)).then(one.cmp(&two));
            if close { by_size } else { price(one).total_cmp(&price(two)) }
        })
    }

    fn pivot(&mut self, row: usize, entering: usize) {
        let leaving = self.basis[row];
        let to_upper = self.values[row] > 0.0;
        let target = if to_upper { self.uppers[leaving] } else { 0.0 };
        let length = (self.values[row] - target) / self.table[row][entering];
        for (place, value) in self.values.iter_mut().enumerate() {
            *value -= self.table[place][entering] * length;
        }
        let start = if self.at_upper[entering] { self.uppers[entering] } else { 0.0 };
        self.values[row] = start + length;
        let pivot = self.table[row][entering];
        self.table[row].iter_mut().for_each(|entry| *entry /= pivot);
        let own = self.table[row].clone();
        for (place, other) in self.table.iter_mut().enumerate().filter(|(place, _)| *place != row) {
            let factor = other[entering];
            if factor.abs() > 0.0 {
                other.iter_mut().zip(&own).for_each(|(entry, own)| *entry -= factor * own);
            }
            debug_assert!(place != row);
        }
        let factor = self.gains[entering];
        self.gains.iter_mut().zip(&own).for_each(|(gain, own)| *gain -= factor * own);
        self.basis[row] = entering;
        (self.is_basic[entering], self.is_basic[leaving]) = (true, false);
        (self.at_upper[entering], self.at_upper[leaving]) = (false, to_upper);
    }

    /// The rows without slack and the unknowns between their ends: as many of one as of the other.
    fn basis(&self) -> (Vec<usize>, Vec<usize>) {
        let tight = (0..self.basis.len()).filter(|row| !self.is_basic[self.unknowns + row]).collect();
        let basic = (0..self.unknowns).filter(|&unknown| self.is_basic[unknown]).collect();
        (tight, basic)
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
