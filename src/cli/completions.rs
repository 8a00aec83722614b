//! `completions`: a completion script for a shell.

use clap::CommandFactory as _;

use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::exit::Exit;
use crate::cli::input::print_out;

/// `zopa completions`.
pub(crate) fn completions(args: &CompletionsArgs) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "zopa", &mut script);
    print_out(&String::from_utf8_lossy(&script));
    Exit::Answered
}
