//! The screen of a threshold: for which values of a number the zone is open.

use crate::numeric::{Decimals, Rational, typed};
use crate::report::render::text::{WIDTH, block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::interval::IntervalData;
use crate::report::sections::threshold::{
    NashChangeData, RegionData, RowData, ThresholdAnswer, ThresholdData,
};
use crate::report::wording::wrap_items;

/// Changes of the Nash deal that are shown, those nearest to the present value.
const CHANGES_SHOWN: usize = 5;
/// Longest decimal that is written in full though it has more digits than the file.
const DECIMAL: usize = 8;
/// Longest fraction that is written beside a rounded number.
const FRACTION: usize = 24;
/// Longest suggestion that goes beyond the first: a command is never broken in two.
const LONGEST_COMMAND: usize = WIDTH - 6;
/// Rows of a second number that are shown.
const ROWS_SHOWN: usize = 13;

/// For which values of a number the zone is open, as a person reads it.
#[must_use]
pub fn threshold(answer: &ThresholdAnswer) -> String {
    let (data, view) = (&answer.threshold, &answer.view);
    let mut text = format!("{}\n", view.title);
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    text.push_str(&paragraph(&headline(data, view.digits), 0));
    text.push('\n');
    text.push_str(&block("Now", &[now(data, view.digits)]));
    if let Some(room) = room(data, view.digits) {
        text.push_str(&block("Stated range", &[room]));
    }
    match &data.region {
        Some(region) => table(answer, region, &mut text),
        None => nash(answer, &mut text),
    }
    text.push('\n');
    text.push_str(&checked(data));
    text + &next(&commands(answer))
}

fn headline(data: &ThresholdData, digits: Decimals) -> String {
    let name = &data.name;
    if data.status == "undecided" {
        let reason = data.reason.as_deref().unwrap_or("it was not found");
        return format!("UNDECIDED for which values of {name} there is a zone: {reason}.");
    }
    match data.intervals.as_slice() {
        [] => format!("NO ZONE, whatever {name} is."),
        [one] if *one == data.legal => format!("THE ZONE IS OPEN whatever {name} is."),
        list => format!("THE ZONE IS OPEN while {name} is {}.", range(list, &data.legal, digits)),
    }
}

fn now(data: &ThresholdData, digits: Decimals) -> String {
    let unit = if data.of.ends_with(".factor") { " (1 is what the file assumes)" } else { "" };
    let value = format!("{}{unit}", said(&data.value.0, digits));
    let nearest = || {
        let below = data.to.as_ref().filter(|to| to.0 <= data.value.0);
        let above = data.from.as_ref().filter(|from| from.0 >= data.value.0);
        let end = below.or(above);
        end.map(|end| format!("; the nearest value with one is {}", said(&end.0, digits))).unwrap_or_default()
    };
    match data.status.as_str() {
        "open" => {
            let up = data
                .to
                .as_ref()
                .map(|to| &to.0 - &data.value.0)
                .map(|by| format!("{} up", said(&by, digits)));
            let down = data.from.as_ref().filter(|_| data.exact.from != data.legal.exact.from);
            let down =
                down.map(|from| &data.value.0 - &from.0).map(|by| format!("{} down", said(&by, digits)));
            let room: Vec<String> = up.into_iter().chain(down).collect();
            let room = if room.is_empty() { String::new() } else { format!("; room {}", room.join(" and ")) };
            format!("{value}, with a zone{room}")
        }
        "empty" => format!("{value}, without a zone{}", nearest()),
        _ => value,
    }
}

/// The range that the file states, and whether the zone is open all over it.
fn room(data: &ThresholdData, digits: Decimals) -> Option<String> {
    let (low, high) = (&data.low.as_ref()?.0, &data.high.as_ref()?.0);
    let holds = |one: &IntervalData| {
        one.from.as_ref().is_none_or(|from| from.0 <= *low) && one.to.as_ref().is_none_or(|to| to.0 >= *high)
    };
    let touches = |one: &IntervalData| {
        one.from.as_ref().is_none_or(|from| from.0 <= *high) && one.to.as_ref().is_none_or(|to| to.0 >= *low)
    };
    let verdict = match (data.status.as_str(), &data.intervals) {
        ("undecided", _) => String::new(),
        (_, list) if list.iter().any(holds) => ", open all over it".to_owned(),
        (_, list) if list.iter().any(touches) => ", open in a part of it".to_owned(),
        _ => ", open nowhere in it".to_owned(),
    };
    Some(format!("{} to {}{verdict}", said(low, digits), said(high, digits)))
}

/// Where the Nash deal changes.
fn nash(answer: &ThresholdAnswer, text: &mut String) {
    let (data, view) = (&answer.threshold, &answer.view);
    let Some(changes) = &data.nash_changes else {
        if let Some(reason) = data.reason.as_deref().filter(|_| data.status != "undecided") {
            text.push_str(&block("Nash deal", &[format!("where it changes was not found: {reason}")]));
        }
        return;
    };
    // That there is no deal where the zone is not open goes without saying.
    let tells = |change: &NashChangeData| {
        let both = change.before.total.0 > 0 && change.after.total.0 > 0;
        both || is_inside(data, &change.at.0)
    };
    let told: Vec<usize> = (0..changes.len()).filter(|&place| tells(&changes[place])).collect();
    if told.is_empty() {
        let deals = changes.iter().flat_map(|change| [&change.before, &change.here, &change.after]);
        if deals.chain(&data.nash).any(|deal| deal.total.0 > 0) {
            text.push_str(&block("Nash deal", &["the same wherever there is one".to_owned()]));
        }
        return;
    }
    let is_stated = |place: &usize| {
        let range = data.low.as_ref().zip(data.high.as_ref());
        range.is_some_and(|(low, high)| low.0 <= changes[*place].at.0 && changes[*place].at.0 <= high.0)
    };
    let stated = told.iter().copied().filter(is_stated).collect::<Vec<_>>();
    let times = if told.len() == 1 { "once".to_owned() } else { format!("{} times", told.len()) };
    let of_them = match (&data.low, stated.len()) {
        (None, _) => String::new(),
        (_, 0) => ", not inside the stated range".to_owned(),
        (_, all) if all == told.len() => ", inside the stated range".to_owned(),
        (_, some) => format!(", {some} of them inside the stated range"),
    };
    let mut shown = if stated.is_empty() { told.clone() } else { stated };
    let distance = |place: &usize| {
        let off = &changes[*place].at.0 - &data.value.0;
        if off.is_negative() { -&off } else { off }
    };
    shown.sort_by_key(distance);
    shown.truncate(CHANGES_SHOWN);
    shown.sort_unstable();
    let nearest = if shown.len() < told.len() { "; the nearest:" } else { "" };
    text.push_str(&block("Nash deal", &[format!("changes {times}{of_them}{nearest}")]));
    let heading = |place: usize| {
        let change = &changes[place];
        let at = match change.rational {
            true => said(&change.at.0, view.digits),
            false => view.digits.write(&change.at.0),
        };
        format!("at {at}")
    };
    let width = shown.iter().map(|&place| heading(place).chars().count()).max().unwrap_or(0).max(13) + 2;
    for place in shown {
        let words = wrap_items(&view.changes[place], 2 + width, WIDTH);
        text.push_str(&format!("  {:<width$}{words}\n", heading(place)));
    }
}

/// Does a value lie inside an interval, not at its end?
fn is_inside(data: &ThresholdData, value: &Rational) -> bool {
    data.intervals.iter().any(|one| {
        one.from.as_ref().is_none_or(|from| from.0 < *value) && one.to.as_ref().is_none_or(|to| to.0 > *value)
    })
}

/// The open values of the first number, row by row.
fn table(answer: &ThresholdAnswer, region: &RegionData, text: &mut String) {
    let (data, view) = (&answer.threshold, &answer.view);
    text.push('\n');
    let sentence = format!("Where {} is as on the left, there is a zone while {} is", region.name, data.name);
    text.push_str(&paragraph(&sentence, 2));
    let rows = &region.rows;
    // A row that says the same as both its neighbours can be left out.
    let tells = |place: &usize| {
        let same = |other: usize| rows.get(other).is_some_and(|row| row.intervals == rows[*place].intervals);
        let is_plain = !rows[*place].present && !rows[*place].end;
        !(is_plain && place.checked_sub(1).is_some_and(same) && same(place + 1))
    };
    let shown: Vec<usize> = (0..rows.len()).filter(tells).take(ROWS_SHOWN).collect();
    let at = |place: usize| {
        let now = if rows[place].present { " (now)" } else { "" };
        format!("{}{now}", said(&rows[place].at.0, view.other_digits))
    };
    let width = shown.iter().map(|&place| at(place).chars().count()).max().unwrap_or(0).max(11) + 2;
    for &place in &shown {
        let open = match &rows[place].intervals {
            None => "not found".to_owned(),
            Some(list) if list.is_empty() => "no zone".to_owned(),
            Some(list) => range(list, &data.legal, view.digits),
        };
        text.push_str(&format!("    {:<width$}{open}\n", at(place)));
    }
    let more = match rows.len() - shown.len() {
        0 => String::new(),
        more => format!(" ({more} more with --json)"),
    };
    text.push_str(&format!("  Each row is exact; between two rows nothing is stated{more}.\n"));
}

/// A set of values among those that are legal: `at most 79.3`, `from 2 to 5, or at least 8`.
fn range(list: &[IntervalData], legal: &IntervalData, digits: Decimals) -> String {
    let words = list.iter().map(|one| {
        let is_lowest = one.exact.from == legal.exact.from && one.from_closed == legal.from_closed;
        let is_highest = one.exact.to == legal.exact.to && one.to_closed == legal.to_closed;
        let low = one.from.as_ref().filter(|_| !is_lowest).map(|end| said(&end.0, digits));
        let high = one.to.as_ref().filter(|_| !is_highest).map(|end| said(&end.0, digits));
        match (low, high, one.from_closed, one.to_closed) {
            _ if one.from.is_some() && one.exact.from == one.exact.to => {
                format!("exactly {}", one.from.as_ref().map(|end| said(&end.0, digits)).unwrap_or_default())
            }
            (None, None, ..) => "whatever it can be".to_owned(),
            (None, Some(high), _, true) => format!("at most {high}"),
            (None, Some(high), _, false) => format!("below {high}"),
            (Some(low), None, true, _) => format!("at least {low}"),
            (Some(low), None, false, _) => format!("above {low}"),
            (Some(low), Some(high), true, true) => format!("from {low} to {high}"),
            (Some(low), Some(high), true, false) => format!("from {low} to below {high}"),
            (Some(low), Some(high), false, true) => format!("above {low}, up to {high}"),
            (Some(low), Some(high), false, false) => format!("between {low} and {high}"),
        }
    });
    words.collect::<Vec<_>>().join(", or ")
}

/// A number as the digits of the file allow; where that is rounded, a short decimal in full or the fraction beside it.
fn said(number: &Rational, digits: Decimals) -> String {
    let text = digits.write(number);
    let exact = typed(number);
    match (text.starts_with('~'), exact.contains('/')) {
        (false, _) => text,
        (true, false) if exact.len() <= DECIMAL => exact,
        (true, _) if exact.len() <= FRACTION => format!("{text} ({exact})"),
        (true, _) => text,
    }
}

/// How far it was checked.
fn checked(data: &ThresholdData) -> String {
    let strength = |certificate: &Option<crate::report::sections::common::CertificateData>| {
        certificate.as_ref().map(|one| one.strength.clone())
    };
    let sentence = match strength(&data.certificate).as_deref() {
        Some("Recount") if data.way == "searched" => {
            "Ends are exact, and proved without a list: at any other value weights leave no package."
        }
        Some("Recount") => match strength(&data.nash_certificate).as_deref() {
            Some("Recount") => {
                "Ends are exact. Checked: package by package, for every value, by a second method."
            }
            _ => "Ends are exact. Checked: the values of every package, by a second method.",
        },
        Some("Proof") => "Ends are exact. Proved for each combination of levels, in exact fractions.",
        Some(_) => "Ends are exact. Checked, not proved: too many packages to look at one by one.",
        None => "Not found, so not checked.",
    };
    let rows: &[RowData] = data.region.as_ref().map_or(&[], |region| &region.rows);
    let rest = match rows.iter().filter(|row| row.intervals.is_none()).count() {
        0 => String::new(),
        count => format!(" Rows not found: {count} of {}.", rows.len()),
    };
    format!("{sentence}{rest}\n")
}

fn commands(answer: &ThresholdAnswer) -> Vec<String> {
    let data = &answer.threshold;
    let (case, what_if) = (quoted(&answer.view.case), flags(&answer.head.what_if));
    let mut commands = vec![match data.status.as_str() {
        "empty" => format!("zopa why-not {case}{what_if}"),
        _ => format!("zopa zone {case}{what_if}"),
    }];
    if let Some(end) = end(data).map(|end| typed(&end)).filter(|end| end.len() <= FRACTION) {
        let shock = data.of.strip_prefix("shocks.").and_then(|rest| rest.strip_suffix(".factor"));
        let (flag, name, mark) = match shock {
            Some(name) => ("--shock ", name, '*'),
            None => ("--set ", data.of.as_str(), '='),
        };
        let is_other =
            |one: &&String| one.strip_prefix(flag).is_none_or(|value| value.split(mark).next() != Some(name));
        let others: Vec<String> = answer.head.what_if.iter().filter(is_other).cloned().collect();
        let value = quoted(&format!("{name}{mark}{end}"));
        commands.push(format!("zopa solve {case}{} {flag}{value}", flags(&others)));
    }
    let other = answer.view.other.as_ref().filter(|_| data.region.is_none());
    let both = other.map(|other| {
        format!("zopa threshold {case}{what_if} --of {} --and {}", quoted(&data.of), quoted(other))
    });
    commands.extend(both.filter(|command| command.chars().count() <= LONGEST_COMMAND));
    commands
}

/// An end of the interval that holds the present value, or is nearest to it, where it is none of the number itself.
fn end(data: &ThresholdData) -> Option<Rational> {
    let upper = data.exact.to.as_ref().filter(|end| Some(*end) != data.legal.exact.to.as_ref());
    let lower = data.exact.from.as_ref().filter(|end| Some(*end) != data.legal.exact.from.as_ref());
    upper.or(lower)?.parse().ok()
}
