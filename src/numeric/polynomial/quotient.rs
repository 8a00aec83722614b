//! Quotients of polynomials, as an expression in one parameter is.

use crate::numeric::polynomial::{MAX_DEGREE, Polynomial};
use crate::numeric::{Field, Rational};

/// A quotient of two polynomials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RationalFunction {
    over: Polynomial,
    under: Polynomial,
}

impl RationalFunction {
    /// The unknown itself.
    #[must_use]
    pub fn unknown() -> Self {
        Self { over: Polynomial::unknown(), under: Polynomial::new(vec![Rational::ONE]) }
    }

    /// Its value at `x`; `None` where it has none.
    #[must_use]
    pub fn at(&self, x: &Rational) -> Option<Rational> {
        self.over.at(x).checked_div(&self.under.at(x))
    }

    /// Is it 0 wherever it has a value?
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.over.is_zero()
    }

    /// The polynomials at whose roots it may change its sign or have no value.
    pub fn turning(&self) -> impl Iterator<Item = &Polynomial> {
        [&self.over, &self.under].into_iter().filter(|one| one.degree() > 0)
    }

    /// Has it a value everywhere?
    #[must_use]
    pub fn is_polynomial(&self) -> bool {
        self.under.degree() == 0
    }

    /// What stands above the line.
    #[must_use]
    pub fn numerator(&self) -> &Polynomial {
        &self.over
    }

    /// What stands below the line.
    #[must_use]
    pub fn denominator(&self) -> &Polynomial {
        &self.under
    }

    /// Its derivative, without common factors.
    ///
    /// ```
    /// use zopa::numeric::{Field, Rational, RationalFunction};
    ///
    /// // 1 / s falls at s = 2 by 1/4.
    /// let one = RationalFunction::constant(&Rational::ONE);
    /// let inverse = one.over(&RationalFunction::unknown()).expect("not over zero");
    /// assert_eq!(inverse.derivative().at(&2.into()), Rational::new(-1, 4));
    /// ```
    #[must_use]
    pub fn derivative(&self) -> Self {
        let rise = self.over.derivative().product(&self.under);
        let fall = self.over.product(&self.under.derivative());
        Self::of(rise.minus(&fall), self.under.product(&self.under)).reduced()
    }

    /// The same without common factors.
    #[must_use]
    pub fn reduced(&self) -> Self {
        let common = self.over.common(&self.under);
        Self::of(self.over.divided(&common).0, self.under.divided(&common).0)
    }

    /// Its value at `-x`, as a function of `x`.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self { over: self.over.mirrored(), under: self.under.mirrored() }
    }

    fn of(over: Polynomial, under: Polynomial) -> Self {
        match under.coefficients.as_slice() {
            [one] if *one == 1 => Self { over, under },
            [divisor] => {
                let divided = over.coefficients.iter().filter_map(|one| one.checked_div(divisor));
                Self { over: Polynomial::new(divided.collect()), under: Polynomial::new(vec![Rational::ONE]) }
            }
            _ => Self { over, under },
        }
    }
}

impl Field for RationalFunction {
    fn constant(number: &Rational) -> Self {
        Self { over: Polynomial::new(vec![number.clone()]), under: Polynomial::new(vec![Rational::ONE]) }
    }

    fn plus(&self, other: &Self) -> Self {
        if self.under == other.under {
            return Self {
                over: self.over.zip(&other.over, |one, two| one + two),
                under: self.under.clone(),
            };
        }
        let (left, right) = (self.over.product(&other.under), other.over.product(&self.under));
        Self::of(left.zip(&right, |one, two| one + two), self.under.product(&other.under))
    }

    fn minus(&self, other: &Self) -> Self {
        let zero = Polynomial::default();
        let negated =
            Self { over: zero.zip(&other.over, |zero, one| zero - one), under: other.under.clone() };
        self.plus(&negated)
    }

    fn times(&self, other: &Self) -> Self {
        Self::of(self.over.product(&other.over), self.under.product(&other.under))
    }

    fn over(&self, other: &Self) -> Option<Self> {
        let is_zero = other.over.is_zero();
        (!is_zero).then(|| Self::of(self.over.product(&other.under), self.under.product(&other.over)))
    }

    fn fits(&self) -> bool {
        [&self.over, &self.under]
            .iter()
            .all(|one| one.degree() <= MAX_DEGREE && one.coefficients.iter().all(Field::fits))
    }
}
