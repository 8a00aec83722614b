//! The Nash bargaining solution over packages.
//!
//! The package with the greatest product of gains, among those that give every party a gain above 0. A
//! product of two losses is no gain: packages below a walk-away value are never considered. If no acceptable
//! package gives everybody a gain above 0, the solution is not defined.
//!
//! References: Nash 1950, Econometrica 18 (the two-party problem over a convex set); Mariotti 1998 and others
//! for finite sets, where the product need not have a single maximum.

use crate::bargaining::ranking::{Key, choose, one_entry};
use crate::bargaining::zone::Zone;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
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
