//! Why data are not a bargaining set.

/// Why data are not a bargaining set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSet {
    /// Nothing to choose from.
    #[error("no {what} given, expected at least one")]
    Nothing {
        /// What there must be: parties, vertices, rows.
        what: &'static str,
    },
    /// A list does not have one entry for each party or row.
    #[error("{what} number {place}, counted from 0, has {found} entries, expected {expected}")]
    Entries {
        /// A vertex or a row.
        what: &'static str,
        /// Which one, from 0.
        place: usize,
        /// Its length.
        found: usize,
        /// The length it must have.
        expected: usize,
    },
    /// A list that stands alone has the wrong length.
    #[error("{what} has {found} entries, expected {expected}")]
    Shape {
        /// The list.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length it must have.
        expected: usize,
    },
    /// Utilities of a party beyond [`crate::games::bargaining_set::MAX_BITS`].
    #[error(
        "utilities of party {party} need more than 120 bits over one denominator: write them with fewer decimals"
    )]
    TooFine {
        /// The party, from 0.
        party: usize,
    },
    /// An amount that could only be below 0.
    #[error("the upper end of amount number {place}, counted from 0, is below 0")]
    UpperEnd {
        /// Which one, from 0.
        place: usize,
    },
    /// No unit in one.
    #[error("party {party} has 0 units in one, expected at least 1")]
    Scale {
        /// The party, from 0.
        party: usize,
    },
}
