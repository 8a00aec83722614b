//! One group: what vetoes it, what would mend it, and who may sit beside it.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::composition::recount::{
    Listed, RECOUNT_MEMBERS, Referee, Tests, for_each_group, holds, listing, same,
};
use crate::coalition::Coalition;
use crate::games::composition::{CompositionProblem, Rule};
use crate::numeric::Rational;

/// What is claimed about one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupVerdict {
    /// The group.
    pub group: Coalition,
    /// Is it acceptable? A group with nobody in it, or with somebody who is no candidate, is not.
    pub acceptable: bool,
    /// The rules that it breaks, in order.
    pub broken: Vec<Rule>,
    /// What it brings together.
    pub fund: Rational,
    /// Does it reach the goal? True where there is none.
    pub reaches: bool,
    /// For each share limit the share of its members that carry the tag; `None` if nobody is in.
    pub shares: Vec<Option<Rational>>,
    /// For each share limit the least value at which the group would be acceptable, all other rules as they are;
    /// `None` if another rule vetoes it.
    pub accepted_from: Vec<Option<Rational>>,
}

/// The claim that these are the smallest changes that make a group acceptable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The group as it is.
    pub group: Coalition,
    /// How many join or leave; 0 if it is acceptable.
    pub changes: usize,
    /// How many acceptable groups are that near.
    pub total: u128,
    /// These groups, by size and then by their first candidates.
    pub groups: Vec<Coalition>,
}

/// The claim that so many extras may sit beside a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// The group, without extras.
    pub group: Coalition,
    /// The greatest number of extras with whom the group is acceptable; `None` if it is so with no number of them,
    /// nor alone.
    pub greatest: Option<usize>,
    /// In how many ways they can be chosen.
    pub total: u128,
    /// The extras, one set for each way.
    pub choices: Vec<Coalition>,
    /// Extras with whom the group is acceptable if only they join.
    pub alone: Coalition,
}

impl Referee<'_> {
    /// Judges a claim about one group, by the definitions (`Proof`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_group(&self, claim: GroupVerdict) -> Result<Certified<GroupVerdict>, Refused<GroupVerdict>> {
        let problem = self.problem();
        let group = claim.group;
        let inside = group.is_subset_of(problem.everyone()) && !group.is_empty();
        let broken: Vec<Rule> = problem.rules().filter(|rule| !problem.meets(group, *rule)).collect();
        let limits = 0..problem.limits().len();
        let shares: Vec<Option<Rational>> = limits.clone().map(|limit| problem.share(group, limit)).collect();
        let from = limits.map(|limit| {
            let others = broken.iter().any(|rule| *rule != Rule::Share(limit));
            shares[limit].clone().filter(|_| inside && !others)
        });
        let from: Vec<Option<Rational>> = from.collect();
        let checks = vec![
            holds("the verdict follows from the rules", claim.acceptable == (inside && broken.is_empty())),
            holds("the rules that it breaks are these", claim.broken == broken),
            Check::exact(
                "the sum of funds",
                distance(&claim.fund, &problem.fund_of(group)),
                Witness::Coalition(group),
            ),
            holds("the goal is reached if this sum reaches it", claim.reaches == problem.reaches(group)),
            holds("shares by number of members", claim.shares == shares),
            holds("limits from which it is acceptable", claim.accepted_from == from),
        ];
        Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
    }

    /// Judges a claim about the smallest changes: every group is looked at again up to
    /// [`RECOUNT_MEMBERS`] candidates (`Recount`), otherwise only those named (`Necessary`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_mend(&self, claim: Mend) -> Result<Certified<Mend>, Refused<Mend>> {
        let problem = self.problem();
        let far = |group: Coalition| group.minus(claim.group).len() + claim.group.minus(group).len();
        let mut checks = listing(&claim.groups, claim.total, Listed::Whole, |group| {
            problem.is_acceptable(group) && far(group) == claim.changes
        })
        .to_vec();
        checks.push(holds("at least one group is that near", claim.total > 0));
        let mut strength = Strength::Necessary;
        if self.is_small() {
            strength = Strength::Recount;
            let tests = Tests::new(problem);
            let (mut nearer, mut equal) = (0, 0);
            for_each_group(problem, &mut |group, _| {
                let changes = far(Coalition::from_bits(group));
                if changes <= claim.changes && tests.broken(group).0.is_none() {
                    *(if changes < claim.changes { &mut nearer } else { &mut equal }) += 1;
                }
            });
            let all = u128::from(problem.everyone().bits());
            checks.push(Check::count("acceptable groups that are nearer", nearer, Witness::Compared(all)));
            checks.push(same("groups that are as near counted again", claim.total, equal));
        }
        Certified::judge(claim, Certificate { strength, checks })
    }

    /// Judges a claim about the extras beside a group: every set of extras is looked at again if there are at most
    /// [`RECOUNT_MEMBERS`] of them (`Recount`), otherwise only those named (`Necessary`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_room(&self, claim: Room) -> Result<Certified<Room>, Refused<Room>> {
        let problem: CompositionProblem = self.problem().with_extras();
        let extras = self.problem().extras();
        let mut checks = listing(&claim.choices, claim.total, Listed::Whole, |choice| {
            choice.is_subset_of(extras)
                && Some(choice.len()) == claim.greatest
                && problem.is_acceptable(claim.group.union(choice))
        })
        .to_vec();
        let fits = |extra: usize| problem.is_acceptable(claim.group.with(extra));
        let alone: Coalition = extras.members().filter(|&extra| fits(extra)).collect();
        checks.push(holds("extras who may join alone", alone == claim.alone));
        checks.push(holds(
            "the group is asked about without extras",
            claim.group.is_subset_of(self.problem().everyone())
                && claim.greatest.is_some() == (claim.total > 0),
        ));
        let mut strength = Strength::Necessary;
        if extras.len() <= RECOUNT_MEMBERS {
            strength = Strength::Recount;
            let tests = Tests::new(&problem);
            let (mut greatest, mut total) = (None, 0);
            for choice in extras.subsets() {
                let group = claim.group.union(choice);
                if !group.is_empty() && tests.broken(group.bits()).0.is_none() {
                    if greatest < Some(choice.len()) {
                        (greatest, total) = (Some(choice.len()), 0);
                    }
                    total += u128::from(greatest == Some(choice.len()));
                }
            }
            let name = "the greatest number of extras found again";
            checks.push(holds(name, greatest == claim.greatest && total == claim.total));
        }
        Certified::judge(claim, Certificate { strength, checks })
    }
}

/// How far two numbers are apart.
fn distance(one: &Rational, two: &Rational) -> Rational {
    let difference = one - two;
    if difference.is_negative() { -&difference } else { difference }
}
