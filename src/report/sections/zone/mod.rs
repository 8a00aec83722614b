//! The answer of `zopa zone`.

mod large;
mod words;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::bargaining::zone::{Zone, zone};
use crate::budget::Budget;
use crate::certify::bargaining::Count;
use crate::certify::{Certified, Stop, Verdict};
use crate::error::Error;
use crate::lower::{DemandKind, Labels};
use crate::numeric::{Decimals, Rational};
use crate::report::number::{BigTotal, Fractions, Num, Total};
use crate::report::sections::common::{CertificateData, Head, ModelRef, Names, Provenance, Valued};
use crate::report::sections::zone::large::large_answer;
use crate::report::sections::zone::words::{closers, needs, survives, worth_asking};
use crate::report::wording;
use crate::study::closing::closing;
use crate::study::scenario::Scenario;

/// Acceptable packages up to which the weakly efficient ones are counted.
const WEAKLY_LIMIT: usize = 20_000;

/// A zone whose share of the admissible packages is below this is called narrow.
const NARROW: (i128, i128) = (1, 20);

/// The whole answer of `zopa zone`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ZoneAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// The zone.
    pub zone: ZoneData,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: ZoneView,
}

/// The zone of possible agreement.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ZoneData {
    /// `open`, `empty`, or `undecided` if the run was cut short before an agreement was found.
    pub status: String,
    /// Whether everything was counted.
    pub complete: bool,
    /// How it was found: `listed` by looking at every package, `merged` by adding up issues where there are too many
    /// packages to look at, `searched` by weights that leave few packages to look at.
    pub way: String,
    /// Fields that were not found out, because there are too many packages.
    pub not_found: Vec<String>,
    /// Packages that meet all conditions, limits and forbidden combinations; null if they could not be counted.
    pub admissible: Option<BigTotal>,
    /// Admissible packages that give every party at least its walk-away value; null if they could not be counted.
    pub acceptable: Option<BigTotal>,
    /// Acceptable packages at which some party is exactly at its walk-away value; null if they could not be counted.
    pub on_boundary: Option<BigTotal>,
    /// Acceptable packages that no admissible package improves for somebody at nobody's cost; null if the run
    /// was cut short.
    pub efficient: Option<Total>,
    /// Different utility vectors among the efficient packages; null if the run was cut short.
    pub efficient_points: Option<usize>,
    /// Acceptable packages that no admissible package improves for everybody; null if too many to look at.
    pub weakly_efficient: Option<Total>,
    /// Each party's room.
    pub parties: IndexMap<String, PartyRoom>,
    /// For each issue the labels that are possible inside the zone.
    pub issues: IndexMap<String, Vec<String>>,
    /// Issues that must leave out levels which are admissible otherwise.
    pub needs: Vec<Need>,
    /// Whether every condition, shock and ranged number was tried; false for a run cut short, and where there are too many
    /// packages.
    pub closes_complete: bool,
    /// Single changes that close the zone.
    pub closes: Vec<Closer>,
    /// The zone with one condition lifted, by condition.
    pub conditions: IndexMap<String, Counts>,
    /// The zone with all conditions lifted; null if there are none.
    pub all_conditions: Option<Counts>,
    /// Named packages of the case, and whether they lie inside the zone.
    pub packages: IndexMap<String, NamedPackageData>,
    /// What was recomputed; null if the run was cut short.
    pub certificate: Option<CertificateData>,
}

/// What one party has and could have.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PartyRoom {
    /// Its walk-away value.
    pub walk_away: Num,
    /// Its greatest utility inside the zone; null if the zone is empty.
    pub best: Option<Num>,
    /// `best` less `walk_away`: how far the walk-away value may rise alone.
    pub slack: Option<Num>,
    /// The same as exact fractions.
    pub exact: Fractions,
}

/// An issue that must leave out some levels.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Need {
    /// The issue.
    pub issue: String,
    /// Labels possible inside the zone.
    pub levels: Vec<String>,
    /// Labels that are admissible but in no acceptable package.
    pub excluded: Vec<String>,
    /// The same in words.
    pub text: String,
}

/// One change that closes the zone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Closer {
    /// `walk_away`, `levels`, `shock` or `number`.
    pub kind: String,
    /// Path of the number, id of the issue, or name of the shock.
    pub what: String,
    /// The last value (of a number), or share of its assumed strength (of a shock), that leaves the zone open.
    pub until: Option<Num>,
    /// The same as an exact fraction.
    pub until_exact: Option<String>,
    /// The end of the stated range that lies beyond; null if no range is stated.
    pub range_end: Option<Num>,
    /// Labels of the levels that close it, for kind `levels`.
    pub levels: Vec<String>,
    /// The same in words.
    pub text: String,
}

/// Counts of a changed zone, counted by two methods.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Counts {
    /// Packages that meet all conditions, limits and forbidden combinations.
    pub admissible: Total,
    /// Admissible packages that give every party at least its walk-away value.
    pub acceptable: Total,
    /// Strength of the certificate.
    pub strength: String,
}

/// A named package of the case.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NamedPackageData {
    /// Name for people.
    pub label: String,
    /// Whether it meets all conditions, limits and forbidden combinations.
    pub admissible: bool,
    /// Whether it lies inside the zone.
    pub inside: bool,
    /// What it is worth.
    #[serde(flatten)]
    pub value: Valued,
}

/// What the text of a zone needs beside the JSON.
#[derive(Debug, Clone, Default)]
pub struct ZoneView {
    /// Title of the case.
    pub title: String,
    /// `3 signatories, 10 issues, 4 hard conditions`.
    pub size: String,
    /// One sentence on what the numbers rest on.
    pub basis: String,
    /// Share of admissible packages that are acceptable.
    pub share: Option<Rational>,
    /// Whether the share is small.
    pub narrow: bool,
    /// How many digits to print.
    pub decimals: Option<Decimals>,
    /// What does not close it, in words.
    pub survives: Vec<String>,
    /// Names of shocks of this run.
    pub shocks: Vec<String>,
    /// The case as a word in a command.
    pub case: String,
    /// Shocks of the case that close the zone.
    pub closing_shock: Option<String>,
    /// Path of a number whose threshold is worth a question.
    pub threshold: Option<String>,
}

impl From<&Certified<Count>> for Counts {
    fn from(count: &Certified<Count>) -> Self {
        Self {
            admissible: Total(count.admissible),
            acceptable: Total(count.acceptable),
            strength: count.certificate().strength.word().to_owned(),
        }
    }
}

/// Counts the zone of a scenario and looks for what it needs and what closes it.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if the case is wrong, or if a claim failed its certificate.
pub fn zone_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    budget: &Budget<'_>,
) -> Result<ZoneAnswer, Error> {
    let lowered = scenario.lower()?;
    let zone = zone(&lowered.game, budget);
    if let Some(large) = zone.large() {
        return large_answer(scenario, model, case, &lowered, &zone, large);
    }
    let names = Names { game: &lowered.game, labels: &lowered.labels };
    let facts = zone.facts().ok_or_else(fault)?;
    let complete = zone.answer().stop == Stop::Finished;
    let certificate = match &zone.answer().verdict {
        Verdict::Found(facts) | Verdict::NoneExists(facts) => Some(names.certificate(facts.certificate())),
        _ => None,
    };
    let status = match (facts.is_open(), complete) {
        (true, _) => "open",
        (false, true) => "empty",
        (false, false) => "undecided",
    };
    let needs = if complete && facts.is_open() { needs(&zone, &lowered.labels) } else { Vec::new() };
    let closing =
        (complete && facts.is_open()).then(|| closing(scenario, &lowered, &zone, budget)).transpose()?;
    let decimals = decimals(scenario);
    let mut view = view(scenario, &lowered.labels, case, decimals);
    if facts.admissible > 0 {
        let share = |count: u128| i128::try_from(count).unwrap_or(i128::MAX);
        view.share = Rational::new(share(facts.acceptable), share(facts.admissible));
        view.narrow = Rational::new(NARROW.0, NARROW.1).is_some_and(|narrow| view.share < Some(narrow));
    }
    let closes = closing.as_ref().map(|closing| closers(&zone, scenario, &lowered, closing, decimals));
    if let Some(closing) = &closing {
        view.survives = survives(scenario, &lowered.labels, closing, decimals);
        let closed = closing.shocks.iter().find(|effect| effect.count.acceptable == 0);
        view.closing_shock = closed.map(|effect| effect.shock.clone());
    }
    view.threshold = worth_asking(scenario, &lowered.labels, closes.as_deref().unwrap_or_default());
    let conditions = closing.iter().flat_map(|closing| &closing.conditions);
    let zone_data = ZoneData {
        status: status.to_owned(),
        complete,
        way: "listed".to_owned(),
        not_found: Vec::new(),
        admissible: Some(facts.admissible.into()),
        acceptable: Some(facts.acceptable.into()),
        on_boundary: Some(facts.on_boundary.into()),
        efficient: complete.then_some(Total(facts.efficient)),
        efficient_points: complete.then_some(facts.efficient_points.len()),
        weakly_efficient: zone.weakly_efficient(WEAKLY_LIMIT).map(Total),
        parties: rooms(&names, &zone),
        issues: possible(&lowered.labels, &facts.levels),
        needs,
        closes_complete: complete && closing.as_ref().is_none_or(|closing| closing.is_complete),
        closes: closes.unwrap_or_default(),
        conditions: conditions.map(|one| (one.condition.clone(), Counts::from(&one.count))).collect(),
        all_conditions: closing
            .as_ref()
            .and_then(|closing| closing.all_conditions.as_ref())
            .map(Counts::from),
        packages: named_packages(scenario, &names),
        certificate,
    };
    Ok(ZoneAnswer { head: Head::new("zone", model, scenario), zone: zone_data, view })
}

fn fault() -> Error {
    Error::request(
        "the zone failed its own certificate",
        "this is a fault of zopa: please report it with the case file",
    )
}

/// The digits that the payoff numbers of a case support.
#[must_use]
pub fn decimals(scenario: &Scenario) -> Decimals {
    let case = scenario.case();
    let walk_away = crate::model::path::numbers(case);
    let payoffs = walk_away.iter().filter(|entry| {
        entry.path.starts_with("parties.")
            || entry.path.starts_with("bargaining.")
            || entry.path.contains(".values.")
            || entry.path.contains(".curve.")
    });
    // A curve gives as many digits as one asks for.
    let curve = case.bargaining.as_ref().filter(|given| given.shape.key() == "curve");
    let hundredth = curve.and_then(|_| Rational::new(1, 100));
    Decimals::of(payoffs.map(|entry| &entry.quantity.value).chain(&hundredth))
}

fn view(scenario: &Scenario, labels: &Labels, case: &str, decimals: Decimals) -> ZoneView {
    let model = scenario.case();
    let conditions = labels.demands.iter().filter(|demand| demand.kind == DemandKind::Condition).count();
    let issues = match &model.bargaining {
        Some(given) => wording::counted(given.shape.count(), "point"),
        None => wording::counted(labels.issues.len(), "issue"),
    };
    let conditions = match conditions {
        0 => String::new(),
        count => format!(", {}", wording::counted(count, "hard condition")),
    };
    let size = format!("{}, {issues}{conditions}", counted_parties(labels.parties.len()));
    ZoneView {
        title: model.title.clone(),
        size,
        basis: basis(scenario, case),
        decimals: Some(decimals),
        shocks: scenario.changes().iter().map(ToString::to_string).collect(),
        case: case.to_owned(),
        ..ZoneView::default()
    }
}

fn counted_parties(count: usize) -> String {
    if count == 1 { "1 signatory".to_owned() } else { format!("{count} signatories") }
}

/// One sentence on what the numbers of a case rest on.
#[must_use]
pub fn basis(scenario: &Scenario, case: &str) -> String {
    let Provenance { numbers, assumptions, unsourced } = Provenance::of(scenario.original());
    let see = format!("(zopa show {case} --sources)");
    if unsourced == numbers {
        return format!("None of its {numbers} numbers has a source {see}.");
    }
    if unsourced > 0 {
        return format!(
            "Of its {numbers} numbers, {assumptions} are assumptions and {unsourced} have no source {see}."
        );
    }
    if assumptions == numbers {
        return format!("Every payoff here is a modeller's assumption {see}.");
    }
    if assumptions == 0 {
        return format!("Every one of its {numbers} numbers has a published source {see}.");
    }
    format!("Of its {numbers} numbers, {assumptions} are a modeller's assumptions {see}.")
}

fn rooms(names: &Names<'_>, zone: &Zone<'_>) -> IndexMap<String, PartyRoom> {
    let game = names.game;
    let room = |party: usize| {
        let walk_away = game.points(party, game.walk_away()[party]);
        let best = zone.survey().best.as_ref().map(|best| game.points(party, best[party]));
        let slack = best.as_ref().map(|best| best - &walk_away);
        let mut exact = Fractions::from_iter([("walk_away".to_owned(), walk_away.to_string())]);
        if let (Some(best), Some(slack)) = (&best, &slack) {
            exact.insert("best".to_owned(), best.to_string());
            exact.insert("slack".to_owned(), slack.to_string());
        }
        PartyRoom { walk_away: Num(walk_away), best: best.map(Num), slack: slack.map(Num), exact }
    };
    let parties = names.labels.parties.iter().enumerate();
    parties.map(|(place, party)| (party.id.clone(), room(place))).collect()
}

fn possible(labels: &Labels, levels: &[Vec<bool>]) -> IndexMap<String, Vec<String>> {
    let named = labels.issues.iter().zip(levels).map(|(issue, seen)| {
        let labels = issue.levels.iter().zip(seen).filter(|(_, seen)| **seen);
        (issue.id.clone(), labels.map(|(label, _)| label.clone()).collect())
    });
    named.collect()
}

/// What a shock is called in a sentence.
#[must_use]
pub fn shock_label(scenario: &Scenario, name: &str) -> String {
    let label = scenario.original().shock(name).and_then(|shock| shock.label.clone());
    label.unwrap_or_else(|| format!("shock {name}"))
}

fn named_packages(scenario: &Scenario, names: &Names<'_>) -> IndexMap<String, NamedPackageData> {
    let mut packages = IndexMap::new();
    for named in &scenario.case().packages {
        let levels: Option<Vec<usize>> = names
            .labels
            .issues
            .iter()
            .map(|issue| {
                let choice = named.levels.iter().find(|choice| choice.issue.text == issue.id)?;
                let level = choice.levels.first()?;
                issue.levels.iter().position(|label| *label == level.text)
            })
            .collect();
        let Some(package) = levels else { continue };
        let admissible = names.game.is_admissible(&package);
        let inside =
            admissible && (0..names.game.parties()).all(|party| names.game.gain(&package, party) >= 0);
        let label = named.label.clone().unwrap_or_else(|| named.id.text.clone());
        let value = names.valued(&package);
        packages.insert(named.id.text.clone(), NamedPackageData { label, admissible, inside, value });
    }
    packages
}
