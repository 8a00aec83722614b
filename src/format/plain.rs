//! Plain JSON games, as other tools hand them over: players with worths, or with a quota and weights.
//!
//! ```json
//! {"players": ["A", "B"], "worths": [0, 1, "1/2", 3]}
//! {"players": ["A", "B", "C"], "quota": 2, "weights": [1, 1, 1]}
//! ```
//!
//! The place of a number in `worths` says who is in the coalition: its bits, the first player the lowest. A plain
//! game becomes a case whose parties are the players. Its numbers have no sources, which `check` says.

use crate::diagnostic::{Code, Diagnostic, short};
use crate::format::coalitions::plain;
use crate::format::grammar::coalitions::PLAIN_GAME;
use crate::format::reader::{Fields, Reader};
use crate::format::tree::{Node, Value};
use crate::model::check::{MAX_TABLE_PLAYERS, counted};
use crate::model::coalitions::{Coalitions, Sense, VotingRule, Worths};
use crate::model::{Case, Name, Party, Role};
use crate::numeric::Rational;

/// Is this the root of a plain game? It names players and has no `[model]`.
pub(crate) fn is_plain(root: &Node) -> bool {
    let Value::Table(entries) = &root.value else { return false };
    let has = |name: &str| entries.iter().any(|(key, _)| key.name == name);
    has("players") && !has("model")
}

impl Reader {
    /// A plain game as a case.
    pub(crate) fn plain_game(&mut self, root: &Node) -> Case {
        let fields = self.fields(root, &PLAIN_GAME, "the game".to_owned(), root.span);
        let mut case = Case { id: "game".to_owned(), ..Case::default() };
        if let Some(id) = self.model_id(&fields) {
            case.id = id;
        }
        case.title = self.text(&fields, "title").unwrap_or_else(|| case.id.clone());
        let players = self.plain_players(&fields);
        let kinds = Sense::ALL.iter().map(|sense| (sense.word(), *sense));
        let sense = self.word(&fields, "kind", kinds).unwrap_or_default();
        let before = self.findings.errors();
        let worths = self.plain_worths(&fields, &players);
        if self.findings.errors() > before {
            self.gaps.mark("coalitions", "worths");
        }
        let party = |id: &Name| Party {
            id: id.clone(),
            name: id.text.clone(),
            role: Role::Signatory,
            walk_away: None,
            influence: None,
            source: None,
            note: None,
        };
        case.parties = players.iter().map(party).collect();
        let unit = self.text(&fields, "unit");
        let span = fields.key_span("worths").or(fields.key_span("weights"));
        case.coalitions = Some(Coalitions { players, unit, sense, worths, span, ..Coalitions::default() });
        case
    }

    fn plain_players(&mut self, fields: &Fields<'_>) -> Vec<Name> {
        let before = self.findings.errors();
        let mut players = Vec::new();
        if let Some(node) = fields.get("players") {
            let items = self.items(node, "`players` of the game", "a list of names").unwrap_or_default();
            for item in items {
                match &item.value {
                    Value::Text(text) | Value::Number(text) => {
                        players.push(Name { text: text.clone(), span: Some(item.span) });
                    }
                    _ => self.wrong_kind(item, "an item of `players` of the game", "a name"),
                }
            }
        }
        if self.findings.errors() > before {
            self.gaps.mark_all("parties");
            self.gaps.mark("coalitions", "players");
        }
        players
    }

    fn plain_worths(&mut self, fields: &Fields<'_>, players: &[Name]) -> Worths {
        let voting = fields.get("quota").or(fields.get("weights"));
        match (fields.get("worths"), voting) {
            (Some(node), None) => self.dense(node, players.len()),
            (None, Some(_)) => self.plain_voting(fields, players),
            (Some(node), Some(_)) => {
                let message = "the game has both `worths` and a `quota` or `weights`, expected one of them";
                let span = fields.key_span("worths").unwrap_or(node.span);
                self.findings.push(Diagnostic::error(Code::Contradiction, message).at(span));
                Worths::Missing
            }
            (None, None) => {
                // A misspelt key is reported already.
                if self.findings.errors() == 0 {
                    let message = "the game has neither `worths` nor a `quota` with `weights`";
                    let finding = Diagnostic::error(Code::MissingKey, message).at(fields.at);
                    let hint = "add `worths`: a number for each coalition, the empty one first";
                    self.findings.push(finding.hint(hint));
                }
                self.gaps.mark("coalitions", "worths");
                Worths::Missing
            }
        }
    }

    /// A number for each coalition.
    fn dense(&mut self, node: &Node, players: usize) -> Worths {
        let Some(items) = self.items(node, "`worths` of the game", "a list of numbers") else {
            return Worths::Missing;
        };
        if self.gaps.one("coalitions", "players") {
            return Worths::Missing;
        }
        if players > MAX_TABLE_PLAYERS {
            let message = format!(
                "a table of coalitions has {players} players, at most {MAX_TABLE_PLAYERS} are solved"
            );
            self.findings.push(Diagnostic::error(Code::TooLarge, message).at(node.span));
            return Worths::Missing;
        }
        let expected = 1_usize << players;
        if items.len() != expected {
            let message = format!(
                "`worths` of the game has {}, expected {expected}: one for each coalition of {}",
                counted(items.len(), "number"),
                counted(players, "player")
            );
            // The whole list would be a caret of a megabyte.
            let at = items.last().map_or(node.span, |item| item.span);
            let finding = Diagnostic::error(Code::WrongLength, message).at(at).label("the last one");
            self.findings.push(finding.hint("the first is that of the empty coalition, 0"));
            return Worths::Missing;
        }
        let mut worths = Vec::with_capacity(expected);
        for (place, item) in items.iter().enumerate() {
            let what = format!("number {} of `worths` of the game", place + 1);
            worths.push(self.number(item, &what).unwrap_or_default());
        }
        if let (Some(first), Some(item)) = (worths.first().filter(|worth| !worth.is_zero()), items.first()) {
            let message = format!("the empty coalition has {first} in `worths` of the game, expected 0");
            let finding = Diagnostic::error(Code::WorthOfNobody, message).at(item.span);
            self.findings.push(finding.hint("the first number of `worths` belongs to nobody: write 0"));
        }
        Worths::Dense(worths)
    }

    fn plain_voting(&mut self, fields: &Fields<'_>, players: &[Name]) -> Worths {
        let mut needed = |key: &str| {
            let node = fields.get(key);
            if node.is_none() {
                let doc = PLAIN_GAME.key(key).map_or("", |key| key.doc);
                self.missing("the game", key, doc, fields.at);
            }
            node
        };
        let (Some(quota), Some(weights)) = (needed("quota"), needed("weights")) else {
            return Worths::Missing;
        };
        let quota_value = self.number(quota, "`quota` of the game").unwrap_or_default();
        let items = self.items(weights, "`weights` of the game", "a list of numbers").unwrap_or_default();
        let mut numbers: Vec<(Rational, &Node)> = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            let what = format!("number {} of `weights` of the game", place + 1);
            numbers.push((self.number(item, &what).unwrap_or_default(), item));
        }
        let whole = !self.gaps.one("coalitions", "players") && matches!(weights.value, Value::List(_));
        if whole && numbers.len() != players.len() {
            let message = format!(
                "`weights` of the game has {}, expected {}, one for each player",
                counted(numbers.len(), "number"),
                players.len()
            );
            let at = items.last().map_or(weights.span, |item| item.span);
            self.findings.push(Diagnostic::error(Code::WrongLength, message).at(at).label("the last one"));
        }
        let weights =
            players.iter().zip(numbers).map(|(player, (value, node))| (player.clone(), plain(value, node)));
        let rule = VotingRule { label: None, quota: plain(quota_value, quota), weights: weights.collect() };
        Worths::Voting { rules: vec![rule], vetoes: Vec::new() }
    }

    /// The `id` of a model or a game: legal letters.
    pub(crate) fn model_id(&mut self, fields: &Fields<'_>) -> Option<String> {
        let id = self.name(fields, "id")?;
        let legal = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if id.text.is_empty() || !id.text.chars().all(legal) {
            let message = format!(
                "`id` of {} is `{}`, expected letters, digits, `-`, `_` and `.`",
                fields.block,
                short(&id.text)
            );
            self.findings.push(Diagnostic::error(Code::WrongType, message).at(id.span));
        }
        Some(id.text)
    }
}
