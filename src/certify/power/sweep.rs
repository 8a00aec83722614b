//! A recount under one rule from both ends of the list of voters, modulo a prime.
//!
//! Voters without a veto stand in a line, heaviest first. `F_i[k][s]` is the number of sets of `k` of the first
//! `i` voters with weight `s`; `U_i[k][s]` is the sum, over all ways to go on from there with the later voters, of
//! what the resulting coalition is worth to an index. What the coalitions with voter `i` in them are worth together
//! is the sum of `F_(i-1)[k][s] * U_i[k + 1][s + w_i]`. `F` grows to the end of the line and is taken back voter by
//! voter while `U` grows from the end, so one pass serves every voter. What a coalition is worth:
//!
//! - Shapley, with `c(k) = (k-1)! (n-1-k)! / (n-1)!`: a losing coalition `c(k)`. The index is a constant, the same
//!   for all, less the sum over the losing coalitions a voter is in.
//! - Banzhaf: a losing coalition 1; swings are all losing coalitions less twice those with the voter.
//! - Deegan-Packel and public good: a set that reaches the quota with its last voter, `1 / size` or 1.
//! - Johnston: at each weight that differs from the next, the number of ways to add lighter voters so that exactly
//!   the heavier members are critical, over their number.
//!
//! Voters of weight 0 are never critical. They change no index but double the counts of Banzhaf and Johnston.

use crate::certify::power::claim::Index;
use crate::certify::power::modular::Field;
use crate::certify::power::worth::Worth;
use crate::games::voting::VotingGame;

/// Greatest number of cells of one table.
const MAX_CELLS: u64 = 1 << 26;

/// The line of voters of a game under one rule.
pub(in crate::certify::power) struct Line<'g> {
    pub(in crate::certify::power) game: &'g VotingGame,
    pub(in crate::certify::power) index: Index,
    /// Voters without a veto and with a weight, heaviest first.
    pub(in crate::certify::power) voters: Vec<usize>,
    /// Their weights.
    pub(in crate::certify::power) weights: Vec<u64>,
    /// `heaviest[k]`: weight of the first `k`.
    heaviest: Vec<u64>,
    /// What is left to reach when the veto players have agreed.
    pub(in crate::certify::power) quota: u64,
    /// Weights below this are told apart.
    cap: usize,
    /// Voters without a veto and without a weight.
    pub(in crate::certify::power) idle: usize,
}

/// A number for each size and weight; row `k` starts at the weight of the `k` lightest voters.
pub(in crate::certify::power) type Grid = Vec<(usize, Vec<u64>)>;

impl<'g> Line<'g> {
    /// The line of a game with one rule; `None` with several, or if its tables are out of reach.
    pub(in crate::certify::power) fn of(game: &'g VotingGame, index: Index) -> Option<Self> {
        let [rule] = game.rules() else { return None };
        let agreed: u64 = game.vetoes().iter().map(|&player| rule.weights[player]).sum();
        let others = (0..game.players()).filter(|player| !game.vetoes().contains(player));
        let (mut voters, idle): (Vec<usize>, Vec<usize>) =
            others.partition(|&player| rule.weights[player] > 0);
        voters.sort_by_key(|&player| std::cmp::Reverse(rule.weights[player]));
        let weights: Vec<u64> = voters.iter().map(|&player| rule.weights[player]).collect();
        let mut heaviest = vec![0];
        for weight in &weights {
            heaviest.push(heaviest[heaviest.len() - 1] + weight);
        }
        let quota = rule.quota.saturating_sub(agreed);
        let beyond = if index == Index::Johnston { weights.first().copied().unwrap_or(0) } else { 0 };
        let cap = quota.checked_add(beyond).filter(|&cap| cap <= MAX_CELLS)?;
        let cap = usize::try_from(cap).ok()?;
        let line = Self { game, index, voters, weights, heaviest, quota, cap, idle: idle.len() };
        (line.cells() <= MAX_CELLS).then_some(line)
    }

    /// Are sizes told apart?
    fn by_size(&self) -> bool {
        !matches!(self.index, Index::Banzhaf | Index::BanzhafRaw | Index::PublicGood)
    }

    /// First and last weight of sets of `k` of the first `added` voters, below the cap; `None` if there are none.
    pub(in crate::certify::power) fn range(&self, k: usize, added: usize) -> Option<(usize, usize)> {
        if !self.by_size() {
            return Some((0, self.cap.checked_sub(1)?));
        }
        let first = usize::try_from(self.heaviest[added] - self.heaviest[added.checked_sub(k)?]).ok()?;
        let last = usize::try_from(self.heaviest[k]).ok()?.min(self.cap.checked_sub(1)?);
        (first <= last).then_some((first, last))
    }

    /// Sizes that are told apart among the first `added` voters.
    fn sizes(&self, added: usize) -> usize {
        if self.by_size() { added + 1 } else { 1 }
    }

    fn cells(&self) -> u64 {
        let rows = (0..self.sizes(self.voters.len())).filter_map(|k| self.range(k, self.voters.len()));
        rows.map(|(first, last)| (last - first + 1) as u64).sum()
    }

    /// Cells looked at for one prime.
    pub(in crate::certify::power) fn work(&self) -> u64 {
        let stage = |added: usize| -> u64 {
            let rows = (0..self.sizes(added)).filter_map(|k| self.range(k, added));
            rows.map(|(first, last)| (last - first + 1) as u64).sum()
        };
        (0..self.voters.len()).map(stage).sum::<u64>().saturating_mul(3)
    }

    fn grid(&self) -> Grid {
        let all = self.voters.len();
        let row = |k| {
            self.range(k, all).map_or((0, Vec::new()), |(first, last)| (first, vec![0; last - first + 1]))
        };
        (0..self.sizes(all)).map(row).collect()
    }

    /// The score of each voter, modulo the prime of `field`.
    pub(in crate::certify::power) fn scores(&self, field: Field) -> Vec<u64> {
        let worth = Worth::new(self, field);
        let mut sets = self.grid();
        if let Some(cell) = sets.first_mut().and_then(|(_, cells)| cells.first_mut()) {
            *cell = 1;
        }
        for added in 0..self.voters.len() {
            self.sweep(&mut sets, added, |more, cell| field.add(*cell, more), Order::Downward);
        }
        // What all coalitions are worth together, before any voter is singled out.
        let losing = |value: &dyn Fn(usize) -> u64| {
            let rows = sets.iter().enumerate().map(|(k, (_, cells))| {
                let sum = cells.iter().fold(0, |sum, &cell| field.add(sum, cell));
                field.multiply(sum, value(k))
            });
            rows.fold(0, |sum, row| field.add(sum, row))
        };
        let agreed = self.game.vetoes().len();
        let all_losing = losing(&|k| worth.loses_without(k + agreed));
        let veto_losing = losing(&|k| worth.loses_with_veto(k + agreed));
        let mut ahead = self.grid();
        let mut light = vec![1; if self.index == Index::Johnston { self.cap } else { 0 }];
        worth.end(&mut ahead, self.voters.len(), &light);
        let mut with = vec![0; self.voters.len()];
        for voter in (0..self.voters.len()).rev() {
            self.sweep(&mut sets, voter, |less, cell| field.subtract(*cell, less), Order::Upward);
            with[voter] = self.meet(&sets, &ahead, voter, &worth);
            self.go_back(&mut ahead, voter, &worth);
            if self.index == Index::Johnston {
                for place in (self.at(voter)..light.len()).rev() {
                    light[place] = field.add(light[place], light[place - self.at(voter)]);
                }
                worth.end(&mut ahead, voter, &light);
            }
        }
        let everything = ahead.first().and_then(|(_, cells)| cells.first()).copied().unwrap_or(0);
        let mut scores = vec![0; self.game.players()];
        for (place, &player) in self.voters.iter().enumerate() {
            scores[player] = worth.of_voter(with[place], all_losing);
        }
        for &player in self.game.vetoes() {
            scores[player] = worth.of_veto(everything, veto_losing, &light);
        }
        scores
    }

    /// The weight of a voter, or the cap if it is beyond.
    fn at(&self, voter: usize) -> usize {
        usize::try_from(self.weights[voter]).unwrap_or(usize::MAX).min(self.cap)
    }

    /// Changes each set count of the first `voter + 1` voters by that of the sets without this voter.
    fn sweep(&self, sets: &mut Grid, voter: usize, change: impl Fn(u64, &u64) -> u64, order: Order) {
        let weight = self.at(voter);
        if !self.by_size() {
            let cells = &mut sets[0].1;
            let places = weight..cells.len();
            match order {
                Order::Downward => places.rev().for_each(|s| cells[s] = change(cells[s - weight], &cells[s])),
                Order::Upward => places.for_each(|s| cells[s] = change(cells[s - weight], &cells[s])),
            }
            return;
        }
        let mut row = |k: usize| {
            let Some((first, last)) = self.range(k, voter) else { return };
            let last = last.min((self.cap - 1).saturating_sub(weight));
            if first > last || first + weight >= self.cap {
                return;
            }
            let (below, above) = sets.split_at_mut(k + 1);
            let ((low, source), (next_low, target)) = (&below[k], &mut above[0]);
            let source = &source[first - low..=last - low];
            let target = &mut target[first + weight - *next_low..=last + weight - *next_low];
            for (cell, &other) in target.iter_mut().zip(source) {
                *cell = change(other, cell);
            }
        };
        match order {
            Order::Downward => (0..=voter).rev().for_each(&mut row),
            Order::Upward => (0..=voter).for_each(&mut row),
        }
    }

    /// What the coalitions with `voter` are worth together.
    fn meet(&self, sets: &Grid, ahead: &Grid, voter: usize, worth: &Worth<'_>) -> u64 {
        let (field, weight) = (worth.field, self.at(voter));
        let mut sum = 0;
        for (k, (low, cells)) in sets.iter().enumerate().take(self.sizes(voter)) {
            let Some((first, last)) = self.range(k, voter) else { continue };
            let next = if self.by_size() { k + 1 } else { 0 };
            // Up to here the coalition with the voter is below the cap.
            let end = self.cap.saturating_sub(weight).clamp(first, last + 1);
            if end > first {
                let (next_low, values) = &ahead[next];
                let values = &values[first + weight - next_low..end + weight - next_low];
                sum = field.add(sum, dot(field, &cells[first - low..end - low], values));
            }
            let rest = cells[end - low..=last - low].iter().fold(0, |sum, &cell| field.add(sum, cell));
            sum = field.add(sum, field.multiply(rest, worth.beyond(k + 1)));
        }
        sum
    }

    /// Turns what lies ahead behind `voter` into what lies ahead with `voter` still to come.
    fn go_back(&self, ahead: &mut Grid, voter: usize, worth: &Worth<'_>) {
        let (field, weight) = (worth.field, self.at(voter));
        if !self.by_size() {
            let cells = &mut ahead[0].1;
            for s in 0..cells.len() {
                let more = cells.get(s + weight).copied().unwrap_or_else(|| worth.beyond(1));
                cells[s] = field.add(cells[s], more);
            }
            return;
        }
        for k in 0..=voter {
            let Some((first, last)) = self.range(k, voter) else { continue };
            let end = self.cap.saturating_sub(weight).clamp(first, last + 1);
            let (below, above) = ahead.split_at_mut(k + 1);
            let (low, cells) = &mut below[k];
            let (cells, rest) = cells[first - *low..=last - *low].split_at_mut(end - first);
            if let Some((next_low, values)) = above.first().filter(|_| end > first) {
                let values = &values[first + weight - next_low..end + weight - next_low];
                for (cell, &more) in cells.iter_mut().zip(values) {
                    *cell = field.add(*cell, more);
                }
            }
            let more = worth.beyond(k + 1);
            for cell in rest {
                *cell = field.add(*cell, more);
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Upward,
    Downward,
}

/// The sum of products; products of residues below 2^61 are added 32 at a time before the remainder is taken.
fn dot(field: Field, one: &[u64], other: &[u64]) -> u64 {
    one.chunks(32).zip(other.chunks(32)).fold(0, |sum, (one, other)| {
        let products = one.iter().zip(other).map(|(&one, &other)| u128::from(one) * u128::from(other));
        field.add(sum, field.reduce(products.sum()))
    })
}
