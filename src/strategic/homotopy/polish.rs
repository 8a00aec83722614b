//! The last steps to an equilibrium, once it is known who plays what: Newton's method on equal payoffs.
//!
//! For given supports the conditions are that all strategies played pay their player the same and that probabilities
//! add up to one: as many equations as unknowns. Where solutions are not alone the equations do not
//! determine everything, and what they leave open is left as it is.
//!
//! Reference: Porter, Nudelman and Shoham 2008, Games and Economic Behavior 63 (equilibria by their supports).

use crate::strategic::homotopy::dense::solve_some;
use crate::strategic::homotopy::tensor::Tensor;

/// Newton's steps.
const STEPS: usize = 12;

/// Probabilities where Newton's method came to.
#[derive(Debug, Clone)]
pub(in crate::strategic) struct Polished {
    /// The probability of every strategy.
    pub(in crate::strategic) point: Vec<f64>,
    /// The greatest regret of a player, as a share of its range of payoffs.
    pub(in crate::strategic) regret: f64,
    /// Do the equations determine it? If not, others near it are as good.
    pub(in crate::strategic) is_alone: bool,
}

/// Probabilities near `start` at which all strategies of the supports pay their player the same, or as near to it
/// as was found.
///
/// - `start`: the probability of every strategy; those that are 0 stay 0.
pub(in crate::strategic) fn polished(tensor: &Tensor, start: &[f64]) -> Option<Polished> {
    let mut point = start.to_vec();
    let mut best: Option<Polished> = None;
    let mut is_alone = true;
    let mut worse = 0;
    for _ in 0..STEPS {
        let averages = tensor.averages(&point);
        let clipped: Vec<f64> = within(tensor, &point);
        let regret = regret(tensor, &clipped);
        if best.as_ref().is_none_or(|best| regret < best.regret) {
            best = Some(Polished { point: clipped, regret, is_alone });
            worse = 0;
        } else {
            worse += 1;
            if worse == 2 {
                break;
            }
        }
        let played: Vec<usize> = (0..point.len()).filter(|place| start[*place] > 0.0).collect();
        let players = tensor.counts.len();
        let size = played.len() + players;
        let mut matrix = vec![0.0; size * size];
        let mut right = vec![0.0; size];
        for player in 0..players {
            let (from, to) = (tensor.starts[player], tensor.starts[player] + tensor.counts[player]);
            let value = (from..to).map(|own| averages.payoffs[own] * point[own]).sum::<f64>();
            let mut sum = 0.0;
            for (row, &own) in played.iter().enumerate().filter(|(_, own)| (from..to).contains(*own)) {
                for (column, &other) in played.iter().enumerate() {
                    matrix[row * size + column] = averages.changes[own * point.len() + other];
                }
                matrix[row * size + played.len() + player] = -1.0;
                right[row] = averages.payoffs[own] - value;
                matrix[(played.len() + player) * size + row] = 1.0;
                sum += point[own];
            }
            right[played.len() + player] = sum - 1.0;
        }
        let (change, rank) = solve_some(&mut matrix, size, &mut right);
        is_alone = rank == size;
        let length = change.iter().fold(0.0_f64, |most, part| most.max(part.abs()));
        if !length.is_finite() || length > 2.0 {
            break;
        }
        for (&place, change) in played.iter().zip(&change) {
            point[place] -= change;
        }
        if length < 1e-16 {
            break;
        }
    }
    best.map(|best| Polished { is_alone, ..best })
}

/// The nearest probabilities: nothing below 0, sums of one.
pub(in crate::strategic) fn within(tensor: &Tensor, point: &[f64]) -> Vec<f64> {
    let mut list: Vec<f64> = point.iter().map(|part| part.max(0.0)).collect();
    for (player, &start) in tensor.starts.iter().enumerate() {
        let own = &mut list[start..start + tensor.counts[player]];
        let sum: f64 = own.iter().sum();
        if sum > 0.0 {
            own.iter_mut().for_each(|part| *part /= sum);
        } else {
            own[0] = 1.0;
        }
    }
    list
}

/// The greatest regret of a player at these probabilities, as a share of its range of payoffs.
pub(in crate::strategic) fn regret(tensor: &Tensor, probabilities: &[f64]) -> f64 {
    let averages = tensor.averages(probabilities);
    (0..tensor.counts.len())
        .map(|player| {
            let payoffs = tensor.of(player, &averages.payoffs);
            let best = payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let own: f64 = payoffs
                .iter()
                .zip(tensor.of(player, probabilities))
                .map(|(payoff, weight)| payoff * weight)
                .sum();
            best - own
        })
        .fold(0.0, f64::max)
}
