//! How many packages reach every floor a second time, as a remainder of 2^64.
//!
//! Pieces are dealt out to two hands in turn. Of every sum of the first hand it is asked how many of the second lift it to
//! all floors: those of the second are put into a tree over the second number in which every node is a tree over the third
//! (Bentley 1980), in the order of the first. No sum is left out or cut off on the way, and counts are kept as remainders, which
//! a fault of a count elsewhere would have to hit by chance.

use dashu_int::UBig;

use crate::certify::bargaining::large::pieces::Pieces;

/// Most sums of one hand.
const MOST_SUMS: usize = 2_500_000;

/// A number of packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Remainder {
    /// Its remainder of 2^64.
    pub(super) value: u64,
    /// Whether there is none at all: a remainder of 0 alone does not say so.
    pub(super) is_none: bool,
}

impl Remainder {
    const NONE: Self = Self { value: 0, is_none: true };

    /// Is this the number that is claimed, as far as it can be told?
    pub(super) fn fits(self, claimed: &UBig) -> bool {
        claimed & UBig::from(u64::MAX) == UBig::from(self.value) && self.is_none == (*claimed == UBig::ZERO)
    }
}

/// The number of packages that reach every floor, as a remainder of 2^64; `None` if that is out of reach.
///
/// - `floors`: one for each number that a row gives; `None` for one that does not matter.
pub(super) fn count(pieces: &Pieces, floors: &[Option<i128>]) -> Option<Remainder> {
    let bound = |index: usize, most: bool| -> Option<i128> {
        let each = pieces.pieces.iter().map(|piece| {
            let given = piece.rows.iter().map(|row| row.gives[index]);
            if most { given.max() } else { given.min() }
        });
        each.sum()
    };
    let mut live = Vec::new();
    for (index, floor) in floors.iter().enumerate() {
        let Some(floor) = *floor else { continue };
        // A piece without a row leaves no package at all.
        let (Some(least), Some(most)) = (bound(index, false), bound(index, true)) else {
            return Some(Remainder::NONE);
        };
        if most < floor {
            return Some(Remainder::NONE);
        }
        if least < floor {
            live.push((index, floor));
        }
    }
    if live.len() > 3 {
        return None;
    }
    let mut hands = [Hand::start(), Hand::start()];
    for (number, piece) in pieces.pieces.iter().enumerate() {
        let rows: Vec<[i128; 3]> = piece.rows.iter().map(|row| picked(&row.gives, &live)).collect();
        hands[number % 2] = hands[number % 2].with(&rows)?;
    }
    let mut need = [0; 3];
    need.iter_mut().zip(&live).for_each(|(need, (_, floor))| *need = *floor);
    let [asking, answering] = hands;
    let value = pairs(&asking, &answering, need);
    // Pairs of sums, each counted once, are fewer than 2^64.
    let is_none = value == 0 && pairs(&asking.once(), &answering.once(), need) == 0;
    Some(Remainder { value, is_none })
}

fn picked(gives: &[i128], live: &[(usize, i128)]) -> [i128; 3] {
    let mut picked = [0; 3];
    picked.iter_mut().zip(live).for_each(|(to, (index, _))| *to = gives[*index]);
    picked
}

/// All sums of some pieces, each with its number of combinations.
struct Hand(Vec<([i128; 3], u64)>);

impl Hand {
    fn start() -> Self {
        Self(vec![([0; 3], 1)])
    }

    /// The same sums, each with one combination.
    fn once(&self) -> Self {
        Self(self.0.iter().map(|(sum, _)| (*sum, 1)).collect())
    }

    fn with(&self, rows: &[[i128; 3]]) -> Option<Self> {
        if self.0.len().checked_mul(rows.len())? > 4 * MOST_SUMS {
            return None;
        }
        let mut sums: Vec<([i128; 3], u64)> = Vec::with_capacity(self.0.len() * rows.len());
        for (base, count) in &self.0 {
            sums.extend(
                rows.iter().map(|row| ([base[0] + row[0], base[1] + row[1], base[2] + row[2]], *count)),
            );
        }
        sums.sort_unstable();
        sums.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 = kept.1.wrapping_add(next.1);
            }
            is_same
        });
        (sums.len() <= MOST_SUMS).then_some(Self(sums))
    }
}

/// Pairs of one sum of each hand that reach `need` together.
fn pairs(asking: &Hand, answering: &Hand, need: [i128; 3]) -> u64 {
    let mut seconds: Vec<i128> = answering.0.iter().map(|(sum, _)| sum[1]).collect();
    seconds.sort_unstable();
    seconds.dedup();
    let mut tree = Tree::new(&seconds, &answering.0);
    let mut questions: Vec<([i128; 3], u64)> = asking
        .0
        .iter()
        .map(|(sum, count)| ([need[0] - sum[0], need[1] - sum[1], need[2] - sum[2]], *count))
        .collect();
    questions.sort_unstable_by_key(|&(need, _)| std::cmp::Reverse(need));
    let mut next = answering.0.iter().rev().peekable();
    let mut total = 0_u64;
    for (needed, count) in questions {
        while let Some((sum, own)) = next.next_if(|(sum, _)| sum[0] >= needed[0]) {
            tree.add(seconds.partition_point(|&second| second < sum[1]), sum[2], *own);
        }
        let found = tree.at_least(seconds.partition_point(|&second| second < needed[1]), needed[2]);
        total = total.wrapping_add(found.wrapping_mul(count));
    }
    total
}

/// A tree over the second number whose nodes are trees over the third; both count from the greatest.
struct Tree {
    /// For each node the thirds that may come, descending, behind one another.
    thirds: Vec<i128>,
    counts: Vec<u64>,
    /// Where each node starts.
    starts: Vec<usize>,
}

impl Tree {
    fn new(seconds: &[i128], sums: &[([i128; 3], u64)]) -> Self {
        let nodes = seconds.len();
        let mut sizes = vec![0_usize; nodes + 2];
        let path = |second: i128| {
            let rank = seconds.partition_point(|&other| other < second);
            std::iter::successors(Some(nodes - rank), |node| Some(node + (node & node.wrapping_neg())))
                .take_while(move |&node| node <= nodes)
        };
        let mut by_third: Vec<u32> = (0..sums.len() as u32).collect();
        by_third.sort_unstable_by(|&one, &other| sums[other as usize].0[2].cmp(&sums[one as usize].0[2]));
        // The same third twice in one node needs no second place; the first pass counts, the second writes.
        let mut last: Vec<Option<i128>> = vec![None; nodes + 1];
        for &place in &by_third {
            let sum = &sums[place as usize].0;
            for node in path(sum[1]) {
                if last[node] != Some(sum[2]) {
                    last[node] = Some(sum[2]);
                    sizes[node + 1] += 1;
                }
            }
        }
        for node in 1..sizes.len() {
            sizes[node] += sizes[node - 1];
        }
        let starts = sizes;
        let mut free = starts.clone();
        let mut thirds = vec![0_i128; starts[nodes + 1]];
        last.fill(None);
        for &place in &by_third {
            let sum = &sums[place as usize].0;
            for node in path(sum[1]) {
                if last[node] != Some(sum[2]) {
                    last[node] = Some(sum[2]);
                    thirds[free[node]] = sum[2];
                    free[node] += 1;
                }
            }
        }
        Self { counts: vec![0; thirds.len()], thirds, starts }
    }

    fn nodes(&self) -> usize {
        self.starts.len() - 2
    }

    fn add(&mut self, rank: usize, third: i128, count: u64) {
        let mut node = self.nodes() - rank;
        while node <= self.nodes() {
            let (start, end) = (self.starts[node], self.starts[node + 1]);
            let mut place = 1 + self.thirds[start..end].partition_point(|&other| other > third);
            while place <= end - start {
                let cell = &mut self.counts[start + place - 1];
                *cell = cell.wrapping_add(count);
                place += place & place.wrapping_neg();
            }
            node += node & node.wrapping_neg();
        }
    }

    fn at_least(&self, rank: usize, third: i128) -> u64 {
        let mut total = 0_u64;
        let mut node = self.nodes() - rank;
        while node > 0 {
            let (start, end) = (self.starts[node], self.starts[node + 1]);
            let mut place = self.thirds[start..end].partition_point(|&other| other >= third);
            while place > 0 {
                total = total.wrapping_add(self.counts[start + place - 1]);
                place &= place - 1;
            }
            node &= node - 1;
        }
        total
    }
}
