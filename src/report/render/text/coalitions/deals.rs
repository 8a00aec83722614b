//! The deals of a case on the screen.

use crate::numeric::{Decimals, Rational};
use crate::report::number::Numbers;
use crate::report::render::text::coalitions::blocs;
use crate::report::render::text::{block, paragraph};
use crate::report::sections::coalitions::{CoalitionalData, DealData};
use crate::report::wording::{both, either};

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
                "WHO MUST BE IN: {}. Together they have {} more than they could have outside the deal.",
                both(&deal.members),
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
        one(id, deal, digits, text);
    }
}

fn one(id: &str, deal: &DealData, digits: Decimals, text: &mut String) {
    let label = deal.label.as_deref().unwrap_or(id);
    let outside = numbers(&deal.outside, digits);
    let mut items = vec![format!(
        "{label} ({}): worth {}, outside {outside}",
        blocs(&deal.partition),
        digits.write(&deal.worth.0)
    )];
    if deal.holds {
        items.push(format!("holds by {}", digits.write(&deal.surplus.0)));
        if let Some(split) = &deal.equal_split {
            items.push(format!("the surplus shared equally gives {}", numbers(split, digits)));
        }
    } else {
        items.push(format!(
            "SHORT BY {}: it would unravel, unless a guarantor adds that much",
            digits.write(&deal.guarantee.0)
        ));
    }
    if !deal.critical.is_empty() {
        items.push(format!("first to leave: {}", either(&deal.critical)));
    }
    if deal.depends_on_rule {
        let others: Vec<String> = deal
            .under
            .iter()
            .filter(|variant| variant.holds != deal.holds)
            .map(|variant| {
                let whose = variant.party.as_deref().unwrap_or("everybody");
                format!("if {whose} {}, it {}", share(&variant.share), verdict(&variant.surplus.0, digits))
            })
            .collect();
        items.push(format!("this depends on the rule: {}", others.join("; ")));
    } else if !deal.under.is_empty() {
        let verb = if deal.holds { "holds" } else { "falls short" };
        items.push(format!("it {verb} under every rule of sharing"));
    }
    for rider in &deal.free_riders {
        items.push(format!("{} gains {} without signing", both(&rider.members), digits.write(&rider.gain.0)));
    }
    text.push_str(&block("Deal", &items));
}

fn share(rule: &str) -> &'static str {
    match rule {
        "alone" => "leaves alone",
        "equal" => "takes an equal share",
        _ => "takes what it adds",
    }
}

fn verdict(surplus: &Rational, digits: Decimals) -> String {
    if surplus.is_negative() {
        format!("is short by {}", digits.write(&-surplus))
    } else {
        format!("holds by {}", digits.write(surplus))
    }
}

/// `GOV 28, JTD 18.5, CSP 11`.
pub(super) fn numbers(numbers: &Numbers, digits: Decimals) -> String {
    let each = numbers.iter().map(|(id, number)| format!("{id} {}", digits.write(&number.0)));
    each.collect::<Vec<_>>().join(", ")
}
