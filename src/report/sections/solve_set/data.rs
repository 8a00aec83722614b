//! What `zopa solve` answers over lotteries and convex sets, as plain data.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::numeric::{Decimals, Rational};
use crate::report::number::{Fractions, Num, Numbers, Total};
use crate::report::sections::common::{CertificateData, ExactValues, Head, Package};

/// The whole answer of `zopa solve` over lotteries or a convex set.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SolveSetAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// `open`, `empty`, `unbounded` if gains grow without end, or `undecided`.
    pub status: String,
    /// The space: `lotteries`, `lotteries-on-average` or `set`.
    pub over: String,
    /// The concepts that were asked.
    pub concepts: Vec<String>,
    /// Packages that lotteries may draw, or vertices or rows of the set.
    pub size: Total,
    /// Bargaining weights that were given.
    pub weights: Numbers,
    /// Proportions that were given.
    pub proportions: Numbers,
    /// The greatest gain of each party in the set; empty if the set is not open.
    pub ideal: Numbers,
    /// For each concept what it picks.
    pub solutions: IndexMap<String, SetSolution>,
    /// Warnings about what the concepts assume.
    pub warnings: Vec<String>,
    /// Numbers as exact fractions.
    pub exact: ExactSet,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: SetView,
}

/// Numbers of an answer over a set as exact fractions.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ExactSet {
    /// Bargaining weights that were given.
    pub weights: Fractions,
    /// Proportions that were given.
    pub proportions: Fractions,
    /// The greatest gain of each party in the set.
    pub ideal: Fractions,
}

/// What one concept picks from a convex set.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct SetSolution {
    /// `found`, `not_defined`, `no_zone` or `undecided`.
    pub status: String,
    /// Why there is no point, if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Utility of each party, in points of its own scale.
    pub utilities: Numbers,
    /// Utility less walk-away value of each party.
    pub gains: Numbers,
    /// The equal gain, the share of the ideal gains, the multiple of the proportions or the equal loss; `null` for
    /// concepts that have none.
    pub step: Option<Num>,
    /// The product of gains, where a concept makes it as great as possible with equal weights.
    pub product: Option<Num>,
    /// The greatest sum of gains, for the concept that asks for it.
    pub sum: Option<Num>,
    /// By how much the answer may be higher: the mean of gains, or for Raiffa a gain, as a share of the ideal gain; 0 if
    /// the point is exact.
    pub gap: Num,
    /// Where on a curve the point is, if the case gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<Num>,
    /// Whether it is the only point that the concept picks.
    pub unique: bool,
    /// Where it is not, for each party the point that is best for it among those that the concept picks.
    pub ends: IndexMap<String, EndData>,
    /// A lottery that gives each party at least this; empty if the set is given by rows.
    pub lottery: Vec<LotteryPart>,
    /// Parties that cannot gain anything, and are left out where gains are measured against ideal ones.
    pub left_out: Vec<String>,
    /// Utilities, gains and the step as exact fractions; `null` where the point is known up to its gap only.
    pub exact: Option<ExactPoint>,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// Numbers of a point as exact fractions.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ExactPoint {
    /// Utility of each party.
    pub utilities: Fractions,
    /// Gain of each party.
    pub gains: Fractions,
    /// The equal gain, share, multiple or loss.
    pub step: Option<String>,
    /// The product of gains.
    pub product: Option<String>,
    /// The greatest sum of gains.
    pub sum: Option<String>,
    /// Where on a curve the point is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}

/// A point that is best for one party among those that a concept picks.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EndData {
    /// Utility of each party.
    pub utilities: Numbers,
    /// Gain of each party.
    pub gains: Numbers,
    /// The same as exact fractions.
    pub exact: ExactValues,
}

/// One outcome of a lottery.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LotteryPart {
    /// The package, first in file order among those worth the same; absent if the case gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<Package>,
    /// The vertex or point of the case, from 0; absent if it is a package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertex: Option<usize>,
    /// What it is worth to each party.
    pub utilities: Numbers,
    /// How likely it is.
    pub probability: Num,
    /// The same as an exact fraction.
    pub probability_exact: String,
}

/// What the text needs beside the JSON.
#[derive(Debug, Clone)]
pub struct SetView {
    /// Title of the case.
    pub title: String,
    /// How many digits to print.
    pub decimals: Decimals,
    /// The case as a word in a command.
    pub case: String,
    /// Label and unit of each issue with more than one admissible level, by id.
    pub issues: IndexMap<String, (String, String)>,
    /// Walk-away value of each party.
    pub walk_away: IndexMap<String, Rational>,
    /// What the space consists of, in words.
    pub space: String,
}
