//! A spanned tree: what TOML and JSON have in common.
//!
//! Both parsers produce a [`Node`], so that everything after them is written once. A number stays a text here:
//! it becomes exact in the reader, never by way of a float. A table keeps its keys in file order, and each key
//! stands in a table once (the parsers report the second).
//!
//! Spans are bytes of the text that was read. The span of a TOML table is its header, the span of a JSON
//! object over several lines is its opening brace: enough to point at, short enough to print.

use crate::diagnostic::Span;

/// Deepest nesting of lists and tables that is read.
pub const MAX_DEPTH: usize = 64;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// A value of either syntax.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// JSON's `null`; TOML has none.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written, without a plus sign and without `_` between digits.
    Number(String),
    /// A text.
    Text(String),
    /// A TOML date or time, which no case file needs.
    Date,
    /// Values in order.
    List(Vec<Node>),
    /// Keys with their values, in file order, each key once.
    Table(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key, unquoted.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Value {
    /// What this is, for a sentence such as "`ordered` is a text, expected true or false".
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Date => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// The span of a range of `text`, forced into the text and onto ends of characters, then moved by `offset`.
pub(crate) fn span_in(text: &str, range: std::ops::Range<usize>, offset: usize) -> Span {
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span { start: start + offset, end: end + offset }
}
