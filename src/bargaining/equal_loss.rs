//! The equal-loss solution over packages.
//!
//! Each party's loss is its ideal gain less its gain. The package with the smallest greatest loss is chosen,
//! then the smallest next greatest. It compares losses of different parties.
//!
//! Reference: Chun 1988, Economics Letters 26 (the equal-loss principle).

use crate::bargaining::ranking::{Key, ascending, choose, ideal_in_points};
use crate::bargaining::zone::Zone;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
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
