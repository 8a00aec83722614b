//! Arithmetic modulo primes below 2^61, and the primes.

use dashu_int::{IBig, UBig};

use crate::numeric::Rational;

/// A prime below 2^61 and arithmetic with residues of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::certify::power) struct Field(u64);

impl Field {
    /// The greatest primes up to 2^61 - 1, in descending order.
    pub(in crate::certify::power) fn greatest() -> impl Iterator<Item = Self> {
        (1..=(1_u64 << 61) - 1).rev().step_by(2).filter(|&number| is_prime(number)).map(Self)
    }

    /// `one + other`.
    #[inline]
    pub(in crate::certify::power) fn add(self, one: u64, other: u64) -> u64 {
        let sum = one + other;
        if sum >= self.0 { sum - self.0 } else { sum }
    }

    /// `one - other`.
    #[inline]
    pub(in crate::certify::power) fn subtract(self, one: u64, other: u64) -> u64 {
        if one >= other { one - other } else { one + self.0 - other }
    }

    /// `one * other`.
    pub(in crate::certify::power) fn multiply(self, one: u64, other: u64) -> u64 {
        self.reduce(u128::from(one) * u128::from(other))
    }

    /// The residue of a number.
    #[allow(clippy::cast_possible_truncation)] // the remainder is below a 64-bit prime
    pub(in crate::certify::power) fn reduce(self, number: u128) -> u64 {
        (number % u128::from(self.0)) as u64
    }

    /// `base ^ exponent`.
    pub(in crate::certify::power) fn power(self, base: u64, mut exponent: u64) -> u64 {
        let (mut base, mut power) = (base % self.0, 1);
        while exponent > 0 {
            if exponent % 2 == 1 {
                power = self.multiply(power, base);
            }
            base = self.multiply(base, base);
            exponent /= 2;
        }
        power
    }

    /// The residue whose product with `number` is 1; 0 for 0.
    pub(in crate::certify::power) fn inverse(self, number: u64) -> u64 {
        self.power(number, self.0 - 2)
    }

    /// The residue of a fraction that is not below 0 and whose denominator is no multiple of the prime.
    pub(in crate::certify::power) fn of(self, number: &Rational) -> u64 {
        let prime = UBig::from(self.0);
        let above = number.numerator() % IBig::from(prime.clone());
        let above = u64::try_from(&above).unwrap_or(0);
        let below = u64::try_from(&(number.denominator() % &prime)).unwrap_or(0);
        self.multiply(above, self.inverse(below))
    }

    /// `0!..=top!`.
    pub(in crate::certify::power) fn factorials(self, top: usize) -> Vec<u64> {
        let mut row = vec![1];
        for k in 1..=top as u64 {
            row.push(self.multiply(row[row.len() - 1], k));
        }
        row
    }
}

/// The test of Miller and Rabin with bases that decide every number below 2^64.
fn is_prime(number: u64) -> bool {
    const BASES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];
    if number < 2 || BASES.iter().any(|base| number.is_multiple_of(*base)) {
        return BASES.contains(&number);
    }
    let field = Field(number);
    let twos = (number - 1).trailing_zeros();
    let odd = (number - 1) >> twos;
    BASES.iter().all(|&base| {
        let mut power = field.power(base, odd);
        let mut passes = power == 1;
        for _ in 0..twos {
            passes |= power == number - 1;
            power = field.multiply(power, power);
        }
        passes
    })
}

#[cfg(test)]
mod tests {
    use super::{Field, is_prime};

    #[test]
    fn primes_are_those_of_a_sieve_and_start_with_the_mersenne_prime() {
        let sieve = |number: u64| number > 1 && (2..number).all(|divisor| !number.is_multiple_of(divisor));
        assert!((0..2_000).all(|number| is_prime(number) == sieve(number)));
        // Strong pseudoprimes to the bases 2, 3, 5 and 7 (Jaeschke 1993).
        assert!(!is_prime(3_215_031_751));
        let first: Vec<u64> = Field::greatest().take(1).map(|field| field.0).collect();
        assert_eq!(first, [(1 << 61) - 1]);
    }

    #[test]
    fn a_fraction_times_its_denominator_is_its_numerator() {
        for field in Field::greatest().take(3) {
            let residue = field.of(&"22/7".parse().unwrap());
            assert_eq!(field.multiply(residue, 7), 22);
        }
    }
}
