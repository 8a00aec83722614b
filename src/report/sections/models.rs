//! The answers of `zopa models`, `zopa selftest` and `zopa verify`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalogue::ENTRIES;
use crate::concepts::{CONCEPTS, Concept, named};
use crate::diagnostic::did_you_mean;
use crate::error::Error;
use crate::model::Case;
use crate::report::sections::common::SCHEMA;

/// The whole answer of `zopa models`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ModelsAnswer {
    /// Always `zopa/1`.
    pub schema: String,
    /// Always `models`.
    pub command: String,
    /// The concept that was asked for; null if all cases are listed.
    pub concept: Option<String>,
    /// The built-in cases; with a concept those with published answers of it.
    pub models: Vec<ModelData>,
    /// What text needs and JSON does not: list by concept, not by shelf.
    #[serde(skip)]
    pub is_by_concept: bool,
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
    /// For each concept of which it has published answers how many.
    pub concepts: IndexMap<String, usize>,
}

/// Which built-in cases are listed, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing<'a> {
    /// All, by shelf.
    ByShelf,
    /// All that have published answers of a concept, concept by concept.
    ByConcept,
    /// Those with published answers of the concept of this name.
    Of(&'a str),
}

/// Lists the built-in cases.
///
/// # Errors
///
/// [`Error::Request`] with the nearest name for a concept that does not exist.
pub fn models_answer(listing: Listing<'_>) -> Result<ModelsAnswer, Error> {
    let concept = match listing {
        Listing::Of(name) => Some(find(name)?),
        Listing::ByShelf | Listing::ByConcept => None,
    };
    let models = ENTRIES.iter().map(|entry| {
        let case = entry.read().case.unwrap_or_default();
        ModelData {
            id: entry.id.to_owned(),
            shelf: entry.shelf.to_owned(),
            expectations: case.expectations.iter().map(|one| one.values.len()).sum(),
            concepts: published(&case),
            title: case.title,
        }
    });
    let asked = concept.map(Concept::name);
    let is_asked = |model: &ModelData| asked.as_ref().is_none_or(|name| model.concepts.contains_key(name));
    Ok(ModelsAnswer {
        schema: SCHEMA.to_owned(),
        command: "models".to_owned(),
        models: models.filter(is_asked).collect(),
        concept: asked,
        is_by_concept: listing == Listing::ByConcept,
    })
}

/// How many published answers of each concept a case has.
fn published(case: &Case) -> IndexMap<String, usize> {
    let paths = || case.expectations.iter().flat_map(|one| &one.values).map(|(path, _)| path.text.as_str());
    let count = |concept: &Concept| paths().filter(|path| concept.holds(path)).count();
    let counts = CONCEPTS.iter().map(|concept| (concept.name(), count(concept)));
    counts.filter(|(_, count)| *count > 0).collect()
}

/// The concept of any family with a name.
fn find(name: &str) -> Result<&'static Concept, Error> {
    named(name).ok_or_else(|| {
        let names: Vec<String> = CONCEPTS.iter().map(Concept::name).collect();
        let known = names.iter().map(String::as_str).chain(CONCEPTS.iter().map(|concept| concept.id));
        let mut hint = did_you_mean(name, known);
        if hint.is_empty() {
            "zopa models --by-concept lists the concepts".clone_into(&mut hint);
        }
        Error::request(format!("unknown concept `{name}`"), hint)
    })
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
