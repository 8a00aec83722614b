//! What `zopa power` answers, as plain data.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::report::number::{Fractions, Numbers, Total};
use crate::report::sections::common::{CertificateData, Head, Sample};

/// The whole answer of `zopa power`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PowerAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// `found`, `undecided`, or `nobody_wins` if no coalition can pass anything.
    pub status: String,
    /// The indices that were asked.
    pub indices: Vec<String>,
    /// How to estimate what is too large for an exact answer, if that is asked for.
    pub sample: Option<Sample>,
    /// For each index the number of each player.
    pub power: IndexMap<String, Numbers>,
    /// Numbers as exact fractions.
    pub exact: ExactPower,
    /// For each sampled index the standard errors.
    pub standard_error: IndexMap<String, IndexMap<String, f64>>,
    /// For each sampled index how many draws were made.
    pub draws: IndexMap<String, Total>,
    /// For each index what was recomputed.
    pub certificates: IndexMap<String, CertificateData>,
    /// Players without whom nothing passes.
    pub vetoes: Vec<String>,
    /// Players who never make a difference.
    pub dummies: Vec<String>,
    /// Indices that were not settled, and why.
    pub unsettled: IndexMap<String, String>,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: PowerView,
}

/// Numbers of an answer as exact fractions.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ExactPower {
    /// For each index the number of each player; sampled indices are not among them.
    pub power: IndexMap<String, Fractions>,
    /// For each index what its shares are shares of: 1 for Shapley-Shubik; swings; minimal winning coalitions;
    /// for the public good index their members, counted each time; winning coalitions with a critical member.
    pub totals: Fractions,
}

/// What the text of power needs beside the JSON.
#[derive(Debug, Clone)]
pub struct PowerView {
    /// Title of the case.
    pub title: String,
    /// The case as a word in a command.
    pub case: String,
    /// Name of each player by id.
    pub names: IndexMap<String, String>,
    /// Weight of each player under each rule, in words of the file, by rule.
    pub rules: Vec<RuleView>,
}

/// One rule as text shows it.
#[derive(Debug, Clone)]
pub struct RuleView {
    /// Name for people, or `rule 1`.
    pub label: String,
    /// The quota.
    pub quota: String,
    /// The sum of all weights.
    pub total: String,
    /// The weight of each player, by id.
    pub weights: IndexMap<String, String>,
}
