//! Signs of polynomials on an interval, in doubles that round outwards: what they settle needs no exact root.

use crate::numeric::{Enclosure, Polynomial, Rational};

/// A polynomial with enclosed coefficients, the constant first.
#[derive(Debug, Clone)]
pub(super) struct Signed(Vec<Enclosure>);

impl Signed {
    pub(super) fn of(polynomial: &Polynomial) -> Self {
        Self(polynomial.coefficients().iter().map(Enclosure::of).collect())
    }

    /// Is it surely below `other` from `from` to `to`, both included?
    ///
    /// On a range the values lie between the least and the greatest coefficient in Bernstein's form.
    pub(super) fn is_below(&self, other: &Self, from: &Rational, to: &Rational) -> bool {
        let (start, width) = (Enclosure::of(from), Enclosure::of(&(to - from)));
        let degree = self.0.len().max(other.0.len()).saturating_sub(1);
        let at = |list: &[Enclosure], power: usize| list.get(power).copied().unwrap_or(Enclosure::ZERO);
        let mut powers: Vec<Enclosure> =
            (0..=degree).map(|power| at(&self.0, power).minus(at(&other.0, power))).collect();
        // In powers of the way from `from`, as a share of the whole way.
        for first in 0..degree {
            for power in (first..degree).rev() {
                powers[power] = powers[power].plus(start.times(powers[power + 1]));
            }
        }
        let mut scale = Enclosure::exactly(1.0);
        for power in &mut powers {
            *power = power.times(scale);
            scale = scale.times(width);
        }
        // Coefficient j is the sum over k of (j over k) / (n over k) times that of power k.
        (0..=degree).all(|place| {
            let mut share = Enclosure::exactly(1.0);
            let mut sum = Enclosure::ZERO;
            for (power, own) in powers.iter().enumerate().take(place + 1) {
                sum = sum.plus(own.times(share));
                if power < place {
                    let next = Enclosure::exactly((place - power) as f64);
                    let ratio = next.over(Enclosure::exactly((degree - power) as f64));
                    share = ratio.map_or(share, |ratio| share.times(ratio));
                }
            }
            sum.high < 0.0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Signed;
    use crate::numeric::random::Random;
    use crate::numeric::{Polynomial, Rational};

    #[test]
    fn what_is_surely_below_has_no_root_between_and_most_that_is_below_is_seen() {
        let mut random = Random::new(3);
        let (mut below, mut seen) = (0, 0);
        for _ in 0..500 {
            let mut polynomial = || {
                let list = (0..4).map(|_| Rational::from(random.below(21) as i64 - 10)).collect();
                Polynomial::new(list)
            };
            let (one, two) = (polynomial(), polynomial());
            let from = Rational::new(i128::from(random.below(20)) - 10, 4).unwrap();
            let to = &from + &Rational::new(i128::from(random.below(8)) + 1, 8).unwrap();
            let difference = one.minus(&two);
            let is_below = !difference.is_zero()
                && difference.at(&from).is_negative()
                && difference.root_above(&from).is_none_or(|root| *root.low() > to);
            let is_seen = Signed::of(&one).is_below(&Signed::of(&two), &from, &to);
            assert!(is_below || !is_seen, "{one:?} {two:?} {from} {to}");
            below += u32::from(is_below);
            seen += u32::from(is_seen);
        }
        assert!(seen * 10 > below * 7 && below > 100, "{seen} of {below}");
    }
}
