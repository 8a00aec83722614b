//! GENIUS: a negotiation domain in XML, and a utility profile in XML for each party.
//!
//! Discrete and integer issues with linear utilities, and sums of hyper-rectangles (`rectangles`). All numbers
//! are exact fractions of what the files say, made into utilities as GENIUS itself does ([`CONVENTION`]).
//! What a profile says is looked up by the name of the issue and the value of the level, and weights by the number of
//! the issue in the same file; where that leaves two readings, or none, the file is refused with the place.
//!
//! Reference: Lin, Kraus, Baarslag, Tykhonov, Hindriks, Jonker 2014, Genius, Computational Intelligence 30(1).

mod issues;
mod profile;
mod rectangles;

use crate::diagnostic::texts::Texts;
use crate::diagnostic::{Code, Diagnostic, Findings, short};
use crate::format::assemble::{self, Domain, DomainIssue, Profile, Words, too_large};
use crate::format::genius::issues::{GeniusIssue, Kind, issues};
use crate::format::xml::{Attribute, Element, parse};
use crate::model::{Case, Name};
use crate::numeric::Rational;

/// What is assumed where a file leaves it open.
const CONVENTION: Words = Words {
    tool: "GENIUS",
    convention: "the value of a discrete level is its evaluation, divided by the greatest of its issue where that is \
                 above 1; of an integer level offset + slope * steps, kept within 0 and 1; weights are divided by \
                 their sum; no reservation value is one of 0; discounts are not used",
};

/// Reads a domain and its profiles; `None`, or a case of no use, with at least one error.
pub(crate) fn read(texts: &Texts, findings: &mut Findings) -> Option<Case> {
    let roots: Vec<Option<Element>> =
        (0..texts.count()).map(|file| parse(texts.text(file), texts.start(file), findings)).collect();
    let root = roots.first()?.as_ref()?;
    let found = issues(objective(root, findings)?, findings);
    let sizes: Vec<usize> = found.iter().map(GeniusIssue::size).collect();
    if too_large(&sizes, roots.len() - 1, findings) {
        return None;
    }
    let mut profiles: Vec<Profile> = Vec::with_capacity(roots.len() - 1);
    for (file, root) in roots.iter().enumerate().skip(1) {
        let Some(root) = root else { continue };
        profiles.extend(profile::read(root, texts.name(file), &found, findings));
    }
    if findings.errors() > 0 {
        return None;
    }
    let title = objective(root, findings)?.get("name").map_or("", |name| &name.value);
    let issues = found.into_iter().map(|issue| DomainIssue {
        ordered: !matches!(issue.kind, Kind::Discrete(_)),
        levels: issue.labels(),
        range: issue.range(),
        name: issue.name,
    });
    let domain = Domain { title: title.to_owned(), issues: issues.collect() };
    Some(assemble::case(texts.name(0), domain, profiles, CONVENTION))
}

/// The element that holds the issues: of a domain in its `utility_space`, of a profile directly in the root.
fn objective<'e>(root: &'e Element, findings: &mut Findings) -> Option<&'e Element> {
    let space = match root.name.as_str() {
        "utility_space" => Some(root),
        "negotiation_template" => root.each("utility_space").next(),
        _ => {
            let message = format!(
                "the file is about <{}>, expected <negotiation_template> or <utility_space>",
                short(&root.name)
            );
            let finding = Diagnostic::error(Code::WrongType, message).at(root.span);
            findings.push(finding.hint("is this a domain or a profile of GENIUS?"));
            return None;
        }
    };
    let mut objectives = space.into_iter().flat_map(|space| space.each("objective"));
    let Some(objective) = objectives.next() else {
        let message = format!("<{}> has no <objective> with issues", root.name);
        findings.push(Diagnostic::error(Code::MissingKey, message).at(root.span));
        return None;
    };
    if let Some(other) = objectives.next().or(objective.each("objective").next()) {
        let message = "more than one <objective>: issues in groups with weights of their own are not read";
        let finding = Diagnostic::error(Code::NotYet, message).at(other.span);
        findings.push(finding.hint("put all issues into one objective, with weights multiplied out"));
        return None;
    }
    Some(objective)
}

/// An attribute that must be there.
fn needed<'e>(
    element: &'e Element,
    attribute: &str,
    what: &str,
    findings: &mut Findings,
) -> Option<&'e Attribute> {
    let found = element.get(attribute);
    if found.is_none() {
        let message = format!("{what} has no `{attribute}`");
        findings.push(Diagnostic::error(Code::MissingKey, message).at(element.span));
    }
    found
}

/// The exact number of an attribute.
fn number(attribute: &Attribute, what: &str, findings: &mut Findings) -> Option<Rational> {
    let found = attribute.value.parse::<Rational>().ok();
    if found.is_none() {
        let message =
            format!("{what} is `{}`, expected a number of at most 40 digits", short(&attribute.value));
        findings.push(Diagnostic::error(Code::BadNumber, message).at(attribute.span));
    }
    found
}

/// A whole number of an attribute.
fn whole(attribute: &Attribute, what: &str, findings: &mut Findings) -> Option<i64> {
    let found = attribute.value.parse::<Rational>().ok().filter(Rational::is_integer);
    let found = found.and_then(|number| i64::try_from(number.numerator()).ok());
    if found.is_none() {
        let message = format!("{what} is `{}`, expected a whole number", short(&attribute.value));
        findings.push(Diagnostic::error(Code::BadNumber, message).at(attribute.span));
    }
    found
}

/// An attribute as a name with its place.
fn name_of(attribute: &Attribute) -> Name {
    Name { text: attribute.value.clone(), span: Some(attribute.span) }
}
