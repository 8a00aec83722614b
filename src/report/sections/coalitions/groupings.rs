//! What `zopa coalitions` answers where the worth of a bloc depends on how the others group, as plain data.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::report::number::{Fractions, Num, Numbers, Total};
use crate::report::sections::common::CertificateData;

/// A deal between some players, held against what each could have outside it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DealData {
    /// Name for people.
    pub label: Option<String>,
    /// Its members.
    pub members: Vec<String>,
    /// The partition in which it stands.
    pub partition: Vec<Vec<String>>,
    /// What its members have together.
    pub worth: Num,
    /// What each member could have without it, under its declared rule: what it must be paid to stay.
    pub outside: Numbers,
    /// Where each member would go.
    pub options: IndexMap<String, OptionData>,
    /// `worth` less the outside options.
    pub surplus: Num,
    /// Whether the surplus is at least 0.
    pub holds: bool,
    /// The surplus shared equally over the outside options; absent if the deal does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equal_split: Option<Numbers>,
    /// What a guarantor would have to add so that the deal holds.
    pub guarantee: Num,
    /// Who would be the first to leave if the worth shrank and were shared equally.
    pub critical: Vec<String>,
    /// Whose leaving would cost the others most for each point that it loses itself (Gately).
    pub most_disruptive: Vec<String>,
    /// The surplus under other rules of sharing.
    pub under: Vec<VariantData>,
    /// Whether the verdict depends on the rule.
    pub depends_on_rule: bool,
    /// Outsiders whose bloc has more when the deal stands than when its members stand alone.
    pub free_riders: Vec<FreeRiderData>,
    /// Numbers as exact fractions.
    pub exact: ExactDeal,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// Numbers of a deal as exact fractions.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactDeal {
    /// What each member could have without it.
    pub outside: Fractions,
    /// The surplus.
    pub surplus: String,
    /// The surplus shared equally.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equal_split: Option<Fractions>,
}

/// Where a member of a deal would go.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OptionData {
    /// The partition that would follow.
    pub partition: Vec<Vec<String>>,
    /// `alone`, `equal` or `what_it_adds`.
    pub share: String,
}

/// A deal under another rule of sharing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VariantData {
    /// Whose rule is another one; null if everybody's is.
    pub party: Option<String>,
    /// `alone`, `equal` or `what_it_adds`.
    pub share: String,
    /// What each member could have outside.
    pub outside: Numbers,
    /// The surplus.
    pub surplus: Num,
    /// `surplus` as an exact fraction.
    pub surplus_exact: String,
    /// Whether it is at least 0.
    pub holds: bool,
}

/// Somebody who gains from a deal without being in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FreeRiderData {
    /// The bloc.
    pub members: Vec<String>,
    /// What it has more.
    pub gain: Num,
}

/// What follows if the others regroup by a rule.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleData {
    /// What each coalition can have, and the partition that is assumed.
    pub worths: Vec<AssumedData>,
    /// Whether the core of everybody together is empty.
    pub core_empty: Option<bool>,
    /// Epsilon of the least core: how much everybody together is short, if it is positive.
    pub epsilon: Option<Num>,
    /// Shapley value.
    pub shapley: Option<Numbers>,
    /// Numbers as exact fractions.
    pub exact: ExactRule,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// Numbers of a rule as exact fractions.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactRule {
    /// Epsilon of the least core.
    pub epsilon: Option<String>,
    /// Shapley value.
    pub shapley: Option<Fractions>,
}

/// A coalition with what it can have and what the others are assumed to do.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AssumedData {
    /// The coalition.
    pub members: Vec<String>,
    /// What it can have.
    pub worth: Num,
    /// The partition that is assumed.
    pub partition: Vec<Vec<String>>,
}

/// Which partitions would hold.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StabilityData {
    /// Number of partitions.
    pub partitions: Total,
    /// Partitions in which every bloc has enough to give each member what it could have by leaving alone.
    pub internal: Total,
    /// Partitions in which no bloc with one who joins it would still have enough for all its members.
    pub external: Total,
    /// Partitions with both.
    pub stable: Total,
    /// Partitions in which no two blocs would have more together than apart.
    pub merger_proof: Total,
    /// Partitions that hold by themselves: nobody would leave, and no two blocs gain by joining.
    pub holding: Total,
    /// The partitions with the greatest total worth.
    pub efficient: Vec<Vec<Vec<String>>>,
    /// Each partition, if there are few, else those that are stable, at most 100.
    pub list: Vec<PartitionData>,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// A partition and whether it would hold.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PartitionData {
    /// The blocs.
    pub partition: Vec<Vec<String>>,
    /// What each bloc has.
    pub worths: Vec<Num>,
    /// What all have together.
    pub total: Num,
    /// Does every bloc have enough to give each member what it could have alone?
    pub internal: bool,
    /// Would no bloc with one who joins it still have enough for all its members?
    pub external: bool,
    /// Would no two blocs have more together than apart?
    pub merger_proof: bool,
}

/// Which sizes of one agreement hold, all others alone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AgreementSizesData {
    /// The sizes from two on at which there is enough to give each member what it could have by leaving.
    pub internal: Vec<Total>,
    /// The sizes at which one who joins would not be kept: the larger agreement has nothing left over.
    pub external: Vec<Total>,
    /// The sizes with both: nobody leaves and nobody joins.
    pub stable: Vec<Total>,
    /// The greatest of them; null if there is none.
    pub greatest_stable: Option<Total>,
    /// Each size from two to all players.
    pub sizes: Vec<SizeData>,
    /// What was recomputed.
    pub certificate: Option<CertificateData>,
}

/// One size of an agreement.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SizeData {
    /// Number of members.
    pub size: Total,
    /// What they have together.
    pub worth: Num,
    /// What each member could have by leaving.
    pub outside: Num,
    /// `outside` as an exact fraction.
    pub outside_exact: String,
    /// `worth` less what all members could have by leaving.
    pub slack: Num,
    /// `slack` as an exact fraction.
    pub slack_exact: String,
}

/// A question that was not asked of this game.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LeftOutData {
    /// `rules`, `stability`, or the id of a concept.
    pub question: String,
    /// What is known of the answer: `unknown` if the game is too large for the question, `not_stated` if the case
    /// does not say enough for it.
    pub completeness: String,
    /// Why it was left out.
    pub reason: String,
}

/// Whether somebody would punish those who leave.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReactionData {
    /// What it would do.
    pub label: Option<String>,
    /// What it gains by that.
    pub benefit: Num,
    /// What it costs.
    pub cost: Num,
    /// Whether it would do it.
    pub punishes: bool,
    /// It accepts while the benefit stays at or below this.
    pub break_even: Num,
    /// Over the stated ranges: `never`, `always` or `sometimes` it punishes.
    pub over_ranges: String,
}
