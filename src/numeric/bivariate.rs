//! Polynomials in two unknowns with exact coefficients.

use crate::numeric::{Polynomial, Rational};

/// A polynomial in two unknowns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bivariate {
    /// For each power of the second unknown a polynomial in the first.
    rows: Vec<Polynomial>,
}

impl Bivariate {
    /// A polynomial in the first unknown.
    #[must_use]
    pub fn in_first(polynomial: &Polynomial) -> Self {
        Self { rows: vec![polynomial.clone()] }
    }

    /// A polynomial in the second unknown.
    #[must_use]
    pub fn in_second(polynomial: &Polynomial) -> Self {
        let constant = |own: &Rational| Polynomial::new(vec![own.clone()]);
        Self { rows: polynomial.coefficients().iter().map(constant).collect() }
    }

    /// The divided difference `(p(t) - p(s)) / (t - s)`, which has a value also where both unknowns are the same.
    ///
    /// ```
    /// use zopa::numeric::{Bivariate, Polynomial, Rational};
    ///
    /// // (t^2 - s^2) / (t - s) = s + t.
    /// let square = Polynomial::new([0, 0, 1].map(Rational::from).to_vec());
    /// assert_eq!(Bivariate::divided_difference(&square).at(&3.into(), &3.into()), 6);
    /// ```
    #[must_use]
    pub fn divided_difference(polynomial: &Polynomial) -> Self {
        // Of a power: t^(k-1) + t^(k-2) s + ... + s^(k-1).
        let coefficients = polynomial.coefficients();
        let row = |power: usize| Polynomial::new(coefficients[power + 1..].to_vec());
        Self { rows: (0..polynomial.degree()).map(row).collect() }
    }

    /// For each power of the second unknown a polynomial in the first.
    #[must_use]
    pub fn rows(&self) -> &[Polynomial] {
        &self.rows
    }

    /// Its value.
    #[must_use]
    pub fn at(&self, first: &Rational, second: &Rational) -> Rational {
        self.rows.iter().rev().fold(Rational::ZERO, |sum, row| &(&sum * second) + &row.at(first))
    }

    /// The product with another.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        if self.rows.is_empty() || other.rows.is_empty() {
            return Self::default();
        }
        let mut rows = vec![Polynomial::default(); self.rows.len() + other.rows.len() - 1];
        for (place, one) in self.rows.iter().enumerate() {
            for (offset, two) in other.rows.iter().enumerate() {
                let zero = Polynomial::default();
                rows[place + offset] = rows[place + offset].minus(&zero.minus(&one.times(two)));
            }
        }
        Self { rows }
    }

    /// The difference from another.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let length = self.rows.len().max(other.rows.len());
        let row = |list: &[Polynomial], place: usize| list.get(place).cloned().unwrap_or_default();
        Self {
            rows: (0..length).map(|place| row(&self.rows, place).minus(&row(&other.rows, place))).collect(),
        }
    }

    /// Its derivative in the second unknown.
    #[must_use]
    pub fn slope_in_second(&self) -> Self {
        let terms = self.rows.iter().zip(0_i64..).skip(1);
        let scaled = |(row, power): (&Polynomial, i64)| row.times(&Polynomial::new(vec![power.into()]));
        Self { rows: terms.map(scaled).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::Bivariate;
    use crate::numeric::{Polynomial, Rational};

    #[test]
    fn a_divided_difference_times_the_difference_is_the_difference_of_values() {
        let cubic = Polynomial::new([5, -1, 2, 7].map(Rational::from).to_vec());
        let quotient = Bivariate::divided_difference(&cubic);
        let (s, t) = (Rational::new(2, 3).unwrap(), Rational::from(-4));
        assert_eq!(&quotient.at(&s, &t) * &(&t - &s), &cubic.at(&t) - &cubic.at(&s));
        let unknown = Polynomial::unknown();
        let way = Bivariate::in_second(&unknown).minus(&Bivariate::in_first(&unknown));
        assert_eq!(quotient.times(&way).at(&s, &t), &cubic.at(&t) - &cubic.at(&s));
        // d/dt of s t^2 + t is 2 s t + 1.
        let square = Polynomial::new([0, 0, 1].map(Rational::from).to_vec());
        let product = Bivariate::in_first(&unknown).times(&Bivariate::in_second(&square));
        assert_eq!(product.slope_in_second().at(&3.into(), &5.into()), 30);
    }
}
