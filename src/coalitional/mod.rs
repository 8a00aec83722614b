//! Coalitional games: who must be in, who would leave, and how a surplus may be shared.

pub mod breakaway;
