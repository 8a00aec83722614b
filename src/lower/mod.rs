//! From the case to a game, and the way back from an index to a name.

mod bargaining;
mod bargaining_set;
mod breakaways;
mod coalitions;
mod contact_group;
mod division;
mod game;
mod labels;
mod mixed;
mod rules;
mod sequence;

pub use self::bargaining::{Lowered, Overlay, lower};
pub use self::bargaining_set::{lower_frontier, lower_set};
pub use self::breakaways::{LoweredBreakaway, lower_breakaways};
pub use self::coalitions::{CoalitionGame, LoweredCoalitions, LoweredDeal, externality, lower_coalitions};
pub use self::contact_group::{GroupLabels, LoweredContactGroup, lower_contact_group};
pub use self::division::{LoweredDivision, lower_division};
pub use self::game::{StrategyLabels, TreeLabels, given_game};
pub use self::labels::{Demand, DemandKind, IssueLabels, Labels, PartyLabels, PlayerLabels};
pub use self::mixed::{LoweredMixed, lower_mixed};
pub use self::sequence::{
    LoweredSequence, PlaceLabels, SequenceLabels, lower_sequence, sequence_numbers, unfolded,
};
