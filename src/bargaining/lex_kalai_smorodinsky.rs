//! The lexicographic Kalai-Smorodinsky solution over packages and over convex sets.
//!
//! Each party's gain is measured as a share of its ideal gain. Over a convex set all shares rise together until some
//! cannot; the others go on. Without this continuation the solution may waste gains of three or more parties. Over
//! packages there is nothing that rises: shares are compared, the smallest first, which
//! [`mod@crate::bargaining::kalai_smorodinsky`] does as well, so both are one.
//!
//! Reference: Imai 1983, Econometrica 51.

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::steps::{lexicographic, towards};
use crate::bargaining::kalai_smorodinsky::kalai_smorodinsky;
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain};
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};

/// The packages whose shares of the ideal gains are lexicographically greatest: those of [`kalai_smorodinsky`].
///
/// - `zone`: a zone that has been counted; empty gives `Undecided`.
///
/// The two names stand for one concept over packages and for two over convex sets, where there is a point that
/// Kalai-Smorodinsky stops at. The claim is that of [`kalai_smorodinsky`], under its principle.
///
/// Certificate and cost as of [`kalai_smorodinsky`].
///
/// ```
/// use zopa::bargaining::lex_kalai_smorodinsky::lex_kalai_smorodinsky;
/// use zopa::bargaining::zone::zone;
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Three packages, worth (4, 4, 0), (4, 4, 2) and (1, 9, 9); everybody walks away below 0.
/// let term = Term { issues: vec![0], table: vec![4, 4, 0, 4, 4, 2, 1, 9, 9] };
/// let game = BargainingGame::new(vec![3], vec![1u8.into(); 3], vec![term], vec![], vec![0; 3])?;
/// let zone = zone(&game, &Budget::unlimited());
/// let answer = lex_kalai_smorodinsky(&zone);
/// // Smallest shares of the ideal gains (4, 9, 9): 0, 2/9 and 1/4.
/// assert_eq!(answer.found().unwrap().packages, [[2]]);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
///
/// Reference: Imai 1983, Econometrica 51.
#[must_use]
pub fn lex_kalai_smorodinsky(zone: &Zone<'_>) -> Answer<Choice, NoStrictGain> {
    kalai_smorodinsky(zone)
}

/// The largest equal share of the ideal gains over a convex set, then more for those who can still gain alone.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
///
/// A party whose ideal gain is 0 is left out. Each party's scale may be stretched without changing the answer. Efficient
/// and unique.
///
/// Certificate: ideal gains with agreements and bounds; for each step a bound that stops the parties it settles.
/// Cost: at most two linear programs for each party.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, lex_kalai_smorodinsky::lex_kalai_smorodinsky_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Two parties share 1, a third has 1 of its own: x + y <= 1 and z <= 1.
/// let rows = [[1, 1, 0], [0, 0, 1]].map(|row| row.map(Rational::from).to_vec());
/// let set = BargainingSet::from_rows(vec![0.into(); 3], rows.to_vec(), vec![1.into(), 1.into()])?;
/// let budget = Budget::unlimited();
/// let answer = lex_kalai_smorodinsky_over_set(&convex_zone(&set, &budget), &budget);
/// // Nobody takes anything from the third.
/// let gains = answer.found().unwrap().gains.clone();
/// assert_eq!(gains, ["1/2", "1/2", "1"].map(|text| text.parse::<Rational>().unwrap()));
/// # Ok::<(), zopa::games::bargaining_set::InvalidSet>(())
/// ```
///
/// Reference: Imai 1983, Econometrica 51.
#[must_use]
pub fn lex_kalai_smorodinsky_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    answer(zone, SetPrinciple::LexKalaiSmorodinsky, budget, || {
        let ideals = zone.ideals(budget)?.to_vec();
        lexicographic(zone, &towards(&ideals), ideals, budget)
    })
}
