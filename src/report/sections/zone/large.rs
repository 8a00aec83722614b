//! The zone of a case with too many packages to look at one by one.

use crate::bargaining::large::Large;
use crate::bargaining::zone::Zone;
use crate::certify::Verdict;
use crate::error::Error;
use crate::lower::Lowered;
use crate::report::number::{BigTotal, Total};
use crate::report::sections::common::{Head, ModelRef, Names};
use crate::report::sections::zone::words::needs;
use crate::report::sections::zone::{
    ZoneAnswer, ZoneData, decimals, fault, named_packages, possible, rooms, view,
};
use crate::study::scenario::Scenario;

/// What was found out, and the names of the fields that were not.
pub(in crate::report::sections::zone) fn large_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    lowered: &Lowered,
    zone: &Zone<'_>,
    large: &Large,
) -> Result<ZoneAnswer, Error> {
    let names = Names { game: &lowered.game, labels: &lowered.labels };
    let facts = large.facts().ok_or_else(fault)?;
    let (status, certificate) = match &large.answer().verdict {
        Verdict::Found(facts) => ("open", Some(names.certificate(facts.certificate()))),
        Verdict::NoneExists(facts) => ("empty", Some(names.certificate(facts.certificate()))),
        _ => ("undecided", None),
    };
    let total = |count: &Option<dashu_int::UBig>| count.clone().map(BigTotal);
    let counts = &zone.frontier().packages;
    // A 0 stands for a point at which packages were not counted.
    let is_counted = !counts.is_empty() && counts.iter().all(|count| count > 0);
    let efficient =
        counts.iter().try_fold(0_u128, u128::checked_add).filter(|&sum| is_counted && sum < u128::MAX);
    let is_open = status == "open";
    let has_levels = is_open && facts.levels.is_some();
    let needs = if has_levels && large.admissible_levels().is_some() {
        needs(zone, &lowered.labels)
    } else {
        Vec::new()
    };
    let merged = zone.frontier().is_complete;
    let known = [
        ("admissible", facts.admissible.is_some()),
        ("acceptable", facts.acceptable.is_some()),
        ("on_boundary", facts.on_boundary.is_some()),
        ("efficient", efficient.is_some() || status == "empty"),
        ("efficient_points", merged),
        ("weakly_efficient", false),
        ("issues", has_levels || status == "empty"),
        ("needs", has_levels && large.admissible_levels().is_some() || status == "empty"),
        ("closes", false),
        ("conditions", false),
    ];
    let not_found = known.iter().filter(|(_, is_known)| !is_known).map(|(name, _)| (*name).to_owned());
    let zone_data = ZoneData {
        status: status.to_owned(),
        complete: status != "undecided",
        way: if is_open && !merged && facts.reached.is_some() { "searched" } else { "merged" }.to_owned(),
        not_found: not_found.collect(),
        admissible: total(&facts.admissible),
        acceptable: total(&facts.acceptable),
        on_boundary: total(&facts.on_boundary),
        efficient: if status == "empty" { Some(Total(0)) } else { efficient.map(Total) },
        efficient_points: merged.then_some(zone.frontier().points.len()),
        weakly_efficient: None,
        parties: rooms(&names, zone),
        issues: if has_levels {
            possible(&lowered.labels, &zone.survey().levels)
        } else {
            indexmap::IndexMap::new()
        },
        needs,
        closes_complete: false,
        closes: Vec::new(),
        conditions: indexmap::IndexMap::new(),
        all_conditions: None,
        packages: named_packages(scenario, &names),
        certificate,
    };
    let view = view(scenario, &lowered.labels, case, decimals(scenario));
    Ok(ZoneAnswer { head: Head::new("zone", model, scenario), zone: zone_data, view })
}
