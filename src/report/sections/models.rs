//! The answers of `zopa models`, `zopa selftest` and `zopa verify`.

use schemars::JsonSchema;
use serde::Serialize;

/// The whole answer of `zopa models`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ModelsAnswer {
    /// Always `zopa/1`.
    pub schema: String,
    /// Always `models`.
    pub command: String,
    /// The built-in cases.
    pub models: Vec<ModelData>,
}

/// A built-in case.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ModelData {
    /// Its id, which every command takes instead of a file.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `cases`, `textbook` or `papers`.
    pub shelf: String,
    /// Number of published answers that it must reproduce.
    pub expectations: usize,
}

/// The whole answer of `zopa selftest`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SelftestAnswer {
    /// Always `zopa/1`.
    pub schema: String,
    /// Always `selftest`.
    pub command: String,
    /// Whether every published answer was reproduced.
    pub ok: bool,
    /// Number of values compared.
    pub compared: usize,
    /// Number of values that differ.
    pub failed: usize,
    /// The comparisons.
    pub comparisons: Vec<Comparison>,
}

/// One published value beside ours.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Comparison {
    /// The built-in case.
    pub model: String,
    /// The command line that was run, without the name of the program.
    pub command: String,
    /// Path into the JSON answer.
    pub path: String,
    /// The published value.
    pub expected: String,
    /// Our value.
    pub found: String,
    /// Whether they agree.
    pub ok: bool,
    /// Who published it.
    pub source: String,
}

/// The whole answer of `zopa verify`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VerifyAnswer {
    /// Always `zopa/1`.
    pub schema: String,
    /// Always `verify`.
    pub command: String,
    /// Whether the saved answer is right for the case.
    pub ok: bool,
    /// Claims of the saved answer that were judged from the case alone.
    pub claims: usize,
    /// What is wrong with the saved answer.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a saved answer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Problem {
    /// Path into the saved answer.
    pub path: String,
    /// What is wrong.
    pub message: String,
}
