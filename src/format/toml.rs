//! TOML to the common tree.
//!
//! The parser of the `toml` crate goes on after an error, so that every syntax error of a file is listed; it
//! guards itself against deep nesting (80 brackets, 80 keys in a dotted key). A tree is returned only if the
//! file is well-formed but for keys that stand twice, because a half-read table would look as if keys were
//! missing from it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::format::tree::{Key, MAX_DEPTH, Node, Value, span_in};

/// Most table headers that are read; the parser's time grows with their square.
const MAX_HEADERS: usize = 20_000;

/// Longest text of which all syntax errors are listed, in bytes.
///
/// Noise of 4 MiB has two million errors, which take gigabytes before the first fifty can be picked.
const MAX_RECOVERED: usize = 256 * 1024;

/// Reads `text` as TOML: the tree, or `None` with at least one error.
///
/// - `offset`: added to every span, for a text that is the rest of a longer one.
pub(crate) fn parse(text: &str, offset: usize) -> (Option<Node>, Vec<Diagnostic>) {
    let headers = text.lines().filter(|line| line.trim_start().starts_with('[')).count();
    if headers > MAX_HEADERS {
        let message = format!("the file has {headers} tables, at most {MAX_HEADERS} are read");
        return (None, vec![Diagnostic::error(Code::TooLarge, message)]);
    }
    if text.len() > MAX_RECOVERED
        && let Err(error) = DeTable::parse(text)
    {
        let span = span_in(text, error.span().unwrap_or(0..0), offset);
        let hint = "only the first syntax error of so long a file is listed";
        return (None, vec![finding(text, error.message(), span, offset).hint(hint)]);
    }
    let (document, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map_or(0, |range| range.start));
    let mut findings: Vec<Diagnostic> = Vec::new();
    let mut cursor = Cursor::default();
    let mut last_line: Option<usize> = None;
    let mut in_list = false;
    let mut repeated_header = None;
    for error in &errors {
        let span = span_in(text, error.span().unwrap_or(0..0), offset);
        cursor.advance(text, span.start - offset);
        let line = cursor.line;
        if error.message().starts_with("duplicate key") {
            // A table that stands twice makes the parser report each of its keys as well.
            if repeated_header.is_some() && repeated_header == cursor.header_line {
                continue;
            }
            if cursor.header_line == Some(line) {
                repeated_header = cursor.header_line;
            }
        } else {
            // One slip often makes the parser complain twice about a line; the first complaint is the cause.
            if last_line.is_some_and(|last| line == last || (in_list && line == last + 1)) {
                last_line = Some(line);
                continue;
            }
            last_line = Some(line);
            // A list that is not closed swallows the lines after it, each of which is then no list item.
            in_list = error.message().contains("array") || error.message().contains("inline table");
        }
        findings.push(finding(text, error.message(), span, offset));
        if findings.len() >= MAX_SYNTAX {
            break;
        }
    }
    if findings.iter().any(|one| one.code != Code::DuplicateId) {
        return (None, findings);
    }
    let mut tree = Tree { text, offset, too_deep: None };
    let root = Node { span: (offset..offset).into(), value: tree.table(document.get_ref(), 0) };
    if let Some(span) = tree.too_deep {
        findings.push(too_deep(span));
        return (None, findings);
    }
    (Some(root), findings)
}

/// Most syntax errors that are listed.
const MAX_SYNTAX: usize = 50;

/// The finding for nesting beyond [`MAX_DEPTH`].
pub(crate) fn too_deep(span: Span) -> Diagnostic {
    let message = format!("lists and tables are nested deeper than {MAX_DEPTH} levels");
    Diagnostic::error(Code::TooLarge, message).at(span).hint("a case file needs at most 6 levels")
}

fn finding(text: &str, message: &str, span: Span, offset: usize) -> Diagnostic {
    let found = &text[span.start - offset..span.end - offset];
    if message.starts_with("duplicate key") {
        let name = found.trim_matches(['"', '\'']);
        return Diagnostic::error(Code::DuplicateId, format!("`{name}` is given twice"))
            .at(span)
            .label("the second one")
            .hint("keep one of the two, or give the second another name");
    }
    if message.contains("recurs") {
        return too_deep(span);
    }
    Diagnostic::error(Code::Syntax, format!("not well-formed TOML: {message}")).at(span)
}

/// A place in the text with its line and the line of the table header above it, counted as it moves on.
#[derive(Debug, Default)]
struct Cursor {
    at: usize,
    line: usize,
    header_line: Option<usize>,
}

impl Cursor {
    /// Moves to `to`, which is not before the present place.
    fn advance(&mut self, text: &str, to: usize) {
        for (place, _) in text[self.at..to].match_indices('\n') {
            self.line += 1;
            let next = &text[self.at + place + 1..];
            if next.trim_start_matches([' ', '\t']).starts_with('[') {
                self.header_line = Some(self.line);
            }
        }
        self.at = to;
    }
}

struct Tree<'a> {
    text: &'a str,
    offset: usize,
    too_deep: Option<Span>,
}

impl Tree<'_> {
    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> Value {
        let entries = table.iter().map(|(key, value)| {
            let name = key.get_ref().clone().into_owned();
            (Key { name, span: span_in(self.text, key.span(), self.offset) }, self.node(value, depth + 1))
        });
        Value::Table(entries.collect())
    }

    fn node(&mut self, value: &Spanned<DeValue<'_>>, depth: usize) -> Node {
        let span = span_in(self.text, value.span(), self.offset);
        if depth > MAX_DEPTH {
            self.too_deep.get_or_insert(span);
            return Node { span, value: Value::Null };
        }
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.clone().into_owned()),
            DeValue::Integer(integer) if integer.radix() == 10 => Value::Number(plain(integer.as_str())),
            DeValue::Integer(integer) => {
                let decimal = i128::from_str_radix(&plain(integer.as_str()), integer.radix());
                // A longer number keeps its prefix, which the reader of numbers refuses.
                Value::Number(decimal.map_or_else(|_| integer.to_string(), |number| number.to_string()))
            }
            DeValue::Float(float) => Value::Number(plain(float.as_str())),
            DeValue::Boolean(answer) => Value::Bool(*answer),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(list) => Value::List(list.iter().map(|item| self.node(item, depth + 1)).collect()),
            DeValue::Table(table) => self.table(table, depth),
        };
        Node { span, value }
    }
}

/// A number without a plus sign and without `_` between digits.
fn plain(number: &str) -> String {
    number.trim_start_matches('+').replace('_', "")
}
