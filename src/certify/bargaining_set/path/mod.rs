//! Paths of gains that rise: what the two Raiffa solutions follow, and where they end.
//!
//! - [`Path`]: moments, each with a bound and an agreement for every party; `offers` works them out.
//! - `steps`: the sequence of the discrete solution.
//! - `flow`: the pieces of the continuous solution.
//! - `doubles`: the same in doubles, where that is enough.
//! - `arrival`: where a path ends.
//!
//! References: Raiffa 1953, Contributions to the Theory of Games II; Luce and Raiffa 1957, Games and Decisions.

mod arrival;
mod claim;
pub(in crate::certify::bargaining_set) mod doubles;
pub(in crate::certify::bargaining_set) mod flow;
mod offers;
pub(in crate::certify::bargaining_set) mod steps;

pub use self::claim::{Arrival, Moment, Moving, Path, Piece, Stopped};
pub use self::doubles::{DoubleFlow, DoubleMixture, DoublePiece};
