//! How levels and lists are said in plain words.

use crate::lower::IssueLabels;

/// `a`, `a or b`, `a, b or c`.
#[must_use]
pub fn either(items: &[String]) -> String {
    joined(items, "or")
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn both(items: &[String]) -> String {
    joined(items, "and")
}

fn joined(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// The small whole numbers as words, others as digits.
#[must_use]
pub fn count_word(count: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// `1 issue`, `10 issues`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A set of levels, among those that are possible at all, in the fewest plain words.
///
/// Ordered numbers become `3 months or more`, ordered words `at least X`, anything else a list. `levels` and
/// `among` are ascending and `levels` is part of `among`.
#[must_use]
pub fn levels(issue: &IssueLabels, levels: &[usize], among: &[usize]) -> String {
    let is_number = issue.levels.iter().all(|label| label.replace(',', "").parse::<f64>().is_ok());
    let (Some(&first), Some(&last)) = (levels.first(), levels.last()) else { return "no level".to_owned() };
    let is_run = issue.ordered && {
        let inside = among.iter().filter(|&&level| (first..=last).contains(&level)).count();
        inside == levels.len()
    };
    if levels.len() > 2 && is_run && among.len() > levels.len() {
        if among.last() == Some(&last) {
            let from = issue.level(first);
            return if is_number { format!("{from} or more") } else { format!("at least {from}") };
        }
        if among.first() == Some(&first) {
            let to = issue.level(last);
            return if is_number { format!("{to} or less") } else { format!("at most {to}") };
        }
    }
    if is_number && !issue.unit.is_empty() {
        let labels: Vec<String> = levels.iter().map(|&level| issue.levels[level].clone()).collect();
        return format!("{} {}", either(&labels), issue.unit);
    }
    let labels: Vec<String> = levels.iter().map(|&level| issue.level(level)).collect();
    either(&labels)
}

/// A share as a percentage with at most one decimal: `1.0 %`, `57.5 %`.
#[must_use]
pub fn percent(share: &crate::numeric::Rational) -> String {
    let hundred = share * &crate::numeric::Rational::from(100);
    if hundred.is_positive() && hundred < tenth() {
        return "under 0.1 %".to_owned();
    }
    format!("{} %", crate::numeric::rounded(&hundred, 1))
}

/// One tenth.
fn tenth() -> crate::numeric::Rational {
    crate::numeric::Rational::new(1, 10).unwrap_or_default()
}

/// Wraps `items`, joined by a middle dot, to `width` columns after an indent of `indent` columns.
///
/// The first line is not indented: it follows a heading of that width. A line is filled up with the next item
/// that fits, so items may change places; an item longer than a line is broken at spaces.
#[must_use]
pub fn wrap_items(items: &[String], indent: usize, width: usize) -> String {
    let mut text = String::new();
    let mut column = indent;
    let mut waiting: Vec<&String> = items.iter().collect();
    while !waiting.is_empty() {
        let fits = |item: &&String| column + 3 + item.chars().count() <= width;
        let place = if column == indent { Some(0) } else { waiting.iter().position(fits) };
        let Some(place) = place else {
            new_line(&mut text, indent, &mut column);
            continue;
        };
        let item = waiting.remove(place);
        if column > indent {
            text.push_str(" · ");
            column += 3;
        }
        for (word_place, word) in item.split(' ').enumerate() {
            let length = word.chars().count();
            if word_place > 0 {
                if column + 1 + length > width {
                    new_line(&mut text, indent, &mut column);
                } else {
                    text.push(' ');
                    column += 1;
                }
            }
            text.push_str(word);
            column += length;
        }
    }
    text
}

fn new_line(text: &mut String, indent: usize, column: &mut usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
    *column = indent;
}

#[cfg(test)]
mod tests {
    use super::{levels, wrap_items};
    use crate::lower::IssueLabels;

    fn issue(labels: &[&str], unit: &str, ordered: bool) -> IssueLabels {
        IssueLabels {
            id: "issue".to_owned(),
            label: "Issue".to_owned(),
            unit: unit.to_owned(),
            ordered,
            levels: labels.iter().map(|&label| label.to_owned()).collect(),
        }
    }

    #[test]
    fn levels_are_said_in_few_words() {
        let pause = issue(&["0", "3", "6", "12"], "months", true);
        assert_eq!(levels(&pause, &[1, 2, 3], &[0, 1, 2, 3]), "3 months or more");
        assert_eq!(levels(&pause, &[1, 2], &[0, 1, 2, 3]), "3 or 6 months");
        assert_eq!(levels(&pause, &[0, 1, 2], &[0, 1, 2, 3]), "6 months or less");
        assert_eq!(levels(&pause, &[0, 1, 3], &[0, 1, 2, 3]), "0, 3 or 12 months");
        let status = issue(&["none", "some", "more", "full"], "", true);
        assert_eq!(levels(&status, &[1, 2, 3], &[0, 1, 2, 3]), "at least some");
        assert_eq!(levels(&status, &[1, 2], &[0, 1, 2, 3]), "some or more");
        let seats = issue(&["red", "green", "blue"], "", false);
        assert_eq!(levels(&seats, &[0, 1], &[0, 1, 2]), "red or green");
    }

    #[test]
    fn items_wrap_under_their_heading() {
        let items = ["one two", "three three", "four"].map(str::to_owned);
        assert_eq!(wrap_items(&items, 2, 18), "one two · four\n  three three");
        assert_eq!(wrap_items(&["a long sentence".to_owned()], 2, 9), "a long\n  sentence");
    }
}
