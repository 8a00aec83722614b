//! `schema`: the JSON schema of a case file or of the answers.

use crate::cli::args::{SchemaArgs, SchemaOf};
use crate::cli::exit::Exit;
use crate::cli::input::print_out;
use crate::format::schema::case_schema;
use crate::report::render::json::{answer_schema, json};

/// `zopa schema`.
pub(crate) fn schema(args: &SchemaArgs) -> Exit {
    print_out(&json(&match args.of {
        SchemaOf::Case => case_schema(),
        SchemaOf::Answer => answer_schema(),
    }));
    Exit::Answered
}
