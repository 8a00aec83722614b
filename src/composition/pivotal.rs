//! Who is pivotal: whose leaving would cost a group its acceptance or its goal.
//!
//! A member is critical in a group if the group without it is not acceptable or misses the goal. The groups in
//! which it is not critical are those that remain fine without it: they hold whatever it implies, nobody who
//! implies it, and their profile is allowed with and without it. These are counted, and taken from all groups
//! with the member.
//!
//! Reference: Banzhaf 1965, Rutgers Law Review 19 (critical members), for voting rules without share limits.

use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::composition::{Standing, Standings};
use crate::coalition::Coalition;
use crate::composition::compose::{Composition, judged, undecided};
use crate::composition::tables::{Cut, Tables, profile};

/// Counts for each candidate the acceptable goal-reaching groups that it is in, and those in which it is critical.
///
/// All counts are 0 if no acceptable group reaches the goal. `Undecided` if the budget ran out or the problem is
/// too large.
///
/// Certificate: up to 20 candidates every group is looked at again.
/// Cost: two counts for each candidate, each like that of [`crate::composition::compose::compose`].
///
/// ```
/// use zopa::{budget::Budget, composition::{compose::compose, pivotal::standings}};
/// use zopa::games::composition::{Charter, CompositionProblem};
///
/// // 6, 3 and 2 towards a goal of 8: the first is in both groups that reach it.
/// let (funds, goal) = (vec![6.into(), 3.into(), 2.into()], Some(8.into()));
/// let problem = CompositionProblem::new(Charter { funds, goal, ..Charter::default() })?;
/// let composition = compose(&problem, &Budget::unlimited());
/// let answer = standings(&composition, &Budget::unlimited());
/// let claim = answer.found().unwrap();
/// assert!(claim.is_indispensable(0));
/// assert_eq!(claim.power(0), "3/5".parse().ok());
/// # Ok::<(), zopa::games::composition::InvalidComposition>(())
/// ```
#[must_use]
pub fn standings(composition: &Composition<'_>, budget: &Budget<'_>) -> Answer<Standings, Infallible> {
    let Some(ledger) = composition.ledger() else { return undecided() };
    let allowed = ledger.iter().filter(|(profile, _)| composition.caps().allow(**profile));
    let reaching = allowed.map(|(_, cell)| cell.reaching).sum();
    let members = 0..composition.problem().candidates();
    match members.map(|member| standing(composition, member, budget)).collect() {
        Ok(standings) => judged(composition.referee().judge_standings(Standings { reaching, standings })),
        Err(_) => undecided(),
    }
}

fn standing(composition: &Composition<'_>, member: usize, budget: &Budget<'_>) -> Result<Standing, Cut> {
    let (problem, caps) = (composition.problem(), composition.caps());
    let own = Coalition::single(member);
    let goal = problem.goal_units();
    let with = Tables::new(problem, problem.must().with(member), Coalition::EMPTY, problem.units(), budget)?;
    let ledger = with.ledger(goal, |profile| caps.allow(profile), budget)?;
    let member_of: u128 = ledger.values().map(|cell| cell.reaching).sum();
    if problem.must().contains(member) {
        return Ok(Standing { member_of, critical_in: member_of });
    }
    // The rest of a group that is fine with the member and without.
    let implied = problem.implies().iter().filter(|(first, second)| *first == member && *second != member);
    let required = implied.fold(problem.must(), |required, (_, second)| required.with(*second));
    let without = Tables::new(problem, required, own, problem.units(), budget)?;
    let added = profile(problem, own);
    let fine = |rest: u64| caps.allow(rest) && caps.allow(rest + added);
    let fund = problem.units()[member];
    let least = goal.map(|goal| goal.max(goal.saturating_sub(fund)));
    let ledger = without.ledger(least, fine, budget)?;
    let idle: u128 = ledger.values().map(|cell| cell.reaching).sum();
    Ok(Standing { member_of, critical_in: member_of.saturating_sub(idle) })
}
