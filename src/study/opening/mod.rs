//! Why there is no zone, and what would open one, one thing at a time.
//!
//! - the packages that come closest, and by how much they fail;
//! - minimal blocking sets: demands that no package meets together although it meets any fewer of them;
//! - openings: a walk-away value lowered, a condition lifted, a limit raised, a combination allowed, a shock
//!   that is weaker or does not happen.
//!
//! `large` asks the same where there are too many packages to look at.

mod blocking;
mod changes;
mod large;

pub use self::large::{LargeWhyNot, large_why_not};

use crate::bargaining::finite::{DemandClass, closest, meeting};
use crate::budget::Budget;
use crate::certify::bargaining::{Blocking, Closest, Count, LargeFacts, Referee};
use crate::certify::{Certified, Refused};
use crate::error::Error;
use crate::lower::{Labels, Lowered};
use crate::numeric::Rational;
use crate::study::closing::stated_range;
use crate::study::opening::blocking::Blocks;
use crate::study::opening::changes::{demand_openings, shock_openings, walk_aways};
use crate::study::scenario::Scenario;

/// Greatest number of closest packages that are listed; all are counted.
pub const CLOSEST_LISTED: usize = 20;

/// Why a zone is empty and what would open it.
#[derive(Debug)]
pub struct WhyNot {
    /// The packages that come closest; `None` if nothing is admissible.
    pub closest: Option<Certified<Closest>>,
    /// For each party the shortfall as a share of the range stated for its walk-away value, if there is one.
    pub share_of_range: Vec<Option<Rational>>,
    /// Minimal sets of parties whose walk-away values no admissible package meets together.
    pub parties: Vec<Certified<Blocking>>,
    /// For each set of parties (ascending indices) how many admissible packages all of them would accept.
    pub met_by: MetBy,
    /// Whether the sets of parties were looked for: not if the run was cut short or has too many demands.
    pub parties_complete: bool,
    /// Minimal sets of demands of any kind that no package meets together, smallest first.
    pub demands: Vec<Certified<Blocking>>,
    /// Whether all minimal sets are among them; false if there were too many to look for.
    pub demands_complete: bool,
    /// What would open the zone, one thing at a time.
    pub openings: Vec<Opening>,
    /// Whether everything was tried; false if the budget ran out.
    pub is_complete: bool,
}

/// Sets of parties (ascending indices), each with the number of admissible packages all of them would accept.
pub type MetBy = Vec<(Vec<usize>, u128)>;

/// One change that opens an empty zone.
#[derive(Debug)]
pub enum Opening {
    /// A walk-away value lowered.
    WalkAway {
        /// The party, by index.
        party: usize,
        /// Its walk-away value now.
        from: Rational,
        /// The greatest value at which the zone is open.
        to: Rational,
        /// Whether the range that the file states reaches that far; `None` if it states none.
        within_range: Option<bool>,
    },
    /// A condition, a forbidden combination, a limit or a fix lifted.
    Lifted {
        /// The demand, by index.
        demand: usize,
        /// That there is a zone without it.
        opened: Opened,
    },
    /// A limit on an issue moved to another level.
    LimitMoved {
        /// The demand, by index.
        demand: usize,
        /// The issue, by index.
        issue: usize,
        /// The nearest level that opens the zone.
        to: usize,
        /// That there is a zone then.
        opened: Opened,
    },
    /// A limit on a sum moved.
    SumMoved {
        /// The demand, by index.
        demand: usize,
        /// The nearest bound that opens the zone.
        to: Rational,
    },
    /// A shock of this scenario that does not happen, or is weaker.
    Shock {
        /// Its name.
        name: String,
        /// That there is a zone without it.
        opened: Opened,
        /// The greatest share of its assumed strength that leaves the zone open, if it has a strength and that was looked for.
        strength: Option<Rational>,
    },
}

/// How it is known that a change opens the zone.
#[derive(Debug)]
pub enum Opened {
    /// The packages were counted.
    Counted(Certified<Count>),
    /// A package is shown.
    Shown(Box<Certified<LargeFacts>>),
}

impl Opened {
    /// How many packages are acceptable then, if they were counted.
    #[must_use]
    pub fn acceptable(&self) -> Option<u128> {
        match self {
            Self::Counted(count) => Some(count.acceptable),
            Self::Shown(_) => None,
        }
    }
}

/// Looks for who blocks an empty zone and what would open it.
///
/// # Errors
///
/// [`Error`] if a changed case cannot be lowered, or if a claim was refused, which is a fault of this program.
///
/// Cost: two passes over all packages, and one count for each party, demand and shock.
pub fn why_not(scenario: &Scenario, lowered: &Lowered, budget: &Budget<'_>) -> Result<WhyNot, Error> {
    let Lowered { game, labels } = lowered;
    let referee = Referee::new(game);
    let closest = closest(game, CLOSEST_LISTED, budget)
        .filter(|found| found.is_complete)
        .map(|found| {
            let claim = Closest { shortfall: found.shortfall, packages: found.packages, total: found.total };
            referee.judge_closest(claim).map_err(|refused| fault(&refused))
        })
        .transpose()?;
    let shortfall = closest.as_ref().map(|closest| &closest.shortfall);
    let share_of_range = shares_of_range(scenario, labels, shortfall);
    // Which parties block among admissible packages does not depend on how the rules are cut up, so rules on
    // the same issues are taken together: fewer demands fit into one look.
    let merged = game.with_merged_rules();
    let among_admissible = meeting(&merged, budget);
    let met = meeting(game, budget);
    // Classes that were not counted to the end prove nothing about what no package meets.
    let classes: &[DemandClass] = if met.is_complete { &met.classes } else { &[] };
    let blocks = Blocks { game, labels, referee: &referee, classes };
    let admissible: &[DemandClass] =
        if among_admissible.is_complete { &among_admissible.classes } else { &[] };
    let (parties, met_by) = blocks.parties(admissible, merged.rules().len())?;
    let parties_complete = among_admissible.is_complete && game.parties() + merged.rules().len() < 64;
    let (demands, demands_complete) = blocks.demands()?;
    let mut openings = walk_aways(scenario.case(), game, labels, budget)?;
    openings.extend(demand_openings(scenario, game, labels, budget)?);
    openings.extend(shock_openings(scenario, budget)?);
    let is_complete = !budget.is_exhausted();
    Ok(WhyNot {
        closest,
        share_of_range,
        parties,
        met_by,
        parties_complete,
        demands,
        demands_complete,
        openings,
        is_complete,
    })
}

/// For each party the shortfall as a share of the range stated for its walk-away value, if there is one.
fn shares_of_range(
    scenario: &Scenario,
    labels: &Labels,
    shortfall: Option<&Rational>,
) -> Vec<Option<Rational>> {
    let share = |id: &str| {
        let (low, high) = stated_range(scenario.case(), id)?;
        shortfall?.checked_div(&(&high - &low))
    };
    labels.parties.iter().map(|party| share(&party.id)).collect()
}

fn fault<T: std::fmt::Debug>(refused: &Refused<T>) -> Error {
    Error::request(
        format!("a claim failed its own check: {:?}", refused.certificate.checks),
        "this is a fault of zopa: please report it with the case file",
    )
}
