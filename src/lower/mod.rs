//! From the case to a game, and the way back from an index to a name.

mod bargaining;
mod labels;
mod rules;

pub use self::bargaining::{Lowered, Overlay, lower};
pub use self::labels::{Demand, DemandKind, IssueLabels, Labels, PartyLabels};
