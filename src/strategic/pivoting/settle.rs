//! From supports to an exact equilibrium, by two square systems.

use dashu_int::{IBig, UBig};

use crate::certify::strategic::Equilibrium;
use crate::games::normal_form::NormalFormGame;
use crate::numeric::doubles::Doubles;
use crate::numeric::lifting::{Solution, solve};
use crate::numeric::scale::common_denominator;
use crate::numeric::tableau::Tableau;
use crate::numeric::{MAX_NARROW_UNITS, Rational};
use crate::strategic::pivoting::Pair;

/// The equilibrium in which both players play what the walk in doubles ended at, if payoffs and strategies fit.
pub(crate) fn equilibrium(game: &NormalFormGame, pair: &Pair<Doubles>) -> Option<Equilibrium> {
    let [rows, columns] = pair.sizes;
    let first: Vec<usize> = (0..rows).filter(|&row| pair.first.is_basic(row)).collect();
    let second: Vec<usize> = (0..columns).filter(|&column| pair.second.is_basic(column)).collect();
    on_supports(game, &first, &second)
}

/// The equilibrium in which the players play just `first` and `second`, if payoffs and strategies fit.
///
/// What comes back makes the strategies of each support equally good; that no other strategy is better is left to
/// the judge. `None` if the systems have no single solution that is not below 0.
pub(crate) fn on_supports(game: &NormalFormGame, first: &[usize], second: &[usize]) -> Option<Equilibrium> {
    let (column_mix, first_payoff) = indifferent(game, 0, first, second)?;
    let (row_mix, second_payoff) = indifferent(game, 1, second, first)?;
    Some(Equilibrium {
        strategies: vec![row_mix, column_mix],
        payoffs: vec![first_payoff, second_payoff],
        regrets: vec![Rational::ZERO; 2],
    })
}

/// The mixture of `others` that makes all strategies `own` of `player` equally good, and what they pay.
fn indifferent(
    game: &NormalFormGame,
    player: usize,
    own: &[usize],
    others: &[usize],
) -> Option<(Vec<Rational>, Rational)> {
    let payoffs = game.payoffs(player);
    let places = || {
        own.iter().flat_map(|strategy| {
            others.iter().map(move |other| strategy * game.stride(player) + other * game.stride(1 - player))
        })
    };
    // Raised above 0, the payoff that all of them share is above 0 as well and can be divided by.
    let least = places().map(|place| payoffs.big(place)).min()? - IBig::ONE;
    let matrix: Vec<IBig> = places().map(|place| payoffs.big(place) - &least).collect();
    let Solution { numerators, denominator } = solution(&matrix, own.len())?;
    if numerators.iter().any(|numerator| *numerator < IBig::ZERO) {
        return None;
    }
    let total: IBig = numerators.iter().sum();
    let total = UBig::try_from(total).ok().filter(|total| *total != UBig::ZERO)?;
    let mut mixture = vec![Rational::ZERO; game.strategies(1 - player)];
    for (&other, numerator) in others.iter().zip(numerators) {
        mixture[other] = Rational::from_big(numerator, total.clone());
    }
    let units = denominator + least * IBig::from(total.clone());
    Some((mixture, Rational::from_big(units, total * payoffs.scale())))
}

/// The solution of the system with this matrix and ones on the right: lifted if its entries are narrow, else by
/// elimination.
fn solution(matrix: &[IBig], size: usize) -> Option<Solution> {
    let narrow: Option<Vec<i64>> = matrix
        .iter()
        .map(|entry| i64::try_from(entry).ok().filter(|entry| *entry <= MAX_NARROW_UNITS))
        .collect();
    if let Some(found) = narrow.and_then(|narrow| solve(&narrow, &vec![1; size])) {
        return Some(found);
    }
    if matrix.len() != size * size {
        return None;
    }
    let mut entries = Vec::with_capacity(size * (size + 1));
    for row in matrix.chunks(size) {
        entries.extend_from_slice(row);
        entries.push(IBig::ONE);
    }
    let mut tableau = Tableau::new(size, size, &entries);
    for column in 0..size {
        let is_free = |row: &usize| tableau.row_variable(*row) >= size && tableau.sign(*row, column).is_ne();
        let row = (0..size).find(is_free)?;
        tableau.pivot(row, column);
    }
    let values = &tableau.values()[..size];
    let scale = common_denominator(values);
    let denominator = IBig::from(scale);
    let numerator =
        |value: &Rational| value.numerator() * (&denominator / IBig::from(value.denominator().clone()));
    Some(Solution { numerators: values.iter().map(numerator).collect(), denominator })
}

#[cfg(test)]
mod tests {
    use dashu_int::IBig;

    use super::{Solution, solution};

    #[test]
    fn wide_systems_are_solved_as_narrow_ones_are() {
        let narrow = [3, 1, 0, 2, 5, 7, 1, 1, 4].map(IBig::from);
        let shift = IBig::ONE << 200;
        let wide: Vec<IBig> = narrow.iter().map(|entry| entry * &shift).collect();
        let Some(Solution { numerators, denominator }) = solution(&narrow, 3) else { panic!("a solution") };
        let Some(scaled) = solution(&wide, 3) else { panic!("a solution") };
        for (one, two) in numerators.iter().zip(&scaled.numerators) {
            assert_eq!(one * &scaled.denominator, two * &denominator * &shift);
        }
        let singular: Vec<IBig> = [1, 2, 2, 4].map(|entry| IBig::from(entry) * &shift).to_vec();
        assert_eq!(solution(&singular, 2), None);
        assert_eq!(solution(&wide, 2), None);
    }
}
