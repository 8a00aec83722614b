//! What a number and a line are, in plain words.

use crate::certify::arithmetic::{CountOf, Demand, Line, Role};
use crate::lower::Labels;
use crate::model::{Case, Choice, Effect, Name};
use crate::report::wording::both;
use crate::study::explain::{Missing, Target, What, Which};

/// What a number is, as a sentence without its full stop.
pub(in crate::report::sections::explain) fn target_words(case: &Case, target: &Target) -> String {
    let party = |place: &usize| case.signatories().nth(*place).map_or("", |party| party.id.as_str());
    match target {
        Target::Input(_) => "A number of the case".to_owned(),
        Target::WalkAway(place) => format!("What {} has without a deal: its walk-away value (BATNA)", party(place)),
        Target::OfPackage(which, what) => {
            let package = which_words(case, which);
            match what {
                What::Utility(place) => format!(
                    "What {package} is worth to {} (its utility), in points of its own scale",
                    party(place)
                ),
                What::Gain(place) => format!("What {} gains over walking away by {package}", party(place)),
                What::Product => format!("The product of what all gain over walking away by {package}"),
            }
        }
        Target::Best(place) => format!("The most that {} can have inside the zone", party(place)),
        Target::Slack(place) => format!(
            "How far {0}'s walk-away value may rise alone before the zone closes: the most that {0} can have inside it, less that value",
            party(place)
        ),
        Target::Ideal(_, place) => format!("The most that {} can gain inside the zone (its ideal gain)", party(place)),
        Target::Share(concept, place) => format!(
            "What {} gains by {}, as a share of the most that it can gain inside the zone",
            party(place),
            which_words(case, &Which::Picked(concept))
        ),
        Target::Lead(concept) => format!(
            "How much greater the product of gains is by {} than by the next best, as a share of the latter",
            which_words(case, &Which::Picked(concept))
        ),
        Target::Count(of) => count_words(*of).to_owned(),
        Target::Shortfall => "How far the closest package falls short: the greatest loss below a walk-away value, which is smallest there. \
It sets points of different parties against each other"
            .to_owned(),
    }
}

fn which_words(case: &Case, which: &Which) -> String {
    match which {
        Which::Fixed => "the package that the run fixes".to_owned(),
        Which::Named(place) => {
            let package = case.packages.get(*place);
            let label = package.map(|one| one.label.as_deref().unwrap_or(one.id.as_str()));
            format!("the package \"{}\"", label.unwrap_or_default())
        }
        Which::Picked(concept) => format!("the package that {} picks", concept.title),
        Which::NextBest(concept) => format!("the package that is next best to {}", concept.title),
        Which::Closest => "the package that comes closest".to_owned(),
    }
}

fn count_words(of: CountOf) -> &'static str {
    match of {
        CountOf::Admissible => "Packages that meet all conditions, limits and forbidden combinations",
        CountOf::Acceptable => "Admissible packages that are worth at least walking away to every party",
        CountOf::OnBoundary => "Acceptable packages at which some party is exactly at its walk-away value",
        CountOf::Efficient => {
            "Acceptable packages that no admissible package improves for one at nobody's cost"
        }
    }
}

/// Why there is no such number, as a clause.
pub(in crate::report::sections::explain) fn missing_words(missing: Missing) -> &'static str {
    match missing {
        Missing::EmptyZone => "the zone is empty: no package is acceptable to everybody",
        Missing::NoGain => "no acceptable package gives every party more than its walk-away value",
        Missing::NoRival => "no other efficient package could be picked",
        Missing::OpenZone => "there is a zone, so no package has to fall short",
        Missing::NothingAdmissible => "no package meets all conditions, limits and forbidden combinations",
        Missing::NothingToGain => {
            "the party can gain nothing inside the zone, so there is nothing to take a share of"
        }
        Missing::NoProduct => {
            "the product of gains is 0 at the next best package, so there is nothing to compare with"
        }
    }
}

/// The command that answers a number, without the case and what-ifs.
pub(in crate::report::sections::explain) fn answered_by(target: &Target) -> Option<String> {
    let solve = |id: &str| Some(format!("solve --concepts {id}"));
    match target {
        Target::Input(_) => Some("show --numbers".to_owned()),
        Target::OfPackage(Which::Picked(concept) | Which::NextBest(concept), _)
        | Target::Ideal(concept, _)
        | Target::Share(concept, _)
        | Target::Lead(concept) => solve(concept.id),
        Target::OfPackage(Which::Fixed, _) => None,
        Target::OfPackage(Which::Closest, _) | Target::Shortfall => Some("why-not".to_owned()),
        Target::OfPackage(Which::Named(_), _)
        | Target::WalkAway(_)
        | Target::Best(_)
        | Target::Slack(_)
        | Target::Count(_) => Some("zone".to_owned()),
    }
}

/// A line in words.
pub(in crate::report::sections::explain) fn line_words(case: &Case, labels: &Labels, line: &Line) -> String {
    let party = |place: usize| case.signatories().nth(place).map_or("", |party| party.id.as_str());
    match line.role {
        Role::Input => "as the case has it".to_owned(),
        Role::Weights => "sum of weights".to_owned(),
        Role::Issue { issue, level } => {
            let words =
                labels.issues.get(issue).map(|issue| format!("{}: {}", issue.label, issue.level(level)));
            let idle = if line.terms.is_empty() { " (no weight)" } else { "" };
            format!("{}{idle}", words.unwrap_or_default())
        }
        Role::Point(place) => format!("point {}", place + 1),
        Role::Interaction(place) => interaction_words(case, place, !line.terms.is_empty()),
        Role::Shock(place) => {
            let shock = case.shocks.get(place);
            let label = shock.map(|shock| shock.label.as_deref().unwrap_or(shock.id.as_str()));
            label.unwrap_or_default().to_owned()
        }
        Role::Utility => "utility".to_owned(),
        Role::WalkAway => "walk-away value".to_owned(),
        Role::Gain => "gain".to_owned(),
        Role::Loss(place) => format!("loss of {} below its walk-away value", party(place)),
        Role::Shortfall => "greatest loss".to_owned(),
        Role::Product => "product of gains".to_owned(),
        Role::Share => "share of the ideal gain".to_owned(),
        Role::Difference => "how much greater".to_owned(),
        Role::Lead => "as a share of the next best".to_owned(),
        Role::Packages => "all packages: one level of each issue".to_owned(),
        Role::Demand(demand) => demand_words(case, labels, demand),
        Role::Refuses(place) => format!("{} refuses what is worth less than walking away", party(place)),
        Role::Exactly(place) => format!("{} is exactly at its walk-away value", party(place)),
        Role::OnBoundary => "some party is exactly at its walk-away value".to_owned(),
        Role::Efficient => "another admissible package is better for one and worse for nobody".to_owned(),
    }
}

fn demand_words(case: &Case, labels: &Labels, demand: Demand) -> String {
    let labelled = |label: Option<&String>, id: &Name| label.unwrap_or(&id.text).clone();
    match demand {
        Demand::Limit(place) => case
            .limits
            .get(place)
            .map(|limit| format!("limit: {}", labelled(limit.label.as_ref(), &limit.id))),
        Demand::Forbidden(place) => {
            case.forbidden.get(place).map(|one| format!("forbidden: {}", choices_words(&one.when)))
        }
        Demand::Fix(place) => labels.issues.get(place).map(|issue| format!("{} fixed", issue.label)),
        Demand::Condition(place) => case
            .conditions
            .get(place)
            .map(|one| format!("condition: {}", labelled(one.label.as_ref(), &one.id))),
    }
    .unwrap_or_default()
}

/// `autonomy special status with kidal joint units`.
fn choices_words(choices: &[Choice]) -> String {
    let choice = |choice: &Choice| {
        let levels: Vec<&str> = choice.levels.iter().map(Name::as_str).collect();
        format!("{} {}", choice.issue.text, levels.join("/"))
    };
    choices.iter().map(choice).collect::<Vec<_>>().join(" with ")
}

fn interaction_words(case: &Case, place: usize, holds: bool) -> String {
    match case.interactions.get(place).map(|one| &one.effect) {
        Some(Effect::Bonus { when, .. }) if holds => choices_words(when),
        Some(Effect::Bonus { when, .. }) => format!("does not hold: needs {}", choices_words(when)),
        Some(Effect::Table { over, .. }) => {
            let names: Vec<String> = over.iter().map(|name| name.text.clone()).collect();
            format!("{} together", both(&names))
        }
        None => String::new(),
    }
}
