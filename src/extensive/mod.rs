//! Extensive games: what follows from looking ahead, move by move.

pub mod backward_induction;
mod complementarity;
mod induction;
pub mod normal_form;
pub mod sequence_form;
mod sequences;
