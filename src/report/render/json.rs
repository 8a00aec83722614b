//! JSON answers, and the schema that documents them.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::Value;

use crate::report::sections::check::{CheckAnswer, ErrorAnswer};
use crate::report::sections::coalitions::CoalitionsAnswer;
use crate::report::sections::compose::ComposeAnswer;
use crate::report::sections::convert::ConvertAnswer;
use crate::report::sections::divide::DivideAnswer;
use crate::report::sections::equilibria::EquilibriaAnswer;
use crate::report::sections::explain::ExplainAnswer;
use crate::report::sections::mixed::{MixedWhyNotAnswer, MixedZoneAnswer};
use crate::report::sections::models::{ModelsAnswer, SelftestAnswer, VerifyAnswer};
use crate::report::sections::power::PowerAnswer;
use crate::report::sections::sequence::SequenceAnswer;
use crate::report::sections::show::ShowAnswer;
use crate::report::sections::solve::SolveAnswer;
use crate::report::sections::solve_set::SolveSetAnswer;
use crate::report::sections::threshold::ThresholdAnswer;
use crate::report::sections::why_not::WhyNotAnswer;
use crate::report::sections::zone::ZoneAnswer;

/// An answer as indented JSON with a final newline.
#[must_use]
pub fn json<T: Serialize>(answer: &T) -> String {
    // These types hold only strings, numbers, lists and maps with string keys: they always serialise.
    let mut text = serde_json::to_string_pretty(answer).unwrap_or_default();
    text.push('\n');
    text
}

/// An answer as a tree.
#[must_use]
pub fn tree<T: Serialize>(answer: &T) -> Value {
    serde_json::to_value(answer).unwrap_or_default()
}

/// Any of the answers: each has the shape of its command, or of an error.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, clippy::large_enum_variant)] // only its schema is used
enum AnyAnswer {
    Zone(ZoneAnswer),
    MixedZone(MixedZoneAnswer),
    Solve(SolveAnswer),
    SolveSet(SolveSetAnswer),
    WhyNot(WhyNotAnswer),
    MixedWhyNot(MixedWhyNotAnswer),
    Coalitions(CoalitionsAnswer),
    Power(PowerAnswer),
    Compose(ComposeAnswer),
    Divide(DivideAnswer),
    Equilibria(EquilibriaAnswer),
    Sequence(SequenceAnswer),
    Threshold(ThresholdAnswer),
    Explain(ExplainAnswer),
    Show(ShowAnswer),
    Check(CheckAnswer),
    Models(ModelsAnswer),
    Selftest(SelftestAnswer),
    Verify(VerifyAnswer),
    Convert(ConvertAnswer),
    Error(ErrorAnswer),
}

/// The JSON Schema (2020-12) of every JSON answer.
#[must_use]
pub fn answer_schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    tree(&generator.into_root_schema_for::<AnyAnswer>())
}
