//! The blocks that say what may be agreed and what may happen: interactions, conditions, limits, forbidden
//! combinations, shocks, and published answers.

use crate::diagnostic::{Code, Diagnostic, short};
use crate::format::grammar;
use crate::format::reader::{Fields, Reader, named};
use crate::format::tree::{Node, Value};
use crate::model::{
    Bound, Concession, Condition, Effect, Expectation, Expected, Forbidden, Interaction, Issue, Limit, Name,
    QUESTIONS, Quantity, Shock,
};

/// Most numbers in the table of one interaction.
pub(crate) const MAX_CELLS: usize = crate::model::check::MAX_CELLS;

impl Reader {
    /// `[[interactions]]`; `issues` give the shape of the tables.
    pub(crate) fn interactions(&mut self, case: &Fields<'_>, issues: &[Issue]) -> Vec<Interaction> {
        self.each_item(case, "interactions", &grammar::INTERACTION, "interaction", |reader, fields| {
            let (when, bonus) = (fields.get("when"), fields.get("bonus"));
            let (over, table) = (fields.get("over"), fields.get("table"));
            let is_bonus = when.is_some() || bonus.is_some();
            let is_table = over.is_some() || table.is_some();
            if is_bonus && is_table {
                let message = format!("{} has both a bonus and a table, expected one of them", fields.block);
                let finding = Diagnostic::error(Code::Contradiction, message).at(fields.at);
                reader.findings.push(finding.hint("write the second as an [[interactions]] of its own"));
                return None;
            }
            let parts = if is_table {
                [("over", over), ("table", table)]
            } else {
                [("when", when), ("bonus", bonus)]
            };
            for (key, node) in parts {
                let doc = grammar::INTERACTION.key(key).map_or("", |key| key.doc);
                if node.is_none() {
                    reader.missing(&fields.block, key, doc, fields.at);
                }
            }
            let effect = if is_table {
                reader.table_effect(fields, issues)
            } else {
                Effect::Bonus { when: reader.choices(fields, "when"), bonus: reader.by_name(fields, "bonus") }
            };
            let source = reader.name(fields, "source");
            Some(Interaction { effect, source, note: reader.text(fields, "note") })
        })
    }

    fn table_effect(&mut self, fields: &Fields<'_>, issues: &[Issue]) -> Effect {
        let what = fields.what("over");
        let items = fields.get("over").and_then(|node| self.items(node, &what, "a list of issues"));
        let mut over = Vec::new();
        for item in items.unwrap_or_default() {
            match &item.value {
                Value::Text(text) => over.push(Name { text: text.clone(), span: Some(item.span) }),
                _ => self.wrong_kind(item, &format!("an item of {what}"), "the name of an issue"),
            }
        }
        let sizes: Vec<Option<usize>> = over
            .iter()
            .map(|name| issues.iter().find(|issue| issue.id.text == name.text).map(|one| one.levels.len()))
            .collect();
        let table = self.per_name(fields, "table", "a table such as { NAME = [[1, 2], [3, 4]] }", {
            |reader, node, what| {
                let mut cells = Vec::new();
                reader.flatten(node, what, &over, &sizes, &mut cells).then_some(cells)
            }
        });
        Effect::Table { over, table }
    }

    /// Appends the numbers of nested lists, row-major; stops and says false at the first list of a wrong shape.
    fn flatten(
        &mut self,
        node: &Node,
        what: &str,
        over: &[Name],
        sizes: &[Option<usize>],
        cells: &mut Vec<Quantity>,
    ) -> bool {
        let (Some((issue, over)), Some((size, sizes))) = (over.split_first(), sizes.split_first()) else {
            // A number that cannot be read does not spoil the shape, so that the next one is looked at too.
            let read = self.quantity(node, what).unwrap_or_default();
            let fits = cells.len() < MAX_CELLS;
            cells.extend(fits.then_some(read));
            return fits;
        };
        let Value::List(items) = &node.value else {
            let message = format!(
                "{what} is {} where a list over the levels of `{}` is expected",
                node.value.kind(),
                short(&issue.text)
            );
            let hint = "nest one list for each issue of `over`, the last issue innermost";
            self.findings.push(Diagnostic::error(Code::WrongLength, message).at(node.span).hint(hint));
            return false;
        };
        if let Some(size) = size.filter(|&size| size > 0 && size != items.len()) {
            let message = format!(
                "{what} has {} entries for `{}`, expected {size}, one for each level",
                items.len(),
                short(&issue.text)
            );
            self.findings.push(Diagnostic::error(Code::WrongLength, message).at(node.span));
            return false;
        }
        items.iter().all(|item| self.flatten(item, what, over, sizes, cells))
    }

    /// `[conditions.ID]`.
    pub(crate) fn conditions(&mut self, case: &Fields<'_>) -> Vec<Condition> {
        self.each_named(case, "conditions", &grammar::CONDITION, "condition", |reader, id, fields| {
            Some(Condition {
                id,
                label: reader.text(fields, "label"),
                require: reader.choices(fields, "require"),
                source: reader.name(fields, "source"),
                note: reader.text(fields, "note"),
            })
        })
    }

    /// `[limits.ID]`.
    pub(crate) fn limits(&mut self, case: &Fields<'_>) -> Vec<Limit> {
        self.each_named(case, "limits", &grammar::LIMIT, "limit", |reader, id, fields| {
            let before = reader.findings.errors();
            let bound = if fields.get("sum").is_some() {
                Bound::Sum {
                    amounts: reader.amounts(fields, "sum"),
                    at_least: reader.quantity_at(fields, "at_least"),
                    at_most: reader.quantity_at(fields, "at_most"),
                }
            } else {
                Bound::Levels {
                    at_least: reader.level_bounds(fields, "at_least"),
                    at_most: reader.level_bounds(fields, "at_most"),
                }
            };
            let absent = fields.get("at_least").is_none() && fields.get("at_most").is_none();
            if absent && reader.findings.errors() == before {
                let message = format!("{} has neither `at_most` nor `at_least`", fields.block);
                let finding = Diagnostic::error(Code::MissingKey, message).at(fields.at);
                reader.findings.push(finding.hint("write at_most = { issue = \"level\" }"));
            }
            Some(Limit {
                id,
                label: reader.text(fields, "label"),
                bound,
                source: reader.name(fields, "source"),
                note: reader.text(fields, "note"),
            })
        })
    }

    fn level_bounds(&mut self, fields: &Fields<'_>, key: &str) -> Vec<(Name, Name)> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let what = fields.what(key);
        if matches!(node.value, Value::Number(_) | Value::Text(_)) {
            let message = format!("{what} is a number but the limit has no `sum`");
            let finding = Diagnostic::error(Code::WrongType, message).at(node.span);
            self.findings.push(finding.hint("write { issue = \"level\" }, or add `sum` with the amounts"));
            return Vec::new();
        }
        self.levels_by_issue(node, &what)
    }

    /// `[[forbidden]]`.
    pub(crate) fn forbidden(&mut self, case: &Fields<'_>) -> Vec<Forbidden> {
        self.each_item(case, "forbidden", &grammar::FORBIDDEN, "forbidden combination", |reader, fields| {
            Some(Forbidden {
                when: reader.choices(fields, "when"),
                source: reader.name(fields, "source"),
                note: reader.text(fields, "note"),
            })
        })
    }

    /// `[concessions.ID]`.
    pub(crate) fn concessions(&mut self, case: &Fields<'_>) -> Vec<Concession> {
        self.each_named(case, "concessions", &grammar::CONCESSION, "concession", |reader, id, fields| {
            Some(Concession {
                id,
                label: reader.text(fields, "label"),
                worth: reader.by_name(fields, "worth"),
                cost: reader.quantity_at(fields, "cost"),
                at_most: reader.quantity_at(fields, "at_most"),
                source: reader.name(fields, "source"),
                note: reader.text(fields, "note"),
            })
        })
    }

    /// `[shocks.ID]`.
    pub(crate) fn shocks(&mut self, case: &Fields<'_>) -> Vec<Shock> {
        self.each_named(case, "shocks", &grammar::SHOCK, "shock", |reader, id, fields| {
            if fields.get("shift").is_none() && fields.get("set").is_none() {
                let message = format!("{} has neither `shift` nor `set`", fields.block);
                let finding = Diagnostic::error(Code::MissingKey, message).at(fields.at);
                reader.findings.push(finding.hint("write shift = { PARTY = -5 }"));
            }
            Some(Shock {
                id,
                label: reader.text(fields, "label"),
                shift: reader.by_name(fields, "shift"),
                set: reader.settings(fields),
                source: reader.name(fields, "source"),
                note: reader.text(fields, "note"),
            })
        })
    }

    /// `set = { "PATH" = number }`.
    fn settings(&mut self, fields: &Fields<'_>) -> Vec<(Name, Quantity)> {
        let Some(node) = fields.get("set") else { return Vec::new() };
        let mut list = Vec::new();
        let expected = "a table such as { \"parties.GOV.walk_away\" = 72 }";
        for (key, value) in self.entries(node, &fields.what("set"), expected) {
            let what = format!("`set.{}` of {}", short(&key.name), fields.block);
            // Without quotes, TOML reads the path as tables in tables.
            if matches!(value.value, Value::Table(_)) && !key.name.contains(['.', '[']) {
                let message = format!("{what} is a table, expected a number at a path");
                let finding = Diagnostic::error(Code::WrongType, message).at(key.span);
                self.findings.push(finding.hint("put the path in quotes: \"parties.GOV.walk_away\" = 72"));
                continue;
            }
            list.push((named(key), self.quantity(value, &what).unwrap_or_default()));
        }
        list
    }

    /// `[[expect]]`.
    pub(crate) fn expectations(&mut self, case: &Fields<'_>) -> Vec<Expectation> {
        self.each_item(case, "expect", &grammar::EXPECT, "expectation", |reader, fields| {
            let commands = QUESTIONS.iter().map(|command| (*command, *command));
            let command = reader.word(fields, "command", commands);
            let options = match fields.get("options") {
                Some(node) => reader.texts(node, &fields.what("options")),
                None => Vec::new(),
            };
            let tolerance = match fields.get("tolerance") {
                Some(node) => {
                    let value = reader.number(node, &fields.what("tolerance"));
                    Quantity {
                        value: value.unwrap_or_default(),
                        span: Some(node.span),
                        ..Quantity::default()
                    }
                }
                None => Quantity::default(),
            };
            let values = reader.per_name(fields, "values", "a table such as { \"zone.acceptable\" = 21 }", {
                |reader, node, what| reader.expected(node, what)
            });
            let source = reader.name(fields, "source");
            Some(Expectation { command: command?.to_owned(), options, values, tolerance, source })
        })
    }

    fn texts(&mut self, node: &Node, what: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.items(node, what, "a list of texts").unwrap_or_default() {
            match &item.value {
                Value::Text(text) => texts.push(text.clone()),
                _ => self.wrong_kind(item, &format!("an item of {what}"), "a text"),
            }
        }
        texts
    }

    fn expected(&mut self, node: &Node, what: &str) -> Option<Expected> {
        match &node.value {
            Value::Null => Some(Expected::Null),
            Value::Bool(verdict) => Some(Expected::Verdict(*verdict)),
            Value::Text(text) => Some(Expected::Text(text.clone())),
            Value::List(_) => Some(Expected::Texts(self.texts(node, what))),
            Value::Number(_) => {
                let value = self.number(node, what)?;
                Some(Expected::Number(Quantity { value, span: Some(node.span), ..Quantity::default() }))
            }
            _ => {
                self.wrong_kind(node, what, "a number, a text, true, false or a list of texts");
                None
            }
        }
    }
}
