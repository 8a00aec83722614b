//! Judges a saved answer from the case alone.
//!
//! Two looks at it. First, what it says is turned back into claims, and the referee judges them from the game,
//! without any solver. Then the question is asked again and every line of the two answers is compared, so that a
//! changed label or digit is found too.
//!
//! - [`verify`]: the two looks.
//! - `bargaining`, `coalitions`, `power`, `compose`, `divide`, `sequence`, `threshold`, `explain`: the claims of each kind
//!   of answer.
//!
//! What was asked for is read from the answer: what-ifs, concepts, weights, the rule for the others, indices,
//! how a sample is drawn. An answer that was cut short is not judged: a longer run may say more.

mod bargaining;
mod coalitions;
mod compose;
mod divide;
mod equilibria;
mod explain;
mod power;
mod sequence;
mod threshold;

use serde_json::Value;

use crate::ask::published::number_of;
use crate::ask::{Ask, Loaded, ask};
use crate::budget::Budget;
use crate::certify::Refused;
use crate::coalition::Coalition;
use crate::error::Error;
use crate::format::json_findings;
use crate::lower::PlayerLabels;
use crate::numeric::{Interval, Rational};
use crate::report::sections::common::SCHEMA;
use crate::report::sections::models::{Problem, VerifyAnswer};
use crate::study::scenario::Scenario;

/// What an answer says of a part that it had no time for.
const CUT_SHORT: &str = "the run was cut short";

/// Greatest number of problems that are listed.
const LISTED: usize = 50;

/// Judges `saved`, an answer of `zone`, `solve`, `why-not`, `threshold`, `coalitions`, `power`, `compose`,
/// `equilibria`, `sequence`, `divide` or `explain`, against a case.
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
        "divide" => divide::judge(&mut verifier, &scenario, &tree["solutions"])?,
        "sequence" => sequence::judge(&mut verifier, &scenario, &tree["sequence"])?,
        "threshold" if scenario.case().is_mixed() => verifier.claims += 1,
        "threshold" => threshold::judge(&mut verifier, &scenario, &tree["threshold"])?,
        "explain" => explain::judge(&mut verifier, &scenario, &tree["explain"])?,
        "equilibria" => equilibria::judge(&mut verifier, &scenario, &tree)?,
        // Every combination is proved again when the question is asked again.
        "zone" | "why-not" if scenario.case().is_mixed() => verifier.claims += 1,
        "solve" if scenario.case().is_mixed() => bargaining::points(&mut verifier, &tree),
        "zone" => bargaining::count(&mut verifier, &scenario, &tree["zone"], "zone")?,
        "why-not" => bargaining::count(&mut verifier, &scenario, &tree["why_not"], "why_not")?,
        // Points of a convex set are judged when the question is asked again.
        _ if tree["over"].as_str().is_some_and(|over| over != "packages") => {
            bargaining::points(&mut verifier, &tree);
        }
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
    // What searches cannot settle they cannot settle again; what a limit left open comes out otherwise.
    let is_again = |part: &str| part == "why_not" && saved[part]["way"] == "searched";
    parts.iter().any(|part| saved[*part]["complete"] == false && !is_again(part))
        || saved["threshold"]["reason"] == CUT_SHORT
        || (command != "power" && saved["status"] == "undecided")
        || unsettled.iter().any(|reason| reason == CUT_SHORT)
        || (command == "explain" && saved["explain"]["status"] == "undecided")
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
    let threshold = &saved["threshold"];
    for (flag, path) in [("--of", &threshold["of"]), ("--and", &threshold["region"]["and"])] {
        options.extend(path.as_str().into_iter().flat_map(|path| [flag.to_owned(), path.to_owned()]));
    }
    options.extend(saved["explain"]["path"].as_str().map(str::to_owned));
    let mut add = |flag: &str, value: String| options.extend([flag.to_owned(), value]);
    let coalitional = &saved["coalitional"];
    let lists = [
        ("--concepts", &saved["concepts"]),
        // Where only sub-deals are looked at, there is no concept.
        ("--concepts", &coalitional["concepts"]),
        ("--indices", &saved["indices"]),
        ("--profile", &saved["given"]),
    ];
    for (flag, list) in lists {
        let names: Vec<&str> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !names.is_empty() {
            add(flag, names.join(","));
        }
    }
    for (flag, key) in [("--weights", "weights"), ("--proportions", "proportions")] {
        let exact = saved["exact"][key].as_object();
        if let Some(numbers) = exact.or(saved[key].as_object()).filter(|numbers| !numbers.is_empty()) {
            let number = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let pairs: Vec<String> =
                numbers.iter().map(|(party, value)| format!("{party}={}", number(value))).collect();
            add(flag, pairs.join(","));
        }
    }
    if let Some(over) = saved["over"].as_str() {
        add("--over", over.to_owned());
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

/// The intervals of a saved list; `None` if an end is no exact number.
fn intervals(list: &Value) -> Option<Vec<Interval>> {
    let end = |value: &Value| match value {
        Value::Null => Some(None),
        value => exact(value).map(Some),
    };
    let interval = |one: &Value| {
        Some(Interval {
            from: end(&one["exact"]["from"])?,
            to: end(&one["exact"]["to"])?,
            from_closed: one["from_closed"].as_bool()?,
            to_closed: one["to_closed"].as_bool()?,
        })
    };
    list.as_array()?.iter().map(interval).collect()
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
