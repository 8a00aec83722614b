//! A small sound case to break, and helpers to look at what the reader says.

use zopa::diagnostic::Diagnostic;
use zopa::format::{Format, read};
use zopa::model::Case;

/// A case without any finding.
pub(crate) const BASE: &str = r#"[model]
id = "base"

[sources]
s = { kind = "paper", cite = "c" }

[parties.GOV]
name = "Government"
walk_away = 40
source = "s"

[parties.MOV]
name = "Movement"
walk_away = 30
source = "s"

[issues.pause]
levels = ["none", "short", "long"]
weight = { GOV = 60, MOV = 50 }
values = { GOV = [100, 50, 0], MOV = [0, 60, 100] }
source = "s"

[issues.aid]
levels = [0, 10]
weight = { GOV = 40, MOV = 50 }
values = { GOV = [100, 0], MOV = [0, 100] }
source = "s"
"#;

/// Files in which nothing is to be found, together with every block and every key.
pub(crate) const SOUND: &[&str] = &[
    "tests/data/every-block.toml",
    "tests/data/every-amount.toml",
    "tests/data/agreement.toml",
    "tests/data/coalitions.toml",
    "tests/data/estate.toml",
    "tests/data/points.toml",
    "tests/data/sequence.toml",
    "tests/data/voting.toml",
    "tests/data/worths.toml",
    "models/starter.toml",
];

/// One finding in one line: `LINE: error[Z000]: message ^ label -> hint`.
pub(crate) fn line(finding: &Diagnostic, text: &str) -> String {
    let place = match finding.span {
        Some(span) => (text[..span.start].matches('\n').count() + 1).to_string(),
        None => "-".to_owned(),
    };
    let mut line = format!("{place}: {finding}");
    for (mark, words) in [(" ^ ", &finding.label), (" -> ", &finding.hint)] {
        if !words.is_empty() {
            line.push_str(mark);
            line.push_str(words);
        }
    }
    line
}

/// What the reader says about a TOML text.
pub(crate) fn said(text: &str) -> Vec<String> {
    read(text.as_bytes(), Format::Toml).findings.iter().map(|finding| line(finding, text)).collect()
}

/// [`BASE`] with one part replaced, which must be there.
pub(crate) fn base_with(part: &str, by: &str) -> String {
    assert!(BASE.contains(part), "the base case has no {part}");
    BASE.replacen(part, by, 1)
}

/// A case without its places, for comparison.
pub(crate) fn without_spans(case: &Case) -> String {
    let text = format!("{case:?}");
    let mut pieces = text.split("span: Some(Span {");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str("span: None");
        plain.push_str(piece.split_once("})").map_or("", |(_, rest)| rest));
    }
    plain
}

/// A TOML text as JSON, numbers as written.
pub(crate) fn as_json(text: &str) -> String {
    use toml::de::{DeTable, DeValue};
    fn value(node: &DeValue<'_>) -> String {
        match node {
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Boolean(answer) => answer.to_string(),
            DeValue::Array(list) => {
                format!("[{}]", list.iter().map(|item| value(item.get_ref())).collect::<Vec<_>>().join(", "))
            }
            DeValue::Table(entries) => table(entries),
            DeValue::String(text) => serde_json::Value::from(text.as_ref()).to_string(),
            DeValue::Datetime(date) => format!("\"{date}\""),
        }
    }
    fn table(entries: &DeTable<'_>) -> String {
        let pairs = entries.iter().map(|(key, item)| {
            format!("{}: {}", serde_json::Value::from(key.get_ref().as_ref()), value(item.get_ref()))
        });
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(",\n"))
    }
    table(DeTable::parse(text).expect("well-formed TOML").get_ref())
}
