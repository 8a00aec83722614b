//! Products of gains that run straight, compared all over a stretch.
//!
//! A straight gain is written by what it is at both ends of a stretch: `p (1 - u) + q u` for `u` from 0 to 1. Multiplied
//! out, a product is a sum of `S_k u^k (1 - u)^(n - k)`, so that a difference whose `S_k` are none below 0 is above 0 in
//! between (Bernstein 1912). Where signs are mixed, the stretch is halved. One infinite end is an end like any other, because
//! position is a quotient `n / d` and `d` may be 0.
//!
//! Most packages are far below the best. [`Rough`] sees that in doubles, with bounds on their rounding; what it does not
//! see is compared in whole numbers.

use dashu_int::IBig;

use crate::numeric::Rational;
use crate::numeric::scale::nearest_double;

/// How often a stretch is halved before its signs count as not settled.
const MOST_HALVINGS: u32 = 96;
/// A bound on the rounding of a gain in doubles, relative to the numbers that it is the sum of.
const ROUNDING: f64 = 1e-13;

/// A position `n / d` on a line; `d` is 0 at an infinite end.
#[derive(Debug, Clone)]
pub(super) struct Position {
    over: IBig,
    under: IBig,
    /// `n / d` in doubles, or the sign of an infinite end.
    quotient: f64,
}

impl Position {
    /// A position that is a number.
    pub(super) fn at(position: &Rational) -> Self {
        let (over, under) = (position.numerator().clone(), IBig::from(position.denominator().clone()));
        let quotient = over.to_f64().value() / under.to_f64().value();
        Self { over, under, quotient }
    }

    /// Below everything.
    pub(super) fn lowest() -> Self {
        Self { over: IBig::from(-1), under: IBig::ZERO, quotient: -1.0 }
    }

    /// Above everything.
    pub(super) fn highest() -> Self {
        Self { over: IBig::ONE, under: IBig::ZERO, quotient: 1.0 }
    }

    /// A straight function given at positions 0 and 1, up to a factor above 0 that depends on the position alone.
    pub(super) fn value(&self, before: i128, after: i128) -> IBig {
        IBig::from(before) * &self.under + IBig::from(after - before) * &self.over
    }

    /// The same in doubles, with a bound on the rounding.
    fn rough(&self, before: i128, after: i128) -> (f64, f64) {
        let (start, rise) = (nearest_double(before), nearest_double(after - before));
        if self.under == IBig::ZERO {
            return (rise * self.quotient, ROUNDING * rise.abs());
        }
        let move_by = rise * self.quotient;
        (start + move_by, ROUNDING * (start.abs() + move_by.abs()))
    }
}

/// How two products compare all over a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The first is greater in between.
    Greater,
    /// They are the same.
    Equal,
    /// Neither.
    Mixed,
}

/// The gains of a package on a stretch: the product of those that do not move, and the others at both ends.
#[derive(Debug, Clone)]
pub(super) struct Gains {
    /// The product of the gains that do not move.
    pub(super) still: IBig,
    /// Each of the others at the lower and the upper end.
    pub(super) moving: Vec<(IBig, IBig)>,
}

/// How the product of `one` compares with that of `other` strictly between both ends.
pub(super) fn compare(one: &Gains, other: &Gains) -> Order {
    let difference = difference(one, other);
    if difference.iter().all(|number| *number == IBig::ZERO) {
        return Order::Equal;
    }
    if is_above(one, other, &difference, MOST_HALVINGS) { Order::Greater } else { Order::Mixed }
}

/// The `S_k` of a product.
fn product(gains: &Gains) -> Vec<IBig> {
    let mut list = vec![gains.still.clone()];
    for (low, high) in &gains.moving {
        let mut next = vec![IBig::ZERO; list.len() + 1];
        for (place, one) in list.iter().enumerate() {
            next[place] += one * low;
            next[place + 1] += one * high;
        }
        list = next;
    }
    list
}

fn difference(one: &Gains, other: &Gains) -> Vec<IBig> {
    product(one).iter().zip(product(other)).map(|(left, right)| left - right).collect()
}

fn is_above(one: &Gains, other: &Gains, whole: &[IBig], halvings: u32) -> bool {
    let zero = IBig::ZERO;
    if whole.iter().all(|number| *number >= zero) {
        return true;
    }
    if halvings == 0 || whole.iter().all(|number| *number <= zero) {
        return false;
    }
    let half = |gains: &Gains, upper: bool| {
        let part = |(low, high): &(IBig, IBig)| match upper {
            false => (low.clone(), low + high),
            true => (low + high, high.clone()),
        };
        Gains { still: gains.still.clone(), moving: gains.moving.iter().map(part).collect() }
    };
    [false, true].into_iter().all(|upper| {
        let (left, right) = (half(one, upper), half(other, upper));
        let part = difference(&left, &right);
        // The middle belongs to the inside.
        let middle = if upper { part.first() } else { part.last() };
        middle.is_some_and(|middle| *middle > zero) && is_above(&left, &right, &part, halvings - 1)
    })
}

/// A product in doubles, bounded from below, that others are held against.
#[derive(Debug)]
pub(super) struct Rough {
    ends: [Position; 2],
    /// What the product of the gains that do not move is divided by, and each of the others, so that products stay near 1.
    still_size: f64,
    sizes: Vec<f64>,
    /// Numbers below this count as 0 or as this, whichever is the safe side.
    tiny: f64,
    /// Lower bounds on the `S_k`.
    least: Vec<f64>,
    /// A product of upper bounds that is no greater than this bounds every `S_k` by `least`.
    enough: f64,
}

impl Rough {
    /// Bounds the product of a package between two positions.
    ///
    /// - `still`: the gains that do not move.
    /// - `moving`: each other gain at positions 0 and 1.
    pub(super) fn new(
        ends: [Position; 2],
        still: impl Iterator<Item = i128>,
        moving: &[(i128, i128)],
    ) -> Self {
        let least = |(before, after): &(i128, i128)| {
            ends.each_ref().map(|end| {
                let (gain, off) = end.rough(*before, *after);
                (gain - off).max(0.0)
            })
        };
        let pairs: Vec<[f64; 2]> = moving.iter().map(least).collect();
        let size = |[low, high]: &[f64; 2]| if low.max(*high) > 0.0 { low.max(*high) } else { 1.0 };
        let sizes: Vec<f64> = pairs.iter().map(size).collect();
        #[allow(clippy::cast_precision_loss)] // a number of parties
        let tiny = 10_f64.powf(-280.0 / (moving.len() + 1) as f64);
        let scaled = pairs
            .iter()
            .zip(&sizes)
            .map(|(pair, size)| pair.map(|gain| if gain / size < tiny { 0.0 } else { gain / size }));
        let product = still_product(still);
        let (still_size, constant) = if product > 0.0 { (product, 1.0 - ROUNDING) } else { (1.0, 0.0) };
        let least = expanded(constant, scaled);
        // An `S_k` has as many parts as there are ways to choose `k` of the pairs.
        let parts = expanded(1.0, moving.iter().map(|_| [1.0, 1.0]));
        let shares = least.iter().zip(&parts).map(|(least, parts)| least / parts);
        let is_known = least.iter().all(|least| least.is_finite());
        let enough = if is_known { shares.fold(f64::INFINITY, f64::min) * (1.0 - ROUNDING) } else { 0.0 };
        Self { ends, still_size, sizes, tiny, least, enough }
    }

    /// Is the product above that of a package wherever none of its gains is below 0? If not, that is not said.
    pub(super) fn is_clearly_above(
        &self,
        still: impl Iterator<Item = i128>,
        moving: impl Iterator<Item = (i128, i128)> + Clone,
    ) -> bool {
        // A gain that is below 0 at one end is bounded by 0 there: the straight line to the other end lies above it.
        let most = |((before, after), size): ((i128, i128), &f64)| {
            self.ends.each_ref().map(|end| {
                let (gain, off) = end.rough(before, after);
                let gain = (gain + off) / size;
                if gain <= 0.0 { 0.0 } else { gain.max(self.tiny) }
            })
        };
        let product = still_product(still) / self.still_size * (1.0 + ROUNDING);
        let constant = if product <= 0.0 { 0.0 } else { product.max(self.tiny) };
        // Most are so far below that the product of their greater ends shows it.
        let greater = |product: f64, pair| {
            let [low, high] = most(pair);
            product * low.max(high)
        };
        let bound = moving.clone().zip(&self.sizes).fold(constant, greater) * (1.0 + ROUNDING);
        if bound < self.enough {
            return true;
        }
        let most = expanded(constant, moving.zip(&self.sizes).map(most));
        let pairs = || self.least.iter().zip(&most);
        let is_above = pairs().all(|(least, most)| most.is_finite() && *least >= most * (1.0 + ROUNDING));
        is_above && pairs().any(|(least, most)| least > most)
    }
}

/// The product of gains that do not move, in doubles; 0 if one of them is no gain.
pub(super) fn still_product(gains: impl Iterator<Item = i128>) -> f64 {
    gains.fold(1.0, |product, gain| product * nearest_double(gain.max(0)))
}

/// The `S_k` of a product in doubles.
fn expanded(constant: f64, pairs: impl Iterator<Item = [f64; 2]>) -> Vec<f64> {
    let mut list = Vec::with_capacity(8);
    list.push(constant);
    for [low, high] in pairs {
        list.push(0.0);
        for place in (0..list.len()).rev() {
            let before = if place > 0 { list[place - 1] } else { 0.0 };
            list[place] = list[place] * low + before * high;
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::{Gains, Order, Position, Rough, compare};
    use crate::numeric::Rational;

    /// Gains at positions 0 and 1 as they are between two positions.
    fn gains(gains: &[(i128, i128)], ends: &[Position; 2]) -> Gains {
        let [low, high] = ends;
        let pair = |&(before, after): &(i128, i128)| (low.value(before, after), high.value(before, after));
        Gains { still: 1.into(), moving: gains.iter().map(pair).collect() }
    }

    fn ends(low: i64, high: i64) -> [Position; 2] {
        [low, high].map(|end| Position::at(&Rational::from(end)))
    }

    #[test]
    fn a_product_is_greater_only_where_it_is_so_all_over() {
        // (1 + t) (3 - t) and a constant 3: equal at 0 and 2, greater in between, less beyond.
        let (bent, flat) = ([(1, 2), (3, 2)], [(3, 3), (1, 1)]);
        let order = |ends: &[Position; 2]| compare(&gains(&bent, ends), &gains(&flat, ends));
        assert_eq!(order(&ends(0, 2)), Order::Greater);
        assert_eq!(order(&ends(0, 3)), Order::Mixed);
        assert_eq!(order(&ends(-1, 2)), Order::Mixed);
        assert_eq!(compare(&gains(&flat, &ends(0, 2)), &gains(&[(1, 1), (3, 3)], &ends(0, 2))), Order::Equal);
        // (t - 1)^2 + 0 touches 0 inside: not greater all over.
        let touching =
            compare(&gains(&[(-1, 0), (-1, 0)], &ends(0, 2)), &gains(&[(0, 0), (1, 1)], &ends(0, 2)));
        assert_eq!(touching, Order::Mixed);
        let far = [Position::at(&Rational::from(3)), Position::highest()];
        assert_eq!(compare(&gains(&flat, &far), &gains(&bent, &far)), Order::Greater);
    }

    #[test]
    fn doubles_say_less_only_where_whole_numbers_do() {
        let positions = [(0, 1), (-3, 2), (1, 40)];
        let mut said = 0;
        for seed in 0..4000_i128 {
            let gain = |place: i128| (((seed * 8 + place) * 2_654_435_761) >> 7) % 41 - 3;
            let one = [(gain(1), gain(2)), (gain(3), gain(4))];
            let other = [(gain(5), gain(6)), (gain(7), gain(8))];
            for (low, high) in positions {
                let ends = ends(low, high);
                let is_positive = |list: &[(i128, i128)]| {
                    gains(list, &ends).moving.iter().all(|(low, high)| *low >= 0.into() && *high >= 0.into())
                };
                if !is_positive(&one) || !is_positive(&other) {
                    continue;
                }
                // The same gain of both beside the others, which does not move.
                let rough = Rough::new(ends.clone(), std::iter::once(7), &one);
                if rough.is_clearly_above(std::iter::once(7), other.into_iter()) {
                    said += 1;
                    assert_eq!(compare(&gains(&one, &ends), &gains(&other, &ends)), Order::Greater, "{seed}");
                }
            }
        }
        assert!(said > 50, "{said}");
    }
}
