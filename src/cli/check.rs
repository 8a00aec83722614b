//! `check`: is a case file complete and honest?

use crate::budget::Budget;
use crate::cli::args::CheckArgs;
use crate::cli::exit::Exit;
use crate::cli::findings;
use crate::cli::input::{Failure, Input, print_out};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::format::Read;
use crate::lower::{lower_coalitions, lower_contact_group, lower_sequence, sequence_numbers};
use crate::model::Case;
use crate::model::coalitions::Worths;
use crate::report::render::json::json;
use crate::report::sections::check::{Strictness, check_answer};
use crate::study::audit::audit;
use crate::study::links::linked;
use crate::study::scenario::Scenario;

/// `zopa check`.
pub(crate) fn check(args: &CheckArgs) -> Exit {
    let strictness = if args.strict { Strictness::Strict } else { Strictness::Usual };
    let mut exit = Exit::Answered;
    if args.output.json && args.cases.len() > 1 {
        let error = Error::Request {
            message: "--json takes one case at a time, so that it prints one object".to_owned(),
            hint: "run zopa check --json once for each case".to_owned(),
        };
        return Failure::usage(error).report("check", true);
    }
    // Files of another tool are one case; other cases are looked at one by one.
    let from_files = args.cases.is_empty().then_some(None);
    for case in args.cases.iter().map(|case| Some(case.as_str())).chain(from_files) {
        let input = match Input::of(case, &args.files) {
            Ok(input) => input,
            Err(failure) => return failure.report("check", args.output.json),
        };
        let diagnostics = all_findings(&input);
        let texts = input.texts();
        let answer = check_answer(&texts, &diagnostics, strictness);
        if args.output.json {
            print_out(&json(&answer));
        } else {
            print_out(&findings::render(&texts, &diagnostics));
            let verdict = match (answer.check.errors > 0, answer.check.ok) {
                (true, _) => "Nothing can be solved until the errors are mended",
                (false, false) => "It can be solved, but --strict fails on warnings",
                (false, true) => "It can be solved",
            };
            print_out(&format!("{}: {}. {verdict}.\n", input.file, findings::summary(&diagnostics)));
        }
        if !answer.check.ok {
            exit = Exit::WrongCase;
        }
    }
    exit
}

/// What the reader finds, and if the case can be solved, what a solve finds.
fn all_findings(input: &Input) -> Vec<Diagnostic> {
    let Read { case, mut findings } = input.read();
    if let Some(case) = case {
        findings.extend(unsolvable(&case));
        findings.extend(unplayable(&case));
        match Scenario::new(&case, &[]).and_then(|scenario| audit(&scenario)) {
            Ok(more) => findings.extend(more),
            Err(Error::Case(more)) => findings.extend(more),
            Err(error @ Error::Request { .. }) => {
                findings.push(Diagnostic::error(Code::BadNumber, error.to_string()));
            }
        }
    }
    findings.sort_by_key(|finding| finding.span.map(|span| span.start));
    findings
}

/// What keeps a sequence from being played: solutions that are not defined, divisions by a solution of zero.
fn unplayable(case: &Case) -> Vec<Diagnostic> {
    let Some(sequence) = &case.sequence else { return Vec::new() };
    let played = || -> Result<(), Error> {
        let links = linked(&Scenario::new(case, &[])?, sequence, &Budget::unlimited())?;
        let numbers = sequence_numbers(sequence, &links);
        for variant in std::iter::once(None).chain(sequence.variants.iter().map(Some)) {
            lower_sequence(case, sequence, variant, &numbers)?;
        }
        Ok(())
    };
    match played() {
        Ok(()) => Vec::new(),
        Err(Error::Case(findings)) => findings,
        // The sequence waits for a zone; everything else of the case can be asked.
        Err(error @ Error::Request { .. }) => {
            vec![Diagnostic::warning(Code::UnknownNumber, error.to_string()).at(sequence.span)]
        }
    }
}

/// What keeps the games of a sound case from being built: numbers that cannot be added exactly.
fn unsolvable(case: &Case) -> Vec<Diagnostic> {
    let has_worths = case.coalitions.as_ref().is_some_and(|block| block.worths != Worths::Missing);
    let coalitions = if has_worths { lower_coalitions(case).map(drop) } else { Ok(()) };
    let has_group = case.contact_group.is_some();
    let group = if has_group { lower_contact_group(case).map(drop) } else { Ok(()) };
    let errors = [coalitions, group].into_iter().filter_map(Result::err);
    errors
        .flat_map(|error| match error {
            Error::Case(findings) => findings,
            error @ Error::Request { .. } => vec![Diagnostic::error(Code::BadNumber, error.to_string())],
        })
        .collect()
}
