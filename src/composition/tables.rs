//! How many groups there are of each kind, without looking at them one by one.
//!
//! Whether a group meets the share limits depends only on its *profile*: the number of members, and for each
//! limit the number of carriers. [`Tables`] counts groups by profile and by a *measure* (the sum of a whole
//! number for each member, such as its fund). Parts of the candidates are added one after the other, and sums that
//! coincide are kept once; this is done for two halves, and pairs of halves are then compared in sorted order.
//! So `n` candidates cost about `2^(n/2)` where all funds differ, and much less where they repeat.
//!
//! - [`Tables::ledger`]: for each profile the groups, those that reach a sum, and the greatest measure.
//! - [`Tables::groups`]: the groups themselves, by going back through the sums.
//!
//! Reference: Horowitz and Sahni 1974, Journal of the ACM 21 (sums of two sorted halves).

use std::collections::BTreeMap;

use crate::budget::Budget;
use crate::coalition::Coalition;
use crate::composition::menu::{Branch, branches};
use crate::games::composition::CompositionProblem;
use crate::numeric::Rational;

/// Greatest number of sums kept: about 100 MB.
const ENTRIES: usize = 4_500_000;

/// Bits of one number in a profile: numbers are at most 64.
const WIDTH: usize = 7;

/// Why a count was cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::composition) enum Cut {
    /// The budget ran out.
    OutOfBudget,
    /// There are too many different sums.
    TooLarge,
}

/// Number of members in the lowest bits, then the carriers of each limit; adding two adds each number.
pub(in crate::composition) type Profile = u64;

/// The profile of `group`.
pub(in crate::composition) fn profile(problem: &CompositionProblem, group: Coalition) -> Profile {
    problem.limits().iter().enumerate().fold(group.len() as u64, |profile, (place, limit)| {
        profile | (group.intersection(limit.carriers).len() as u64) << (WIDTH * (place + 1))
    })
}

/// Number of members of a profile.
pub(in crate::composition) fn members(profile: Profile) -> usize {
    (profile & 127) as usize
}

/// Number of carriers of the limit at `place`.
pub(in crate::composition) fn carriers(profile: Profile, place: usize) -> usize {
    (profile >> (WIDTH * (place + 1)) & 127) as usize
}

/// For each limit and number of members the greatest number of carriers.
#[derive(Debug)]
pub(in crate::composition) struct Caps(Vec<Vec<usize>>);

impl Caps {
    /// The caps of the limits of `problem`.
    pub(in crate::composition) fn new(problem: &CompositionProblem) -> Self {
        let cap = |limit: &Rational, members: usize| {
            usize::try_from(&(limit * &Rational::from(members as i64)).floor()).unwrap_or(0)
        };
        let caps = |limit: &Rational| (0..=64).map(|members| cap(limit, members)).collect();
        Self(problem.limits().iter().map(|limit| caps(&limit.at_most)).collect())
    }

    /// Is somebody in, and every share within its limit?
    pub(in crate::composition) fn allow(&self, profile: Profile) -> bool {
        self.broken(profile).next().is_none() && members(profile) > 0
    }

    /// The limits that a profile breaks.
    pub(in crate::composition) fn broken(&self, profile: Profile) -> impl Iterator<Item = usize> {
        let breaks = move |(place, caps): (usize, &Vec<usize>)| {
            let cap = caps.get(members(profile)).copied().unwrap_or(0);
            (carriers(profile, place) > cap).then_some(place)
        };
        self.0.iter().enumerate().filter_map(breaks)
    }
}

/// Groups of a part of the candidates with the same profile and measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    profile: Profile,
    measure: i64,
    groups: u64,
}

impl Entry {
    fn key(&self) -> (Profile, i64) {
        (self.profile, self.measure)
    }
}

/// One choice from a menu.
#[derive(Debug, Clone, Copy)]
struct Pick {
    group: Coalition,
    profile: Profile,
    measure: i64,
}

/// The sums of some menus: after none of them, after the first, after the first two, and so on.
#[derive(Debug)]
struct Half {
    menus: Vec<Vec<Pick>>,
    layers: Vec<Vec<Entry>>,
}

/// One profile of a half: its sums in ascending order, and the groups from each sum on.
struct Column<'t> {
    profile: Profile,
    entries: &'t [Entry],
    from: Vec<u64>,
}

/// Counts of the groups with certain members in and others out.
#[derive(Debug)]
pub(in crate::composition) struct Tables {
    branches: Vec<[Half; 2]>,
    fixed: Vec<Coalition>,
}

/// What there is of one profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::composition) struct Cell {
    /// Groups.
    pub(in crate::composition) groups: u128,
    /// Groups whose measure reaches the least sum asked for.
    pub(in crate::composition) reaching: u128,
    /// Greatest measure.
    pub(in crate::composition) best: i64,
    /// Groups that have it.
    pub(in crate::composition) at_best: u128,
}

impl Tables {
    /// Counts the groups that break no implication, hold `required` and nobody of `barred`.
    ///
    /// - `measure`: a number for each candidate and extra; absolute values add up to less than 2^62.
    pub(in crate::composition) fn new(
        problem: &CompositionProblem,
        required: Coalition,
        barred: Coalition,
        measure: &[i64],
        budget: &Budget<'_>,
    ) -> Result<Self, Cut> {
        let pick = |group: Coalition| Pick {
            group,
            profile: profile(problem, group),
            measure: group.members().filter_map(|member| measure.get(member)).sum(),
        };
        let mut room = ENTRIES;
        let (mut tables, mut fixed) = (Vec::new(), Vec::new());
        for Branch { required, menus } in branches(problem, required, barred, budget)? {
            let mut menus: Vec<Vec<Pick>> =
                menus.into_iter().map(|menu| menu.into_iter().map(pick).collect()).collect();
            // Large menus first, each to the half with the fewer combinations so far.
            menus.sort_by_key(|menu| std::cmp::Reverse(menu.len()));
            let (mut sides, mut sizes) = ([Vec::new(), Vec::new()], [1_u128, 1]);
            for menu in menus {
                let side = usize::from(sizes[1] < sizes[0]);
                sizes[side] = sizes[side].saturating_mul(menu.len() as u128);
                sides[side].push(menu);
            }
            let start = pick(required);
            let [first, second] = sides;
            let nobody = pick(Coalition::EMPTY);
            tables.push([
                Half::new(first, start, &mut room, budget)?,
                Half::new(second, nobody, &mut room, budget)?,
            ]);
            fixed.push(required);
        }
        Ok(Self { branches: tables, fixed })
    }

    /// Counts by profile, for the profiles that are `wanted`; the group of nobody is left out.
    ///
    /// - `least`: the measure that counts as reaching; everything reaches `None`.
    pub(in crate::composition) fn ledger(
        &self,
        least: Option<i64>,
        wanted: impl Fn(Profile) -> bool,
        budget: &Budget<'_>,
    ) -> Result<BTreeMap<Profile, Cell>, Cut> {
        let mut ledger: BTreeMap<Profile, Cell> = BTreeMap::new();
        for [first, second] in &self.branches {
            let (first, second) = (first.columns(), second.columns());
            for left in &first {
                if !budget.spend(second.len() as u64) {
                    return Err(Cut::OutOfBudget);
                }
                for right in &second {
                    let profile = left.profile + right.profile;
                    if members(profile) == 0 || !wanted(profile) {
                        continue;
                    }
                    let (Some(a), Some(b)) = (left.entries.last(), right.entries.last()) else { continue };
                    let groups = left.total() * right.total();
                    let (best, at_best) =
                        (a.measure + b.measure, u128::from(a.groups) * u128::from(b.groups));
                    let reaching = least.map_or(groups, |least| left.reaching(right, least));
                    let work = if least.is_some() { left.entries.len() + right.entries.len() } else { 1 };
                    if !budget.spend(work as u64) {
                        return Err(Cut::OutOfBudget);
                    }
                    let cell =
                        ledger.entry(profile).or_insert(Cell { groups: 0, reaching: 0, best, at_best: 0 });
                    cell.groups += groups;
                    cell.reaching += reaching;
                    if best > cell.best {
                        (cell.best, cell.at_best) = (best, 0);
                    }
                    if best == cell.best {
                        cell.at_best += at_best;
                    }
                }
            }
        }
        Ok(ledger)
    }

    /// At most `limit` groups with a wanted profile and a measure of `from` to `to`, the smaller first.
    pub(in crate::composition) fn groups(
        &self,
        wanted: impl Fn(Profile) -> bool,
        (from, to): (i64, i64),
        limit: usize,
    ) -> Vec<Coalition> {
        let mut found = Vec::new();
        for ([first, second], &fixed) in self.branches.iter().zip(&self.fixed) {
            let (lefts, rights) = (first.columns(), second.columns());
            for left in &lefts {
                for right in &rights {
                    let profile = left.profile + right.profile;
                    if members(profile) == 0 || !wanted(profile) {
                        continue;
                    }
                    for a in left.entries {
                        let start = right.entries.partition_point(|b| a.measure + b.measure < from);
                        for b in right.entries[start..].iter().take_while(|b| a.measure + b.measure <= to) {
                            let ones = first.back(first.menus.len(), a.key(), limit);
                            let twos = second.back(second.menus.len(), b.key(), limit);
                            let pairs = ones.iter().flat_map(|one| twos.iter().map(|two| one.union(*two)));
                            found.extend(pairs.take(limit - found.len()).map(|pair| pair.union(fixed)));
                            if found.len() >= limit {
                                return in_order(found);
                            }
                        }
                    }
                }
            }
        }
        in_order(found)
    }
}

/// Groups by size, then by their first member that differs.
fn in_order(mut groups: Vec<Coalition>) -> Vec<Coalition> {
    groups.sort_by_key(|group| (group.len(), std::cmp::Reverse(group.bits().reverse_bits())));
    groups
}

impl Half {
    fn new(menus: Vec<Vec<Pick>>, start: Pick, room: &mut usize, budget: &Budget<'_>) -> Result<Self, Cut> {
        let mut layers = vec![vec![Entry { profile: start.profile, measure: start.measure, groups: 1 }]];
        for menu in &menus {
            let last = layers.last().map_or(&[][..], Vec::as_slice);
            let mut sums: Vec<Vec<Entry>> = Vec::new();
            for pick in menu {
                if last.len().saturating_mul(sums.len() + 1) > 2 * ENTRIES {
                    return Err(Cut::TooLarge);
                }
                let add = |entry: &Entry| Entry {
                    profile: entry.profile + pick.profile,
                    measure: entry.measure + pick.measure,
                    groups: entry.groups,
                };
                sums.push(last.iter().map(add).collect());
                if !budget.spend(last.len() as u64) {
                    return Err(Cut::OutOfBudget);
                }
            }
            while sums.len() > 1 {
                let pairs = sums.chunks(2).map(|pair| match pair {
                    [one, two] => merged(one, two),
                    rest => rest.concat(),
                });
                sums = pairs.collect();
            }
            let layer = sums.pop().unwrap_or_default();
            *room = room.checked_sub(layer.len()).ok_or(Cut::TooLarge)?;
            layers.push(layer);
        }
        Ok(Self { menus, layers })
    }

    /// The sums of all menus, by profile.
    fn columns(&self) -> Vec<Column<'_>> {
        let entries = self.layers.last().map_or(&[][..], Vec::as_slice);
        let column = |entries| {
            let entries: &[Entry] = entries;
            let mut from: Vec<u64> = entries.iter().rev().scan(0, running).collect();
            from.reverse();
            Column { profile: entries.first().map_or(0, |entry| entry.profile), entries, from }
        };
        entries.chunk_by(|one, two| one.profile == two.profile).map(column).collect()
    }

    /// At most `limit` groups of the first `layer` menus with this profile and measure.
    fn back(&self, layer: usize, (profile, measure): (Profile, i64), limit: usize) -> Vec<Coalition> {
        if layer == 0 {
            return vec![Coalition::EMPTY];
        }
        let (menu, before) = (&self.menus[layer - 1], &self.layers[layer - 1]);
        let mut found = Vec::new();
        for pick in menu {
            // A profile with fewer of something than the pick wraps around, and is not found.
            let key = (profile.wrapping_sub(pick.profile), measure - pick.measure);
            if found.len() < limit && before.binary_search_by_key(&key, Entry::key).is_ok() {
                let rest = self.back(layer - 1, key, limit - found.len());
                found.extend(rest.into_iter().map(|rest| rest.union(pick.group)));
            }
        }
        found
    }
}

/// Adds up groups from the greatest sum down.
#[allow(clippy::unnecessary_wraps)] // the shape that `scan` asks for
fn running(total: &mut u64, entry: &Entry) -> Option<u64> {
    *total += entry.groups;
    Some(*total)
}

/// Two sorted lists as one, with equal sums added up.
fn merged(one: &[Entry], two: &[Entry]) -> Vec<Entry> {
    let mut both = Vec::with_capacity(one.len() + two.len());
    let (mut left, mut right) = (one.iter().peekable(), two.iter().peekable());
    while let (Some(&a), Some(&b)) = (left.peek(), right.peek()) {
        match a.key().cmp(&b.key()) {
            std::cmp::Ordering::Less => both.extend(left.next()),
            std::cmp::Ordering::Greater => both.extend(right.next()),
            std::cmp::Ordering::Equal => {
                both.push(Entry { groups: a.groups + b.groups, ..*a });
                left.next();
                right.next();
            }
        }
    }
    both.extend(left);
    both.extend(right);
    both
}

impl Column<'_> {
    fn total(&self) -> u128 {
        self.from.first().copied().unwrap_or(0).into()
    }

    /// Pairs of groups whose measures add up to `least` or more.
    fn reaching(&self, other: &Column<'_>, least: i64) -> u128 {
        let mut start = other.entries.len();
        let mut pairs = 0;
        for entry in self.entries {
            while start > 0 && entry.measure + other.entries[start - 1].measure >= least {
                start -= 1;
            }
            let beside = other.from.get(start).copied().unwrap_or(0);
            pairs += u128::from(entry.groups) * u128::from(beside);
        }
        pairs
    }
}
