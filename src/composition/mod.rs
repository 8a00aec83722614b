//! Choosing the members of a group under rules of composition.
//!
//! - [`compose`]: counts the acceptable groups and those that reach the goal, finds the greatest fund and the
//!   smallest groups; the other questions start from what it returns.
//! - [`pivotal`]: who is in how many of these groups, and critical in how many.
//! - [`rules`]: what each rule costs, and what depends on how tight a share limit is.
//! - [`group`]: one group: what vetoes it, what would mend it, which extras may sit beside it.
//!
//! Groups are counted by sums, not one by one (see the notes of `tables`): 20 candidates are immediate; about 40 are
//! within reach where every candidate brings another fund, and 64 where funds repeat, as amounts of money do.
//! Beyond, an answer is `Undecided`, and [`compose::Composition::is_too_large`] says why.

pub mod compose;
pub mod group;
mod menu;
pub mod pivotal;
pub mod rules;
mod tables;
