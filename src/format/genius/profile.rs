//! A GENIUS profile: what one party thinks of the issues of the domain.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Findings, did_you_mean, short};
use crate::format::assemble::{Profile, base};
use crate::format::genius::issues::{GeniusIssue, Kind, issues};
use crate::format::genius::rectangles::rectangles;
use crate::format::genius::{name_of, needed, number, objective, whole};
use crate::format::xml::Element;
use crate::model::{Knot, Quantity};
use crate::numeric::{Rational, typed};

/// Most levels that a misspelling is compared with.
const MOST_COMPARED: usize = 100;

/// The profile in `root` over the issues of `domain`; what is wrong with it is reported.
pub(super) fn read(
    root: &Element,
    file: &str,
    domain: &[GeniusIssue<'_>],
    findings: &mut Findings,
) -> Option<Profile> {
    let (walk_away, mut notes) = reservation(root, file, findings);
    if let Some(discount) = root.each("discount_factor").find_map(|one| one.get("value"))
        && discount.value.parse::<Rational>().is_ok_and(|factor| factor != 1 && !factor.is_zero())
    {
        notes.push(format!("its discount factor of {} is not used", short(&discount.value)));
    }
    let note = (!notes.is_empty()).then(|| format!("In {}: {}.", base(file), notes.join("; ")));
    // What is missing is reported, so the profile is of no use; the rest is looked at all the same.
    let walk_away = walk_away.unwrap_or_default();
    if let Some(utility) = root.each("utility").next() {
        let (payoffs, bonuses) = rectangles(utility, domain, findings)?;
        let curves = Vec::new();
        return Some(Profile { file: file.to_owned(), payoffs, curves, bonuses, walk_away, note });
    }
    let objective = objective(root, findings)?;
    let own = issues(objective, findings);
    let weights = weights(objective, &own, findings);
    let by_name: BTreeMap<&str, &GeniusIssue<'_>> =
        own.iter().map(|issue| (issue.name.text.as_str(), issue)).collect();
    let mut payoffs = Vec::with_capacity(domain.len());
    let mut curves = Vec::new();
    for (place, issue) in domain.iter().enumerate() {
        let shown = short(&issue.name.text);
        let Some(found) = by_name.get(issue.name.text.as_str()) else {
            let message = format!("{} says nothing of issue `{shown}` of the domain", base(file));
            let near =
                did_you_mean(&issue.name.text, own.iter().take(MOST_COMPARED).map(|one| one.name.as_str()));
            findings.push(Diagnostic::error(Code::MissingKey, message).at(objective.span).hint(near));
            continue;
        };
        // The same numbers for other names would mean other issues to GENIUS, which goes by the number.
        if let Some(other) = own.iter().find(|one| one.index.is_some() && one.index == issue.index)
            && other.name.text != issue.name.text
        {
            let message = format!(
                "issue `{}` has number {} here, which is that of `{shown}` in the domain",
                short(&other.name.text),
                issue.index.unwrap_or_default()
            );
            findings.push(Diagnostic::error(Code::Contradiction, message).at(other.name.span));
        }
        if let (Kind::Real { .. }, Kind::Real { .. }) = (&issue.kind, &found.kind) {
            curves.extend(curve(issue, found, findings).map(|curve| (place, curve)));
        }
        let values = values(issue, found, findings);
        let weight = found.index.and_then(|index| weights.get(&index)).cloned();
        if weight.is_none() {
            let message = match found.index {
                Some(index) => format!("issue `{shown}` has no weight: none has the index {index}"),
                None => format!("issue `{shown}` has no `index`, so its weight cannot be found"),
            };
            let finding = Diagnostic::error(Code::MissingKey, message).at(found.name.span);
            findings.push(finding.hint("add <weight index=\"...\" value=\"...\"/> to the objective"));
        }
        payoffs.push((weight.unwrap_or_default(), values.unwrap_or_default()));
    }
    let known: BTreeMap<&str, ()> = domain.iter().map(|issue| (issue.name.as_str(), ())).collect();
    for issue in own.iter().filter(|one| !known.contains_key(one.name.as_str())) {
        let message = format!("the domain has no issue `{}`", short(&issue.name.text));
        let names = domain.iter().take(MOST_COMPARED).map(|one| one.name.as_str());
        let near = did_you_mean(&issue.name.text, names);
        findings.push(Diagnostic::error(Code::UnknownIssue, message).at(issue.name.span).label(near));
    }
    Some(Profile { file: file.to_owned(), payoffs, curves, bonuses: Vec::new(), walk_away, note })
}

/// What the party has without an agreement, and a note where the file does not say.
fn reservation(root: &Element, file: &str, findings: &mut Findings) -> (Option<Quantity>, Vec<String>) {
    let Some(element) = root.each("reservation").next() else {
        let notes = vec!["no reservation value, so 0".to_owned()];
        return (Some(Quantity::from(0)), notes);
    };
    let what = format!("the reservation value of {}", base(file));
    let Some(value) = needed(element, "value", "<reservation>", findings) else { return (None, Vec::new()) };
    let exact = number(value, &what, findings);
    (exact.map(|exact| Quantity { value: exact, span: Some(value.span), ..Quantity::default() }), Vec::new())
}

/// The weights of a profile by the numbers of its issues.
fn weights(objective: &Element, own: &[GeniusIssue<'_>], findings: &mut Findings) -> BTreeMap<i64, Quantity> {
    let mut weights: BTreeMap<i64, Quantity> = BTreeMap::new();
    for element in objective.each("weight") {
        let Some(index) = needed(element, "index", "a weight", findings) else { continue };
        let Some(index) = whole(index, "`index` of a weight", findings) else { continue };
        let what = format!("weight {index}");
        let Some(value) = needed(element, "value", &what, findings) else { continue };
        let Some(exact) = number(value, &what, findings) else { continue };
        let is_known = own.iter().any(|issue| issue.index == Some(index));
        if !is_known && !exact.is_zero() {
            let message = format!("{what} belongs to no issue: none has the index {index}");
            findings.push(Diagnostic::error(Code::UnknownIssue, message).at(element.span));
        }
        let quantity = Quantity { value: exact, span: Some(value.span), ..Quantity::default() };
        if weights.insert(index, quantity).is_some() {
            let message = format!("{what} is given twice");
            findings.push(Diagnostic::error(Code::DuplicateId, message).at(element.span));
        }
    }
    weights
}

/// The value of each level of an issue of the domain.
fn values(domain: &GeniusIssue<'_>, own: &GeniusIssue<'_>, findings: &mut Findings) -> Option<Vec<Quantity>> {
    let shown = short(&own.name.text);
    match (&domain.kind, &own.kind) {
        (Kind::Discrete(levels), Kind::Discrete(items)) => {
            let mut exact = BTreeMap::new();
            for (name, item) in items {
                let what = format!("the evaluation of `{}` of issue `{shown}`", short(&name.text));
                let Some(value) =
                    needed(item, "evaluation", &format!("item `{}`", short(&name.text)), findings)
                else {
                    continue;
                };
                if let Some(number) = number(value, &what, findings) {
                    exact.insert(name.as_str(), (number, value.span));
                }
            }
            let greatest = exact.values().map(|(number, _)| number).max().cloned().unwrap_or_default();
            let divisor = if greatest > 1 { greatest } else { Rational::from(1) };
            let of = |level: &str| {
                let (number, span) = exact.get(level)?;
                let value = number.checked_div(&divisor)?;
                Some(Quantity { value, span: Some(*span), ..Quantity::default() })
            };
            let given: BTreeMap<&str, ()> = items.iter().map(|(name, _)| (name.as_str(), ())).collect();
            let known: BTreeMap<&str, ()> = levels.iter().map(|(name, _)| (name.as_str(), ())).collect();
            for (name, _) in levels.iter().filter(|(name, _)| !given.contains_key(name.as_str())) {
                let message =
                    format!("issue `{shown}` says nothing of `{}` of the domain", short(&name.text));
                let names = items.iter().take(MOST_COMPARED).map(|(name, _)| name.as_str());
                let near = did_you_mean(&name.text, names.filter(|name| !known.contains_key(name)));
                findings.push(Diagnostic::error(Code::MissingKey, message).at(own.name.span).label(near));
            }
            for (name, _) in items.iter().filter(|(name, _)| !known.contains_key(name.as_str())) {
                let message = format!("`{}` is no level of issue `{shown}` in the domain", short(&name.text));
                let finding = Diagnostic::error(Code::UnknownLevel, message).at(name.span);
                findings.push(finding.hint("spell it as the domain does, or remove it"));
            }
            levels.iter().map(|(name, _)| of(name.as_str())).collect()
        }
        (Kind::Integer { lower, upper }, Kind::Integer { lower: own_lower, upper: own_upper }) => {
            if (lower, upper) != (own_lower, own_upper) {
                let message = format!(
                    "issue `{shown}` goes from {own_lower} to {own_upper} here and from {lower} to {upper} in the domain"
                );
                findings.push(Diagnostic::error(Code::Contradiction, message).at(own.element.span));
                return None;
            }
            line(own, upper - lower, findings)
        }
        // Its values are a curve.
        (Kind::Real { .. }, Kind::Real { .. }) => Some(Vec::new()),
        (Kind::Unread, _) | (_, Kind::Unread) => None,
        _ => {
            let message = format!("issue `{shown}` is of another type than in the domain");
            findings.push(Diagnostic::error(Code::Contradiction, message).at(own.element.span));
            None
        }
    }
}

/// The values of a real issue: on a line kept within 0 and 1, everywhere the same, or on a triangle with its top at 1.
///
/// Unlike that of an integer issue, the line starts from 0 and not from the lower end.
fn curve(domain: &GeniusIssue<'_>, own: &GeniusIssue<'_>, findings: &mut Findings) -> Option<Vec<Knot>> {
    let shown = short(&own.name.text);
    let (Some(range), Some(given)) = (domain.range(), own.range()) else { return None };
    let ends = range.each_ref().map(|end| &end.value);
    if ends != given.each_ref().map(|end| &end.value) {
        let [own_lower, own_upper] = given.map(|end| typed(&end.value));
        let [lower, upper] = ends.map(typed);
        let message = format!(
            "issue `{shown}` goes from {own_lower} to {own_upper} here and from {lower} to {upper} in the domain"
        );
        findings.push(Diagnostic::error(Code::Contradiction, message).at(own.element.span));
        return None;
    }
    let what = format!("the evaluator of issue `{shown}`");
    let Some(evaluator) = own.element.each("evaluator").next() else {
        let message = format!("real issue `{shown}` has no <evaluator>");
        findings.push(Diagnostic::error(Code::MissingKey, message).at(own.element.span));
        return None;
    };
    let kind = needed(evaluator, "ftype", &what, findings)?;
    let mut part = |name: &str| {
        let found = needed(evaluator, name, &what, findings)?;
        number(found, &format!("`{name}` of {what}"), findings)
    };
    let (zero, one) = (Rational::ZERO, Rational::ONE);
    let mut marks: Vec<Rational> = ends.into_iter().cloned().collect();
    let value: Box<dyn Fn(&Rational) -> Rational> = match kind.value.as_str() {
        "linear" => {
            let (offset, slope) = (part("parameter0"), part("parameter1"));
            let (offset, slope) = (offset?, slope?);
            // Where the line leaves 0 or 1.
            marks.extend([&zero, &one].iter().filter_map(|end| (*end - &offset).checked_div(&slope)));
            Box::new(move |at| (&offset + &(&slope * at)).clamp(Rational::ZERO, Rational::ONE))
        }
        "constant" => {
            let same = part("parameter0")?;
            Box::new(move |_| same.clone())
        }
        "triangular" => {
            let (left, right, top) = (part("parameter0"), part("parameter1"), part("parameter2"));
            let (left, right, top) = (left?, right?, top?);
            if left >= top || top >= right {
                let message = format!(
                    "{what} is a triangle from {} over {} to {}, expected them in this order",
                    typed(&left),
                    typed(&top),
                    typed(&right)
                );
                findings.push(Diagnostic::error(Code::RangeDisorder, message).at(evaluator.span));
                return None;
            }
            marks.extend([left.clone(), top.clone(), right.clone()]);
            Box::new(move |at| {
                let (rise, fall) = (&(at - &left) / &(&top - &left), &(&right - at) / &(&right - &top));
                rise.min(fall).max(Rational::ZERO)
            })
        }
        other => {
            let message = format!("{what} is `{}`, expected linear, constant or triangular", short(other));
            findings.push(Diagnostic::error(Code::NotYet, message).at(kind.span));
            return None;
        }
    };
    marks.retain(|mark| ends[0] <= mark && mark <= ends[1]);
    marks.sort_unstable();
    marks.dedup();
    let span = name_of(kind).span;
    let quantity = |value: Rational| Quantity { value, span, ..Quantity::default() };
    Some(marks.into_iter().map(|at| Knot { value: quantity(value(&at)), at: quantity(at) }).collect())
}

/// The values of an integer issue from its least level on: `offset + slope * steps`, kept within 0 and 1.
fn line(own: &GeniusIssue<'_>, steps: i64, findings: &mut Findings) -> Option<Vec<Quantity>> {
    let what = format!("the evaluator of issue `{}`", short(&own.name.text));
    let Some(evaluator) = own.element.each("evaluator").next() else {
        let message = format!("integer issue `{}` has no <evaluator>", short(&own.name.text));
        findings.push(Diagnostic::error(Code::MissingKey, message).at(own.element.span));
        return None;
    };
    let kind = needed(evaluator, "ftype", &what, findings)?;
    if kind.value != "linear" {
        let message = format!("{what} is `{}`, expected linear", short(&kind.value));
        findings.push(Diagnostic::error(Code::NotYet, message).at(kind.span));
        return None;
    }
    let mut part = |name: &str, older: &str| {
        let found = match evaluator.get(name).or(evaluator.get(older)) {
            Some(found) => found,
            None => needed(evaluator, name, &what, findings)?,
        };
        number(found, &format!("`{name}` of {what}"), findings)
    };
    let (offset, slope) = (part("offset", "parameter0"), part("slope", "parameter1"));
    let (offset, slope) = (offset?, slope?);
    let (zero, one) = (Rational::ZERO, Rational::from(1));
    let value = |step: i64| {
        let value = &offset + &(&slope * &Rational::from(step));
        let value = value.clamp(zero.clone(), one.clone());
        Quantity { value, span: name_of(kind).span, ..Quantity::default() }
    };
    Some((0..=steps).map(value).collect())
}
