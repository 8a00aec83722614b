//! All pure equilibria of a tree with perfect information: every payoff vector, with the number of equilibria.
//!
//! Let `N_v(w)` be the number of equilibria of the subtree at `v` that pay `w`. An equilibrium of the subtree is one
//! of each child's subtree, and an action that no other action beats given these. If player `i` moves,
//!
//! `N_v(w) = sum over actions a of N_a(w) * product over other actions b of #{equilibria of b that pay i at most w_i}`
//!
//! because the children's subtrees have nothing in common but the comparison. The product is above 0 exactly if
//! `w_i` is at least the greatest, over the actions, of the least that an equilibrium after the action pays `i`. If chance
//! moves, every combination of children's equilibria is one, and pays their mean.

use dashu_int::UBig;
use dashu_int::ops::BitTest as _;

use crate::budget::Budget;
use crate::certify::extensive::ActionSets;
use crate::extensive::induction::amount::Amount;
use crate::games::extensive::{ExtensiveGame, Mover};

/// Most payoff vectors kept for one subtree.
pub(crate) const MAX_PAYOFFS: usize = 1000;

/// Steps between two questions to the budget.
const STRIDE: u64 = 4096;

/// What came of it.
pub(crate) enum All<A> {
    /// Everything.
    Found {
        /// The actions that some equilibrium takes.
        optimal: ActionSets,
        /// Payoff vectors in ascending order, one after the other, one number for each player.
        rows: Vec<A>,
        /// How many equilibria have each.
        counts: Vec<UBig>,
    },
    /// Some subtree has more than [`MAX_PAYOFFS`] payoff vectors.
    Cut,
    /// The budget ran out.
    OutOfBudget,
    /// An amount does not fit.
    DoesNotFit,
}

enum Fault {
    Cut,
    DoesNotFit,
}

/// Everything of [`All`].
///
/// Cost: about one step for each node and payoff vector; counts grow by some bits with each tie.
pub(crate) fn all<A: Amount>(game: &ExtensiveGame, budget: &Budget<'_>) -> All<A> {
    let mut walk = Walk {
        game,
        players: game.players().len(),
        rows: Vec::new(),
        counts: Vec::new(),
        firsts: Vec::new(),
        optimal: ActionSets::none(game),
        found: Vec::new(),
        kept: Vec::new(),
        kept_counts: Vec::new(),
    };
    let mut work = 0;
    for place in (0..game.nodes().len()).rev() {
        work += 1;
        let done = match game.set_of(place) {
            None => walk.end(),
            Some(set) => {
                let children = game.sets()[set].actions.len();
                work += walk.size(children);
                match game.sets()[set].mover {
                    Mover::Player(player) => walk.decide(set, player, children),
                    Mover::Chance => walk.draw(set, children),
                }
            }
        };
        match done.and_then(|()| walk.pay(place)) {
            Ok(()) => {}
            Err(Fault::Cut) => return All::Cut,
            Err(Fault::DoesNotFit) => return All::DoesNotFit,
        }
        if work >= STRIDE {
            if !budget.spend(work) {
                return All::OutOfBudget;
            }
            work = 0;
        }
    }
    All::Found { optimal: walk.optimal, rows: walk.rows, counts: walk.counts }
}

/// Subtrees whose parents are still to come, the first child of the next parent last.
struct Walk<'a, A> {
    game: &'a ExtensiveGame,
    players: usize,
    /// Payoff vectors of all open subtrees.
    rows: Vec<A>,
    /// For each payoff vector the number of equilibria.
    counts: Vec<UBig>,
    /// For each open subtree the first of its payoff vectors.
    firsts: Vec<usize>,
    optimal: ActionSets,
    /// Work space: payoff vectors that stay, with the child that has them.
    found: Vec<(usize, usize)>,
    /// Work space: what replaces the children.
    kept: Vec<A>,
    kept_counts: Vec<UBig>,
}

impl<A: Amount> Walk<'_, A> {
    /// A path ends: nothing is paid yet.
    fn end(&mut self) -> Result<(), Fault> {
        self.firsts.push(self.counts.len());
        self.rows.resize(self.rows.len() + self.players, A::zero());
        self.counts.push(UBig::ONE);
        Ok(())
    }

    /// Adds what the node itself pays to all payoff vectors of the subtree that was opened last.
    fn pay(&mut self, node: usize) -> Result<(), Fault> {
        let Some(outcome) = self.game.nodes()[node].outcome else { return Ok(()) };
        let first = self.firsts.last().copied().unwrap_or_default();
        for player in 0..self.players {
            let paid = A::of(self.game.payoffs(player), outcome as usize).ok_or(Fault::DoesNotFit)?;
            for row in self.rows[first * self.players..].chunks_exact_mut(self.players) {
                row[player] = row[player].plus(&paid).ok_or(Fault::DoesNotFit)?;
            }
        }
        Ok(())
    }

    /// The payoff vectors of child number `child` of `children`.
    fn vectors(&self, child: usize, children: usize) -> std::ops::Range<usize> {
        let entry = self.firsts.len() - 1 - child;
        let end = if child == 0 { self.counts.len() } else { self.firsts[entry + 1] };
        debug_assert!(child < children);
        self.firsts[entry]..end
    }

    /// Payoff vectors of the last `children` subtrees, each weighed by the words of its number.
    fn size(&self, children: usize) -> u64 {
        let first = self.firsts[self.firsts.len() - children];
        self.counts[first..].iter().map(|count| 1 + count.bit_len() as u64 / 64).sum()
    }

    fn own(&self, vector: usize, player: usize) -> &A {
        &self.rows[vector * self.players + player]
    }

    fn decide(&mut self, set: usize, player: usize, children: usize) -> Result<(), Fault> {
        // The most that some action pays for sure.
        let mut sure: Option<&A> = None;
        for child in 0..children {
            let least = self.vectors(child, children).map(|vector| self.own(vector, player)).min();
            sure = sure.max(least);
        }
        let Some(sure) = sure.cloned() else { return Ok(()) };
        let mut found = std::mem::take(&mut self.found);
        found.clear();
        for child in 0..children {
            let before = found.len();
            found.extend(
                self.vectors(child, children)
                    .filter(|&vector| *self.own(vector, player) >= sure)
                    .map(|vector| (vector, child)),
            );
            if found.len() > before {
                self.optimal.insert(set, child);
            }
        }
        // Equal payoffs to the mover stand together: they are compared with the same equilibria.
        found.sort_by(|one, other| {
            self.own(one.0, player).cmp(self.own(other.0, player)).then(one.cmp(other))
        });
        let mut counts = std::mem::take(&mut self.kept_counts);
        counts.clear();
        for group in found.chunk_by(|one, other| self.own(one.0, player) == self.own(other.0, player)) {
            self.count_group(group, player, children, &mut counts);
        }
        let result = self.merge(&found, counts);
        self.found = found;
        self.replace(children);
        result
    }

    /// For each payoff vector of `group`, all worth the same to the mover, the number of equilibria that have it.
    fn count_group(&self, group: &[(usize, usize)], player: usize, children: usize, counts: &mut Vec<UBig>) {
        let Some(&(first, child)) = group.first() else { return };
        let worth = self.own(first, player);
        let beaten = |child: usize| -> UBig {
            let vectors = self.vectors(child, children);
            if vectors.len() == 1 {
                // Nobody is sure of more than `worth`, so the only payoff of the child does not beat it.
                return self.counts[vectors.start].clone();
            }
            vectors
                .filter(|&vector| self.own(vector, player) <= worth)
                .map(|vector| &self.counts[vector])
                .sum()
        };
        let is_alone = group.iter().all(|&(_, other)| other == child);
        let mut product = UBig::ONE;
        for other in (0..children).filter(|&other| !is_alone || other != child) {
            let factor = beaten(other);
            if factor != UBig::ONE {
                product *= factor;
            }
        }
        for &(vector, child) in group {
            let own = &self.counts[vector];
            // The child's own factor is among those multiplied, so the division leaves nothing over.
            let others = if is_alone { product.clone() } else { &product / beaten(child) };
            counts.push(if *own == UBig::ONE { others } else { own * others });
        }
    }

    /// Puts the found payoff vectors in order into the work space, equal ones together.
    fn merge(&mut self, found: &[(usize, usize)], counts: Vec<UBig>) -> Result<(), Fault> {
        self.kept.clear();
        for &(vector, _) in found {
            self.kept.extend_from_slice(&self.rows[vector * self.players..(vector + 1) * self.players]);
        }
        self.kept_counts = counts;
        self.gather()
    }

    /// Brings the work space into ascending order, equal payoff vectors together.
    fn gather(&mut self) -> Result<(), Fault> {
        let players = self.players;
        if self.kept_counts.len() > 1 {
            let mut order: Vec<usize> = (0..self.kept_counts.len()).collect();
            let row = |vector: usize| &self.kept[vector * players..(vector + 1) * players];
            order.sort_by(|&one, &other| row(one).cmp(row(other)));
            let mut rows: Vec<A> = Vec::with_capacity(self.kept.len());
            let mut counts: Vec<UBig> = Vec::with_capacity(order.len());
            for vector in order {
                let count = std::mem::take(&mut self.kept_counts[vector]);
                match counts.last_mut() {
                    Some(last) if rows[rows.len() - players..] == *row(vector) => *last += count,
                    _ => {
                        rows.extend_from_slice(row(vector));
                        counts.push(count);
                    }
                }
            }
            self.kept = rows;
            self.kept_counts = counts;
        }
        if self.kept_counts.len() > MAX_PAYOFFS { Err(Fault::Cut) } else { Ok(()) }
    }

    /// Puts the work space in the place of the last `children` subtrees.
    fn replace(&mut self, children: usize) {
        let entry = self.firsts.len() - children;
        let first = self.firsts[entry];
        self.firsts.truncate(entry + 1);
        self.rows.truncate(first * self.players);
        self.counts.truncate(first);
        self.rows.append(&mut self.kept);
        self.counts.append(&mut self.kept_counts);
    }

    fn draw(&mut self, set: usize, children: usize) -> Result<(), Fault> {
        let players = self.players;
        self.kept.clear();
        self.kept_counts.clear();
        self.kept.resize(players, A::zero());
        self.kept_counts.push(UBig::ONE);
        let game = self.game;
        for (child, probability) in game.sets()[set].probabilities.iter().enumerate() {
            // Adding a fixed vector keeps different vectors different: what is too many now stays too many.
            let before = std::mem::take(&mut self.kept);
            let before_counts = std::mem::take(&mut self.kept_counts);
            for vector in self.vectors(child, children) {
                let row = &self.rows[vector * players..(vector + 1) * players];
                let share = row.iter().map(|amount| amount.times(probability)).collect::<Option<Vec<A>>>();
                let share = share.ok_or(Fault::DoesNotFit)?;
                for (sum, count) in before.chunks_exact(players).zip(&before_counts) {
                    for (one, other) in sum.iter().zip(&share) {
                        self.kept.push(one.plus(other).ok_or(Fault::DoesNotFit)?);
                    }
                    self.kept_counts.push(count * &self.counts[vector]);
                }
            }
            self.gather()?;
        }
        self.replace(children);
        Ok(())
    }
}
