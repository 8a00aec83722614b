//! JSON to the common tree.
//!
//! Strict JSON: no comments, no trailing commas, nothing but what the standard allows. The parser stops at the
//! first syntax error; keys that stand twice are found here, all of them.

use std::collections::HashSet;

use jsonc_parser::ast::{Object, ObjectProp, Value as Ast};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::format::toml::too_deep;
use crate::format::tree::{Key, MAX_DEPTH, Node, Value, span_in};

/// Reads `text` as JSON: the tree, or `None` with at least one error.
///
/// - `offset`: added to every span, for a text that is the rest of a longer one.
pub(crate) fn parse(text: &str, offset: usize) -> (Option<Node>, Vec<Diagnostic>) {
    if let Some(place) = first_too_deep(text) {
        return (None, vec![too_deep((place + offset..place + offset + 1).into())]);
    }
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let mut tree = Tree { text, offset, findings: Vec::new() };
    match parse_to_ast(text, &CollectOptions::default(), &strict) {
        Ok(parsed) => {
            let root = parsed.value.map(|value| tree.node(&value));
            if root.is_none() {
                let message = "not well-formed JSON: the file holds no value";
                tree.findings.push(Diagnostic::error(Code::Syntax, message));
            }
            (root, tree.findings)
        }
        Err(error) => {
            let kind = error.kind().to_string();
            let mut letters = kind.chars();
            let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
            let message = format!("not well-formed JSON: {first}{}", letters.as_str());
            (None, vec![Diagnostic::error(Code::Syntax, message).at(tree.place(error.range()))])
        }
    }
}

/// The first bracket that opens a level below [`MAX_DEPTH`].
///
/// Counted before the parser runs, because it recurses. What is no JSON may be counted wrongly; the parser's
/// own limit of 512 levels still holds then.
fn first_too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0usize, false, false);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(place);
                }
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

struct Tree<'a> {
    text: &'a str,
    offset: usize,
    findings: Vec<Diagnostic>,
}

impl Tree<'_> {
    fn node(&mut self, value: &Ast<'_>) -> Node {
        let range = value.range();
        let mut span = self.place(range);
        let value = match value {
            Ast::StringLit(text) => Value::Text(text.value.clone().into_owned()),
            Ast::NumberLit(number) => Value::Number(number.value.to_owned()),
            Ast::BooleanLit(answer) => Value::Bool(answer.value),
            Ast::NullKeyword(_) => Value::Null,
            Ast::Array(list) => Value::List(list.elements.iter().map(|item| self.node(item)).collect()),
            Ast::Object(object) => {
                if self.text[span.start - self.offset..span.end - self.offset].contains('\n') {
                    span.end = span.start + 1;
                }
                self.table(object)
            }
        };
        Node { span, value }
    }

    fn table(&mut self, object: &Object<'_>) -> Value {
        let mut seen = HashSet::new();
        let mut entries = Vec::with_capacity(object.properties.len());
        for ObjectProp { name, value, .. } in &object.properties {
            let span = self.place(name.range());
            if !seen.insert(name.as_str()) {
                let message = format!("`{}` is given twice", name.as_str());
                let finding = Diagnostic::error(Code::DuplicateId, message).at(span).label("the second one");
                self.findings.push(finding.hint("keep one of the two, or give the second another name"));
                continue;
            }
            entries.push((Key { name: name.as_str().to_owned(), span }, self.node(value)));
        }
        Value::Table(entries)
    }

    fn place(&self, range: Range) -> Span {
        span_in(self.text, range.start..range.end, self.offset)
    }
}
