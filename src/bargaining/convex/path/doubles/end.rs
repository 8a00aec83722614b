//! The end of the flow, in fractions.
//!
//! Where one bound stops everybody the end is a linear function of where the flow is, and what is known of the flow goes
//! through it. Else the flow is followed until nearly nothing is left.

use crate::bargaining::convex::answer::Found;
use crate::bargaining::convex::path::doubles::{ENOUGH, ROUNDING, Walk};
use crate::bargaining::convex::settle::power_of_two;
use crate::certify::bargaining_set::{Agreement, Arrival, DoubleFlow, Evidence, Path};
use crate::numeric::Rational;

impl Walk<'_, '_, '_> {
    /// Does one bound stop everybody, where all bases are sure?
    pub(super) fn is_together(&self) -> bool {
        let first = &self.held[0].basis.weights;
        let is_same = |party: usize| {
            let weights = &self.held[party].basis.weights;
            let factor = first[party];
            let mut pairs = weights.iter().zip(first);
            pairs.all(|(own, other)| (own * factor - other).abs() <= 1e-9 * other.abs())
        };
        let mut parties = 0..first.len();
        !self.doubles.pieces.is_empty() && first.iter().all(|weight| *weight > 0.0) && parties.all(is_same)
    }

    /// The middle, less and plus the width, in gains.
    fn side(&self, sign: f64) -> Option<Vec<Rational>> {
        let width = self.width();
        let one = |party: usize| {
            let width = Rational::from_f64(sign * width[party])?;
            let middle = Rational::from_f64(self.middle[party])?;
            Some(&(&middle + &width) * &self.gains.units[party])
        };
        (0..self.gains.parties).map(one).collect()
    }

    /// The end, if one bound stops everybody from here on.
    pub(super) fn end_together(&mut self) -> Option<Found> {
        let middle = self.side(0.0)?;
        let supposed: Vec<(Vec<usize>, Vec<usize>)> =
            self.held.iter().map(|held| held.basis.vertices_and_tight()).collect();
        let (mut path, bound, agreement) =
            self.flow.together(&supposed, &self.side(-1.0)?, &middle, &self.side(1.0)?)?;
        let parties = self.gains.parties;
        let weights: Vec<f64> = bound
            .weights
            .iter()
            .zip(&self.gains.units)
            .map(|(weight, unit)| (weight * unit).to_f64())
            .collect();
        let share = |party: usize| 1.0 / (parties as f64 * weights[party]);
        let row = |party: usize| -> Vec<f64> {
            let one = |other: usize| f64::from(u8::from(other == party)) - share(party) * weights[other];
            (0..parties).map(one).collect()
        };
        let reach = self.around.reach(&(0..parties).map(row).collect::<Vec<_>>());
        // Of the middle the agreement gives the end; what is around it may end lower.
        let given = agreement.gains(self.flow.zone.set());
        let mut gains = Vec::with_capacity(parties);
        let mut gap = Rational::ZERO;
        for party in 0..parties {
            let rounding = ROUNDING * (1.0 + reach[party]);
            let side = &Rational::from_f64(reach[party] + rounding)? * &self.gains.units[party];
            let most = (&side + &side).checked_div(&self.flow.ideals[party].gain)?;
            gap = gap.max(&most * &Rational::new(1001, 1000)?);
            gains.push(&given[party] - &side);
        }
        path.arrival = Arrival::Together(gap.clone());
        (gap <= power_of_two(ENOUGH)).then(|| self.found(gains, agreement, path))
    }

    /// The end, if nearly nothing is left.
    pub(super) fn end_near(&mut self) -> Option<Found> {
        let arrived = self.flow.near(&self.side(-1.0)?, &self.side(1.0)?, ENOUGH)?;
        Some(self.found(arrived.gains, arrived.agreement, arrived.path))
    }

    fn found(&mut self, gains: Vec<Rational>, agreement: Agreement, path: Path) -> Found {
        let doubles = DoubleFlow { pieces: std::mem::take(&mut self.doubles.pieces), ..self.doubles.clone() };
        let evidence = Evidence::DoubleFlow { doubles: Box::new(doubles), path };
        self.flow.found(gains, agreement, evidence)
    }
}
