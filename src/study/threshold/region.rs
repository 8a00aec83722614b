//! For which pairs of two numbers is the zone open? The open values of one, for several values of the other.

use crate::budget::Budget;
use crate::certify::Certified;
use crate::certify::bargaining::OpenValues;
use crate::error::Error;
use crate::numeric::{Interval, Rational};
use crate::study::scenario::Scenario;
use crate::study::threshold::target::Target;
use crate::study::threshold::{Asked, Threshold, Unsettled, threshold};

/// Rows that are laid over the range of the second number at equal distances.
const EVENLY: i64 = 9;
/// Most rows where the open values of the second number end.
const MOST_ENDS: usize = 8;

/// The open values of one number for several values of another.
#[derive(Debug)]
pub struct Region {
    /// The second number.
    pub other: Target,
    /// Its values, ascending.
    pub rows: Vec<Row>,
}

/// The open values of the first number at one value of the second.
#[derive(Debug)]
pub struct Row {
    /// The value of the second number.
    pub at: Rational,
    /// Is it a value at which the zone opens or closes, the first number being what it is now?
    pub is_end: bool,
    /// The open values of the first; or why they are not known.
    pub open: Result<Certified<OpenValues>, Unsettled>,
}

/// Finds the open values of `first` for several values of `other`.
///
/// The values are nine at equal distances over the range stated for `other`, its present value, and those in the range at
/// which the zone opens or closes while `first` is what it is now. Without a range they go from where the zone last opens or
/// closes below the present value to where it first does above, and as far again on the other side where it does
/// on one side only.
///
/// # Errors
///
/// [`Error::Request`] if both are the same number; otherwise as [`threshold`].
pub fn region(
    scenario: &Scenario,
    first: &Target,
    other: Target,
    budget: &Budget<'_>,
) -> Result<Region, Error> {
    if first.is_same(&other, scenario.case()) {
        let message = format!("--of {} and --and {} are the same number", first.path(), other.path());
        return Err(Error::request(message, "give two different numbers, or leave --and out"));
    }
    let own = threshold(scenario, other, Asked::Zone, budget)?;
    let values = values(&own);
    let Threshold { target: other, .. } = own;
    let rows = values.into_iter().map(|(at, is_end)| {
        let there = other.at(scenario, &at)?;
        let target = Target::find(&there, first.path())?;
        let found = threshold(&there, target, Asked::Zone, budget)?;
        Ok(Row { at, is_end, open: found.open })
    });
    let rows = rows.collect::<Result<Vec<_>, Error>>()?;
    Ok(Region { other, rows })
}

/// The values of the second number, each with whether the zone opens or closes there.
fn values(own: &Threshold) -> Vec<(Rational, bool)> {
    let present = own.target.value();
    let intervals: &[Interval] = own.open.as_ref().map_or(&[], |open| &open.intervals);
    let ends: Vec<&Rational> = intervals.iter().flat_map(|one| [&one.from, &one.to]).flatten().collect();
    let (low, high) = match own.target.range() {
        Some((low, high)) => (low.clone(), high.clone()),
        None => around(present, &ends),
    };
    let within = Interval::closed(low.clone(), high.clone());
    let step = (&high - &low).checked_div(&Rational::from(EVENLY - 1)).unwrap_or_default();
    let evenly = (0..EVENLY).map(|place| &low + &(&step * &Rational::from(place)));
    let mut values: Vec<Rational> = evenly.chain([present.clone()]).collect();
    let inside = ends.iter().filter(|end| within.contains(end)).take(MOST_ENDS);
    values.extend(inside.map(|&end| end.clone()));
    values.retain(|value| own.target.legal().contains(value));
    values.sort();
    values.dedup();
    values.into_iter().map(|value| (value.clone(), ends.contains(&&value))).collect()
}

/// A range around the present value that shows where the zone opens and closes, where the file states none.
fn around(present: &Rational, ends: &[&Rational]) -> (Rational, Rational) {
    let below = ends.iter().filter(|&&end| end < present).max().map(|&end| end.clone());
    let above = ends.iter().filter(|&&end| end > present).min().map(|&end| end.clone());
    let mirrored = |end: &Rational| &(present + present) - end;
    match (below, above) {
        (Some(below), Some(above)) => (below, above),
        (Some(below), None) => (below.clone(), mirrored(&below)),
        (None, Some(above)) => (mirrored(&above), above),
        // Nothing opens or closes it: half to one and a half times what it is.
        (None, None) => {
            let half = present.checked_div(&Rational::from(2)).unwrap_or_default();
            let half = match half.cmp(&Rational::ZERO) {
                std::cmp::Ordering::Less => -&half,
                std::cmp::Ordering::Equal => Rational::ONE,
                std::cmp::Ordering::Greater => half,
            };
            (present - &half, present + &half)
        }
    }
}
