//! Claims about a convex bargaining set, and how each is recomputed by multiplication alone.
//!
//! - [`SetPoint`]: the point that a [`SetPrinciple`] picks, with an [`Agreement`] that gives at least its gains and the
//!   [`Evidence`] that no better one exists. [`judge_set_point`] checks it.
//! - [`NoSetPoint`]: why there is none. [`judge_no_set_point`] checks it.
//! - [`Bound`]: what every other proof is made of. Weights `w >= 0` of the parties say that `w g` is at most some value
//!   for all feasible gains `g`: over vertices the greatest of theirs; over rows what multipliers `u >= 0` with
//!   `u A >= w` allow.
//!
//! - [`Path`]: gains that rise moment by moment, for the principles that go on to their end.
//!
//! Every certificate here is a proof. Notation as in [`crate::games::bargaining_set`]; `d` is the disagreement point,
//! gains are utilities less `d`, the ideal of a party is its greatest gain in the set.
//!
//! References: Nash 1950; Kalai and Smorodinsky 1975; Kalai 1977; Imai 1983; Chun 1988. The bound on the Nash product
//! is the inequality of arithmetic and geometric means.

mod claim;
mod frontier;
mod measure;
mod none;
mod path;
mod point;
mod product;
mod stages;
mod sum;

pub use self::claim::{
    Agreement, Bound, End, Evidence, Ideal, NoSetPoint, Part, Reason, SetAnswer, SetPoint, SetPrinciple,
    Stage,
};
pub(in crate::certify) use self::measure::{Measure, over_amounts};
pub use self::none::judge_no_set_point;
pub use self::path::{Arrival, DoubleFlow, DoubleMixture, DoublePiece, Moment, Moving, Path, Piece, Stopped};
pub use self::point::judge_set_point;
pub use self::product::GREATEST_GAP;
