//! The block that says who may sit in a group, and by which rules: `[contact_group]`.

use crate::diagnostic::{Code, Diagnostic};
use crate::format::grammar::coalitions as tables;
use crate::format::reader::{Fields, Reader};
use crate::format::tree::Value;
use crate::model::check::counted;
use crate::model::contact_group::{Candidate, ContactGroup, NamedGroup, ShareLimit};
use crate::model::{Name, Quantity};

impl Reader {
    /// `[contact_group]`.
    pub(crate) fn contact_group(&mut self, case: &Fields<'_>) -> Option<ContactGroup> {
        let node = case.get("contact_group")?;
        let at = case.key_span("contact_group").unwrap_or(node.span);
        let fields = self.fields(node, &tables::CONTACT_GROUP, "[contact_group]".to_owned(), at);
        if !matches!(node.value, Value::Table(_)) {
            self.gaps.mark_all("contact_group");
            return None;
        }
        if fields.get("candidates").is_none() {
            // Reported as a missing key; what refers to candidates only follows.
            self.gaps.mark_all("candidates");
        }
        let limits = |reader: &mut Self, tag: Name, limit: &Fields<'_>| ShareLimit {
            tag,
            at_most: reader.quantity_at(limit, "at_most").unwrap_or_default(),
            source: reader.name(limit, "source"),
            note: reader.text(limit, "note"),
        };
        let groups = |reader: &mut Self, id: Name, group: &Fields<'_>| NamedGroup {
            id,
            label: reader.text(group, "label"),
            members: reader.players_at(group, "members"),
        };
        Some(ContactGroup {
            label: self.text(&fields, "label"),
            candidates: self.candidates(&fields, "candidates"),
            extra: self.candidates(&fields, "extra"),
            unit: self.text(&fields, "unit"),
            must: self.players_at(&fields, "must"),
            implies: self.implications(&fields),
            share_limits: self.each_inner(
                &fields,
                "share_limits",
                &tables::SHARE_LIMIT,
                "share limit",
                limits,
            ),
            goal: self.quantity_at(&fields, "goal"),
            groups: self.each_inner(&fields, "groups", &tables::GROUP, "group", groups),
            source: self.name(&fields, "source"),
            note: self.text(&fields, "note"),
        })
    }

    fn candidates(&mut self, fields: &Fields<'_>, key: &'static str) -> Vec<Candidate> {
        self.each_inner(fields, key, &tables::CANDIDATE, "candidate", |reader, id, one| Candidate {
            id,
            name: reader.text(one, "name"),
            fund: reader.quantity_at(one, "fund").unwrap_or_else(Quantity::default),
            tags: match one.get("tags") {
                Some(node) => reader.names(node, &one.what("tags"), "a list of texts"),
                None => Vec::new(),
            },
            source: reader.name(one, "source"),
            note: reader.text(one, "note"),
        })
    }

    /// `implies = [["DZ", "MA"]]`.
    fn implications(&mut self, fields: &Fields<'_>) -> Vec<(Name, Name)> {
        let Some(node) = fields.get("implies") else { return Vec::new() };
        let what = fields.what("implies");
        let mut pairs = Vec::new();
        let expected = "a list of pairs such as [[\"DZ\", \"MA\"]]";
        for (place, item) in self.items(node, &what, expected).unwrap_or_default().iter().enumerate() {
            let what = format!("pair {} of {what}", place + 1);
            let Value::List(items) = &item.value else {
                self.wrong_kind(item, &what, "a pair such as [\"DZ\", \"MA\"]");
                continue;
            };
            if items.len() != 2 {
                let names = counted(items.len(), "name");
                let message = format!("{what} has {names}, expected 2: the first needs the second");
                self.findings.push(Diagnostic::error(Code::WrongLength, message).at(item.span));
                continue;
            }
            let names = self.names(item, &what, "a pair of names");
            if let [first, second] = names.as_slice() {
                pairs.push((first.clone(), second.clone()));
            }
        }
        pairs
    }
}
