//! Bargaining: the zone of a finite game and the solutions over its packages.
//!
//! - [`zone`]: counts the zone and finds its efficient packages; every solution starts from it.
//! - one file for each solution concept, of the same name.
//! - [`finite`]: the engine that counts, lists and merges packages.

pub mod egalitarian;
pub mod equal_loss;
pub mod finite;
pub mod kalai_smorodinsky;
pub mod leximin;
pub mod nash;
pub mod ranking;
pub mod utilitarian;
pub mod weighted_nash;
pub mod zone;
