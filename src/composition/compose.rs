//! All acceptable groups: how many, with what greatest fund, and the smallest that reach the goal.

use std::collections::BTreeMap;
use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::composition::{Attained, Blocked, CompositionFacts, GROUPS_LISTED, Referee};
use crate::certify::{Answer, Completeness, Refused, Stop, Verdict};
use crate::coalition::Coalition;
use crate::composition::tables::{Caps, Cell, Cut, Profile, Tables, members};
use crate::games::composition::{CompositionProblem, Rule};

/// A problem whose groups have been counted and judged.
#[derive(Debug)]
pub struct Composition<'p> {
    problem: &'p CompositionProblem,
    referee: Referee<'p>,
    caps: Caps,
    /// Groups by profile, whether their shares are allowed or not; why there is none, if it was cut short.
    ledger: Result<BTreeMap<Profile, Cell>, Cut>,
    answer: Answer<CompositionFacts, Blocked>,
}

/// Counts the groups that meet every rule of `problem`, and finds the best and the smallest of them.
///
/// The answer is `Found` if there is an acceptable group, `NoneExists` with rules that block each other if there is
/// none, and `Undecided` if the budget ran out or the problem is too large.
///
/// Certificate: up to 20 candidates every group is looked at again; each group named is checked in any case.
/// Cost: about `2^(n/2)` sums where all funds differ, fewer where they repeat.
///
/// ```
/// use zopa::{budget::Budget, coalition::Coalition, composition::compose::compose};
/// use zopa::games::composition::{Charter, CompositionProblem, ShareLimit};
///
/// // At most a third may be donors (the first two); a fund of 60 is asked for.
/// let limit = ShareLimit { carriers: Coalition::from_bits(0b0011), at_most: "1/3".parse()? };
/// let funds = vec![60.into(), 20.into(), 5.into(), 2.into()];
/// let goal = Some(60.into());
/// let problem = CompositionProblem::new(Charter { funds, goal, limits: vec![limit], ..Charter::default() })?;
/// let composition = compose(&problem, &Budget::unlimited());
/// let facts = composition.answer().found().unwrap();
/// // Either or both of the last two alone; or one donor beside both.
/// assert_eq!((facts.acceptable, facts.reaching), (5, 1));
/// assert_eq!(facts.best.groups, [Coalition::from_bits(0b1101)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn compose<'p>(problem: &'p CompositionProblem, budget: &Budget<'_>) -> Composition<'p> {
    let referee = Referee::new(problem);
    let caps = Caps::new(problem);
    let tables = Tables::new(problem, problem.must(), Coalition::EMPTY, problem.units(), budget);
    // What breaks two limits at once matters to no answer.
    let matters = |profile: Profile| caps.broken(profile).nth(1).is_none();
    let ledger = match &tables {
        Ok(tables) => tables.ledger(problem.goal_units(), matters, budget),
        Err(cut) => Err(*cut),
    };
    let answer = match (&tables, &ledger) {
        (Ok(tables), Ok(ledger)) => match facts(problem, &caps, tables, ledger) {
            Some(facts) => finished(match referee.judge_facts(facts) {
                Ok(facts) => Verdict::Found(facts),
                Err(refused) => Verdict::Refused(refused),
            }),
            None => blocked(problem, &referee, budget),
        },
        _ => undecided(),
    };
    Composition { problem, referee, caps, ledger, answer }
}

impl<'p> Composition<'p> {
    /// The problem.
    #[must_use]
    pub fn problem(&self) -> &'p CompositionProblem {
        self.problem
    }

    /// What is claimed about the groups.
    #[must_use]
    pub fn answer(&self) -> &Answer<CompositionFacts, Blocked> {
        &self.answer
    }

    /// Who judges claims about this problem.
    #[must_use]
    pub fn referee(&self) -> &Referee<'p> {
        &self.referee
    }

    /// Was the count given up because there are too many different sums? More time would not help; fewer
    /// candidates, or rounder funds, would.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.ledger.as_ref().is_err_and(|cut| *cut == Cut::TooLarge)
    }

    /// The greatest numbers of carriers.
    pub(in crate::composition) fn caps(&self) -> &Caps {
        &self.caps
    }

    /// Groups by profile, those that break two limits left out; `None` if the count was cut short.
    pub(in crate::composition) fn ledger(&self) -> Option<&BTreeMap<Profile, Cell>> {
        self.ledger.as_ref().ok()
    }
}

/// The claim about a counted problem; `None` if nothing is acceptable.
fn facts(
    problem: &CompositionProblem,
    caps: &Caps,
    tables: &Tables,
    ledger: &BTreeMap<Profile, Cell>,
) -> Option<CompositionFacts> {
    let allowed = || ledger.iter().filter(|(profile, _)| caps.allow(**profile));
    let greatest = allowed().map(|(_, cell)| cell.best).max()?;
    let best = Attained {
        value: problem.fund(greatest),
        total: allowed().filter(|(_, cell)| cell.best == greatest).map(|(_, cell)| cell.at_best).sum(),
        groups: tables.groups(|profile| caps.allow(profile), (greatest, greatest), GROUPS_LISTED),
    };
    let reaching = || allowed().filter(|(_, cell)| cell.reaching > 0);
    let size = reaching().map(|(profile, _)| members(*profile)).min();
    let smallest = size.map(|value| {
        let is_smallest = |profile: Profile| members(profile) == value && caps.allow(profile);
        let least = problem.goal_units().unwrap_or(i64::MIN);
        Attained {
            value,
            total: reaching()
                .filter(|(profile, _)| members(**profile) == value)
                .map(|(_, cell)| cell.reaching)
                .sum(),
            groups: tables.groups(is_smallest, (least, i64::MAX), GROUPS_LISTED),
        }
    });
    Some(CompositionFacts {
        subsets: problem.everyone().bits().into(),
        acceptable: allowed().map(|(_, cell)| cell.groups).sum(),
        reaching: allowed().map(|(_, cell)| cell.reaching).sum(),
        best,
        smallest,
    })
}

/// Rules that block each other: rules are left out one by one, in order, as long as nothing is acceptable.
fn blocked(
    problem: &CompositionProblem,
    referee: &Referee<'_>,
    budget: &Budget<'_>,
) -> Answer<CompositionFacts, Blocked> {
    let mut kept: Vec<Rule> = problem.rules().collect();
    let mut witnesses = Vec::new();
    let mut place = 0;
    while place < kept.len() {
        let others = problem.with_rules(|rule| rule != kept[place] && kept.contains(&rule));
        match one_group(&others, budget) {
            Ok(None) => {
                kept.remove(place);
            }
            Ok(Some(_)) => place += 1,
            Err(_) => return undecided(),
        }
    }
    for left_out in &kept {
        let others = problem.with_rules(|rule| rule != *left_out && kept.contains(&rule));
        match one_group(&others, budget) {
            Ok(group) => witnesses.extend(group),
            Err(_) => return undecided(),
        }
    }
    finished(match referee.judge_blocked(Blocked { rules: kept, witnesses }) {
        Ok(claim) => Verdict::NoneExists(claim),
        // Both are faults of the solver; this one has no facts to show.
        Err(_) => Verdict::Undecided { best: None },
    })
}

/// A smallest acceptable group, if there is one.
fn one_group(problem: &CompositionProblem, budget: &Budget<'_>) -> Result<Option<Coalition>, Cut> {
    let caps = Caps::new(problem);
    let nothing = vec![0; problem.units().len()];
    let tables = Tables::new(problem, problem.must(), Coalition::EMPTY, &nothing, budget)?;
    let ledger = tables.ledger(None, |profile| caps.allow(profile), budget)?;
    let size = ledger.keys().map(|profile| members(*profile)).min();
    let groups = size.map(|size| {
        let is_wanted = |profile: Profile| members(profile) == size && caps.allow(profile);
        tables.groups(is_wanted, (0, 0), 1)
    });
    Ok(groups.and_then(|groups| groups.first().copied()))
}

/// An answer that covers everything.
pub(in crate::composition) fn finished<T, R>(verdict: Verdict<T, R>) -> Answer<T, R> {
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// An answer where the count was cut short.
pub(in crate::composition) fn undecided<T, R>() -> Answer<T, R> {
    let verdict = Verdict::Undecided { best: None };
    Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown }
}

/// The answer to a question that always has one.
pub(in crate::composition) fn judged<T>(
    judged: Result<crate::certify::Certified<T>, Refused<T>>,
) -> Answer<T, Infallible> {
    finished(match judged {
        Ok(claim) => Verdict::Found(claim),
        Err(refused) => Verdict::Refused(refused),
    })
}
