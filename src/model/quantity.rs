//! A number of a case file with everything said about it.

use crate::diagnostic::Span;
use crate::numeric::Rational;

/// A name or label with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// The text.
    pub text: String,
    /// Where it stands; `None` for a case built in code.
    pub span: Option<Span>,
}

impl Name {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), span: None }
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self { text, span: None }
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

/// An exact number with its range, its source and its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quantity {
    /// The value used: the mode, where a range is given.
    pub value: Rational,
    /// How far the value may stray.
    pub range: Option<Range>,
    /// Where the number comes from; `None` inherits the source of the block it stands in.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
    /// Where it stands; `None` for a case built in code.
    pub span: Option<Span>,
}

/// The ends between which a number is thought to lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// Least value thought possible.
    pub low: Rational,
    /// Greatest value thought possible.
    pub high: Rational,
}

impl From<Rational> for Quantity {
    fn from(value: Rational) -> Self {
        Self { value, ..Self::default() }
    }
}

impl From<i64> for Quantity {
    fn from(value: i64) -> Self {
        Rational::from(value).into()
    }
}
