//! A piece of the flow in doubles: a Taylor series, and a box in which the flow surely is.

use crate::bargaining::convex::path::doubles::basis::Basis;

/// How often a piece is halved so that its box does not run away, and rounds of what the box needs.
const HALVINGS: usize = 40;
const ROUNDS: usize = 60;

/// Terms of a series at most, and the size from which on one does not matter.
const TERMS: usize = 30;
const NOTHING: f64 = 1e-17;

/// How far below 0 a coefficient of a share may be.
const BELOW: f64 = 1e-15;

/// The weights of all bounds times a duration are at most this.
const NORM: f64 = 1.5;

/// The flow from a point on, as long as the bounds stay the same.
pub(super) struct Piece {
    pub(super) duration: f64,
    /// For each power of time one number for each party.
    pub(super) middle: Vec<Vec<f64>>,
    /// How fast the box grows.
    pub(super) growth: Vec<f64>,
}

impl Piece {
    /// At most so long; `None` if the box runs away.
    ///
    /// - `middle`, `width`: where the flow is; `beyond`: for each party what is not linear at most.
    pub(super) fn from(
        bases: &[&Basis],
        middle: &[f64],
        width: &[f64],
        beyond: &[f64],
        longest: f64,
    ) -> Option<Self> {
        let norm = bases.iter().map(|basis| basis.weights.iter().sum::<f64>()).fold(0.0, f64::max);
        let mut piece = Self { duration: longest.min(NORM / norm), middle: Vec::new(), growth: Vec::new() };
        piece.sum_up(bases, middle);
        piece.grow(bases, width, beyond)?;
        Some(piece)
    }

    /// The Taylor series of the flow, with a duration in which further terms do not matter.
    fn sum_up(&mut self, bases: &[&Basis], middle: &[f64]) {
        self.middle = vec![middle.to_vec()];
        for power in 1..TERMS {
            let last = &self.middle[power - 1];
            let next = bases.iter().map(|basis| {
                let carried: f64 = basis.weights.iter().zip(last).map(|(weight, own)| weight * own).sum();
                let constant = if power == 1 { basis.most } else { 0.0 };
                (constant - carried) / power as f64
            });
            let next: Vec<f64> = next.collect();
            let largest = next.iter().fold(0.0_f64, |most, own| most.max(own.abs()));
            self.middle.push(next);
            let size = |duration: f64| (0..power).fold(largest, |size, _| size * duration);
            if power > 1 && size(self.duration) < NOTHING {
                return;
            }
            while power == TERMS - 1 && size(self.duration) > NOTHING {
                self.duration /= 2.0;
            }
        }
    }

    /// How fast the box grows, and for how long that is enough.
    fn grow(&mut self, bases: &[&Basis], width: &[f64], beyond: &[f64]) -> Option<()> {
        let carried = |party: usize, width: &dyn Fn(usize) -> f64| -> f64 {
            let others = bases[party].weights.iter().enumerate().filter(|(other, _)| *other != party);
            others.map(|(other, weight)| weight * width(other)).sum::<f64>() + beyond[party]
        };
        for _ in 0..HALVINGS {
            let mut growth = vec![0.0_f64; bases.len()];
            for _ in 0..ROUNDS {
                let mut is_enough = true;
                for party in 0..bases.len() {
                    let start = carried(party, &|other| width[other]) - width[party];
                    let end =
                        carried(party, &|other| width[other] + growth[other] * self.duration) - width[party];
                    let needed = start.max(end / (1.0 + self.duration)) * (1.0 + 1e-9);
                    if growth[party] < needed {
                        is_enough = false;
                        growth[party] = needed * 1.02;
                    }
                }
                if is_enough {
                    self.growth = growth;
                    return Some(());
                }
            }
            self.duration /= 2.0;
        }
        None
    }

    /// How far from the middle the flow may be until the end.
    pub(super) fn around(&self, width: &[f64]) -> Vec<f64> {
        width.iter().zip(&self.growth).map(|(own, growth)| own + growth * self.duration).collect()
    }

    /// The middle at the end, and for each party the sum of the sizes of its terms.
    pub(super) fn end(&self) -> (Vec<f64>, Vec<f64>) {
        let sum = |party: usize, size: &dyn Fn(f64) -> f64| {
            self.middle.iter().rev().fold(0.0, |sum, list| sum * self.duration + size(list[party]))
        };
        let parties = 0..self.growth.len();
        parties.map(|party| (sum(party, &|own| own), sum(party, &f64::abs))).unzip()
    }

    /// Ends the piece before a column of a basis could fall below `least`, a margin above the flow; is it shorter now?
    pub(super) fn end_before(&mut self, basis: &Basis, place: usize, margin: f64, least: f64) -> bool {
        let form = &basis.forms[place];
        let term = |list: &Vec<f64>| -> f64 { form.iter().zip(list).map(|(slope, own)| slope * own).sum() };
        let mut terms: Vec<f64> = self.middle.iter().map(term).collect();
        let (slopes, constant) = form.split_at(form.len() - 1);
        terms[0] += constant[0] + margin * slopes.iter().sum::<f64>() - least;
        match until_zero(&terms, self.duration) {
            Some(shorter) => {
                self.duration = shorter;
                true
            }
            None => false,
        }
    }
}

fn value(terms: &[f64], time: f64) -> f64 {
    terms.iter().rev().fold(0.0, |sum, term| sum * time + term)
}

/// How long a polynomial surely stays at least 0, if that is shorter than `duration`.
fn until_zero(terms: &[f64], duration: f64) -> Option<f64> {
    if is_surely_above(terms, duration) {
        return None;
    }
    let mut time = duration;
    if value(terms, duration) < 0.0 {
        let (mut low, mut high) = (0.0, duration);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if value(terms, middle) < 0.0 { high = middle } else { low = middle }
        }
        time = low;
    }
    for _ in 0..HALVINGS {
        if is_surely_above(terms, time) {
            break;
        }
        time /= 2.0;
    }
    Some(time)
}

/// Is no coefficient in Bernstein's form below 0?
fn is_surely_above(terms: &[f64], duration: f64) -> bool {
    let mut power = 1.0;
    let mut falls = 0.0;
    let mut scaled = Vec::with_capacity(terms.len());
    for (place, term) in terms.iter().enumerate() {
        scaled.push(term * power);
        if place > 0 {
            falls += (term * power).abs();
        }
        power *= duration;
    }
    if terms[0] >= falls {
        return true;
    }
    let degree = terms.len() - 1;
    (0..=degree).all(|place| {
        let mut factor = 1.0;
        let mut sum = scaled[0];
        for (power, term) in scaled.iter().enumerate().take(place + 1).skip(1) {
            factor *= (place + 1 - power) as f64 / (degree + 1 - power) as f64;
            sum += factor * term;
        }
        sum >= -BELOW
    })
}
