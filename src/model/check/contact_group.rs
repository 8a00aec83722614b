//! `[contact_group]`: candidates, and the rules that a group of them must meet.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, short};
use crate::model::Name;
use crate::model::check::{Checker, listed};
use crate::model::contact_group::ContactGroup;
use crate::numeric::Rational;

/// Runs the checks of this file.
pub(super) fn check(checker: &mut Checker<'_>) {
    let Some(block) = &checker.case.contact_group else { return };
    candidates(checker, block);
    members(checker, block);
    share_limits(checker, block);
}

fn candidates(checker: &mut Checker<'_>, block: &ContactGroup) {
    if block.candidates.is_empty() && !checker.gaps.any("candidates") {
        let message = "[contact_group] has no candidates, expected at least one";
        let finding = Diagnostic::error(Code::EmptyChoice, message);
        checker.push(finding.hint("add [contact_group.candidates.NAME] with what it brings: fund = 12"));
    }
    for one in block.everyone() {
        let id = short(&one.id.text);
        if one.fund.value.is_negative() {
            let message = format!("`fund` of candidate `{id}` is {}, expected 0 or more", one.fund.value);
            checker.push(Diagnostic::error(Code::OutOfRange, message).at(one.fund.span.or(one.id.span)));
        }
        let mut seen = BTreeSet::new();
        for tag in one.tags.iter().filter(|tag| !seen.insert(tag.as_str())) {
            let message = format!("tag `{}` of candidate `{id}` is given twice", short(&tag.text));
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(tag.span));
        }
    }
}

/// Whoever a rule or a group names is a candidate.
fn members(checker: &mut Checker<'_>, block: &ContactGroup) {
    let candidates: BTreeSet<&str> = block.candidates.iter().map(|one| one.id.as_str()).collect();
    let extra: BTreeSet<&str> = block.extra.iter().map(|one| one.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for name in &block.must {
        let shown = short(&name.text);
        if !seen.insert(name.as_str()) {
            let message = format!("candidate `{shown}` is given twice in `must` of [contact_group]");
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
        } else if extra.contains(name.as_str()) && !candidates.contains(name.as_str()) {
            let message =
                format!("`{shown}` must be in the group, but stands in `extra`: it is not asked now");
            let finding = Diagnostic::error(Code::UnknownMember, message).at(name.span);
            checker.push(finding.hint("move it to `candidates`, or take it out of `must`"));
        } else {
            known(checker, block, name, "`must` of [contact_group]");
        }
    }
    for (place, (first, second)) in block.implies.iter().enumerate() {
        let what = format!("pair {} of `implies` of [contact_group]", place + 1);
        known(checker, block, first, &what);
        known(checker, block, second, &what);
    }
    for group in &block.groups {
        let what = format!("`members` of group `{}`", short(&group.id.text));
        if group.members.is_empty() && !checker.gaps.one("groups", &group.id.text) {
            let message = format!("{what} names nobody, expected at least one candidate");
            checker.push(Diagnostic::error(Code::EmptyChoice, message).at(group.id.span));
        }
        let mut seen = BTreeSet::new();
        for name in &group.members {
            if !seen.insert(name.as_str()) {
                let message = format!("candidate `{}` is given twice in {what}", short(&name.text));
                checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
            } else {
                known(checker, block, name, &what);
            }
        }
    }
}

fn known(checker: &mut Checker<'_>, block: &ContactGroup, name: &Name, what: &str) {
    let doubtful = checker.gaps.all("candidates") || checker.gaps.all("extra");
    if doubtful || block.everyone().any(|one| one.id.text == name.text) {
        return;
    }
    let names: Vec<&str> = block.everyone().map(|one| one.id.as_str()).collect();
    let names = names.iter().copied();
    checker.unknown_of(Code::UnknownMember, "candidate", name, what, names, "the candidates are");
}

fn share_limits(checker: &mut Checker<'_>, block: &ContactGroup) {
    for limit in &block.share_limits {
        let tag = short(&limit.tag.text);
        let range = limit.at_most.range.as_ref();
        let ends = range.map(|range| [&range.low, &range.high]).into_iter().flatten();
        let outside = |share: &&Rational| share.is_negative() || **share > Rational::ONE;
        if let Some(share) = [&limit.at_most.value].into_iter().chain(ends).find(outside) {
            let message = format!("`at_most` of share limit `{tag}` is {share}, expected 0 to 1");
            let finding = Diagnostic::error(Code::OutOfRange, message).at(limit.at_most.span);
            checker
                .push(finding.hint("a share is a part of the whole: write \"1/3\", or 0.4 for 40 percent"));
        }
        let tags = || block.everyone().flat_map(|one| &one.tags).map(Name::as_str);
        let doubtful = checker.gaps.any("candidates") || checker.gaps.any("extra");
        if !doubtful && !tags().any(|one| one == limit.tag.text) {
            let label = checker.findings.suggest(&limit.tag.text, tags());
            let message = format!("share limit `{tag}` bounds nobody: no candidate has this tag");
            let finding = Diagnostic::warning(Code::UnusedTag, message).at(limit.tag.span).label(label);
            let known: BTreeSet<&str> = tags().collect();
            let hint = match known.is_empty() {
                true => "add tags to the candidates it is about".to_owned(),
                false => format!("the tags are {}", listed(known.into_iter())),
            };
            checker.push(finding.hint(hint));
        }
    }
}
