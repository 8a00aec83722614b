//! Why data are not a frontier.

use crate::numeric::Rational;

/// Why data are not the frontier of a two-party set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidFrontier {
    /// The parameter does not go up.
    #[error("the parameter goes from {from} to {to}, expected the second to be greater")]
    NoRange {
        /// Its start.
        from: Rational,
        /// Its end.
        to: Rational,
    },
    /// Powers of the parameter beyond [`crate::games::frontier::MAX_POWER`].
    #[error("the utility of party {party} has powers up to {power}, at most 8 are read")]
    TooHigh {
        /// The party, from 0.
        party: usize,
        /// The highest power.
        power: usize,
    },
    /// A division by zero.
    #[error("the utility of party {party} has no value somewhere on the way")]
    NoValue {
        /// The party, from 0.
        party: usize,
    },
    /// A utility rises and falls, or does not change.
    #[error("the utility of party {party} turns back on the way")]
    TurnsBack {
        /// The party, from 0.
        party: usize,
    },
    /// No conflict.
    #[error("both parties gain in the same direction: one must lose what the other gains")]
    SameWay,
    /// No direction.
    #[error("both utilities stand still at the same parameter")]
    StandsStill,
    /// Mixtures would be better for both.
    #[error("the curve bends inwards: the set below it is not convex")]
    BendsInwards,
    /// Nothing to choose from.
    #[error("no corner given, expected at least one")]
    NoCorner,
}
