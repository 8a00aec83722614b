//! Strategic games: equilibria, and what reasoning alone rules out.

mod extreme;
pub mod extreme_equilibria;
