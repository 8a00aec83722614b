//! For which values of one number a mixed game has a zone.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::mixed::facts::nobody_loses;
use crate::games::bargaining_set::BargainingSet;
use crate::games::mixed::{MixedGame, MixedLine, MixedPackage, MovingRow};
use crate::numeric::{Interval, Rational};

/// The game at one more value of the number.
#[derive(Debug, Clone, PartialEq)]
pub struct MixedSample {
    /// The value.
    pub at: Rational,
    /// The game there.
    pub game: MixedGame,
}

/// A package that is acceptable at a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenEnd {
    /// The value.
    pub at: Rational,
    /// The package.
    pub package: MixedPackage,
}

/// Values at which one combination leaves room: those between two ends, since its agreements with their values are convex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The least and the greatest value shown, each with a package of the combination.
    pub ends: [OpenEnd; 2],
    /// Whether the combination leaves room at all values below the first, and above the second.
    pub is_endless: [bool; 2],
}

/// Why a combination opens the zone at no other values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValues {
    /// With these multipliers what must be at least 0 adds up to less, whatever the value.
    Closed(Vec<Rational>),
    /// Multipliers that keep the value from being lower, and from being higher, than where the zone is open.
    Within([Option<Vec<Rational>>; 2]),
}

/// The values of a number for which the zone is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedOpenValues {
    /// The values, ascending, within the legal ones.
    pub intervals: Vec<Interval>,
    /// What shows that they are open.
    pub covers: Vec<Cover>,
    /// For each combination that meets the rules that do not move, in the order in which they are counted, what shows that
    /// it opens no others.
    pub cells: Vec<CellValues>,
}

/// What the covers make up within the legal values.
fn open_intervals(covers: &[Cover], legal: &Interval) -> Vec<Interval> {
    let mut spans: Vec<Interval> = covers
        .iter()
        .map(|cover| {
            let end = |side: usize| (!cover.is_endless[side]).then(|| cover.ends[side].at.clone());
            let (from, to) = (end(0), end(1));
            Interval { from_closed: from.is_some(), to_closed: to.is_some(), from, to }
        })
        .collect();
    spans.sort_by(|one, two| one.order_from(two));
    let mut merged: Vec<Interval> = Vec::new();
    for span in spans {
        match merged.last_mut().filter(|last| last.reaches(&span)) {
            Some(last) if span.order_to(last).is_gt() => {
                (last.to, last.to_closed) = (span.to, span.to_closed);
            }
            Some(_) => {}
            None => merged.push(span),
        }
    }
    merged.iter().filter_map(|span| span.meet(legal)).collect()
}

/// Judges the values for which the zone is open.
///
/// Every end shown is worked out from the line, and from the game at that value where it is among the samples; every
/// combination by one sum of its rows. Each sample must lie on the line, up to a positive factor for each party.
///
/// Cost: one sum for each combination, and one look at each for each sample.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_mixed_open_values(
    line: &MixedLine,
    samples: &[MixedSample],
    claim: MixedOpenValues,
) -> Result<Certified<MixedOpenValues>, Refused<MixedOpenValues>> {
    let wrong_covers = claim.covers.iter().filter(|cover| !is_open(line, cover)).count();
    let off = u128::from(open_intervals(&claim.covers, line.legal()) != claim.intervals);
    let everywhere = open_intervals(&claim.covers, &Interval::ALL);
    let mut further = 0_u128;
    let mut count = 0;
    let mut combinations = Vec::new();
    each_possible(line, |levels| {
        let holds = claim.cells.get(count).is_some_and(|cell| is_bounded(line, levels, cell, &everywhere));
        further += u128::from(!holds);
        count += 1;
        combinations.push(levels.to_vec());
    });
    let missing = count.abs_diff(claim.cells.len()) as u128;
    let ends = || claim.covers.iter().flat_map(|cover| &cover.ends);
    let refused = samples
        .iter()
        .flat_map(|sample| ends().filter(|end| end.at == sample.at).map(move |end| (sample, end)));
    let refused = refused.filter(|(sample, end)| !nobody_loses(&sample.game, &end.package)).count();
    let beside = samples.iter().filter(|sample| !is_on(line, sample, &combinations)).count();
    let compared = Witness::Compared(count as u128);
    let checks = vec![
        Check::count("values that their package does not open", wrong_covers as u128, Witness::Nothing),
        Check::count("intervals that are not those shown", off, Witness::Nothing),
        Check::count("combinations that were not looked at", missing, compared.clone()),
        Check::count("combinations that could open other values", further, compared),
        Check::count("packages that the case refuses at their value", refused as u128, Witness::Nothing),
        Check::count(
            "values at which the case is not on the line",
            beside as u128,
            Witness::Compared(samples.len() as u128),
        ),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Calls `each` with every combination that meets the rules that do not move.
fn each_possible(line: &MixedLine, mut each: impl FnMut(&[usize])) {
    let counts = line.ends()[0].game.frame().levels();
    let mut levels = vec![0; counts.len()];
    loop {
        if line.is_possible(&levels) {
            each(&levels);
        }
        let Some(last) = (0..counts.len()).rev().find(|&issue| levels[issue] + 1 < counts[issue]) else {
            return;
        };
        levels[last] += 1;
        levels[last + 1..].fill(0);
    }
}

/// A row at a position, with every amount at the lower end of its stretch.
fn at(row: &MovingRow, position: &Rational) -> Rational {
    let [start, end] = &row.ends;
    start + &(&(end - start) * position)
}

fn is_open(line: &MixedLine, cover: &Cover) -> bool {
    let [low, high] = &cover.ends;
    let levels = &low.package.levels;
    let game = &line.ends()[0].game;
    let (Some(one), Some(other)) = (game.filled(&low.package), game.filled(&high.package)) else {
        return false;
    };
    if high.package.levels != *levels || low.at > high.at || !line.is_possible(levels) {
        return false;
    }
    let rows = line.rows(levels);
    let meets = |end: &OpenEnd, pieces: &[Rational]| {
        let position = line.position(&end.at);
        rows.iter().all(|row| {
            let added: Rational = row.rates.iter().zip(pieces).map(|(rate, amount)| rate * amount).sum();
            !(&at(row, &position) + &added).is_negative()
        })
    };
    let moves_only = |sign: i64| {
        rows.iter().all(|row| !(&(&row.ends[1] - &row.ends[0]) * &Rational::from(sign)).is_negative())
    };
    meets(low, &one)
        && meets(high, &other)
        && (!cover.is_endless[0] || moves_only(-1))
        && (!cover.is_endless[1] || moves_only(1))
}

/// Does the combination open the zone at no other values than `open`?
fn is_bounded(line: &MixedLine, levels: &[usize], cell: &CellValues, open: &[Interval]) -> bool {
    let rows = line.rows(levels);
    let sum = |multipliers: &[Rational]| -> Option<[Rational; 2]> {
        let is_sound = multipliers.len() == rows.len() && !multipliers.iter().any(Rational::is_negative);
        let total = |of: &dyn Fn(&MovingRow) -> Rational| -> Rational {
            rows.iter().zip(multipliers).map(|(row, own)| &of(row) * own).sum()
        };
        let pieces = line.ends()[0].game.pieces(levels).enumerate();
        let added = pieces.map(|(place, (_, piece))| {
            let price = total(&|row| row.rates[place].clone());
            if price.is_positive() { &price * &piece.length } else { Rational::ZERO }
        });
        let base = &total(&|row| row.ends[0].clone()) + &added.sum();
        is_sound.then(|| [base, total(&|row| &row.ends[1] - &row.ends[0])])
    };
    match cell {
        CellValues::Closed(multipliers) => {
            sum(multipliers).is_some_and(|[base, slope]| slope.is_zero() && base.is_negative())
        }
        CellValues::Within(both) => {
            // Where `base + slope t` is at least 0, a slope above 0 keeps `t` from being lower than this.
            let end = |side: usize| -> Option<Option<Rational>> {
                let Some(multipliers) = &both[side] else { return Some(None) };
                let [base, slope] = sum(multipliers)?;
                let stops = if side == 0 { slope.is_positive() } else { slope.is_negative() };
                stops.then_some(())?;
                Some(Some(line.value(&(-&base).checked_div(&slope)?)))
            };
            let (Some(from), Some(to)) = (end(0), end(1)) else { return false };
            if from.as_ref().zip(to.as_ref()).is_some_and(|(from, to)| from > to) {
                return true;
            }
            let span = Interval { from_closed: from.is_some(), to_closed: to.is_some(), from, to };
            open.iter().any(|open| span.is_within(open))
        }
    }
}

/// Is the game at another value that of the line, up to a positive factor for each party?
fn is_on(line: &MixedLine, sample: &MixedSample, combinations: &[Vec<usize>]) -> bool {
    let first = &line.ends()[0].game;
    let fits = sample.game.frame().levels() == first.frame().levels()
        && sample.game.parties() == first.parties()
        && sample.game.limits().len() == first.limits().len();
    if !fits {
        return false;
    }
    let position = line.position(&sample.at);
    let parties = first.parties();
    // For each party and limit a pair of numbers that stand in one proportion throughout.
    let mut proportion: Vec<Option<[Rational; 2]>> = vec![None; parties + first.limits().len()];
    for levels in combinations {
        let Ok(set) = sample.game.cell(levels) else { return false };
        let rows = line.rows(levels);
        // A rule that moves keeps the combination, or not.
        let moving = &rows[proportion.len()..];
        if moving.iter().any(|row| at(row, &position).is_negative())
            == sample.game.frame().is_admissible(levels)
        {
            return false;
        }
        for (place, seen) in proportion.iter_mut().enumerate() {
            let Some(theirs) = numbers(&set, place, parties) else { return false };
            let own = std::iter::once(at(&rows[place], &position)).chain(rows[place].rates.iter().cloned());
            let own: Vec<Rational> = own.collect();
            if own.len() != theirs.len()
                || !own.iter().zip(&theirs).all(|(one, other)| is_alike(seen, one, other))
            {
                return false;
            }
        }
    }
    true
}

/// The base of a party or limit in a set, and what a unit of each amount adds.
fn numbers(set: &BargainingSet, place: usize, parties: usize) -> Option<Vec<Rational>> {
    let amounts = set.amounts()?;
    Some(match place.checked_sub(parties) {
        None => {
            let base = &amounts.base()[place] - &set.disagreement()[place];
            std::iter::once(base).chain(amounts.rates().iter().map(|rates| rates[place].clone())).collect()
        }
        Some(limit) => {
            let units = amounts.limits().get(limit)?.iter().map(|unit| -unit);
            std::iter::once(amounts.bounds()[limit].clone()).chain(units).collect()
        }
    })
}

/// Do two numbers stand in the proportion seen before, which is above 0?
fn is_alike(seen: &mut Option<[Rational; 2]>, own: &Rational, theirs: &Rational) -> bool {
    if own.is_zero() || theirs.is_zero() {
        return own.is_zero() && theirs.is_zero();
    }
    match seen {
        Some([one, other]) => &*one * theirs == &*other * own,
        None => {
            let is_positive = (own * theirs).is_positive();
            *seen = Some([own.clone(), theirs.clone()]);
            is_positive
        }
    }
}
