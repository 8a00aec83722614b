//! Claims about a game with amounts beside levels, and how each is recomputed by multiplication alone.
//!
//! The game is a convex set of agreements for each combination of the frame. Whatever is claimed of all of it comes with one
//! proof for each combination, in the order in which they are counted: nothing is left out, because the judge counts them
//! itself. A proof is a [`Bound`](crate::certify::bargaining_set::Bound), as over a single set, or, where a combination comes
//! as far as the one that is chosen, its steps one after the other ([`CellProof::Stages`]).
//!
//! - [`MixedFacts`]: which combinations leave room, what each party can have at most, and from where to where amounts go.
//! - [`MixedEmpty`]: none leaves room.
//! - [`Cheapest`]: the least cost at which nobody loses.
//! - [`MixedFrontier`]: the efficient gains of two parties.
//! - [`Corners`], [`Share`]: the shape of the zone over few amounts.
//! - [`MixedOpenValues`]: for which values of a number there is a zone.
//! - [`MixedChoice`]: the package that a principle picks among all.
//! - [`NoMixedChoice`]: why it picks none.
//!
//! Every certificate here is a proof; a volume is found a second time by other means.

mod cells;
mod choice;
mod claim;
mod facts;
mod frontier;
mod lexicographic;
mod polygon;
mod product;
mod region;
mod values;

pub use self::choice::{judge_mixed_choice, judge_no_mixed_choice};
pub use self::claim::{
    AmountEnd, CellCorners, CellProof, CellState, Cheapest, Corners, Emptiness, FrontierEnd, FrontierPiece,
    MixedAnswer, MixedChoice, MixedEmpty, MixedFacts, MixedFrontier, MixedIdeal, MixedPrinciple,
    NoMixedChoice, Share,
};
pub use self::facts::{judge_cheapest, judge_mixed_empty, judge_mixed_facts};
pub use self::frontier::judge_mixed_frontier;
pub use self::region::{judge_corners, judge_share};
pub use self::values::{CellValues, Cover, MixedOpenValues, MixedSample, OpenEnd, judge_mixed_open_values};
