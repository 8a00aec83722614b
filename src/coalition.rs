//! Coalitions as sets of players, and partitions of the players into coalitions.
//!
//! - [`Coalition`]: a set of at most [`MAX_PLAYERS`] players, by index from 0.
//! - [`Partition`]: every player in exactly one coalition, the blocs in order of their lowest players.
//! - [`partitions`], [`groupings`]: every way to form blocs, of all players or of some.
//!
//! A coalition is a machine word: bit `i` stands for player `i`. People never see the word: names come from the
//! labels of a game. Dense games are indexed by it, so that a worth is found without a search.

use std::fmt;

/// Greatest number of players that a [`Coalition`] can hold.
pub const MAX_PLAYERS: usize = 64;

/// A set of players.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Coalition(u64);

impl Coalition {
    /// Nobody.
    pub const EMPTY: Self = Self(0);

    /// The coalition whose members are the set bits of `bits`.
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The players `0..players`.
    ///
    /// - `players`: at most [`MAX_PLAYERS`]; a greater number counts as that.
    #[must_use]
    pub fn all(players: usize) -> Self {
        if players >= MAX_PLAYERS { Self(u64::MAX) } else { Self((1 << players) - 1) }
    }

    /// One player alone; nobody if `player` is beyond [`MAX_PLAYERS`].
    #[must_use]
    pub fn single(player: usize) -> Self {
        if player < MAX_PLAYERS { Self(1 << player) } else { Self::EMPTY }
    }

    /// The word: bit `i` for player `i`. The index of a dense table.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Number of members.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Is nobody in it?
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Is `player` a member?
    #[must_use]
    pub fn contains(self, player: usize) -> bool {
        player < MAX_PLAYERS && self.0 >> player & 1 == 1
    }

    /// Are all members in `other` as well?
    #[must_use]
    pub fn is_subset_of(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Members of either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Members of both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Members that are not in `other`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// With `player` as a member.
    #[must_use]
    pub fn with(self, player: usize) -> Self {
        self.union(Self::single(player))
    }

    /// Without `player`.
    #[must_use]
    pub fn without(self, player: usize) -> Self {
        self.minus(Self::single(player))
    }

    /// The member with the lowest index.
    #[must_use]
    pub fn lowest(self) -> Option<usize> {
        (self.0 != 0).then(|| self.0.trailing_zeros() as usize)
    }

    /// The members, ascending.
    pub fn members(self) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(self.0), |bits| Some(bits & bits.wrapping_sub(1)))
            .take_while(|&bits| bits != 0)
            .map(|bits| bits.trailing_zeros() as usize)
    }

    /// The subsets, the empty one first and `self` last, ascending as words.
    ///
    /// Cost: 2 to the number of members.
    pub fn subsets(self) -> impl Iterator<Item = Self> {
        let whole = self.0;
        std::iter::successors(Some(0_u64), move |&subset| {
            (subset != whole).then(|| subset.wrapping_sub(whole) & whole)
        })
        .map(Self)
    }
}

impl FromIterator<usize> for Coalition {
    fn from_iter<I: IntoIterator<Item = usize>>(players: I) -> Self {
        players.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// Players in blocs: every one of `0..players` in exactly one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Partition {
    blocs: Vec<Coalition>,
}

/// Why blocs are no partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPartition {
    /// A bloc has no members.
    EmptyBloc,
    /// A player is in two blocs.
    Twice(usize),
    /// A player is in no bloc.
    Missing(usize),
    /// A player is beyond the number of players.
    Unknown(usize),
}

impl fmt::Display for NotAPartition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyBloc => write!(formatter, "a bloc has no members"),
            Self::Twice(player) => write!(formatter, "player {player} is in two blocs"),
            Self::Missing(player) => write!(formatter, "player {player} is in no bloc"),
            Self::Unknown(player) => write!(formatter, "there is no player {player}"),
        }
    }
}

impl std::error::Error for NotAPartition {}

impl Partition {
    /// Puts blocs in order of their lowest members.
    ///
    /// # Errors
    ///
    /// [`NotAPartition`] if a bloc is empty or a player is in none, in two, or not among `0..players`.
    pub fn new(players: usize, mut blocs: Vec<Coalition>) -> Result<Self, NotAPartition> {
        let everyone = Coalition::all(players);
        let mut seen = Coalition::EMPTY;
        for &bloc in &blocs {
            if bloc.is_empty() {
                return Err(NotAPartition::EmptyBloc);
            }
            if let Some(player) = bloc.minus(everyone).lowest() {
                return Err(NotAPartition::Unknown(player));
            }
            if let Some(player) = bloc.intersection(seen).lowest() {
                return Err(NotAPartition::Twice(player));
            }
            seen = seen.union(bloc);
        }
        match everyone.minus(seen).lowest() {
            Some(player) => Err(NotAPartition::Missing(player)),
            None => {
                blocs.sort_unstable_by_key(|bloc| bloc.lowest());
                Ok(Self { blocs })
            }
        }
    }

    /// Everyone on their own.
    #[must_use]
    pub fn singletons(players: usize) -> Self {
        Self { blocs: (0..players).map(Coalition::single).collect() }
    }

    /// The blocs, in order of their lowest members.
    #[must_use]
    pub fn blocs(&self) -> &[Coalition] {
        &self.blocs
    }

    /// The bloc of `player`; nobody if there is no such player.
    #[must_use]
    pub fn bloc_of(&self, player: usize) -> Coalition {
        self.blocs.iter().copied().find(|bloc| bloc.contains(player)).unwrap_or_default()
    }

    /// The partition in which `coalition` stands together and what is left of each other bloc stays.
    #[must_use]
    pub fn with_bloc(&self, coalition: Coalition) -> Self {
        let rest = self.blocs.iter().map(|bloc| bloc.minus(coalition));
        let mut blocs: Vec<_> = rest.chain([coalition]).filter(|bloc| !bloc.is_empty()).collect();
        blocs.sort_unstable_by_key(|bloc| bloc.lowest());
        Self { blocs }
    }
}

/// Every partition of the players `0..players`: the coarsest first, everyone alone last.
///
/// The order is that of the words in which letter `i` is the place of the bloc of player `i` (restricted growth
/// strings). There are as many as the Bell number of `players`.
///
/// ```
/// use zopa::coalition::partitions;
///
/// assert_eq!(partitions(10).count(), 115_975);
/// ```
pub fn partitions(players: usize) -> impl Iterator<Item = Partition> {
    groupings(Coalition::all(players)).map(|blocs| Partition { blocs })
}

/// Every way to form blocs of the members of `coalition`, in the order of [`partitions`].
///
/// Each way lists its blocs by their lowest members; nobody can be grouped in one way, with no bloc.
pub fn groupings(coalition: Coalition) -> impl Iterator<Item = Vec<Coalition>> {
    let members: Vec<usize> = coalition.members().collect();
    let first: Vec<Coalition> = if coalition.is_empty() { Vec::new() } else { vec![coalition] };
    std::iter::successors(Some(first), move |blocs| next_grouping(&members, blocs))
}

/// Moves the last member that can move to the next bloc, or to one of its own; all after it join the first bloc.
fn next_grouping(members: &[usize], blocs: &[Coalition]) -> Option<Vec<Coalition>> {
    let (&first, rest) = members.split_first()?;
    for (place, &member) in rest.iter().enumerate().rev() {
        let after: Coalition = rest.iter().skip(place + 1).copied().collect();
        let stay = blocs.iter().map(|bloc| bloc.minus(after)).filter(|bloc| !bloc.is_empty());
        let mut stay: Vec<Coalition> = stay.collect();
        let at = stay.iter().position(|bloc| bloc.contains(member))?;
        if stay.get(at) == Some(&Coalition::single(member)) {
            continue;
        }
        stay.iter_mut().for_each(|bloc| *bloc = bloc.without(member));
        match stay.get_mut(at + 1) {
            Some(next) => *next = next.with(member),
            None => stay.push(Coalition::single(member)),
        }
        let home = stay.iter_mut().find(|bloc| bloc.contains(first))?;
        *home = home.union(after);
        return Some(stay);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Coalition, MAX_PLAYERS, NotAPartition, Partition, groupings, partitions};

    #[test]
    fn there_are_as_many_partitions_as_bell_numbers() {
        // Bell 1934: the numbers of ways to put n things into classes.
        let bell = [1, 2, 5, 15, 52, 203, 877, 4140, 21147, 115_975];
        for (players, count) in (1..).zip(bell) {
            assert_eq!(partitions(players).count(), count, "{players} players");
        }
        assert_eq!(groupings(Coalition::EMPTY).count(), 1);
    }

    #[test]
    fn partitions_come_once_each_as_a_constructor_would_make_them() {
        let all: Vec<Partition> = partitions(6).collect();
        for partition in &all {
            assert_eq!(Partition::new(6, partition.blocs().to_vec()).as_ref(), Ok(partition));
        }
        let distinct: std::collections::BTreeSet<&Partition> = all.iter().collect();
        assert_eq!(distinct.len(), 203);
        assert_eq!(all.first().map(|first| first.blocs().len()), Some(1));
        assert_eq!(all.last(), Some(&Partition::singletons(6)));
    }

    #[test]
    fn some_players_are_grouped_among_themselves() {
        let some: Coalition = [1, 4, 6].into_iter().collect();
        let ways: Vec<Vec<Vec<usize>>> =
            groupings(some).map(|way| way.iter().map(|bloc| bloc.members().collect()).collect()).collect();
        let expected: [&[&[usize]]; 5] =
            [&[&[1, 4, 6]], &[&[1, 4], &[6]], &[&[1, 6], &[4]], &[&[1], &[4, 6]], &[&[1], &[4], &[6]]];
        assert_eq!(ways, expected);
    }

    #[test]
    fn subsets_come_once_each_and_in_order() {
        let coalition: Coalition = [0, 2, 5].into_iter().collect();
        let subsets: Vec<u64> = coalition.subsets().map(Coalition::bits).collect();
        assert_eq!(subsets, [0, 1, 4, 5, 32, 33, 36, 37]);
        assert_eq!(Coalition::EMPTY.subsets().count(), 1);
        assert_eq!(coalition.members().collect::<Vec<_>>(), [0, 2, 5]);
    }

    #[test]
    fn the_largest_coalition_is_a_full_word() {
        assert_eq!(Coalition::all(MAX_PLAYERS).len(), MAX_PLAYERS);
        assert_eq!(Coalition::all(3).bits(), 7);
        assert!(Coalition::single(MAX_PLAYERS).is_empty());
    }

    #[test]
    fn blocs_that_overlap_or_miss_a_player_are_no_partition() {
        let bloc = |players: &[usize]| players.iter().copied().collect::<Coalition>();
        assert_eq!(Partition::new(3, vec![bloc(&[0, 1]), bloc(&[1, 2])]), Err(NotAPartition::Twice(1)));
        assert_eq!(Partition::new(3, vec![bloc(&[0, 1])]), Err(NotAPartition::Missing(2)));
        assert_eq!(Partition::new(2, vec![bloc(&[0, 1, 2])]), Err(NotAPartition::Unknown(2)));
        assert_eq!(Partition::new(1, vec![bloc(&[0]), bloc(&[])]), Err(NotAPartition::EmptyBloc));
        let partition = Partition::new(4, vec![bloc(&[3]), bloc(&[2, 0]), bloc(&[1])]);
        let blocs = partition.map(|partition| partition.blocs().to_vec());
        assert_eq!(blocs, Ok(vec![bloc(&[0, 2]), bloc(&[1]), bloc(&[3])]));
    }

    #[test]
    fn a_coalition_that_forms_leaves_the_rest_of_each_bloc_behind() {
        let bloc = |players: &[usize]| players.iter().copied().collect::<Coalition>();
        let before = Partition::new(4, vec![bloc(&[0, 1]), bloc(&[2, 3])]);
        let after = before.map(|partition| partition.with_bloc(bloc(&[1, 2])).blocs().to_vec());
        assert_eq!(after, Ok(vec![bloc(&[0]), bloc(&[1, 2]), bloc(&[3])]));
    }
}
