//! Claims about games with too many packages to look at one by one.
//!
//! - [`LargeFacts`]: what is known of the zone; what was not found out is left open, never guessed.
//! - [`Efficient`]: the efficient points of two parties, each with a package.
//! - [`Bound`], [`Reached`]: weights that leave few packages to look at.
//! - [`LargeClosest`], [`LargeBlocking`]: how far an empty zone is from open, and who blocks it.
//!
//! Every package that is shown is worked out from the game. That nothing was left out is looked at a second time by other
//! means where they are within reach: the frontier by an array over one party's utility (`dense`), or by weights and what comes
//! near (`beyond`), counts by another split and as remainders of 2^64 (`recount`). What only stands on what is necessary says so.

mod beyond;
mod bound;
mod choice;
mod demands;
mod dense;
mod levels;
mod pieces;
mod recount;
mod sweep;

use std::sync::Arc;

use dashu_int::{IBig, UBig};

pub use self::bound::{Bound, Reached};
pub(in crate::certify::bargaining) use self::demands::none_acceptable;
pub use self::demands::{LargeBlocking, LargeClosest};
pub use self::levels::Excluded;
use crate::certify::answer::{Certified, Refused};
pub(in crate::certify::bargaining) use crate::certify::bargaining::large::beyond::Seen;
use crate::certify::bargaining::large::beyond::{Beyond, Misfit};
use crate::certify::bargaining::large::dense::Dense;
use crate::certify::bargaining::large::pieces::Pieces;
use crate::certify::bargaining::recount::Referee;
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::numeric::Vectors;

/// The efficient points of two parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Efficient {
    /// Utilities in units, the first party's best first.
    pub points: Arc<Vectors>,
    /// One package at each point.
    pub packages: Arc<Vec<Vec<usize>>>,
    /// Number of packages at each point, `u128::MAX` for that many or more; `None` if they were not counted.
    pub counts: Option<Vec<u128>>,
    /// Why no package lies beyond them: lists of weights of 0 or more for each party and then for each limit of the game
    /// (for its negative amount). A hint: wherever a further efficient point could lie, few packages come near enough to the greatest
    /// sum under one of the lists. Empty if there are none.
    pub weights: Vec<Vec<IBig>>,
}

/// What is claimed about the zone of a large game; `None` for what was not found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LargeFacts {
    /// Is there an acceptable package?
    pub is_open: bool,
    /// Packages that meet every rule.
    pub admissible: Option<UBig>,
    /// Admissible packages that no party would refuse.
    pub acceptable: Option<UBig>,
    /// Acceptable packages at which some party is exactly at its walk-away value.
    pub on_boundary: Option<UBig>,
    /// Greatest utility of each party over acceptable packages, in units.
    pub best: Option<Vec<i128>>,
    /// For each issue and level an acceptable package that has it, or none if no acceptable package does.
    pub levels: Option<Vec<Vec<Option<Vec<usize>>>>>,
    /// Why some levels are not in an acceptable package, by weights.
    pub excluded: Vec<Excluded>,
    /// The efficient points.
    pub efficient: Option<Efficient>,
    /// One acceptable package.
    pub agreement: Option<Vec<usize>>,
    /// Why there is none: a weight of 0 or more for each party and then for each limit of the game (for its negative
    /// amount), with which no package near the greatest weighted sum reaches the floors.
    pub ruled_out: Option<Vec<IBig>>,
    /// For each party why `best` is its greatest, where efficient points do not show it.
    pub reached: Option<Vec<Reached>>,
}

impl Referee<'_> {
    /// Judges what is claimed about the zone of a large game.
    ///
    /// The strength is that of the weakest part: `Recount` if everything that is claimed was found a second time by other
    /// means, else `Necessary`.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_large(&self, facts: LargeFacts) -> Result<Certified<LargeFacts>, Refused<LargeFacts>> {
        let mut judge =
            Judge { referee: self, facts: &facts, checks: Vec::new(), strength: Strength::Recount };
        let pieces = Pieces::of(self.game());
        judge.shown();
        judge.weights(pieces.as_ref());
        judge.counts(pieces.as_ref());
        let ideal = judge.reached(pieces.as_ref());
        let frontier = judge.frontier(pieces.as_ref());
        let certificate = Certificate { strength: judge.strength, checks: judge.checks };
        let certified = Certified::judge(facts, certificate)?;
        if let Some(frontier) = frontier {
            self.remember_frontier(frontier);
            let weights = certified.efficient.as_ref().map(|efficient| efficient.weights.clone());
            self.remember_weights(weights.unwrap_or_default());
        }
        if let Some(ideal) = ideal {
            self.remember_ideal(ideal);
        }
        Ok(certified)
    }
}

impl Referee<'_> {
    /// Judges the counts among some facts, and nothing else.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_large_counts(
        &self,
        facts: LargeFacts,
    ) -> Result<Certified<LargeFacts>, Refused<LargeFacts>> {
        let mut judge =
            Judge { referee: self, facts: &facts, checks: Vec::new(), strength: Strength::Recount };
        judge.counts(Pieces::of(self.game()).as_ref());
        let is_more =
            |one: &Option<UBig>, other: &Option<UBig>| one.is_some() && other.is_some() && one > other;
        let wrong =
            is_more(&facts.acceptable, &facts.admissible) || is_more(&facts.on_boundary, &facts.acceptable);
        judge.check(
            "no more acceptable than admissible, nor on the boundary than acceptable",
            usize::from(wrong),
            1,
        );
        let certificate = Certificate { strength: judge.strength, checks: judge.checks };
        Certified::judge(facts, certificate)
    }

    /// Each party's greatest gain among acceptable packages of a large game of two parties, and the efficient points with
    /// which choices are compared from now on; `None` if nothing is acceptable or it is out of reach.
    #[must_use]
    pub fn large_ideal_gains(&self) -> Option<Vec<i128>> {
        let game = self.game();
        if game.parties() != 2 {
            return None;
        }
        let pieces = Pieces::of(game)?;
        let found = Dense::of(&pieces)?.frontier();
        self.remember_frontier(found.into_iter().map(|(point, count)| (point, Some(count))).collect());
        let frontier = self.frontier()?;
        let best = [frontier.first()?.0[0], frontier.last()?.0[1]];
        Some(best.iter().zip(game.walk_away()).map(|(best, floor)| best - floor).collect())
    }
}

/// The checks so far.
struct Judge<'j, 'g> {
    referee: &'j Referee<'g>,
    facts: &'j LargeFacts,
    checks: Vec<Check>,
    strength: Strength,
}

impl Judge<'_, '_> {
    fn check(&mut self, name: &'static str, violations: usize, compared: usize) {
        self.checks.push(Check::count(name, violations as u128, Witness::Compared(compared as u128)));
    }

    /// Every package that is shown, and that the parts agree.
    fn shown(&mut self) {
        let (game, facts) = (self.referee.game(), self.facts);
        let is_accepted = |package: &[usize]| self.referee.acceptable_gains(package).is_some();
        let agreement = facts.agreement.as_deref().map(is_accepted);
        let mismatch = agreement != facts.is_open.then_some(true);
        let nothing = Some(UBig::ZERO);
        let counts = [&facts.acceptable, &facts.on_boundary];
        let contradicts = counts[0].is_some() && (*counts[0] != nothing) != facts.is_open
            || !facts.is_open && facts.best.is_some()
            || counts[1] > counts[0] && counts[0].is_some()
            || facts.admissible.is_some() && counts[0] > &facts.admissible;
        if let Some(levels) = &facts.levels {
            let fits = levels.len() == game.levels().len()
                && levels.iter().zip(game.levels()).all(|(own, &count)| own.len() == count);
            let shown = levels.iter().enumerate().flat_map(|(issue, own)| {
                own.iter().enumerate().filter_map(move |(level, shown)| Some((issue, level, shown.as_ref()?)))
            });
            let (mut wrong, mut seen) = (usize::from(!fits), 0);
            for (issue, level, package) in shown {
                seen += 1;
                wrong += usize::from(package.get(issue) != Some(&level) || !is_accepted(package));
            }
            self.check("packages shown for a level that do not have it or are not acceptable", wrong, seen);
        }
        self.check("an agreement is shown if there is one, and it is acceptable", usize::from(mismatch), 1);
        self.check("what is claimed about the zone agrees with itself", usize::from(contradicts), 1);
        if let Some(efficient) = &facts.efficient {
            self.points(efficient);
        }
    }

    /// The package at each efficient point, and that no point improves another.
    fn points(&mut self, efficient: &Efficient) {
        let (game, points) = (self.referee.game(), &efficient.points);
        let mut wrong = usize::from(points.len() != efficient.packages.len());
        wrong += usize::from(game.parties() != 2 || points.width() != 2);
        wrong += usize::from(efficient.counts.as_ref().is_some_and(|counts| counts.len() != points.len()));
        wrong += usize::from(self.facts.is_open == points.is_empty());
        if wrong == 0 {
            for (point, package) in points.iter().zip(efficient.packages.iter()) {
                let gains = self.referee.acceptable_gains(package).unwrap_or_default();
                let floors = game.walk_away();
                let is_there = gains.iter().zip(floors).map(|(gain, floor)| gain + floor).eq(point);
                wrong += usize::from(!is_there);
            }
            let rows: Vec<Vec<i128>> = points.iter().collect();
            let falls = |pair: &[Vec<i128>]| pair[0][0] > pair[1][0] && pair[0][1] < pair[1][1];
            wrong += rows.windows(2).filter(|pair| !falls(pair)).count();
            let ends = rows.first().zip(rows.last()).map(|(first, last)| vec![first[0], last[1]]);
            wrong += usize::from(self.facts.best.is_some() && self.facts.best != ends);
        }
        let name =
            "efficient points without the package shown for them, or out of order, or not each party's best";
        self.check(name, wrong, points.len());
    }

    /// Weights with which no package reaches the floors.
    fn weights(&mut self, pieces: Option<&Pieces>) {
        let Some(weights) = &self.facts.ruled_out else { return };
        let name = "weights with which a package might reach every floor after all";
        let wrong = pieces.is_none_or(|pieces| !pieces.are_ruled_out(weights));
        self.check(name, usize::from(wrong || self.facts.is_open), weights.len());
    }

    /// Each party's best, by a package and by weights; its greatest gains if that is proved.
    fn reached(&mut self, pieces: Option<&Pieces>) -> Option<Vec<i128>> {
        let reached = self.facts.reached.as_deref()?;
        let judged = self.referee.judge_reached(reached, pieces);
        let wrong = match &judged {
            Ok(best) => usize::from(self.facts.best.as_ref() != Some(best)),
            Err(wrong) => *wrong,
        };
        self.check("parties for which a package is better than their best", wrong, reached.len());
        let best = judged.ok().filter(|_| wrong == 0)?;
        Some(best.iter().zip(self.referee.game().walk_away()).map(|(best, floor)| best - floor).collect())
    }

    /// The counts, counted a second time.
    fn counts(&mut self, pieces: Option<&Pieces>) {
        let parties = self.referee.game().parties();
        let recount = |floors: &dyn Fn(usize, i128) -> Option<i128>| {
            let pieces = pieces?;
            let floors: Vec<Option<i128>> =
                pieces.floors.iter().enumerate().map(|(index, &floor)| floors(index, floor)).collect();
            recount::count(pieces, &floors)
        };
        let facts = self.facts;
        let mut compare = |name: &'static str, fits: Option<bool>| match fits {
            Some(fits) => self.check(name, usize::from(!fits), 1),
            None => self.strength = Strength::Necessary,
        };
        if let Some(claimed) = &facts.admissible {
            let found = recount(&|index, floor| (index >= parties).then_some(floor));
            let fits = found.map(|found| found.fits(claimed));
            compare("admissible packages counted again, as a remainder of 2^64", fits);
        }
        if let Some(claimed) = &facts.acceptable {
            let found = recount(&|_, floor| Some(floor));
            let fits = found.map(|found| found.fits(claimed));
            compare("acceptable packages counted again, as a remainder of 2^64", fits);
            if let Some(claimed) = &facts.on_boundary {
                let inside = recount(&|index, floor| Some(floor + i128::from(index < parties)));
                let found = found.zip(inside).map(|(all, inside)| all.value.wrapping_sub(inside.value));
                let fits = found.map(|found| claimed & UBig::from(u64::MAX) == UBig::from(found));
                compare("packages on a walk-away value counted again, as a remainder of 2^64", fits);
            }
        }
    }

    /// The frontier and the levels, found a second time; the frontier with its counts if it was.
    fn frontier(&mut self, pieces: Option<&Pieces>) -> Option<Vec<Seen>> {
        let facts = self.facts;
        if pieces.is_some_and(Pieces::is_impossible) {
            // Some rules leave no combination of a few issues: there is no package at all.
            let found = facts.efficient.as_ref().map_or(0, |efficient| efficient.points.len());
            let levels = facts.levels.iter().flatten().flatten().flatten().count();
            self.check("efficient points and levels where no package is admissible", found + levels, 0);
            return None;
        }
        let two = pieces.filter(|pieces| pieces.floors.len() >= 2 && self.referee.game().parties() == 2);
        let claimed = facts.efficient.as_ref().zip(two);
        let seen = claimed.and_then(|(efficient, pieces)| self.beyond(efficient, pieces));
        let dense = two.filter(|_| seen.is_none()).and_then(Dense::of);
        let frontier = facts.efficient.as_ref().and_then(|efficient| {
            if let Some(points) = seen {
                return Some(points);
            }
            let Some(dense) = &dense else {
                self.strength = Strength::Necessary;
                return None;
            };
            let again = dense.frontier();
            let again: Vec<Seen> = again.into_iter().map(|(point, count)| (point, Some(count))).collect();
            let same = again.iter().map(|(point, _)| point.to_vec()).eq(efficient.points.iter());
            self.check("efficient points found again by another method", usize::from(!same), again.len());
            if let Some(counts) = &efficient.counts {
                let same = again.iter().map(|&(_, count)| count).eq(counts.iter().copied().map(Some));
                self.check("packages at efficient points counted again", usize::from(!same), again.len());
            }
            Some(again)
        });
        if facts.efficient.is_none() {
            // Without a frontier nothing says that there is no package, or no better one for a party.
            let has_best = facts.best.is_none() || facts.reached.is_some();
            let is_proved = facts.is_open && has_best
                || !facts.is_open && (facts.acceptable.is_some() || facts.ruled_out.is_some());
            if !is_proved {
                self.strength = Strength::Necessary;
            }
        }
        match &facts.levels {
            Some(levels) => self.levels(levels, pieces, dense),
            None if facts.excluded.is_empty() => {}
            None => self.check("levels excluded where none were looked for", facts.excluded.len(), 0),
        }
        frontier
    }

    /// The efficient points, if weights show that no package lies beyond them; counts are not looked at.
    fn beyond(&mut self, efficient: &Efficient, pieces: &Pieces) -> Option<Vec<Seen>> {
        if efficient.weights.is_empty() || efficient.counts.is_some() || efficient.points.width() != 2 {
            return None;
        }
        let mut beyond = match Beyond::of(pieces, &efficient.weights) {
            Ok(beyond) => beyond,
            Err(misfit) => {
                let wrong = usize::from(misfit == Misfit::Weights);
                self.check(
                    "weights fit the parties and limits, none below 0",
                    wrong,
                    efficient.weights.len(),
                );
                return None;
            }
        };
        let points: Vec<[i128; 2]> = efficient.points.iter().map(|point| [point[0], point[1]]).collect();
        let floors = self.referee.game().walk_away();
        let least = points.iter().map(|point| point[0].saturating_add(1)).chain([floors[0]]);
        let others = [floors[1]].into_iter().chain(points.iter().map(|point| point[1].saturating_add(1)));
        let corners: Vec<[i128; 2]> = least.zip(others).map(|(one, other)| [one, other]).collect();
        let reached = beyond.reached(&corners)?;
        self.check("gains beyond the efficient points that a package reaches", reached, corners.len());
        Some(points.into_iter().map(|point| (point, None)).collect())
    }
}
