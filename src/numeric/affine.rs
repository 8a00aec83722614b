//! Numbers that depend on others: a constant and slopes, as integers over one denominator.
//!
//! - [`Affine`]: `(constant + slopes x) / scale`.
//! - [`Place`]: the numbers `x`, over one denominator of their own.
//!
//! Fractions are reduced after every operation, which costs far more than a product. Where the same few numbers are
//! worked out at many places, integers over one denominator are some ten times as fast.

use std::cmp::Ordering;

use dashu_int::{IBig, UBig};

use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;

/// A number that depends on others: `(constant + slopes x) / scale`.
///
/// ```
/// use zopa::numeric::Rational;
/// use zopa::numeric::affine::{Affine, Place};
///
/// // 1/2 + x / 3 - y at (3/4, 1/8).
/// let fraction = |text: &str| text.parse::<Rational>().unwrap();
/// let form = Affine::new(&fraction("1/2"), &[fraction("1/3"), fraction("-1")]);
/// let place = Place::new(&[fraction("3/4"), fraction("1/8")]);
/// assert_eq!(form.at(&place), fraction("5/8"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affine {
    scale: UBig,
    constant: IBig,
    /// One for each number it depends on; none if it is constant.
    slopes: Vec<IBig>,
}

/// Some numbers over one denominator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    numbers: Vec<IBig>,
    unit: UBig,
}

impl Place {
    /// The numbers `x`.
    #[must_use]
    pub fn new(numbers: &[Rational]) -> Self {
        let unit = common_denominator(numbers);
        Self { numbers: whole(numbers, &unit), unit }
    }

    /// Two lists of numbers over one denominator.
    #[must_use]
    pub fn pair(one: &[Rational], other: &[Rational]) -> [Self; 2] {
        let unit = common_denominator(one.iter().chain(other));
        [one, other].map(|numbers| Self { numbers: whole(numbers, &unit), unit: unit.clone() })
    }
}

impl Affine {
    /// The form `constant + slopes x`.
    #[must_use]
    pub fn new(constant: &Rational, slopes: &[Rational]) -> Self {
        let scale = common_denominator(slopes.iter().chain([constant]));
        let constant = whole(std::slice::from_ref(constant), &scale).pop().unwrap_or_default();
        Self { slopes: whole(slopes, &scale), constant, scale }
    }

    /// A number that depends on nothing.
    #[must_use]
    pub fn constant(number: &Rational) -> Self {
        Self::new(number, &[])
    }

    /// The form in integers over a scale above 0.
    pub(crate) fn from_integers(constant: IBig, slopes: Vec<IBig>, scale: UBig) -> Self {
        Self { scale, constant, slopes }
    }

    /// How many numbers it depends on; 0 for a constant.
    #[must_use]
    pub fn width(&self) -> usize {
        self.slopes.len()
    }

    /// The value at a place; numbers that are missing there count as 0.
    #[must_use]
    pub fn at(&self, place: &Place) -> Rational {
        Rational::from_big(self.above(place), &self.scale * &place.unit)
    }

    /// Is the value at a place below, at or above 0?
    #[must_use]
    pub fn sign(&self, place: &Place) -> Ordering {
        self.above(place).cmp(&IBig::ZERO)
    }

    /// What the slopes alone give at a place: the value less the constant.
    #[must_use]
    pub fn change(&self, place: &Place) -> Rational {
        Rational::from_big(self.moved(IBig::ZERO, place), &self.scale * &place.unit)
    }

    /// Is the least value between two places, number by number, below, at or above 0?
    ///
    /// - `range`: the lower and the upper one, from [`Place::pair`].
    #[must_use]
    pub fn least_sign(&self, range: &[Place; 2]) -> Ordering {
        let [low, high] = range;
        let ends = low.numbers.iter().zip(&high.numbers);
        let terms = self.slopes.iter().zip(ends).filter(|(slope, _)| **slope != IBig::ZERO);
        let sum = terms.fold(&self.constant * IBig::from(low.unit.clone()), |sum, (slope, (low, high))| {
            sum + slope * if *slope > IBig::ZERO { low } else { high }
        });
        sum.cmp(&IBig::ZERO)
    }

    /// Is it 0 everywhere?
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.constant == IBig::ZERO && self.slopes.iter().all(|slope| *slope == IBig::ZERO)
    }

    /// Are both the same at every place where the numbers that do not count are 0?
    ///
    /// - `counts`: for each number whether it counts.
    #[must_use]
    pub fn same(&self, other: &Self, counts: &[bool]) -> bool {
        let (one, two) = (IBig::from(self.scale.clone()), IBig::from(other.scale.clone()));
        let slope = |form: &Self, place: usize| form.slopes.get(place).cloned().unwrap_or_default();
        &self.constant * &two == &other.constant * &one
            && (0..counts.len())
                .filter(|&place| counts[place])
                .all(|place| slope(self, place) * &two == slope(other, place) * &one)
    }

    /// The constant and the slopes as they are, times [`Affine::scale`].
    pub(crate) fn integers(&self) -> (&IBig, &[IBig]) {
        (&self.constant, &self.slopes)
    }

    /// What the integers stand over.
    pub(crate) fn scale(&self) -> &UBig {
        &self.scale
    }

    /// The value times both denominators.
    fn above(&self, place: &Place) -> IBig {
        self.moved(&self.constant * IBig::from(place.unit.clone()), place)
    }

    /// `start` and what the slopes add to it.
    fn moved(&self, start: IBig, place: &Place) -> IBig {
        let terms = self.slopes.iter().zip(&place.numbers).filter(|(slope, _)| **slope != IBig::ZERO);
        terms.fold(start, |sum, (slope, number)| sum + slope * number)
    }
}

/// The numbers times `scale`, which makes them whole.
fn whole(numbers: &[Rational], scale: &UBig) -> Vec<IBig> {
    let one = |number: &Rational| number.numerator() * IBig::from(scale / number.denominator());
    numbers.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{Affine, Place};
    use crate::numeric::Rational;
    use crate::numeric::random::Random;

    #[test]
    fn values_and_signs_are_those_of_fractions() {
        let mut random = Random::new(3);
        let mut number =
            || Rational::new(i128::from(random.below(41)) - 20, 1 + i128::from(random.below(12))).unwrap();
        for _ in 0..300 {
            let (constant, slopes) = (number(), [number(), number()]);
            let place = [number(), number()];
            let sum = &(&constant + &(&slopes[0] * &place[0])) + &(&slopes[1] * &place[1]);
            let (form, place) = (Affine::new(&constant, &slopes), Place::new(&place));
            assert_eq!(form.at(&place), sum);
            assert_eq!(form.sign(&place), sum.cmp(&Rational::ZERO));
            assert_eq!(form.change(&place), &sum - &constant);
        }
        // 1 + 2 x - 3 y, x from 0 to 1 and y from 0 to 1/3: least at (0, 1/3).
        let form = Affine::new(&Rational::ONE, &[2.into(), (-3).into()]);
        let third = Rational::new(1, 3).unwrap();
        let range = |x: i64, y: &Rational| Place::pair(&[x.into(), 0.into()], &[1.into(), y.clone()]);
        assert_eq!(form.least_sign(&range(0, &third)), Ordering::Equal);
        assert_eq!(form.least_sign(&range(0, &1.into())), Ordering::Less);
        assert_eq!(form.least_sign(&range(1, &third)), Ordering::Greater);
        let twice = Affine::new(&Rational::ONE, &[2.into(), 4.into()]);
        assert!(form.same(&twice, &[true, false]) && !form.same(&twice, &[true, true]));
        assert!(Affine::new(&Rational::ZERO, &[Rational::ZERO]).is_zero());
        assert_eq!(Affine::constant(&Rational::ONE).sign(&Place::new(&[])), Ordering::Greater);
    }
}
