//! The screen of power: each index side by side, one line for each player.

use crate::numeric::{Rational, rounded};
use crate::report::render::text::{WIDTH, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::power::{PowerAnswer, RuleView, index_title};
use crate::report::wording::{both, counted};

/// Players shown one by one; of more, only the most powerful.
const PLAYERS_SHOWN: usize = 16;

/// Longest number shown in a table; of an index with longer ones only the other indices are shown.
const LONGEST: usize = 12;

/// Digits after the point of an index, which is a share of one.
const DIGITS: u32 = 4;

/// The power indices as a person reads them.
#[must_use]
pub fn power(answer: &PowerAnswer) -> String {
    let view = &answer.view;
    let mut text = format!("{}\n", view.title);
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    for rule in &view.rules {
        text.push_str(&paragraph(&format!("{}: {} of {} decide.", rule.label, rule.quota, rule.total), 0));
    }
    text.push('\n');
    if answer.status == "nobody_wins" {
        text.push_str("NOTHING CAN PASS: no coalition, not even of all, reaches every quota.\n");
        text.push_str("Lower a quota, or mend the weights.\n");
        return text + &next(&[format!("zopa show {} --numbers", quoted(&view.case))]);
    }
    text.push_str(&paragraph(&headline(answer), 0));
    text.push('\n');
    table(answer, &mut text);
    unsettled(answer, &mut text);
    if !answer.standard_error.is_empty() {
        text.push_str("  ~ an estimate from random draws; the standard error stands in --json.\n");
    }
    text.push('\n');
    text.push_str(checked(answer));
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    text + &next(&[format!("zopa power {case}{what_if} --json"), format!("zopa coalitions {case}{what_if}")])
}

fn headline(answer: &PowerAnswer) -> String {
    let players = counted(answer.view.names.len(), "player");
    let mut parts = Vec::new();
    if !answer.vetoes.is_empty() {
        let word = if answer.vetoes.len() == 1 { "has" } else { "have" };
        parts.push(format!("{} {word} a veto: nothing passes without them", both(&answer.vetoes)));
    }
    if !answer.dummies.is_empty() {
        let words = match answer.dummies.as_slice() {
            [one] => format!("{one} has a vote and no power: it never makes a difference"),
            many => format!("{} have votes and no power: they never make a difference", both(many)),
        };
        parts.push(words);
    }
    // Who never makes a difference is read off an exact index: without one it is not known.
    match (parts.is_empty(), answer.exact.power.is_empty()) {
        (true, false) => {
            parts.push("everybody makes a difference somewhere, and nobody has a veto".to_owned());
        }
        (true, true) => {
            parts.push(
                "nobody has a veto; whether everybody ever makes a difference is not settled".to_owned(),
            );
        }
        (false, true) => parts.push("who never makes a difference is not settled".to_owned()),
        (false, false) => {}
    }
    format!("WHO DECIDES, among {players}: {}.", parts.join("; "))
}

/// The whole number, or the digits that a share deserves.
fn written(number: &Rational, is_estimate: bool) -> String {
    let digits = if number.is_integer() { number.to_string() } else { rounded(number, DIGITS) };
    if is_estimate { format!("~{digits}") } else { digits }
}

fn table(answer: &PowerAnswer, text: &mut String) {
    let first = answer.power.values().next();
    let mut players: Vec<&String> = answer.view.names.keys().collect();
    let hidden = players.len().saturating_sub(PLAYERS_SHOWN);
    if let (true, Some(first)) = (hidden > 0, first) {
        players.sort_by(|left, right| first[*right].0.cmp(&first[*left].0));
    }
    players.truncate(PLAYERS_SHOWN);
    let weights =
        |rule: &RuleView, player: &str| rule.weights.get(player).cloned().unwrap_or_else(|| "0".to_owned());
    let mut columns: Vec<(String, Vec<String>)> = Vec::new();
    let several = answer.view.rules.len() > 1;
    for (place, rule) in answer.view.rules.iter().enumerate() {
        let heading = if several { format!("votes {}", place + 1) } else { "votes".to_owned() };
        columns.push((heading, players.iter().map(|player| weights(rule, player)).collect()));
    }
    let mut too_long = Vec::new();
    for (id, numbers) in &answer.power {
        let is_estimate = answer.standard_error.contains_key(id);
        let cells: Vec<String> = players
            .iter()
            .map(|player| {
                numbers.get(*player).map(|number| written(&number.0, is_estimate)).unwrap_or_default()
            })
            .collect();
        if cells.iter().any(|cell| cell.chars().count() > LONGEST) {
            too_long.push(index_title(id).to_owned());
        } else {
            columns.push((index_title(id).to_owned(), cells));
        }
    }
    let width = |cells: &[String]| cells.iter().map(|cell| cell.chars().count()).max().unwrap_or(0);
    let names: Vec<String> = players.iter().map(|&player| player.clone()).collect();
    let lead = width(&names).max(6);
    let widths: Vec<usize> =
        columns.iter().map(|(heading, cells)| heading.chars().count().max(width(cells))).collect();
    // As many columns side by side as a line holds; the others below, under the names again.
    let mut start = 0;
    while start < columns.len() {
        let mut end = start;
        let mut used = 2 + lead;
        while end < columns.len() && (end == start || used + 2 + widths[end] <= WIDTH) {
            used += 2 + widths[end];
            end += 1;
        }
        let mut line = format!("  {:lead$}", "");
        for place in start..end {
            line.push_str(&format!("  {:>width$}", columns[place].0, width = widths[place]));
        }
        text.push_str(line.trim_end());
        text.push('\n');
        for (row, name) in names.iter().enumerate() {
            let mut line = format!("  {name:lead$}");
            for place in start..end {
                line.push_str(&format!("  {:>width$}", columns[place].1[row], width = widths[place]));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        start = end;
    }
    if !too_long.is_empty() {
        text.push_str(&format!(
            "  not shown because of their length: {} (--csv lists them)\n",
            both(&too_long)
        ));
    }
    if hidden > 0 {
        let which = if first.is_some() { " with no more power by the first index" } else { "" };
        text.push_str(&format!("  and {hidden} more{which} (--csv lists all)\n"));
    }
}

/// What was not settled, the indices with the same reason together.
fn unsettled(answer: &PowerAnswer, text: &mut String) {
    let mut by_reason: Vec<(&str, Vec<String>)> = Vec::new();
    for (id, reason) in &answer.unsettled {
        let title = index_title(id).to_owned();
        match by_reason.iter_mut().find(|(known, _)| known == reason) {
            Some((_, titles)) => titles.push(title),
            None => by_reason.push((reason, vec![title])),
        }
    }
    for (reason, titles) in by_reason {
        text.push_str(&paragraph(&format!("{}: not settled, {reason}", both(&titles)), 2));
    }
}

fn checked(answer: &PowerAnswer) -> &'static str {
    let is_part = !answer.unsettled.is_empty() || !answer.standard_error.is_empty();
    match (answer.certificates.is_empty(), is_part) {
        (true, true) => return "Not everything was settled: nothing here is exact.\n",
        (true, false) => return "",
        (false, true) => {
            return "Not everything was settled: what is shown without ~ is exact, as --json says.\n";
        }
        (false, false) => {}
    }
    let all = |word: &str| answer.certificates.values().all(|certificate| certificate.strength != word);
    if all("Necessary") {
        "Exact, and counted again by a second method.\n"
    } else {
        "Exact; where there are too many coalitions to count twice, checked, not proved (--json says which).\n"
    }
}
