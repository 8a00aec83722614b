//! Principles over the frontier of two parties: curves and polygons.

#![allow(clippy::unwrap_used, clippy::panic)]

mod axioms;
mod common;
mod degenerate;
mod known;
mod refusals;
mod screens;
