//! The blocks that say who negotiates about what: model, sources, parties, issues, packages.

use crate::diagnostic::short;
use crate::format::grammar;
use crate::format::reader::{Answer, Fields, Reader, named};
use crate::format::tree::{Key, Node, Value};
use crate::model::check::{CURVES, LEVELS};
use crate::model::{Case, Choice, Issue, Name, NamedPackage, Party, Role, Source, SourceKind, WalkAway};

impl Reader {
    /// Reads `block` of each name of the top-level table `table`, and marks in the gaps what had errors.
    pub(crate) fn each_named<T>(
        &mut self,
        case: &Fields<'_>,
        table: &'static str,
        grammar: &'static grammar::Table,
        kind: &str,
        mut read: impl FnMut(&mut Self, Name, &Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = case.get(table) else { return Vec::new() };
        let what = format!("[{table}]");
        if !matches!(node.value, Value::Table(_)) {
            self.gaps.mark_all(table);
        }
        let mut list = Vec::new();
        for (key, value) in self.entries(node, &what, "a table of names") {
            let before = self.findings.errors();
            let block = format!("{kind} `{}`", short(&key.name));
            let fields = self.fields(value, grammar, block, key.span);
            list.extend(read(self, named(key), &fields));
            if self.findings.errors() > before {
                self.gaps.mark(table, &key.name);
            }
        }
        list
    }

    /// Reads each item of the top-level list of tables `table`, and marks in the gaps what had errors.
    pub(crate) fn each_item<T>(
        &mut self,
        case: &Fields<'_>,
        table: &'static str,
        grammar: &'static grammar::Table,
        kind: &str,
        mut read: impl FnMut(&mut Self, &Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = case.get(table) else { return Vec::new() };
        let expected = format!("a list of tables: [[{table}]]");
        let Some(items) = self.items(node, &format!("`{table}`"), &expected) else {
            self.gaps.mark_all(table);
            return Vec::new();
        };
        let mut list = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let before = self.findings.errors();
            let fields = self.fields(item, grammar, format!("{kind} {}", place + 1), item.span);
            let read = read(self, &fields);
            if self.findings.errors() > before {
                self.gaps.mark(table, &list.len().to_string());
            }
            list.extend(read);
        }
        list
    }

    /// `[model]`.
    pub(crate) fn model(&mut self, case: &Fields<'_>, into: &mut Case) {
        let Some(node) = case.get("model") else { return };
        let at = case.key_span("model").unwrap_or(node.span);
        let fields = self.fields(node, &grammar::MODEL, "[model]".to_owned(), at);
        into.id = self.model_id(&fields).unwrap_or_default();
        into.title = self.text(&fields, "title").unwrap_or_else(|| into.id.clone());
        into.scale = self.text(&fields, "scale");
        into.note = self.text(&fields, "note");
    }

    /// `[sources.NAME]`.
    pub(crate) fn sources(&mut self, case: &Fields<'_>) -> Vec<Source> {
        self.each_named(case, "sources", &grammar::SOURCE, "source", |reader, id, fields| {
            let kinds = SourceKind::ALL.iter().map(|kind| (kind.word(), *kind));
            // A source whose kind is misspelt still is a source: references to it are right.
            let kind = reader.word(fields, "kind", kinds).unwrap_or(SourceKind::Assumption);
            Some(Source { id, kind, cite: reader.text(fields, "cite").unwrap_or_default() })
        })
    }

    /// `[parties.ID]`.
    pub(crate) fn parties(&mut self, case: &Fields<'_>) -> Vec<Party> {
        self.each_named(case, "parties", &grammar::PARTY, "party", |reader, id, fields| {
            let roles = Role::ALL.iter().map(|role| (role.word(), *role));
            Some(Party {
                name: reader.text(fields, "name").unwrap_or_else(|| id.text.clone()),
                role: reader.word(fields, "role", roles).unwrap_or_default(),
                walk_away: reader.walk_away(fields),
                influence: reader.quantity_at(fields, "influence"),
                source: reader.name(fields, "source"),
                note: reader.text(fields, "note"),
                id,
            })
        })
    }

    fn walk_away(&mut self, party: &Fields<'_>) -> Option<WalkAway> {
        let node = party.get("walk_away")?;
        let what = party.what("walk_away");
        let from_package = |key: &Key| ["package", "premium"].contains(&key.name.as_str());
        match &node.value {
            Value::Table(entries) if entries.iter().any(|(key, _)| from_package(key)) => {
                let fields = self.fields(node, &grammar::WALK_AWAY, what, node.span);
                let package = self.name(&fields, "package");
                let premium = self.quantity_at(&fields, "premium");
                Some(WalkAway::Package { package: package?, premium: premium? })
            }
            _ => self.quantity(node, &what).map(WalkAway::Given),
        }
    }

    /// `[issues.ID]`.
    pub(crate) fn issues(&mut self, case: &Fields<'_>) -> Vec<Issue> {
        self.each_named(case, "issues", &grammar::ISSUE, "issue", |reader, id, fields| {
            let before = reader.findings.errors();
            let levels = match fields.get("levels") {
                Some(node) => reader.labels(node, &fields.what("levels")),
                None => Vec::new(),
            };
            if reader.findings.errors() > before {
                reader.gaps.mark(LEVELS, &id.text);
            }
            let before = reader.findings.errors();
            let (continuum, unit) = reader.continuum(fields);
            if reader.findings.errors() > before {
                reader.gaps.mark(CURVES, &id.text);
            }
            let is_missing = ["levels", "range"].iter().all(|key| fields.get(key).is_none());
            if is_missing && !fields.may_mean(&grammar::ISSUE, &["levels", "range"]) {
                let doc = "the possible outcomes, all different; or `range`, for any amount between two ends";
                reader.missing(&fields.block, "levels", doc, fields.at);
            }
            Some(Issue {
                continuum,
                label: reader.text(fields, "label").unwrap_or_else(|| id.text.clone()),
                unit: reader.text(fields, "unit").or(unit),
                ordered: reader.answer_or(fields, "ordered", Answer::Yes) == Answer::Yes,
                levels,
                weight: reader.by_name(fields, "weight"),
                values: reader.lists_by_name(fields, "values"),
                source: reader.name(fields, "source"),
                payoff_source: reader.name(fields, "payoff_source"),
                note: reader.text(fields, "note"),
                id,
            })
        })
    }

    fn labels(&mut self, node: &Node, what: &str) -> Vec<Name> {
        let items = self.items(node, what, "a list of labels").unwrap_or_default();
        items.iter().filter_map(|item| self.level(item, &format!("an item of {what}"))).collect()
    }

    /// `[packages.ID]`.
    pub(crate) fn packages(&mut self, case: &Fields<'_>) -> Vec<NamedPackage> {
        self.each_named(case, "packages", &grammar::PACKAGE, "package", |reader, id, fields| {
            let levels = match fields.get("levels") {
                Some(node) => reader.levels_by_issue(node, &fields.what("levels")),
                None => Vec::new(),
            };
            let choice = |(issue, level)| Choice { issue, levels: vec![level], within: None };
            Some(NamedPackage {
                label: reader.text(fields, "label"),
                levels: levels.into_iter().map(choice).collect(),
                source: reader.name(fields, "source"),
                note: reader.text(fields, "note"),
                id,
            })
        })
    }
}
