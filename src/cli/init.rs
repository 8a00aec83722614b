//! `init`: a small case to start from.

use std::io::Write as _;

use crate::cli::args::InitArgs;
use crate::cli::exit::Exit;
use crate::cli::input::{Failure, print_out};
use crate::error::Error;
use crate::format::starter::STARTER;

/// `zopa init`.
pub(crate) fn init(args: &InitArgs) -> Exit {
    let Some(path) = &args.file else {
        print_out(STARTER);
        return Exit::Answered;
    };
    let name = path.display();
    // Opened for a new file only, so that nobody's case is ever overwritten.
    let written = std::fs::File::create_new(path).and_then(|mut file| file.write_all(STARTER.as_bytes()));
    if let Err(error) = written {
        let hint = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "choose another name: zopa never overwrites a case",
            _ => "check that the folder exists and that you may write to it",
        };
        let message = format!("`{name}` cannot be written: {error}");
        return Failure::usage(Error::Request { message, hint: hint.to_owned() }).report("init", false);
    }
    print_out(&format!("Wrote {name}. Next: edit it, then zopa check {name} and zopa zone {name}\n"));
    Exit::Answered
}
