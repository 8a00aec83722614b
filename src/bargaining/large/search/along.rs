//! The packages whose least measure is greatest, where some parties are measured and the others keep their demands.
//!
//! A party is measured from a base in steps of its own: losses in points below a walk-away value, or how far a number may
//! move before the party refuses.

use dashu_int::IBig;

use crate::bargaining::large::blocks::MOST_BITS;
use crate::bargaining::large::search::principle::{Line, by_limit, narrow, scale_of};
use crate::bargaining::large::search::seek;
use crate::budget::Budget;
use crate::games::bargaining::BargainingGame;
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

/// What was found.
pub(in crate::bargaining) enum Along {
    /// No package keeps the demands.
    Nothing,
    /// Some packages, and what no package exceeds.
    Found(Measured),
}

/// Packages with the greatest least measure that is known.
pub(in crate::bargaining) struct Measured {
    /// The packages, in file order; at least one.
    pub(in crate::bargaining) packages: Vec<Vec<usize>>,
    /// Weights for each party and limit that show that none has a greater one than `at_most`.
    pub(in crate::bargaining) weights: Vec<IBig>,
    /// Their least measure.
    pub(in crate::bargaining) reached: Rational,
    /// That of any package is at most this; if it is the same, none is better.
    pub(in crate::bargaining) at_most: Rational,
    /// Whether these are all that are as good.
    pub(in crate::bargaining) is_complete: bool,
}

/// Makes the least of `(utility - walk-away value) / step` greatest over the parties with a step; `None` if that is out of reach.
///
/// - `steps`: for each party, 0 for one that is not measured and keeps its walk-away value.
pub(in crate::bargaining) fn along(
    game: &BargainingGame,
    steps: &[Rational],
    wants_ties: bool,
    budget: &Budget<'_>,
) -> Option<Along> {
    let kept: Vec<usize> = (0..game.parties()).filter(|&party| steps[party].is_zero()).collect();
    let blocks = narrow(&game.with_demands(&kept, |_| true).ok()?)?;
    if blocks.ranges().is_none() {
        // Rules leave no combination of some issues.
        return Some(Along::Nothing);
    }
    let common = common_denominator(steps);
    let mut line = Line::of(&blocks);
    for (party, step) in steps.iter().enumerate().filter(|(_, step)| !step.is_zero()) {
        let base = i64::try_from(game.walk_away()[party]).ok();
        line.base[party] = base.filter(|base| base.unsigned_abs() < 1 << MOST_BITS)?;
        let step = scaled(step, &common).and_then(|step| i64::try_from(step).ok());
        line.step[party] = step.filter(|step| step.unsigned_abs() < 1 << MOST_BITS)?;
    }
    let aim = line.aim(false);
    let unit = Rational::from_big(common.into(), 1_u8.into());
    let sought = seek(&blocks, &aim, wants_ties, budget)?;
    let Some(at_most) = &sought.at_most else { return Some(Along::Nothing) };
    if sought.packages.is_empty() {
        return None;
    }
    Some(Along::Found(Measured {
        weights: by_limit(game, &sought.weights),
        reached: &aim.reached(&sought.values) * &unit,
        at_most: at_most * &unit,
        packages: sought.packages,
        is_complete: sought.is_complete,
    }))
}

/// The admissible packages whose greatest loss in points is smallest; `None` if there is none, or that is out of reach.
pub(in crate::bargaining) fn least_losses(game: &BargainingGame, budget: &Budget<'_>) -> Option<Measured> {
    let scales: Vec<Rational> = (0..game.parties()).map(|party| scale_of(game, party)).collect();
    match along(game, &scales, true, budget)? {
        Along::Found(found) => Some(found),
        Along::Nothing => None,
    }
}
