//! The parts of reading that every table shares.
//!
//! A [`Reader`] collects findings and goes on. [`Reader::fields`] opens a table with fixed keys and reports the
//! keys that do not belong and those that are missing, by the grammar; the other functions turn one value into
//! a text, a name or a list. What cannot be read is reported once and left out, and the block it stands in is
//! marked in [`Gaps`], so that `check` does not report what only follows from the gap.

use crate::diagnostic::{Code, Diagnostic, Findings, Span, nearest, short};
use crate::format::grammar::{Need, Table};
use crate::format::tree::{Key, Node, Value};
use crate::model::check::Gaps;
use crate::model::{Choice, Name};

/// Most keys that are compared with a missing one.
const MOST_COMPARED: usize = 100;

/// Collects findings while the tree becomes a case.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// What was found so far.
    pub(crate) findings: Findings,
    /// The blocks that could not be read in full.
    pub(crate) gaps: Gaps,
}

/// The entries of an opened table.
#[derive(Debug)]
pub(crate) struct Fields<'n> {
    entries: &'n [(Key, Node)],
    /// What sentences call the block, such as "issue `autonomy`".
    pub(crate) block: String,
    /// Where to point for what is missing.
    pub(crate) at: Span,
}

impl<'n> Fields<'n> {
    /// The value at `key`, if there is one.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(one, _)| one.name == key).map(|(_, node)| node)
    }

    /// Is there a key of another name that could be one of `keys`, misspelt?
    pub(crate) fn may_mean(&self, grammar: &Table, keys: &[&'static str]) -> bool {
        let unknown = self.entries.iter().filter(|(key, _)| grammar.key(&key.name).is_none());
        unknown.take(MOST_COMPARED).any(|(key, _)| nearest(&key.name, keys.iter().copied()).is_some())
    }

    /// Where the key stands.
    pub(crate) fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|(one, _)| one.name == key).map(|(one, _)| one.span)
    }

    /// The key with its block, for a sentence.
    pub(crate) fn what(&self, key: &str) -> String {
        format!("`{key}` of {}", self.block)
    }
}

impl Reader {
    /// Reports a value of the wrong kind.
    pub(crate) fn wrong_kind(&mut self, node: &Node, what: &str, expected: &str) {
        let message = format!("{what} is {}, expected {expected}", node.value.kind());
        self.findings.push(Diagnostic::error(Code::WrongType, message).at(node.span));
    }

    /// Opens a table with fixed keys; reports keys that do not belong and keys that are missing.
    ///
    /// - `block`: what sentences call it; `at`: where to point for what is missing.
    pub(crate) fn fields<'n>(
        &mut self,
        node: &'n Node,
        grammar: &'static Table,
        block: String,
        at: Span,
    ) -> Fields<'n> {
        let Value::Table(entries) = &node.value else {
            self.wrong_kind(node, &block, "a table");
            return Fields { entries: &[], block, at };
        };
        // Computed once: a hostile table has a hundred thousand unknown keys.
        let absent = |name: &&'static str| !entries.iter().any(|(key, _)| key.name == *name);
        let absent: Vec<&'static str> = grammar.names().filter(absent).collect();
        let mut meant = Vec::new();
        for (key, _) in entries.iter().filter(|(key, _)| grammar.key(&key.name).is_none()) {
            if meant.len() < absent.len() {
                meant.extend(nearest(&key.name, absent.iter().copied()));
            }
            let label = self.findings.suggest(&key.name, grammar.names());
            let names = grammar.names().collect::<Vec<_>>().join(", ");
            self.findings.push(
                Diagnostic::error(Code::UnknownKey, format!("unknown key `{}` in {block}", short(&key.name)))
                    .at(key.span)
                    .label(label)
                    .hint(format!("the keys of {} are {names}", grammar.name)),
            );
        }
        for key in grammar.keys.iter().filter(|key| key.need == Need::Required) {
            if absent.contains(&key.name) && !meant.contains(&key.name) {
                self.missing(&block, key.name, key.doc, at);
            }
        }
        Fields { entries, block, at }
    }

    /// Reports a key that must be there.
    pub(crate) fn missing(&mut self, block: &str, key: &str, doc: &str, at: Span) {
        let finding = Diagnostic::error(Code::MissingKey, format!("{block} has no `{key}`"));
        self.findings.push(finding.at(at).hint(format!("add `{key}`: {doc}")));
    }

    /// The entries of a table whose keys are names.
    pub(crate) fn entries<'n>(&mut self, node: &'n Node, what: &str, expected: &str) -> &'n [(Key, Node)] {
        match &node.value {
            Value::Table(entries) => entries,
            _ => {
                self.wrong_kind(node, what, expected);
                &[]
            }
        }
    }

    /// The items of a list.
    pub(crate) fn items<'n>(&mut self, node: &'n Node, what: &str, expected: &str) -> Option<&'n [Node]> {
        match &node.value {
            Value::List(items) => Some(items),
            _ => {
                self.wrong_kind(node, what, expected);
                None
            }
        }
    }

    /// The text at `key`.
    pub(crate) fn text(&mut self, fields: &Fields<'_>, key: &str) -> Option<String> {
        self.name(fields, key).map(|name| name.text)
    }

    /// The text at `key`, with its place.
    pub(crate) fn name(&mut self, fields: &Fields<'_>, key: &str) -> Option<Name> {
        let node = fields.get(key)?;
        match &node.value {
            Value::Text(text) => Some(Name { text: text.clone(), span: Some(node.span) }),
            _ => {
                self.wrong_kind(node, &fields.what(key), "a text");
                None
            }
        }
    }

    /// The answer at `key`, or `default` if there is none.
    pub(crate) fn answer_or(&mut self, fields: &Fields<'_>, key: &str, default: Answer) -> Answer {
        let Some(node) = fields.get(key) else { return default };
        match node.value {
            Value::Bool(true) => Answer::Yes,
            Value::Bool(false) => Answer::No,
            _ => {
                self.wrong_kind(node, &fields.what(key), "true or false");
                default
            }
        }
    }

    /// The one of `words` that stands at `key`.
    pub(crate) fn word<T: Copy>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        words: impl Iterator<Item = (&'static str, T)> + Clone,
    ) -> Option<T> {
        let name = self.name(fields, key)?;
        if let Some((_, found)) = words.clone().find(|(word, _)| *word == name.text) {
            return Some(found);
        }
        let list = words.clone().map(|(word, _)| word).collect::<Vec<_>>().join(", ");
        let message = format!("{} is `{}`, expected one of {list}", fields.what(key), short(&name.text));
        let label = self.findings.suggest(&name.text, words.map(|(word, _)| word));
        self.findings.push(Diagnostic::error(Code::WrongType, message).at(name.span).label(label));
        None
    }

    /// A label of a level: a text, or a number taken as it is written.
    pub(crate) fn level(&mut self, node: &Node, what: &str) -> Option<Name> {
        match &node.value {
            Value::Text(text) | Value::Number(text) => {
                Some(Name { text: text.clone(), span: Some(node.span) })
            }
            _ => {
                self.wrong_kind(node, what, "the label of a level");
                None
            }
        }
    }

    /// "This issue at one of these levels", or between these amounts, for each issue of the table at `key`.
    pub(crate) fn choices(&mut self, fields: &Fields<'_>, key: &str) -> Vec<Choice> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let what = fields.what(key);
        let mut choices = Vec::new();
        for (issue, value) in self.entries(node, &what, "a table such as { issue = \"level\" }") {
            let place = format!("`{key}.{}` of {}", short(&issue.name), fields.block);
            if let Value::Table(_) = &value.value {
                let within = Some(self.within(value, place));
                choices.push(Choice { issue: named(issue), levels: Vec::new(), within });
                continue;
            }
            let levels = match &value.value {
                Value::List(items) => items.iter().filter_map(|item| self.level(item, &place)).collect(),
                _ => self.level(value, &place).into_iter().collect::<Vec<_>>(),
            };
            choices.push(Choice { issue: named(issue), levels, within: None });
        }
        choices
    }

    /// One level for each issue of the table at `key`.
    pub(crate) fn levels_by_issue(&mut self, node: &Node, what: &str) -> Vec<(Name, Name)> {
        let entries = self.entries(node, what, "a table such as { issue = \"level\" }");
        entries.iter().filter_map(|(issue, value)| Some((named(issue), self.level(value, what)?))).collect()
    }
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// `true`.
    Yes,
    /// `false`.
    No,
}

/// A key as a name of the model.
pub(crate) fn named(key: &Key) -> Name {
    Name { text: key.name.clone(), span: Some(key.span) }
}
