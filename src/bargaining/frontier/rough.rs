//! A frontier in doubles: a guide to where a point is, never an answer.

use crate::games::frontier::{Frontier, Place, Stretch};
use crate::numeric::{Polynomial, Rational, RationalFunction};

/// A frontier in doubles. A place is one number: its stretch, and how far along its parameter is, from 0 to 1.
#[derive(Debug)]
pub(super) struct Rough {
    floors: [f64; 2],
    stretches: Vec<RoughStretch>,
}

#[derive(Debug)]
struct RoughStretch {
    utilities: [Quotient; 2],
    slopes: [Quotient; 2],
    from: f64,
    width: f64,
}

/// A quotient of polynomials in doubles, the constants first.
#[derive(Debug)]
struct Quotient {
    over: Vec<f64>,
    under: Vec<f64>,
}

/// Gains and slopes at a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here {
    pub(super) gains: [f64; 2],
    /// Changes of utility for a whole stretch at this pace.
    pub(super) slopes: [f64; 2],
}

impl Rough {
    pub(super) fn of(frontier: &Frontier) -> Self {
        let floors = [0, 1].map(|party: usize| frontier.disagreement()[party].to_f64());
        Self { floors, stretches: frontier.stretches().iter().map(RoughStretch::of).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.stretches.len()
    }

    /// Gains and slopes at a place.
    pub(super) fn at(&self, place: f64) -> Here {
        let index = (place.max(0.0) as usize).min(self.stretches.len().saturating_sub(1));
        self.within(index, place - index as f64)
    }

    /// Gains and slopes some part of the way along a stretch.
    pub(super) fn within(&self, index: usize, part: f64) -> Here {
        let Some(own) = self.stretches.get(index) else { return Here { gains: [0.0; 2], slopes: [0.0; 2] } };
        let parameter = own.from + own.width * part;
        Here {
            gains: [0, 1].map(|party: usize| own.utilities[party].at(parameter) - self.floors[party]),
            slopes: [0, 1].map(|party: usize| own.slopes[party].at(parameter) * own.width),
        }
    }

    /// A place as one number.
    pub(super) fn number(&self, place: &Place) -> f64 {
        let Some(own) = self.stretches.get(place.stretch) else { return 0.0 };
        let part = (place.at.to_f64() - own.from) / own.width;
        place.stretch as f64 + part.clamp(0.0, 1.0)
    }

    /// Where `lean` turns from above 0 to below, between two places.
    pub(super) fn turn(&self, from: f64, to: f64, lean: impl Fn(f64) -> f64) -> f64 {
        let (mut low, mut high) = (from, to);
        loop {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                return middle;
            }
            if lean(middle) > 0.0 { low = middle } else { high = middle }
        }
    }
}

impl RoughStretch {
    fn of(stretch: &Stretch) -> Self {
        let [first, second] = &stretch.utilities;
        Self {
            utilities: [Quotient::of(first), Quotient::of(second)],
            slopes: [Quotient::of(&first.derivative()), Quotient::of(&second.derivative())],
            from: stretch.from.to_f64(),
            width: (&stretch.to - &stretch.from).to_f64(),
        }
    }
}

impl Quotient {
    fn of(function: &RationalFunction) -> Self {
        let doubles = |own: &Polynomial| own.coefficients().iter().map(Rational::to_f64).collect();
        Self { over: doubles(function.numerator()), under: doubles(function.denominator()) }
    }

    fn at(&self, x: f64) -> f64 {
        let value = |list: &[f64]| list.iter().rev().fold(0.0, |sum, own| sum * x + own);
        value(&self.over) / value(&self.under)
    }
}

/// The place of a frontier nearest to a number, from its digits as they are.
pub(super) fn place(frontier: &Frontier, number: f64) -> Option<Place> {
    let index = (number.max(0.0) as usize).min(frontier.stretches().len().checked_sub(1)?);
    let own = &frontier.stretches()[index];
    let part = Rational::from_f64((number - index as f64).clamp(0.0, 1.0))?;
    Some(Place { stretch: index, at: &own.from + &(&part * &(&own.to - &own.from)) })
}
