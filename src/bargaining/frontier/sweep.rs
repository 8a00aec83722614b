//! What is swept along a frontier, in doubles: areas seen from the disagreement point, and the length of Perles and
//! Maschler.

use crate::bargaining::frontier::rough::{Here, Rough};

/// Panels of the rule in a stretch.
const PANELS: usize = 256;

/// What is measured at a place, for a whole stretch at this pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Swept {
    Area,
    Length,
}

impl Swept {
    fn pace(self, here: &Here) -> f64 {
        let Here { gains: [first, second], slopes: [rise, fall] } = *here;
        match self {
            Self::Area => (second * rise - first * fall) / 2.0,
            Self::Length => (-rise * fall).max(0.0).sqrt(),
        }
    }

    /// The place that halves what is swept between two places.
    pub(super) fn middle(self, rough: &Rough, from: f64, to: f64) -> f64 {
        let total = self.between(rough, from, to);
        // The stretch first, then the place in it.
        let (mut start, mut done) = (from, 0.0);
        let mut end = (from.floor() + 1.0).min(to);
        while end < to {
            let own = self.between(rough, start, end);
            if done + own > total / 2.0 {
                break;
            }
            (start, done) = (end, done + own);
            end = (end + 1.0).min(to);
        }
        rough.turn(start, end, |place| total / 2.0 - done - self.between(rough, start, place))
    }

    /// What is swept between two places.
    fn between(self, rough: &Rough, from: f64, to: f64) -> f64 {
        let mut sum = 0.0;
        let first = from.max(0.0) as usize;
        for index in first..rough.len() {
            let (low, high) = ((from - index as f64).max(0.0), (to - index as f64).min(1.0));
            if high <= low {
                break;
            }
            sum += self.within(rough, index, low, high);
        }
        sum
    }

    /// Boole's rule with nodes that crowd at both ends, so that square roots there do no harm.
    fn within(self, rough: &Rough, index: usize, low: f64, high: f64) -> f64 {
        let value = |step: usize| {
            let share = step as f64 / (4 * PANELS) as f64;
            let pace = 6.0 * share * (1.0 - share);
            let part = low + (high - low) * share * share * (3.0 - 2.0 * share);
            self.pace(&rough.within(index, part)) * pace
        };
        let panel = |panel: usize| {
            let at = |step: usize| value(4 * panel + step);
            7.0 * (at(0) + at(4)) + 32.0 * (at(1) + at(3)) + 12.0 * at(2)
        };
        (0..PANELS).map(panel).sum::<f64>() * (high - low) / (90.0 * PANELS as f64)
    }
}
