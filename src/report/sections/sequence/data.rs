//! What `zopa sequence` answers, as plain data.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::numeric::Rational;
use crate::report::number::{Fractions, Num, Numbers};
use crate::report::sections::common::{CertificateData, Head};
use crate::report::sections::interval::IntervalData;

/// The whole answer of `zopa sequence`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SequenceAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// Does the plan work?
    pub sequence: SequenceData,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: SequenceView,
}

/// Does the plan work?
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SequenceData {
    /// `works`, `fails`, or `not_answered` if somebody moves without knowing where.
    pub status: String,
    /// Whether nothing was cut short.
    pub complete: bool,
    /// The plan's own name among its variants.
    pub plan: String,
    /// The parties that move or are paid.
    pub parties: Vec<String>,
    /// Where the plan works: the variants that do not. Where it does not: those that do.
    pub hinges_on: Vec<String>,
    /// The plan and its variants.
    pub variants: IndexMap<String, PlanData>,
    /// For each parameter the values for which the plan works, all else as it is.
    pub thresholds: IndexMap<String, Vec<IntervalData>>,
    /// For each parameter the values that it can have at all.
    pub legal: IndexMap<String, Vec<IntervalData>>,
    /// For each parameter, and each step of the plan, the values for which the step is taken.
    pub consents: IndexMap<String, Vec<ConsentData>>,
    /// Parameters whose thresholds were not found: the tree is too large, or the time ran out.
    pub not_found: Vec<String>,
    /// Parameters with an end of an interval that is no fraction; it stands less than 2^-79 inside.
    pub rounded: Vec<String>,
    /// Numbers taken from elsewhere in the case, by the names that the sequence gives them.
    pub linked: Numbers,
    /// Exact fractions.
    pub exact: LinkedExact,
}

/// Exact fractions of the numbers taken from elsewhere.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LinkedExact {
    /// Numbers taken from elsewhere in the case.
    pub linked: Fractions,
}

/// One variant.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlanData {
    /// Name for people.
    pub label: String,
    /// Is the deal signed with a probability above 0? Null if that was not answered.
    pub works: Option<bool>,
    /// Why it was not answered, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The probability that the deal is signed.
    pub probability_signed: Num,
    /// The probability that it works.
    pub probability_works: Num,
    /// What each party gets on average, in points of its own scale.
    pub payoffs: Numbers,
    /// For each party what its first step in the plan gives it over its best other move.
    pub gains: IndexMap<String, GainData>,
    /// What is chosen at each place where a party moves, by the way that leads there; `start` is the first.
    pub moves: IndexMap<String, MoveData>,
    /// If it does not work, who does not take its step though the deal could still be signed.
    pub stopped_by: Vec<StopData>,
    /// Number of equilibria that look ahead, as digits; null if they were not counted.
    pub equilibria: Option<String>,
    /// For each parameter the values for which this variant works.
    pub thresholds: IndexMap<String, Vec<IntervalData>>,
    /// Exact fractions.
    pub exact: PlanExact,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// Exact fractions of one variant.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct PlanExact {
    /// The probability that the deal is signed.
    pub probability_signed: String,
    /// The probability that it works.
    pub probability_works: String,
    /// What each party gets on average.
    pub payoffs: Fractions,
    /// What the first step of each party gives it.
    pub gains: IndexMap<String, GainExact>,
}

/// A gain, or one for each of the cases that chance makes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum GainData {
    /// The same in every case.
    One(Num),
    /// By what chance has decided before.
    Each(Numbers),
}

/// A gain as an exact fraction, or one for each of the cases that chance makes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum GainExact {
    /// The same in every case.
    One(String),
    /// By what chance has decided before.
    Each(Fractions),
}

/// What is chosen at a place.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MoveData {
    /// The node.
    pub node: String,
    /// Its name for people, with what only the mover knows.
    pub name: String,
    /// Who moves.
    pub party: String,
    /// What it chooses.
    #[serde(rename = "move")]
    pub chosen: String,
    /// The plan's move there; null if the plan leaves it open.
    pub plan: Option<String>,
}

/// Who does not take its step.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StopData {
    /// The way that leads there.
    pub at: String,
    /// Its name for people.
    pub name: String,
    /// Who moves.
    pub party: String,
    /// What it chooses instead.
    #[serde(rename = "move")]
    pub chosen: String,
    /// What the plan's move would give it more; below 0.
    pub gain: Num,
    /// `gain` as an exact fraction.
    pub gain_exact: String,
}

/// When a party takes its step in the plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConsentData {
    /// The way that leads there.
    pub at: String,
    /// Name of the place, with what only the mover knows.
    pub name: String,
    /// Who moves.
    pub party: String,
    /// The plan's move.
    #[serde(rename = "move")]
    pub planned: String,
    /// The values for which it is taken.
    pub intervals: Vec<IntervalData>,
}

/// What the text of a sequence needs beside the JSON.
#[derive(Debug, Clone)]
pub struct SequenceView {
    /// Title of the case.
    pub title: String,
    /// The case as a word in a command.
    pub case: String,
    /// A clause about the sources of the numbers.
    pub assumptions: Option<String>,
    /// For each variant what the plan has and it has not, in words.
    pub lacks: IndexMap<String, String>,
    /// The parameters that have a name for people or a range: their name, their value.
    pub parameters: IndexMap<String, (String, Rational)>,
}
