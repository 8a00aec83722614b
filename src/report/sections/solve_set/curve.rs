//! The answer of `zopa solve` over a curve of two parties.

use crate::bargaining::frontier::{frontier_zone, gains_at, point_on_frontier};
use crate::budget::Budget;
use crate::certify::bargaining_set::SetPrinciple;
use crate::certify::frontier::{FrontierAnswer, FrontierPoint, FrontierReason, NoFrontierPoint};
use crate::certify::{Certified, Stop, Verdict};
use crate::concepts::{Concept, over_frontiers};
use crate::error::Error;
use crate::games::frontier::Frontier;
use crate::numeric::Rational;
use crate::report::number::Num;
use crate::report::number::exact;
use crate::report::sections::common::fault;
use crate::report::sections::solve::SolveRequest;
use crate::report::sections::solve_set::concepts;
use crate::report::sections::solve_set::data::{ExactPoint, ExactSet, SetSolution, SolveSetAnswer};
use crate::report::sections::solve_set::names::{Numbered, PartyNames, undecided};
use crate::study::scenario::Scenario;

/// Asks every concept of a request about a curve.
pub(super) fn answer(
    scenario: &Scenario,
    frontier: &Frontier,
    names: &PartyNames<'_>,
    request: &SolveRequest,
    budget: &Budget<'_>,
    mut answer: SolveSetAnswer,
) -> Result<SolveSetAnswer, Error> {
    let numbered = Numbered::of(scenario, names.parties, request)?;
    (answer.weights, answer.proportions) =
        (names.by_party(&numbered.weights), names.by_party(&numbered.proportions));
    let zone = frontier_zone(frontier);
    let ideals = zone.ideals();
    if let Some(ideals) = &ideals {
        answer.ideal = names.by_party(&ideals.clone().map(|[least, _]| least));
    }
    let is_exact = ideals.as_ref().is_some_and(|ideals| ideals.iter().all(|[least, most]| least == most));
    answer.exact = ExactSet {
        weights: exact(&answer.weights),
        proportions: exact(&answer.proportions),
        ideal: if is_exact { exact(&answer.ideal) } else { Default::default() },
    };
    let mut status = if zone.is_open() { "open" } else { "empty" };
    for concept in concepts(request) {
        let numbers = numbered.for_concept(concept)?;
        let Some(principle) = over_frontiers(concept.id, numbers) else { return Err(fault(concept.id)) };
        let found = point_on_frontier(&zone, principle, budget);
        if found.stop == Stop::OutOfBudget {
            status = "undecided";
        }
        let shown = Shown { frontier, names };
        let solution = shown.solution(concept, &found, ideals.as_ref())?;
        if status == "empty" && solution.status == "not_defined" {
            status = "open";
        }
        answer.solutions.insert(concept.id.to_owned(), solution);
    }
    answer.status = status.to_owned();
    Ok(answer)
}

/// A frontier with the names of its parties.
struct Shown<'a> {
    frontier: &'a Frontier,
    names: &'a PartyNames<'a>,
}

impl Shown<'_> {
    fn solution(
        &self,
        concept: &Concept,
        answer: &FrontierAnswer,
        ideals: Option<&[[Rational; 2]; 2]>,
    ) -> Result<SetSolution, Error> {
        Ok(match &answer.verdict {
            Verdict::Found(point) => self.found(point, ideals),
            Verdict::NoneExists(none) => self.none(none),
            Verdict::Undecided { .. } => undecided(answer.stop),
            Verdict::Refused(_) => return Err(fault(concept.id)),
        })
    }

    fn none(&self, none: &Certified<NoFrontierPoint>) -> SetSolution {
        let (status, reason) = match &none.reason {
            FrontierReason::NoZone(_) => {
                ("no_zone", "nothing gives every party at least its walk-away value".to_owned())
            }
            FrontierReason::NoGain(party, _) => {
                let reason = format!("{} cannot gain anything over walking away", self.names.id(*party));
                ("not_defined", reason)
            }
        };
        SetSolution {
            status: status.to_owned(),
            reason: Some(reason),
            certificate: Some(self.names.certificate(none.certificate())),
            ..SetSolution::default()
        }
    }

    fn found(&self, point: &Certified<FrontierPoint>, ideals: Option<&[[Rational; 2]; 2]>) -> SetSolution {
        let own = gains_at(self.frontier, point);
        let (utilities, gains) = (self.names.utilities(&own), self.names.by_party(&own));
        let share = |ideal: &Rational| own[0].checked_div(ideal);
        let step = match &point.principle {
            SetPrinciple::Egalitarian | SetPrinciple::Leximin => own.iter().min().cloned(),
            SetPrinciple::KalaiSmorodinsky | SetPrinciple::LexKalaiSmorodinsky => {
                let second = ideals.and_then(|ideals| own[1].checked_div(&ideals[1][0]));
                ideals.and_then(|ideals| share(&ideals[0][0])).min(second)
            }
            SetPrinciple::Proportional(list) => list.first().and_then(share),
            SetPrinciple::EqualLoss => ideals.map(|ideals| &ideals[0][0] - &own[0]),
            _ => None,
        };
        let product = (point.principle == SetPrinciple::Nash).then(|| &own[0] * &own[1]);
        let sum = (point.principle == SetPrinciple::Utilitarian).then(|| &own[0] + &own[1]);
        let parameter = self.frontier.parameter(&point.from);
        let text = |number: &Option<Rational>| number.as_ref().map(ToString::to_string);
        SetSolution {
            status: "found".to_owned(),
            exact: point.is_exact().then(|| ExactPoint {
                utilities: exact(&utilities),
                gains: exact(&gains),
                step: text(&step),
                product: text(&product),
                sum: text(&sum),
                parameter: text(&parameter),
            }),
            step: step.map(Num),
            product: product.map(Num),
            sum: sum.map(Num),
            parameter: parameter.map(Num),
            utilities,
            gains,
            gap: Num(point.gap.clone()),
            unique: !matches!(&point.principle, SetPrinciple::WeightedNash(list) if list.iter().any(Rational::is_zero)),
            certificate: Some(self.names.certificate(point.certificate())),
            ..SetSolution::default()
        }
    }
}
