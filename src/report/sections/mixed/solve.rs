//! The answer of `zopa solve` about a case with amounts beside levels: as over packages, with amounts among the labels.

use indexmap::IndexMap;

use crate::bargaining::mixed::{MixedZone, mixed_zone};
use crate::budget::Budget;
use crate::certify::Verdict;
use crate::certify::mixed::{Emptiness, MixedPrinciple};
use crate::concepts::Concept;
use crate::error::Error;
use crate::numeric::Rational;
use crate::report::number::{Num, Total, exact};
use crate::report::sections::common::{Head, ModelRef, fault};
use crate::report::sections::influence::Weighed;
use crate::report::sections::mixed::zone::CombinationCounts;
use crate::report::sections::mixed::{MixedNames, amount_digits};
use crate::report::sections::solve::{
    ExactSolve, IssueView, Solution, SolveAnswer, SolveRequest, SolveView, warnings,
};
use crate::report::sections::zone::decimals;
use crate::study::bargain;
use crate::study::mixed::combinations;
use crate::study::scenario::Scenario;

/// Asks several concepts about the zone of a scenario with a continuous issue.
///
/// # Errors
///
/// [`Error`] if the case is wrong, a concept lacks its weights or is not defined over packages, or a claim failed its
/// certificate.
pub(in crate::report) fn mixed_solve_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    request: &SolveRequest,
    budget: &Budget<'_>,
) -> Result<SolveAnswer, Error> {
    let lowered = scenario.lower_mixed()?;
    let parties = &lowered.labels.parties;
    let Weighed { request, weights, mut said } = request.weighed(scenario.case(), &lowered.labels)?;
    let concepts = request.concepts();
    let proportions = match request.proportions.as_slice() {
        [] => None,
        given => Some(bargain::proportions(scenario.case(), &lowered.labels, given)?),
    };
    let principles = concepts
        .iter()
        .map(|concept| principle(concept, weights.as_deref(), proportions.as_deref()))
        .collect::<Result<Vec<_>, _>>()?;
    let names = MixedNames { lowered: &lowered };
    let cells = combinations(&lowered.game, budget)?;
    let zone = mixed_zone(&lowered.game, &cells, budget);
    let status = match (zone.is_open(), zone.is_complete()) {
        (_, false) => "undecided",
        (true, true) => "open",
        (false, true) => "empty",
    };
    let mut solutions: IndexMap<String, Solution> = IndexMap::new();
    let mut done: Vec<(MixedPrinciple, String)> = Vec::new();
    for (concept, principle) in concepts.iter().zip(principles) {
        let twin = done.iter().find(|(own, _)| *own == principle).map(|(_, id)| id.clone());
        let solution = match twin.as_ref().and_then(|id| solutions.get(id)) {
            Some(same) => Solution { same_as: twin.clone(), ..same.clone() },
            None => solution(&zone, &names, concept, principle.clone(), status, budget)?,
        };
        done.push((principle, concept.id.to_owned()));
        solutions.insert(concept.id.to_owned(), solution);
    }
    said.extend(warnings(&concepts));
    let is_cut = solutions.values().any(|solution| solution.status == "undecided");
    let proportions = proportions.map(|list| names.by_party(&list)).unwrap_or_default();
    Ok(SolveAnswer {
        head: Head::new("solve", model, scenario),
        status: if is_cut { "undecided".to_owned() } else { status.to_owned() },
        over: "packages".to_owned(),
        concepts: concepts.iter().map(|concept| concept.id.to_owned()).collect(),
        way: "combined".to_owned(),
        acceptable: None,
        combinations: Some(CombinationCounts {
            admissible: Total(cells.len() as u128),
            open: Total(zone.states().iter().filter(|state| state.is_open()).count() as u128),
        }),
        weights: match &weights {
            Some(weights) => {
                parties.iter().zip(weights).map(|(party, &weight)| (party.id.clone(), weight)).collect()
            }
            None => IndexMap::new(),
        },
        exact: ExactSolve { proportions: exact(&proportions) },
        proportions,
        solutions,
        warnings: said,
        view: view(scenario, &names, &zone, case),
    })
}

/// What a concept picks over the packages of a mixed game.
fn principle(
    concept: &Concept,
    weights: Option<&[u32]>,
    proportions: Option<&[Rational]>,
) -> Result<MixedPrinciple, Error> {
    let lacks = |noun: &str, flag: &str| {
        let message = format!("`{}` needs a {noun} for each party", concept.id);
        Error::request(message, format!("add {flag} PARTY=NUMBER,PARTY=NUMBER,..."))
    };
    Ok(match concept.id {
        "nash" => MixedPrinciple::Nash,
        "weighted_nash" => {
            let weights = weights.ok_or_else(|| lacks("bargaining weight", "--weights"))?;
            MixedPrinciple::WeightedNash(weights.to_vec())
        }
        // Over packages the two are one.
        "kalai_smorodinsky" | "lex_kalai_smorodinsky" => MixedPrinciple::KalaiSmorodinsky,
        "egalitarian" => MixedPrinciple::Egalitarian,
        "proportional" => {
            let list = proportions.ok_or_else(|| lacks("proportion", "--proportions"))?;
            MixedPrinciple::Proportional(list.to_vec())
        }
        "leximin" => MixedPrinciple::Leximin,
        "equal_loss" => MixedPrinciple::EqualLoss,
        "utilitarian" => MixedPrinciple::Utilitarian,
        _ => {
            return Err(Error::request(
                format!("`{}` picks a point of a convex set, not a package", concept.id),
                "a case with ranges is answered over packages: leave the concept out",
            ));
        }
    })
}

fn solution(
    zone: &MixedZone<'_>,
    names: &MixedNames<'_>,
    concept: &Concept,
    principle: MixedPrinciple,
    status: &str,
    budget: &Budget<'_>,
) -> Result<Solution, Error> {
    let mut solution = Solution { total_complete: true, ..Solution::default() };
    match zone.solve(principle, budget).verdict {
        Verdict::Found(choice) => {
            "found".clone_into(&mut solution.status);
            solution.value = Some(names.valued(&choice.package));
            solution.ties = choice.ties.iter().map(|package| names.package(package)).collect();
            solution.total = Total(1 + choice.ties.len() as u128);
            solution.gap = (!choice.gap.is_zero()).then(|| Num(choice.gap.clone()));
            if choice.principle == MixedPrinciple::KalaiSmorodinsky {
                let parties = names.parties().iter().zip(&choice.ideals);
                let left_out = parties.filter(|(_, ideal)| ideal.gain.is_zero());
                solution.left_out = left_out.map(|(party, _)| party.id.clone()).collect();
            }
            solution.certificate = Some(names.certificate(choice.certificate()));
        }
        Verdict::NoneExists(none) => {
            let (word, reason) = match none.reason {
                Emptiness::NoZone => ("no_zone", "the zone is empty"),
                Emptiness::NoGain => {
                    ("not_defined", "no acceptable package gives every party more than its walk-away value")
                }
            };
            word.clone_into(&mut solution.status);
            solution.reason = Some(reason.to_owned());
            solution.certificate = Some(names.certificate(none.certificate()));
        }
        Verdict::Undecided { .. } => {
            "undecided".clone_into(&mut solution.status);
            let reason = if status == "undecided" || budget.is_exhausted() {
                "the run was cut short before every combination was looked at"
            } else {
                "no proof was found"
            };
            solution.reason = Some(reason.to_owned());
        }
        Verdict::Refused(_) => return Err(fault(concept.id)),
    }
    Ok(solution)
}

fn view(scenario: &Scenario, names: &MixedNames<'_>, zone: &MixedZone<'_>, case: &str) -> SolveView {
    let labels = &names.lowered.labels;
    let issue = |(place, issue): (usize, &crate::lower::IssueLabels)| {
        let mut levels = zone.combinations().map(|levels| levels[place]);
        let first = levels.next();
        let is_open = names.continuous(place).is_some() || levels.any(|level| Some(level) != first);
        let digits = amount_digits(scenario.case(), &issue.id);
        (
            issue.id.clone(),
            IssueView { label: issue.label.clone(), unit: issue.unit.clone(), is_open, digits },
        )
    };
    let walk_away = labels.parties.iter().zip(names.game().walk_away());
    SolveView {
        title: scenario.case().title.clone(),
        decimals: decimals(scenario),
        case: case.to_owned(),
        issues: labels.issues.iter().enumerate().map(issue).collect(),
        walk_away: walk_away.map(|(party, floor)| (party.id.clone(), floor)).collect(),
    }
}
