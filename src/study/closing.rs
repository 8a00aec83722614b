//! What a zone needs and what closes it, one thing at a time.
//!
//! For an open zone: how far each walk-away value may rise, which levels each issue must keep, what each
//! condition costs, what each shock does and at which strength it closes the zone, and whether any other
//! number closes it inside its stated range. Every threshold is exact.

use crate::bargaining::finite::{list_at_least, survey};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::bargaining::{Count, Referee};
use crate::certify::{Certified, Refused};
use crate::error::Error;
use crate::games::bargaining::BargainingGame;
use crate::games::line::GameLine;
use crate::lower::{DemandKind, Labels, Lowered};
use crate::model::{Case, WalkAway, path};
use crate::numeric::{Interval, Rational};
use crate::study::change::Change;
use crate::study::scenario::Scenario;
use crate::study::threshold::{Target, line, open_between, open_on};

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

/// Acceptable packages that are tried first: one that is acceptable at both ends of a range settles the question.
const TRIED_FIRST: usize = 2000;

/// Whether a zone that is open without a shock is open at its full strength.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Survival {
    /// Open all the way, the end included.
    Throughout,
    /// Open up to and including this share of its assumed strength, then empty.
    Until {
        /// The share, at least 0 and below 1.
        share: Rational,
        /// Whether it is open again further on.
        reopens: bool,
    },
    /// Not computed: numbers too long, or out of budget.
    Unknown,
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
/// if none of the acceptable packages survives, one count for each class of packages that move alike.
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
            let effect = shock_effect(scenario, &shock.id.text, shock.set.is_empty(), budget)?;
            closing.shocks.extend(effect);
        }
    }
    numbers(scenario, game, budget, &mut closing)?;
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
    name: &str,
    has_strength: bool,
    budget: &Budget<'_>,
) -> Result<Option<ShockEffect>, Error> {
    let shock = Change::Shock { name: name.to_owned(), factor: Rational::ONE };
    let shocked = scenario.and(shock)?.lower()?.game;
    let Some(count) = count(&shocked, budget)? else { return Ok(None) };
    let survival = has_strength.then(|| survival(scenario, name, budget)).transpose()?;
    Ok(Some(ShockEffect { shock: name.to_owned(), count, survival }))
}

/// How far the zone survives on the way to the full strength of a shock.
fn survival(scenario: &Scenario, name: &str, budget: &Budget<'_>) -> Result<Survival, Error> {
    let strength = Target::find(scenario, &format!("shocks.{name}.factor"))?;
    let open = open_between(scenario, &strength, [&Rational::ZERO, &Rational::ONE], budget)?;
    let Some((first, rest)) = open.as_ref().and_then(|open| open.split_first()) else {
        return Ok(Survival::Unknown);
    };
    Ok(match &first.to {
        Some(share) if *share < 1 => Survival::Until { share: share.clone(), reopens: !rest.is_empty() },
        _ => Survival::Throughout,
    })
}

/// Moves every other number that has a range to both its ends.
fn numbers(
    scenario: &Scenario,
    game: &BargainingGame,
    budget: &Budget<'_>,
    closing: &mut Closing,
) -> Result<(), Error> {
    let bargaining = &scenario.of_bargaining();
    let tried = list_at_least(game, game.walk_away(), TRIED_FIRST, budget).packages;
    for entry in path::numbers(scenario.case()) {
        let Some(range) = &entry.quantity.range else { continue };
        if !entry.is_of_bargaining() || is_told_elsewhere(&entry.path, scenario) {
            continue;
        }
        closing.numbers_moved += 1;
        let value = &entry.quantity.value;
        let target = Target::number(scenario.case(), &entry.path, entry.quantity);
        let Ok(target) = target else {
            closing.numbers_unknown.push(entry.path.clone());
            continue;
        };
        // An end at which the case makes no sense, such as no weight at all, tells nothing.
        let ends = [[&range.low, &range.high], [&range.low, value], [value, &range.high]];
        let way = |[low, high]: [&Rational; 2]| {
            let legal = Interval::closed(low.clone(), high.clone());
            (low < high)
                .then(|| line(bargaining, &target, legal, [low.clone(), high.clone()]).ok()?.ok())
                .flatten()
        };
        let mut ways = ends.into_iter().map(way);
        let whole = ways.next().flatten();
        if whole.is_none() && range.low < range.high {
            closing.numbers_unknown.push(entry.path.clone());
        }
        let Some(line) = whole.or_else(|| ways.flatten().next()) else { continue };
        let stays = |package: &Vec<usize>| {
            line.ends().iter().all(|end| {
                end.game.is_admissible(package)
                    && (0..end.game.parties()).all(|party| end.game.gain(package, party) >= 0)
            })
        };
        if tried.iter().any(stays) {
            continue;
        }
        let Ok(open) = open_on(&line, value, budget) else {
            closing.numbers_unknown.push(entry.path.clone());
            continue;
        };
        closing.numbers.extend(number_effects(&entry, &line, &open.intervals));
    }
    closing.numbers_unknown.dedup();
    Ok(())
}

/// What closes the zone on the way from the present value of a number to both ends of its range.
fn number_effects(entry: &path::Entry<'_>, line: &GameLine, open: &[Interval]) -> Vec<NumberEffect> {
    let value = &entry.quantity.value;
    let [low, high] = line.ends().each_ref().map(|end| &end.at);
    let Some(place) = open.iter().position(|interval| interval.contains(value)) else { return Vec::new() };
    let effect = |towards: &Rational, until: &Option<Rational>, reopens: bool| {
        let until = until.as_ref().filter(|until| *until != towards)?.clone();
        let (path, from, towards) = (entry.path.clone(), value.clone(), towards.clone());
        Some(NumberEffect { path, from, towards, until, reopens })
    };
    let below = effect(low, &open[place].from, place > 0);
    below.into_iter().chain(effect(high, &open[place].to, place + 1 < open.len())).collect()
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
