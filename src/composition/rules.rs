//! What each rule costs, and what depends on how tight a share limit is.

use std::collections::BTreeSet;
use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::composition::{LimitSteps, RuleCost, RuleCosts, Step};
use crate::coalition::Coalition;
use crate::composition::compose::{Composition, judged, undecided};
use crate::composition::tables::{Caps, Cell, Cut, Profile, Tables, carriers, members};
use crate::games::composition::Rule;
use crate::numeric::Rational;

/// Counts the groups that there would be without each rule alone.
///
/// `Undecided` if the budget ran out or the problem is too large.
///
/// Certificate: up to 20 candidates every group is looked at again.
/// Cost: one count for each must-have and implication; share limits cost nothing more.
///
/// ```
/// use zopa::{budget::Budget, composition::{compose::compose, rules::rule_costs}};
/// use zopa::games::composition::{Charter, CompositionProblem};
///
/// // Three candidates, the first of whom must be in: 4 groups; without the rule 7.
/// let charter = Charter { funds: vec![1.into(); 3], must: vec![0], ..Charter::default() };
/// let problem = CompositionProblem::new(charter)?;
/// let composition = compose(&problem, &Budget::unlimited());
/// let costs = rule_costs(&composition, &Budget::unlimited());
/// assert_eq!(costs.found().unwrap().costs[0].acceptable, 7);
/// # Ok::<(), zopa::games::composition::InvalidComposition>(())
/// ```
#[must_use]
pub fn rule_costs(composition: &Composition<'_>, budget: &Budget<'_>) -> Answer<RuleCosts, Infallible> {
    let rules = composition.problem().rules();
    match rules.map(|rule| cost(composition, rule, budget)).collect() {
        Ok(Some(costs)) => judged(composition.referee().judge_costs(RuleCosts { costs })),
        Ok(None) | Err(_) => undecided(),
    }
}

fn cost(composition: &Composition<'_>, rule: Rule, budget: &Budget<'_>) -> Result<Option<RuleCost>, Cut> {
    let sum = |cells: &mut dyn Iterator<Item = &Cell>| {
        let counts = cells.map(|cell| (cell.groups, cell.reaching));
        let (acceptable, reaching) = counts.fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
        RuleCost { rule, acceptable, reaching }
    };
    if let Rule::Share(limit) = rule {
        let Some(ledger) = composition.ledger() else { return Ok(None) };
        let allowed = ledger.iter().filter(|(profile, _)| meets_others(composition.caps(), **profile, limit));
        return Ok(Some(sum(&mut allowed.map(|(_, cell)| cell))));
    }
    let problem = composition.problem().with_rules(|other| other != rule);
    let tables = Tables::new(&problem, problem.must(), Coalition::EMPTY, problem.units(), budget)?;
    let caps = composition.caps();
    let ledger = tables.ledger(problem.goal_units(), |profile| caps.allow(profile), budget)?;
    Ok(Some(sum(&mut ledger.values())))
}

/// Does a profile break no limit but the one at `limit`?
fn meets_others(caps: &Caps, profile: Profile, limit: usize) -> bool {
    caps.broken(profile).all(|broken| broken == limit)
}

/// Says what is true at each value of one share limit, all other rules as they are.
///
/// - `limit`: the place of the share limit; `None` comes back if there is none there.
/// - `range`: the values looked at, from the lower to the upper end, both included.
///
/// The numbers change only at fractions of carriers in members, so the steps are the whole function of the
/// limit, with exact ends.
///
/// Certificate: up to 20 candidates every fraction is looked at again.
/// Cost: none beyond that of [`crate::composition::compose::compose`].
///
/// ```
/// use zopa::{budget::Budget, coalition::Coalition, composition::{compose::compose, rules::limit_steps}};
/// use zopa::games::composition::{Charter, CompositionProblem, ShareLimit};
///
/// // The donor of 60 beside one or both of two others.
/// let limit = ShareLimit { carriers: Coalition::single(0), at_most: "1/3".parse()? };
/// let (funds, goal) = (vec![60.into(), 5.into(), 2.into()], Some(60.into()));
/// let problem = CompositionProblem::new(Charter { funds, goal, limits: vec![limit], ..Charter::default() })?;
/// let composition = compose(&problem, &Budget::unlimited());
/// let steps = limit_steps(&composition, 0, (0.into(), 1.into())).unwrap();
/// assert_eq!(steps.found().unwrap().reaches_from(), "1/3".parse().ok().as_ref());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn limit_steps(
    composition: &Composition<'_>,
    limit: usize,
    range: (Rational, Rational),
) -> Option<Answer<LimitSteps, Infallible>> {
    let (problem, caps) = (composition.problem(), composition.caps());
    if limit >= problem.limits().len() || range.0 > range.1 {
        return None;
    }
    let Some(ledger) = composition.ledger() else { return Some(undecided()) };
    let share = |profile: Profile| {
        Rational::new(carriers(profile, limit) as i128, members(profile) as i128).unwrap_or_default()
    };
    let mut cells: Vec<(Rational, &Cell)> = ledger
        .iter()
        .filter(|(profile, _)| meets_others(caps, **profile, limit))
        .map(|(profile, cell)| (share(*profile), cell))
        .filter(|(share, _)| *share <= range.1)
        .collect();
    cells.sort_by(|one, two| one.0.cmp(&two.0));
    let ends: BTreeSet<Rational> =
        cells.iter().map(|(share, _)| share.clone().max(range.0.clone())).chain([range.0.clone()]).collect();
    let (mut acceptable, mut reaching, mut best) = (0, 0, None);
    let mut cells = cells.into_iter().peekable();
    let mut steps = Vec::new();
    for from in ends {
        while let Some((_, cell)) = cells.next_if(|(share, _)| *share <= from) {
            acceptable += cell.groups;
            reaching += cell.reaching;
            best = best.max(Some(cell.best));
        }
        steps.push(Step { from, acceptable, reaching, best: best.map(|units| problem.fund(units)) });
    }
    Some(judged(composition.referee().judge_steps(LimitSteps { limit, range, steps })))
}
