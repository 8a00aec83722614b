//! The answer of `zopa why-not` about a case with amounts beside levels.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::bargaining::mixed::mixed_zone;
use crate::budget::Budget;
use crate::error::Error;
use crate::lower::DemandKind;
use crate::numeric::{Decimals, Rational, typed};
use crate::report::number::{Num, Numbers, Total};
use crate::report::sections::common::{CertificateData, Head, ModelRef, Valued};
use crate::report::sections::mixed::zone::CombinationCounts;
use crate::report::sections::mixed::{MixedNames, amount_digits};
use crate::report::sections::why_not::{BlockingData, OpeningData, demand_words};
use crate::report::sections::zone::decimals;
use crate::report::wording::both;
use crate::study::closing::stated_range;
use crate::study::mixed::{Clash, Demand, Mix, MixedWhyNot, SingleOpening, combinations, mixed_why_not};
use crate::study::scenario::Scenario;

/// The whole answer of `zopa why-not` about a case with a continuous issue.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MixedWhyNotAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// Why there is no zone, and what would open one.
    pub why_not: MixedWhyNotData,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: MixedWhyNotView,
}

/// Why there is no zone where issues have amounts, and what would open one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MixedWhyNotData {
    /// `open`, `empty`, or `undecided` if the run was cut short before an agreement was found.
    pub status: String,
    /// Whether everything was looked at; if not, what is missing below was not found to be absent.
    pub complete: bool,
    /// Combinations of levels; with each of them go agreements without end.
    pub combinations: CombinationCounts,
    /// The smallest, over admissible packages, of the greatest loss below a walk-away value, in points. It sets points of
    /// different parties against each other. Null if nothing is admissible, or if there is a zone.
    pub shortfall: Option<Num>,
    /// The same as an exact fraction.
    pub shortfall_exact: Option<String>,
    /// The package that comes closest.
    pub least_bad: Option<Valued>,
    /// A minimal set of demands that no package meets together, with its proof; empty if there is a zone.
    pub blocking: Vec<BlockingData>,
    /// Single changes that open the zone.
    pub openings: Vec<OpeningData>,
    /// The mix of concessions that opens the zone at the least cost; null if none does, or if there is a zone.
    pub cheapest: Option<CheapestMix>,
}

/// The mix of concessions that opens the zone at the least cost.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheapestMix {
    /// Whether the case names no concessions, so that a point of every party is taken to cost 1.
    pub assumed: bool,
    /// What the mix costs.
    pub cost: Num,
    /// The same as an exact fraction.
    pub cost_exact: String,
    /// The concessions that are used.
    pub concessions: IndexMap<String, ConcessionUse>,
    /// The package that goes with them, and what it is worth without them.
    #[serde(flatten)]
    pub value: Valued,
    /// What was recomputed.
    pub certificate: CertificateData,
}

/// How far a concession is used.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConcessionUse {
    /// How many units.
    pub units: Num,
    /// The same as an exact fraction.
    pub units_exact: String,
    /// The points that this adds for each party; below 0 for one that pays.
    pub points: Numbers,
    /// The same in words.
    pub text: String,
}

/// What the text needs beside the JSON.
#[derive(Debug, Clone)]
pub struct MixedWhyNotView {
    /// Title of the case.
    pub title: String,
    /// How many digits to print.
    pub decimals: Decimals,
    /// The case as a word in a command.
    pub case: String,
    /// Label with level or amount of each issue of the closest package on which there is something to choose.
    pub closest_text: Vec<String>,
    /// For each party that the closest package leaves short, by how much.
    pub short: Vec<String>,
}

/// Explains why a scenario with a continuous issue has no zone, and looks for what opens one.
///
/// # Errors
///
/// [`Error`] if the case is wrong, its combinations are too many, or a claim failed its certificate.
pub fn mixed_why_not_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    budget: &Budget<'_>,
) -> Result<MixedWhyNotAnswer, Error> {
    let lowered = scenario.lower_mixed()?;
    let names = MixedNames { lowered: &lowered };
    let cells = combinations(&lowered.game, budget)?;
    let zone = mixed_zone(&lowered.game, &cells, budget);
    let (is_open, is_complete) = (zone.is_open(), zone.is_complete());
    let open = zone.states().iter().filter(|state| state.is_open()).count();
    let found = match !is_open && is_complete {
        true => mixed_why_not(scenario.case(), &lowered, budget)?,
        false => MixedWhyNot { is_complete, ..MixedWhyNot::default() },
    };
    let digits = decimals(scenario);
    let (closest_text, short) = closest(scenario, &names, &found, digits, &mut zone.combinations());
    let status = match (is_open, is_complete) {
        (true, _) => "open",
        (false, true) => "empty",
        (false, false) => "undecided",
    };
    let data = MixedWhyNotData {
        status: status.to_owned(),
        complete: is_open || found.is_complete,
        combinations: CombinationCounts { admissible: Total(cells.len() as u128), open: Total(open as u128) },
        shortfall_exact: found.closest.as_ref().map(|(shortfall, _)| shortfall.to_string()),
        shortfall: found.closest.as_ref().map(|(shortfall, _)| Num(shortfall.clone())),
        least_bad: found.closest.as_ref().map(|(_, package)| names.valued(package)),
        blocking: found.clash.iter().map(|clash| blocking(&names, clash)).collect(),
        openings: openings(scenario, &names, &found.openings, digits),
        cheapest: found.mix.as_ref().map(|mix| cheapest(scenario, &names, mix, digits)),
    };
    let view = MixedWhyNotView {
        title: scenario.case().title.clone(),
        decimals: digits,
        case: case.to_owned(),
        closest_text,
        short,
    };
    Ok(MixedWhyNotAnswer { head: Head::new("why-not", model, scenario), why_not: data, view })
}

/// The closest package in words, and whom it leaves short.
fn closest(
    scenario: &Scenario,
    names: &MixedNames<'_>,
    found: &MixedWhyNot,
    digits: Decimals,
    combinations: &mut dyn Iterator<Item = &[usize]>,
) -> (Vec<String>, Vec<String>) {
    let Some((_, package)) = &found.closest else { return (Vec::new(), Vec::new()) };
    let issues = &names.lowered.labels.issues;
    let mut seen: Vec<Vec<bool>> = issues.iter().map(|issue| vec![false; issue.levels.len()]).collect();
    for levels in combinations {
        seen.iter_mut().zip(levels).for_each(|(seen, &level)| seen[level] = true);
    }
    let mut words = Vec::new();
    for (place, issue) in issues.iter().enumerate() {
        match names.continuous(place) {
            Some(own) => {
                let amount = &package.amounts[own];
                let digits = amount_digits(scenario.case(), &issue.id);
                let amount = digits.map_or_else(|| typed(amount), |digits| digits.write(amount));
                let unit = if issue.unit.is_empty() { String::new() } else { format!(" {}", issue.unit) };
                words.push(format!("{}: {amount}{unit}", issue.label));
            }
            None if seen[place].iter().filter(|&&seen| seen).count() > 1 => {
                words.push(format!("{}: {}", issue.label, issue.level(package.levels[place])));
            }
            None => {}
        }
    }
    let gains = names.game().gains(package).unwrap_or_default();
    let short = names.parties().iter().zip(gains).filter(|(_, gain)| gain.is_negative());
    let short = short.map(|(party, gain)| format!("{} {}", party.id, digits.write(&-&gain)));
    (words, short.collect())
}

/// A demand as its path and in words.
fn named(names: &MixedNames<'_>, demand: Demand) -> (String, String) {
    match demand {
        Demand::Party(party) => {
            let id = &names.parties()[party].id;
            (format!("parties.{id}.walk_away"), id.clone())
        }
        Demand::Rule(rule) => {
            let demand = &names.lowered.labels.demands[rule];
            (demand.path(), demand_words(demand.kind, &demand.label))
        }
    }
}

fn blocking(names: &MixedNames<'_>, clash: &Clash) -> BlockingData {
    let (paths, words): (Vec<String>, Vec<String>) =
        clash.demands.iter().map(|demand| named(names, *demand)).unzip();
    let met_without = paths.iter().zip(&clash.met_without);
    BlockingData {
        among: "all".to_owned(),
        text: both(&words),
        met_without: met_without.map(|(path, package)| (path.clone(), names.package(package))).collect(),
        demands: paths.clone(),
        certificate: names.certificate(clash.proof.certificate()),
    }
}

/// Walk-away values first, the smallest change first; the rest in file order.
fn openings(
    scenario: &Scenario,
    names: &MixedNames<'_>,
    found: &[SingleOpening],
    digits: Decimals,
) -> Vec<OpeningData> {
    let mut list: Vec<(Option<&Rational>, OpeningData)> = Vec::new();
    for SingleOpening { demand, by } in found {
        let (what, words) = named(names, *demand);
        let mut data = OpeningData {
            kind: "walk_away".to_owned(),
            what,
            from: None,
            to: None,
            within_range: None,
            acceptable: None,
            text: words,
        };
        match (demand, by) {
            (Demand::Party(party), Some(by)) => {
                let id = &names.parties()[*party].id;
                let from = names.game().walk_away()[*party].clone();
                let to = &from - by;
                data.within_range = stated_range(scenario.case(), id).map(|(low, _)| low <= to);
                let beyond = if data.within_range == Some(false) { ", beyond its stated range" } else { "" };
                let (less, at) = (digits.write(by), digits.write(&to));
                data.text = format!("{id}'s walk-away value {less} lower, at {at}{beyond}");
                (data.from, data.to) = (Some(from.to_string()), Some(to.to_string()));
            }
            (Demand::Rule(rule), _) => {
                let kind = names.lowered.labels.demands[*rule].kind;
                let (word, verb) = match kind {
                    DemandKind::Condition => ("condition", "without"),
                    DemandKind::Limit => ("limit", "without"),
                    DemandKind::Forbidden => ("forbidden", "allowing"),
                    DemandKind::Fix => ("fix", "without"),
                };
                word.clone_into(&mut data.kind);
                data.text = format!("{verb} {}", data.text);
            }
            (Demand::Party(_), None) => {}
        }
        list.push((by.as_ref(), data));
    }
    list.sort_by(|(one, _), (two, _)| match (one, two) {
        (Some(one), Some(two)) => one.cmp(two),
        (one, two) => two.is_some().cmp(&one.is_some()),
    });
    list.into_iter().map(|(_, data)| data).collect()
}

fn cheapest(scenario: &Scenario, names: &MixedNames<'_>, mix: &Mix, digits: Decimals) -> CheapestMix {
    let used = mix.concessions.iter().zip(&mix.units).filter(|(_, units)| units.is_positive());
    let concessions = used.map(|(concession, units)| {
        let points = concession.worth.iter().map(|(party, worth)| (party.text.clone(), &worth.value * units));
        let points: Vec<(String, Rational)> = points.filter(|(_, points)| !points.is_zero()).collect();
        let words = |sign: i64| {
            let own = points.iter().filter(|(_, points)| points.is_negative() == (sign < 0));
            own.map(|(party, points)| format!("{party} {}", digits.write(&(points * &Rational::from(sign)))))
                .collect::<Vec<_>>()
        };
        let (gets, pays) = (words(1), words(-1));
        let label = concession.label.as_deref().unwrap_or(concession.id.as_str());
        let text = match (scenario.case().concessions.is_empty(), pays.is_empty()) {
            (true, _) => format!("{} points for {}", digits.write(units), concession.id.text),
            (false, true) => format!("{} of {label} ({} points more)", digits.write(units), both(&gets)),
            (false, false) => {
                format!("{} of {label} (costs {}; gives {})", digits.write(units), both(&pays), both(&gets))
            }
        };
        let data = ConcessionUse {
            units: Num(units.clone()),
            units_exact: units.to_string(),
            points: points.into_iter().map(|(party, points)| (party, Num(points))).collect(),
            text,
        };
        (concession.id.text.clone(), data)
    });
    CheapestMix {
        assumed: scenario.case().concessions.is_empty(),
        cost: Num(mix.cheapest.cost.clone()),
        cost_exact: mix.cheapest.cost.to_string(),
        concessions: concessions.collect(),
        value: names.valued(&mix.package),
        certificate: names.certificate(mix.cheapest.certificate()),
    }
}
