//! Deals with their outside options, reactions, and breakaways from a package.

use std::collections::BTreeSet;

use crate::coalition::Coalition;
use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::model::check::blocs::Players;
use crate::model::check::{Checker, listed, with_article};
use crate::model::coalitions::{Breakaway, Coalitions, Deal, OutsideOption, ShareRule, Worths};
use crate::model::{Name, Role};

/// Runs the checks of this file.
pub(super) fn check(checker: &mut Checker<'_>) {
    let Some(block) = &checker.case.coalitions else { return };
    let players = Players::of(checker, block);
    let depends = matches!(
        block.worths,
        Worths::Partitions(_) | Worths::ByBlocCount(_) | Worths::ByAgreementSize { .. }
    );
    if let Some(first) = block.deals.first().filter(|_| !depends && !checker.gaps.one("coalitions", "worths"))
    {
        let message = "[coalitions] has deals, but what coalitions have does not depend on the others";
        let finding = Diagnostic::error(Code::Contradiction, message).at(first.id.span);
        checker.push(finding.hint("give `partitions` or `by_bloc_count`, or remove the deals"));
        return;
    }
    block.deals.iter().for_each(|one| deal(checker, one, &players));
    for reaction in &block.reactions {
        checker.known_party(&reaction.party, "[coalitions.reactions]");
    }
    breakaways(checker, block);
}

fn mismatch(checker: &mut Checker<'_>, span: Option<Span>, message: String, hint: &str) {
    checker.push(Diagnostic::error(Code::DealMismatch, message).at(span).hint(hint));
}

fn deal(checker: &mut Checker<'_>, deal: &Deal, players: &Players<'_>) {
    let place = format!("deal `{}`", short(&deal.id.text));
    let whole = !checker.gaps.one("deals", &deal.id.text);
    // What is missing altogether is reported by the reader.
    let is_read = whole || !deal.partition.blocs.is_empty();
    let blocs = is_read
        .then(|| players.partition(checker, &deal.partition, &format!("`partition` of {place}")))
        .flatten();
    let members = players.set(checker, &deal.members, &format!("`members` of {place}"));
    if let Some(members) = members.filter(|_| whole)
        && let Some(blocs) = &blocs
        && !blocs.contains(&members)
    {
        let message = format!(
            "`members` of {place} are {}, which is no bloc of `{}`",
            if members.is_empty() { "nobody".to_owned() } else { players.key(members) },
            short(&deal.partition.to_string())
        );
        let span = deal.members.first().and_then(|name| name.span).or(deal.id.span);
        mismatch(checker, span, message, "the members of a deal are one bloc of its partition");
    }
    let mut seen = BTreeSet::new();
    let mut sound = true;
    for (name, option) in &deal.outside {
        let what = format!("outside option of {place} for `{}`", short(&name.text));
        if !seen.insert(name.as_str()) {
            let message = format!("{what} is given twice");
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
        }
        let known = players.known(checker, name, &format!("`outside` of {place}"));
        sound &= known.is_some();
        if let (Some(player), Some(members)) = (known, members) {
            outside(checker, (name, option), player, members, &what, players);
        }
    }
    let Some(members) = members.filter(|_| whole && sound) else { return };
    let without: Vec<&str> = players.ids(members).filter(|id| !seen.contains(id)).collect();
    if !without.is_empty() {
        let message = format!("{place} has no outside option for {}", listed(without.into_iter()));
        let hint = "add outside.NAME = { partition = \"...\", share = \"alone\" }: where the member would go";
        mismatch(checker, deal.id.span, message, hint);
    }
}

fn outside(
    checker: &mut Checker<'_>,
    (name, option): (&Name, &OutsideOption),
    player: usize,
    members: Coalition,
    what: &str,
    players: &Players<'_>,
) {
    if !members.contains(player) {
        let message = format!("{what} has no effect: it is no member");
        mismatch(checker, name.span, message, "only members have an outside option: remove it");
        return;
    }
    if option.partition.blocs.is_empty() {
        return;
    }
    let Some(blocs) = players.partition(checker, &option.partition, what) else { return };
    let bloc = blocs.into_iter().find(|bloc| bloc.contains(player)).unwrap_or_default();
    let span = option.partition.written.span;
    if option.share == ShareRule::Alone && bloc.len() > 1 {
        let message = format!(
            "{what} has share `alone`, but it stands with {}",
            listed(players.ids(bloc.without(player)))
        );
        mismatch(checker, span, message, "write share = \"equal\" or \"what_it_adds\", or put it alone");
    } else if members.len() > 1 && members.is_subset_of(bloc) {
        let message = format!("{what} leaves it with all members of the deal");
        mismatch(checker, span, message, "an outside option is a partition that the member leaves for");
    }
}

fn breakaways(checker: &mut Checker<'_>, block: &Coalitions) {
    let case = checker.case;
    if let Some(first) = block.breakaways.first().filter(|_| case.issues.is_empty()) {
        if !checker.gaps.any("issues") {
            let message = "[coalitions] has breakaways, but the case has no [issues] to settle";
            let finding = Diagnostic::error(Code::Contradiction, message).at(first.id.span);
            checker.push(finding.hint("add issues, or remove the breakaways"));
        }
        return;
    }
    block.breakaways.iter().for_each(|one| breakaway(checker, one));
}

fn breakaway(checker: &mut Checker<'_>, one: &Breakaway) {
    let place = format!("breakaway `{}`", short(&one.id.text));
    let whole = !checker.gaps.one("breakaways", &one.id.text);
    let mut seen = BTreeSet::new();
    for name in &one.members {
        let what = format!("`members` of {place}");
        if !seen.insert(name.as_str()) {
            let message = format!("party `{}` is given twice in {what}", short(&name.text));
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
        } else if checker.known_party(name, &what)
            && let Some(role) = checker.case.party(&name.text).map(|party| party.role)
            && role != Role::Signatory
            && !checker.gaps.one("parties", &name.text)
        {
            let message = format!("party `{}` in {what} is {}", short(&name.text), with_article(role));
            let finding = Diagnostic::error(Code::DealMismatch, message).at(name.span);
            checker.push(finding.hint("only signatories sign; what it does to others goes into `shift`"));
        }
    }
    if one.members.is_empty() && whole {
        let message = format!("`members` of {place} names nobody, expected at least one");
        checker.push(Diagnostic::error(Code::EmptyChoice, message).at(one.id.span));
    }
    let mut issues = BTreeSet::new();
    for name in &one.settles {
        let what = format!("`settles` of {place}");
        if !issues.insert(name.as_str()) {
            let message = format!("issue `{}` is given twice in {what}", short(&name.text));
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
        }
        checker.known_issue(name, &what);
    }
    let package = &one.otherwise;
    let known = checker.names.packages.contains(package.as_str()) || checker.gaps.all("packages");
    if !known && (whole || !package.text.is_empty()) {
        let names = checker.case.packages.iter().map(|one| one.id.as_str());
        let what = format!("`otherwise` of {place}");
        checker.unknown(Code::UnknownName, "package", package, &what, names, "packages");
    }
    let mut parties = BTreeSet::new();
    for (name, _) in &one.shift {
        let what = format!("`shift` of {place}");
        if !parties.insert(name.as_str()) {
            let message = format!("party `{}` is given twice in {what}", short(&name.text));
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
        }
        checker.known_party(name, &what);
    }
}
