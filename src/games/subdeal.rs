//! Sub-deals of a bargaining game: what some parties can sign without the others.
//!
//! The members of a [`SubDeal`] choose the levels of the issues that they can settle among themselves; every other
//! issue has the level of a package fixed beforehand. A rule of the game binds them only if they settle all issues
//! that it speaks of: whoever is not at the table cannot be asked to keep a promise. Signing may shift each
//! party's utility, outsiders included.
//!
//! A [`BreakawayProblem`] is a game with its sub-deals and the packages that are to be judged. Utilities are never
//! added or compared across parties, only each with its own.

use std::cmp::Ordering;

use dashu_int::{IBig, UBig};

use crate::games::bargaining::{BargainingGame, MAX_UNITS, Rule};
use crate::numeric::Rational;

/// What some parties can sign without the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubDeal {
    /// Who signs, each once; at least one.
    pub members: Vec<usize>,
    /// The issues that they settle, each once; none means that there is one thing to sign.
    pub settles: Vec<usize>,
    /// The package whose levels hold for all other issues.
    pub otherwise: Vec<usize>,
    /// Points added to the utility of each party, member or not, if this is signed.
    pub shift: Vec<Rational>,
}

/// Why data are no sub-deals of a game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSubDeal {
    /// Nobody signs.
    #[error("sub-deal {deal} has no members")]
    Nobody {
        /// Place of the sub-deal.
        deal: usize,
    },
    /// A party or issue that is not there, or is named twice.
    #[error("sub-deal {deal}: {what} {found} is unknown or named twice; there are {expected}")]
    Index {
        /// Place of the sub-deal.
        deal: usize,
        /// `party` or `issue`.
        what: &'static str,
        /// What was named.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// A list with the wrong number of entries.
    #[error("{what} has {found} entries, expected {expected}")]
    Shape {
        /// The list.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length it must have.
        expected: usize,
    },
    /// A package with a level that an issue does not have.
    #[error("level {found} of issue {issue} does not exist")]
    Level {
        /// The issue.
        issue: usize,
        /// The level named.
        found: usize,
    },
    /// A shift beyond what can be added exactly.
    #[error("the shift of sub-deal {deal} is too large to be added exactly")]
    TooLarge {
        /// Place of the sub-deal.
        deal: usize,
    },
}

/// A game, its sub-deals and the packages to judge; consistent, so solvers do not fail on it.
#[derive(Debug, Clone)]
pub struct BreakawayProblem<'g> {
    game: &'g BargainingGame,
    deals: Vec<SubDeal>,
    packages: Vec<Vec<usize>>,
    /// For each deal and party how many units more, shift left out, are at least as good, and how many are better.
    margins: Vec<Vec<(i128, i128)>>,
}

impl<'g> BreakawayProblem<'g> {
    /// Checks and keeps sub-deals of `game` and the packages to judge.
    ///
    /// - `packages`: each a level for every issue; whether they are acceptable is for the caller to say.
    ///
    /// # Errors
    ///
    /// [`InvalidSubDeal`] if a party, an issue or a level does not exist, a list has the wrong length, or a shift
    /// is out of range.
    ///
    /// ```
    /// use zopa::games::bargaining::{BargainingGame, Term};
    /// use zopa::games::subdeal::{BreakawayProblem, SubDeal};
    ///
    /// // Two parties, one issue of two levels; the first can have level 1 alone, at a price of half a point.
    /// let term = Term { issues: vec![0], table: vec![3, 5, 4, 0] };
    /// let game = BargainingGame::new(vec![2], vec![1u8.into(); 2], vec![term], vec![], vec![0, 0])?;
    /// let deal = SubDeal {
    ///     members: vec![0],
    ///     settles: vec![],
    ///     otherwise: vec![1],
    ///     shift: vec!["-1/2".parse()?, 0.into()],
    /// };
    /// let problem = BreakawayProblem::new(&game, vec![deal], vec![vec![0]])?;
    /// assert_eq!(problem.outcome(0, &[1]).iter().map(ToString::to_string).collect::<Vec<_>>(), ["7/2", "0"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(
        game: &'g BargainingGame,
        mut deals: Vec<SubDeal>,
        packages: Vec<Vec<usize>>,
    ) -> Result<Self, InvalidSubDeal> {
        let mut margins = Vec::with_capacity(deals.len());
        for (place, deal) in deals.iter_mut().enumerate() {
            if deal.members.is_empty() {
                return Err(InvalidSubDeal::Nobody { deal: place });
            }
            each_once(place, "party", &mut deal.members, game.parties())?;
            each_once(place, "issue", &mut deal.settles, game.levels().len())?;
            check_package(game, &deal.otherwise)?;
            shape("the shift of a sub-deal", deal.shift.len(), game.parties())?;
            let margin = |(party, shift): (usize, &Rational)| {
                let scale = Rational::from_big(IBig::from(game.scale(party).clone()), UBig::ONE);
                let missing = -&(shift * &scale);
                let enough = i128::try_from(&missing.ceil()).ok()?;
                let more = i128::try_from(&missing.floor()).ok()?.checked_add(1)?;
                (enough.abs() <= MAX_UNITS && more.abs() <= MAX_UNITS).then_some((enough, more))
            };
            let row: Option<Vec<_>> = deal.shift.iter().enumerate().map(margin).collect();
            margins.push(row.ok_or(InvalidSubDeal::TooLarge { deal: place })?);
        }
        packages.iter().try_for_each(|package| check_package(game, package))?;
        Ok(Self { game, deals, packages, margins })
    }

    /// The game.
    #[must_use]
    pub fn game(&self) -> &'g BargainingGame {
        self.game
    }

    /// The sub-deals; members and issues ascend.
    #[must_use]
    pub fn deals(&self) -> &[SubDeal] {
        &self.deals
    }

    /// The packages to judge.
    #[must_use]
    pub fn packages(&self) -> &[Vec<usize>] {
        &self.packages
    }

    /// Number of combinations of levels that a sub-deal may choose from, rules aside; saturates at `u128::MAX`.
    ///
    /// # Panics
    ///
    /// If there is no such sub-deal, here and below.
    #[must_use]
    pub fn combinations(&self, deal: usize) -> u128 {
        let counts = self.deals[deal].settles.iter().map(|&issue| self.game.levels()[issue] as u128);
        counts.fold(1, u128::saturating_mul)
    }

    /// The rules that bind the members of a sub-deal: those about issues that they settle, and no others.
    pub fn binding(&self, deal: usize) -> impl Iterator<Item = &'g Rule> {
        let settles = &self.deals[deal].settles;
        let is_settled = |issue: &usize| settles.binary_search(issue).is_ok();
        self.game.rules().iter().filter(move |rule| match rule {
            Rule::Combinations { issues, .. } => issues.iter().all(is_settled),
            Rule::Sum { amounts, .. } => amounts.iter().all(|(issue, _)| is_settled(issue)),
        })
    }

    /// Can the members sign `package`? The definition.
    #[must_use]
    pub fn can_sign(&self, deal: usize, package: &[usize]) -> bool {
        let own = &self.deals[deal];
        let stays =
            |issue: usize, level: usize| own.otherwise[issue] == level || own.settles.contains(&issue);
        check_package(self.game, package).is_ok()
            && package.iter().enumerate().all(|(issue, &level)| stays(issue, level))
            && self.binding(deal).all(|rule| self.game.meets(package, rule))
    }

    /// What every party has if the members sign `package`, in points, the shift included.
    ///
    /// # Panics
    ///
    /// If `package` is not one level in range for each issue.
    #[must_use]
    pub fn outcome(&self, deal: usize, package: &[usize]) -> Vec<Rational> {
        let shift = self.deals[deal].shift.iter().enumerate();
        let value = |party| self.game.points(party, self.game.utility(package, party));
        shift.map(|(party, shift)| &value(party) + shift).collect()
    }

    /// How the units that a party has in a sub-deal, shift left out, compare with the units of a package.
    #[must_use]
    pub fn compare(&self, deal: usize, party: usize, signed: i128, package: i128) -> Ordering {
        let (enough, more) = self.margins[deal][party];
        match signed - package {
            gained if gained >= more => Ordering::Greater,
            gained if gained >= enough => Ordering::Equal,
            _ => Ordering::Less,
        }
    }
}

fn each_once(
    deal: usize,
    what: &'static str,
    list: &mut [usize],
    expected: usize,
) -> Result<(), InvalidSubDeal> {
    list.sort_unstable();
    let twice = list.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    let unknown = list.last().copied().filter(|&last| last >= expected);
    match twice.or(unknown) {
        Some(found) => Err(InvalidSubDeal::Index { deal, what, found, expected }),
        None => Ok(()),
    }
}

fn check_package(game: &BargainingGame, package: &[usize]) -> Result<(), InvalidSubDeal> {
    shape("a package", package.len(), game.levels().len())?;
    let wrong = package.iter().zip(game.levels()).position(|(level, count)| level >= count);
    match wrong {
        Some(issue) => Err(InvalidSubDeal::Level { issue, found: package[issue] }),
        None => Ok(()),
    }
}

fn shape(what: &'static str, found: usize, expected: usize) -> Result<(), InvalidSubDeal> {
    if found == expected { Ok(()) } else { Err(InvalidSubDeal::Shape { what, found, expected }) }
}
