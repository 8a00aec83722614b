//! The proportional solutions over packages and over convex sets.
//!
//! Each party's gain is measured in a unit of its own, its proportion: where one party's proportion is twice that of
//! another, two points of the first count as one of the second. Over packages all with the greatest smallest measure are
//! chosen; over a convex set gains stand in the proportions and are as large as the set allows. With equal proportions
//! this is the egalitarian solution.
//!
//! Reference: Kalai 1977, Econometrica 45 (proportional solutions).

use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::steps::along;
use crate::bargaining::convex::{ConvexZone, InvalidWeights};
use crate::bargaining::ranking::{Key, choose, one_entry};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};
use crate::numeric::Rational;

/// All packages with the greatest smallest gain, each divided by its party's proportion, efficient or not.
///
/// - `zone`: a zone that has been counted; empty gives `Undecided`.
/// - `proportions`: one number for each party, above 0; only their ratios matter.
///
/// The proportions say how units of different parties compare. Over packages gains need not stand in the proportions: no
/// package may be worth just that.
///
/// Certificate: compared with every acceptable package, up to a million packages.
/// Cost: one pass over the efficient points and one listing.
///
/// # Errors
///
/// [`InvalidWeights`] if the proportions do not fit.
///
/// ```
/// use zopa::bargaining::{proportional::proportional, zone::zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Four packages, worth (8, 0), (6, 4), (3, 7) and (0, 8); both parties walk away below 0.
/// let term = Term { issues: vec![0], table: vec![8, 0, 6, 4, 3, 7, 0, 8] };
/// let game = BargainingGame::new(vec![4], vec![1u8.into(), 1u8.into()], vec![term], vec![], vec![0, 0])?;
/// let zone = zone(&game, &Budget::unlimited());
/// let answer = proportional(&zone, &[1.into(), 3.into()])?;
/// // Gain of the first, and a third of the gain of the second; the smaller: 0, 4/3, 7/3, 0.
/// assert_eq!(answer.found().unwrap().packages, [[2]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Kalai 1977, Econometrica 45, who treats convex sets; over packages the principle is applied as it stands.
pub fn proportional(
    zone: &Zone<'_>,
    proportions: &[Rational],
) -> Result<Answer<Choice, NoStrictGain>, InvalidWeights> {
    fit(proportions, zone.game().parties())?;
    let most = proportions.iter().max().cloned().unwrap_or_default();
    // As factors, at least 1 and at most the greatest double, so that a gain of 0 stays 0.
    let factor = |own: &Rational| most.checked_div(own).unwrap_or_default().to_f64().min(f64::MAX);
    let factors: Vec<f64> = proportions.iter().map(factor).collect();
    let key = Key {
        principle: Principle::Proportional(proportions.to_vec()),
        rough: |key: &mut Vec<f64>| {
            let measured = key.iter().zip(&factors).map(|(gain, factor)| gain * factor);
            one_entry(key, measured.fold(f64::INFINITY, f64::min));
        },
        exact: |gains: &[Rational]| {
            let measured = gains.iter().zip(proportions).filter_map(|(gain, own)| gain.checked_div(own));
            measured.min().into_iter().collect()
        },
    };
    Ok(choose(zone, key, |_| true))
}

/// The largest gains in given proportions over a convex set.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
/// - `proportions`: one number for each party, above 0; only their ratios matter.
///
/// The proportions say how units of different parties compare. Somebody may be able to gain more at nobody's expense.
///
/// Certificate: a bound that stops larger gains.
/// Cost: one linear program.
///
/// # Errors
///
/// [`InvalidWeights`] if the proportions do not fit.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, proportional::proportional_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement nobody has anything.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = proportional_over_set(&convex_zone(&set, &budget), &[2.into(), 1.into()], &budget)?;
/// // The first gains twice as much as the second, on the line 3 x + 2 y = 36.
/// let gains = answer.found().unwrap().gains.clone();
/// assert_eq!(gains, ["9", "9/2"].map(|text| text.parse::<Rational>().unwrap()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Kalai 1977, Econometrica 45.
pub fn proportional_over_set(
    zone: &ConvexZone<'_>,
    proportions: &[Rational],
    budget: &Budget<'_>,
) -> Result<SetAnswer, InvalidWeights> {
    fit(proportions, zone.set().parties())?;
    let principle = SetPrinciple::Proportional(proportions.to_vec());
    Ok(answer(zone, principle, budget, || along(zone, proportions, Vec::new(), budget)))
}

/// Is there one number above 0 for each party?
fn fit(proportions: &[Rational], parties: usize) -> Result<(), InvalidWeights> {
    if proportions.len() != parties {
        return Err(InvalidWeights::Length { found: proportions.len(), expected: parties });
    }
    match proportions.iter().position(|own| !own.is_positive()) {
        Some(party) => Err(InvalidWeights::NotPositive { party, found: proportions[party].clone() }),
        None => Ok(()),
    }
}
