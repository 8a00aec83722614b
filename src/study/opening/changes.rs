//! Single changes that open an empty zone.

use crate::bargaining::finite::{list_at_least, survey};
use crate::budget::Budget;
use crate::error::Error;
use crate::games::bargaining::{BargainingGame, Rule};
use crate::lower::{DemandKind, Labels};
use crate::model::{Bound, Case, Name, Quantity};
use crate::numeric::Rational;
use crate::study::change::Change;
use crate::study::closing::{count, stated_range};
use crate::study::opening::{Opened, Opening};
use crate::study::scenario::Scenario;
use crate::study::threshold::{Target, open_between};

/// Greatest number of packages listed to find by how much a sum must be raised.
const SUMS_LISTED: usize = 100_000;

/// Walk-away values lowered one at a time.
pub(in crate::study::opening) fn walk_aways(
    case: &Case,
    game: &BargainingGame,
    labels: &Labels,
    budget: &Budget<'_>,
) -> Result<Vec<Opening>, Error> {
    let mut openings = Vec::new();
    for party in 0..game.parties() {
        let mut floors = game.walk_away().to_vec();
        floors[party] = game.least_utility(party);
        let relaxed = game.with_walk_away(floors).map_err(|error| Error::request(error.to_string(), ""))?;
        let relaxed = survey(&relaxed, budget);
        if let Some(best) = relaxed.best.filter(|_| relaxed.is_complete) {
            let to = game.points(party, best[party]);
            let range = stated_range(case, &labels.parties[party].id);
            let from = game.points(party, game.walk_away()[party]);
            let within_range = range.map(|(low, _)| to >= low);
            openings.push(Opening::WalkAway { party, from, to, within_range });
        }
    }
    Ok(openings)
}

/// Conditions, limits, forbidden combinations and fixes, lifted or moved one at a time.
pub(in crate::study::opening) fn demand_openings(
    scenario: &Scenario,
    game: &BargainingGame,
    labels: &Labels,
    budget: &Budget<'_>,
) -> Result<Vec<Opening>, Error> {
    let mut openings = Vec::new();
    for (place, demand) in labels.demands.iter().enumerate() {
        let without = game.with_rules(|rule| labels.rule_demand[rule] != place);
        let lifted = survey(&without, budget);
        if lifted.acceptable == 0 || !lifted.is_complete {
            continue;
        }
        let lifted_alone = |without: &BargainingGame| -> Result<Option<Opening>, Error> {
            let count = count(without, budget)?;
            Ok(count.map(|count| Opening::Lifted { demand: place, opened: Opened::Counted(count) }))
        };
        let limit = (demand.kind == DemandKind::Limit).then(|| scenario.case().limit(&demand.id)).flatten();
        match limit.map(|limit| &limit.bound) {
            Some(Bound::Levels { .. }) => {
                let moved = level_moved(game, labels, place, &lifted.levels, budget)?;
                openings.extend(match moved {
                    Some(moved) => Some(moved),
                    None => lifted_alone(&without)?,
                });
            }
            Some(Bound::Sum { amounts, at_least, at_most }) => {
                let ends = (at_least.is_some(), at_most.is_some());
                openings.extend(match sum_moved(amounts, ends, &without, labels, budget) {
                    Some(to) => Some(Opening::SumMoved { demand: place, to }),
                    None => lifted_alone(&without)?,
                });
            }
            None => openings.extend(lifted_alone(&without)?),
        }
    }
    Ok(openings)
}

/// The nearest level to which a limit on one issue must move, if one move of one issue is enough.
fn level_moved(
    game: &BargainingGame,
    labels: &Labels,
    demand: usize,
    possible: &[Vec<bool>],
    budget: &Budget<'_>,
) -> Result<Option<Opening>, Error> {
    let Some(bound) = LevelBound::of(game, labels, demand) else { return Ok(None) };
    let is_possible = |level: &&usize| possible[bound.issue][**level];
    let Some(&to) = bound.outside().iter().find(is_possible) else { return Ok(None) };
    let count = count(&bound.moved(game, to)?, budget)?;
    let opened = count.map(Opened::Counted);
    Ok(opened.map(|opened| Opening::LimitMoved { demand, issue: bound.issue, to, opened }))
}

/// A limit on one issue.
pub(in crate::study::opening) struct LevelBound<'g> {
    /// The rule.
    rule: usize,
    /// The issue.
    pub(in crate::study::opening) issue: usize,
    allowed: &'g [bool],
}

impl<'g> LevelBound<'g> {
    /// The limit that a demand is, if it is one rule on one issue.
    pub(in crate::study::opening) fn of(
        game: &'g BargainingGame,
        labels: &Labels,
        demand: usize,
    ) -> Option<Self> {
        let own: Vec<(usize, &Rule)> =
            game.rules().iter().enumerate().filter(|(rule, _)| labels.rule_demand[*rule] == demand).collect();
        let [(rule, Rule::Combinations { issues, allowed })] = own.as_slice() else { return None };
        let [issue] = issues.as_slice() else { return None };
        allowed.contains(&true).then_some(Self { rule: *rule, issue: *issue, allowed })
    }

    fn kept(&self) -> impl Iterator<Item = usize> {
        (0..self.allowed.len()).filter(|&level| self.allowed[level])
    }

    /// The levels that it excludes, the nearest to those that it allows first.
    pub(in crate::study::opening) fn outside(&self) -> Vec<usize> {
        let mut outside: Vec<usize> = (0..self.allowed.len()).filter(|&level| !self.allowed[level]).collect();
        outside.sort_by_key(|&level| self.kept().map(|kept| kept.abs_diff(level)).min());
        outside
    }

    /// The game with the bound moved to a level; the levels between open as well.
    pub(in crate::study::opening) fn moved(
        &self,
        game: &BargainingGame,
        to: usize,
    ) -> Result<BargainingGame, Error> {
        let edge = self.kept().min_by_key(|&kept| kept.abs_diff(to)).unwrap_or(to);
        let mut wider = self.allowed.to_vec();
        wider[edge.min(to)..=edge.max(to)].fill(true);
        let mut rules = game.rules().to_vec();
        rules[self.rule] = Rule::Combinations { issues: vec![self.issue], allowed: wider };
        let scales = (0..game.parties()).map(|party| game.scale(party).clone()).collect();
        let (levels, terms, floors) =
            (game.levels().to_vec(), game.terms().to_vec(), game.walk_away().to_vec());
        BargainingGame::new(levels, scales, terms, rules, floors)
            .map_err(|error| Error::request(error.to_string(), ""))
    }
}

/// The nearest bound on a sum that lets in a package acceptable without it.
///
/// - `ends`: whether the limit has a lower and an upper end; with both, no single move is looked for.
fn sum_moved(
    amounts: &[(Name, Vec<Quantity>)],
    ends: (bool, bool),
    without: &BargainingGame,
    labels: &Labels,
    budget: &Budget<'_>,
) -> Option<Rational> {
    let listing = list_at_least(without, without.walk_away(), SUMS_LISTED, budget);
    if listing.total > SUMS_LISTED as u128 || !listing.is_complete {
        return None;
    }
    let sum = |package: &Vec<usize>| -> Rational {
        let terms = amounts.iter().filter_map(|(name, values)| {
            let issue = labels.issues.iter().position(|issue| issue.id == name.text)?;
            values.get(package[issue]).map(|amount| &amount.value)
        });
        terms.sum()
    };
    let sums = listing.packages.iter().map(sum);
    match ends {
        (false, true) => sums.min(),
        (true, false) => sums.max(),
        _ => None,
    }
}

/// Shocks of the scenario that do not happen, or are weaker.
pub(in crate::study::opening) fn shock_openings(
    scenario: &Scenario,
    budget: &Budget<'_>,
) -> Result<Vec<Opening>, Error> {
    let mut openings = Vec::new();
    for change in scenario.changes() {
        let Change::Shock { name, factor } = change else { continue };
        let calm = scenario.but(|other| other == change)?;
        let Some(count) = count(&calm.lower()?.game, budget)? else { continue };
        if count.acceptable == 0 {
            continue;
        }
        let has_strength = scenario.original().shock(name).is_some_and(|shock| shock.set.is_empty());
        let strength = match has_strength {
            true => {
                let target = Target::find(&calm, &format!("shocks.{name}.factor"))?;
                let open = open_between(&calm, &target, [&Rational::ZERO, factor], budget)?;
                open.and_then(|open| open.first()?.to.clone()).filter(|end| end < factor)
            }
            false => None,
        };
        openings.push(Opening::Shock { name: name.clone(), opened: Opened::Counted(count), strength });
    }
    Ok(openings)
}
