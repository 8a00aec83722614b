//! The block that gives a game of its own: `[game]`.

use crate::diagnostic::{Code, Diagnostic, short};
use crate::format::files::{FilesFormat, ReadFiles, SourceFile, read_files};
use crate::format::game::{GameFormat, ReadGame, read_game};
use crate::format::grammar::game::GAME;
use crate::format::reader::{Fields, Reader};
use crate::format::tree::{Node, Value};
use crate::format::{Format, Read, read};
use crate::games::normal_form::{InvalidNormalForm, NormalFormGame, Player, profile_count};
use crate::model::Case;
use crate::model::check::{check, counted};
use crate::model::game::{GameForm, GivenGame};
use crate::numeric::Rational;

/// The ways of giving a game.
const WAYS: [&str; 3] = ["players", "nfg", "efg"];

impl Reader {
    /// `[game]`.
    ///
    /// - `title`: what the game is called if its text does not say.
    pub(crate) fn given_game(&mut self, case: &Fields<'_>, title: &str) -> Option<GivenGame> {
        let node = case.get("game")?;
        let at = case.key_span("game").unwrap_or(node.span);
        let fields = self.fields(node, &GAME, "[game]".to_owned(), at);
        let source = self.name(&fields, "source");
        let note = self.text(&fields, "note");
        let form = self.form(&fields, title);
        if form.is_none() {
            self.gaps.mark_all("game");
        }
        Some(GivenGame { form: form?, source, note, span: Some(at) })
    }

    fn form(&mut self, fields: &Fields<'_>, title: &str) -> Option<GameForm> {
        let given: Vec<&str> = WAYS.into_iter().filter(|way| fields.get(way).is_some()).collect();
        match given.as_slice() {
            ["players"] => self.table_game(fields, title).map(GameForm::Normal),
            [way] => self.text_game(fields, way),
            [] => {
                let finding = Diagnostic::error(Code::MissingKey, "[game] does not say what the game is");
                let hint =
                    "add players with their strategies, and payoffs; or nfg or efg with the text of a file";
                self.findings.push(finding.at(fields.at).hint(hint));
                None
            }
            [first, second, ..] => {
                let message = format!("[game] has both `{first}` and `{second}`, expected one of them");
                let span = fields.key_span(second).unwrap_or(fields.at);
                self.findings.push(Diagnostic::error(Code::Contradiction, message).at(span));
                None
            }
        }
    }

    /// A game by its tables of payoffs.
    fn table_game(&mut self, fields: &Fields<'_>, title: &str) -> Option<NormalFormGame> {
        let before = self.findings.errors();
        let node = fields.get("players")?;
        let what = fields.what("players");
        let mut players = Vec::new();
        for (name, list) in self.entries(node, &what, "a table such as { Row = [\"top\", \"bottom\"] }") {
            let what = format!("`players.{}` of [game]", short(&name.name));
            let strategies = self.names(list, &what, "a list of the names of strategies");
            if strategies.is_empty() && self.findings.errors() == before {
                let message = format!("{what} is empty, expected at least one strategy");
                self.findings.push(Diagnostic::error(Code::EmptyChoice, message).at(list.span));
            }
            let strategies = strategies.into_iter().map(|name| name.text).collect();
            players.push((name, Player { name: name.name.clone(), strategies }));
        }
        let Some(payoffs) = fields.get("payoffs") else {
            let doc = GAME.key("payoffs").map_or("", |key| key.doc);
            self.missing(&fields.block, "payoffs", doc, fields.at);
            return None;
        };
        let what = fields.what("payoffs");
        let given = self.entries(payoffs, &what, "a table such as { Row = [[3, 0], [0, 2]] }");
        for (key, _) in given {
            if !players.iter().any(|(name, _)| name.name == key.name) {
                let message = format!("{what} speaks of `{}`, who is no player", short(&key.name));
                let label =
                    self.findings.suggest(&key.name, players.iter().map(|(name, _)| name.name.as_str()));
                self.findings.push(Diagnostic::error(Code::UnknownParty, message).at(key.span).label(label));
            }
        }
        let sizes: Vec<usize> = players.iter().map(|(_, player)| player.strategies.len()).collect();
        if self.findings.errors() > before {
            return None;
        }
        if let Err(error) = profile_count(sizes.iter().copied()) {
            self.findings.push(refused(&error).at(node.span));
            return None;
        }
        let mut tables = Vec::with_capacity(players.len());
        for (name, _) in &players {
            let Some((_, table)) = given.iter().find(|(key, _)| key.name == name.name) else {
                let message = format!("{what} says nothing of player `{}`", short(&name.name));
                self.findings.push(Diagnostic::error(Code::MissingKey, message).at(payoffs.span));
                continue;
            };
            tables.push(self.payoff_table(
                table,
                &sizes,
                &format!("`payoffs.{}` of [game]", short(&name.name)),
            ));
        }
        if self.findings.errors() > before {
            return None;
        }
        let players = players.into_iter().map(|(_, player)| player).collect();
        match NormalFormGame::new(title, players, &tables) {
            Ok(game) => Some(game),
            Err(error) => {
                self.findings.push(refused(&error).at(payoffs.span));
                None
            }
        }
    }

    /// The numbers of a nested table, the first player's strategy varying fastest; those that are wrong are reported.
    fn payoff_table(&mut self, table: &Node, sizes: &[usize], what: &str) -> Vec<Rational> {
        let mut numbers = vec![Rational::ZERO; sizes.iter().product()];
        let mut open = vec![(table, 0, 0, 1)];
        while let Some((node, depth, profile, stride)) = open.pop() {
            let Some(&size) = sizes.get(depth) else {
                if let (Some(number), Some(place)) = (self.number(node, what), numbers.get_mut(profile)) {
                    *place = number;
                }
                continue;
            };
            let Value::List(items) = &node.value else {
                self.wrong_kind(
                    node,
                    what,
                    "lists in lists, one nesting for each player, the first outermost",
                );
                continue;
            };
            if items.len() != size {
                let found = counted(items.len(), "item");
                let message = format!(
                    "{what} has {found}, expected {size}: one for each strategy of player {}",
                    depth + 1
                );
                self.findings.push(Diagnostic::error(Code::WrongLength, message).at(node.span));
                continue;
            }
            let inner = items.iter().enumerate();
            open.extend(
                inner.map(|(place, item)| (item, depth + 1, profile + place * stride, stride * size)),
            );
        }
        numbers
    }
}

/// Why the data are no game, as a finding.
fn refused(error: &InvalidNormalForm) -> Diagnostic {
    let code = if *error == InvalidNormalForm::TooLarge { Code::TooLarge } else { Code::BadNumber };
    Diagnostic::error(code, format!("[game] cannot be used: {error}"))
}

impl Reader {
    /// A game by the text of a game file; findings point into it where the text stands as it is in the case file.
    fn text_game(&mut self, fields: &Fields<'_>, way: &str) -> Option<GameForm> {
        let node = fields.get(way)?;
        let Value::Text(text) = &node.value else {
            self.wrong_kind(node, &fields.what(way), "the text of a game file");
            return None;
        };
        let found = read_game(&format!("game.{way}"), text.as_bytes());
        for mut finding in found.findings {
            // The text of a quoted string is not that of the file, so its places are named, not pointed at.
            if let Some(span) = finding.span.take() {
                let line = 1 + text.get(..span.start).unwrap_or_default().matches('\n').count();
                finding.message = format!("line {line} of {}: {}", fields.what(way), finding.message);
            }
            // A second place would point into the text as well.
            finding.also = None;
            self.findings.push(finding.at(node.span));
        }
        found.game
    }
}

/// Reads a case file, a game file or a table, whichever it is.
///
/// - `name`: the name of the file; its extension is looked at.
///
/// Places of findings in a table count its text as it is decoded. A game file becomes a case with nothing but the game. Its numbers have no sources, which `check` says.
#[must_use]
pub fn read_any(name: &str, bytes: &[u8]) -> Read {
    if let Some(format) = FilesFormat::of(name, bytes) {
        let file = SourceFile { name: name.to_owned(), bytes: bytes.to_vec() };
        let ReadFiles { case, findings, .. } = read_files(format, &[file]);
        return Read { case, findings };
    }
    if GameFormat::of(name, bytes).is_none() {
        return read(bytes, Format::of(name, bytes));
    }
    let ReadGame { game, findings } = read_game(name, bytes);
    let Some(game) = game else { return Read { case: None, findings } };
    let title = match &game {
        GameForm::Normal(game) => game.title(),
        GameForm::Extensive(game) => game.title(),
    };
    let title = if title.trim().is_empty() { name } else { title }.to_owned();
    let given = GivenGame { form: game, source: None, note: None, span: None };
    let case = Case { id: "game".to_owned(), title, game: Some(given), ..Case::default() };
    let mut all = findings;
    all.extend(check(&case));
    Read { case: Some(case), findings: all }
}
