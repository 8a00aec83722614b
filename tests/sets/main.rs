//! Bargaining over convex sets: cited answers, wrong answers refused, degenerate sets, axioms, and agreement with other
//! methods.

#![allow(clippy::unwrap_used)]

mod common;
mod known;
mod refusals;
