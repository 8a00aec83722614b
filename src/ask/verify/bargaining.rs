//! Claims of answers of `zone`, `solve` and `why-not`: how many packages are acceptable, which ones principles
//! point to.

use dashu_int::{IBig, UBig};
use serde_json::Value;

use crate::ask::verify::{Verifier, exact_numbers, whole};
use crate::bargaining::zone::MOST_LISTED;
use crate::certify::bargaining::{Bound, Choice, Count, LargeFacts, Principle, Referee, RunnerUp};
use crate::error::Error;
use crate::lower::{IssueLabels, Labels};
use crate::numeric::Rational;
use crate::study::scenario::Scenario;

/// Judges the counts of `zone` and `why-not`.
pub(super) fn count(
    verifier: &mut Verifier,
    scenario: &Scenario,
    data: &Value,
    path: &str,
) -> Result<(), Error> {
    let lowered = scenario.lower()?;
    if data["way"] == "merged" || data["way"] == "searched" {
        let count = |name: &str| match &data[name] {
            Value::Number(number) => number.as_u64().map(UBig::from),
            Value::String(digits) => digits.parse::<UBig>().ok(),
            _ => None,
        };
        let facts = LargeFacts {
            is_open: data["status"] == "open",
            admissible: count("admissible"),
            acceptable: count("acceptable"),
            on_boundary: count("on_boundary"),
            ..LargeFacts::default()
        };
        verifier.judged(path, Some(Referee::new(&lowered.game).judge_large_counts(facts)));
        return Ok(());
    }
    let (Some(admissible), Some(acceptable)) = (whole(&data["admissible"]), whole(&data["acceptable"]))
    else {
        verifier.problem(path, "the counts are missing");
        return Ok(());
    };
    verifier.claims += 1;
    let referee = Referee::new(&lowered.game);
    if referee.judge_count(Count { admissible, acceptable }).is_err() {
        verifier.problem(path, format!("{acceptable} of {admissible} is not what the case gives"));
    }
    Ok(())
}

/// Judges the packages of `solve`.
pub(super) fn solutions(verifier: &mut Verifier, scenario: &Scenario, saved: &Value) -> Result<(), Error> {
    let lowered = scenario.lower()?;
    let referee = Referee::new(&lowered.game);
    // Beyond the referee's reach, and where nothing is acceptable, only the comparison line by line is left.
    let ideal = if lowered.game.packages() > MOST_LISTED {
        referee.large_ideal_gains()
    } else {
        referee.ideal_gains()
    };
    let Some(solutions) = saved["solutions"].as_object() else {
        if ideal.is_some() {
            verifier.problem("solutions", "the solutions are missing");
        }
        return Ok(());
    };
    for (id, solution) in solutions.iter().filter(|(_, solution)| solution["status"] == "found") {
        // A bound says by itself what it needs, but for ideal gains.
        let has_bound = !solution["bound"].is_null();
        let needs_ideal = ["kalai_smorodinsky", "lex_kalai_smorodinsky", "equal_loss"].contains(&id.as_str());
        let ideal = match &ideal {
            _ if has_bound && needs_ideal => continue,
            _ if has_bound => &[],
            Some(ideal) => ideal.as_slice(),
            None => continue,
        };
        let path = format!("solutions.{id}");
        match choice(&lowered.labels, id, solution, saved, ideal) {
            Some(choice) => {
                verifier.judged(&path, Some(referee.judge_choice(choice)));
            }
            None => verifier.problem(&path, "the package is no package of this case"),
        }
    }
    Ok(())
}

/// Counts the points that an answer over a convex set claims, and refuses one without solutions.
pub(super) fn points(verifier: &mut Verifier, saved: &Value) {
    match saved["solutions"].as_object() {
        Some(solutions) => {
            verifier.claims += solutions.values().filter(|solution| solution["status"] == "found").count();
        }
        None => verifier.problem("solutions", "the solutions are missing"),
    }
}

/// The claim of one solution; `ideal` is what the referee found, because a saved answer does not hold it.
fn choice(labels: &Labels, id: &str, solution: &Value, saved: &Value, ideal: &[i128]) -> Option<Choice> {
    let principle = match id {
        "nash" => Principle::Nash,
        "kalai_smorodinsky" | "lex_kalai_smorodinsky" => Principle::KalaiSmorodinsky,
        "egalitarian" => Principle::Egalitarian,
        "leximin" => Principle::Leximin,
        "equal_loss" => Principle::EqualLoss,
        "utilitarian" => Principle::Utilitarian,
        "proportional" => {
            let given = &saved["exact"]["proportions"];
            Principle::Proportional(exact_numbers(
                labels.parties.iter().map(|party| party.id.as_str()),
                given,
            )?)
        }
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
    let total = whole(&solution["total"])?;
    let bound = match &solution["bound"] {
        Value::Null => None,
        bound => Some(self::bound(labels, bound, solution["total_complete"].as_bool()?)?),
    };
    Some(Choice { principle, packages, total, ideal: ideal.to_vec(), runner_up, bound })
}

/// What a saved answer says that no package goes beyond.
fn bound(labels: &Labels, bound: &Value, is_complete: bool) -> Option<Bound> {
    let number = |name: &str| Rational::from_printed(bound[name].as_str()?);
    let whole = |value: &Value| value.as_str()?.parse::<IBig>().ok();
    let parties = labels.parties.iter().map(|party| whole(&bound["weights"][&party.id]));
    let others = bound["other_weights"].as_array()?.iter().map(whole);
    Some(Bound {
        weights: parties.chain(others).collect::<Option<_>>()?,
        reached: number("reached_exact")?,
        at_most: number("at_most_exact")?,
        is_complete,
    })
}

/// The levels of a package that is given by its labels.
pub(super) fn package(labels: &Labels, value: &Value) -> Option<Vec<usize>> {
    let level = |issue: &IssueLabels| {
        let label = value.get(&issue.id)?.as_str()?;
        issue.levels.iter().position(|level| level == label)
    };
    labels.issues.iter().map(level).collect()
}
