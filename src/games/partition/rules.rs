//! What is thought to happen to the others when some players act.

use crate::coalition::Partition;
use crate::games::partition::MAX_PARTITION_PLAYERS;

/// How the others are thought to regroup when a coalition forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Externality {
    /// In the way that is worst for the coalition.
    Pessimistic,
    /// In the way that is best for it.
    Optimistic,
    /// Each alone.
    Singletons,
    /// As they stand in this partition; what is left of a bloc that members leave stays together.
    StatusQuo(Partition),
    /// As they would settle among themselves: in the worst way for the coalition that is in the pessimistic
    /// recursive core of the game that is left to them, or in the worst way of all if that core is empty.
    Recursive,
}

/// What is thought to happen when one member leaves its bloc and stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leaving {
    /// The rest of the bloc stays together, and so does every other bloc.
    RestStays,
    /// The rest of the bloc falls apart, every other bloc stays.
    BlocDissolves,
    /// All others regroup in the way that is worst for the one who left.
    Worst,
    /// All others regroup in the way that is best for the one who left.
    Best,
}

impl Leaving {
    /// Every kind, in the order in which answers show them.
    pub const ALL: [Self; 4] = [Self::RestStays, Self::BlocDissolves, Self::Worst, Self::Best];

    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::RestStays => "rest_stays",
            Self::BlocDissolves => "bloc_dissolves",
            Self::Worst => "worst",
            Self::Best => "best",
        }
    }
}

/// Why a question cannot be asked of a game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unanswerable {
    /// All partitions would have to be looked at, and there are too many.
    #[error(
        "{found} players have too many partitions to look at each, expected at most {MAX_PARTITION_PLAYERS}"
    )]
    TooManyPlayers {
        /// Number of players.
        found: usize,
    },
    /// All partitions would have to be looked at, and the game speaks of some only.
    #[error("the game says nothing of partitions in which two blocs have several members")]
    NotStated,
    /// Only games in which sizes alone count can be asked.
    #[error("what blocs have depends on who is in them, not on sizes alone")]
    NotBySize,
    /// A partition of other players than the game's.
    #[error("the partition does not group the players of the game")]
    OtherPlayers,
    /// A coalition that is no bloc of the partition.
    #[error("the coalition is no bloc of the partition")]
    NoBloc,
}
