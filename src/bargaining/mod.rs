//! Bargaining: the zone of a finite game, the solutions over its packages, and those over convex sets.
//!
//! - [`zone`]: counts the zone and finds its efficient packages; every solution starts from it.
//! - one file for each solution concept, of the same name.
//! - [`finite`]: the engine that counts, lists and merges packages; [`large`]: what it does where there are too many to list;
//!   [`convex`]: the engine over convex sets;
//!   [`frontier`]: the engine over frontiers of two parties.

pub mod adjusted_winner;
pub mod convex;
pub mod egalitarian;
pub mod equal_area;
pub mod equal_loss;
pub mod finite;
pub mod frontier;
pub mod kalai_smorodinsky;
pub mod large;
pub mod lex_kalai_smorodinsky;
pub mod leximin;
pub mod mixed;
pub mod nash;
pub mod perles_maschler;
pub mod proportional;
pub mod raiffa_continuous;
pub mod raiffa_discrete;
pub mod ranking;
pub mod utilitarian;
pub mod weighted_nash;
pub mod zone;
