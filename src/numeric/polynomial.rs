//! Polynomials in one unknown with exact coefficients, their quotients, and their real roots.
//!
//! - [`Polynomial`]: coefficients from the constant on.
//! - [`RationalFunction`]: a quotient of two of them, as an expression in one parameter is.
//! - [`Root`]: a root, as a fraction where it is one, else between two fractions.
//!
//! Roots are counted by Descartes' rule on intervals (`bernstein`), where that does not settle them by Sturm's theorem (`chain`),
//! and closed in on by halving; a root of a linear polynomial is a quotient.
//!
//! Reference: Sturm 1829; Basu, Pollack and Roy 2006, Algorithms in Real Algebraic Geometry, chapter 2.

mod bernstein;
mod chain;
mod quotient;

use std::cmp::Ordering;

use self::chain::Chain;
pub use self::quotient::RationalFunction;
use crate::numeric::Rational;

/// Highest degree that is worked with.
const MAX_DEGREE: usize = 48;
/// A root that is no fraction is known to within two to the power of minus this.
const ROOT_BITS: u32 = 80;

/// A polynomial in one unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Polynomial {
    /// From the constant on; the last is not zero.
    coefficients: Vec<Rational>,
}

/// A real root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Root {
    /// A fraction.
    Exact(Rational),
    /// The only root between two fractions, neither of which is a root.
    Between(Rational, Rational),
}

impl Root {
    /// Where the root is not below.
    #[must_use]
    pub fn low(&self) -> &Rational {
        match self {
            Self::Exact(at) | Self::Between(at, _) => at,
        }
    }

    /// Where the root is not above.
    #[must_use]
    pub fn high(&self) -> &Rational {
        match self {
            Self::Exact(at) | Self::Between(_, at) => at,
        }
    }

    fn mirrored(self) -> Self {
        match self {
            Self::Exact(at) => Self::Exact(-&at),
            Self::Between(low, high) => Self::Between(-&high, -&low),
        }
    }
}

impl Polynomial {
    /// From its coefficients, the constant first.
    #[must_use]
    pub fn new(mut coefficients: Vec<Rational>) -> Self {
        while coefficients.last().is_some_and(Rational::is_zero) {
            coefficients.pop();
        }
        Self { coefficients }
    }

    /// The unknown itself.
    #[must_use]
    pub fn unknown() -> Self {
        Self::new(vec![Rational::ZERO, Rational::ONE])
    }

    /// Is it 0 everywhere?
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.coefficients.is_empty()
    }

    /// The highest power; 0 for a constant.
    #[must_use]
    pub fn degree(&self) -> usize {
        self.coefficients.len().saturating_sub(1)
    }

    /// Its value at `x`.
    #[must_use]
    pub fn at(&self, x: &Rational) -> Rational {
        self.coefficients.iter().rev().fold(Rational::ZERO, |sum, one| &(&sum * x) + one)
    }

    /// The least root above `x`; `None` if there is none. The polynomial must not be 0.
    ///
    /// ```
    /// use zopa::numeric::{Polynomial, Rational, Root};
    ///
    /// // x^2 - 3 x + 2 is 0 at 1 and at 2.
    /// let parabola = Polynomial::new([2, -3, 1].map(Rational::from).to_vec());
    /// assert_eq!(parabola.root_above(&1.into()), Some(Root::Exact(2.into())));
    /// assert_eq!(parabola.root_above(&2.into()), None);
    /// ```
    #[must_use]
    pub fn root_above(&self, x: &Rational) -> Option<Root> {
        match self.coefficients.as_slice() {
            [] | [_] => None,
            [constant, slope] => {
                let at = -&constant.checked_div(slope)?;
                (at > *x).then_some(Root::Exact(at))
            }
            _ => {
                let reach = self.reach();
                if reach <= *x {
                    return None;
                }
                match bernstein::first_root(self, x, &reach) {
                    Some(found) => found.map(|(low, high)| self.closed_in(low, high)),
                    None => Chain::of(self).root_above(x),
                }
            }
        }
    }

    /// The least root above `low` and not above `high`; `None` if there is none. The polynomial must not be 0.
    ///
    /// ```
    /// use zopa::numeric::{Polynomial, Rational, Root};
    ///
    /// // (x - 1) (x - 3)^2 has none between 1 and 2.
    /// let cubic = Polynomial::new([-9, 15, -7, 1].map(Rational::from).to_vec());
    /// assert_eq!(cubic.root_within(&Rational::ZERO, &2.into()), Some(Root::Exact(1.into())));
    /// assert_eq!(cubic.root_within(&1.into(), &2.into()), None);
    /// ```
    #[must_use]
    pub fn root_within(&self, low: &Rational, high: &Rational) -> Option<Root> {
        if low >= high || self.degree() == 0 {
            return None;
        }
        match bernstein::first_root(self, low, high) {
            Some(found) => found.map(|(low, high)| self.closed_in(low, high)),
            None => Chain::of(self).root_above(low).filter(|root| root.low() <= high),
        }
    }

    /// The only root above `low` and below `high`, or at `high` if both are the same, with as many digits as roots have.
    fn closed_in(&self, mut low: Rational, mut high: Rational) -> Root {
        if low == high {
            return Root::Exact(high);
        }
        let two = Rational::from(2);
        let width = Rational::ONE.checked_div(&two.pow(ROOT_BITS)).unwrap_or_default();
        let before = self.sign_above(&low);
        let signs = bernstein::Signs::of(self);
        let mut at_low = signs.at(&low);
        while &high - &low > width || at_low.is_eq() {
            let middle = (&low + &high).checked_div(&two).unwrap_or_default();
            let sign = signs.at(&middle);
            if sign.is_eq() {
                return Root::Exact(middle);
            }
            if sign == before {
                (low, at_low) = (middle, sign);
            } else {
                high = middle;
            }
        }
        let simple = simplest_between(&low, &high);
        if signs.at(&simple).is_eq() { Root::Exact(simple) } else { Root::Between(low, high) }
    }

    /// The greatest root below `x`; `None` if there is none. The polynomial must not be 0.
    #[must_use]
    pub fn root_below(&self, x: &Rational) -> Option<Root> {
        self.mirrored().root_above(&-x).map(Root::mirrored)
    }

    /// Its sign from `low` to `high`, where it may be 0 at single points; `None` if it changes there, `Equal` if it is 0
    /// everywhere.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use zopa::numeric::{Polynomial, Rational};
    ///
    /// // x^2 - 1 is below 0 between -1 and 1.
    /// let parabola = Polynomial::new([-1, 0, 1].map(Rational::from).to_vec());
    /// assert_eq!(parabola.sign_within(&-&Rational::ONE, &Rational::ONE), Some(Ordering::Less));
    /// assert_eq!(parabola.sign_within(&Rational::ZERO, &2.into()), None);
    /// ```
    #[must_use]
    pub fn sign_within(&self, low: &Rational, high: &Rational) -> Option<Ordering> {
        if let Some(settled) = bernstein::sign(self, low, high) {
            return settled;
        }
        let sign = self.sign_above(low);
        let mut at = low.clone();
        while let Some(root) = self.root_above(&at) {
            if root.low() >= high || sign.is_eq() {
                break;
            }
            at = root.high().clone();
            let is_inside = at < *high;
            let beyond = if is_inside { self.sign_above(&at) } else { self.at(high).cmp(&Rational::ZERO) };
            if beyond != sign && (is_inside || beyond.is_ne()) {
                return None;
            }
        }
        Some(sign)
    }

    /// The product with another.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.product(other)
    }

    /// The difference from another.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one - two)
    }

    /// Its coefficients, the constant first; none for 0.
    #[must_use]
    pub fn coefficients(&self) -> &[Rational] {
        &self.coefficients
    }

    /// Its sign just above `x`; `Equal` only if it is 0 everywhere.
    #[must_use]
    pub fn sign_above(&self, x: &Rational) -> Ordering {
        let mut rest = self.clone();
        while !rest.is_zero() {
            let sign = rest.at(x).cmp(&Rational::ZERO);
            if sign.is_ne() {
                return sign;
            }
            rest = rest.derivative();
        }
        Ordering::Equal
    }

    /// Its sign below every root.
    #[must_use]
    pub fn sign_far_below(&self) -> Ordering {
        let lead = self.coefficients.last().map_or(Ordering::Equal, |lead| lead.cmp(&Rational::ZERO));
        if self.degree() % 2 == 1 { lead.reverse() } else { lead }
    }

    /// The least root; `None` if there is none. The polynomial must not be 0.
    #[must_use]
    pub fn least_root(&self) -> Option<Root> {
        let below = -&self.reach();
        self.root_above(&below)
    }

    /// A number that every root is nearer to 0 than: one more than the greatest coefficient, the first being 1 (Cauchy).
    fn reach(&self) -> Rational {
        let size = |one: &Rational| if one.is_negative() { -one } else { one.clone() };
        let greatest = self.scaled().coefficients.iter().map(size).max().unwrap_or_default();
        &greatest + &Rational::ONE
    }

    /// Its derivative.
    #[must_use]
    pub fn derivative(&self) -> Self {
        let terms = self.coefficients.iter().enumerate().skip(1);
        Self::new(terms.map(|(power, one)| one * &Rational::from(power as i64)).collect())
    }

    /// Its value at `-x`, as a polynomial in `x`.
    fn mirrored(&self) -> Self {
        let flip = |(power, one): (usize, &Rational)| if power % 2 == 1 { -one } else { one.clone() };
        Self::new(self.coefficients.iter().enumerate().map(flip).collect())
    }

    /// The greatest common divisor, with a first coefficient of 1 or -1.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let (mut one, mut other) = (self.scaled(), other.scaled());
        while !other.is_zero() {
            let rest = one.divided(&other).1.scaled();
            (one, other) = (other, rest);
        }
        one
    }

    /// Quotient and remainder; the divisor is not zero.
    fn divided(&self, divisor: &Self) -> (Self, Self) {
        let Some(lead) = divisor.coefficients.last() else { return (Self::default(), self.clone()) };
        let mut rest = self.coefficients.clone();
        let mut quotient = vec![Rational::ZERO; (rest.len() + 1).saturating_sub(divisor.coefficients.len())];
        for place in (0..quotient.len()).rev() {
            let factor = rest[place + divisor.degree()].checked_div(lead).unwrap_or_default();
            for (offset, one) in divisor.coefficients.iter().enumerate() {
                rest[place + offset] -= &(&factor * one);
            }
            quotient[place] = factor;
        }
        (Self::new(quotient), Self::new(rest))
    }

    /// Without repeated roots.
    fn square_free(&self) -> Self {
        let common = self.common(&self.derivative());
        if common.degree() == 0 { self.clone() } else { self.divided(&common).0 }
    }

    /// Divided by the absolute value of its first coefficient, which keeps numbers short.
    fn scaled(&self) -> Self {
        let Some(lead) = self.coefficients.last() else { return Self::default() };
        let size = if lead.is_negative() { -lead } else { lead.clone() };
        Self::new(self.coefficients.iter().filter_map(|one| one.checked_div(&size)).collect())
    }

    fn zip(&self, other: &Self, with: impl Fn(&Rational, &Rational) -> Rational) -> Self {
        let length = self.coefficients.len().max(other.coefficients.len());
        let at = |one: &Self, place: usize| one.coefficients.get(place).cloned().unwrap_or_default();
        Self::new((0..length).map(|place| with(&at(self, place), &at(other, place))).collect())
    }

    fn product(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            return Self::default();
        }
        let mut list = vec![Rational::ZERO; self.degree() + other.degree() + 1];
        for (place, one) in self.coefficients.iter().enumerate() {
            for (offset, two) in other.coefficients.iter().enumerate() {
                list[place + offset] += &(one * two);
            }
        }
        Self::new(list)
    }
}

/// The fraction with the smallest denominator from `low` to `high`, by continued fractions.
///
/// ```
/// use zopa::numeric::{Rational, simplest_between};
///
/// let third = simplest_between(&"0.333333".parse()?, &"0.333334".parse()?);
/// assert_eq!(third, "1/3".parse::<Rational>()?);
/// # Ok::<(), zopa::numeric::ParseRationalError>(())
/// ```
#[must_use]
pub fn simplest_between(low: &Rational, high: &Rational) -> Rational {
    let whole = Rational::from_whole(low.ceil());
    if whole <= *high {
        return whole;
    }
    let floor = Rational::from_whole(low.floor());
    let inverse = |one: &Rational| Rational::ONE.checked_div(&(one - &floor)).unwrap_or_default();
    let rest = simplest_between(&inverse(high), &inverse(low));
    &floor + &Rational::ONE.checked_div(&rest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Polynomial, Root};
    use crate::numeric::Rational;

    fn polynomial(coefficients: &[i64]) -> Polynomial {
        Polynomial::new(coefficients.iter().map(|&one| one.into()).collect())
    }

    #[test]
    fn roots_that_are_fractions_are_found_and_others_are_closed_in_on() {
        // (3 x - 1) (x - 2)^2 = 3 x^3 - 13 x^2 + 16 x - 4
        let cubic = polynomial(&[-4, 16, -13, 3]);
        let third = Rational::new(1, 3).unwrap();
        assert_eq!(cubic.root_above(&Rational::ZERO), Some(Root::Exact(third.clone())));
        assert_eq!(cubic.root_above(&third), Some(Root::Exact(2.into())));
        assert_eq!(cubic.root_above(&2.into()), None);
        assert_eq!(cubic.root_below(&2.into()), Some(Root::Exact(third)));
        let Some(Root::Between(low, high)) = polynomial(&[-2, 0, 1]).root_above(&Rational::ZERO) else {
            panic!("the square root of 2 is no fraction")
        };
        assert!(&low * &low < 2 && &high * &high > 2);
        let Some(Root::Between(low, _)) = polynomial(&[-2, 0, 1]).root_below(&Rational::ZERO) else {
            panic!("neither is its negative")
        };
        assert!(low.is_negative());
        assert_eq!(polynomial(&[1, 0, 1]).root_above(&Rational::from(-10)), None);
        assert_eq!(polynomial(&[3]).root_above(&Rational::ZERO), None);
    }
}
