//! The discrete Raiffa solution: steps to the mean of what everybody could still have.
//!
//! With `I_i(d)` for the most that party `i` can have where the others keep `d`: `d' = d + (I(d) - d) / n`. Steps are
//! exact as long as their fractions are short. Then each number is kept between two on a grid: `I_i` falls where
//! others have more, so the lower ones follow from `I(high)` and the upper ones from `I(low)`. What is missing to
//! the end shrinks by `1 - 1/n` at least, and the distance between lower and upper ones at most doubles, in
//! the units in which the bounds weigh parties alike: that says how fine the grid has to be.

use dashu_int::ops::{BitTest as _, UnsignedAbs as _};

use crate::bargaining::convex::answer::Found;
use crate::bargaining::convex::path::faces::{Faces, Reach, Renewal, agreement_at};
use crate::bargaining::convex::path::straight::straight;
use crate::bargaining::convex::product::mixed_agreement;
use crate::bargaining::convex::settle::{power_of_two, rounded_up};
use crate::bargaining::convex::zone::ConvexZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Arrival, Evidence, Ideal, Moment, Path};
use crate::numeric::Rational;

/// Bits of a fraction that is still exact.
const LONGEST: usize = 256;

/// The share of an ideal gain to which the end is known, as a power of two.
pub(super) const ENOUGH: i64 = -42;

/// Bits of the grid beyond those that the steps take, and how often twice as many are tried.
const SPARE: usize = 32;
const TRIES: usize = 3;

/// The end of the steps.
pub(in crate::bargaining) fn steps_to_the_end(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> Option<Found> {
    let ideals = zone.ideals(budget)?;
    // Some 29 n steps halve what is missing 42 times.
    let mut bits = SPARE + 42 + 29 * (ideals.len() - 1);
    for _ in 0..TRIES {
        if let Some(found) = (Walk { zone, budget, ideals, bits }).run() {
            return Some(found);
        }
        if budget.is_exhausted() {
            return None;
        }
        bits *= 2;
    }
    None
}

struct Walk<'w, 's, 'c> {
    zone: &'w ConvexZone<'s>,
    budget: &'w Budget<'c>,
    ideals: &'w [Ideal],
    bits: usize,
}

impl Walk<'_, '_, '_> {
    fn run(&self) -> Option<Found> {
        let parties = self.ideals.len();
        let grid: Vec<Rational> = self.ideals.iter().map(|ideal| self.unit(&ideal.gain)).collect();
        let mut faces = Faces::new(self.zone, self.ideals, Renewal::Lower, self.budget);
        let (mut low, mut high) = (self.zone.zeros(), self.zone.zeros());
        let mut moments: Vec<Moment> = Vec::new();
        for _ in 0..60 * parties + 60 {
            let (mut moment, reach) = faces.reach(&low, &high)?;
            if let Some(goals) = straight(&mut faces, &moment, &reach) {
                moment.stops = goals.stops;
                moments.push(moment);
                let path = faces.path(moments, Arrival::Straight);
                return Some(self.found(goals.gains, goals.agreement, path));
            }
            let gap = greatest_gap(self.ideals, &low, &reach.most);
            if gap <= power_of_two(ENOUGH) {
                let agreement = mean(&faces, moments.last().unwrap_or(&moment))?;
                moments.push(moment);
                let path = faces.path(moments, Arrival::Near(gap));
                return Some(self.found(low, agreement, path));
            }
            moments.push(moment);
            (low, high) = next(&low, &high, &reach, &grid);
        }
        None
    }

    /// The grid of a party: nothing where it cannot gain, and stays where it is.
    fn unit(&self, ideal: &Rational) -> Rational {
        let bits = i64::try_from(self.bits).unwrap_or(i64::MAX);
        &rounded_up(ideal, 1) * &power_of_two(-bits)
    }

    fn found(&self, gains: Vec<Rational>, agreement: Agreement, path: Path) -> Found {
        Found::Point { gains, agreement, ideals: self.ideals.to_vec(), evidence: Evidence::Steps(path) }
    }
}

/// The mean of what stops each party: at least the lower numbers of the next moment.
fn mean(faces: &Faces<'_, '_, '_, '_>, moment: &Moment) -> Option<Agreement> {
    let given: Vec<Agreement> =
        moment.stops.iter().map(|&stop| agreement_at(faces, stop, &moment.high)).collect::<Option<_>>()?;
    let share = Rational::new(1, i128::try_from(given.len()).ok()?)?;
    Some(mixed_agreement(&given.iter().collect::<Vec<_>>(), &vec![share; given.len()]))
}

/// One step of lower and upper numbers.
fn next(
    low: &[Rational],
    high: &[Rational],
    reach: &Reach,
    grid: &[Rational],
) -> (Vec<Rational>, Vec<Rational>) {
    let parties = Rational::from(i64::try_from(low.len()).unwrap_or(i64::MAX));
    let others = &parties - &Rational::ONE;
    let step = |from: &[Rational], to: &[Rational]| -> Vec<Rational> {
        from.iter().zip(to).map(|(from, to)| &(&(&others * from) + to) / &parties).collect()
    };
    let (below, above) = (step(low, &reach.least), step(high, &reach.most));
    let is_exact = low == high && below == above;
    if is_exact && below.iter().all(|number| length(number) <= LONGEST) {
        return (below, above);
    }
    let on_grid = |numbers: &[Rational], round: fn(&Rational) -> dashu_int::IBig| -> Vec<Rational> {
        let one = |(number, unit): (&Rational, &Rational)| match number.checked_div(unit) {
            Some(units) => &Rational::from_whole(round(&units)) * unit,
            None => number.clone(),
        };
        numbers.iter().zip(grid).map(one).collect()
    };
    (on_grid(&below, Rational::floor), on_grid(&above, Rational::ceil))
}

fn length(number: &Rational) -> usize {
    number.numerator().unsigned_abs().bit_len().max(number.denominator().bit_len())
}

/// What is missing at most, as a share of the ideal gain: the greatest of all parties that can gain.
pub(super) fn greatest_gap(ideals: &[Ideal], low: &[Rational], most: &[Rational]) -> Rational {
    let shares = ideals
        .iter()
        .zip(low.iter().zip(most))
        .map(|(ideal, (low, most))| (most - low).checked_div(&ideal.gain).unwrap_or_default());
    shares.max().unwrap_or_default()
}
