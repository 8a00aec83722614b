//! The equal-loss solution over packages.
//!
//! Each party's loss is its ideal gain less its gain. The package with the smallest greatest loss is chosen,
//! then the smallest next greatest. It compares losses of different parties.
//!
//! Reference: Chun 1988, Economics Letters 26 (the equal-loss principle).

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::steps::losses;
use crate::bargaining::ranking::{Key, ascending, choose, ideal_in_points};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};
use crate::numeric::Rational;

/// The acceptable packages whose losses from the ideal are lexicographically smallest, the greatest loss first.
///
/// - `zone`: a zone that has been counted; empty gives `Undecided`.
///
/// Compares losses across parties, so all must be measured on one scale.
///
/// Certificate: ideal found again and compared with every acceptable package, up to a million packages.
/// Cost: one pass over the efficient points.
///
/// ```
/// use zopa::bargaining::{equal_loss::equal_loss, zone::zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Four packages, worth (8, 0), (6, 4), (3, 7) and (0, 8); both parties walk away below 0.
/// let term = Term { issues: vec![0], table: vec![8, 0, 6, 4, 3, 7, 0, 8] };
/// let game = BargainingGame::new(vec![4], vec![1u8.into(), 1u8.into()], vec![term], vec![], vec![0, 0])?;
/// let zone = zone(&game, &Budget::unlimited());
/// let answer = equal_loss(&zone);
/// // Greatest losses from the ideal gains (8, 8): 8, 4, 5, 8.
/// assert_eq!(answer.found().unwrap().packages, [[1]]);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
///
/// Reference: Chun 1988, Economics Letters 26.
#[must_use]
pub fn equal_loss(zone: &Zone<'_>) -> Answer<Choice, NoStrictGain> {
    let ideal = ideal_in_points(zone);
    let doubles: Vec<f64> = ideal.iter().map(Rational::to_f64).collect();
    let key = Key {
        principle: Principle::EqualLoss,
        rough: |key: &mut Vec<f64>| {
            key.iter_mut().zip(&doubles).for_each(|(gain, ideal)| *gain -= ideal);
            key.sort_unstable_by(f64::total_cmp);
        },
        exact: |gains: &[Rational]| {
            ascending(gains.iter().zip(&ideal).map(|(gain, ideal)| gain - ideal).collect())
        },
    };
    choose(zone, key, |_| true)
}

/// The smallest equal loss from the ideal gains over a convex set; a party whose gain reaches 0 stays there.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
///
/// Compares losses across parties, so all must be measured on one scale. The step of the claim is the loss.
///
/// Certificate: ideal gains with agreements and bounds; a bound that stops a smaller loss.
/// Cost: one linear program for each party, and one more.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, equal_loss::equal_loss_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement nobody has anything.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = equal_loss_over_set(&convex_zone(&set, &budget), &budget);
/// // Each loses 16/5 from 12 and 8.
/// assert_eq!(answer.found().unwrap().step().unwrap().to_string(), "16/5");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Chun 1988, Economics Letters 26.
#[must_use]
pub fn equal_loss_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    answer(zone, SetPrinciple::EqualLoss, budget, || losses(zone, zone.ideals(budget)?.to_vec(), budget))
}
