//! `verify`: is a saved answer right for a case?

use crate::ask::verify::verify as judge;
use crate::cli::args::VerifyArgs;
use crate::cli::exit::Exit;
use crate::cli::input::{Failure, Input, print_out};
use crate::error::Error;
use crate::report::render::{json, text};
use crate::report::sections::models::VerifyAnswer;

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
    let input = Input::find(&args.case)?;
    let loaded = input.load()?;
    let saved = std::fs::read_to_string(&args.answer).map_err(|error| {
        Failure::usage(Error::Request {
            message: format!("`{}` cannot be read: {error}", args.answer.display()),
            hint: "save an answer first: zopa zone CASE --json > answer.json".to_owned(),
        })
    })?;
    judge(&loaded, &saved).map_err(|error| input.failure(error))
}
