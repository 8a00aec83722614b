//! Coalitional games: who must be in, who would leave, and how a surplus may be shared.

pub mod breakaway;
pub mod deals;
pub mod dividends;
mod division;
pub mod externality;
pub mod externality_free;
pub mod properties;
pub mod reaction;
pub mod sampling;
mod settling;
pub mod shapley;
pub mod stability;
