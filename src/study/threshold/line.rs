//! From a case and one of its numbers to the line of games on which the number moves.
//!
//! Two games are lowered, at the present value and one beside it. A party's gains are stretched by its sum of weights,
//! because a weight enters through that sum too; everything else that a case can hold is straight already.

use crate::certify::bargaining::Sample;
use crate::error::Error;
use crate::games::line::{GameLine, InvalidLine, LineEnd};
use crate::lower::Labels;
use crate::model::Case;
use crate::numeric::{Interval, Rational};
use crate::study::scenario::Scenario;
use crate::study::threshold::target::Target;

/// The games on which a number moves; the inner result says why there are none.
///
/// - `legal`: the values that are looked at, within those that the number can have.
/// - `at`: two values of it, the smaller one first.
///
/// # Errors
///
/// [`Error`] if the case is wrong at one of the two values.
pub fn line(
    scenario: &Scenario,
    target: &Target,
    legal: Interval,
    at: [Rational; 2],
) -> Result<Result<GameLine, InvalidLine>, Error> {
    let [start, end] = at;
    Ok(GameLine::new(legal, [line_end(scenario, target, start)?, line_end(scenario, target, end)?]))
}

/// Two legal values: the present one, and one beside it.
#[must_use]
pub fn two_values(target: &Target) -> [Rational; 2] {
    let value = target.value().clone();
    let above = &value + &Rational::ONE;
    if target.legal().contains(&above) { [value, above] } else { [&value - &Rational::ONE, value] }
}

fn line_end(scenario: &Scenario, target: &Target, at: Rational) -> Result<LineEnd, Error> {
    let there = target.at(scenario, &at)?;
    let lowered = there.lower()?;
    let stretch = weight_sums(there.case(), &lowered.labels);
    Ok(LineEnd { at, game: lowered.game, stretch, rule_unit: lowered.labels.rule_unit })
}

/// The games at other values, as far as they can be lowered: some values need more digits than a game can hold.
#[must_use]
pub fn samples(scenario: &Scenario, target: &Target, values: &[Rational]) -> Vec<Sample> {
    let sample = |at: &Rational| {
        let game = target.at(scenario, at).and_then(|there| there.lower()).ok()?.game;
        Some(Sample { at: at.clone(), game })
    };
    values.iter().filter_map(sample).collect()
}

/// Each party's sum of weights: the factor that makes its gains straight in a weight.
pub(super) fn weight_sums(case: &Case, labels: &Labels) -> Vec<Rational> {
    let sum = |id: &str| {
        let weights = case.issues.iter().flat_map(|issue| &issue.weight);
        let own = weights.filter(|(party, _)| party.text == id).map(|(_, weight)| &weight.value);
        let sum: Rational = own.sum();
        if sum.is_zero() { Rational::ONE } else { sum }
    };
    labels.parties.iter().map(|party| sum(&party.id)).collect()
}
