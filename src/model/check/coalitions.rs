//! `[coalitions]`: players, and what coalitions can have.
//!
//! What is missing is counted, and the first few are named: a table of 25 players can lack 33 million worths, so
//! nothing here walks through all coalitions or all partitions.

use std::collections::{BTreeMap, BTreeSet};

use crate::coalition::Coalition;
use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::model::Quantity;
use crate::model::check::blocs::Players;
use crate::model::check::voters::{not_negative, per_player, voting};
use crate::model::check::{Checker, MAX_PARTITION_PLAYERS, MAX_TABLE_PLAYERS, counted};
use crate::model::coalitions::{Blocs, Coalitions, ExternalityRule, Sense, Worths};
use crate::numeric::Rational;

/// How many of those that have no worth are named.
const SHOWN: usize = 5;

/// Runs the checks of this file.
pub(super) fn check(checker: &mut Checker<'_>) {
    let Some(block) = &checker.case.coalitions else { return };
    players(checker, block);
    let players = Players::of(checker, block);
    worths(checker, block, &players);
    unit(checker, block);
    kind(checker, block);
    if let Some(status_quo) = &block.status_quo {
        players.partition(checker, status_quo, "`status_quo` of [coalitions]");
    }
    externality(checker, block);
}

fn players(checker: &mut Checker<'_>, block: &Coalitions) {
    let doubtful = checker.gaps.one("coalitions", "players") || checker.gaps.any("parties");
    if block.players.is_empty() && !doubtful {
        let message = "[coalitions] has no players, expected at least one";
        let finding = Diagnostic::error(Code::EmptyChoice, message).at(block.span);
        checker.push(finding.hint("declare parties, or name some in `players`"));
    }
    let mut seen = BTreeMap::new();
    for name in &block.players {
        let parties = checker.case.parties.iter().filter(|party| party.id.text == name.text);
        let declared_twice = parties.count() > 1;
        match seen.insert(name.as_str(), name.span) {
            // A party that stands twice in [parties] is told already.
            Some(first) if !declared_twice && first != name.span => {
                let message = format!("party `{}` is given twice in `players`", short(&name.text));
                let finding = Diagnostic::error(Code::DuplicateId, message).at(name.span);
                checker.push(finding.also(first, "the first one"));
            }
            _ => {
                checker.known_party(name, "`players` of [coalitions]");
            }
        }
    }
}

fn worths(checker: &mut Checker<'_>, block: &Coalitions, players: &Players<'_>) {
    let whole = !checker.gaps.one("coalitions", "worths");
    match &block.worths {
        Worths::Missing => {
            // A case with breakaways has something to say about coalitions without any number.
            if whole && block.breakaways.is_empty() {
                let message = "[coalitions] does not say what coalitions can have";
                let finding = Diagnostic::error(Code::MissingKey, message).at(block.span);
                checker.push(finding.hint(
                    "add one of worths, partitions, by_bloc_count, by_agreement_size, voting, bankruptcy, airport, glove",
                ));
            }
        }
        Worths::Table(worths) => table(checker, block, worths, players),
        Worths::Dense(worths) => dense(checker, worths, players.len()),
        Worths::Partitions(list) => partitions(checker, block, list, players),
        Worths::ByBlocCount(worths) => {
            if whole && players.is_whole && worths.len() != players.len() {
                let message = format!(
                    "`by_bloc_count` of [coalitions] has {}, expected {}, one for each number of blocs",
                    counted(worths.len(), "number"),
                    players.len()
                );
                let span = worths.last().and_then(|worth| worth.span).or(block.span);
                checker.push(Diagnostic::error(Code::WrongLength, message).at(span));
            }
        }
        Worths::ByAgreementSize { together, outsider } => {
            if whole {
                agreement_size(checker, block, together, outsider, players);
            }
        }
        Worths::Voting { rules, vetoes } => voting(checker, block, rules, vetoes, players),
        Worths::Bankruptcy { estate, claims } => {
            not_negative(checker, "`estate` of [coalitions.bankruptcy]", estate, None);
            per_player(checker, claims, "`claims` of [coalitions.bankruptcy]", players, whole);
            let total: Rational = claims.iter().map(|(_, claim)| &claim.value).sum();
            let sound =
                claims.len() == players.len() && claims.iter().all(|(_, one)| !one.value.is_negative());
            if whole && sound && estate.value > total {
                let message = format!(
                    "`estate` of [coalitions.bankruptcy] is {}, more than all claims together, {total}",
                    estate.value
                );
                let finding = Diagnostic::warning(Code::Contradiction, message).at(estate.span);
                checker.push(finding.hint("there is nothing to quarrel about: lower it, or mend the claims"));
            }
        }
        Worths::Airport { costs } => {
            per_player(checker, costs, "`costs` of [coalitions.airport]", players, whole);
        }
        Worths::Glove { left, right } => {
            for (side, names) in [("left", left), ("right", right)] {
                players.set(checker, names, &format!("`{side}` of [coalitions.glove]"));
            }
        }
    }
    let takes_otherwise = matches!(block.worths, Worths::Table(_) | Worths::Partitions(_));
    if let Some(otherwise) = block.otherwise.as_ref().filter(|_| !takes_otherwise && whole) {
        let message = "`otherwise` of [coalitions] has no effect without `worths` or `partitions`";
        let finding = Diagnostic::warning(Code::Contradiction, message).at(otherwise.span);
        checker.push(finding.hint("remove it"));
    }
}

/// One number for each size of the agreement, and the same for everybody where it has one member.
fn agreement_size(
    checker: &mut Checker<'_>,
    block: &Coalitions,
    together: &[Quantity],
    outsider: &[Quantity],
    players: &Players<'_>,
) {
    let sizes = "one for each number of members";
    for (key, list, expected, which) in [
        ("together", together, players.len(), sizes.to_owned()),
        ("outsider", outsider, players.len().saturating_sub(1), format!("{sizes} that leaves one out")),
    ] {
        if players.is_whole && list.len() != expected {
            let found = counted(list.len(), "number");
            let message = format!(
                "`{key}` of [coalitions.by_agreement_size] has {found}, expected {expected}, {which}"
            );
            let span = list.last().and_then(|worth| worth.span).or(block.span);
            checker.push(Diagnostic::error(Code::WrongLength, message).at(span));
        }
    }
    if let (Some(one), Some(other)) = (together.first(), outsider.first())
        && one.value != other.value
    {
        let message = format!(
            "`together` of [coalitions.by_agreement_size] begins with {}, but `outsider` with {}",
            one.value, other.value
        );
        let finding = Diagnostic::error(Code::Contradiction, message).at(other.span.or(block.span));
        let finding = finding.also(one.span, "the other one");
        checker.push(finding.hint("with one member everybody stands alone: write the same number in both"));
    }
}

/// A worth for each coalition.
fn table(checker: &mut Checker<'_>, block: &Coalitions, worths: &[(Blocs, Quantity)], players: &Players<'_>) {
    let mut named: BTreeMap<Coalition, Option<Span>> = BTreeMap::new();
    let mut sound = true;
    for (key, worth) in worths {
        let span = key.written.span;
        let [bloc] = key.blocs.as_slice() else {
            let message = format!("`{}` in `worths` is a partition, expected one coalition", shown(key));
            let finding = Diagnostic::error(Code::WrongType, message).at(span);
            checker.push(finding.hint("what depends on how the others group goes into `partitions`"));
            sound = false;
            continue;
        };
        if bloc.is_empty() {
            if !worth.value.is_zero() {
                let message = format!("the empty coalition has {} in `worths`, expected 0", worth.value);
                let finding = Diagnostic::error(Code::WorthOfNobody, message).at(worth.span.or(span));
                checker.push(finding.hint("remove it: nobody has nothing"));
            }
            continue;
        }
        let Some(set) = players.set(checker, bloc, &format!("coalition `{}`", shown(key))) else {
            sound = false;
            continue;
        };
        if let Some(first) = named.get(&set) {
            twice(checker, "coalition", key, *first);
        } else {
            named.insert(set, span);
        }
    }
    let whole = sound && players.is_whole && !checker.gaps.one("coalitions", "worths");
    if !whole || block.otherwise.is_some() || players.len() > MAX_TABLE_PLAYERS {
        return;
    }
    let total = (1_usize << players.len()) - 1;
    if named.len() < total {
        let all = (1..=total as u64).map(Coalition::from_bits);
        let first = all.filter(|set| !named.contains_key(set)).take(SHOWN).map(|set| players.key(set));
        missing(checker, block, "coalition", total - named.len(), total, first.collect());
    }
}

fn dense(checker: &mut Checker<'_>, worths: &[Rational], players: usize) {
    if checker.gaps.one("coalitions", "worths") {
        return;
    }
    let expected = 1_usize << players.min(MAX_TABLE_PLAYERS);
    if worths.len() != expected {
        let message =
            format!("the game has {} worths, expected {expected}, one for each coalition", worths.len());
        checker.push(Diagnostic::error(Code::WrongLength, message));
    }
    if let Some(first) = worths.first().filter(|worth| !worth.is_zero()) {
        let message = format!("the empty coalition has {first}, expected 0");
        checker.push(Diagnostic::error(Code::WorthOfNobody, message));
    }
}

/// A worth for each bloc of each partition.
fn partitions(
    checker: &mut Checker<'_>,
    block: &Coalitions,
    list: &[(Blocs, Vec<Quantity>)],
    players: &Players<'_>,
) {
    let mut named: BTreeMap<Vec<Coalition>, Option<Span>> = BTreeMap::new();
    let mut sound = true;
    for (key, worths) in list {
        let span = key.written.span;
        let place = format!("partition `{}`", shown(key));
        if worths.len() != key.blocs.len() {
            let message = format!(
                "{place} has {}, expected {}, one for each bloc",
                counted(worths.len(), "number"),
                key.blocs.len()
            );
            checker.push(Diagnostic::error(Code::WrongLength, message).at(span));
        }
        let Some(mut sets) = players.partition(checker, key, &place) else {
            sound = false;
            continue;
        };
        sets.sort_unstable();
        if let Some(first) = named.get(&sets) {
            twice(checker, "partition", key, *first);
        } else {
            named.insert(sets, span);
        }
    }
    let whole = sound && players.is_whole && !checker.gaps.one("coalitions", "worths");
    if !whole || block.otherwise.is_some() || players.len() > MAX_PARTITION_PLAYERS {
        return;
    }
    let total = partitions_of(players.len());
    if named.len() < total {
        let named: BTreeSet<Vec<Coalition>> = named.into_keys().collect();
        let first = first_missing(players.len(), &named)
            .into_iter()
            .map(|sets| sets.into_iter().map(|set| players.key(set)).collect::<Vec<_>>().join(" | "));
        missing(checker, block, "partition", total - named.len(), total, first.collect());
    }
}

/// The number of partitions of `players` players, at most [`MAX_PARTITION_PLAYERS`] (Bell's triangle).
fn partitions_of(players: usize) -> usize {
    let mut row = vec![1_usize];
    for _ in 1..players {
        let mut next = vec![row.last().copied().unwrap_or(1)];
        for above in &row {
            next.push(above + next.last().copied().unwrap_or(0));
        }
        row = next;
    }
    row.last().copied().unwrap_or(1)
}

/// The first few partitions that are not `named`, the one with everybody together first.
fn first_missing(players: usize, named: &BTreeSet<Vec<Coalition>>) -> Vec<Vec<Coalition>> {
    let mut found = Vec::new();
    // The bloc of each player, where a new bloc takes the lowest number that is free.
    let mut word = vec![0_usize; players];
    loop {
        let blocs = word.iter().max().map_or(0, |&last| last + 1);
        let mut sets = vec![Coalition::EMPTY; blocs];
        for (player, &bloc) in word.iter().enumerate() {
            sets[bloc] = sets[bloc].with(player);
        }
        let mut sorted = sets.clone();
        sorted.sort_unstable();
        if !named.contains(&sorted) {
            found.push(sets);
        }
        let next = (1..players).rev().find(|&player| word[..player].iter().max() >= Some(&word[player]));
        let Some(player) = next.filter(|_| found.len() < SHOWN) else { return found };
        word[player] += 1;
        word[player + 1..].fill(0);
    }
}

/// Reports that `count` of `total` have no worth, with the first few.
fn missing(
    checker: &mut Checker<'_>,
    block: &Coalitions,
    kind: &str,
    count: usize,
    total: usize,
    first: Vec<String>,
) {
    let more = count - first.len();
    let mut names = first.join(", ");
    if more > 0 {
        names.push_str(&format!(" and {more} more"));
    }
    let verb = if count == 1 { "has" } else { "have" };
    let message = format!("{count} of {} {verb} no worth: {names}", counted(total, kind));
    let finding = Diagnostic::error(Code::MissingWorth, message).at(block.span);
    checker
        .push(finding.hint(format!("add them, or write otherwise = 0 for every {kind} that is not named")));
}

fn twice(checker: &mut Checker<'_>, kind: &str, key: &Blocs, first: Option<Span>) {
    let message = format!("{kind} `{}` is given twice, in whatever order", shown(key));
    let finding = Diagnostic::error(Code::DuplicateId, message).at(key.written.span).label("the second one");
    checker.push(finding.also(first, "the first one").hint("keep one of the two"));
}

/// A key for a sentence.
fn shown(key: &Blocs) -> String {
    short(&key.to_string()).into_owned()
}

/// The unit is stated wherever numbers are worths of something.
fn unit(checker: &mut Checker<'_>, block: &Coalitions) {
    let needs = match &block.worths {
        Worths::Missing | Worths::Dense(_) | Worths::Voting { .. } | Worths::Glove { .. } => false,
        Worths::Table(_)
        | Worths::Partitions(_)
        | Worths::ByBlocCount(_)
        | Worths::ByAgreementSize { .. }
        | Worths::Bankruptcy { .. }
        | Worths::Airport { .. } => true,
    };
    if needs && block.unit.is_none() && !checker.gaps.one("coalitions", "worths") {
        let finding = Diagnostic::error(Code::MissingKey, "[coalitions] has no `unit`").at(block.span);
        checker.push(finding.hint("add `unit`: what the numbers are measured in, such as USD m"));
    }
}

/// A rule is of gains or of costs by its nature.
fn kind(checker: &mut Checker<'_>, block: &Coalitions) {
    let (way, nature) = match &block.worths {
        Worths::Airport { .. } => ("airport", Sense::Cost),
        Worths::Voting { .. } => ("voting", Sense::Worth),
        Worths::Bankruptcy { .. } => ("bankruptcy", Sense::Worth),
        Worths::Glove { .. } => ("glove", Sense::Worth),
        // Every question about them asks who has more: a table of costs would be answered the wrong way round.
        Worths::Partitions(_) => ("partitions", Sense::Worth),
        Worths::ByBlocCount(_) => ("by_bloc_count", Sense::Worth),
        Worths::ByAgreementSize { .. } => ("by_agreement_size", Sense::Worth),
        _ => return,
    };
    if block.sense != nature && !checker.gaps.one("coalitions", "worths") {
        let (given, by) = (block.sense.word(), nature.word());
        let message = format!("`kind` of [coalitions] is `{given}`, but `{way}` is a game of {by}s");
        let finding = Diagnostic::error(Code::Contradiction, message).at(block.span);
        checker.push(finding.hint(match &block.worths {
            Worths::Partitions(_) | Worths::ByBlocCount(_) | Worths::ByAgreementSize { .. } => {
                "leave `kind` out, and write a cost as a worth below 0"
            }
            _ => "leave `kind` out",
        }));
    }
}

/// A rule about how others regroup needs worths that depend on it, and a status quo needs to be stated.
fn externality(checker: &mut Checker<'_>, block: &Coalitions) {
    let whole = !checker.gaps.one("coalitions", "worths");
    let depends = matches!(block.worths, Worths::Partitions(_) | Worths::ByBlocCount(_));
    if let Some(rule) = block.externality.filter(|_| !depends && whole) {
        let why = match block.worths {
            Worths::ByAgreementSize { .. } => "`by_agreement_size` leaves everybody else alone",
            _ => "what coalitions have does not depend on the others",
        };
        let message = format!("`externality` of [coalitions] is `{}`, but {why}", rule.word());
        let finding = Diagnostic::warning(Code::Contradiction, message).at(block.span);
        checker.push(finding.hint("remove it, or give `partitions`"));
    }
    let stated = block.status_quo.is_some() || checker.gaps.one("coalitions", "status_quo");
    if block.externality == Some(ExternalityRule::StatusQuo) && depends && !stated {
        let message = "`externality` of [coalitions] is `status_quo`, but there is no `status_quo`";
        let finding = Diagnostic::error(Code::MissingKey, message).at(block.span);
        checker
            .push(finding.hint("add status_quo: the partition that holds today, such as \"GOV | JTD+MLF\""));
    }
}
