//! The weighted (asymmetric) Nash bargaining solution over packages.
//!
//! As the Nash solution, with each gain to the power of its party's bargaining weight. A party of weight 0
//! only has to accept.
//!
//! Reference: Kalai 1977, International Journal of Game Theory 6 (nonsymmetric Nash solutions).

use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::product::greatest_product;
use crate::bargaining::convex::{ConvexZone, InvalidWeights};
use crate::bargaining::ranking::{Key, choose, one_entry};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};
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

/// The point with the greatest product of gains, each to the power of its party's weight, over a convex set.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
/// - `weights`: one number for each party, at least 0, not all 0; only their ratios matter.
///
/// Unique for parties with a weight; one without only has to accept. `NoneExists` with a bound if some party with a
/// weight can gain nothing.
///
/// Certificate and cost as of the Nash solution; where a weight is 0, some linear programs.
///
/// # Errors
///
/// [`InvalidWeights`] if the weights do not fit.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, weighted_nash::weighted_nash_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement nobody has anything.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = weighted_nash_over_set(&convex_zone(&set, &budget), &[3.into(), 1.into()], &budget)?;
/// // With three times the weight the first has more: 9 and 9/2.
/// let gains = answer.found().unwrap().gains.clone();
/// assert_eq!(gains, ["9", "9/2"].map(|text| text.parse::<Rational>().unwrap()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Kalai 1977, International Journal of Game Theory 6.
pub fn weighted_nash_over_set(
    zone: &ConvexZone<'_>,
    weights: &[Rational],
    budget: &Budget<'_>,
) -> Result<SetAnswer, InvalidWeights> {
    let parties = zone.set().parties();
    if weights.len() != parties {
        return Err(InvalidWeights::Length { found: weights.len(), expected: parties });
    }
    if let Some(party) = weights.iter().position(Rational::is_negative) {
        return Err(InvalidWeights::Negative { party, found: weights[party].clone() });
    }
    if weights.iter().all(Rational::is_zero) {
        return Err(InvalidWeights::AllZero);
    }
    let principle = SetPrinciple::WeightedNash(weights.to_vec());
    Ok(answer(zone, principle, budget, || greatest_product(zone, weights, budget)))
}
