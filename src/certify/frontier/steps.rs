//! Raiffa's sequence replayed between two places: from each interim agreement to half of what either could still gain.

use crate::certify::frontier::claim::{FrontierPoint, Pincers};
use crate::certify::frontier::judge::{is_on, is_ordered};
use crate::games::frontier::{Frontier, Place};
use crate::numeric::Rational;

/// Do the pincers follow from each other, and the claim from the last of them?
///
/// With the first party's part of an agreement at a place from `first[0]` to `first[1]`, and the second's from `second[0]`
/// to `second[1]`, the most that the second can get lies between its utilities at the two former, and the most
/// that the first can get between its utilities at the two latter.
pub(super) fn hold(frontier: &Frontier, claim: &FrontierPoint, list: &[Pincers]) -> bool {
    let ([first, ..], [.., last]) = (list, list) else { return false };
    let fits = |one: &Pincers| {
        one.first.iter().chain(&one.second).all(|place| is_on(frontier, place))
            && is_ordered(&[&one.first[0], &one.first[1]])
            && is_ordered(&[&one.second[0], &one.second[1]])
            && !is_inside(frontier, &one.first[0], 0)
            && !is_inside(frontier, &one.second[1], 1)
    };
    first.first == claim.start
        && first.second == claim.end
        && list.iter().all(fits)
        && list.windows(2).all(|pair| follows(frontier, &pair[0], &pair[1]))
        && is_ordered(&[&claim.from, &last.first[0]])
        && is_ordered(&[&last.second[1], &claim.to])
}

fn follows(frontier: &Frontier, before: &Pincers, next: &Pincers) -> bool {
    let gain = |place: &Place, party: usize| frontier.gains(place)[party].clone();
    let half = |one: &Place, two: &Place, party: usize| {
        (&gain(one, party) + &gain(two, party)).checked_div(&Rational::from(2)).unwrap_or_default()
    };
    gain(&next.first[0], 0) <= half(&before.first[0], &before.second[0], 0)
        && gain(&next.first[1], 0) >= half(&before.first[1], &before.second[1], 0)
        && gain(&next.second[0], 1) >= half(&before.first[0], &before.second[0], 1)
        && gain(&next.second[1], 1) <= half(&before.first[1], &before.second[1], 1)
}

/// Is a place inside a line on which a party's utility stands still, so that others with the same utility lie on the
/// side that matters?
fn is_inside(frontier: &Frontier, place: &Place, party: usize) -> bool {
    let stretch = &frontier.stretches()[place.stretch];
    let stands = stretch.at(&stretch.from)[party] == stretch.at(&stretch.to)[party];
    // A first party's place may be at the start of an upright line, a second party's at the end of a level one.
    stands && place.at != if party == 0 { stretch.from.clone() } else { stretch.to.clone() }
}
