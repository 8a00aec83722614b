//! What each principle prefers, by its definition.
//!
//! A [`Scale`] compares two packages by their gains. Doubles decide where they differ clearly; exact
//! fractions decide the rest, so a near-tie is never settled by rounding.

use std::cell::OnceCell;
use std::cmp::Ordering;

use crate::certify::bargaining::choice::Principle;
use crate::games::bargaining::BargainingGame;
use crate::numeric::Rational;
use crate::numeric::scale::nearest_double;

/// Doubles that differ by less than this share of the greater are compared again as fractions.
const CLEARLY: f64 = 1e-9;

/// One principle's order over packages.
pub(in crate::certify::bargaining) struct Scale<'a> {
    game: &'a BargainingGame,
    principle: &'a Principle,
    ideal: &'a [i128],
    /// Points in one unit of each party.
    point: Vec<f64>,
    /// Each party's ideal gain in points.
    ideal_points: Vec<f64>,
    /// For proportions, by what each party's gain is multiplied: the greatest proportion over its own.
    stretch: Vec<f64>,
}

/// A package's gains with the first entry of its key in doubles: greater is better.
pub(in crate::certify::bargaining) struct Weighed<'a> {
    gains: &'a [i128],
    first: f64,
    /// The whole key, once it was needed.
    exact: OnceCell<Vec<Rational>>,
}

impl<'a> Scale<'a> {
    /// The order of `principle`, where `ideal` is each party's greatest gain among acceptable packages.
    pub(in crate::certify::bargaining) fn new(
        game: &'a BargainingGame,
        principle: &'a Principle,
        ideal: &'a [i128],
    ) -> Self {
        let point: Vec<f64> = (0..game.parties()).map(|party| game.points(party, 1).to_f64()).collect();
        let ideal_points =
            ideal.iter().zip(&point).map(|(&ideal, point)| nearest_double(ideal) * point).collect();
        let stretch = match principle {
            Principle::Proportional(proportions) => {
                let most = proportions.iter().max();
                let quotient = |own| most.and_then(|most| most.checked_div(own)).unwrap_or_default();
                // A gain of 0 times infinity would be no number.
                proportions.iter().map(|own| quotient(own).to_f64().min(f64::MAX)).collect()
            }
            _ => Vec::new(),
        };
        Self { game, principle, ideal, point, ideal_points, stretch }
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

    /// The package with the first entry of its key in doubles; no memory is taken, so it may run in a long walk.
    pub(in crate::certify::bargaining) fn weigh<'b>(&self, gains: &'b [i128]) -> Weighed<'b> {
        let points = gains.iter().zip(&self.point).map(|(&gain, point)| nearest_double(gain) * point);
        let smallest = |entries: &mut dyn Iterator<Item = f64>| entries.fold(f64::INFINITY, f64::min);
        let first = match self.principle {
            Principle::Nash => logarithm_of_product(points),
            Principle::WeightedNash(weights) => {
                let logs = points.zip(weights).filter(|&(_, &weight)| weight > 0);
                logs.map(|(gain, &weight)| f64::from(weight) * gain.ln()).sum()
            }
            Principle::Utilitarian => points.sum(),
            Principle::Egalitarian | Principle::Leximin => smallest(&mut { points }),
            Principle::Proportional(_) => {
                smallest(&mut points.zip(&self.stretch).map(|(gain, factor)| gain * factor))
            }
            Principle::KalaiSmorodinsky => {
                let ratios = points.zip(&self.ideal_points).filter(|&(_, &ideal)| ideal > 0.0);
                smallest(&mut ratios.map(|(gain, ideal)| gain / ideal))
            }
            Principle::EqualLoss => {
                smallest(&mut points.zip(&self.ideal_points).map(|(gain, ideal)| gain - ideal))
            }
        };
        Weighed { gains, first, exact: OnceCell::new() }
    }

    /// Which of two packages the principle prefers; `Equal` is exact.
    pub(in crate::certify::bargaining) fn compare(&self, one: &Weighed<'_>, other: &Weighed<'_>) -> Ordering {
        // Later entries count only if the first ones are exactly equal, which doubles cannot say. With no entry
        // at all, as where every ideal gain is 0, both are infinite and fall through.
        let (left, right) = (one.first, other.first);
        if (left - right).abs() > CLEARLY * left.abs().max(right.abs()).max(1.0) {
            return left.total_cmp(&right);
        }
        if one.gains == other.gains {
            return Ordering::Equal;
        }
        let [left, right] = [one, other].map(|it| it.exact.get_or_init(|| self.exact(it.gains)));
        left.cmp(right)
    }

    /// The first entry of the key of a package with these gains, in fractions; 0 for a key without entries.
    pub(in crate::certify::bargaining) fn first_entry(&self, gains: &[i128]) -> Rational {
        self.exact(gains).into_iter().next().unwrap_or_default()
    }

    /// Is the first entry of the key of a package above `entry`? Doubles decide where it is clear.
    pub(in crate::certify::bargaining) fn is_above(&self, gains: &[i128], entry: &Rational) -> bool {
        let limit = match self.principle {
            Principle::Nash | Principle::WeightedNash(_) => entry.to_f64().ln(),
            _ => entry.to_f64(),
        };
        let first = self.weigh(gains).first;
        if (first - limit).abs() > CLEARLY * first.abs().max(limit.abs()).max(1.0) {
            return first > limit;
        }
        self.first_entry(gains) > *entry
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
            Principle::Proportional(proportions) => {
                let measured = points.iter().zip(proportions).filter_map(|(gain, own)| gain.checked_div(own));
                measured.min().into_iter().collect()
            }
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

/// The logarithm of a product of positive factors, with one logarithm for as many factors as doubles allow.
fn logarithm_of_product(factors: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut product) = (0.0, 1.0_f64);
    for factor in factors {
        product *= factor;
        if !(1e-150..1e150).contains(&product) {
            sum += product.ln();
            product = 1.0;
        }
    }
    sum + product.ln()
}
