//! Strategic games: equilibria, and what reasoning alone rules out.

pub mod pure_nash;
mod extreme;
pub mod extreme_equilibria;
