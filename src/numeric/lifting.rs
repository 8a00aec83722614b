//! Square systems of whole numbers, solved exactly, digit by digit.
//!
//! [`solve`] finds `x` with `C x = b` in digits to the base of a prime `p`, each by one product with the inverse of
//! `C` modulo `p` (Dixon 1982). As soon as there are more digits than Cramer's rule and Hadamard's bound leave room
//! for, the fractions are unique, and the extended Euclidean algorithm finds them (Wang 1981). Elimination in
//! fractions would carry numbers of full length through all of its `n^3` steps; here all long numbers are in the
//! last `n`.
//!
//! References: Dixon 1982, Numerische Mathematik 40; Wang 1981, SYMSAC '81.

use dashu_int::IBig;
use dashu_int::ops::{Abs as _, BitTest as _, DivRemEuclid as _, UnsignedAbs as _};

/// Primes just below 2^29, so that 32 products of two digits add up in 64 bits.
const PRIMES: [u64; 3] = [536_870_909, 536_870_879, 536_870_869];

/// Products of two digits that add up in 64 bits.
const RUN: usize = 32;

/// The solution of a square system as whole numbers over one denominator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// One numerator for each unknown.
    pub numerators: Vec<IBig>,
    /// Their denominator, above 0.
    pub denominator: IBig,
}

/// The only solution of `C x = b`; `None` if the system is not square, or has several solutions or none, or its
/// determinant is a multiple of three primes just below 2^29.
///
/// - `matrix`: `C`, row by row; `right`: `b`. Absolute values at most 2^62.
///
/// Cost: `n^3` short operations, and `n^2` for each digit, of which there are about `n (8 + log2 |C|) / 15`.
///
/// ```
/// use zopa::numeric::lifting::solve;
///
/// // x + y = 1 and x - y = 2.
/// let solution = solve(&[1, 1, 1, -1], &[1, 2]).unwrap();
/// assert_eq!(solution.numerators, [3.into(), (-1).into()]);
/// assert_eq!(solution.denominator, 2.into());
/// assert_eq!(solve(&[1, 1, 1, 1], &[1, 2]), None);
/// ```
#[must_use]
pub fn solve(matrix: &[i64], right: &[i64]) -> Option<Solution> {
    let size = right.len();
    if size == 0 || matrix.len() != size * size {
        return None;
    }
    let (prime, inverse) = PRIMES
        .iter()
        .find_map(|&prime| inverse_modulo(matrix, size, prime).map(|inverse| (prime, inverse)))?;
    let bits = room(matrix, right);
    // Numerator and denominator each need that many bits, and one more for the sign.
    let digits = (2 * bits + 2).div_ceil(28);
    let lifted = lift(matrix, right, &inverse, prime, digits);
    fractions(&lifted, &IBig::from(prime).pow(digits), &(IBig::ONE << bits))
}

/// Bits that numerators and denominators of the solution fit by Cramer's rule and Hadamard's bound.
///
/// The bound is the product of the lengths of the rows, each with its right side, so that it holds for every
/// determinant in which the right side replaces a column.
fn room(matrix: &[i64], right: &[i64]) -> usize {
    let size = right.len();
    let row_bits = |row: &[i64], right: &i64| {
        let square = |number: &i64| IBig::from(*number) * IBig::from(*number);
        let squares: IBig = row.iter().chain([right]).map(square).sum();
        squares.unsigned_abs().bit_len().div_ceil(2)
    };
    matrix.chunks(size).zip(right).map(|(row, right)| row_bits(row, right)).sum::<usize>() + 1
}

/// A number modulo `prime`, at least 0.
#[allow(clippy::cast_possible_wrap, clippy::cast_sign_loss)] // the prime has 29 bits
fn residue(number: i64, prime: u64) -> u64 {
    number.rem_euclid(prime as i64) as u64
}

/// `base^exponent` modulo `prime`.
fn power(base: u64, exponent: u64, prime: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, base % prime, exponent);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % prime;
        }
        base = base * base % prime;
        exponent >>= 1;
    }
    result
}

/// The inverse of the matrix modulo `prime`, row by row; `None` if there is none.
fn inverse_modulo(matrix: &[i64], size: usize, prime: u64) -> Option<Vec<u64>> {
    let mut list: Vec<u64> = matrix.iter().map(|&entry| residue(entry, prime)).collect();
    let mut swaps = Vec::with_capacity(size);
    for step in 0..size {
        let place = (step..size).find(|row| list[row * size + step] != 0)?;
        swaps.push(place);
        for column in 0..size {
            list.swap(step * size + column, place * size + column);
        }
        let inverse = power(list[step * size + step], prime - 2, prime);
        list[step * size + step] = 1;
        let pivot_row: Vec<u64> =
            list[step * size..(step + 1) * size].iter().map(|entry| entry * inverse % prime).collect();
        list[step * size..(step + 1) * size].copy_from_slice(&pivot_row);
        for (row, entries) in list.chunks_mut(size).enumerate() {
            let factor = entries[step];
            if row == step || factor == 0 {
                continue;
            }
            entries[step] = 0;
            let minus = prime - factor;
            entries
                .iter_mut()
                .zip(&pivot_row)
                .for_each(|(entry, own)| *entry = (*entry + minus * own) % prime);
        }
    }
    // Rows were swapped, so the columns of the inverse are, in the opposite order.
    for (step, &place) in swaps.iter().enumerate().rev() {
        (0..size).for_each(|row| list.swap(row * size + step, row * size + place));
    }
    Some(list)
}

/// The solution modulo `prime^digits`, each number at least 0.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // residues have 29 bits
fn lift(matrix: &[i64], right: &[i64], inverse: &[u64], prime: u64, digits: usize) -> Vec<IBig> {
    let size = right.len();
    let mut rest: Vec<i128> = right.iter().map(|&number| number.into()).collect();
    let mut found: Vec<Vec<u64>> = Vec::with_capacity(digits);
    for _ in 0..digits {
        let low: Vec<u64> = rest.iter().map(|rest| rest.rem_euclid(prime.into()) as u64).collect();
        let next: Vec<u64> = inverse
            .chunks(size)
            .map(|row| {
                let part = |(row, low): (&[u64], &[u64])| {
                    row.iter().zip(low).map(|(one, two)| one * two).sum::<u64>() % prime
                };
                row.chunks(RUN).zip(low.chunks(RUN)).map(part).sum::<u64>() % prime
            })
            .collect();
        for (rest, row) in rest.iter_mut().zip(matrix.chunks(size)) {
            let product: i128 =
                row.iter().zip(&next).map(|(entry, digit)| i128::from(*entry) * i128::from(*digit)).sum();
            *rest = (*rest - product) / i128::from(prime);
        }
        found.push(next);
    }
    let base = IBig::from(prime);
    let number = |unknown: usize| {
        found.iter().rev().fold(IBig::ZERO, |number, digits| number * &base + IBig::from(digits[unknown]))
    };
    (0..size).map(number).collect()
}

/// The fractions that are congruent to `lifted` modulo `modulus`, over one denominator, none above `bound`.
fn fractions(lifted: &[IBig], modulus: &IBig, bound: &IBig) -> Option<Solution> {
    let mut denominator = IBig::ONE;
    let mut numerators: Vec<IBig> = Vec::with_capacity(lifted.len());
    for number in lifted {
        // The denominator so far is most often that of this fraction as well.
        let scaled = (number * &denominator).div_rem_euclid(modulus).1;
        let (above, below) = fraction(IBig::from(scaled), modulus, bound)?;
        if below != IBig::ONE {
            numerators.iter_mut().for_each(|numerator| *numerator *= &below);
            denominator *= below;
        }
        numerators.push(above);
    }
    Some(Solution { numerators, denominator })
}

/// The fraction congruent to `number` modulo `modulus` whose numerator is at most `bound`, its denominator above 0.
fn fraction(number: IBig, modulus: &IBig, bound: &IBig) -> Option<(IBig, IBig)> {
    let rest = modulus - &number;
    if rest <= *bound {
        return Some((-rest, IBig::ONE));
    }
    let (mut old, mut new) = (modulus.clone(), number);
    let (mut old_factor, mut new_factor) = (IBig::ZERO, IBig::ONE);
    while new > *bound {
        let quotient = &old / &new;
        (old, new) = (new.clone(), old - &quotient * &new);
        (old_factor, new_factor) = (new_factor.clone(), old_factor - quotient * &new_factor);
    }
    if new_factor < IBig::ZERO {
        (new, new_factor) = (-new, -new_factor);
    }
    (new_factor > IBig::ZERO && (&new_factor).abs() <= *bound).then_some((new, new_factor))
}

#[cfg(test)]
mod tests {
    use dashu_int::IBig;

    use super::{Solution, solve};
    use crate::numeric::random::Random;

    #[test]
    fn solutions_of_random_systems_solve_them() {
        let mut random = Random::new(11);
        for case in 0..300 {
            let size = 1 + random.below(12) as usize;
            let span = [2_u64, 100, 1 << 61][case % 3];
            let mut list = |length: usize| -> Vec<i64> {
                (0..length).map(|_| random.below(2 * span + 1) as i64 - span as i64).collect()
            };
            let (matrix, right) = (list(size * size), list(size));
            let Some(Solution { numerators, denominator }) = solve(&matrix, &right) else {
                assert!(span == 2, "singular by chance only if small");
                continue;
            };
            assert!(denominator > IBig::ZERO);
            for (row, right) in matrix.chunks(size).zip(right) {
                let sum: IBig = row.iter().zip(&numerators).map(|(entry, number)| number * *entry).sum();
                assert_eq!(sum, &denominator * right);
            }
        }
    }

    #[test]
    fn what_has_no_single_solution_is_refused() {
        assert_eq!(solve(&[], &[]), None);
        assert_eq!(solve(&[1, 2, 3], &[1]), None);
        assert_eq!(solve(&[0], &[0]), None);
        assert_eq!(solve(&[1, 2, 2, 4], &[1, 2]), None);
        // A determinant that one of the primes divides is no obstacle.
        let solution = solve(&[536_870_909], &[2]).expect("a solution");
        assert_eq!((&solution.numerators[0], &solution.denominator), (&2.into(), &536_870_909.into()));
    }
}
