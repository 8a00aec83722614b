//! The engine behind every principle over the frontier of a two-party set.
//!
//! - [`FrontierZone`]: a frontier that has been looked at once: from where to where both parties accept.
//! - `rough`: the frontier in doubles, where a point is looked for; `lean`: on which side of a place it is.
//! - `sweep`: areas and lengths in doubles. `steps`, `path`: Raiffa's sequence and his path.
//! - `chain`: the frontier of a convex set, corner by corner, by linear programs.
//!
//! Doubles say where to look. What is claimed are fractions around it, or the simplest fraction there if it is the point
//! itself; the judge decides by exact values.

mod chain;
mod lean;
mod path;
mod point;
mod rough;
mod steps;
mod sweep;
mod zone;

pub(in crate::bargaining) use self::chain::over_frontier_of;
pub use self::point::{gains_at, point_on_frontier};
pub use self::zone::{FrontierZone, frontier_zone};
