//! The deals of a case on the screen.

use crate::numeric::{Decimals, Rational};
use crate::report::number::Numbers;
use crate::report::render::text::{block, paragraph};
use crate::report::sections::coalitions::{CoalitionalData, DealData, FreeRiderData};
use crate::report::wording::{both, either};

/// Names that are all written out; of more, the first few.
const SHOWN: usize = 8;

/// How many of many names are written out.
const FIRST: usize = 3;

/// Who must be in, and which deals would unravel.
pub(super) fn deals(data: &CoalitionalData, digits: Decimals, text: &mut String) {
    let best = data
        .deals
        .iter()
        .filter(|(_, deal)| deal.holds)
        .max_by(|left, right| left.1.surplus.0.cmp(&right.1.surplus.0));
    match best {
        Some((_, deal)) => {
            let sentence = format!(
                "WHO MUST BE IN: {}. Together they have {} more than outside the deal.",
                both(&few(&deal.members)),
                digits.write(&deal.surplus.0)
            );
            text.push_str(&paragraph(&sentence, 0));
            text.push('\n');
        }
        None if !data.deals.is_empty() => {
            text.push_str(
                "NO DECLARED DEAL HOLDS: each falls short of what its members could have outside it.\n\n",
            );
        }
        None => {}
    }
    for (id, deal) in &data.deals {
        text.push_str(&block("Deal", &one(id, deal, digits)));
    }
}

fn one(id: &str, deal: &DealData, digits: Decimals) -> Vec<String> {
    let label = deal.label.as_deref().unwrap_or(id);
    let (worth, outside) = (digits.write(&deal.worth.0), numbers(&deal.outside, digits));
    let first = if deal.holds {
        let split = deal.equal_split.as_ref().map(|split| numbers(split, digits)).unwrap_or_default();
        format!(
            "{label}: worth {worth}, outside it {outside}: HOLDS by {}, equally shared {split}",
            digits.write(&deal.surplus.0)
        )
    } else {
        format!(
            "{label}: worth {worth}, outside it {outside}: SHORT BY {}, it would unravel",
            digits.write(&deal.guarantee.0)
        )
    };
    let rules: Vec<String> = deal
        .under
        .iter()
        .filter(|variant| variant.party.is_none())
        .map(|variant| format!("{} {}", share(&variant.share), signed(&variant.surplus.0, digits)))
        .collect();
    let verdict = match (deal.depends_on_rule, deal.holds) {
        (true, _) => "depends on the rule",
        (false, true) => "holds under every rule",
        (false, false) => "short under every rule",
    };
    let mut items = vec![first, format!("{verdict} ({})", rules.join(", "))];
    if !deal.critical.is_empty() {
        items.push(format!("first to leave: {}", either(&few(&deal.critical))));
    }
    items.extend(riders(&deal.free_riders, digits));
    items
}

/// Who gains without signing; many who gain the same stand together.
fn riders(riders: &[FreeRiderData], digits: Decimals) -> Vec<String> {
    let alike = |rider: &FreeRiderData| rider.members.len() == 1 && rider.gain == riders[0].gain;
    if riders.len() > 2 && riders.iter().all(alike) {
        let names: Vec<String> = riders.iter().flat_map(|rider| rider.members.clone()).collect();
        let gain = riders.first().map(|rider| digits.write(&rider.gain.0)).unwrap_or_default();
        return vec![format!("{} gain {gain} each without signing", both(&few(&names)))];
    }
    let one = |rider: &FreeRiderData| {
        let verb = if rider.members.len() == 1 { "gains" } else { "gain" };
        format!("{} {verb} {} without signing", both(&few(&rider.members)), digits.write(&rider.gain.0))
    };
    riders.iter().map(one).collect()
}

/// The names, or the first of many and how many more there are.
fn few(names: &[String]) -> Vec<String> {
    if names.len() <= SHOWN {
        return names.to_vec();
    }
    let more = format!("{} more", names.len() - FIRST);
    names.iter().take(FIRST).cloned().chain([more]).collect()
}

fn share(rule: &str) -> &'static str {
    match rule {
        "alone" => "leaving alone",
        "equal" => "equal share",
        _ => "what it adds",
    }
}

/// `+40`, `-4.7`.
fn signed(surplus: &Rational, digits: Decimals) -> String {
    if surplus.is_negative() { digits.write(surplus) } else { format!("+{}", digits.write(surplus)) }
}

/// `GOV 28, JTD 18.5, CSP 11`; many that are the same stand once.
pub(super) fn numbers(numbers: &Numbers, digits: Decimals) -> String {
    if let Some(first) = numbers.values().next().filter(|_| numbers.len() > SHOWN)
        && numbers.values().all(|number| number == first)
    {
        return format!("{} each", digits.write(&first.0));
    }
    let each = numbers.iter().map(|(id, number)| format!("{id} {}", digits.write(&number.0)));
    each.collect::<Vec<_>>().join(", ")
}
