//! The screens of the built-in cases: which there are, whether they reproduce, whether a saved answer is right.

use crate::report::render::text::paragraph;
use crate::report::sections::models::{ModelsAnswer, SelftestAnswer, VerifyAnswer};
use crate::report::wording::counted;

/// The built-in cases, one line each.
#[must_use]
pub fn models(answer: &ModelsAnswer) -> String {
    let mut text = String::from("Built-in cases; every command takes such a name instead of a file.\n");
    let width = answer.models.iter().map(|model| model.id.chars().count()).max().unwrap_or(0) + 2;
    let mut shelf = "";
    for model in &answer.models {
        if model.shelf != shelf {
            shelf = &model.shelf;
            text.push_str(&format!("\n{shelf}\n"));
        }
        let published = match model.expectations {
            0 => String::new(),
            count => format!("  [{}]", counted(count, "published answer")),
        };
        text.push_str(&format!("  {:<width$}{}{published}\n", model.id, model.title));
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
