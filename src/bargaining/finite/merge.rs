//! The frontier issue by issue: partial packages, of which only those that may still be efficient are kept.
//!
//! Issues are decided one after another. A **partial** is the sum of the tables that are wholly decided.
//! Partials that differ in an issue whose tables are not all decided get different things from what is to
//! come, so they are kept apart in groups, one for each combination of levels of those **open** issues; with
//! additive payoffs there is only ever one group. Inside a group a partial is dropped
//!
//! - when even the best completion misses a floor, or
//! - when another improves it: the same completion then improves the whole package (Bellman's principle for
//!   vector sums). Room left under limits counts as a coordinate here, see [`crate::bargaining::finite::pareto`].
//!
//! Equal partials become one with their packages added. Room that no completion can use up is cut off, so
//! that more partials are equal.

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::finite::pareto::{Points, efficient};
use crate::bargaining::finite::plan::{Ladder, ladders};
use crate::bargaining::finite::sheet::Sheet;
use crate::budget::Budget;

/// An order of the issues for [`merge`] and what it costs.
pub(crate) struct Order {
    /// The issues.
    pub(crate) issues: Vec<usize>,
    /// Groups of partials times levels, over all steps: the least work.
    pub(crate) cost: u128,
}

/// Partials with the same levels on the open issues.
struct Group<L> {
    /// Level of each open issue.
    levels: Vec<usize>,
    points: Points<L>,
}

/// A table at one step: its bounds, and where its row is found.
struct Lookup<'a, L> {
    ladder: &'a Ladder<L>,
    /// How many of its issues are decided.
    decided: usize,
    /// Place of each decided issue among the levels of a group, and the stride of its row.
    places: Vec<(usize, usize)>,
}

/// One group extended by one level.
struct Move {
    /// The open levels it leads to.
    target: Vec<usize>,
    group: usize,
    level: usize,
}

/// Chooses the order that keeps few issues open, and among those the one with the greatest spread first.
pub(crate) fn order<L: Lane>(sheet: &Sheet<L>) -> Order {
    let count = sheet.levels.len();
    let spread = spreads(sheet);
    let mut is_decided = vec![false; count];
    let mut chosen = Order { issues: Vec::with_capacity(count), cost: 0 };
    let mut groups = 1_u128;
    for _ in 0..count {
        let mut best: Option<(u128, f64, usize)> = None;
        for issue in 0..count {
            if std::mem::replace(&mut is_decided[issue], true) {
                continue;
            }
            let after = open_levels(sheet, &is_decided);
            is_decided[issue] = false;
            let is_better = best
                .is_none_or(|(groups, least, _)| after < groups || after == groups && spread[issue] > least);
            if is_better {
                best = Some((after, spread[issue], issue));
            }
        }
        let Some((after, _, issue)) = best else { break };
        is_decided[issue] = true;
        let moves = groups.saturating_mul(sheet.levels[issue] as u128);
        chosen.cost = chosen.cost.saturating_add(moves);
        chosen.issues.push(issue);
        groups = after;
    }
    chosen
}

/// Share of the parties' ranges that each issue decides, added over parties.
fn spreads<L: Lane>(sheet: &Sheet<L>) -> Vec<f64> {
    let mut spread = vec![0.0; sheet.levels.len()];
    for party in 0..sheet.parties {
        let whole = (sheet.greatest[party].widen() - sheet.least[party].widen()).max(1) as f64;
        for table in &sheet.tables {
            let column = || table.values.iter().skip(party).step_by(sheet.coordinates).copied();
            let range = column().max().unwrap_or_default() - column().min().unwrap_or_default();
            for &issue in &table.issues {
                spread[issue] += range.widen() as f64 / whole / table.issues.len() as f64;
            }
        }
    }
    spread
}

/// Combinations of levels of the decided issues that share a table with an undecided one.
fn open_levels<L>(sheet: &Sheet<L>, is_decided: &[bool]) -> u128 {
    let mut is_open = vec![false; is_decided.len()];
    for table in sheet.tables.iter().filter(|table| table.issues.iter().any(|&issue| !is_decided[issue])) {
        table.issues.iter().for_each(|&issue| is_open[issue] = is_decided[issue]);
    }
    let open = is_open.iter().zip(&sheet.levels).filter(|(open, _)| **open);
    open.fold(1, |product, (_, &count)| product.saturating_mul(count as u128))
}

/// The efficient vectors of the parties at or above `floors`.
///
/// If the budget runs out in the last step, some of them; if it runs out before, none.
pub(crate) fn merge<L: Lane>(sheet: &Sheet<L>, floors: &[L], order: &[usize], budget: &Budget) -> Points<L> {
    let ladders = ladders(sheet, order);
    let mut live: Vec<usize> = (0..sheet.coordinates).filter(|&index| sheet.veto != Some(index)).collect();
    let mut first = Points::new(live.len());
    first.push(&vec![L::default(); live.len()], 1);
    let mut open: Vec<usize> = Vec::new();
    let mut groups = vec![Group { levels: Vec::new(), points: first }];
    for (depth, &issue) in order.iter().enumerate() {
        let step = Step::new(sheet, floors, &ladders, order, &open, depth, live);
        let moves = step.moves(&groups, sheet.levels[issue]);
        let mut next = Vec::new();
        for run in moves.chunk_by(|left, right| left.target == right.target) {
            let mut candidates = Points::new(step.kept.len());
            // Room for all, so that nothing is copied; what stays empty costs no memory.
            let most: usize = run.iter().map(|one| groups[one.group].points.len()).sum();
            candidates.values.reserve_exact(most * step.kept.len());
            for one in run {
                step.extend(&groups[one.group], one, &mut candidates);
            }
            if !budget.spend(candidates.len() as u64 + run.len() as u64) {
                return Points::new(sheet.parties);
            }
            if candidates.len() > 0 {
                let points = efficient(candidates, sheet.parties, budget);
                next.push(Group { levels: run[0].target.clone(), points });
            }
            if budget.is_exhausted() && depth + 1 < order.len() {
                return Points::new(sheet.parties);
            }
        }
        groups = next;
        open = step.open;
        live = step.kept;
    }
    groups.pop().map_or_else(|| Points::new(sheet.parties), |group| group.points)
}

/// What is fixed at one step of the merge.
struct Step<'a, L> {
    sheet: &'a Sheet<L>,
    floors: &'a [L],
    /// Open issues after the step, as positions of the order, and their places before it; the issue of the
    /// step itself has the place after the last.
    open: Vec<usize>,
    places: Vec<usize>,
    /// Tables that this step decides; rows are found from the levels before the step and the new one.
    closing: Vec<Lookup<'a, L>>,
    /// Tables that stay undecided; rows are found from the open levels after the step.
    pending: Vec<Lookup<'a, L>>,
    /// Coordinates of the partials before the step, and after it.
    live: Vec<usize>,
    kept: Vec<usize>,
}

impl<'a, L: Lane> Step<'a, L> {
    fn new(
        sheet: &'a Sheet<L>,
        floors: &'a [L],
        ladders: &'a [Ladder<L>],
        order: &[usize],
        before: &[usize],
        depth: usize,
        live: Vec<usize>,
    ) -> Self {
        let last = |ladder: &Ladder<L>| ladder.positions.last().copied().unwrap_or(0);
        let pending: Vec<&Ladder<L>> = ladders.iter().filter(|ladder| last(ladder) > depth).collect();
        let is_open = |&position: &usize| pending.iter().any(|ladder| ladder.positions.contains(&position));
        let now: Vec<usize> = before.iter().copied().chain([depth]).collect();
        let open: Vec<usize> = now.iter().copied().filter(is_open).collect();
        let place = |position: &usize| now.iter().position(|other| other == position).unwrap_or(0);
        let places = open.iter().map(place).collect();
        let lookup = |ladder: &'a Ladder<L>, among: &[usize]| {
            let decided = ladder.positions.iter().filter(|&&position| position <= depth).count();
            let mut stride = 1;
            let mut places = Vec::new();
            for position in ladder.positions[..decided].iter().rev() {
                places.push((among.iter().position(|other| other == position).unwrap_or(0), stride));
                stride *= sheet.levels[order[*position]];
            }
            Lookup { ladder, decided, places }
        };
        let matters = |&coordinate: &usize| {
            let changes = |ladder: &&Ladder<L>| {
                let values = &ladder.upper[ladder.positions.len()];
                values.iter().skip(coordinate).step_by(sheet.coordinates).any(|&value| value != L::default())
            };
            coordinate < sheet.parties || pending.iter().any(changes)
        };
        Self {
            sheet,
            floors,
            closing: ladders
                .iter()
                .filter(|ladder| last(ladder) == depth)
                .map(|it| lookup(it, &now))
                .collect(),
            pending: pending.iter().map(|it| lookup(it, &open)).collect(),
            kept: live.iter().copied().filter(matters).collect(),
            open,
            places,
            live,
        }
    }

    /// Every group with every level, sorted by the open levels that come out.
    fn moves(&self, groups: &[Group<L>], count: usize) -> Vec<Move> {
        let mut moves = Vec::with_capacity(groups.len() * count);
        for (index, group) in groups.iter().enumerate() {
            for level in 0..count {
                let pick = |&place: &usize| group.levels.get(place).copied().unwrap_or(level);
                moves.push(Move { target: self.places.iter().map(pick).collect(), group: index, level });
            }
        }
        if !self.open.is_empty() {
            moves.sort_by(|left, right| left.target.cmp(&right.target));
        }
        moves
    }

    /// Adds the partials of `group` with one more level, as far as they can still reach every floor.
    fn extend(&self, group: &Group<L>, one: &Move, candidates: &mut Points<L>) {
        let width = self.sheet.coordinates;
        let now: Vec<usize> = group.levels.iter().copied().chain([one.level]).collect();
        let mut shift = vec![L::default(); width];
        self.closing.iter().for_each(|lookup| lookup.add(lookup.upper(), &now, &mut shift));
        let mut upper = vec![L::default(); width];
        let mut lower = vec![L::default(); width];
        for lookup in &self.pending {
            lookup.add(lookup.upper(), &one.target, &mut upper);
            lookup.add(lookup.lower(), &one.target, &mut lower);
        }
        // What is admissible so far breaks no rule, so the veto of a group is always zero.
        if self.sheet.veto.is_some_and(|veto| shift[veto] + upper[veto] < L::default()) {
            return;
        }
        let need: Vec<L> =
            self.live.iter().map(|&index| self.floors[index] - upper[index] - shift[index]).collect();
        // For each kept coordinate: its place before, what is added, and the most that can matter.
        let parts: Vec<(usize, L, L)> = self
            .live
            .iter()
            .enumerate()
            .filter(|(_, index)| self.kept.contains(index))
            .map(|(place, &index)| {
                let is_room = index >= self.sheet.parties;
                let most = if is_room { self.floors[index] - lower[index] } else { L::MOST };
                (place, shift[index], most)
            })
            .collect();
        for point in 0..group.points.len() {
            let row = group.points.row(point);
            if row.iter().zip(&need).all(|(value, need)| value >= need) {
                let moved = parts.iter().map(|&(place, shift, most)| (row[place] + shift).min(most));
                candidates.values.extend(moved);
                candidates.packages.push(group.points.packages.get(point));
            }
        }
    }
}

impl<L: Lane> Lookup<'_, L> {
    fn upper(&self) -> &[L] {
        &self.ladder.upper[self.decided]
    }

    fn lower(&self) -> &[L] {
        &self.ladder.lower[self.decided]
    }

    /// Adds the row of `values` that `levels` choose to `sums`.
    fn add(&self, values: &[L], levels: &[usize], sums: &mut [L]) {
        let row: usize = self.places.iter().map(|&(place, stride)| levels[place] * stride).sum();
        let row = &values[row * sums.len()..][..sums.len()];
        sums.iter_mut().zip(row).for_each(|(sum, &value)| *sum += value);
    }
}
