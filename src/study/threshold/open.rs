//! The values of a number for which the zone is open.
//!
//! Within a class of packages only one coordinate moves, as a rule: the class is open as soon as its best package in
//! this coordinate is, and that one is found by the same count as the best of a zone, at any size. Where several move, as
//! under a shock, the efficient packages of the class decide, because a package is acceptable wherever one is that it
//! improves on. The open values are the union over classes; each end is a root of a straight function.

use crate::bargaining::finite::{frontier, list_at_least, survey};
use crate::budget::Budget;
use crate::certify::bargaining::{OpenValues, Shown};
use crate::games::line::GameLine;
use crate::numeric::{Interval, Rational};
use crate::study::threshold::classes::{Class, values};

/// Positions at which a package of a class is acceptable, and what it is worth at least.
#[derive(Debug, Clone)]
struct Piece {
    positions: Interval,
    class: usize,
    utilities: Vec<i128>,
}

/// An interval of values with the pieces that hold its ends.
struct Merged {
    positions: Interval,
    low: usize,
    high: usize,
}

/// Looks for the open values; `None` if the budget ran out.
///
/// - `near`: the present value, shown if an interval has no end of its own.
pub(super) fn open_values(
    line: &GameLine,
    classes: &[Class<'_>],
    near: &Rational,
    budget: &Budget<'_>,
) -> Option<OpenValues> {
    let mut pieces = Vec::new();
    for (place, class) in classes.iter().enumerate() {
        add_pieces(place, class, &mut pieces, budget)?;
    }
    let positions: Vec<&Interval> = pieces.iter().map(|piece| &piece.positions).collect();
    claim(line, &positions, near, |place| {
        let piece = &pieces[place];
        let listing = list_at_least(classes[piece.class].game(), &piece.utilities, 1, budget);
        listing.packages.into_iter().next()
    })
}

/// The union of positions as values, with a package at every end; `None` if a package is not at hand.
///
/// - `positions`: at each of them `package` says which package is acceptable throughout.
pub(super) fn claim(
    line: &GameLine,
    positions: &[&Interval],
    near: &Rational,
    mut package: impl FnMut(usize) -> Option<Vec<usize>>,
) -> Option<OpenValues> {
    let merged = merge(positions);
    let mut shown: Vec<Shown> = Vec::new();
    for one in &merged {
        let whole = &one.positions;
        let ends = [
            whole.from.as_ref().filter(|_| whole.from_closed).map(|end| (one.low, end.clone())),
            whole.to.as_ref().filter(|_| whole.to_closed).map(|end| (one.high, end.clone())),
        ];
        let mut places: Vec<(usize, Rational)> = ends.into_iter().flatten().collect();
        places.dedup_by(|one, two| one.1 == two.1);
        if places.is_empty() {
            let inner = positions[one.low].inner(&line.position(near));
            places.push((one.low, inner));
        }
        for (place, at) in places {
            shown.push(Shown { at: line.value(&at), package: package(place)? });
        }
    }
    let intervals = merged.iter().map(|one| values(line, &one.positions)).collect();
    Some(OpenValues { intervals, shown })
}

/// The positions at which packages of a class are acceptable.
fn add_pieces(place: usize, class: &Class<'_>, pieces: &mut Vec<Piece>, budget: &Budget<'_>) -> Option<()> {
    let Some(game) = class.reachable() else { return Some(()) };
    let mut add = |utilities: Vec<i128>| {
        if let Some(positions) = class.positions(&utilities, false) {
            pieces.push(Piece { positions, class: place, utilities });
        }
    };
    match class.moving().as_slice() {
        [_, _, ..] => {
            let found = frontier(&game, Some(game.walk_away()), budget);
            found.points.iter().for_each(add);
            found.is_complete.then_some(())
        }
        one => {
            let found = survey(&game, budget);
            if let Some(best) = found.best.filter(|_| found.acceptable > 0) {
                let mut utilities = game.walk_away().to_vec();
                one.iter().for_each(|&coordinate| utilities[coordinate] = best[coordinate]);
                add(utilities);
            }
            found.is_complete.then_some(())
        }
    }
}

/// The union of the pieces, in order.
fn merge(pieces: &[&Interval]) -> Vec<Merged> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|&one, &two| pieces[one].order_from(pieces[two]));
    let mut merged: Vec<Merged> = Vec::new();
    for place in order {
        let next = pieces[place];
        match merged.last_mut().filter(|last| last.positions.reaches(next)) {
            Some(last) => {
                if next.order_to(&last.positions).is_gt() {
                    (last.positions.to, last.positions.to_closed) = (next.to.clone(), next.to_closed);
                    last.high = place;
                }
            }
            None => merged.push(Merged { positions: next.clone(), low: place, high: place }),
        }
    }
    merged
}
