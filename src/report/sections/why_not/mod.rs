//! The answer of `zopa why-not`.

mod large;
mod openings;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::bargaining::finite::{Survey, survey};
use crate::bargaining::zone::MOST_LISTED;
use crate::budget::Budget;
use crate::certify::bargaining::{Blocking, Closest};
use crate::certify::{Certificate, Certified};
use crate::error::Error;
use crate::lower::{Labels, Lowered};
use crate::numeric::Decimals;
use crate::report::number::{BigTotal, Num, Total};
use crate::report::sections::common::{CertificateData, Head, ModelRef, Names, Package, Valued};
use crate::report::sections::why_not::large::large_answer;
pub(in crate::report) use crate::report::sections::why_not::openings::demand_words;
use crate::report::sections::why_not::openings::openings;
use crate::report::sections::zone::decimals;
use crate::report::wording;
use crate::study::closing::stated_range;
use crate::study::opening::{WhyNot, why_not};
use crate::study::scenario::Scenario;

/// The whole answer of `zopa why-not`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WhyNotAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// Why there is no zone, and what would open one.
    pub why_not: WhyNotData,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: WhyNotView,
}

/// Why there is no zone, and what would open one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WhyNotData {
    /// `open`, `empty`, or `undecided` if the run was cut short before an agreement was found.
    pub status: String,
    /// Whether everything was looked at; if not, what is missing below was not found to be absent.
    pub complete: bool,
    /// How it was found: `listed` by looking at every package, `searched` by weights that leave few packages to look at, where
    /// there are too many.
    pub way: String,
    /// Fields that were not found out, because there are too many packages.
    pub not_found: Vec<String>,
    /// Packages that meet all conditions, limits and forbidden combinations; null if they were not counted.
    pub admissible: Option<BigTotal>,
    /// Packages that give every party at least its walk-away value; null if they were not counted.
    pub acceptable: Option<BigTotal>,
    /// The smallest, over admissible packages, of the greatest loss below a walk-away value, in points. It
    /// sets points of different parties against each other. Null if nothing is admissible, if there is a zone, or if it was not
    /// found out.
    pub shortfall: Option<Num>,
    /// The same as an exact fraction.
    pub shortfall_exact: Option<String>,
    /// Between which numbers the shortfall is, if it was not found out exactly; null else.
    pub shortfall_between: Option<ShortfallBetween>,
    /// The shortfall as a share of the range stated for each party's walk-away value.
    pub share_of_range: IndexMap<String, Num>,
    /// The package that comes closest, first in file order among ties; where these were not counted, one of them. where the shortfall is only known to be between two numbers,
    /// one that comes as close as the greater.
    pub least_bad: Option<LeastBad>,
    /// Minimal sets of demands that no package meets together.
    pub blocking: Vec<BlockingData>,
    /// Whether all minimal sets are among them; false if there were too many, or the run was cut short. Where packages are
    /// searched, one set among `all` is looked for, and true says that there is no other.
    pub blocking_complete: bool,
    /// For each set of two or more parties how many admissible packages all of them would accept.
    pub met_by: Vec<MetBy>,
    /// Single changes that open the zone.
    pub openings: Vec<OpeningData>,
}

/// Two numbers between which the shortfall is, where it was not found out exactly.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShortfallBetween {
    /// No admissible package has a smaller greatest loss.
    pub at_least: Num,
    /// The same as an exact fraction.
    pub at_least_exact: String,
    /// The package shown has this greatest loss.
    pub at_most: Num,
    /// The same as an exact fraction.
    pub at_most_exact: String,
}

/// The package that comes closest to a zone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LeastBad {
    /// The package and what it is worth.
    #[serde(flatten)]
    pub value: Valued,
    /// How many packages come as close; null if they were not counted.
    pub total: Option<Total>,
    /// The others that are listed.
    pub ties: Vec<Package>,
    /// What was recomputed.
    pub certificate: CertificateData,
}

/// A minimal set of demands that no package meets together.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BlockingData {
    /// `admissible` if only admissible packages are considered, `all` if conditions and limits are demands too.
    pub among: String,
    /// Paths of the demands.
    pub demands: Vec<String>,
    /// The same in words.
    pub text: String,
    /// For each demand a package that meets all the others.
    pub met_without: IndexMap<String, Package>,
    /// What was recomputed.
    pub certificate: CertificateData,
}

/// How many admissible packages a set of parties would accept.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MetBy {
    /// The parties.
    pub parties: Vec<String>,
    /// Admissible packages that all of them would accept.
    pub packages: Total,
}

/// A single change that opens the zone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OpeningData {
    /// `walk_away`, `condition`, `limit`, `forbidden`, `fix` or `shock`.
    pub kind: String,
    /// Path of what changes.
    pub what: String,
    /// The number or level now; null for what is lifted.
    pub from: Option<String>,
    /// The number or level that opens the zone; null for what is lifted.
    pub to: Option<String>,
    /// Whether the stated range reaches that far; null if none is stated.
    pub within_range: Option<bool>,
    /// Acceptable packages after the change; null where only the threshold was computed.
    pub acceptable: Option<Total>,
    /// The same in words.
    pub text: String,
}

/// What the text needs beside the JSON.
#[derive(Debug, Clone)]
pub struct WhyNotView {
    /// Title of the case.
    pub title: String,
    /// How many digits to print.
    pub decimals: Decimals,
    /// The case as a word in a command.
    pub case: String,
    /// Label with level of each issue of the closest package that more than one level is admissible for.
    pub closest_text: Vec<String>,
    /// For each party that the closest package leaves short, by how much.
    pub short: Vec<String>,
    /// Whether every set of parties that blocks is named.
    pub parties_complete: bool,
}

/// Explains why a scenario has no zone, and looks for single changes that open one.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if the case is wrong or a claim failed its certificate.
pub fn why_not_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    budget: &Budget<'_>,
) -> Result<WhyNotAnswer, Error> {
    let lowered = scenario.lower()?;
    let Lowered { game, labels } = &lowered;
    if game.packages() > MOST_LISTED {
        return large_answer(scenario, model, case, &lowered, budget);
    }
    let names = Names { game, labels };
    let survey = survey(game, budget);
    if survey.acceptable > 0 {
        return Ok(open(scenario, model, case, &survey));
    }
    let found = why_not(scenario, &lowered, budget)?;
    let complete = survey.is_complete && found.is_complete;
    let decimals = decimals(scenario);
    let status = if survey.is_complete { "empty" } else { "undecided" };
    let least_bad = found.closest.as_ref().and_then(|closest| least_bad(&names, closest));
    let share_of_range = labels.parties.iter().zip(&found.share_of_range);
    let openings = openings(scenario, &lowered, &found.openings, decimals);
    let closest_text = found.closest.as_ref().map(|closest| {
        let issues = labels.issues.iter().zip(&closest.packages[0]).zip(&survey.admissible_levels);
        let open = issues.filter(|(_, seen)| seen.iter().filter(|&&seen| seen).count() > 1);
        open.map(|((issue, &level), _)| format!("{}: {}", issue.label, issue.level(level))).collect()
    });
    let data = WhyNotData {
        status: status.to_owned(),
        complete,
        way: "listed".to_owned(),
        not_found: Vec::new(),
        admissible: Some(survey.admissible.into()),
        acceptable: Some(survey.acceptable.into()),
        shortfall_exact: found.closest.as_ref().map(|closest| closest.shortfall.to_string()),
        shortfall: found.closest.as_ref().map(|closest| Num(closest.shortfall.clone())),
        shortfall_between: None,
        share_of_range: share_of_range
            .filter_map(|(party, share)| Some((party.id.clone(), Num(share.clone()?))))
            .collect(),
        least_bad,
        blocking: blocking(&names, &found),
        blocking_complete: found.demands_complete && found.parties_complete,
        met_by: met_by(labels, &found),
        openings,
    };
    let view = WhyNotView {
        title: scenario.case().title.clone(),
        decimals,
        case: case.to_owned(),
        closest_text: closest_text.unwrap_or_default(),
        parties_complete: found.parties_complete,
        short: found
            .closest
            .as_ref()
            .map(|closest| short(scenario, &names, &closest.packages[0], decimals))
            .unwrap_or_default(),
    };
    Ok(WhyNotAnswer { head: Head::new("why-not", model, scenario), why_not: data, view })
}

/// The answer where nothing blocks.
fn open(scenario: &Scenario, model: &ModelRef, case: &str, survey: &Survey) -> WhyNotAnswer {
    let data = WhyNotData {
        status: "open".to_owned(),
        complete: true,
        way: "listed".to_owned(),
        not_found: Vec::new(),
        admissible: Some(survey.admissible.into()),
        acceptable: Some(survey.acceptable.into()),
        shortfall: None,
        shortfall_exact: None,
        shortfall_between: None,
        share_of_range: IndexMap::new(),
        least_bad: None,
        blocking: Vec::new(),
        blocking_complete: true,
        met_by: Vec::new(),
        openings: Vec::new(),
    };
    let view = WhyNotView {
        title: scenario.case().title.clone(),
        decimals: decimals(scenario),
        case: case.to_owned(),
        closest_text: Vec::new(),
        short: Vec::new(),
        parties_complete: true,
    };
    WhyNotAnswer { head: Head::new("why-not", model, scenario), why_not: data, view }
}

fn least_bad(names: &Names<'_>, closest: &Certified<Closest>) -> Option<LeastBad> {
    let (first, ties) = closest.packages.split_first()?;
    Some(LeastBad {
        value: names.valued(first),
        total: Some(Total(closest.total)),
        ties: ties.iter().map(|package| names.package(package)).collect(),
        certificate: names.certificate(closest.certificate()),
    })
}

/// `GOV 0.5 (2.5 % of its stated range)` for each party that the closest package leaves short.
fn short(scenario: &Scenario, names: &Names<'_>, package: &[usize], decimals: Decimals) -> Vec<String> {
    let mut short = Vec::new();
    for (place, party) in names.labels.parties.iter().enumerate() {
        let loss = names.game.points(place, -names.game.gain(package, place));
        if !loss.is_positive() {
            continue;
        }
        let range = stated_range(scenario.case(), &party.id);
        let share = range.and_then(|(low, high)| loss.checked_div(&(&high - &low)));
        let share = share.map(|share| format!(" ({} of its stated range)", wording::percent(&share)));
        short.push(format!("{} {}{}", party.id, decimals.write(&loss), share.unwrap_or_default()));
    }
    short
}

fn blocking(names: &Names<'_>, found: &WhyNot) -> Vec<BlockingData> {
    let parties = found.parties.iter().map(|set| blocking_data(names, set, set.certificate(), "admissible"));
    // The same set of parties says the same in both lists.
    let said = |set: &Certified<Blocking>| {
        set.rules.is_empty() && found.parties.iter().any(|other| other.parties == set.parties)
    };
    let all = found.demands.iter().filter(|set| !said(set));
    parties.chain(all.map(|set| blocking_data(names, set, set.certificate(), "all"))).collect()
}

fn blocking_data(names: &Names<'_>, set: &Blocking, certificate: &Certificate, among: &str) -> BlockingData {
    let labels = names.labels;
    let mut demands = Vec::new();
    let mut words = Vec::new();
    for &party in &set.parties {
        let id = &labels.parties[party].id;
        demands.push(format!("parties.{id}.walk_away"));
        words.push(id.clone());
    }
    for rules in &set.rules {
        let demand = &labels.demands[labels.rule_demand[rules[0]]];
        demands.push(demand.path());
        words.push(demand_words(demand.kind, &demand.label));
    }
    let met_without = demands.iter().zip(&set.witnesses);
    BlockingData {
        among: among.to_owned(),
        text: wording::both(&words),
        met_without: met_without.map(|(path, package)| (path.clone(), names.package(package))).collect(),
        demands: demands.clone(),
        certificate: names.certificate(certificate),
    }
}

fn met_by(labels: &Labels, found: &WhyNot) -> Vec<MetBy> {
    let ids = |set: &[usize]| set.iter().map(|&party| labels.parties[party].id.clone()).collect();
    found.met_by.iter().map(|(set, total)| MetBy { parties: ids(set), packages: Total(*total) }).collect()
}
