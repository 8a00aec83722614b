//! Reasons why faces are empty, kept because neighbours are often empty for the same one.
//!
//! - [`Refutations`]: learns a reason from one empty face, and tries it on others.
//!
//! A face asks for `y >= 0`, only allowed strategies played, `A_i y = 1` for some rows and `A_i y <= 1` for the others. Let `q`
//! be a weight for each row with a negative sum, negative only where equality is asked for, and `q A` not below 0 wherever
//! something may be played. Then `0 <= q A y <= sum q < 0`: there is no such `y` (Farkas 1902). Which rows must be equalities
//! and which strategies may be played are two sets, so trying a reason takes two comparisons; conditional dominance is
//! the reason with two weights. Signs are proved by adding what rounding can do to a sum, so a reason holds exactly.

use crate::strategic::extreme::Labels;
use crate::strategic::extreme::bound::Doubles;
use crate::strategic::extreme::sides::Side;

/// Reasons kept at most; the last used are in front.
const KEPT: usize = 64;

/// Why a face is empty.
#[derive(Debug, Clone, Copy)]
struct Reason {
    /// Rows that must be equalities.
    needs: Labels,
    /// All that may be played.
    allows: Labels,
}

impl Reason {
    fn refutes(self, allowed: Labels, exact: Labels) -> bool {
        self.needs & !exact == 0 && allowed & !self.allows == 0
    }
}

/// Reasons learned so far.
#[derive(Debug, Default)]
pub(in crate::strategic) struct Refutations {
    reasons: Vec<Reason>,
    solution: Vec<f64>,
    weights: Vec<f64>,
    sums: Vec<f64>,
}

impl Refutations {
    /// Does a known reason show that this face is empty?
    pub(in crate::strategic) fn refutes(&mut self, allowed: Labels, exact: Labels) -> bool {
        let found = self.reasons.iter().position(|reason| reason.refutes(allowed, exact));
        if let Some(at) = found {
            self.reasons.swap(at, at / 2);
        }
        found.is_some()
    }

    /// Looks for a reason why the face is empty on which `own` is played and the rows `other` are exact, and keeps it;
    /// false if there is none that doubles prove.
    ///
    /// - `inverse`: about the inverse of the square matrix of these rows and columns, by rows.
    #[allow(clippy::cast_precision_loss)] // there are at most 128 rows
    pub(in crate::strategic) fn learn(
        &mut self,
        side: &Side,
        doubles: &Doubles,
        (own, other): (&[usize], &[usize]),
        inverse: &[f64],
    ) -> bool {
        let size = own.len();
        let Self { reasons, solution, weights, sums } = self;
        solution.clear();
        solution.extend(inverse.chunks_exact(size).map(|row| row.iter().sum::<f64>()));
        let total: f64 = solution.iter().map(|share| share.abs()).sum();
        weights.clear();
        weights.resize(side.other.1, 0.0);
        let lowest = (0..size).fold(0, |low, at| if solution[at] < solution[low] { at } else { low });
        let gap = if solution[lowest] < 0.0 {
            // The inverse's row for a negative share.
            let row = &inverse[lowest * size..][..size];
            other.iter().zip(row).for_each(|(&place, &weight)| weights[place] = weight);
            -solution[lowest]
        } else {
            // What a better response pays beyond the combination of exact rows that it equals.
            let slack = |row: usize| {
                1.0 - own.iter().zip(&*solution).map(|(&at, share)| doubles.row(row)[at] * share).sum::<f64>()
            };
            let outside = (0..side.other.1).filter(|row| !other.contains(row));
            let worst = outside.map(|row| (slack(row), row)).min_by(|one, two| one.0.total_cmp(&two.0));
            let Some((slack, row)) = worst.filter(|worst| worst.0 < 0.0) else { return false };
            for (line, &column) in inverse.chunks_exact(size).zip(own) {
                let factor = doubles.row(row)[column];
                other.iter().zip(line).for_each(|(&place, entry)| weights[place] -= factor * entry);
            }
            weights[row] = 1.0;
            -slack
        };
        // A little of every row of the inverse makes what must not be below 0 positive by the same amount.
        let little = gap / (2.0 * total);
        for line in inverse.chunks_exact(size) {
            other.iter().zip(line).for_each(|(&place, entry)| weights[place] += little * entry);
        }

        let magnitude: f64 = weights.iter().map(|weight| weight.abs()).sum();
        let slop = (side.other.1 as f64 + 4.0) * f64::EPSILON * magnitude;
        if weights.iter().sum::<f64>().partial_cmp(&-slop) != Some(std::cmp::Ordering::Less) {
            return false;
        }
        sums.clear();
        sums.resize(side.own.1, 0.0);
        let mut needs = 0;
        for (row, &weight) in weights.iter().enumerate() {
            if weight < 0.0 {
                needs |= 1 << (side.other.0 + row);
            }
            sums.iter_mut().zip(doubles.row(row)).for_each(|(sum, entry)| *sum += weight * entry);
        }
        let slop = slop * doubles.greatest();
        let is_proved = |at: &usize| sums[*at] > slop;
        let allows = (0..sums.len()).filter(is_proved).fold(0, |labels, at| labels | 1 << (side.own.0 + at));
        let reason = Reason { needs, allows };
        let set =
            |places: &[usize], first: usize| places.iter().fold(0, |labels, at| labels | 1 << (first + at));
        if !reason.refutes(set(own, side.own.0), set(other, side.other.0)) {
            return false;
        }
        if reasons.len() == KEPT {
            reasons.pop();
        }
        reasons.insert(reasons.len() / 2, reason);
        true
    }
}
