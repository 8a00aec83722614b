//! The command line: arguments in, an exit code out. Everything it knows comes from the library.

pub mod args;
mod check;
mod completions;
mod convert;
pub mod exit;
mod findings;
mod init;
mod input;
mod models;
mod question;
mod schema;
mod selftest;
mod show;
mod verify;
mod welcome;

use clap::Parser;

use crate::cli::args::{Args, Command};
use crate::cli::exit::Exit;

/// Runs the command line of this process and returns its exit code.
#[must_use]
pub fn run() -> Exit {
    let args = Args::parse();
    match args.command {
        None => welcome::welcome(),
        Some(Command::Zone(args)) => question::zone(&args),
        Some(Command::Solve(args)) => question::solve(&args),
        Some(Command::WhyNot(args)) => question::why_not(&args),
        Some(Command::Threshold(args)) => question::threshold(&args),
        Some(Command::Coalitions(args)) => question::coalitions(&args),
        Some(Command::Power(args)) => question::power(&args),
        Some(Command::Compose(args)) => question::compose(&args),
        Some(Command::Equilibria(args)) => question::equilibria(&args),
        Some(Command::Divide(args)) => question::divide(&args),
        Some(Command::Sequence(args)) => question::sequence(&args),
        Some(Command::Explain(args)) => question::explain(&args),
        Some(Command::Show(args)) => show::show(&args),
        Some(Command::Check(args)) => check::check(&args),
        Some(Command::Init(args)) => init::init(&args),
        Some(Command::Schema(args)) => schema::schema(&args),
        Some(Command::Models(args)) => models::models(&args),
        Some(Command::Selftest(args)) => selftest::selftest(&args),
        Some(Command::Verify(args)) => verify::verify(&args),
        Some(Command::Convert(args)) => convert::convert(&args),
        Some(Command::Completions(args)) => completions::completions(&args),
    }
}
