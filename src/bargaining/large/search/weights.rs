//! Weights under which even the best package of all is hardly better than what can be had.
//!
//! For any weights, the best row of each block by itself gives the greatest weighted sum, and that bounds what an aim can
//! reach. The bound is a quasi-convex function of the weights; the ellipsoid method (Shor 1977; Yudin and Nemirovski 1976)
//! makes it small with one look at all rows for each step. With a handful of coordinates some hundred steps do.
//!
//! Doubles look for the weights, by operations that are the same on every machine. Weights that are not the best make a
//! search slower and never wrong.

use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::search::aim::Aim;
use crate::budget::Budget;
use crate::numeric::logarithm::ln;

/// Most steps for each squared number of coordinates.
const STEPS: usize = 60;
/// Most values of rows that are looked at in all.
const MOST_LOOKED_AT: usize = 2_000_000_000;
/// The method ends where a step changes nothing that doubles can tell.
const SMALL: f64 = 1e-26;
/// Weighted sums stay below two to this power.
const BITS: f64 = 60.0;

/// Whole weights of 0 or more for the coordinates; `None` if the budget ran out.
pub(crate) fn find(blocks: &Blocks<i64>, aim: &Aim, budget: &Budget<'_>) -> Option<Vec<i64>> {
    let found = Ellipsoid::new(blocks, aim)?.run(budget)?;
    // As fine as sums allow.
    let reach = |place: usize| {
        let known = [blocks.floors[place], aim.base()[place]].map(|value| value.unsigned_abs() as f64);
        blocks.size(place) + known[0] + known[1] + 1.0
    };
    let total: f64 = found.iter().enumerate().map(|(place, weight)| weight * reach(place)).sum();
    let scale = (0..BITS as u32).fold(0.25, |power: f64, _| power * 2.0) / total.max(f64::MIN_POSITIVE);
    // What everything reaches needs no weight.
    let [least, _] = blocks.sums(i64::min)?;
    let least = &least[blocks.blocks.len()];
    let is_idle = |place: usize| !aim.measures(place) && least[place] >= blocks.floors[place];
    let whole = |(place, weight): (usize, &f64)| match (is_idle(place), aim.measures(place)) {
        (true, _) => 0,
        (false, false) => (weight * scale) as i64,
        // Without a weight here a sum would bound nothing.
        (false, true) => ((weight * scale) as i64).max(1),
    };
    Some(found.iter().enumerate().map(whole).collect())
}

struct Ellipsoid<'a> {
    blocks: &'a Blocks<i64>,
    aim: &'a Aim,
    floors: Vec<i64>,
    /// Range of each coordinate, in which its weight is measured.
    range: Vec<f64>,
}

impl<'a> Ellipsoid<'a> {
    fn new(blocks: &'a Blocks<i64>, aim: &'a Aim) -> Option<Self> {
        let range = blocks.ranges()?.into_iter().map(|range| range as f64);
        Some(Self { blocks, aim, floors: aim.eligible(blocks), range: range.collect() })
    }

    /// The best weights found, for units of the game.
    ///
    /// The weights of ranges add up to 1; the method moves all but the last.
    fn run(&self, budget: &Budget<'_>) -> Option<Vec<f64>> {
        let width = self.blocks.width;
        let free = width - 1;
        let size = free as f64;
        let rows: usize = self.blocks.blocks.iter().map(|block| block.len()).sum();
        let steps = (STEPS * width * width).min(MOST_LOOKED_AT / (rows * width).max(1)).max(1);
        let mut centre = vec![1.0 / width as f64; free];
        // The matrix of the ellipsoid: a ball that holds all weights.
        let mut shape: Vec<Vec<f64>> = (0..free)
            .map(|row| (0..free).map(|column| f64::from(u8::from(row == column))).collect())
            .collect();
        let mut best: Option<(f64, Vec<f64>)> = None;
        for _ in 0..steps {
            if !budget.spend((1 + rows / 8) as u64) {
                return None;
            }
            let mut shares = centre.clone();
            shares.push(1.0 - centre.iter().sum::<f64>());
            let slope = match shares.iter().position(|share| *share <= 0.0) {
                Some(place) => (0..width).map(|other| if other == place { -1.0 } else { 0.0 }).collect(),
                None => {
                    let (value, slope) = self.bound(&shares);
                    if best.as_ref().is_none_or(|(least, _)| value < *least) {
                        best = Some((value, shares));
                    }
                    slope
                }
            };
            let slope: Vec<f64> = (0..free).map(|place| slope[place] - slope[free]).collect();
            let along: Vec<f64> =
                shape.iter().map(|row| row.iter().zip(&slope).map(|(a, b)| a * b).sum()).collect();
            let length: f64 = slope.iter().zip(&along).map(|(a, b)| a * b).sum();
            if free == 0 || length.is_nan() || length < SMALL {
                break;
            }
            let root = length.sqrt();
            centre.iter_mut().zip(&along).for_each(|(place, along)| *place -= along / root / (size + 1.0));
            // In one dimension the ellipsoid is an interval, and half of it is left.
            let (grow, cut) =
                if free == 1 { (0.25, 0.0) } else { (size * size / (size * size - 1.0), 2.0 / (size + 1.0)) };
            for (row, own) in shape.iter_mut().zip(&along) {
                for (entry, other) in row.iter_mut().zip(&along) {
                    *entry = grow * (*entry - cut * own * other / length);
                }
            }
        }
        let (_, shares) = best?;
        Some(shares.iter().zip(&self.range).map(|(share, range)| share / range).collect())
    }

    /// What the aim can reach at most with these shares of weight, and in which direction of the shares that grows.
    fn bound(&self, shares: &[f64]) -> (f64, Vec<f64>) {
        let width = self.blocks.width;
        let weights: Vec<f64> = shares.iter().zip(&self.range).map(|(share, range)| share / range).collect();
        let mut sums = vec![0_i64; width];
        for block in &self.blocks.blocks {
            let mut greatest = f64::NEG_INFINITY;
            let mut chosen = &block.values[..width];
            for row in block.values.chunks_exact(width) {
                let value: f64 = row.iter().zip(&weights).map(|(value, weight)| *value as f64 * weight).sum();
                if value > greatest {
                    (greatest, chosen) = (value, row);
                }
            }
            sums.iter_mut().zip(chosen).for_each(|(sum, value)| *sum += value);
        }
        let beyond = |base: &[i64], measured: &dyn Fn(usize) -> bool| -> Vec<f64> {
            let from = |place: usize| if measured(place) { base[place] } else { self.floors[place] };
            (0..width).map(|place| (sums[place] - from(place)) as f64 / self.range[place]).collect()
        };
        let dot = |left: &[f64]| -> f64 { left.iter().zip(shares).map(|(a, b)| a * b).sum() };
        match self.aim {
            Aim::Least { base, step, .. } => {
                let beyond = beyond(base, &|place| step[place] > 0);
                let step: Vec<f64> =
                    step.iter().zip(&self.range).map(|(step, range)| *step as f64 / range).collect();
                let value = dot(&beyond) / dot(&step);
                (value, beyond.iter().zip(&step).map(|(beyond, step)| beyond - value * step).collect())
            }
            Aim::Product { base, powers } => {
                let beyond = beyond(base, &|place| powers[place] > 0);
                let total: f64 = powers.iter().map(|&power| f64::from(power)).sum();
                let sum = dot(&beyond);
                if sum <= 0.0 {
                    // Nothing gives everybody a gain: these weights cannot be improved on.
                    return (f64::NEG_INFINITY, vec![0.0; width]);
                }
                let part = |place: usize| f64::from(powers[place]) / total;
                let mean: f64 = (0..width).map(|place| part(place) * ln(shares[place])).sum();
                let slope = (0..width).map(|place| beyond[place] / sum - part(place) / shares[place]);
                (ln(sum) - mean, slope.collect())
            }
        }
    }
}
