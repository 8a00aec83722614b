//! What is claimed about a flow, in doubles.

use crate::certify::bargaining_set::path::claim::Stopped;

/// An agreement that moves with the gains that parties have: vertices, with shares that add to 1 up to rounding.
#[derive(Debug, Clone, PartialEq)]
pub struct DoubleMixture {
    /// The party that it gives as much as it can.
    pub party: usize,
    /// The vertices, by their places.
    pub vertices: Vec<usize>,
    /// For each vertex its share: one slope for each party, and the constant last.
    pub shares: Vec<Vec<f64>>,
}

/// A piece of a flow: it lies within `width + growth t` of polynomials in `t`, from 0 to `duration`.
///
/// Both are for this piece only: what is known at its end, and so the next width, may be less.
#[derive(Debug, Clone, PartialEq)]
pub struct DoublePiece {
    /// How long, above 0.
    pub duration: f64,
    /// The coefficients of the polynomials: for each power of `t`, from 0 on, one number for each party.
    pub middle: Vec<Vec<f64>>,
    /// For each party how far the flow may be from the polynomial at the start, at least 0.
    pub width: Vec<f64>,
    /// For each party what is added to this in a unit of time, at least 0.
    pub growth: Vec<f64>,
    /// For each party what its agreement gives all others beyond the flow, so that rounding cannot make it less.
    pub margins: Vec<f64>,
    /// Is what pieces have added since this was last so to be followed by itself from here on?
    pub renews: bool,
    /// For each party the places of its bound and its agreement in [`DoubleFlow`].
    pub stops: Vec<Stopped>,
}

/// A flow in time over a set given by vertices, in doubles.
///
/// Gains of party `i` are in units of `2^units[i]` over the denominator that its utilities have in common. The doubles are claims like any others: what rounding adds is part of what is
/// judged. None of them is infinite, or no number.
#[derive(Debug, Clone, PartialEq)]
pub struct DoubleFlow {
    /// For each party the power of two in its unit.
    pub units: Vec<i32>,
    /// For each bound one weight for each party, at least 0.
    pub bounds: Vec<Vec<f64>>,
    /// Agreements.
    pub agreements: Vec<DoubleMixture>,
    /// The pieces, first one first.
    pub pieces: Vec<DoublePiece>,
}

// Equal to itself as long as none is no number, which the judge refuses.
impl Eq for DoubleFlow {}
