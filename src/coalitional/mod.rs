//! Coalitional games: who must be in, who would leave, and how a surplus may be shared.

pub mod agreement_sizes;
pub mod breakaway;
pub mod core;
pub mod deals;
pub mod dividends;
mod division;
mod excess;
pub mod externality;
pub mod externality_free;
pub mod least_core;
pub mod nucleolus;
pub mod prenucleolus;
pub mod properties;
pub mod reaction;
pub mod sampling;
mod settling;
pub mod shapley;
pub mod stability;
pub mod vertices;
