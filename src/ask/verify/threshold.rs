//! Claims of answers of `threshold`: the values for which the zone is open, also in every row for a second number, and the
//! Nash deals, package by package.

use serde_json::Value;

use crate::ask::verify::bargaining::package;
use crate::ask::verify::{Verifier, exact, intervals, whole};
use crate::certify::bargaining::{Deal, LineReferee, NashChange, NashDeals, OpenValues, Shown};
use crate::error::Error;
use crate::lower::Labels;
use crate::numeric::Root;
use crate::study::scenario::Scenario;
use crate::study::threshold::{Target, line, samples, two_values, values_to_try};

/// Judges an answer about a threshold.
pub(super) fn judge(verifier: &mut Verifier, scenario: &Scenario, data: &Value) -> Result<(), Error> {
    let labels = scenario.lower()?.labels;
    let of = data["of"].as_str().unwrap_or_default();
    let rows = data["region"]["rows"].as_array().into_iter().flatten().enumerate();
    for (place, row) in rows.filter(|(_, row)| !row["intervals"].is_null()) {
        let path = format!("threshold.region.rows[{place}].intervals");
        let there = exact(&row["at_exact"]).and_then(|at| {
            let other = Target::find(scenario, data["region"]["and"].as_str()?).ok()?;
            let there = other.at(scenario, &at).ok()?;
            Some((Target::find(&there, of).ok()?, there))
        });
        match there {
            Some((target, there)) => judge_values(verifier, &path, (&there, target), &labels, row)?,
            None => verifier.problem(&path, "the second number cannot have this value"),
        }
    }
    let target = Target::find(scenario, of)?;
    judge_values(verifier, "threshold.intervals", (scenario, target), &labels, data)
}

/// Judges the values of a number for which the zone of a scenario is said to be open, and the Nash deals if there are any.
fn judge_values(
    verifier: &mut Verifier,
    path: &str,
    (scenario, target): (&Scenario, Target),
    labels: &Labels,
    data: &Value,
) -> Result<(), Error> {
    let scenario = &scenario.of_bargaining();
    let Ok(line) = line(scenario, &target, target.legal().clone(), two_values(&target))? else {
        return Ok(());
    };
    if data["certificate"].is_null() && data["strength"].is_null() {
        return Ok(());
    }
    let open = open_values(labels, data);
    let nash = nash_deals(labels, data);
    let values = open
        .as_ref()
        .map(|open| values_to_try(target.legal(), target.value(), open, nash.as_ref()))
        .unwrap_or_default();
    let samples = samples(scenario, &target, &values);
    let referee = LineReferee::new(&line, &samples);
    verifier.judged(path, open.map(|open| referee.judge_open_values(open)));
    if !data["nash_changes"].is_null() {
        verifier.judged("threshold.nash_changes", nash.map(|nash| referee.judge_nash_deals(nash)));
    }
    Ok(())
}

/// The values for which the zone is said to be open; `None` if something is missing.
fn open_values(labels: &Labels, data: &Value) -> Option<OpenValues> {
    let shown = |one: &Value| {
        Some(Shown { at: exact(&one["at_exact"])?, package: package(labels, &one["package"])? })
    };
    let shown = data["shown"].as_array()?.iter().map(shown).collect::<Option<_>>()?;
    Some(OpenValues { intervals: intervals(&data["intervals"])?, shown })
}

/// The Nash deals as they are said to change; `None` if something is missing.
fn nash_deals(labels: &Labels, data: &Value) -> Option<NashDeals> {
    let deal = |one: &Value| {
        let packages =
            one["packages"].as_array()?.iter().map(|one| package(labels, one)).collect::<Option<_>>()?;
        Some(Deal { packages, total: whole(&one["total"])? })
    };
    let saved = data["nash_changes"].as_array()?;
    let mut between = vec![deal(saved.first().map_or(&data["nash"], |first| &first["before"]))?];
    let mut changes = Vec::new();
    for one in saved {
        let (low, high) = (exact(&one["exact"]["low"])?, exact(&one["exact"]["high"])?);
        let at = if low == high { Root::Exact(low) } else { Root::Between(low, high) };
        changes.push(NashChange { at, deal: deal(&one["here"])? });
        between.push(deal(&one["after"])?);
    }
    Some(NashDeals { between, changes })
}
