//! How everybody together could share, on the screen.

use crate::numeric::Decimals;
use crate::report::render::text::block;
use crate::report::render::text::coalitions::deals::numbers;
use crate::report::sections::coalitions::{CoalitionalData, ConceptData, concept_title};
use crate::report::wording::both;

/// Coalitions named on the screen.
const COALITIONS_SHOWN: usize = 3;

/// The core, the values and what follows from each rule of regrouping.
pub(super) fn sharing(data: &CoalitionalData, digits: Decimals, named: bool, text: &mut String) {
    if let (Some(everyone), Some(properties)) = (&data.everyone, &data.properties) {
        let is_cost = data.sense == "cost";
        let kind = match (properties.convex, properties.superadditive) {
            (Some(true), _) if is_cost => "; the larger the group, the less each member adds to the cost",
            (Some(true), _) => "; the larger the coalition, the more each member adds (convex)",
            (_, Some(true)) if is_cost => "; joining never costs more",
            (_, Some(true)) => "; joining never loses (superadditive)",
            (_, Some(false)) if is_cost => "; joining sometimes costs more",
            (_, Some(false)) => "; joining sometimes loses (not superadditive)",
            _ => "",
        };
        let (all, alone) = (digits.write(&everyone.0), digits.write(&properties.alone.0));
        let verb = if is_cost { "pay" } else { "have" };
        text.push_str(&block(
            "Everybody",
            &[format!("together they {verb} {all}, each alone {alone} in sum{kind}")],
        ));
    }
    if data.rules.len() > 1 {
        rules(data, digits, text);
    }
    for (id, value) in &data.values {
        let is_shown = named || data.form != "partition" || id == "shapley";
        if let Some(line) = line(data, id, value, digits).filter(|_| is_shown) {
            text.push_str(&block(heading(id), &[line]));
        }
    }
}

/// Could all together satisfy every group, if the others regroup in this or that way?
fn rules(data: &CoalitionalData, digits: Decimals, text: &mut String) {
    let (mut short, mut fine, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for (rule, found) in &data.rules {
        let rule = rule.replace('_', " ");
        match (&found.core_empty, &found.epsilon) {
            (Some(true), Some(epsilon)) => short.push(format!("{} ({rule})", digits.write(&epsilon.0))),
            (Some(false), _) => fine.push(rule),
            _ => open.push(rule),
        }
    }
    let all = data.everyone.as_ref().map(|all| format!(" {}", digits.write(&all.0))).unwrap_or_default();
    let mut items = Vec::new();
    if !short.is_empty() {
        let how =
            if short.len() > 1 { "depending on how the others regroup" } else { "if the others regroup so" };
        items.push(format!(
            "all in have{all}: no split of it satisfies every group (empty core), short by {}, {how}",
            short.join(", ")
        ));
    }
    if !fine.is_empty() {
        items.push(format!(
            "all in have{all}: a split satisfies every group (core) if the others regroup: {}",
            fine.join(", ")
        ));
    }
    if !open.is_empty() {
        items.push(format!("not settled: {}", open.join(", ")));
    }
    text.push_str(&block("Everybody", &items));
}

/// A heading short enough for its column.
fn heading(id: &str) -> &str {
    if id == "externality_free" { "Ext.-free value" } else { concept_title(id) }
}

fn line(data: &CoalitionalData, id: &str, value: &ConceptData, digits: Decimals) -> Option<String> {
    let rule = match (&data.externality, id) {
        (Some(rule), id) if id != "externality_free" => {
            format!(" (others regroup: {})", rule.replace('_', " "))
        }
        _ => String::new(),
    };
    let shown = value.value.as_ref().map(|value| numbers(value, digits));
    let is_cost = data.sense == "cost";
    let binding: Vec<String> =
        value.binding.iter().take(COALITIONS_SHOWN).map(|one| joined(data, &one.members)).collect();
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
                .map(|one| format!("{} of {}", one.weight_exact, joined(data, &one.members)))
                .collect();
            let more = if value.balanced.len() > weights.len() { " and others" } else { "" };
            let (better, sum) = match is_cost {
                true => ("pay less", "could do with less than all pay"),
                false => ("have more", "ask for more than all have"),
            };
            format!(
                "empty{rule}: whatever the split, some group could {better} ({}{more} together {sum})",
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
            let what = match (epsilon.is_positive(), is_cost) {
                (true, false) => {
                    format!("every group accepts {} less than it could have", digits.write(epsilon))
                }
                (true, true) => {
                    format!("every group accepts to pay {} more than it could", digits.write(epsilon))
                }
                (false, false) => {
                    format!("every group can have {} more than it could alone", digits.write(&-epsilon))
                }
                (false, true) => {
                    format!("every group can pay {} less than it would alone", digits.write(&-epsilon))
                }
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

/// Longest coalition that is written out.
const LONGEST: usize = 48;

/// `A+B`; a long coalition by who is not in it, or by its size.
fn joined(data: &CoalitionalData, members: &[String]) -> String {
    let text = members.join("+");
    if text.chars().count() <= LONGEST {
        return text;
    }
    let others: Vec<String> =
        data.players.iter().filter(|player| !members.contains(player)).cloned().collect();
    match others.join(", ") {
        none if none.is_empty() => "all together".to_owned(),
        few if few.chars().count() <= LONGEST => format!("all but {few}"),
        _ => format!("{} of the players", members.len()),
    }
}
