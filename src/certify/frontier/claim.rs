//! What is claimed about a frontier, as data.

use crate::certify::answer::Answer;
use crate::certify::bargaining_set::SetPrinciple;
use crate::games::frontier::Place;
use crate::numeric::Rational;

/// What comes back from a concept over a frontier.
pub type FrontierAnswer = Answer<FrontierPoint, NoFrontierPoint>;

/// The claim that the point that a principle picks lies on a short stretch of a frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontierPoint {
    /// The principle.
    pub principle: SetPrinciple,
    /// Where the first party's gain is not above 0, and where it is not below: the same place if it is known exactly.
    pub start: [Place; 2],
    /// Where the second party's gain is not below 0, and where it is not above.
    pub end: [Place; 2],
    /// The point is not before this place.
    pub from: Place,
    /// The point is not behind this place: the same if it is known exactly.
    pub to: Place,
    /// By how much, as a share of its ideal gain, a party may gain more than the first party does at `from` and the second
    /// at `to`; 0 if the point is known exactly.
    pub gap: Rational,
    /// What the two places rest on.
    pub evidence: FrontierEvidence,
}

impl FrontierPoint {
    /// Is the point known exactly?
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.from == self.to
    }
}

/// What the places of a claim rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontierEvidence {
    /// What the principle makes equal or greatest, at both places.
    Balance,
    /// Agreements on the way, each with better ones for both behind it.
    Steps(Vec<Pincers>),
    /// A path along which both parties gain.
    Path(Vec<Piece>),
}

/// An interim agreement between two places of a frontier: what the first party has there stands at a place before the
/// point, what the second has at one behind it. Each of both places lies between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pincers {
    /// Where the first party has what it has in the agreement: not before, not behind.
    pub first: [Place; 2],
    /// Where the second party has what it has in the agreement: not before, not behind.
    pub second: [Place; 2],
}

/// A piece of a path: the place of the second party's utility as a polynomial in that of the first party's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The parameter of the first party's place where the piece begins.
    pub from: Rational,
    /// And where it ends.
    pub to: Rational,
    /// Coefficients in powers of the way from the beginning, the constant first.
    pub coefficients: Vec<Rational>,
}

/// The claim that a principle picks no point of a frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoFrontierPoint {
    /// The principle.
    pub principle: SetPrinciple,
    /// Why.
    pub reason: FrontierReason,
}

/// Why there is no point to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontierReason {
    /// Nothing gives both parties at least their disagreement values: the line that touches the frontier here passes
    /// below the disagreement point.
    NoZone(Place),
    /// A party, 0 or 1, that can gain nothing: beyond this place, where neither gains, the other would lose.
    NoGain(usize, Place),
}
