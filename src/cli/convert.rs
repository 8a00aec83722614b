//! `convert`: a game or a case of another tool, read and written again.

use std::io::Write as _;

use crate::budget::Budget;
use crate::cli::args::{ConvertArgs, GameTo};
use crate::cli::exit::Exit;
use crate::cli::findings;
use crate::cli::input::{Failure, Input, print_err, print_exactly, print_out};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::extensive::normal_form::reduced_normal_form;
use crate::format::Read;
use crate::format::case_writer::{NotWritten, write_case};
use crate::format::game::GameFormat;
use crate::model::game::GameForm;
use crate::report::render::json::json;
use crate::report::sections::convert::convert_answer;
use crate::report::sections::equilibria::game_of;
use crate::study::scenario::Scenario;

/// `zopa convert`.
pub(crate) fn convert(args: &ConvertArgs) -> Exit {
    match converted(args).and_then(|text| write(args, &text)) {
        Ok(()) => Exit::Answered,
        Err(failure) => failure.report("convert", args.to == Some(GameTo::Json)),
    }
}

fn converted(args: &ConvertArgs) -> Result<String, Failure> {
    let input = Input::of(args.file.as_deref(), &args.files)?;
    let to = args.to.or_else(|| by_extension(args));
    if input.is_files() || to == Some(GameTo::Toml) {
        return as_case(&input, to);
    }
    let (game, notes) = if GameFormat::of(&input.file, &input.bytes).is_some() {
        input.load_game()?
    } else {
        let loaded = input.load()?;
        let scenario = Scenario::new(&loaded.case, &[]).map_err(|error| input.failure(error))?;
        let game = game_of(&scenario, &Budget::unlimited()).map_err(|error| input.failure(error))?;
        (game.into_owned(), Vec::new())
    };
    if !notes.is_empty() {
        print_err(&findings::render(&input.texts(), &notes));
    }
    let to = to.unwrap_or(match game {
        GameForm::Normal(_) => GameTo::Nfg,
        GameForm::Extensive(_) => GameTo::Efg,
    });
    let refused = |message: &str, hint: &str| {
        Err(Failure::usage(Error::Request { message: message.to_owned(), hint: hint.to_owned() }))
    };
    match (to, &game) {
        (GameTo::Toml, _) => {
            refused("a game is written as a game file", "leave --to out, or write --to json")
        }
        (GameTo::Json, game) => Ok(json(&convert_answer(game, &input.file, &input.bytes))),
        (GameTo::Nfg, GameForm::Normal(_)) | (GameTo::Efg, GameForm::Extensive(_)) => Ok(game.write()),
        (GameTo::Nfg, GameForm::Extensive(tree)) => match reduced_normal_form(tree) {
            Ok(reduced) => Ok(GameForm::Normal(reduced.game().clone()).write()),
            Err(error) => {
                refused(&error.to_string(), "write it as a tree with --to efg, or as data with --to json")
            }
        },
        (GameTo::Efg, GameForm::Normal(_)) => refused(
            "a game in normal form has no tree to write",
            "write it as a table with --to nfg, or as data with --to json",
        ),
    }
}

/// A case as a case file, with what is worth knowing about it on standard error.
fn as_case(input: &Input, to: Option<GameTo>) -> Result<String, Failure> {
    let refused = |message: &str, hint: &str| {
        Err(Failure::usage(Error::Request { message: message.to_owned(), hint: hint.to_owned() }))
    };
    if to.is_some_and(|to| to != GameTo::Toml) {
        return refused(
            "a case of another tool is written as a case file",
            "leave --to out, or write --to toml",
        );
    }
    let Read { case, findings } = input.read();
    let Some(case) = case else { return Err(input.failure(Error::Case(findings))) };
    let warnings: Vec<_> =
        findings.into_iter().filter(|finding| finding.severity == Severity::Warning).collect();
    if !warnings.is_empty() {
        print_err(&findings::render(&input.texts(), &warnings));
    }
    write_case(&case).or_else(|error| {
        let hint = match error {
            NotWritten::Blocks => "a case file is one already",
            NotWritten::Digits(_) => "round the numbers of its files to what is known",
        };
        refused(&error.to_string(), hint)
    })
}

/// The format that the name of the file to write asks for.
fn by_extension(args: &ConvertArgs) -> Option<GameTo> {
    let extension = args.out.as_ref()?.extension()?.to_str()?;
    match extension.to_ascii_lowercase().as_str() {
        "nfg" => Some(GameTo::Nfg),
        "efg" => Some(GameTo::Efg),
        "json" => Some(GameTo::Json),
        "toml" => Some(GameTo::Toml),
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
