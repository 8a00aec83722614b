//! Principles that raise the smallest of some numbers, then the next: shares, gains, or what is left of losses.
//!
//! The number of party `i` is `z_i = (g_i + offset_i) / direction_i`: with ideals as direction shares of them, with ones
//! gains, with offsets losses from the ideals. A party with direction 0 is left out. Gains are never below 0.

use std::cmp::Ordering;

use crate::certify::bargaining_set::{Measure, Stage};
use crate::certify::mixed::claim::CellProof;
use crate::numeric::{Rational, dot};

/// How the numbers of parties are measured.
pub(in crate::certify::mixed) struct Scale {
    /// At least 0 each.
    pub(in crate::certify::mixed) direction: Vec<Rational>,
    /// At least 0 each.
    pub(in crate::certify::mixed) offset: Vec<Rational>,
}

impl Scale {
    /// The numbers, smallest first.
    pub(in crate::certify::mixed) fn key(&self, gains: &[Rational]) -> Vec<Rational> {
        let numbers = gains.iter().zip(&self.offset).zip(&self.direction);
        let mut key: Vec<Rational> =
            numbers.filter_map(|((gain, offset), own)| (gain + offset).checked_div(own)).collect();
        key.sort_unstable();
        key
    }

    /// The gain of `party` where its number is `step`, or 0.
    fn gain(&self, party: usize, step: &Rational) -> Rational {
        (&(&self.direction[party] * step) - &self.offset[party]).max(Rational::ZERO)
    }

    /// Has no agreement of a combination a better key than `key`?
    ///
    /// - `strictly`: only where its smallest number is below that of the key.
    pub(in crate::certify::mixed) fn is_beaten(
        &self,
        measure: &Measure<'_>,
        proof: &CellProof,
        key: &[Rational],
        strictly: bool,
    ) -> bool {
        match proof {
            CellProof::Bound(bound) => {
                let Some(first) = key.first() else {
                    // Nobody is measured: every package is as good.
                    return true;
                };
                let Some(most) = measure.greatest(bound) else { return false };
                let parties = 0..self.direction.len();
                let floors: Vec<Rational> = parties.map(|party| self.gain(party, first)).collect();
                match most.cmp(&dot(&bound.weights, &floors)) {
                    Ordering::Less => true,
                    Ordering::Equal => !strictly,
                    Ordering::Greater => false,
                }
            }
            CellProof::Stages(stages) => {
                self.settled(measure, stages).is_some_and(|gains| self.key(&gains).as_slice() <= key)
            }
        }
    }

    /// The gains that the steps settle; `None` if they prove nothing.
    ///
    /// Whoever has as good a key has, step by step, at least the step for everyone that is not settled yet; the bound of
    /// the step then leaves its parties nothing more.
    fn settled(&self, measure: &Measure<'_>, stages: &[Stage]) -> Option<Vec<Rational>> {
        let parties = self.direction.len();
        let mut gains = vec![Rational::ZERO; parties];
        let mut open: Vec<bool> = self.direction.iter().map(Rational::is_positive).collect();
        let mut last: Option<&Rational> = None;
        for stage in stages {
            if stage.parties.is_empty() || last.is_some_and(|last| stage.step < *last) {
                return None;
            }
            last = Some(&stage.step);
            for &party in &stage.parties {
                let weighed = stage.bound.weights.get(party).is_some_and(Rational::is_positive);
                if !weighed || open.get(party) != Some(&true) {
                    return None;
                }
                // A party that is stopped at its step has a number of exactly that, not a gain cut off at 0.
                gains[party] = &(&self.direction[party] * &stage.step) - &self.offset[party];
                if gains[party].is_negative() {
                    return None;
                }
                open[party] = false;
            }
            let floors: Vec<Rational> = (0..parties)
                .map(|party| if open[party] { self.gain(party, &stage.step) } else { gains[party].clone() })
                .collect();
            if measure.greatest(&stage.bound)? > dot(&stage.bound.weights, &floors) {
                return None;
            }
        }
        (!open.contains(&true)).then_some(gains)
    }
}
