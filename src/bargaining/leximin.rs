//! The leximin solution over packages: the egalitarian one, continued.
//!
//! The greatest smallest gain, then the greatest second smallest, and so on. It compares gains of different
//! parties, so it means something only where their scales are comparable.
//!
//! References: Imai 1983, Econometrica 51; Chun and Peters 1988.

use crate::bargaining::ranking::{Key, ascending, choose};
use crate::bargaining::zone::Zone;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::numeric::Rational;

/// The packages whose gains are lexicographically greatest, the smallest gain first.
///
/// - `zone`: a zone that has been counted; empty gives `Undecided`.
///
/// Compares gains across parties, so all must be measured on one scale.
///
/// Certificate: compared with every acceptable package, up to a million packages.
/// Cost: one pass over the efficient points.
///
/// ```
/// use zopa::bargaining::{leximin::leximin, zone::zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Four packages, worth (8, 0), (6, 4), (3, 7) and (0, 8); both parties walk away below 0.
/// let term = Term { issues: vec![0], table: vec![8, 0, 6, 4, 3, 7, 0, 8] };
/// let game = BargainingGame::new(vec![4], vec![1u8.into(), 1u8.into()], vec![term], vec![], vec![0, 0])?;
/// let zone = zone(&game, &Budget::unlimited());
/// let answer = leximin(&zone);
/// // Sorted gains: (0, 8), (4, 6), (3, 7), (0, 8).
/// assert_eq!(answer.found().unwrap().packages, [[1]]);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
///
/// Reference: Imai 1983, Econometrica 51.
#[must_use]
pub fn leximin(zone: &Zone<'_>) -> Answer<Choice, NoStrictGain> {
    let key = Key {
        principle: Principle::Leximin,
        rough: |key: &mut Vec<f64>| key.sort_unstable_by(f64::total_cmp),
        exact: |gains: &[Rational]| ascending(gains.to_vec()),
    };
    choose(zone, key, |_| true)
}
