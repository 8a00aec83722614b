//! The answer of `zopa zone` about a case with amounts beside levels.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::bargaining::mixed::{MixedZone, mixed_zone};
use crate::budget::Budget;
use crate::certify::mixed::{CellState, MixedFacts, MixedPrinciple};
use crate::certify::{Certified, Verdict};
use crate::error::Error;
use crate::numeric::{Decimals, Rational};
use crate::report::number::{Fractions, Num, Total};
use crate::report::sections::common::{CertificateData, Head, ModelRef, Valued, fault};
use crate::report::sections::mixed::shape::{FrontierData, Regions, VolumeShare, frontier, regions, share};
use crate::report::sections::mixed::{MixedNames, amount_digits};
use crate::report::sections::zone::{PartyRoom, basis, decimals};
use crate::report::wording;
use crate::study::mixed::combinations;
use crate::study::scenario::Scenario;

/// The whole answer of `zopa zone` about a case with a continuous issue.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MixedZoneAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// The zone.
    pub zone: MixedZoneData,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: MixedZoneView,
}

/// The zone of possible agreement where issues have amounts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MixedZoneData {
    /// `open`, `empty`, or `undecided` if the run was cut short.
    pub status: String,
    /// Whether every combination was looked at, and nothing cut short.
    pub complete: bool,
    /// Combinations of levels; with each of them go agreements without end.
    pub combinations: CombinationCounts,
    /// Each party's room.
    pub parties: IndexMap<String, PartyRoom>,
    /// For each discrete issue the labels that are possible inside the zone.
    pub issues: IndexMap<String, Vec<String>>,
    /// For each continuous issue how far its amount goes inside the zone.
    pub amounts: IndexMap<String, AmountRoom>,
    /// The deepest agreement: the smallest gain of a party is greatest. It compares gains across parties.
    pub deepest: Option<Deepest>,
    /// How much of all admissible packages nobody loses by; null where that was not measured: without a zone, with more than
    /// three amounts, with too many combinations or inequalities, where the limits leave no volume, as with a fixed amount, or if
    /// the run was cut short.
    pub share: Option<VolumeShare>,
    /// The corners of the zone; null without a zone, or where they are too many.
    pub regions: Option<Regions>,
    /// The efficient part of the zone of two parties; null without a zone, or for other numbers of parties.
    pub frontier: Option<FrontierData>,
    /// What was recomputed; null if the run was cut short.
    pub certificate: Option<CertificateData>,
}

/// Combinations of levels of the discrete issues, and of parts of the continuous ones on which nobody's curve turns upwards.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct CombinationCounts {
    /// Those that meet all conditions, limits and forbidden combinations on levels alone.
    pub admissible: Total,
    /// Those that leave room for an agreement.
    pub open: Total,
}

/// From where to where the amount of a continuous issue goes inside the zone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AmountRoom {
    /// What amounts are measured in; may be empty.
    pub unit: String,
    /// The least amount in some agreement of the zone.
    pub least: Num,
    /// The greatest.
    pub greatest: Num,
    /// The ends of the issue's range.
    pub range: [Num; 2],
    /// `least` and `greatest` as exact fractions.
    pub exact: Fractions,
}

/// The deepest agreement.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Deepest {
    /// The smallest gain of a party in it.
    pub smallest: Num,
    /// The same as an exact fraction.
    pub smallest_exact: String,
    /// The agreement.
    #[serde(flatten)]
    pub value: Valued,
}

/// What the text of a zone needs beside the JSON.
#[derive(Debug, Clone)]
pub struct MixedZoneView {
    /// Title of the case.
    pub title: String,
    /// `3 signatories, 10 issues, 2 of them with amounts`.
    pub size: String,
    /// One sentence on what the numbers rest on.
    pub basis: String,
    /// How many digits to print.
    pub decimals: Decimals,
    /// For each issue its label, its unit, and the digits of its amounts if it has any.
    pub issues: IndexMap<String, (String, String, Option<Decimals>)>,
    /// For each discrete issue the labels that its rules allow.
    pub allowed: IndexMap<String, Vec<String>>,
    /// The case as a word in a command.
    pub case: String,
}

/// Looks for the zone of a scenario with a continuous issue.
///
/// # Errors
///
/// [`Error`] if the case is wrong, its combinations are too many, or a claim failed its certificate.
pub fn mixed_zone_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    budget: &Budget<'_>,
) -> Result<MixedZoneAnswer, Error> {
    let lowered = scenario.lower_mixed()?;
    let names = MixedNames { lowered: &lowered };
    let cells = combinations(&lowered.game, budget)?;
    let zone = mixed_zone(&lowered.game, &cells, budget);
    let answer = zone.facts(budget);
    let mut data = MixedZoneData {
        status: "undecided".to_owned(),
        complete: false,
        combinations: CombinationCounts {
            admissible: Total(cells.len() as u128),
            open: Total(open_cells(&zone).count() as u128),
        },
        parties: rooms(&names, None),
        issues: IndexMap::new(),
        amounts: IndexMap::new(),
        deepest: None,
        share: None,
        regions: None,
        frontier: None,
        certificate: None,
    };
    match &answer.verdict {
        Verdict::Found(facts) => {
            "open".clone_into(&mut data.status);
            data.complete = true;
            data.parties = rooms(&names, Some(facts));
            data.issues = possible(&names, &zone);
            data.amounts = amounts(&names, scenario, facts);
            data.deepest = deepest(&names, &zone, budget)?;
            data.share = share(&names, &zone, budget)?;
            data.regions = regions(&names, &zone, budget)?;
            data.frontier = frontier(&names, &zone, budget)?;
            data.complete = !budget.is_exhausted();
            data.certificate = Some(names.certificate(facts.certificate()));
        }
        Verdict::NoneExists(empty) => {
            "empty".clone_into(&mut data.status);
            data.complete = true;
            data.certificate = Some(names.certificate(empty.certificate()));
        }
        Verdict::Undecided { .. } => {}
        Verdict::Refused(_) => return Err(fault("zone")),
    }
    let view = view(scenario, &names, case, &cells_allowed(&names, &zone));
    Ok(MixedZoneAnswer { head: Head::new("zone", model, scenario), zone: data, view })
}

/// The levels of the combinations that leave room.
fn open_cells<'z>(zone: &'z MixedZone<'_>) -> impl Iterator<Item = &'z [usize]> {
    zone.states().iter().filter_map(|state| match state {
        CellState::Open(package) => Some(package.levels.as_slice()),
        CellState::Closed(_) => None,
    })
}

fn rooms(names: &MixedNames<'_>, facts: Option<&Certified<MixedFacts>>) -> IndexMap<String, PartyRoom> {
    let room = |(place, walk_away): (usize, Rational)| {
        let slack = facts.map(|facts| facts.ideals[place].gain.clone());
        let best = slack.as_ref().map(|slack| &walk_away + slack);
        let mut exact = Fractions::from_iter([("walk_away".to_owned(), walk_away.to_string())]);
        if let (Some(best), Some(slack)) = (&best, &slack) {
            exact.insert("best".to_owned(), best.to_string());
            exact.insert("slack".to_owned(), slack.to_string());
        }
        PartyRoom { walk_away: Num(walk_away), best: best.map(Num), slack: slack.map(Num), exact }
    };
    let rooms = names.game().walk_away().into_iter().enumerate().map(room);
    names.parties().iter().map(|party| party.id.clone()).zip(rooms).collect()
}

/// For each discrete issue the labels that some combination with room has.
fn possible(names: &MixedNames<'_>, zone: &MixedZone<'_>) -> IndexMap<String, Vec<String>> {
    labels(names, open_cells(zone))
}

/// For each discrete issue the labels that some admissible combination has.
fn cells_allowed(names: &MixedNames<'_>, zone: &MixedZone<'_>) -> IndexMap<String, Vec<String>> {
    labels(names, zone.combinations())
}

fn labels<'z>(
    names: &MixedNames<'_>,
    cells: impl Iterator<Item = &'z [usize]>,
) -> IndexMap<String, Vec<String>> {
    let issues = &names.lowered.labels.issues;
    let mut seen: Vec<Vec<bool>> = issues.iter().map(|issue| vec![false; issue.levels.len()]).collect();
    for levels in cells {
        seen.iter_mut().zip(levels).for_each(|(seen, &level)| seen[level] = true);
    }
    let discrete = issues.iter().enumerate().filter(|(place, _)| names.continuous(*place).is_none());
    discrete
        .map(|(place, issue)| {
            let labels = issue.levels.iter().zip(&seen[place]).filter(|(_, seen)| **seen);
            (issue.id.clone(), labels.map(|(label, _)| label.clone()).collect())
        })
        .collect()
}

fn amounts(
    names: &MixedNames<'_>,
    scenario: &Scenario,
    facts: &Certified<MixedFacts>,
) -> IndexMap<String, AmountRoom> {
    let continuous = names.game().continuous().iter().zip(&facts.amounts);
    continuous
        .filter_map(|(own, [least, greatest])| {
            let issue = &names.lowered.labels.issues[own.issue];
            let continuum = scenario.case().issue(&issue.id)?.continuum.as_ref()?;
            let ends = [("least", least), ("greatest", greatest)];
            let room = AmountRoom {
                unit: issue.unit.clone(),
                least: Num(least.amount.clone()),
                greatest: Num(greatest.amount.clone()),
                range: [Num(continuum.from.value.clone()), Num(continuum.to.value.clone())],
                exact: ends
                    .map(|(name, end)| (name.to_owned(), end.amount.to_string()))
                    .into_iter()
                    .collect(),
            };
            Some((issue.id.clone(), room))
        })
        .collect()
}

/// The deepest agreement, of those the one whose next smallest gain is greatest, and so on.
fn deepest(
    names: &MixedNames<'_>,
    zone: &MixedZone<'_>,
    budget: &Budget<'_>,
) -> Result<Option<Deepest>, Error> {
    match zone.solve(MixedPrinciple::Leximin, budget).verdict {
        Verdict::Found(choice) => {
            let smallest = choice.gains.iter().min().cloned().unwrap_or_default();
            Ok(Some(Deepest {
                smallest_exact: smallest.to_string(),
                smallest: Num(smallest),
                value: names.valued(&choice.package),
            }))
        }
        Verdict::Refused(_) => Err(fault("zone")),
        Verdict::NoneExists(_) | Verdict::Undecided { .. } => Ok(None),
    }
}

fn view(
    scenario: &Scenario,
    names: &MixedNames<'_>,
    case: &str,
    allowed: &IndexMap<String, Vec<String>>,
) -> MixedZoneView {
    let labels = &names.lowered.labels;
    let parties = if labels.parties.len() == 1 {
        "1 signatory".to_owned()
    } else {
        format!("{} signatories", labels.parties.len())
    };
    let continuous = names.game().continuous().len();
    let size =
        format!("{parties}, {}, {continuous} with amounts", wording::counted(labels.issues.len(), "issue"));
    let issue = |issue: &crate::lower::IssueLabels| {
        let digits = amount_digits(scenario.case(), &issue.id);
        (issue.id.clone(), (issue.label.clone(), issue.unit.clone(), digits))
    };
    MixedZoneView {
        title: scenario.case().title.clone(),
        size,
        basis: basis(scenario, case),
        decimals: decimals(scenario),
        issues: labels.issues.iter().map(issue).collect(),
        allowed: allowed.clone(),
        case: case.to_owned(),
    }
}
