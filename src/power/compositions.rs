//! Any voting game, by how many voters of each group a coalition has.
//!
//! Voters with the same weights in every rule are interchangeable, so it is enough to try how many of each
//! group are in, and to count each such composition as often as it can be chosen. Compositions that cannot win
//! any more are left out whole. With groups of one this is a walk through all coalitions; with two chambers of
//! equal members it is a few thousand steps whatever their size.

use std::ops::{AddAssign, Mul};

use dashu_int::UBig;

use crate::budget::Budget;
use crate::power::board::Board;
use crate::power::tally::{Kind, Tally, binomials};

/// Most voters whose numbers of coalitions fit 128 bits, times the size of a group.
const NARROW_VOTERS: usize = 115;

/// Counts by composition; `None` if the budget runs out.
pub(in crate::power) fn count(board: &Board, kind: Kind, budget: &Budget<'_>) -> Option<Tally> {
    if board.others() <= NARROW_VOTERS {
        let narrow = |number: &UBig| u128::try_from(number).unwrap_or(u128::MAX);
        Walk::<u128>::run(board, kind, budget, narrow, |number| UBig::from(*number))
    } else {
        Walk::<UBig>::run(board, kind, budget, UBig::clone, UBig::clone)
    }
}

struct Walk<'w, T> {
    board: &'w Board,
    kind: Kind,
    budget: &'w Budget<'w>,
    /// `choose[g][t]`: ways to choose `t` voters of group `g`.
    choose: Vec<Vec<T>>,
    /// `members[t]`: the number `t`.
    members: Vec<T>,
    /// `left[g][r]`: what groups from `g` on have together in rule `r`.
    left: Vec<Vec<u64>>,
    taken: Vec<usize>,
    veto: Vec<T>,
    /// Memberships of the voters of a group together.
    groups: Vec<Vec<T>>,
    steps: u64,
}

impl<T> Walk<'_, T>
where
    T: Clone + for<'t> AddAssign<&'t T>,
    for<'t> &'t T: Mul<&'t T, Output = T>,
{
    fn run(
        board: &Board,
        kind: Kind,
        budget: &Budget<'_>,
        from: impl Fn(&UBig) -> T,
        to: impl Fn(&T) -> UBig,
    ) -> Option<Tally> {
        let length = if kind.is_by_size() { board.players + 1 } else { 1 };
        let zero = from(&UBig::ZERO);
        let mut left = vec![vec![0; board.quotas.len()]; board.groups.len() + 1];
        for (place, group) in board.groups.iter().enumerate().rev() {
            for (rule, weight) in group.weights.iter().enumerate() {
                left[place][rule] = left[place + 1][rule] + weight * group.players.len() as u64;
            }
        }
        let row = |size: usize| binomials(size).iter().map(&from).collect();
        let mut walk = Walk {
            board,
            kind,
            budget,
            choose: board.groups.iter().map(|group| row(group.players.len())).collect(),
            members: (0..=board.players).map(|number| from(&UBig::from(number))).collect(),
            left,
            taken: vec![0; board.groups.len()],
            veto: vec![zero.clone(); length],
            groups: vec![vec![zero; length]; board.groups.len()],
            steps: 0,
        };
        let one = from(&UBig::ONE);
        if !walk.walk(0, &vec![0; board.quotas.len()], 0, &one) || !budget.spend(walk.steps) {
            return None;
        }
        let veto: Vec<UBig> = walk.veto.iter().map(&to).collect();
        let shared = board.groups.iter().zip(&walk.groups).map(|(group, counts)| {
            let members = UBig::from(group.players.len());
            counts.iter().map(|count| to(count) / &members).collect()
        });
        Some(Tally::new(board, &veto, &shared.collect::<Vec<_>>()))
    }

    fn walk(&mut self, place: usize, sums: &[u64], size: usize, ways: &T) -> bool {
        let board = self.board;
        let is_lost = sums
            .iter()
            .zip(&self.left[place])
            .zip(&board.quotas)
            .any(|((sum, left), quota)| sum + left < *quota);
        if is_lost {
            return true;
        }
        let Some(group) = board.groups.get(place) else {
            self.count(sums, size, ways);
            self.steps += 1;
            if self.steps < 1024 {
                return true;
            }
            return self.budget.spend(std::mem::take(&mut self.steps));
        };
        let mut sums = sums.to_vec();
        for taken in 0..=group.players.len() {
            self.taken[place] = taken;
            let go_on = if taken == 0 || taken == group.players.len() {
                self.walk(place + 1, &sums, size + taken, ways)
            } else {
                let ways = ways * &self.choose[place][taken];
                self.walk(place + 1, &sums, size + taken, &ways)
            };
            if !go_on {
                return false;
            }
            for (sum, weight) in sums.iter_mut().zip(&group.weights) {
                *sum += weight;
            }
        }
        true
    }

    /// Counts one winning composition.
    fn count(&mut self, sums: &[u64], size: usize, ways: &T) {
        let (board, agreed) = (self.board, self.board.vetoes.len());
        let is_critical = |weights: &[u64]| {
            weights.iter().zip(sums).zip(&board.quotas).any(|((weight, sum), quota)| sum - weight < *quota)
        };
        let critical = |place: &usize| self.taken[*place] > 0 && is_critical(&board.groups[*place].weights);
        let places = 0..board.groups.len();
        let key = match self.kind {
            Kind::Swings => size + agreed,
            Kind::SwingsInAll => 0,
            Kind::Minimal | Kind::MinimalInAll => {
                let needless = |&place: &usize| self.taken[place] > 0 && !critical(&place);
                if places.clone().any(|place| needless(&place)) {
                    return;
                }
                if self.kind == Kind::Minimal { size + agreed } else { 0 }
            }
            Kind::Critical => {
                agreed + places.clone().filter(critical).map(|place| self.taken[place]).sum::<usize>()
            }
        };
        if agreed > 0 {
            self.veto[key] += ways;
        }
        for place in places {
            let taken = self.taken[place];
            if taken > 0 && is_critical(&board.groups[place].weights) {
                if taken == 1 {
                    self.groups[place][key] += ways;
                } else {
                    self.groups[place][key] += &(ways * &self.members[taken]);
                }
            }
        }
    }
}
