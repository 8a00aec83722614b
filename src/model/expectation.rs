//! Published answers beside a case.

use crate::model::{Name, Quantity};

/// The commands that ask a question about a case, and whose answers may be expected.
pub const QUESTIONS: &[&str] = &[
    "zone",
    "solve",
    "why-not",
    "coalitions",
    "power",
    "compose",
    "equilibria",
    "sequence",
    "divide",
    "threshold",
    "explain",
];

/// Published answers that a case must reproduce.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// The command whose JSON answer is compared: one of [`QUESTIONS`].
    pub command: String,
    /// Options of that command, as on the command line.
    pub options: Vec<String>,
    /// For each path into the JSON answer the value it must have.
    pub values: Vec<(Name, Expected)>,
    /// Greatest difference allowed between numbers; 0 means exact.
    pub tolerance: Quantity,
    /// Who published the answer.
    pub source: Option<Name>,
}

/// One value that an answer must have.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)] // a case has a few dozen expected values
pub enum Expected {
    /// A number.
    Number(Quantity),
    /// A label or a word.
    Text(String),
    /// A list of labels, in order.
    Texts(Vec<String>),
    /// A verdict: true or false.
    Verdict(bool),
    /// No value at all.
    Null,
}
