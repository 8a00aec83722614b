//! Two parties: what is efficient, block by block, with the way back to packages.
//!
//! A **step** is the sum of one row of each block decided so far, of which only those are kept that no other improves: with
//! the same rows of the other blocks the better one gives a better package (Bellman's principle). With two coordinates what
//! is kept is a staircase: sorted by the first party, descending, the second ascends. Adding a row shifts it, and the
//! staircases of all rows are merged two by two. Limits are further coordinates, room that is left; room that nothing to come
//! can use up is cut off, and once nothing to come has a part in a limit its coordinate goes.
//!
//! Steps from which the rest cannot lift both parties to their floors are left out. Each step knows the one before and its row.

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::large::blocks::{Block, Blocks};
use crate::bargaining::large::sieve::{Kept, Sifted, interleaved};
use crate::budget::Budget;

/// Most steps kept over all blocks together.
const MOST_STEPS: usize = 40_000_000;

/// One sum that is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<L> {
    /// What the two parties have so far.
    pub(crate) utilities: [L; 2],
    /// Place of the step before, in its layer.
    parent: u32,
    /// Row that was added.
    row: u32,
    /// Packages of the blocks so far with exactly these utilities; saturates, and counts only where there is no limit.
    pub(crate) packages: u128,
}

/// The steps after one block, by the first party's utility, descending.
#[derive(Debug, Clone)]
pub(crate) struct Layer<L> {
    pub(crate) steps: Vec<Step<L>>,
    /// `room[step * limits + limit]`, for the limits that count here.
    room: Vec<L>,
    /// The limits that still count, as coordinates.
    limits: Vec<usize>,
}

/// The layers of a run through the blocks, from the last block to the first, or the other way.
#[derive(Debug, Clone)]
pub(crate) struct Layers<L> {
    /// After no block, one block, two blocks and so on.
    pub(crate) layers: Vec<Layer<L>>,
    /// The block that each layer after the first added.
    pub(crate) order: Vec<usize>,
}

/// Why something was not worked out to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Halt {
    /// The budget ran out.
    OutOfBudget,
    /// There would be more of it than memory is meant for.
    TooMany,
}

/// Which way the blocks are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Towards {
    /// From the last block to the first.
    First,
    /// From the first block to the last.
    Last,
}

/// What is known at one block.
struct Here<'a, L> {
    block: &'a Block<L>,
    width: usize,
    floors: &'a [L],
    /// Greatest and least sums of the blocks to come.
    most: &'a [L],
    least: &'a [L],
    /// The limits before and after.
    before: &'a [usize],
    after: Vec<usize>,
}

/// Adds the blocks of a game of two parties one after the other.
pub(crate) fn layers<L: Lane>(
    blocks: &Blocks<L>,
    floors: &[L],
    towards: Towards,
    budget: &Budget<'_>,
) -> Result<Layers<L>, Halt> {
    let count = blocks.blocks.len();
    let order: Vec<usize> = match towards {
        Towards::First => (0..count).rev().collect(),
        Towards::Last => (0..count).collect(),
    };
    let limits: Vec<usize> = (2..blocks.width).collect();
    let start = Step { utilities: [L::default(); 2], parent: 0, row: 0, packages: 1 };
    let first = Layer { steps: vec![start], room: vec![L::default(); limits.len()], limits };
    let mut layers = Layers { layers: vec![first], order };
    let (Some(most), Some(least)) = (blocks.sums(L::max), blocks.sums(L::min)) else {
        // A block without rows: nothing is admissible.
        let nothing = Layer { steps: Vec::new(), room: Vec::new(), limits: Vec::new() };
        layers.layers.extend(vec![nothing; count]);
        return Ok(layers);
    };
    let mut kept = 0;
    for (place, &index) in layers.order.iter().enumerate() {
        let (most, least) = match towards {
            Towards::First => (&most[0][index], &least[0][index]),
            Towards::Last => (&most[1][index + 1], &least[1][index + 1]),
        };
        let layer = &layers.layers[place];
        let counts = |&&limit: &&usize| most[limit] != L::default() || least[limit] != L::default();
        let after = layer.limits.iter().filter(counts).copied().collect();
        let block = &blocks.blocks[index];
        let here = Here { block, width: blocks.width, floors, most, least, before: &layer.limits, after };
        if !budget.spend((layer.steps.len() * block.len()) as u64) {
            return Err(Halt::OutOfBudget);
        }
        let next = match layer.limits.len() {
            0 => here.merged(layer),
            1 => here.sifted(layer),
            _ => here.filtered(layer),
        };
        kept += next.steps.len();
        if kept > MOST_STEPS {
            return Err(Halt::TooMany);
        }
        layers.layers.push(next);
    }
    Ok(layers)
}

impl<L: Lane> Here<'_, L> {
    /// Can the blocks to come lift both parties to their floors?
    fn reaches(&self, utilities: [L; 2]) -> bool {
        (0..2).all(|party| utilities[party] + self.most[party] >= self.floors[party])
    }

    /// The next staircase where no limit counts.
    fn merged(&self, layer: &Layer<L>) -> Layer<L> {
        let shifted = |row: usize| -> Vec<Step<L>> {
            let add = self.block.row(row, self.width);
            let steps = layer.steps.iter().enumerate().map(|(parent, step)| Step {
                utilities: [step.utilities[0] + add[0], step.utilities[1] + add[1]],
                parent: parent as u32,
                row: row as u32,
                packages: step.packages,
            });
            steps.filter(|step| self.reaches(step.utilities)).collect()
        };
        let mut round: Vec<Vec<Step<L>>> = useful(self.block, self.width).into_iter().map(shifted).collect();
        while round.len() > 1 {
            round = round
                .chunks(2)
                .map(|pair| match pair {
                    [one, other] => union(one, other),
                    one => one.concat(),
                })
                .collect();
        }
        Layer { steps: round.pop().unwrap_or_default(), room: Vec::new(), limits: Vec::new() }
    }

    /// The next steps where the room under one limit counts.
    ///
    /// Steps are in order, and a row moves all of them alike, so that those of all rows are merged and not sorted.
    fn sifted(&self, layer: &Layer<L>) -> Layer<L> {
        let limit = self.before[0];
        let counts = !self.after.is_empty();
        let most = self.floors[limit] - self.least[limit];
        let need = self.floors[limit] - self.most[limit];
        let moved = |row: usize| -> Vec<Sifted<L>> {
            let add = self.block.row(row, self.width);
            let steps = layer.steps.iter().zip(&layer.room).enumerate();
            let moved = steps.filter_map(|(parent, (step, &left))| {
                let utilities = [step.utilities[0] + add[0], step.utilities[1] + add[1]];
                let left = left + add[limit];
                let room = if counts { left.min(most) } else { L::default() };
                let is_kept = left >= need && self.reaches(utilities);
                is_kept.then_some(Sifted { key: (utilities, room), parent: parent as u32, row: row as u32 })
            });
            moved.collect()
        };
        let mut round: Vec<Vec<Sifted<L>>> = (0..self.block.len()).map(moved).collect();
        while round.len() > 1 {
            round = round
                .chunks(2)
                .map(|pair| match pair {
                    [one, other] => interleaved(one, other),
                    one => one.concat(),
                })
                .collect();
        }
        let steps = round.pop().unwrap_or_default();
        let mut kept = Kept::for_rooms(steps.iter().map(|step| step.key.1));
        let mut next = Layer { steps: Vec::new(), room: Vec::new(), limits: self.after.clone() };
        for Sifted { key: (utilities, room), parent, row } in steps {
            if kept.takes(utilities[1], &[room]) {
                next.steps.push(Step { utilities, parent, row, packages: 1 });
                if counts {
                    next.room.push(room);
                }
            }
        }
        next
    }

    /// The next steps where room under several limits counts.
    fn filtered(&self, layer: &Layer<L>) -> Layer<L> {
        let before = self.before.len();
        let wide = self.after.len();
        let mut steps: Vec<Step<L>> = Vec::new();
        let mut room: Vec<L> = Vec::new();
        for row in 0..self.block.len() {
            let add = self.block.row(row, self.width);
            for (parent, step) in layer.steps.iter().enumerate() {
                let utilities = [step.utilities[0] + add[0], step.utilities[1] + add[1]];
                let left = &layer.room[parent * before..][..before];
                let fits = self
                    .before
                    .iter()
                    .zip(left)
                    .all(|(&limit, &left)| left + add[limit] + self.most[limit] >= self.floors[limit]);
                if !fits || !self.reaches(utilities) {
                    continue;
                }
                let kept = self.before.iter().zip(left).filter(|(limit, _)| self.after.contains(limit));
                room.extend(kept.map(|(&limit, &left)| {
                    // More room than the rest can use up makes no difference.
                    (left + add[limit]).min(self.floors[limit] - self.least[limit])
                }));
                steps.push(Step { utilities, parent: parent as u32, row: row as u32, packages: 1 });
            }
        }
        let mut order: Vec<u32> = (0..steps.len() as u32).collect();
        let key = |place: u32| (steps[place as usize].utilities, &room[place as usize * wide..][..wide]);
        order.sort_unstable_by(|&one, &other| key(other).cmp(&key(one)).then(one.cmp(&other)));
        let mut layer = Layer { steps: Vec::new(), room: Vec::new(), limits: self.after.clone() };
        let mut kept = Kept::new(wide);
        for place in order {
            let (utilities, room) = key(place);
            if kept.takes(utilities[1], room) {
                layer.steps.push(steps[place as usize]);
                layer.room.extend_from_slice(room);
            }
        }
        layer
    }
}

/// The rows of `block` that no other row improves, where no limit counts; all of several equal ones.
fn useful<L: Lane>(block: &Block<L>, width: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..block.len()).collect();
    let pair = |row: usize| [block.values[row * width], block.values[row * width + 1]];
    order.sort_by_key(|&row| std::cmp::Reverse(pair(row)));
    let mut best: Option<[L; 2]> = None;
    let mut kept = Vec::new();
    for row in order {
        let here = pair(row);
        if best.is_none_or(|best| here[1] > best[1] || here == best) {
            best = Some(here);
            kept.push(row);
        }
    }
    kept.sort_unstable();
    kept
}

/// Merges two staircases; of equal steps that of the first is kept, with the packages of both.
fn union<L: Lane>(one: &[Step<L>], other: &[Step<L>]) -> Vec<Step<L>> {
    let mut result: Vec<Step<L>> = Vec::with_capacity(one.len() + other.len());
    let (mut left, mut right) = (0, 0);
    loop {
        let step = match (one.get(left), other.get(right)) {
            (Some(a), Some(b)) if a.utilities == b.utilities => {
                (left, right) = (left + 1, right + 1);
                Step { packages: a.packages.saturating_add(b.packages), ..*a }
            }
            (Some(a), Some(b)) if a.utilities < b.utilities => {
                right += 1;
                *b
            }
            (Some(a), _) => {
                left += 1;
                *a
            }
            (None, Some(b)) => {
                right += 1;
                *b
            }
            (None, None) => return result,
        };
        if result.last().is_none_or(|last| step.utilities[1] > last.utilities[1]) {
            result.push(step);
        }
    }
}

impl<L: Lane> Layer<L> {
    /// A step that has at least these coordinates, if there is one.
    ///
    /// - `floors`: one for each coordinate of the game.
    pub(crate) fn place_at_least(&self, floors: &[L]) -> Option<usize> {
        let end = self.steps.partition_point(|step| step.utilities[0] >= floors[0]);
        if self.limits.is_empty() {
            return end.checked_sub(1).filter(|&last| self.steps[last].utilities[1] >= floors[1]);
        }
        let limits = self.limits.len();
        (0..end).rev().find(|&place| {
            let room = &self.room[place * limits..][..limits];
            self.steps[place].utilities[1] >= floors[1]
                && self.limits.iter().zip(room).all(|(&limit, &room)| room >= floors[limit])
        })
    }

    /// Does some step have at least these coordinates?
    pub(crate) fn has_at_least(&self, floors: &[L]) -> bool {
        self.place_at_least(floors).is_some()
    }

    /// About how many steps [`Layer::has_at_least`] looks at.
    pub(crate) fn cost(&self) -> u64 {
        if self.limits.is_empty() { 1 } else { self.steps.len() as u64 }
    }

    /// What step number `place` has, with nothing for the limits that do not count any more.
    pub(crate) fn coordinates(&self, place: usize, width: usize) -> Vec<L> {
        let mut values = vec![L::default(); width];
        values[..2].copy_from_slice(&self.steps[place].utilities);
        let room = &self.room[place * self.limits.len()..][..self.limits.len()];
        self.limits.iter().zip(room).for_each(|(&limit, &room)| values[limit] = room);
        values
    }
}

impl<L: Lane> Layers<L> {
    /// The last layer: whole packages.
    pub(crate) fn last(&self) -> &Layer<L> {
        &self.layers[self.layers.len() - 1]
    }

    /// The package of a step of the last layer.
    pub(crate) fn package(&self, blocks: &Blocks<L>, place: usize) -> Vec<usize> {
        let mut package = vec![0; blocks.issues];
        self.write(blocks, self.order.len(), place, &mut package);
        package
    }

    /// Writes the rows that led to a step of layer number `layer` into `package`.
    pub(crate) fn write(&self, blocks: &Blocks<L>, layer: usize, mut place: usize, package: &mut [usize]) {
        for (layer, &block) in self.layers[1..=layer].iter().zip(&self.order).rev() {
            let step = &layer.steps[place];
            blocks.blocks[block].write(step.row as usize, package);
            place = step.parent as usize;
        }
    }
}
