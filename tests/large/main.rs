//! Games with too many packages to look at, held against small ones that are looked at package by package.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, dead_code)]

mod common;
mod corners;
mod counts;
#[path = "../common/generate.rs"]
mod generate;
mod many;
#[path = "../common/random_case.rs"]
mod random_case;
mod refusals;
mod screens;
mod search;
mod thresholds;
mod two;
mod why_not;
mod why_not_screens;
