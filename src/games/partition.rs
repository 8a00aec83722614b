//! A coalitional game in partition function form: what a bloc can have depends on how the others group.
//!
//! A [`PartitionGame`] has a worth for every bloc of every partition of its players (an *embedded coalition*).
//! Up to [`MAX_PARTITION_PLAYERS`] players they stand in a [`Table`], one row for each partition in the order of
//! [`crate::coalition::partitions`], one number for each bloc in the order of [`Partition::blocs`]. A game in
//! which only the number of blocs counts ([`PartitionGame::by_bloc_count`]) needs no table and may have as many
//! players as a coalition holds; questions that look at all partitions are then refused.
//!
//! Worths are whole numbers in units of `1 / scale`; utility is transferable, so all players share one scale.
//!
//! - [`Grouping`]: a partition as a short word, for solvers.
//! - [`Externality`], [`Leaving`]: what is thought to happen to the others.
//! - [`Deal`]: a bloc of a partition with what each member could have outside it.
//!
//! Reference: Thrall and Lucas 1963, Naval Research Logistics Quarterly 10.

mod deal;
mod grouping;
mod rules;

use dashu_int::{IBig, UBig};

pub use self::deal::{Deal, InvalidDeal, Outside, Share};
pub use self::grouping::Grouping;
pub use self::rules::{Externality, Leaving, Unanswerable};

use crate::coalition::{Coalition, MAX_PLAYERS, Partition, partitions};
use crate::games::characteristic::MAX_WORTH_UNITS;
use crate::games::partition::grouping::bell;
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

/// Greatest number of players of a table. Ten have 115,975 partitions with 562,595 blocs, 5 MB, which every
/// question walks through in seconds; twelve would have 4,213,597 partitions.
pub const MAX_PARTITION_PLAYERS: usize = 10;

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
    /// Worths beyond [`MAX_WORTH_UNITS`].
    #[error("worths need more digits than can be added exactly: write them with fewer decimals")]
    TooFine,
}

/// A game in partition function form; it is complete, so solvers do not fail on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionGame {
    players: usize,
    scale: UBig,
    worths: Worths,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Worths {
    Table(Table),
    /// By the number of blocs, from one on.
    ByBlocCount(Vec<i64>),
}

/// The worth of every bloc of every partition, in units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    players: usize,
    /// Where the row of each rank starts in `units`, and the end of the last.
    starts: Vec<u32>,
    units: Vec<i64>,
}

impl PartitionGame {
    /// A game from a row for each partition, in any order.
    ///
    /// - `players`: number of players, 1 to [`MAX_PARTITION_PLAYERS`].
    /// - `worths`: each partition once, with the worth of each bloc in the order of [`Partition::blocs`].
    ///
    /// # Errors
    ///
    /// [`InvalidPartition`] names the row that is wrong, or the partition that is missing.
    ///
    /// ```
    /// use zopa::{coalition::{Coalition, Partition}, games::partition::PartitionGame};
    ///
    /// let together = Partition::new(2, vec![Coalition::all(2)])?;
    /// let apart = Partition::singletons(2);
    /// let rows = vec![(together.clone(), vec![7.into()]), (apart.clone(), vec![2.into(), 3.into()])];
    /// let game = PartitionGame::new(2, rows)?;
    /// assert_eq!(game.worth(&apart, Coalition::single(1)), Some(3.into()));
    /// assert_eq!(game.worth(&together, Coalition::single(1)), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(players: usize, worths: Vec<(Partition, Vec<Rational>)>) -> Result<Self, InvalidPartition> {
        check_players(players, MAX_PARTITION_PLAYERS)?;
        let mut place: Vec<Option<usize>> = vec![None; bell(players)];
        for (row, (partition, worths)) in worths.iter().enumerate() {
            let covered = partition.blocs().iter().fold(Coalition::EMPTY, |all, &bloc| all.union(bloc));
            if covered != Coalition::all(players) {
                return Err(InvalidPartition::OtherPlayers { row, players });
            }
            let (found, expected) = (worths.len(), partition.blocs().len());
            if found != expected {
                return Err(InvalidPartition::Length { row, found, expected });
            }
            match place.get_mut(Grouping::of(players, partition.blocs()).rank()) {
                Some(Some(first)) => return Err(InvalidPartition::Twice { row, first: *first }),
                Some(empty) => *empty = Some(row),
                None => return Err(InvalidPartition::OtherPlayers { row, players }),
            }
        }
        let missing = place.iter().filter(|row| row.is_none()).count();
        if let Some(rank) = place.iter().position(Option::is_none) {
            let expected = place.len();
            let first = partitions(players).nth(rank).unwrap_or_else(|| Partition::singletons(players));
            return Err(InvalidPartition::Missing { first, missing, expected });
        }
        let rows =
            place.into_iter().flatten().filter_map(|row| worths.get(row)).map(|(_, row)| row.as_slice());
        Self::from_rows(players, rows)
    }

    /// A game from the worth of each bloc, asked for once each, partition by partition.
    ///
    /// - `players`: number of players, 1 to [`MAX_PARTITION_PLAYERS`].
    ///
    /// # Errors
    ///
    /// [`InvalidPartition`] if there are too many players or digits.
    pub fn from_fn(
        players: usize,
        mut worth: impl FnMut(&Partition, Coalition) -> Rational,
    ) -> Result<Self, InvalidPartition> {
        check_players(players, MAX_PARTITION_PLAYERS)?;
        let rows = partitions(players).map(|partition| {
            partition.blocs().iter().map(|&bloc| worth(&partition, bloc)).collect::<Vec<_>>()
        });
        let rows: Vec<_> = rows.collect();
        Self::from_rows(players, rows.iter().map(Vec::as_slice))
    }

    /// A game in which every bloc has the same, by the number of blocs.
    ///
    /// - `players`: number of players, 1 to [`MAX_PLAYERS`].
    /// - `worths`: what each bloc has when there are 1, 2, .. blocs, length `players`.
    ///
    /// # Errors
    ///
    /// [`InvalidPartition`] if the number of worths is not the number of players, or they need too many digits.
    ///
    /// ```
    /// use zopa::{coalition::{Coalition, Partition}, games::partition::PartitionGame, numeric::Rational};
    ///
    /// // Firms that compete in quantities: each of k blocs has 1 / (k + 1)^2 of the market's worth.
    /// let worths: Vec<_> = (1..=3).map(|blocs| Rational::new(1, (blocs + 1) * (blocs + 1)).unwrap()).collect();
    /// let game = PartitionGame::by_bloc_count(3, &worths)?;
    /// assert_eq!(game.worth(&Partition::singletons(3), Coalition::single(0)), Rational::new(1, 16));
    /// # Ok::<(), zopa::games::partition::InvalidPartition>(())
    /// ```
    pub fn by_bloc_count(players: usize, worths: &[Rational]) -> Result<Self, InvalidPartition> {
        check_players(players, MAX_PLAYERS)?;
        if worths.len() != players {
            return Err(InvalidPartition::BlocCounts { found: worths.len(), expected: players });
        }
        let (scale, units) = in_units(worths)?;
        let worths = if players <= MAX_PARTITION_PLAYERS {
            let count = |row: &Grouping| units.get(row.blocs() - 1).copied().unwrap_or(0);
            let rows = words(players).map(|word| vec![count(&word); word.blocs()]);
            Worths::Table(Table::of(players, rows))
        } else {
            Worths::ByBlocCount(units)
        };
        Ok(Self { players, scale, worths })
    }

    fn from_rows<'r>(
        players: usize,
        rows: impl Iterator<Item = &'r [Rational]> + Clone,
    ) -> Result<Self, InvalidPartition> {
        let (scale, units) = in_units(rows.clone().flatten())?;
        let mut units = units.into_iter();
        let rows = rows.map(|row| units.by_ref().take(row.len()).collect());
        let worths = Worths::Table(Table::of(players, rows));
        Ok(Self { players, scale, worths })
    }

    /// Number of players.
    #[must_use]
    pub fn players(&self) -> usize {
        self.players
    }

    /// All players together.
    #[must_use]
    pub fn everyone(&self) -> Coalition {
        Coalition::all(self.players)
    }

    /// Units in one point.
    #[must_use]
    pub fn scale(&self) -> &UBig {
        &self.scale
    }

    /// Does `partition` group the players of this game?
    #[must_use]
    pub fn groups(&self, partition: &Partition) -> bool {
        partition.blocs().iter().fold(Coalition::EMPTY, |all, &bloc| all.union(bloc)) == self.everyone()
    }

    /// The worth of `bloc` in `partition`, in units; `None` if it is no bloc there or groups other players.
    #[must_use]
    pub fn unit(&self, partition: &Partition, bloc: Coalition) -> Option<i64> {
        let place = partition.blocs().iter().position(|&other| other == bloc)?;
        if !self.groups(partition) {
            return None;
        }
        match &self.worths {
            Worths::Table(table) => {
                table.row(&Grouping::of(self.players, partition.blocs())).get(place).copied()
            }
            Worths::ByBlocCount(worths) => worths.get(partition.blocs().len() - 1).copied(),
        }
    }

    /// The worth of `bloc` in `partition`; `None` if it is no bloc there or groups other players.
    #[must_use]
    pub fn worth(&self, partition: &Partition, bloc: Coalition) -> Option<Rational> {
        self.unit(partition, bloc).map(|units| self.points(units.into()))
    }

    /// Units, as solvers have them, in points.
    #[must_use]
    pub fn points(&self, units: i128) -> Rational {
        Rational::from_big(IBig::from(units), self.scale.clone())
    }

    /// The table, for questions that look at all partitions.
    ///
    /// # Errors
    ///
    /// [`Unanswerable::TooManyPlayers`] above [`MAX_PARTITION_PLAYERS`].
    pub fn table(&self) -> Result<&Table, Unanswerable> {
        match &self.worths {
            Worths::Table(table) => Ok(table),
            Worths::ByBlocCount(_) => Err(Unanswerable::TooManyPlayers { found: self.players }),
        }
    }
}

impl Table {
    fn of(players: usize, rows: impl Iterator<Item = Vec<i64>>) -> Self {
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

/// `0+2 | 1`: players by index.
fn by_index(partition: &Partition) -> String {
    let bloc =
        |bloc: &Coalition| bloc.members().map(|player| player.to_string()).collect::<Vec<_>>().join("+");
    partition.blocs().iter().map(bloc).collect::<Vec<_>>().join(" | ")
}

fn words(players: usize) -> impl Iterator<Item = Grouping> {
    std::iter::successors(Some(Grouping::together(players)), |word| word.next())
}

fn check_players(found: usize, most: usize) -> Result<(), InvalidPartition> {
    if (1..=most).contains(&found) { Ok(()) } else { Err(InvalidPartition::Players { found, most }) }
}

fn in_units<'r>(
    worths: impl IntoIterator<Item = &'r Rational> + Clone,
) -> Result<(UBig, Vec<i64>), InvalidPartition> {
    let scale = common_denominator(worths.clone());
    let unit = |worth: &Rational| {
        let units = i64::try_from(scaled(worth, &scale)?).ok()?;
        (units.unsigned_abs() <= MAX_WORTH_UNITS.unsigned_abs()).then_some(units)
    };
    let units: Option<Vec<i64>> = worths.into_iter().map(unit).collect();
    units.map(|units| (scale, units)).ok_or(InvalidPartition::TooFine)
}
