//! The second count: every group, one by one, by the definitions of the problem.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::certify::check::{Check, Witness};
use crate::certify::composition::GROUPS_LISTED;
use crate::coalition::Coalition;
use crate::games::composition::{CompositionProblem, Rule};
use crate::numeric::Rational;

/// Greatest number of candidates whose groups the referee walks through: about a million groups.
pub const RECOUNT_MEMBERS: usize = 20;

/// Judges claims about one problem.
#[derive(Debug)]
pub struct Referee<'p> {
    problem: &'p CompositionProblem,
    recount: OnceCell<Option<Recount>>,
}

/// Numbers of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::certify::composition) struct Tally {
    /// Acceptable groups.
    pub(in crate::certify::composition) acceptable: u128,
    /// Those that reach the goal, or all if there is none.
    pub(in crate::certify::composition) reaching: u128,
    /// The greatest fund in units, and how many groups have it.
    pub(in crate::certify::composition) best: Option<(i64, u128)>,
}

impl Tally {
    fn add(&mut self, units: i64, reaches: bool) {
        self.acceptable += 1;
        self.reaching += u128::from(reaches);
        match &mut self.best {
            Some((best, count)) if *best == units => *count += 1,
            Some((best, _)) if *best > units => {}
            best => *best = Some((units, 1)),
        }
    }
}

/// What a walk through all groups finds.
#[derive(Debug)]
pub(in crate::certify::composition) struct Recount {
    /// Groups that meet every rule.
    pub(in crate::certify::composition) tally: Tally,
    /// Size of the smallest groups that reach the goal, and how many there are.
    pub(in crate::certify::composition) smallest: Option<(usize, u128)>,
    /// For each rule the groups that break it and no other.
    pub(in crate::certify::composition) only: Vec<Tally>,
    /// For each share limit, the groups that meet all other rules, by carriers and members.
    pub(in crate::certify::composition) by_share: Vec<BTreeMap<(usize, usize), Tally>>,
    /// Which groups reach the goal: one bit for each.
    reaching: Vec<u64>,
}

/// A rule in a form that is quick to test on a set of bits.
#[derive(Debug)]
enum Test {
    Needs(u64),
    If(u64, u64),
    /// The carriers, and for each number of members the greatest number of them that is allowed.
    Share(u64, Vec<u32>),
}

/// The rules of a problem, tested by their definitions.
#[derive(Debug)]
pub(in crate::certify::composition) struct Tests(Vec<Test>);

impl Tests {
    /// All rules of `problem`, in order.
    pub(in crate::certify::composition) fn new(problem: &CompositionProblem) -> Self {
        let bit = |member: usize| Coalition::single(member).bits();
        let test = |rule| match rule {
            Rule::Must(member) => Test::Needs(bit(member)),
            Rule::Implies(place) => {
                let (first, second) = problem.implies()[place];
                Test::If(bit(first), bit(second))
            }
            Rule::Share(place) => {
                let limit = &problem.limits()[place];
                let is_allowed = |carriers: u32, members: u32| {
                    let share = Rational::new(carriers.into(), members.into());
                    share.is_none_or(|share| share <= limit.at_most)
                };
                // Counted up one by one, each share compared as a fraction.
                let most =
                    |members| (1..=members).take_while(|&carriers| is_allowed(carriers, members)).count();
                let most = (0..=64).map(|members| most(members) as u32).collect();
                Test::Share(limit.carriers.bits(), most)
            }
        };
        Self(problem.rules().map(test).collect())
    }

    /// The places of the first two rules that a group breaks.
    pub(in crate::certify::composition) fn broken(&self, group: u64) -> (Option<usize>, Option<usize>) {
        let mut found = (None, None);
        for (place, test) in self.0.iter().enumerate() {
            let holds = match test {
                Test::Needs(member) => group & member != 0,
                Test::If(first, second) => group & first == 0 || group & second != 0,
                Test::Share(carriers, most) => {
                    (group & carriers).count_ones() <= most[group.count_ones() as usize]
                }
            };
            if !holds {
                match found.0 {
                    None => found.0 = Some(place),
                    Some(_) => return (found.0, Some(place)),
                }
            }
        }
        found
    }
}

/// Visits every group of the candidates with its fund in units.
pub(in crate::certify::composition) fn for_each_group(
    problem: &CompositionProblem,
    visit: &mut dyn FnMut(u64, i64),
) {
    // The fund of a group is that of its ten lowest candidates and that of the others.
    let sums = |units: &[i64]| -> Vec<i64> {
        let mut sums = vec![0];
        for unit in units {
            sums.extend_from_within(..);
            let half = sums.len() / 2;
            sums[half..].iter_mut().for_each(|sum| *sum += unit);
        }
        sums
    };
    let units = &problem.units()[..problem.candidates()];
    let (low, high) = units.split_at(units.len().min(10));
    let (low, high) = (sums(low), sums(high));
    for (above, more) in high.iter().enumerate() {
        for (below, less) in low.iter().enumerate() {
            let group = (above * low.len() + below) as u64;
            if group != 0 {
                visit(group, more + less);
            }
        }
    }
}

impl Recount {
    fn of(problem: &CompositionProblem) -> Self {
        let candidates = problem.candidates();
        let rules: Vec<Rule> = problem.rules().collect();
        let tests = Tests::new(problem);
        let goal = problem.goal_units();
        let carriers: Vec<u64> = problem.limits().iter().map(|limit| limit.carriers.bits()).collect();
        let mut recount = Self {
            tally: Tally::default(),
            smallest: None,
            only: vec![Tally::default(); rules.len()],
            by_share: vec![BTreeMap::new(); carriers.len()],
            reaching: vec![0; (1_usize << candidates).div_ceil(64)],
        };
        let side = candidates + 1;
        let mut shares = vec![vec![Tally::default(); side * side]; carriers.len()];
        for_each_group(problem, &mut |group, units| {
            let (first, second) = tests.broken(group);
            if second.is_some() {
                return;
            }
            let reaches = goal.is_none_or(|goal| units >= goal);
            let mut share = |limit: usize| {
                let cell =
                    (group & carriers[limit]).count_ones() as usize * side + group.count_ones() as usize;
                shares[limit][cell].add(units, reaches);
            };
            if let Some(place) = first {
                recount.only[place].add(units, reaches);
                if let Rule::Share(limit) = rules[place] {
                    share(limit);
                }
                return;
            }
            (0..carriers.len()).for_each(&mut share);
            recount.tally.add(units, reaches);
            if reaches {
                recount.reaching[(group / 64) as usize] |= 1 << (group % 64);
                let size = group.count_ones() as usize;
                match &mut recount.smallest {
                    Some((least, count)) if *least == size => *count += 1,
                    Some((least, _)) if *least < size => {}
                    smallest => *smallest = Some((size, 1)),
                }
            }
        });
        recount.by_share = shares
            .iter()
            .map(|cells| {
                let filled = cells.iter().enumerate().filter(|(_, tally)| tally.acceptable > 0);
                filled.map(|(cell, tally)| ((cell / side, cell % side), *tally)).collect()
            })
            .collect();
        recount
    }

    /// For each of the candidates the groups that reach the goal with it in, and those that would not if it left.
    pub(in crate::certify::composition) fn standings(&self, candidates: usize) -> Vec<(u128, u128)> {
        let reaches = |group: u64| self.reaching[(group / 64) as usize] >> (group % 64) & 1 == 1;
        let mut counts = vec![(0, 0); candidates];
        for group in (1..1_u64 << candidates).filter(|&group| reaches(group)) {
            for member in Coalition::from_bits(group).members() {
                counts[member].0 += 1;
                counts[member].1 += u128::from(!reaches(group & !(1 << member)));
            }
        }
        counts
    }
}

impl<'p> Referee<'p> {
    /// A referee for `problem`; the walk through its groups happens when the first claim is judged.
    #[must_use]
    pub fn new(problem: &'p CompositionProblem) -> Self {
        Self { problem, recount: OnceCell::new() }
    }

    /// The problem.
    #[must_use]
    pub fn problem(&self) -> &'p CompositionProblem {
        self.problem
    }

    /// The walk through all groups, or `None` if there are more than [`RECOUNT_MEMBERS`] candidates.
    pub(in crate::certify::composition) fn recount(&self) -> Option<&Recount> {
        let walk = || self.is_small().then(|| Recount::of(self.problem));
        self.recount.get_or_init(walk).as_ref()
    }

    /// Are there few enough groups to look at all of them?
    pub(in crate::certify::composition) fn is_small(&self) -> bool {
        self.problem.candidates() <= RECOUNT_MEMBERS
    }
}

/// Which of its groups a claim must name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::certify::composition) enum Listed {
    /// All of them, up to [`GROUPS_LISTED`].
    Whole,
    /// At least one.
    Excerpt,
}

/// Groups named: each as it should be, in order, each once, and as many of them as there must be.
pub(in crate::certify::composition) fn listing(
    groups: &[Coalition],
    total: u128,
    listed: Listed,
    is_right: impl Fn(Coalition) -> bool,
) -> [Check; 2] {
    let wrong = groups.iter().filter(|group| !is_right(**group)).count() as u128;
    // By size, then the one that holds the first candidate in which two differ.
    let before = |one: Coalition, two: Coalition| match one.len().cmp(&two.len()) {
        std::cmp::Ordering::Equal => {
            let differ = one.minus(two).union(two.minus(one)).lowest();
            differ.is_some_and(|member| one.contains(member))
        }
        order => order.is_lt(),
    };
    let unsorted = groups.windows(2).filter(|pair| !before(pair[0], pair[1])).count() as u128;
    let named = groups.len() as u128;
    let expected = match listed {
        Listed::Whole => total.min(GROUPS_LISTED as u128),
        Listed::Excerpt => total.min(named.max(1)),
    };
    [
        Check::count("groups named are what is claimed of them", wrong, Witness::Compared(named)),
        Check::count(
            "groups named are in order, each once, and as many as there are",
            unsorted + named.abs_diff(expected),
            Witness::Compared(named),
        ),
    ]
}

/// A check that two numbers agree.
pub(in crate::certify::composition) fn same(name: &'static str, claimed: u128, again: u128) -> Check {
    Check::count(name, claimed.abs_diff(again), Witness::Compared(again))
}

/// A check that something holds.
pub(in crate::certify::composition) fn holds(name: &'static str, does: bool) -> Check {
    Check::count(name, u128::from(!does), Witness::Nothing)
}
