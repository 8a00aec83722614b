//! What a zone needs, what closes it and what does not, in words that follow from levels, ranges and shocks.

use crate::bargaining::zone::Zone;
use crate::lower::{IssueLabels, Labels, Lowered};
use crate::numeric::{Decimals, Rational};
use crate::report::number::Num;
use crate::report::sections::number_words::number_words;
use crate::report::sections::zone::{Closer, Need, shock_label};
use crate::report::wording;
use crate::study::closing::{Closing, Survival};
use crate::study::scenario::Scenario;
use crate::study::threshold::Target;

/// Places of the `true` entries.
fn places(seen: &[bool]) -> Vec<usize> {
    (0..seen.len()).filter(|&place| seen[place]).collect()
}

/// Issues that leave out levels, with the levels inside and outside the zone.
pub(in crate::report::sections::zone) fn needs(zone: &Zone<'_>, labels: &Labels) -> Vec<Need> {
    let survey = zone.survey();
    let mut needs = Vec::new();
    for (place, issue) in labels.issues.iter().enumerate() {
        let inside = places(&survey.levels[place]);
        let among = places(&survey.admissible_levels[place]);
        if inside.len() == among.len() || issue.id == "point" {
            continue;
        }
        let excluded: Vec<usize> = among.iter().copied().filter(|level| !inside.contains(level)).collect();
        let label = |levels: &[usize]| levels.iter().map(|&level| issue.levels[level].clone()).collect();
        let text = format!("{}: {}", issue.label, wording::levels(issue, &inside, &among));
        needs.push(Need {
            issue: issue.id.clone(),
            levels: label(&inside),
            excluded: label(&excluded),
            text,
        });
    }
    needs
}

/// Single changes that close the zone: shocks, levels, walk-away values, other numbers.
pub(in crate::report::sections::zone) fn closers(
    zone: &Zone<'_>,
    scenario: &Scenario,
    lowered: &Lowered,
    closing: &Closing,
    decimals: Decimals,
) -> Vec<Closer> {
    let labels = &lowered.labels;
    let mut closers = Vec::new();
    for effect in &closing.shocks {
        let until = match &effect.survival {
            Some(Survival::Until { share, .. }) => Some(share.clone()),
            _ if effect.count.acceptable == 0 => None,
            _ => continue,
        };
        let label = shock_label(scenario, &effect.shock);
        let text = match &until {
            Some(share) => format!("{label} (above {} of its assumed strength)", wording::percent(share)),
            None => label,
        };
        closers.push(Closer {
            kind: "shock".to_owned(),
            what: effect.shock.clone(),
            until_exact: until.as_ref().map(Rational::to_string),
            until: until.map(Num),
            range_end: None,
            levels: Vec::new(),
            text,
        });
    }
    for (place, issue) in labels.issues.iter().enumerate() {
        closers.extend(closing_levels(zone, place, issue));
    }
    for headroom in &closing.walk_away {
        let id = &labels.parties[headroom.party].id;
        let Some(high) = headroom.range_high.as_ref().filter(|_| headroom.closes_within_range()) else {
            continue;
        };
        closers.push(Closer {
            kind: "walk_away".to_owned(),
            what: format!("parties.{id}.walk_away"),
            until: Some(Num(headroom.limit.clone())),
            until_exact: Some(headroom.limit.to_string()),
            range_end: Some(Num(high.clone())),
            levels: Vec::new(),
            text: format!(
                "{id}'s walk-away value rises above {} (stated up to {})",
                decimals.write(&headroom.limit),
                decimals.write(high)
            ),
        });
    }
    for number in &closing.numbers {
        let direction = if number.towards < number.from { "falls below" } else { "rises above" };
        let reopens = if number.reopens { ", though it opens again further on" } else { "" };
        closers.push(Closer {
            kind: "number".to_owned(),
            what: number.path.clone(),
            until: Some(Num(number.until.clone())),
            until_exact: Some(number.until.to_string()),
            range_end: Some(Num(number.towards.clone())),
            levels: Vec::new(),
            text: format!(
                "{} {direction} {} (stated to {}{reopens})",
                number_words(scenario, labels, &number.path),
                decimals.write(&number.until),
                decimals.write(&number.towards)
            ),
        });
    }
    closers
}

/// The number whose threshold is worth a question first: one that closes the zone inside its stated range, a walk-away value
/// before others; else a walk-away value; else any number that the zone depends on.
pub(in crate::report::sections::zone) fn worth_asking(
    scenario: &Scenario,
    labels: &Labels,
    closes: &[Closer],
) -> Option<String> {
    let of_kind =
        |kind: &'static str| closes.iter().filter(move |one| one.kind == kind).map(|one| one.what.clone());
    let walk_away = labels.parties.iter().map(|party| format!("parties.{}.walk_away", party.id));
    let others = crate::model::path::numbers(scenario.case()).into_iter().map(|entry| entry.path);
    let mut paths = of_kind("walk_away").chain(of_kind("number")).chain(walk_away).chain(others);
    paths.find(|path| Target::find(scenario, path).is_ok())
}

/// The levels of one issue that close the zone: below its lowest possible level, and above its highest; for
/// an issue without order, all that are excluded.
fn closing_levels(zone: &Zone<'_>, place: usize, issue: &IssueLabels) -> Vec<Closer> {
    let inside = places(&zone.survey().levels[place]);
    let among = places(&zone.survey().admissible_levels[place]);
    let (Some(&first), Some(&last)) = (inside.first(), inside.last()) else { return Vec::new() };
    if issue.id == "point" {
        return Vec::new();
    }
    let part = |keep: &dyn Fn(usize) -> bool| -> Vec<usize> {
        among.iter().copied().filter(|&level| !inside.contains(&level) && keep(level)).collect()
    };
    let parts = if issue.ordered {
        vec![
            part(&|level| level < first),
            part(&|level| (first..last).contains(&level)),
            part(&|level| level > last),
        ]
    } else {
        vec![part(&|_| true)]
    };
    let closer = |levels: Vec<usize>| {
        let is_middle = levels.iter().all(|level| (first..last).contains(level));
        let words = if issue.ordered && levels.len() > 1 && !is_middle {
            let is_low = levels[0] < first;
            let edge = issue.level(if is_low { levels[levels.len() - 1] } else { levels[0] });
            format!("{} {edge}", if is_low { "at most" } else { "at least" })
        } else {
            wording::levels(issue, &levels, &among)
        };
        Closer {
            kind: "levels".to_owned(),
            what: issue.id.clone(),
            until: None,
            until_exact: None,
            range_end: None,
            levels: levels.iter().map(|&level| issue.levels[level].clone()).collect(),
            text: format!("{}: {words}", issue.label),
        }
    };
    parts.into_iter().filter(|levels| !levels.is_empty()).map(closer).collect()
}

/// What does not close the zone, in words.
pub(in crate::report::sections::zone) fn survives(
    scenario: &Scenario,
    labels: &Labels,
    closing: &Closing,
    decimals: Decimals,
) -> Vec<String> {
    let mut survives = Vec::new();
    for headroom in &closing.walk_away {
        if let Some(high) = headroom.range_high.as_ref().filter(|_| !headroom.closes_within_range()) {
            let id = &labels.parties[headroom.party].id;
            survives
                .push(format!("{id}'s walk-away value at the end of its range, {}", decimals.write(high)));
        }
    }
    for effect in &closing.shocks {
        let never = matches!(effect.survival, Some(Survival::Throughout));
        if effect.count.acceptable > 0 && (never || effect.survival.is_none()) {
            survives.push(shock_label(scenario, &effect.shock));
        }
    }
    let harmless = closing.numbers_moved - closing.numbers.len() - closing.numbers_unknown.len();
    match harmless {
        0 => {}
        1 => survives.push("the one other number with a range, at either end".to_owned()),
        count => survives.push(format!("any one of {count} other numbers with a range, at either end")),
    }
    survives
}
