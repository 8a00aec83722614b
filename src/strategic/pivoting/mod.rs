//! Complementary pivoting on the two best-reply polytopes of a two-player game.
//!
//! With payoffs `A`, `B` raised above 0, the polytope of the first player is `B^T x + s = 1` and that of the second
//! `A y + r = 1`, nothing below 0. Strategies of both carry labels: `i` for the first player's, `m + j` for the
//! second's. A point has label `i` if `x_i = 0` (not played) or `r_i = 0` (a best reply), and likewise `m + j`. A pair
//! of points that has all labels is an equilibrium once `x` and `y` are divided by their sums, or it is 0, 0.
//!
//! - [`walk`]: from 0, 0 along the edges that lack one label, on any kind of [`Table`].
//! - [`exact`], [`doubles`]: whole numbers and doubles.
//! - [`settle`]: from the supports that a walk in doubles ends at to an exact equilibrium.
//!
//! References: Lemke and Howson 1964, SIAM Journal 12; Shapley 1974, Mathematical Programming Study 1; von Stengel
//! 2002, Handbook of Game Theory 3.

pub(crate) mod doubles;
pub(crate) mod exact;
pub(crate) mod settle;

use crate::numeric::doubles::Table;

/// The polytopes of both players, at a vertex each.
#[derive(Clone)]
pub(crate) struct Pair<T> {
    /// Variables `x_i`, then `s_j`.
    pub(crate) first: T,
    /// Variables `y_j`, then `r_i`.
    pub(crate) second: T,
    /// Numbers of strategies.
    pub(crate) sizes: [usize; 2],
}

/// How a walk came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// At a pair of vertices with all labels.
    Complete,
    /// `go_on` said no.
    Stopped,
    /// No row lets go of the next variable, which only happens in doubles.
    Lost,
}

/// Walks from the vertex pair at hand, which has all labels, along the edges that lack `label`, to the next such pair.
///
/// `go_on` is asked before each pivot.
pub(crate) fn walk<T: Table>(pair: &mut Pair<T>, label: usize, go_on: &mut dyn FnMut() -> bool) -> End {
    let [rows, columns] = pair.sizes;
    // At a pair with all labels one of the two tables has the variable of the label among its columns: that one
    // moves. At 0, 0 that is the table in which the strategy of the label is played.
    let own = |in_first: bool, label: usize| match (in_first, label < rows) {
        (true, _) => label,
        (false, true) => columns + label,
        (false, false) => label - rows,
    };
    let mut in_first = pair.first.column_of(own(true, label)).is_some();
    let mut entering = label;
    loop {
        let table = if in_first { &mut pair.first } else { &mut pair.second };
        let Some(column) = table.column_of(own(in_first, entering)) else { return End::Lost };
        let Some(row) = table.leaving(column) else { return End::Lost };
        if !go_on() {
            return End::Stopped;
        }
        let variable = table.row_variable(row);
        table.pivot(row, column);
        entering = match (in_first, variable < columns) {
            (true, _) => variable,
            (false, true) => rows + variable,
            (false, false) => variable - columns,
        };
        if entering == label {
            return End::Complete;
        }
        in_first = !in_first;
    }
}
