//! Games in the files of other tools: what is read, what is written, and what is said about bad files.

#![allow(clippy::panic, clippy::unwrap_used)] // a test that has no game must fail

mod features;
mod messages;
#[path = "../common/mutate.rs"]
mod mutate;
mod random;
mod reference;
mod robust;

use zopa::diagnostic::Diagnostic;
use zopa::format::game::{ReadGame, read_game};
use zopa::model::game::GameForm;

/// The game of a text in which nothing is wrong.
#[track_caller]
pub(crate) fn game(text: &str) -> GameForm {
    let ReadGame { game, findings } = read_game("-", text.as_bytes());
    assert_eq!(findings, [], "{text}");
    game.expect("a game")
}

/// The game, after it was seen to survive being written and read again.
#[track_caller]
pub(crate) fn kept(text: &str) -> GameForm {
    let read = game(text);
    let written = read.write();
    assert_eq!(game(&written), read, "{written}");
    assert_eq!(game(&written).write(), written, "writing settles at once");
    read
}

/// One finding in one line: `LINE:COLUMN: error[Z000]: message ^ label -> hint`, with columns in characters.
pub(crate) fn line(finding: &Diagnostic, text: &str) -> String {
    let place = |byte: usize| {
        let start = text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
        format!("{}:{}", text[..byte].matches('\n').count() + 1, text[start..byte].chars().count() + 1)
    };
    let mut line = finding.span.map_or("-".to_owned(), |span| place(span.start));
    line.push_str(&format!(": {finding}"));
    if let Some((span, words)) = &finding.also {
        line.push_str(&format!(" & {} {words}", place(span.start)));
    }
    for (mark, words) in [(" ^ ", &finding.label), (" -> ", &finding.hint)] {
        if !words.is_empty() {
            line.push_str(&format!("{mark}{words}"));
        }
    }
    line
}
