//! From the case to a game, and the way back from an index to a name.

mod bargaining;
mod coalitions;
mod contact_group;
mod labels;
mod rules;
mod sub_deals;
mod worths;

pub use self::bargaining::{Lowered, Overlay, lower};
pub use self::coalitions::{CoalitionalGame, LoweredCoalitions, Players, lower_coalitions, winning_table};
pub use self::contact_group::{LoweredGroup, lower_group};
pub use self::labels::{Demand, DemandKind, IssueLabels, Labels, PartyLabels};
pub use self::sub_deals::sub_deals;
