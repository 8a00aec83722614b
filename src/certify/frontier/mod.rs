//! Claims about the frontier of a two-party set, and how each is recomputed.
//!
//! - [`FrontierPoint`]: the point that a principle picks lies between two places of a [`Frontier`], or at one. Along a
//!   frontier each principle has a quantity that is above 0 before its point and below 0 behind it (`balance`); for
//!   Raiffa's two rules there is a sequence (`steps`) or a path (`path`) instead.
//! - [`NoFrontierPoint`]: why there is none.
//!
//! Values of polynomials and sums of square roots are decided exactly; integrals over curves and the path are enclosed
//! by doubles that round outwards. Every certificate here is a proof.
//!
//! References: as for [`crate::certify::bargaining_set`]; Raiffa 1953; Perles and Maschler 1981, IJGT 10; Anbarci and
//! Bigelow 1994, Mathematical Social Sciences 28.
//!
//! [`Frontier`]: crate::games::frontier::Frontier

mod balance;
mod claim;
mod judge;
mod path;
mod quadrature;
mod radicals;
mod steps;
mod travel;

pub use self::claim::{
    FrontierAnswer, FrontierEvidence, FrontierPoint, FrontierReason, NoFrontierPoint, Piece, Pincers,
};
pub(in crate::certify) use self::judge::point_checks;
pub use self::judge::{judge_frontier_point, judge_no_frontier_point};
