//! Exit codes.

use std::process::{ExitCode, Termination};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Answered: 0.
    Answered,
    /// The case is wrong, or a check or comparison failed: 1.
    WrongCase,
    /// Usage, input or output, or a fault of the program: 2.
    Usage,
    /// Answered, but something stayed undecided: 3.
    Undecided,
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Answered => 0,
            Self::WrongCase => 1,
            Self::Usage => 2,
            Self::Undecided => 3,
        })
    }
}
