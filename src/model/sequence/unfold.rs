//! The tree that the templates of a sequence unfold to.
//!
//! [`unfold`] walks from the first node along all moves, keeps the numbers that moves have set on the way, and works
//! out probabilities and payoffs at each place. It does so in any [`Field`]: in fractions for one answer, in
//! functions of one parameter for thresholds, in numbers of which some are not known for `check`.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, short};
use crate::model::expression::{Expression, Unworkable};
use crate::model::sequence::{MAX_PLACES, Meaning, Node, NodeKind, Sequence, Step};
use crate::numeric::Field;

/// A place in the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Place<N> {
    /// Its template: a place in the nodes of the sequence.
    pub node: usize,
    /// The place above it, and which of its moves or branches leads here.
    pub above: Option<(usize, usize)>,
    /// The places below it, in order.
    pub below: Vec<usize>,
    /// What happens there, with its numbers.
    pub content: Content<N>,
}

/// What happens at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Content<N> {
    /// A party chooses.
    Decision,
    /// Chance decides, with these probabilities.
    Chance(Vec<N>),
    /// Each player has this.
    End(Vec<N>),
}

/// Unfolds a sequence, that of a variant if it was made by [`Sequence::with`].
///
/// - `sequence`: without a fault that `check` finds.
/// - `players`: who is paid, in this order.
/// - `set`: what the variant sets.
/// - `numbers`: the number of a parameter, or of a value that is taken from elsewhere.
///
/// The places come in prefix order: the first is the start, and whatever follows a place stands after it.
///
/// # Errors
///
/// A division by zero, or a number that grows too long, each with its place; at most one for each expression.
///
/// Cost: linear in the number of places and in the length of the expressions at each.
pub fn unfold<N: Field>(
    sequence: &Sequence,
    players: &[&str],
    set: &[(crate::model::Name, Expression)],
    numbers: &dyn Fn(&str) -> Option<N>,
) -> Result<Vec<Place<N>>, Vec<Diagnostic>> {
    let mut walk = Walk {
        sequence,
        players,
        numbers,
        index: sequence.nodes.iter().enumerate().map(|(place, node)| (node.id.as_str(), place)).collect(),
        definitions: sequence.values.iter().map(|one| (one.id.as_str(), &one.meaning)).collect(),
        places: Vec::new(),
        findings: Vec::new(),
    };
    let Some(&start) = walk.index.get(sequence.start.as_str()) else { return Ok(Vec::new()) };
    let mut numbers = Numbers::default();
    if !set.is_empty() {
        numbers = walk.changed(&mut numbers, set);
    }
    // Open places with the numbers that hold there, the next one last: trees may be deep.
    let mut open = vec![(start, None, numbers)];
    while let Some((node, above, mut numbers)) = open.pop() {
        if walk.places.len() as u128 > MAX_PLACES {
            break;
        }
        let place = walk.places.len();
        if let Some((parent, _)) = above {
            let parent: &mut Place<N> = &mut walk.places[parent];
            parent.below.push(place);
        }
        let template: &Node = &sequence.nodes[node];
        let content = walk.content(template, &mut numbers);
        walk.places.push(Place { node, above, below: Vec::new(), content });
        for (branch, step) in template.steps().into_iter().enumerate().rev() {
            let Some(&to) = walk.index.get(step.to.as_str()) else { continue };
            let next = walk.after(step, &mut numbers);
            open.push((to, Some((place, branch)), next));
        }
    }
    if walk.findings.is_empty() { Ok(walk.places) } else { Err(walk.findings) }
}

/// Numbers that hold at a place: what was set on the way, and what has been worked out from it.
#[derive(Debug, Clone)]
struct Numbers<N> {
    /// Nothing, where what was set has no value.
    set: BTreeMap<String, Option<N>>,
    known: BTreeMap<String, N>,
}

impl<N> Default for Numbers<N> {
    fn default() -> Self {
        Self { set: BTreeMap::new(), known: BTreeMap::new() }
    }
}

/// A failure inside another expression, which has its finding already.
struct Reported;

struct Walk<'a, N> {
    sequence: &'a Sequence,
    players: &'a [&'a str],
    numbers: &'a dyn Fn(&str) -> Option<N>,
    index: BTreeMap<&'a str, usize>,
    definitions: BTreeMap<&'a str, &'a Meaning>,
    places: Vec<Place<N>>,
    findings: Vec<Diagnostic>,
}

impl<N: Field> Walk<'_, N> {
    fn content(&mut self, node: &Node, numbers: &mut Numbers<N>) -> Content<N> {
        match &node.kind {
            NodeKind::Decision { .. } => Content::Decision,
            NodeKind::Chance { branches } => {
                Content::Chance(branches.iter().map(|(one, _)| self.value(one, numbers)).collect())
            }
            NodeKind::End { payoffs, .. } => {
                let zero = || N::constant(&crate::numeric::Rational::ZERO);
                let of = |player: &&str| payoffs.iter().find(|(party, _)| party.text == **player);
                let found: Vec<_> = self.players.iter().map(of).collect();
                let values = found.into_iter().map(|one| match one {
                    Some((_, expression)) => self.value(expression, numbers),
                    None => zero(),
                });
                Content::End(values.collect())
            }
        }
    }

    fn after(&mut self, step: &Step, numbers: &mut Numbers<N>) -> Numbers<N> {
        match step.set.is_empty() {
            true => numbers.clone(),
            false => self.changed(numbers, &step.set),
        }
    }

    /// Numbers with some of them set; what was worked out from them is worked out again.
    fn changed(&mut self, numbers: &mut Numbers<N>, set: &[(crate::model::Name, Expression)]) -> Numbers<N> {
        let values: Vec<_> = set
            .iter()
            .map(|(name, one)| (name.text.clone(), self.worked_out(one, numbers, 0).ok()))
            .collect();
        let mut next = Numbers { set: numbers.set.clone(), known: BTreeMap::new() };
        next.set.extend(values);
        next
    }

    /// What an expression is worth; 0, with a finding, if it has no value.
    fn value(&mut self, expression: &Expression, numbers: &mut Numbers<N>) -> N {
        self.worked_out(expression, numbers, 0)
            .unwrap_or_else(|Reported| N::constant(&crate::numeric::Rational::ZERO))
    }

    fn worked_out(
        &mut self,
        expression: &Expression,
        numbers: &mut Numbers<N>,
        depth: usize,
    ) -> Result<N, Reported> {
        let error = match expression.value(&mut |name| self.number(name, numbers, depth)) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let text = short(&expression.text);
        let finding = match error {
            Unworkable::Name(Reported) => return Err(Reported),
            Unworkable::DivisionByZero { range } => {
                let divisor = short(expression.text.get(range.0..range.1).unwrap_or_default()).into_owned();
                Diagnostic::error(Code::OutOfRange, format!("`{text}` divides by `{divisor}`, which is 0"))
                    .at(expression.place(range))
                    .hint("divide by a number that cannot be 0")
            }
            Unworkable::TooLong => Diagnostic::error(
                Code::TooLarge,
                format!("`{text}` comes to a number that is too long to compute with"),
            )
            .at(expression.span)
            .hint("write numbers with fewer digits, or fewer products"),
        };
        // A template stands in the tree many times: its finding once.
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
        Err(Reported)
    }

    /// The number of a name: what was set on the way, else what is given, else what follows from others.
    fn number(&mut self, name: &str, numbers: &mut Numbers<N>, depth: usize) -> Result<N, Reported> {
        if let Some(set) = numbers.set.get(name) {
            return set.clone().ok_or(Reported);
        }
        if let Some(value) = numbers.known.get(name) {
            return Ok(value.clone());
        }
        if let Some(value) = (self.numbers)(name) {
            return Ok(value);
        }
        // `check` refuses values that lead back to themselves; the depth guards a case built in code.
        let Some(Meaning::Expression(expression)) = self.definitions.get(name).copied() else {
            return Err(Reported);
        };
        if depth > self.sequence.values.len() {
            return Err(Reported);
        }
        let value = self.worked_out(expression, numbers, depth + 1)?;
        numbers.known.insert(name.to_owned(), value.clone());
        Ok(value)
    }
}
