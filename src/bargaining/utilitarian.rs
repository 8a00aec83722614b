//! The utilitarian choice over packages.
//!
//! All packages with the greatest sum of utilities. Adding the scales of different parties has a meaning only
//! where one point is worth the same to each: answers are given on request, with a warning.
//!
//! Reference: Harsanyi 1955, Journal of Political Economy 63.

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::sum::greatest_sum;
use crate::bargaining::ranking::{Key, choose, one_entry};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};
use crate::numeric::Rational;

/// All acceptable packages with the greatest sum of gains.
///
/// - `zone`: a zone that has been counted; empty gives `Undecided`.
///
/// Adds utilities of different parties, so all must be measured on one scale.
///
/// Certificate: compared with every acceptable package, up to a million packages.
/// Cost: one pass over the efficient points.
///
/// ```
/// use zopa::bargaining::{utilitarian::utilitarian, zone::zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Four packages, worth (8, 0), (6, 4), (3, 7) and (0, 8); both parties walk away below 0.
/// let term = Term { issues: vec![0], table: vec![8, 0, 6, 4, 3, 7, 0, 8] };
/// let game = BargainingGame::new(vec![4], vec![1u8.into(), 1u8.into()], vec![term], vec![], vec![0, 0])?;
/// let zone = zone(&game, &Budget::unlimited());
/// let answer = utilitarian(&zone);
/// // Sums of gains: 8, 10, 10, 8.
/// assert_eq!(answer.found().unwrap().packages, [[1], [2]]);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
///
/// Reference: Harsanyi 1955, Journal of Political Economy 63.
#[must_use]
pub fn utilitarian(zone: &Zone<'_>) -> Answer<Choice, NoStrictGain> {
    let key = Key {
        principle: Principle::Utilitarian,
        rough: |key: &mut Vec<f64>| one_entry(key, key.iter().sum()),
        exact: |gains: &[Rational]| vec![gains.iter().sum()],
    };
    choose(zone, key, |_| true)
}

/// The greatest sum of gains over a convex set: all of it.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
///
/// The sum may be greatest at many points. The claim names for each party the best that it can have there (for two
/// parties the two ends of a segment), all vertices there at which nobody loses, and as its point the mean of the ends.
/// Adds utilities of different parties, so all must be measured on one scale.
///
/// Certificate: a bound on the sum, one for each end, and a look at every vertex.
/// Cost: one linear program for each party, and one more.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, utilitarian::utilitarian_over_set};
/// use zopa::budget::Budget;
/// use zopa::certify::bargaining_set::Evidence;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (8, 0), (6, 4), (3, 7) and (0, 8); without an agreement nobody has anything.
/// let points = [[8, 0], [6, 4], [3, 7], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = utilitarian_over_set(&convex_zone(&set, &budget), &budget);
/// let Evidence::Sum { vertices, .. } = &answer.found().unwrap().evidence else { unreachable!() };
/// // Sums of gains: 8, 10, 10, 8.
/// assert_eq!(*vertices, [1, 2]);
/// # Ok::<(), zopa::games::bargaining_set::InvalidSet>(())
/// ```
///
/// Reference: Harsanyi 1955, Journal of Political Economy 63.
#[must_use]
pub fn utilitarian_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    answer(zone, SetPrinciple::Utilitarian, budget, || greatest_sum(zone, budget))
}
