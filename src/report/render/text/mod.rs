//! Plain text: at most 25 lines of 100 columns for a first screen, nothing carried by colour alone.

mod coalitions;
mod compose;
mod divide;
mod equilibria;
mod explain;
mod mixed_why_not;
mod mixed_zone;
mod models;
mod power;
mod sequence;
mod show;
mod solve;
mod solve_set;
mod threshold;
mod why_not;
mod zone;
mod zone_large;

pub use self::coalitions::coalitions;
pub use self::compose::compose;
pub use self::divide::divide;
pub use self::equilibria::{equilibria, gambit};
pub use self::explain::explain;
pub use self::mixed_why_not::mixed_why_not;
pub use self::mixed_zone::mixed_zone;
pub use self::models::{models, selftest, verify};
pub use self::power::power;
pub use self::sequence::sequence;
pub use self::show::{Detail, show};
pub use self::solve::solve;
pub use self::solve_set::solve_set;
pub use self::threshold::threshold;
pub use self::why_not::why_not;
pub use self::zone::zone;

use crate::report::wording::wrap_items;

/// Columns of a line.
const WIDTH: usize = 100;

/// Columns of a heading inside a block, two spaces included.
const HEADING: usize = 17;

/// A heading and items after it, wrapped under the first item.
fn block(heading: &str, items: &[String]) -> String {
    if heading.chars().count() > HEADING - 4 {
        let indent = " ".repeat(HEADING);
        return format!("  {heading}\n{indent}{}\n", wrap_items(items, HEADING, WIDTH));
    }
    format!("  {heading:<width$}{}\n", wrap_items(items, HEADING, WIDTH), width = HEADING - 2)
}

/// A sentence wrapped to the width, later lines indented by `indent`.
fn paragraph(sentence: &str, indent: usize) -> String {
    let lead = " ".repeat(indent);
    format!("{lead}{}\n", wrap_items(&[sentence.to_owned()], indent, WIDTH))
}

/// The lines that every answer begins with: what-ifs and how a flag was read.
fn what_ifs(what_if: &[String], readings: &[String]) -> String {
    let mut text = String::new();
    if !what_if.is_empty() {
        text.push_str(&paragraph(&format!("What if:{}", flags(what_if)), 0));
    }
    for reading in readings {
        text.push_str(&paragraph(&format!("Note: {reading}."), 0));
    }
    text
}

/// The what-ifs of a run as the end of a command line, quoted where a shell would split or expand them.
fn flags(what_if: &[String]) -> String {
    what_if
        .iter()
        .map(|flag| match flag.split_once(' ') {
            Some((name, value)) => format!(" {name} {}", quoted(value)),
            None => format!(" {flag}"),
        })
        .collect()
}

/// A word of a command line; a case of several files is a flag with its words, quoted already.
fn quoted(word: &str) -> String {
    if word.starts_with("--") {
        return word.to_owned();
    }
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_.,=/+#:%@".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_owned() } else { format!("'{word}'") }
}

/// What to try next: commands on as few lines as hold them, none broken in two.
fn next(commands: &[String]) -> String {
    const LEAD: &str = "Next: ";
    let mut text = LEAD.to_owned();
    let mut column = LEAD.len();
    for (place, command) in commands.iter().enumerate() {
        let length = command.chars().count();
        if place > 0 && column + 3 + length > WIDTH {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', LEAD.len()));
            column = LEAD.len();
        } else if place > 0 {
            text.push_str(" · ");
            column += 3;
        }
        text.push_str(command);
        column += length;
    }
    text.push('\n');
    text
}
