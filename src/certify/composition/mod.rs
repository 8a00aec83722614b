//! Claims about the composition of a group, and the referee who recomputes them.
//!
//! - [`CompositionFacts`]: how many groups are acceptable and reach the goal, the greatest fund, the smallest groups
//!   that reach the goal; [`Blocked`]: rules that no group meets together, and any fewer of them can be.
//! - [`RuleCosts`]: how many groups there would be without each rule alone.
//! - [`Standings`]: who is in how many of the groups that reach the goal, and critical in how many.
//! - [`LimitSteps`]: everything that depends on a share limit, as a step function of it.
//! - [`GroupVerdict`], [`Mend`], [`Room`]: what vetoes one group, the smallest changes that make it acceptable,
//!   and how many extras may sit beside it.
//! - [`Referee`]: up to [`RECOUNT_MEMBERS`] candidates it looks at every group, one by one, by the definitions of
//!   the problem; beyond, it checks what is necessary and says so.

mod facts;
mod groups;
mod recount;
mod rules;

pub use self::facts::{Attained, CompositionFacts, Standing, Standings};
pub use self::groups::{GroupVerdict, Mend, Room};
pub use self::recount::{RECOUNT_MEMBERS, Referee};
pub use self::rules::{Blocked, LimitSteps, RuleCost, RuleCosts, Step};

/// Greatest number of groups that a claim lists; all are counted.
pub const GROUPS_LISTED: usize = 1000;
