//! Integrals between two numbers that are proved.
//!
//! Where a function bends outwards, chords lie above it and tangents below, and the other way round. So on each cell of
//! a grid the trapezoid and the midpoint rule enclose the integral, once the signs of the second derivative are known;
//! these are found exactly. The grid is finer towards both ends, where square roots may rise steeply.

use std::cmp::Ordering;

use crate::numeric::{Enclosure, Polynomial, Rational, RationalFunction};

/// Cells between two places where the function changes how it bends.
const CELLS: u32 = 1 << 15;
/// Cells of an interval that is shorter than one of these cells.
const FEW: u32 = 16;

/// The integral of a function from `from` to `to`, or of its square root.
///
/// `None` if the function has no value somewhere; of square roots, the function is at least 0.
pub(super) fn integral(
    function: &RationalFunction,
    of_root: bool,
    from: &Rational,
    to: &Rational,
) -> Option<Enclosure> {
    let bend = bend(function, of_root);
    let value = Values::of(function, of_root);
    let (mut sum, mut at) = (Enclosure::ZERO, from.clone());
    while at < *to {
        let turn = bend.root_within(&at, to);
        let turn = turn.as_ref().map(|root| (root.low(), root.high())).filter(|(low, _)| *low < to);
        let next = turn.map_or(to, |(low, _)| low);
        sum = sum.plus(value.cells(&at, next, bend.sign_above(&at))?);
        // Where the turn is only known to lie between two numbers, the whole range of values counts.
        let beyond = turn.map_or(to, |(_, high)| high).min(to);
        let across = Enclosure::of(next).hull(Enclosure::of(beyond));
        let width = Enclosure::of(beyond).minus(Enclosure::of(next));
        sum = sum.plus(width.times(value.at(across)?));
        at = beyond.clone();
    }
    Some(sum)
}

/// A polynomial with the sign of the second derivative, wherever the function has a value.
///
/// Of `p / q` the derivatives are `n / q^2` with `n = p' q - p q'`, and `m / q^3` with `m = n' q - 2 n q'`. Of the square root
/// it is that of `2 f f'' - f'^2`, which is `(2 p m - n^2) / q^4`.
fn bend(function: &RationalFunction, of_root: bool) -> Polynomial {
    let (p, q) = (function.numerator(), function.denominator());
    let two = Polynomial::new(vec![Rational::from(2)]);
    let slope = q.derivative();
    let n = p.derivative().times(q).minus(&p.times(&slope));
    let m = n.derivative().times(q).minus(&two.times(&n).times(&slope));
    if of_root { two.times(p).times(&m).minus(&n.times(&n)) } else { m.times(q) }
}

/// A function whose values are enclosed.
struct Values {
    over: Vec<Enclosure>,
    under: Vec<Enclosure>,
    of_root: bool,
}

impl Values {
    fn of(function: &RationalFunction, of_root: bool) -> Self {
        let enclosed = |one: &Polynomial| one.coefficients().iter().map(Enclosure::of).collect();
        Self { over: enclosed(function.numerator()), under: enclosed(function.denominator()), of_root }
    }

    fn at(&self, x: Enclosure) -> Option<Enclosure> {
        let value =
            |list: &[Enclosure]| list.iter().rev().fold(Enclosure::ZERO, |sum, own| sum.times(x).plus(*own));
        let quotient = if self.under.len() == 1 {
            value(&self.over)
        } else {
            value(&self.over).over(value(&self.under))?
        };
        Some(if self.of_root { quotient.root() } else { quotient })
    }

    /// The integral where the function bends one way: `Greater` for outwards, as a square does.
    fn cells(&self, from: &Rational, to: &Rational, bend: Ordering) -> Option<Enclosure> {
        let (start, end) = (Enclosure::of(from), Enclosure::of(to));
        let (low, high) = (start.high, end.low);
        if low >= high {
            // Too short for a grid.
            let width = Enclosure { low: 0.0, high: end.minus(start).high.max(0.0) };
            return Some(width.times(self.at(start.hull(end))?));
        }
        let half = Enclosure::exactly(0.5);
        let mut sum = Enclosure::ZERO;
        let (mut left, mut at_left) = (start, self.at(start)?);
        let is_short = high - low < high.abs().max(low.abs()) / f64::from(CELLS);
        let cells = if is_short { FEW } else { CELLS };
        for cell in 1..=cells {
            let share = f64::from(cell) / f64::from(cells);
            let right = if cell == cells {
                end
            } else {
                // Rounding must not step back, nor beyond the end.
                let at = low + (high - low) * share * share * (3.0 - 2.0 * share);
                Enclosure::exactly(at.max(left.high).min(high))
            };
            let at_right = self.at(right)?;
            let width = right.minus(left);
            let chord = width.times(at_left.plus(at_right)).times(half);
            let tangent = width.times(self.at(left.plus(right).times(half))?);
            let (less, more) = if bend.is_gt() { (tangent, chord) } else { (chord, tangent) };
            sum = sum.plus(Enclosure { low: less.low, high: more.high.max(less.low) });
            (left, at_left) = (right, at_right);
        }
        Some(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::integral;
    use crate::numeric::{Field as _, Rational, RationalFunction};

    #[test]
    fn known_integrals_are_enclosed_to_ten_digits() {
        let s = RationalFunction::unknown();
        let one = RationalFunction::constant(&Rational::ONE);
        let check = |function: &RationalFunction, of_root: bool, exact: f64| {
            let found = integral(function, of_root, &Rational::ZERO, &Rational::ONE).unwrap();
            assert!(
                found.low <= exact && exact <= found.high && found.high - found.low < 1e-9,
                "{found:?} {exact}"
            );
        };
        // By hand: the square root of s to 2/3, 1 / (1 + s^2) to a quarter of pi, of which the bend turns at 1 / sqrt 3.
        check(&s, true, 2.0 / 3.0);
        let bell = one.over(&one.plus(&s.times(&s))).unwrap();
        check(&bell, false, std::f64::consts::FRAC_PI_4);
        // Half of a unit circle: s (1 - s), with the diameter 1, to pi / 8.
        check(&s.times(&one.minus(&s)), true, std::f64::consts::PI / 8.0);
        check(&one, false, 1.0);
    }
}
