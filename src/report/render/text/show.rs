//! The screen of a case: who wants what, and where each number comes from.

use crate::numeric::{Decimals, Rational, typed};
use crate::report::render::text::{block, paragraph, what_ifs};
use crate::report::sections::show::{ShowAnswer, ShowData};

/// How much of a case is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Parties, issues, conditions.
    Overview,
    /// The sources and how many numbers rest on each.
    Sources,
    /// Every number with its path.
    Numbers,
}

/// The case as a person reads it.
#[must_use]
pub fn show(answer: &ShowAnswer, detail: Detail) -> String {
    let data = &answer.show;
    let digits = answer.decimals.unwrap_or_else(|| Decimals::of([]));
    let mut text = format!("{}\n", answer.head.model.title);
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    match detail {
        Detail::Overview => overview(data, digits, &mut text),
        Detail::Sources => sources(data, &mut text),
        Detail::Numbers => numbers(data, digits, &mut text),
    }
    text
}

fn overview(data: &ShowData, digits: Decimals, text: &mut String) {
    if let Some(scale) = &data.scale {
        text.push_str(&paragraph(&format!("Scale: {scale}."), 0));
    }
    if let Some(note) = &data.note {
        text.push_str(&paragraph(&format!("Note: {note}"), 0));
    }
    text.push('\n');
    for (id, party) in &data.parties {
        let floor = party.walk_away.as_ref();
        let from = party.walk_away_from.as_ref().map(|from| format!(" ({from})")).unwrap_or_default();
        let walks = floor.map(|floor| format!(", walks away below {}{from}", digits.write(&floor.0)));
        text.push_str(&block(id, &[format!("{}: {}{}", party.name, party.role, walks.unwrap_or_default())]));
    }
    text.push('\n');
    for (id, issue) in &data.issues {
        let unit = issue.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
        let shares = issue.weight_share.iter().map(|(party, share)| {
            let hundred = &share.0 * &Rational::from(100);
            format!("{party} {}", digits.write(&hundred))
        });
        let weight = format!("weight in %: {}", shares.collect::<Vec<_>>().join(", "));
        let outcomes = match &issue.range {
            Some([from, to]) => format!("any amount from {} to {}", typed(&from.0), typed(&to.0)),
            None => issue.levels.join(" | "),
        };
        text.push_str(&block(id, &[format!("{}{unit}: {outcomes}", issue.label), weight]));
    }
    text.push('\n');
    let named = |list: &indexmap::IndexMap<String, String>| {
        list.iter().map(|(id, label)| format!("{id} ({label})")).collect::<Vec<_>>()
    };
    for (heading, list) in [
        ("Conditions", &data.conditions),
        ("Limits", &data.limits),
        ("Concessions", &data.concessions),
        ("Shocks", &data.shocks),
        ("Sequence", &data.sequence),
    ] {
        if !list.is_empty() {
            text.push_str(&block(heading, &named(list)));
        }
    }
}

fn sources(data: &ShowData, text: &mut String) {
    let provenance = &data.provenance;
    text.push_str(&paragraph(
        &format!(
            "{} numbers: {} are assumptions, {} have no source.",
            provenance.numbers, provenance.assumptions, provenance.unsourced
        ),
        0,
    ));
    text.push('\n');
    for (id, source) in &data.sources {
        text.push_str(&block(
            id,
            &[format!("{} ({}), {} numbers", source.cite, source.kind, source.numbers)],
        ));
    }
}

fn numbers(data: &ShowData, digits: Decimals, text: &mut String) {
    text.push('\n');
    for entry in &data.numbers {
        let range = match (&entry.low, &entry.high) {
            (Some(low), Some(high)) => format!(" in [{}, {}]", digits.write(&low.0), digits.write(&high.0)),
            _ => String::new(),
        };
        let source = entry.source.as_deref().unwrap_or("no source");
        text.push_str(&format!("  {} = {}{range} ({source})\n", entry.path, digits.write(&entry.value.0)));
    }
}
