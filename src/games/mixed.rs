//! A bargaining game with amounts beside levels: months, money and shares together with discrete issues.
//!
//! The *frame* is a finite game: each discrete issue with its levels, and each continuous issue with its *stretches*, on each of
//! which every party's curve is concave. A package of the frame is a *combination*; with it goes a convex set of agreements,
//! [`MixedGame::cell`]: the amounts within the stretches, under the limits that both kinds of issues share. The border of two
//! stretches belongs to both.
//!
//! A party's utility is that of the frame, which stands for the lower end of each stretch, plus what the amounts beyond these
//! ends are worth, piece by piece.

mod line;
mod region;

pub use self::line::{InvalidMixedLine, MixedEnd, MixedLine, MovingRow};
pub use self::region::Region;
use crate::games::bargaining::BargainingGame;
use crate::games::bargaining_set::{Amounts, BargainingSet, InvalidSet};
use crate::numeric::Rational;

/// Part of a stretch on which every party's value changes at one rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How much of the issue it covers, above 0.
    pub length: Rational,
    /// For each party the points that a unit is worth.
    pub rates: Vec<Rational>,
}

/// Amounts from one end to another on which every party's curve is concave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The lower end.
    pub from: Rational,
    /// The pieces, ascending; the rates of each party fall from one to the next, or stay.
    pub pieces: Vec<Piece>,
}

impl Stretch {
    /// The upper end.
    #[must_use]
    pub fn to(&self) -> Rational {
        &self.from + &self.pieces.iter().map(|piece| &piece.length).sum()
    }
}

/// A continuous issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continuous {
    /// Its place in the frame, whose levels are the stretches.
    pub issue: usize,
    /// The stretches, ascending, each starting where the last one ends.
    pub stretches: Vec<Stretch>,
}

/// A bound on a sum over discrete and continuous issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedLimit {
    /// Issues of the frame, each with what each of its levels adds.
    pub levels: Vec<(usize, Vec<Rational>)>,
    /// Continuous issues, by their place among these, each with what a unit adds.
    pub amounts: Vec<(usize, Rational)>,
    /// The greatest sum.
    pub at_most: Rational,
}

/// One level for each issue of the frame, and one amount for each continuous issue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MixedPackage {
    /// The levels of the frame; of a continuous issue its stretch.
    pub levels: Vec<usize>,
    /// The amounts, within these stretches.
    pub amounts: Vec<Rational>,
}

/// Why data are not a mixed game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidMixed {
    /// A continuous issue that is no issue of the frame, or has not one level for each stretch.
    #[error("continuous issue {place} does not fit the frame")]
    Frame {
        /// Which one, from 0.
        place: usize,
    },
    /// Stretches that do not follow on each other, or pieces without length or with rates that rise.
    #[error(
        "stretch {stretch} of continuous issue {place} is out of order, or a party's rates rise within it"
    )]
    Stretch {
        /// Which issue, from 0.
        place: usize,
        /// Which stretch, from 0.
        stretch: usize,
    },
    /// A limit that speaks of issues or levels that are not there.
    #[error("limit {place} names an issue that is not there, or has not one number for each level")]
    Limit {
        /// Which one, from 0.
        place: usize,
    },
}

/// A game with amounts beside levels; its data are consistent, so solvers do not fail on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedGame {
    frame: BargainingGame,
    continuous: Vec<Continuous>,
    limits: Vec<SharedLimit>,
}

impl MixedGame {
    /// Checks and keeps the data of a game.
    ///
    /// # Errors
    ///
    /// [`InvalidMixed`] with the first thing that does not fit.
    pub fn new(
        frame: BargainingGame,
        continuous: Vec<Continuous>,
        limits: Vec<SharedLimit>,
    ) -> Result<Self, InvalidMixed> {
        for (place, issue) in continuous.iter().enumerate() {
            if frame.levels().get(issue.issue) != Some(&issue.stretches.len()) {
                return Err(InvalidMixed::Frame { place });
            }
            for (stretch, own) in issue.stretches.iter().enumerate() {
                let next = issue.stretches.get(stretch + 1);
                let fits =
                    own.pieces
                        .iter()
                        .all(|piece| piece.length.is_positive() && piece.rates.len() == frame.parties())
                        && !own.pieces.is_empty()
                        && own.pieces.windows(2).all(|pair| {
                            pair[0].rates.iter().zip(&pair[1].rates).all(|(one, next)| next <= one)
                        })
                        && next.is_none_or(|next| next.from == own.to());
                if !fits {
                    return Err(InvalidMixed::Stretch { place, stretch });
                }
            }
        }
        for (place, limit) in limits.iter().enumerate() {
            let levels =
                |(issue, list): &(usize, Vec<Rational>)| frame.levels().get(*issue) == Some(&list.len());
            let amounts = |(issue, _): &(usize, Rational)| *issue < continuous.len();
            if !limit.levels.iter().all(levels) || !limit.amounts.iter().all(amounts) {
                return Err(InvalidMixed::Limit { place });
            }
        }
        Ok(Self { frame, continuous, limits })
    }

    /// The finite game of the combinations.
    #[must_use]
    pub fn frame(&self) -> &BargainingGame {
        &self.frame
    }

    /// The continuous issues.
    #[must_use]
    pub fn continuous(&self) -> &[Continuous] {
        &self.continuous
    }

    /// The limits that both kinds of issues share.
    #[must_use]
    pub fn limits(&self) -> &[SharedLimit] {
        &self.limits
    }

    /// Number of parties.
    #[must_use]
    pub fn parties(&self) -> usize {
        self.frame.parties()
    }

    /// What each party has without an agreement, in points.
    #[must_use]
    pub fn walk_away(&self) -> Vec<Rational> {
        let floors = self.frame.walk_away().iter().enumerate();
        floors.map(|(party, &units)| self.frame.points(party, units)).collect()
    }

    /// The same game with only the limits whose index `keep` accepts.
    #[must_use]
    pub fn with_limits(&self, keep: impl Fn(usize) -> bool) -> Self {
        let kept = self.limits.iter().enumerate().filter(|(place, _)| keep(*place));
        Self { limits: kept.map(|(_, limit)| limit.clone()).collect(), ..self.clone() }
    }

    /// A lower bound on the utility of `party` for any package, in points.
    #[must_use]
    pub fn least_utility(&self, party: usize) -> Rational {
        let falls = self.continuous.iter().map(|issue| {
            let fall = |stretch: &Stretch| -> Rational {
                let falling = stretch.pieces.iter().filter(|piece| piece.rates[party].is_negative());
                falling.map(|piece| &piece.rates[party] * &piece.length).sum()
            };
            issue.stretches.iter().map(fall).min().unwrap_or_default()
        });
        &self.frame.points(party, self.frame.least_utility(party)) + &falls.sum()
    }

    /// The same game with one more limit.
    ///
    /// # Errors
    ///
    /// [`InvalidMixed::Limit`] if it names an issue that is not there.
    pub fn with_limit(&self, limit: SharedLimit) -> Result<Self, InvalidMixed> {
        let limits = self.limits.iter().cloned().chain([limit]).collect();
        Self::new(self.frame.clone(), self.continuous.clone(), limits)
    }

    /// The same game over another frame with the same issues: other rules, or other walk-away values.
    ///
    /// # Errors
    ///
    /// [`InvalidMixed::Frame`] if the issues differ.
    pub fn with_frame(&self, frame: BargainingGame) -> Result<Self, InvalidMixed> {
        Self::new(frame, self.continuous.clone(), self.limits.clone())
    }

    /// The same game with more amounts, of which every combination may have any: from 0 to `most`, each with what a unit is worth
    /// to each party. They come after the continuous issues, in their order.
    ///
    /// # Errors
    ///
    /// [`InvalidMixed`] if an upper end is not above 0, or there is not one rate for each party.
    pub fn with_more(&self, more: &[(Rational, Vec<Rational>)]) -> Result<Self, InvalidMixed> {
        let before = self.frame.levels().len();
        let frame =
            self.frame.with_idle_issues(more.len()).map_err(|_| InvalidMixed::Frame { place: before })?;
        let mut continuous = self.continuous.clone();
        for (place, (most, rates)) in more.iter().enumerate() {
            let piece = Piece { length: most.clone(), rates: rates.clone() };
            let stretch = Stretch { from: Rational::ZERO, pieces: vec![piece] };
            continuous.push(Continuous { issue: before + place, stretches: vec![stretch] });
        }
        Self::new(frame, continuous, self.limits.clone())
    }

    /// The stretches of a combination, one for each continuous issue.
    fn stretches<'g>(&'g self, levels: &'g [usize]) -> impl Iterator<Item = &'g Stretch> {
        self.continuous.iter().map(|issue| &issue.stretches[levels[issue.issue]])
    }

    /// The pieces of a combination, each with the place of its continuous issue: the amounts of its cell.
    pub fn pieces<'g>(&'g self, levels: &'g [usize]) -> impl Iterator<Item = (usize, &'g Piece)> {
        let stretches = self.stretches(levels).enumerate();
        stretches.flat_map(|(place, stretch)| stretch.pieces.iter().map(move |piece| (place, piece)))
    }

    /// What is left of `limit` for the amounts beyond the lower ends of the stretches.
    fn left(&self, limit: &SharedLimit, levels: &[usize]) -> Rational {
        let taken: Rational = limit.levels.iter().map(|(issue, list)| &list[levels[*issue]]).sum();
        let starts = limit.amounts.iter().map(|(place, unit)| {
            let issue = &self.continuous[*place];
            unit * &issue.stretches[levels[issue.issue]].from
        });
        &(&limit.at_most - &taken) - &starts.sum()
    }

    /// The agreements that go with a combination of the frame.
    ///
    /// # Panics
    ///
    /// If `levels` is not one level in range for each issue of the frame.
    ///
    /// # Errors
    ///
    /// None that a consistent game has; [`InvalidSet`] passes through.
    pub fn cell(&self, levels: &[usize]) -> Result<BargainingSet, InvalidSet> {
        let base = (0..self.parties())
            .map(|party| self.frame.points(party, self.frame.utility(levels, party)))
            .collect();
        let pieces: Vec<(usize, &Piece)> = self.pieces(levels).collect();
        let row = |limit: &SharedLimit| -> Vec<Rational> {
            let counted = |place: &usize| {
                let own = limit.amounts.iter().filter(|(issue, _)| issue == place).map(|(_, unit)| unit);
                own.sum::<Rational>()
            };
            pieces.iter().map(|(place, _)| counted(place)).collect()
        };
        let amounts = Amounts::new(
            base,
            pieces.iter().map(|(_, piece)| piece.length.clone()).collect(),
            pieces.iter().map(|(_, piece)| piece.rates.clone()).collect(),
            self.limits.iter().map(row).collect(),
            self.limits.iter().map(|limit| self.left(limit, levels)).collect(),
        )?;
        BargainingSet::from_amounts(self.walk_away(), amounts)
    }

    /// The package of a combination with the amounts of its cell, piece by piece.
    ///
    /// # Panics
    ///
    /// If `levels` is not one level in range for each issue of the frame.
    #[must_use]
    pub fn package(&self, levels: &[usize], pieces: &[Rational]) -> MixedPackage {
        let mut amounts: Vec<Rational> = self.stretches(levels).map(|stretch| stretch.from.clone()).collect();
        for ((place, _), amount) in self.pieces(levels).zip(pieces) {
            amounts[place] += amount;
        }
        MixedPackage { levels: levels.to_vec(), amounts }
    }

    /// The amounts of the cell, piece by piece, each filled before the next; `None` where an amount is outside its stretch, or
    /// the package has another form.
    #[must_use]
    pub fn filled(&self, package: &MixedPackage) -> Option<Vec<Rational>> {
        let fits = package.levels.len() == self.frame.levels().len()
            && package.levels.iter().zip(self.frame.levels()).all(|(level, count)| level < count)
            && package.amounts.len() == self.continuous.len();
        if !fits {
            return None;
        }
        let mut filled = Vec::new();
        for (stretch, amount) in self.stretches(&package.levels).zip(&package.amounts) {
            let mut rest = amount - &stretch.from;
            for piece in &stretch.pieces {
                let own = if rest > piece.length { piece.length.clone() } else { rest.clone() };
                rest -= &own;
                filled.push(own);
            }
            if !rest.is_zero() {
                return None;
            }
        }
        (!filled.iter().any(Rational::is_negative)).then_some(filled)
    }

    /// Utility of `package` for each party, in points: the definition; `None` where it is none of this game.
    #[must_use]
    pub fn utilities(&self, package: &MixedPackage) -> Option<Vec<Rational>> {
        let filled = self.filled(package)?;
        let levels = &package.levels;
        let mut utilities: Vec<Rational> = (0..self.parties())
            .map(|party| self.frame.points(party, self.frame.utility(levels, party)))
            .collect();
        for ((_, piece), amount) in self.pieces(levels).zip(&filled) {
            utilities.iter_mut().zip(&piece.rates).for_each(|(sum, rate)| *sum += &(rate * amount));
        }
        Some(utilities)
    }

    /// What each party gains from `package` over walking away.
    #[must_use]
    pub fn gains(&self, package: &MixedPackage) -> Option<Vec<Rational>> {
        let utilities = self.utilities(package)?;
        Some(utilities.iter().zip(self.walk_away()).map(|(utility, floor)| utility - &floor).collect())
    }

    /// Does `package` meet every rule of the frame and every limit?
    #[must_use]
    pub fn is_admissible(&self, package: &MixedPackage) -> bool {
        self.filled(package).is_some()
            && self.frame.is_admissible(&package.levels)
            && self.limits.iter().all(|limit| {
                let levels = limit.levels.iter().map(|(issue, list)| list[package.levels[*issue]].clone());
                let amounts = limit.amounts.iter().map(|(place, unit)| unit * &package.amounts[*place]);
                levels.chain(amounts).sum::<Rational>() <= limit.at_most
            })
    }
}
