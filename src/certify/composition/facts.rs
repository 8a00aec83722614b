//! How many groups there are, the best and the smallest, and who is critical in them.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Strength};
use crate::certify::composition::recount::{Listed, Recount, Referee, holds, listing, same};
use crate::coalition::Coalition;
use crate::numeric::Rational;

/// Groups that share something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attained<T> {
    /// What they share: a greatest fund, or a least number of members.
    pub value: T,
    /// How many groups there are.
    pub total: u128,
    /// The groups by size and then by their first candidates; the first ones found if there are more than
    /// [`crate::certify::composition::GROUPS_LISTED`].
    pub groups: Vec<Coalition>,
}

/// What is claimed about a problem with acceptable groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompositionFacts {
    /// Groups of the candidates, acceptable or not: all sets but the empty one.
    pub subsets: u128,
    /// Groups that meet every rule; at least 1.
    pub acceptable: u128,
    /// Acceptable groups that reach the goal; all of them if there is no goal.
    pub reaching: u128,
    /// Acceptable groups with the greatest sum of funds.
    pub best: Attained<Rational>,
    /// The acceptable groups that reach the goal with the fewest members; `None` if none reaches it.
    pub smallest: Option<Attained<usize>>,
}

/// Where one candidate stands among the acceptable groups that reach the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Groups with it in.
    pub member_of: u128,
    /// Groups that would not be acceptable, or would miss the goal, if it left.
    pub critical_in: u128,
}

/// What is claimed about who is pivotal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standings {
    /// Acceptable groups that reach the goal.
    pub reaching: u128,
    /// For each candidate where it stands.
    pub standings: Vec<Standing>,
}

impl Standings {
    /// Is the candidate in every acceptable group that reaches the goal, and is there one?
    #[must_use]
    pub fn is_indispensable(&self, member: usize) -> bool {
        let own = self.standings.get(member);
        self.reaching > 0 && own.is_some_and(|own| own.member_of == self.reaching)
    }

    /// The candidate's share of all cases in which somebody is critical; `None` if nobody ever is.
    ///
    /// This is the normalised Banzhaf share of the rules and the goal together, where a member can also be unable
    /// to leave because the share of the others would grow.
    #[must_use]
    pub fn power(&self, member: usize) -> Option<Rational> {
        let total: u128 = self.standings.iter().map(|own| own.critical_in).sum();
        let own = self.standings.get(member)?.critical_in;
        Rational::new(i128::try_from(own).ok()?, i128::try_from(total).ok()?)
    }
}

impl Referee<'_> {
    /// Judges a claim about the number of groups, the greatest fund and the smallest groups.
    ///
    /// Each group named is checked by the definitions. Up to
    /// [`crate::certify::composition::RECOUNT_MEMBERS`] candidates everything is counted again (`Recount`);
    /// beyond, the counts are only held to be in order (`Necessary`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_facts(
        &self,
        facts: CompositionFacts,
    ) -> Result<Certified<CompositionFacts>, Refused<CompositionFacts>> {
        self.judge_listed(facts, Listed::Whole)
    }

    /// Judges the same claim if it names only some of the groups that it counts, and the smallest ones only if
    /// there is a goal: what an answer shows of it.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_excerpt(
        &self,
        facts: CompositionFacts,
    ) -> Result<Certified<CompositionFacts>, Refused<CompositionFacts>> {
        self.judge_listed(facts, Listed::Excerpt)
    }

    fn judge_listed(
        &self,
        facts: CompositionFacts,
        listed: Listed,
    ) -> Result<Certified<CompositionFacts>, Refused<CompositionFacts>> {
        let problem = self.problem();
        let may_miss_smallest =
            listed == Listed::Excerpt && problem.goal().is_none() && facts.smallest.is_none();
        let mut checks = vec![
            same("groups of the candidates", facts.subsets, u128::from(problem.everyone().bits())),
            holds(
                "no more groups reach the goal than are acceptable, and no more are acceptable than there are",
                0 < facts.acceptable
                    && facts.reaching <= facts.acceptable
                    && facts.acceptable <= facts.subsets,
            ),
            holds(
                "smallest groups are shown if the goal is reached, and the best ones reach it",
                (may_miss_smallest || facts.smallest.is_some() == (facts.reaching > 0))
                    && problem.goal().is_none_or(|goal| facts.best.value >= *goal) == (facts.reaching > 0)
                    && facts.best.total > 0,
            ),
        ];
        checks.extend(listing(&facts.best.groups, facts.best.total, listed, |group| {
            problem.is_acceptable(group) && problem.fund_of(group) == facts.best.value
        }));
        if let Some(smallest) = &facts.smallest {
            checks.extend(listing(&smallest.groups, smallest.total, listed, |group| {
                let is_winning = problem.is_acceptable(group) && problem.reaches(group);
                is_winning && group.len() == smallest.value
            }));
        }
        let mut strength = Strength::Necessary;
        if let Some(recount) = self.recount() {
            strength = Strength::Recount;
            let Recount { tally, smallest, .. } = recount;
            let best = tally.best.map(|(units, total)| (problem.fund(units), total));
            let claimed = facts.smallest.as_ref().map(|smallest| (smallest.value, smallest.total));
            checks.extend([
                same("acceptable groups counted again", facts.acceptable, tally.acceptable),
                same("groups that reach the goal counted again", facts.reaching, tally.reaching),
                holds(
                    "the greatest fund and its groups found again",
                    best == Some((facts.best.value.clone(), facts.best.total)),
                ),
                holds(
                    "the smallest groups that reach the goal found again",
                    may_miss_smallest || claimed == *smallest,
                ),
            ]);
        }
        Certified::judge(facts, Certificate { strength, checks })
    }

    /// Judges a claim about who is pivotal: counted again as for [`Referee::judge_facts`].
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_standings(&self, claim: Standings) -> Result<Certified<Standings>, Refused<Standings>> {
        let candidates = self.problem().candidates();
        let within = |own: &Standing| own.critical_in <= own.member_of && own.member_of <= claim.reaching;
        let must = self.problem().must();
        let stuck = |member: usize| {
            let own = claim.standings.get(member);
            own.is_some_and(|own| own.critical_in == claim.reaching)
        };
        let mut checks = vec![
            same("candidates", claim.standings.len() as u128, candidates as u128),
            holds("nobody is critical more often than in", claim.standings.iter().all(within)),
            holds("who must be in is always critical", must.members().all(stuck)),
        ];
        let mut strength = Strength::Necessary;
        if let Some(recount) = self.recount() {
            strength = Strength::Recount;
            checks.push(same(
                "groups that reach the goal counted again",
                claim.reaching,
                recount.tally.reaching,
            ));
            let again = recount.standings(candidates);
            let pairs = || claim.standings.iter().zip(&again);
            checks.extend([
                same(
                    "groups with each candidate counted again",
                    pairs().map(|(own, again)| own.member_of.abs_diff(again.0)).sum(),
                    0,
                ),
                same(
                    "groups in which each is critical counted again",
                    pairs().map(|(own, again)| own.critical_in.abs_diff(again.1)).sum(),
                    0,
                ),
            ]);
        }
        Certified::judge(claim, Certificate { strength, checks })
    }
}
