//! Claims about how one number follows from the numbers of a case, line by line, and the bookkeeper who adds up again.
//!
//! - [`Explanation`]: accounts, each of lines, each an operation on inputs and earlier lines; the last line of the
//!   last account is the number that a command answers.
//! - [`Number`]: what an account works out, so that it can be held against its definition.
//! - [`Bookkeeper`]: knows the case alone, no game that was made from it, and no solver.
//!
//! What is checked: inputs are those of the case; each line is its operation on its terms; the lines are those that
//! the definition asks for, none missing and none idle; the last line of each account is the number by its
//! definition, worked out in another order; where the number is a greatest one or a count, every package is looked at
//! again, up to [`crate::certify::bargaining::RECOUNT_LIMIT`] of them.
//!
//! Reference for the definitions: `docs/CONCEPTS.md`; utilities are weighted sums over the sum of weights, plus
//! interactions, plus shocks (Keeney and Raiffa 1976).

mod account;
mod bookkeeper;
mod census;
mod definition;
mod demands;
mod outline;

pub use self::account::{
    Account, Assumed, CountOf, Demand, Explanation, Line, Number, Operation, Role, Term,
};
pub use self::bookkeeper::Bookkeeper;
