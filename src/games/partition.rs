//! A coalitional game in partition function form: what a bloc can have depends on how the others group.
//!
//! A [`PartitionGame`] has a worth for every bloc of every partition of its players (an *embedded coalition*).
//! Up to [`MAX_PARTITION_PLAYERS`] players they stand in a [`Table`], one row for each partition in the order of
//! [`crate::coalition::partitions`], one number for each bloc in the order of [`Partition::blocs`]. A game in
//! which sizes alone count ([`PartitionGame::by_bloc_count`], [`PartitionGame::by_agreement_size`]) needs no table
//! and may have as many players as a coalition holds; questions that look at all partitions are then refused.
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
mod invalid;
mod rules;
mod sizes;
mod table;

use dashu_int::{IBig, UBig};

pub use self::deal::{Deal, InvalidDeal, Outside, Share};
pub use self::grouping::Grouping;
pub use self::invalid::InvalidPartition;
pub use self::rules::{Externality, Leaving, Unanswerable};
pub use self::sizes::SizeRule;
pub use self::table::Table;

use crate::coalition::{Coalition, MAX_PLAYERS, Partition, partitions};
use crate::games::characteristic::MAX_WORTH_UNITS;
use crate::games::partition::grouping::bell;
use crate::games::partition::sizes::Sizes;
use crate::games::partition::table::words;
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

/// Greatest number of players of a table. Ten have 115,975 partitions with 562,595 blocs, 5 MB, which every
/// question walks through in seconds; twelve would have 4,213,597 partitions.
pub const MAX_PARTITION_PLAYERS: usize = 10;

/// A game in partition function form; what it speaks of is complete, so solvers do not fail on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionGame {
    players: usize,
    scale: UBig,
    worths: Worths,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Worths {
    Table(Table),
    /// By sizes alone, with the table that follows where all partitions are known and not too many.
    Sizes(Sizes, Option<Table>),
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
        let table = (players <= MAX_PARTITION_PLAYERS).then(|| {
            let count = |row: &Grouping| units.get(row.blocs() - 1).copied().unwrap_or(0);
            Table::of(players, words(players).map(|word| vec![count(&word); word.blocs()]))
        });
        Ok(Self { players, scale, worths: Worths::Sizes(Sizes::BlocCount(units), table) })
    }

    /// A game of one agreement: some players form a bloc, and every other player stands alone.
    ///
    /// It says nothing of partitions in which two blocs have several members; see [`PartitionGame::speaks_of`].
    ///
    /// - `players`: number of players, 1 to [`MAX_PLAYERS`].
    /// - `together`: what an agreement of 1, 2, .. players has, length `players`.
    /// - `outsider`: what each other player has then, length `players - 1`.
    ///
    /// # Errors
    ///
    /// [`InvalidPartition`] if the lengths are others, an agreement of one has not what an outsider has, or the
    /// worths need too many digits.
    ///
    /// ```
    /// use zopa::{coalition::{Coalition, Partition}, games::partition::PartitionGame};
    ///
    /// // Two who sign have 8, and the third, who does not, has 6.
    /// let game = PartitionGame::by_agreement_size(3, &[3.into(), 8.into(), 15.into()], &[3.into(), 6.into()])?;
    /// let two = Partition::singletons(3).with_bloc(Coalition::all(2));
    /// assert_eq!(game.worth(&two, Coalition::single(2)), Some(6.into()));
    /// # Ok::<(), zopa::games::partition::InvalidPartition>(())
    /// ```
    pub fn by_agreement_size(
        players: usize,
        together: &[Rational],
        outsider: &[Rational],
    ) -> Result<Self, InvalidPartition> {
        check_players(players, MAX_PLAYERS)?;
        if together.len() != players || outsider.len() + 1 != players {
            let (together, outsider) = (together.len(), outsider.len());
            return Err(InvalidPartition::AgreementSizes { together, outsider, players });
        }
        if players > 1 && together.first() != outsider.first() {
            return Err(InvalidPartition::Alone);
        }
        let (scale, mut together) = in_units(together.iter().chain(outsider))?;
        let outsider = together.split_off(players);
        Ok(Self { players, scale, worths: Worths::Sizes(Sizes::Agreement { together, outsider }, None) })
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

    /// Does the game say what the blocs of `partition` have? One by agreement size does not where two blocs have
    /// several members.
    #[must_use]
    pub fn speaks_of(&self, partition: &Partition) -> bool {
        let several = || partition.blocs().iter().filter(|bloc| bloc.len() > 1).count();
        self.groups(partition) && (self.size_rule() != Some(SizeRule::Agreement) || several() <= 1)
    }

    /// The rule by which sizes alone count, if they do by construction.
    #[must_use]
    pub fn size_rule(&self) -> Option<SizeRule> {
        match &self.worths {
            Worths::Table(_) => None,
            Worths::Sizes(sizes, _) => Some(sizes.rule()),
        }
    }

    /// What an agreement of `size` players has where all others stand alone, in units; `None` unless sizes alone
    /// count and `size` is 1 to the number of players.
    #[must_use]
    pub fn agreement_unit(&self, size: usize) -> Option<i64> {
        match &self.worths {
            Worths::Table(_) => None,
            Worths::Sizes(sizes, _) => sizes.together(size),
        }
    }

    /// What each other player has beside an agreement of `size`, in units; `None` unless sizes alone count and
    /// there is an other player.
    #[must_use]
    pub fn outsider_unit(&self, size: usize) -> Option<i64> {
        match &self.worths {
            Worths::Table(_) => None,
            Worths::Sizes(sizes, _) => sizes.outsider(size),
        }
    }

    /// What a player has alone beside 1, 2, .. blocs of others, in units; `None` unless only the number of blocs
    /// counts.
    #[must_use]
    pub fn alone_by_bloc_count(&self) -> Option<&[i64]> {
        match &self.worths {
            Worths::Sizes(Sizes::BlocCount(worths), _) => worths.get(1..),
            _ => None,
        }
    }

    /// The worth of `bloc` in `partition`, in units; `None` if it is no bloc there, or the game does not speak of
    /// the partition.
    #[must_use]
    pub fn unit(&self, partition: &Partition, bloc: Coalition) -> Option<i64> {
        let place = partition.blocs().iter().position(|&other| other == bloc)?;
        if !self.speaks_of(partition) {
            return None;
        }
        match &self.worths {
            Worths::Table(table) => {
                table.row(&Grouping::of(self.players, partition.blocs())).get(place).copied()
            }
            Worths::Sizes(sizes, _) => sizes.unit(partition, bloc),
        }
    }

    /// The worth of `bloc` in `partition`; `None` as in [`PartitionGame::unit`].
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
    /// [`Unanswerable::TooManyPlayers`] above [`MAX_PARTITION_PLAYERS`], [`Unanswerable::NotStated`] if the game
    /// does not speak of all partitions.
    pub fn table(&self) -> Result<&Table, Unanswerable> {
        match &self.worths {
            Worths::Table(table) | Worths::Sizes(_, Some(table)) => Ok(table),
            Worths::Sizes(Sizes::Agreement { .. }, None) => Err(Unanswerable::NotStated),
            Worths::Sizes(_, None) => Err(Unanswerable::TooManyPlayers { found: self.players }),
        }
    }
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
