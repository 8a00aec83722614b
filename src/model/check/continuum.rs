//! Issues with any amount between two ends: their curves, and where their amounts are named.

use crate::diagnostic::{Code, Diagnostic, short};
use crate::model::check::payoffs::per_party;
use crate::model::check::{CURVES, Checker, counted};
use crate::model::{Choice, Concession, Continuum, Issue, Knot, Name, Quantity};
use crate::numeric::{Rational, typed};

/// Most pairs of one curve.
const MAX_KNOTS: usize = 100;

/// The ends of the range are in order, and every party with a weight has a curve from one to the other.
pub(super) fn curves(checker: &mut Checker<'_>, issue: &Issue, continuum: &Continuum, whole: bool) {
    let id = short(&issue.id.text);
    let (from, to) = (&continuum.from, &continuum.to);
    if from.value >= to.value {
        let message = format!(
            "`range` of issue `{id}` goes from {} to {}, expected the lower end first",
            typed(&from.value),
            typed(&to.value)
        );
        checker.push(Diagnostic::error(Code::RangeDisorder, message).at(from.span.or(issue.id.span)));
    }
    if !issue.ordered {
        let message = format!("issue `{id}` has a range, so its amounts are in order");
        let finding = Diagnostic::error(Code::Contradiction, message).at(issue.id.span);
        checker.push(finding.hint("remove `ordered`"));
    }
    let names: Vec<&Name> = continuum.curves.iter().map(|(name, _)| name).collect();
    per_party(checker, &names, &format!("`curve` of issue `{id}`"));
    for (party, knots) in &continuum.curves {
        // What could not be read was reported; what only follows from it is not.
        if !checker.gaps.one(CURVES, &issue.id.text) {
            curve(checker, &id, continuum, party, knots);
        }
        if whole && !issue.weight.iter().any(|(one, _)| one.text == party.text) {
            let message =
                format!("issue `{id}` has a curve for party `{}` but no weight", short(&party.text));
            let finding = Diagnostic::error(Code::MissingKey, message).at(party.span);
            checker.push(finding.hint("give the party a weight, or remove its curve"));
        }
    }
    for (party, weight) in &issue.weight {
        let has_curve = continuum.curves.iter().any(|(one, _)| one.text == party.text);
        if whole && weight.value.is_positive() && !has_curve {
            let message =
                format!("issue `{id}` has a weight for party `{}` but no curve", short(&party.text));
            let finding = Diagnostic::error(Code::MissingKey, message).at(party.span);
            checker.push(
                finding.hint("give the party its value at both ends of the range, or remove its weight"),
            );
        }
    }
}

/// Amounts ascend, and from the first to the last they cover the range.
fn curve(checker: &mut Checker<'_>, id: &str, continuum: &Continuum, party: &Name, knots: &[Knot]) {
    let place = format!("`curve.{}` of issue `{id}`", short(&party.text));
    if knots.len() < 2 || knots.len() > MAX_KNOTS {
        let found = counted(knots.len(), "pair");
        let message = format!("{place} has {found}, expected from 2 to {MAX_KNOTS}");
        let finding = Diagnostic::error(Code::WrongLength, message).at(party.span);
        return checker
            .push(finding.hint("write [amount, value] for both ends, and where the slope changes"));
    }
    for pair in knots.windows(2).filter(|pair| pair[0].at.value >= pair[1].at.value) {
        let message = format!(
            "{place} has the amount {} after {}, expected a greater one",
            typed(&pair[1].at.value),
            typed(&pair[0].at.value)
        );
        checker.push(Diagnostic::error(Code::RangeDisorder, message).at(pair[1].at.span.or(party.span)));
    }
    let first = knots.first().filter(|knot| knot.at.value > continuum.from.value);
    let last = knots.last().filter(|knot| knot.at.value < continuum.to.value);
    for (verb, knot, end) in [("starts", first, &continuum.from), ("ends", last, &continuum.to)] {
        let Some(knot) = knot else { continue };
        let message = format!(
            "{place} {verb} at {}, inside the range, whose end is {}",
            typed(&knot.at.value),
            typed(&end.value)
        );
        let finding = Diagnostic::error(Code::OutOfRange, message).at(knot.at.span.or(party.span));
        checker.push(finding.hint("say what the party thinks of every amount that may be agreed"));
    }
}

/// An amount that stands where a level of other issues would.
pub(super) fn amount(
    checker: &mut Checker<'_>,
    issue: &Issue,
    continuum: &Continuum,
    text: &Name,
    place: &str,
) {
    let (from, to) = (&continuum.from.value, &continuum.to.value);
    let value = text.text.parse::<Rational>().ok();
    // A range in disorder has been reported, and no amount lies in it.
    if from >= to || value.as_ref().is_some_and(|value| from <= value && value <= to) {
        return;
    }
    let what = if value.is_some() { "the amount" } else { "the level" };
    let message = format!(
        "{place} names {what} `{}` of issue `{}`, expected a number from {} to {}",
        short(&text.text),
        short(&issue.id.text),
        typed(from),
        typed(to)
    );
    checker.push(Diagnostic::error(Code::OutOfRange, message).at(text.span));
}

/// Amounts are named for issues with a range, levels for the others.
///
/// - `is_package`: a package names one amount, not a span of them.
pub(super) fn choice(
    checker: &mut Checker<'_>,
    issue: &Issue,
    choice: &Choice,
    place: &str,
    is_package: bool,
) {
    let id = short(&issue.id.text);
    let at = choice.issue.span;
    match (&issue.continuum, &choice.within) {
        (None, Some(_)) => {
            let message = format!("{place} names amounts of issue `{id}`, which has levels");
            checker.push(Diagnostic::error(Code::WrongType, message).at(at).hint("name the levels"));
        }
        (Some(_), None) if !is_package && !choice.levels.is_empty() => {
            let message = format!("{place} names a level of issue `{id}`, which has a range");
            let finding = Diagnostic::error(Code::WrongType, message).at(at);
            checker.push(
                finding.hint(format!("write {id} = {{ at_least = 3, at_most = 6 }}, or one of the two")),
            );
        }
        (Some(_), Some(_)) if is_package => {
            let message = format!("{place} names a span of issue `{id}`, expected one amount");
            checker.push(Diagnostic::error(Code::WrongType, message).at(at));
        }
        (Some(continuum), Some(within)) => {
            let ends: [&Option<Quantity>; 2] = [&within.at_least, &within.at_most];
            for end in ends.into_iter().flatten() {
                let text = Name { text: typed(&end.value), span: end.span };
                amount(checker, issue, continuum, &text, place);
            }
            if let [Some(low), Some(high)] = ends
                && low.value > high.value
            {
                let message = format!(
                    "{place} wants issue `{id}` at least at {} and at most at {}",
                    typed(&low.value),
                    typed(&high.value)
                );
                checker.push(Diagnostic::error(Code::Contradiction, message).at(low.span.or(at)));
            }
        }
        _ => {}
    }
}

/// The least amount that a limit allows is not above the greatest.
pub(super) fn ends_in_order(
    checker: &mut Checker<'_>,
    at_least: &[(Name, Name)],
    at_most: &[(Name, Name)],
    place: &str,
) {
    for (issue, low) in at_least {
        let is_continuous = checker.case.issue(&issue.text).is_some_and(|issue| issue.continuum.is_some());
        let high = at_most.iter().find(|(other, _)| other.text == issue.text).map(|(_, high)| high);
        let ends = high.map(|high| [low, high].map(|end| end.text.parse::<Rational>().ok()));
        if let Some([Some(least), Some(most)]) = ends.filter(|_| is_continuous)
            && least > most
        {
            let message = format!(
                "{place} wants issue `{}` at least at {} and at most at {}",
                short(&issue.text),
                typed(&least),
                typed(&most)
            );
            checker.push(Diagnostic::error(Code::Contradiction, message).at(low.span));
        }
    }
}

/// A table lists levels, of which an issue with a range has none.
pub(super) fn no_table(checker: &mut Checker<'_>, issue: &Name, place: &str) {
    let id = short(&issue.text);
    let message = format!("`over` of {place} names issue `{id}`, which has a range and no levels to list");
    let finding = Diagnostic::error(Code::WrongType, message).at(issue.span);
    checker.push(finding.hint(format!("write a bonus: when = {{ {id} = {{ at_least = 3 }}, ... }}")));
}

/// A sum counts an issue with a range by the unit.
pub(super) fn no_list(checker: &mut Checker<'_>, issue: &Name, place: &str) {
    let id = short(&issue.text);
    let message = format!("`sum.{id}` of {place} is not one number, as for an issue with a range");
    let finding = Diagnostic::error(Code::WrongLength, message).at(issue.span);
    checker.push(finding.hint(format!("write {id} = 1: what a unit of it adds to the sum")));
}

/// A concession helps somebody, costs nothing below 0, and has a number of units above 0.
pub(super) fn concession(checker: &mut Checker<'_>, concession: &Concession) {
    let id = short(&concession.id.text);
    let whole = !checker.gaps.one("concessions", &concession.id.text);
    let names: Vec<&Name> = concession.worth.iter().map(|(name, _)| name).collect();
    per_party(checker, &names, &format!("`worth` of concession `{id}`"));
    if whole && !concession.worth.iter().any(|(_, worth)| worth.value.is_positive()) {
        let message =
            format!("concession `{id}` is worth nothing to anybody, expected points for some party");
        let finding = Diagnostic::error(Code::OutOfRange, message).at(concession.id.span);
        checker.push(finding.hint("write worth = { PARTY = 1 }: the points that a unit adds for the party"));
    }
    if let Some(cost) = concession.cost.as_ref().filter(|cost| cost.value.is_negative()) {
        let message = format!("`cost` of concession `{id}` is {}, expected 0 or more", typed(&cost.value));
        checker.push(Diagnostic::error(Code::OutOfRange, message).at(cost.span));
    }
    if let Some(most) = concession.at_most.as_ref().filter(|most| !most.value.is_positive()) {
        let message =
            format!("`at_most` of concession `{id}` is {}, expected more than 0", typed(&most.value));
        checker.push(Diagnostic::error(Code::OutOfRange, message).at(most.span));
    }
}
