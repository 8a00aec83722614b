//! How many packages reach every floor, without a list of them.
//!
//! Sums of the rows of some blocks are kept as vectors with the number of combinations that have them. What the other blocks
//! cannot lift to a floor is left out, and what they cannot pull below one is cut off there, so that many vectors are equal.
//! Where few stay, all blocks are added one after the other. Else the blocks are parted in two halves, and the pairs of one
//! sum of each half that reach the floors together are counted: vectors are sorted by one coordinate, merged by a second, and
//! added up over a third in a tree of partial sums (Bentley 1980; Fenwick 1994). That takes at most three coordinates.
//!
//! Reference: Horowitz and Sahni 1974, Journal of the ACM 21 (two halves).

use dashu_int::UBig;

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::large::blocks::{Block, Blocks};
use crate::bargaining::large::staircase::Halt;
use crate::budget::Budget;

/// Most vectors of one half.
const MOST_VECTORS: usize = 3_000_000;
/// Most vectors kept while blocks are added one after the other.
const FEW_VECTORS: usize = 1 << 18;

/// Vectors of one width with the number of combinations of each.
#[derive(Debug, Clone, Default)]
struct Sums<L> {
    values: Vec<L>,
    counts: Vec<u128>,
}

/// Counts the packages that reach `floors`; `None` if that is out of reach or the budget ran out.
///
/// - `floors`: one for each coordinate; coordinates may be left out by a floor that everything reaches.
pub(crate) fn count_at_least<L: Lane>(blocks: &Blocks<L>, floors: &[L], budget: &Budget<'_>) -> Option<UBig> {
    let (Some([most, _]), Some([least, _])) = (blocks.sums(L::max), blocks.sums(L::min)) else {
        return Some(UBig::ZERO);
    };
    let (most, least) = (&most[blocks.blocks.len()], &least[blocks.blocks.len()]);
    if most.iter().zip(floors).any(|(most, floor)| most < floor) {
        return Some(UBig::ZERO);
    }
    // Coordinates that everything reaches do not matter.
    let live: Vec<usize> = (0..blocks.width).filter(|&index| least[index] < floors[index]).collect();
    let floors: Vec<L> = live.iter().map(|&index| floors[index]).collect();
    let mut factor = UBig::ONE;
    let mut parts: Vec<Part<L>> = Vec::new();
    for block in &blocks.blocks {
        let part = Part::of(block, blocks.width, &live);
        if part.sums.counts.len() == 1 && part.sums.values.iter().all(|&value| value == L::default()) {
            factor *= UBig::from(part.sums.counts[0]);
        } else {
            parts.push(part);
        }
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.sums.counts.len()));
    let counter = Counter { width: live.len(), floors, parts };
    let pairs = match counter.add_all(budget) {
        Ok(all) => all,
        Err(Halt::TooMany) => counter.halves(budget)?,
        Err(Halt::OutOfBudget) => return None,
    };
    Some(factor * pairs)
}

/// The rows of one block on the coordinates that matter, equal ones once.
struct Part<L> {
    sums: Sums<L>,
    most: Vec<L>,
    least: Vec<L>,
}

impl<L: Lane> Part<L> {
    fn of(block: &Block<L>, width: usize, live: &[usize]) -> Self {
        let rows = (0..block.len()).flat_map(|row| {
            let row = block.row(row, width);
            live.iter().map(|&index| row[index])
        });
        let sums = Sums { values: rows.collect(), counts: vec![1; block.len()] }.joined(live.len());
        let column = |index: usize| sums.values.iter().skip(index).step_by(live.len()).copied();
        let bound = |pick: fn(L, L) -> L| {
            (0..live.len()).map(|index| column(index).reduce(pick).unwrap_or_default()).collect()
        };
        Self { most: bound(L::max), least: bound(L::min), sums }
    }
}

impl<L: Lane> Sums<L> {
    /// No blocks: one empty sum.
    fn start(width: usize) -> Self {
        Self { values: vec![L::default(); width], counts: vec![1] }
    }

    /// Equal vectors made one, ascending.
    fn joined(self, width: usize) -> Self {
        if width == 0 {
            let total = self.counts.iter().copied().fold(0, u128::saturating_add);
            return Self { values: Vec::new(), counts: vec![total] };
        }
        let row = |place: u32| &self.values[place as usize * width..][..width];
        let mut order: Vec<u32> = (0..self.counts.len() as u32).collect();
        order.sort_unstable_by(|&one, &other| row(one).cmp(row(other)));
        let mut result = Self { values: Vec::with_capacity(self.values.len()), counts: Vec::new() };
        let mut last: Option<u32> = None;
        for place in order {
            let count = self.counts[place as usize];
            match result.counts.last_mut().filter(|_| last.is_some_and(|last| row(last) == row(place))) {
                Some(total) => *total = total.saturating_add(count),
                None => {
                    result.values.extend_from_slice(row(place));
                    result.counts.push(count);
                }
            }
            last = Some(place);
        }
        result
    }
}

struct Counter<L> {
    width: usize,
    floors: Vec<L>,
    parts: Vec<Part<L>>,
}

impl<L: Lane> Counter<L> {
    /// The sum of a bound over the parts that `chosen` accepts.
    fn bound(&self, chosen: impl Fn(usize) -> bool, bound: fn(&Part<L>) -> &[L]) -> Vec<L> {
        let mut sums = vec![L::default(); self.width];
        for (_, part) in self.parts.iter().enumerate().filter(|(place, _)| chosen(*place)) {
            sums.iter_mut().zip(bound(part)).for_each(|(sum, &value)| *sum += value);
        }
        sums
    }

    /// A bound on the number of different sums of the parts of `chosen`: combinations of rows, or whole vectors in range.
    fn vectors(&self, chosen: &[usize]) -> f64 {
        let rows: f64 = chosen.iter().map(|&place| self.parts[place].sums.counts.len() as f64).product();
        let upper = self.bound(|place| chosen.contains(&place), |part| &part.most);
        let lower = self.bound(|place| chosen.contains(&place), |part| &part.least);
        let ranges = upper.iter().zip(&lower).map(|(&upper, &lower)| (upper - lower).widen() as f64 + 1.0);
        rows.min(ranges.product())
    }

    /// All sums of the parts of `chosen`, cut where the others make no difference; too many if they are more than `most`.
    fn sums(&self, chosen: &[usize], most: usize, budget: &Budget<'_>) -> Result<Sums<L>, Halt> {
        let mut sums = Sums::start(self.width);
        // All of them together must fit a number of 128 bits, or adding equal ones up would lose some.
        let combinations =
            |part: &Part<L>| part.sums.counts.iter().try_fold(0, |all: u128, &one| all.checked_add(one));
        let all =
            chosen.iter().try_fold(1_u128, |all, &place| all.checked_mul(combinations(&self.parts[place])?));
        all.ok_or(Halt::TooMany)?;
        for (done, &place) in chosen.iter().enumerate() {
            let part = &self.parts[place].sums;
            let others = |other: usize| !chosen[..=done].contains(&other);
            let (upper, lower) =
                (self.bound(others, |part| &part.most), self.bound(others, |part| &part.least));
            let room = sums.counts.len().saturating_mul(part.counts.len());
            if room > 4 * most.max(FEW_VECTORS) || room > u32::MAX as usize / 2 {
                return Err(Halt::TooMany);
            }
            if !budget.spend(room as u64) {
                return Err(Halt::OutOfBudget);
            }
            let mut next =
                Sums { values: Vec::with_capacity(room * self.width), counts: Vec::with_capacity(room) };
            for (row, &count) in sums.counts.iter().enumerate() {
                let base = &sums.values[row * self.width..][..self.width];
                for (number, &more) in part.counts.iter().enumerate() {
                    let add = &part.values[number * self.width..][..self.width];
                    let start = next.values.len();
                    let mut is_lost = false;
                    for index in 0..self.width {
                        let value: L = base[index] + add[index];
                        is_lost |= value + upper[index] < self.floors[index];
                        next.values.push(value.min(self.floors[index] - lower[index]));
                    }
                    if is_lost {
                        next.values.truncate(start);
                    } else {
                        next.counts.push(count.saturating_mul(more));
                    }
                }
            }
            sums = next.joined(self.width);
            if sums.counts.len() > most {
                return Err(Halt::TooMany);
            }
        }
        Ok(sums)
    }

    /// Adds all parts one after the other, where few sums stay; where they are too many, another way may do.
    fn add_all(&self, budget: &Budget<'_>) -> Result<UBig, Halt> {
        let all: Vec<usize> = (0..self.parts.len()).collect();
        // Numbers of combinations may be beyond 128 bits only with a great many packages: halves do not help then.
        let sums = self.sums(&all, FEW_VECTORS, budget)?;
        Ok(sums.counts.iter().fold(UBig::ZERO, |total, &count| total + UBig::from(count)))
    }

    /// Counts pairs of sums of two halves.
    fn halves(&self, budget: &Budget<'_>) -> Option<UBig> {
        if self.width > 3 {
            return None;
        }
        let (mut one, mut other) = (Vec::new(), Vec::new());
        let (mut left, mut right) = (1.0_f64, 1.0_f64);
        for (place, part) in self.parts.iter().enumerate() {
            let size = part.sums.counts.len() as f64;
            let (half, product) =
                if left <= right { (&mut one, &mut left) } else { (&mut other, &mut right) };
            half.push(place);
            *product *= size;
        }
        if self.vectors(&one) > MOST_VECTORS as f64 || self.vectors(&other) > MOST_VECTORS as f64 {
            return None;
        }
        let one = self.sums(&one, MOST_VECTORS, budget).ok()?;
        let other = self.sums(&other, MOST_VECTORS, budget).ok()?;
        let mut pairs = Pairs::new(self.width, &self.floors, &one, &other);
        let end = pairs.entries.len();
        pairs.split(0, end, budget).then_some(pairs.total)
    }
}

/// One vector of a half; those of the second half are turned into what they leave to be reached.
#[derive(Debug, Clone, Copy)]
struct Entry<L> {
    first: L,
    second: L,
    /// Rank of the third coordinate.
    third: u32,
    /// Does it ask for partners, or is it one?
    asks: bool,
    count: u128,
}

/// The pairs of a vector and a question that it answers.
struct Pairs<L> {
    entries: Vec<Entry<L>>,
    scratch: Vec<Entry<L>>,
    tree: Vec<u128>,
    total: UBig,
}

impl<L: Lane> Pairs<L> {
    fn new(width: usize, floors: &[L], one: &Sums<L>, other: &Sums<L>) -> Self {
        let mut thirds: Vec<L> =
            if width > 2 { one.values.iter().skip(2).step_by(width).copied().collect() } else { vec![] };
        thirds.sort_unstable();
        thirds.dedup();
        let at = |sums: &Sums<L>, place: usize, index: usize| {
            if index < width { sums.values[place * width + index] } else { L::default() }
        };
        let mut entries = Vec::with_capacity(one.counts.len() + other.counts.len());
        for (place, &count) in one.counts.iter().enumerate() {
            let third = thirds.partition_point(|&value| value < at(one, place, 2)) as u32;
            entries.push(Entry {
                first: at(one, place, 0),
                second: at(one, place, 1),
                third,
                asks: false,
                count,
            });
        }
        for (place, &count) in other.counts.iter().enumerate() {
            let need = |index: usize| {
                if index < width { floors[index] - at(other, place, index) } else { L::default() }
            };
            let third = thirds.partition_point(|&value| value < need(2)) as u32;
            entries.push(Entry { first: need(0), second: need(1), third, asks: true, count });
        }
        // Descending by the first coordinate; at equal ones partners come before those who ask.
        entries.sort_unstable_by(|a, b| b.first.cmp(&a.first).then(a.asks.cmp(&b.asks)));
        let tree = vec![0; thirds.len().max(1) + 1];
        Self { scratch: Vec::with_capacity(entries.len()), entries, tree, total: UBig::ZERO }
    }

    /// Counts the pairs inside a range and leaves it descending by the second coordinate.
    fn split(&mut self, start: usize, end: usize, budget: &Budget<'_>) -> bool {
        if end - start <= 1 {
            return true;
        }
        let middle = start + (end - start) / 2;
        if !self.split(start, middle, budget) || !self.split(middle, end, budget) {
            return false;
        }
        // Partners of the left half meet those who ask in the right half.
        let (mut left, mut right) = (start, middle);
        let mut total = 0_u128;
        let mut carried = UBig::ZERO;
        while right < end {
            let asking = self.entries[right];
            while left < middle && self.entries[left].second >= asking.second {
                let partner = self.entries[left];
                if !partner.asks {
                    self.add(partner.third, partner.count);
                }
                left += 1;
            }
            if asking.asks {
                let found = self.from(asking.third);
                match found.checked_mul(asking.count).and_then(|more| total.checked_add(more)) {
                    Some(sum) => total = sum,
                    None => carried += UBig::from(found) * UBig::from(asking.count),
                }
            }
            right += 1;
        }
        for place in start..left {
            let partner = self.entries[place];
            if !partner.asks {
                self.clear(partner.third);
            }
        }
        self.total += carried + UBig::from(total);
        self.scratch.clear();
        let (mut one, mut other) = (start, middle);
        while one < middle || other < end {
            let takes_left =
                other == end || one < middle && self.entries[one].second >= self.entries[other].second;
            let place = if takes_left { &mut one } else { &mut other };
            self.scratch.push(self.entries[*place]);
            *place += 1;
        }
        self.entries[start..end].copy_from_slice(&self.scratch);
        end - start < 1 << 12 || budget.spend((end - start) as u64)
    }

    /// Places of the tree are counted from the greatest rank, so that sums are of all at least as great.
    fn place(&self, rank: u32) -> usize {
        self.tree.len() - 1 - rank as usize
    }

    fn add(&mut self, rank: u32, count: u128) {
        let mut place = self.place(rank);
        while place < self.tree.len() && place > 0 {
            self.tree[place] = self.tree[place].saturating_add(count);
            place += place & place.wrapping_neg();
        }
    }

    fn clear(&mut self, rank: u32) {
        let mut place = self.place(rank);
        while place < self.tree.len() && place > 0 {
            self.tree[place] = 0;
            place += place & place.wrapping_neg();
        }
    }

    fn from(&self, rank: u32) -> u128 {
        let mut sum = 0_u128;
        if rank as usize + 1 >= self.tree.len() {
            return 0;
        }
        let mut place = self.place(rank);
        while place > 0 {
            sum = sum.saturating_add(self.tree[place]);
            place &= place - 1;
        }
        sum
    }
}
