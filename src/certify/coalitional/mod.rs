//! Claims about coalitional games, and the referee who recomputes them.

mod agreements;
mod blocks;
mod breakaway;
mod deals;
mod dividends;
mod externalities;
mod externality_free;
mod players;
mod properties;
mod reaction;
mod settling;
mod shapley;
mod stability;

pub use self::agreements::{AgreementFacts, Joiner, judge_agreement};
pub use self::breakaway::{Breakaways, Broken, judge_breakaway};
pub use self::deals::{Bystander, DealFacts, MemberFacts, Terms, Variation, judge_deal};
pub use self::dividends::{Dividends, judge_dividends};
pub use self::externalities::{ExternalityTable, SETTLE_LIMIT, judge_externality};
pub use self::externality_free::{ExternalityFree, judge_externality_free};
pub use self::players::{
    Contribution, DummyPlayers, SymmetricPlayers, ToldApart, judge_dummies, judge_symmetric,
};
pub use self::properties::{Fails, Holds, Property, judge_fails, judge_holds};
pub use self::reaction::{OverRanges, ReactionFacts, judge_reaction};
pub use self::shapley::{ShapleyValue, judge_shapley};
pub use self::stability::{Marks, StabilityFacts, judge_stability};
