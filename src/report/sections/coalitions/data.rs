//! What `zopa coalitions` answers, as plain data.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::numeric::Decimals;
use crate::report::number::{Fractions, Num, Numbers, Total};
use crate::report::sections::coalitions::groupings::{
    AgreementSizesData, DealData, LeftOutData, ReactionData, RuleData, StabilityData,
};
use crate::report::sections::common::{CertificateData, Head, Package, Sample, Valued};

/// The whole answer of `zopa coalitions`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CoalitionsAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// The coalitional side of the case.
    pub coalitional: CoalitionalData,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: CoalitionsView,
}

/// The coalitional side of a case.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CoalitionalData {
    /// `characteristic`: what a coalition gets does not depend on the others; `partition`: it does;
    /// `sub_deals`: the case declares only sub-deals of its negotiation.
    pub form: String,
    /// What the numbers are measured in.
    pub unit: Option<String>,
    /// `worth` or `cost`.
    pub sense: String,
    /// Ids of the players.
    pub players: Vec<String>,
    /// Whether everything that was asked was settled.
    pub complete: bool,
    /// In a partition function, the rule by which the others are thought to regroup, for the concepts below.
    pub externality: Option<String>,
    /// How estimates are drawn, if they are asked for.
    pub sample: Option<Sample>,
    /// The concepts that were asked.
    pub concepts: Vec<String>,
    /// What all players have together; null if the case declares only sub-deals.
    pub everyone: Option<Num>,
    /// Concepts by id: `core`, `least_core`, `nucleolus`, `prenucleolus`, `shapley`, `externality_free`.
    #[serde(flatten)]
    pub values: IndexMap<String, ConceptData>,
    /// Whether the game is superadditive, convex and so on; null for larger games.
    pub properties: Option<PropertiesData>,
    /// Deals by id.
    pub deals: IndexMap<String, DealData>,
    /// In a partition function, what follows from each rule by which the others regroup.
    pub rules: IndexMap<String, RuleData>,
    /// In a partition function, which partitions would hold.
    pub stability: Option<StabilityData>,
    /// In a partition function by sizes, by what is thought to happen when a member leaves, which sizes of one
    /// agreement hold while all others stand alone: `rest_stays`, `bloc_dissolves`, `worst`, `best`.
    pub agreements: IndexMap<String, AgreementSizesData>,
    /// What was not asked of this game, and why.
    pub left_out: Vec<LeftOutData>,
    /// Whether those who are left would punish those who leave.
    pub reactions: IndexMap<String, ReactionData>,
    /// Which coalitions would rather sign without the others.
    pub breakaways: Option<BreakawaysData>,
}

/// What one concept says.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ConceptData {
    /// `found`; for the core `nonempty` or `empty`; `none` where there is no imputation; `undecided`;
    /// `estimate` if it was sampled.
    pub status: String,
    /// Why there is no value, if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What each player gets (or pays, in a game of costs); for the core one allocation in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Numbers>,
    /// For the core whether it is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<bool>,
    /// For the core all its vertices, if they were asked for or are few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertices: Option<Vec<Numbers>>,
    /// For the core whether `vertices` lists them all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertices_complete: Option<bool>,
    /// For the least core the smallest amount by which every coalition may be dissatisfied: the core opens at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epsilon: Option<Num>,
    /// The coalitions that keep the value from being better for somebody, with their excess.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub binding: Vec<BindingData>,
    /// For an empty core the balanced weights that prove it; for a least core those that prove that no epsilon is
    /// smaller.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub balanced: Vec<WeightData>,
    /// Standard error of each value, if it was sampled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<IndexMap<String, f64>>,
    /// Orders sampled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub samples: Option<u64>,
    /// Seed of the sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The numbers as exact fractions.
    pub exact: ExactConcept,
    /// What was recomputed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateData>,
}

/// The numbers of a concept as exact fractions.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ExactConcept {
    /// What each player gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Fractions>,
    /// The vertices of the core.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertices: Option<Vec<Fractions>>,
    /// The epsilon of the least core.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epsilon: Option<String>,
}

/// A coalition with its excess.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BindingData {
    /// The coalition.
    pub members: Vec<String>,
    /// What it could have less what it gets (in a game of costs, what it pays less what it could pay).
    pub excess: Num,
    /// `excess` as an exact fraction.
    pub excess_exact: String,
}

/// A coalition with a weight.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WeightData {
    /// The coalition.
    pub members: Vec<String>,
    /// Its weight.
    pub weight: Num,
    /// `weight` as an exact fraction.
    pub weight_exact: String,
}

/// What holds of the game as a whole.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PropertiesData {
    /// What the players have, each alone, in sum.
    pub alone: Num,
    /// Disjoint coalitions never lose by joining; null if not settled.
    pub superadditive: Option<bool>,
    /// The larger the coalition, the more a player adds; null if not settled.
    pub convex: Option<bool>,
    /// A larger coalition never has less; null if not settled.
    pub monotone: Option<bool>,
    /// Where a property fails, in words.
    pub failures: Vec<String>,
    /// Harsanyi dividends that are not 0, by coalition, the smallest coalitions first; absent if there are many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dividends: Option<Vec<DividendData>>,
}

/// A coalition with its dividend.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DividendData {
    /// The coalition.
    pub members: Vec<String>,
    /// What it adds beyond all its parts.
    pub dividend: Num,
    /// `dividend` as an exact fraction.
    pub dividend_exact: String,
}

/// Which coalitions would rather sign without the others.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BreakawaysData {
    /// Whether everything was settled.
    pub complete: bool,
    /// Acceptable packages of the zone that were looked at.
    pub packages: Total,
    /// Packages that no declared sub-deal breaks.
    pub unbroken: Total,
    /// Packages that no sub-deal would break even if one member gained and none lost.
    pub strongly_unbroken: Total,
    /// For each sub-deal how many packages it breaks.
    pub sub_deals: IndexMap<String, SubDealData>,
    /// For each solution whether a sub-deal breaks its package.
    pub solutions: IndexMap<String, BrokenData>,
    /// The packages with what breaks each, at most 100.
    pub list: Vec<BrokenData>,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// A sub-deal and what it does to the zone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SubDealData {
    /// Name for people.
    pub label: Option<String>,
    /// Who signs.
    pub members: Vec<String>,
    /// Packages that every member would rather leave for it.
    pub breaks: Total,
    /// Packages that one member would leave and none would mind leaving.
    pub breaks_weakly: Total,
}

/// A package and what breaks it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BrokenData {
    /// The package.
    pub package: Package,
    /// The sub-deal that breaks it; null if none does.
    pub by: Option<String>,
    /// The package to which the sub-deal goes, with what it is worth to everyone, outsiders included.
    pub to: Option<Valued>,
}

/// What the text of coalitions needs beside the JSON.
#[derive(Debug, Clone)]
pub struct CoalitionsView {
    /// Title of the case.
    pub title: String,
    /// How many digits to print.
    pub decimals: Decimals,
    /// The case as a word in a command.
    pub case: String,
    /// A clause about the sources of the numbers.
    pub assumptions: Option<String>,
    /// Were concepts asked for by name, so that the screen shows each?
    pub named: bool,
}
