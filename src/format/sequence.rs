//! The block that says who moves when: `[sequence]`.

use crate::diagnostic::{Code, Diagnostic, Span, short};
use crate::format::grammar::sequence as tables;
use crate::format::reader::{Answer, Fields, Reader};
use crate::format::tree::{Node as Tree, Value};
use crate::model::Name;
use crate::model::expression::Expression;
use crate::model::sequence::{Definition, Meaning, Node, NodeKind, Parameter, Sequence, Step, Variant};

/// Keys of a node that belong to one kind of node only, with that kind.
const KINDS: [(&str, &str); 7] = [
    ("party", "a decision"),
    ("moves", "a decision"),
    ("plan", "a decision"),
    ("chance", "chance"),
    ("payoffs", "an end"),
    ("signed", "an end"),
    ("works", "an end"),
];

impl Reader {
    /// `[sequence]`.
    pub(crate) fn sequence(&mut self, case: &Fields<'_>) -> Option<Sequence> {
        let node = case.get("sequence")?;
        let at = case.key_span("sequence").unwrap_or(node.span);
        let before = self.findings.errors();
        let fields = self.fields(node, &tables::SEQUENCE, "[sequence]".to_owned(), at);
        let variants = |reader: &mut Self, id: Name, variant: &Fields<'_>| Variant {
            label: reader.text(variant, "label"),
            lacks: reader.text(variant, "lacks"),
            start: reader.name(variant, "start"),
            set: reader.settings_of(variant),
            nodes: reader.sequence_nodes(variant),
            source: reader.name(variant, "source"),
            note: reader.text(variant, "note"),
            id,
        };
        let sequence = Sequence {
            id: self.name(&fields, "id").unwrap_or_else(|| Name::from("plan")),
            label: self.text(&fields, "label"),
            start: self.name(&fields, "start").unwrap_or_default(),
            parameters: self.parameters(&fields),
            values: self.definitions(&fields),
            nodes: self.sequence_nodes(&fields),
            variants: self.each_inner(&fields, "variants", &tables::VARIANT, "variant", variants),
            source: self.name(&fields, "source"),
            note: self.text(&fields, "note"),
            span: Some(at),
        };
        if self.findings.errors() > before {
            // What refers to a name that could not be read only follows; the block is looked at when it is whole.
            self.gaps.mark_all("sequence");
        }
        Some(sequence)
    }

    fn parameters(&mut self, fields: &Fields<'_>) -> Vec<Parameter> {
        let list =
            self.per_name(fields, "parameters", "a table such as { hawk = 0.3 }", |reader, node, what| {
                let Value::Table(entries) = &node.value else {
                    return Some((None, reader.quantity(node, what).unwrap_or_default()));
                };
                // A quantity with a label beside it.
                let inner = reader.fields(node, &tables::PARAMETER, what.to_owned(), node.span);
                let label = reader.text(&inner, "label");
                let known = |name: &str| tables::PARAMETER.key(name).is_some() && name != "label";
                let kept = entries.iter().filter(|(key, _)| known(&key.name)).cloned().collect();
                let rest = Tree { span: node.span, value: Value::Table(kept) };
                Some((label, reader.quantity(&rest, what).unwrap_or_default()))
            });
        list.into_iter().map(|(id, (label, number))| Parameter { id, label, number }).collect()
    }

    fn definitions(&mut self, fields: &Fields<'_>) -> Vec<Definition> {
        let expected = "a table such as { cost = \"0.1 * stake\" }";
        let list = self.per_name(fields, "values", expected, |reader, node, what| match &node.value {
            Value::Table(_) => {
                let inner = reader.fields(node, &tables::REFERENCE, what.to_owned(), node.span);
                Some(Meaning::From(reader.name(&inner, "from").unwrap_or_default()))
            }
            _ => Some(Meaning::Expression(reader.expression(node, what)?)),
        });
        list.into_iter().map(|(id, meaning)| Definition { id, meaning }).collect()
    }

    /// A number, or an expression as a text.
    pub(super) fn expression(&mut self, node: &Tree, what: &str) -> Option<Expression> {
        match &node.value {
            Value::Number(text) => {
                let number = self.number(node, what)?;
                Some(Expression::number(number, text, Some(node.span)))
            }
            Value::Text(text) => {
                // Between plain quotes each byte of the text is one byte of the file.
                let is_plain = node.span.end - node.span.start == text.len() + 2;
                let start = is_plain.then_some(node.span.start + 1);
                match Expression::parse(text) {
                    Ok(expression) => {
                        let text_span = start.map(|start| Span { start, end: start + text.len() });
                        Some(expression.at(Some(node.span), text_span))
                    }
                    Err(error) => {
                        let span = start.map_or(node.span, |start| Span {
                            start: start + error.range.0,
                            end: start + error.range.1.max(error.range.0),
                        });
                        let place = text.get(..error.range.0).unwrap_or_default().chars().count() + 1;
                        let message = format!("{what}: {} (place {place} of the expression)", error.message);
                        let finding = Diagnostic::error(Code::BadExpression, message).at(span);
                        self.findings.push(finding.hint(
                            "an expression has numbers, names, + - * / and parentheses: \"(1 - hawk) * 73\"",
                        ));
                        None
                    }
                }
            }
            _ => {
                self.wrong_kind(node, what, "a number, or an expression as a text");
                None
            }
        }
    }

    fn settings_of(&mut self, fields: &Fields<'_>) -> Vec<(Name, Expression)> {
        self.expressions(fields, "set", "a table such as { cost = \"2 * stake\" }")
    }

    fn expressions(&mut self, fields: &Fields<'_>, key: &str, expected: &str) -> Vec<(Name, Expression)> {
        self.per_name(fields, key, expected, |reader, node, what| {
            // The name still is checked where its number cannot be read.
            Some(reader.expression(node, what).unwrap_or_default())
        })
    }

    fn sequence_nodes(&mut self, fields: &Fields<'_>) -> Vec<Node> {
        self.each_inner(fields, "nodes", &tables::NODE, "node", |reader, id, node| {
            let kind = reader.node_kind(node);
            let seen_by = node
                .get("seen_by")
                .map(|list| reader.names(list, &node.what("seen_by"), "a list of parties"));
            Node { label: reader.text(node, "label"), kind, seen_by, note: reader.text(node, "note"), id }
        })
    }

    fn node_kind(&mut self, node: &Fields<'_>) -> NodeKind {
        let given: Vec<(&str, &str)> =
            KINDS.iter().filter(|(key, _)| node.get(key).is_some()).copied().collect();
        let mut kinds: Vec<&str> = given.iter().map(|(_, kind)| *kind).collect();
        kinds.dedup();
        let kind = kinds.first().copied().unwrap_or_default();
        if let [_, other, ..] = kinds.as_slice() {
            let of = |kind: &str| given.iter().find(|(_, one)| *one == kind).map_or("", |(key, _)| *key);
            let message = format!("{} has both `{}` and `{}`", node.block, of(kind), of(other));
            let finding = Diagnostic::error(Code::Contradiction, message).at(node.at);
            let hint =
                format!("`{}` belongs to {kind}, `{}` to {other}: keep one of them", of(kind), of(other));
            self.findings.push(finding.hint(hint));
        }
        match kind {
            "a decision" => {
                for (key, doc) in [("party", "who chooses"), ("moves", "for each move the node it leads to")]
                {
                    if node.get(key).is_none() {
                        self.missing(&node.block, key, doc, node.at);
                    }
                }
                NodeKind::Decision {
                    party: self.name(node, "party").unwrap_or_default(),
                    plan: self.name(node, "plan"),
                    moves: self.moves(node),
                }
            }
            "chance" => NodeKind::Chance { branches: self.branches(node) },
            _ => {
                if node.get("payoffs").is_none() && kinds.len() < 2 {
                    let message = format!("{} has neither `moves` nor `chance` nor `payoffs`", node.block);
                    let finding = Diagnostic::error(Code::MissingKey, message).at(node.at);
                    self.findings.push(finding.hint(
                        "give a decision `party` and `moves`, chance a list `chance`, and an end `payoffs`",
                    ));
                }
                let mut answer = |key| self.answer_or(node, key, Answer::No) == Answer::Yes;
                let (signed, works) = (answer("signed"), answer("works"));
                let payoffs = self.expressions(node, "payoffs", "a table such as { GOV = 12 }");
                NodeKind::End { payoffs, signed, works }
            }
        }
    }

    fn moves(&mut self, node: &Fields<'_>) -> Vec<Step> {
        let expected = "a table such as { accept = \"NODE\" }";
        let list = self.per_name(node, "moves", expected, |reader, value, what| match &value.value {
            Value::Text(to) => Some((Name { text: to.clone(), span: Some(value.span) }, Vec::new())),
            Value::Table(_) => {
                let inner = reader.fields(value, &tables::MOVE, what.to_owned(), value.span);
                Some((reader.name(&inner, "to").unwrap_or_default(), reader.settings_of(&inner)))
            }
            _ => {
                reader.wrong_kind(value, what, "the name of a node, or { to = ..., set = ... }");
                None
            }
        });
        list.into_iter().map(|(label, (to, set))| Step { label, to, set }).collect()
    }

    fn branches(&mut self, node: &Fields<'_>) -> Vec<(Expression, Step)> {
        let Some(list) = node.get("chance") else { return Vec::new() };
        let what = node.what("chance");
        let items = self.items(list, &what, "a list of branches with label, probability and to");
        let mut branches = Vec::new();
        for (place, item) in items.unwrap_or_default().iter().enumerate() {
            let block = format!("branch {} of {}", place + 1, short(&node.block));
            let inner = self.fields(item, &tables::BRANCH, block, item.span);
            let probability = match inner.get("probability") {
                Some(value) => self.expression(value, &inner.what("probability")).unwrap_or_default(),
                None => Expression::default(),
            };
            let step = Step {
                label: self.name(&inner, "label").unwrap_or_default(),
                to: self.name(&inner, "to").unwrap_or_default(),
                set: self.settings_of(&inner),
            };
            branches.push((probability, step));
        }
        branches
    }
}
