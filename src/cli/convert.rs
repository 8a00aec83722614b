//! `convert`: a game of another tool, read and written again.

use std::io::Write as _;

use crate::cli::args::{ConvertArgs, GameTo};
use crate::cli::exit::Exit;
use crate::cli::findings;
use crate::cli::input::{Failure, Input, print_err, print_exactly, print_out};
use crate::error::Error;
use crate::format::game::GameFile;
use crate::report::render::json::json;
use crate::report::sections::convert::convert_answer;

/// `zopa convert`.
pub(crate) fn convert(args: &ConvertArgs) -> Exit {
    match converted(args).and_then(|text| write(args, &text)) {
        Ok(()) => Exit::Answered,
        Err(failure) => failure.report("convert", args.to == Some(GameTo::Json)),
    }
}

fn converted(args: &ConvertArgs) -> Result<String, Failure> {
    let input = Input::find(&args.file)?;
    let (game, notes) = input.load_game()?;
    if !notes.is_empty() {
        print_err(&findings::render(&input.file, &input.text(), &notes));
    }
    let to = args.to.or_else(|| by_extension(args)).unwrap_or(match game {
        GameFile::Normal(_) => GameTo::Nfg,
        GameFile::Extensive(_) => GameTo::Efg,
    });
    let refused = |message: &str, hint: &str| {
        Err(Failure::usage(Error::Request { message: message.to_owned(), hint: hint.to_owned() }))
    };
    match (to, &game) {
        (GameTo::Json, game) => Ok(json(&convert_answer(game, &input.file, &input.bytes))),
        (GameTo::Nfg, GameFile::Normal(_)) | (GameTo::Efg, GameFile::Extensive(_)) => Ok(game.write()),
        (GameTo::Nfg, GameFile::Extensive(_)) => refused(
            "this version does not turn a tree into a table of strategies",
            "write it as a tree with --to efg, or as data with --to json",
        ),
        (GameTo::Efg, GameFile::Normal(_)) => refused(
            "a game in normal form has no tree to write",
            "write it as a table with --to nfg, or as data with --to json",
        ),
    }
}

/// The format that the name of the file to write asks for.
fn by_extension(args: &ConvertArgs) -> Option<GameTo> {
    let extension = args.out.as_ref()?.extension()?.to_str()?;
    match extension.to_ascii_lowercase().as_str() {
        "nfg" => Some(GameTo::Nfg),
        "efg" => Some(GameTo::Efg),
        "json" => Some(GameTo::Json),
        _ => None,
    }
}

fn write(args: &ConvertArgs, text: &str) -> Result<(), Failure> {
    let Some(path) = &args.out else {
        print_exactly(text);
        return Ok(());
    };
    // Opened for a new file only, so that nobody's game is ever overwritten.
    let written = std::fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        let hint = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "choose another name: zopa never overwrites a file",
            _ => "check that the folder exists and that you may write to it",
        };
        let message = format!("`{}` cannot be written: {error}", path.display());
        Failure::usage(Error::Request { message, hint: hint.to_owned() })
    })?;
    if args.to != Some(GameTo::Json) {
        print_out(&format!("Wrote {}.\n", path.display()));
    }
    Ok(())
}
