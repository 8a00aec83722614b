//! Bargaining over amounts beside levels: every principle over the packages of a mixed game.
//!
//! - [`cells`]: the combinations of the frame with their convex sets of agreements.
//! - [`mixed_zone`]: which of them leave room; every principle starts from it.
//! - [`MixedZone::facts`], [`MixedZone::solve`]: the zone, and the package that a principle picks, each judged.
//! - [`open_values`]: for which values of a number there is a zone.
//! - [`MixedZone::frontier`]: the efficient gains of two parties.
//! - [`MixedZone::corners`], [`MixedZone::share`]: the shape of a zone over few amounts.
//!
//! Method: each combination is a small linear program, or, for a product, a small convex one, over its amounts
//! ([`crate::bargaining::convex`]). A combination is looked at closely only if the weights that stop the best one so far do
//! not stop it as well, which one multiplication shows. What a principle picks among all is the best of what it picks in each:
//! all of them compare packages by one ordered key.
//!
//! Reference for the whole scheme: Land and Doig 1960, Econometrica 28, with every branch spelled out.

mod amounts;
mod cells;
mod frontier;
mod ideals;
mod lexicographic;
mod product;
mod region;
mod solve;
mod sum;
mod values;
mod zone;

pub use self::cells::{Cells, MAX_COMBINATIONS, TooMany, cells};
pub use self::values::open_values;
pub use self::zone::{MixedZone, first_agreement, mixed_zone};
