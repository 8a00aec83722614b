//! What a zone needs and what closes it, one thing at a time.
//!
//! For an open zone: how far each walk-away value may rise, which levels each issue must keep, what each
//! condition costs, what each shock does and at which strength it closes the zone, and whether any other
//! number closes it inside its stated range. Every threshold is exact.

use crate::bargaining::finite::survey;
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::bargaining::{Count, Referee};
use crate::certify::{Certified, Refused};
use crate::error::Error;
use crate::games::bargaining::BargainingGame;
use crate::lower::{DemandKind, Labels, Lowered};
use crate::model::{Case, WalkAway, path};
use crate::numeric::Rational;
use crate::study::change::Change;
use crate::study::scenario::Scenario;
use crate::study::segment::{End, Survival, survival};

/// Everything that is learned by changing one thing at a time.
#[derive(Debug)]
pub struct Closing {
    /// For each party how far its walk-away value may rise.
    pub walk_away: Vec<Headroom>,
    /// What lifting each condition would add, in file order.
    pub conditions: Vec<Lifting>,
    /// What lifting all conditions would add; `None` if the case has none.
    pub all_conditions: Option<Certified<Count>>,
    /// What each shock does that is not part of the scenario already.
    pub shocks: Vec<ShockEffect>,
    /// Other numbers that close the zone inside their ranges, one at a time.
    pub numbers: Vec<NumberEffect>,
    /// How many other numbers with a range were moved to both its ends.
    pub numbers_moved: usize,
    /// Paths of numbers for which this could not be computed.
    pub numbers_unknown: Vec<String>,
    /// Whether everything was tried; false if the budget ran out.
    pub is_complete: bool,
}

/// How far a walk-away value may rise alone before the zone closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headroom {
    /// The party, by index.
    pub party: usize,
    /// The greatest walk-away value that leaves the zone open.
    pub limit: Rational,
    /// The upper end of the range that the file states, if it states one.
    pub range_high: Option<Rational>,
}

impl Headroom {
    /// Does the stated range reach beyond the limit?
    #[must_use]
    pub fn closes_within_range(&self) -> bool {
        self.range_high.as_ref().is_some_and(|high| *high > self.limit)
    }
}

/// The zone with one condition lifted.
#[derive(Debug)]
pub struct Lifting {
    /// The condition.
    pub condition: String,
    /// The counts without it.
    pub count: Certified<Count>,
}

/// What a shock does.
#[derive(Debug)]
pub struct ShockEffect {
    /// The shock.
    pub shock: String,
    /// The counts under the shock at its full strength.
    pub count: Certified<Count>,
    /// How far the zone survives on the way to its full strength; `None` for a shock that has no strength.
    pub survival: Option<Survival>,
}

/// A number that closes the zone inside its stated range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberEffect {
    /// Path of the number.
    pub path: String,
    /// Its value.
    pub from: Rational,
    /// The end of its range towards which it moves.
    pub towards: Rational,
    /// The last value at which the zone is open.
    pub until: Rational,
    /// Whether the zone is open again further on.
    pub reopens: bool,
}

/// Looks for what closes an open zone.
///
/// - `scenario` and `lowered`: the case and the game of `zone`, which must be open.
///
/// # Errors
///
/// [`Error`] if a changed case cannot be lowered.
///
/// Cost: one count for each condition and shock; for each other number with a range, two lowerings and, only
/// if none of the acceptable packages survives, one pass over all packages.
pub fn closing(
    scenario: &Scenario,
    lowered: &Lowered,
    zone: &Zone<'_>,
    budget: &Budget<'_>,
) -> Result<Closing, Error> {
    let Lowered { game, labels } = lowered;
    let best = zone.survey().best.clone().unwrap_or_default();
    let walk_away = best
        .iter()
        .enumerate()
        .map(|(party, &best)| Headroom {
            party,
            limit: game.points(party, best),
            range_high: stated_high(scenario.case(), &labels.parties[party].id),
        })
        .collect();
    let mut closing = Closing {
        walk_away,
        conditions: Vec::new(),
        all_conditions: None,
        shocks: Vec::new(),
        numbers: Vec::new(),
        numbers_moved: 0,
        numbers_unknown: Vec::new(),
        is_complete: true,
    };
    conditions(game, labels, budget, &mut closing)?;
    for shock in &scenario.case().shocks {
        let happens =
            |change: &Change| matches!(change, Change::Shock { name, .. } if *name == shock.id.text);
        if !scenario.changes().iter().any(happens) {
            let effect = shock_effect(scenario, game, &shock.id.text, shock.set.is_empty(), budget)?;
            closing.shocks.extend(effect);
        }
    }
    numbers(scenario, game, labels, budget, &mut closing)?;
    closing.is_complete = !budget.is_exhausted();
    Ok(closing)
}

/// Lifts each condition alone, then all of them.
fn conditions(
    game: &BargainingGame,
    labels: &Labels,
    budget: &Budget<'_>,
    closing: &mut Closing,
) -> Result<(), Error> {
    let is_condition = |rule: usize| labels.demands[labels.rule_demand[rule]].kind == DemandKind::Condition;
    for (place, demand) in labels.demands.iter().enumerate() {
        if demand.kind == DemandKind::Condition {
            let lifted = game.with_rules(|rule| labels.rule_demand[rule] != place);
            let count = count(&lifted, budget)?;
            closing.conditions.extend(count.map(|count| Lifting { condition: demand.id.clone(), count }));
        }
    }
    if !closing.conditions.is_empty() {
        closing.all_conditions = count(&game.with_rules(|rule| !is_condition(rule)), budget)?;
    }
    Ok(())
}

/// Counts the zone of a game that differs from the one at hand, and has the count judged; `None` if the budget
/// ran out.
///
/// # Errors
///
/// [`Error::Request`] if the count was refused, which is a fault of this program.
pub fn count(game: &BargainingGame, budget: &Budget<'_>) -> Result<Option<Certified<Count>>, Error> {
    let survey = survey(game, budget);
    if !survey.is_complete {
        return Ok(None);
    }
    let count = Count { admissible: survey.admissible, acceptable: survey.acceptable };
    Referee::new(game).judge_count(count).map(Some).map_err(|Refused { claim, .. }| {
        Error::request(
            format!("a second count differs from {claim:?}"),
            "this is a fault of zopa: please report it with the case file",
        )
    })
}

fn shock_effect(
    scenario: &Scenario,
    game: &BargainingGame,
    name: &str,
    has_strength: bool,
    budget: &Budget<'_>,
) -> Result<Option<ShockEffect>, Error> {
    let shock = Change::Shock { name: name.to_owned(), factor: Rational::ONE };
    let shocked = scenario.and(shock)?.lower()?.game;
    let Some(count) = count(&shocked, budget)? else { return Ok(None) };
    let stretch = vec![Rational::ONE; game.parties()];
    let way = |game| End { game, stretch: &stretch };
    let survival = has_strength.then(|| survival(way(game), way(&shocked), budget));
    Ok(Some(ShockEffect { shock: name.to_owned(), count, survival }))
}

/// Moves every other number that has a range to both its ends.
fn numbers(
    scenario: &Scenario,
    game: &BargainingGame,
    labels: &Labels,
    budget: &Budget<'_>,
    closing: &mut Closing,
) -> Result<(), Error> {
    let here = weight_sums(scenario.case(), labels);
    for entry in path::numbers(scenario.case()) {
        let Some(range) = &entry.quantity.range else { continue };
        if !entry.is_of_bargaining() || is_told_elsewhere(&entry.path, scenario) {
            continue;
        }
        closing.numbers_moved += 1;
        for towards in [&range.low, &range.high] {
            if *towards == entry.quantity.value {
                continue;
            }
            let change = Change::Set { path: entry.path.clone(), value: towards.clone() };
            // An end at which the case makes no sense, such as no weight at all, tells nothing.
            let moved = scenario.and_instead(change).and_then(|moved| Ok((moved.lower()?.game, moved)));
            let Ok((end, moved)) = moved else {
                closing.numbers_unknown.push(entry.path.clone());
                continue;
            };
            let there = weight_sums(moved.case(), labels);
            let way = survival(End { game, stretch: &here }, End { game: &end, stretch: &there }, budget);
            match way {
                Survival::Throughout => {}
                Survival::Unknown => closing.numbers_unknown.push(entry.path.clone()),
                Survival::Until { share, reopens } => {
                    let span = towards - &entry.quantity.value;
                    closing.numbers.push(NumberEffect {
                        path: entry.path.clone(),
                        from: entry.quantity.value.clone(),
                        towards: towards.clone(),
                        until: &entry.quantity.value + &(&span * &share),
                        reopens,
                    });
                }
            }
        }
    }
    closing.numbers_unknown.dedup();
    Ok(())
}

/// Walk-away values have their own line, and the numbers of a shock matter only once it happens.
fn is_told_elsewhere(path: &str, scenario: &Scenario) -> bool {
    let happens = |name: &str| {
        let is_it = |change: &Change| matches!(change, Change::Shock { name: shock, .. } if shock == name);
        scenario.changes().iter().any(is_it)
    };
    let idle_shock = path.strip_prefix("shocks.").is_some_and(|rest| {
        let name = rest.split('.').next().unwrap_or(rest);
        !happens(name)
    });
    path.ends_with(".walk_away") || idle_shock || path.starts_with("bargaining.disagreement")
}

/// Each party's sum of weights: the factor that makes its gains linear in a weight.
fn weight_sums(case: &Case, labels: &Labels) -> Vec<Rational> {
    let sum = |id: &str| {
        let weights = case.issues.iter().flat_map(|issue| &issue.weight);
        let own = weights.filter(|(party, _)| party.text == id).map(|(_, weight)| &weight.value);
        let sum: Rational = own.sum();
        if sum.is_zero() { Rational::ONE } else { sum }
    };
    labels.parties.iter().map(|party| sum(&party.id)).collect()
}

/// The upper end of the range that the file states for a walk-away value.
fn stated_high(case: &Case, party: &str) -> Option<Rational> {
    stated_range(case, party).map(|(_, high)| high)
}

/// The range that the file states for a walk-away value.
#[must_use]
pub fn stated_range(case: &Case, party: &str) -> Option<(Rational, Rational)> {
    match (&case.party(party)?.walk_away, &case.bargaining) {
        (Some(WalkAway::Given(value)), _) => {
            value.range.as_ref().map(|range| (range.low.clone(), range.high.clone()))
        }
        (None, Some(points)) => {
            let place = case.signatories().position(|one| one.id.text == party)?;
            let range = points.disagreement.get(place)?.range.as_ref()?;
            Some((range.low.clone(), range.high.clone()))
        }
        _ => None,
    }
}
