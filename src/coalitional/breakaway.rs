//! Breakaways: who would rather sign a sub-deal than a package (the core without side payments).
//!
//! A sub-deal *blocks* a package if its members can sign something that gives each of them strictly more; it blocks
//! it *weakly* if none of them gets less and one gets more. Packages that no sub-deal blocks are the core of the
//! game without side payments; those not even weakly blocked the strong core. Utilities are compared for each party
//! with its own only.
//!
//! What the members would sign is chosen without weighing one against another: among the things that they can sign
//! and that are efficient for them (nothing else is at least as good for each member and better for one), the first
//! in file order that blocks the package. Whatever blocks, an efficient thing does as well, so only these are kept.
//!
//! Reference: Aumann and Peleg 1960, Bulletin of the American Mathematical Society 66.

use std::cmp::Ordering;
use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::coalitional::{Breakaways, Broken};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::bargaining::{Rule, Term};
use crate::games::subdeal::BreakawayProblem;

/// For every package and every sub-deal of `problem`: would its members break away, and to what?
///
/// `Undecided` if the budget ran out before everything that could be signed was looked at.
///
/// Certificate: what is signed is checked by the definitions; up to a million combinations for each sub-deal, all of
/// them are looked at again.
/// Cost: one look at every combination of the issues settled, compared with those that are efficient so far.
///
/// ```
/// use zopa::{budget::Budget, coalitional::breakaway::breakaways};
/// use zopa::games::bargaining::{BargainingGame, Term};
/// use zopa::games::subdeal::{BreakawayProblem, SubDeal};
///
/// // Three ways to split; the first two parties can choose the last one without the third.
/// let term = Term { issues: vec![0], table: vec![4, 4, 4, 6, 3, 3, 5, 5, 0] };
/// let game = BargainingGame::new(vec![3], vec![1u8.into(); 3], vec![term], vec![], vec![0, 0, 0])?;
/// let deal = SubDeal {
///     members: vec![0, 1],
///     settles: vec![0],
///     otherwise: vec![0],
///     shift: vec![0.into(); 3],
/// };
/// let problem = BreakawayProblem::new(&game, vec![deal], vec![vec![0], vec![1]])?;
/// let answer = breakaways(&problem, &Budget::unlimited());
/// let claim = answer.found().unwrap();
/// // They leave the equal split for (5, 5); from the second package the first party would not.
/// assert_eq!(claim.core().collect::<Vec<_>>(), [1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn breakaways(problem: &BreakawayProblem<'_>, budget: &Budget<'_>) -> Answer<Breakaways, Infallible> {
    let fronts: Option<Vec<Vec<Point>>> =
        (0..problem.deals().len()).map(|deal| front(problem, deal, budget)).collect();
    let cut = || Answer {
        stop: Stop::OutOfBudget,
        verdict: Verdict::Undecided { best: None },
        completeness: Completeness::Unknown,
    };
    let Some(fronts) = fronts else { return cut() };
    let mut verdicts = Vec::with_capacity(problem.packages().len());
    for package in problem.packages() {
        let mut row = Vec::with_capacity(fronts.len());
        for (deal, front) in fronts.iter().enumerate() {
            row.push(broken(problem, deal, front, package));
            if !budget.spend(front.len() as u64 + 1) {
                return cut();
            }
        }
        verdicts.push(row);
    }
    let verdict = match (Breakaways { verdicts }).judge(problem) {
        Ok(claim) => Verdict::Found(claim),
        Err(refused) => Verdict::Refused(refused),
    };
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// Something the members can sign: its levels of the settled issues, and what it is worth to each member.
#[derive(Debug, Clone)]
struct Point {
    levels: Vec<usize>,
    utilities: Vec<i128>,
}

/// What the members of `deal` would sign instead of `package`.
fn broken(problem: &BreakawayProblem<'_>, deal: usize, front: &[Point], package: &[usize]) -> Broken {
    let own = &problem.deals()[deal];
    let units: Vec<i128> = own.members.iter().map(|&party| problem.game().utility(package, party)).collect();
    let compared = |point: &Point| {
        let pairs = own.members.iter().zip(point.utilities.iter().zip(&units));
        let orders = pairs.map(|(&party, (&signed, &units))| problem.compare(deal, party, signed, units));
        // The worst and the best comparison of any member.
        orders.fold((Ordering::Greater, Ordering::Less), |(worst, best), order| {
            (worst.min(order), best.max(order))
        })
    };
    let named = |point: &Point| {
        let mut package = own.otherwise.clone();
        own.settles.iter().zip(&point.levels).for_each(|(&issue, &level)| package[issue] = level);
        package
    };
    let mut broken = Broken::default();
    for point in front {
        let (worst, best) = compared(point);
        if worst != Ordering::Less && best == Ordering::Greater && broken.weakly.is_none() {
            broken.weakly = Some(named(point));
        }
        if worst == Ordering::Greater {
            broken.strictly = Some(named(point));
            break;
        }
    }
    broken
}

/// What the members of a sub-deal can sign that is efficient for them, in file order; of several things that are
/// worth the same to each of them, the first. `None` if the budget ran out.
fn front(problem: &BreakawayProblem<'_>, deal: usize, budget: &Budget<'_>) -> Option<Vec<Point>> {
    let own = &problem.deals()[deal];
    let (game, settles) = (problem.game(), &own.settles);
    // A table or rule is added up once the last of its settled issues has a level.
    let depth = |issues: &mut dyn Iterator<Item = usize>| {
        issues.filter_map(|issue| settles.binary_search(&issue).ok()).max().map_or(0, |place| place + 1)
    };
    let mut steps: Vec<Step<'_>> = (0..=settles.len()).map(|_| Step::default()).collect();
    for term in game.terms() {
        steps[depth(&mut term.issues.iter().copied())].terms.push(term);
    }
    for rule in problem.binding(deal) {
        let place = match rule {
            Rule::Combinations { issues, .. } => depth(&mut issues.iter().copied()),
            Rule::Sum { amounts, .. } => depth(&mut amounts.iter().map(|&(issue, _)| issue)),
        };
        steps[place].rules.push(rule);
    }
    let mut walk =
        Walk { problem, deal, steps, package: own.otherwise.clone(), front: Vec::new(), last: 0, budget };
    walk.settle(0, &vec![0; own.members.len()]).then(|| {
        let mut front = walk.front;
        front.sort_by(|one, two| one.levels.cmp(&two.levels));
        front
    })
}

/// What becomes known once one more issue is settled.
#[derive(Default)]
struct Step<'g> {
    terms: Vec<&'g Term>,
    rules: Vec<&'g Rule>,
}

/// A walk over the settled issues, in file order, with running sums.
struct Walk<'w, 'g, 'b> {
    problem: &'w BreakawayProblem<'g>,
    deal: usize,
    steps: Vec<Step<'g>>,
    package: Vec<usize>,
    front: Vec<Point>,
    /// Where the point that beat the last one stands: it often beats the next.
    last: usize,
    budget: &'w Budget<'b>,
}

impl Walk<'_, '_, '_> {
    /// Tries all levels of the settled issues from place `depth` on; false if the budget ran out.
    fn settle(&mut self, depth: usize, sums: &[i128]) -> bool {
        let (game, own) = (self.problem.game(), &self.problem.deals()[self.deal]);
        let step = &self.steps[depth];
        if !step.rules.iter().all(|rule| game.meets(&self.package, rule)) {
            return true;
        }
        let mut sums = sums.to_vec();
        for term in &step.terms {
            let levels = game.levels();
            let row = term.issues.iter().fold(0, |row, &issue| row * levels[issue] + self.package[issue]);
            let units = &term.table[row * game.parties()..];
            own.members.iter().zip(&mut sums).for_each(|(&party, sum)| *sum += units[party]);
        }
        let Some(&issue) = own.settles.get(depth) else {
            let work = self.keep(sums);
            return self.budget.spend(work);
        };
        for level in 0..game.levels()[issue] {
            self.package[issue] = level;
            if !self.settle(depth + 1, &sums) {
                return false;
            }
        }
        true
    }

    /// Keeps what is reached unless something kept is as good for every member; says how much work that was.
    fn keep(&mut self, utilities: Vec<i128>) -> u64 {
        let covers = |point: &Point, other: &[i128]| {
            point.utilities.iter().zip(other).all(|(own, other)| own >= other)
        };
        if self.front.get(self.last).is_some_and(|point| covers(point, &utilities)) {
            return 1;
        }
        if let Some(place) = self.front.iter().position(|point| covers(point, &utilities)) {
            self.last = place;
            return 1 + place as u64 / 8;
        }
        self.front.retain(|point| !point.utilities.iter().zip(&utilities).all(|(old, new)| old <= new));
        let own = &self.problem.deals()[self.deal];
        let levels = own.settles.iter().map(|&issue| self.package[issue]).collect();
        self.last = self.front.len();
        self.front.push(Point { levels, utilities });
        1 + self.front.len() as u64 / 8
    }
}
