//! The answer of `zopa solve` over lotteries and convex sets.

mod curve;
mod data;
mod names;

use indexmap::IndexMap;

pub use self::data::{EndData, ExactPoint, ExactSet, LotteryPart, SetSolution, SetView, SolveSetAnswer};
use crate::bargaining::convex::{ConvexZone, convex_zone};
use crate::bargaining::zone::{Zone, zone};
use crate::budget::Budget;
use crate::certify::bargaining_set::{
    Agreement, Evidence, NoSetPoint, Reason, SetAnswer, SetPoint, SetPrinciple,
};
use crate::certify::{Certified, Stop, Verdict};
use crate::concepts::{Comparison, Concept, SetEntry, When, over_sets, set_solutions};
use crate::error::Error;
use crate::games::bargaining_set::{BargainingSet, InvalidSet, MAX_BITS};
use crate::lower::{Labels, PartyLabels};
use crate::numeric::Rational;
use crate::report::number::{Num, Numbers, Total, exact};
use crate::report::sections::common::{ExactValues, Head, ModelRef, Names, fault};
use crate::report::sections::solve::SolveRequest;
use crate::report::sections::solve_set::names::{Numbered, PartyNames, undecided};
use crate::report::sections::zone::decimals;
use crate::report::wording::counted;
use crate::study::bargain::{BY_INFLUENCE, influence};
use crate::study::scenario::Scenario;
use crate::study::space::{Space, lotteries, relaxed};

/// Asks several concepts about lotteries over the packages of a scenario, or about the set that it gives.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
/// - `space`: not [`Space::Packages`], which has an answer of its own.
///
/// # Errors
///
/// [`Error`] if the case is wrong or has no such space, a concept lacks its weights, or a claim failed its certificate.
pub fn solve_set_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    space: Space,
    request: &SolveRequest,
    budget: &Budget<'_>,
) -> Result<SolveSetAnswer, Error> {
    space.fits(scenario.case())?;
    let request = &request.with_influence(scenario.case());
    let is_influence = influence(scenario.case()).is_some_and(|own| own == request.weights);
    let mut answer = SolveSetAnswer {
        head: Head::new("solve", model, scenario),
        status: "empty".to_owned(),
        over: space.word().to_owned(),
        concepts: concepts(request).iter().map(|concept| concept.id.to_owned()).collect(),
        size: Total(0),
        weights: Numbers::new(),
        proportions: Numbers::new(),
        ideal: Numbers::new(),
        solutions: IndexMap::new(),
        warnings: is_influence.then(|| BY_INFLUENCE.to_owned()).into_iter().collect(),
        exact: ExactSet::default(),
        view: SetView {
            title: scenario.case().title.clone(),
            decimals: decimals(scenario),
            case: case.to_owned(),
            issues: IndexMap::new(),
            walk_away: IndexMap::new(),
            space: String::new(),
        },
    };
    if space == Space::Set {
        let signatories = scenario.case().signatories();
        let parties: Vec<PartyLabels> = signatories
            .map(|party| PartyLabels { id: party.id.text.clone(), name: party.name.clone() })
            .collect();
        let given = scenario.case().bargaining.as_ref();
        let walk_away = given.into_iter().flat_map(|given| &given.disagreement);
        let walk_away = walk_away.map(|value| value.value.clone()).collect();
        let (count, kind) = given.map_or((0, ""), |given| (given.shape.count(), given.shape.key()));
        answer.size = Total(count as u128);
        answer.view.space = match kind {
            "curve" => "all on and below a curve".to_owned(),
            "rows" if count == 1 => "all that meets 1 inequality".to_owned(),
            "rows" => format!("all that meets {count} inequalities"),
            _ => format!("all mixtures of {}", counted(count, "point")),
        };
        let names = PartyNames { parties: &parties, walk_away };
        answer.view.walk_away = names.floors();
        if let Some(frontier) = scenario.lower_frontier()? {
            return curve::answer(scenario, &frontier, &names, request, budget, answer);
        }
        let set = scenario.lower_set()?;
        let run = Run { set: &set, names, drawn: None };
        return run.answer(scenario, request, budget, answer);
    }
    let lowered = scenario.lower()?;
    let (game, labels) = (&lowered.game, &lowered.labels);
    let walk_away: Vec<Rational> =
        (0..game.parties()).map(|party| game.points(party, game.walk_away()[party])).collect();
    let on_average = space == Space::LotteriesOnAverage;
    let free = if on_average { relaxed(game)? } else { game.clone() };
    let counted_zone = zone(&free, budget);
    let facts = counted_zone.facts().ok_or_else(|| fault("zone"))?;
    let is_complete = counted_zone.answer().stop == Stop::Finished;
    answer.size = Total(facts.acceptable);
    answer.view.issues = labels
        .issues
        .iter()
        .zip(&counted_zone.survey().admissible_levels)
        .filter(|(_, seen)| seen.iter().filter(|&&seen| seen).count() > 1)
        .map(|(issue, _)| (issue.id.clone(), (issue.label.clone(), issue.unit.clone())))
        .collect();
    let kind = if on_average { "admissible package" } else { "acceptable package" };
    answer.view.space = format!(
        "lotteries of {} {kind}{}",
        crate::numeric::grouped(facts.acceptable),
        if facts.acceptable == 1 { "" } else { "s" }
    );
    let set = if is_complete { lotteries(&counted_zone, walk_away.clone()) } else { Ok(None) };
    let set = set.map_err(|error| {
        let message = match error {
            InvalidSet::TooFine { party } => format!(
                "the payoffs of `{}` need more than {MAX_BITS} bits over one denominator, too many for lotteries",
                labels.parties[party].id
            ),
            error => error.to_string(),
        };
        Error::request(message, "round its payoffs to what is known, or leave --over out")
    })?;
    let Some(set) = set else {
        let status = if is_complete { "no_zone" } else { "undecided" };
        answer.status = if is_complete { "empty" } else { "undecided" }.to_owned();
        let reason = if is_complete { "the zone is empty" } else { "the zone was not counted to the end" };
        for id in answer.concepts.clone() {
            let solution = SetSolution {
                status: status.to_owned(),
                reason: Some(reason.to_owned()),
                ..SetSolution::default()
            };
            answer.solutions.insert(id, solution);
        }
        return Ok(answer);
    };
    let drawn = Some((&counted_zone, labels));
    let names = PartyNames { parties: &labels.parties, walk_away };
    answer.view.walk_away = names.floors();
    Run { set: &set, names, drawn }.answer(scenario, request, budget, answer)
}

/// The concepts of a request over a convex set.
fn concepts(request: &SolveRequest) -> Vec<&'static Concept> {
    let wanted = |one: &&Concept| match over_sets(one.id) {
        Some(SetEntry::Plain(_) | SetEntry::ForTwo(_)) => one.when == When::Always,
        Some(SetEntry::Weighted(_)) => !request.weights.is_empty(),
        Some(SetEntry::Proportional(_)) => !request.proportions.is_empty(),
        None => false,
    };
    request.concepts.clone().unwrap_or_else(|| set_solutions().filter(wanted).collect())
}

/// A set with the names of its parties and of what lotteries draw.
struct Run<'a> {
    set: &'a BargainingSet,
    names: PartyNames<'a>,
    /// The packages that lotteries draw; `None` if the case gives the set.
    drawn: Option<(&'a Zone<'a>, &'a Labels)>,
}

impl Run<'_> {
    fn answer(
        &self,
        scenario: &Scenario,
        request: &SolveRequest,
        budget: &Budget<'_>,
        mut answer: SolveSetAnswer,
    ) -> Result<SolveSetAnswer, Error> {
        let numbers = Numbered::of(scenario, self.names.parties, request)?;
        answer.weights = self.names.by_party(&numbers.weights);
        answer.proportions = self.names.by_party(&numbers.proportions);
        let zone = convex_zone(self.set, budget);
        answer.ideal = match zone.ideals(budget) {
            Some(ideals) => {
                let gains: Vec<Rational> = ideals.iter().map(|ideal| ideal.gain.clone()).collect();
                self.names.by_party(&gains)
            }
            None => Numbers::new(),
        };
        answer.exact = ExactSet {
            weights: exact(&answer.weights),
            proportions: exact(&answer.proportions),
            ideal: exact(&answer.ideal),
        };
        let mut status = if zone.is_open() { "open" } else { "empty" };
        for concept in concepts(request) {
            let found = ask(concept, &zone, &numbers, budget)?;
            if found.stop == Stop::OutOfBudget {
                status = "undecided";
            }
            if let Verdict::NoneExists(none) = &found.verdict
                && let Reason::Unbounded { .. } = none.reason
            {
                status = "unbounded";
            }
            answer.solutions.insert(concept.id.to_owned(), self.solution(concept, &found)?);
            if concept.id == "utilitarian" {
                answer.warnings.push(
                    "utilitarian adds the points of different parties: it means something only if one point is \
                     worth the same to each"
                        .to_owned(),
                );
            }
        }
        answer.status = status.to_owned();
        Ok(answer)
    }

    fn solution(&self, concept: &Concept, answer: &SetAnswer) -> Result<SetSolution, Error> {
        Ok(match &answer.verdict {
            Verdict::Found(point) => self.found(point),
            Verdict::NoneExists(none) => self.none(none),
            Verdict::Undecided { .. } => undecided(answer.stop),
            Verdict::Refused(_) => return Err(fault(concept.id)),
        })
    }

    fn none(&self, none: &Certified<NoSetPoint>) -> SetSolution {
        let (status, reason) = match &none.reason {
            Reason::NoZone { .. } => {
                ("no_zone", "nothing gives every party at least its walk-away value".to_owned())
            }
            Reason::Unbounded { .. } => ("not_defined", "gains grow without end".to_owned()),
            Reason::NoGain { party, .. } => {
                let id = self.names.parties.get(*party).map(|party| party.id.as_str()).unwrap_or_default();
                ("not_defined", format!("{id} cannot gain anything over walking away"))
            }
        };
        SetSolution {
            status: status.to_owned(),
            reason: Some(reason),
            certificate: Some(self.names.certificate(none.certificate())),
            ..SetSolution::default()
        }
    }

    fn found(&self, point: &Certified<SetPoint>) -> SetSolution {
        let (utilities, gains) = (self.names.utilities(&point.gains), self.names.by_party(&point.gains));
        let gap = point.gap();
        let product = (point.principle == SetPrinciple::Nash)
            .then(|| point.gains.iter().fold(Rational::ONE, |product, gain| &product * gain));
        let sum = match &point.evidence {
            Evidence::Sum { most, .. } => Some(most.clone()),
            _ => None,
        };
        let ends = match &point.evidence {
            Evidence::Sum { ends, .. } if !point.is_unique() => {
                let end = |gains: &[Rational]| {
                    let (utilities, gains) = (self.names.utilities(gains), self.names.by_party(gains));
                    let exact = ExactValues { utilities: exact(&utilities), gains: exact(&gains) };
                    EndData { utilities, gains, exact }
                };
                let named = self.names.parties.iter().zip(ends);
                named.map(|(party, one)| (party.id.clone(), end(&one.gains))).collect()
            }
            _ => IndexMap::new(),
        };
        let divides =
            matches!(point.principle, SetPrinciple::KalaiSmorodinsky | SetPrinciple::LexKalaiSmorodinsky);
        let left_out = self.names.parties.iter().zip(&point.ideals);
        let left_out = left_out.filter(|(_, ideal)| divides && ideal.gain.is_zero());
        SetSolution {
            status: "found".to_owned(),
            reason: None,
            step: point.step().cloned().map(Num),
            exact: gap.is_zero().then(|| ExactPoint {
                utilities: exact(&utilities),
                gains: exact(&gains),
                step: point.step().map(ToString::to_string),
                product: product.as_ref().map(ToString::to_string),
                sum: sum.as_ref().map(ToString::to_string),
                parameter: None,
            }),
            product: product.map(Num),
            sum: sum.map(Num),
            utilities,
            gains,
            gap: Num(gap),
            parameter: None,
            unique: point.is_unique(),
            ends,
            lottery: self.lottery(&point.agreement),
            left_out: left_out.map(|(party, _)| party.id.clone()).collect(),
            certificate: Some(self.names.certificate(point.certificate())),
        }
    }

    /// What a lottery draws, with names.
    fn lottery(&self, agreement: &Agreement) -> Vec<LotteryPart> {
        let Agreement::Mixture(parts) = agreement else { return Vec::new() };
        let part = |part: &crate::certify::bargaining_set::Part| {
            let package = self.drawn.and_then(|(zone, labels)| {
                let units = self.set.vertices()?.units().row(part.vertex);
                let package = zone.packages_at(&units).into_iter().next()?;
                Some(Names { game: zone.game(), labels }.package(&package))
            });
            LotteryPart {
                vertex: package.is_none().then_some(part.vertex),
                package,
                utilities: self.names.utilities(&self.set.gains(part.vertex)),
                probability_exact: part.share.to_string(),
                probability: Num(part.share.clone()),
            }
        };
        parts.iter().map(part).collect()
    }
}

/// Asks one concept.
fn ask(
    concept: &'static Concept,
    zone: &ConvexZone<'_>,
    numbers: &Numbered,
    budget: &Budget<'_>,
) -> Result<SetAnswer, Error> {
    let own = numbers.for_concept(concept)?;
    match over_sets(concept.id) {
        Some(SetEntry::Plain(entry)) => Ok(entry(zone, budget)),
        Some(SetEntry::ForTwo(entry)) => {
            let parties = zone.set().parties();
            if parties != 2 {
                let message = format!("`{}` is for two parties, there are {parties}", concept.id);
                return Err(Error::request(
                    message,
                    "leave it out, or ask a concept for any number of parties",
                ));
            }
            Ok(entry(zone, budget))
        }
        Some(SetEntry::Weighted(entry) | SetEntry::Proportional(entry)) => {
            entry(zone, own, budget).map_err(|_| fault(concept.id))
        }
        None => Err(fault(concept.id)),
    }
}

/// Does any principle of the answer compare gains of different parties?
#[must_use]
pub fn compares(id: &str) -> bool {
    set_solutions().any(|one| one.id == id && one.comparison == Comparison::AcrossParties)
}
