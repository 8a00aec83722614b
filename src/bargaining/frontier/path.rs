//! Raiffa's path along a frontier, as Taylor polynomials in doubles.
//!
//! The second party's parameter `t` as a function of the first's, `s`, as in the judge's equation; here each coefficient
//! follows from the earlier ones.

use crate::bargaining::frontier::zone::Accepted;
use crate::budget::Budget;
use crate::certify::frontier::Piece;
use crate::games::frontier::Frontier;
use crate::numeric::{Bivariate, Polynomial, Rational};

/// Terms of a piece.
const ORDER: usize = 14;
/// Most pieces.
const MOST: usize = 2000;

/// Pieces from the start of what both accept to just before both parameters meet; `None` if the start and the end do
/// not lie on one stretch, or the budget runs out.
pub(super) fn pieces(frontier: &Frontier, accepted: &Accepted, budget: &Budget<'_>) -> Option<Vec<Piece>> {
    let own = accepted.start[0].stretch;
    if accepted.start[0] != accepted.start[1] || accepted.end[1].stretch != own {
        return None;
    }
    let stretch = frontier.stretches().get(own)?;
    let parts = [0, 1].map(|party: usize| {
        let one = &stretch.utilities[party];
        [
            doubles(one.numerator()),
            doubles(one.denominator()),
            doubles(&one.numerator().derivative()),
            doubles(&one.denominator().derivative()),
        ]
    });
    let differences = [0, 1].map(|party: usize| {
        let one = &stretch.utilities[party];
        [one.numerator(), one.denominator()].map(|own| table(&Bivariate::divided_difference(own)))
    });
    let rule = Rule { parts, differences };
    let (mut at, mut other) = (accepted.start[0].at.to_f64(), accepted.end[0].at.to_f64());
    let whole = other - at;
    let mut list: Vec<Piece> = Vec::new();
    let mut from = accepted.start[0].at.clone();
    while list.len() < MOST {
        if !budget.spend(1) {
            return None;
        }
        let coefficients = rule.series(at, other)?;
        let mut width = whole / 16.0;
        let term =
            |width: f64, power: usize| (0..power).fold(coefficients[power].abs(), |size, _| size * width);
        while term(width, ORDER) > 1e-17 * whole || term(width, ORDER - 1) > 1e-16 * whole {
            width /= 2.0;
        }
        let gap = |way: f64| value(&coefficients, way) - (at + way);
        let is_last = gap(width) <= 0.0;
        if is_last {
            // Where both meet; a little less, so that they surely have not met yet.
            let (mut low, mut high) = (0.0, width);
            for _ in 0..200 {
                let middle = low + (high - low) / 2.0;
                if gap(middle) > 0.0 { low = middle } else { high = middle }
            }
            width = low - whole * 1e-11;
            if width <= 0.0 {
                break;
            }
        }
        let to = &from + &Rational::from_f64(width)?;
        let coefficients: Vec<f64> = coefficients[..ORDER].to_vec();
        other = value(&coefficients, width);
        at = to.to_f64();
        list.push(Piece {
            from,
            to: to.clone(),
            coefficients: coefficients.into_iter().map(Rational::from_f64).collect::<Option<_>>()?,
        });
        from = to;
        if is_last {
            break;
        }
    }
    Some(list)
}

type Series = Vec<f64>;

/// The equation in doubles.
struct Rule {
    /// For each party numerator, denominator and their derivatives.
    parts: [[Series; 4]; 2],
    /// For each party the divided differences of numerator and denominator, by powers of the second parameter.
    differences: [[Vec<Series>; 2]; 2],
}

impl Rule {
    /// The first coefficients of `t` around `s = at`, where it is `other`.
    fn series(&self, at: f64, other: f64) -> Option<Series> {
        let first = [at, 1.0];
        let mut second = vec![other];
        for order in 0..ORDER {
            let keep = order + 1;
            let in_first = |own: &Series| composed(own, &first, keep);
            let in_second = |own: &Series| composed(own, &second, keep);
            let [x, y] = [0, 1].map(|party: usize| {
                let [over, under] = [0, 1].map(|part: usize| {
                    let rows = &self.differences[party][part];
                    rows.iter().rev().fold(vec![0.0; keep], |sum, row| {
                        added(&product(&sum, &second, keep), &in_first(row), 1.0)
                    })
                });
                let [top, bottom, _, _] = &self.parts[party];
                // Over the denominators at both parameters.
                let over = product(&over, &in_first(bottom), keep);
                let slope = added(&over, &product(&in_first(top), &under, keep), -1.0);
                quotient(&slope, &product(&in_first(bottom), &in_second(bottom), keep), keep)
            });
            let rise = |party: usize, along: &dyn Fn(&Series) -> Series| {
                let [top, bottom, top_slope, bottom_slope] = &self.parts[party];
                let over = added(
                    &product(&along(top_slope), &along(bottom), keep),
                    &product(&along(top), &along(bottom_slope), keep),
                    -1.0,
                );
                let under = along(bottom);
                quotient(&over, &product(&under, &under, keep), keep)
            };
            let over = product(&y, &rise(0, &in_first), keep);
            let under = product(&x, &rise(1, &in_second), keep);
            let next = -quotient(&over, &under, keep)[order] / (order + 1) as f64;
            if !next.is_finite() {
                return None;
            }
            second.push(next);
        }
        Some(second)
    }
}

fn doubles(polynomial: &Polynomial) -> Series {
    polynomial.coefficients().iter().map(Rational::to_f64).collect()
}

fn table(own: &Bivariate) -> Vec<Series> {
    own.rows().iter().map(doubles).collect()
}

fn value(coefficients: &[f64], at: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, own| sum * at + own)
}

/// A polynomial of a series.
fn composed(own: &[f64], series: &[f64], keep: usize) -> Series {
    own.iter().rev().fold(vec![0.0; keep], |sum, coefficient| {
        let mut next = product(&sum, series, keep);
        next[0] += coefficient;
        next
    })
}

fn product(one: &[f64], two: &[f64], keep: usize) -> Series {
    let mut list = vec![0.0; keep];
    for (place, left) in one.iter().enumerate().take(keep) {
        for (offset, right) in two.iter().enumerate().take(keep - place) {
            list[place + offset] += left * right;
        }
    }
    list
}

fn added(one: &[f64], two: &[f64], factor: f64) -> Series {
    one.iter().zip(two).map(|(left, right)| left + factor * right).collect()
}

fn quotient(one: &[f64], two: &[f64], keep: usize) -> Series {
    let mut list = vec![0.0; keep];
    for place in 0..keep {
        let known: f64 = (0..place).map(|own| list[own] * two[place - own]).sum();
        list[place] = (one[place] - known) / two[0];
    }
    list
}
