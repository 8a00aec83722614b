//! Asks about a case that is built in code: no file, no command line.
//!
//! ```text
//! cargo run --example embed
//! ```
//!
//! A government and a movement talk about a ceasefire, prisoners and seats on a council. The example builds the
//! case, turns it into a game, asks for the zone and for the Nash choice, and reads typed answers with their
//! certificates. It needs the library only (`default-features = false`). `tests/embed.rs` runs it as a test.

use zopa::bargaining::nash::nash;
use zopa::bargaining::zone::zone;
use zopa::budget::Budget;
use zopa::certify::{Strength, Verdict};
use zopa::error::Error;
use zopa::model::{Case, Choice, Condition, Issue, Name, Party, Quantity, Role, WalkAway};
use zopa::numeric::Rational;
use zopa::study::change::Change;
use zopa::study::scenario::Scenario;

/// A signatory and what it has without a deal, in points of its own scale.
fn party(id: &str, name: &str, walk_away: i64) -> Party {
    Party {
        id: id.into(),
        name: name.to_owned(),
        role: Role::Signatory,
        walk_away: Some(WalkAway::Given(walk_away.into())),
        influence: None,
        source: None,
        note: None,
    }
}

/// An issue with ordered levels; for each party its weight and one value for each level.
fn issue(id: &str, levels: [&str; 3], payoffs: [(&str, i64, [i64; 3]); 2]) -> Issue {
    Issue {
        continuum: None,
        id: id.into(),
        label: id.to_owned(),
        unit: None,
        ordered: true,
        levels: levels.map(Name::from).to_vec(),
        weight: payoffs.map(|(party, weight, _)| (party.into(), weight.into())).to_vec(),
        values: payoffs
            .map(|(party, _, values)| (party.into(), values.map(Quantity::from).to_vec()))
            .to_vec(),
        source: None,
        payoff_source: None,
        note: None,
    }
}

/// The case: two parties, three issues of three levels, one hard condition.
fn ceasefire() -> Case {
    Case {
        id: "ceasefire".to_owned(),
        title: "A ceasefire in a border province".to_owned(),
        parties: vec![party("GOV", "Government", 45), party("MOV", "Movement", 40)],
        issues: vec![
            issue(
                "ceasefire",
                ["none", "local", "province-wide"],
                [("GOV", 50, [0, 50, 100]), ("MOV", 20, [100, 80, 0])],
            ),
            issue(
                "prisoners",
                ["none", "the sick", "all"],
                [("GOV", 20, [100, 80, 0]), ("MOV", 40, [0, 40, 100])],
            ),
            issue("council", ["0", "3", "6"], [("GOV", 30, [100, 60, 0]), ("MOV", 40, [0, 60, 100])]),
        ],
        conditions: vec![Condition {
            id: "humanitarian".into(),
            label: Some("The sick go free".to_owned()),
            require: vec![Choice {
                within: None,
                issue: "prisoners".into(),
                levels: vec!["the sick".into(), "all".into()],
            }],
            source: None,
            note: None,
        }],
        ..Case::default()
    }
}

/// What this example reads from the answers.
#[derive(Debug, PartialEq)]
pub(crate) struct Outcome {
    /// Acceptable packages.
    pub(crate) acceptable: u128,
    /// Admissible packages.
    pub(crate) admissible: u128,
    /// Acceptable packages once the condition is lifted.
    pub(crate) acceptable_without_condition: u128,
    /// The Nash package: issue and level.
    pub(crate) package: Vec<(String, String)>,
    /// Each party's gain at the Nash package, exact.
    pub(crate) gains: Vec<(String, Rational)>,
    /// How much the certificate of the Nash choice proves.
    pub(crate) strength: Strength,
    /// The checks that were made, in words.
    pub(crate) checks: Vec<&'static str>,
}

/// Builds the case, asks two questions, and translates the answers back into names.
///
/// # Errors
///
/// [`Error`] if the case is wrong; for this one that would be a mistake in this file.
pub(crate) fn outcome() -> Result<Outcome, Error> {
    // A scenario is a case with what-ifs, here none. It checks the case as `zopa check` would.
    let scenario = Scenario::new(&ceasefire(), &[])?;
    // Solvers speak indices: `game` has the numbers, `labels` is the way back to the names.
    let lowered = scenario.lower()?;

    // Everything starts from the zone. A budget could stop a long run; this one never does.
    let open = zone(&lowered.game, &Budget::unlimited());
    let (acceptable, admissible) = match &open.answer().verdict {
        // Both carry a certificate: an open zone and an empty one are answers, not errors.
        Verdict::Found(facts) | Verdict::NoneExists(facts) => (facts.acceptable, facts.admissible),
        // Out of budget, or a claim that the referee refused: neither can happen here.
        Verdict::Undecided { .. } | Verdict::Refused(_) => (0, 0),
    };

    // The principle picks from the zone; `found` gives the claim together with what was checked about it.
    let answer = nash(&open);
    let Some(choice) = answer.found() else {
        return Err(Error::Request { message: "nothing to choose".to_owned(), hint: String::new() });
    };
    let chosen = &choice.packages[0];
    let issues = lowered.labels.issues.iter().zip(chosen);
    let parties = lowered.labels.parties.iter().enumerate();
    // A gain is a whole number of units of the party's own scale; `points` makes it an exact fraction.
    let gain = |place: usize| lowered.game.points(place, lowered.game.gain(chosen, place));

    // A what-if is one more change; the original case stays as it is.
    let lifted = scenario.and(Change::without("humanitarian"))?.lower()?;
    let without = zone(&lifted.game, &Budget::unlimited());

    Ok(Outcome {
        acceptable,
        admissible,
        acceptable_without_condition: without.facts().map_or(0, |facts| facts.acceptable),
        package: issues.map(|(issue, &level)| (issue.id.clone(), issue.level(level))).collect(),
        gains: parties.map(|(place, party)| (party.id.clone(), gain(place))).collect(),
        strength: choice.certificate().strength,
        checks: choice.certificate().checks.iter().map(|check| check.name).collect(),
    })
}

/// Prints what was found.
#[allow(dead_code)] // the test runs `outcome` alone
fn main() -> Result<(), Error> {
    let outcome = outcome()?;
    println!("{} of {} packages are acceptable to both parties", outcome.acceptable, outcome.admissible);
    println!("{} would be if the condition were lifted", outcome.acceptable_without_condition);
    println!("Nash points to:");
    for (issue, level) in &outcome.package {
        println!("  {issue}: {level}");
    }
    for (party, gain) in &outcome.gains {
        println!("  {party} gains {gain} points of its own scale");
    }
    println!("Checked ({}):", outcome.strength.word());
    for check in &outcome.checks {
        println!("  {check}");
    }
    Ok(())
}
