//! Names: legal, declared once, and declared at all.
//!
//! Sources, packages and paths are looked up here; parties, issues and levels where their numbers are checked.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, short};
use crate::model::check::Checker;
use crate::model::path::{number_mut, numbers};
use crate::model::{Name, WalkAway};

/// Runs the checks of this file.
pub(super) fn check(checker: &mut Checker<'_>) {
    ids(checker);
    sources(checker);
    walk_away_packages(checker);
    paths(checker);
}

/// Ids are legal in a path and stand once; labels of levels stand once in their issue.
fn ids(checker: &mut Checker<'_>) {
    let case = checker.case;
    fn list<'a, T>(items: &'a [T], id: impl Fn(&'a T) -> &'a Name) -> Vec<&'a Name> {
        items.iter().map(id).collect()
    }
    let coalitions = case.coalitions.as_ref();
    let deals = coalitions.map_or(&[][..], |block| &block.deals);
    let breakaways = coalitions.map_or(&[][..], |block| &block.breakaways);
    let group = case.contact_group.as_ref();
    let limits = group.map_or(&[][..], |block| &block.share_limits);
    let groups = group.map_or(&[][..], |block| &block.groups);
    let candidates = group.map(|block| block.everyone().map(|one| &one.id).collect());
    let kinds: [(&str, Vec<&Name>); 13] = [
        ("source", list(&case.sources, |one| &one.id)),
        ("party", list(&case.parties, |one| &one.id)),
        ("issue", list(&case.issues, |one| &one.id)),
        ("package", list(&case.packages, |one| &one.id)),
        ("condition", list(&case.conditions, |one| &one.id)),
        ("limit", list(&case.limits, |one| &one.id)),
        ("shock", list(&case.shocks, |one| &one.id)),
        ("concession", list(&case.concessions, |one| &one.id)),
        ("deal", list(deals, |one| &one.id)),
        ("breakaway", list(breakaways, |one| &one.id)),
        ("candidate", candidates.unwrap_or_default()),
        ("tag", list(limits, |one| &one.tag)),
        ("group", list(groups, |one| &one.id)),
    ];
    for (kind, names) in kinds {
        let mut seen = HashSet::new();
        for name in names {
            let shown = short(&name.text);
            let legal = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
            if name.text.is_empty() || !name.text.chars().all(legal) {
                let message = format!(
                    "the name of {kind} `{shown}` is not letters, digits, `-` and `_`, as names must be"
                );
                let finding = Diagnostic::error(Code::WrongType, message).at(name.span);
                checker.push(finding.hint("choose a short name, and put the full one into a label"));
            }
            if !seen.insert(name.as_str()) {
                let message = format!("{kind} `{shown}` is given twice");
                let hint = if kind == "candidate" { "keep it in `candidates`, or in `extra`" } else { "" };
                checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span).hint(hint));
            }
        }
    }
    for issue in &case.issues {
        let mut seen = HashSet::new();
        for level in issue.levels.iter().filter(|level| !seen.insert(level.as_str())) {
            let message =
                format!("level `{}` of issue `{}` is given twice", short(&level.text), short(&issue.id.text));
            let finding = Diagnostic::error(Code::DuplicateId, message).at(level.span);
            checker.push(finding.hint("give each level a label of its own"));
        }
    }
}

/// Every source that is named is declared.
fn sources(checker: &mut Checker<'_>) {
    let case = checker.case;
    let mut used: Vec<&Name> = Vec::new();
    used.extend(case.parties.iter().filter_map(|one| one.source.as_ref()));
    used.extend(case.issues.iter().flat_map(|one| [&one.source, &one.payoff_source]).flatten());
    used.extend(case.interactions.iter().filter_map(|one| one.source.as_ref()));
    used.extend(case.packages.iter().filter_map(|one| one.source.as_ref()));
    used.extend(case.conditions.iter().filter_map(|one| one.source.as_ref()));
    used.extend(case.limits.iter().filter_map(|one| one.source.as_ref()));
    used.extend(case.forbidden.iter().filter_map(|one| one.source.as_ref()));
    used.extend(case.shocks.iter().filter_map(|one| one.source.as_ref()));
    used.extend(case.concessions.iter().filter_map(|one| one.source.as_ref()));
    used.extend(case.bargaining.iter().filter_map(|one| one.source.as_ref()));
    if let Some(block) = &case.coalitions {
        used.extend(&block.source);
        for deal in &block.deals {
            used.extend(&deal.source);
            used.extend(deal.outside.iter().filter_map(|(_, option)| option.source.as_ref()));
        }
        used.extend(block.reactions.iter().filter_map(|one| one.source.as_ref()));
        used.extend(block.breakaways.iter().filter_map(|one| one.source.as_ref()));
    }
    if let Some(block) = &case.contact_group {
        used.extend(&block.source);
        used.extend(block.everyone().filter_map(|one| one.source.as_ref()));
        used.extend(block.share_limits.iter().filter_map(|one| one.source.as_ref()));
    }
    used.extend(case.game.iter().filter_map(|one| one.source.as_ref()));
    if let Some(block) = &case.sequence {
        used.extend(&block.source);
        used.extend(block.variants.iter().filter_map(|one| one.source.as_ref()));
    }
    used.extend(case.expectations.iter().filter_map(|one| one.source.as_ref()));
    let entries = numbers(case);
    used.extend(entries.iter().filter_map(|entry| entry.quantity.source.as_ref()));
    if checker.gaps.all("sources") {
        return;
    }
    let known = |name: &&Name| !checker.names.sources.contains(name.as_str());
    let unknown: Vec<&Name> = used.into_iter().filter(known).collect();
    // Without any source declared, one finding says it all.
    let shown = if case.sources.is_empty() { unknown.len().min(1) } else { unknown.len() };
    for name in unknown.into_iter().take(shown) {
        let names = case.sources.iter().map(|one| one.id.as_str());
        checker.unknown(Code::UnknownName, "source", name, "a `source`", names, "sources");
    }
}

/// Every package that a walk-away value is taken from is declared.
fn walk_away_packages(checker: &mut Checker<'_>) {
    for party in &checker.case.parties {
        let Some(WalkAway::Package { package, .. }) = &party.walk_away else { continue };
        if !checker.names.packages.contains(package.as_str()) && !checker.gaps.all("packages") {
            let place = format!("`walk_away` of party `{}`", short(&party.id.text));
            let names = checker.case.packages.iter().map(|one| one.id.as_str());
            checker.unknown(Code::UnknownName, "package", package, &place, names, "packages");
        }
    }
}

/// Every path that a shock sets leads to a number.
fn paths(checker: &mut Checker<'_>) {
    let case = checker.case;
    if case.shocks.iter().all(|shock| shock.set.is_empty()) {
        return;
    }
    // `number_mut` is the one place that knows what a path means, and it wants a case that it may change.
    let mut copy = case.clone();
    let all: Vec<String> = numbers(case).into_iter().map(|entry| entry.path).collect();
    for shock in &case.shocks {
        for (path, _) in &shock.set {
            if number_mut(&mut copy, &path.text).is_some() || in_doubt(checker, &path.text) {
                continue;
            }
            let same_block = |one: &&String| one.split('.').next() == path.text.split('.').next();
            let near = all.iter().filter(same_block).map(String::as_str);
            let label = checker.findings.suggest(&path.text, near);
            let message = format!(
                "no number at path `{}`, set by shock `{}`",
                short(&path.text),
                short(&shock.id.text)
            );
            let hint = if label.is_empty() {
                "paths look like `parties.GOV.walk_away`, `issues.pause.weight.GOV` or `issues.pause.values.GOV[0]`"
            } else {
                ""
            };
            checker.push(Diagnostic::error(Code::UnknownName, message).at(path.span).label(label).hint(hint));
        }
    }
}

/// Does the path lead into a part of the file that could not be read?
pub(super) fn in_doubt(checker: &Checker<'_>, path: &str) -> bool {
    let tables = [
        "parties",
        "issues",
        "interactions",
        "limits",
        "shocks",
        "bargaining",
        "coalitions",
        "contact_group",
        "candidates",
        "reactions",
        "breakaways",
        "sequence",
    ];
    let first = path.split(['.', '[']).next().unwrap_or_default();
    let second = path.split('.').nth(1).filter(|_| ["coalitions", "contact_group"].contains(&first));
    tables.iter().any(|table| (*table == first || Some(*table) == second) && checker.gaps.any(table))
}
