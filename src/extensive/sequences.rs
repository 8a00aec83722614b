//! The sequence form of a two-player tree with perfect recall.
//!
//! A *sequence* of a player is an action of one of its information sets; with perfect recall, the own actions before it
//! are known from it. A *realisation plan* gives each sequence the probability with which the player plays all of
//! it: at each set these add up to that of the sequence that leads there, or to 1. Payoffs are linear in each plan, and
//! their table has an entry only for pairs of sequences that some node follows. Its size is that of the tree, where
//! the normal form grows exponentially.
//!
//! A plan is fixed by its *free* sequences, all but the first action of each set: `x = x0 + N u`, where `x0` always
//! plays the first action, and a unit of `u_k` moves weight from the first action of the set, and the first
//! actions that follow it, to `k` and the first actions that follow that. `N` has entries -1, 0, 1 only.
//!
//! References: von Stengel 1996, Games and Economic Behavior 14; Koller, Megiddo and von Stengel 1996, Games and
//! Economic Behavior 14.

use std::collections::BTreeMap;

use dashu_int::IBig;

use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;
use crate::numeric::whole::Whole as _;

/// An information set of one player and the sequences that are its actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnSet {
    /// Its number in the game.
    pub(crate) set: usize,
    /// The sequence that leads to it; `None` if no own action does.
    pub(crate) before: Option<usize>,
    /// Its first sequence; the others follow in order.
    pub(crate) first: usize,
    /// Number of actions.
    pub(crate) actions: usize,
}

/// The sequences of one player, numbered set by set, a set after those that lead to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Side {
    /// The player's sets that are in the tree.
    pub(crate) sets: Vec<OwnSet>,
    /// For each sequence the set that it is an action of.
    pub(crate) set_of: Vec<usize>,
    /// For each sequence the sets that it leads to.
    after: Vec<Vec<usize>>,
    /// The sets that no own action leads to.
    initial: Vec<usize>,
}

impl Side {
    /// The sequences that are first actions, in order.
    pub(crate) fn firsts(&self) -> Vec<usize> {
        self.sets.iter().map(|set| set.first).collect()
    }

    /// The other sequences, in order.
    pub(crate) fn free(&self) -> Vec<usize> {
        (0..self.set_of.len())
            .filter(|&sequence| self.sets[self.set_of[sequence]].first != sequence)
            .collect()
    }

    /// What is played with probability 1 if the first action is taken wherever there is a choice.
    pub(crate) fn start(&self) -> Vec<usize> {
        self.follow(Vec::new(), self.initial.clone())
    }

    /// The sequences that gain a unit, then those that lose it, if free sequence `sequence` gains one.
    pub(crate) fn change(&self, sequence: usize) -> [Vec<usize>; 2] {
        let first = self.sets[self.set_of[sequence]].first;
        [sequence, first].map(|from| self.follow(vec![from], self.after[from].clone()))
    }

    /// `found`, and the first actions that follow at `sets` and at whatever they lead to.
    fn follow(&self, mut found: Vec<usize>, mut sets: Vec<usize>) -> Vec<usize> {
        while let Some(set) = sets.pop() {
            let first = self.sets[set].first;
            found.push(first);
            sets.extend(&self.after[first]);
        }
        found
    }
}

/// What a player gets: for the sequences of both (`None` for the empty one), in whole units, 0 where there is none.
pub(crate) type Payoffs = BTreeMap<[Option<usize>; 2], IBig>;

/// A two-player tree in sequence form.
#[derive(Debug, Clone)]
pub(crate) struct SequenceForm {
    /// The sequences of both players.
    pub(crate) sides: [Side; 2],
    /// For each player its payoffs, in units without a common divisor.
    pub(crate) payoffs: [Payoffs; 2],
}

impl SequenceForm {
    /// The sequence form of a tree with two players and perfect recall.
    ///
    /// Cost: some steps for each node, in fractions if chance moves.
    pub(crate) fn of(game: &ExtensiveGame) -> Self {
        let mut sides = [Side::default(), Side::default()];
        // The place of each set of the game among those of its player.
        let mut places: Vec<Option<usize>> = vec![None; game.sets().len()];
        let mut sums: [BTreeMap<[Option<usize>; 2], Rational>; 2] = Default::default();
        let mut reached: Vec<(Rational, [Option<usize>; 2])> =
            vec![(Rational::ONE, [None; 2]); game.nodes().len()];
        for node in 0..game.nodes().len() {
            let (chance, sequences) = reached[node].clone();
            if game.nodes()[node].outcome.is_some() {
                for (player, sums) in sums.iter_mut().enumerate() {
                    let payoff = game.payoff_at(player, node);
                    if !payoff.is_zero() && !chance.is_zero() {
                        *sums.entry(sequences).or_default() += &(&payoff * &chance);
                    }
                }
            }
            let Some(set) = game.set_of(node) else { continue };
            let entry = &game.sets()[set];
            let children: Vec<usize> = game.children(node).collect();
            let Mover::Player(player) = entry.mover else {
                for (child, probability) in children.into_iter().zip(&entry.probabilities) {
                    reached[child] = (&chance * probability, sequences);
                }
                continue;
            };
            let side = &mut sides[player];
            let place =
                *places[set].get_or_insert_with(|| side.add(set, sequences[player], entry.actions.len()));
            for (action, child) in children.into_iter().enumerate() {
                let mut next = sequences;
                next[player] = Some(side.sets[place].first + action);
                reached[child] = (chance.clone(), next);
            }
        }
        Self { sides, payoffs: sums.map(|sums| whole(&sums)) }
    }
}

impl Side {
    /// Adds a set of the game; its place.
    fn add(&mut self, set: usize, before: Option<usize>, actions: usize) -> usize {
        let (place, first) = (self.sets.len(), self.set_of.len());
        self.sets.push(OwnSet { set, before, first, actions });
        self.set_of.resize(first + actions, place);
        self.after.resize(first + actions, Vec::new());
        match before {
            Some(before) => self.after[before].push(place),
            None => self.initial.push(place),
        }
        place
    }
}

/// The same numbers in proportion, whole and without a common divisor.
fn whole(sums: &BTreeMap<[Option<usize>; 2], Rational>) -> Payoffs {
    let scale = IBig::from(common_denominator(sums.values()));
    let units = |sum: &Rational| sum.numerator() * (&scale / IBig::from(sum.denominator().clone()));
    let list: Payoffs = sums.iter().map(|(key, sum)| (*key, units(sum))).collect();
    let divisor = list.values().fold(IBig::ZERO, |divisor, units| divisor.common_divisor(units));
    if divisor == IBig::ZERO {
        return Payoffs::new();
    }
    list.into_iter().map(|(key, units)| (key, units / &divisor)).collect()
}
