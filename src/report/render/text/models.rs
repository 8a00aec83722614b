//! The screens of the built-in cases: which there are, whether they reproduce, whether a saved answer is right.

use crate::concepts::{CONCEPTS, named};
use crate::report::render::text::{WIDTH, paragraph};
use crate::report::sections::models::{ModelData, ModelsAnswer, SelftestAnswer, VerifyAnswer};
use crate::report::wording::{counted, wrap_items};

/// The built-in cases, one line each, or those of each concept together.
#[must_use]
pub fn models(answer: &ModelsAnswer) -> String {
    if answer.is_by_concept {
        return by_concept(answer);
    }
    let mut text = match answer.concept.as_deref().and_then(named) {
        Some(concept) => {
            let sentence = format!(
                "Built-in cases with published answers of {} ({}): {}.",
                concept.title,
                concept.name(),
                concept.meaning
            );
            paragraph(&sentence, 0)
        }
        None => "Built-in cases; every command takes such a name instead of a file.\n".to_owned(),
    };
    let width = answer.models.iter().map(|model| model.id.chars().count()).max().unwrap_or(0) + 2;
    let mut shelf = "";
    for model in &answer.models {
        if model.shelf != shelf {
            shelf = &model.shelf;
            text.push_str(&format!("\n{shelf}\n"));
        }
        let published = match published(answer, model) {
            0 => String::new(),
            count => format!("  [{}]", counted(count, "published answer")),
        };
        text.push_str(&format!("  {:<width$}{}{published}\n", model.id, model.title));
    }
    text
}

/// How many published answers a case has, of the concept that was asked for.
fn published(answer: &ModelsAnswer, model: &ModelData) -> usize {
    match &answer.concept {
        Some(concept) => model.concepts.get(concept).copied().unwrap_or(0),
        None => model.expectations,
    }
}

/// The built-in cases of each concept, family by family.
fn by_concept(answer: &ModelsAnswer) -> String {
    let mut text = String::from("Concepts, and the built-in cases with published answers of them.\n");
    let width = CONCEPTS.iter().map(|concept| concept.name().chars().count()).max().unwrap_or(0) + 2;
    let mut families: Vec<&str> = Vec::new();
    for concept in CONCEPTS {
        let family = concept.family.folder();
        if !families.contains(&family) {
            families.push(family);
        }
    }
    for family in families {
        text.push_str(&format!("\n{family}\n"));
        for concept in CONCEPTS.iter().filter(|concept| concept.family.folder() == family) {
            let name = concept.name();
            let models = answer.models.iter().filter(|model| model.concepts.contains_key(&name));
            let ids: Vec<String> = models.map(|model| model.id.clone()).collect();
            text.push_str(&format!("  {name:<width$}{}\n", wrap_items(&ids, 2 + width, WIDTH)));
        }
    }
    text
}

/// What was compared and what differs.
#[must_use]
pub fn selftest(answer: &SelftestAnswer) -> String {
    let mut text = String::new();
    let mut last = String::new();
    for one in &answer.comparisons {
        let head = format!("{}: zopa {}  ({})", one.model, one.command, one.source);
        if head != last {
            text.push_str(&paragraph(&head, 0));
            last = head;
        }
        let mark = if one.ok { "same" } else { "DIFFERS" };
        let found = if one.ok { String::new() } else { format!(", found {}", one.found) };
        text.push_str(&paragraph(&format!("{mark}  {} = {}{found}", one.path, one.expected), 2));
    }
    if answer.compared == 0 {
        return "No published answers stand in this case, so nothing was compared.\n".to_owned();
    }
    let verdict = if answer.ok { "All published answers were reproduced" } else { "NOT REPRODUCED" };
    text.push_str(&format!("\n{verdict}: {} values compared, {} differ.\n", answer.compared, answer.failed));
    text
}

/// Whether a saved answer is right.
#[must_use]
pub fn verify(answer: &VerifyAnswer) -> String {
    if answer.ok {
        return format!(
            "The saved answer is right: {} judged from the case alone, and every line found again.\n",
            counted(answer.claims, "claim")
        );
    }
    let mut text = String::from("THE SAVED ANSWER IS WRONG for this case:\n");
    for problem in &answer.problems {
        text.push_str(&paragraph(&format!("{}: {}", problem.path, problem.message), 2));
    }
    text
}
