//! The first screen of a zone where issues have amounts.

use crate::numeric::{Decimals, Rational, grouped};
use crate::report::render::text::{block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::mixed::{AmountRoom, FrontierPoint, MixedZoneAnswer, VertexData};
use crate::report::wording::{both, count_word, either, percent};

/// Most corners that fit the screen.
const MOST_CORNERS: usize = 6;

/// The zone as a person reads it.
#[must_use]
pub fn mixed_zone(answer: &MixedZoneAnswer) -> String {
    let (zone, view) = (&answer.zone, &answer.view);
    let gap = 96_usize.saturating_sub(view.title.chars().count() + view.size.chars().count()).max(2);
    let mut text = format!("{}{}{}\n", view.title, " ".repeat(gap.min(16)), view.size);
    text.push_str(&paragraph(&view.basis, 0));
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    match zone.status.as_str() {
        "open" => {
            open(answer, &mut text);
            text.push('\n');
            text.push_str("Every combination was looked at, and each is proved by its own weights, in exact fractions.\n");
            if !zone.complete {
                text.push_str("The run was cut short: more would have been said of the deepest agreement, the size or the frontier.\n");
            }
            text.push_str(&next(&[format!("zopa solve {case}{what_if}"), format!("zopa show {case}")]));
        }
        "empty" => {
            text.push_str("ZONE OF POSSIBLE AGREEMENT (ZOPA): EMPTY\n");
            let sentence = match zone.combinations.admissible.0 {
                0 => "No combination of levels meets all conditions, limits and forbidden combinations."
                    .to_owned(),
                1 => "With any amounts, somebody is worse off than walking away.".to_owned(),
                count => format!(
                    "In each of {} combinations of levels, with any amounts, somebody is worse off than walking away.",
                    grouped(count)
                ),
            };
            text.push_str(&paragraph(&sentence, 2));
            text.push('\n');
            text.push_str("Proved for each combination by weights of the parties, in exact fractions.\n");
            text.push_str(&next(&[format!("zopa why-not {case}{what_if}")]));
        }
        _ => {
            text.push_str("UNDECIDED: the run was cut short before every combination was looked at.\n");
            let sentence = format!(
                "{} of the combinations looked at leave room for an agreement.",
                grouped(zone.combinations.open.0)
            );
            text.push_str(&paragraph(&sentence, 2));
        }
    }
    text
}

fn open(answer: &MixedZoneAnswer, text: &mut String) {
    let (zone, view) = (&answer.zone, &answer.view);
    text.push_str("ZONE OF POSSIBLE AGREEMENT (ZOPA): OPEN\n");
    let sentence = match (zone.combinations.open.0, zone.combinations.admissible.0) {
        (1, 1) => "Amounts can be found at which nobody is worse off than walking away.".to_owned(),
        (open, all) => format!(
            "{} of {} combinations of levels {} amounts at which nobody is worse off than walking away.",
            grouped(open),
            grouped(all),
            if open == 1 { "has" } else { "have" }
        ),
    };
    text.push_str(&paragraph(&sentence, 2));
    text.push('\n');
    let needs = needs(answer);
    if needs.is_empty() {
        let nothing = "no single level or amount is required or ruled out; the combination decides";
        text.push_str(&block("It needs", &[nothing.to_owned()]));
    } else {
        text.push_str(&block("It needs", &needs));
    }
    let free: Vec<String> = zone
        .amounts
        .iter()
        .filter(|(_, room)| room.least.0 == room.range[0].0 && room.greatest.0 == room.range[1].0)
        .filter_map(|(id, _)| Some(view.issues.get(id)?.0.clone()))
        .collect();
    if !free.is_empty() {
        text.push_str(&block("Any amount", &free));
    }
    let room = zone.parties.iter().filter_map(|(id, room)| {
        let slack = &room.slack.as_ref()?.0;
        Some(format!("{id} {} over {}", view.decimals.write(slack), view.decimals.write(&room.walk_away.0)))
    });
    let scale = "own scales, not all at once".to_owned();
    text.push_str(&block("Most to gain", &room.chain([scale]).collect::<Vec<_>>()));
    if let Some(deepest) = &zone.deepest {
        let whom = match zone.parties.len() {
            1 => "the one signatory".to_owned(),
            2 => "both".to_owned(),
            count => format!("all {}", count_word(count)),
        };
        let mut items = vec![format!(
            "at least {} points to {whom}, if one point is worth the same to each",
            view.decimals.write(&deepest.smallest.0)
        )];
        let amounts = deepest.value.amounts.iter().flatten().filter_map(|(id, amount)| {
            let (label, unit, digits) = view.issues.get(id)?;
            Some(format!("{label} {}", with_unit(&amount.0, unit, *digits)))
        });
        items.extend(amounts);
        text.push_str(&block("Deepest", &items));
    }
    shape(answer, text);
}

/// How large the zone is, its corners where they are few, and the ends of its efficient part.
fn shape(answer: &MixedZoneAnswer, text: &mut String) {
    let (zone, view) = (&answer.zone, &answer.view);
    if let Some(share) = &zone.share {
        let size = format!("{} of all that the conditions and limits allow", percent(&share.value.0));
        let even = "every level and every amount of its range as likely as another".to_owned();
        text.push_str(&block("Size", &[size, even]));
    }
    if let Some([only]) = zone.regions.as_ref().map(|regions| regions.combinations.as_slice())
        && zone.amounts.len() > 1
        && only.vertices.len() <= MOST_CORNERS
    {
        let corner = |vertex: &VertexData| {
            let amounts = vertex.amounts.iter().filter_map(|(id, amount)| {
                let (label, unit, digits) = view.issues.get(id)?;
                Some(format!("{label} {}", with_unit(&amount.0, unit, *digits)))
            });
            amounts.collect::<Vec<_>>().join(", ")
        };
        text.push_str(&block("Corners", &only.vertices.iter().map(corner).collect::<Vec<_>>()));
    }
    let pieces = zone.frontier.as_ref().map(|frontier| frontier.pieces.as_slice());
    if let Some([first, .., last] | [first @ last]) = pieces {
        let gains = |point: &FrontierPoint| {
            let gains = point.value.gains.iter();
            let gains = gains.map(|(id, gain)| format!("{id} {}", view.decimals.write(&gain.0)));
            both(&gains.collect::<Vec<_>>())
        };
        let (from, to) = (gains(&first.from), gains(&last.to));
        let items = match from == to {
            true => vec![format!("gains of {from}")],
            false => vec![format!("gains from {from}"), format!("to {to}")],
        };
        text.push_str(&block("Efficient", &items));
    }
}

/// What the zone rules out, issue by issue.
fn needs(answer: &MixedZoneAnswer) -> Vec<String> {
    let (zone, view) = (&answer.zone, &answer.view);
    let mut items = Vec::new();
    for (id, (label, unit, digits)) in &view.issues {
        if let Some(room) = zone.amounts.get(id) {
            items.extend(span(room, *digits).map(|span| format!("{label} {span}")));
        } else if let (Some(labels), Some(allowed)) = (zone.issues.get(id), view.allowed.get(id)) {
            if labels.len() == allowed.len() {
                continue;
            }
            let shown: Vec<String> = labels
                .iter()
                .map(|label| if unit.is_empty() { label.clone() } else { format!("{label} {unit}") })
                .collect();
            let absent: Vec<String> = allowed.iter().filter(|one| !labels.contains(one)).cloned().collect();
            items.push(match absent.len() {
                few if few < labels.len() && few <= 2 => format!("{label}: not {}", either(&absent)),
                _ => format!("{label}: {}", either(&shown)),
            });
        }
    }
    items
}

/// From where to where, as far as it is less than the range.
fn span(room: &AmountRoom, digits: Option<Decimals>) -> Option<String> {
    let (least, greatest) = (&room.least.0, &room.greatest.0);
    let (low, high) = (*least > room.range[0].0, *greatest < room.range[1].0);
    let shown = |amount: &Rational| with_unit(amount, &room.unit, digits);
    match (low, high) {
        (false, false) => None,
        (true, true) if least == greatest => Some(format!("of {}", shown(least))),
        (true, true) => {
            Some(both(&[format!("of at least {}", shown(least)), format!("at most {}", shown(greatest))]))
        }
        (true, false) => Some(format!("of at least {}", shown(least))),
        (false, true) => Some(format!("of at most {}", shown(greatest))),
    }
}

/// An amount with its unit, in the digits that the issue supports.
fn with_unit(amount: &Rational, unit: &str, digits: Option<Decimals>) -> String {
    let amount = digits.map_or_else(|| crate::numeric::typed(amount), |digits| digits.write(amount));
    if unit.is_empty() { amount } else { format!("{amount} {unit}") }
}
