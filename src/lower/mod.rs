//! From the case to a game, and the way back from an index to a name.

mod bargaining;
mod breakaway;
mod labels;
mod rules;

pub use self::bargaining::{Lowered, Overlay, lower};
pub use self::breakaway::sub_deals;
pub use self::labels::{Demand, DemandKind, IssueLabels, Labels, PartyLabels};
