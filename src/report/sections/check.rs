//! Findings as data: the answer of `zopa check`, and what any command says of a wrong input.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::texts::Texts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::report::sections::common::SCHEMA;

/// The whole answer of `zopa check`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckAnswer {
    /// Always `zopa/1`.
    pub schema: String,
    /// Always `check`.
    pub command: String,
    /// The findings.
    pub check: CheckReport,
}

/// The findings about a case file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckReport {
    /// Whether the case can be solved, and with `--strict` whether there is no warning either.
    pub ok: bool,
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Number of notes.
    pub notes: usize,
    /// The findings, in the order of the file.
    pub findings: Vec<Finding>,
}

/// One finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Finding {
    /// Its code, such as `Z007`.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// What is wrong.
    pub message: String,
    /// The file.
    pub file: String,
    /// Line, from 1; null for what has no single place.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// A few words beside the place.
    pub label: String,
    /// What to do next.
    pub hint: String,
}

/// What a command says if it cannot answer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ErrorAnswer {
    /// Always `zopa/1`.
    pub schema: String,
    /// The command that was asked.
    pub command: String,
    /// What is wrong.
    pub error: ErrorData,
}

/// What is wrong.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ErrorData {
    /// In one sentence.
    pub message: String,
    /// What to do next.
    pub hint: String,
    /// The findings, if the case is wrong.
    pub findings: Vec<Finding>,
}

/// Line and column, both from 1, of a byte of `text`; columns count characters.
#[must_use]
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let byte = (0..=byte.min(text.len())).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0);
    let before = &text[..byte];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// Findings with their files and the places in them.
#[must_use]
pub fn findings(texts: &Texts, diagnostics: &[Diagnostic]) -> Vec<Finding> {
    let finding = |diagnostic: &Diagnostic| {
        let found = diagnostic.span.and_then(|span| texts.place(span));
        let file = found.map_or(texts.name(0), |place| place.file);
        let place = found.map(|place| line_and_column(place.text, place.span.start));
        Finding {
            code: diagnostic.code.number().to_owned(),
            severity: diagnostic.severity.word().to_owned(),
            message: diagnostic.message.clone(),
            file: file.to_owned(),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            label: diagnostic.label.clone(),
            hint: diagnostic.hint.clone(),
        }
    };
    diagnostics.iter().map(finding).collect()
}

/// How strict a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Only errors fail.
    Usual,
    /// Warnings fail too, a number with no source among them.
    Strict,
}

/// The answer of `zopa check`.
#[must_use]
pub fn check_answer(texts: &Texts, diagnostics: &[Diagnostic], strictness: Strictness) -> CheckAnswer {
    let count = |severity: Severity| diagnostics.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let check = CheckReport {
        ok: errors == 0 && (strictness == Strictness::Usual || warnings == 0),
        errors,
        warnings,
        notes: count(Severity::Note),
        findings: findings(texts, diagnostics),
    };
    CheckAnswer { schema: SCHEMA.to_owned(), command: "check".to_owned(), check }
}

/// What a command says if it cannot answer.
#[must_use]
pub fn error_answer(command: &str, texts: &Texts, error: &Error) -> ErrorAnswer {
    let (hint, findings) = match error {
        Error::Case(diagnostics) => (String::new(), findings(texts, diagnostics)),
        Error::Request { hint, .. } => (hint.clone(), Vec::new()),
    };
    let error = ErrorData { message: error.to_string(), hint, findings };
    ErrorAnswer { schema: SCHEMA.to_owned(), command: command.to_owned(), error }
}
