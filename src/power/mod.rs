//! Voting games and power indices: who decides, and how often.
//!
//! | index | what counts | each count for |
//! |---|---|---|
//! | [`shapley`] | orders of all voters | the voter who turns the growing coalition winning |
//! | [`banzhaf`], [`banzhaf_raw`] | winning coalitions | each member without whom they lose (a *swing*) |
//! | [`deegan_packel`] | minimal winning coalitions | their members, in equal parts |
//! | [`public_good`] | minimal winning coalitions | each member, in full |
//! | [`johnston`] | winning coalitions with a critical member | their critical members, in equal parts |
//!
//! All are exact, at any number of voters: counts are whole numbers of as many bits as they need. What is too
//! large to count is refused ([`TooLarge`]); [`mod@sample`] estimates Shapley-Shubik and Banzhaf on request. Every answer
//! is judged by [`crate::certify::power::Referee`]. [`table`] computes the indices of a game given as a table.
//!
//! Counts come from a table over weights (one rule) or from a walk through the kinds of coalitions, whichever is
//! cheaper.

mod answer;
pub mod banzhaf;
pub mod banzhaf_raw;
mod board;
mod compositions;
mod critical;
pub mod deegan_packel;
mod engine;
pub mod johnston;
mod limbs;
mod minimal;
pub mod public_good;
pub mod sample;
pub mod shapley;
mod swings;
pub mod table;
mod tally;
mod weights;

pub use self::answer::PowerAnswer;
pub use self::engine::TooLarge;
