//! Bargaining over convex sets: cited answers, wrong answers refused, degenerate sets, axioms, agreement with other
//! methods, and lotteries of a case.

#![allow(clippy::unwrap_used, clippy::panic)]

mod agreement;
mod amounts;
mod axioms;
mod common;
mod degenerate;
mod hard;
mod known;
mod mali;
mod raiffa;
mod refusals;
