//! Interactions, packages, conditions, limits, forbidden combinations, shocks, expectations.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::model::check::payoffs::per_party;
use crate::model::check::{Checker, LEVELS, continuum, counted, listed};
use crate::model::{Bound, Case, Choice, Effect, Limit, Name, Quantity};

/// Runs the checks of this file.
pub(super) fn check(checker: &mut Checker<'_>) {
    interactions(checker);
    packages(checker);
    for condition in &checker.case.conditions {
        let place = format!("condition `{}`", short(&condition.id.text));
        let whole = !checker.gaps.one("conditions", &condition.id.text);
        choices(checker, &condition.require, "require", &place, condition.id.span, AtLeast::One, whole);
    }
    checker.case.limits.iter().for_each(|limit| self::limit(checker, limit));
    for (at, forbidden) in checker.case.forbidden.iter().enumerate() {
        let place = format!("forbidden combination {}", at + 1);
        let whole = !checker.gaps.one("forbidden", &at.to_string());
        choices(checker, &forbidden.when, "when", &place, None, AtLeast::One, whole);
    }
    checker.case.concessions.iter().for_each(|concession| continuum::concession(checker, concession));
    for shock in &checker.case.shocks {
        let place = format!("`shift` of shock `{}`", short(&shock.id.text));
        per_party(checker, &shock.shift.iter().map(|(name, _)| name).collect::<Vec<_>>(), &place);
    }
    for (at, one) in checker.case.expectations.iter().enumerate() {
        if one.tolerance.value.is_negative() {
            let message = format!(
                "`tolerance` of expectation {} is {}, expected 0 or more",
                at + 1,
                one.tolerance.value
            );
            checker.push(Diagnostic::error(Code::OutOfRange, message).at(one.tolerance.span));
        }
    }
}

/// Where an issue is used besides weights.
pub(super) struct Uses {
    /// In an interaction or a limit.
    pub(super) payoffs_or_limits: bool,
    /// In a condition or a forbidden combination.
    pub(super) conditions: bool,
}

/// Where `issue` is used besides weights.
pub(super) fn uses(case: &Case, issue: &str) -> Uses {
    let chosen = |choices: &[Choice]| choices.iter().any(|choice| choice.issue.text == issue);
    let named = |names: &[(Name, Name)]| names.iter().any(|(name, _)| name.text == issue);
    let interactions = case.interactions.iter().any(|one| match &one.effect {
        Effect::Bonus { when, .. } => chosen(when),
        Effect::Table { over, .. } => over.iter().any(|name| name.text == issue),
    });
    let limits = case.limits.iter().any(|one| match &one.bound {
        Bound::Levels { at_least, at_most } => named(at_least) || named(at_most),
        Bound::Sum { amounts, .. } => amounts.iter().any(|(name, _)| name.text == issue),
    });
    let conditions = case.conditions.iter().any(|one| chosen(&one.require));
    let forbidden = case.forbidden.iter().any(|one| chosen(&one.when));
    Uses { payoffs_or_limits: interactions || limits, conditions: conditions || forbidden }
}

/// Number of combinations of levels of the issues; `None` if one is not declared or the product is beyond reason.
pub(super) fn cells(case: &Case, over: &[Name]) -> Option<u128> {
    over.iter().try_fold(1u128, |product, name| {
        product.checked_mul(case.issue(&name.text)?.levels.len() as u128).or(Some(u128::MAX))
    })
}

/// How many issues a table of choices must name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AtLeast {
    One,
    Two,
}

/// Issues and levels that are declared, at least so many of them, each issue once.
fn choices(
    checker: &mut Checker<'_>,
    list: &[Choice],
    key: &str,
    place: &str,
    at: Option<Span>,
    at_least: AtLeast,
    whole: bool,
) {
    let place_of_key = format!("`{key}` of {place}");
    let needed = if at_least == AtLeast::Two { 2 } else { 1 };
    if list.len() < needed && whole {
        let expected = if needed == 2 { "two or more" } else { "at least one" };
        let message = format!("{place_of_key} names {}, expected {expected}", counted(list.len(), "issue"));
        let span = list.first().and_then(|choice| choice.issue.span).or(at);
        checker.push(Diagnostic::error(Code::EmptyChoice, message).at(span));
    }
    let mut seen = HashSet::new();
    for choice in list {
        if !seen.insert(choice.issue.as_str()) {
            let message = format!("issue `{}` is given twice in {place_of_key}", short(&choice.issue.text));
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(choice.issue.span));
        }
        if choice.levels.is_empty() && choice.within.is_none() && whole {
            let message = format!(
                "`{key}.{}` of {place} names no level, expected at least one",
                short(&choice.issue.text)
            );
            checker.push(Diagnostic::error(Code::EmptyChoice, message).at(choice.issue.span));
        }
        if let Some(issue) = checker.known_issue(&choice.issue, &place_of_key) {
            for level in &choice.levels {
                checker.known_level(issue, level, &place_of_key);
            }
            continuum::choice(checker, issue, choice, &place_of_key, key == "levels");
        }
    }
}

fn interactions(checker: &mut Checker<'_>) {
    for (at, interaction) in checker.case.interactions.iter().enumerate() {
        let place = format!("interaction {}", at + 1);
        let whole = !checker.gaps.one("interactions", &at.to_string());
        match &interaction.effect {
            Effect::Bonus { when, bonus } => {
                choices(checker, when, "when", &place, None, AtLeast::Two, whole);
                let names: Vec<_> = bonus.iter().map(|(name, _)| name).collect();
                no_party(
                    checker,
                    &names,
                    &format!("`bonus` of {place}"),
                    whole,
                    when.first().map(|one| &one.issue),
                );
            }
            Effect::Table { over, table } => {
                table_over(checker, over, &place, whole);
                let names: Vec<_> = table.iter().map(|(name, _)| name).collect();
                no_party(checker, &names, &format!("`table` of {place}"), whole, over.first());
                let expected = cells(checker.case, over).filter(|&cells| cells > 0 && whole);
                let sound = over.iter().all(|name| !checker.gaps.one(LEVELS, &name.text));
                for (party, values) in table {
                    if let Some(expected) = expected.filter(|&cells| sound && cells != values.len() as u128) {
                        let message = format!(
                            "`table.{}` of {place} has {}, expected {expected}, one for each combination of levels",
                            short(&party.text),
                            counted(values.len(), "number")
                        );
                        checker.push(Diagnostic::error(Code::WrongLength, message).at(party.span));
                    }
                }
            }
        }
    }
}

fn table_over(checker: &mut Checker<'_>, over: &[Name], place: &str, whole: bool) {
    if over.len() < 2 && whole {
        let message =
            format!("`over` of {place} names {}, expected two or more", counted(over.len(), "issue"));
        checker
            .push(Diagnostic::error(Code::EmptyChoice, message).at(over.first().and_then(|name| name.span)));
    }
    let mut seen = HashSet::new();
    for name in over {
        if checker.known_issue(name, &format!("`over` of {place}")).is_some_and(|one| one.continuum.is_some())
        {
            continuum::no_table(checker, name, place);
        }
        if !seen.insert(name.as_str()) {
            let message = format!("issue `{}` is given twice in `over` of {place}", short(&name.text));
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
        }
    }
}

/// Parties of a bonus or a table: declared, and at least one.
fn no_party(checker: &mut Checker<'_>, names: &[&Name], place: &str, whole: bool, at: Option<&Name>) {
    if names.is_empty() && whole {
        let message = format!("{place} names no party, expected at least one");
        checker.push(Diagnostic::error(Code::EmptyChoice, message).at(at.and_then(|name| name.span)));
    }
    per_party(checker, names, place);
}

fn packages(checker: &mut Checker<'_>) {
    for package in &checker.case.packages {
        let id = short(&package.id.text);
        let whole = !checker.gaps.one("packages", &package.id.text);
        let place = format!("package `{id}`");
        choices(checker, &package.levels, "levels", &place, package.id.span, AtLeast::One, whole);
        for choice in package.levels.iter().filter(|choice| choice.levels.len() > 1) {
            let message = format!(
                "`levels.{}` of {place} names {} levels, expected one",
                short(&choice.issue.text),
                choice.levels.len()
            );
            checker.push(Diagnostic::error(Code::WrongLength, message).at(choice.issue.span));
        }
        let named: HashSet<&str> = package.levels.iter().map(|choice| choice.issue.as_str()).collect();
        // An issue that is misspelt in the package would be reported a second time, as missing.
        let all_known = named.iter().all(|name| checker.names.issues.contains(name));
        let missing: Vec<&str> = checker
            .case
            .issues
            .iter()
            .map(|issue| issue.id.as_str())
            .filter(|id| !named.contains(id))
            .collect();
        if whole && all_known && !package.levels.is_empty() && !missing.is_empty() {
            let message = format!("{place} has no level for {}", listed(missing.into_iter()));
            let finding = Diagnostic::error(Code::MissingKey, message).at(package.id.span);
            checker.push(finding.hint("a package names one level for each issue"));
        }
    }
}

fn limit(checker: &mut Checker<'_>, limit: &Limit) {
    let place = format!("limit `{}`", short(&limit.id.text));
    let whole = !checker.gaps.one("limits", &limit.id.text);
    match &limit.bound {
        Bound::Levels { at_least, at_most } => {
            if at_least.is_empty() && at_most.is_empty() && whole {
                let message = format!("{place} bounds no issue, expected at least one");
                checker.push(Diagnostic::error(Code::EmptyChoice, message).at(limit.id.span));
            }
            continuum::ends_in_order(checker, at_least, at_most, &place);
            let lowest = bounds(checker, at_least, &format!("`at_least` of {place}"));
            let highest = bounds(checker, at_most, &format!("`at_most` of {place}"));
            for (issue, low, span) in lowest {
                if let Some((_, high, _)) = highest.iter().find(|(one, high, _)| *one == issue && *high < low)
                {
                    let labels = checker.case.issue(issue).map(|issue| &issue.levels);
                    let label =
                        |level: usize| labels.and_then(|labels| labels.get(level)).map_or("", Name::as_str);
                    let message = format!(
                        "{place} wants issue `{}` at least at `{}` and at most at `{}`",
                        short(issue),
                        short(label(low)),
                        short(label(*high))
                    );
                    checker.push(Diagnostic::error(Code::Contradiction, message).at(span));
                }
            }
        }
        Bound::Sum { amounts, at_least, at_most } => {
            sum(checker, limit, &place, amounts, [at_least, at_most], whole)
        }
    }
}

/// The bounds on known issues, as places of levels.
fn bounds<'a>(
    checker: &mut Checker<'_>,
    list: &'a [(Name, Name)],
    place: &str,
) -> Vec<(&'a str, usize, Option<Span>)> {
    let mut found = Vec::new();
    for (name, level) in list {
        let Some(issue) = checker.known_issue(name, place) else { continue };
        if !issue.ordered && !checker.gaps.one("issues", &issue.id.text) {
            let message = format!("{place} bounds issue `{}`, whose levels have no order", short(&name.text));
            let finding = Diagnostic::error(Code::UnorderedIssue, message).at(name.span);
            checker.push(finding.hint("use a condition that lists the levels allowed"));
        }
        if let Some(level_at) = checker.known_level(issue, level, place) {
            found.push((name.as_str(), level_at, level.span));
        }
    }
    found
}

fn sum(
    checker: &mut Checker<'_>,
    limit: &Limit,
    place: &str,
    amounts: &[(Name, Vec<Quantity>)],
    ends: [&Option<Quantity>; 2],
    whole: bool,
) {
    if amounts.is_empty() && whole {
        let message = format!("`sum` of {place} names no issue, expected at least one");
        checker.push(Diagnostic::error(Code::EmptyChoice, message).at(limit.id.span));
    }
    let mut seen = HashSet::new();
    for (name, values) in amounts {
        if !seen.insert(name.as_str()) {
            let message = format!("issue `{}` is given twice in `sum` of {place}", short(&name.text));
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
        }
        let Some(issue) = checker.known_issue(name, &format!("`sum` of {place}")) else { continue };
        if issue.continuum.is_some() && values.len() != 1 && whole {
            continuum::no_list(checker, name, place);
        }
        let comparable = !issue.levels.is_empty() && !checker.gaps.one(LEVELS, &issue.id.text);
        if values.len() != issue.levels.len() && comparable {
            let message = format!(
                "`sum.{}` of {place} has {}, expected {}, one for each level",
                short(&name.text),
                counted(values.len(), "number"),
                issue.levels.len()
            );
            let finding = Diagnostic::error(Code::WrongLength, message).at(name.span);
            checker.push(
                finding.hint(format!("the levels are {}", listed(issue.levels.iter().map(Name::as_str)))),
            );
        }
    }
    match ends {
        [None, None] if whole => {
            let message = format!("{place} has neither `at_most` nor `at_least`");
            checker.push(Diagnostic::error(Code::MissingKey, message).at(limit.id.span));
        }
        [Some(low), Some(high)] if low.value > high.value => {
            let message = format!("{place} wants a sum of at least {} and at most {}", low.value, high.value);
            checker.push(Diagnostic::error(Code::Contradiction, message).at(low.span));
        }
        _ => {}
    }
}
