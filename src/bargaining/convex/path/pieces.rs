//! The pieces of a flow: smooth ones, and slivers across what they end at.
//!
//! A smooth piece is the Taylor series of `dx/dt = b - D x`, as long as the shares of all agreements surely stay at
//! least 0. A sliver is a straight line for so short a time that agreements need not move. The width of what is proved
//! grows by rounding, and by what the bounds carry over from the widths of others.

use dashu_int::IBig;
use dashu_int::ops::Abs as _;

use crate::bargaining::convex::path::continuous::{Flow, Linear, State};
use crate::bargaining::convex::path::faces::{Face, Faces, agreement_at};
use crate::bargaining::convex::settle::power_of_two;
use crate::certify::bargaining_set::{Moving, Piece, Stopped};
use crate::numeric::Rational;
use crate::numeric::affine::Place;

/// Terms of a series.
const TERMS: usize = 400;

/// How often a duration is halved to find it.
const HALVINGS: usize = 400;

/// How often a piece is halved at most before its width cannot run away, and how often what it carries is added up: as
/// often as it takes where at least half is carried each time.
const SHORTEST: usize = 12;
const CARRIED: usize = 8;

impl Flow<'_, '_, '_> {
    /// A piece on which agreements move with the flow; `None` if a face ends too soon, or does not move.
    pub(super) fn smooth(&self, faces: &Faces<'_, '_, '_, '_>, state: &State) -> Option<(Piece, State)> {
        let current: Vec<&Face> =
            self.moves.iter().map(|&party| faces.current(party)).collect::<Option<_>>()?;
        if !current.iter().all(|face| face.is_tight(&self.can_move)) {
            return None;
        }
        let linear = self.linear(faces)?;
        let carried = self.times(&linear, &state.width);
        let needed: Vec<IBig> = (0..self.ideals.len())
            .map(|party| (&carried[party] - &state.width[party]).max(IBig::ZERO) + &self.slack)
            .collect();
        // So short that the width cannot run away: mostly 1 / 2n where one bound stops everybody.
        let mut growing =
            (0..=SHORTEST).filter_map(|exponent| Some((exponent, self.growth(&linear, &needed, exponent)?)));
        let (exponent, growth) = growing.next()?;
        let mut series = self.series(&linear, state, exponent)?;
        let greatest = 0.5_f64.powi(i32::try_from(exponent).ok()?);
        let duration = self.duration(&current, state, &series, &growth, greatest);
        let shortest = 0.5_f64.powi(i32::try_from(self.bits / 2).ok()?);
        if duration.is_nan() || duration < shortest {
            return None;
        }
        let (above, shift) = dyadic(duration);
        while series.len() > 2 && is_nothing(series.last()?, series.len() - 1, &above, shift) {
            series.pop();
        }
        let stops =
            (0..self.ideals.len()).map(|party| Some(faces.current(party)?.stop)).collect::<Option<_>>()?;
        Some(self.piece(state, &series, growth, (above, shift), stops))
    }

    /// The Taylor series of the flow, as many terms as change anything on the grid within `2^-exponent`.
    fn series(&self, linear: &Linear, state: &State, exponent: usize) -> Option<Vec<Vec<IBig>>> {
        let mut series = vec![state.middle.clone(), self.speed(linear, &state.middle)];
        let above = IBig::ONE;
        for power in 1..TERMS {
            let last = &series[power];
            if is_nothing(last, power, &above, exponent) {
                return Some(series);
            }
            let carried = self.times(linear, last);
            let term = |(own, carried): (&IBig, IBig)| -(own + carried) / IBig::from(power + 1);
            let next = last.iter().zip(carried).map(term).collect();
            series.push(next);
        }
        None
    }

    /// How fast the width has to grow so that it grows by what is needed and by what it carries over itself.
    fn growth(&self, linear: &Linear, needed: &[IBig], exponent: usize) -> Option<Vec<IBig>> {
        let start = |(own, moves): (&IBig, &bool)| if *moves { own.clone() } else { IBig::ZERO };
        let mut growth: Vec<IBig> = needed.iter().zip(&self.can_move).map(start).collect();
        for _ in 0..CARRIED {
            let carried = self.times(linear, &growth);
            let mut is_enough = true;
            for &party in &self.moves {
                let least = &needed[party] + (&carried[party] >> exponent) + IBig::ONE;
                if growth[party] < least {
                    is_enough = false;
                    growth[party] = &least + (&least >> 5) + IBig::ONE;
                }
            }
            if is_enough {
                return Some(growth);
            }
        }
        None
    }

    /// How long all agreements of a piece surely stay agreements: guards are at least their constant and their terms
    /// below 0.
    fn duration(
        &self,
        current: &[&Face],
        state: &State,
        series: &[Vec<IBig>],
        growth: &[IBig],
        greatest: f64,
    ) -> f64 {
        let steps: Vec<f64> = self.steps.iter().map(Rational::to_f64).collect();
        let rough = |numbers: &[IBig]| -> Vec<f64> {
            numbers.iter().zip(&steps).map(|(own, step)| own.to_f64().value() * step).collect()
        };
        let mut terms: Vec<Vec<f64>> = series[1..].iter().map(|numbers| rough(numbers)).collect();
        terms[0].iter_mut().zip(rough(growth)).for_each(|(term, growth)| *term += growth);
        let (_, high) = self.ends(state);
        let high = Place::new(&high);
        let mut duration = greatest;
        let mut exact: Option<Vec<Place>> = None;
        for face in current {
            for (guard, slopes) in face.guards.iter().zip(&face.rough) {
                let start = guard.at(&high).to_f64();
                let most = |term: &Vec<f64>| -> f64 {
                    term.iter().zip(slopes).map(|(one, two)| (one * two).abs()).sum()
                };
                let most: Vec<f64> = terms.iter().map(most).collect();
                let powers =
                    |list: &[f64], time: f64| list.iter().rev().fold(0.0, |sum, own| (sum + own) * time);
                if start >= 1.001 * powers(&most, duration) {
                    continue;
                }
                // Terms may cancel to far below their rounding: exactly, then.
                let places = exact.get_or_insert_with(|| self.places(series, growth));
                let falls: Vec<f64> =
                    places.iter().map(|place| guard.change(place).to_f64().min(0.0)).collect();
                let holds = |time: f64| start + 1.001 * powers(&falls, time) >= 0.0;
                if holds(duration) {
                    continue;
                }
                let (mut below, mut above) = (0.0, duration);
                for _ in 0..HALVINGS {
                    let middle = 0.5 * (below + above);
                    if holds(middle) { below = middle } else { above = middle }
                }
                duration = below;
            }
        }
        duration
    }

    /// The terms of `high` but for the constant one.
    fn places(&self, series: &[Vec<IBig>], growth: &[IBig]) -> Vec<Place> {
        let mut terms = series[1..].to_vec();
        if let Some(first) = terms.first_mut() {
            first.iter_mut().zip(growth).for_each(|(term, growth)| *term += growth);
        }
        terms.iter().map(|term| Place::new(&self.fractions(term))).collect()
    }

    /// A short piece across what a face ends at: agreements are those of a point that is above it all.
    pub(super) fn sliver(
        &self,
        faces: &mut Faces<'_, '_, '_, '_>,
        state: &State,
        low: &[Rational],
    ) -> Option<(Piece, State)> {
        let exponent = self.bits / 2;
        let speed = self.speed(&self.linear(faces)?, &state.middle);
        let mut top = state.middle.clone();
        for &party in &self.moves {
            top[party] +=
                &state.width[party] + (speed[party].clone().abs() >> (exponent - 1)) + (&self.slack << 20);
        }
        let high = self.fractions(&top);
        let (moment, reach) = faces.reach(low, &high)?;
        let linear = self.linear(faces)?;
        let speed = self.speed(&linear, &state.middle);
        let mut stops = moment.stops;
        for stop in &mut stops {
            let agreement = agreement_at(faces, *stop, &high)?;
            stop.agreement = faces.agreement(&Moving::fixed(&agreement));
        }
        let carried = self.times(&linear, &state.width);
        let needed: Vec<IBig> = (0..top.len())
            .map(|party| {
                // What the bound leaves at the middle, less what the agreement gives at the top.
                let given = (&reach.least[party] / &self.steps[party]).floor();
                let missing = &speed[party] + &state.middle[party] - given + (&speed[party] >> exponent);
                (missing.max(carried[party].clone()) - &state.width[party]).max(IBig::ZERO) + &self.slack
            })
            .collect();
        let growth = self.growth(&linear, &needed, exponent)?;
        let series = [state.middle.clone(), speed];
        Some(self.piece(state, &series, growth, (IBig::ONE, exponent), stops))
    }

    /// A piece as a claim, and the state at its end; the duration is the first of its numbers over two to the second.
    fn piece(
        &self,
        state: &State,
        series: &[Vec<IBig>],
        growth: Vec<IBig>,
        (above, shift): (IBig, usize),
        stops: Vec<Stopped>,
    ) -> (Piece, State) {
        let mut next = State { middle: state.middle.clone(), width: state.width.clone() };
        let rounding = IBig::from(series.len() + 8);
        for &party in &self.moves {
            let sum = series
                .iter()
                .rev()
                .fold(IBig::ZERO, |sum, numbers| ((sum * &above) >> shift) + &numbers[party]);
            next.middle[party] = sum;
            next.width[party] += ((&growth[party] * &above) >> shift) + &rounding;
        }
        let exponent = i64::try_from(shift).unwrap_or(i64::MAX);
        let piece = Piece {
            duration: &Rational::from_whole(above) * &power_of_two(-exponent),
            middle: series.iter().map(|numbers| self.fractions(numbers)).collect(),
            width: self.fractions(&state.width),
            growth: self.fractions(&growth),
            stops,
        };
        (piece, next)
    }
}

/// Is a term, with its power, so small that the series can do without it?
fn is_nothing(numbers: &[IBig], power: usize, above: &IBig, shift: usize) -> bool {
    let factor = above.pow(power - 1) * IBig::from(power);
    numbers.iter().all(|own| (own.clone().abs() * &factor) >> (shift * (power - 1)) == IBig::ZERO)
}

/// A duration from above 0 to 1, to 24 bits and not above it: a number over two to another.
fn dyadic(duration: f64) -> (IBig, usize) {
    let mut shift = 0;
    let mut scaled = duration;
    while scaled < f64::from(1 << 23) {
        scaled *= 2.0;
        shift += 1;
    }
    let above = Rational::from_f64(scaled.floor()).map(|number| number.floor()).unwrap_or(IBig::ONE);
    (above, shift)
}
