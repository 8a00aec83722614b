//! Judges a saved answer from the case alone.
//!
//! Two looks at it. First, what it says is turned back into claims, and the referee judges them from the game,
//! without any solver. Then the question is asked again and every line of the two answers is compared, so that a
//! changed label or digit is found too.
//!
//! - [`verify`]: the two looks.
//! - `bargaining`, `coalitions`, `power`, `compose`, `sequence`, `explain`: the claims of each kind of answer.
//!
//! What was asked for is read from the answer: what-ifs, concepts, weights, the rule for the others, indices,
//! how a sample is drawn. An answer that was cut short is not judged: a longer run may say more.

mod bargaining;
mod coalitions;
mod compose;
mod equilibria;
mod explain;
mod power;
mod sequence;

use serde_json::Value;

use crate::ask::published::number_of;
use crate::ask::{Ask, Loaded, ask};
use crate::budget::Budget;
use crate::certify::Refused;
use crate::coalition::Coalition;
use crate::error::Error;
use crate::format::json_findings;
use crate::lower::PlayerLabels;
use crate::numeric::Rational;
use crate::report::sections::common::SCHEMA;
use crate::report::sections::models::{Problem, VerifyAnswer};
use crate::study::scenario::Scenario;

/// Greatest number of problems that are listed.
const LISTED: usize = 50;

/// Judges `saved`, an answer of `zone`, `solve`, `why-not`, `coalitions`, `power`, `compose`,
/// `equilibria`, `sequence` or `explain`, against a case.
///
/// # Errors
///
/// [`Error`] if the saved text is no answer of zopa, gives a key twice, was cut short, or its what-ifs do not fit
/// the case.
pub fn verify(loaded: &Loaded, saved: &str) -> Result<VerifyAnswer, Error> {
    let tree = read(saved)?;
    let command = tree["command"].as_str().unwrap_or_default().to_owned();
    if is_cut_short(&tree, &command) {
        let hint = "ask again without --time-limit, and save that answer";
        return Err(Error::request("the saved answer was cut short, so it cannot be verified", hint));
    }
    let question = Ask::parse(&command, &options(&tree))?;
    let scenario = Scenario::new(&loaded.case, &question.changes)?;
    let mut verifier = Verifier::default();
    match command.as_str() {
        "coalitions" => coalitions::judge(&mut verifier, &scenario, &tree["coalitional"])?,
        "power" => power::judge(&mut verifier, &scenario, &tree)?,
        "compose" => compose::judge(&mut verifier, &scenario, &tree["compose"])?,
        "sequence" => sequence::judge(&mut verifier, &scenario, &tree["sequence"])?,
        "explain" => explain::judge(&mut verifier, &scenario, &tree["explain"])?,
        "equilibria" => equilibria::judge(&mut verifier, &scenario, &tree)?,
        "zone" => bargaining::count(&mut verifier, &scenario, &tree["zone"], "zone")?,
        "why-not" => bargaining::count(&mut verifier, &scenario, &tree["why_not"], "why_not")?,
        _ => bargaining::solutions(&mut verifier, &scenario, &tree)?,
    }
    let again = ask(loaded, &question, &Budget::unlimited())?.tree();
    let Verifier { mut problems, claims } = verifier;
    differences("", &tree, &again, &mut problems);
    let ok = problems.is_empty();
    problems.truncate(LISTED);
    Ok(VerifyAnswer { schema: SCHEMA.to_owned(), command: "verify".to_owned(), ok, claims, problems })
}

/// The saved text as an answer.
fn read(saved: &str) -> Result<Value, Error> {
    let tree: Value = serde_json::from_str(saved).map_err(|error| {
        Error::request(format!("the saved answer is not JSON: {error}"), "save one with --json")
    })?;
    // Readers differ in which of two values they take.
    if let Some(finding) = json_findings(saved).first() {
        let before = finding.span.and_then(|span| saved.get(..span.start)).unwrap_or_default();
        let line = 1 + before.matches('\n').count();
        let message = format!("line {line} of the saved answer: {}", finding.message);
        return Err(Error::request(message, "save the answer as zopa printed it"));
    }
    if tree.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
        let hint = "save one with: zopa zone CASE --json > answer.json";
        return Err(Error::request(format!("the saved answer does not name the schema `{SCHEMA}`"), hint));
    }
    if tree.get("error").is_some() {
        return Err(Error::request(
            "the saved file holds an error, not an answer",
            "ask again and save the answer",
        ));
    }
    Ok(tree)
}

/// Did a time limit cut the answer short?
fn is_cut_short(saved: &Value, command: &str) -> bool {
    let parts = ["zone", "why_not", "coalitional", "compose", "sequence"];
    let fewer = |drawn: &Value, sample: &Value| {
        drawn.as_u64().zip(sample["count"].as_u64()).is_some_and(|(drawn, asked)| drawn < asked)
    };
    let coalitional = &saved["coalitional"];
    // A power index that is too large for an exact answer is so again; one that ran out of time is not.
    let values =
        |value: &Value| value.as_object().into_iter().flatten().map(|(_, one)| one.clone()).collect();
    let (unsettled, draws, concepts): (Vec<Value>, Vec<Value>, Vec<Value>) =
        (values(&saved["unsettled"]), values(&saved["draws"]), values(coalitional));
    parts.iter().any(|part| saved[*part]["complete"] == false)
        || (command != "power" && saved["status"] == "undecided")
        || (command == "explain" && saved["explain"]["status"] == "undecided")
        || unsettled.iter().any(|reason| reason == "the run was cut short")
        || draws.iter().any(|drawn| fewer(drawn, &saved["sample"]))
        || concepts.iter().any(|value| fewer(&value["samples"], &coalitional["sample"]))
}

/// The options with which the saved answer was asked for.
fn options(saved: &Value) -> Vec<String> {
    let mut options = Vec::new();
    for flag in saved["what_if"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let (flag, value) = flag.split_once(' ').unwrap_or((flag, ""));
        options.extend([flag.to_owned(), value.to_owned()]);
    }
    let asked = saved["asked"].as_str().filter(|asked| ["all", "one", "pure"].contains(asked));
    options.extend(asked.map(|asked| format!("--{asked}")));
    options.extend(saved["explain"]["path"].as_str().map(str::to_owned));
    let mut add = |flag: &str, value: String| options.extend([flag.to_owned(), value]);
    let coalitional = &saved["coalitional"];
    let lists = [
        ("--concepts", &saved["concepts"]),
        // Where only sub-deals are looked at, there is no concept.
        ("--concepts", &coalitional["concepts"]),
        ("--indices", &saved["indices"]),
    ];
    for (flag, list) in lists {
        let names: Vec<&str> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !names.is_empty() {
            add(flag, names.join(","));
        }
    }
    if let Some(weights) = saved["weights"].as_object().filter(|weights| !weights.is_empty()) {
        let pairs: Vec<String> = weights.iter().map(|(party, weight)| format!("{party}={weight}")).collect();
        add("--weights", pairs.join(","));
    }
    if let Some(rule) = coalitional["externality"].as_str() {
        add("--externality", rule.to_owned());
    }
    for sample in [&saved["sample"], &coalitional["sample"]].into_iter().filter(|sample| sample.is_object()) {
        add("--sample", sample["count"].to_string());
        add("--seed", sample["seed"].to_string());
    }
    options
}

/// What is found on the way.
#[derive(Default)]
struct Verifier {
    problems: Vec<Problem>,
    claims: usize,
}

impl Verifier {
    fn problem(&mut self, path: &str, message: impl Into<String>) {
        self.problems.push(Problem { path: path.to_owned(), message: message.into() });
    }

    /// What the referee says of the claim at a path; `None` if there is no claim, because something is missing.
    fn judged<C, T>(&mut self, path: &str, judged: Option<Result<C, Refused<T>>>) -> Option<C> {
        let Some(judged) = judged else {
            self.problem(path, "names or exact numbers are missing");
            return None;
        };
        self.claims += 1;
        match judged {
            Ok(certified) => Some(certified),
            Err(refused) => {
                let failed = refused.certificate.checks.iter().filter(|check| !check.holds());
                let names: Vec<&str> = failed.map(|check| check.name).collect();
                self.problem(path, format!("fails the check: {}", names.join("; ")));
                None
            }
        }
    }
}

/// A count.
fn whole(value: &Value) -> Option<u128> {
    number_of(value).filter(Rational::is_integer).and_then(|number| u128::try_from(number.numerator()).ok())
}

/// An exact number: a fraction in a string, as long as it may be.
fn exact(value: &Value) -> Option<Rational> {
    let text = value.as_str()?;
    text.parse().ok().or_else(|| Rational::from_printed(text))
}

/// One exact number for each of some players, by id.
fn exact_numbers<'p>(players: impl IntoIterator<Item = &'p str>, value: &Value) -> Option<Vec<Rational>> {
    players.into_iter().map(|id| exact(value.get(id)?)).collect()
}

/// The ids of all players.
fn ids(labels: &PlayerLabels) -> impl Iterator<Item = &str> {
    labels.players.iter().map(|player| player.id.as_str())
}

/// The coalition of the players whose ids are listed.
fn coalition(labels: &PlayerLabels, value: &Value) -> Option<Coalition> {
    let place = |id: &Value| ids(labels).position(|known| Some(known) == id.as_str());
    value.as_array()?.iter().map(place).collect()
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
