//! How probable the nodes of a tree are under given strategies, and what the best reply of one player pays.

use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::Rational;

/// A probability for each action of each set: a player's strategy, or chance.
pub(crate) struct Play<'a> {
    pub(crate) game: &'a ExtensiveGame,
    strategies: &'a [Vec<Rational>],
}

impl<'a> Play<'a> {
    /// Strategies that fit the tree: a distribution for each player's set, nothing for those of chance.
    pub(crate) fn of(game: &'a ExtensiveGame, strategies: &'a [Vec<Rational>]) -> Option<Self> {
        let fits = game.sets().iter().zip(strategies).all(|(set, list)| match set.mover {
            Mover::Chance => list.is_empty(),
            Mover::Player(_) => list.len() == set.actions.len(),
        });
        (fits && strategies.len() == game.sets().len()).then_some(Self { game, strategies })
    }

    /// The probabilities of the actions of a set.
    pub(crate) fn shares(&self, set: usize) -> &[Rational] {
        match self.game.sets()[set].mover {
            Mover::Chance => &self.game.sets()[set].probabilities,
            Mover::Player(_) => &self.strategies[set],
        }
    }

    /// For each node the probability that it is reached from the root.
    pub(crate) fn reach(&self) -> Vec<Rational> {
        let mut reach = vec![Rational::ZERO; self.game.nodes().len()];
        reach[0] = Rational::ONE;
        for node in 0..reach.len() {
            let Some(set) = self.game.set_of(node).filter(|_| !reach[node].is_zero()) else { continue };
            for (child, share) in self.game.children(node).zip(self.shares(set)) {
                if !share.is_zero() {
                    reach[child] = &reach[node] * share;
                }
            }
        }
        reach
    }

    /// What each node is worth to each player once it is reached: `values[node][player]`.
    pub(crate) fn values(&self) -> Vec<Vec<Rational>> {
        let players = self.game.players().len();
        let mut values: Vec<Vec<Rational>> = Vec::new();
        values.resize(self.game.nodes().len(), Vec::new());
        for node in (0..values.len()).rev() {
            let mut own: Vec<Rational> =
                (0..players).map(|player| self.game.payoff_at(player, node)).collect();
            if let Some(set) = self.game.set_of(node) {
                for (child, share) in self.game.children(node).zip(self.shares(set)) {
                    if !share.is_zero() {
                        for (sum, worth) in own.iter_mut().zip(&values[child]) {
                            *sum += &(worth * share);
                        }
                    }
                }
            }
            values[node] = own;
        }
        values
    }

    /// The most that `player`, who remembers what it knew and did, can get from `root` on, if the others play on.
    ///
    /// - `settled`: gives what a node below `root` is worth, if nothing below it is to be changed.
    ///
    /// With perfect recall the nodes of a set have one last own move before them. What is paid is summed by the last
    /// own move, weighed by the chances of everybody else; then, from the last sets to the first, the
    /// best action of a set is added to the move before it.
    pub(crate) fn best_reply(
        &self,
        player: usize,
        root: usize,
        settled: impl Fn(usize) -> Option<Rational>,
    ) -> Rational {
        let game = self.game;
        // Own moves are numbered as they are met; 0 is none yet.
        let mut sums = vec![Rational::ZERO];
        // Own sets met, in order: set, the move before it, the first of its moves.
        let mut met: Vec<(usize, usize, usize)> = Vec::new();
        let mut moves: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        let mut open = vec![(root, Rational::ONE, 0)];
        while let Some((node, chance, last)) = open.pop() {
            if let Some(worth) = (node != root).then(|| settled(node)).flatten() {
                sums[last] += &(&worth * &chance);
                continue;
            }
            let paid = game.payoff_at(player, node);
            if !paid.is_zero() {
                sums[last] += &(&paid * &chance);
            }
            let Some(set) = game.set_of(node) else { continue };
            let before = open.len();
            if game.sets()[set].mover == Mover::Player(player) {
                let first = *moves.entry(set).or_insert_with(|| {
                    let first = sums.len();
                    met.push((set, last, first));
                    sums.resize(first + game.sets()[set].actions.len(), Rational::ZERO);
                    first
                });
                open.extend(
                    game.children(node)
                        .enumerate()
                        .map(|(action, child)| (child, chance.clone(), first + action)),
                );
            } else {
                let shares = game.children(node).zip(self.shares(set)).filter(|(_, share)| !share.is_zero());
                open.extend(shares.map(|(child, share)| (child, &chance * share, last)));
            }
            // Prefix order: a set is met before the sets after its moves.
            open[before..].reverse();
        }
        for (set, last, first) in met.into_iter().rev() {
            let best = sums[first..first + game.sets()[set].actions.len()].iter().max().cloned();
            sums[last] += &best.unwrap_or_default();
        }
        sums.swap_remove(0)
    }
}
