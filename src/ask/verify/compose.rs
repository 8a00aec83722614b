//! Claims of answers of `compose`: how many groups there are, the best and the smallest, who is critical, and
//! what holds of the groups that the case names.
//!
//! Funds stand in an answer as numbers to read, so the claim has the exact sum of the members' funds, and the
//! number is held against it.

use serde_json::Value;

use crate::ask::verify::{Verifier, coalition, exact, whole};
use crate::certify::composition::{Attained, CompositionFacts, GroupVerdict, Referee, Standing, Standings};
use crate::coalition::Coalition;
use crate::error::Error;
use crate::games::composition::{CompositionProblem, Rule};
use crate::lower::{LoweredContactGroup, lower_contact_group};
use crate::numeric::Rational;
use crate::report::number::Num;
use crate::study::scenario::Scenario;

/// Judges an answer about groups.
pub(super) fn judge(verifier: &mut Verifier, scenario: &Scenario, data: &Value) -> Result<(), Error> {
    let lowered = lower_contact_group(scenario.case())?;
    let referee = Referee::new(&lowered.problem);
    let reading = Reading { lowered: &lowered };
    if data["status"] == "found" {
        let facts = reading.facts(data);
        verifier.judged("compose", facts.map(|facts| referee.judge_excerpt(facts)));
        let standings = reading.standings(data);
        verifier.judged("compose.members", standings.map(|claim| referee.judge_standings(claim)));
    }
    for (id, named) in data["named"].as_object().into_iter().flatten() {
        let claim = reading.named(named);
        verifier.judged(&format!("compose.named.{id}"), claim.map(|claim| referee.judge_group(claim)));
    }
    Ok(())
}

struct Reading<'a> {
    lowered: &'a LoweredContactGroup,
}

impl Reading<'_> {
    fn problem(&self) -> &CompositionProblem {
        &self.lowered.problem
    }

    /// Groups that reach the goal; all acceptable ones if there is none.
    fn reaching(&self, data: &Value) -> Option<u128> {
        whole(&data[if self.problem().goal().is_some() { "reaching" } else { "acceptable" }])
    }

    fn facts(&self, data: &Value) -> Option<CompositionFacts> {
        let (best, value) = self.group(&data["best"])?;
        let mut smallest = None;
        if let Some(list) = data["smallest"].as_array().filter(|list| !list.is_empty()) {
            let groups: Vec<Coalition> =
                list.iter().map(|one| Some(self.group(one)?.0)).collect::<Option<_>>()?;
            let value = groups.first()?.len();
            smallest = Some(Attained { value, total: whole(&data["smallest_total"])?, groups });
        }
        Some(CompositionFacts {
            subsets: whole(&data["groups"])?,
            acceptable: whole(&data["acceptable"])?,
            reaching: self.reaching(data)?,
            best: Attained { value, total: whole(&data["best_total"])?, groups: vec![best] },
            smallest,
        })
    }

    /// A group and its fund, if that is the number that stands there.
    fn group(&self, data: &Value) -> Option<(Coalition, Rational)> {
        let group = coalition(&self.lowered.labels.members, &data["members"])?;
        let fund = self.problem().fund_of(group);
        let read = serde_json::to_value(Num(fund.clone())).ok()?;
        (read == data["fund"]).then_some((group, fund))
    }

    fn standings(&self, data: &Value) -> Option<Standings> {
        let members = &self.lowered.labels.members.players;
        let standing = |member: usize| {
            let data = &data["members"][members.get(member)?.id.as_str()];
            Some(Standing { member_of: whole(&data["present"])?, critical_in: whole(&data["pivotal"])? })
        };
        let standings = (0..self.problem().candidates()).map(standing).collect::<Option<_>>()?;
        Some(Standings { reaching: self.reaching(data)?, standings })
    }

    /// The claim about a group that the case names. Which rules it breaks stands there in words, so these are
    /// found again.
    fn named(&self, data: &Value) -> Option<GroupVerdict> {
        let problem = self.problem();
        let (group, fund) = self.group(data)?;
        let broken: Vec<Rule> = problem.rules().filter(|rule| !problem.meets(group, *rule)).collect();
        if data["breaks"].as_array()?.len() != broken.len() {
            return None;
        }
        let share = |tag: &String| match data["shares"].get(tag) {
            Some(share) => exact(share).map(Some),
            None => Some(None),
        };
        let shares: Vec<Option<Rational>> =
            self.lowered.labels.tags.iter().map(share).collect::<Option<_>>()?;
        let is_candidates = group.is_subset_of(problem.everyone()) && !group.is_empty();
        let accepted_from = shares.iter().enumerate().map(|(limit, share)| {
            let others = broken.iter().any(|rule| *rule != Rule::Share(limit));
            share.clone().filter(|_| is_candidates && !others)
        });
        Some(GroupVerdict {
            group,
            acceptable: data["acceptable"].as_bool()?,
            fund,
            reaches: problem.goal().is_none() || data["reaches"].as_bool()?,
            accepted_from: accepted_from.collect(),
            shares,
            broken,
        })
    }
}
