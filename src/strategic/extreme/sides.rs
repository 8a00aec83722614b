//! The two best-response polytopes of a two-player game.
//!
//! - [`Sides`]: who can still choose what, and for each player the matrix of its polytope.
//!
//! The polytope of a player is `{ x >= 0 : C x <= 1 }`, where `C` holds the payoffs of the *other* player: one row
//! for each strategy of the other player, one column for each own one. A constant is taken from each column, which changes
//! nobody's best responses: in `{ (x, v) : x is a mixed strategy, C x <= v }` it only moves `v` by a linear function of
//! `x`. So the least entry of each column becomes 0, and no column is 0 throughout; hence the polytope is bounded,
//! and its vertices but the origin, divided by their sums, are the vertices of the best-response polyhedron.
//!
//! Strategies strictly dominated by a pure one are left out first, again and again: they are in no equilibrium, and the
//! others keep their extreme equilibria, since a dominated response is never exact where a face of the rest is met.
//!
//! Reference: von Stengel 2002, Handbook of Game Theory 3, chapter 45 (best-response polytopes).

use dashu_int::IBig;

use crate::games::normal_form::NormalFormGame;
use crate::strategic::extreme::{Labels, MAX_LABELS};

/// The matrix of one player's polytope.
#[derive(Debug, Clone)]
pub(in crate::strategic) struct Side {
    /// First label of the player's own strategies, and how many there are.
    pub own: (usize, usize),
    /// First label of the other player's strategies, and how many there are.
    pub other: (usize, usize),
    /// `entries[j][i]`: what the other player gets from its strategy `j` against `i`, at least 0.
    pub entries: Vec<Vec<IBig>>,
}

/// Both polytopes.
#[derive(Debug, Clone)]
pub(in crate::strategic) struct Sides {
    /// For each player the strategies that are left, as they are numbered in the game.
    pub kept: [Vec<usize>; 2],
    /// The polytope of each player.
    pub sides: [Side; 2],
}

impl Sides {
    /// The polytopes of a game of two players; `None` if more than [`MAX_LABELS`] strategies are left.
    pub(in crate::strategic) fn of(game: &NormalFormGame) -> Option<Self> {
        let kept = undominated(game);
        let [m, n] = [kept[0].len(), kept[1].len()];
        if m + n > MAX_LABELS {
            return None;
        }
        let payoff = |player: usize, row: usize, column: usize| {
            game.payoffs(player).big(game.index(&[kept[0][row], kept[1][column]]))
        };
        let first = (0..n).map(|column| (0..m).map(|row| payoff(1, row, column)).collect()).collect();
        let second = (0..m).map(|row| (0..n).map(|column| payoff(0, row, column)).collect()).collect();
        let (rows, columns) = ((0, m), (m, n));
        let sides = [
            Side { own: rows, other: columns, entries: shifted(first) },
            Side { own: columns, other: rows, entries: shifted(second) },
        ];
        Some(Self { kept, sides })
    }
}

impl Side {
    /// The labels of the player's own strategies.
    pub(in crate::strategic) fn own_labels(&self) -> Labels {
        span(self.own)
    }

    /// The labels of the other player's strategies.
    pub(in crate::strategic) fn other_labels(&self) -> Labels {
        span(self.other)
    }

    /// The own strategies played, and the best responses to them, at a vertex with these labels.
    pub(in crate::strategic) fn played(&self, labels: Labels) -> (Labels, Labels) {
        (self.own_labels() & !labels, self.other_labels() & labels)
    }
}

fn span((first, count): (usize, usize)) -> Labels {
    // A player has at least one strategy.
    (Labels::MAX >> (MAX_LABELS - count)) << first
}

/// The matrix with the least entry of each column moved to 0, and columns that are then 0 throughout to 1.
fn shifted(mut entries: Vec<Vec<IBig>>) -> Vec<Vec<IBig>> {
    let columns = entries.first().map_or(0, Vec::len);
    for column in 0..columns {
        let list = || entries.iter().map(|row| &row[column]);
        let Some((least, greatest)) = list().min().cloned().zip(list().max().cloned()) else { continue };
        let shift = if least == greatest { least - IBig::ONE } else { least };
        entries.iter_mut().for_each(|row| row[column] -= &shift);
    }
    entries
}

/// For each player the strategies that survive when strictly dominated ones (by a pure one) are left out in turn.
fn undominated(game: &NormalFormGame) -> [Vec<usize>; 2] {
    let mut kept = [0, 1].map(|player| (0..game.strategies(player)).collect::<Vec<usize>>());
    loop {
        let before = kept[0].len() + kept[1].len();
        for player in 0..2 {
            let others = kept[1 - player].clone();
            let is_above = |one: usize, two: usize| {
                let place =
                    |own: usize, other: usize| own * game.stride(player) + other * game.stride(1 - player);
                let payoffs = game.payoffs(player);
                others.iter().all(|&other| match payoffs.narrow() {
                    Some(units) => units[place(one, other)] > units[place(two, other)],
                    None => payoffs.big(place(one, other)) > payoffs.big(place(two, other)),
                })
            };
            let survives = |own: &usize| !kept[player].iter().any(|&by| is_above(by, *own));
            kept[player] = kept[player].iter().copied().filter(survives).collect();
        }
        if kept[0].len() + kept[1].len() == before {
            return kept;
        }
    }
}
