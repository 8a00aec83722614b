//! The issues of a GENIUS file, whether it is a domain or a profile.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Findings, Span, short};
use crate::format::genius::{name_of, needed, number, whole};
use crate::format::xml::Element;
use crate::model::check::MAX_LEVELS;
use crate::model::{Name, Quantity};
use crate::numeric::{Rational, typed};

/// An issue with what both kinds of file say of it.
#[derive(Debug)]
pub(super) struct GeniusIssue<'e> {
    /// Its name.
    pub(super) name: Name,
    /// Its number, by which weights and rectangles refer to it.
    pub(super) index: Option<i64>,
    /// What may be agreed on.
    pub(super) kind: Kind<'e>,
    /// The whole element.
    pub(super) element: &'e Element,
}

/// What may be agreed on.
#[derive(Debug)]
pub(super) enum Kind<'e> {
    /// One of these, each with its element.
    Discrete(Vec<(Name, &'e Element)>),
    /// A whole number.
    Integer {
        /// The least.
        lower: i64,
        /// The greatest, less than [`MAX_LEVELS`] above it.
        upper: i64,
    },
    /// Any number from one to another.
    Real {
        /// The least.
        lower: Rational,
        /// The greatest, above it.
        upper: Rational,
    },
    /// Something that was reported.
    Unread,
}

impl GeniusIssue<'_> {
    /// How many levels it has.
    pub(super) fn size(&self) -> usize {
        match &self.kind {
            Kind::Discrete(items) => items.len(),
            Kind::Integer { lower, upper } => usize::try_from(upper - lower + 1).unwrap_or(usize::MAX),
            Kind::Real { .. } | Kind::Unread => 1,
        }
    }

    /// The labels of its levels.
    pub(super) fn labels(&self) -> Vec<Name> {
        match &self.kind {
            Kind::Discrete(items) => items.iter().map(|(name, _)| name.clone()).collect(),
            Kind::Integer { lower, upper } => {
                (*lower..=*upper).map(|level| level.to_string().into()).collect()
            }
            Kind::Real { .. } | Kind::Unread => Vec::new(),
        }
    }

    /// The ends of its range, if any number between them may be agreed on.
    pub(super) fn range(&self) -> Option<[Quantity; 2]> {
        let Kind::Real { lower, upper } = &self.kind else { return None };
        let end = |value: &Rational| Quantity {
            value: value.clone(),
            span: Some(self.element.span),
            ..Quantity::default()
        };
        Some([end(lower), end(upper)])
    }
}

/// The issues that stand directly in `objective`, in the order of the file; what is wrong with them is reported.
pub(super) fn issues<'e>(objective: &'e Element, findings: &mut Findings) -> Vec<GeniusIssue<'e>> {
    let mut list: Vec<GeniusIssue<'e>> = Vec::new();
    let mut names: BTreeMap<String, Option<Span>> = BTreeMap::new();
    let mut numbers: BTreeMap<i64, Span> = BTreeMap::new();
    for element in objective.each("issue") {
        let Some(name) = needed(element, "name", "an issue", findings).map(name_of) else { continue };
        let what = format!("issue `{}`", short(&name.text));
        let index =
            element.get("index").and_then(|index| whole(index, &format!("`index` of {what}"), findings));
        if let Some(first) = names.insert(name.text.clone(), name.span) {
            let finding =
                Diagnostic::error(Code::DuplicateId, format!("{what} is given twice")).at(name.span);
            findings.push(match first {
                Some(first) => finding.also(first, "the first"),
                None => finding,
            });
            continue;
        }
        if let Some(index) = index
            && let Some(first) = numbers.insert(index, element.span)
        {
            let message = format!("{what} has the number {index} of another issue");
            findings.push(
                Diagnostic::error(Code::DuplicateId, message).at(element.span).also(first, "the other"),
            );
        }
        let kind = kind(element, &what, findings);
        list.push(GeniusIssue { name, index, kind, element });
    }
    if list.is_empty() && findings.errors() == 0 {
        let message = "the objective has no issues";
        findings.push(Diagnostic::error(Code::MissingKey, message).at(objective.span));
    }
    list
}

/// What may be agreed on in an issue. Files say its type in up to three attributes, or not at all.
fn kind<'e>(element: &'e Element, what: &str, findings: &mut Findings) -> Kind<'e> {
    let types: Vec<_> = ["type", "vtype", "etype"].iter().filter_map(|name| element.get(name)).collect();
    if let Some(other) = types.iter().find(|one| one.value != types[0].value) {
        let message = format!(
            "{what} is `{}` and `{}`, expected one type",
            short(&types[0].value),
            short(&other.value)
        );
        findings.push(Diagnostic::error(Code::Contradiction, message).at(other.span));
        return Kind::Unread;
    }
    match types.first().map(|one| one.value.as_str()) {
        Some("integer") => integer(element, what, findings),
        Some("real") => real(element, what, findings),
        Some("discrete") => discrete(element, what, findings),
        None if element.each("item").next().is_some() => discrete(element, what, findings),
        Some(other) => {
            let message = format!("{what} is `{}`, expected discrete, integer or real", short(other));
            findings.push(Diagnostic::error(Code::WrongType, message).at(types[0].span));
            Kind::Unread
        }
        None => {
            let message = format!("{what} has neither a type nor items");
            findings.push(Diagnostic::error(Code::MissingKey, message).at(element.span));
            Kind::Unread
        }
    }
}

/// An end of the range of an issue: an attribute of its own, or of the `range` in it.
fn bound<'e>(element: &'e Element, end: &str) -> Option<&'e crate::format::xml::Attribute> {
    element.get(end).or_else(|| element.each("range").find_map(|range| range.get(end)))
}

fn integer<'e>(element: &'e Element, what: &str, findings: &mut Findings) -> Kind<'e> {
    let mut end = |name: &str| match bound(element, name) {
        Some(end) => whole(end, &format!("`{name}` of {what}"), findings),
        None => {
            let message = format!("{what} is an integer and has no `{name}`");
            findings.push(Diagnostic::error(Code::MissingKey, message).at(element.span));
            None
        }
    };
    let (Some(lower), Some(upper)) = (end("lowerbound"), end("upperbound")) else { return Kind::Unread };
    let count = i128::from(upper) - i128::from(lower) + 1;
    if count < 1 {
        let message = format!("{what} goes from {lower} to {upper}, expected the lower end first");
        findings.push(Diagnostic::error(Code::RangeDisorder, message).at(element.span));
        return Kind::Unread;
    }
    if count > MAX_LEVELS as i128 {
        let message =
            format!("{what} goes from {lower} to {upper}: {count} levels, at most {MAX_LEVELS} are solved");
        findings.push(Diagnostic::error(Code::TooLarge, message).at(element.span));
        return Kind::Unread;
    }
    Kind::Integer { lower, upper }
}

fn real<'e>(element: &'e Element, what: &str, findings: &mut Findings) -> Kind<'e> {
    let mut end = |name: &str| match bound(element, name) {
        Some(end) => number(end, &format!("`{name}` of {what}"), findings),
        None => {
            let message = format!("{what} is real and has no `{name}`");
            findings.push(Diagnostic::error(Code::MissingKey, message).at(element.span));
            None
        }
    };
    let (Some(lower), Some(upper)) = (end("lowerbound"), end("upperbound")) else { return Kind::Unread };
    if lower >= upper {
        let message =
            format!("{what} goes from {} to {}, expected the lower end first", typed(&lower), typed(&upper));
        findings.push(Diagnostic::error(Code::RangeDisorder, message).at(element.span));
        return Kind::Unread;
    }
    Kind::Real { lower, upper }
}

fn discrete<'e>(element: &'e Element, what: &str, findings: &mut Findings) -> Kind<'e> {
    let before = findings.errors();
    let mut items: Vec<(Name, &Element)> = Vec::new();
    let mut seen: BTreeMap<&str, (Span, &Element)> = BTreeMap::new();
    for item in element.each("item") {
        let Some(value) = needed(item, "value", &format!("an item of {what}"), findings) else { continue };
        if let Some((first, other)) = seen.insert(&value.value, (value.span, item)) {
            let says = |item: &Element| item.get("evaluation").map(|one| one.value.clone());
            let message = match (says(other), says(item)) {
                (Some(one), Some(two)) if one != two => format!(
                    "`{}` of {what} is given twice, with evaluations {} and {}",
                    short(&value.value),
                    short(&one),
                    short(&two)
                ),
                _ => format!("`{}` of {what} is given twice", short(&value.value)),
            };
            let finding =
                Diagnostic::error(Code::DuplicateId, message).at(value.span).also(first, "the first");
            findings.push(finding.hint("remove the one that is not meant"));
            continue;
        }
        items.push((name_of(value), item));
    }
    if items.is_empty() && findings.errors() == before {
        let message = format!("{what} has no items, expected at least one");
        findings.push(Diagnostic::error(Code::EmptyChoice, message).at(element.span));
    }
    if items.len() > MAX_LEVELS {
        let message = format!("{what} has {} levels, at most {MAX_LEVELS} are solved", items.len());
        findings.push(Diagnostic::error(Code::TooLarge, message).at(element.span));
        return Kind::Unread;
    }
    if items.is_empty() { Kind::Unread } else { Kind::Discrete(items) }
}
