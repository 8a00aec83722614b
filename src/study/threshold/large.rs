//! The values of a number for which the zone is open, where there are too many packages to look at.
//!
//! In a class of packages all coordinates that move go the same way as a rule: up, or down. How far the number may go until the
//! last package of the class is refused is one search. That there is no zone at any other value is shown by weights for each kind
//! of package.

use crate::bargaining::large::demands::{Outermost, outermost, settled};
use crate::budget::Budget;
use crate::certify::bargaining::{LargeFacts, OpenValues, Shown};
use crate::games::line::GameLine;
use crate::numeric::{Interval, Rational};
use crate::study::threshold::Unsettled;
use crate::study::threshold::classes::{Class, classes, legal_positions};
use crate::study::threshold::open::claim;

/// Most classes that are searched.
const MOST_CLASSES: usize = 64;

/// A claim that is yet to be judged: the open values, and for each gap between them why no kind of package is acceptable there.
pub(super) type Claim = (OpenValues, Vec<Vec<LargeFacts>>);

/// The values of a line for which the zone is open.
///
/// - `near`: as for [`crate::study::threshold::open_on`].
///
/// # Errors
///
/// [`Unsettled`] if they were not found.
pub(super) fn large_open_on(
    line: &GameLine,
    near: &Rational,
    budget: &Budget<'_>,
) -> Result<Claim, Unsettled> {
    let why = || if budget.is_exhausted() { Unsettled::OutOfBudget } else { Unsettled::OutOfReach };
    let classes = classes(line).filter(|classes| classes.len() <= MOST_CLASSES).ok_or(Unsettled::TooMany)?;
    let mut found: Vec<(Interval, Vec<usize>)> = Vec::new();
    for class in &classes {
        found.extend(positions(line, class, budget)?.ok_or_else(why)?);
    }
    let positions: Vec<&Interval> = found.iter().map(|(positions, _)| positions).collect();
    let mut open = claim(line, &positions, near, |place| Some(found[place].1.clone())).ok_or_else(why)?;
    // Together the packages shown are acceptable at every value: one for each class that no other makes superfluous.
    for (place, (own, package)) in found.iter().enumerate() {
        let takes_in = |(other, (wider, _)): (usize, &(Interval, Vec<usize>))| {
            other != place && own.is_within(wider) && (own != wider || other < place)
        };
        let is_shown = open.shown.iter().any(|one| one.package == *package);
        if !is_shown && !found.iter().enumerate().any(takes_in) {
            let at = line.value(&own.inner(&line.position(near)));
            open.shown.push(Shown { at, package: package.clone() });
        }
    }
    let mut closed = Vec::new();
    for gap in open.closed(line.legal()) {
        let games = line.closed_over(&gap).ok_or(Unsettled::TooMany)?;
        let facts = games.iter().map(|game| {
            let facts = settled(game, budget).filter(|facts| !facts.is_open)?;
            Some(facts.into_claim())
        });
        closed.push(facts.collect::<Option<Vec<_>>>().ok_or_else(why)?);
    }
    Ok((open, closed))
}

/// Positions at which a package of a class is acceptable, with one that is acceptable at all of them.
type Found = Option<(Interval, Vec<usize>)>;

/// What is found of one class; `None` if that is out of reach.
fn positions(line: &GameLine, class: &Class<'_>, budget: &Budget<'_>) -> Result<Option<Found>, Unsettled> {
    let legal = legal_positions(line);
    let rises = class.rises().ok_or(Unsettled::TooLong)?;
    let (ups, downs) = (rises.iter().any(Rational::is_positive), rises.iter().any(Rational::is_negative));
    if ups && downs {
        return Err(Unsettled::TooMany);
    }
    if !ups && !downs {
        let facts = settled(class.game(), budget);
        return Ok(facts.map(|facts| facts.agreement.clone().map(|package| (legal, package))));
    }
    let steps: Vec<Rational> =
        rises.iter().map(|rise| if rise.is_negative() { -rise } else { rise.clone() }).collect();
    Ok(outermost(class.game(), &steps, budget).map(|found| match found {
        Outermost::Nothing => None,
        Outermost::Reached(reach, package) => {
            let half = if ups { Interval::at_least(-&reach) } else { Interval::at_most(reach) };
            legal.meet(&half).map(|positions| (positions, package))
        }
    }))
}
