//! Extensive games: what follows from looking ahead, move by move.

pub mod backward_induction;
mod induction;
pub mod sequence_form;
mod sequences;
pub mod normal_form;
