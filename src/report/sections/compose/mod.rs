//! The answer of `zopa compose`.

mod data;

use indexmap::IndexMap;

pub use self::data::{
    ComposeAnswer, ComposeData, ComposeView, GroupData, LimitData, MemberData, NamedData, RepairData,
    StepData,
};
use crate::budget::Budget;
use crate::certify::composition::{Attained, GroupVerdict, LimitSteps};
use crate::certify::{Answer, Certificate, Verdict};
use crate::coalition::Coalition;
use crate::composition::compose::{Composition, compose};
use crate::composition::group::{mend, room, verdict};
use crate::composition::pivotal::standings;
use crate::composition::rules::{limit_steps, rule_costs};
use crate::error::Error;
use crate::games::composition::Rule;
use crate::lower::{LoweredContactGroup, lower_contact_group};
use crate::model::contact_group::ContactGroup;
use crate::numeric::{Decimals, Rational};
use crate::report::number::{Num, Total};
use crate::report::sections::common::{Head, ModelRef, assumptions, certificate_data, fault};
use crate::study::scenario::Scenario;

/// Smallest groups that are listed.
const SMALLEST_LISTED: usize = 100;

/// Answers which groups of the case's candidates are acceptable.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if the case has no contact group, a what-if is wrong, or a claim failed its certificate.
pub fn compose_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    budget: &Budget<'_>,
) -> Result<ComposeAnswer, Error> {
    let lowered = lower_contact_group(scenario.case())?;
    let group = scenario.case().contact_group.clone().unwrap_or_default();
    let composition = compose(&lowered.problem, budget);
    let answering = Answering { lowered: &lowered, group: &group, composition: &composition, budget };
    let compose = answering.data()?;
    let label = group.label.clone().unwrap_or_else(|| "who may sit in the group".to_owned());
    let funds = group.candidates.iter().chain(&group.extra).map(|one| &one.fund.value);
    let view = ComposeView {
        title: scenario.case().title.clone(),
        label,
        decimals: Decimals::of(funds),
        case: case.to_owned(),
        assumptions: assumptions(scenario.case(), "contact_group.", case),
    };
    Ok(ComposeAnswer { head: Head::new("compose", model, scenario), compose, view })
}

/// What every part of the answer needs.
struct Answering<'a> {
    lowered: &'a LoweredContactGroup,
    group: &'a ContactGroup,
    composition: &'a Composition<'a>,
    budget: &'a Budget<'a>,
}

impl Answering<'_> {
    fn data(&self) -> Result<ComposeData, Error> {
        let (lowered, problem) = (self.lowered, &self.lowered.problem);
        let mut data = ComposeData {
            status: "undecided".to_owned(),
            complete: false,
            reason: None,
            unit: self.group.unit.clone(),
            candidates: lowered.labels.members.ids(problem.everyone()),
            groups: Total(problem.everyone().bits().into()),
            acceptable: Total(0),
            goal: problem.goal().cloned().map(Num),
            reaching: None,
            best: None,
            best_total: Total(0),
            smallest: Vec::new(),
            smallest_total: Total(0),
            members: IndexMap::new(),
            without: IndexMap::new(),
            limits: IndexMap::new(),
            named: self.named()?,
            blocked: Vec::new(),
            certificate: None,
        };
        let certificate: &Certificate = match &self.composition.answer().verdict {
            Verdict::Found(facts) => {
                "found".clone_into(&mut data.status);
                data.acceptable = Total(facts.acceptable);
                data.reaching = problem.goal().map(|_| Total(facts.reaching));
                data.best = self.groups(&facts.best).next();
                data.best_total = Total(facts.best.total);
                if let Some(smallest) = facts.smallest.as_ref().filter(|_| problem.goal().is_some()) {
                    data.smallest = self.groups(smallest).take(SMALLEST_LISTED).collect();
                    data.smallest_total = Total(smallest.total);
                }
                facts.certificate()
            }
            Verdict::NoneExists(blocked) => {
                "none".clone_into(&mut data.status);
                data.reaching = problem.goal().map(|_| Total(0));
                data.blocked = blocked.rules.iter().map(|&rule| self.rule(rule)).collect();
                blocked.certificate()
            }
            Verdict::Undecided { .. } => {
                data.reason = Some(match self.composition.is_too_large() {
                    true => "there are too many different sums of funds and tags to keep; more time would not help, fewer candidates, limits or digits would".to_owned(),
                    false => "the run was cut short".to_owned(),
                });
                return Ok(data);
            }
            Verdict::Refused(_) => return Err(fault("compose")),
        };
        let id = |index: usize| self.id(index);
        data.certificate = Some(certificate_data(certificate, &id, &|_| IndexMap::new()));
        data.complete = self.members(&mut data)? && self.without(&mut data)? && self.limits(&mut data)?;
        Ok(data)
    }

    fn group_data(&self, group: Coalition) -> GroupData {
        GroupData {
            members: self.lowered.labels.members.ids(group),
            fund: Num(self.lowered.problem.fund_of(group)),
        }
    }

    fn groups<'g, T>(&'g self, attained: &'g Attained<T>) -> impl Iterator<Item = GroupData> + 'g {
        attained.groups.iter().map(|&group| self.group_data(group))
    }

    /// Who is in how many groups, and critical in how many. Was it settled?
    fn members(&self, data: &mut ComposeData) -> Result<bool, Error> {
        let Some(facts) = settled(&standings(self.composition, self.budget), "compose")? else {
            return Ok(false);
        };
        for (member, standing) in facts.standings.iter().enumerate() {
            let share = facts.power(member).unwrap_or_default();
            let entry = MemberData {
                present: Total(standing.member_of),
                pivotal: Total(standing.critical_in),
                share_exact: share.to_string(),
                share: Num(share),
            };
            data.members.insert(self.id(member), entry);
        }
        Ok(true)
    }

    /// How many groups each rule costs. Was it settled?
    fn without(&self, data: &mut ComposeData) -> Result<bool, Error> {
        let Some(facts) = settled(&rule_costs(self.composition, self.budget), "compose")? else {
            return Ok(false);
        };
        for cost in &facts.costs {
            data.without.insert(self.rule(cost.rule), Total(cost.acceptable));
        }
        Ok(true)
    }

    /// What other limits would do. Was it settled?
    fn limits(&self, data: &mut ComposeData) -> Result<bool, Error> {
        for (place, limit) in self.group.share_limits.iter().enumerate() {
            let whole = self.steps(place, (Rational::ZERO, Rational::ONE))?;
            let stated = limit.at_most.range.as_ref().map(|range| (range.low.clone(), range.high.clone()));
            let steps = match stated {
                Some(range) => self.steps(place, range)?,
                None => whole.clone(),
            };
            let (Some(whole), Some(steps)) = (whole, steps) else { return Ok(false) };
            let entry = LimitData {
                at_most: limit.at_most.value.to_string(),
                acceptable_from: whole.opens_at().map(Rational::to_string),
                goal_from: whole.reaches_from().filter(|_| data.goal.is_some()).map(Rational::to_string),
                best_from: self.best_from(&whole, data.best.as_ref().map(|best| &best.fund.0)),
                steps: steps
                    .steps
                    .iter()
                    .map(|step| StepData {
                        from: step.from.to_string(),
                        acceptable: Total(step.acceptable),
                        reaching: data.goal.as_ref().map(|_| Total(step.reaching)),
                        best: step.best.clone().map(Num),
                    })
                    .collect(),
            };
            data.limits.insert(limit.tag.text.clone(), entry);
        }
        Ok(true)
    }

    fn steps(&self, place: usize, range: (Rational, Rational)) -> Result<Option<LimitSteps>, Error> {
        match limit_steps(self.composition, place, range) {
            Some(answer) => settled(&answer, "compose"),
            None => Ok(None),
        }
    }

    /// How far the limit may tighten with the same greatest fund.
    fn best_from(&self, steps: &LimitSteps, best: Option<&Rational>) -> Option<String> {
        let best = best?;
        let reaches = |step: &&crate::certify::composition::Step| step.best.as_ref() == Some(best);
        steps.steps.iter().find(reaches).map(|step| step.from.to_string())
    }

    fn named(&self) -> Result<IndexMap<String, NamedData>, Error> {
        let mut found = IndexMap::new();
        for (place, (labels, group)) in self.lowered.labels.groups.iter().enumerate() {
            let label = self.group.groups.get(place).and_then(|named| named.label.clone());
            let Some(facts) = settled(&verdict(self.composition, *group), "compose")? else { continue };
            found.insert(labels.id.clone(), self.named_group(label, *group, &facts)?);
        }
        Ok(found)
    }

    fn named_group(
        &self,
        label: Option<String>,
        group: Coalition,
        facts: &GroupVerdict,
    ) -> Result<NamedData, Error> {
        let lowered = self.lowered;
        let shares = lowered.labels.tags.iter().zip(&facts.shares);
        let shares: IndexMap<String, String> =
            shares.filter_map(|(tag, share)| Some((tag.clone(), share.as_ref()?.to_string()))).collect();
        let breaks = facts.broken.iter().map(|&rule| self.broken(rule, &shares)).collect();
        let mut repair = None;
        if !facts.acceptable {
            let nearest = settled_some(&mend(self.composition, group, self.budget), "compose")?;
            repair = nearest.and_then(|nearest| nearest.groups.first().copied()).map(|target| RepairData {
                join: lowered.labels.members.ids(target.minus(group)),
                leave: lowered.labels.members.ids(group.minus(target)),
            });
        }
        let room = settled(&room(self.composition, group, self.budget), "compose")?;
        let joining = room.filter(|_| facts.acceptable && !lowered.problem.extras().is_empty());
        Ok(NamedData {
            label,
            members: lowered.labels.members.ids(group),
            fund: Num(facts.fund.clone()),
            acceptable: facts.acceptable,
            reaches: lowered.problem.goal().map(|_| facts.reaches),
            breaks,
            shares,
            more_allowed: joining.as_ref().and_then(|room| room.greatest),
            may_join: joining.map(|room| lowered.labels.members.ids(room.alone)).unwrap_or_default(),
            repair,
        })
    }

    /// The id of a candidate.
    fn id(&self, member: usize) -> String {
        self.lowered.labels.members.players.get(member).map(|one| one.id.clone()).unwrap_or_default()
    }

    /// A rule in a few words: `MR must be in`, `DZ needs MA`, `at most 1/3 western`.
    fn rule(&self, rule: Rule) -> String {
        let problem = &self.lowered.problem;
        match rule {
            Rule::Must(member) => format!("{} must be in", self.id(member)),
            Rule::Implies(place) => {
                let (first, second) = problem.implies()[place];
                format!("{} needs {}", self.id(first), self.id(second))
            }
            Rule::Share(place) => {
                format!("at most {} {}", problem.limits()[place].at_most, self.lowered.labels.tags[place])
            }
        }
    }

    /// A rule that a group breaks: `western 3/5, above 1/3`.
    fn broken(&self, rule: Rule, shares: &IndexMap<String, String>) -> String {
        match rule {
            Rule::Share(place) => {
                let tag = &self.lowered.labels.tags[place];
                let share = shares.get(tag).map_or("0", String::as_str);
                format!("{share} of it {tag}, more than {}", self.lowered.problem.limits()[place].at_most)
            }
            Rule::Must(member) => format!("{} is missing", self.id(member)),
            Rule::Implies(place) => {
                let (first, second) = self.lowered.problem.implies()[place];
                format!("{} is in without {}", self.id(first), self.id(second))
            }
        }
    }
}

/// The claim of an answer that always has one, or nothing if it was cut short.
fn settled<T: Clone>(answer: &Answer<T, std::convert::Infallible>, what: &str) -> Result<Option<T>, Error> {
    settled_some(answer, what)
}

/// The claim of an answer, if there is one.
fn settled_some<T: Clone, R>(answer: &Answer<T, R>, what: &str) -> Result<Option<T>, Error> {
    match &answer.verdict {
        Verdict::Found(claim) => Ok(Some((**claim).clone())),
        Verdict::NoneExists(_) | Verdict::Undecided { .. } => Ok(None),
        Verdict::Refused(_) => Err(fault(what)),
    }
}
