//! A sequence of consents: who moves when, what chance decides, and what each end is worth.
//!
//! Nodes are templates: a node that several moves lead to is written once and stands in the tree once for each way
//! of reaching it. What differs from way to way is said by the moves, which may `set` numbers for everything that
//! follows. [`crate::model::sequence::unfold`] makes the tree.

pub mod unfold;

use crate::diagnostic::Span;
use crate::model::expression::Expression;
use crate::model::{Name, Quantity};

/// Most nodes of the tree that a sequence unfolds to.
pub const MAX_PLACES: u128 = 100_000;

/// A sequence of moves with its variants.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sequence {
    /// The name under which the plan itself stands among its variants.
    pub id: Name,
    /// Name of the plan for people.
    pub label: Option<String>,
    /// The first node.
    pub start: Name,
    /// Numbers with a name.
    pub parameters: Vec<Parameter>,
    /// Numbers worked out or taken from elsewhere in the case.
    pub values: Vec<Definition>,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The same sequence with something changed.
    pub variants: Vec<Variant>,
    /// Where the numbers come from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
    /// Where the block stands.
    pub span: Option<Span>,
}

/// A number with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The name by which expressions call it.
    pub id: Name,
    /// Name for people, such as `chance of exposure`.
    pub label: Option<String>,
    /// The number.
    pub number: Quantity,
}

/// A number that follows from others.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The name by which expressions call it.
    pub id: Name,
    /// What it follows from.
    pub meaning: Meaning,
}

/// What a [`Definition`] follows from.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// Parameters and other values.
    Expression(Expression),
    /// A number of the case, by its path, or what a solution gives a party: `solve.nash.GOV`.
    From(Name),
}

/// A template of a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The name by which moves call it.
    pub id: Name,
    /// Name for people; the id unless stated otherwise.
    pub label: Option<String>,
    /// What happens there.
    pub kind: NodeKind,
    /// The parties that learn what is chosen there; `None` if all do. Its mover always does.
    pub seen_by: Option<Vec<Name>>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// What happens at a node.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// A party chooses.
    Decision {
        /// The party.
        party: Name,
        /// The move that belongs to the plan, if one does.
        plan: Option<Name>,
        /// The moves.
        moves: Vec<Step>,
    },
    /// Chance decides.
    Chance {
        /// For each branch its probability and where it leads.
        branches: Vec<(Expression, Step)>,
    },
    /// Nothing more happens.
    End {
        /// What each party has then.
        payoffs: Vec<(Name, Expression)>,
        /// Is the deal signed?
        signed: bool,
        /// Does it work?
        works: bool,
    },
}

/// A move, or a branch of chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its name.
    pub label: Name,
    /// The node it leads to.
    pub to: Name,
    /// Numbers that are others from there on, worked out before any of them changes.
    pub set: Vec<(Name, Expression)>,
}

/// The same sequence with something changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Short name.
    pub id: Name,
    /// Name for people.
    pub label: Option<String>,
    /// What the plan has and this variant has not, as a clause such as `the contact group is balanced`.
    pub lacks: Option<String>,
    /// Another first node.
    pub start: Option<Name>,
    /// Other numbers.
    pub set: Vec<(Name, Expression)>,
    /// Other nodes, each instead of the one with its name.
    pub nodes: Vec<Node>,
    /// Where the change comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

impl Node {
    /// Name for people.
    #[must_use]
    pub fn name(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.id.text)
    }

    /// Its moves or branches.
    pub fn steps(&self) -> Vec<&Step> {
        match &self.kind {
            NodeKind::Decision { moves, .. } => moves.iter().collect(),
            NodeKind::Chance { branches } => branches.iter().map(|(_, step)| step).collect(),
            NodeKind::End { .. } => Vec::new(),
        }
    }

    /// Does `party` learn what is chosen here?
    #[must_use]
    pub fn is_seen_by(&self, party: &str) -> bool {
        let moves = matches!(&self.kind, NodeKind::Decision { party: mover, .. } if mover.text == party);
        moves || self.seen_by.as_ref().is_none_or(|list| list.iter().any(|one| one.text == party))
    }
}

impl Sequence {
    /// The sequence as a variant has it: other nodes and another start; what the variant sets is left to `unfold`.
    #[must_use]
    pub fn with(&self, variant: &Variant) -> Self {
        let mut changed = self.clone();
        for node in &variant.nodes {
            match changed.nodes.iter_mut().find(|one| one.id.text == node.id.text) {
                Some(place) => *place = node.clone(),
                None => changed.nodes.push(node.clone()),
            }
        }
        if let Some(start) = &variant.start {
            changed.start = start.clone();
        }
        changed
    }

    /// Every node, those of variants among them.
    pub fn all_nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().chain(self.variants.iter().flat_map(|variant| &variant.nodes))
    }

    /// Every expression.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expression> {
        let mut list: Vec<&Expression> = Vec::new();
        list.extend(self.values.iter().filter_map(|one| match &one.meaning {
            Meaning::Expression(expression) => Some(expression),
            Meaning::From(_) => None,
        }));
        for node in self.all_nodes() {
            list.extend(node.steps().iter().flat_map(|step| step.set.iter().map(|(_, one)| one)));
            match &node.kind {
                NodeKind::Decision { .. } => {}
                NodeKind::Chance { branches } => list.extend(branches.iter().map(|(one, _)| one)),
                NodeKind::End { payoffs, .. } => list.extend(payoffs.iter().map(|(_, one)| one)),
            }
        }
        list.extend(self.variants.iter().flat_map(|one| one.set.iter().map(|(_, one)| one)));
        list
    }

    /// The parties that move or are paid, as the case orders its parties.
    #[must_use]
    pub fn players<'a>(&self, parties: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        let named = |id: &str| {
            self.all_nodes().any(|node| match &node.kind {
                NodeKind::Decision { party, .. } => party.text == id,
                NodeKind::Chance { .. } => false,
                NodeKind::End { payoffs, .. } => payoffs.iter().any(|(party, _)| party.text == id),
            })
        };
        parties.filter(|id| named(id)).collect()
    }
}
