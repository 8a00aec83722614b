//! Partitions as short words, so that a table of them is found without a search.
//!
//! Letter `i` of a [`Grouping`] is the place of the bloc of player `i`, blocs in order of their lowest players:
//! the first letter is 0, and each letter is at most one more than the greatest before it (a restricted growth
//! string). The words of one length are ranked in alphabetical order: rank 0 is everyone together, the last is
//! everyone alone. Leaving, merging and falling apart are changes of letters, after which the letters are
//! written anew in order of first use.
//!
//! Reference: Hutchinson 1963, Communications of the ACM 6 (partitioning algorithms for finite sets).

use crate::coalition::{Coalition, Partition};
use crate::games::partition::MAX_PARTITION_PLAYERS;

const LETTERS: usize = MAX_PARTITION_PLAYERS + 2;

/// `COMPLETIONS[m][k]`: words that `m` more letters can make after a beginning with `k` blocs.
const COMPLETIONS: [[u32; LETTERS]; LETTERS] = completions();

const fn completions() -> [[u32; LETTERS]; LETTERS] {
    let mut table = [[0; LETTERS]; LETTERS];
    let mut more = 0;
    while more < LETTERS {
        let mut blocs = 0;
        while blocs + more < LETTERS {
            table[more][blocs] = if more == 0 {
                1
            } else {
                blocs as u32 * table[more - 1][blocs] + table[more - 1][blocs + 1]
            };
            blocs += 1;
        }
        more += 1;
    }
    table
}

/// Number of partitions of `players` players, at most [`MAX_PARTITION_PLAYERS`]: the Bell number.
pub(in crate::games::partition) fn bell(players: usize) -> usize {
    COMPLETIONS.get(players).map_or(0, |row| row[0] as usize)
}

/// A partition of at most [`MAX_PARTITION_PLAYERS`] players, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grouping {
    players: u8,
    blocs: u8,
    letters: [u8; MAX_PARTITION_PLAYERS],
}

impl Grouping {
    /// Everyone together.
    pub(in crate::games::partition) fn together(players: usize) -> Self {
        let players = players.min(MAX_PARTITION_PLAYERS);
        Self { players: players as u8, blocs: u8::from(players > 0), letters: [0; MAX_PARTITION_PLAYERS] }
    }

    /// The word of blocs that cover `0..players`; a player in none counts as with player 0.
    pub(in crate::games::partition) fn of(players: usize, blocs: &[Coalition]) -> Self {
        let mut grouping = Self::together(players);
        let known = Coalition::all(grouping.players());
        for (place, bloc) in blocs.iter().enumerate() {
            for player in bloc.intersection(known).members() {
                grouping.letters[player] = place as u8;
            }
        }
        grouping.in_order()
    }

    /// The next word in the order of ranks.
    pub(in crate::games::partition) fn next(mut self) -> Option<Self> {
        let mut greatest = [0; MAX_PARTITION_PLAYERS];
        for player in 1..self.players() {
            greatest[player] = greatest[player - 1].max(self.letters[player - 1]);
        }
        let moves = (1..self.players()).rev().find(|&player| self.letters[player] <= greatest[player])?;
        self.letters[moves] += 1;
        self.letters[moves + 1..].fill(0);
        self.blocs = greatest[moves].max(self.letters[moves]) + 1;
        Some(self)
    }

    /// Place of this partition among all of as many players.
    pub(in crate::games::partition) fn rank(&self) -> usize {
        let (mut rank, mut blocs) = (0, 0);
        for (player, &letter) in self.letters().iter().enumerate() {
            rank += u32::from(letter) * COMPLETIONS[self.players() - 1 - player][blocs];
            blocs = blocs.max(usize::from(letter) + 1);
        }
        rank as usize
    }

    /// Number of players.
    #[must_use]
    pub fn players(&self) -> usize {
        usize::from(self.players)
    }

    /// Number of blocs.
    #[must_use]
    pub fn blocs(&self) -> usize {
        usize::from(self.blocs)
    }

    /// Place of each player's bloc among the blocs.
    #[must_use]
    pub fn letters(&self) -> &[u8] {
        &self.letters[..self.players()]
    }

    /// The members of each bloc; beyond [`Grouping::blocs`] nobody.
    #[must_use]
    pub fn members(&self) -> [Coalition; MAX_PARTITION_PLAYERS] {
        let mut members = [Coalition::EMPTY; MAX_PARTITION_PLAYERS];
        for (player, &letter) in self.letters().iter().enumerate() {
            members[usize::from(letter)] = members[usize::from(letter)].with(player);
        }
        members
    }

    /// The same partition with `coalition` as a bloc of its own; what is left of each other bloc stays.
    #[must_use]
    pub fn with_bloc(mut self, coalition: Coalition) -> Self {
        for player in coalition.intersection(Coalition::all(self.players())).members() {
            self.letters[player] = MAX_PARTITION_PLAYERS as u8;
        }
        self.in_order()
    }

    /// The same partition with each member of `coalition` alone.
    #[must_use]
    pub fn with_alone(mut self, coalition: Coalition) -> Self {
        for player in coalition.intersection(Coalition::all(self.players())).members() {
            self.letters[player] = (MAX_PARTITION_PLAYERS + player) as u8;
        }
        self.in_order()
    }

    /// The partition, for people.
    #[must_use]
    pub fn partition(&self) -> Partition {
        let members = self.members();
        // The letters cover all players, so the blocs cannot be refused.
        Partition::new(self.players(), members[..self.blocs()].to_vec())
            .unwrap_or_else(|_| Partition::singletons(self.players()))
    }

    /// Writes the letters anew, in order of first use. They may go up to twice the number of players.
    fn in_order(mut self) -> Self {
        const NEW: u8 = u8::MAX;
        let mut renamed = [NEW; 2 * MAX_PARTITION_PLAYERS];
        self.blocs = 0;
        for player in 0..self.players() {
            let letter = usize::from(self.letters[player]);
            if renamed[letter] == NEW {
                renamed[letter] = self.blocs;
                self.blocs += 1;
            }
            self.letters[player] = renamed[letter];
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Grouping, bell};
    use crate::coalition::{Coalition, partitions};

    #[test]
    fn ranks_follow_the_order_of_partitions() {
        for players in 1..=8 {
            let mut word = Some(Grouping::together(players));
            for (rank, partition) in partitions(players).enumerate() {
                let grouping = word.expect("as many words as partitions");
                assert_eq!(grouping.rank(), rank);
                assert_eq!(grouping.partition(), partition);
                assert_eq!(grouping.blocs(), partition.blocs().len());
                assert_eq!(Grouping::of(players, partition.blocs()), grouping);
                word = grouping.next();
            }
            assert_eq!(word, None);
            assert_eq!(partitions(players).count(), bell(players));
        }
    }

    #[test]
    fn changes_of_words_are_changes_of_partitions() {
        for partition in partitions(6) {
            let word = Grouping::of(6, partition.blocs());
            for coalition in Coalition::all(6).subsets().filter(|coalition| !coalition.is_empty()) {
                assert_eq!(word.with_bloc(coalition).partition(), partition.with_bloc(coalition));
                let apart = coalition.members().fold(partition.clone(), |partition, player| {
                    partition.with_bloc(Coalition::single(player))
                });
                assert_eq!(word.with_alone(coalition).partition(), apart);
            }
        }
    }
}
