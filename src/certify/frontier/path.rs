//! Raiffa's path checked: how far a polynomial may be from it, by its defect.
//!
//! Along the path both gain at a rate of what they could still gain: `dx/dt = ideal(x) - x`. Let `s` be the parameter at
//! which the first party has what it has on the path, and `t` that of the second. Both lie on one stretch with the utilities
//! `X` and `Y`, and `dt/ds = -(Y[s,t] X'(s)) / (Y'(t) X[s,t])` with divided differences; the point is where `s = t`.
//! A polynomial `p` that has a defect of at most `r` in this equation, on a piece of width `h`, is at most
//! `(e + r h) / (1 - L h)` from the path at its end, if it was `e` from it at its start and `L` bounds the slope of
//! the right side in `t` around it (Gronwall's inequality). All in doubles that round outwards.

use crate::certify::frontier::claim::{FrontierPoint, Piece};
use crate::games::frontier::{Frontier, Place, Stretch};
use crate::numeric::{Bivariate, Enclosure, Polynomial};

/// Does the claim follow from the pieces?
pub(super) fn holds(frontier: &Frontier, claim: &FrontierPoint, pieces: &[Piece]) -> bool {
    let mut places = claim.start.iter().chain(&claim.end).chain([&claim.from, &claim.to]);
    let own = claim.from.stretch;
    let ([first, ..], [.., last]) = (pieces, pieces) else { return false };
    let connected = pieces.windows(2).all(|pair| pair[0].to == pair[1].from);
    let proper = pieces.iter().all(|piece| piece.from < piece.to && !piece.coefficients.is_empty());
    // Where the start is known exactly, as it nearly always is, the path starts there.
    let starts = claim.start[0] == claim.start[1] && first.from == claim.start[0].at;
    let stretch = frontier.stretches().get(own);
    let Some(stretch) =
        stretch.filter(|_| connected && proper && starts && places.all(|one| one.stretch == own))
    else {
        return false;
    };
    let Some(slope) = Slope::of(stretch) else { return false };
    let [near, far] = [&claim.end[0], &claim.end[1]].map(|place: &Place| Enclosure::of(&place.at));
    let mut reached = near.hull(far);
    for piece in pieces {
        let Some(end) = slope.after(piece, reached) else { return false };
        reached = end;
    }
    let at = Enclosure::of(&last.to);
    // The two have not met yet, so the point lies between them.
    let Some((_, high)) = reached.ends() else { return false };
    reached.low >= at.high && claim.from.at <= last.to && claim.to.at >= high
}

/// The right side of the equation: `-over / under`, with their slopes in `t`.
struct Slope {
    over: Bivariate,
    under: Bivariate,
    slopes: [Bivariate; 2],
}

impl Slope {
    fn of(stretch: &Stretch) -> Option<Self> {
        let [x, y] = [0, 1].map(|party: usize| {
            let own = &stretch.utilities[party];
            (own.numerator(), own.denominator())
        });
        // Numerators of the divided difference and of the slope of a quotient.
        let difference = |(over, under): (&Polynomial, &Polynomial)| {
            let one = Bivariate::divided_difference(over).times(&Bivariate::in_first(under));
            one.minus(&Bivariate::in_first(over).times(&Bivariate::divided_difference(under)))
        };
        let rise = |(over, under): (&Polynomial, &Polynomial)| {
            over.derivative().times(under).minus(&over.times(&under.derivative()))
        };
        let both = x.1.times(y.1);
        let over = difference(y).times(&Bivariate::in_first(&rise(x))).times(&Bivariate::in_second(&both));
        let under = difference(x).times(&Bivariate::in_second(&rise(y))).times(&Bivariate::in_first(&both));
        let slopes = [over.slope_in_second(), under.slope_in_second()];
        Some(Self { over, under, slopes })
    }

    /// Between what the second party's parameter lies at the end of a piece, given the same at its start.
    fn after(&self, piece: &Piece, start: Enclosure) -> Option<Enclosure> {
        let coefficients: Vec<Enclosure> = piece.coefficients.iter().map(Enclosure::of).collect();
        let width = Enclosure::of(&(&piece.to - &piece.from));
        let way = Enclosure { low: 0.0, high: width.high };
        let first = vec![Enclosure::of(&piece.from), Enclosure::exactly(1.0)];
        let begun = start.minus(coefficients[0]).size();
        // The defect times `under`, as a polynomial in the way from the start of the piece.
        let rates: Vec<Enclosure> = coefficients
            .iter()
            .zip(0_i32..)
            .skip(1)
            .map(|(own, power)| own.times(Enclosure::exactly(power.into())))
            .collect();
        let defect = sum(
            &product(&rates, &along(&self.under, &first, &coefficients)),
            &along(&self.over, &first, &coefficients),
        );
        let defect = value(&defect, way).size().min(sizes(&defect, width.high));
        // A tube around the polynomial in which the path stays.
        let room = 4.0 * begun + 1e-9;
        let room = Enclosure { low: -room, high: room };
        let box_first = Enclosure::of(&piece.from).hull(Enclosure::of(&piece.to));
        let box_second = value(&coefficients, way).plus(room);
        let at = |own: &Bivariate| boxed(own, box_first, box_second);
        let (over, under) = (at(&self.over), at(&self.under));
        let least = if under.low > 0.0 { under.low } else { -under.high };
        if least <= 0.0 {
            return None;
        }
        let cross = at(&self.slopes[0]).times(under).minus(over.times(at(&self.slopes[1])));
        let steepness = Enclosure::exactly(cross.size()).over(under.times(under))?;
        let shrink = Enclosure::exactly(1.0).minus(steepness.times(width));
        let grown = Enclosure::exactly(defect).over(Enclosure::exactly(least))?.times(width);
        let end = Enclosure::exactly(begun).plus(grown);
        let end = end.over(Enclosure { low: shrink.low, high: 1.0 })?;
        if shrink.low <= 0.0 || end.high > room.high {
            return None;
        }
        Some(value(&coefficients, width).plus(Enclosure { low: -end.high, high: end.high }))
    }
}

/// A polynomial in two unknowns along a line in the first and a polynomial in the second.
fn along(own: &Bivariate, first: &[Enclosure], second: &[Enclosure]) -> Vec<Enclosure> {
    own.rows().iter().rev().fold(Vec::new(), |so_far, row| {
        let row = row.coefficients().iter().rev().fold(Vec::new(), |so_far, coefficient| {
            sum(&product(&so_far, first), &[Enclosure::of(coefficient)])
        });
        sum(&product(&so_far, second), &row)
    })
}

/// Its values where both unknowns lie between two numbers.
fn boxed(own: &Bivariate, first: Enclosure, second: Enclosure) -> Enclosure {
    own.rows().iter().rev().fold(Enclosure::ZERO, |so_far, row| {
        let row: Vec<Enclosure> = row.coefficients().iter().map(Enclosure::of).collect();
        so_far.times(second).plus(value(&row, first))
    })
}

fn value(coefficients: &[Enclosure], at: Enclosure) -> Enclosure {
    coefficients.iter().rev().fold(Enclosure::ZERO, |so_far, own| so_far.times(at).plus(*own))
}

/// The sum of the sizes of all terms, for unknowns from 0 to `reach`.
fn sizes(coefficients: &[Enclosure], reach: f64) -> f64 {
    let terms: Vec<Enclosure> = coefficients.iter().map(|own| Enclosure::exactly(own.size())).collect();
    value(&terms, Enclosure::exactly(reach)).high
}

fn sum(one: &[Enclosure], two: &[Enclosure]) -> Vec<Enclosure> {
    let at = |list: &[Enclosure], place: usize| list.get(place).copied().unwrap_or(Enclosure::ZERO);
    (0..one.len().max(two.len())).map(|place| at(one, place).plus(at(two, place))).collect()
}

fn product(one: &[Enclosure], two: &[Enclosure]) -> Vec<Enclosure> {
    let mut list = vec![Enclosure::ZERO; (one.len() + two.len()).saturating_sub(1)];
    for (place, left) in one.iter().enumerate() {
        for (offset, right) in two.iter().enumerate() {
            list[place + offset] = list[place + offset].plus(left.times(*right));
        }
    }
    list
}
