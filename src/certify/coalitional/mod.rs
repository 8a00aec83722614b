//! Claims about coalitional games, and the referee who recomputes them.

mod agreements;
mod breakaway;
mod deals;
mod externalities;
mod externality_free;
mod reaction;
mod settling;
mod stability;

pub use self::agreements::{AgreementFacts, Joiner, judge_agreement};
pub use self::breakaway::{Breakaways, Broken, judge_breakaway};
pub use self::deals::{Bystander, DealFacts, MemberFacts, Terms, Variation, judge_deal};
pub use self::externalities::{ExternalityTable, SETTLE_LIMIT, judge_externality};
pub use self::externality_free::{ExternalityFree, judge_externality_free};
pub use self::reaction::{OverRanges, ReactionFacts, judge_reaction};
pub use self::stability::{Marks, StabilityFacts, judge_stability};
