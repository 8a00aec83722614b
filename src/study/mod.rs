//! Many solves of one case: what-ifs, what closes a zone, what opens one.
//!
//! - [`change`]: one what-if.
//! - [`scenario`]: a case with changes.
//! - [`bargain`]: solutions on a zone, and bargaining weights.
//! - [`closing`]: what the zone needs and what closes it, one thing at a time.
//! - [`opening`]: who blocks an empty zone, and what would open it, one thing at a time.
//! - [`explain`]: how one number follows from the file.
//! - [`mixed`]: who blocks an empty zone where issues have amounts, and what opens it.
//! - [`links`]: numbers that one block takes from another.
//! - [`sequence`]: does a plan work, and while what holds.
//! - [`threshold`]: for which values of a number the zone is open, and where the Nash deal changes.
//! - [`audit`]: findings of `check` that need a solve.

pub mod audit;
pub mod bargain;
pub mod change;
pub mod closing;
pub mod explain;
pub mod links;
pub mod mixed;
pub mod opening;
pub mod scenario;
pub mod sequence;
pub mod space;
pub mod threshold;
