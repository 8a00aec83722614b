//! zopa: is there a deal that every party prefers to no deal, what does it need, and what closes it?
//!
//! The model speaks names, the solvers speak indices, the reports translate back.

pub mod ask;
pub mod bargaining;
pub mod budget;
pub mod catalogue;
pub mod certify;
#[cfg(feature = "cli")]
pub mod cli;
pub mod concepts;
pub mod diagnostic;
pub mod error;
pub mod format;
pub mod games;
pub mod lower;
pub mod model;
pub mod numeric;
pub mod report;
pub mod study;
