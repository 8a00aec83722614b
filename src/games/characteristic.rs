//! A coalitional game in characteristic form: what each coalition can have, whatever the others do.
//!
//! A [`CharacteristicGame`] is a table of whole numbers, one for each coalition, indexed by the bits of
//! [`Coalition`]. Worths are in units of `1 / scale`; utility is transferable, so all players share one scale.
//! A game of costs is kept as the game of what is saved, worth = -cost; [`CharacteristicGame::points`]
//! turns the sign back, so that shares of a cost come out positive.
//!
//! Reference: von Neumann and Morgenstern 1944, Theory of Games and Economic Behavior.

use dashu_int::{IBig, UBig};

use crate::coalition::Coalition;
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

/// Greatest number of players of a table: 2^25 worths of 8 bytes are 268 MB.
pub const MAX_TABLE_PLAYERS: usize = 25;

/// Greatest absolute worth, in units.
pub const MAX_WORTH_UNITS: i64 = 1 << 62;

/// Whether the numbers of a game are gains or costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sense {
    /// More is better.
    #[default]
    Worth,
    /// Less is better.
    Cost,
}

/// Why data are not a game in characteristic form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidCharacteristic {
    /// No player, or too many for a table.
    #[error("{found} players, expected 1 to {MAX_TABLE_PLAYERS}")]
    Players {
        /// Number of players.
        found: usize,
    },
    /// The table does not have one worth for each coalition.
    #[error("{found} worths, expected {expected}: one for each coalition, the empty one first")]
    Length {
        /// Number of worths.
        found: usize,
        /// Two to the number of players.
        expected: usize,
    },
    /// The empty coalition has a worth.
    #[error("the empty coalition is worth {found}, expected 0")]
    Empty {
        /// Its worth.
        found: Rational,
    },
    /// Worths beyond [`MAX_WORTH_UNITS`].
    #[error("worths need more digits than can be added exactly: write them with fewer decimals")]
    TooFine,
}

/// A coalitional game with transferable utility; its table is complete, so solvers do not fail on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharacteristicGame {
    players: usize,
    scale: UBig,
    sense: Sense,
    units: Vec<i64>,
}

impl CharacteristicGame {
    /// A game from the worth (or cost) of each coalition.
    ///
    /// - `players`: number of players, 1 to [`MAX_TABLE_PLAYERS`].
    /// - `worths`: `worths[S.bits()]` for each coalition, length `2^players`, the first 0.
    ///
    /// # Errors
    ///
    /// [`InvalidCharacteristic`] if the table has the wrong length, does not start with 0, or needs too many
    /// digits.
    ///
    /// ```
    /// use zopa::{coalition::Coalition, games::characteristic::{CharacteristicGame, Sense}};
    ///
    /// // A left glove and two right ones: only a pair is worth something.
    /// let worths: Vec<_> = [0, 0, 0, 1, 0, 1, 0, 1].into_iter().map(Into::into).collect();
    /// let game = CharacteristicGame::new(3, Sense::Worth, &worths)?;
    /// assert_eq!(game.worth(Coalition::from_bits(0b101)), 1);
    /// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
    /// ```
    pub fn new(players: usize, sense: Sense, worths: &[Rational]) -> Result<Self, InvalidCharacteristic> {
        let scale = common_denominator(worths);
        let sign = if sense == Sense::Cost { -1 } else { 1 };
        let unit = |worth: &Rational| {
            let units = i64::try_from(scaled(worth, &scale)?).ok()?;
            (units.unsigned_abs() <= MAX_WORTH_UNITS.unsigned_abs()).then_some(sign * units)
        };
        let units: Option<Vec<i64>> = worths.iter().map(unit).collect();
        check_shape(players, worths.len())?;
        if let Some(found) = worths.first().filter(|worth| !worth.is_zero()) {
            return Err(InvalidCharacteristic::Empty { found: found.clone() });
        }
        let units = units.ok_or(InvalidCharacteristic::TooFine)?;
        Ok(Self { players, scale, sense, units })
    }

    /// A game of worths whose units are given: `units[S.bits()] / scale`.
    ///
    /// - `scale`: at least 1; 0 counts as 1.
    ///
    /// # Errors
    ///
    /// As [`CharacteristicGame::new`].
    pub fn from_units(players: usize, scale: UBig, units: Vec<i64>) -> Result<Self, InvalidCharacteristic> {
        check_shape(players, units.len())?;
        let scale = if scale == UBig::ZERO { UBig::ONE } else { scale };
        if let Some(&first) = units.first().filter(|&&first| first != 0) {
            return Err(InvalidCharacteristic::Empty { found: Rational::from_big(first.into(), scale) });
        }
        if units.iter().any(|units| units.unsigned_abs() > MAX_WORTH_UNITS.unsigned_abs()) {
            return Err(InvalidCharacteristic::TooFine);
        }
        Ok(Self { players, scale, sense: Sense::Worth, units })
    }

    /// The game whose costs are the worths of this one.
    #[must_use]
    pub fn as_costs(mut self) -> Self {
        self.sense = Sense::Cost;
        // Absolute units are at most 2^62, so that none overflows.
        self.units.iter_mut().for_each(|units| *units = -*units);
        self
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

    /// Are the numbers gains or costs?
    #[must_use]
    pub fn sense(&self) -> Sense {
        self.sense
    }

    /// The worth of each coalition in units, by its bits; for a game of costs the negative cost.
    #[must_use]
    pub fn units(&self) -> &[i64] {
        &self.units
    }

    /// Units of one coalition; 0 for one with unknown players.
    #[must_use]
    pub fn unit(&self, coalition: Coalition) -> i64 {
        usize::try_from(coalition.bits()).ok().and_then(|bits| self.units.get(bits)).copied().unwrap_or(0)
    }

    /// The worth or cost of a coalition, as given.
    #[must_use]
    pub fn worth(&self, coalition: Coalition) -> Rational {
        self.points(&Rational::from(self.unit(coalition)))
    }

    /// Units, as solvers have them, in the points and with the sign of the file.
    #[must_use]
    pub fn points(&self, units: &Rational) -> Rational {
        let points = units / &Rational::from_big(IBig::from(self.scale.clone()), UBig::ONE);
        if self.sense == Sense::Cost { -&points } else { points }
    }

    /// The way back from [`CharacteristicGame::points`]: a share as it stands in a file, in units.
    #[must_use]
    pub fn share_in_units(&self, points: &Rational) -> Rational {
        let units = self.excess_in_units(points);
        if self.sense == Sense::Cost { -&units } else { units }
    }

    /// An excess in points: what a coalition could have more than it is paid, or save on what it is charged.
    /// Its sign means the same for worths and costs.
    #[must_use]
    pub fn excess_in_points(&self, units: &Rational) -> Rational {
        units / &Rational::from_big(IBig::from(self.scale.clone()), UBig::ONE)
    }

    /// The way back from [`CharacteristicGame::excess_in_points`].
    #[must_use]
    pub fn excess_in_units(&self, points: &Rational) -> Rational {
        points * &Rational::from_big(IBig::from(self.scale.clone()), UBig::ONE)
    }
}

fn check_shape(players: usize, found: usize) -> Result<(), InvalidCharacteristic> {
    if !(1..=MAX_TABLE_PLAYERS).contains(&players) {
        return Err(InvalidCharacteristic::Players { found: players });
    }
    let expected = 1_usize << players;
    if found == expected { Ok(()) } else { Err(InvalidCharacteristic::Length { found, expected }) }
}
