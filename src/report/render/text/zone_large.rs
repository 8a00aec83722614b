//! The first screen of a zone with too many packages to look at.

use crate::numeric::{Decimals, grouped};
use crate::report::number::BigTotal;
use crate::report::render::text::zone::named_packages;
use crate::report::render::text::{block, flags, next, paragraph, quoted};
use crate::report::sections::zone::{ZoneAnswer, ZoneData};

/// What was found out, how, and what was not.
pub(in crate::report::render::text) fn large(answer: &ZoneAnswer, digits: Decimals) -> String {
    let (zone, view) = (&answer.zone, &answer.view);
    let heading = match zone.status.as_str() {
        "open" => "OPEN",
        "empty" => "EMPTY",
        _ => "UNDECIDED",
    };
    let mut text = format!("ZONE OF POSSIBLE AGREEMENT (ZOPA): {heading}\n");
    text.push_str(&paragraph(&counts(zone), 2));
    if zone.status == "undecided" {
        text.push_str(&paragraph(
            "The run ended, or there were too many efficient points to merge, before it was known whether any is acceptable.",
            2,
        ));
    }
    if let Some(points) = zone.efficient_points.filter(|_| zone.status == "open") {
        let efficient = zone.efficient.map(|total| format!(", {} packages in all", written(total.0.into())));
        let sentence = format!(
            "{} efficient points{}: at each, nothing helps one without hurting another.",
            grouped(points as u128),
            efficient.unwrap_or_default()
        );
        text.push_str(&paragraph(&sentence, 2));
    }
    text.push('\n');
    let needs: Vec<String> = zone.needs.iter().map(|need| need.text.clone()).collect();
    if !needs.is_empty() {
        text.push_str(&block("It needs", &needs));
    }
    let rooms: Vec<String> = zone
        .parties
        .iter()
        .filter_map(|(id, room)| {
            let slack = &room.slack.as_ref()?.0;
            Some(format!("{id} {} over {}", digits.write(slack), digits.write(&room.walk_away.0)))
        })
        .chain(["own scales, not all at once".to_owned()])
        .collect();
    if rooms.len() > 1 {
        text.push_str(&block("Most to gain", &rooms));
    }
    named_packages(zone, digits, &mut text);
    text.push_str(&block("Not asked", &[not_asked(zone)]));
    text.push('\n');
    text.push_str(&paragraph(&way(zone), 0));
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    let ask = if zone.status == "open" { "solve" } else { "why-not" };
    text + &next(&[format!("zopa {ask} {case}{what_if}")])
}

/// How many packages there are, as far as they could be counted.
fn counts(zone: &ZoneData) -> String {
    let admissible = zone.admissible.as_ref().map(|count| written(count.0.clone()));
    let admissible = admissible
        .map_or_else(|| "the admissible packages".to_owned(), |all| format!("{all} admissible packages"));
    match (&zone.acceptable, zone.status.as_str()) {
        (_, "empty") => format!("None of {admissible} is worth at least walking away to everybody."),
        (Some(BigTotal(count)), _) => {
            let boundary = zone.on_boundary.as_ref().map(|count| written(count.0.clone()));
            let boundary = boundary.map(|count| format!("; in {count} of them somebody gains nothing"));
            format!(
                "{} of {admissible} are worth at least walking away to everybody{}.",
                written(count.clone()),
                boundary.unwrap_or_default()
            )
        }
        (None, _) => format!("How many of {admissible} are acceptable to everybody was too much to count."),
    }
}

/// A count in digits, or its size where it is long.
fn written(count: dashu_int::UBig) -> String {
    const LONGEST: usize = 15;
    let digits = count.to_string();
    match u128::try_from(count) {
        Ok(count) if digits.len() <= LONGEST => grouped(count),
        _ => format!("about {}.{} x 10^{}", &digits[..1], &digits[1..3], digits.len() - 1),
    }
}

fn not_asked(zone: &ZoneData) -> String {
    let mut asked = vec!["what closes it"];
    if zone.not_found.iter().any(|name| name == "issues") {
        asked.push("which levels are possible inside it");
    }
    format!("{}: too many packages", asked.join(", "))
}

/// How it was found, and what that proves.
fn way(zone: &ZoneData) -> String {
    let is_counted = zone.acceptable.is_some();
    let has_best = zone.parties.values().all(|room| room.slack.is_some());
    if zone.parties.len() != 2 && has_best && zone.status == "open" {
        let counted = match (zone.efficient_points.is_some(), is_counted) {
            (true, _) => {
                "Efficient points were found by merging issues one after the other, and not looked for again."
            }
            (false, true) => "Sums over issues were counted, exactly.",
            (false, false) => "How many agreements there are was out of reach.",
        };
        let needs = if zone.needs.is_empty() {
            ""
        } else {
            "An agreement with any other level than those needed was looked for in the same way. "
        };
        return format!(
            "Found without a list of packages: an agreement and each party's best, with weights under which only few packages could be better; those were all looked at, twice. {needs}{counted}"
        );
    }
    if zone.efficient_points.is_none() && !is_counted && zone.status == "open" {
        return "Found without a list of packages: an agreement was looked for and worked out from the case. How many there are, and how good they can be, was out of reach.".to_owned();
    }
    if zone.status == "empty"
        && !is_counted
        && zone.admissible.is_some()
        && zone.not_found.iter().any(|name| name == "acceptable")
        && zone.parties.len() != 2
    {
        return "Found without a list of packages: with certain weights on the parties even the best sum of all issues is below that of their walk-away values; worked out again from the case.".to_owned();
    }
    let found = if zone.efficient_points.is_some_and(|points| points > 0 || zone.parties.len() == 2) {
        "Found without a list of packages: issues were merged one after the other, exactly, keeping what nothing improves"
    } else {
        "Found without a list of packages: sums over issues were counted, exactly"
    };
    let strength = zone.certificate.as_ref().map(|certificate| certificate.strength.as_str());
    let proof = match strength {
        Some("Recount") => "and found again by a second method.",
        Some("Proof") => "and proved.",
        Some(_) => "but only checked, not proved: a second look at all of it was out of reach.",
        None => "but not to the end, so not checked.",
    };
    format!("{found}, {proof}")
}
