//! The leximin solution over packages: the egalitarian one, continued.
//!
//! The greatest smallest gain, then the greatest second smallest, and so on. It compares gains of different
//! parties, so it means something only where their scales are comparable.
//!
//! References: Imai 1983, Econometrica 51; Chun and Peters 1988.

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::steps::lexicographic;
use crate::bargaining::ranking::{Key, ascending, choose};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle};
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};
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

/// The largest equal gain over a convex set, then more for those who can still gain alone, and so on.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
///
/// Compares gains across parties, so all must be measured on one scale. Efficient and unique.
///
/// Certificate: for each step a bound that stops the parties it settles.
/// Cost: at most one linear program for each party.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, leximin::leximin_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement nobody has anything.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = leximin_over_set(&convex_zone(&set, &budget), &budget);
/// // Nobody can rise above 32/5 alone.
/// let gains = answer.found().unwrap().gains.clone();
/// assert_eq!(gains, ["32/5", "32/5"].map(|text| text.parse::<Rational>().unwrap()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// References: Imai 1983, Econometrica 51; Chun and Peters 1988, Economics Letters 26.
#[must_use]
pub fn leximin_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    let ones = vec![Rational::ONE; zone.set().parties()];
    answer(zone, SetPrinciple::Leximin, budget, || lexicographic(zone, &ones, Vec::new(), budget))
}
