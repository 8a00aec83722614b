//! Coalitional games: who must be in, who would leave, and how a surplus may be shared.

pub mod core;
mod excess;
pub mod least_core;
pub mod nucleolus;
pub mod prenucleolus;
pub mod vertices;
