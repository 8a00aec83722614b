//! What a file is read as, and what is wrong with what it became.

use zopa::diagnostic::Diagnostic;
use zopa::diagnostic::texts::Texts;
use zopa::format::case_writer::{NotWritten, write_case};
use zopa::format::files::{FilesFormat, SourceFile, read_files};
use zopa::format::game::read_game;
use zopa::format::{Format, read};
use zopa::games::bargaining::BargainingGame;
use zopa::games::mixed::MixedGame;
use zopa::lower::{Overlay, lower, lower_mixed};
use zopa::model::Case;
use zopa::model::game::GameForm;

use crate::corpus::split;
use crate::pieces::{GAME_NUMBERS, GAME_TOKENS, NUMBERS, TABLE_NUMBERS, TABLE_TOKENS, TOKENS, XML_TOKENS};

/// What a file is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Case(Format),
    Nfg,
    Efg,
    Files(FilesFormat),
}

/// What a file became, with the findings about it.
#[derive(PartialEq)]
pub(crate) struct Outcome {
    pub(crate) case: Option<Case>,
    pub(crate) game: Option<GameForm>,
    pub(crate) findings: Vec<Diagnostic>,
    /// The files through which places count, if there are several.
    texts: Option<Texts>,
}

impl Kind {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Case(Format::Toml) => "toml",
            Self::Case(Format::Json) => "json",
            Self::Nfg => "nfg",
            Self::Efg => "efg",
            Self::Files(FilesFormat::Genius) => "xml",
            Self::Files(FilesFormat::GeniusWeb) => "json",
            Self::Files(FilesFormat::Spreadsheet | FilesFormat::Ktab) => "csv",
        }
    }

    /// What is put in anywhere, and what numbers are replaced by.
    pub(crate) fn pieces(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Case(_) | Self::Files(FilesFormat::GeniusWeb) => (TOKENS, NUMBERS),
            Self::Files(FilesFormat::Genius) => (XML_TOKENS, GAME_NUMBERS),
            Self::Files(FilesFormat::Spreadsheet | FilesFormat::Ktab) => (TABLE_TOKENS, TABLE_NUMBERS),
            Self::Nfg | Self::Efg => (GAME_TOKENS, GAME_NUMBERS),
        }
    }

    pub(crate) fn read(self, bytes: &[u8]) -> Outcome {
        match self {
            Self::Case(format) => {
                let answer = read(bytes, format);
                Outcome { case: answer.case, game: None, findings: answer.findings, texts: None }
            }
            Self::Nfg | Self::Efg => {
                let answer = read_game(if self == Self::Nfg { "a.nfg" } else { "a.efg" }, bytes);
                Outcome { case: None, game: answer.game, findings: answer.findings, texts: None }
            }
            Self::Files(format) => {
                let parts = if format.is_one_file() { vec![bytes] } else { split(bytes) };
                let files: Vec<SourceFile> = parts
                    .into_iter()
                    .enumerate()
                    .map(|(number, bytes)| SourceFile { name: format!("{number}.x"), bytes: bytes.to_vec() })
                    .collect();
                let answer = read_files(format, &files);
                let texts = Some(answer.texts);
                Outcome { case: answer.case, game: None, findings: answer.findings, texts }
            }
        }
    }

    /// Is what was read another once it is written and read again?
    pub(crate) fn is_another_when_written(self, answer: &Outcome) -> bool {
        match (&answer.game, &answer.case, self) {
            (Some(game), _, _) => self.read(game.write().as_bytes()).game.as_ref() != Some(game),
            (_, Some(case), Self::Files(_)) => {
                let written = match write_case(case) {
                    Ok(written) => written,
                    // Refused aloud, and nothing was misread.
                    Err(NotWritten::Digits(_)) => return false,
                    Err(NotWritten::Blocks) => return true,
                };
                let again = read(written.as_bytes(), Format::Toml).case;
                again.is_none_or(|again| game_of(case) != game_of(&again) || names(case) != names(&again))
            }
            _ => false,
        }
    }
}

/// The game of a case, with amounts where issues have a range; neither if its numbers need too many digits for one.
fn game_of(case: &Case) -> (Option<BargainingGame>, Option<MixedGame>) {
    let listed = lower(case, &Overlay::default()).ok().map(|lowered| lowered.game);
    let mixed = case.is_mixed().then(|| lower_mixed(case, &Overlay::default()).ok()).flatten();
    (listed, mixed.map(|lowered| lowered.game))
}

/// The names in a case, and what else must be kept besides the game.
fn names(case: &Case) -> Vec<String> {
    let parties = case.parties.iter().map(|one| {
        format!("{} {} {:?}", one.id.text, one.name, one.influence.as_ref().map(|one| one.value.clone()))
    });
    let levels =
        |issue: &zopa::model::Issue| issue.levels.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    let issues = case.issues.iter().map(|one| format!("{} {} {:?}", one.id.text, one.label, levels(one)));
    parties.chain(issues).collect()
}

/// What is wrong with an answer.
pub(crate) fn wrong(answer: &Outcome, bytes: &[u8]) -> Vec<String> {
    let mut problems = Vec::new();
    let errors = answer.findings.iter().filter(|finding| finding.is_error()).count();
    let is_whole = answer.case.is_some() || answer.game.is_some();
    if is_whole && errors > 0 {
        problems.push("a case or a game beside an error".to_owned());
    }
    if !is_whole && errors == 0 {
        problems.push("nothing read and no error".to_owned());
    }
    for finding in &answer.findings {
        let also = finding.also.as_ref().map(|(span, _)| *span);
        for span in finding.span.into_iter().chain(also) {
            let inside = |text: &str, start: usize, end: usize| {
                start <= end && text.is_char_boundary(start) && text.is_char_boundary(end)
            };
            let fits = match &answer.texts {
                Some(texts) => texts
                    .place(span)
                    .is_some_and(|place| inside(place.text, place.span.start, place.span.end)),
                None => std::str::from_utf8(bytes).is_ok_and(|text| inside(text, span.start, span.end)),
            };
            if !fits {
                problems.push(format!("span {}..{} of: {finding}", span.start, span.end));
            }
        }
        if finding.message.is_empty() || finding.message.len() > 20_000 {
            problems.push(format!("a message of {} bytes", finding.message.len()));
        }
    }
    problems
}
