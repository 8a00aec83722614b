//! Claims about voting games, and the referee who recomputes them.
//!
//! - [`Power`]: what an [`Index`] says about every voter, with the numbers of coalitions behind it.
//! - [`NobodyWins`]: why there is no power to share.
//! - [`Referee`]: counts again from the definition of the game. It uses nothing of a solver: with few voters it
//!   walks through all coalitions ([`Strength::Recount`]); with many, it sums over the coalitions that a voter
//!   is in, from both ends of the list of voters, modulo large primes. With enough primes to determine every
//!   number this is a recount too; where that would take too long it takes one prime and says
//!   [`Strength::Necessary`](crate::certify::Strength::Necessary).
//!
//! [`Strength::Recount`]: crate::certify::Strength::Recount
//!
//! References for the definitions: Shapley and Shubik 1954, American Political Science Review 48; Banzhaf 1965,
//! Rutgers Law Review 19; Johnston 1978, Environment and Planning A 10; Deegan and Packel 1978, International
//! Journal of Game Theory 7; Holler 1982, Political Studies 30.

mod claim;
mod identities;
mod kinds;
mod modular;
mod referee;
mod sweep;
mod table;
mod worth;

pub use self::claim::{Index, NobodyWins, Power};
pub use self::referee::{RECOUNT_KINDS, RECOUNT_WORK, Referee};
pub use self::table::{BanzhafValue, TableReferee};
