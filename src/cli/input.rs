//! Finds and reads a case, and says what is wrong with it.

use std::io::{IsTerminal as _, Read as _, Write as _};

use crate::ask::Loaded;
use crate::catalogue::{ENTRIES, entry};
use crate::cli::exit::Exit;
use crate::cli::findings;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::error::Error;
use crate::format::game::{MAX_GAME_BYTES, ReadGame, read_game};
use crate::format::{Read, read_any};
use crate::model::game::GameForm;
use crate::report::render::json::json;
use crate::report::sections::check::error_answer;

/// The bytes of a case and the name under which findings are reported.
#[derive(Debug)]
pub(crate) struct Input {
    /// As it was typed.
    pub(crate) typed: String,
    /// The name of the file.
    pub(crate) file: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// Why a case could not be used, with what is needed to report it.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The name of the file.
    pub(crate) file: String,
    /// Its text, as far as it is text.
    pub(crate) text: String,
    /// What is wrong.
    pub(crate) error: Error,
    /// The exit code.
    pub(crate) exit: Exit,
}

impl Failure {
    /// A failure that is about no file.
    pub(crate) fn usage(error: Error) -> Self {
        Self { file: String::new(), text: String::new(), error, exit: Exit::Usage }
    }

    /// Prints the failure and gives the exit code.
    pub(crate) fn report(&self, command: &str, as_json: bool) -> Exit {
        if as_json {
            print_out(&json(&error_answer(command, &self.file, &self.text, &self.error)));
            return self.exit;
        }
        match &self.error {
            Error::Case(diagnostics) => {
                let mut worst_first = diagnostics.clone();
                worst_first.sort_by_key(|one| one.severity);
                print_err(&findings::render(&self.file, &self.text, &worst_first));
                print_err(&format!("{}. Nothing was solved.\n", findings::summary(diagnostics)));
            }
            Error::Request { message, hint } => {
                print_err(&format!("error: {message}\n"));
                if !hint.is_empty() {
                    print_err(&format!("  hint: {hint}\n"));
                }
            }
        }
        self.exit
    }
}

/// Prints to standard output; a reader that has gone away, such as `head`, is no error.
///
/// Control characters of a case, which could drive a terminal, are replaced. If nothing can be written, the
/// process ends with the exit code for it: there is nobody left to tell but the shell.
pub(crate) fn print_out(text: &str) {
    let is_safe = |symbol: char| !symbol.is_control() || matches!(symbol, '\n' | '\t');
    let text: String = text.chars().map(|symbol| if is_safe(symbol) { symbol } else { '\u{fffd}' }).collect();
    write_out(&mut std::io::stdout().lock(), &text);
}

fn write_out(out: &mut std::io::StdoutLock<'_>, text: &str) {
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush())
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        print_err(&format!("error: the answer cannot be written: {error}\n"));
        std::process::exit(2);
    }
}

/// Prints a file to standard output: byte by byte, unless a terminal would act on it.
pub(crate) fn print_exactly(text: &str) {
    let mut out = std::io::stdout().lock();
    if out.is_terminal() {
        drop(out);
        return print_out(text);
    }
    write_out(&mut out, text);
}

/// Prints to standard error, if anybody listens.
pub(crate) fn print_err(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

impl Input {
    /// Finds a case: `-`, a file, or a built-in case.
    pub(crate) fn find(typed: &str) -> Result<Self, Failure> {
        let named =
            |file: &str, bytes: Vec<u8>| Self { typed: typed.to_owned(), file: file.to_owned(), bytes };
        if typed == "-" {
            let mut bytes = Vec::new();
            // One byte beyond the limit is enough for the reader to say that the file is too large.
            let limit = MAX_GAME_BYTES as u64 + 1;
            std::io::stdin()
                .lock()
                .take(limit)
                .read_to_end(&mut bytes)
                .map_err(|error| cannot_read("-", &error))?;
            return Ok(named("standard input", bytes));
        }
        let path = std::path::Path::new(typed);
        if !path.exists() {
            if let Some(entry) = entry(typed) {
                return Ok(named(&entry.file(), entry.text.as_bytes().to_vec()));
            }
            let mut hint = did_you_mean(typed, ENTRIES.iter().map(|entry| entry.id));
            if hint.is_empty() {
                hint = "zopa models lists the built-in cases, zopa init writes one to start from".to_owned();
            }
            let message = format!("`{typed}` is neither a file nor a built-in case");
            return Err(Failure::usage(Error::Request { message, hint }));
        }
        let file = std::fs::File::open(path).map_err(|error| cannot_read(typed, &error))?;
        let mut bytes = Vec::new();
        file.take(MAX_GAME_BYTES as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| cannot_read(typed, &error))?;
        Ok(named(typed, bytes))
    }

    /// Its text, with replacement characters where it is not UTF-8.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Reads the case and its findings.
    pub(crate) fn read(&self) -> Read {
        read_any(&self.file, &self.bytes)
    }

    /// Reads a game of another tool with what is worth knowing about it, or fails with its findings.
    pub(crate) fn load_game(&self) -> Result<(GameForm, Vec<Diagnostic>), Failure> {
        let ReadGame { game, findings } = read_game(&self.file, &self.bytes);
        match game {
            Some(game) => Ok((game, findings)),
            None => Err(self.failure(Error::Case(findings))),
        }
    }

    /// A failure of this file.
    pub(crate) fn failure(&self, error: Error) -> Failure {
        let exit = match error {
            Error::Case(_) => Exit::WrongCase,
            Error::Request { .. } => Exit::Usage,
        };
        Failure { file: self.file.clone(), text: self.text(), error, exit }
    }

    /// Reads the case, or fails with its findings.
    pub(crate) fn load(&self) -> Result<Loaded, Failure> {
        let Read { case, findings } = self.read();
        match case {
            Some(case) => Ok(Loaded::new(case, &self.bytes, &self.typed)),
            None => Err(self.failure(Error::Case(findings))),
        }
    }
}

fn cannot_read(name: &str, error: &std::io::Error) -> Failure {
    Failure::usage(Error::Request {
        message: format!("`{name}` cannot be read: {error}"),
        hint: "check that it is a file and that you may read it".to_owned(),
    })
}
