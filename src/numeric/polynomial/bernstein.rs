//! Roots and signs of a polynomial between two numbers, by its coefficients in Bernstein's form.
//!
//! The form on an interval is a list of whole numbers. As often as their signs change, so many roots there are at most,
//! and with one change exactly one (Descartes' rule); without any the polynomial has their sign. An interval with more
//! is halved, which needs sums of whole numbers only and is far faster than a chain of remainders.
//!
//! Reference: Collins and Akritas 1976; Basu, Pollack and Roy 2006, Algorithms in Real Algebraic Geometry, chapter 10.

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::numeric::scale::common_denominator;
use crate::numeric::{Polynomial, Rational};

/// How often an interval is halved; roots that are nearer to each other are left to another method.
const DEEPEST: usize = 120;

/// A polynomial on an interval, as one in `t` from 0 to 1 with whole coefficients, the constant first.
#[derive(Debug, Clone)]
struct Unit {
    powers: Vec<IBig>,
}

/// The signs of a polynomial at fractions, in whole numbers.
pub(super) struct Signs(Vec<IBig>);

impl Signs {
    pub(super) fn of(polynomial: &Polynomial) -> Self {
        Self(whole(polynomial.coefficients()))
    }

    /// The sign at `x`.
    pub(super) fn at(&self, x: &Rational) -> Ordering {
        let (over, under) = (x.numerator(), IBig::from(x.denominator().clone()));
        let mut scale = IBig::ONE;
        let sum = self.0.iter().rev().fold(IBig::ZERO, |sum, own| {
            let next = sum * over + own * &scale;
            scale *= &under;
            next
        });
        sum.cmp(&IBig::ZERO)
    }
}

/// Fractions times their common denominator.
fn whole(list: &[Rational]) -> Vec<IBig> {
    let unit = common_denominator(list);
    list.iter().map(|own| own.numerator() * IBig::from(&unit / own.denominator())).collect()
}

/// What is known of an interval.
enum Known<T> {
    /// This.
    Yes(T),
    /// Nothing: roots are too near to each other.
    Unsettled,
}

impl Unit {
    fn of(polynomial: &Polynomial, low: &Rational, high: &Rational) -> Self {
        let mut powers = polynomial.coefficients().to_vec();
        let degree = powers.len().saturating_sub(1);
        for first in 0..degree {
            for power in (first..degree).rev() {
                powers[power] = &powers[power] + &(low * &powers[power + 1]);
            }
        }
        let (width, mut scale) = (high - low, Rational::ONE);
        for power in &mut powers {
            *power = &*power * &scale;
            scale = &scale * &width;
        }
        Self { powers: whole(&powers) }
    }

    /// The coefficients in Bernstein's form, each times the binomial of its place.
    fn bernstein(&self) -> Vec<IBig> {
        // (1 + t)^n p(1 / (1 + t)), the highest power first.
        let mut list: Vec<IBig> = self.powers.iter().rev().cloned().collect();
        shift_by_one(&mut list);
        list.reverse();
        list
    }

    /// Both halves, each from 0 to 1.
    fn halves(&self) -> [Self; 2] {
        let degree = self.powers.len().saturating_sub(1);
        let left: Vec<IBig> =
            self.powers.iter().enumerate().map(|(power, own)| own << (degree - power)).collect();
        let mut right = left.clone();
        shift_by_one(&mut right);
        [Self { powers: left }, Self { powers: right }]
    }

    fn changes(&self) -> usize {
        let signs: Vec<Ordering> =
            self.bernstein().iter().map(|own| own.cmp(&IBig::ZERO)).filter(|sign| sign.is_ne()).collect();
        signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }

    fn is_zero_at_end(&self) -> bool {
        self.powers.iter().sum::<IBig>() == IBig::ZERO
    }

    /// The sign all over the interval, zeros at single points left out; `None` if it changes.
    fn sign(&self, depth: usize) -> Known<Option<Ordering>> {
        let list = self.bernstein();
        let (least, most) = (list.iter().min(), list.iter().max());
        match (least.map(|own| own.cmp(&IBig::ZERO)), most.map(|own| own.cmp(&IBig::ZERO))) {
            (None, _) | (_, None) | (Some(Ordering::Equal), Some(Ordering::Equal)) => {
                return Known::Yes(Some(Ordering::Equal));
            }
            (Some(Ordering::Equal | Ordering::Greater), _) => return Known::Yes(Some(Ordering::Greater)),
            (_, Some(Ordering::Equal | Ordering::Less)) => return Known::Yes(Some(Ordering::Less)),
            _ => {}
        }
        // The first and the last are values.
        let ends = [list.first(), list.last()].map(|own| own.map(|own| own.cmp(&IBig::ZERO)));
        if let [Some(one), Some(two)] = ends
            && one.is_ne()
            && two == one.reverse()
        {
            return Known::Yes(None);
        }
        if depth == 0 {
            return Known::Unsettled;
        }
        let [left, right] = self.halves();
        match left.sign(depth - 1) {
            Known::Yes(Some(one)) => match right.sign(depth - 1) {
                Known::Yes(two) => Known::Yes(two.filter(|two| *two == one)),
                Known::Unsettled => Known::Unsettled,
            },
            other => other,
        }
    }

    /// Between which two numbers the first root above 0 and not above 1 lies alone; the same twice if it is one of them.
    fn first_root(
        &self,
        low: &Rational,
        high: &Rational,
        depth: usize,
    ) -> Known<Option<(Rational, Rational)>> {
        match self.changes() {
            0 if self.is_zero_at_end() => return Known::Yes(Some((high.clone(), high.clone()))),
            0 => return Known::Yes(None),
            1 if !self.is_zero_at_end() => return Known::Yes(Some((low.clone(), high.clone()))),
            _ if depth == 0 => return Known::Unsettled,
            _ => {}
        }
        let middle = (low + high).checked_div(&Rational::from(2)).unwrap_or_default();
        let [left, right] = self.halves();
        match left.first_root(low, &middle, depth - 1) {
            Known::Yes(None) => right.first_root(&middle, high, depth - 1),
            other => other,
        }
    }
}

/// The coefficients of `p(t + 1)`, the constant first.
fn shift_by_one(powers: &mut [IBig]) {
    for first in 1..powers.len() {
        for power in (first - 1..powers.len() - 1).rev() {
            let (one, two) = powers.split_at_mut(power + 1);
            one[power] += &two[0];
        }
    }
}

/// The sign between two numbers, as of [`Polynomial::sign_within`]; `None` if it was not settled.
pub(super) fn sign(polynomial: &Polynomial, low: &Rational, high: &Rational) -> Option<Option<Ordering>> {
    match Unit::of(polynomial, low, high).sign(DEEPEST) {
        Known::Yes(sign) => Some(sign),
        Known::Unsettled => None,
    }
}

/// Between which two numbers the first root above `low` and not above `high` lies alone; `None` if it was not settled.
pub(super) fn first_root(
    polynomial: &Polynomial,
    low: &Rational,
    high: &Rational,
) -> Option<Option<(Rational, Rational)>> {
    match Unit::of(polynomial, low, high).first_root(low, high, DEEPEST) {
        Known::Yes(root) => Some(root),
        Known::Unsettled => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Signs, first_root, sign};
    use crate::numeric::polynomial::chain::Chain;
    use crate::numeric::random::Random;
    use crate::numeric::{Polynomial, Rational, Root};

    /// A product of linear factors `a x - b` and squares of them, as they fall.
    fn polynomial(random: &mut Random) -> Polynomial {
        let mut product = Polynomial::new(vec![Rational::from(random.below(9) as i64 - 4)]);
        for _ in 0..1 + random.below(6) {
            let list =
                (0..2 + random.below(2)).map(|_| Rational::from(random.below(13) as i64 - 6)).collect();
            product = product.times(&Polynomial::new(list));
        }
        product
    }

    #[test]
    fn roots_of_random_polynomials_are_those_of_sturm() {
        let mut random = Random::new(17);
        let mut found = 0;
        for _ in 0..400 {
            let own = polynomial(&mut random);
            if own.degree() < 2 {
                continue;
            }
            let from = Rational::new(i128::from(random.below(41)) - 20, 4).unwrap();
            let (one, two) = (own.root_above(&from), Chain::of(&own).root_above(&from));
            match (&one, &two) {
                (Some(Root::Exact(left)), Some(Root::Exact(right))) => assert_eq!(left, right),
                (Some(one), Some(two)) => {
                    assert!(one.low() <= two.high() && two.low() <= one.high(), "{own:?} {one:?} {two:?}");
                }
                (None, None) => {}
                _ => panic!("{own:?} above {from}: {one:?} {two:?}"),
            }
            found += u32::from(one.is_some());
        }
        assert!(found > 150, "{found}");
    }

    #[test]
    fn signs_are_those_of_values() {
        let mut random = Random::new(29);
        for _ in 0..300 {
            let own = polynomial(&mut random);
            let low = Rational::new(i128::from(random.below(41)) - 20, 4).unwrap();
            let high = &low + &Rational::new(i128::from(random.below(12)) + 1, 4).unwrap();
            let Some(settled) = sign(&own, &low, &high) else { continue };
            let steps = (0..=60).map(|step| {
                let part = Rational::new(step, 60).unwrap();
                &low + &(&part * &(&high - &low))
            });
            for at in steps {
                let here = own.at(&at).cmp(&Rational::ZERO);
                assert_eq!(Signs::of(&own).at(&at), here);
                assert!(settled.is_none_or(|sign| here.is_eq() || here == sign), "{own:?} at {at}");
            }
            if settled.is_none() {
                // It changes: there is a root inside.
                assert!(first_root(&own, &low, &high).is_none_or(|root| root.is_some()), "{own:?}");
            }
        }
    }
}
