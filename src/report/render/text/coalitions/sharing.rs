//! How everybody together could share, on the screen.

use crate::numeric::Decimals;
use crate::report::render::text::block;
use crate::report::render::text::coalitions::deals::numbers;
use crate::report::sections::coalitions::{CoalitionalData, ConceptData, concept_title};
use crate::report::wording::both;

/// Coalitions named on the screen.
const COALITIONS_SHOWN: usize = 3;

/// The core, the values and what follows from each rule of regrouping.
pub(super) fn sharing(data: &CoalitionalData, digits: Decimals, text: &mut String) {
    if let Some(properties) = &data.properties {
        let kind = match (properties.convex, properties.superadditive) {
            (Some(true), _) => "; the larger the coalition, the more each member adds (convex)",
            (_, Some(true)) => "; joining never loses (superadditive)",
            (_, Some(false)) => "; joining sometimes loses (not superadditive)",
            _ => "",
        };
        let (all, alone) = (digits.write(&properties.everyone.0), digits.write(&properties.alone.0));
        let verb = if data.sense == "cost" { "pay" } else { "have" };
        text.push_str(&block(
            "Everybody",
            &[format!("together they {verb} {all}, each alone {alone} in sum{kind}")],
        ));
    }
    if data.rules.len() > 1 {
        let lines: Vec<String> = data
            .rules
            .iter()
            .map(|(rule, found)| match (&found.core_empty, &found.epsilon) {
                (Some(true), Some(epsilon)) => format!("{rule} short by {}", digits.write(&epsilon.0)),
                (Some(false), _) => format!("{rule} yes"),
                _ => format!("{rule} not settled"),
            })
            .collect();
        let question = "can all together satisfy every group, if the others regroup so:".to_owned();
        text.push_str(&block("All in (core)", &[format!("{question} {}", lines.join(", "))]));
    }
    for (id, value) in &data.values {
        if let Some(line) = line(data, id, value, digits) {
            text.push_str(&block(concept_title(id), &[line]));
        }
    }
}

fn line(data: &CoalitionalData, id: &str, value: &ConceptData, digits: Decimals) -> Option<String> {
    let rule = match (&data.externality, id) {
        (Some(rule), id) if id != "externality_free" => format!(" (others regroup: {rule})"),
        _ => String::new(),
    };
    let shown = value.value.as_ref().map(|value| numbers(value, digits));
    let binding: Vec<String> =
        value.binding.iter().take(COALITIONS_SHOWN).map(|one| one.members.join("+")).collect();
    let binding = match (binding.is_empty(), value.binding.len() > COALITIONS_SHOWN) {
        (true, _) => String::new(),
        (false, more) => format!("; bound by {}{}", both(&binding), if more { " and others" } else { "" }),
    };
    Some(match (id, value.status.as_str()) {
        (_, "undecided") => {
            format!("not settled: {}", value.reason.as_deref().unwrap_or("the run was cut short"))
        }
        (_, "none") => format!("none: {}", value.reason.as_deref()?),
        ("core", "empty") => {
            let weights: Vec<String> = value
                .balanced
                .iter()
                .take(COALITIONS_SHOWN + 2)
                .map(|one| format!("{} of {}", one.weight_exact, one.members.join("+")))
                .collect();
            format!(
                "empty{rule}: whatever the split, some group could have more ({} together ask for more than all have)",
                weights.join(", ")
            )
        }
        ("core", _) => {
            let vertices = match (&value.vertices, value.vertices_complete) {
                (Some(vertices), Some(true)) if vertices.len() == 1 => "; no other split does".to_owned(),
                (Some(vertices), Some(true)) => format!("; {} vertices", vertices.len()),
                _ => String::new(),
            };
            format!("not empty{rule}: {} satisfies every group{vertices}", shown?)
        }
        ("least_core", _) => {
            let epsilon = &value.epsilon.as_ref()?.0;
            let what = if epsilon.is_positive() {
                format!("every group accepts {} less than it could have", digits.write(epsilon))
            } else {
                format!("every group can have {} more than it could alone", digits.write(&-epsilon))
            };
            format!("{what}{rule}{binding}")
        }
        (_, "estimate") => {
            let errors = value.standard_error.as_ref()?.values().copied();
            let error = errors.fold(0.0, f64::max);
            format!("about {} (standard error at most {error:.3}, {} draws){rule}", shown?, value.samples?)
        }
        _ => format!("{}{rule}", shown?),
    })
}
