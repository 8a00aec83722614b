//! The engine behind every principle over a convex set.
//!
//! - [`ConvexZone`]: a set that has been looked at once; every principle starts from it.
//! - `program`: the linear programs, all of one form: gains with floors, and either a step that raises some of them
//!   together or a weighted sum, made as large as possible. `vertices`, `rows` and `amounts` solve them for the three
//!   shapes.
//! - `steps`: principles that raise gains together.
//! - `sum`: the greatest sum, and the best that each party can have at it.
//! - `product`: principles that maximise a product, by `descent` in doubles and `settle` in fractions.
//! - `path`: principles that go on, moment by moment, towards what each party could still have.
//!
//! Method over vertices: column generation (Dantzig and Wolfe 1960). A small exact program over few vertices gives
//! weights of the parties; every vertex is priced by these weights, in doubles and, where that is close, in whole
//! numbers; one that beats the small program joins it. Doubles suggest which vertices to start with and decide nothing.
//!
//! References: Dantzig and Wolfe 1960, Operations Research 8; von Hohenbalken 1977, Mathematical Programming 13
//! (simplicial decomposition).

mod amounts;
pub(in crate::bargaining) mod answer;
mod descent;
pub(in crate::bargaining) mod path;
pub(in crate::bargaining) mod product;
pub(in crate::bargaining) mod program;
mod rough;
mod rows;
mod settle;
pub(in crate::bargaining) mod steps;
pub(in crate::bargaining) mod sum;
mod vertices;
pub(in crate::bargaining) mod zone;

pub use self::answer::InvalidWeights;
pub use self::zone::{ConvexZone, convex_zone};
