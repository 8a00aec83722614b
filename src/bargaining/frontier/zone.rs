//! From where to where on a frontier both parties accept.

use crate::bargaining::frontier::rough::Rough;
use crate::certify::frontier::FrontierReason;
use crate::games::frontier::{Frontier, Place};
use crate::numeric::{Field as _, Rational, RationalFunction, Root};

/// A frontier that has been looked at once; every principle starts from it.
#[derive(Debug)]
pub struct FrontierZone<'f> {
    frontier: &'f Frontier,
    opening: Result<Accepted, FrontierReason>,
    rough: Rough,
}

/// Where both parties accept: each end between two places, which are one if it is known exactly.
#[derive(Debug, Clone)]
pub(super) struct Accepted {
    pub(super) start: [Place; 2],
    pub(super) end: [Place; 2],
}

/// Looks at a frontier once: where does each party gain nothing?
///
/// Cost: roots of one polynomial for each stretch.
///
/// ```
/// use zopa::bargaining::frontier::frontier_zone;
/// use zopa::games::frontier::Frontier;
///
/// let corners = [[0, 8], [8, 6], [12, 0]].map(|corner: [i64; 2]| corner.map(Into::into));
/// let frontier = Frontier::from_corners([2.into(), 1.into()], &corners)?;
/// let zone = frontier_zone(&frontier);
/// assert!(zone.is_open());
/// // The first gains at most 34/3 - 2, where the second gains nothing.
/// assert_eq!(zone.ideals().unwrap()[0][0].to_string(), "28/3");
/// # Ok::<(), zopa::games::frontier::InvalidFrontier>(())
/// ```
#[must_use]
pub fn frontier_zone(frontier: &Frontier) -> FrontierZone<'_> {
    FrontierZone { frontier, opening: accepted(frontier), rough: Rough::of(frontier) }
}

impl<'f> FrontierZone<'f> {
    /// The frontier.
    #[must_use]
    pub fn frontier(&self) -> &'f Frontier {
        self.frontier
    }

    /// Is there an agreement at which nobody loses and both can gain?
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.opening.is_ok()
    }

    /// For each party what it can gain at most: not less than the first number, not more than the second; `None` if the
    /// zone is not open.
    #[must_use]
    pub fn ideals(&self) -> Option<[[Rational; 2]; 2]> {
        let Accepted { start, end } = self.opening.as_ref().ok()?;
        let gain = |place: &Place, party: usize| self.frontier.gains(place)[party].clone();
        Some([[gain(&end[0], 0), gain(&end[1], 0)], [gain(&start[1], 1), gain(&start[0], 1)]])
    }

    pub(super) fn opening(&self) -> Result<&Accepted, &FrontierReason> {
        self.opening.as_ref()
    }

    pub(super) fn rough(&self) -> &Rough {
        &self.rough
    }
}

fn accepted(frontier: &Frontier) -> Result<Accepted, FrontierReason> {
    let stretches = frontier.stretches();
    let first = Place { stretch: 0, at: stretches.first().map(|own| own.from.clone()).unwrap_or_default() };
    let last = Place {
        stretch: stretches.len().saturating_sub(1),
        at: stretches.last().map(|own| own.to.clone()).unwrap_or_default(),
    };
    // The whole frontier gives the first party too little, or the second.
    let start = (0..stretches.len()).find_map(|place| root(frontier, place, 0));
    let start = start.ok_or_else(|| FrontierReason::NoZone(last.clone()))?;
    let end = (0..stretches.len()).rev().find_map(|place| root(frontier, place, 1));
    let end = end.ok_or_else(|| FrontierReason::NoZone(first))?;
    let order = |one: &Place, two: &Place| (one.stretch, &one.at).cmp(&(two.stretch, &two.at));
    if order(&start[1], &end[0]).is_gt() {
        return Err(FrontierReason::NoZone(middle(frontier, &end[1], &start[0])));
    }
    let gains = |place: &Place, party: usize| frontier.gains(place)[party].clone();
    for (party, most) in [(0, gains(&end[0], 0)), (1, gains(&start[1], 1))] {
        if !most.is_positive() {
            let place = if party == 0 { end[1].clone() } else { start[0].clone() };
            return Err(FrontierReason::NoGain(party, place));
        }
    }
    Ok(Accepted { start, end })
}

/// Where a party's gain is 0 on a stretch: at or before it for the first, at or behind it for the second.
fn root(frontier: &Frontier, place: usize, party: usize) -> Option<[Place; 2]> {
    let stretch = &frontier.stretches()[place];
    let at = |at: &Rational| Place { stretch: place, at: at.clone() };
    let gain = |parameter: &Rational| frontier.gains(&at(parameter))[party].clone();
    // The end of the stretch at which the party gains more.
    let (less, more) = if party == 0 { (&stretch.from, &stretch.to) } else { (&stretch.to, &stretch.from) };
    if gain(more).is_negative() {
        return None;
    }
    if gain(more).is_zero() {
        return Some([at(more), at(more)]);
    }
    if !gain(less).is_negative() {
        return Some([at(less), at(less)]);
    }
    let floor = RationalFunction::constant(&frontier.disagreement()[party]);
    let over = stretch.utilities[party].minus(&floor);
    Some(match over.numerator().root_within(&stretch.from, &stretch.to)? {
        Root::Exact(root) => [at(&root), at(&root)],
        Root::Between(low, high) => [at(&low), at(&high)],
    })
}

/// A place between two others.
fn middle(frontier: &Frontier, from: &Place, to: &Place) -> Place {
    let half =
        |one: &Rational, two: &Rational| (one + two).checked_div(&Rational::from(2)).unwrap_or_default();
    if from.stretch == to.stretch {
        return Place { stretch: from.stretch, at: half(&from.at, &to.at) };
    }
    let stretch = &frontier.stretches()[from.stretch];
    if from.at < stretch.to {
        return Place { stretch: from.stretch, at: half(&from.at, &stretch.to) };
    }
    // The last place of a stretch is the first of the next.
    let next = &frontier.stretches()[from.stretch + 1];
    let end = if from.stretch + 1 == to.stretch { &to.at } else { &next.to };
    Place { stretch: from.stretch + 1, at: half(&next.from, end) }
}
