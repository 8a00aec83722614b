//! Minimal winning coalitions under one rule: everybody in them is needed.
//!
//! A winning coalition is minimal where its lightest member is critical, so that the others have weight at
//! least `q - w` and below `q`. Voters are added to a table heaviest first; before each of them, the table
//! counts the sets of heavier voters that it completes. Those with a given voter among them are found by
//! dividing that voter out ([`Table::without`]).
//!
//! Reference: Deegan and Packel 1978, International Journal of Game Theory 7 (the coalitions, not the method).

use dashu_int::UBig;

use crate::budget::Budget;
use crate::power::board::Board;
use crate::power::tally::Tally;
use crate::power::weights::{Shape, Table};

/// What has to be counted for minimal winning coalitions under one rule.
#[derive(Debug, Clone)]
pub(in crate::power) struct Plan {
    quota: u64,
    by_size: bool,
    /// The table that is needed.
    pub(in crate::power) shape: Shape,
}

impl Plan {
    /// A plan for voters with `weights`, heaviest first; `None` if the table is out of reach.
    pub(in crate::power) fn new(quota: u64, weights: &[u64], by_size: bool) -> Option<Self> {
        Some(Self { quota, by_size, shape: Shape::new(weights, quota, by_size)? })
    }

    /// Counts; `None` if the budget runs out.
    pub(in crate::power) fn count<const L: usize>(self, board: &Board, budget: &Budget<'_>) -> Option<Tally> {
        let agreed = board.vetoes.len();
        let length = if self.by_size { board.players + 1 } else { 1 };
        let at = |size: usize| if self.by_size { size } else { 0 };
        let mut veto = vec![UBig::ZERO; length];
        // Memberships of the voters of a group together, divided among them at the end.
        let mut groups = vec![vec![UBig::ZERO; length]; board.groups.len()];
        if self.quota == 0 {
            veto[at(agreed)] = UBig::ONE;
            return Some(Tally::new(board, &veto, &groups));
        }
        let top = i64::try_from(self.quota).unwrap_or(i64::MAX) - 1;
        let mut table = Table::<L>::new(self.shape);
        let (mut before, mut weight_before) = (0, 0);
        for (place, group) in board.groups.iter().enumerate() {
            let weight = group.weights.first().copied().unwrap_or(0);
            let width = i64::try_from(weight).unwrap_or(i64::MAX);
            for earlier in 0..group.players.len() {
                if weight == 0 || !budget.spend(1) {
                    break;
                }
                // Sizes of the sets that this voter may complete.
                let last = if self.by_size { before } else { 0 };
                let completes = weight_before + weight >= self.quota;
                for k in 0..=last {
                    if !completes {
                        break;
                    }
                    let mut found = table.at(k, top);
                    found.subtract(&table.at(k, top - width));
                    let found = found.to_big();
                    if found.is_zero() {
                        continue;
                    }
                    let size = at(k + 1 + agreed);
                    veto[size] += &found;
                    groups[place][size] += &found;
                    let Some(smaller) = (if self.by_size { k.checked_sub(1) } else { Some(0) }) else {
                        continue;
                    };
                    let mut looked = 0;
                    for (other, heavier) in board.groups[..=place].iter().enumerate() {
                        let members = if other == place { earlier } else { heavier.players.len() };
                        let its = heavier.weights.first().copied().unwrap_or(0);
                        let bound = top - i64::try_from(its).unwrap_or(i64::MAX);
                        if members > 0 && bound >= 0 {
                            let (with, cells) = table.without(its, smaller, bound, weight);
                            groups[other][size] += with.to_big() * UBig::from(members);
                            looked += cells;
                        }
                    }
                    if !budget.spend(looked / 8 + 1) {
                        return None;
                    }
                }
                if !budget.spend(table.add(weight) / 16 + 1) {
                    return None;
                }
                before += 1;
                weight_before += weight;
            }
        }
        if budget.is_exhausted() {
            return None;
        }
        for (group, counts) in board.groups.iter().zip(&mut groups) {
            let members = UBig::from(group.players.len());
            for count in counts {
                *count = &*count / &members;
            }
        }
        Some(Tally::new(board, &veto, &groups))
    }
}
