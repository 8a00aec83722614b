//! The Nash bargaining solution over packages.
//!
//! The package with the greatest product of gains, among those that give every party a gain above 0. A
//! product of two losses is no gain: packages below a walk-away value are never considered. If no acceptable
//! package gives everybody a gain above 0, the solution is not defined.
//!
//! References: Nash 1950, Econometrica 18 (the two-party problem over a convex set); Mariotti 1998 and others
//! for finite sets, where the product need not have a single maximum.

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::product::greatest_product;
use crate::bargaining::ranking::{Key, choose, one_entry};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};
use crate::numeric::Rational;

/// The packages with the greatest product of gains.
///
/// - `zone`: a zone that has been counted; empty gives `Undecided`.
///
/// Each party's scale may be stretched without changing the answer. Ties are all counted. `NoneExists` if no
/// acceptable package gives every party a gain above 0.
///
/// Certificate: compared with every acceptable package, up to a million packages.
/// Cost: one pass over the efficient points.
///
/// ```
/// use zopa::bargaining::{nash::nash, zone::zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Four packages, worth (8, 0), (6, 4), (3, 7) and (0, 8); both parties walk away below 0.
/// let term = Term { issues: vec![0], table: vec![8, 0, 6, 4, 3, 7, 0, 8] };
/// let game = BargainingGame::new(vec![4], vec![1u8.into(), 1u8.into()], vec![term], vec![], vec![0, 0])?;
/// let zone = zone(&game, &Budget::unlimited());
/// let answer = nash(&zone);
/// // Products of gains: 0, 24, 21, 0.
/// assert_eq!(answer.found().unwrap().packages, [[1]]);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
///
/// Reference: Nash 1950, Econometrica 18.
#[must_use]
pub fn nash(zone: &Zone<'_>) -> Answer<Choice, NoStrictGain> {
    let key = Key {
        principle: Principle::Nash,
        rough: |key: &mut Vec<f64>| one_entry(key, key.iter().map(|gain| gain.ln()).sum()),
        exact: |gains: &[Rational]| vec![gains.iter().fold(Rational::ONE, |product, gain| &product * gain)],
    };
    choose(zone, key, |gains| gains.iter().all(|&gain| gain > 0))
}

/// The point with the greatest product of gains over a convex set.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
///
/// Unique. Each party's scale may be stretched without changing the answer. `NoneExists` with a bound if some party can
/// gain nothing.
///
/// Certificate: a proof that a geometric mean of gains in the set is at most `1 + gap` times this one. The gap is 0
/// where the point is a fraction, as with two parties, and else far below 10^-9.
/// Cost: some looks at every vertex, or some linear programs over rows.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, nash::nash_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement nobody has anything.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = nash_over_set(&convex_zone(&set, &budget), &budget);
/// // Gains of 8 and 6: no mixture has a greater product.
/// let point = answer.found().unwrap();
/// assert_eq!(point.gains, [Rational::from(8), Rational::from(6)]);
/// assert!(point.gap().is_zero());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Nash 1950, Econometrica 18.
#[must_use]
pub fn nash_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    let weights = vec![Rational::ONE; zone.set().parties()];
    answer(zone, SetPrinciple::Nash, budget, || greatest_product(zone, &weights, budget))
}
