//! What coalitions are worth to an index, for the recount from both ends.
//!
//! [`Worth`] holds, modulo one prime, the numbers that [`crate::certify::power::sweep`] multiplies and adds, and
//! turns the sums into scores. The module there says what a coalition is worth to each index.

use crate::certify::power::claim::Index;
use crate::certify::power::modular::Field;
use crate::certify::power::sweep::{Grid, Line};

/// What coalitions are worth, modulo a prime.
pub(in crate::certify::power) struct Worth<'l> {
    line: &'l Line<'l>,
    /// The prime.
    pub(in crate::certify::power) field: Field,
    /// `1 / k`; 0 for 0.
    share: Vec<u64>,
    /// Orders in which a coalition of `k` is followed by one voter and then the others, over all orders.
    before: Vec<u64>,
    /// `before(k - 1) + before(k)`.
    around: Vec<u64>,
}

impl<'l> Worth<'l> {
    pub(in crate::certify::power) fn new(line: &'l Line<'l>, field: Field) -> Self {
        // Idle voters change no order of the others, so orders of the others are enough.
        let voters = line.game.players() - line.idle;
        let share: Vec<u64> = (0..=voters as u64).map(|k| field.inverse(k)).collect();
        let factorial = field.factorials(voters);
        let orders = field.inverse(factorial[voters]);
        let count =
            |k: usize| field.multiply(field.multiply(factorial[k], factorial[voters - 1 - k]), orders);
        let before: Vec<u64> = (0..=voters).map(|k| if k < voters { count(k) } else { 0 }).collect();
        let around =
            (0..=voters).map(|k| field.add(before[k], k.checked_sub(1).map_or(0, |k| before[k]))).collect();
        Self { line, field, share, before, around }
    }

    /// What reaching the quota with the last of `k` voters is worth.
    pub(in crate::certify::power) fn beyond(&self, k: usize) -> u64 {
        match self.line.index {
            Index::DeeganPackel => self.share[k + self.line.game.vetoes().len()],
            Index::PublicGood => 1,
            _ => 0,
        }
    }

    /// A losing coalition of `size`, in the sum over all of them.
    pub(in crate::certify::power) fn loses_without(&self, size: usize) -> u64 {
        if self.line.index == Index::Shapley { self.before[size] } else { 1 }
    }

    /// A losing set of voters, `size` with the veto players, in the sum for a veto player.
    pub(in crate::certify::power) fn loses_with_veto(&self, size: usize) -> u64 {
        if self.line.index == Index::Shapley {
            size.checked_sub(1).map_or(0, |size| self.before[size])
        } else {
            1
        }
    }

    /// Adds what sets of the first `heavy` voters are worth if no other member is critical.
    pub(in crate::certify::power) fn end(&self, ahead: &mut Grid, heavy: usize, light: &[u64]) {
        let (line, agreed) = (self.line, self.line.game.vetoes().len());
        match line.index {
            Index::Shapley => {
                for (k, (_, cells)) in ahead.iter_mut().enumerate() {
                    cells.fill(self.around[k + agreed]);
                }
            }
            Index::Banzhaf | Index::BanzhafRaw => ahead[0].1.fill(1),
            Index::DeeganPackel | Index::PublicGood => {}
            Index::Johnston => {
                let next = line.weights.get(heavy).copied().unwrap_or(0);
                let Some(weight) = heavy.checked_sub(1).map(|last| line.weights[last]).filter(|&w| w > next)
                else {
                    return;
                };
                let most = |excess: u64| usize::try_from(line.quota + excess).unwrap_or(usize::MAX);
                let at_most = |bound: Option<usize>| bound.map_or(0, |bound| light[bound]);
                for (k, (low, cells)) in ahead.iter_mut().enumerate().take(heavy + 1) {
                    let Some((first, last)) = line.range(k, heavy) else { continue };
                    let share = self.share[k + agreed];
                    for (s, cell) in (first..=last).zip(&mut cells[first - *low..]) {
                        let upper = at_most(most(weight).checked_sub(s + 1));
                        let lower = at_most(most(next).checked_sub(s + 1));
                        let ways = self.field.subtract(upper, lower);
                        *cell = self.field.add(*cell, self.field.multiply(ways, share));
                    }
                }
            }
        }
    }

    /// `value` for each choice of idle voters.
    fn with_idle(&self, value: u64) -> u64 {
        self.field.multiply(value, self.field.power(2, self.line.idle as u64))
    }

    /// All sets of the voters in line, `value(size)` each.
    fn all(&self, value: impl Fn(usize) -> u64) -> u64 {
        let (field, voters) = (self.field, self.line.voters.len());
        let factorial = field.factorials(voters);
        let terms = (0..=voters).map(|k| {
            let below = field.multiply(factorial[k], factorial[voters - k]);
            let sets = field.multiply(factorial[voters], field.inverse(below));
            field.multiply(sets, value(k))
        });
        terms.fold(0, |sum, term| field.add(sum, term))
    }

    /// The score of a voter, from what its coalitions and all coalitions are worth.
    pub(in crate::certify::power) fn of_voter(&self, with: u64, all_losing: u64) -> u64 {
        let (field, agreed) = (self.field, self.line.game.vetoes().len());
        match self.line.index {
            Index::Shapley => {
                // All sets with the voter, less all sets: `k` of the others and the voter.
                let voters = self.line.voters.len();
                let factorial = field.factorials(voters);
                let sets = |k: usize| {
                    let below = field.multiply(factorial[k], factorial[voters - 1 - k]);
                    field.multiply(factorial[voters - 1], field.inverse(below))
                };
                let all_with = (0..voters).map(|k| field.multiply(sets(k), self.around[k + 1 + agreed]));
                let all_with = all_with.fold(0, |sum, term| field.add(sum, term));
                let winning_with = field.subtract(all_with, with);
                field
                    .subtract(winning_with, field.subtract(self.all(|k| self.before[k + agreed]), all_losing))
            }
            Index::Banzhaf | Index::BanzhafRaw => {
                self.with_idle(field.subtract(all_losing, field.add(with, with)))
            }
            Index::DeeganPackel | Index::PublicGood => with,
            Index::Johnston => self.with_idle(with),
        }
    }

    /// The score of a veto player: every winning coalition counts.
    pub(in crate::certify::power) fn of_veto(&self, everything: u64, veto_losing: u64, light: &[u64]) -> u64 {
        let (field, line, agreed) = (self.field, self.line, self.line.game.vetoes().len());
        match line.index {
            Index::Shapley => field.subtract(self.all(|k| self.before[k + agreed - 1]), veto_losing),
            Index::Banzhaf | Index::BanzhafRaw => {
                self.with_idle(field.subtract(self.all(|_| 1), veto_losing))
            }
            // If the veto players win alone, they are the one minimal winning coalition.
            Index::DeeganPackel if line.quota == 0 => self.share[agreed],
            Index::PublicGood if line.quota == 0 => 1,
            Index::DeeganPackel | Index::PublicGood => everything,
            Index::Johnston => {
                // Where the excess is that of the heaviest or more, only veto players are critical.
                let not_all = light.last().copied().unwrap_or(0);
                let only = field.multiply(field.subtract(self.all(|_| 1), not_all), self.share[agreed]);
                self.with_idle(field.add(everything, only))
            }
        }
    }
}
