//! The first screen of a zone.

use crate::numeric::{Decimals, grouped};
use crate::report::number::BigTotal;
use crate::report::render::text::zone_large::large;
use crate::report::render::text::{block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::zone::{ZoneAnswer, ZoneData, ZoneView};
use crate::report::wording::{both, percent};

/// Numbers that close a zone, named one by one up to this many.
const NUMBERS_SHOWN: usize = 4;

/// The zone as a person reads it.
#[must_use]
pub fn zone(answer: &ZoneAnswer) -> String {
    let (zone, view) = (&answer.zone, &answer.view);
    let digits = view.decimals.unwrap_or_else(|| Decimals::of([]));
    let gap = 96_usize.saturating_sub(view.title.chars().count() + view.size.chars().count()).max(2);
    let mut text = format!("{}{}{}\n", view.title, " ".repeat(gap.min(16)), view.size);
    text.push_str(&paragraph(&view.basis, 0));
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    if zone.way != "listed" {
        text.push_str(&large(answer, digits));
        return text;
    }
    match zone.status.as_str() {
        "open" => open(answer, digits, &mut text),
        "empty" => empty(answer, &mut text),
        _ => {
            text.push_str("UNDECIDED: the run was cut short before an agreement was found.\n");
            text.push_str(&looked_at(zone));
        }
    }
    text
}

/// A count as far as 128 bits go.
fn count(total: &Option<BigTotal>) -> u128 {
    total.as_ref().map_or(0, BigTotal::small)
}

fn looked_at(zone: &ZoneData) -> String {
    format!("  {} admissible packages were looked at.\n", grouped(count(&zone.admissible)))
}

fn open(answer: &ZoneAnswer, digits: Decimals, text: &mut String) {
    let (zone, view) = (&answer.zone, &answer.view);
    let narrow = if view.narrow { ", NARROW" } else { "" };
    text.push_str(&format!("ZONE OF POSSIBLE AGREEMENT (ZOPA): OPEN{narrow}\n"));
    let share = view.share.as_ref().map(|share| format!(" ({})", percent(share))).unwrap_or_default();
    let whom = match zone.parties.len() {
        1 => "the one signatory".to_owned(),
        2 => "both".to_owned(),
        count => format!("all {}", crate::report::wording::count_word(count)),
    };
    let boundary = match count(&zone.on_boundary) {
        0 => String::new(),
        1 => "; in 1 of them somebody gains nothing".to_owned(),
        count => format!("; in {} of them somebody gains nothing", grouped(count)),
    };
    let sentence = match zone.efficient {
        Some(efficient) => format!(
            "{}. {} efficient: nothing helps one without hurting another.",
            acceptable_words(zone, &share, &whom, &boundary),
            match (count(&zone.acceptable), efficient.0) {
                (1, _) => "It is".to_owned(),
                (all, some) if all == some => "All are".to_owned(),
                (_, 1) => "1 is".to_owned(),
                (_, some) => format!("{} are", grouped(some)),
            }
        ),
        None => format!(
            "At least {} acceptable packages were found before the time ran out. Not known: how many there are, how many of them are efficient, and each party's best.",
            grouped(count(&zone.acceptable))
        ),
    };
    text.push_str(&paragraph(&sentence, 2));
    text.push('\n');
    let needs: Vec<String> = zone.needs.iter().map(|need| need.text.clone()).collect();
    if needs.is_empty() {
        if zone.complete {
            let nothing = "no single level is required or ruled out; the combination decides";
            text.push_str(&block("It needs", &[nothing.to_owned()]));
        }
    } else {
        text.push_str(&block("It needs", &needs));
    }
    let room = zone.parties.iter().filter_map(|(id, room)| {
        let slack = &room.slack.as_ref()?.0;
        Some(format!("{id} {} over {}", digits.write(slack), digits.write(&room.walk_away.0)))
    });
    let scale = "own scales, not all at once";
    let heading = if zone.complete { "Most to gain" } else { "At least" };
    text.push_str(&block(heading, &room.chain([scale.to_owned()]).collect::<Vec<_>>()));
    let closers = closers(zone);
    if !closers.is_empty() {
        text.push_str(&block("It closes if", &closers));
    }
    if !view.survives.is_empty() {
        text.push_str(&block("It survives", &view.survives));
    }
    if !zone.conditions.is_empty() {
        let mut costs: Vec<String> = zone
            .conditions
            .iter()
            .enumerate()
            .map(|(place, (id, counts))| {
                let now = grouped(count(&zone.acceptable));
                let unit = if place == 0 { format!(" (now {now})") } else { String::new() };
                format!("{id} {}{unit}", grouped(counts.acceptable.0))
            })
            .collect();
        if let Some(all) = zone.all_conditions.as_ref().filter(|_| zone.conditions.len() > 1) {
            costs.push(format!("all {}", grouped(all.acceptable.0)));
        }
        text.push_str(&block("If lifted", &costs));
    }
    named_packages(zone, digits, text);
    text.push('\n');
    if zone.complete && !zone.closes_complete {
        text.push_str("The run was cut short: more may close it than is listed.\n");
    }
    text.push_str(&certificate(zone));
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    let mut commands = vec![format!("zopa solve {case}{what_if}")];
    if let Some(shock) = &view.closing_shock {
        commands.push(format!("zopa why-not {case}{what_if} --shock {shock}"));
    }
    commands.push(threshold(view, &what_if).unwrap_or_else(|| format!("zopa show {case}")));
    text.push_str(&next(&commands));
}

/// The command that asks for which values of a number of the case there is a zone.
fn threshold(view: &ZoneView, what_if: &str) -> Option<String> {
    let of = quoted(view.threshold.as_ref()?);
    Some(format!("zopa threshold {}{what_if} --of {of}", quoted(&view.case)))
}

/// `21 of 2,160 admissible packages (1.0 %) are worth at least walking away to all three`.
fn acceptable_words(zone: &ZoneData, share: &str, whom: &str, boundary: &str) -> String {
    if count(&zone.admissible) == 1 {
        return format!("The one admissible package is worth at least walking away to {whom}{boundary}");
    }
    let verb = if count(&zone.acceptable) == 1 { "is" } else { "are" };
    format!(
        "{} of {} admissible packages{share} {verb} worth at least walking away to {whom}{boundary}",
        grouped(count(&zone.acceptable)),
        grouped(count(&zone.admissible)),
    )
}

fn empty(answer: &ZoneAnswer, text: &mut String) {
    let (zone, view) = (&answer.zone, &answer.view);
    text.push_str("ZONE OF POSSIBLE AGREEMENT (ZOPA): EMPTY\n");
    let sentence = if count(&zone.admissible) == 0 {
        "No package meets all conditions, limits and forbidden combinations.".to_owned()
    } else {
        format!(
            "None of {} admissible packages is worth at least walking away to everybody.",
            grouped(count(&zone.admissible))
        )
    };
    text.push_str(&paragraph(&sentence, 2));
    text.push('\n');
    named_packages(zone, view.decimals.unwrap_or_else(|| Decimals::of([])), text);
    text.push_str(&certificate(zone));
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    let mut commands = vec![format!("zopa why-not {case}{what_if}")];
    commands.extend(threshold(view, &what_if));
    text.push_str(&next(&commands));
}

pub(in crate::report::render::text) fn named_packages(zone: &ZoneData, digits: Decimals, text: &mut String) {
    // A package that breaks a rule, such as the status quo, says nothing about how good the zone is.
    for package in zone.packages.values().filter(|package| package.admissible) {
        let short: Vec<String> = package
            .value
            .gains
            .iter()
            .filter(|(_, gain)| gain.0.is_negative())
            .map(|(id, gain)| format!("{} points short for {id}", digits.write(&-&gain.0)))
            .collect();
        let place =
            if package.inside { "inside the zone".to_owned() } else { format!("outside, {}", both(&short)) };
        text.push_str(&block("Compare", &[format!("{}: {place}", package.label)]));
    }
}

/// What closes the zone, two ends of one issue said together.
fn closers(zone: &ZoneData) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut last = "";
    let numbers = zone.closes.iter().filter(|closer| closer.kind == "number").count();
    let is_long = numbers > NUMBERS_SHOWN;
    for closer in zone.closes.iter().filter(|closer| !is_long || closer.kind != "number") {
        let same_issue = closer.kind == "levels" && closer.what == last;
        last = if closer.kind == "levels" { &closer.what } else { "" };
        match (same_issue, items.last_mut(), closer.text.split_once(": ")) {
            (true, Some(item), Some((_, words))) => item.push_str(&format!(", or {words}")),
            _ => items.push(closer.text.clone()),
        }
    }
    if is_long {
        items.push(format!(
            "any of {numbers} single changes of other numbers inside their ranges (--json lists them)"
        ));
    }
    items
}

/// How far the counts were checked.
fn certificate(zone: &ZoneData) -> String {
    let strength = zone.certificate.as_ref().map(|certificate| certificate.strength.as_str());
    let sentence = match strength {
        Some("Recount") => {
            "Counted exactly over every admissible package, and counted again by a second method."
        }
        Some("Proof") => "Counted exactly over every admissible package, and proved.",
        Some(_) => {
            "Counted exactly over every admissible package; checked, not proved: too many to count twice."
        }
        None => "Not counted to the end, so not checked.",
    };
    format!("{sentence}\n")
}
