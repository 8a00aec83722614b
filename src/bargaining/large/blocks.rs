//! A game as blocks: what each of a few issues adds, whatever the others do.
//!
//! Issues that a payoff table or a rule on combinations ties together become one **block**; a block has a **row** for each
//! combination of their levels that no such rule excludes. A package is one row of every block, and what it is worth is the
//! sum of the rows: a vector of **coordinates**, greater is better, one for each party and then one for each limit (the
//! negated amount). A package is acceptable if every coordinate reaches its floor.

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::finite::plan::groups;
use crate::bargaining::finite::sheet::{Coordinates, Sheet, row_map};
use crate::games::bargaining::BargainingGame;

/// Most rows of one block before rules are looked at.
const MOST_ROWS: usize = 1 << 20;

/// Sums and floors stay below two to this power where weights are to have room beside them.
pub(crate) const MOST_BITS: u32 = 48;

/// Some issues with what each combination of their levels adds.
#[derive(Debug, Clone)]
pub(crate) struct Block<L> {
    /// The issues, ascending; the last varies fastest in `combinations`.
    pub(crate) issues: Vec<usize>,
    /// Number of levels of each of them.
    pub(crate) sizes: Vec<usize>,
    /// The combination of each row, ascending.
    pub(crate) combinations: Vec<u32>,
    /// `values[row * width + coordinate]`.
    pub(crate) values: Vec<L>,
}

/// A game as blocks.
#[derive(Debug, Clone)]
pub(crate) struct Blocks<L> {
    /// Coordinates that are parties; they come first.
    pub(crate) parties: usize,
    /// All coordinates.
    pub(crate) width: usize,
    /// Number of issues of the game.
    pub(crate) issues: usize,
    /// Floor of each coordinate.
    pub(crate) floors: Vec<L>,
    /// The blocks: those without a part in a limit first, each kind by its first issue.
    pub(crate) blocks: Vec<Block<L>>,
}

impl<L: Lane> Block<L> {
    /// What row number `row` adds.
    pub(crate) fn row(&self, row: usize, width: usize) -> &[L] {
        &self.values[row * width..][..width]
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.combinations.len()
    }

    /// The rows in which the issue at `place` among its own has this level.
    pub(crate) fn with_level(&self, place: usize, level: usize, width: usize) -> Self {
        let after: usize = self.sizes[place + 1..].iter().product();
        let has = |&row: &usize| self.combinations[row] as usize / after % self.sizes[place] == level;
        let rows: Vec<usize> = (0..self.len()).filter(has).collect();
        Self {
            issues: self.issues.clone(),
            sizes: self.sizes.clone(),
            combinations: rows.iter().map(|&row| self.combinations[row]).collect(),
            values: rows.iter().flat_map(|&row| self.row(row, width).iter().copied()).collect(),
        }
    }

    /// Writes the levels of row number `row` into `package`.
    pub(crate) fn write(&self, row: usize, package: &mut [usize]) {
        let mut combination = self.combinations[row] as usize;
        for (&issue, &size) in self.issues.iter().zip(&self.sizes).rev() {
            package[issue] = combination % size;
            combination /= size;
        }
    }

    /// The greatest or least of each coordinate over the rows; `None` without rows.
    pub(crate) fn bound(&self, width: usize, pick: fn(L, L) -> L) -> Option<Vec<L>> {
        let column = |coordinate: usize| self.values.iter().skip(coordinate).step_by(width).copied();
        (0..width).map(|coordinate| column(coordinate).reduce(pick)).collect()
    }
}

impl<L: Lane> Blocks<L> {
    /// The blocks of `game`; `None` if some issues are tied together in more than a million combinations.
    ///
    /// `L` must be as wide as the game needs.
    pub(crate) fn of(game: &BargainingGame) -> Option<Self> {
        let sheet = Sheet::<L>::new(game, Coordinates::Acceptance);
        let mut floors = sheet.floors(Some(game.walk_away()));
        let width = sheet.veto.unwrap_or(sheet.coordinates);
        floors.truncate(width);
        let blocks = groups(&sheet).into_iter().map(|issues| block(&sheet, issues, width));
        let mut blocks: Vec<Block<L>> = blocks.collect::<Option<_>>()?;
        let parties = sheet.parties;
        blocks.sort_by_key(|block| {
            let limits = block.values.chunks_exact(width).flat_map(|row| &row[parties..]);
            limits.copied().any(|value| value != L::default())
        });
        let mut blocks = Self { parties, width, issues: sheet.levels.len(), floors, blocks };
        // Room is cut off where the rest cannot use it up, which takes a floor that can be missed at all.
        if let Some([least, _]) = blocks.sums(L::min) {
            let least = &least[blocks.blocks.len()][parties..];
            blocks.floors[parties..]
                .iter_mut()
                .zip(least)
                .for_each(|(floor, &least)| *floor = least.max(*floor));
        }
        Some(blocks)
    }

    /// The greatest or least sum of each coordinate over the blocks before, and over those after, each place.
    ///
    /// Entry `k` of the first is about blocks `0..k`, of the second about blocks `k..`. `None` if a block has no rows.
    pub(crate) fn sums(&self, pick: fn(L, L) -> L) -> Option<[Vec<Vec<L>>; 2]> {
        let bounds: Vec<Vec<L>> =
            self.blocks.iter().map(|block| block.bound(self.width, pick)).collect::<Option<_>>()?;
        let add = |sums: &[L], more: &[L]| sums.iter().zip(more).map(|(&sum, &more)| sum + more).collect();
        let mut before = vec![vec![L::default(); self.width]];
        for bound in &bounds {
            before.push(add(&before[before.len() - 1], bound));
        }
        let mut after = vec![vec![L::default(); self.width]];
        for bound in bounds.iter().rev() {
            after.push(add(&after[after.len() - 1], bound));
        }
        after.reverse();
        Some([before, after])
    }

    /// The package with one row of every block, in the order of the blocks.
    pub(crate) fn package(&self, rows: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut package = vec![0; self.issues];
        self.blocks.iter().zip(rows).for_each(|(block, row)| block.write(row, &mut package));
        package
    }

    /// By how much the sum of each coordinate can differ, at least 1; `None` if a block has no rows.
    pub(crate) fn ranges(&self) -> Option<Vec<L>> {
        let [[_, most], [_, least]] = [self.sums(L::max)?, self.sums(L::min)?];
        let range = |(&most, &least): (&L, &L)| (most - least).max(L::narrow(1));
        Some(most[0].iter().zip(&least[0]).map(range).collect())
    }

    /// The same with other floors and 64 bits to a number; `None` if sums or floors are too large for weights beside them.
    pub(crate) fn for_weights(&self, floors: &[L]) -> Option<Blocks<i64>> {
        let small = |value: &L| {
            let value = value.widen();
            (value.unsigned_abs() < 1 << MOST_BITS).then_some(value as i64)
        };
        let sums = [self.sums(L::max), self.sums(L::min)];
        let is_small =
            sums.iter().flatten().all(|[_, after]| after[0].iter().all(|sum| small(sum).is_some()));
        let block = |block: &Block<L>| {
            let values = block.values.iter().map(small).collect::<Option<_>>()?;
            let Block { issues, sizes, combinations, .. } = block.clone();
            Some(Block { issues, sizes, combinations, values })
        };
        let blocks = self.blocks.iter().map(block).collect::<Option<Vec<_>>>().filter(|_| is_small)?;
        let floors = floors.iter().map(small).collect::<Option<_>>()?;
        Some(Blocks { parties: self.parties, width: self.width, issues: self.issues, floors, blocks })
    }

    /// Floors of all coordinates with other ones for the parties.
    ///
    /// Floors are brought within what sums can reach, which changes nothing about who reaches them.
    pub(crate) fn floors_with(&self, parties: &[i128]) -> Option<Vec<L>> {
        let [most, least] = [self.sums(L::max)?, self.sums(L::min)?];
        let party = |(party, &floor): (usize, &i128)| {
            let (low, high) = (least[1][0][party].widen() - 1, most[1][0][party].widen() + 1);
            L::narrow(floor.clamp(low, high))
        };
        let limits = self.floors[self.parties..].iter().copied();
        Some(parties.iter().enumerate().map(party).chain(limits).collect())
    }
}

impl Blocks<i64> {
    /// No part of a sum of a coordinate is larger than this, whatever cancels out.
    pub(crate) fn size(&self, coordinate: usize) -> f64 {
        let most = |block: &Block<i64>| {
            let column = block.values.iter().skip(coordinate).step_by(self.width);
            column.map(|value| value.unsigned_abs()).max().unwrap_or(0) as f64
        };
        self.blocks.iter().map(most).sum()
    }
}

/// The block of the issues of `group`; `None` if it is too large.
fn block<L: Lane>(sheet: &Sheet<L>, issues: Vec<usize>, width: usize) -> Option<Block<L>> {
    let sizes: Vec<usize> = issues.iter().map(|&issue| sheet.levels[issue]).collect();
    let rows = sizes.iter().try_fold(1_usize, |product, &size| product.checked_mul(size));
    let rows = rows.filter(|&rows| rows <= MOST_ROWS)?;
    let coordinates = sheet.coordinates;
    let mut values = vec![L::default(); rows * coordinates];
    // With no coordinate at all there is nothing to add.
    for table in sheet.tables.iter().filter(|table| issues.contains(&table.issues[0])) {
        let map = row_map(&sheet.levels, &issues, &table.issues);
        for (target, &row) in values.chunks_exact_mut(coordinates.max(1)).zip(&map) {
            let source = &table.values[row as usize * coordinates..][..coordinates];
            target.iter_mut().zip(source).for_each(|(sum, &value)| *sum += value);
        }
    }
    let mut block = Block { issues, sizes, combinations: Vec::new(), values: Vec::new() };
    for (combination, row) in values.chunks_exact(coordinates.max(1)).enumerate() {
        if sheet.veto.is_none_or(|veto| row[veto] >= L::default()) {
            block.combinations.push(combination as u32);
            block.values.extend_from_slice(&row[..width]);
        }
    }
    Some(block)
}
