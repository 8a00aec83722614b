//! The tree of a sequence: every node is reached, none twice on one way, and probabilities add up.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, short};
use crate::model::check::Checker;
use crate::model::check::sequence::{arrows, circle};
use crate::model::expression::Expression;
use crate::model::path::number_mut;
use crate::model::sequence::unfold::{Content, Place, unfold};
use crate::model::sequence::{MAX_PLACES, Meaning, Node, NodeKind, Sequence};
use crate::model::{Case, Name};
use crate::numeric::{Field, Rational};

/// The plan or a variant: words that say which, its nodes, and what it sets.
type View<'a> = (String, Sequence, &'a [(Name, Expression)]);

/// Runs the checks of this file.
pub(super) fn check(checker: &mut Checker<'_>, block: &Sequence) {
    let before = checker.findings.errors();
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let plan = (String::new(), block.clone(), &[][..]);
    let variants = block.variants.iter().map(|variant| {
        (format!(" in variant `{}`", short(&variant.id.text)), block.with(variant), &variant.set[..])
    });
    let views: Vec<View<'_>> = [plan].into_iter().chain(variants).collect();
    let mut said: BTreeSet<String> = BTreeSet::new();
    for (of, view, _) in &views {
        // Every misspelt name would leave a node that nothing leads to.
        targets(checker, view, of, &mut said);
        let index: BTreeMap<&str, &Node> = view.nodes.iter().map(|one| (one.id.as_str(), one)).collect();
        let next = |id: &str| {
            let steps = index.get(id).map(|node| node.steps()).unwrap_or_default();
            steps.into_iter().map(|step| step.to.as_str()).collect::<Vec<_>>()
        };
        if let Some(circle) = circle([view.start.as_str()].into_iter(), next) {
            let message =
                format!("node `{}` leads back to itself{of}: {}", short(circle[0]), arrows(&circle));
            if said.insert(arrows(&circle)) {
                let span = index.get(circle[0]).and_then(|node| node.id.span);
                let finding = Diagnostic::error(Code::Circle, message).at(span);
                checker.push(finding.hint("a sequence ends: write a later round as a node of its own"));
            }
        }
        let mut open = vec![view.start.as_str()];
        while let Some(id) = open.pop() {
            if reached.insert(format!("{of}/{id}")) {
                open.extend(next(id));
            }
        }
    }
    if checker.findings.errors() > before {
        return;
    }
    let reaches = |id: &str| views.iter().any(|(of, ..)| reached.contains(&format!("{of}/{id}")));
    for node in block.all_nodes().filter(|node| !reaches(&node.id.text)) {
        let message = format!("nothing leads to node `{}`", short(&node.id.text));
        let finding = Diagnostic::error(Code::Unreachable, message).at(node.id.span);
        checker
            .push(finding.hint("let a move, a branch or the `start` of a variant lead to it, or remove it"));
    }
    let signs = |node: &Node| matches!(node.kind, NodeKind::End { signed: true, .. });
    if !block.all_nodes().any(signs) {
        let message = "no end of [sequence] is marked `signed = true`, so that the plan cannot work";
        let finding = Diagnostic::error(Code::EmptyChoice, message).at(block.span);
        checker.push(finding.hint("mark the ends at which the deal is signed, and those at which it works"));
    }
    if checker.findings.errors() > before {
        return;
    }
    for (of, view, set) in &views {
        if size(view) > MAX_PLACES {
            let message = format!("the sequence{of} unfolds to more than {MAX_PLACES} nodes");
            let finding = Diagnostic::error(Code::TooLarge, message).at(block.span);
            checker.push(
                finding.hint("every way of reaching a node counts: leave out moves that matter little"),
            );
            return;
        }
        let found = worked_out(checker.case, view, set);
        match found {
            Ok(places) => probabilities(checker, view, &places, of, &mut said),
            Err(findings) => {
                findings
                    .into_iter()
                    .filter(|one| said.insert(one.message.clone()))
                    .for_each(|one| checker.push(one));
            }
        }
    }
}

/// Every move leads to a node that is there.
fn targets(checker: &mut Checker<'_>, view: &Sequence, of: &str, said: &mut BTreeSet<String>) {
    let names = || view.nodes.iter().map(|node| node.id.as_str());
    let mut look = |name: &Name, place: String| {
        if !names().any(|one| one == name.text) && said.insert(format!("{} {place}", name.text)) {
            let place = format!("{place}{of}");
            checker.unknown_of(Code::UnknownNode, "node", name, &place, names(), "the nodes are");
        }
    };
    look(&view.start, "`start`".to_owned());
    for node in &view.nodes {
        for step in node.steps() {
            look(&step.to, format!("`{}` of node `{}`", short(&step.label.text), short(&node.id.text)));
        }
    }
}

/// How many places the tree has; nodes are known to have no circle.
fn size(view: &Sequence) -> u128 {
    let index: BTreeMap<&str, &Node> = view.nodes.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut sizes: BTreeMap<&str, u128> = BTreeMap::new();
    let mut open = vec![view.start.as_str()];
    while let Some(&id) = open.last() {
        let steps = index.get(id).map(|node| node.steps()).unwrap_or_default();
        let below: Vec<&str> = steps.into_iter().map(|step| step.to.as_str()).collect();
        let missing: Vec<&str> = below.iter().filter(|one| !sizes.contains_key(*one)).copied().collect();
        if missing.is_empty() {
            let sum = below.iter().fold(1_u128, |sum, one| sum.saturating_add(sizes[one]));
            sizes.insert(id, sum);
            open.pop();
        } else {
            open.extend(missing);
        }
    }
    sizes.get(view.start.as_str()).copied().unwrap_or_default()
}

/// A number that may not be known before something is solved.
#[derive(Debug, Clone, PartialEq)]
struct Maybe(Option<Rational>);

impl Maybe {
    fn with(&self, other: &Self, join: impl Fn(&Rational, &Rational) -> Rational) -> Self {
        Self(self.0.as_ref().zip(other.0.as_ref()).map(|(one, two)| join(one, two)))
    }
}

impl Field for Maybe {
    fn constant(number: &Rational) -> Self {
        Self(Some(number.clone()))
    }

    fn plus(&self, other: &Self) -> Self {
        self.with(other, |one, two| one + two)
    }

    fn minus(&self, other: &Self) -> Self {
        self.with(other, |one, two| one - two)
    }

    fn times(&self, other: &Self) -> Self {
        self.with(other, |one, two| one * two)
    }

    fn over(&self, other: &Self) -> Option<Self> {
        match (&self.0, &other.0) {
            (Some(one), Some(two)) => one.checked_div(two).map(|value| Self(Some(value))),
            _ => Some(Self(None)),
        }
    }

    fn fits(&self) -> bool {
        self.0.as_ref().is_none_or(Field::fits)
    }
}

/// The tree with every number that is known without solving anything.
fn worked_out(
    case: &Case,
    view: &Sequence,
    set: &[(Name, Expression)],
) -> Result<Vec<Place<Maybe>>, Vec<Diagnostic>> {
    let mut known: BTreeMap<&str, Maybe> =
        view.parameters.iter().map(|one| (one.id.as_str(), Maybe(Some(one.number.value.clone())))).collect();
    let mut copy = case.clone();
    for value in &view.values {
        if let Meaning::From(path) = &value.meaning {
            let number = number_mut(&mut copy, &path.text).map(|quantity| quantity.value.clone());
            known.insert(&value.id.text, Maybe(number));
        }
    }
    let players = view.players(case.parties.iter().map(|party| party.id.as_str()));
    unfold(view, &players, set, &|name| known.get(name).cloned())
}

/// Probabilities are not below 0 and add up to 1, at each place where all are known.
fn probabilities(
    checker: &mut Checker<'_>,
    view: &Sequence,
    places: &[Place<Maybe>],
    of: &str,
    said: &mut BTreeSet<String>,
) {
    for place in places {
        let Content::Chance(list) = &place.content else { continue };
        let Some(list) = list.iter().map(|one| one.0.clone()).collect::<Option<Vec<_>>>() else { continue };
        let node = &view.nodes[place.node];
        let NodeKind::Chance { branches } = &node.kind else { continue };
        let id = short(&node.id.text);
        let total: Rational = list.iter().sum();
        let below = list.iter().position(Rational::is_negative);
        // A node that is wrong in the plan is so in most variants: said once.
        if (total == 1 && below.is_none()) || !said.insert(format!("probabilities of {id}")) {
            continue;
        }
        let finding = if let Some(branch) = below {
            let label = short(&branches[branch].1.label.text).into_owned();
            let message = format!(
                "the probability of `{label}` in node `{id}`{of} is {}, expected 0 to 1",
                list[branch]
            );
            Diagnostic::error(Code::ProbabilitySum, message).at(branches[branch].0.span)
        } else {
            let message = format!("the probabilities of node `{id}`{of} add up to {total}, expected 1");
            Diagnostic::error(Code::ProbabilitySum, message).at(node.id.span)
        };
        checker
            .push(finding.hint("write the last probability as one minus the others, such as \"1 - hawk\""));
    }
}
