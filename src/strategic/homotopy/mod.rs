//! The parts of the search for one equilibrium of a game of any number of players, all in doubles but the last.
//!
//! - [`tensor`]: average payoffs and how they change.
//! - [`path`]: a path from an easy game to the game itself.
//! - [`polish`]: Newton's method once it is known who plays what.
//! - [`dense`]: the linear equations of both.
//! - [`fractions`]: from doubles to exact fractions.

pub(in crate::strategic) mod dense;
pub(in crate::strategic) mod fractions;
pub(in crate::strategic) mod path;
pub(in crate::strategic) mod polish;
pub(in crate::strategic) mod tensor;
