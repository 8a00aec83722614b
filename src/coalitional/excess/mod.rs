//! The engine behind core, least core and nucleolus: excesses pushed down level by level, exactly.
//!
//! - [`Basis`]: as many rows of 0 and 1 as unknowns, with the inverse in whole numbers.
//! - `sweep`: the worths in 4 bytes each, swept for coalitions whose excess is too great.
//! - `program`: one level, a linear program over the coalitions met so far.
//! - [`descend`]: level after level, until what was asked for is settled.
//! - [`claim`]: from units of the engine to claims in points.
//!
//! Notation: `x(S)` is what a coalition `S` is paid, `e(S) = v(S) - x(S)` its excess, `t` the greatest excess of
//! the coalitions that are not settled yet.
//!
//! The program has as many constraints as there are coalitions and is never written down. A basis of few
//! coalitions is optimal for those met so far; a sweep over all excesses either proves that no other
//! coalition matters or brings the worst ones in. Sweeps are made in single precision with a bound on
//! their error, and whatever is within the bound is compared again in whole numbers: nothing is decided by a
//! tolerance.
//!
//! References: Maschler, Peleg and Shapley 1979, Mathematics of Operations Research 4 (the sequence of
//! programs); Edmonds 1967, Journal of Research of the National Bureau of Standards 71B (pivots in whole numbers).

mod basis;
pub(crate) mod claim;
mod program;
mod stages;
mod sweep;

pub(crate) use self::basis::{Basis, Row};
pub(crate) use self::stages::{Goal, descend};
