//! Games as solvers see them: indices and integers, validated, without algorithms.

pub mod bargaining;
pub mod bargaining_set;
pub mod characteristic;
pub mod composition;
pub mod division;
pub mod extensive;
pub mod frontier;
pub mod line;
pub mod mixed;
pub mod normal_form;
pub mod partition;
pub mod subdeal;
pub mod voting;
