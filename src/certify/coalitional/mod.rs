//! Claims about coalitional games, and the referee who recomputes them.
//!
//! - Core and least core: [`judge_core`], [`judge_empty_core`], [`judge_membership`], [`judge_least_core`],
//!   [`judge_vertices`].
//! - Nucleolus and prenucleolus: [`judge_nucleolus`], [`judge_prenucleolus`], [`judge_no_imputation`].

mod agreement_sizes;
mod agreements;
mod blocks;
mod breakaway;
mod core;
mod deals;
mod dividends;
mod excesses;
mod externalities;
mod externality_free;
mod nucleolus;
mod players;
mod properties;
mod reaction;
mod settling;
mod shapley;
mod span;
mod stability;
mod vertices;

pub use self::agreement_sizes::{AgreementSizes, SizeFacts, judge_agreement_sizes};
pub use self::agreements::{AgreementFacts, Joiner, judge_agreement};
pub use self::breakaway::{Breakaways, Broken};
pub use self::core::{
    Binding, CoreFacts, EmptyCore, LeastCoreFacts, Membership, NoProperCoalition, Weight, judge_core,
    judge_empty_core, judge_least_core, judge_membership, judge_no_proper_coalition,
};
pub use self::deals::{
    Bystander, DealFacts, DealTerms, MemberFacts, Terms, Variation, judge_deal, judge_terms,
};
pub use self::dividends::{Dividends, judge_dividends};
pub use self::externalities::{ExternalityTable, SETTLE_LIMIT, judge_externality};
pub use self::externality_free::{ExternalityFree, judge_externality_free};
pub use self::nucleolus::{
    BoundWeight, ExcessLevel, NoImputation, Nucleolus, judge_no_imputation, judge_nucleolus,
    judge_prenucleolus,
};
pub use self::players::{
    Contribution, DummyPlayers, SymmetricPlayers, ToldApart, judge_dummies, judge_symmetric,
};
pub use self::properties::{Fails, Holds, Property, judge_fails, judge_holds};
pub use self::reaction::{OverRanges, ReactionFacts, judge_reaction};
pub use self::shapley::{ShapleyValue, judge_shapley};
pub use self::stability::{Marks, StabilityFacts, judge_stability};
pub use self::vertices::{CoreVertices, judge_vertices};
