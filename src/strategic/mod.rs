//! Strategic games: equilibria, and what reasoning alone rules out.

mod against;
pub mod approximate_nash;
mod dense;
mod fractions;
pub mod iterated_dominance;
mod path;
mod polish;
pub mod pure_nash;
pub mod rationalizable;
pub mod selection;
mod tensor;
