//! `[sequence]`: names that lead somewhere, a tree without circles, payoffs for everybody.

mod tree;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, short};
use crate::model::check::{Checker, listed};
use crate::model::expression::Expression;
use crate::model::path::number_mut;
use crate::model::sequence::{Meaning, Node, NodeKind, Sequence};
use crate::model::{Name, Role};

/// Runs the checks of this file.
pub(super) fn check(checker: &mut Checker<'_>) {
    let Some(block) = &checker.case.sequence else { return };
    if checker.gaps.all("sequence") {
        return;
    }
    let before = checker.findings.errors();
    numbers(checker, block);
    definitions(checker, block);
    block.nodes.iter().for_each(|one| node(checker, block, one));
    for variant in &block.variants {
        variant.nodes.iter().for_each(|one| node(checker, block, one));
        let place = format!("`set` of variant `{}`", short(&variant.id.text));
        set(checker, block, &variant.set, &place);
    }
    variants(checker, block);
    if checker.findings.errors() == before {
        tree::check(checker, block);
    }
}

/// The names that expressions may call.
fn known(block: &Sequence) -> impl Iterator<Item = &Name> + Clone {
    block.parameters.iter().map(|one| &one.id).chain(block.values.iter().map(|one| &one.id))
}

/// Names of numbers are legal in expressions and stand once.
fn numbers(checker: &mut Checker<'_>, block: &Sequence) {
    let mut seen = BTreeSet::new();
    for name in known(block) {
        let shown = short(&name.text);
        let legal = |letter: char| letter.is_alphanumeric() || letter == '_';
        let starts = name.text.chars().next().is_some_and(|letter| letter.is_alphabetic() || letter == '_');
        if !starts || !name.text.chars().all(legal) {
            let message = format!(
                "the name of number `{shown}` is not a letter and then letters, digits and `_`, as names in expressions must be"
            );
            checker.push(Diagnostic::error(Code::WrongType, message).at(name.span));
        }
        if !seen.insert(name.as_str()) {
            let message = format!("number `{shown}` is given twice in [sequence]");
            let finding = Diagnostic::error(Code::DuplicateId, message).at(name.span);
            checker.push(finding.hint("keep it in `parameters`, or in `values`"));
        }
    }
}

/// Values lead to numbers, and not back to themselves.
fn definitions(checker: &mut Checker<'_>, block: &Sequence) {
    for value in &block.values {
        let place = format!("`values.{}` of [sequence]", short(&value.id.text));
        match &value.meaning {
            Meaning::Expression(one) => expression(checker, block, one, &place),
            Meaning::From(path) => reference(checker, path, &place),
        }
    }
    let uses: BTreeMap<&str, Vec<&str>> = block
        .values
        .iter()
        .filter_map(|one| match &one.meaning {
            Meaning::Expression(expression) => {
                Some((one.id.as_str(), expression.names().map(|(name, _)| name).collect()))
            }
            Meaning::From(_) => None,
        })
        .collect();
    let starts = block.values.iter().map(|one| one.id.as_str());
    if let Some(circle) = circle(starts, |name| uses.get(name).cloned().unwrap_or_default()) {
        let first = block.values.iter().find(|one| one.id.text == circle[0]);
        let message = format!("value `{}` follows from itself: {}", short(circle[0]), arrows(&circle));
        let finding = Diagnostic::error(Code::Circle, message).at(first.and_then(|one| one.id.span));
        checker.push(finding.hint("let one of them be a parameter"));
    }
}

/// The first circle among names, each once and the first again at the end.
fn circle<'a>(
    starts: impl Iterator<Item = &'a str>,
    next: impl Fn(&str) -> Vec<&'a str>,
) -> Option<Vec<&'a str>> {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in starts {
        // The way down to the present name, with what is still to be looked at below each.
        let mut way: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut on_way: BTreeSet<&str> = BTreeSet::new();
        if done.insert(start) {
            way.push((start, next(start)));
            on_way.insert(start);
        }
        while let Some((name, rest)) = way.last_mut() {
            let Some(below) = rest.pop() else {
                on_way.remove(name);
                way.pop();
                continue;
            };
            if on_way.contains(below) {
                let names = way.iter().map(|(name, _)| *name).skip_while(|name| *name != below);
                return Some(names.chain([below]).collect());
            }
            if done.insert(below) {
                way.push((below, next(below)));
                on_way.insert(below);
            }
        }
    }
    None
}

fn arrows(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    let more = if names.len() > SHOWN { " -> ..." } else { "" };
    let shown: Vec<_> = names.iter().take(SHOWN).map(|name| short(name)).collect();
    shown.join(" -> ") + more
}

/// Every name in an expression is that of a number.
fn expression(checker: &mut Checker<'_>, block: &Sequence, one: &Expression, place: &str) {
    for (name, range) in one.names() {
        if known(block).any(|known| known.text == name) {
            continue;
        }
        let name = Name { text: name.to_owned(), span: one.place(range) };
        let names = known(block).map(Name::as_str);
        checker.unknown_of(Code::UnknownNumber, "number", &name, place, names, "the numbers are");
    }
}

/// A reference leads to a number of the case, or to a solution.
fn reference(checker: &mut Checker<'_>, path: &Name, place: &str) {
    let case = checker.case;
    let shown = short(&path.text);
    if path.text.starts_with("sequence.") {
        let message = format!("{place} refers to `{shown}`, a number of the sequence itself");
        let finding = Diagnostic::error(Code::Circle, message).at(path.span);
        checker.push(finding.hint("call a parameter by its name in an expression"));
        return;
    }
    if let Some(rest) = path.text.strip_prefix("solve.") {
        let signatories = || case.signatories().map(|party| party.id.as_str());
        match rest.split_once('.') {
            Some((_, party)) if signatories().any(|one| one == party) => {}
            Some((_, party)) => {
                let outsider = case.party(party).filter(|one| one.role != Role::Signatory);
                let hint = match outsider {
                    Some(_) => "only a signatory has a payoff in a solution",
                    None => "write solve.CONCEPT.PARTY, such as solve.nash.GOV",
                };
                let label = checker.findings.suggest(party, signatories());
                let message = format!("no signatory `{}` in `{shown}`, named in {place}", short(party));
                let finding = Diagnostic::error(Code::UnknownNumber, message).at(path.span);
                checker.push(finding.label(label).hint(hint));
            }
            None => {
                let message = format!("`{shown}` in {place} does not say whose payoff is meant");
                let finding = Diagnostic::error(Code::UnknownNumber, message).at(path.span);
                checker.push(finding.hint("write solve.CONCEPT.PARTY, such as solve.nash.GOV"));
            }
        }
        if !case.bargains() && !checker.gaps.all("issues") {
            let message = format!("{place} refers to a solution, but the case has nothing to bargain over");
            checker.push(Diagnostic::error(Code::UnknownNumber, message).at(path.span));
        }
        return;
    }
    // A walk-away value that is taken from a package has a number too, once its package is worth something.
    let walks = |one: &&crate::model::Party| path.text == format!("parties.{}.walk_away", one.id.text);
    if case.parties.iter().find(walks).is_some_and(|one| one.walk_away.is_some()) {
        return;
    }
    // `number_mut` is the one place that knows what a path means, and it wants a case that it may change.
    if number_mut(&mut case.clone(), &path.text).is_none()
        && !crate::model::check::names::in_doubt(checker, &path.text)
    {
        let all: Vec<String> =
            crate::model::path::numbers(case).into_iter().map(|entry| entry.path).collect();
        let label = checker.findings.suggest(&path.text, all.iter().map(String::as_str));
        let message = format!("no number at path `{shown}`, named in {place}");
        let finding = Diagnostic::error(Code::UnknownNumber, message).at(path.span).label(label);
        checker.push(
            finding
                .hint("references look like parties.GOV.walk_away, shocks.NAME.shift.GOV or solve.nash.GOV"),
        );
    }
}

fn set(checker: &mut Checker<'_>, block: &Sequence, set: &[(Name, Expression)], place: &str) {
    for (name, one) in set {
        if !known(block).any(|known| known.text == name.text) {
            let names = known(block).map(Name::as_str);
            checker.unknown_of(Code::UnknownNumber, "number", name, place, names, "the numbers are");
        }
        expression(checker, block, one, place);
    }
}

/// What one node names is there, and it says all that it must.
fn node(checker: &mut Checker<'_>, block: &Sequence, node: &Node) {
    let what = format!("node `{}`", short(&node.id.text));
    for party in node.seen_by.iter().flatten() {
        checker.known_party(party, &format!("`seen_by` of {what}"));
    }
    let mut labels = BTreeSet::new();
    for step in node.steps() {
        let label = short(&step.label.text);
        if !labels.insert(step.label.as_str()) {
            let message = format!("branch `{label}` stands twice in {what}");
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(step.label.span));
        }
        set(checker, block, &step.set, &format!("`set` of `{label}` in {what}"));
    }
    match &node.kind {
        NodeKind::Decision { party, plan, moves } => {
            checker.known_party(party, &format!("`party` of {what}"));
            if let Some(plan) =
                plan.as_ref().filter(|plan| !moves.iter().any(|one| one.label == plan.text[..]))
            {
                let names = moves.iter().map(|one| one.label.as_str());
                let place = format!("`plan` of {what}");
                checker.unknown_of(Code::UnknownName, "move", plan, &place, names, "the moves are");
            }
        }
        NodeKind::Chance { branches } => {
            let place = format!("`probability` in {what}");
            branches.iter().for_each(|(one, _)| expression(checker, block, one, &place));
        }
        NodeKind::End { payoffs, .. } => {
            for (party, one) in payoffs {
                checker.known_party(party, &format!("`payoffs` of {what}"));
                let place = format!("`payoffs.{}` of {what}", short(&party.text));
                expression(checker, block, one, &place);
            }
            let all = block.players(checker.case.parties.iter().map(|party| party.id.as_str()));
            let lacks = |id: &&&str| !payoffs.iter().any(|(party, _)| party.text == ***id);
            let missing: Vec<&str> = all.iter().filter(lacks).copied().collect();
            if !missing.is_empty() {
                let message = format!("{what} does not say what {} has", listed(missing.iter().copied()));
                let finding = Diagnostic::error(Code::MissingPayoff, message).at(node.id.span);
                checker.push(
                    finding.hint("whoever moves or is paid somewhere has a payoff at each end; it may be 0"),
                );
            }
        }
    }
    if node.steps().is_empty() && !matches!(node.kind, NodeKind::End { .. }) {
        let message = format!("{what} leads nowhere, expected at least one move or branch");
        checker.push(Diagnostic::error(Code::EmptyChoice, message).at(node.id.span));
    }
}

/// Variants have names of their own and change something.
fn variants(checker: &mut Checker<'_>, block: &Sequence) {
    let mut seen = BTreeSet::from([block.id.as_str()]);
    for variant in &block.variants {
        let id = short(&variant.id.text);
        if !seen.insert(variant.id.as_str()) {
            let message = format!("variant `{id}` is given twice");
            let hint = "the plan itself has the name that `id` of [sequence] says";
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(variant.id.span).hint(hint));
        }
        let starts_elsewhere = variant.start.as_ref().is_some_and(|start| start.text != block.start.text);
        if variant.set.is_empty() && variant.nodes.is_empty() && !starts_elsewhere {
            let message = format!("variant `{id}` changes nothing");
            let finding = Diagnostic::error(Code::IdleVariant, message).at(variant.id.span);
            checker.push(finding.hint("give it `set`, `nodes` or another `start`, or remove it"));
        }
    }
}
