//! The Perles-Maschler solution of two parties, which is super-additive.
//!
//! Two points move along the frontier towards each other, one from the best that each party can have, so that at every
//! time what one party gives up times what the other gains is the same for both. The solution is where they meet. If a
//! problem is one of two with equal chances and the parties agree beforehand, nobody is worse off than by waiting for
//! which it is.
//!
//! Reference: Perles and Maschler 1981, International Journal of Game Theory 10.

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::frontier::over_frontier_of;
use crate::budget::Budget;
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};

/// The point that divides the frontier of a convex set of two parties into two parts of equal length, by the integral
/// of the root of what one party gains times what the other loses.
///
/// - `zone`: a set of two parties that has been looked at; closed gives its reason.
///
/// Unique and efficient up to weakly. Each party's scale may be stretched without changing the answer. `NoneExists` with
/// a bound if some party can gain nothing; undecided if there are not two parties.
///
/// Certificate: all corners of the frontier, a bound for each line between them, and lengths on both sides, as sums of
/// square roots. Exact where these cancel; else each gain is known to 10^-9 of the ideal gain, from below.
/// Cost: about two linear programs for each corner of the frontier.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, perles_maschler::perles_maschler_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement nobody has anything.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = perles_maschler_over_set(&convex_zone(&set, &budget), &budget);
/// // By hand: lengths 4 and 2 sqrt 6, so the second party has 3 + sqrt 6.
/// let second = answer.found().unwrap().gains[1].to_f64();
/// assert!((second - 5.449489742783178).abs() < 1e-9);
/// # Ok::<(), zopa::games::bargaining_set::InvalidSet>(())
/// ```
///
/// Reference: Perles and Maschler 1981, International Journal of Game Theory 10.
#[must_use]
pub fn perles_maschler_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    answer(zone, SetPrinciple::PerlesMaschler, budget, || {
        let is_for_two = zone.set().parties() == 2;
        is_for_two.then(|| over_frontier_of(zone, SetPrinciple::PerlesMaschler, budget)).flatten()
    })
}
