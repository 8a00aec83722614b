//! The answer of `zopa threshold` about a case with amounts beside levels.

use crate::budget::Budget;
use crate::certify::mixed::{MixedOpenValues, OpenEnd};
use crate::error::Error;
use crate::numeric::Rational;
use crate::report::number::Num;
use crate::report::sections::common::{Head, ModelRef};
use crate::report::sections::interval::{interval, intervals};
use crate::report::sections::mixed::MixedNames;
use crate::report::sections::number_words::number_words;
use crate::report::sections::threshold::{
    ShownData, ThresholdAnswer, ThresholdData, ThresholdExact, ThresholdView, digits,
};
use crate::study::scenario::Scenario;
use crate::study::threshold::{Target, Unsettled, mixed_threshold};

/// Answers for which values of the number at `of` the zone is open; where the Nash deal changes is not looked for.
pub(super) fn mixed_threshold_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    of: &str,
    budget: &Budget<'_>,
) -> Result<ThresholdAnswer, Error> {
    let lowered = scenario.lower_mixed()?;
    let names = MixedNames { lowered: &lowered };
    let labels = &lowered.labels;
    let found = mixed_threshold(scenario, Target::find(scenario, of)?, budget)?;
    let target = &found.target;
    let value = target.value();
    let nearest = found.nearest();
    let open = found.open.as_ref().ok();
    let (low, high) = target.range().cloned().unzip();
    let fraction = |number: Option<&Rational>| number.map(Rational::to_string);
    let (from, to) = (nearest.and_then(|one| one.from.as_ref()), nearest.and_then(|one| one.to.as_ref()));
    let reason = match &found.open {
        Ok(_) => Some("it is not looked for where issues have amounts"),
        Err(Unsettled::TooMany) => Some("there are too many combinations of levels to look at"),
        Err(_) => Some("the run was cut short"),
    };
    let status = match found.is_open() {
        Some(true) => "open",
        Some(false) => "empty",
        None => "undecided",
    };
    let data = ThresholdData {
        of: target.path().to_owned(),
        name: number_words(scenario, labels, target.path()),
        status: status.to_owned(),
        complete: open.is_some(),
        way: "combined".to_owned(),
        reason: reason.map(str::to_owned),
        exact: ThresholdExact {
            value: value.to_string(),
            low: fraction(low.as_ref()),
            high: fraction(high.as_ref()),
            from: fraction(from),
            to: fraction(to),
        },
        value: Num(value.clone()),
        low: low.map(Num),
        high: high.map(Num),
        legal: interval(target.legal()),
        intervals: open.map(|open| intervals(&open.intervals)).unwrap_or_default(),
        from: from.cloned().map(Num),
        to: to.cloned().map(Num),
        from_closed: nearest.is_some_and(|one| one.from_closed),
        to_closed: nearest.is_some_and(|one| one.to_closed),
        shown: open.map(|open| shown(&names, open)).unwrap_or_default(),
        certificate: open.map(|open| names.certificate(open.certificate())),
        nash: None,
        nash_changes: None,
        nash_certificate: None,
        region: None,
    };
    let view = ThresholdView {
        title: scenario.case().title.clone(),
        case: case.to_owned(),
        digits: digits(target),
        other_digits: digits(target),
        changes: Vec::new(),
        other: None,
    };
    Ok(ThresholdAnswer { head: Head::new("threshold", model, scenario), threshold: data, view })
}

/// For each end of an interval a package that opens the zone there; for one without an end a package of the first that shows it.
fn shown(names: &MixedNames<'_>, open: &MixedOpenValues) -> Vec<ShownData> {
    let ends = || open.covers.iter().flat_map(|cover| cover.ends.iter());
    let mut shown: Vec<&OpenEnd> = Vec::new();
    for one in &open.intervals {
        let found = [&one.from, &one.to].map(|end| match end {
            Some(end) => ends().find(|shown| shown.at == *end),
            None => ends().find(|shown| one.contains(&shown.at)),
        });
        for end in found.into_iter().flatten() {
            if !shown.iter().any(|own| own.at == end.at) {
                shown.push(end);
            }
        }
    }
    let data = |end: &OpenEnd| ShownData {
        at: Num(end.at.clone()),
        at_exact: end.at.to_string(),
        package: names.package(&end.package),
    };
    shown.into_iter().map(data).collect()
}
