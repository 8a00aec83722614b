//! `zone`, `solve`, `why-not`: one question about one case.

use std::cell::Cell;
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use crate::ask::{Ask, Question, Reply, ask, parse_concepts, parse_weights};
use crate::budget::Budget;
use crate::cli::args::{CaseArgs, QuestionArgs, SolveArgs, Space};
use crate::cli::exit::Exit;
use crate::cli::input::{Failure, Input, print_err, print_out};
use crate::error::Error;
use crate::numeric::grouped;
use crate::study::change::Change;

/// How often a long run says how far it is.
const PROGRESS_EVERY: Duration = Duration::from_secs(1);

/// `zopa zone`.
pub(crate) fn zone(args: &QuestionArgs) -> Exit {
    answer("zone", args, || Ok(Question::Zone))
}

/// `zopa why-not`.
pub(crate) fn why_not(args: &QuestionArgs) -> Exit {
    answer("why-not", args, || Ok(Question::WhyNot))
}

/// `zopa solve`.
pub(crate) fn solve(args: &SolveArgs) -> Exit {
    let Space::Packages = args.over;
    answer("solve", &args.question, || {
        let weights = args.weights.as_deref().map(parse_weights).transpose()?.unwrap_or_default();
        let concepts = parse_concepts(args.concepts.as_deref(), !weights.is_empty())?;
        Ok(Question::Solve { concepts, weights })
    })
}

/// The what-if flags in the order of their kinds.
pub(crate) fn changes(args: &CaseArgs) -> Result<Vec<Change>, Error> {
    let mut changes = Vec::new();
    for (flag, values) in [
        ("--set", &args.set),
        ("--without", &args.without),
        ("--cap", &args.cap),
        ("--fix", &args.fix),
        ("--shock", &args.shock),
    ] {
        for value in values {
            changes.push(Change::from_flag(flag, value)?);
        }
    }
    Ok(changes)
}

fn answer(command: &str, args: &QuestionArgs, question: impl FnOnce() -> Result<Question, Error>) -> Exit {
    match reply(args, question) {
        Ok(reply) => print(command, args, &reply),
        Err(failure) => failure.report(command, args.output.json),
    }
}

fn reply(args: &QuestionArgs, question: impl FnOnce() -> Result<Question, Error>) -> Result<Reply, Failure> {
    let started = Instant::now();
    let budget = budget(args.time_limit).map_err(Failure::usage)?;
    let question = question().map_err(Failure::usage)?;
    let changes = changes(&args.case).map_err(Failure::usage)?;
    let input = Input::find(&args.case.case)?;
    let loaded = input.load()?;
    let reply = ask(&loaded, &Ask { question, changes }, &budget).map_err(|error| input.failure(error));
    if started.elapsed() > PROGRESS_EVERY && std::io::stderr().is_terminal() {
        print_err("\n");
    }
    reply
}

/// A budget that ends after `seconds`, if given, and tells a person at the terminal how far a long run is.
fn budget(seconds: Option<f64>) -> Result<Budget<'static>, Error> {
    let limit = seconds.map(Duration::try_from_secs_f64).transpose().map_err(|_| Error::Request {
        message: format!("--time-limit {} is no length of time", seconds.unwrap_or_default()),
        hint: "write a number of seconds, such as 10 or 0.5".to_owned(),
    })?;
    let start = Instant::now();
    let told = Cell::new(Duration::ZERO);
    let is_watched = std::io::stderr().is_terminal();
    Ok(Budget::asking(move |spent| {
        let elapsed = start.elapsed();
        if is_watched && elapsed > told.get() + PROGRESS_EVERY {
            told.set(elapsed);
            let (packages, seconds) = (grouped(spent.into()), elapsed.as_secs());
            print_err(&format!("\r{packages} packages looked at in {seconds} s "));
        }
        limit.is_none_or(|limit| elapsed < limit)
    }))
}

fn print(command: &str, args: &QuestionArgs, reply: &Reply) -> Exit {
    if args.output.json {
        print_out(&reply.json());
    } else if args.csv {
        let Some(rows) = reply.csv() else {
            return Failure::usage(Error::Request {
                message: format!("{command} has no rows to print"),
                hint: "use --json".to_owned(),
            })
            .report(command, false);
        };
        print_out(&rows);
    } else {
        print_out(&reply.text());
    }
    if reply.is_undecided() { Exit::Undecided } else { Exit::Answered }
}
