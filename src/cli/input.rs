//! Finds and reads a case, and says what is wrong with it.

use std::io::{IsTerminal as _, Read as _, Write as _};

use crate::ask::Loaded;
use crate::catalogue::{ENTRIES, entry};
use crate::cli::args::FilesArgs;
use crate::cli::exit::Exit;
use crate::cli::findings;
use crate::diagnostic::texts::Texts;
use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use crate::error::Error;
use crate::format::files::{FilesFormat, ReadFiles, SourceFile, read_files};
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
    /// Its bytes; of several files, one after the other.
    pub(crate) bytes: Vec<u8>,
    /// The files of another tool, or the table, if the case is made of them.
    files: Option<(FilesFormat, Vec<SourceFile>)>,
}

/// Why a case could not be used, with what is needed to report it.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The files, as far as they are text.
    pub(crate) texts: Texts,
    /// What is wrong.
    pub(crate) error: Error,
    /// The exit code.
    pub(crate) exit: Exit,
}

impl Failure {
    /// A failure that is about no file.
    pub(crate) fn usage(error: Error) -> Self {
        Self { texts: Texts::default(), error, exit: Exit::Usage }
    }

    /// Prints the failure and gives the exit code.
    pub(crate) fn report(&self, command: &str, as_json: bool) -> Exit {
        if as_json {
            print_out(&json(&error_answer(command, &self.texts, &self.error)));
            return self.exit;
        }
        match &self.error {
            Error::Case(diagnostics) => {
                let mut worst_first = diagnostics.clone();
                worst_first.sort_by_key(|one| one.severity);
                print_err(&findings::render(&self.texts, &worst_first));
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
    /// The case that the arguments name: one word, or the files of another tool.
    pub(crate) fn of(case: Option<&str>, files: &FilesArgs) -> Result<Self, Failure> {
        match case {
            Some(case) => Self::find(case),
            None if files.ktab.is_some() => {
                Self::from_files(FilesFormat::Ktab, "--ktab", files.ktab.as_slice())
            }
            None if files.geniusweb.is_empty() => {
                Self::from_files(FilesFormat::Genius, "--genius", &files.genius)
            }
            None => Self::from_files(FilesFormat::GeniusWeb, "--geniusweb", &files.geniusweb),
        }
    }

    /// Is the case made of the files of another tool, or of a table?
    pub(crate) fn is_files(&self) -> bool {
        self.files.is_some()
    }

    /// The files of another tool.
    fn from_files(format: FilesFormat, flag: &str, names: &[String]) -> Result<Self, Failure> {
        let file = |name: &String| Ok(SourceFile { name: name.clone(), bytes: bytes_of(name)? });
        let files = names.iter().map(file).collect::<Result<Vec<_>, Failure>>()?;
        Ok(Self {
            typed: format!("{flag} {}", names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(" ")),
            file: names.first().cloned().unwrap_or_default(),
            bytes: files.iter().flat_map(|file| file.bytes.iter().copied()).collect(),
            files: Some((format, files)),
        })
    }

    /// Finds a case: `-`, a file, or a built-in case.
    pub(crate) fn find(typed: &str) -> Result<Self, Failure> {
        let named = |file: &str, bytes: Vec<u8>| {
            let file = file.to_owned();
            let format = FilesFormat::of(&file, &bytes);
            let table = |format| (format, vec![SourceFile { name: file.clone(), bytes: bytes.clone() }]);
            Self { typed: typed.to_owned(), files: format.map(table), file, bytes }
        };
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
        Ok(named(typed, bytes_of(typed)?))
    }

    /// Its text or texts, with replacement characters where one file is not UTF-8.
    pub(crate) fn texts(&self) -> Texts {
        match &self.files {
            Some((format, files)) => read_files(*format, files).texts,
            None => Texts::one(&*self.file, String::from_utf8_lossy(&self.bytes)),
        }
    }

    /// Reads the case and its findings.
    pub(crate) fn read(&self) -> Read {
        match &self.files {
            Some((format, files)) => {
                let ReadFiles { case, findings, .. } = read_files(*format, files);
                Read { case, findings }
            }
            None => read_any(&self.file, &self.bytes),
        }
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
        Failure { texts: self.texts(), error, exit }
    }

    /// Reads the case, or fails with its findings.
    pub(crate) fn load(&self) -> Result<Loaded, Failure> {
        let Read { case, findings } = self.read();
        match case {
            Some(case) => {
                self.say_what_is_assumed(&findings);
                Ok(Loaded::new(case, &self.bytes, &self.typed))
            }
            None => Err(self.failure(Error::Case(findings))),
        }
    }
}

impl Input {
    /// Says on standard error what a table does not give and an answer rests on.
    fn say_what_is_assumed(&self, findings: &[Diagnostic]) {
        if matches!(self.files, Some((FilesFormat::Ktab, _))) {
            let is_assumed =
                |one: &&Diagnostic| one.severity == Severity::Warning && one.code == Code::MissingKey;
            let assumed: Vec<Diagnostic> = findings.iter().filter(is_assumed).cloned().collect();
            print_err(&findings::render(&self.texts(), &assumed));
        }
    }
}

/// The name of a file as a shell takes it for one word.
fn quoted(name: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_.,/".contains(letter);
    if name.chars().all(is_plain) { name.to_owned() } else { format!("'{name}'") }
}

/// The bytes of a file; one beyond the limit is enough for the reader to say that it is too large.
fn bytes_of(name: &str) -> Result<Vec<u8>, Failure> {
    let file = std::fs::File::open(name).map_err(|error| cannot_read(name, &error))?;
    let mut bytes = Vec::new();
    let limit = MAX_GAME_BYTES as u64 + 1;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| cannot_read(name, &error))?;
    Ok(bytes)
}

fn cannot_read(name: &str, error: &std::io::Error) -> Failure {
    Failure::usage(Error::Request {
        message: format!("`{name}` cannot be read: {error}"),
        hint: "check that it is a file and that you may read it".to_owned(),
    })
}
