//! Strategic games: equilibria, and what reasoning alone rules out.

mod against;
pub mod approximate_nash;
mod extreme;
pub mod extreme_equilibria;
mod homotopy;
pub mod iterated_dominance;
pub mod lemke_howson;
mod pivoting;
pub mod pure_nash;
pub mod rationalizable;
pub mod selection;
pub mod zero_sum;
