//! From supports to an exact equilibrium, by two square systems.

use dashu_int::{IBig, UBig};

use crate::certify::strategic::Equilibrium;
use crate::games::normal_form::NormalFormGame;
use crate::numeric::lifting::{Solution, solve};
use crate::numeric::{MAX_NARROW_UNITS, Rational};
use crate::strategic::pivoting::Pair;
use crate::strategic::pivoting::doubles::Doubles;

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
/// the judge. `None` if payoffs are wide, or the systems have no single solution that is not below 0.
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
    let units = game.payoffs(player).narrow()?;
    let least = units.iter().min()?;
    // Raised payoffs have at most 63 bits; the systems take 62.
    let shift = i128::from(*least) - 1;
    let mut matrix = Vec::with_capacity(own.len() * others.len());
    for &strategy in own {
        for &other in others {
            let place = strategy * game.stride(player) + other * game.stride(1 - player);
            let raised = i64::try_from(i128::from(units[place]) - shift).ok()?;
            matrix.push(Some(raised).filter(|raised| *raised <= MAX_NARROW_UNITS)?);
        }
    }
    let Solution { numerators, denominator } = solve(&matrix, &vec![1; own.len()])?;
    if numerators.iter().any(|numerator| *numerator < IBig::ZERO) {
        return None;
    }
    let total: IBig = numerators.iter().sum();
    let total = UBig::try_from(total).ok().filter(|total| *total != UBig::ZERO)?;
    let mut mixture = vec![Rational::ZERO; game.strategies(1 - player)];
    for (&other, numerator) in others.iter().zip(numerators) {
        mixture[other] = Rational::from_big(numerator, total.clone());
    }
    let raised = Rational::from_big(denominator, total);
    let shift = Rational::new(shift, 1)?;
    let scale = Rational::from_big(IBig::from(game.payoffs(player).scale().clone()), UBig::ONE);
    Some((mixture, (&raised + &shift).checked_div(&scale)?))
}
