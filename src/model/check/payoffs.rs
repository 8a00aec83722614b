//! Parties, walk-away values, weights and values of levels, and points.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::model::check::continuum::curves;
use crate::model::check::given_set::given_set;
use crate::model::check::rules::uses;
use crate::model::check::{Checker, LEVELS, counted, listed, with_article};
use crate::model::path::numbers;
use crate::model::{Issue, Name, Party, Quantity, Role, WalkAway};
use crate::numeric::Rational;

/// Runs the checks of this file.
pub(super) fn check(checker: &mut Checker<'_>) {
    parties(checker);
    influences(checker);
    issues_or_points(checker);
    checker.case.issues.iter().for_each(|issue| levels_and_payoffs(checker, issue));
    weight_sums(checker);
    ranges(checker);
}

/// Is there, or should there be, something to bargain over? Coalitions and groups can stand alone.
fn must_bargain(checker: &Checker<'_>) -> bool {
    let case = checker.case;
    let stands_alone = case.coalitions.is_some()
        || case.contact_group.is_some()
        || case.game.is_some()
        || case.sequence.is_some()
        || ["coalitions", "contact_group", "game", "sequence"].iter().any(|block| checker.gaps.all(block));
    case.bargains() || !stands_alone
}

fn parties(checker: &mut Checker<'_>) {
    let case = checker.case;
    if !must_bargain(checker) {
        return;
    }
    let by_points = case.bargaining.as_ref().is_some_and(|given| !given.disagreement.is_empty());
    if case.signatories().next().is_none() && !checker.gaps.any("parties") {
        let message = format!(
            "the case has {} and no signatory, expected at least one",
            parties_counted(case.parties.len())
        );
        let finding = Diagnostic::error(Code::TooFewParties, message);
        checker.push(finding.hint("give role = \"signatory\" to those who must agree, or leave `role` out"));
    }
    for party in case.parties.iter().filter(|party| !checker.gaps.one("parties", &party.id.text)) {
        let id = short(&party.id.text);
        match (&party.walk_away, party.role) {
            (None, Role::Signatory) if !by_points && !checker.gaps.all("bargaining") => {
                let message = format!("party `{id}` is a signatory and has no `walk_away`");
                let finding = Diagnostic::error(Code::MissingKey, message).at(party.id.span);
                checker
                    .push(finding.hint(
                        "add walk_away: what the party has without a deal, in points of its own scale",
                    ));
            }
            (Some(value), Role::Signatory) if by_points => {
                let message = format!(
                    "party `{id}` has a `walk_away` and [bargaining] a `disagreement`, expected one of them"
                );
                let finding =
                    Diagnostic::error(Code::Contradiction, message).at(walk_away_span(party, value));
                checker.push(finding.hint("remove one of the two"));
            }
            (Some(WalkAway::Package { package, .. }), Role::Signatory) if case.bargaining.is_some() => {
                let message = format!(
                    "`walk_away` of party `{id}` is taken from a package, but the case has points and no packages"
                );
                checker.push(Diagnostic::error(Code::Contradiction, message).at(package.span));
            }
            (Some(value), role @ (Role::Mediator | Role::Outsider)) => {
                let message = format!(
                    "party `{id}` is {} and has a `walk_away`, which has no effect",
                    with_article(role)
                );
                let finding =
                    Diagnostic::warning(Code::Contradiction, message).at(walk_away_span(party, value));
                checker.push(finding.hint("remove it, or make the party a signatory"));
            }
            _ => {}
        }
    }
}

/// Influence is 0 or more, and more than 0 somewhere; it counts where every signatory has one.
fn influences(checker: &mut Checker<'_>) {
    let case = checker.case;
    for party in &case.parties {
        let Some(influence) = &party.influence else { continue };
        let least = influence.range.as_ref().map_or(&influence.value, |range| &range.low);
        if least.is_negative() {
            let id = short(&party.id.text);
            let message = format!("influence of party `{id}` is {least}, expected 0 or more");
            checker.push(Diagnostic::error(Code::OutOfRange, message).at(influence.span));
        }
    }
    let with: Vec<&Party> = case.signatories().filter(|party| party.influence.is_some()).collect();
    let Some(first) = with.first() else { return };
    let without = case.signatories().find(|party| party.influence.is_none());
    let is_zero = |party: &&Party| party.influence.as_ref().is_some_and(|one| one.value.is_zero());
    if let Some(party) = without.filter(|_| !checker.gaps.any("parties")) {
        let (id, other) = (short(&party.id.text), short(&first.id.text));
        let message = format!("party `{id}` has no `influence` and `{other}` has one, so none is used");
        let finding = Diagnostic::warning(Code::MissingKey, message).at(party.id.span);
        checker.push(finding.hint("give every signatory an `influence`, or none"));
    } else if with.iter().all(is_zero) {
        let message = "the influence of every signatory is 0, expected more than 0 of at least one";
        let span = first.influence.as_ref().and_then(|one| one.span);
        checker.push(Diagnostic::error(Code::OutOfRange, message).at(span));
    }
}

fn parties_counted(count: usize) -> String {
    match count {
        0 => "no parties".to_owned(),
        1 => "1 party".to_owned(),
        _ => format!("{count} parties"),
    }
}

fn walk_away_span(party: &Party, value: &WalkAway) -> Option<Span> {
    match value {
        WalkAway::Given(value) => value.span,
        WalkAway::Package { package, .. } => package.span,
    }
    .or(party.id.span)
}

/// A case has issues or points, not both and not neither.
fn issues_or_points(checker: &mut Checker<'_>) {
    let case = checker.case;
    match (&case.bargaining, case.issues.first()) {
        (None, None)
            if must_bargain(checker) && !checker.gaps.all("issues") && !checker.gaps.all("bargaining") =>
        {
            let message =
                "the case has no [issues], [bargaining], [coalitions], [contact_group], [game] or [sequence]";
            let finding = Diagnostic::error(Code::MissingKey, message);
            checker
                .push(finding.hint("add at least one issue: [issues.NAME] with levels, weight and values"));
        }
        (Some(_), Some(issue)) => {
            let message = "the case has both [issues] and [bargaining], expected one of them";
            checker.push(Diagnostic::error(Code::Contradiction, message).at(issue.id.span));
        }
        (Some(given), None) if !checker.gaps.all("bargaining") => given_set(checker, given),
        _ => {}
    }
}

fn levels_and_payoffs(checker: &mut Checker<'_>, issue: &Issue) {
    let id = short(&issue.id.text);
    let whole = !checker.gaps.one("issues", &issue.id.text);
    let levels_read = !checker.gaps.one(LEVELS, &issue.id.text);
    if let Some(continuum) = &issue.continuum {
        curves(checker, issue, continuum, whole);
    } else if issue.levels.is_empty() && whole {
        let message = format!("issue `{id}` has no levels, expected at least one");
        checker.push(Diagnostic::error(Code::EmptyChoice, message).at(issue.id.span));
    }
    for (key, names) in [
        ("weight", issue.weight.iter().map(|(name, _)| name).collect::<Vec<_>>()),
        ("values", issue.values.iter().map(|(name, _)| name).collect()),
    ] {
        let place = format!("`{key}` of issue `{id}`");
        per_party(checker, &names, &place);
    }
    for (party, weight) in issue.weight.iter().filter(|(_, weight)| weight.value.is_negative()) {
        let message = format!(
            "weight of issue `{id}` for party `{}` is {}, expected 0 or more",
            short(&party.text),
            weight.value
        );
        checker.push(Diagnostic::error(Code::WeightSum, message).at(weight.span.or(party.span)));
    }
    for (party, values) in &issue.values {
        if levels_read && values.len() != issue.levels.len() && !issue.levels.is_empty() {
            let message = format!(
                "`values.{}` of issue `{id}` has {}, expected {}, one for each level",
                short(&party.text),
                counted(values.len(), "number"),
                issue.levels.len()
            );
            let finding = Diagnostic::error(Code::WrongLength, message).at(party.span);
            checker.push(
                finding.hint(format!("the levels are {}", listed(issue.levels.iter().map(Name::as_str)))),
            );
        }
        if whole && !issue.weight.iter().any(|(one, _)| one.text == party.text) {
            let message = format!("issue `{id}` has values for party `{}` but no weight", short(&party.text));
            let finding = Diagnostic::error(Code::MissingKey, message).at(party.span);
            checker.push(finding.hint("give the party a weight, or remove its values"));
        }
    }
    for (party, weight) in &issue.weight {
        let has_values = issue.values.iter().any(|(one, _)| one.text == party.text);
        if whole && weight.value.is_positive() && !has_values && issue.continuum.is_none() {
            let message =
                format!("issue `{id}` has a weight for party `{}` but no values", short(&party.text));
            let finding = Diagnostic::error(Code::MissingKey, message).at(party.span);
            checker.push(finding.hint("give the party one value for each level, or remove its weight"));
        }
    }
    if whole {
        unweighed(checker, issue);
    }
}

/// Names of a table from party to numbers: declared, once each, and signatories.
pub(super) fn per_party(checker: &mut Checker<'_>, names: &[&Name], place: &str) {
    let mut seen = HashSet::new();
    for name in names {
        let shown = short(&name.text);
        if !seen.insert(name.as_str()) {
            let message = format!("party `{shown}` is given twice in {place}");
            checker.push(Diagnostic::error(Code::DuplicateId, message).at(name.span));
        } else if checker.known_party(name, place) {
            let role = checker.case.party(&name.text).map_or(Role::Signatory, |party| party.role);
            if role != Role::Signatory && !checker.gaps.one("parties", &name.text) {
                let message = format!(
                    "party `{shown}` is {} and has numbers in {place}, which have no effect",
                    with_article(role)
                );
                let finding = Diagnostic::warning(Code::WeightSum, message).at(name.span);
                checker.push(finding.hint("remove them, or make the party a signatory"));
            }
        }
    }
}

fn unweighed(checker: &mut Checker<'_>, issue: &Issue) {
    let tables = ["interactions", "limits", "parties"];
    let doubtful = tables.iter().any(|table| checker.gaps.any(table));
    let weighed = issue.weight.iter().any(|(_, weight)| !weight.value.is_zero());
    if !weighed && !doubtful && !uses(checker.case, &issue.id.text).payoffs_or_limits {
        let message = format!("issue `{}` is weighed by nobody", short(&issue.id.text));
        let finding = Diagnostic::warning(Code::IssueUnweighed, message).at(issue.id.span);
        checker.push(finding.hint("give it a weight for at least one signatory, or remove it"));
    }
}

/// Levels that are better for nobody than another level of the same issue.
///
/// Silent about issues that a rule uses, where such a level may be forced or may help elsewhere. Runs on a case
/// without errors only.
pub(super) fn dominated(checker: &mut Checker<'_>, issue: &Issue) {
    let used = uses(checker.case, &issue.id.text);
    if used.payoffs_or_limits || used.conditions {
        return;
    }
    let weighs = |party: &Party| {
        issue.weight.iter().any(|(one, weight)| one.text == party.id.text && weight.value.is_positive())
    };
    let ranks: Vec<Vec<usize>> = checker
        .case
        .signatories()
        .filter(|party| weighs(party))
        .filter_map(|party| issue.values.iter().find(|(one, _)| one.text == party.id.text))
        .map(|(_, values)| ranks(values))
        .collect();
    for (level, name) in issue.levels.iter().enumerate() {
        let dominates = |other: &usize| {
            ranks.iter().all(|rank| rank[*other] >= rank[level])
                && ranks.iter().any(|rank| rank[*other] > rank[level])
        };
        if let Some(better) = (0..issue.levels.len()).find(dominates) {
            let message = format!(
                "level `{}` of issue `{}` is better for nobody than `{}`, and worse for somebody",
                short(&name.text),
                short(&issue.id.text),
                short(&issue.levels[better].text)
            );
            let finding = Diagnostic::note(Code::DominatedLevel, message).at(name.span);
            checker.push(finding.hint("no principle will choose it; keep it if somebody may propose it"));
        }
    }
}

/// The rank of each number, from 0; equal numbers have equal ranks.
fn ranks(values: &[Quantity]) -> Vec<usize> {
    let mut sorted: Vec<&Rational> = values.iter().map(|one| &one.value).collect();
    sorted.sort_unstable();
    sorted.dedup();
    values.iter().map(|one| sorted.partition_point(|other| *other < &one.value)).collect()
}

/// The weights of each signatory add to 100 or 1, and not to 0.
fn weight_sums(checker: &mut Checker<'_>) {
    let case = checker.case;
    if case.issues.is_empty() || checker.gaps.any("issues") {
        return;
    }
    for party in case.signatories().filter(|party| !checker.gaps.one("parties", &party.id.text)) {
        let mut weights = Vec::new();
        for issue in &case.issues {
            weights.extend(issue.weight.iter().filter(|(one, _)| one.text == party.id.text));
        }
        let sum: Rational = weights.iter().map(|(_, weight)| &weight.value).sum();
        let span = weights.first().and_then(|(name, _)| name.span).or(party.id.span);
        let id = short(&party.id.text);
        if weights.iter().any(|(_, weight)| weight.value.is_negative()) {
            continue;
        }
        if sum.is_zero() {
            let message = format!("weights of party `{id}` add to 0, expected more than 0");
            let hint = format!("give {id} a weight on at least one issue, or remove it from [parties]");
            checker.push(Diagnostic::error(Code::WeightSum, message).at(span).hint(hint));
        } else if sum != 100 && sum != 1 {
            let message = format!("weights of party `{id}` add to {sum}, expected 100 or 1");
            let hint =
                "weights are divided by their sum, so the case can be solved; mend the one that is off";
            checker.push(Diagnostic::warning(Code::WeightSum, message).at(span).hint(hint));
        }
    }
}

/// Low, mode and high are in order.
fn ranges(checker: &mut Checker<'_>) {
    for entry in numbers(checker.case) {
        let Some(range) = &entry.quantity.range else { continue };
        let value = &entry.quantity.value;
        if range.low <= *value && *value <= range.high {
            continue;
        }
        let message = format!(
            "range of `{}` is [{}, {value}, {}], expected low <= mode <= high",
            short(&entry.path),
            range.low,
            range.high
        );
        checker.push(Diagnostic::error(Code::RangeDisorder, message).at(entry.quantity.span));
    }
}
