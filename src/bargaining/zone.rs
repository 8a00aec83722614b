//! The zone of possible agreement of a finite game.
//!
//! [`zone`] counts the packages that no party would refuse, finds the efficient ones, and has the claim judged.
//! The [`Zone`] it returns is what every solution concept starts from, so that the work is done once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bargaining::finite::{Frontier, Listing, frontier, list_at, list_at_least};
use crate::bargaining::finite::{Survey, survey};
use crate::bargaining::large::{Large, large_solutions, large_zone};
use crate::budget::Budget;
use crate::certify::bargaining::{Referee, ZoneFacts};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::bargaining::BargainingGame;

/// Greatest number of tied packages that are listed; all are counted.
pub const TIES_LISTED: usize = 1000;

/// Greatest number of packages that are looked at one by one; beyond, a zone is found as a [`Large`] one.
pub const MOST_LISTED: u128 = 1_000_000_000;

/// A zone that has been counted and judged.
#[derive(Debug)]
pub struct Zone<'g> {
    pub(in crate::bargaining) game: &'g BargainingGame,
    pub(in crate::bargaining) referee: Referee<'g>,
    pub(in crate::bargaining) survey: Survey,
    pub(in crate::bargaining) frontier: Frontier,
    pub(in crate::bargaining) answer: Answer<ZoneFacts, ZoneFacts>,
    /// Packages at points that were asked for: several concepts often pick the same.
    pub(in crate::bargaining) listed: RefCell<BTreeMap<Vec<i128>, Vec<Vec<usize>>>>,
    /// How it was found, if there are too many packages to look at.
    pub(in crate::bargaining) large: Option<Large>,
}

/// Finds the zone of `game`: which admissible packages give every party at least its walk-away value.
///
/// The answer is `Found` for an open zone, `NoneExists` for an empty one, both certified, and `Undecided` if
/// the budget ran out before everything was counted.
///
/// Beyond [`MOST_LISTED`] packages the answer is that of [`large_zone`], and [`Zone::large`] holds what was found out.
///
/// Cost: one look at every package, cut short where a party cannot reach its walk-away value any more, and
/// for the efficient points a merge issue by issue.
///
/// ```
/// use zopa::bargaining::zone::zone;
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Split ten units: level k gives k to one party and 10 - k to the other; each walks away below 4.
/// let table = (0..=10).flat_map(|level| [level, 10 - level]).collect();
/// let term = Term { issues: vec![0], table };
/// let game = BargainingGame::new(vec![11], vec![1u8.into(), 1u8.into()], vec![term], vec![], vec![4, 4])?;
/// let zone = zone(&game, &Budget::unlimited());
/// assert_eq!(zone.answer().found().unwrap().acceptable, 3);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
#[must_use]
pub fn zone<'g>(game: &'g BargainingGame, budget: &Budget<'_>) -> Zone<'g> {
    if game.packages() > MOST_LISTED {
        return large_zone(game, budget);
    }
    let referee = Referee::new(game);
    let survey = survey(game, budget);
    let floors = game.walk_away();
    let frontier = if survey.acceptable > 0 {
        frontier(game, Some(floors), budget)
    } else {
        Frontier::empty(game.parties(), survey.is_complete)
    };
    let agreement = (survey.acceptable > 0)
        .then(|| list_at_least(game, floors, 1, budget).packages.into_iter().next())
        .flatten();
    let facts = zone_facts(&survey, &frontier, agreement);
    let is_complete = survey.is_complete && frontier.is_complete;
    let verdict = if !is_complete {
        Verdict::Undecided { best: Some(facts) }
    } else {
        match referee.judge_zone(facts) {
            Ok(facts) if facts.is_open() => Verdict::Found(facts),
            Ok(facts) => Verdict::NoneExists(facts),
            Err(refused) => Verdict::Refused(refused),
        }
    };
    let (stop, completeness) = if is_complete {
        (Stop::Finished, Completeness::All)
    } else {
        (Stop::OutOfBudget, Completeness::Unknown)
    };
    let answer = Answer { stop, verdict, completeness };
    Zone { game, referee, survey, frontier, answer, listed: RefCell::default(), large: None }
}

/// What was counted, as a claim.
pub(in crate::bargaining) fn zone_facts(
    survey: &Survey,
    frontier: &Frontier,
    agreement: Option<Vec<usize>>,
) -> ZoneFacts {
    ZoneFacts {
        admissible: survey.admissible,
        acceptable: survey.acceptable,
        on_boundary: survey.on_boundary,
        efficient: frontier.packages.iter().fold(0, u128::saturating_add),
        best: survey.best.clone(),
        levels: survey.levels.clone(),
        efficient_points: Arc::clone(&frontier.points),
        agreement,
    }
}

/// As [`zone`], for those who only want solutions: beyond [`MOST_LISTED`] packages nothing is counted.
#[must_use]
pub fn zone_for_solutions<'g>(game: &'g BargainingGame, budget: &Budget<'_>) -> Zone<'g> {
    if game.packages() > MOST_LISTED { large_solutions(game, budget) } else { zone(game, budget) }
}

impl<'g> Zone<'g> {
    /// The game.
    #[must_use]
    pub fn game(&self) -> &'g BargainingGame {
        self.game
    }

    /// What is claimed about the zone.
    #[must_use]
    pub fn answer(&self) -> &Answer<ZoneFacts, ZoneFacts> {
        &self.answer
    }

    /// What is claimed, whether open, empty or cut short; `None` only for a claim that was refused.
    #[must_use]
    pub fn facts(&self) -> Option<&ZoneFacts> {
        match &self.answer.verdict {
            Verdict::Found(facts) | Verdict::NoneExists(facts) => Some(facts),
            Verdict::Undecided { best } => best.as_ref(),
            Verdict::Refused(_) => None,
        }
    }

    /// The counts.
    #[must_use]
    pub fn survey(&self) -> &Survey {
        &self.survey
    }

    /// The efficient acceptable points with the number of packages at each.
    #[must_use]
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// Who judges claims about this game.
    #[must_use]
    pub fn referee(&self) -> &Referee<'g> {
        &self.referee
    }

    /// What was found out where there are too many packages to look at one by one; else `None`.
    #[must_use]
    pub fn large(&self) -> Option<&Large> {
        self.large.as_ref()
    }

    /// At most `limit` packages that give every party at least `floors`; complete if they were all counted.
    ///
    /// In a large zone, floors are no lower than the walk-away values.
    pub(in crate::bargaining) fn at_least(&self, floors: &[i128], limit: usize) -> Listing {
        match &self.large {
            Some(large) => large.at_least(floors, limit, &self.frontier),
            None => list_at_least(self.game, floors, limit, &Budget::unlimited()),
        }
    }

    /// The admissible packages with exactly these utilities, in file order, at most [`TIES_LISTED`] of them.
    ///
    /// Cost: one walk over the packages the first time a point is asked for. In a large zone the point must be efficient.
    #[must_use]
    pub fn packages_at(&self, utilities: &[i128]) -> Vec<Vec<usize>> {
        if let Some(packages) = self.listed.borrow().get(utilities) {
            return packages.clone();
        }
        let packages = match &self.large {
            Some(_) => self.at_least(utilities, TIES_LISTED).packages,
            None => list_at(self.game, utilities, TIES_LISTED, &Budget::unlimited()).packages,
        };
        self.listed.borrow_mut().insert(utilities.to_vec(), packages.clone());
        packages
    }

    /// Greatest gain of each party among acceptable packages, in units; `None` if the zone is empty.
    #[must_use]
    pub fn ideal(&self) -> Option<Vec<i128>> {
        let best = self.survey.best.as_ref()?;
        Some(best.iter().zip(self.game.walk_away()).map(|(best, floor)| best - floor).collect())
    }

    /// The acceptable packages in file order; `None` if there are more than `limit`, or the budget ran out.
    ///
    /// Cost: one walk over the packages.
    #[must_use]
    pub fn acceptable(&self, limit: usize, budget: &Budget<'_>) -> Option<Vec<Vec<usize>>> {
        if self.large.is_some() || !self.survey.is_complete || self.survey.acceptable > limit as u128 {
            return None;
        }
        let listing = list_at_least(self.game, self.game.walk_away(), limit, budget);
        (listing.packages.len() as u128 == self.survey.acceptable).then_some(listing.packages)
    }

    /// The packages that are efficient or differ from an efficient one only in being better for nobody:
    /// no admissible package is strictly better for every party.
    ///
    /// `None` if there are more than `limit` acceptable packages to look at.
    #[must_use]
    pub fn weakly_efficient(&self, limit: usize) -> Option<u128> {
        if self.large.is_some() || self.survey.acceptable > limit as u128 || !self.frontier.is_complete {
            return None;
        }
        let listing = list_at_least(self.game, self.game.walk_away(), limit, &Budget::unlimited());
        let parties = self.game.parties();
        let points = &self.frontier.points;
        let mut point = vec![0; parties];
        let weakly = listing.packages.iter().filter(|package| {
            let utility: Vec<i128> = (0..parties).map(|party| self.game.utility(package, party)).collect();
            !(0..points.len()).any(|place| {
                points.read(place, &mut point);
                point.iter().zip(&utility).all(|(better, value)| better > value)
            })
        });
        Some(weakly.count() as u128)
    }
}
