//! What is kept of steps with room under limits: nothing that another improves.
//!
//! Steps come in descending order of the first party's utility, so that only the second party's utility and the room are
//! compared with what was kept before.

use std::collections::BTreeMap;

use crate::bargaining::finite::lane::Lane;

/// A step on its way, with its room under the one limit that counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sifted<L> {
    /// What the parties have, and the room.
    pub(crate) key: ([L; 2], L),
    /// Place of the step before.
    pub(crate) parent: u32,
    /// Row that was added.
    pub(crate) row: u32,
}

/// Two lists in descending order made one; of what is the same to both parties only what has the most room stays.
pub(crate) fn interleaved<L: Lane>(one: &[Sifted<L>], other: &[Sifted<L>]) -> Vec<Sifted<L>> {
    let mut result: Vec<Sifted<L>> = Vec::with_capacity(one.len() + other.len());
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if b.key > a.key => right.next(),
            (None, _) => right.next(),
            _ => left.next(),
        };
        let Some(next) = next else { return result };
        if result.last().is_none_or(|last| last.key.0 != next.key.0) {
            result.push(*next);
        }
    }
}

/// Most different rooms for which the best utility is kept in a tree of all rooms.
const MOST_ROOMS: i128 = 1 << 16;

/// The second party's utility and the room of what was kept: what comes later has no more for the first party.
pub(crate) enum Kept<L> {
    /// Without room: the greatest utility.
    Best(Option<L>),
    /// With one limit and few rooms: the greatest utility with at least some room, in a tree (Fenwick 1994).
    Tree { most: L, best: Vec<L> },
    /// With one limit: by utility, ascending, the room descends.
    Stairs(BTreeMap<L, L>),
    /// With more limits.
    All(Vec<Vec<L>>),
}

impl<L: Lane> Kept<L> {
    /// For steps with room under so many limits.
    pub(crate) fn new(limits: usize) -> Self {
        match limits {
            0 => Self::Best(None),
            1 => Self::Stairs(BTreeMap::new()),
            _ => Self::All(Vec::new()),
        }
    }

    /// For steps with these rooms under one limit.
    pub(crate) fn for_rooms(rooms: impl Iterator<Item = L> + Clone) -> Self {
        let (least, most) = (rooms.clone().min().unwrap_or_default(), rooms.max().unwrap_or_default());
        let count = most.widen() - least.widen() + 1;
        if count > MOST_ROOMS {
            return Self::Stairs(BTreeMap::new());
        }
        Self::Tree { most, best: vec![L::LEAST; count as usize + 1] }
    }

    /// Keeps a utility with its room unless what was kept is as good; says whether it did.
    pub(crate) fn takes(&mut self, utility: L, room: &[L]) -> bool {
        match (self, room) {
            (Self::Tree { most, best }, &[room]) => {
                let start = 1 + (*most - room).widen() as usize;
                let mut place = start;
                while place > 0 {
                    if best[place] >= utility {
                        return false;
                    }
                    place &= place - 1;
                }
                place = start;
                while place < best.len() {
                    best[place] = best[place].max(utility);
                    place += place & place.wrapping_neg();
                }
                true
            }
            (Self::Stairs(stairs), &[room]) => {
                if stairs.range(utility..).next().is_some_and(|(_, &kept)| kept >= room) {
                    return false;
                }
                while let Some((&lower, _)) =
                    stairs.range(..=utility).next_back().filter(|&(_, &kept)| kept <= room)
                {
                    stairs.remove(&lower);
                }
                stairs.insert(utility, room);
                true
            }
            (Self::All(all), room) => {
                let better = |kept: &Vec<L>| {
                    kept[0] >= utility && kept[1..].iter().zip(room).all(|(kept, room)| kept >= room)
                };
                if let Some(place) = all.iter().position(better) {
                    // What improves one vector often improves the next.
                    all[..=place].rotate_right(1);
                    return false;
                }
                all.push([utility].iter().chain(room).copied().collect());
                true
            }
            (Self::Best(best), _) => {
                let is_better = best.is_none_or(|best| utility > best);
                if is_better {
                    *best = Some(utility);
                }
                is_better
            }
            (Self::Stairs(_) | Self::Tree { .. }, _) => false,
        }
    }
}
