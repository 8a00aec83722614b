//! Paths of gains that rise towards what each party could still have.
//!
//! - `faces`: for each party what stops it at a point, kept from point to point as long as it holds.
//! - `moving`: agreements whose shares move with the point.
//! - `discrete`: the sequence of steps.
//! - `continuous`: the flow, piece by piece, on a grid of fixed size.
//! - `doubles`: the same in doubles, where that is enough.
//! - `pieces`: the pieces of the flow.
//! - `straight`: is the rest of the way straight, so that its end is known exactly?
//!
//! What stops a party changes seldom along a path. As long as it does not, neither a program is solved nor a vertex
//! priced: the shares of the agreement are worked out at the next point, and are still at least 0.

pub(in crate::bargaining) mod continuous;
pub(in crate::bargaining) mod discrete;
pub(in crate::bargaining) mod doubles;
mod faces;
mod moving;
mod pieces;
mod straight;
