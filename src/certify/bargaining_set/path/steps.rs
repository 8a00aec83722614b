//! The discrete Raiffa solution: a sequence of steps, each the mean of what everybody could still have.
//!
//! With `I_i(d)` for the most that party `i` can have where the others keep `d`, the sequence is
//! `d' = d + (I(d) - d) / n`. It rises and stays in the set, so its limit is at least every `d` and at most `I(d)`.
//! `I_i` falls where others have more: from `low <= d <= high` follows
//! `(1 - 1/n) low + I(high) / n <= d' <= (1 - 1/n) high + I(low) / n`.

use crate::certify::bargaining_set::measure::Measure;
use crate::certify::bargaining_set::path::arrival;
use crate::certify::bargaining_set::path::claim::{Moment, Path};
use crate::certify::bargaining_set::path::offers::{Reach, Support};
use crate::certify::check::{Check, Witness};
use crate::numeric::Rational;

pub(in crate::certify::bargaining_set) fn checks(
    measure: &Measure<'_>,
    ideals: &[Rational],
    gains: &[Rational],
    path: &Path,
) -> Vec<Check> {
    let support = Support::new(measure, path);
    let mut wrong: u128 = 0;
    let mut unproved: u128 = 0;
    let mut last: Option<(&Moment, Reach)> = None;
    for moment in &path.moments {
        let Some(reach) = support.reach(moment) else {
            unproved += 1;
            break;
        };
        let follows = match &last {
            None => starts(moment),
            Some((before, reach)) => follows(before, reach, moment),
        };
        wrong += u128::from(!follows);
        last = Some((moment, reach));
    }
    let count = path.moments.len() as u128;
    let mut checks = vec![
        Check::count(
            "steps with a bound or an agreement that does not hold",
            unproved,
            Witness::Compared(count),
        ),
        Check::count("steps that do not follow from the one before", wrong, Witness::Compared(count)),
    ];
    match last.filter(|_| checks.iter().all(Check::holds)) {
        Some((moment, reach)) => {
            checks.extend(arrival::checks(&support, ideals, gains, &path.arrival, moment, &reach));
        }
        None => checks.push(Check::count("a last step", 1, Witness::Nothing)),
    }
    checks
}

/// Does nobody gain at the first moment?
pub(in crate::certify::bargaining_set) fn starts(moment: &Moment) -> bool {
    moment.low.iter().chain(&moment.high).all(Rational::is_zero)
}

/// Does the mean of what everybody could still have lie between the numbers of the next moment?
fn follows(before: &Moment, reach: &Reach, next: &Moment) -> bool {
    let parties = Rational::from(i64::try_from(before.low.len()).unwrap_or(i64::MAX));
    let others = &parties - &Rational::ONE;
    let step = |own: &Rational, most: &Rational| &(&others * own) + most;
    (0..before.low.len()).all(|party| {
        let low = step(&before.low[party], &reach.least[party]);
        let high = step(&before.high[party], &reach.most[party]);
        &next.low[party] * &parties <= low && high <= &next.high[party] * &parties
    })
}
