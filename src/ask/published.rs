//! Published answers beside ours: the `[[expect]]` blocks of a case.
//!
//! A path leads into the JSON answer: `zone.acceptable`, `solutions.nash.gains.GOV`,
//! `why_not.openings[0].to`. Where the answer has an exact fraction beside the number, under `exact`, the
//! fraction is compared; tolerance 0 means equal.

use serde_json::Value;

use crate::ask::{Ask, Loaded, ask};
use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Expectation, Expected};
use crate::numeric::Rational;
use crate::report::sections::models::Comparison;

/// Runs every expectation of a case.
///
/// # Errors
///
/// [`Error`] if a question cannot be answered at all.
pub fn published(loaded: &Loaded) -> Result<Vec<Comparison>, Error> {
    let mut comparisons = Vec::new();
    for expectation in &loaded.case.expectations {
        let question = Ask::parse(&expectation.command, &expectation.options)?;
        let tree = ask(loaded, &question, &Budget::unlimited())?.tree();
        comparisons.extend(compare(loaded, expectation, &tree));
    }
    Ok(comparisons)
}

fn compare(loaded: &Loaded, expectation: &Expectation, tree: &Value) -> Vec<Comparison> {
    let source = expectation.source.as_ref().and_then(|name| loaded.case.source(&name.text));
    let mut command = format!("{} {}", expectation.command, loaded.case.id);
    for option in &expectation.options {
        command.push(' ');
        command.push_str(option);
    }
    expectation
        .values
        .iter()
        .map(|(path, expected)| {
            let found = find(tree, &path.text);
            Comparison {
                model: loaded.case.id.clone(),
                command: command.clone(),
                path: path.text.clone(),
                expected: written(expected),
                found: found.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string),
                ok: agrees(expected, found.as_ref(), &expectation.tolerance.value),
                source: source.map(|source| source.cite.clone()).unwrap_or_default(),
            }
        })
        .collect()
}

fn written(expected: &Expected) -> String {
    match expected {
        Expected::Number(number) => number.value.to_string(),
        Expected::Text(text) => text.clone(),
        Expected::Texts(texts) => texts.join(" | "),
        Expected::Verdict(verdict) => verdict.to_string(),
        Expected::Null => "null".to_owned(),
    }
}

fn agrees(expected: &Expected, found: Option<&Value>, tolerance: &Rational) -> bool {
    match (expected, found) {
        (Expected::Number(number), Some(found)) => number_of(found).is_some_and(|found| {
            let off = &found - &number.value;
            let off = if off.is_negative() { -&off } else { off };
            off <= *tolerance
        }),
        (Expected::Text(text), Some(Value::String(found))) => text == found,
        (Expected::Texts(texts), Some(Value::Array(found))) => {
            texts.len() == found.len()
                && texts.iter().zip(found).all(|(text, found)| found.as_str() == Some(text.as_str()))
        }
        (Expected::Verdict(verdict), Some(Value::Bool(found))) => verdict == found,
        (Expected::Null, Some(Value::Null)) => true,
        _ => false,
    }
}

/// A JSON number, or a string with an exact fraction, as an exact number.
pub(crate) fn number_of(value: &Value) -> Option<Rational> {
    match value {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The value at `path`, the exact one if there is one: beside `a.b` stands `a.exact.b`, or `exact` further up.
fn find(tree: &Value, path: &str) -> Option<Value> {
    let segments: Vec<&str> = path.split('.').collect();
    for place in (0..segments.len()).rev() {
        let mut exact = segments.clone();
        exact.insert(place, "exact");
        if let Some(found) = walk(tree, &exact).filter(|found| found.is_string()) {
            return Some(found.clone());
        }
    }
    let mut exact = path.to_owned();
    exact.push_str("_exact");
    let exact: Vec<&str> = exact.split('.').collect();
    walk(tree, &exact).filter(|found| found.is_string()).or_else(|| walk(tree, &segments)).cloned()
}

fn walk<'a>(tree: &'a Value, segments: &[&str]) -> Option<&'a Value> {
    segments.iter().try_fold(tree, |value, segment| {
        let mut pieces = segment.split('[');
        let value = value.get(pieces.next()?)?;
        pieces.try_fold(value, |value, piece| value.get(piece.strip_suffix(']')?.parse::<usize>().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::{agrees, find};
    use crate::model::Expected;
    use crate::numeric::Rational;
    use serde_json::json;

    #[test]
    fn a_verdict_is_true_or_false_and_no_word_for_it() {
        let agrees = |found| agrees(&Expected::Verdict(true), Some(&found), &Rational::ZERO);
        assert!(agrees(json!(true)));
        assert!(!agrees(json!(false)));
        assert!(!agrees(json!("true")));
        assert!(!agrees(json!(1)));
    }

    #[test]
    fn the_exact_fraction_is_found_beside_the_number() {
        let tree =
            json!({ "a": { "b": 0.3, "exact": { "b": "1/3" }, "c": [1, 2] }, "d": { "e": { "f": 2 } } });
        assert_eq!(find(&tree, "a.b"), Some(json!("1/3")));
        assert_eq!(find(&tree, "a.c[1]"), Some(json!(2)));
        assert_eq!(find(&tree, "d.e.f"), Some(json!(2)));
        assert_eq!(find(&tree, "d.e.g"), None);
    }
}
