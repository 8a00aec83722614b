//! `models`: the built-in cases.

use crate::cli::args::ModelsArgs;
use crate::cli::exit::Exit;
use crate::cli::input::{Failure, print_out};
use crate::report::render::{json, text};
use crate::report::sections::models::{Listing, models_answer};

/// `zopa models`.
pub(crate) fn models(args: &ModelsArgs) -> Exit {
    let listing = match &args.concept {
        Some(name) => Listing::Of(name),
        None if args.by_concept => Listing::ByConcept,
        None => Listing::ByShelf,
    };
    match models_answer(listing) {
        Ok(answer) => {
            print_out(&if args.output.json { json::json(&answer) } else { text::models(&answer) });
            Exit::Answered
        }
        Err(error) => Failure::usage(error).report("models", args.output.json),
    }
}
