//! Cases that other tools keep in several files: what they become, what is refused, and what real ones say.

#![allow(clippy::unwrap_used, clippy::panic)] // a test whose files cannot be read must fail

mod convert;
mod genius;
mod geniusweb;
mod hazards;
mod ktab;
#[path = "../common/mutate.rs"]
mod mutate;
mod reference;
mod spreadsheet;

use zopa::diagnostic::Diagnostic;
use zopa::diagnostic::texts::Texts;
use zopa::format::files::{FilesFormat, ReadFiles, SourceFile, read_files};
use zopa::games::bargaining::BargainingGame;
use zopa::lower::{Overlay, lower};
use zopa::model::Case;
use zopa::numeric::Rational;

/// Reads files of one text each, called `domain`, `A`, `B` and so on.
pub(crate) fn read(format: FilesFormat, texts: &[&str]) -> ReadFiles {
    let names = ["domain.x", "A.x", "B.x", "C.x"];
    let files = names.iter().zip(texts);
    let files: Vec<SourceFile> = files
        .map(|(name, text)| SourceFile { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() })
        .collect();
    read_files(format, &files)
}

/// The case of files in which nothing is wrong.
#[track_caller]
pub(crate) fn case(format: FilesFormat, texts: &[&str]) -> Case {
    let ReadFiles { case, findings, texts } = read(format, texts);
    case.unwrap_or_else(|| panic!("{:#?}", lines(&findings, &texts)))
}

/// The game of a case.
pub(crate) fn game(case: &Case) -> BargainingGame {
    lower(case, &Overlay::default()).unwrap().game
}

/// The utility of a party for a package.
pub(crate) fn utility(game: &BargainingGame, package: &[usize], party: usize) -> Rational {
    game.points(party, game.utility(package, party))
}

/// Findings in one line each: `FILE:LINE what stands there: error[Z000]: message ^ label -> hint`.
pub(crate) fn lines(findings: &[Diagnostic], texts: &Texts) -> Vec<String> {
    let place = |span| {
        let place = texts.place(span).unwrap();
        let line = place.text[..place.span.start].matches('\n').count() + 1;
        format!("{}:{line} {:.40}", place.file, &place.text[place.span.start..place.span.end])
    };
    let line = |finding: &Diagnostic| {
        let mut line = finding.span.map_or("-".to_owned(), place);
        line.push_str(&format!(": {finding}"));
        if let Some((span, words)) = &finding.also {
            line.push_str(&format!(" & {} {words}", place(*span)));
        }
        for (mark, words) in [(" ^ ", &finding.label), (" -> ", &finding.hint)] {
            if !words.is_empty() {
                line.push_str(&format!("{mark}{words}"));
            }
        }
        line
    };
    findings.iter().map(line).collect()
}

/// The errors of files that are refused.
#[track_caller]
pub(crate) fn errors(format: FilesFormat, texts: &[&str]) -> Vec<String> {
    let ReadFiles { case, findings, texts } = read(format, texts);
    assert!(case.is_none());
    let errors: Vec<Diagnostic> = findings.into_iter().filter(Diagnostic::is_error).collect();
    assert!(!errors.is_empty());
    lines(&errors, &texts)
}
