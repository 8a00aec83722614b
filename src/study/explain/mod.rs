//! How one number follows from the file, line by line.
//!
//! [`explain`] finds the package and the number that a command answers, as that command does: through the game and its
//! solvers. Who writes the lines is the bookkeeper of `certify`, who knows the case alone; the explanation is kept only
//! if its last line is the number that was answered, exactly.
//!
//! - [`Target`]: which number is asked for.
//! - [`Outcome`]: the explanation, or why there is no such number.

mod counts;
mod packages;
mod plan;
mod target;

pub use self::target::{Target, What, Which};
use crate::budget::Budget;
use crate::certify::Certified;
use crate::certify::arithmetic::{Assumed, Bookkeeper, Explanation, Number};
use crate::error::Error;
use crate::model::path;
use crate::study::change::Change;
use crate::study::explain::plan::Plan;
use crate::study::scenario::Scenario;

/// What comes of a question for one number.
#[derive(Debug)]
pub enum Outcome {
    /// How it follows.
    Explained(Box<Explained>),
    /// There is no such number, and why.
    Missing(Missing),
    /// The budget ran out before the number was known.
    CutShort,
}

/// Why there is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No package is acceptable to all.
    EmptyZone,
    /// No acceptable package gives every party a gain.
    NoGain,
    /// No other efficient package could be picked.
    NoRival,
    /// There is a zone, so nothing falls short.
    OpenZone,
    /// No package meets all conditions, limits and forbidden combinations.
    NothingAdmissible,
    /// The party can gain nothing, so there is nothing to take a share of.
    NothingToGain,
    /// The product of the rival is 0, so there is nothing to compare with.
    NoProduct,
}

/// A number, and how it follows.
#[derive(Debug)]
pub struct Explained {
    /// The accounts, judged.
    pub explanation: Certified<Explanation>,
    /// What each account is of.
    pub steps: Vec<Step>,
    /// How many packages are exactly as good as the one that was taken, itself included; 1 where none was looked for.
    pub total: u128,
}

/// What one account is of.
#[derive(Debug)]
pub struct Step {
    /// The number that it works out.
    pub target: Target,
    /// The package that it is about.
    pub package: Option<Vec<usize>>,
    /// The package that it is compared with.
    pub compared_with: Option<Vec<usize>>,
    /// For each line the what-ifs under which `zopa zone` counts what is left after it.
    pub finds: Vec<Option<Vec<Change>>>,
}

/// What holds in a scenario beside its case, for the bookkeeper.
#[must_use]
pub fn assumed(scenario: &Scenario) -> Assumed {
    let case = scenario.case();
    let shock = |change: &Change| match change {
        Change::Shock { name, factor } => {
            let place = case.shocks.iter().position(|shock| shock.id.text == *name)?;
            Some((place, factor.clone()))
        }
        _ => None,
    };
    let fix = |(issue, level): &(String, usize)| {
        let place = case.issues.iter().position(|one| one.id.text == *issue);
        (place.unwrap_or(0), *level)
    };
    Assumed {
        shocks: scenario.changes().iter().filter_map(shock).collect(),
        fixes: scenario.fixes().iter().map(fix).collect(),
    }
}

/// Explains one number of a scenario.
///
/// # Errors
///
/// [`Error::Request`] if not every issue is fixed for a package by hand, or if a claim failed its certificate;
/// [`Error`] if the case is wrong.
///
/// Cost: that of the command that answers the number; for a count one more count for each demand and party.
///
/// ```
/// use zopa::{budget::Budget, catalogue::entry, study::scenario::Scenario};
/// use zopa::study::explain::{Outcome, Target, explain};
///
/// let case = entry("mali-2024").and_then(|entry| entry.read().case).expect("a built-in case");
/// let target = Target::parse(&case, "solve.nash.GOV")?;
/// let outcome = explain(&Scenario::new(&case, &[])?, &target, &Budget::unlimited())?;
/// let Outcome::Explained(explained) = outcome else { unreachable!("the zone is open") };
/// // The sum of weights, ten issues, and the utility.
/// let account = &explained.explanation.accounts[0];
/// assert_eq!((account.lines.len(), account.lines[11].value.to_string()), (12, "753/10".to_owned()));
/// # Ok::<(), zopa::error::Error>(())
/// ```
pub fn explain(scenario: &Scenario, target: &Target, budget: &Budget<'_>) -> Result<Outcome, Error> {
    let mut plan = Plan::new(scenario);
    let answered = match target {
        Target::Input(path) => {
            plan.push(target);
            let number = path::numbers(scenario.case()).into_iter().find(|entry| entry.path == *path);
            number.map(|entry| entry.quantity.value.clone()).ok_or_else(|| fault("input"))?
        }
        _ => match plan.fill(target, &scenario.lower()?, budget) {
            Ok(number) => number,
            Err(Halt::Missing(missing)) => return Ok(Outcome::Missing(missing)),
            Err(Halt::CutShort) => return Ok(Outcome::CutShort),
            Err(Halt::Wrong(error)) => return Err(error),
        },
    };
    let assumed = assumed(scenario);
    let bookkeeper = Bookkeeper::new(scenario.case(), &assumed);
    let Plan { mut steps, taken, total, .. } = plan;
    let number = |step: &Step| step.target.number(step.package.as_deref(), step.compared_with.as_deref());
    let numbers: Option<Vec<Number>> = steps.iter().map(number).collect();
    let numbers = numbers.unwrap_or_default();
    let (accounts, number) = (bookkeeper.write(&numbers, &taken), numbers.into_iter().next_back());
    let (accounts, number) = accounts.zip(number).ok_or_else(|| fault(target.kind()))?;
    let claim = Explanation { number, accounts, answered };
    let explanation = bookkeeper.judge(claim).map_err(|_| fault(target.kind()))?;
    for (account, step) in explanation.accounts.iter().zip(&mut steps) {
        step.finds.resize(account.lines.len(), None);
    }
    Ok(Outcome::Explained(Box::new(Explained { explanation, steps, total })))
}

/// Why one got no further with a number.
enum Halt {
    Missing(Missing),
    CutShort,
    Wrong(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Wrong(error)
    }
}

/// A claim that failed its certificate.
fn fault(what: &str) -> Error {
    Error::request(
        format!("the explanation of this {what} failed its own certificate"),
        "this is a fault of zopa: please report it with the case file",
    )
}
