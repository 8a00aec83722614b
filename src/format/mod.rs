//! Text to case: TOML or JSON in, a [`crate::model::Case`] or every problem of the file out.
//!
//! [`read`] decodes the bytes, parses them into the tree that both syntaxes share ([`tree`]), turns the tree
//! into a case by the grammar ([`grammar`]) and lets [`crate::model::check`] look at the result. It stops early
//! only where going on makes no sense: a file that is too large, is no UTF-8, or is not well-formed. Anything
//! else is collected, so that one run lists all problems; what only follows from another problem is left out.
//!
//! A JSON object that names `players` and has no `model` is a plain game of another tool (`plain`).
//!
//! Games in the files of other tools, `.nfg` and `.efg`, are read and written by [`game`].
//!
//! Cases in the files of other tools (GENIUS, GeniusWeb, KTAB, spreadsheets) are read by [`files`], and written as case
//! files by [`case_writer`].
//!
//! A case comes back only if nothing is wrong with it: there are no half answers.

mod assemble;
mod bargaining;
mod blocks;
pub mod case_writer;
mod coalitions;
mod contact_group;
mod continuum;
mod csv;
mod efg;
pub mod files;
pub mod game;
mod game_number;
mod game_text;
mod game_writer;
mod genius;
mod geniusweb;
mod given_game;
pub mod grammar;
mod json;
mod ktab;
mod nfg;
mod plain;
mod quantity;
mod reader;
mod rules;
pub mod schema;
mod sequence;
mod spreadsheet;
pub mod starter;
mod toml;
pub mod tree;
mod xml;

pub use self::given_game::read_any;
use crate::diagnostic::{Code, Diagnostic, Findings, nearest};
use crate::format::grammar::Need;
use crate::format::reader::Reader;
use crate::format::tree::{Node, Value};
use crate::model::check::{Gaps, check_around};
use crate::model::{Case, Party, Quantity, Role, WalkAway};

/// Largest file that is read, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// What is wrong with a JSON text before anybody asks what it means: syntax, and keys that stand twice.
pub(crate) fn json_findings(text: &str) -> Vec<Diagnostic> {
    json::parse(text, 0).1
}

/// The syntax of a case file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

impl Format {
    /// The syntax of a file: by the extension of its name, else JSON if the first byte that is not blank is `{`.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if extension.eq_ignore_ascii_case("toml") {
            return Self::Toml;
        }
        if extension.eq_ignore_ascii_case("json") {
            return Self::Json;
        }
        let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => Self::Json,
            _ => Self::Toml,
        }
    }
}

/// What came out of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The case; `None` if any finding is an error.
    pub case: Option<Case>,
    /// Errors, warnings and notes in order of their place.
    pub findings: Vec<Diagnostic>,
}

/// What some editors put before the first character of a UTF-8 file.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a case file.
///
/// - `bytes`: the whole file; spans of the findings count its bytes.
///
/// Never panics. Cost: about linear in the size of the file.
///
/// ```
/// use zopa::format::{Format, read};
///
/// let found = read(b"[model]\nid = 'a'\ntitel = 'b'\n[parties.A]\nname = 'A'\nwalk_away = 1", Format::Toml);
/// assert!(found.case.is_none());
/// assert_eq!(found.findings[0].to_string(), "error[Z003]: unknown key `titel` in [model]");
/// ```
#[must_use]
pub fn read(bytes: &[u8], format: Format) -> Read {
    let mut findings = Findings::default();
    if bytes.len() > MAX_BYTES {
        let message = format!("the file has {} bytes, at most {MAX_BYTES} are read", bytes.len());
        return failed(Diagnostic::error(Code::TooLarge, message));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return failed(not_utf8(bytes, error.valid_up_to())),
    };
    let offset = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let text = &text[offset..];
    if text.trim().is_empty() {
        let finding = Diagnostic::error(Code::MissingKey, "the file is empty, expected a case");
        return failed(finding.hint("`zopa init` writes a small case to start from"));
    }
    let (root, errors) = match format {
        Format::Toml => toml::parse(text, offset),
        Format::Json => json::parse(text, offset),
    };
    errors.into_iter().for_each(|finding| findings.push(finding));
    let Some(root) = root else {
        return Read { case: None, findings: findings.into_sorted() };
    };
    let mut reader = Reader { findings, gaps: Gaps::default() };
    let is_plain = format == Format::Json && plain::is_plain(&root);
    let case = if is_plain { reader.plain_game(&root) } else { reader.case(&root) };
    let Reader { mut findings, gaps } = reader;
    check_around(&case, &gaps, &mut findings);
    let whole = findings.errors() == 0;
    Read { case: whole.then_some(case), findings: findings.into_sorted() }
}

fn failed(finding: Diagnostic) -> Read {
    Read { case: None, findings: vec![finding] }
}

fn not_utf8(bytes: &[u8], place: usize) -> Diagnostic {
    let line = bytes[..place].iter().filter(|&&byte| byte == b'\n').count() + 1;
    let message = format!(
        "the file is not UTF-8 text: byte {place}, on line {line}, is 0x{:02X}",
        bytes.get(place).copied().unwrap_or_default()
    );
    let hint = if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        "this looks like UTF-16: save the file as UTF-8"
    } else {
        "save the file as UTF-8 in your editor"
    };
    Diagnostic::error(Code::NotUtf8, message).hint(hint)
}

impl Reader {
    /// The whole file.
    fn case(&mut self, root: &Node) -> Case {
        let mut case = Case::default();
        let root = self.top_level(root);
        let fields = self.fields(&root, &grammar::CASE, "the case".to_owned(), root.span);
        // A group of candidates and a game have people of their own; anything else is about the parties.
        let has = |block: &str| fields.get(block).is_some();
        let stands_alone = (has("contact_group") || has("game")) && !has("coalitions") && !has("sequence");
        if fields.get("parties").is_none() && !stands_alone && !self.gaps.all("parties") {
            let doc = grammar::CASE.key("parties").map_or("", |key| key.doc);
            self.missing("the case", "parties", doc, root.span);
            self.gaps.mark_all("parties");
        }
        self.model(&fields, &mut case);
        case.sources = self.sources(&fields);
        case.parties = self.parties(&fields);
        case.issues = self.issues(&fields);
        case.interactions = self.interactions(&fields, &case.issues);
        case.packages = self.packages(&fields);
        case.conditions = self.conditions(&fields);
        case.limits = self.limits(&fields);
        case.forbidden = self.forbidden(&fields);
        case.concessions = self.concessions(&fields);
        case.shocks = self.shocks(&fields);
        case.bargaining = self.bargaining(&fields);
        disagreement_from_parties(&mut case);
        case.coalitions = self.coalitions(&fields, &case.parties);
        case.contact_group = self.contact_group(&fields);
        case.sequence = self.sequence(&fields);
        case.game = self.given_game(&fields, &case.title);
        case.expectations = self.expectations(&fields);
        case
    }

    /// The root without the tables that later versions read, which are reported.
    fn top_level(&mut self, root: &Node) -> Node {
        let Value::Table(entries) = &root.value else {
            grammar::CASE.names().for_each(|name| self.gaps.mark_all(name));
            return root.clone();
        };
        let absent = |name: &&'static str| !entries.iter().any(|(key, _)| key.name == *name);
        let absent: Vec<&'static str> = grammar::CASE.names().filter(absent).collect();
        let mut misspelt = entries
            .iter()
            .map(|(key, _)| key.name.as_str())
            .filter(|name| grammar::CASE.key(name).is_none() && !grammar::LATER.contains(name));
        // A misspelt table takes everything with it that refers to what stands in it.
        let meant: Vec<_> =
            misspelt.by_ref().take(100).filter_map(|name| nearest(name, grammar::CASE.names())).collect();
        for name in grammar::CASE.names() {
            let required = grammar::CASE.key(name).is_some_and(|key| key.need == Need::Required);
            if meant.contains(&name) || (required && absent.contains(&name)) {
                self.gaps.mark_all(name);
            }
        }
        let mut kept = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            if grammar::LATER.contains(&key.name.as_str()) {
                let message = format!("`{}` is not read by this version", key.name);
                let finding = Diagnostic::error(Code::NotYet, message).at(key.span);
                self.findings.push(finding.hint("remove the table, or comment it out"));
                continue;
            }
            kept.push((key.clone(), value.clone()));
        }
        Node { span: root.span, value: Value::Table(kept) }
    }
}

/// A set without a disagreement point take it from the parties' walk-away values, so that a case has it in
/// one place only.
fn disagreement_from_parties(case: &mut Case) {
    let Some(points) = case.bargaining.as_mut().filter(|points| points.disagreement.is_empty()) else {
        return;
    };
    let signatories = || case.parties.iter().filter(|party| party.role == Role::Signatory);
    let given = |party: &Party| match &party.walk_away {
        Some(WalkAway::Given(value)) => {
            let source = value.source.clone().or_else(|| party.source.clone());
            Some(Quantity { source, ..value.clone() })
        }
        _ => None,
    };
    if let Some(values) = signatories().map(given).collect::<Option<Vec<_>>>() {
        points.disagreement = values;
        let signatories = case.parties.iter_mut().filter(|party| party.role == Role::Signatory);
        signatories.for_each(|party| party.walk_away = None);
    }
}
