//! All pure equilibria of a large tree, counted again with remainders instead of long numbers.
//!
//! The same definition as in `recount`, for trees in which numbers of equilibria have thousands of digits: optimal
//! actions and payoff vectors are found exactly, numbers only modulo the prime 2^61 - 1. A wrong number is missed
//! only if it is off by a multiple of that prime.

use crate::certify::extensive::action_sets::ActionSets;
use crate::certify::extensive::value::Value;
use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::Rational;

/// The modulus, a prime.
pub(crate) const PRIME: u64 = (1 << 61) - 1;

/// Most steps for each node.
const MOST_STEPS: usize = 64;

/// What was found again.
pub(crate) struct Found {
    /// Are the optimal actions those claimed?
    pub(crate) has_same_actions: bool,
    /// Payoff vectors in ascending order, with the remainders of their numbers.
    pub(crate) payoffs: Vec<(Vec<Rational>, u64)>,
}

/// Counts again; `None` if that takes too many steps.
pub(crate) fn remainders(game: &ExtensiveGame, claimed: &ActionSets) -> Option<Found> {
    count::<i128>(game, claimed).or_else(|| count::<Rational>(game, claimed))
}

fn multiply(one: u64, other: u64) -> u64 {
    (u128::from(one) * u128::from(other) % u128::from(PRIME)) as u64
}

fn add(one: u64, other: u64) -> u64 {
    (one + other) % PRIME
}

/// Payoff vectors one after the other, with the remainders of their numbers.
struct List<V> {
    players: usize,
    rows: Vec<V>,
    numbers: Vec<u64>,
}

impl<V: Value> List<V> {
    fn row(&self, place: usize) -> &[V] {
        &self.rows[place * self.players..(place + 1) * self.players]
    }

    fn own(&self, place: usize, player: usize) -> &V {
        &self.rows[place * self.players + player]
    }

    /// The payoff vectors that equilibria lead the mover to, into `kept`: child, vector, number.
    ///
    /// `None` if that takes more than the steps that are left.
    fn keep(
        &self,
        children: &[(usize, usize)],
        mover: usize,
        left: &mut usize,
        kept: &mut Vec<(usize, usize, u64)>,
    ) -> Option<()> {
        let least = |&(start, end): &(usize, usize)| (start..end).map(|place| self.own(place, mover)).min();
        let sure = children.iter().filter_map(least).max()?;
        kept.clear();
        for (child, &(start, end)) in children.iter().enumerate() {
            let vectors = (start..end).filter(|vector| self.own(*vector, mover) >= sure);
            kept.extend(vectors.map(|vector| (child, vector, self.numbers[vector])));
        }
        for (rival, &(start, end)) in children.iter().enumerate() {
            // A child with one equilibrium, which does not tempt anybody away, counts for one.
            if end - start == 1 && self.numbers[start] == 1 {
                continue;
            }
            *left = left.checked_sub((end - start) * kept.len())?;
            for (_, vector, number) in kept.iter_mut().filter(|(child, ..)| *child != rival) {
                let worth = self.own(*vector, mover);
                let below = (start..end).filter(|other| self.own(*other, mover) <= worth);
                *number = multiply(*number, below.fold(0, |sum, other| add(sum, self.numbers[other])));
            }
        }
        Some(())
    }

    /// The means of every combination of one payoff vector of each child.
    fn mean(
        &self,
        children: &[(usize, usize)],
        probabilities: &[Rational],
        left: &mut usize,
    ) -> Option<Self> {
        let players = self.players;
        let mut means = Self { players, rows: vec![V::ZERO; players], numbers: vec![1] };
        for (&(start, end), probability) in children.iter().zip(probabilities) {
            let mut next = Self { players, rows: Vec::new(), numbers: Vec::new() };
            *left = left.checked_sub((end - start) * means.numbers.len())?;
            for place in 0..means.numbers.len() {
                for other in start..end {
                    for (mean, own) in means.row(place).iter().zip(self.row(other)) {
                        next.rows.push(mean.plus(&own.times(probability)?)?);
                    }
                    next.numbers.push(multiply(means.numbers[place], self.numbers[other]));
                }
            }
            means = next.in_order();
        }
        Some(means)
    }

    /// Ascending, and equal payoff vectors together.
    fn in_order(&self) -> Self {
        let mut order: Vec<usize> = (0..self.numbers.len()).collect();
        order.sort_by(|one, other| self.row(*one).cmp(self.row(*other)));
        let mut merged = Self { players: self.players, rows: Vec::new(), numbers: Vec::new() };
        for place in order {
            let last = merged.numbers.len();
            if last > 0 && merged.row(last - 1) == self.row(place) {
                merged.numbers[last - 1] = add(merged.numbers[last - 1], self.numbers[place]);
            } else {
                merged.rows.extend_from_slice(self.row(place));
                merged.numbers.push(self.numbers[place]);
            }
        }
        merged
    }
}

fn count<V: Value>(game: &ExtensiveGame, claimed: &ActionSets) -> Option<Found> {
    let players = game.players().len();
    let mut has_same_actions = true;
    // All subtrees whose parents are still to come, and where each begins; the next parent's first child is last.
    let mut open = List::<V> { players, rows: Vec::new(), numbers: Vec::new() };
    let mut starts: Vec<usize> = Vec::new();
    let mut children: Vec<(usize, usize)> = Vec::new();
    let mut left = game.nodes().len() * MOST_STEPS;
    // Work space, the same for all nodes.
    let mut next = List::<V> { players, rows: Vec::new(), numbers: Vec::new() };
    let mut kept = Vec::new();
    for (place, node) in game.nodes().iter().enumerate().rev() {
        let mut end = open.numbers.len();
        next.rows.clear();
        next.numbers.clear();
        if let Some(set) = game.set_of(place) {
            let entry = &game.sets()[set];
            children.clear();
            for _ in &entry.actions {
                let start = starts.pop()?;
                children.push((start, end));
                end = start;
            }
            match entry.mover {
                Mover::Player(mover) => {
                    open.keep(&children, mover, &mut left, &mut kept)?;
                    let mut taken = kept.iter().map(|(child, ..)| *child).peekable();
                    for action in 0..children.len() {
                        let mut is_taken = false;
                        while taken.next_if_eq(&action).is_some() {
                            is_taken = true;
                        }
                        has_same_actions &= claimed.contains(set, action) == is_taken;
                    }
                    for (_, vector, number) in &kept {
                        next.rows.extend_from_slice(open.row(*vector));
                        next.numbers.push(*number);
                    }
                }
                Mover::Chance => next = open.mean(&children, &entry.probabilities, &mut left)?,
            }
            if next.numbers.len() > 1 {
                next = next.in_order();
            }
            open.rows.truncate(end * players);
            open.numbers.truncate(end);
        } else {
            next.rows.resize(players, V::ZERO);
            next.numbers.push(1);
        }
        if let Some(outcome) = node.outcome {
            for row in next.rows.chunks_exact_mut(players) {
                for (player, own) in row.iter_mut().enumerate() {
                    *own = own.plus(&V::of(game, player, outcome as usize)?)?;
                }
            }
        }
        starts.push(end);
        open.rows.append(&mut next.rows);
        open.numbers.append(&mut next.numbers);
    }
    let points = |place: usize| -> Vec<Rational> {
        open.row(place).iter().enumerate().map(|(player, own)| own.points(game, player)).collect()
    };
    let payoffs = open.numbers.iter().enumerate().map(|(place, number)| (points(place), *number)).collect();
    Some(Found { has_same_actions, payoffs })
}
