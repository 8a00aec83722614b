//! Exact numbers, and the rules by which they are written for people.
//!
//! - [`Rational`]: an exact fraction of big integers; what every number of a case file becomes.
//! - [`affine`]: numbers that depend on others, in integers.
//! - [`Decimals`]: how many digits a case deserves, and rounding to them.
//! - [`boxed_program`]: linear programs whose unknowns have an upper end each.
//! - [`doubles`]: pivoting in doubles, a guide to exact answers.
//! - [`guess`]: where the optimum of a linear program probably is, in doubles.
//! - [`random`]: random numbers that depend on a seed alone.
//! - [`Field`], [`Polynomial`], [`RationalFunction`]: numbers in which expressions are worked out, and where they turn.
//! - [`Bivariate`]: polynomials in two unknowns.
//! - [`Enclosure`]: two doubles that enclose a number.
//! - [`Interval`]: from one number to another, with or without the ends.
//! - [`Units`]: a list of rationals over one denominator.
//! - [`tableau`]: exact pivoting without circles.
//! - [`lifting`]: square systems of whole numbers, solved exactly.
//! - [`linear_system`]: small square systems of fractions, solved exactly.
//! - [`linear_program`]: exact optima of linear programs, with multipliers that prove them.
//! - [`Vectors`], [`Counts`]: many whole numbers in little memory.
//! - [`scale`]: bringing rationals to one denominator, as integers.
//! - [`whole`]: whole numbers of 128 bits or of any size behind one face, for exact pivoting.

pub mod affine;
mod bivariate;
pub mod boxed_program;
mod decimals;
pub mod doubles;
mod enclosure;
mod field;
pub mod guess;
mod interval;
pub mod lifting;
pub mod linear_program;
pub mod linear_system;
pub(crate) mod logarithm;
mod polynomial;
pub mod random;
mod rational;
pub mod scale;
pub mod tableau;
mod units;
mod vectors;
pub mod whole;
mod zonotope;

pub use self::bivariate::Bivariate;
pub use self::decimals::{Decimals, grouped, typed};
pub(crate) use self::decimals::{rounded, rounded_down, rounded_up};
pub use self::enclosure::Enclosure;
pub use self::field::Field;
pub use self::interval::Interval;
pub use self::polynomial::{Polynomial, RationalFunction, Root, simplest_between};
pub(crate) use self::rational::dot;
pub use self::rational::{ParseRationalError, Rational};
pub use self::units::{MAX_NARROW_UNITS, Units};
pub use self::vectors::{Counts, Vectors};
pub use self::zonotope::Zonotope;
