//! Principles as aims of a search.

use dashu_int::IBig;

use crate::bargaining::finite::lane::Width;
use crate::bargaining::finite::sheet::{is_limit, width};
use crate::bargaining::large::blocks::{Blocks, MOST_BITS};
use crate::bargaining::large::search::aim::Aim;
use crate::bargaining::large::search::seek;
use crate::bargaining::zone::{TIES_LISTED, Zone};
use crate::budget::Budget;
use crate::certify::bargaining::{Bound, Choice, NoStrictGain, Principle, Reached};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::bargaining::{BargainingGame, Rule};
use crate::numeric::scale::{common_denominator, scaled};
use crate::numeric::{Rational, Vectors};

/// Greatest sum of bargaining weights whose powers are worked out.
const MOST_POWERS: u32 = 1 << 14;

/// A principle ready to be searched for.
struct Plan {
    blocks: Blocks<i64>,
    aim: Aim,
    /// The first entry of the principle's key, of what the aim reaches.
    entry: Entry,
}

/// How the first entry of a principle's key follows from what an aim reaches.
enum Entry {
    /// Times a number.
    Times(Rational),
    /// To a power, divided by a number.
    Power(u32, Rational),
}

/// The packages that `principle` points to in a zone whose efficient points were not merged.
///
/// Undecided where the principle needs ideal gains that are not known, and where neither an eligible package nor a proof
/// that there is none was found.
pub(in crate::bargaining) fn choice_by_search(
    zone: &Zone<'_>,
    principle: &Principle,
) -> Answer<Choice, NoStrictGain> {
    let budget = Budget::unlimited();
    let undecided = || Answer {
        stop: Stop::OutOfBudget,
        verdict: Verdict::Undecided { best: None },
        completeness: Completeness::Unknown,
    };
    let game = zone.game();
    let ideal = zone.ideal();
    let Some(plan) = plan(game, principle, ideal.as_deref()) else { return undecided() };
    let Some(sought) = seek(&plan.blocks, &plan.aim, true, &budget) else { return undecided() };
    let weights = by_limit(game, &sought.weights);
    let Some(at_most) = &sought.at_most else {
        // Somebody gains nothing wherever all others gain.
        let efficient = Vectors::with_capacity(game.parties(), 0);
        let claim = NoStrictGain { efficient, ruled_out: Some(weights) };
        return match zone.referee().judge_no_strict_gain(claim) {
            Ok(claim) => Answer {
                stop: Stop::Finished,
                verdict: Verdict::NoneExists(claim),
                completeness: Completeness::All,
            },
            Err(_) => undecided(),
        };
    };
    if sought.packages.is_empty() {
        return undecided();
    }
    let entry = |reached: &Rational| match &plan.entry {
        Entry::Times(unit) => reached * unit,
        Entry::Power(power, units) => reached.pow(*power).checked_div(units).unwrap_or_default(),
    };
    let (reached, at_most) = (entry(&plan.aim.reached(&sought.values)), entry(at_most));
    let (total, is_complete) = (sought.packages.len() as u128, sought.is_complete);
    let mut packages = sought.packages;
    packages.truncate(TIES_LISTED);
    let choice = Choice {
        principle: principle.clone(),
        packages,
        total,
        ideal: ideal.unwrap_or_default(),
        runner_up: None,
        bound: Some(Bound { weights, reached, at_most, is_complete }),
    };
    let verdict = match zone.referee().judge_choice(choice) {
        Ok(choice) => Verdict::Found(choice),
        Err(refused) => Verdict::Refused(refused),
    };
    let completeness = if is_complete { Completeness::All } else { Completeness::One };
    Answer { stop: Stop::Finished, verdict, completeness }
}

/// Is there an acceptable package?
pub(in crate::bargaining) enum Acceptable {
    /// One that is.
    Package(Vec<usize>),
    /// No, by these weights for each party and each limit of the game.
    None(Vec<IBig>),
}

/// Looks for an acceptable package; `None` if neither one nor a proof was found.
pub(in crate::bargaining) fn acceptable(game: &BargainingGame, budget: &Budget<'_>) -> Option<Acceptable> {
    if Blocks::<i128>::of(game)?.sums(i128::max).is_none() {
        // Rules leave no combination of some issues.
        let limits = game.rules().iter().filter(|rule| matches!(rule, Rule::Sum { .. })).count();
        return Some(Acceptable::None(vec![IBig::ONE; game.parties() + limits]));
    }
    let blocks = narrow(game)?;
    let aim = Aim::above_floors(&blocks)?;
    let mut sought = seek(&blocks, &aim, false, budget)?;
    match (sought.packages.pop(), &sought.at_most) {
        (Some(package), _) => Some(Acceptable::Package(package)),
        (None, None) => Some(Acceptable::None(by_limit(game, &sought.weights))),
        (None, Some(_)) => None,
    }
}

/// What is best for one party.
fn best_for(game: &BargainingGame, blocks: &Blocks<i64>, party: usize) -> Option<Aim> {
    let mut line = Line::of(blocks);
    line.base[party] = i64::try_from(game.walk_away()[party]).ok()?;
    line.step[party] = 1;
    Some(line.aim(false))
}

/// For each party an acceptable package that is best for it, with weights that show it; `None` if that is out of reach.
pub(in crate::bargaining) fn reached(game: &BargainingGame, budget: &Budget<'_>) -> Option<Vec<Reached>> {
    let blocks = narrow(game)?;
    let best = |party: usize| {
        let (package, weights) = best_among(game, &blocks, party, budget)?;
        Some(Reached { package, weights })
    };
    (0..game.parties()).map(best).collect()
}

/// A package that is best for a party, with weights for each party and limit that show it.
type Shown = (Vec<usize>, Vec<IBig>);

fn best_among(
    game: &BargainingGame,
    blocks: &Blocks<i64>,
    party: usize,
    budget: &Budget<'_>,
) -> Option<Shown> {
    let aim = best_for(game, blocks, party)?;
    let sought = seek(blocks, &aim, false, budget)?;
    let is_best = sought.at_most.as_ref() == Some(&aim.reached(&sought.values));
    let package = sought.packages.first().cloned().filter(|_| is_best)?;
    Some((package, by_limit(game, &sought.weights)))
}

/// An acceptable package that is best for one party, with weights that show it; `None` if that is out of reach.
pub(in crate::bargaining) fn best_of_one(
    game: &BargainingGame,
    party: usize,
    budget: &Budget<'_>,
) -> Option<Shown> {
    best_among(game, &narrow(game)?, party, budget)
}

/// The blocks of a game whose sums leave room for weights.
pub(super) fn narrow(game: &BargainingGame) -> Option<Blocks<i64>> {
    let blocks = if width(game) == Width::Wide { None } else { Blocks::<i64>::of(game) }?;
    let is_small = |floor: &i128| floor.unsigned_abs() < 1 << MOST_BITS;
    blocks.for_weights(&blocks.floors).filter(|_| game.walk_away().iter().all(is_small))
}

/// The units of a party in one point.
pub(super) fn scale_of(game: &BargainingGame, party: usize) -> Rational {
    Rational::from_big(game.scale(party).clone().into(), 1_u8.into())
}

/// A least of measures in the making.
pub(super) struct Line {
    pub(super) base: Vec<i64>,
    pub(super) step: Vec<i64>,
}

impl Line {
    pub(super) fn of(blocks: &Blocks<i64>) -> Self {
        Self { base: vec![0; blocks.width], step: vec![0; blocks.width] }
    }

    pub(super) fn aim(self, is_lexicographic: bool) -> Aim {
        Aim::Least { base: self.base, step: self.step, is_lexicographic }
    }
}

/// What to search for; `None` if a principle lacks ideal gains, or its numbers have too many digits.
fn plan(game: &BargainingGame, principle: &Principle, ideal: Option<&[i128]>) -> Option<Plan> {
    let mut blocks = narrow(game)?;
    let parties = game.parties();
    let floors: Vec<i64> =
        game.walk_away().iter().map(|&floor| i64::try_from(floor).ok()).collect::<Option<_>>()?;
    let scales: Vec<Rational> = (0..parties).map(|party| scale_of(game, party)).collect();
    let mut line = Line::of(&blocks);
    line.base[..parties].copy_from_slice(&floors);
    let whole = |steps: Vec<Rational>, line: &mut Line| -> Option<Rational> {
        let common = common_denominator(&steps);
        for (step, own) in line.step.iter_mut().zip(&steps) {
            *step = scaled(own, &common).and_then(|step| i64::try_from(step).ok())?;
        }
        Some(Rational::from_big(common.into(), 1_u8.into()))
    };
    let (aim, entry) = match principle {
        Principle::Nash | Principle::WeightedNash(_) => {
            let given = match principle {
                Principle::WeightedNash(weights) => weights.clone(),
                _ => vec![1; parties],
            };
            let all = given.iter().try_fold(0_u32, |sum, &weight| sum.checked_add(weight));
            all.filter(|&all| all <= MOST_POWERS)?;
            let divisor = given.iter().copied().fold(0, greatest_common_divisor).max(1);
            let mut powers: Vec<u32> = given.iter().map(|weight| weight / divisor).collect();
            let units = scales.iter().zip(&given).map(|(scale, &weight)| scale.pow(weight));
            let units = units.fold(Rational::ONE, |product, power| &product * &power);
            powers.resize(blocks.width, 0);
            (Aim::Product { base: line.base, powers }, Entry::Power(divisor, units))
        }
        Principle::Egalitarian | Principle::Leximin => {
            let unit = whole(scales, &mut line)?;
            (line.aim(*principle == Principle::Leximin), Entry::Times(unit))
        }
        Principle::Proportional(proportions) => {
            let steps = scales.iter().zip(proportions).map(|(scale, own)| scale * own).collect();
            let unit = whole(steps, &mut line)?;
            (line.aim(false), Entry::Times(unit))
        }
        Principle::KalaiSmorodinsky => {
            let steps = ideal?.iter().map(|&ideal| Rational::new(ideal, 1)).collect::<Option<_>>()?;
            let unit = whole(steps, &mut line)?;
            (line.aim(true), Entry::Times(unit))
        }
        Principle::EqualLoss => {
            for (base, &ideal) in line.base.iter_mut().zip(ideal?) {
                *base += i64::try_from(ideal).ok()?;
            }
            let unit = whole(scales, &mut line)?;
            (line.aim(true), Entry::Times(unit))
        }
        Principle::Utilitarian => {
            let inverse: Vec<Rational> =
                scales.iter().map(|scale| Rational::ONE.checked_div(scale)).collect::<Option<_>>()?;
            let common = common_denominator(&inverse);
            let factors: Vec<i64> = inverse
                .iter()
                .map(|one| scaled(one, &common).and_then(|factor| i64::try_from(factor).ok()))
                .collect::<Option<_>>()?;
            blocks = with_sum(&blocks, &factors)?;
            let mut line = Line::of(&blocks);
            let base = floors.iter().zip(&factors).map(|(&floor, &own)| i128::from(floor) * i128::from(own));
            let last = blocks.width - 1;
            line.base[last] = i64::try_from(base.sum::<i128>()).ok()?;
            line.step[last] = i64::try_from(&common).ok()?;
            (line.aim(false), Entry::Times(Rational::ONE))
        }
    };
    let is_measured = (0..blocks.width).any(|place| aim.measures(place));
    is_measured.then_some(Plan { blocks, aim, entry })
}

fn greatest_common_divisor(one: u32, other: u32) -> u32 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

/// The same blocks with one more coordinate: the sum of the parties, each times its factor; it may be anything.
fn with_sum(blocks: &Blocks<i64>, factors: &[i64]) -> Option<Blocks<i64>> {
    let mut blocks = blocks.clone();
    let (parties, old) = (blocks.parties, blocks.width);
    let mut least = 0_i128;
    for block in &mut blocks.blocks {
        let mut values = Vec::with_capacity(block.values.len() / old * (old + 1));
        let mut lowest = 0_i128;
        for row in block.values.chunks_exact(old) {
            let parts = row[..parties].iter().zip(factors);
            let sum: i128 = parts.map(|(&value, &factor)| i128::from(value) * i128::from(factor)).sum();
            lowest = lowest.max(sum.abs());
            values.extend_from_slice(row);
            values.push(i64::try_from(sum).ok()?);
        }
        least -= lowest;
        block.values = values;
    }
    blocks.width += 1;
    blocks.floors.push(i64::try_from(least).ok()?);
    blocks.for_weights(&blocks.floors)
}

/// Weights for each party, for each limit of the game, and for the sum of gains where a search has it, from weights for
/// coordinates.
pub(in crate::bargaining::large) fn by_limit(game: &BargainingGame, weights: &[IBig]) -> Vec<IBig> {
    let (parties, limits) = weights.split_at(game.parties());
    let mut all = parties.to_vec();
    let mut rest = limits.iter();
    for rule in game.rules() {
        if let Rule::Sum { amounts, at_most } = rule {
            let own = if is_limit(amounts, *at_most) { rest.next() } else { None };
            all.push(own.cloned().unwrap_or_default());
        }
    }
    all.extend(rest.cloned());
    all
}
