//! What each principle prefers, by its definition.
//!
//! A [`Scale`] compares two packages by their gains. Doubles decide where they differ clearly; exact
//! fractions decide the rest, so a near-tie is never settled by rounding.

use std::cmp::Ordering;

use crate::certify::bargaining::choice::Principle;
use crate::games::bargaining::BargainingGame;
use crate::numeric::Rational;

/// Doubles that differ by less than this share of the greater are compared again as fractions.
const CLEARLY: f64 = 1e-9;

/// One principle's order over packages.
pub(in crate::certify::bargaining) struct Scale<'a> {
    game: &'a BargainingGame,
    principle: &'a Principle,
    ideal: &'a [i128],
    units: Vec<f64>,
}

/// A package's gains with its key in doubles.
pub(in crate::certify::bargaining) struct Weighed<'a> {
    gains: &'a [i128],
    key: Vec<f64>,
}

impl<'a> Scale<'a> {
    /// The order of `principle`, where `ideal` is each party's greatest gain among acceptable packages.
    pub(in crate::certify::bargaining) fn new(
        game: &'a BargainingGame,
        principle: &'a Principle,
        ideal: &'a [i128],
    ) -> Self {
        let units = (0..game.parties()).map(|party| 1.0 / game.points(party, 1).to_f64()).collect();
        Self { game, principle, ideal, units }
    }

    /// Is a package with these gains one that the principle may choose at all?
    pub(in crate::certify::bargaining) fn may_choose(&self, gains: &[i128]) -> bool {
        match self.principle {
            Principle::Nash => gains.iter().all(|&gain| gain > 0),
            Principle::WeightedNash(weights) => {
                gains.iter().zip(weights).all(|(&gain, &weight)| gain > 0 || weight == 0)
            }
            _ => true,
        }
    }

    /// The package's key in doubles: greater is better, first entries first.
    pub(in crate::certify::bargaining) fn weigh<'b>(&self, gains: &'b [i128]) -> Weighed<'b> {
        #[allow(clippy::cast_precision_loss)] // a screen only; what is close is compared exactly
        let point = |party: usize, gain: i128| gain as f64 / self.units[party];
        let points = gains.iter().enumerate().map(|(party, &gain)| point(party, gain));
        let ideals = self.ideal.iter().enumerate().map(|(party, &gain)| point(party, gain));
        let mut key: Vec<f64> = match self.principle {
            Principle::Nash => vec![points.map(f64::ln).sum()],
            Principle::WeightedNash(weights) => {
                let logs = points.zip(weights).filter(|&(_, &weight)| weight > 0);
                vec![logs.map(|(gain, &weight)| f64::from(weight) * gain.ln()).sum()]
            }
            Principle::Utilitarian => vec![points.sum()],
            Principle::Egalitarian => vec![points.fold(f64::INFINITY, f64::min)],
            Principle::Leximin => points.collect(),
            Principle::KalaiSmorodinsky => {
                let ratios = points.zip(ideals).filter(|&(_, ideal)| ideal > 0.0);
                ratios.map(|(gain, ideal)| gain / ideal).collect()
            }
            Principle::EqualLoss => points.zip(ideals).map(|(gain, ideal)| gain - ideal).collect(),
        };
        if !matches!(self.principle, Principle::Nash | Principle::WeightedNash(_)) {
            key.sort_by(f64::total_cmp);
        }
        Weighed { gains, key }
    }

    /// Which of two packages the principle prefers; `Equal` is exact.
    pub(in crate::certify::bargaining) fn compare(&self, one: &Weighed<'_>, other: &Weighed<'_>) -> Ordering {
        // Only the first entries may decide in doubles: later ones count only if these are exactly equal.
        if let (Some(left), Some(right)) = (one.key.first(), other.key.first()) {
            let size = left.abs().max(right.abs()).max(1.0);
            if (left - right).abs() > CLEARLY * size {
                return left.total_cmp(right);
            }
        }
        if one.gains == other.gains {
            return Ordering::Equal;
        }
        self.exact(one.gains).cmp(&self.exact(other.gains))
    }

    fn exact(&self, gains: &[i128]) -> Vec<Rational> {
        let points: Vec<Rational> =
            gains.iter().enumerate().map(|(party, &gain)| self.game.points(party, gain)).collect();
        let ideals = self.ideal.iter().enumerate().map(|(party, &gain)| self.game.points(party, gain));
        let mut key: Vec<Rational> = match self.principle {
            Principle::Nash => vec![points.iter().fold(Rational::ONE, |product, gain| &product * gain)],
            Principle::WeightedNash(weights) => {
                let powers = points.iter().zip(weights).map(|(gain, &weight)| gain.pow(weight));
                vec![powers.fold(Rational::ONE, |product, power| &product * &power)]
            }
            Principle::Utilitarian => vec![points.iter().sum()],
            Principle::Egalitarian => points.iter().min().cloned().into_iter().collect(),
            Principle::Leximin => points,
            Principle::KalaiSmorodinsky => {
                points.iter().zip(ideals).filter_map(|(gain, ideal)| gain.checked_div(&ideal)).collect()
            }
            Principle::EqualLoss => points.iter().zip(ideals).map(|(gain, ideal)| gain - &ideal).collect(),
        };
        key.sort();
        key
    }
}
