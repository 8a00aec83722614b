//! The greatest sum of gains: all of it, and the best that each party can have at it.

use dashu_int::IBig;

use crate::certify::bargaining_set::claim::{Bound, End};
use crate::certify::bargaining_set::measure::{Measure, distance};
use crate::certify::check::{Check, Witness};
use crate::numeric::Rational;

pub(in crate::certify::bargaining_set) fn checks(
    measure: &Measure<'_>,
    gains: &[Rational],
    bound: &Bound,
    most: &Rational,
    ends: &[End],
) -> Vec<Check> {
    let counts_all = bound.weights.iter().all(|weight| *weight >= Rational::ONE);
    let room = measure.greatest(bound).filter(|_| counts_all);
    let room = room.map_or(Rational::ONE, |value| distance(&value, most));
    let own: Rational = gains.iter().sum();
    let mut checks = vec![
        Check::exact("sum of gains that is not the greatest", distance(&own, most), Witness::Nothing),
        Check::exact("sum that some agreement could still reach", room, Witness::Nothing),
        Check::count(
            "one end for each party",
            ends.len().abs_diff(measure.parties()) as u128,
            Witness::Nothing,
        ),
    ];
    for (party, end) in ends.iter().enumerate().take(measure.parties()) {
        let names =
            ["the agreement of an end is feasible", "gains of an end beyond what its agreement gives"];
        checks.extend(measure.reaches(names, &end.agreement, &end.gains));
        let sum: Rational = end.gains.iter().sum();
        checks.push(Check::exact("sum at an end", distance(&sum, most), Witness::Party(party)));
        // g_party + level * most <= w g at this sum, since w counts the party once more than the level.
        let counts = |(place, weight): (usize, &Rational)| {
            let needed = &end.level + &Rational::from(i64::from(place == party));
            *weight >= needed
        };
        let counts_all = !end.level.is_negative() && end.bound.weights.iter().enumerate().all(counts);
        let value = measure.greatest(&end.bound).filter(|_| counts_all);
        let room = match (value, end.gains.get(party)) {
            (Some(value), Some(gain)) => distance(&(&value - &(&end.level * most)), gain),
            _ => Rational::ONE,
        };
        checks.push(Check::exact("what a party could still have at this sum", room, Witness::Party(party)));
    }
    checks
}

/// Are these all vertices with the greatest sum at which nobody loses?
pub(in crate::certify::bargaining_set) fn check_vertices(
    measure: &Measure<'_>,
    most: &Rational,
    vertices: &[usize],
) -> Check {
    const NAME: &str = "vertices at the greatest sum found again";
    let Some(list) = measure.set.vertices() else {
        return Check::count(NAME, vertices.len() as u128, Witness::Nothing);
    };
    // In whole units: the sum over its unit, and the least units at which a party does not lose.
    let (multipliers, unit) = list.multipliers(&vec![Rational::ONE; measure.parties()]);
    let target = &(most + &measure.set.disagreement().iter().sum()) / &unit;
    let floors = measure.set.disagreement().iter().zip(list.scales());
    let floors: Vec<IBig> =
        floors.map(|(own, scale)| (own * &Rational::from_whole(scale.clone().into())).ceil()).collect();
    let mut claimed = vertices.iter().copied().peekable();
    let mut wrong = 0_u128;
    let mut row = vec![0; measure.parties()];
    for place in 0..list.len() {
        list.units().read(place, &mut row);
        let keeps = row.iter().zip(&floors).all(|(&units, floor)| IBig::from(units) >= *floor);
        let attains = keeps && {
            let sum = row.iter().zip(&multipliers).map(|(&units, factor)| factor * IBig::from(units)).sum();
            Rational::from_whole(sum) == target
        };
        wrong += u128::from(attains != claimed.next_if_eq(&place).is_some());
    }
    wrong += claimed.count() as u128;
    Check::count(NAME, wrong, Witness::Compared(list.len() as u128))
}
