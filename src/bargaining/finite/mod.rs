//! The exact engine over finite packages; nothing here knows a solution concept.
//!
//! [`survey`] counts, [`frontier`] finds the efficient utilities, [`list_at_least`], [`list_at`] and
//! [`first_where`] name packages, [`closest`] looks for the smallest loss where there is no agreement, and [`meeting`] says which
//! demands can be met together. All of them see a game as sums of coordinates (`sheet`), in the narrowest
//! integer that holds them (`lane`), and look at packages in blocks (`plan`, `walk`) or merge them issue by
//! issue (`merge`, `pareto`, `dominance`).

mod closest;
mod dominance;
mod frontier;
pub(in crate::bargaining) mod lane;
mod listing;
mod meeting;
mod merge;
pub(in crate::bargaining) mod pareto;
pub(in crate::bargaining) mod plan;
pub(in crate::bargaining) mod sheet;
mod survey;
mod walk;

pub use self::closest::{Closest, closest};
pub use self::frontier::{Frontier, frontier};
pub use self::listing::{Listing, first_where, list_at, list_at_least};
pub use self::meeting::{DemandClass, Meeting, meeting};
pub use self::survey::{Survey, survey};
