//! One group: what vetoes it, what would mend it, and which extras may sit beside it.

use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::composition::{Blocked, GROUPS_LISTED, GroupVerdict, Mend, Room};
use crate::certify::{Answer, Verdict};
use crate::coalition::Coalition;
use crate::composition::compose::{Composition, finished, judged, undecided};
use crate::composition::tables::{Caps, Tables};
use crate::games::composition::Rule;

/// Says whether a group is acceptable, and if not, which rules veto it and by how much.
///
/// - `group`: any set; one with nobody in it or with somebody who is no candidate is not acceptable.
///
/// Certificate: recomputed from the definitions.
///
/// ```
/// use zopa::{budget::Budget, coalition::Coalition, composition::{compose::compose, group::verdict}};
/// use zopa::games::composition::{Charter, CompositionProblem, Rule, ShareLimit};
///
/// let limit = ShareLimit { carriers: Coalition::single(0), at_most: "1/3".parse()? };
/// let charter = Charter { funds: vec![1.into(); 3], limits: vec![limit], ..Charter::default() };
/// let problem = CompositionProblem::new(charter)?;
/// let composition = compose(&problem, &Budget::unlimited());
/// let pair = verdict(&composition, Coalition::from_bits(0b011));
/// let pair = pair.found().unwrap();
/// assert_eq!(pair.broken, [Rule::Share(0)]);
/// assert_eq!(pair.shares, ["1/2".parse().ok()]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn verdict(composition: &Composition<'_>, group: Coalition) -> Answer<GroupVerdict, Infallible> {
    let problem = composition.problem();
    let broken: Vec<Rule> = problem.rules().filter(|rule| !problem.meets(group, *rule)).collect();
    let inside = !group.is_empty() && group.is_subset_of(problem.everyone());
    let shares: Vec<_> = (0..problem.limits().len()).map(|limit| problem.share(group, limit)).collect();
    let accepted_from = shares.iter().enumerate().map(|(limit, share)| {
        let by_others = broken.iter().any(|rule| *rule != Rule::Share(limit));
        if inside && !by_others { share.clone() } else { None }
    });
    let claim = GroupVerdict {
        group,
        acceptable: inside && broken.is_empty(),
        accepted_from: accepted_from.collect(),
        broken,
        fund: problem.fund_of(group),
        reaches: problem.reaches(group),
        shares,
    };
    judged(composition.referee().judge_group(claim))
}

/// Finds the acceptable groups that differ from `group` in the fewest members, joining or leaving.
///
/// `NoneExists` if no group is acceptable at all, `Undecided` if the budget ran out.
///
/// Certificate: up to 20 candidates every group is looked at again.
/// Cost: one count by number of changes, whatever the funds.
///
/// ```
/// use zopa::{budget::Budget, coalition::Coalition, composition::{compose::compose, group::mend}};
/// use zopa::games::composition::{Charter, CompositionProblem, ShareLimit};
///
/// let limit = ShareLimit { carriers: Coalition::single(0), at_most: "1/3".parse()? };
/// let charter = Charter { funds: vec![1.into(); 3], limits: vec![limit], ..Charter::default() };
/// let problem = CompositionProblem::new(charter)?;
/// let composition = compose(&problem, &Budget::unlimited());
/// let answer = mend(&composition, Coalition::from_bits(0b011), &Budget::unlimited());
/// let claim = answer.found().unwrap();
/// // The carrier leaves, or the third joins.
/// assert_eq!((claim.changes, claim.total), (1, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mend(composition: &Composition<'_>, group: Coalition, budget: &Budget<'_>) -> Answer<Mend, Blocked> {
    let (problem, caps) = (composition.problem(), composition.caps());
    if let Verdict::NoneExists(blocked) = &composition.answer().verdict {
        return finished(Verdict::NoneExists(blocked.clone()));
    }
    // Everybody kept counts one, everybody who joins counts one less than nothing: the greatest sum is nearest.
    let measure = |member: usize| if group.contains(member) { 1 } else { -1 };
    let measures: Vec<i64> = (0..problem.units().len()).map(measure).collect();
    let tables = Tables::new(problem, problem.must(), Coalition::EMPTY, &measures, budget);
    let Ok(tables) = tables else { return undecided() };
    let Ok(ledger) = tables.ledger(None, |profile| caps.allow(profile), budget) else { return undecided() };
    let Some(greatest) = ledger.values().map(|cell| cell.best).max() else { return undecided() };
    let nearest = ledger.values().filter(|cell| cell.best == greatest);
    let claim = Mend {
        group,
        changes: usize::try_from(group.len() as i64 - greatest).unwrap_or(0),
        total: nearest.map(|cell| cell.at_best).sum(),
        groups: tables.groups(|profile| caps.allow(profile), (greatest, greatest), GROUPS_LISTED),
    };
    finished(match composition.referee().judge_mend(claim) {
        Ok(claim) => Verdict::Found(claim),
        Err(refused) => Verdict::Refused(refused),
    })
}

/// Finds how many extras may sit beside a group of candidates, and which.
///
/// - `group`: candidates; anybody else in it is left out.
///
/// `Undecided` if the budget ran out.
///
/// Certificate: up to 20 extras every set of them is looked at again.
///
/// ```
/// use zopa::{budget::Budget, coalition::Coalition, composition::{compose::compose, group::room}};
/// use zopa::games::composition::{Charter, CompositionProblem, ShareLimit};
///
/// // Four candidates; of two extras, both carriers, at most a fifth of the members.
/// let limit = ShareLimit { carriers: Coalition::from_bits(0b110000), at_most: "1/5".parse()? };
/// let (funds, extra_funds) = (vec![1.into(); 4], vec![9.into(); 2]);
/// let problem = CompositionProblem::new(Charter { funds, extra_funds, limits: vec![limit], ..Charter::default() })?;
/// let composition = compose(&problem, &Budget::unlimited());
/// let answer = room(&composition, Coalition::all(4), &Budget::unlimited());
/// assert_eq!(answer.found().unwrap().greatest, Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn room(
    composition: &Composition<'_>,
    group: Coalition,
    budget: &Budget<'_>,
) -> Answer<Room, Infallible> {
    let asked = composition.problem();
    let group = group.intersection(asked.everyone());
    let problem = asked.with_extras();
    let caps = Caps::new(&problem);
    let extras = asked.extras();
    let measures: Vec<i64> =
        (0..problem.units().len()).map(|member| i64::from(extras.contains(member))).collect();
    let barred = asked.everyone().minus(group);
    let required = problem.must().union(group);
    let tables = Tables::new(&problem, required, barred, &measures, budget);
    let Ok(tables) = tables else { return undecided() };
    let Ok(ledger) = tables.ledger(None, |profile| caps.allow(profile), budget) else { return undecided() };
    let greatest = ledger.values().map(|cell| cell.best).max();
    let most = ledger.values().filter(|cell| Some(cell.best) == greatest);
    let choices = greatest.map_or_else(Vec::new, |greatest| {
        tables.groups(|profile| caps.allow(profile), (greatest, greatest), GROUPS_LISTED)
    });
    let fits = |extra: &usize| problem.is_acceptable(group.with(*extra));
    let claim = Room {
        group,
        greatest: greatest.and_then(|greatest| usize::try_from(greatest).ok()),
        total: most.map(|cell| cell.at_best).sum(),
        choices: choices.into_iter().map(|choice| choice.minus(group)).collect(),
        alone: extras.members().filter(fits).collect(),
    };
    judged(composition.referee().judge_room(claim))
}
