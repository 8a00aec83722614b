//! What each rule costs, which rules block everything, and what depends on a share limit.

use std::collections::BTreeSet;

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::composition::recount::{Referee, Tally, Tests, for_each_group, holds, same};
use crate::coalition::Coalition;
use crate::games::composition::Rule;
use crate::numeric::Rational;

/// How many groups there would be without one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleCost {
    /// The rule that is left out.
    pub rule: Rule,
    /// Groups that meet all other rules.
    pub acceptable: u128,
    /// Those that reach the goal.
    pub reaching: u128,
}

/// What is claimed about the rules one by one, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCosts {
    /// One for each rule.
    pub costs: Vec<RuleCost>,
}

/// The claim that no group meets some rules together, and that it takes all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// For each rule a group that meets all the others named.
    pub witnesses: Vec<Coalition>,
}

/// From which value of a limit on what is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The limit from which it is true, up to that of the next step.
    pub from: Rational,
    /// Acceptable groups.
    pub acceptable: u128,
    /// Those that reach the goal; all if there is none.
    pub reaching: u128,
    /// Greatest fund; `None` if nothing is acceptable.
    pub best: Option<Rational>,
}

/// What is claimed about all values of one share limit in a range, all other rules as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitSteps {
    /// The place of the share limit.
    pub limit: usize,
    /// The range looked at, both ends included.
    pub range: (Rational, Rational),
    /// The steps, the first from the lower end; each differs from the one before.
    pub steps: Vec<Step>,
}

impl LimitSteps {
    /// The least limit with an acceptable group.
    #[must_use]
    pub fn opens_at(&self) -> Option<&Rational> {
        self.steps.iter().find(|step| step.acceptable > 0).map(|step| &step.from)
    }

    /// The least limit at which an acceptable group reaches the goal.
    #[must_use]
    pub fn reaches_from(&self) -> Option<&Rational> {
        self.steps.iter().find(|step| step.reaching > 0).map(|step| &step.from)
    }

    /// The limits at which the greatest fund changes, each with the fund from there on.
    pub fn best_steps(&self) -> impl Iterator<Item = (&Rational, Option<&Rational>)> {
        let before = std::iter::once(None).chain(self.steps.iter().map(Some));
        let changes = self.steps.iter().zip(before);
        let changes = changes.filter(|(step, before)| before.is_none_or(|before| before.best != step.best));
        changes.map(|(step, _)| (&step.from, step.best.as_ref()))
    }

    /// What is true at one value of the limit; `None` outside the range.
    #[must_use]
    pub fn at(&self, limit: &Rational) -> Option<&Step> {
        let inside = *limit <= self.range.1;
        self.steps.iter().rev().find(|step| inside && step.from <= *limit)
    }
}

impl Referee<'_> {
    /// Judges a claim about what each rule costs: counted again up to
    /// [`crate::certify::composition::RECOUNT_MEMBERS`] candidates (`Recount`), otherwise only held to be in order.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_costs(&self, claim: RuleCosts) -> Result<Certified<RuleCosts>, Refused<RuleCosts>> {
        let rules: Vec<Rule> = self.problem().rules().collect();
        let named: Vec<Rule> = claim.costs.iter().map(|cost| cost.rule).collect();
        let mut checks = vec![
            holds("every rule is named once, in order", rules == named),
            holds(
                "no more groups reach the goal than there are",
                claim.costs.iter().all(|cost| cost.reaching <= cost.acceptable),
            ),
        ];
        let mut strength = Strength::Necessary;
        if let Some(recount) = self.recount() {
            strength = Strength::Recount;
            let differ = claim.costs.iter().zip(&recount.only).map(|(cost, only)| {
                let again = recount.tally.acceptable + only.acceptable;
                let reaching = recount.tally.reaching + only.reaching;
                cost.acceptable.abs_diff(again) + cost.reaching.abs_diff(reaching)
            });
            checks.push(same("groups without each rule counted again", differ.sum(), 0));
        }
        Certified::judge(claim, Certificate { strength, checks })
    }

    /// Judges the claim that some rules block every group and that none of them could be left out.
    ///
    /// The groups shown prove that none could be left out. That the rules block every group is counted again up to
    /// [`crate::certify::composition::RECOUNT_MEMBERS`] candidates (`Recount`); beyond, it is not checked
    /// (`Necessary`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_blocked(&self, claim: Blocked) -> Result<Certified<Blocked>, Refused<Blocked>> {
        let problem = self.problem();
        let rules: BTreeSet<Rule> = problem.rules().collect();
        let unknown = claim.rules.iter().filter(|rule| !rules.contains(rule)).count();
        let unsorted = claim.rules.windows(2).filter(|pair| pair[0] >= pair[1]).count();
        let shape = claim.rules.len().abs_diff(claim.witnesses.len()) + usize::from(claim.rules.is_empty());
        let idle = claim.witnesses.iter().enumerate().filter(|(left_out, group)| {
            let others = claim.rules.iter().enumerate().filter(|(place, _)| place != left_out);
            group.is_empty()
                || !group.is_subset_of(problem.everyone())
                || others.into_iter().any(|(_, rule)| !problem.meets(**group, *rule))
        });
        let mut checks = vec![
            same("rules named are rules of the group, in order", (unknown + unsorted + shape) as u128, 0),
            Check::count(
                "rules that could be left out",
                idle.count() as u128,
                Witness::Compared(claim.rules.len() as u128),
            ),
        ];
        let mut strength = Strength::Necessary;
        if self.is_small() {
            strength = Strength::Recount;
            let reduced = problem.with_rules(|rule| claim.rules.contains(&rule));
            let tests = Tests::new(&reduced);
            let mut met = 0;
            for_each_group(&reduced, &mut |group, _| met += u128::from(tests.broken(group).0.is_none()));
            let all = u128::from(problem.everyone().bits());
            checks.push(Check::count("groups that meet them all", met, Witness::Compared(all)));
        }
        Certified::judge(claim, Certificate { strength, checks })
    }

    /// Judges a claim about all values of a share limit.
    ///
    /// Up to [`crate::certify::composition::RECOUNT_MEMBERS`] candidates every fraction of carriers in members is
    /// looked at again (`Recount`); beyond, a looser limit must not lose groups (`Necessary`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_steps(&self, claim: LimitSteps) -> Result<Certified<LimitSteps>, Refused<LimitSteps>> {
        let (low, high) = &claim.range;
        let is_tighter = |pair: &[Step]| {
            let (one, two) = (&pair[0], &pair[1]);
            one.from < two.from
                && two.from <= *high
                && one.acceptable <= two.acceptable
                && one.reaching <= two.reaching
                && one.best <= two.best
        };
        let mut checks = vec![
            holds(
                "the range and the limit are there",
                claim.limit < self.problem().limits().len()
                    && low <= high
                    && claim.steps.first().is_some_and(|step| step.from == *low),
            ),
            holds("a looser limit never loses a group", claim.steps.windows(2).all(is_tighter)),
        ];
        let mut strength = Strength::Necessary;
        if let Some(recount) = self.recount() {
            strength = Strength::Recount;
            let again = recount.by_share.get(claim.limit).map(|cells| {
                let share = |&(carriers, members): &(usize, usize)| {
                    Rational::new(carriers as i128, members as i128).unwrap_or_default()
                };
                let inside = |share: &Rational| low < share && share <= high;
                let points: BTreeSet<Rational> =
                    cells.keys().map(share).filter(inside).chain([low.clone()]).collect();
                let mut steps: Vec<Step> = Vec::new();
                for from in points {
                    let allowed = cells.iter().filter(|(cell, _)| share(cell) <= from);
                    let sum = allowed.fold(Tally::default(), |sum, (_, cell)| Tally {
                        acceptable: sum.acceptable + cell.acceptable,
                        reaching: sum.reaching + cell.reaching,
                        best: sum.best.max(cell.best),
                    });
                    let best = sum.best.map(|(units, _)| self.problem().fund(units));
                    let Tally { acceptable, reaching, .. } = sum;
                    let step = Step { from, acceptable, reaching, best };
                    if steps.last().is_none_or(|last| last.acceptable != acceptable) {
                        steps.push(step);
                    }
                }
                steps
            });
            checks.push(holds("every step found again", again.as_ref() == Some(&claim.steps)));
        }
        Certified::judge(claim, Certificate { strength, checks })
    }
}
