//! What is claimed about a game with amounts beside levels, as data.

use crate::certify::answer::Answer;
use crate::certify::bargaining_set::{Bound, Stage};
use crate::games::mixed::MixedPackage;
use crate::numeric::Rational;

/// What comes back from a principle over a mixed game.
pub type MixedAnswer = Answer<MixedChoice, NoMixedChoice>;

/// A fairness principle over all packages of a mixed game; as over the packages of a finite one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MixedPrinciple {
    /// Greatest product of gains, all of them above 0.
    Nash,
    /// Greatest product of gains, each to the power of its party's weight; one of them above 0.
    WeightedNash(Vec<u32>),
    /// Greatest smallest share of the ideal gains, then the next smallest, and so on.
    KalaiSmorodinsky,
    /// Greatest smallest gain.
    Egalitarian,
    /// Greatest smallest gain over its proportion.
    Proportional(Vec<Rational>),
    /// Greatest smallest gain, then the next smallest, and so on.
    Leximin,
    /// Smallest greatest loss from the ideal gains, then the next greatest, and so on.
    EqualLoss,
    /// Greatest sum of gains.
    Utilitarian,
}

/// The greatest gain of a party among all agreements at which nobody loses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedIdeal {
    /// The gain.
    pub gain: Rational,
    /// A package that gives it.
    pub package: MixedPackage,
    /// For each combination a bound: nothing at which nobody loses, or at most this gain.
    pub bounds: Vec<Bound>,
}

/// The least or the greatest amount of a continuous issue among all agreements at which nobody loses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountEnd {
    /// The amount.
    pub amount: Rational,
    /// A package that has it.
    pub package: MixedPackage,
    /// For each combination weights of the parties and multipliers of the limits with which the amount cannot go further.
    pub bounds: Vec<Bound>,
}

/// How a combination stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellState {
    /// A package of it at which nobody loses.
    Open(MixedPackage),
    /// A bound below 0.
    Closed(Bound),
}

impl CellState {
    /// Does the combination leave room?
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }
}

/// The zone of a mixed game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedFacts {
    /// For each admissible combination of the frame, in the order in which they are counted, how it stands.
    pub cells: Vec<CellState>,
    /// The greatest gain of each party.
    pub ideals: Vec<MixedIdeal>,
    /// For each continuous issue its least and its greatest amount.
    pub amounts: Vec<[AmountEnd; 2]>,
}

/// No package gives every party at least what it has without an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedEmpty {
    /// For each admissible combination a bound below 0.
    pub bounds: Vec<Bound>,
}

/// The least cost at which nobody loses, where a unit of each amount costs something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cheapest {
    /// What a unit of each continuous issue costs.
    pub costs: Vec<Rational>,
    /// The least sum of costs.
    pub cost: Rational,
    /// A package that has it.
    pub package: MixedPackage,
    /// For each combination a bound: nothing at which nobody loses, or nothing that costs less.
    pub bounds: Vec<Bound>,
}

/// An end of a piece of a frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontierEnd {
    /// A package with the gains there.
    pub package: MixedPackage,
    /// Whether the end counts; else another piece improves on it.
    pub is_closed: bool,
}

/// Gains on a line between two packages of one combination, or those of one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontierPiece {
    /// Where the first party has least and where it has most.
    pub ends: [FrontierEnd; 2],
}

/// The efficient gains of two parties: nothing is better for one and no worse for the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedFrontier {
    /// The pieces, by the gain of the first party.
    pub pieces: Vec<FrontierPiece>,
    /// Bounds that hold for every combination, each with a value of its own there.
    pub shared: Vec<Bound>,
    /// For each combination the bounds that keep it at or below the pieces, together with the shared ones.
    pub bounds: Vec<Vec<Bound>>,
}

/// How much of all admissible packages nobody loses by.
///
/// Every level is as likely as another, and every amount of its range as any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// For each admissible combination the volume of the amounts that the limits allow, and of those at which nobody loses.
    pub volumes: Vec<[Rational; 2]>,
    /// For each a bound below 0 if nobody loses at none of its amounts.
    pub closing: Vec<Option<Bound>>,
    /// The second sum over the first.
    pub share: Rational,
}

/// The amounts of one combination at which nobody loses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellCorners {
    /// The corners of these amounts.
    Corners(Vec<Vec<Rational>>),
    /// There are none: a bound below 0.
    Closed(Bound),
}

/// The corners of a zone: for each admissible combination, in the order in which they are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corners {
    /// The corners of each combination.
    pub cells: Vec<CellCorners>,
}

/// Why a combination has no better package for a principle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellProof {
    /// A bound that keeps it below the one that is chosen.
    Bound(Bound),
    /// It comes as far in the first step: its own steps, one after the other.
    Stages(Vec<Stage>),
}

/// The claim that a principle picks a package among all of a mixed game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedChoice {
    /// The principle.
    pub principle: MixedPrinciple,
    /// The package.
    pub package: MixedPackage,
    /// The gain of each party from it.
    pub gains: Vec<Rational>,
    /// Packages of other combinations that serve the principle as well.
    pub ties: Vec<MixedPackage>,
    /// The greatest gain of each party, where the principle measures against it; else empty.
    pub ideals: Vec<MixedIdeal>,
    /// For each admissible combination why it is not better.
    pub proofs: Vec<CellProof>,
    /// By how much, as a share, a weighted geometric mean of gains may still lie above this one; 0 if exact.
    pub gap: Rational,
}

/// Why a principle picks no package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Emptiness {
    /// There is no zone.
    NoZone,
    /// Nobody can gain together with all others that must.
    NoGain,
}

/// The claim that a principle picks no package of a mixed game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoMixedChoice {
    /// The principle.
    pub principle: MixedPrinciple,
    /// Why.
    pub reason: Emptiness,
    /// For each admissible combination a bound below 0, or, where somebody cannot gain, of 0 with a weight for a party that must.
    pub bounds: Vec<Bound>,
}
