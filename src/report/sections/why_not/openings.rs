//! Single changes that open a zone, in words.

use crate::lower::{DemandKind, Lowered};
use crate::numeric::{Decimals, Rational, grouped};
use crate::report::number::Total;
use crate::report::sections::why_not::OpeningData;
use crate::report::sections::zone::shock_label;
use crate::report::wording;
use crate::study::opening::{Opened, Opening};
use crate::study::scenario::Scenario;

/// A demand that is no walk-away value, in words.
pub(in crate::report) fn demand_words(kind: DemandKind, label: &str) -> String {
    match kind {
        DemandKind::Condition => format!("the condition \"{label}\""),
        DemandKind::Limit => format!("the limit \"{label}\""),
        DemandKind::Forbidden => format!("the forbidden combination {label}"),
        DemandKind::Fix => label.to_owned(),
    }
}

/// ` (21 packages)`, if they were counted.
fn packages(opened: &Opened) -> String {
    opened.acceptable().map(|count| format!(" ({} packages)", grouped(count))).unwrap_or_default()
}

/// What opens the zone: walk-away values first, the smallest change first; the rest in file order.
pub(in crate::report::sections::why_not) fn openings(
    scenario: &Scenario,
    lowered: &Lowered,
    found: &[Opening],
    decimals: Decimals,
) -> Vec<OpeningData> {
    let labels = &lowered.labels;
    let mut data: Vec<(Option<Rational>, OpeningData)> = Vec::new();
    for opening in found {
        data.push(match opening {
            Opening::WalkAway { party, from, to, within_range } => {
                let id = &labels.parties[*party].id;
                let by = from - to;
                let beyond = match within_range {
                    Some(false) => ", beyond its stated range",
                    _ => "",
                };
                let text = format!(
                    "{id}'s walk-away value {} lower, at {}{beyond}",
                    decimals.write(&by),
                    decimals.write(to)
                );
                let opening = OpeningData {
                    kind: "walk_away".to_owned(),
                    what: format!("parties.{id}.walk_away"),
                    from: Some(from.to_string()),
                    to: Some(to.to_string()),
                    within_range: *within_range,
                    acceptable: None,
                    text,
                };
                (Some(by), opening)
            }
            Opening::Lifted { demand, opened } => {
                let demand = &labels.demands[*demand];
                let verb = match demand.kind {
                    DemandKind::Condition | DemandKind::Limit => "without",
                    DemandKind::Forbidden => "allowing",
                    DemandKind::Fix => "without",
                };
                let what = demand_words(demand.kind, &demand.label);
                let text = format!("{verb} {what}{}", packages(opened));
                let kind = match demand.kind {
                    DemandKind::Condition => "condition",
                    DemandKind::Limit => "limit",
                    DemandKind::Forbidden => "forbidden",
                    DemandKind::Fix => "fix",
                };
                let opening = OpeningData {
                    kind: kind.to_owned(),
                    what: demand.path(),
                    from: None,
                    to: None,
                    within_range: None,
                    acceptable: opened.acceptable().map(Total),
                    text,
                };
                (None, opening)
            }
            Opening::LimitMoved { demand, issue, to, opened } => {
                let demand = &labels.demands[*demand];
                let issue = &labels.issues[*issue];
                let (level, packages) = (issue.level(*to), packages(opened));
                let text = format!("the limit \"{}\" moved to {level}{packages}", demand.label);
                let opening = OpeningData {
                    kind: "limit".to_owned(),
                    what: demand.path(),
                    from: None,
                    to: Some(issue.levels[*to].clone()),
                    within_range: None,
                    acceptable: opened.acceptable().map(Total),
                    text,
                };
                (None, opening)
            }
            Opening::SumMoved { demand, to } => {
                let demand = &labels.demands[*demand];
                let text = format!("the limit \"{}\" moved to {}", demand.label, decimals.write(to));
                let opening = OpeningData {
                    kind: "limit".to_owned(),
                    what: demand.path(),
                    from: None,
                    to: Some(to.to_string()),
                    within_range: None,
                    acceptable: None,
                    text,
                };
                (None, opening)
            }
            Opening::Shock { name, opened, strength } => {
                let label = shock_label(scenario, name);
                let text = match strength {
                    Some(share) => {
                        format!("{label}: no more than {} of the assumed strength", wording::percent(share))
                    }
                    None => format!("{label}: does not happen{}", packages(opened)),
                };
                let opening = OpeningData {
                    kind: "shock".to_owned(),
                    what: format!("shocks.{name}"),
                    from: None,
                    to: strength.as_ref().map(Rational::to_string),
                    within_range: None,
                    acceptable: opened.acceptable().map(Total),
                    text,
                };
                (None, opening)
            }
        });
    }
    // Walk-away values first, the smallest change first; the rest in file order.
    data.sort_by(|(left, _), (right, _)| match (left, right) {
        (Some(left), Some(right)) => left.cmp(right),
        (left, right) => right.is_some().cmp(&left.is_some()),
    });
    data.into_iter().map(|(_, opening)| opening).collect()
}
