//! `models`: the built-in cases.

use crate::catalogue::ENTRIES;
use crate::cli::args::OutputArgs;
use crate::cli::exit::Exit;
use crate::cli::input::print_out;
use crate::report::render::{json, text};
use crate::report::sections::common::SCHEMA;
use crate::report::sections::models::{ModelData, ModelsAnswer};

/// `zopa models`.
pub(crate) fn models(args: &OutputArgs) -> Exit {
    let models = ENTRIES.iter().map(|entry| {
        let case = entry.read().case.unwrap_or_default();
        ModelData {
            id: entry.id.to_owned(),
            title: case.title,
            shelf: entry.shelf.to_owned(),
            expectations: case.expectations.iter().map(|one| one.values.len()).sum(),
        }
    });
    let answer =
        ModelsAnswer { schema: SCHEMA.to_owned(), command: "models".to_owned(), models: models.collect() };
    print_out(&if args.json { json::json(&answer) } else { text::models(&answer) });
    Exit::Answered
}
