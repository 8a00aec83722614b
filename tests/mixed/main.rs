//! Games with amounts beside levels: against enumeration and grids, wrong claims refused, degenerate games, and cases from files.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../common/cases.rs"]
mod cases;
mod common;
mod enumeration;
mod files;
mod frontier;
mod mali;
mod programs;
mod refusals;
mod region;
mod values;
mod why_not;
