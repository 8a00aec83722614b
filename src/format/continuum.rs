//! Issues with any amount between two ends, and amounts in choices and sums.

use crate::diagnostic::{Code, Diagnostic};
use crate::format::grammar;
use crate::format::reader::{Fields, Reader};
use crate::format::tree::{Node, Value};
use crate::model::{Continuum, Knot, Name, Quantity, Within};

impl Reader {
    /// `range` and `curve` of an issue, and the unit that stands in its range.
    pub(crate) fn continuum(&mut self, issue: &Fields<'_>) -> (Option<Continuum>, Option<String>) {
        let Some(node) = issue.get("range") else {
            if let Some(span) = issue.key_span("curve") {
                let message = format!("{} has a `curve` but no `range`", issue.block);
                let finding = Diagnostic::error(Code::MissingKey, message).at(span);
                self.findings.push(
                    finding.hint("add range = { from = 0, to = 12, unit = \"months\" }, or write `values`"),
                );
            }
            return (None, None);
        };
        for key in ["levels", "values"] {
            if let Some(span) = issue.key_span(key) {
                let message = format!("{} has a `range` and `{key}`, expected one of them", issue.block);
                let finding = Diagnostic::error(Code::Contradiction, message).at(span);
                self.findings.push(finding.hint("an issue has levels with values, or a range with curves"));
            }
        }
        let range = self.fields(node, &grammar::RANGE, issue.what("range"), node.span);
        let (from, to) = (self.quantity_at(&range, "from"), self.quantity_at(&range, "to"));
        let unit = self.text(&range, "unit");
        let curves = self.per_name(issue, "curve", "a table such as { NAME = [[0, 0], [12, 100]] }", {
            |reader, node, what| reader.knots(node, what)
        });
        let ends = from.zip(to);
        (ends.map(|(from, to)| Continuum { from, to, curves }), unit)
    }

    fn knots(&mut self, node: &Node, what: &str) -> Option<Vec<Knot>> {
        let items = self.items(node, what, "a list of pairs such as [[0, 0], [12, 100]]")?;
        let mut knots = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            let name = format!("pair {} of {what}", place + 1);
            let Value::List(pair) = &item.value else {
                self.wrong_kind(item, &name, "a pair of an amount and a value, such as [12, 100]");
                continue;
            };
            let [at, value] = pair.as_slice() else {
                let message = format!("{name} has {} numbers, expected 2: [amount, value]", pair.len());
                self.findings.push(Diagnostic::error(Code::WrongLength, message).at(item.span));
                continue;
            };
            let at = self.quantity(at, &format!("the amount of {name}"));
            let value = self.quantity(value, &format!("the value of {name}"));
            knots.extend(at.zip(value).map(|(at, value)| Knot { at, value }));
        }
        Some(knots)
    }

    /// `{ at_least = 3, at_most = 6 }`.
    pub(crate) fn within(&mut self, node: &Node, place: String) -> Within {
        let before = self.findings.errors();
        let fields = self.fields(node, &grammar::WITHIN, place, node.span);
        let within = Within {
            at_least: self.quantity_at(&fields, "at_least"),
            at_most: self.quantity_at(&fields, "at_most"),
        };
        let is_empty = within.at_least.is_none() && within.at_most.is_none();
        if is_empty && self.findings.errors() == before {
            let message = format!("{} has neither `at_least` nor `at_most`", fields.block);
            self.findings.push(Diagnostic::error(Code::MissingKey, message).at(fields.at));
        }
        within
    }

    /// For each issue of a sum a list of numbers, one for each level, or one number for a unit of it.
    pub(crate) fn amounts(&mut self, fields: &Fields<'_>, key: &str) -> Vec<(Name, Vec<Quantity>)> {
        self.per_name(fields, key, "a table such as { issue = [0, 50, 100] }", |reader, node, what| {
            Some(match &node.value {
                Value::List(items) => items
                    .iter()
                    .map(|item| reader.quantity(item, &format!("an item of {what}")).unwrap_or_default())
                    .collect(),
                _ => reader.quantity(node, what).into_iter().collect(),
            })
        })
    }
}
