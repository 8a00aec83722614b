//! The worth of every bloc of every partition, for games small enough to have them in a list.

use crate::coalition::Coalition;
use crate::games::partition::Grouping;

/// The worth of every bloc of every partition, in units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    players: usize,
    /// Where the row of each rank starts in `units`, and the end of the last.
    starts: Vec<u32>,
    units: Vec<i64>,
}

impl Table {
    pub(in crate::games::partition) fn of(players: usize, rows: impl Iterator<Item = Vec<i64>>) -> Self {
        let (mut starts, mut units) = (vec![0], Vec::new());
        for row in rows {
            units.extend(row);
            // At most 562,595 blocs.
            starts.push(units.len() as u32);
        }
        Self { players, starts, units }
    }

    /// Every partition in order, with the worth of each of its blocs.
    pub fn rows(&self) -> impl Iterator<Item = (Grouping, &[i64])> {
        words(self.players).zip(self.starts.windows(2)).map(|(word, ends)| (word, self.slice(ends)))
    }

    /// Number of partitions.
    #[must_use]
    pub fn partitions(&self) -> usize {
        self.starts.len() - 1
    }

    /// Place of a partition among the rows.
    #[must_use]
    pub fn rank(&self, grouping: &Grouping) -> usize {
        grouping.rank()
    }

    /// The worth of each bloc of a partition of the same players.
    #[must_use]
    pub fn row(&self, grouping: &Grouping) -> &[i64] {
        let rank = grouping.rank();
        self.starts.get(rank..rank + 2).map_or(&[], |ends| self.slice(ends))
    }

    /// The worth of the bloc of `player` in a partition of the same players.
    #[must_use]
    pub fn unit_of(&self, grouping: &Grouping, player: usize) -> i64 {
        let place = grouping.letters().get(player).copied().unwrap_or(0);
        self.row(grouping).get(usize::from(place)).copied().unwrap_or(0)
    }

    /// Blocs that cover the players, in any order, as a word; a player in none counts as with player 0.
    #[must_use]
    pub fn grouping(&self, blocs: &[Coalition]) -> Grouping {
        Grouping::of(self.players, blocs)
    }

    fn slice(&self, ends: &[u32]) -> &[i64] {
        match *ends {
            [start, end] => self.units.get(start as usize..end as usize).unwrap_or(&[]),
            _ => &[],
        }
    }
}

/// Every partition of `players` players, in the order of ranks.
pub(in crate::games::partition) fn words(players: usize) -> impl Iterator<Item = Grouping> {
    std::iter::successors(Some(Grouping::together(players)), |word| word.next())
}
