//! The command line of zopa; see [`zopa::cli`].

/// Runs the command line.
fn main() -> zopa::cli::exit::Exit {
    zopa::cli::run()
}
