//! Convex polygons in exact fractions.

use crate::numeric::Rational;

/// A point of the plane.
pub(in crate::certify::mixed) type Pair = [Rational; 2];

/// The part of a convex polygon, corner after corner, where the weighted sum is at most `value`.
pub(in crate::certify::mixed) fn cut(
    polygon: &[Pair],
    weights: [&Rational; 2],
    value: &Rational,
) -> Vec<Pair> {
    let over: Vec<Rational> = polygon
        .iter()
        .map(|corner| &(&(weights[0] * &corner[0]) + &(weights[1] * &corner[1])) - value)
        .collect();
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (place, corner) in polygon.iter().enumerate() {
        let next = (place + 1) % polygon.len();
        if !over[place].is_positive() {
            kept.push(corner.clone());
        }
        let is_crossed = (over[place].is_positive() && over[next].is_negative())
            || (over[place].is_negative() && over[next].is_positive());
        if is_crossed {
            let share = over[place].checked_div(&(&over[place] - &over[next])).unwrap_or_default();
            let on = |side: usize| &corner[side] + &(&share * &(&polygon[next][side] - &corner[side]));
            kept.push([on(0), on(1)]);
        }
    }
    kept
}

/// The area of a convex polygon, corner after corner.
pub(in crate::certify::mixed) fn area(polygon: &[Pair]) -> Rational {
    let twice: Rational = (0..polygon.len())
        .map(|place| {
            let ([a, b], [c, d]) = (&polygon[place], &polygon[(place + 1) % polygon.len()]);
            &(a * d) - &(b * c)
        })
        .sum();
    let half = Rational::new(1, 2).unwrap_or_default();
    let twice = if twice.is_negative() { -&twice } else { twice };
    &twice * &half
}
