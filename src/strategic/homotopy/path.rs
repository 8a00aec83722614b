//! A path from an easy game to the game itself, followed in doubles.
//!
//! At the start every player is paid for its own strategy alone, by a prior bonus, and trembles so much that it plays
//! everything. Along the path the payoffs of the game take the place of the bonus as `t` goes from 0 to 1, and the
//! trembles die out with `1 - t`. The equilibrium at the start is known and the only one; for almost every bonus the
//! path from there is a smooth curve without branches that cannot stop before `t = 1`, where it ends in an
//! equilibrium of the game. It may turn back on its way, so it is followed by its length and not by `t`.
//!
//! The conditions along the path, for strategy `j` of player `i`: what it loses against the best, `s = v_i - t
//! u_ij(x) - (1 - t) bonus_ij`, and its probability `x` have the product `x s = e (1 - t)`. Both are written by
//! one free number `z = x - s`, as `x = (z + r) / 2` and `s = (r - z) / 2` with `r^2 = z^2 + 4 e (1 - t)`, so
//! that neither can fall below 0 and the curve stays smooth where a strategy comes into use. The step of the
//! path is counted in `w = -ln(1 - t)`, so that the last steps come near 1 by a constant factor each.
//!
//! References: Harsanyi 1975, International Journal of Game Theory 4 (tracing, and trembles by logarithms);
//! Herings and Peeters 2010, Economic Theory 42 (homotopies for equilibria); Chen and Harker 1993, SIAM Journal
//! on Matrix Analysis and Applications 14 (the smooth form of `x s = e`); Allgower and Georg 1990 (following a
//! curve).

use crate::strategic::homotopy::dense::solve;
use crate::strategic::homotopy::tensor::Tensor;

/// Size of the trembles at the start: the product of probability and loss, for payoffs between 0 and 1.
const TREMBLE: f64 = 0.2;
/// How much a step in `w` counts beside a step in probabilities and payoffs.
const WEIGHT: f64 = 0.2;
/// Where the path ends: `1 - t` is then 1e-13.
const END: f64 = 30.0;
/// Shortest step, below which the path is given up.
const SHORTEST: f64 = 1e-7;
/// Longest step.
const LONGEST: f64 = 1.0;
/// Newton's steps back to the path.
const CORRECTIONS: usize = 6;
/// Residual at which a point counts as on the path.
const ON_PATH: f64 = 1e-9;

/// A point of a path under way.
#[derive(Debug, Clone)]
pub(in crate::strategic) struct Path<'a> {
    tensor: &'a Tensor,
    bonus: &'a [f64],
    /// All `z`, then all `v`, then `w` times its weight.
    point: Vec<f64>,
    tangent: Vec<f64>,
    step: f64,
}

/// Whether a path goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::strategic) enum Progress {
    /// There is more to come.
    Under,
    /// The end is reached.
    Arrived,
    /// The path was lost.
    Lost,
}

impl<'a> Path<'a> {
    /// The start of the path with this bonus for each strategy.
    pub(in crate::strategic) fn new(tensor: &'a Tensor, bonus: &'a [f64]) -> Self {
        let all = tensor.all();
        let mut point = vec![0.0; all];
        let mut values = Vec::new();
        for (player, &start) in tensor.starts.iter().enumerate() {
            let own = tensor.of(player, bonus);
            let most = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            // The probabilities TREMBLE / (value - bonus) fall with the value; their sum is to be 1.
            let (mut low, mut high) = (most, most + TREMBLE * own.len() as f64);
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                let sum: f64 = own.iter().map(|bonus| TREMBLE / (middle - bonus)).sum();
                if sum > 1.0 { low = middle } else { high = middle }
            }
            for (place, bonus) in own.iter().enumerate() {
                let loss = high - bonus;
                point[start + place] = TREMBLE / loss - loss;
            }
            values.push(high);
        }
        point.append(&mut values);
        point.push(0.0);
        let mut tangent = vec![0.0; point.len()];
        tangent[point.len() - 1] = 1.0;
        Self { tensor, bonus, point, tangent, step: 0.05 }
    }

    /// How far the path has come: `w`, from 0 up.
    pub(in crate::strategic) fn way(&self) -> f64 {
        self.point[self.point.len() - 1] / WEIGHT
    }

    /// The free numbers `z` of all strategies: above 0 for those that the path seems to end with.
    pub(in crate::strategic) fn leanings(&self) -> &[f64] {
        &self.point[..self.tensor.all()]
    }

    /// The probability of every strategy.
    pub(in crate::strategic) fn probabilities(&self) -> Vec<f64> {
        let product = TREMBLE * (-self.way()).exp();
        self.leanings().iter().map(|&z| split(z, product).0).collect()
    }

    /// One step along the path.
    pub(in crate::strategic) fn advance(&mut self) -> Progress {
        let size = self.point.len();
        let (mut matrix, _) = self.system(&self.point);
        matrix.extend_from_slice(&self.tangent);
        let mut ahead = vec![0.0; size];
        ahead[size - 1] = 1.0;
        if solve(&mut matrix, &mut ahead).is_none() {
            return Progress::Lost;
        }
        let length = norm(&ahead);
        ahead.iter_mut().for_each(|part| *part /= length);
        self.tangent = ahead;
        loop {
            let guess: Vec<f64> =
                self.point.iter().zip(&self.tangent).map(|(from, along)| from + self.step * along).collect();
            if let Some((found, corrections)) = self.corrected(guess) {
                self.point = found;
                if corrections <= 3 {
                    self.step = (self.step * 2.0).min(LONGEST);
                } else if corrections > 4 {
                    self.step *= 0.7;
                }
                return if self.way() >= END { Progress::Arrived } else { Progress::Under };
            }
            self.step *= 0.4;
            if self.step < SHORTEST {
                return Progress::Lost;
            }
        }
    }

    /// Newton's method across the tangent, back to the path; with the number of steps that it took.
    fn corrected(&self, mut point: Vec<f64>) -> Option<(Vec<f64>, usize)> {
        let size = point.len();
        let mut before = f64::INFINITY;
        for corrections in 0..=CORRECTIONS {
            let (mut matrix, mut right) = self.system(&point);
            let off = right.iter().fold(0.0_f64, |most, part| most.max(part.abs()));
            if !off.is_finite() || off > 2.0 * before {
                return None;
            }
            if off < ON_PATH {
                return Some((point, corrections));
            }
            before = off;
            matrix.extend_from_slice(&self.tangent);
            right.push(0.0);
            solve(&mut matrix, &mut right)?;
            // A long way back means that the guess was worth little, and that another part of the curve may be
            // nearer.
            if norm(&right) > 0.5 * self.step {
                return None;
            }
            for (part, correction) in point.iter_mut().zip(&right[..size]) {
                *part -= correction;
            }
        }
        None
    }

    /// The residuals of the conditions, and how they change with every part of the point, by rows.
    fn system(&self, point: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let all = self.tensor.all();
        let size = point.len();
        let way = (point[size - 1] / WEIGHT).max(-1.0);
        let rest = (-way).exp();
        let (time, product) = (1.0 - rest, TREMBLE * rest);
        let halves: Vec<(f64, f64, f64)> = point[..all].iter().map(|&z| split(z, product)).collect();
        let probabilities: Vec<f64> = halves.iter().map(|half| half.0).collect();
        let averages = self.tensor.averages(&probabilities);
        let mut matrix = vec![0.0; (size - 1) * size];
        let mut right = vec![0.0; size - 1];
        // What `time` and `product` change per unit of the last part of the point.
        let (time_step, product_step) = (rest / WEIGHT, -product / WEIGHT);
        for (player, &start) in self.tensor.starts.iter().enumerate() {
            let (value, sum) = (all + player, &mut 0.0);
            for own in start..start + self.tensor.counts[player] {
                let (x, s, r) = halves[own];
                *sum += x;
                right[own] = point[value] - time * averages.payoffs[own] - rest * self.bonus[own] - s;
                let row = &mut matrix[own * size..(own + 1) * size];
                let changes = &averages.changes[own * all..(own + 1) * all];
                for ((cell, change), (x, _, r)) in row.iter_mut().zip(changes).zip(&halves) {
                    *cell = -time * change * x / r;
                }
                row[own] = s / r;
                row[value] = 1.0;
                row[size - 1] = time_step * (self.bonus[own] - averages.payoffs[own]);
                // Both halves grow with the product: the loss of this strategy, and the probabilities of the others.
                row[size - 1] -= product_step / r;
                let through: f64 =
                    changes.iter().zip(&halves).map(|(change, (_, _, r))| change / r).sum::<f64>();
                row[size - 1] -= time * through * product_step;
                let row = &mut matrix[value * size..(value + 1) * size];
                row[own] = x / r;
                row[size - 1] += product_step / r;
            }
            right[value] = *sum - 1.0;
        }
        (matrix, right)
    }
}

/// The two numbers `x` and `s` with `x - s = z` and `x s = product`, and `x + s`.
fn split(z: f64, product: f64) -> (f64, f64, f64) {
    let r = (z * z + 4.0 * product).sqrt().max(1e-300);
    // The smaller one is got by division: the difference would lose its digits.
    let large = f64::midpoint(z.abs(), r);
    let small = product / large;
    if z >= 0.0 { (large, small, r) } else { (small, large, r) }
}

fn norm(list: &[f64]) -> f64 {
    list.iter().map(|part| part * part).sum::<f64>().sqrt()
}
