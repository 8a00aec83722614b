//! The continuous Raiffa solution over a convex set.
//!
//! From the disagreement point every party rises, all the time, as fast as what it could have at best, if the others
//! kept what they have, is away from what it has. The end of this way is the answer.
//!
//! References: Raiffa 1953, Contributions to the Theory of Games II; Livne 1989, Operations Research 37;
//! Peters and van Damme 1991, Mathematics of Operations Research 16.

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::answer::{Found, answer};
use crate::bargaining::convex::path::continuous::{TRIES, flow_to_the_end, straight_from_the_start};
use crate::bargaining::convex::path::doubles::{SPARE, flow_in_doubles};
use crate::budget::Budget;
use crate::certify::bargaining_set::{SetAnswer, SetPrinciple};

/// The end of the way on which every party rises as fast as what it could still have is away, over a convex set.
///
/// With `I_i(x)` for the greatest gain of party `i` where every other keeps at least `x`, the way is `dx/dt = I(x) - x`, from
/// gains of 0 on.
///
/// - `zone`: a set that has been looked at; closed gives its reason.
///
/// Each party's scale may be stretched without changing the answer. Between every point of the way and what each could
/// still have there; weakly efficient. Exact where the way is straight from the start; else known to 10^-9 of the ideal
/// gains at worst.
///
/// Certificate: polynomials between which the way stays, with an agreement and a bound for each party and piece. Cost: over
/// vertices some pieces for each change of what stops a party, and a look at every vertex; else some ten, and a linear program.
///
/// ```
/// use zopa::bargaining::{convex::convex_zone, raiffa_continuous::raiffa_continuous_over_set};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // x + 2 y <= 100: straight to the middle.
/// let row = vec![Rational::from(1), Rational::from(2)];
/// let set = BargainingSet::from_rows(vec![0.into(), 0.into()], vec![row], vec![100.into()])?;
/// let budget = Budget::unlimited();
/// let answer = raiffa_continuous_over_set(&convex_zone(&set, &budget), &budget);
/// assert_eq!(answer.found().unwrap().gains, [Rational::from(50), Rational::from(25)]);
/// # Ok::<(), zopa::games::bargaining_set::InvalidSet>(())
/// ```
///
/// Reference: Raiffa 1953, Contributions to the Theory of Games II.
#[must_use]
pub fn raiffa_continuous_over_set(zone: &ConvexZone<'_>, budget: &Budget<'_>) -> SetAnswer {
    let judged =
        |find: &dyn Fn() -> Option<Found>| answer(zone, SetPrinciple::RaiffaContinuous, budget, find);
    // What is too coarse for the claim or for its certificate is no reason to give up.
    let mut last = judged(&|| straight_from_the_start(zone, budget));
    let in_doubles = SPARE.iter().map(|&spare| judged(&move || flow_in_doubles(zone, spare, budget)));
    let on_grids = (0..TRIES).map(|tried| judged(&move || flow_to_the_end(zone, tried, budget)));
    let mut further = in_doubles.chain(on_grids);
    while last.found().is_none() && last.refutation().is_none() && !budget.is_exhausted() {
        let Some(next) = further.next() else { break };
        last = next;
    }
    last
}
