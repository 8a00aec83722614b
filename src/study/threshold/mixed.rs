//! For which values of a number the zone is open, where issues have amounts.
//!
//! As over packages, two games are lowered; what lies between them are convex sets, one for each combination of levels
//! ([`open_values`]).

use crate::bargaining::mixed::open_values;
use crate::budget::Budget;
use crate::certify::bargaining::OpenValues;
use crate::certify::mixed::{MixedOpenValues, MixedSample};
use crate::certify::{Certified, Verdict};
use crate::error::Error;
use crate::games::mixed::{InvalidMixedLine, MixedEnd, MixedLine};
use crate::lower::LoweredMixed;
use crate::numeric::{Interval, Rational};
use crate::study::scenario::Scenario;
use crate::study::threshold::line::weight_sums;
use crate::study::threshold::target::Target;
use crate::study::threshold::{Unsettled, fault, is_among, nearest, two_values, values_to_try};

/// Most values at which games are lowered to be looked at again.
const MOST_SAMPLES: usize = 8;

/// For which values of a number the zone is open.
#[derive(Debug)]
pub struct MixedThreshold {
    /// The number.
    pub target: Target,
    /// The values; or why they are not known.
    pub open: Result<Certified<MixedOpenValues>, Unsettled>,
}

impl MixedThreshold {
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

/// Finds the values of `target` for which the zone of a case with a continuous issue is open, all else as in the scenario.
///
/// # Errors
///
/// [`Error`] if the case is wrong, if the number changes what a unit of an amount is worth, or if a claim was refused.
///
/// Cost: two linear programs for each combination of levels that could open the zone at further values.
pub fn mixed_threshold(
    scenario: &Scenario,
    target: Target,
    budget: &Budget<'_>,
) -> Result<MixedThreshold, Error> {
    let scenario = &scenario.of_bargaining();
    if matches!(target.path().split('.').collect::<Vec<_>>().as_slice(), ["issues", _, "range", _]) {
        // Beside its present value the curves of the file may not reach far enough.
        return Err(refused(&InvalidMixedLine::Amounts, scenario, &target));
    }
    let [start, end] = two_values(&target);
    let ends = [mixed_end(scenario, &target, start)?, mixed_end(scenario, &target, end)?];
    let line =
        MixedLine::new(target.legal().clone(), ends).map_err(|error| refused(&error, scenario, &target))?;
    let mut samples = |intervals: &[Interval]| samples(scenario, &target, intervals);
    let open = match open_values(&line, &mut samples, budget) {
        Err(_) => Err(Unsettled::TooMany),
        Ok(answer) => match answer.verdict {
            Verdict::Found(open) => Ok(open),
            Verdict::Refused(refused) => return Err(fault(&refused)),
            Verdict::NoneExists(never) => match *never {},
            Verdict::Undecided { .. } => Err(Unsettled::OutOfBudget),
        },
    };
    Ok(MixedThreshold { target, open })
}

fn mixed_end(scenario: &Scenario, target: &Target, at: Rational) -> Result<MixedEnd, Error> {
    let there = target.at(scenario, &at)?;
    let LoweredMixed { game, labels, .. } = there.lower_mixed()?;
    let stretch = weight_sums(there.case(), &labels);
    Ok(MixedEnd { at, game, stretch, rule_unit: labels.rule_unit })
}

/// Games at the ends of the open values, between and beside them.
fn samples(scenario: &Scenario, target: &Target, intervals: &[Interval]) -> Vec<MixedSample> {
    let open = OpenValues { intervals: intervals.to_vec(), shown: Vec::new() };
    let values = values_to_try(target.legal(), target.value(), &open, None);
    let sample = |at: Rational| {
        let game = target.at(scenario, &at).and_then(|there| there.lower_mixed()).ok()?.game;
        Some(MixedSample { at, game })
    };
    values.into_iter().take(MOST_SAMPLES).filter_map(sample).collect()
}

fn refused(error: &InvalidMixedLine, scenario: &Scenario, target: &Target) -> Error {
    let (path, id) = (target.path(), &scenario.case().id);
    let why = match error {
        InvalidMixedLine::Amounts => {
            "changes how far an amount goes, or what a unit of it is worth or counts"
        }
        _ => "changes more than how much something is worth",
    };
    Error::request(
        format!("`{path}` {why}; thresholds of such numbers are not looked for where issues have amounts"),
        format!("try single values with zopa zone {id} --set {path}=NUMBER"),
    )
}
