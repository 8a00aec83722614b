//! The greatest product over the mixtures of a few points, in doubles.
//!
//! With parts `p` that add to 1, rows `q_k` of gains and shares `s`, the weighted sum of logarithms of `g = sum s_k q_k`
//! has slopes `v q_k`, where the prices are `v_i = p_i / g_i`. At the optimum over all `s >= 0` with sum 1 they are 1
//! where `s_k > 0` and at most 1 elsewhere; scaling all shares shows that the sum need not be asked for.
//!
//! Method: Newton steps on the shares above 0, cut where one reaches 0, which is then dropped. Only `+ - * / sqrt`
//! are used, so that every machine takes the same way.

use crate::bargaining::convex::rough::dot;

/// Newton steps of one climb.
const STEPS: usize = 200;

/// A share below this is 0, and a row that is nearer than this to a mixture of others is one.
const NOTHING: f64 = 1e-14;
const DEPENDENT: f64 = 1e-9;

/// A mixture of some rows on its way up.
#[derive(Debug)]
pub(super) struct Descent {
    /// Parts of the bargaining weights, above 0.
    parts: Vec<f64>,
    /// The rows with a share, each with a number of its own.
    pub(super) rows: Vec<(usize, Vec<f64>)>,
    pub(super) shares: Vec<f64>,
}

impl Descent {
    /// Rows and shares of a mixture in which everybody gains.
    pub(super) fn new(parts: Vec<f64>, rows: Vec<(usize, Vec<f64>)>, shares: Vec<f64>) -> Self {
        Self { parts, rows, shares }
    }

    /// What a unit of each gain is worth at the mixture.
    pub(super) fn prices(&self) -> Vec<f64> {
        let gains = self.gains(&self.shares);
        self.parts.iter().zip(gains).map(|(part, gain)| part / gain).collect()
    }

    /// Does this row have a share?
    pub(super) fn holds(&self, number: usize) -> bool {
        self.rows.iter().any(|(own, _)| *own == number)
    }

    /// Adds a row.
    pub(super) fn join(&mut self, number: usize, row: Vec<f64>, share: f64) {
        self.rows.push((number, row));
        self.shares.push(share);
    }

    /// Takes a row out; the others take over its share.
    pub(super) fn drop_row(&mut self, place: usize) {
        self.rows.remove(place);
        self.shares.remove(place);
        let total: f64 = self.shares.iter().sum();
        self.shares.iter_mut().for_each(|share| *share /= total);
    }

    /// Climbs to the optimum over the mixtures of its rows; rows that end without a share are dropped.
    pub(super) fn climb(&mut self) {
        for _ in 0..STEPS {
            let prices = self.prices();
            let slopes: Vec<f64> = self.rows.iter().map(|(_, row)| dot(row, &prices) - 1.0).collect();
            let Some(step) = self.newton(&prices, &slopes) else { break };
            let rise = dot(&step, &slopes);
            let to_zero = |place: usize| -self.shares[place] / step[place];
            let first = (0..step.len())
                .filter(|&place| step[place] < 0.0)
                .min_by(|&one, &two| to_zero(one).total_cmp(&to_zero(two)));
            let limit = first.map_or(f64::INFINITY, to_zero).max(0.0);
            if rise.is_nan() || (rise <= 1e-28 && limit >= 1.0) {
                break;
            }
            let mut length = limit.min(1.0);
            while length > 1e-12 && self.is_past(&step, length, rise) {
                length /= 2.0;
            }
            self.shares.iter_mut().zip(&step).for_each(|(share, own)| *share += length * own);
            if let Some(place) = first.filter(|_| length >= limit) {
                self.shares[place] = 0.0;
            }
            self.forget_rows_without_share();
        }
        self.make_independent();
    }

    fn gains(&self, shares: &[f64]) -> Vec<f64> {
        let mut gains = vec![0.0; self.parts.len()];
        for ((_, row), share) in self.rows.iter().zip(shares) {
            gains.iter_mut().zip(row).for_each(|(gain, own)| *gain += share * own);
        }
        gains
    }

    fn forget_rows_without_share(&mut self) {
        let mut place = 0;
        while place < self.rows.len() {
            if self.shares[place] < NOTHING && self.rows.len() > 1 {
                self.rows.remove(place);
                self.shares.remove(place);
            } else {
                place += 1;
            }
        }
    }

    /// Is the way far past its top after `length` of `step`? The rise along a way only gets flatter: a slope that is
    /// not far below 0 is not far past the top.
    fn is_past(&self, step: &[f64], length: f64, rise: f64) -> bool {
        let shares: Vec<f64> =
            self.shares.iter().zip(step).map(|(share, own)| share + length * own).collect();
        let (gains, changes) = (self.gains(&shares), self.gains(step));
        if gains.iter().any(|gain| *gain <= 0.0) {
            return true;
        }
        let terms = self.parts.iter().zip(gains.iter().zip(&changes));
        let slope = terms.map(|(part, (gain, change))| part * change / gain).sum::<f64>();
        slope - step.iter().sum::<f64>() < -0.2 * rise
    }

    fn newton(&self, prices: &[f64], slopes: &[f64]) -> Option<Vec<f64>> {
        let rows: Vec<&[f64]> = self.rows.iter().map(|(_, row)| row.as_slice()).collect();
        solve(curvature(&rows, prices, &self.parts), slopes.to_vec())
    }

    /// Moves shares until no row is a mixture of the others, the gains staying as they are.
    fn make_independent(&mut self) {
        while let Some(relation) = self.relation() {
            let to_zero = |place: usize| self.shares[place] / relation[place];
            let first = (0..relation.len())
                .filter(|&place| relation[place] > NOTHING)
                .min_by(|&one, &two| to_zero(one).total_cmp(&to_zero(two)));
            let Some(place) = first.filter(|_| self.rows.len() > 1) else { return };
            let length = to_zero(place);
            self.shares.iter_mut().zip(&relation).for_each(|(share, own)| *share -= length * own);
            self.rows.remove(place);
            self.shares.remove(place);
        }
    }

    /// Factors, some above 0, with which the rows add to nothing, if there are.
    fn relation(&self) -> Option<Vec<f64>> {
        let count = self.rows.len();
        // Each row so far with its way back to the rows themselves, and its greatest entry.
        let mut reduced: Vec<(Vec<f64>, Vec<f64>, usize)> = Vec::with_capacity(count);
        for (place, (_, row)) in self.rows.iter().enumerate() {
            let (mut rest, mut way) = (row.clone(), vec![0.0; count]);
            way[place] = 1.0;
            for (other, other_way, pivot) in &reduced {
                let factor = rest[*pivot] / other[*pivot];
                rest.iter_mut().zip(other).for_each(|(own, other)| *own -= factor * other);
                way.iter_mut().zip(other_way).for_each(|(own, other)| *own -= factor * other);
            }
            let pivot = (0..rest.len()).max_by(|&one, &two| rest[one].abs().total_cmp(&rest[two].abs()))?;
            if rest[pivot].abs() < DEPENDENT {
                return Some(way);
            }
            reduced.push((rest, way, pivot));
        }
        None
    }
}

/// How fast the slopes of rows fall with their shares: `sum_i q_ki q_li v_i^2 / p_i`.
pub(super) fn curvature(rows: &[&[f64]], prices: &[f64], parts: &[f64]) -> Vec<Vec<f64>> {
    let weights: Vec<f64> = prices.iter().zip(parts).map(|(price, part)| price * price / part).collect();
    let entry = |one: &[f64], two: &[f64]| {
        one.iter().zip(two).zip(&weights).map(|((one, two), weight)| one * two * weight).sum()
    };
    rows.iter().map(|one| rows.iter().map(|two| entry(one, two)).collect()).collect()
}

/// The solution of a symmetric system that is positive up to rounding, a little raised on its diagonal.
pub(super) fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    let greatest = (0..size).map(|place| matrix[place][place]).fold(0.0, f64::max);
    matrix.iter_mut().enumerate().for_each(|(place, row)| row[place] += 1e-14 * greatest);
    for step in 0..size {
        let pivot = matrix[step][step];
        if pivot.is_nan() || pivot <= 0.0 {
            return None;
        }
        let pivot_row = matrix[step].clone();
        for row in step + 1..size {
            let factor = matrix[row][step] / pivot;
            for column in step..size {
                matrix[row][column] -= factor * pivot_row[column];
            }
            right[row] -= factor * right[step];
        }
    }
    for step in (0..size).rev() {
        let known: f64 = (step + 1..size).map(|column| matrix[step][column] * right[column]).sum();
        right[step] = (right[step] - known) / matrix[step][step];
    }
    Some(right)
}
