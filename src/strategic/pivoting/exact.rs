//! The polytopes of a two-player game in whole numbers.

use dashu_int::IBig;

use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::tableau::Tableau;
use crate::strategic::pivoting::Pair;

/// Both polytopes at 0.
pub(crate) fn tables(game: &NormalFormGame) -> Pair<Tableau> {
    let sizes = [game.strategies(0), game.strategies(1)];
    Pair { first: table(game, 1), second: table(game, 0), sizes }
}

/// The polytope on which the player `watched` has its best replies: a row for each strategy of it.
fn table(game: &NormalFormGame, watched: usize) -> Tableau {
    let mover = 1 - watched;
    let payoffs = game.payoffs(watched);
    let (rows, columns) = (game.strategies(watched), game.strategies(mover));
    let least = (0..payoffs.len()).map(|place| payoffs.big(place)).min().unwrap_or_default();
    let mut entries = Vec::with_capacity(rows * (columns + 1));
    for row in 0..rows {
        for column in 0..columns {
            let place = row * game.stride(watched) + column * game.stride(mover);
            entries.push(payoffs.big(place) - &least + IBig::ONE);
        }
        entries.push(IBig::ONE);
    }
    Tableau::new(rows, columns, &entries)
}

/// The mixed strategies at a pair of vertices other than 0, 0.
pub(crate) fn strategies(pair: &Pair<Tableau>) -> Vec<Vec<Rational>> {
    let strategy = |(table, size): (&Tableau, usize)| {
        let mut values = table.values();
        values.truncate(size);
        let total: Rational = values.iter().sum();
        values.iter().map(|value| value.checked_div(&total).unwrap_or_default()).collect()
    };
    [(&pair.first, pair.sizes[0]), (&pair.second, pair.sizes[1])].into_iter().map(strategy).collect()
}
