//! The polytopes of a two-player game in doubles: a guide to supports, never an answer.

use crate::games::normal_form::NormalFormGame;
use crate::strategic::pivoting::{Pair, Table};

/// Entries and differences of ratios below this count as 0; payoffs are scaled to lie between 1/2 and 3/2.
///
/// What is wrongly taken for 0, or wrongly not, leads to wrong supports, which the exact steps after it notice.
const SMALL: f64 = 1e-10;

/// A system at one of its bases, in doubles; the same layout as a `Tableau`.
pub(crate) struct Doubles {
    rows: usize,
    width: usize,
    list: Vec<f64>,
    row_variables: Vec<usize>,
    /// For each variable its column, or `width +` its row.
    places: Vec<usize>,
    column_variables: Vec<usize>,
}

/// Both polytopes at 0.
pub(crate) fn tables(game: &NormalFormGame) -> Pair<Doubles> {
    let sizes = [game.strategies(0), game.strategies(1)];
    Pair { first: table(game, 1), second: table(game, 0), sizes }
}

fn table(game: &NormalFormGame, watched: usize) -> Doubles {
    let mover = 1 - watched;
    let payoffs = game.payoffs(watched);
    let (rows, columns) = (game.strategies(watched), game.strategies(mover));
    let (least, greatest) = (0..payoffs.len())
        .map(|place| payoffs.double(place))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, greatest), payoff| {
            (least.min(payoff), greatest.max(payoff))
        });
    let span = if greatest > least { greatest - least } else { 1.0 };
    let width = columns + 1;
    let mut list = Vec::with_capacity(rows * width);
    for row in 0..rows {
        list.extend((0..columns).map(|column| {
            let place = row * game.stride(watched) + column * game.stride(mover);
            (payoffs.double(place) - least) / span + 0.5
        }));
        list.push(1.0);
    }
    Doubles {
        rows,
        width,
        list,
        row_variables: (columns..columns + rows).collect(),
        places: (0..columns).chain((0..rows).map(|row| width + row)).collect(),
        column_variables: (0..columns).collect(),
    }
}

/// The strategies that the players of a game with constant sums play at the optimum of its linear program, by the
/// simplex method; `None` if `go_on`, asked before each pivot, says no, or no row lets go.
pub(crate) fn optimal_supports(
    game: &NormalFormGame,
    go_on: &mut dyn FnMut() -> bool,
) -> Option<[Vec<usize>; 2]> {
    let mut table = table(game, 0);
    let (rows, columns) = (table.rows, table.width - 1);
    // One more row, which has no ratio test: the sum of all unknowns is to grow.
    table.list.resize(table.list.len() + columns, -1.0);
    table.list.push(0.0);
    loop {
        let gains = &table.list[rows * table.width..];
        let best = (0..columns).min_by(|&one, &two| gains[one].total_cmp(&gains[two]));
        let Some(column) = best.filter(|&column| gains[column] < -SMALL) else { break };
        let row = table.leaving(column)?;
        if !go_on() {
            return None;
        }
        table.pivot(row, column);
    }
    let first = (0..rows).filter(|&row| !table.is_basic(columns + row)).collect();
    let second = (0..columns).filter(|&column| table.is_basic(column)).collect();
    Some([first, second])
}

impl Doubles {
    /// Is this variable one that a row gives?
    pub(crate) fn is_basic(&self, variable: usize) -> bool {
        self.places[variable] >= self.width
    }

    /// Keeps those rows for which entry `of` over entry `column` is least, up to [`SMALL`].
    fn keep_least(&self, rows: &mut Vec<usize>, column: usize, of: usize) {
        let ratio = |row: usize| self.list[row * self.width + of] / self.list[row * self.width + column];
        let least = rows.iter().map(|&row| ratio(row)).fold(f64::INFINITY, f64::min);
        let limit = least + SMALL * least.abs().max(1.0);
        rows.retain(|&row| ratio(row) <= limit);
    }
}

impl Table for Doubles {
    fn column_of(&self, variable: usize) -> Option<usize> {
        let place = self.places[variable];
        (place < self.width).then_some(place)
    }

    fn row_variable(&self, row: usize) -> usize {
        self.row_variables[row]
    }

    fn leaving(&self, column: usize) -> Option<usize> {
        let mut rows: Vec<usize> =
            (0..self.rows).filter(|&row| self.list[row * self.width + column] > SMALL).collect();
        self.keep_least(&mut rows, column, self.width - 1);
        for first in self.width - 1..self.width - 1 + self.rows {
            if rows.len() <= 1 {
                break;
            }
            match self.column_of(first) {
                Some(other) => self.keep_least(&mut rows, column, other),
                None => rows.retain(|&row| self.row_variables[row] != first),
            }
        }
        rows.first().copied()
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let width = self.width;
        let inverse = 1.0 / self.list[row * width + column];
        let mut pivot_row = self.list[row * width..(row + 1) * width].to_vec();
        pivot_row.iter_mut().for_each(|entry| *entry *= inverse);
        pivot_row[column] = inverse;
        for (place, entries) in self.list.chunks_mut(width).enumerate() {
            if place == row {
                entries.copy_from_slice(&pivot_row);
                continue;
            }
            let factor = std::mem::take(&mut entries[column]);
            entries.iter_mut().zip(&pivot_row).for_each(|(entry, own)| *entry -= factor * own);
        }
        let (out, into) = (self.row_variables[row], self.column_variables[column]);
        self.row_variables[row] = into;
        self.column_variables[column] = out;
        self.places[out] = column;
        self.places[into] = width + row;
    }
}
