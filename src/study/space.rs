//! The space that a principle picks from: packages, lotteries over them, or a convex set.

use std::sync::Arc;

use crate::bargaining::zone::Zone;
use crate::error::Error;
use crate::games::bargaining::BargainingGame;
use crate::games::bargaining_set::{BargainingSet, InvalidSet};
use crate::model::Case;
use crate::numeric::Rational;

/// A space of outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// Single packages.
    Packages,
    /// Lotteries over acceptable packages: nobody can draw one that it would refuse.
    Lotteries,
    /// Lotteries over all admissible packages that are acceptable on average.
    LotteriesOnAverage,
    /// A convex set that the case gives.
    Set,
}

impl Space {
    /// Every space, in the order in which help lists them.
    pub const ALL: [Self; 4] = [Self::Packages, Self::Lotteries, Self::LotteriesOnAverage, Self::Set];

    /// The word on the command line and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Packages => "packages",
            Self::Lotteries => "lotteries",
            Self::LotteriesOnAverage => "lotteries-on-average",
            Self::Set => "set",
        }
    }

    /// The space of a case for which none was asked.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        if case.has_packages() { Self::Packages } else { Self::Set }
    }

    /// Can this be asked of a case?
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if the case has no such space.
    pub fn fits(self, case: &Case) -> Result<(), Error> {
        let shape = case.bargaining.as_ref().map(|given| &given.shape);
        let (message, hint) = match (self, case.has_packages(), shape) {
            (Self::Set, true, None) => ("this case gives packages, not a convex set", "use --over lotteries"),
            (Self::Packages | Self::Lotteries | Self::LotteriesOnAverage, false, Some(_)) => {
                ("this case gives a convex set, which has no packages", "use --over set, or leave --over out")
            }
            _ => return Ok(()),
        };
        Err(Error::request(message, hint))
    }
}

/// The lotteries over packages of a game that has been counted, or nothing if no package is left.
///
/// - `counted`: the zone of the game, or of [`relaxed`].
/// - `walk_away`: what each party has without an agreement, in points.
///
/// Only efficient packages are kept: mixtures of others are no better for anybody.
///
/// # Errors
///
/// [`InvalidSet`] if payoffs have too many digits for a set.
pub fn lotteries(counted: &Zone<'_>, walk_away: Vec<Rational>) -> Result<Option<BargainingSet>, InvalidSet> {
    let (game, points) = (counted.game(), &counted.frontier().points);
    if points.is_empty() {
        return Ok(None);
    }
    let scales = (0..game.parties()).map(|party| game.scale(party).clone()).collect();
    BargainingSet::from_units(walk_away, Arc::clone(points), scales).map(Some)
}

/// The same game with walk-away values that every package meets.
///
/// # Errors
///
/// [`Error`] if the payoffs need more digits than can be added.
pub fn relaxed(game: &BargainingGame) -> Result<BargainingGame, Error> {
    let floors = (0..game.parties()).map(|party| game.least_utility(party)).collect();
    game.with_walk_away(floors).map_err(|error| Error::request(error.to_string(), ""))
}
