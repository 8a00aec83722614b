//! The screen of an empty zone where issues have amounts.

use crate::numeric::grouped;
use crate::report::render::text::{block, flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::mixed::MixedWhyNotAnswer;

/// Why there is no zone, as a person reads it.
#[must_use]
pub fn mixed_why_not(answer: &MixedWhyNotAnswer) -> String {
    let (data, view) = (&answer.why_not, &answer.view);
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    let mut text = format!("{}\n", view.title);
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push('\n');
    match data.status.as_str() {
        "open" => {
            let sentence = format!(
                "THERE IS A ZONE: {} of {} combinations of levels leave room for an agreement, so nothing blocks.",
                grouped(data.combinations.open.0),
                grouped(data.combinations.admissible.0)
            );
            text.push_str(&paragraph(&sentence, 0));
            return text + &next(&[format!("zopa zone {case}{what_if}")]);
        }
        "undecided" => return text + "UNDECIDED: the run was cut short before an agreement was found.\n",
        _ => {}
    }
    match &data.shortfall {
        Some(shortfall) => {
            let sentence = format!(
                "NO ZONE: with any amounts, every package leaves someone below walking away. Closest is {} points short.",
                view.decimals.write(&shortfall.0)
            );
            text.push_str(&paragraph(&sentence, 0));
            text.push('\n');
            text.push_str(&block("Closest", &view.closest_text));
            text.push_str(&block("Leaves short", &view.short));
        }
        None if data.complete => {
            text.push_str("NO ZONE: no package meets all conditions, limits and forbidden combinations.\n\n");
        }
        None => text.push_str("NO ZONE; the closest package was not found.\n\n"),
    }
    for set in &data.blocking {
        let sentence = match set.demands.len() {
            1 => format!("{}: no package meets it, whatever the rest", set.text),
            _ => format!(
                "{}: no package meets them together; each can be met without one of the others",
                set.text
            ),
        };
        text.push_str(&block("Who blocks", &[sentence]));
    }
    let openings: Vec<String> = data.openings.iter().map(|opening| opening.text.clone()).collect();
    match openings.is_empty() {
        true => text.push_str(&block("Openings", &["no single change opens it".to_owned()])),
        false => text.push_str(&block("It opens with", &openings)),
    }
    if let Some(cheapest) = &data.cheapest {
        let mut items: Vec<String> = cheapest.concessions.values().map(|own| own.text.clone()).collect();
        items.push(match cheapest.assumed {
            true => "if a point costs the same whoever gets it".to_owned(),
            false => format!("at a cost of {}", view.decimals.write(&cheapest.cost.0)),
        });
        text.push_str(&block("Cheapest mix", &items));
    }
    text.push('\n');
    text.push_str("\"Closest\" sets points of different parties against each other; who blocks does not.\n");
    if !data.complete {
        text.push_str("Not everything was looked at, for lack of time or for too many combinations: there may be more to say.\n");
    }
    text.push_str("Proved for every combination of levels by weights of the parties, in exact fractions.\n");
    text + &next(&[format!("zopa zone {case}{what_if}"), format!("zopa show {case}")])
}
