//! `zopa` with nothing: what it is for, and four commands to try.

use crate::cli::exit::Exit;
use crate::cli::input::print_out;

const WELCOME: &str = "\
zopa asks of a negotiation: is there a deal that every party prefers to no deal?
What does it need, what closes it, and which deals do fairness principles point to?
For the analysis of mediation; the numbers are yours, and every answer carries its check.

  zopa zone mali-2024        a built-in case: the mediation of northern Mali
  zopa solve mali-2024       which packages the principles pick, side by side
  zopa init my-case.toml     a small commented case to edit
  zopa help                  all commands
";

/// Prints the welcome.
pub(crate) fn welcome() -> Exit {
    print_out(WELCOME);
    Exit::Answered
}
