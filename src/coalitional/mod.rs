//! Coalitional games: who must be in, who would leave, and how a surplus may be shared.

pub mod dividends;
pub mod properties;
pub mod sampling;
pub mod shapley;
