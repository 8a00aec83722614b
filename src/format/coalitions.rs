//! The block that says what parties can have together: `[coalitions]`.
//!
//! Every player keeps the place of the text it stands in. What is wrong with the sets of players themselves
//! (unknown, twice, not covering) is for `check`, so that a case built in code is told the same.

use crate::diagnostic::{Code, Diagnostic};
use crate::format::grammar;
use crate::format::grammar::coalitions as tables;
use crate::format::reader::{Fields, Reader, named};
use crate::format::tree::{Node, Value};
use crate::model::coalitions::{
    Blocs, Breakaway, Coalitions, Deal, ExternalityRule, OutsideOption, Reaction, Sense, ShareRule,
    VotingRule, WAYS, Worths,
};
use crate::model::{Name, Party, Quantity};

/// What players may be, for a sentence.
const PLAYERS: &str = "players such as \"GOV+JTD\" or [\"GOV\", \"JTD\"]";

impl Reader {
    /// `[coalitions]`; the players are all `parties` unless the block names them.
    pub(crate) fn coalitions(&mut self, case: &Fields<'_>, parties: &[Party]) -> Option<Coalitions> {
        let node = case.get("coalitions")?;
        let at = case.key_span("coalitions").unwrap_or(node.span);
        let before = self.findings.errors();
        let fields = self.fields(node, &tables::COALITIONS, "[coalitions]".to_owned(), at);
        if !matches!(node.value, Value::Table(_)) {
            self.gaps.mark_all("coalitions");
            return None;
        }
        if self.findings.errors() > before {
            self.gaps.mark("coalitions", "worths");
        }
        let players = match fields.get("players") {
            Some(node) => self.marking("players", |reader| reader.players(node, "`players` of [coalitions]")),
            None => parties.iter().map(|party| party.id.clone()).collect(),
        };
        let worths = self.marking("worths", |reader| reader.worths(&fields));
        let kinds = Sense::ALL.iter().map(|sense| (sense.word(), *sense));
        let usual = if matches!(worths, Worths::Airport { .. }) { Sense::Cost } else { Sense::Worth };
        let rules = ExternalityRule::ALL.iter().map(|rule| (rule.word(), *rule));
        Some(Coalitions {
            players,
            unit: self.text(&fields, "unit"),
            sense: self.word(&fields, "kind", kinds).unwrap_or(usual),
            worths,
            otherwise: self.quantity_at(&fields, "otherwise"),
            status_quo: self.marking("status_quo", |reader| reader.blocs(&fields, "status_quo")),
            externality: self.word(&fields, "externality", rules),
            deals: self.deals(&fields),
            reactions: self.reactions(&fields),
            breakaways: self.breakaways(&fields),
            source: self.name(&fields, "source"),
            note: self.text(&fields, "note"),
            span: Some(at),
        })
    }

    /// Reads a part of `[coalitions]`, and marks it in the gaps if it had errors.
    fn marking<T>(&mut self, part: &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.findings.errors();
        let found = read(self);
        if self.findings.errors() > before {
            self.gaps.mark("coalitions", part);
        }
        found
    }

    /// What coalitions can have, in the one way in which the block says it.
    fn worths(&mut self, fields: &Fields<'_>) -> Worths {
        let mut given = WAYS.iter().filter(|way| fields.get(way).is_some());
        let Some(way) = given.next() else { return Worths::Missing };
        for other in given {
            let message = format!("[coalitions] has both `{way}` and `{other}`, expected one of them");
            let finding = Diagnostic::error(Code::Contradiction, message).at(fields.key_span(other));
            let finding = finding.also(fields.key_span(way), "the other one");
            self.findings.push(finding.hint("a case has one game of coalitions: remove one of the two"));
        }
        match *way {
            "worths" => {
                let list = self.by_name(fields, "worths");
                Worths::Table(list.into_iter().map(|(name, worth)| (name.into(), worth)).collect())
            }
            "partitions" => {
                let list = self.lists_by_name(fields, "partitions");
                Worths::Partitions(list.into_iter().map(|(name, worths)| (name.into(), worths)).collect())
            }
            "by_bloc_count" => {
                let node = fields.get("by_bloc_count");
                let read = node.and_then(|node| self.quantities(node, &fields.what("by_bloc_count")));
                Worths::ByBlocCount(read.unwrap_or_default())
            }
            "by_agreement_size" => {
                match self.inner(fields, "by_agreement_size", &tables::BY_AGREEMENT_SIZE) {
                    Some(inner) => {
                        let mut list = |key: &str| {
                            let node = inner.get(key)?;
                            self.quantities(node, &inner.what(key))
                        };
                        let (together, outsider) = (list("together"), list("outsider"));
                        Worths::ByAgreementSize {
                            together: together.unwrap_or_default(),
                            outsider: outsider.unwrap_or_default(),
                        }
                    }
                    None => Worths::Missing,
                }
            }
            "voting" => self.voting(fields),
            "bankruptcy" => match self.inner(fields, "bankruptcy", &tables::BANKRUPTCY) {
                Some(inner) => Worths::Bankruptcy {
                    estate: self.quantity_at(&inner, "estate").unwrap_or_default(),
                    claims: self.by_name(&inner, "claims"),
                },
                None => Worths::Missing,
            },
            "airport" => match self.inner(fields, "airport", &tables::AIRPORT) {
                Some(inner) => Worths::Airport { costs: self.by_name(&inner, "costs") },
                None => Worths::Missing,
            },
            _ => match self.inner(fields, "glove", &tables::GLOVE) {
                Some(inner) => Worths::Glove {
                    left: self.players_at(&inner, "left"),
                    right: self.players_at(&inner, "right"),
                },
                None => Worths::Missing,
            },
        }
    }

    /// Opens the table at `key` of `[coalitions]`.
    fn inner<'n>(
        &mut self,
        fields: &Fields<'n>,
        key: &str,
        grammar: &'static grammar::Table,
    ) -> Option<Fields<'n>> {
        let node = fields.get(key)?;
        let at = fields.key_span(key).unwrap_or(node.span);
        Some(self.fields(node, grammar, format!("[coalitions.{key}]"), at))
    }

    fn voting(&mut self, fields: &Fields<'_>) -> Worths {
        let Some(inner) = self.inner(fields, "voting", &tables::VOTING) else { return Worths::Missing };
        let mut rules = Vec::new();
        if let Some(node) = inner.get("rules") {
            let expected = "a list of tables: [[coalitions.voting.rules]]";
            let items = self.items(node, &inner.what("rules"), expected).unwrap_or_default();
            for (place, item) in items.iter().enumerate() {
                let block = format!("voting rule {}", place + 1);
                let rule = self.fields(item, &tables::VOTING_RULE, block, item.span);
                rules.push(VotingRule {
                    label: self.text(&rule, "label"),
                    quota: self.quantity_at(&rule, "quota").unwrap_or_default(),
                    weights: self.by_name(&rule, "weights"),
                });
            }
        }
        Worths::Voting { rules, vetoes: self.players_at(&inner, "vetoes") }
    }

    /// Players, written as a coalition or as a list.
    pub(crate) fn players(&mut self, node: &Node, what: &str) -> Vec<Name> {
        match &node.value {
            Value::Text(text) => {
                let name = |name: &str| Name { text: name.trim().to_owned(), span: Some(node.span) };
                text.split('+').map(name).collect()
            }
            Value::List(items) => {
                let mut names = Vec::with_capacity(items.len());
                for item in items {
                    match &item.value {
                        Value::Text(text) => names.push(Name { text: text.clone(), span: Some(item.span) }),
                        _ => self.wrong_kind(item, &format!("an item of {what}"), "a name"),
                    }
                }
                names
            }
            _ => {
                self.wrong_kind(node, what, PLAYERS);
                Vec::new()
            }
        }
    }

    /// The players at `key`, or none.
    pub(crate) fn players_at(&mut self, fields: &Fields<'_>, key: &str) -> Vec<Name> {
        fields.get(key).map(|node| self.players(node, &fields.what(key))).unwrap_or_default()
    }

    /// The partition at `key`.
    fn blocs(&mut self, fields: &Fields<'_>, key: &str) -> Option<Blocs> {
        self.name(fields, key).map(Blocs::from)
    }

    /// Reads `block` of each name of the table at `key` of a block, and marks in the gaps, under `key`, what
    /// had errors.
    pub(crate) fn each_inner<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &'static str,
        grammar: &'static grammar::Table,
        kind: &str,
        mut read: impl FnMut(&mut Self, Name, &Fields<'_>) -> T,
    ) -> Vec<T> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        if !matches!(node.value, Value::Table(_)) {
            self.gaps.mark_all(key);
        }
        let mut list = Vec::new();
        for (name, value) in self.entries(node, &fields.what(key), "a table of names") {
            let before = self.findings.errors();
            let block = format!("{kind} `{}`", crate::diagnostic::short(&name.name));
            let inner = self.fields(value, grammar, block, name.span);
            list.push(read(self, named(name), &inner));
            if self.findings.errors() > before {
                self.gaps.mark(key, &name.name);
            }
        }
        list
    }

    fn deals(&mut self, fields: &Fields<'_>) -> Vec<Deal> {
        self.each_inner(fields, "deals", &tables::DEAL, "deal", |reader, id, deal| {
            let kind = format!("outside option of {}: party", deal.block);
            let outside =
                reader.each_inner(deal, "outside", &tables::OUTSIDE, &kind, |reader, id, option| {
                    let shares = ShareRule::ALL.iter().map(|share| (share.word(), *share));
                    let read = OutsideOption {
                        partition: reader.blocs(option, "partition").unwrap_or_default(),
                        // One that cannot be read is an error already; the rest of the option still is checked.
                        share: reader.word(option, "share", shares).unwrap_or(ShareRule::Equal),
                        source: reader.name(option, "source"),
                        note: reader.text(option, "note"),
                    };
                    (id, read)
                });
            Deal {
                label: reader.text(deal, "label"),
                partition: reader.blocs(deal, "partition").unwrap_or_default(),
                members: reader.players_at(deal, "members"),
                outside,
                source: reader.name(deal, "source"),
                note: reader.text(deal, "note"),
                id,
            }
        })
    }

    fn reactions(&mut self, fields: &Fields<'_>) -> Vec<Reaction> {
        self.each_inner(fields, "reactions", &tables::REACTION, "reaction of party", {
            |reader, party, reaction| Reaction {
                party,
                label: reader.text(reaction, "label"),
                benefit: reader.quantity_at(reaction, "benefit").unwrap_or_default(),
                cost: reader.quantity_at(reaction, "cost").unwrap_or_default(),
                source: reader.name(reaction, "source"),
                note: reader.text(reaction, "note"),
            }
        })
    }

    fn breakaways(&mut self, fields: &Fields<'_>) -> Vec<Breakaway> {
        self.each_inner(fields, "breakaways", &tables::BREAKAWAY, "breakaway", |reader, id, one| {
            let settles = match one.get("settles") {
                Some(node) => reader.names(node, &one.what("settles"), "a list of issues"),
                None => Vec::new(),
            };
            Breakaway {
                id,
                label: reader.text(one, "label"),
                members: reader.players_at(one, "members"),
                settles,
                otherwise: reader.name(one, "otherwise").unwrap_or_default(),
                shift: reader.by_name(one, "shift"),
                source: reader.name(one, "source"),
                note: reader.text(one, "note"),
            }
        })
    }

    /// A list of names, such as issues or tags.
    pub(crate) fn names(&mut self, node: &Node, what: &str, expected: &str) -> Vec<Name> {
        let mut names = Vec::new();
        for item in self.items(node, what, expected).unwrap_or_default() {
            match &item.value {
                Value::Text(text) => names.push(Name { text: text.clone(), span: Some(item.span) }),
                _ => self.wrong_kind(item, &format!("an item of {what}"), "a text"),
            }
        }
        names
    }
}

/// A number that stands in the file by itself.
pub(crate) fn plain(value: crate::numeric::Rational, node: &Node) -> Quantity {
    Quantity { value, span: Some(node.span), ..Quantity::default() }
}
