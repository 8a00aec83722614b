//! The egalitarian solution over packages.
//!
//! All packages with the greatest smallest gain. It compares gains of different parties, so it means
//! something only where their scales are comparable.
//!
//! Reference: Kalai 1977, Econometrica 45 (proportional solutions).

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::steps::along;
use crate::bargaining::ranking::{Key, choose, one_entry};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};
use crate::numeric::Rational;

/// All packages with the greatest smallest gain, efficient or not.
///
/// - `zone`: a zone that has been counted; empty gives `Undecided`.
///
/// Compares gains across parties, so all must be measured on one scale.
///
/// Certificate: compared with every acceptable package, up to a million packages.
/// Cost: one pass over the efficient points and one listing.
///
/// ```
/// use zopa::bargaining::{egalitarian::egalitarian, zone::zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Four packages, worth (8, 0), (6, 4), (3, 7) and (0, 8); both parties walk away below 0.
/// let term = Term { issues: vec![0], table: vec![8, 0, 6, 4, 3, 7, 0, 8] };
/// let game = BargainingGame::new(vec![4], vec![1u8.into(), 1u8.into()], vec![term], vec![], vec![0, 0])?;
/// let zone = zone(&game, &Budget::unlimited());
/// let answer = egalitarian(&zone);
/// // Smallest gains: 0, 4, 3, 0.
/// assert_eq!(answer.found().unwrap().packages, [[1]]);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
///
/// Reference: Kalai 1977, Econometrica 45.
#[must_use]
pub fn egalitarian(zone: &Zone<'_>) -> Answer<Choice, NoStrictGain> {
    let key = Key {
        principle: Principle::Egalitarian,
        rough: |key: &mut Vec<f64>| one_entry(key, key.iter().copied().fold(f64::INFINITY, f64::min)),
        exact: |gains: &[Rational]| gains.iter().min().cloned().into_iter().collect(),
    };
    choose(zone, key, |_| true)
}

/// The largest equal gain over a convex set.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
///
/// Compares gains across parties, so all must be measured on one scale. Somebody may be able to gain more at nobody's
/// expense.
///
/// Certificate: a bound that stops a larger gain.
/// Cost: one linear program.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, egalitarian::egalitarian_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement nobody has anything.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = egalitarian_over_set(&convex_zone(&set, &budget), &budget);
/// // Both gain 32/5.
/// assert_eq!(answer.found().unwrap().step().unwrap().to_string(), "32/5");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Kalai 1977, Econometrica 45.
#[must_use]
pub fn egalitarian_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    let ones = vec![Rational::ONE; zone.set().parties()];
    answer(zone, SetPrinciple::Egalitarian, budget, || along(zone, &ones, Vec::new(), budget))
}
