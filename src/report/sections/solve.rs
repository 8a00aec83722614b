//! The answer of `zopa solve`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::bargaining::large::Large;
use crate::bargaining::zone::{Zone, zone_for_solutions};
use crate::budget::Budget;
use crate::certify::bargaining::{Choice, Principle};
use crate::certify::{Certified, Completeness, Stop, Verdict};
use crate::concepts::{Comparison, Concept, Entry, Family, When, solutions};
use crate::error::Error;
use crate::lower::Lowered;
use crate::numeric::{Decimals, Rational};
use crate::report::number::{BigTotal, Fractions, Num, Numbers, Total, exact};
use crate::report::sections::bound::{BoundData, bound_data, gap};
use crate::report::sections::common::{CertificateData, Head, ModelRef, Names, Package, Valued, fault};
use crate::report::sections::influence::Weighed;
use crate::report::sections::mixed::{CombinationCounts, mixed_solve_answer};
use crate::report::sections::zone::decimals;
use crate::study::bargain::{self, Given, Solved, solve};
use crate::study::scenario::Scenario;
use crate::study::space::Space;

/// Efficient packages shown where a solution is not defined.
const EFFICIENT_SHOWN: usize = 20;

/// The whole answer of `zopa solve`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SolveAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// `open`, `empty` or `undecided`.
    pub status: String,
    /// The space: `packages`.
    pub over: String,
    /// The concepts that were asked.
    pub concepts: Vec<String>,
    /// How the zone was found: `listed` by looking at every package, `merged` by adding up issues where there are too many
    /// packages to look at, `searched` by weights that leave few packages to look at, `combined` by a proof for each combination of levels where issues have amounts.
    pub way: String,
    /// Packages that give every party at least its walk-away value; null if they were not counted, as where issues have
    /// amounts.
    pub acceptable: Option<BigTotal>,
    /// Where issues have amounts, the combinations of levels; absent else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combinations: Option<CombinationCounts>,
    /// Bargaining weights that were given, as whole numbers in the same ratio.
    pub weights: IndexMap<String, u32>,
    /// Proportions that were given.
    pub proportions: Numbers,
    /// For each concept what it picks.
    pub solutions: IndexMap<String, Solution>,
    /// Warnings about what the concepts assume.
    pub warnings: Vec<String>,
    /// Numbers as exact fractions.
    pub exact: ExactSolve,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: SolveView,
}

/// Numbers of an answer over packages as exact fractions.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ExactSolve {
    /// Proportions that were given.
    pub proportions: Fractions,
}

/// What one concept picks.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Solution {
    /// `found`, `not_defined`, `no_zone` or `undecided`.
    pub status: String,
    /// Why there is no package, if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The concept that this one is another name of over packages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// The package, first in file order among ties, with what it is worth.
    #[serde(flatten)]
    pub value: Option<Valued>,
    /// Packages that are exactly as good, first in file order first; the package itself is not among them.
    pub ties: Vec<Package>,
    /// How many packages the concept picks, the package itself included.
    pub total: Total,
    /// By how much, as a share, what the concept makes as great as it can (the smallest gain or share, the mean of a product)
    /// may still be greater; absent if the answer is exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<Num>,
    /// Whether all of them were counted; if not there are at least `total`, and the package need not be the first in file
    /// order.
    pub total_complete: bool,
    /// How good any package can be, where they were searched by weights; absent else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<BoundData>,
    /// Parties whose ideal gain is 0, which have no share to compare.
    pub left_out: Vec<String>,
    /// The next best efficient package.
    pub runner_up: Option<RunnerUpData>,
    /// Where the solution is not defined, the efficient acceptable packages, at most 20 of them.
    pub efficient: Vec<Valued>,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// The next best efficient package.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RunnerUpData {
    /// The package and what it is worth.
    #[serde(flatten)]
    pub value: Valued,
    /// For the Nash solution, how much greater the product of the package is, as a share of this one's.
    pub lead: Option<Num>,
    /// `lead` as an exact fraction.
    pub lead_exact: Option<String>,
}

/// What the text of solutions needs beside the JSON.
#[derive(Debug, Clone)]
pub struct SolveView {
    /// Title of the case.
    pub title: String,
    /// How many digits to print.
    pub decimals: Decimals,
    /// The case as a word in a command.
    pub case: String,
    /// Label of each issue by id.
    pub issues: IndexMap<String, IssueView>,
    /// Walk-away value of each party.
    pub walk_away: IndexMap<String, Rational>,
}

/// An issue as text shows it.
#[derive(Debug, Clone)]
pub struct IssueView {
    /// Name for people.
    pub label: String,
    /// Unit of its labels.
    pub unit: String,
    /// Whether more than one level is admissible.
    pub is_open: bool,
    /// The digits of its amounts, if it has any.
    pub digits: Option<Decimals>,
}

/// What is asked of principles.
#[derive(Debug, Clone, Default)]
pub struct SolveRequest {
    /// The concepts; `None` for those that need nothing beyond the case.
    pub concepts: Option<Vec<&'static Concept>>,
    /// The space; `None` for the one that the case gives.
    pub over: Option<Space>,
    /// Bargaining weights by party; empty if there are none.
    pub weights: Vec<(String, Rational)>,
    /// Proportions by party; empty if there are none.
    pub proportions: Vec<(String, Rational)>,
}

impl SolveRequest {
    /// The concepts over packages.
    pub(in crate::report) fn concepts(&self) -> Vec<&'static Concept> {
        let wanted = |one: &&Concept| match one.entry {
            Entry::WeightedChoice(_) => !self.weights.is_empty(),
            Entry::ProportionalChoice(_) => !self.proportions.is_empty(),
            _ => one.when == When::Always,
        };
        self.concepts.clone().unwrap_or_else(|| solutions().filter(wanted).collect())
    }
}

/// Asks several concepts about the zone of a scenario.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if the case is wrong, a concept lacks its weights, or a claim failed its certificate.
pub fn solve_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    request: &SolveRequest,
    budget: &Budget<'_>,
) -> Result<SolveAnswer, Error> {
    Space::Packages.fits(scenario.case())?;
    if scenario.case().is_mixed() {
        return mixed_solve_answer(scenario, model, case, request, budget);
    }
    let lowered = scenario.lower()?;
    let Weighed { request, weights, mut said } = request.weighed(scenario.case(), &lowered.labels)?;
    let concepts = request.concepts();
    let proportions = match request.proportions.as_slice() {
        [] => None,
        proportions => Some(bargain::proportions(scenario.case(), &lowered.labels, proportions)?),
    };
    let given = Given { weights: weights.as_deref(), proportions: proportions.as_deref() };
    let zone = zone_for_solutions(&lowered.game, budget);
    let names = Names { game: &lowered.game, labels: &lowered.labels };
    let facts = zone.facts().ok_or_else(|| fault("zone"))?;
    let complete = zone.answer().stop == Stop::Finished
        && zone.large().is_none_or(|large| !matches!(large.answer().verdict, Verdict::Undecided { .. }));
    if zone.large().is_some_and(|large| large.facts().is_none()) {
        return Err(fault("zone"));
    }
    let status = match (facts.is_open(), complete) {
        (_, false) => "undecided",
        (true, true) => "open",
        (false, true) => "empty",
    };
    let mut solutions = IndexMap::new();
    for solved in solve(&zone, &concepts, given)? {
        solutions.insert(solved.concept.id.to_owned(), solution(&zone, &names, &solved, status)?);
    }
    said.extend(warnings(&concepts));
    let named = |all: &[Rational]| names.by_party(|party| all[party].clone());
    let proportions = given.proportions.map(named).unwrap_or_default();
    Ok(SolveAnswer {
        head: Head::new("solve", model, scenario),
        status: status.to_owned(),
        over: "packages".to_owned(),
        concepts: concepts.iter().map(|concept| concept.id.to_owned()).collect(),
        way: match zone.large() {
            Some(_) if zone.frontier().is_complete || status != "open" => "merged",
            Some(_) => "searched",
            None => "listed",
        }
        .to_owned(),
        acceptable: match zone.large().and_then(Large::facts) {
            Some(facts) => facts.acceptable.clone().map(BigTotal),
            None => Some(facts.acceptable.into()),
        },
        combinations: None,
        weights: match &weights {
            Some(weights) => {
                let parties = lowered.labels.parties.iter().zip(weights);
                parties.map(|(party, &weight)| (party.id.clone(), weight)).collect()
            }
            None => IndexMap::new(),
        },
        exact: ExactSolve { proportions: exact(&proportions) },
        proportions,
        solutions,
        warnings: said,
        view: view(scenario, &lowered, &zone, case),
    })
}

/// Warnings about what the concepts assume.
pub(in crate::report) fn warnings(concepts: &[&'static Concept]) -> Vec<String> {
    let adds = concepts.iter().filter(|concept| concept.id == "utilitarian");
    adds.map(|_| {
        "utilitarian adds the points of different parties: it means something only if one point is worth the same to each".to_owned()
    })
    .collect()
}

fn view(scenario: &Scenario, lowered: &Lowered, zone: &Zone<'_>, case: &str) -> SolveView {
    let labels = &lowered.labels;
    let issues = labels.issues.iter().zip(&zone.survey().admissible_levels).map(|(issue, seen)| {
        let is_open = seen.iter().filter(|&&seen| seen).count() > 1;
        (
            issue.id.clone(),
            IssueView { label: issue.label.clone(), unit: issue.unit.clone(), is_open, digits: None },
        )
    });
    let game = &lowered.game;
    let walk_away = labels.parties.iter().enumerate();
    SolveView {
        title: scenario.case().title.clone(),
        decimals: decimals(scenario),
        case: case.to_owned(),
        issues: issues.collect(),
        walk_away: walk_away
            .map(|(place, party)| (party.id.clone(), game.points(place, game.walk_away()[place])))
            .collect(),
    }
}

fn solution(zone: &Zone<'_>, names: &Names<'_>, solved: &Solved, status: &str) -> Result<Solution, Error> {
    let mut solution = Solution { status: "found".to_owned(), total_complete: true, ..Solution::default() };
    match &solved.answer.verdict {
        Verdict::Found(choice) => {
            found(names, choice, &mut solution);
            solution.total_complete = solved.answer.completeness == Completeness::All;
            // Over packages two names may stand for one concept, and then for one claim.
            let (other, id) = ("kalai_smorodinsky", solved.concept.id);
            let is_other = choice.principle == Principle::KalaiSmorodinsky;
            solution.same_as = (is_other && id != other).then(|| other.to_owned());
        }
        Verdict::NoneExists(claim) => {
            "not_defined".clone_into(&mut solution.status);
            let reason = "no acceptable package gives every party more than its walk-away value";
            solution.reason = Some(reason.to_owned());
            solution.certificate = Some(names.certificate(claim.certificate()));
            for utilities in zone.frontier().points.iter().take(EFFICIENT_SHOWN) {
                let room = EFFICIENT_SHOWN - solution.efficient.len();
                let packages = zone.packages_at(&utilities);
                solution.efficient.extend(packages.iter().take(room).map(|package| names.valued(package)));
            }
        }
        Verdict::Undecided { .. } => {
            let (word, reason) = match status {
                "empty" => ("no_zone", "the zone is empty"),
                "open" if zone.large().is_some() => (
                    "undecided",
                    "there are too many packages to look at, and a search by weights did not settle it",
                ),
                _ => ("undecided", "the zone was not counted to the end"),
            };
            word.clone_into(&mut solution.status);
            solution.reason = Some(reason.to_owned());
        }
        Verdict::Refused(_) => return Err(fault(solved.concept.id)),
    }
    Ok(solution)
}

fn found(names: &Names<'_>, choice: &Certified<Choice>, solution: &mut Solution) {
    let Some((first, ties)) = choice.packages.split_first() else { return };
    solution.value = Some(names.valued(first));
    solution.ties = ties.iter().map(|package| names.package(package)).collect();
    solution.total = Total(choice.total);
    if let Some(bound) = &choice.bound {
        solution.gap = gap(names.game.parties(), &choice.principle, bound).map(Num);
        solution.bound = Some(bound_data(names, &choice.principle, bound));
    }
    if choice.principle == Principle::KalaiSmorodinsky {
        let parties = names.labels.parties.iter().zip(&choice.ideal);
        let left_out = parties.filter(|&(_, &ideal)| ideal == 0).map(|(party, _)| party.id.clone());
        solution.left_out = left_out.collect();
    }
    solution.runner_up = choice.runner_up.as_ref().map(|next| {
        let product = |package: &[usize]| {
            let gains = (0..names.game.parties())
                .map(|party| names.game.points(party, names.game.gain(package, party)));
            gains.fold(Rational::ONE, |product, gain| &product * &gain)
        };
        let lead = (choice.principle == Principle::Nash)
            .then(|| {
                let (best, rival) = (product(first), product(&next.package));
                (&best - &rival).checked_div(&rival)
            })
            .flatten();
        RunnerUpData {
            value: names.valued(&next.package),
            lead_exact: lead.as_ref().map(Rational::to_string),
            lead: lead.map(Num),
        }
    });
    solution.certificate = Some(names.certificate(choice.certificate()));
}

/// Does any of these concepts compare gains of different parties?
#[must_use]
pub fn compares(id: &str) -> bool {
    crate::concepts::concept(Family::Bargaining, id)
        .is_some_and(|concept| concept.comparison == Comparison::AcrossParties)
}
