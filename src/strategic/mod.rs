//! Strategic games: equilibria, and what reasoning alone rules out.

pub mod pure_nash;

pub mod approximate_nash;
mod dense;
mod path;
mod polish;
mod tensor;
