//! Why data are not a game in partition function form.

use crate::coalition::{Coalition, Partition};

/// Why data are not a game in partition function form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidPartition {
    /// No player, or too many.
    #[error("{found} players, expected 1 to {most}")]
    Players {
        /// Number of players.
        found: usize,
        /// Greatest number allowed.
        most: usize,
    },
    /// A partition of other players.
    #[error("partition {row} does not group the players 0 to {}", players - 1)]
    OtherPlayers {
        /// Place in the list.
        row: usize,
        /// Number of players.
        players: usize,
    },
    /// A partition with too few or too many worths.
    #[error("partition {row} has {found} worths, expected {expected}: one for each bloc")]
    Length {
        /// Place in the list.
        row: usize,
        /// Number of worths.
        found: usize,
        /// Number of blocs.
        expected: usize,
    },
    /// A partition that was there before.
    #[error("partition {row} is the same as partition {first}")]
    Twice {
        /// Place in the list.
        row: usize,
        /// Where it stands first.
        first: usize,
    },
    /// A partition that is not there.
    #[error("{missing} of {expected} partitions have no worths, the first of them is {}", by_index(first))]
    Missing {
        /// The first that is missing, coarse ones first.
        first: Partition,
        /// How many are missing.
        missing: usize,
        /// How many there are.
        expected: usize,
    },
    /// Not one worth for each number of blocs.
    #[error("{found} worths, expected {expected}: one for each number of blocs, from one bloc on")]
    BlocCounts {
        /// Number of worths.
        found: usize,
        /// Number of players.
        expected: usize,
    },
    /// Not one worth for each size of an agreement.
    #[error(
        "{together} worths together and {outsider} of an outsider, expected {players} and {}",
        players - 1
    )]
    AgreementSizes {
        /// Number of worths together.
        together: usize,
        /// Number of worths of an outsider.
        outsider: usize,
        /// Number of players.
        players: usize,
    },
    /// Two numbers for a player where everybody stands alone.
    #[error("where everybody stands alone a player has one worth, not two")]
    Alone,
    /// Worths beyond [`MAX_WORTH_UNITS`](crate::games::characteristic::MAX_WORTH_UNITS).
    #[error("worths need more digits than can be added exactly: write them with fewer decimals")]
    TooFine,
}

/// `0+2 | 1`: players by index.
fn by_index(partition: &Partition) -> String {
    let bloc =
        |bloc: &Coalition| bloc.members().map(|player| player.to_string()).collect::<Vec<_>>().join("+");
    partition.blocs().iter().map(bloc).collect::<Vec<_>>().join(" | ")
}
