//! What each command answers, as data with names in it.
//!
//! The types here are the JSON answers: their field names and descriptions are the documented schema, which
//! `zopa schema answer` prints.

pub mod bound;
pub mod check;
pub mod coalitions;
pub mod common;
pub mod compose;
pub mod convert;
pub mod divide;
pub mod equilibria;
pub mod explain;
mod influence;
pub mod interval;
pub mod mixed;
pub mod models;
pub mod number_words;
pub mod power;
pub mod sequence;
pub mod show;
pub mod solve;
pub mod solve_set;
pub mod threshold;
pub mod why_not;
pub mod zone;
