//! The Kalai-Smorodinsky solution over packages.
//!
//! Each party's gain is measured as a share of its ideal gain, the greatest it has among acceptable packages.
//! The package with the greatest smallest share is chosen, then the greatest next smallest, and so on. A
//! party whose ideal gain is 0 has no share and is left out.
//!
//! References: Kalai and Smorodinsky 1975, Econometrica 43; Imai 1983, Econometrica 51 (the lexicographic
//! continuation, without which the solution may waste gains).

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::steps::{along, towards};
use crate::bargaining::ranking::{Key, ascending, choose, ideal_in_points};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};
use crate::numeric::Rational;

/// The packages whose shares of the ideal gains are lexicographically greatest, the smallest share first.
///
/// - `zone`: a zone that has been counted; empty gives `Undecided`.
///
/// Each party's scale may be stretched without changing the answer. Ties are all counted. The claim's `ideal`
/// shows which parties were left out: those whose entry is 0.
///
/// Certificate: ideal found again and compared with every acceptable package, up to a million packages.
/// Cost: one pass over the efficient points.
///
/// ```
/// use zopa::bargaining::{kalai_smorodinsky::kalai_smorodinsky, zone::zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Four packages, worth (8, 0), (6, 4), (3, 7) and (0, 8); both parties walk away below 0.
/// let term = Term { issues: vec![0], table: vec![8, 0, 6, 4, 3, 7, 0, 8] };
/// let game = BargainingGame::new(vec![4], vec![1u8.into(), 1u8.into()], vec![term], vec![], vec![0, 0])?;
/// let zone = zone(&game, &Budget::unlimited());
/// let answer = kalai_smorodinsky(&zone);
/// // Smallest shares of the ideal gains (8, 8): 0, 1/2, 3/8, 0.
/// assert_eq!(answer.found().unwrap().packages, [[1]]);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
///
/// References: Kalai and Smorodinsky 1975, Econometrica 43; Imai 1983, Econometrica 51.
#[must_use]
pub fn kalai_smorodinsky(zone: &Zone<'_>) -> Answer<Choice, NoStrictGain> {
    let ideal = ideal_in_points(zone);
    let doubles: Vec<f64> = ideal.iter().map(Rational::to_f64).collect();
    let key = Key {
        principle: Principle::KalaiSmorodinsky,
        rough: |key: &mut Vec<f64>| {
            let mut ideals = doubles.iter();
            key.retain_mut(|gain| {
                let ideal = ideals.next().copied().unwrap_or(0.0);
                *gain /= ideal;
                ideal > 0.0
            });
            key.sort_unstable_by(f64::total_cmp);
        },
        exact: |gains: &[Rational]| {
            ascending(gains.iter().zip(&ideal).filter_map(|(gain, ideal)| gain.checked_div(ideal)).collect())
        },
    };
    choose(zone, key, |_| true)
}

/// The largest equal share of the ideal gains over a convex set.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
///
/// A party whose ideal gain is 0 is left out. Each party's scale may be stretched without changing the answer. With three
/// or more parties somebody may be able to gain more at nobody's expense.
///
/// Certificate: ideal gains with agreements and bounds; a bound that stops a larger share.
/// Cost: one linear program for each party, and one more.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, kalai_smorodinsky::kalai_smorodinsky_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement nobody has anything.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = kalai_smorodinsky_over_set(&convex_zone(&set, &budget), &budget);
/// // The ideals are 12 and 8; both get 9/13 of theirs.
/// let point = answer.found().unwrap();
/// assert_eq!(point.step().unwrap().to_string(), "9/13");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Kalai and Smorodinsky 1975, Econometrica 43.
#[must_use]
pub fn kalai_smorodinsky_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    answer(zone, SetPrinciple::KalaiSmorodinsky, budget, || {
        let ideals = zone.ideals(budget)?.to_vec();
        along(zone, &towards(&ideals), ideals, budget)
    })
}
