//! The polytopes of a two-player game in doubles: a guide to supports, never an answer.

use crate::games::normal_form::NormalFormGame;
use crate::numeric::doubles::{Doubles, SMALL, Table as _};
use crate::strategic::pivoting::Pair;

/// Both polytopes at 0.
pub(crate) fn tables(game: &NormalFormGame) -> Pair<Doubles> {
    let sizes = [game.strategies(0), game.strategies(1)];
    let table =
        |watched: usize, mover: usize| Doubles::new(sizes[watched], sizes[mover], entries(game, watched));
    Pair { first: table(1, 0), second: table(0, 1), sizes }
}

/// Payoffs of `watched`, a row for each strategy of it, scaled to lie between 1/2 and 3/2, and ones on the right.
fn entries(game: &NormalFormGame, watched: usize) -> Vec<f64> {
    let mover = 1 - watched;
    let payoffs = game.payoffs(watched);
    let (rows, columns) = (game.strategies(watched), game.strategies(mover));
    let (least, greatest) = (0..payoffs.len())
        .map(|place| payoffs.double(place))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, greatest), payoff| {
            (least.min(payoff), greatest.max(payoff))
        });
    let span = if greatest > least { greatest - least } else { 1.0 };
    let mut list = Vec::with_capacity(rows * (columns + 1));
    for row in 0..rows {
        list.extend((0..columns).map(|column| {
            let place = row * game.stride(watched) + column * game.stride(mover);
            (payoffs.double(place) - least) / span + 0.5
        }));
        list.push(1.0);
    }
    list
}

/// The strategies that the players of a game with constant sums play at the optimum of its linear program, by the
/// simplex method; `None` if `go_on`, asked before each pivot, says no, or no row lets go.
pub(crate) fn optimal_supports(
    game: &NormalFormGame,
    go_on: &mut dyn FnMut() -> bool,
) -> Option<[Vec<usize>; 2]> {
    let (rows, columns) = (game.strategies(0), game.strategies(1));
    let mut list = entries(game, 0);
    // One more row, which has no ratio test: the sum of all unknowns is to grow.
    list.resize(list.len() + columns, -1.0);
    let mut table = Doubles::new(rows, columns, list);
    loop {
        let gains = table.row(rows);
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
