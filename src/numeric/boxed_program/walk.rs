//! The dual simplex method in doubles: a guide to the basis where the exact answer is looked for.

use crate::numeric::Rational;
use crate::numeric::boxed_program::BoxedProgram;
use crate::numeric::doubles::SMALL;

/// Where a walk in doubles ended.
pub(in crate::numeric::boxed_program) enum End {
    Optimal,
    /// Nothing can bring the variable of this row back between its ends.
    Blocked(usize),
    /// The pivots did not suffice, or a number was lost.
    Lost,
}

/// The dual simplex method in doubles. Variables are the unknowns, then the slack of each row.
pub(in crate::numeric::boxed_program) struct Walk {
    /// Row by row: how the variable of the row changes with each other one, with the sign turned.
    table: Vec<Vec<f64>>,
    /// What the objective gains with each variable that is at one of its ends.
    gains: Vec<f64>,
    /// The value of the variable of each row.
    values: Vec<f64>,
    uppers: Vec<f64>,
    pub(in crate::numeric::boxed_program) basis: Vec<usize>,
    is_basic: Vec<bool>,
    pub(in crate::numeric::boxed_program) at_upper: Vec<bool>,
    unknowns: usize,
}

impl Walk {
    pub(in crate::numeric::boxed_program) fn new(program: &BoxedProgram) -> Self {
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
    pub(in crate::numeric::boxed_program) fn run(
        &mut self,
        mut pivots: usize,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Option<End> {
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
    pub(in crate::numeric::boxed_program) fn basis(&self) -> (Vec<usize>, Vec<usize>) {
        let tight = (0..self.basis.len()).filter(|row| !self.is_basic[self.unknowns + row]).collect();
        let basic = (0..self.unknowns).filter(|&unknown| self.is_basic[unknown]).collect();
        (tight, basic)
    }
}
