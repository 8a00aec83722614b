//! What `zopa compose` answers, as plain data.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::numeric::Decimals;
use crate::report::number::{Num, Total};
use crate::report::sections::common::{CertificateData, Head};

/// The whole answer of `zopa compose`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ComposeAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// Which groups are acceptable.
    pub compose: ComposeData,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: ComposeView,
}

/// Which groups are acceptable.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ComposeData {
    /// `found`, `none` if no group meets the rules, or `undecided`.
    pub status: String,
    /// Whether everything was counted.
    pub complete: bool,
    /// Why it is undecided, if it is; the counts below are 0 then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the members bring is measured in.
    pub unit: Option<String>,
    /// The candidates.
    pub candidates: Vec<String>,
    /// Groups with at least one member.
    pub groups: Total,
    /// Groups that meet every rule.
    pub acceptable: Total,
    /// What the group should reach; null if no goal is stated.
    pub goal: Option<Num>,
    /// Acceptable groups that reach the goal; null without a goal.
    pub reaching: Option<Total>,
    /// The acceptable group that brings the most, first in file order among equals.
    pub best: Option<GroupData>,
    /// Acceptable groups that bring as much.
    pub best_total: Total,
    /// The smallest acceptable groups that reach the goal, at most 100.
    pub smallest: Vec<GroupData>,
    /// How many they are.
    pub smallest_total: Total,
    /// For each candidate how often it matters.
    pub members: IndexMap<String, MemberData>,
    /// For each rule the acceptable groups there would be without it.
    pub without: IndexMap<String, Total>,
    /// For each share limit what a tighter or looser one would do.
    pub limits: IndexMap<String, LimitData>,
    /// Where no group is acceptable, rules that no group meets together; without any one of them some would.
    pub blocked: Vec<String>,
    /// Groups that the case names.
    pub named: IndexMap<String, NamedData>,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// A group and what it brings.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GroupData {
    /// Its members, in file order.
    pub members: Vec<String>,
    /// What they bring.
    pub fund: Num,
}

/// How often a candidate matters.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MemberData {
    /// Acceptable groups (that reach the goal, if there is one) with it.
    pub present: Total,
    /// Those that would not be acceptable, or not reach the goal, without it.
    pub pivotal: Total,
    /// Its share of all such cases; 0 if there are none.
    pub share: Num,
    /// `share` as an exact fraction.
    pub share_exact: String,
}

/// What another limit on a share would do.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LimitData {
    /// The limit of the case, as an exact fraction.
    pub at_most: String,
    /// The least limit at which some group is acceptable; null if there is none.
    pub acceptable_from: Option<String>,
    /// The least limit at which the goal is still reached; null if it never is.
    pub goal_from: Option<String>,
    /// How far it may tighten with the same greatest fund; null if there is no group.
    pub best_from: Option<String>,
    /// The steps within the stated range: from this limit on, so much.
    pub steps: Vec<StepData>,
}

/// From this limit on, so many groups and so much money.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StepData {
    /// The least limit of the step, as an exact fraction.
    pub from: String,
    /// Acceptable groups.
    pub acceptable: Total,
    /// Those that reach the goal; null without a goal.
    pub reaching: Option<Total>,
    /// What the best one brings; null if there is none.
    pub best: Option<Num>,
}

/// A group that the case names.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NamedData {
    /// Name for people.
    pub label: Option<String>,
    /// Its members.
    pub members: Vec<String>,
    /// What they bring.
    pub fund: Num,
    /// Does it meet every rule?
    pub acceptable: bool,
    /// Does it reach the goal? Null without a goal.
    pub reaches: Option<bool>,
    /// The rules it breaks, in words.
    pub breaks: Vec<String>,
    /// For each share limit the share in this group, as an exact fraction.
    pub shares: IndexMap<String, String>,
    /// How many of the extra candidates could join it together; null if it is not acceptable, or there are none.
    pub more_allowed: Option<usize>,
    /// The extra candidates who could join it alone.
    pub may_join: Vec<String>,
    /// The smallest change that makes it acceptable: who joins and who leaves; absent if it is acceptable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair: Option<RepairData>,
}

/// Who joins and who leaves.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RepairData {
    /// Who joins.
    pub join: Vec<String>,
    /// Who leaves.
    pub leave: Vec<String>,
}

/// What the text of a composition needs beside the JSON.
#[derive(Debug, Clone)]
pub struct ComposeView {
    /// Title of the case.
    pub title: String,
    /// Name of the group.
    pub label: String,
    /// How many digits to print.
    pub decimals: Decimals,
    /// The case as a word in a command.
    pub case: String,
    /// A clause about the sources of the numbers.
    pub assumptions: Option<String>,
}
