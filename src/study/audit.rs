//! Findings of `check` that need a solve: what no admissible package has, meets or reaches.

use crate::bargaining::finite::{Survey, survey};
use crate::bargaining::mixed::mixed_zone;
use crate::bargaining::zone::MOST_LISTED;
use crate::budget::Budget;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::error::Error;
use crate::games::bargaining::{BargainingGame, Rule};
use crate::lower::{DemandKind, Labels, Lowered};
use crate::model::{Case, Name};
use crate::numeric::{Decimals, Rational};
use crate::study::scenario::Scenario;

/// Looks for conditions that nobody can meet, levels that no admissible package has and walk-away values that
/// no admissible package reaches.
///
/// # Errors
///
/// [`Error`] if the case cannot be lowered.
///
/// Where there are too many packages to look at, nothing is found.
///
/// Cost: one count of all packages, and one more for each condition if nothing is admissible.
pub fn audit(scenario: &Scenario) -> Result<Vec<Diagnostic>, Error> {
    let case = scenario.case();
    if !case.has_packages() {
        return Ok(Vec::new());
    }
    if case.is_mixed() {
        return mixed_audit(scenario);
    }
    let Lowered { game, labels } = scenario.lower()?;
    if game.packages() > MOST_LISTED {
        return Ok(Vec::new());
    }
    let reach = reach(&game)?;
    if reach.admissible == 0 {
        return Ok(vec![impossible(case, &game, &labels)?]);
    }
    let mut findings = unreachable_levels(case, &game, &labels, &reach);
    findings.extend(unreachable_walk_away(case, &game, &labels, &reach));
    Ok(findings)
}

/// The same where issues have amounts: whether anything is admissible, and walk-away values beyond everything that is.
fn mixed_audit(scenario: &Scenario) -> Result<Vec<Diagnostic>, Error> {
    let (case, lowered, budget) = (scenario.case(), scenario.lower_mixed()?, Budget::unlimited());
    let game = crate::study::mixed::without_floors(&lowered)?;
    let cells = crate::study::mixed::combinations(&game, &budget)?;
    let zone = mixed_zone(&game, &cells, &budget);
    let Some(ideals) = zone.ideals(&budget) else {
        let message = "no package meets all conditions, limits and forbidden combinations together";
        let span = case.conditions.first().and_then(|condition| condition.id.span);
        let finding = Diagnostic::warning(Code::ImpossibleCondition, message).at(span);
        return Ok(vec![finding.hint("zopa why-not CASE names the ones that clash")]);
    };
    let floors = lowered.game.walk_away().into_iter().zip(game.walk_away()).zip(ideals).enumerate();
    let short = floors.filter_map(|(party, ((floor, least), ideal))| {
        let best = &least + &ideal.gain;
        (best < floor).then(|| unreachable(case, &lowered.labels, party, &best, &floor))
    });
    Ok(short.collect())
}

/// What is possible at all: the survey of a game in which nobody can be below a walk-away value.
fn reach(game: &BargainingGame) -> Result<Survey, Error> {
    let floors = (0..game.parties()).map(|party| game.least_utility(party)).collect();
    let relaxed = game.with_walk_away(floors).map_err(|error| Error::request(error.to_string(), ""))?;
    Ok(survey(&relaxed, &Budget::unlimited()))
}

fn impossible(case: &Case, game: &BargainingGame, labels: &Labels) -> Result<Diagnostic, Error> {
    for (place, demand) in labels.demands.iter().enumerate() {
        if demand.kind != DemandKind::Condition {
            continue;
        }
        let other_condition = |rule: usize| {
            let owner = labels.rule_demand[rule];
            owner != place && labels.demands[owner].kind == DemandKind::Condition
        };
        if reach(&game.with_rules(|rule| !other_condition(rule)))?.admissible == 0 {
            let message = format!(
                "condition `{}` cannot be met: limits or forbidden combinations exclude it",
                demand.id
            );
            let span = case.condition(&demand.id).and_then(|condition| condition.id.span);
            return Ok(Diagnostic::warning(Code::ImpossibleCondition, message)
                .at(span)
                .hint("relax the condition, or the limit that it runs into"));
        }
    }
    let message = "no package meets all conditions, limits and forbidden combinations together";
    let span = case.conditions.first().and_then(|condition| condition.id.span);
    Ok(Diagnostic::warning(Code::ImpossibleCondition, message)
        .at(span)
        .hint("zopa why-not CASE names the ones that clash"))
}

fn unreachable_levels(
    case: &Case,
    game: &BargainingGame,
    labels: &Labels,
    reach: &Survey,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (issue, seen) in reach.admissible_levels.iter().enumerate() {
        for level in (0..seen.len()).filter(|&level| !seen[level]) {
            // A level that one rule on this issue alone excludes is meant to be excluded.
            let is_meant = game.rules().iter().any(|rule| match rule {
                Rule::Combinations { issues, allowed } => *issues == [issue] && !allowed[level],
                Rule::Sum { .. } => false,
            });
            if is_meant {
                continue;
            }
            let names = &labels.issues[issue];
            let label = &names.levels[level];
            let message = format!("level `{label}` of issue `{}` is in no admissible package", names.id);
            let finding = Diagnostic::warning(Code::UnreachableLevel, message)
                .at(span_of(case.issues.get(issue).and_then(|issue| issue.levels.get(level))))
                .hint(
                    "limits and forbidden combinations exclude it together: check them, or remove the level",
                );
            findings.push(finding);
        }
    }
    findings
}

fn unreachable_walk_away(
    case: &Case,
    game: &BargainingGame,
    labels: &Labels,
    reach: &Survey,
) -> Vec<Diagnostic> {
    let Some(best) = &reach.best else { return Vec::new() };
    let mut findings = Vec::new();
    for (party, (&best, &floor)) in best.iter().zip(game.walk_away()).enumerate() {
        if best < floor {
            let (best, floor) = (game.points(party, best), game.points(party, floor));
            findings.push(unreachable(case, labels, party, &best, &floor));
        }
    }
    findings
}

fn unreachable(case: &Case, labels: &Labels, party: usize, best: &Rational, floor: &Rational) -> Diagnostic {
    let id = &labels.parties[party].id;
    let digits = Decimals::of([floor]);
    let message = format!(
        "walk-away value {} of party `{id}` is above the {} of its best admissible package",
        digits.write(floor),
        digits.write(best)
    );
    Diagnostic::warning(Code::UnreachableWalkAway, message)
        .at(case.party(id).and_then(|party| party.id.span))
        .hint("no zone can be open: check the walk-away value and the party's level values")
}

fn span_of(name: Option<&Name>) -> Option<Span> {
    name.and_then(|name| name.span)
}
