//! From doubles near an equilibrium to exact fractions that may be it.
//!
//! - [`gridded`]: over one large denominator, always possible.
//! - [`simple_fractions`]: small denominators, by continued fractions.
//! - [`two_mixing`]: where at most two players mix, each one's probabilities follow from equal payoffs of the
//!   other, which is linear and is solved exactly, whatever the size of the denominators.
//!
//! Nothing here is proved; whoever asks computes the regret of what comes back.

use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::lifting::solve;
use crate::numeric::whole::Whole as _;
use crate::strategic::homotopy::tensor::Tensor;

/// Greatest denominator of a fraction that is guessed from a double.
const MAX_GUESS: i128 = 1 << 22;
/// How near a double a guessed fraction must be.
const GUESS: f64 = 4e-15;
/// Probabilities that are not guessed are whole multiples of this part of one.
const GRID: i128 = 1 << 52;

/// Fractions over 2^52 near these doubles; the greatest probability of each player takes up what rounding leaves.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // 2^52 is exact, probabilities are at most 1
pub(in crate::strategic) fn gridded(tensor: &Tensor, point: &[f64]) -> Vec<Vec<Rational>> {
    (0..tensor.counts.len())
        .map(|player| {
            let own = tensor.of(player, point);
            let mut parts: Vec<i128> = own.iter().map(|part| (part * GRID as f64).round() as i128).collect();
            let most = (0..parts.len()).max_by_key(|place| (parts[*place], usize::MAX - place)).unwrap_or(0);
            parts[most] += GRID - parts.iter().sum::<i128>();
            parts.iter().map(|&part| Rational::new(part, GRID).unwrap_or_default()).collect()
        })
        .collect()
}

/// Fractions with small denominators within rounding of these doubles, if those of each player add up to one.
pub(in crate::strategic) fn simple_fractions(tensor: &Tensor, point: &[f64]) -> Option<Vec<Vec<Rational>>> {
    (0..tensor.counts.len())
        .map(|player| {
            let guess: Vec<Rational> =
                tensor.of(player, point).iter().map(|&part| simple(part)).collect::<Option<_>>()?;
            (guess.iter().sum::<Rational>() == 1).then_some(guess)
        })
        .collect()
}

/// The simplest fraction within rounding of a number between 0 and 1, by its continued fraction.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // digits are bounded before they are converted
fn simple(number: f64) -> Option<Rational> {
    let (mut above, mut below) = ((0_i128, 1_i128), (1_i128, 0_i128));
    let mut rest = number;
    for _ in 0..40 {
        let whole = rest.floor();
        if whole.is_nan() || whole > 1e12 {
            return None;
        }
        let digit = whole as i128;
        above = (above.1, digit * above.1 + above.0);
        below = (below.1, digit * below.1 + below.0);
        if below.1 > MAX_GUESS {
            return None;
        }
        if (above.1 as f64 / below.1 as f64 - number).abs() < GUESS {
            return Rational::new(above.1, below.1);
        }
        rest = 1.0 / (rest - whole);
    }
    None
}

/// The exact probabilities of the supports of `point` if at most two players mix, over as many strategies each.
///
/// `None` if there are more or less than one solution, or payoffs are too wide.
pub(in crate::strategic) fn two_mixing(
    game: &NormalFormGame,
    tensor: &Tensor,
    point: &[f64],
) -> Option<Vec<Vec<Rational>>> {
    let played: Vec<Vec<usize>> = (0..tensor.counts.len())
        .map(|player| {
            let own = tensor.of(player, point).iter().enumerate();
            own.filter(|(_, part)| **part > 0.0).map(|(strategy, _)| strategy).collect()
        })
        .collect();
    let mixing: Vec<usize> = (0..played.len()).filter(|player| played[*player].len() > 1).collect();
    let [one, two] = *mixing else { return None };
    if played[one].len() != played[two].len() {
        return None;
    }
    let base: Vec<usize> = played.iter().map(|own| own[0]).collect();
    let base = game.index(&base);
    let mut strategies: Vec<Vec<Rational>> = (0..played.len())
        .map(|player| {
            let certain = |strategy| Rational::from(i64::from(strategy == played[player][0]));
            (0..tensor.counts[player]).map(certain).collect()
        })
        .collect();
    for (player, other) in [(one, two), (two, one)] {
        let units = game.payoffs(other).narrow()?;
        let place = |strategy: usize, reply: usize| {
            base + (strategy - played[player][0]) * game.stride(player)
                + (reply - played[other][0]) * game.stride(other)
        };
        // Every reply of the other pays it as much as its first one.
        let mut matrix = Vec::new();
        for reply in &played[other][1..] {
            for strategy in &played[player] {
                let first = units[place(*strategy, played[other][0])];
                let gain = units[place(*strategy, *reply)].checked_sub(first)?;
                matrix.push(gain);
            }
        }
        if matrix.iter().any(|gain| gain.unsigned_abs() > 1 << 62) {
            return None;
        }
        matrix.resize(matrix.len() + played[player].len(), 1);
        let mut right = vec![0; played[player].len()];
        *right.last_mut()? = 1;
        let found = solve(&matrix, &right)?;
        for (strategy, above) in played[player].iter().zip(&found.numerators) {
            strategies[player][*strategy] = above.over(&found.denominator);
        }
    }
    Some(strategies)
}

#[cfg(test)]
mod tests {
    use super::simple;
    use crate::numeric::Rational;

    #[test]
    fn small_fractions_are_found_behind_doubles_and_others_are_not() {
        for (above, below) in [(0, 1), (1, 1), (1, 3), (355, 1130), (999_983, 3_000_017)] {
            assert_eq!(
                simple(f64::from(above) / f64::from(below)),
                Rational::new(above.into(), below.into())
            );
        }
        assert_eq!(simple(std::f64::consts::FRAC_1_SQRT_2), None);
        assert_eq!(simple(f64::NAN), None);
    }
}
