//! A deal between some players, and where each of them would go without it.

use crate::coalition::{Coalition, Partition};
use crate::games::partition::PartitionGame;

/// What a player gets of the worth of its bloc in the partition it goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Share {
    /// It leaves that bloc too and has the worth of standing alone; the rest of the bloc stays.
    Alone,
    /// The worth of the bloc divided by the number of its members.
    Equal,
    /// The worth of the bloc less what the rest of it has where the player has left it and stands alone.
    WhatItAdds,
}

impl Share {
    /// Every rule, in the order in which answers show them.
    pub const ALL: [Self; 3] = [Self::Alone, Self::Equal, Self::WhatItAdds];

    /// The word in a case file and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Equal => "equal",
            Self::WhatItAdds => "what_it_adds",
        }
    }
}

/// Where a member of a deal would go without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The member.
    pub player: usize,
    /// The partition that would follow.
    pub partition: Partition,
    /// What the member would get there.
    pub share: Share,
}

/// Why data are no deal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidDeal {
    /// The deal's partition does not group the players of the game.
    #[error("the partition of the deal does not group the players of the game")]
    OtherPlayers,
    /// The game does not speak of the deal's partition.
    #[error("the game says nothing of the partition of the deal: two of its blocs have several members")]
    NotStated,
    /// The members are no bloc of the partition.
    #[error("the members of the deal are no bloc of its partition")]
    NoBloc,
    /// A member without an outside option.
    #[error("player {player} is in the deal and has no outside option")]
    Missing {
        /// The member.
        player: usize,
    },
    /// An outside option of a player who is not in the deal.
    #[error("player {player} has an outside option and is not in the deal")]
    Outsider {
        /// The player.
        player: usize,
    },
    /// A member with two outside options.
    #[error("player {player} has two outside options")]
    Twice {
        /// The member.
        player: usize,
    },
    /// An outside option in a partition of other players.
    #[error("the outside partition of player {player} does not group the players of the game")]
    OutsidePlayers {
        /// The member.
        player: usize,
    },
    /// An outside option in a partition of which the game does not speak.
    #[error(
        "the game says nothing of the outside partition of player {player}: two of its blocs have several members"
    )]
    OutsideNotStated {
        /// The member.
        player: usize,
    },
    /// A member who would go nowhere.
    #[error("player {player} is still with all members of the deal in its outside partition")]
    StillInside {
        /// The member.
        player: usize,
    },
    /// A member who is said to be alone and is not.
    #[error("player {player} shares a bloc in its outside partition, so its share cannot be `alone`")]
    NotAlone {
        /// The member.
        player: usize,
    },
}

/// A bloc of a partition with an outside option for each member; consistent once built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deal {
    partition: Partition,
    members: Coalition,
    outside: Vec<Outside>,
}

impl Deal {
    /// A deal in a game.
    ///
    /// - `members`: one bloc of `partition`.
    /// - `outside`: one for each member, in any order.
    ///
    /// # Errors
    ///
    /// [`InvalidDeal`] says what is wrong and with which player.
    pub fn new(
        game: &PartitionGame,
        partition: Partition,
        members: Coalition,
        mut outside: Vec<Outside>,
    ) -> Result<Self, InvalidDeal> {
        if !game.groups(&partition) {
            return Err(InvalidDeal::OtherPlayers);
        }
        if !game.speaks_of(&partition) {
            return Err(InvalidDeal::NotStated);
        }
        if !partition.blocs().contains(&members) {
            return Err(InvalidDeal::NoBloc);
        }
        outside.sort_by_key(|outside| outside.player);
        let mut seen = Coalition::EMPTY;
        for Outside { player, partition, share } in &outside {
            let player = *player;
            let bloc = partition.bloc_of(player);
            if !members.contains(player) {
                return Err(InvalidDeal::Outsider { player });
            }
            if seen.contains(player) {
                return Err(InvalidDeal::Twice { player });
            }
            if !game.groups(partition) {
                return Err(InvalidDeal::OutsidePlayers { player });
            }
            if !game.speaks_of(partition) {
                return Err(InvalidDeal::OutsideNotStated { player });
            }
            if members.len() > 1 && members.is_subset_of(bloc) {
                return Err(InvalidDeal::StillInside { player });
            }
            if *share == Share::Alone && bloc.len() > 1 {
                return Err(InvalidDeal::NotAlone { player });
            }
            seen = seen.with(player);
        }
        match members.minus(seen).lowest() {
            Some(player) => Err(InvalidDeal::Missing { player }),
            None => Ok(Self { partition, members, outside }),
        }
    }

    /// The partition in which the deal stands.
    #[must_use]
    pub fn partition(&self) -> &Partition {
        &self.partition
    }

    /// Who is in it: one bloc of the partition.
    #[must_use]
    pub fn members(&self) -> Coalition {
        self.members
    }

    /// Where each member would go, in order of the members.
    #[must_use]
    pub fn outside(&self) -> &[Outside] {
        &self.outside
    }
}
