//! Games with amounts beside levels: against enumeration and grids, wrong claims refused, degenerate games, and cases from files.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
mod enumeration;
mod refusals;
