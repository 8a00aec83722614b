//! Coalitional games: who must be in, who would leave, and how a surplus may be shared.

pub mod breakaway;
pub mod deals;
mod division;
pub mod externality;
pub mod externality_free;
pub mod reaction;
mod settling;
pub mod stability;
