//! `show`: who wants what, and where each number comes from.

use crate::cli::args::ShowArgs;
use crate::cli::exit::Exit;
use crate::cli::input::{Failure, Input, print_out};
use crate::cli::question::changes;
use crate::report::render::text::Detail;
use crate::report::render::{csv, json, text};
use crate::report::sections::show::{ShowAnswer, show_answer};
use crate::study::scenario::Scenario;

/// `zopa show`.
pub(crate) fn show(args: &ShowArgs) -> Exit {
    match answer(args) {
        Ok(answer) if args.output.json => print_out(&json::json(&answer)),
        Ok(answer) if args.csv => print_out(&csv::show(&answer)),
        Ok(answer) => {
            let detail = match (args.sources, args.numbers) {
                (true, _) => Detail::Sources,
                (_, true) => Detail::Numbers,
                _ => Detail::Overview,
            };
            print_out(&text::show(&answer, detail));
        }
        Err(failure) => return failure.report("show", args.output.json),
    }
    Exit::Answered
}

fn answer(args: &ShowArgs) -> Result<ShowAnswer, Failure> {
    let changes = changes(&args.case).map_err(Failure::usage)?;
    let input = Input::of(args.case.case.as_deref(), &args.case.files)?;
    let loaded = input.load()?;
    let scenario = Scenario::new(&loaded.case, &changes).map_err(|error| input.failure(error))?;
    show_answer(&scenario, &loaded.model).map_err(|error| input.failure(error))
}
