//! The answer of `zopa why-not` where there are too many packages to look at one by one.

use dashu_int::UBig;
use indexmap::IndexMap;

use crate::budget::Budget;
use crate::certify::Certified;
use crate::certify::bargaining::LargeBlocking;
use crate::error::Error;
use crate::games::bargaining::{BargainingGame, Rule};
use crate::lower::Lowered;
use crate::report::number::{BigTotal, Num, Total};
use crate::report::sections::common::{Head, ModelRef, Names};
use crate::report::sections::why_not::openings::openings;
use crate::report::sections::why_not::{
    BlockingData, LeastBad, ShortfallBetween, WhyNotAnswer, WhyNotData, WhyNotView, blocking_data, short,
};
use crate::report::sections::zone::decimals;
use crate::study::opening::{LargeWhyNot, large_why_not};
use crate::study::scenario::Scenario;

/// Issues of the closest package that are written out in text.
const ISSUES_SHOWN: usize = 24;

/// Explains why a zone with too many packages is empty, without looking at them one by one.
pub(in crate::report::sections::why_not) fn large_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    lowered: &Lowered,
    budget: &Budget<'_>,
) -> Result<WhyNotAnswer, Error> {
    let found = large_why_not(scenario, lowered, budget)?;
    let names = Names { game: &lowered.game, labels: &lowered.labels };
    let digits = decimals(scenario);
    let status = match found.is_open() {
        Some(true) => "open",
        Some(false) => "empty",
        None => "undecided",
    };
    let is_empty = status == "empty";
    let nothing = || Some(BigTotal(UBig::ZERO));
    let counted = found.admissible.as_ref().and_then(|facts| facts.admissible.clone());
    let admissible = match found.has_admissible {
        Some(false) => nothing(),
        _ => counted.map(BigTotal),
    };
    let is_possible = found.has_admissible != Some(false);
    let closest = found.closest.as_ref();
    let exact = closest.filter(|closest| closest.is_exact());
    let near = closest.filter(|closest| !closest.is_exact());
    let known = [
        ("admissible", admissible.is_some()),
        ("acceptable", is_empty),
        ("shortfall", !is_empty || !is_possible || exact.is_some()),
        ("least_bad", !is_empty || !is_possible || closest.is_some()),
        ("blocking", !is_empty || found.demands.is_some()),
        ("openings", !is_empty || found.openings_complete),
        ("met_by", !is_empty || names.labels.parties.len() < 2),
    ];
    let least_bad = closest.and_then(|closest| {
        let (first, ties) = closest.packages.split_first()?;
        Some(LeastBad {
            value: names.valued(first),
            total: closest.total.map(Total),
            ties: ties.iter().map(|package| names.package(package)).collect(),
            certificate: names.certificate(closest.certificate()),
        })
    });
    let shares = names.labels.parties.iter().zip(&found.share_of_range);
    let data = WhyNotData {
        status: status.to_owned(),
        complete: found.is_complete,
        way: "searched".to_owned(),
        not_found: known.iter().filter(|(_, known)| !known).map(|(name, _)| (*name).to_owned()).collect(),
        admissible,
        acceptable: if is_empty { nothing() } else { None },
        shortfall: exact.map(|closest| Num(closest.shortfall.clone())),
        shortfall_exact: exact.map(|closest| closest.shortfall.to_string()),
        shortfall_between: near.map(|near| ShortfallBetween {
            at_least: Num(near.at_least.clone()),
            at_least_exact: near.at_least.to_string(),
            at_most: Num(near.shortfall.clone()),
            at_most_exact: near.shortfall.to_string(),
        }),
        share_of_range: shares
            .filter_map(|(party, share)| Some((party.id.clone(), Num(share.clone()?))))
            .collect::<IndexMap<_, _>>(),
        least_bad,
        blocking: blocking(&names, &found),
        blocking_complete: !is_empty || found.demands_complete && found.parties_complete,
        met_by: Vec::new(),
        openings: openings(scenario, lowered, &found.openings, digits),
    };
    let first = closest.map(|closest| closest.packages[0].as_slice());
    let view = WhyNotView {
        title: scenario.case().title.clone(),
        decimals: digits,
        case: case.to_owned(),
        closest_text: first.map(|package| in_words(&names, package)).unwrap_or_default(),
        parties_complete: found.parties_complete,
        short: first.map(|package| short(scenario, &names, package, digits)).unwrap_or_default(),
    };
    Ok(WhyNotAnswer { head: Head::new("why-not", model, scenario), why_not: data, view })
}

/// Label and level of each issue on which there is something to choose, as far as there is room.
fn in_words(names: &Names<'_>, package: &[usize]) -> Vec<String> {
    let issues = names.labels.issues.iter().zip(package).enumerate();
    let open = issues.filter(|(place, _)| is_open(names.game, *place));
    let mut words: Vec<String> =
        open.map(|(_, (issue, &level))| format!("{}: {}", issue.label, issue.level(level))).collect();
    let more = words.len().saturating_sub(ISSUES_SHOWN);
    if more > 0 {
        words.truncate(ISSUES_SHOWN);
        words.push(format!("{more} more issues (--json)"));
    }
    words
}

/// Do the rules on this issue alone leave more than one level?
fn is_open(game: &BargainingGame, issue: usize) -> bool {
    let allows = |rule: &Rule, level: usize| match rule {
        Rule::Combinations { issues, allowed } => *issues != [issue] || allowed[level],
        Rule::Sum { .. } => true,
    };
    let left = (0..game.levels()[issue]).filter(|&level| game.rules().iter().all(|rule| allows(rule, level)));
    left.count() > 1
}

fn blocking(names: &Names<'_>, found: &LargeWhyNot) -> Vec<BlockingData> {
    let parties = found.parties.iter().map(|set| (set, "admissible"));
    // The same set of parties says the same in both lists.
    let is_new = |set: &&Certified<LargeBlocking>| {
        let same = |own: &[usize]| found.parties.iter().any(|other| other.blocking.parties == own);
        !set.blocking.rules.is_empty() || !same(&set.blocking.parties)
    };
    let all = found.demands.iter().filter(is_new).map(|set| (set, "all"));
    let data = parties.chain(all);
    data.map(|(set, among)| blocking_data(names, &set.blocking, set.certificate(), among)).collect()
}
