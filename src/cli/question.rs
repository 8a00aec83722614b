//! One question about one case: `zone`, `solve`, `why-not`, `threshold`, `coalitions`, `power`, `compose`,
//! `equilibria`, `sequence`, `explain`.

use std::cell::Cell;
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use clap::ValueEnum as _;

use crate::ask::{Ask, Reply, ask};
use crate::budget::Budget;
use crate::cli::args::{
    CaseArgs, CoalitionsArgs, EquilibriaArgs, ExplainArgs, PowerArgs, QuestionArgs, SampleArgs, SolveArgs,
    ThresholdArgs,
};
use crate::cli::exit::Exit;
use crate::cli::input::{Failure, Input, print_err, print_out};
use crate::error::Error;
use crate::numeric::grouped;
use crate::study::change::Change;

/// How often a long run says how far it is.
const PROGRESS_EVERY: Duration = Duration::from_secs(1);

/// `zopa zone`.
pub(crate) fn zone(args: &QuestionArgs) -> Exit {
    answer("zone", args, &[])
}

/// `zopa why-not`.
pub(crate) fn why_not(args: &QuestionArgs) -> Exit {
    answer("why-not", args, &[])
}

/// `zopa solve`.
pub(crate) fn solve(args: &SolveArgs) -> Exit {
    let over = args.over.and_then(|space| Some(space.to_possible_value()?.get_name().to_owned()));
    let options = [
        ("--concepts", &args.concepts),
        ("--weights", &args.weights),
        ("--proportions", &args.proportions),
        ("--over", &over),
    ];
    answer("solve", &args.question, &options)
}

/// `zopa threshold`.
pub(crate) fn threshold(args: &ThresholdArgs) -> Exit {
    answer("threshold", &args.question, &[("--of", &Some(args.of.clone())), ("--and", &args.and)])
}

/// `zopa coalitions`.
pub(crate) fn coalitions(args: &CoalitionsArgs) -> Exit {
    let (sample, seed) = sampled(&args.sample);
    let options = [
        ("--concepts", &args.concepts),
        ("--externality", &args.externality),
        ("--sample", &sample),
        ("--seed", &seed),
    ];
    answer("coalitions", &args.question, &options)
}

/// `zopa power`.
pub(crate) fn power(args: &PowerArgs) -> Exit {
    let (sample, seed) = sampled(&args.sample);
    answer("power", &args.question, &[("--indices", &args.indices), ("--sample", &sample), ("--seed", &seed)])
}

/// `zopa compose`.
pub(crate) fn compose(args: &QuestionArgs) -> Exit {
    answer("compose", args, &[])
}

/// `zopa equilibria`.
pub(crate) fn equilibria(args: &EquilibriaArgs) -> Exit {
    let flags = [("--all", args.all), ("--one", args.one), ("--pure", args.pure)];
    let mut given: Vec<String> =
        flags.iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| (*flag).to_owned()).collect();
    if let Some(concepts) = &args.concepts {
        given.extend(["--concepts".to_owned(), concepts.clone()]);
    }
    if let Some(profile) = &args.profile {
        given.extend(["--profile".to_owned(), profile.clone()]);
    }
    match reply("equilibria", &args.question, &given) {
        Ok(reply) if args.gambit => {
            print_out(&reply.gambit().unwrap_or_default());
            if reply.is_undecided() { Exit::Undecided } else { Exit::Answered }
        }
        Ok(reply) => print("equilibria", &args.question, &reply),
        Err(failure) => failure.report("equilibria", args.question.output.json),
    }
}

/// `zopa divide`.
pub(crate) fn divide(args: &QuestionArgs) -> Exit {
    answer("divide", args, &[])
}

/// `zopa sequence`.
pub(crate) fn sequence(args: &QuestionArgs) -> Exit {
    answer("sequence", args, &[])
}

/// `zopa explain`.
pub(crate) fn explain(args: &ExplainArgs) -> Exit {
    match reply("explain", &args.question, std::slice::from_ref(&args.path)) {
        Ok(reply) => print("explain", &args.question, &reply),
        Err(failure) => failure.report("explain", args.question.output.json),
    }
}

fn sampled(args: &SampleArgs) -> (Option<String>, Option<String>) {
    (args.sample.map(|count| count.to_string()), args.seed.map(|seed| seed.to_string()))
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

/// Options of a command with their values; those that were not given are left out.
type Options<'a> = [(&'a str, &'a Option<String>)];

fn answer(command: &str, args: &QuestionArgs, options: &Options<'_>) -> Exit {
    let mut given: Vec<String> = Vec::new();
    for (flag, value) in options {
        if let Some(value) = value {
            given.extend([(*flag).to_owned(), value.clone()]);
        }
    }
    match reply(command, args, &given) {
        Ok(reply) => print(command, args, &reply),
        Err(failure) => failure.report(command, args.output.json),
    }
}

fn reply(command: &str, args: &QuestionArgs, options: &[String]) -> Result<Reply, Failure> {
    let started = Instant::now();
    let budget = budget(args.time_limit).map_err(Failure::usage)?;
    let question = Ask::parse(command, options).map_err(Failure::usage)?.question;
    let changes = changes(&args.case).map_err(Failure::usage)?;
    let input = Input::of(args.case.case.as_deref(), &args.case.files)?;
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
            print_err(&format!("\r{packages} steps in {seconds} s "));
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
