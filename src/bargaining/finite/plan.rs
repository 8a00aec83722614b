//! The order in which packages are looked at, and what is known of those not yet looked at.
//!
//! A [`Plan`] puts the issues in an order and cuts it in two: **outer** issues are walked depth first, and
//! the combinations of all **inner** issues together form one block of columns, one column for each
//! coordinate, so that a leaf of the walk compares thousands of packages in straight loops.
//!
//! Each table becomes a [`Ladder`]: for every number of its issues already decided, the greatest and least
//! value that the undecided ones can still bring. The sum over tables bounds every package below a node.
//! Tables over inner issues only are summed into the block once; those over both are **mixed** and added
//! again for each leaf.

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::finite::sheet::{Sheet, row_map};

/// Most packages in the inner block; 14 columns of 32 bits then fit the second cache.
const BLOCK: usize = 1 << 14;

/// Most packages in the inner block of `sheet`: a small share of all, so that bounds can skip the rest.
fn block_limit<L>(sheet: &Sheet<L>) -> usize {
    let packages = sheet.levels.iter().fold(1_usize, |product, &count| product.saturating_mul(count));
    (packages / 64).clamp(16, BLOCK)
}

/// Values of one table when its first issues, in plan order, are decided.
#[derive(Debug)]
pub(crate) struct Ladder<L> {
    /// Positions in the plan of the table's issues, ascending.
    pub(crate) positions: Vec<usize>,
    /// `upper[decided][row * coordinates + coordinate]`: greatest values over the undecided issues.
    pub(crate) upper: Vec<Vec<L>>,
    /// The least values likewise.
    pub(crate) lower: Vec<Vec<L>>,
}

/// A table over outer and inner issues.
#[derive(Debug)]
pub(crate) struct Mixed {
    /// Its number in [`Plan::ladders`].
    pub(crate) table: usize,
    /// Rows over its inner issues.
    pub(crate) rows: usize,
    /// For each entry of the block its row over the table's inner issues.
    pub(crate) map: Vec<u32>,
    /// The coordinates it changes.
    pub(crate) coordinates: Vec<usize>,
}

/// An order of the issues with everything precomputed that depends on it.
#[derive(Debug)]
pub(crate) struct Plan<L> {
    /// Number of coordinates.
    pub(crate) coordinates: usize,
    /// Issue at each position.
    pub(crate) order: Vec<usize>,
    /// Levels of the issue at each position.
    pub(crate) sizes: Vec<usize>,
    /// Positions below this one are outer.
    pub(crate) outer: usize,
    /// The tables.
    pub(crate) ladders: Vec<Ladder<L>>,
    /// For each position the tables that have its issue, and how many of their issues come before.
    pub(crate) touching: Vec<Vec<(usize, usize)>>,
    /// Row over the inner issues of each entry of the block, ascending.
    pub(crate) rows: Vec<u32>,
    /// For each coordinate the sums of the inner tables, one for each entry.
    pub(crate) columns: Vec<Vec<L>>,
    /// Tables over outer and inner issues.
    pub(crate) mixed: Vec<Mixed>,
}

impl<L: Lane> Plan<L> {
    /// Looks at packages in the order of the file: issue 0 slowest.
    pub(crate) fn in_file_order(sheet: &Sheet<L>) -> Self {
        let limit = block_limit(sheet);
        let mut inner = sheet.levels.len();
        let mut size = 1_usize;
        while inner > 0 && size.saturating_mul(sheet.levels[inner - 1]) <= limit {
            inner -= 1;
            size *= sheet.levels[inner];
        }
        Self::new(sheet, (0..sheet.levels.len()).collect(), inner)
    }

    /// Looks at packages in an order that keeps tables from being mixed.
    pub(crate) fn fastest(sheet: &Sheet<L>) -> Self {
        let limit = block_limit(sheet);
        let mut groups = groups(sheet);
        groups.sort_by_key(|group| group.iter().map(|&issue| sheet.levels[issue]).product::<usize>());
        let (mut outer, mut inner) = (Vec::new(), Vec::new());
        let mut size = 1_usize;
        for group in groups {
            let product =
                group.iter().try_fold(size, |product, &issue| product.checked_mul(sheet.levels[issue]));
            match product.filter(|&product| product <= limit) {
                Some(product) => {
                    size = product;
                    inner.extend(group);
                }
                None => outer.extend(group),
            }
        }
        while let Some(&issue) = outer.last() {
            let product = size.saturating_mul(sheet.levels[issue]);
            // Breaking a group up mixes its tables; that pays only while the block is very small.
            if size >= limit / 16 || product > limit {
                break;
            }
            size = product;
            outer.pop();
            inner.insert(0, issue);
        }
        let cut = outer.len();
        outer.extend(inner);
        Self::new(sheet, outer, cut)
    }

    fn new(sheet: &Sheet<L>, order: Vec<usize>, outer: usize) -> Self {
        let coordinates = sheet.coordinates;
        let ladders = ladders(sheet, &order);
        let mut touching = vec![Vec::new(); order.len()];
        for (table, ladder) in ladders.iter().enumerate() {
            for (before, &position) in ladder.positions.iter().enumerate() {
                touching[position].push((table, before));
            }
        }
        let sizes: Vec<usize> = order.iter().map(|&issue| sheet.levels[issue]).collect();
        let inner: Vec<usize> = (outer..order.len()).collect();
        let entries: usize = sizes[outer..].iter().product();
        let mut plan = Self {
            coordinates,
            order,
            sizes,
            outer,
            ladders,
            touching,
            rows: (0..entries as u32).collect(),
            columns: vec![vec![L::default(); entries]; coordinates],
            mixed: Vec::new(),
        };
        for (table, ladder) in plan.ladders.iter().enumerate() {
            let decided = ladder.positions.iter().filter(|&&position| position < outer).count();
            let own = &ladder.positions[decided..];
            if own.is_empty() {
                continue;
            }
            let map = row_map(&plan.sizes, &inner, own);
            let values = &ladder.upper[ladder.positions.len()];
            if decided == 0 {
                for (coordinate, column) in plan.columns.iter_mut().enumerate() {
                    for (sum, &row) in column.iter_mut().zip(&map) {
                        *sum += values[row as usize * coordinates + coordinate];
                    }
                }
            } else {
                let rows = own.iter().map(|&position| plan.sizes[position]).product();
                let changes = |&coordinate: &usize| {
                    values.iter().skip(coordinate).step_by(coordinates).any(|&value| value != L::default())
                };
                let changed = (0..coordinates).filter(changes).collect();
                plan.mixed.push(Mixed { table, rows, map, coordinates: changed });
            }
        }
        if let Some(veto) = sheet.veto {
            plan.drop_vetoed(veto);
        }
        plan
    }

    /// Removes the entries of the block that break a rule over inner issues.
    fn drop_vetoed(&mut self, veto: usize) {
        let keep: Vec<bool> = self.columns[veto].iter().map(|&broken| broken >= L::default()).collect();
        if !keep.contains(&false) {
            return;
        }
        retain(&mut self.rows, &keep);
        self.columns.iter_mut().for_each(|column| retain(column, &keep));
        self.mixed.iter_mut().for_each(|mixed| retain(&mut mixed.map, &keep));
    }

    /// The levels of the inner issues in `row` of the block, written by issue into `package`.
    pub(crate) fn write_inner(&self, mut row: usize, package: &mut [usize]) {
        for position in (self.outer..self.order.len()).rev() {
            package[self.order[position]] = row % self.sizes[position];
            row /= self.sizes[position];
        }
    }
}

/// Keeps the entries that `keep` marks.
fn retain<T>(entries: &mut Vec<T>, keep: &[bool]) {
    let mut flags = keep.iter();
    entries.retain(|_| flags.next().copied().unwrap_or(false));
}

/// The bounds of each table of `sheet` when its issues are decided in `order`.
pub(crate) fn ladders<L: Lane>(sheet: &Sheet<L>, order: &[usize]) -> Vec<Ladder<L>> {
    let coordinates = sheet.coordinates;
    let mut position = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, &issue)| position[issue] = place);
    let ladder = |table: &crate::bargaining::finite::sheet::Table<L>| {
        let mut issues = table.issues.clone();
        issues.sort_by_key(|&issue| position[issue]);
        let values = if issues == table.issues {
            table.values.clone()
        } else {
            let map = row_map(&sheet.levels, &issues, &table.issues);
            map.iter()
                .flat_map(|&row| table.values[row as usize * coordinates..][..coordinates].iter().copied())
                .collect()
        };
        let (mut upper, mut lower) = (vec![values.clone()], vec![values]);
        for &issue in issues.iter().rev() {
            let count = sheet.levels[issue];
            let above = reduce(&upper[upper.len() - 1], coordinates, count, L::max);
            let below = reduce(&lower[lower.len() - 1], coordinates, count, L::min);
            upper.push(above);
            lower.push(below);
        }
        upper.reverse();
        lower.reverse();
        Ladder { positions: issues.iter().map(|&issue| position[issue]).collect(), upper, lower }
    };
    sheet.tables.iter().map(ladder).collect()
}

/// Combines each run of `count` rows into one.
fn reduce<L: Lane>(values: &[L], coordinates: usize, count: usize, pick: fn(L, L) -> L) -> Vec<L> {
    let mut result = Vec::with_capacity(values.len() / count);
    for run in values.chunks_exact((count * coordinates).max(1)) {
        for coordinate in 0..coordinates {
            let column = run.iter().skip(coordinate).step_by(coordinates).copied();
            result.push(column.reduce(pick).unwrap_or_default());
        }
    }
    result
}

/// Issues that tables tie together, each group in file order.
pub(crate) fn groups<L>(sheet: &Sheet<L>) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..sheet.levels.len()).collect();
    for table in &sheet.tables {
        let lowest = table.issues.iter().map(|&issue| group_of[issue]).min().unwrap_or(0);
        let joined: Vec<usize> = table.issues.iter().map(|&issue| group_of[issue]).collect();
        for group in &mut group_of {
            if joined.contains(group) {
                *group = lowest;
            }
        }
    }
    let members = |group: usize| -> Vec<usize> {
        (0..group_of.len()).filter(|&issue| group_of[issue] == group).collect()
    };
    (0..group_of.len()).map(members).filter(|group| !group.is_empty()).collect()
}
