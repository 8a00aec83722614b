//! Claims of answers of `threshold`: the values for which the zone is open, and the Nash deals, package by package. The rows
//! for a second number show no packages, so they are only compared with what the case gives.

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
    let target = Target::find(scenario, data["of"].as_str().unwrap_or_default())?;
    let scenario = &scenario.of_bargaining();
    let Ok(line) = line(scenario, &target, target.legal().clone(), two_values(&target))? else {
        return Ok(());
    };
    if data["certificate"].is_null() {
        return Ok(());
    }
    let open = open_values(&labels, data);
    let nash = nash_deals(&labels, data);
    let values = open
        .as_ref()
        .map(|open| values_to_try(target.legal(), target.value(), open, nash.as_ref()))
        .unwrap_or_default();
    let samples = samples(scenario, &target, &values);
    let referee = LineReferee::new(&line, &samples);
    verifier.judged("threshold.intervals", open.map(|open| referee.judge_open_values(open)));
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
