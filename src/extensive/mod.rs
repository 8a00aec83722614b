//! Extensive games: what follows from looking ahead, move by move.

pub mod backward_induction;
mod induction;
