//! Counts over all packages: how many are admissible, acceptable, on the boundary, and what the zone offers.
//!
//! Acceptable packages are counted by a walk over blocks: subtrees whose bounds miss a floor are skipped,
//! and coordinates that a whole block meets are not compared. What a package is asked beyond the count
//! (levels seen, best utility) is only asked while the answer can still change.
//!
//! Admissible packages need no payoffs: issues that no rule ties together are counted apart and the counts
//! multiplied.

use crate::bargaining::finite::lane::{Lane, Width};
use crate::bargaining::finite::plan::{Plan, groups};
use crate::bargaining::finite::sheet::{Coordinates, Sheet, Table, width};
use crate::bargaining::finite::walk::{CHUNK, Leaf, Visit, walk};
use crate::budget::Budget;
use crate::games::bargaining::BargainingGame;

/// What a count over all packages finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Packages that meet all rules.
    pub admissible: u128,
    /// Admissible packages that give every party at least its walk-away value.
    pub acceptable: u128,
    /// Acceptable packages that give some party exactly its walk-away value.
    pub on_boundary: u128,
    /// For each party its greatest utility over acceptable packages, in its units; `None` without any.
    pub best: Option<Vec<i128>>,
    /// For each issue and level whether some acceptable package has it.
    pub levels: Vec<Vec<bool>>,
    /// For each issue and level whether some admissible package has it.
    pub admissible_levels: Vec<Vec<bool>>,
    /// Was every package counted? If not, the budget ran out, and the counts are of what was looked at.
    pub is_complete: bool,
}

/// Counts the admissible and the acceptable packages of `game`.
///
/// Counts beyond `u128::MAX` saturate. Cost: a few comparisons for each package not cut off by bounds.
#[must_use]
pub fn survey(game: &BargainingGame, budget: &Budget) -> Survey {
    match width(game) {
        Width::Narrow => run::<i32>(game, budget),
        Width::Middle => run::<i64>(game, budget),
        Width::Wide => run::<i128>(game, budget),
    }
}

fn run<L: Lane>(game: &BargainingGame, budget: &Budget) -> Survey {
    let (admissible, admissible_levels, rules_complete) = admission::<L>(game, budget);
    let sheet = Sheet::<L>::new(game, Coordinates::Acceptance);
    let (tally, is_complete) = Tally::over(&sheet, sheet.floors(Some(game.walk_away())), budget);
    let best = tally.best.iter().map(|&utility| utility.widen()).collect();
    Survey {
        admissible,
        acceptable: tally.total,
        on_boundary: tally.on_boundary,
        best: (tally.total > 0).then_some(best),
        levels: tally.levels,
        admissible_levels,
        is_complete: is_complete && rules_complete,
    }
}

/// Counts admissible packages and their levels group by group; also says whether the budget sufficed.
fn admission<L: Lane>(game: &BargainingGame, budget: &Budget) -> (u128, Vec<Vec<bool>>, bool) {
    let sheet = Sheet::<L>::new(game, Coordinates::Admission);
    let mut total = 1_u128;
    let mut levels: Vec<Vec<bool>> = game.levels().iter().map(|&count| vec![true; count]).collect();
    let mut is_complete = true;
    for group in limit_groups(&sheet) {
        let part = restrict(&sheet, &group);
        if part.tables.is_empty() {
            let product = part.levels.iter().fold(1_u128, |all, &count| all.saturating_mul(count as u128));
            total = total.saturating_mul(product);
            continue;
        }
        let (tally, ended) = Tally::over(&part, part.floors(None), budget);
        total = total.saturating_mul(tally.total);
        is_complete &= ended;
        group.iter().zip(tally.levels).for_each(|(&issue, seen)| levels[issue] = seen);
    }
    if total == 0 {
        levels.iter_mut().for_each(|seen| seen.fill(false));
    }
    (total, levels, is_complete)
}

/// Issues tied together by tables or by a limit.
fn limit_groups<L: Lane>(sheet: &Sheet<L>) -> Vec<Vec<usize>> {
    let mut result = groups(sheet);
    for limit in (0..sheet.coordinates).filter(|&coordinate| sheet.veto != Some(coordinate)) {
        let tied: Vec<usize> = sheet
            .tables
            .iter()
            .filter(|table| is_in(table, limit, sheet.coordinates))
            .flat_map(|table| table.issues.iter().copied())
            .collect();
        let touches = |group: &Vec<usize>| group.iter().any(|issue| tied.contains(issue));
        let (touched, mut rest): (Vec<_>, Vec<_>) = result.into_iter().partition(touches);
        let mut joined = touched.concat();
        joined.sort_unstable();
        if !joined.is_empty() {
            rest.push(joined);
        }
        result = rest;
    }
    result
}

/// Does `table` have a part in `coordinate`?
fn is_in<L: Lane>(table: &Table<L>, coordinate: usize, coordinates: usize) -> bool {
    table.values.iter().skip(coordinate).step_by(coordinates).any(|&value| value != L::default())
}

/// Does any table of `sheet` have a part in `coordinate`?
fn changes<L: Lane>(sheet: &Sheet<L>, coordinate: usize) -> bool {
    sheet.tables.iter().any(|table| is_in(table, coordinate, sheet.coordinates))
}

/// The part of `sheet` over the issues of `group`, ascending.
fn restrict<L: Lane>(sheet: &Sheet<L>, group: &[usize]) -> Sheet<L> {
    let place = |issue: &usize| group.binary_search(issue).ok();
    let local = |table: &Table<L>| {
        let issues: Option<Vec<usize>> = table.issues.iter().map(place).collect();
        issues.map(|issues| Table { issues, values: table.values.clone() })
    };
    let mut part = Sheet {
        levels: group.iter().map(|&issue| sheet.levels[issue]).collect(),
        tables: sheet.tables.iter().filter_map(local).collect(),
        ..sheet.clone()
    };
    // A limit that only other groups have a part in stands at zero here, and its floor is their matter.
    for limit in 0..part.coordinates {
        if changes(sheet, limit) && !changes(&part, limit) {
            part.rule_floors[limit] = L::default();
        }
    }
    part
}

/// What a walk over acceptable packages has seen.
struct Tally<L> {
    parties: usize,
    floors: Vec<L>,
    total: u128,
    on_boundary: u128,
    best: Vec<L>,
    levels: Vec<Vec<bool>>,
    /// For each row of the block `-1` once an acceptable package has it.
    seen: Vec<L>,
    unseen: usize,
}

impl<L: Lane> Tally<L> {
    /// Counts the packages of `sheet` with every coordinate at or above its floor.
    fn over(sheet: &Sheet<L>, floors: Vec<L>, budget: &Budget) -> (Self, bool) {
        let plan = Plan::fastest(sheet);
        let mut tally = Self {
            parties: sheet.parties,
            total: 0,
            on_boundary: 0,
            best: (0..sheet.parties).map(|party| sheet.threshold(party, i128::MIN)).collect(),
            levels: sheet.levels.iter().map(|&count| vec![false; count]).collect(),
            seen: vec![L::default(); plan.rows.len()],
            unseen: plan.rows.len(),
            floors,
        };
        let is_complete = walk(&plan, budget, &mut tally);
        let mut package = vec![0; sheet.levels.len()];
        for (&row, _) in plan.rows.iter().zip(&tally.seen).filter(|(_, seen)| **seen != L::default()) {
            plan.write_inner(row as usize, &mut package);
            for &issue in &plan.order[plan.outer..] {
                tally.levels[issue][package[issue]] = true;
            }
        }
        (tally, is_complete)
    }

    /// Marks the entries of a chunk that passed as seen.
    fn mark(&mut self, start: usize, missed: &[L]) {
        for (seen, &flag) in self.seen[start..].iter_mut().zip(missed) {
            *seen |= !flag;
        }
    }
}

impl<L: Lane> Visit<L> for Tally<L> {
    fn matters(&mut self, upper: &[L], _lower: &[L]) -> bool {
        self.floors.iter().zip(upper).all(|(floor, upper)| upper >= floor)
    }

    fn leaf(&mut self, leaf: &Leaf<L>) {
        let before = self.total;
        let thresholds = leaf.open(&self.floors);
        let reaches = |&party: &usize| leaf.lower[party] <= self.floors[party];
        let boundary: Vec<(usize, L)> = (0..self.parties)
            .filter(reaches)
            .map(|party| (party, self.floors[party] - leaf.offset[party]))
            .collect();
        let rising: Vec<usize> =
            (0..self.parties).filter(|&party| leaf.upper[party] > self.best[party]).collect();
        let mut missed = [L::default(); CHUNK];
        let mut touched = [L::default(); CHUNK];
        for start in (0..leaf.len()).step_by(CHUNK) {
            let (count, passed) = leaf.compare(start, &thresholds, &mut missed);
            if passed == 0 {
                continue;
            }
            self.total = self.total.saturating_add(passed as u128);
            if !boundary.is_empty() {
                touched.fill(L::default());
                for &(party, threshold) in &boundary {
                    for (flag, &value) in touched.iter_mut().zip(&leaf.columns[party][start..start + count]) {
                        *flag |= L::mask(value == threshold);
                    }
                }
                let mut both = L::default();
                for (&flag, &miss) in touched[..count].iter().zip(&missed) {
                    both -= flag & !miss;
                }
                self.on_boundary = self.on_boundary.saturating_add(both.widen() as u128);
            }
            if self.unseen > 0 {
                self.mark(start, &missed[..count]);
            }
            for &party in &rising {
                let mut best = self.best[party] - leaf.offset[party];
                for (&value, &miss) in leaf.columns[party][start..start + count].iter().zip(&missed) {
                    best = if miss == L::default() && value > best { value } else { best };
                }
                self.best[party] = best + leaf.offset[party];
            }
        }
        if self.total > before {
            if self.unseen > 0 {
                self.unseen = self.seen.iter().filter(|&&seen| seen == L::default()).count();
            }
            for (position, &level) in leaf.prefix.iter().enumerate() {
                self.levels[leaf.plan.order[position]][level] = true;
            }
        }
    }
}
