//! What would have to be true: for which values of a number is the zone open, and where does the Nash deal change?
//!
//! [`threshold`] takes any number of the case that the zone depends on (a [`Target`]), lowers the case at two values of it,
//! which gives the games at all others ([`line()`]), sorts the packages into classes that move alike, and finds the open
//! values and the changes of the Nash deal class by class. Every end is a root of a straight function, and every change one
//! of a polynomial; nothing is searched by trial. The claims are judged package by package.
//!
//! [`mixed_threshold`] asks the same of a case with amounts beside levels, without the Nash deal.
//! [`region()`] asks the same of one number for several values of another.

mod classes;
mod large;
mod line;
mod mixed;
mod nash;
mod open;
mod region;
mod signs;
mod target;

pub use self::line::{line, samples, two_values};
pub use self::mixed::{MixedThreshold, mixed_threshold};
pub use self::nash::DEALS_LISTED;
pub use self::region::{Region, Row, region};
pub use self::target::Target;

use crate::bargaining::zone::MOST_LISTED;
use crate::budget::Budget;
use crate::certify::bargaining::{LineReferee, NashDeals, OpenValues};
use crate::certify::{Certified, Refused};
use crate::error::Error;
use crate::games::line::GameLine;
use crate::numeric::{Interval, Rational, Root};
use crate::study::scenario::Scenario;
use crate::study::threshold::classes::classes;
use crate::study::threshold::large::large_open_on;

/// Most values at which games are lowered to be counted again.
const MOST_SAMPLES: usize = 60;

/// For which values of a number the zone is open.
#[derive(Debug)]
pub struct Threshold {
    /// The number.
    pub target: Target,
    /// The values; or why they are not known.
    pub open: Result<Certified<OpenValues>, Unsettled>,
    /// Where the Nash deal changes; or why that is not known.
    pub nash: Result<Certified<NashDeals>, Unsettled>,
}

/// Why values are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsettled {
    /// It was not asked for.
    NotAsked,
    /// The budget ran out.
    OutOfBudget,
    /// Gains move in too many different ways to sort the packages by them, or too many packages are efficient.
    TooMany,
    /// Neither packages nor a proof that there are none were found, of too many packages to look at.
    OutOfReach,
    /// Numbers are too long to be worked with exactly.
    TooLong,
}

/// What is asked about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The values for which the zone is open.
    Zone,
    /// Where the Nash deal changes as well.
    Nash,
}

/// Finds the values of `target` for which the zone is open, all else as in the scenario.
///
/// # Errors
///
/// [`Error`] if the case is wrong, or if a claim was refused, which is a fault of this program.
///
/// Cost: one count for each class of packages, and for the Nash deal the efficient packages of each class; then a second
/// look at every package, up to a million.
pub fn threshold(
    scenario: &Scenario,
    target: Target,
    asked: Asked,
    budget: &Budget<'_>,
) -> Result<Threshold, Error> {
    let scenario = &scenario.of_bargaining();
    let found = line(scenario, &target, target.legal().clone(), two_values(&target))?;
    let none = |target, why| Ok(Threshold { target, open: Err(why), nash: Err(why) });
    let Ok(line) = found else { return none(target, Unsettled::TooLong) };
    if line.ends()[0].game.packages() > MOST_LISTED {
        return large_threshold(scenario, target, &line, budget);
    }
    let open = match open_on(&line, target.value(), budget) {
        Ok(open) => open,
        Err(why) => return none(target, why),
    };
    let nash = match asked {
        Asked::Nash => nash_on(&line, budget),
        Asked::Zone => Err(Unsettled::NotAsked),
    };
    let values = values_to_try(target.legal(), target.value(), &open, nash.as_ref().ok());
    let samples = samples(scenario, &target, &values);
    let referee = LineReferee::new(&line, &samples);
    let open = referee.judge_open_values(open).map_err(|refused| fault(&refused))?;
    let nash = match nash {
        Ok(nash) => Ok(referee.judge_nash_deals(nash).map_err(|refused| fault(&refused))?),
        Err(why) => Err(why),
    };
    Ok(Threshold { target, open: Ok(open), nash })
}

/// As [`threshold`], where there are too many packages to look at: where the Nash deal changes stays open.
///
/// # Errors
///
/// [`Error`] if a claim was refused, which is a fault of this program.
///
/// Cost: a search for each class of packages and each gap.
pub fn large_threshold(
    scenario: &Scenario,
    target: Target,
    line: &GameLine,
    budget: &Budget<'_>,
) -> Result<Threshold, Error> {
    let (open, closed) = match large_open_on(line, target.value(), budget) {
        Ok(found) => found,
        Err(why) => return Ok(Threshold { target, open: Err(why), nash: Err(why) }),
    };
    let values = values_to_try(target.legal(), target.value(), &open, None);
    let samples = samples(scenario, &target, &values);
    let referee = LineReferee::new(line, &samples);
    let open = referee.judge_large_open_values(open, &closed).map_err(|refused| fault(&refused))?;
    Ok(Threshold { target, open: Ok(open), nash: Err(Unsettled::TooMany) })
}

/// The values between two for which the zone is open, without a certificate; `None` if that is not known.
///
/// - `low`, `high`: legal values of the number, the first below the second.
///
/// # Errors
///
/// [`Error`] if the case is wrong at one of the two.
pub fn open_between(
    scenario: &Scenario,
    target: &Target,
    [low, high]: [&Rational; 2],
    budget: &Budget<'_>,
) -> Result<Option<Vec<Interval>>, Error> {
    let legal = Interval::closed(low.clone(), high.clone());
    let Ok(line) = line(scenario, target, legal, [low.clone(), high.clone()])? else { return Ok(None) };
    Ok(open_on(&line, target.value(), budget).ok().map(|open| open.intervals))
}

/// The values of a line for which the zone is open, as a claim that is yet to be judged.
///
/// - `near`: a value; where an interval has no end of its own, a package is shown at it, if it is inside.
///
/// # Errors
///
/// [`Unsettled`] if they were not found.
pub fn open_on(line: &GameLine, near: &Rational, budget: &Budget<'_>) -> Result<OpenValues, Unsettled> {
    let classes = classes(line).ok_or(Unsettled::TooMany)?;
    self::open::open_values(line, &classes, near, budget).ok_or(Unsettled::OutOfBudget)
}

/// The Nash deals along a line, as a claim that is yet to be judged.
///
/// # Errors
///
/// [`Unsettled`] if they were not found.
pub fn nash_on(line: &GameLine, budget: &Budget<'_>) -> Result<NashDeals, Unsettled> {
    let classes = classes(line).ok_or(Unsettled::TooMany)?;
    let found = self::nash::nash_deals(line, &classes, budget);
    found.ok_or(if budget.is_exhausted() { Unsettled::OutOfBudget } else { Unsettled::TooMany })
}

impl Threshold {
    /// The interval that holds the present value, else the nearest to it; `None` if there is none or it is not known.
    #[must_use]
    pub fn nearest(&self) -> Option<&Interval> {
        nearest(&self.open.as_ref().ok()?.intervals, self.target.value())
    }

    /// Is the zone open at the present value? `None` if that is not known.
    #[must_use]
    pub fn is_open(&self) -> Option<bool> {
        let open = self.open.as_ref().ok()?;
        Some(is_among(&open.intervals, self.target.value()))
    }
}

/// Does one of the intervals hold `value`?
fn is_among(intervals: &[Interval], value: &Rational) -> bool {
    intervals.iter().any(|interval| interval.contains(value))
}

/// The interval that holds `value`, else the nearest to it.
fn nearest<'i>(intervals: &'i [Interval], value: &Rational) -> Option<&'i Interval> {
    let distance = |interval: &&Interval| {
        let below = interval.from.as_ref().map(|from| from - value);
        let above = interval.to.as_ref().map(|to| value - to);
        let off = [below, above].into_iter().flatten().max().unwrap_or_default().max(Rational::ZERO);
        (!interval.contains(value), off)
    };
    intervals.iter().min_by_key(distance)
}

/// Values whose games the referee counts again: every end, between two intervals, inside and outside of them, and where the
/// Nash deal changes.
#[must_use]
pub fn values_to_try(
    legal: &Interval,
    present: &Rational,
    open: &OpenValues,
    nash: Option<&NashDeals>,
) -> Vec<Rational> {
    let intervals = &open.intervals;
    let mut values = vec![present.clone()];
    for interval in intervals {
        values.extend([&interval.from, &interval.to].into_iter().flatten().cloned());
    }
    let mut gaps = vec![legal.clone(); intervals.len() + 1];
    for (place, interval) in intervals.iter().enumerate() {
        (gaps[place].to, gaps[place].to_closed) = (interval.from.clone(), !interval.from_closed);
        (gaps[place + 1].from, gaps[place + 1].from_closed) = (interval.to.clone(), !interval.to_closed);
    }
    // Before the first interval and after the last there may be nothing left that is legal.
    let is_bounded = |place: usize| match place.checked_sub(1) {
        None => intervals.first().is_none_or(|first| first.from.is_some()),
        Some(before) if place == intervals.len() => intervals[before].to.is_some(),
        Some(_) => true,
    };
    let gaps = gaps.iter().enumerate().filter(|(place, _)| is_bounded(*place)).map(|(_, gap)| gap);
    let inside = gaps.filter_map(|gap| gap.meet(legal)).chain(intervals.iter().cloned());
    values.extend(inside.map(|interval| interval.inner(present)));
    for change in nash.iter().flat_map(|nash| &nash.changes) {
        if let Root::Exact(at) = &change.at {
            values.push(at.clone());
        }
    }
    let mut seen: Vec<Rational> = Vec::new();
    for value in values {
        if legal.contains(&value) && !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen.truncate(MOST_SAMPLES);
    seen
}

fn fault<T: std::fmt::Debug>(refused: &Refused<T>) -> Error {
    let failed = refused.certificate.checks.iter().filter(|check| !check.holds());
    let names: Vec<&str> = failed.map(|check| check.name).collect();
    Error::request(
        format!("the threshold failed its own certificate: {}", names.join("; ")),
        "this is a fault of zopa: please report it with the case file",
    )
}
