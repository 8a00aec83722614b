//! Judges a claim from the game alone.
//!
//! Nothing here runs a solver or sees its state. A solver hands over a claim; [`bargaining::Referee`]
//! recomputes every number in it and returns it as [`Certified`], or refuses it. Only this module can build a
//! [`Certified`], so a number that carries one has been checked.

mod answer;
pub mod arithmetic;
pub mod bargaining;
pub mod bargaining_set;
mod check;
pub mod coalitional;
pub mod composition;
pub mod division;
pub mod extensive;
pub mod frontier;
pub mod mixed;
pub mod power;
pub mod strategic;

pub use self::answer::{Answer, Certified, Completeness, Refused, Stop, Verdict};
pub use self::check::{Certificate, Check, Strength, Witness};
