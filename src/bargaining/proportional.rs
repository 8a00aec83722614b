//! The proportional solutions over a convex set.
//!
//! Gains stand in fixed proportions and are as large as the set allows. With equal proportions this is the
//! egalitarian solution.
//!
//! Reference: Kalai 1977, Econometrica 45 (proportional solutions).

use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::steps::along;
use crate::bargaining::convex::{ConvexZone, InvalidWeights};
use crate::budget::Budget;
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};
use crate::numeric::Rational;

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
    let parties = zone.set().parties();
    if proportions.len() != parties {
        return Err(InvalidWeights::Length { found: proportions.len(), expected: parties });
    }
    if let Some(party) = proportions.iter().position(|proportion| !proportion.is_positive()) {
        return Err(InvalidWeights::NotPositive { party, found: proportions[party].clone() });
    }
    let principle = SetPrinciple::Proportional(proportions.to_vec());
    Ok(answer(zone, principle, budget, || along(zone, proportions, Vec::new(), budget)))
}
