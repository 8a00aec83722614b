//! Games in the files of other tools: `.nfg` (normal form) and `.efg` (extensive form).
//!
//! [`read_game`] is the one way in, whatever the file, and [`GameForm::write`] the way out. Numbers are exact.
//! A file that is read and written again reads back as the same game; blanks, and what a file says twice, are
//! not kept. As with case files, one run lists everything that is wrong with a file.
//!
//! Reference: McKelvey, McLennan and Turocy, the file formats of Gambit.

use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::format::game_text::{MAX_ERRORS, Parser};
use crate::format::{BYTE_ORDER_MARK, efg, game_writer, nfg, not_utf8};
use crate::model::game::GameForm;

/// Largest game file that is read, in bytes.
pub const MAX_GAME_BYTES: usize = 64 * 1024 * 1024;

/// A kind of game file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GameFormat {
    /// Normal form.
    Nfg,
    /// Extensive form.
    Efg,
}

impl GameFormat {
    /// The kind of a file: by its first word, `NFG` or `EFG`, else by the extension of its name; `None` if it is
    /// no game file.
    ///
    /// ```
    /// use zopa::format::game::GameFormat;
    ///
    /// assert_eq!(GameFormat::of("-", b" EFG 2 R \"\" { \"A\" } t \"\" 0"), Some(GameFormat::Efg));
    /// assert_eq!(GameFormat::of("empty.NFG", b""), Some(GameFormat::Nfg));
    /// assert_eq!(GameFormat::of("case.toml", b"[model]"), None);
    /// ```
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes).trim_ascii_start();
        let word = text.get(..3).filter(|_| text.get(3).is_none_or(|byte| !byte.is_ascii_alphanumeric()));
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match word {
            Some(b"NFG") => Some(Self::Nfg),
            Some(b"EFG") => Some(Self::Efg),
            _ if extension.eq_ignore_ascii_case("nfg") => Some(Self::Nfg),
            _ if extension.eq_ignore_ascii_case("efg") => Some(Self::Efg),
            _ => None,
        }
    }
}

/// What came out of a game file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadGame {
    /// The game; `None` if any finding is an error.
    pub game: Option<GameForm>,
    /// Errors, warnings and notes in order of their place.
    pub findings: Vec<Diagnostic>,
}

/// Reads a game file.
///
/// - `name`: the name of the file; only its extension is looked at, and only if the first word says nothing.
/// - `bytes`: the whole file; spans of the findings count its bytes.
///
/// Never panics. Asks for about 40 times the memory of the file, whatever sizes it declares, and for at most
/// 1 GiB where a short file spreads its payoffs over many profiles or a long denominator. Cost: about linear in the
/// size of the file.
///
/// ```
/// use zopa::format::game::read_game;
/// use zopa::model::game::GameForm;
///
/// let text = r#"NFG 1 R "Matching pennies" { "Even" "Odd" } { 2 2 }  1 -1  -1 1  -1 1  1 -1"#;
/// let Some(GameForm::Normal(game)) = read_game("pennies.nfg", text.as_bytes()).game else { panic!() };
/// assert_eq!((game.strategies(0), game.payoff(1, 1)), (2, 1.into()));
///
/// let found = read_game("-", br#"NFG 1 R "" { "A" } { 2 } 1 2 3"#).findings;
/// assert_eq!(found[0].to_string(), "error[Z011]: the game has 3 payoffs, expected 2: 2 profiles for 1 player");
/// ```
#[must_use]
pub fn read_game(name: &str, bytes: &[u8]) -> ReadGame {
    let failed = |finding: Diagnostic| ReadGame { game: None, findings: vec![finding] };
    if bytes.len() > MAX_GAME_BYTES {
        let message =
            format!("the file has more than {MAX_GAME_BYTES} bytes, which is the most that is read");
        return failed(Diagnostic::error(Code::TooLarge, message));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return failed(not_utf8(bytes, error.valid_up_to())),
    };
    let Some(format) = GameFormat::of(name, bytes) else {
        let finding =
            Diagnostic::error(Code::Syntax, "the file is no game, expected NFG or EFG as its first word");
        return failed(finding.hint("name it .nfg or .efg if it is one"));
    };
    let from = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut parser = Parser::new(text, from);
    let game = match format {
        GameFormat::Nfg => nfg::read(&mut parser).map(GameForm::Normal),
        GameFormat::Efg => efg::read(&mut parser).map(GameForm::Extensive),
    };
    let is_hopeless = parser.is_hopeless();
    let mut findings: Findings = parser.findings;
    if is_hopeless {
        let finding = Diagnostic::note(Code::TooLarge, format!("reading stopped after {MAX_ERRORS} errors"));
        findings.push(finding.hint("mend those above and try again"));
    }
    let game = game.filter(|_| findings.errors() == 0);
    ReadGame { game, findings: findings.into_sorted() }
}

impl GameForm {
    /// The text of a file that reads back as this game.
    ///
    /// Sets and outcomes of a tree that no node has are left out, and a name that ends with a backslash gets a
    /// blank behind it: the formats cannot say either.
    #[must_use]
    pub fn write(&self) -> String {
        match self {
            Self::Normal(game) => game_writer::nfg(game),
            Self::Extensive(game) => game_writer::efg(game),
        }
    }
}
