//! The weighted (asymmetric) Nash bargaining solution over packages.
//!
//! As the Nash solution, with each gain to the power of its party's bargaining weight. A party of weight 0
//! only has to accept.
//!
//! Reference: Kalai 1977, International Journal of Game Theory 6 (nonsymmetric Nash solutions).

use crate::bargaining::ranking::{Key, choose, one_entry};
use crate::bargaining::zone::Zone;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::numeric::Rational;

/// The packages with the greatest product of gains, each to the power of its party's weight.
///
/// - `zone`: a zone that has been counted; empty gives `Undecided`.
/// - `weights`: one whole number for each party, not all 0; only their ratios matter.
///
/// `NoneExists` if no acceptable package gives every weighted party a gain above 0.
///
/// Certificate: compared with every acceptable package, up to a million packages.
/// Cost: one pass over the efficient points.
///
/// ```
/// use zopa::bargaining::{weighted_nash::weighted_nash, zone::zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Four packages, worth (8, 0), (6, 4), (3, 7) and (0, 8); both parties walk away below 0.
/// let term = Term { issues: vec![0], table: vec![8, 0, 6, 4, 3, 7, 0, 8] };
/// let game = BargainingGame::new(vec![4], vec![1u8.into(), 1u8.into()], vec![term], vec![], vec![0, 0])?;
/// let zone = zone(&game, &Budget::unlimited());
/// let answer = weighted_nash(&zone, &[1, 3]);
/// // Gain of the first times the cube of the gain of the second: 0, 384, 1029, 0.
/// assert_eq!(answer.found().unwrap().packages, [[2]]);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
///
/// Reference: Kalai 1977, International Journal of Game Theory 6.
#[must_use]
pub fn weighted_nash(zone: &Zone<'_>, weights: &[u32]) -> Answer<Choice, NoStrictGain> {
    let key = Key {
        principle: Principle::WeightedNash(weights.to_vec()),
        rough: |key: &mut Vec<f64>| {
            let logs = key.iter().zip(weights).filter(|&(_, &weight)| weight > 0);
            one_entry(key, logs.map(|(gain, &weight)| f64::from(weight) * gain.ln()).sum());
        },
        exact: |gains: &[Rational]| {
            let powers = gains.iter().zip(weights).map(|(gain, &weight)| gain.pow(weight));
            vec![powers.fold(Rational::ONE, |product, power| &product * &power)]
        },
    };
    choose(zone, key, |gains| gains.iter().zip(weights).all(|(&gain, &weight)| gain > 0 || weight == 0))
}
