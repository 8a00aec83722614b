//! The answer of `zopa threshold`.

mod data;
mod mixed;

pub use self::data::{
    NashChangeData, NashChangeExact, NashDealData, RegionData, RowData, ShownData, ThresholdAnswer,
    ThresholdData, ThresholdExact, ThresholdView,
};

use crate::bargaining::zone::MOST_LISTED;
use crate::budget::Budget;
use crate::certify::bargaining::{Deal, NashDeals, OpenValues, Shown};
use crate::error::Error;
use crate::lower::{Labels, Lowered};
use crate::numeric::{Decimals, Rational, Root};
use crate::report::number::{Num, Total};
use crate::report::sections::common::{Head, ModelRef, Names};
use crate::report::sections::interval::{interval, intervals};
use crate::report::sections::number_words::number_words;
use crate::report::sections::threshold::mixed::mixed_threshold_answer;
use crate::study::scenario::Scenario;
use crate::study::threshold::{Asked, Region, Target, Threshold, Unsettled, region, threshold};

/// Answers for which values of the number at `of` the zone is open, and where the Nash deal changes.
///
/// - `and`: path of a second number, for the region of both.
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if there is no such number, the zone does not depend on it, or a claim failed its certificate.
pub fn threshold_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    of: &str,
    and: Option<&str>,
    budget: &Budget<'_>,
) -> Result<ThresholdAnswer, Error> {
    if scenario.case().is_mixed() {
        if and.is_some() {
            let message = "--and is not answered where issues have amounts";
            return Err(Error::request(
                message,
                "leave it out, and give values of the second number with --set",
            ));
        }
        return mixed_threshold_answer(scenario, model, case, of, budget);
    }
    let Lowered { game, labels } = &scenario.lower()?;
    let names = Names { game, labels };
    let target = Target::find(scenario, of)?;
    let other = and.map(|and| Target::find(scenario, and)).transpose()?;
    let other_digits = other.as_ref().map_or_else(|| digits(&target), digits);
    let region = other.map(|other| region(scenario, &target, other, budget)).transpose()?;
    let found = threshold(scenario, target, Asked::Nash, budget)?;
    let is_large = game.packages() > MOST_LISTED;
    let target = &found.target;
    let value = target.value();
    let nearest = found.nearest();
    let open = found.open.as_ref().ok();
    let nash = found.nash.as_ref().ok();
    let certificate = |certified| names.certificate(certified);
    let (low, high) = target.range().cloned().unzip();
    let fraction = |number: Option<&Rational>| number.map(Rational::to_string);
    let (from, to) = (nearest.and_then(|one| one.from.as_ref()), nearest.and_then(|one| one.to.as_ref()));
    let data = ThresholdData {
        of: target.path().to_owned(),
        name: number_words(scenario, labels, target.path()),
        status: status(&found).to_owned(),
        complete: is_complete(&found, region.as_ref(), is_large),
        way: if is_large { "searched" } else { "listed" }.to_owned(),
        reason: reason(&found, region.as_ref(), is_large).map(str::to_owned),
        exact: ThresholdExact {
            value: value.to_string(),
            low: fraction(low.as_ref()),
            high: fraction(high.as_ref()),
            from: fraction(from),
            to: fraction(to),
        },
        value: Num(value.clone()),
        low: low.map(Num),
        high: high.map(Num),
        legal: interval(target.legal()),
        intervals: open.map(|open| intervals(&open.intervals)).unwrap_or_default(),
        from: from.cloned().map(Num),
        to: to.cloned().map(Num),
        from_closed: nearest.is_some_and(|one| one.from_closed),
        to_closed: nearest.is_some_and(|one| one.to_closed),
        shown: open.map(|open| shown(&names, open)).unwrap_or_default(),
        certificate: open.map(|open| certificate(open.certificate())),
        nash: nash.map(|nash| deal(&names, deal_at(nash, value))),
        nash_changes: nash.map(|nash| changes(&names, nash)),
        nash_certificate: nash.map(|nash| certificate(nash.certificate())),
        region: region.map(|region| region_data(scenario, &names, region)),
    };
    let view = ThresholdView {
        title: scenario.case().title.clone(),
        case: case.to_owned(),
        digits: digits(target),
        other_digits,
        changes: nash.map(|nash| differences(labels, nash)).unwrap_or_default(),
        other: next_walk_away(scenario, labels, target.path()),
    };
    Ok(ThresholdAnswer { head: Head::new("threshold", model, scenario), threshold: data, view })
}

fn status(found: &Threshold) -> &'static str {
    match found.is_open() {
        Some(true) => "open",
        Some(false) => "empty",
        None => "undecided",
    }
}

fn is_complete(found: &Threshold, region: Option<&Region>, is_large: bool) -> bool {
    let rows = region.iter().flat_map(|region| &region.rows);
    found.open.is_ok() && (is_large || found.nash.is_ok()) && rows.into_iter().all(|row| row.open.is_ok())
}

/// Why something is not known.
fn reason(found: &Threshold, region: Option<&Region>, is_large: bool) -> Option<&'static str> {
    let rows = region.iter().flat_map(|region| &region.rows).filter_map(|row| row.open.as_ref().err());
    let mut reasons = found.open.as_ref().err().into_iter().chain(found.nash.as_ref().err()).chain(rows);
    Some(match reasons.next()? {
        Unsettled::NotAsked => "it was not asked for",
        Unsettled::OutOfBudget => "the run was cut short",
        Unsettled::OutOfReach => "too many packages come near to being acceptable",
        Unsettled::TooMany if found.open.is_ok() && is_large => "too many packages to look at one by one",
        Unsettled::TooMany if found.open.is_ok() => "too many packages are efficient",
        Unsettled::TooMany => "the packages move in too many different ways with this number",
        Unsettled::TooLong => "the numbers need more digits than can be worked with exactly",
    })
}

/// How many digits of a number to print: those of its value and range; a strength is a share, in hundredths.
fn digits(target: &Target) -> Decimals {
    let hundredth = Rational::new(1, 100).unwrap_or_default();
    let range = target.range().map(|(low, high)| [low, high]);
    let inputs = [target.value()].into_iter().chain(range.into_iter().flatten());
    Decimals::of(inputs.chain(target.shock().map(|_| &hundredth)))
}

/// For the walk-away value of a party that of the party after it, in a circle.
fn next_walk_away(scenario: &Scenario, labels: &Labels, path: &str) -> Option<String> {
    let walk_away = |place: usize| format!("parties.{}.walk_away", labels.parties[place].id);
    let count = labels.parties.len();
    let place = (0..count).find(|&place| walk_away(place) == path)?;
    let next = walk_away((place + 1) % count);
    (next != path && Target::find(scenario, &next).is_ok()).then_some(next)
}

/// The packages that are shown to be acceptable.
fn shown(names: &Names<'_>, open: &OpenValues) -> Vec<ShownData> {
    let shown = |one: &Shown| ShownData {
        at: Num(one.at.clone()),
        at_exact: one.at.to_string(),
        package: names.package(&one.package),
    };
    open.shown.iter().map(shown).collect()
}

fn deal(names: &Names<'_>, deal: &Deal) -> NashDealData {
    let packages = deal.packages.iter().map(|package| names.package(package)).collect();
    NashDealData { packages, total: Total(deal.total) }
}

/// The deal at a value that is no root between two fractions.
fn deal_at<'n>(nash: &'n NashDeals, value: &Rational) -> &'n Deal {
    let passed = nash.changes.iter().take_while(|change| change.at.low() <= value).count();
    match passed.checked_sub(1).map(|last| &nash.changes[last]) {
        Some(change) if change.at.high() >= value => &change.deal,
        _ => &nash.between[passed],
    }
}

fn changes(names: &Names<'_>, nash: &NashDeals) -> Vec<NashChangeData> {
    let change = |(place, change): (usize, &crate::certify::bargaining::NashChange)| {
        let (low, high) = (change.at.low(), change.at.high());
        let at = match &change.at {
            Root::Exact(at) => Some(at.to_string()),
            Root::Between(..) => None,
        };
        NashChangeData {
            at: Num(low.clone()),
            rational: at.is_some(),
            exact: NashChangeExact { at, low: low.to_string(), high: high.to_string() },
            before: deal(names, &nash.between[place]),
            here: deal(names, &change.deal),
            after: deal(names, &nash.between[place + 1]),
        }
    };
    nash.changes.iter().enumerate().map(change).collect()
}

/// For each change the issues that change, from one level to another.
fn differences(labels: &Labels, nash: &NashDeals) -> Vec<Vec<String>> {
    let first = |deal: &Deal| deal.packages.first().cloned();
    let words = |pair: &[Deal]| match (first(&pair[0]), first(&pair[1])) {
        (Some(before), Some(after)) => {
            let issues = labels.issues.iter().zip(before.iter().zip(&after));
            let changed = issues.filter(|(_, (before, after))| before != after);
            changed
                .map(|(issue, (&before, &after))| {
                    format!("{}: {} to {}", issue.label, issue.levels[before], issue.level(after))
                })
                .collect()
        }
        (Some(_), None) => vec!["no package leaves everybody a gain any more".to_owned()],
        (None, Some(_)) => vec!["some package leaves everybody a gain".to_owned()],
        (None, None) => Vec::new(),
    };
    nash.between.windows(2).map(words).collect()
}

fn region_data(scenario: &Scenario, names: &Names<'_>, region: Region) -> RegionData {
    let other = &region.other;
    let rows = region.rows.iter().map(|row| RowData {
        at: Num(row.at.clone()),
        at_exact: row.at.to_string(),
        present: row.at == *other.value(),
        end: row.is_end,
        intervals: row.open.as_ref().ok().map(|open| intervals(&open.intervals)),
        shown: row.open.as_ref().map(|open| shown(names, open)).unwrap_or_default(),
        strength: row.open.as_ref().ok().map(|open| open.certificate().strength.word().to_owned()),
    });
    RegionData {
        and: other.path().to_owned(),
        name: number_words(scenario, names.labels, other.path()),
        value: Num(other.value().clone()),
        rows: rows.collect(),
    }
}
