//! Strategic games: equilibria, and what reasoning alone rules out.

pub mod lemke_howson;
mod pivoting;
pub mod zero_sum;
