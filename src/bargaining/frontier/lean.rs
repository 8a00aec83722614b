//! On which side of a place of a frontier the point of a principle is, in doubles.

use crate::bargaining::frontier::rough::Here;
use crate::certify::bargaining_set::SetPrinciple;

/// Above 0 if the point lies behind the place; `None` for principles that need more than the place.
///
/// - `ideals`: the greatest gain of each party.
pub(super) fn lean(principle: &SetPrinciple, here: &Here, ideals: [f64; 2]) -> Option<f64> {
    let Here { gains: [first, second], slopes: [rise, fall] } = *here;
    // A party of weight 0 only has to accept.
    let product = |one: f64, two: f64| {
        let push = if one > 0.0 { one * rise / first.max(f64::MIN_POSITIVE) } else { 0.0 };
        let pull = if two > 0.0 { two * fall / second.max(f64::MIN_POSITIVE) } else { 0.0 };
        push + pull
    };
    let going_on = |otherwise: f64| match () {
        () if fall >= 0.0 => 1.0,
        () if rise <= 0.0 => -1.0,
        () => otherwise,
    };
    let share = second / ideals[1] - first / ideals[0];
    let number =
        |list: &[crate::numeric::Rational], party: usize| list.get(party).map_or(1.0, |own| own.to_f64());
    Some(match principle {
        SetPrinciple::Nash => product(1.0, 1.0),
        SetPrinciple::WeightedNash(weights) => product(number(weights, 0), number(weights, 1)),
        SetPrinciple::KalaiSmorodinsky => share,
        SetPrinciple::LexKalaiSmorodinsky => going_on(share),
        SetPrinciple::Egalitarian => second - first,
        SetPrinciple::Leximin => going_on(second - first),
        SetPrinciple::Proportional(list) => second / number(list, 1) - first / number(list, 0),
        SetPrinciple::EqualLoss => (ideals[0] - first) - (ideals[1] - second),
        SetPrinciple::Utilitarian => rise + fall,
        SetPrinciple::RaiffaDiscrete
        | SetPrinciple::RaiffaContinuous
        | SetPrinciple::PerlesMaschler
        | SetPrinciple::EqualArea => return None,
    })
}
