//! The greatest product over the mixtures of a few points, in fractions.
//!
//! Where the points determine the prices, gains and shares are fractions and are found by two linear systems. Else
//! the shares are polished: what is missing is measured in fractions, the correction is found in doubles, and the sum
//! is rounded to [`BITS`] bits, until nothing is missing. If the shares are then fractions with short denominators,
//! they are tried as they are.

use dashu_int::IBig;
use dashu_int::ops::{BitTest as _, UnsignedAbs as _};

use crate::bargaining::convex::descent::{curvature, solve};
use crate::numeric::{Rational, linear_system};

/// Bits behind the point of polished shares.
const BITS: usize = 128;

/// Corrections of one polish.
const CORRECTIONS: usize = 30;

/// Bits of a denominator that is short.
const SHORT: usize = 48;

/// How shares of a few rows came out.
#[derive(Debug)]
pub(super) enum Settled {
    /// Shares that are exactly right.
    Exact(Vec<Rational>),
    /// Shares that are nearly right.
    Near(Vec<Rational>),
    /// This row should have no share.
    Drop(usize),
    /// No way was found.
    Failed,
}

/// The shares at which the product over mixtures of `rows` is greatest.
///
/// - `parts`: above 0, adding to 1; `rows`: gains, linearly independent; `shares`: about right; `units`: about the
///   size of each gain.
pub(super) fn settle(parts: &[Rational], rows: &[Vec<Rational>], shares: &[f64], units: &[f64]) -> Settled {
    if rows.len() == 1 {
        return Settled::Exact(vec![Rational::ONE]);
    }
    if let Some(shares) = determined(parts, rows) {
        return match most_negative(&shares, &Rational::ZERO) {
            Some(place) => Settled::Drop(place),
            None => Settled::Exact(shares),
        };
    }
    let Some(polished) = polish(parts, rows, shares, units) else { return Settled::Failed };
    let short: Option<Vec<Rational>> = polished.iter().map(short_near).collect();
    if let Some(short) = short.filter(|short| is_optimal(parts, rows, short)) {
        return Settled::Exact(short);
    }
    match most_negative(&polished, &power_of_two(-110)) {
        Some(place) => Settled::Drop(place),
        None => Settled::Near(of_sum_one(polished)),
    }
}

/// The gains of a mixture.
pub(super) fn mixed(rows: &[Vec<Rational>], shares: &[Rational]) -> Vec<Rational> {
    let mut gains = vec![Rational::ZERO; rows.first().map_or(0, Vec::len)];
    for (row, share) in rows.iter().zip(shares) {
        gains.iter_mut().zip(row).for_each(|(gain, own)| *gain += &(own * share));
    }
    gains
}

/// `number` to `bits` significant bits, not below it.
pub(super) fn rounded_up(number: &Rational, bits: usize) -> Rational {
    let length = |number: &IBig| i64::try_from(number.unsigned_abs().bit_len()).unwrap_or(i64::MAX);
    let magnitude = length(number.numerator()) - length(&IBig::from(number.denominator().clone()));
    let unit = power_of_two(magnitude - i64::try_from(bits).unwrap_or_default());
    &Rational::from_whole((number / &unit).ceil()) * &unit
}

/// `2^exponent`.
pub(super) fn power_of_two(exponent: i64) -> Rational {
    let power = Rational::from(2).pow(u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX));
    if exponent < 0 { &Rational::ONE / &power } else { power }
}

/// The shares if as many rows as parties determine the prices: `rows v = 1`, then `shares rows = parts / v`.
fn determined(parts: &[Rational], rows: &[Vec<Rational>]) -> Option<Vec<Rational>> {
    if rows.len() != parts.len() {
        return None;
    }
    let prices = linear_system::solve(rows, &vec![Rational::ONE; parts.len()])?;
    if !prices.iter().all(Rational::is_positive) {
        return None;
    }
    let gains: Vec<Rational> = parts.iter().zip(&prices).map(|(part, price)| part / price).collect();
    let columns: Vec<Vec<Rational>> =
        (0..parts.len()).map(|party| rows.iter().map(|row| row[party].clone()).collect()).collect();
    linear_system::solve(&columns, &gains)
}

/// Shares to [`BITS`] bits, possibly a little below 0, possibly adding to a little more or less than 1.
fn polish(
    parts: &[Rational],
    rows: &[Vec<Rational>],
    shares: &[f64],
    units: &[f64],
) -> Option<Vec<Rational>> {
    let rough_rows: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| row.iter().zip(units).map(|(gain, unit)| gain.to_f64() / unit).collect())
        .collect();
    let rough_rows: Vec<&[f64]> = rough_rows.iter().map(Vec::as_slice).collect();
    let rough_parts: Vec<f64> = parts.iter().map(Rational::to_f64).collect();
    let mut shares: Vec<Rational> =
        shares.iter().map(|&share| Rational::from_f64(share)).collect::<Option<_>>()?;
    let enough = power_of_two(10 - i64::try_from(BITS).ok()?).to_f64();
    let mut best: Option<(f64, Vec<Rational>)> = None;
    for _ in 0..CORRECTIONS {
        let gains = mixed(rows, &shares);
        if !gains.iter().all(Rational::is_positive) {
            break;
        }
        let prices: Vec<Rational> =
            parts.iter().zip(&gains).map(|(part, gain)| rounded_up(&(part / gain), BITS + 30)).collect();
        let missing: Vec<f64> =
            rows.iter().map(|row| (&value(row, &prices) - &Rational::ONE).to_f64()).collect();
        let worst = missing.iter().fold(0.0_f64, |worst, own| own.abs().max(worst));
        let is_better = best.as_ref().is_none_or(|(least, _)| worst < *least);
        if is_better {
            best = Some((worst, shares.clone()));
        }
        if worst <= enough || worst.is_nan() {
            break;
        }
        let rough_prices: Vec<f64> =
            prices.iter().zip(units).map(|(price, unit)| price.to_f64() * unit).collect();
        // Corrections of any size have their digits: they are found for what is missing over its own size.
        let relative = missing.iter().map(|own| own / worst).collect();
        let step = solve(curvature(&rough_rows, &rough_prices, &rough_parts), relative)?;
        let size = Rational::from_f64(worst)?;
        for (share, own) in shares.iter_mut().zip(step) {
            *share += &(&Rational::from_f64(own)? * &size);
            *share = rounded(share);
        }
    }
    best.map(|(_, shares)| shares)
}

/// The nearest multiple of the unit of polished shares, from below.
fn rounded(number: &Rational) -> Rational {
    let unit = power_of_two(-i64::try_from(BITS).unwrap_or_default());
    &Rational::from_whole((number / &unit).floor()) * &unit
}

/// The greatest share takes what is missing to 1; nothing below 0 stays.
fn of_sum_one(mut shares: Vec<Rational>) -> Vec<Rational> {
    shares.iter_mut().filter(|share| share.is_negative()).for_each(|share| *share = Rational::ZERO);
    let rest = &Rational::ONE - &shares.iter().sum();
    if let Some(greatest) = shares.iter_mut().max() {
        *greatest += &rest;
    }
    shares
}

fn most_negative(shares: &[Rational], tolerance: &Rational) -> Option<usize> {
    let below = (0..shares.len()).filter(|&place| shares[place] < -tolerance);
    below.min_by(|&one, &two| shares[one].cmp(&shares[two]))
}

/// Do the slopes of all rows equal 1 at these shares, none of them below 0?
fn is_optimal(parts: &[Rational], rows: &[Vec<Rational>], shares: &[Rational]) -> bool {
    let gains = mixed(rows, shares);
    if shares.iter().any(Rational::is_negative) || !gains.iter().all(Rational::is_positive) {
        return false;
    }
    let prices: Vec<Rational> = parts.iter().zip(&gains).map(|(part, gain)| part / gain).collect();
    rows.iter().all(|row| value(row, &prices) == 1)
}

fn value(row: &[Rational], prices: &[Rational]) -> Rational {
    row.iter().zip(prices).map(|(gain, price)| gain * price).sum()
}

/// A fraction with a denominator of at most [`SHORT`] bits very near to `number`, if there is one.
///
/// The convergents of the continued fraction are tried in turn: no other fraction as short is as near.
fn short_near(number: &Rational) -> Option<Rational> {
    let near = power_of_two(-100);
    let (mut rest, mut above, mut below) = (number.clone(), [IBig::ZERO, IBig::ONE], [IBig::ONE, IBig::ZERO]);
    loop {
        let whole = rest.floor();
        above = [above[1].clone(), &whole * &above[1] + &above[0]];
        below = [below[1].clone(), &whole * &below[1] + &below[0]];
        if (&below[1]).unsigned_abs().bit_len() > SHORT {
            return None;
        }
        let fraction =
            Rational::from_whole(above[1].clone()).checked_div(&Rational::from_whole(below[1].clone()))?;
        let off = &fraction - number;
        if off <= near && -&off <= near {
            return Some(fraction);
        }
        rest = Rational::ONE.checked_div(&(&rest - &Rational::from_whole(whole)))?;
    }
}

#[cfg(test)]
mod tests {
    use super::{Settled, rounded_up, settle, short_near};
    use crate::numeric::Rational;

    fn number(text: &str) -> Rational {
        text.parse().unwrap()
    }

    fn rows(list: &[[&str; 3]]) -> Vec<Vec<Rational>> {
        list.iter().map(|row| row.iter().map(|text| number(text)).collect()).collect()
    }

    #[test]
    fn an_edge_with_a_square_root_is_polished_and_one_with_a_fraction_is_exact() {
        let thirds = vec![number("1/3"); 3];
        let units = [1.0; 3];
        // s of (3, 0, 2) and 1 - s of (0, 2, 1): the product 6 s (1 - s) (1 + s) is greatest at s = 1 / sqrt 3.
        let edge = rows(&[["3", "0", "2"], ["0", "2", "1"]]);
        let Settled::Near(shares) = settle(&thirds, &edge, &[0.577, 0.423], &units) else {
            panic!("no fraction")
        };
        let off = &(&(&shares[0] * &shares[0]) * &number("3")) - &Rational::ONE;
        assert!(off.to_f64().abs() < 1e-36 && shares.iter().sum::<Rational>() == 1);
        // The third gains the same at both ends: half of each.
        let edge = rows(&[["3", "0", "5"], ["0", "2", "5"]]);
        let Settled::Exact(shares) = settle(&thirds, &edge, &[0.4, 0.6], &units) else {
            panic!("a fraction")
        };
        assert_eq!(shares, [number("1/2"), number("1/2")]);
        // Towards the second end the first wins 1 and the others lose 1.02 together: that is just not worth it.
        let edge = rows(&[["3", "3", "3"], ["4", "2.49", "2.49"]]);
        assert!(matches!(settle(&thirds, &edge, &[0.999, 0.001], &units), Settled::Drop(1)));
    }

    #[test]
    fn short_fractions_are_found_again_and_rounding_is_upwards() {
        let nearly = &number("7/13") + &number("1e-35");
        assert_eq!(short_near(&nearly), Some(number("7/13")));
        assert_eq!(short_near(&number("-2/3")), Some(number("-2/3")));
        let root = number("1.4142135623730950488016887242096980");
        assert_eq!(short_near(&root), None);
        for text in ["1/3", "1e-30", "123456789.1", "2"] {
            let (exact, rounded) = (number(text), rounded_up(&number(text), 60));
            let off = &(&rounded / &exact) - &Rational::ONE;
            assert!(!off.is_negative() && off.to_f64() < 1e-17, "{text}");
        }
    }

    #[test]
    fn doubles_become_fractions_as_they_are() {
        for (double, exact) in [
            (0.75, "3/4"),
            (-3.0, "-3"),
            (0.0, "0"),
            (1e22, "1e22"),
            (-0.1, "-3602879701896397/36028797018963968"),
        ] {
            assert_eq!(Rational::from_f64(double), Some(number(exact)), "{double}");
        }
        let least = Rational::from_f64(f64::from_bits(1)).unwrap();
        assert_eq!(least.to_f64().to_bits(), 1);
        assert_eq!([f64::NAN, f64::INFINITY].map(Rational::from_f64), [None, None]);
    }
}
