//! GeniusWeb: a negotiation domain in JSON, and a utility profile in JSON for each party.
//!
//! Discrete value sets with linear additive utilities. Values and weights are taken as they are; GeniusWeb wants
//! weights that add to 1, and `check` warns where they do not. A reservation bid is the walk-away value it has. The
//! files have no keys that are fixed by a grammar of ours: what is not known is reported, what is needed is asked for.
//!
//! Reference: GeniusWeb, the documentation of its `issuevalue` and `profile` packages.

use std::collections::BTreeMap;

use crate::diagnostic::texts::Texts;
use crate::diagnostic::{Code, Diagnostic, Findings, did_you_mean, short};
use crate::format::assemble::{self, Domain, DomainIssue, Profile, Words, base, too_large};
use crate::format::json;
use crate::format::reader::{Reader, named};
use crate::format::tree::{Key, Node, Value};
use crate::model::check::{Gaps, MAX_LEVELS};
use crate::model::{Case, Name, Quantity};
use crate::numeric::Rational;

/// What is assumed where a file leaves it open.
const CONVENTION: Words = Words {
    tool: "GeniusWeb",
    convention: "values as they stand, times weights divided by their sum; no reservation bid is a walk-away value of 0",
};

/// The one kind of profile that is read.
const LINEAR: &str = "LinearAdditiveUtilitySpace";

/// Most names that a misspelling is compared with.
const MOST_COMPARED: usize = 100;

/// Reads a domain and its profiles; `None`, or a case of no use, with at least one error.
pub(crate) fn read(texts: &Texts, findings: &mut Findings) -> Option<Case> {
    let mut roots = Vec::with_capacity(texts.count());
    for file in 0..texts.count() {
        let (root, errors) = json::parse(texts.text(file), texts.start(file));
        findings.extend(errors);
        roots.push(root);
    }
    let mut reader = Reader { findings: std::mem::take(findings), gaps: Gaps::default() };
    let case = reader.files(texts, &roots);
    *findings = reader.findings;
    case
}

impl Reader {
    fn files(&mut self, texts: &Texts, roots: &[Option<Node>]) -> Option<Case> {
        let domain = self.web_domain(roots.first()?.as_ref()?, base(texts.name(0)));
        let sizes: Vec<usize> = domain.issues.iter().map(|issue| issue.levels.len()).collect();
        if too_large(&sizes, roots.len() - 1, &mut self.findings) {
            return None;
        }
        let mut profiles = Vec::with_capacity(roots.len() - 1);
        for (file, root) in roots.iter().enumerate().skip(1) {
            let Some(root) = root else { continue };
            profiles.extend(self.web_profile(root, texts.name(file), &domain));
        }
        if self.findings.errors() > 0 {
            return None;
        }
        Some(assemble::case(texts.name(0), domain, profiles, CONVENTION))
    }

    /// The value at a key that must be there.
    fn web_part<'n>(&mut self, node: &'n Node, key: &str, what: &str) -> Option<&'n Node> {
        let entries = self.entries(node, what, "an object");
        let found = entries.iter().find(|(one, _)| one.name == key).map(|(_, value)| value);
        if found.is_none() && matches!(node.value, Value::Table(_)) {
            let message = format!("{what} has no `{key}`");
            self.findings.push(Diagnostic::error(Code::MissingKey, message).at(node.span));
        }
        found
    }

    fn web_domain(&mut self, root: &Node, file: &str) -> Domain {
        let mut domain = Domain::default();
        if let Value::Table(entries) = &root.value
            && let Some((_, Node { value: Value::Text(name), .. })) =
                entries.iter().find(|(key, _)| key.name == "name")
        {
            domain.title.clone_from(name);
        }
        let Some(issues) = self.web_part(root, "issuesValues", &format!("domain {file}")) else {
            return domain;
        };
        for (key, value) in self.entries(issues, "`issuesValues`", "an object of issues") {
            let what = format!("issue `{}`", short(&key.name));
            let levels = self.web_levels(value, &what);
            domain.issues.push(DomainIssue { name: named(key), levels, range: None, ordered: false });
        }
        if domain.issues.is_empty() && self.findings.errors() == 0 {
            let message = format!("domain {file} has no issues");
            self.findings.push(Diagnostic::error(Code::MissingKey, message).at(issues.span));
        }
        domain
    }

    fn web_levels(&mut self, node: &Node, what: &str) -> Vec<Name> {
        if let Value::Table(entries) = &node.value
            && let Some((key, _)) = entries.iter().find(|(key, _)| key.name == "range")
        {
            let message = format!("{what} is a range of numbers, which is not read from a GeniusWeb file");
            let finding = Diagnostic::error(Code::NotYet, message).at(key.span);
            self.findings.push(finding.hint("list the `values` that matter"));
            return Vec::new();
        }
        let Some(values) = self.web_part(node, "values", what) else { return Vec::new() };
        let items =
            self.items(values, &format!("`values` of {what}"), "a list of values").unwrap_or_default();
        if items.is_empty() && matches!(values.value, Value::List(_)) {
            let message = format!("{what} has no values, expected at least one");
            self.findings.push(Diagnostic::error(Code::EmptyChoice, message).at(values.span));
        }
        if items.len() > MAX_LEVELS {
            let message = format!("{what} has {} levels, at most {MAX_LEVELS} are solved", items.len());
            self.findings.push(Diagnostic::error(Code::TooLarge, message).at(values.span));
            return Vec::new();
        }
        items.iter().filter_map(|item| self.level(item, &format!("a value of {what}"))).collect()
    }

    fn web_profile(&mut self, root: &Node, file: &str, domain: &Domain) -> Option<Profile> {
        let space = match &root.value {
            Value::Table(entries) if entries.iter().any(|(key, _)| key.name == LINEAR) => {
                self.web_part(root, LINEAR, "the profile")?
            }
            Value::Table(entries) => {
                let kind = entries.first().map_or("nothing", |(key, _)| key.name.as_str());
                let message = format!("the profile is `{}`, expected {LINEAR}", short(kind));
                let at = entries.first().map_or(root.span, |(key, _)| key.span);
                self.findings.push(Diagnostic::error(Code::NotYet, message).at(at));
                return None;
            }
            _ => {
                self.wrong_kind(root, "the profile", "an object");
                return None;
            }
        };
        let before = self.findings.errors();
        let what = format!("the profile of {}", base(file));
        let utilities = self.web_part(space, "issueUtilities", &what);
        let weights = self.web_part(space, "issueWeights", &what);
        let (utilities, weights) = (utilities?, weights?);
        let by_issue = |node: &Node| -> BTreeMap<String, Node> {
            let Value::Table(entries) = &node.value else { return BTreeMap::new() };
            entries.iter().map(|(key, value)| (key.name.clone(), value.clone())).collect()
        };
        for (node, place) in [(utilities, "issueUtilities"), (weights, "issueWeights")] {
            let entries = self.entries(node, &format!("`{place}`"), "an object of issues");
            self.web_known(
                entries,
                domain.issues.iter().map(|one| &one.name),
                &format!("the domain has no issue, named in `{place}`,"),
                Code::UnknownIssue,
            );
        }
        let (utilities_by, weights_by) = (by_issue(utilities), by_issue(weights));
        let mut payoffs = Vec::with_capacity(domain.issues.len());
        for issue in &domain.issues {
            let shown = short(&issue.name.text).into_owned();
            let weight = match weights_by.get(&issue.name.text) {
                Some(node) => self
                    .number(node, &format!("the weight of issue `{shown}`"))
                    .map(|value| Quantity { value, span: Some(node.span), ..Quantity::default() }),
                None => {
                    self.missing(
                        &what,
                        &format!("issueWeights.{shown}"),
                        "the weight of the issue",
                        weights.span,
                    );
                    None
                }
            };
            let values = match utilities_by.get(&issue.name.text) {
                Some(node) => self.web_values(node, issue, &shown),
                None => {
                    self.missing(&what, &format!("issueUtilities.{shown}"), "its values", utilities.span);
                    None
                }
            };
            payoffs.push((weight.unwrap_or_default(), values.unwrap_or_default()));
        }
        let reservation = match &space.value {
            Value::Table(entries) => entries.iter().find(|(key, _)| key.name == "reservationBid"),
            _ => None,
        };
        let (walk_away, note) = match reservation {
            Some((_, node)) if node.value != Value::Null && self.findings.errors() == before => {
                let value = self.web_reservation(node, domain, &payoffs);
                let note = format!("In {}: the walk-away value is that of the reservation bid.", base(file));
                (Quantity { value, span: Some(node.span), ..Quantity::default() }, note)
            }
            _ => (Quantity::from(0), format!("In {}: no reservation bid, so 0.", base(file))),
        };
        let file = file.to_owned();
        Some(Profile { file, payoffs, curves: Vec::new(), bonuses: Vec::new(), walk_away, note: Some(note) })
    }

    /// Reports entries that are none of `names`.
    fn web_known<'n>(
        &mut self,
        entries: &[(Key, Node)],
        names: impl Iterator<Item = &'n Name>,
        unknown: &str,
        code: Code,
    ) {
        let known: BTreeMap<&str, ()> = names.map(|name| (name.as_str(), ())).collect();
        for (key, _) in entries.iter().filter(|(key, _)| !known.contains_key(key.name.as_str())) {
            let label = did_you_mean(&key.name, known.keys().copied().take(MOST_COMPARED));
            let message = format!("{unknown} `{}`", short(&key.name));
            self.findings.push(Diagnostic::error(code, message).at(key.span).label(label));
        }
    }

    /// The value of each level of an issue.
    fn web_values(&mut self, node: &Node, issue: &DomainIssue, shown: &str) -> Option<Vec<Quantity>> {
        let what = format!("the utilities of issue `{shown}`");
        if let Value::Table(entries) = &node.value
            && let Some((key, _)) = entries.first().filter(|(key, _)| key.name != "DiscreteValueSetUtilities")
        {
            let message = format!("{what} are `{}`, expected DiscreteValueSetUtilities", short(&key.name));
            self.findings.push(Diagnostic::error(Code::NotYet, message).at(key.span));
            return None;
        }
        let set = self.web_part(node, "DiscreteValueSetUtilities", &what)?;
        let values = self.web_part(set, "valueUtilities", &what)?;
        let entries = self.entries(values, &what, "an object of values");
        self.web_known(
            entries,
            issue.levels.iter(),
            &format!("issue `{shown}` has no level"),
            Code::UnknownLevel,
        );
        let given: BTreeMap<&str, &Node> =
            entries.iter().map(|(key, value)| (key.name.as_str(), value)).collect();
        let mut list = Vec::with_capacity(issue.levels.len());
        for level in &issue.levels {
            let label = short(&level.text);
            let Some(node) = given.get(level.as_str()) else {
                let message = format!("{what} say nothing of `{label}`");
                self.findings.push(Diagnostic::error(Code::MissingKey, message).at(values.span));
                continue;
            };
            let value = self.number(node, &format!("the utility of `{label}` of issue `{shown}`"));
            list.push(Quantity {
                value: value.unwrap_or_default(),
                span: Some(node.span),
                ..Quantity::default()
            });
        }
        (list.len() == issue.levels.len()).then_some(list)
    }

    /// The utility of the reservation bid; what it names must be there, and it must name every issue.
    fn web_reservation(
        &mut self,
        node: &Node,
        domain: &Domain,
        payoffs: &[(Quantity, Vec<Quantity>)],
    ) -> Rational {
        let total: Rational = payoffs.iter().map(|(weight, _)| &weight.value).sum();
        let mut sum = Rational::ZERO;
        let Some(bid) = self.web_part(node, "issuevalues", "`reservationBid`") else { return sum };
        let entries = self.entries(bid, "`issuevalues` of `reservationBid`", "an object of issues");
        self.web_known(
            entries,
            domain.issues.iter().map(|one| &one.name),
            "the domain has no issue, named in `reservationBid`,",
            Code::UnknownIssue,
        );
        for (issue, (weight, values)) in domain.issues.iter().zip(payoffs) {
            let shown = short(&issue.name.text);
            let Some((_, node)) = entries.iter().find(|(key, _)| key.name == issue.name.text) else {
                let message = format!("`reservationBid` says nothing of issue `{shown}`");
                self.findings.push(Diagnostic::error(Code::MissingKey, message).at(bid.span));
                continue;
            };
            let Some(level) = self.level(node, "a value of `reservationBid`") else { continue };
            let place = issue.levels.iter().position(|one| one.text == level.text);
            match place.and_then(|place| values.get(place)) {
                Some(value) => sum += &(&weight.value * &value.value),
                None => {
                    let message = format!("issue `{shown}` has no level `{}`", short(&level.text));
                    self.findings.push(Diagnostic::error(Code::UnknownLevel, message).at(node.span));
                }
            }
        }
        sum.checked_div(&total).unwrap_or_default()
    }
}
