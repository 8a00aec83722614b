//! `selftest`: does this build reproduce the published answers?

use crate::ask::Loaded;
use crate::ask::published::published;
use crate::catalogue::ENTRIES;
use crate::cli::args::SelftestArgs;
use crate::cli::exit::Exit;
use crate::cli::input::{Input, print_out};
use crate::report::render::{json, text};
use crate::report::sections::common::SCHEMA;
use crate::report::sections::models::SelftestAnswer;

/// `zopa selftest`.
pub(crate) fn selftest(args: &SelftestArgs) -> Exit {
    let names: Vec<&str> = if args.models.is_empty() {
        ENTRIES.iter().map(|entry| entry.id).collect()
    } else {
        args.models.iter().map(String::as_str).collect()
    };
    let mut comparisons = Vec::new();
    for name in names {
        let compared = Input::find(name).and_then(|input| {
            let loaded: Loaded = input.load()?;
            published(&loaded).map_err(|error| input.failure(error))
        });
        match compared {
            Ok(compared) => comparisons.extend(compared),
            Err(failure) => return failure.report("selftest", args.output.json),
        }
    }
    let failed = comparisons.iter().filter(|one| !one.ok).count();
    let answer = SelftestAnswer {
        schema: SCHEMA.to_owned(),
        command: "selftest".to_owned(),
        ok: failed == 0,
        compared: comparisons.len(),
        failed,
        comparisons,
    };
    print_out(&if args.output.json { json::json(&answer) } else { text::selftest(&answer) });
    if answer.ok { Exit::Answered } else { Exit::WrongCase }
}
