//! `verify`: is a saved answer right for a case?

use std::io::Read as _;

use crate::ask::verify::verify as judge;
use crate::cli::args::VerifyArgs;
use crate::cli::exit::Exit;
use crate::cli::input::{Failure, Input, print_out};
use crate::error::Error;
use crate::report::render::{json, text};
use crate::report::sections::models::VerifyAnswer;

/// Largest saved answer, in bytes.
const MAX_ANSWER: u64 = 64 * 1024 * 1024;

/// `zopa verify`.
pub(crate) fn verify(args: &VerifyArgs) -> Exit {
    match answer(args) {
        Ok(answer) => {
            print_out(&if args.output.json { json::json(&answer) } else { text::verify(&answer) });
            if answer.ok { Exit::Answered } else { Exit::WrongCase }
        }
        Err(failure) => failure.report("verify", args.output.json),
    }
}

fn answer(args: &VerifyArgs) -> Result<VerifyAnswer, Failure> {
    let input = Input::of(args.case.as_deref(), &args.files)?;
    let loaded = input.load()?;
    let unreadable = |why: String| {
        Failure::usage(Error::Request {
            message: format!("`{}` cannot be read: {why}", args.answer.display()),
            hint: "save an answer first: zopa zone CASE --json > answer.json".to_owned(),
        })
    };
    let file = std::fs::File::open(&args.answer).map_err(|error| unreadable(error.to_string()))?;
    let mut saved = String::new();
    let read = file.take(MAX_ANSWER + 1).read_to_string(&mut saved);
    read.map_err(|error| unreadable(error.to_string()))?;
    if saved.len() as u64 > MAX_ANSWER {
        return Err(unreadable("it has more than 64 MiB".to_owned()));
    }
    judge(&loaded, &saved).map_err(|error| input.failure(error))
}
