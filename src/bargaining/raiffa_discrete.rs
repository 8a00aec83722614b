//! The discrete Raiffa solution over a convex set.
//!
//! From the disagreement point everybody moves, again and again, to the mean of what each party could have at best if
//! the others kept what they have. The end of these steps is the answer.
//!
//! References: Raiffa 1953, Contributions to the Theory of Games II; Luce and Raiffa 1957, Games and Decisions.

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::answer;
use crate::bargaining::convex::path::discrete::steps_to_the_end;
use crate::budget::Budget;
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};

/// The end of steps to the mean of what every party could still have, over a convex set.
///
/// With `I_i(d)` for the greatest gain of party `i` where every other keeps at least `d`, and `n` parties, the steps are
/// `d' = d + (I(d) - d) / n`, from gains of 0 on.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
///
/// Each party's scale may be stretched without changing the answer. Between every step and what each could still
/// have there; weakly efficient. Exact where the last part of the way is straight, as it always is once one bound stops
/// everybody; else known to some 10^-13 of the ideal gains.
///
/// Certificate: every step, with an agreement and a bound for each party. Cost: some 30 steps for each party; a linear
/// program where what stops a party has changed.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, raiffa_discrete::raiffa_discrete_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // The first step leads to (6, 4): half of 12 and half of 8. From there the first could have 28/3, the second 13/2.
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| point.map(Rational::from).to_vec());
/// let set = BargainingSet::from_vertices(vec![0.into(), 0.into()], &points)?;
/// let budget = Budget::unlimited();
/// let answer = raiffa_discrete_over_set(&convex_zone(&set, &budget), &budget);
/// let gains = answer.found().unwrap().gains.clone();
/// assert_eq!(gains, ["587/72", "277/48"].map(|text| text.parse::<Rational>().unwrap()));
/// # Ok::<(), zopa::games::bargaining_set::InvalidSet>(())
/// ```
///
/// Reference: Raiffa 1953, Contributions to the Theory of Games II.
#[must_use]
pub fn raiffa_discrete_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    answer(zone, SetPrinciple::RaiffaDiscrete, budget, || steps_to_the_end(zone, budget))
}
