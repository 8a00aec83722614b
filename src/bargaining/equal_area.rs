//! The equal-area solution of two parties.
//!
//! The line from the disagreement point to the solution divides what both could gain into two parts of equal area. If one
//! party comes to like some outcomes better, the other's part does not grow.
//!
//! References: Anbarci and Bigelow 1994, Mathematical Social Sciences 28; Calvo and Peters 2000, Mathematical Social
//! Sciences 40 (axioms).

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::frontier::over_frontier_of;
use crate::budget::Budget;
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};

/// The point that divides a convex set of two parties into two parts of equal area, seen from the disagreement point.
///
/// - `zone`: a set of two parties that has been looked at; closed gives its reason.
///
/// Unique and efficient up to weakly. Each party's scale may be stretched without changing the answer. Exact. `NoneExists`
/// with a bound if some party can gain nothing; undecided if there are not two parties.
///
/// Certificate: all corners of the frontier, a bound for each line between them, and the areas on both sides.
/// Cost: about two linear programs for each corner of the frontier.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, equal_area::equal_area_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement nobody has anything.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = equal_area_over_set(&convex_zone(&set, &budget), &budget);
/// // By hand: 34 of the area of 68 lie on each side of the line to (74/9, 17/3).
/// let gains = &answer.found().unwrap().gains;
/// assert_eq!(*gains, ["74/9", "17/3"].map(|text| text.parse::<Rational>().unwrap()));
/// # Ok::<(), zopa::games::bargaining_set::InvalidSet>(())
/// ```
///
/// Reference: Anbarci and Bigelow 1994, Mathematical Social Sciences 28.
#[must_use]
pub fn equal_area_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    answer(zone, SetPrinciple::EqualArea, budget, || {
        (zone.set().parties() == 2).then(|| over_frontier_of(zone, SetPrinciple::EqualArea, budget)).flatten()
    })
}
