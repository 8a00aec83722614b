//! The error of the library.
//!
//! A zone that is empty is an answer, not an error. An [`Error`] means that no answer could be looked for:
//! the case is wrong, or it asks for more than this version can do.

use crate::diagnostic::Diagnostic;

/// Why no answer could be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The case is wrong; each finding says where and what to do next. At least one is an error.
    #[error("{}", first_error(.0))]
    Case(Vec<Diagnostic>),
    /// A what-if flag or an argument names something the case does not have.
    #[error("{message}")]
    Request {
        /// What is wrong with the request.
        message: String,
        /// What to do next; may be empty.
        hint: String,
    },
}

impl Error {
    /// A request that the case cannot meet.
    pub(crate) fn request(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Request { message: message.into(), hint: hint.into() }
    }
}

fn first_error(findings: &[Diagnostic]) -> String {
    let errors: Vec<_> = findings.iter().filter(|finding| finding.is_error()).collect();
    match errors.as_slice() {
        [] => "the case is wrong".to_owned(),
        [one] => one.to_string(),
        [first, rest @ ..] => format!("{first} (and {} more)", rest.len()),
    }
}
