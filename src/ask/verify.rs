//! Judges a saved answer from the case alone.
//!
//! Two looks at it. First, its counts and its packages are turned back into claims, and the referee judges
//! them from the game, without any solver. Then the question is asked again and every line of the two answers
//! is compared, so that a changed label or digit is found too.

use serde_json::Value;

use crate::ask::published::number_of;
use crate::ask::{Ask, Loaded, ask};
use crate::budget::Budget;
use crate::certify::bargaining::{Choice, Count, Principle, Referee, RunnerUp};
use crate::error::Error;
use crate::lower::{Labels, Lowered};
use crate::report::sections::common::SCHEMA;
use crate::report::sections::models::{Problem, VerifyAnswer};
use crate::study::scenario::Scenario;

/// Greatest number of problems that are listed.
const LISTED: usize = 50;

/// Judges `saved`, an answer of `zone`, `solve` or `why-not`, against a case.
///
/// # Errors
///
/// [`Error`] if the saved text is no answer of zopa, or its what-ifs do not fit the case.
pub fn verify(loaded: &Loaded, saved: &str) -> Result<VerifyAnswer, Error> {
    let saved: Value = serde_json::from_str(saved).map_err(|error| {
        Error::request(format!("the saved answer is not JSON: {error}"), "save one with --json")
    })?;
    let text = |key: &str| saved.get(key).and_then(Value::as_str);
    if text("schema") != Some(SCHEMA) {
        let hint = "save one with: zopa zone CASE --json > answer.json";
        return Err(Error::request(format!("the saved answer does not name the schema `{SCHEMA}`"), hint));
    }
    if saved.get("error").is_some() {
        return Err(Error::request(
            "the saved file holds an error, not an answer",
            "ask again and save the answer",
        ));
    }
    let part = |key: &str| saved.get(key).and_then(|part| part.get("complete")).and_then(Value::as_bool);
    if part("zone") == Some(false) || part("why_not") == Some(false) || text("status") == Some("undecided") {
        let hint = "ask again without --time-limit, and save that answer";
        return Err(Error::request("the saved answer was cut short, so it cannot be verified", hint));
    }
    let command = text("command").unwrap_or_default().to_owned();
    let question = Ask::parse(&command, &options(&saved))?;
    let scenario = Scenario::new(&loaded.case, &question.changes)?;
    let lowered = scenario.lower()?;
    let mut verifier = Verifier { lowered: &lowered, problems: Vec::new(), claims: 0 };
    match command.as_str() {
        "zone" => verifier.count(&saved["zone"], "zone"),
        "why-not" => verifier.count(&saved["why_not"], "why_not"),
        _ => verifier.solutions(&saved),
    }
    let again = ask(loaded, &question, &Budget::unlimited())?.tree();
    let Verifier { mut problems, claims, .. } = verifier;
    differences("", &saved, &again, &mut problems);
    let ok = problems.is_empty();
    problems.truncate(LISTED);
    Ok(VerifyAnswer { schema: SCHEMA.to_owned(), command: "verify".to_owned(), ok, claims, problems })
}

/// The options with which the saved answer was asked for.
fn options(saved: &Value) -> Vec<String> {
    let mut options = Vec::new();
    for flag in saved["what_if"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let (flag, value) = flag.split_once(' ').unwrap_or((flag, ""));
        options.extend([flag.to_owned(), value.to_owned()]);
    }
    if let Some(concepts) = saved["concepts"].as_array() {
        let names: Vec<&str> = concepts.iter().filter_map(Value::as_str).collect();
        options.extend(["--concepts".to_owned(), names.join(",")]);
    }
    if let Some(weights) = saved["weights"].as_object().filter(|weights| !weights.is_empty()) {
        let pairs: Vec<String> = weights.iter().map(|(party, weight)| format!("{party}={weight}")).collect();
        options.extend(["--weights".to_owned(), pairs.join(",")]);
    }
    options
}

/// Turns a saved answer back into claims and has them judged.
struct Verifier<'a> {
    lowered: &'a Lowered,
    problems: Vec<Problem>,
    claims: usize,
}

impl Verifier<'_> {
    fn problem(&mut self, path: &str, message: impl Into<String>) {
        self.problems.push(Problem { path: path.to_owned(), message: message.into() });
    }

    fn count(&mut self, data: &Value, path: &str) {
        let number = |key: &str| number_of(&data[key]).and_then(|number| whole(&number));
        let (Some(admissible), Some(acceptable)) = (number("admissible"), number("acceptable")) else {
            return self.problem(path, "the counts are missing");
        };
        self.claims += 1;
        let referee = Referee::new(&self.lowered.game);
        if referee.judge_count(Count { admissible, acceptable }).is_err() {
            self.problem(path, format!("{acceptable} of {admissible} is not what the case gives"));
        }
    }

    fn solutions(&mut self, saved: &Value) {
        let referee = Referee::new(&self.lowered.game);
        // Beyond the referee's reach, and where nothing is acceptable, only the comparison line by line is left.
        let Some(ideal) = referee.ideal_gains() else { return };
        let Some(solutions) = saved["solutions"].as_object() else {
            return self.problem("solutions", "the solutions are missing");
        };
        for (id, solution) in solutions {
            if solution["status"] != "found" {
                continue;
            }
            let path = format!("solutions.{id}");
            let Some(choice) = self.choice(id, solution, saved, &ideal) else {
                self.problem(&path, "the package is no package of this case");
                continue;
            };
            self.claims += 1;
            if let Err(refused) = referee.judge_choice(choice) {
                let failed = refused.certificate.checks.iter().filter(|check| !check.holds());
                let names: Vec<&str> = failed.map(|check| check.name).collect();
                self.problem(&path, format!("fails the check: {}", names.join("; ")));
            }
        }
    }

    /// The claim of one solution; `ideal` is what the referee found, because a saved answer does not hold it.
    fn choice(&self, id: &str, solution: &Value, saved: &Value, ideal: &[i128]) -> Option<Choice> {
        let labels = &self.lowered.labels;
        let principle = match id {
            "nash" => Principle::Nash,
            "kalai_smorodinsky" => Principle::KalaiSmorodinsky,
            "egalitarian" => Principle::Egalitarian,
            "leximin" => Principle::Leximin,
            "equal_loss" => Principle::EqualLoss,
            "utilitarian" => Principle::Utilitarian,
            "weighted_nash" => {
                let weight =
                    |party: &str| saved["weights"][party].as_u64().and_then(|one| u32::try_from(one).ok());
                let weights = labels.parties.iter().map(|party| weight(&party.id));
                Principle::WeightedNash(weights.collect::<Option<_>>()?)
            }
            _ => return None,
        };
        let mut packages = vec![package(labels, &solution["package"])?];
        for tie in solution["ties"].as_array()? {
            packages.push(package(labels, tie)?);
        }
        let runner_up = match &solution["runner_up"] {
            Value::Null => None,
            next => Some(RunnerUp { package: package(labels, &next["package"])? }),
        };
        let total = number_of(&solution["total"]).and_then(|total| whole(&total))?;
        Some(Choice { principle, packages, total, ideal: ideal.to_vec(), runner_up })
    }
}

fn whole(number: &crate::numeric::Rational) -> Option<u128> {
    number.is_integer().then(|| u128::try_from(number.numerator()).ok()).flatten()
}

/// The levels of a package that is given by its labels.
fn package(labels: &Labels, value: &Value) -> Option<Vec<usize>> {
    let level = |issue: &crate::lower::IssueLabels| {
        let label = value.get(&issue.id)?.as_str()?;
        issue.levels.iter().position(|level| level == label)
    };
    labels.issues.iter().map(level).collect()
}

/// Every path at which two trees differ.
fn differences(path: &str, saved: &Value, again: &Value, problems: &mut Vec<Problem>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match (saved, again) {
        (Value::Object(left), Value::Object(right)) => {
            for (key, value) in left {
                match right.get(key) {
                    Some(other) => differences(&below(key), value, other, problems),
                    None => {
                        problems.push(Problem { path: below(key), message: "should not be there".to_owned() })
                    }
                }
            }
            for key in right.keys().filter(|key| !left.contains_key(*key)) {
                problems.push(Problem { path: below(key), message: "is missing".to_owned() });
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (place, (value, other)) in left.iter().zip(right).enumerate() {
                differences(&format!("{path}[{place}]"), value, other, problems);
            }
        }
        _ if saved == again => {}
        _ => problems
            .push(Problem { path: path.to_owned(), message: format!("is {saved}, the case gives {again}") }),
    }
}
