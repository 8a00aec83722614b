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
/// Most rows where the open values of the second number end, and most where those of the first one change at once.
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
    /// Is it a value at which the zone opens or closes, while the first number stays where it is or at one of its ends?
    pub is_end: bool,
    /// The open values of the first; or why they are not known.
    pub open: Result<Certified<OpenValues>, Unsettled>,
}

/// Finds the open values of `first` for several values of `other`.
///
/// The values are nine at equal distances over the range stated for `other`, its present value, and those in the range at
/// which the zone opens or closes while `first` is what it is now. Where the ends of `first` differ between two rows, the
/// values in between at which the zone opens or closes while `first` is at one of these ends are added: there the picture
/// changes at once. Without a range the values go from where the zone last opens or closes below the present value to where
/// it first does above, and as far again on the other side where it does on one side only.
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
    let pair = Pair { scenario, first, other: &other, budget };
    let mut rows =
        values.into_iter().map(|(at, is_end)| pair.row(at, is_end)).collect::<Result<Vec<_>, Error>>()?;
    for at in pair.jumps(&rows)? {
        rows.push(pair.row(at, true)?);
    }
    rows.sort_by(|one, two| one.at.cmp(&two.at));
    Ok(Region { other, rows })
}

/// Two numbers of a scenario.
struct Pair<'a> {
    scenario: &'a Scenario,
    first: &'a Target,
    other: &'a Target,
    budget: &'a Budget<'a>,
}

impl Pair<'_> {
    fn row(&self, at: Rational, is_end: bool) -> Result<Row, Error> {
        let there = self.other.at(self.scenario, &at)?;
        let target = Target::find(&there, self.first.path())?;
        let found = threshold(&there, target, Asked::Zone, self.budget)?;
        Ok(Row { at, is_end, open: found.open })
    }

    /// Values between two rows at which the zone opens or closes while the first number is at an end of either.
    fn jumps(&self, rows: &[Row]) -> Result<Vec<Rational>, Error> {
        let mut jumps: Vec<Rational> = Vec::new();
        let mut tried: Vec<(Rational, Vec<Rational>)> = Vec::new();
        for pair in rows.windows(2) {
            let (before, after) = (ends(&pair[0].open), ends(&pair[1].open));
            let differ = before.iter().filter(|end| !after.contains(end));
            for end in differ.chain(after.iter().filter(|end| !before.contains(end))) {
                if !tried.iter().any(|(known, _)| known == *end) {
                    // An end that is not legal together with the present value of the other has nothing to tell.
                    let there = self.first.at(self.scenario, end);
                    let target =
                        there.as_ref().ok().and_then(|there| Target::find(there, self.other.path()).ok());
                    let found = match (&there, target) {
                        (Ok(there), Some(target)) => {
                            ends(&threshold(there, target, Asked::Zone, self.budget)?.open)
                                .into_iter()
                                .cloned()
                                .collect()
                        }
                        _ => Vec::new(),
                    };
                    tried.push(((*end).clone(), found));
                }
                let known = tried.iter().find(|(known, _)| known == *end);
                for at in known.iter().flat_map(|(_, found)| found) {
                    let is_between = pair[0].at < *at && *at < pair[1].at;
                    if is_between && jumps.len() < MOST_ENDS && !jumps.contains(at) {
                        jumps.push(at.clone());
                    }
                }
            }
        }
        Ok(jumps)
    }
}

/// The finite ends of open values.
fn ends(open: &Result<Certified<OpenValues>, Unsettled>) -> Vec<&Rational> {
    let intervals: &[Interval] = open.as_ref().map_or(&[], |open| &open.intervals);
    intervals.iter().flat_map(|one| [&one.from, &one.to]).flatten().collect()
}

/// The values of the second number, each with whether the zone opens or closes there.
fn values(own: &Threshold) -> Vec<(Rational, bool)> {
    let present = own.target.value();
    let ends = ends(&own.open);
    let (low, high) = match own.target.range() {
        Some((low, high)) => (low.clone(), high.clone()),
        None if own.target.shock().is_some() => (Rational::ZERO, present.clone().max(Rational::ONE)),
        None => around(present, &ends),
    };
    // Nothing is laid over values that it cannot have.
    let within = Interval::closed(low, high).meet(own.target.legal());
    let Some(within @ Interval { from: Some(low), to: Some(high), .. }) = &within else {
        return vec![(present.clone(), ends.contains(&present))];
    };
    let step = (high - low).checked_div(&Rational::from(EVENLY - 1)).unwrap_or_default();
    let evenly = (0..EVENLY).map(|place| low + &(&step * &Rational::from(place)));
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
