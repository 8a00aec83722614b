//! The screen of a division: who gets what, by which principle.

use crate::report::number::Numbers;
use crate::report::render::text::{flags, next, paragraph, quoted, what_ifs};
use crate::report::sections::divide::{DivideAnswer, DivisionData};
use crate::report::wording::{both, counted, percent, wrap_items};

use crate::report::render::text::WIDTH;

/// Columns of the name of a party and what it gets.
const LEAD: usize = 17;

/// A division as a person reads it.
#[must_use]
pub fn divide(answer: &DivideAnswer) -> String {
    let view = &answer.view;
    let parties = both(&answer.parties);
    let items = counted(answer.items.len(), "item");
    let mut text = format!("{}\n", view.title);
    text.push_str(&what_ifs(&answer.head.what_if, &answer.head.readings));
    text.push_str(&paragraph(
        &format!("{items} divided between {parties}; winning an issue is worth its weight, in each party's own points."),
        0,
    ));
    let same = |one: &DivisionData, other: &DivisionData| one.exact.gets == other.exact.gets;
    let solutions: Vec<(&String, &DivisionData)> = answer.solutions.iter().collect();
    let agree = solutions.windows(2).all(|pair| same(pair[0].1, pair[1].1));
    for (id, division) in solutions.iter().take(if agree { 1 } else { solutions.len() }) {
        text.push('\n');
        text.push_str(&paragraph(&headline(answer, id, division, agree), 0));
        for party in &answer.parties {
            let gets = items_of(answer, &division.gets[party]);
            let gets = if gets.is_empty() { vec!["nothing".to_owned()] } else { gets };
            let head = format!("{party} {}", view.decimals.write(&division.points[party].0));
            let head = format!("  {head:<width$}", width = LEAD - 2);
            text.push_str(&format!("{head}{}\n", wrap_items(&gets, head.chars().count(), WIDTH)));
        }
    }
    text.push('\n');
    text.push_str(&paragraph(
        "Checked: at some price of one party's points in the other's, each item is with whom it is worth most, so no \
         other division is better for one and no worse for the other; exact.",
        0,
    ));
    let (case, what_if) = (quoted(&view.case), flags(&answer.head.what_if));
    text + &next(&[
        format!("zopa divide {case}{what_if} --json"),
        format!("zopa solve {case}{what_if} --over lotteries"),
    ])
}

fn headline(answer: &DivideAnswer, id: &str, division: &DivisionData, agree: bool) -> String {
    let cut = match division.divided.as_slice() {
        [] => "no item is divided".to_owned(),
        items => {
            let names: Vec<String> = items.iter().map(|item| answer.view.names[item].clone()).collect();
            format!("divided: {}", both(&names))
        }
    };
    let share = division.shares.values().next().map(|share| percent(&share.0)).unwrap_or_default();
    match (id, agree) {
        ("adjusted_winner", false) => {
            format!("EACH GETS {share} OF ITS OWN POINTS (adjusted winner); {cut}.")
        }
        ("adjusted_winner", true) => {
            format!(
                "EACH GETS {share} OF ITS OWN POINTS (adjusted winner, and the greatest product: Nash); {cut}."
            )
        }
        _ => format!("THE GREATEST PRODUCT OF POINTS (Nash); {cut}."),
    }
}

/// Items with the share that a party gets, whole ones by name alone.
fn items_of(answer: &DivideAnswer, gets: &Numbers) -> Vec<String> {
    let item = |(id, share): (&String, &crate::report::number::Num)| {
        let name = answer.view.names.get(id).unwrap_or(id);
        if share.0 == 1 { name.clone() } else { format!("{} of {name}", share.0) }
    };
    gets.iter().map(item).collect()
}
