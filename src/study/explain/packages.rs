//! The package that a number is about, found as the commands find it.

use crate::bargaining::finite::{closest, list_at_least, survey};
use crate::bargaining::zone::{Zone, zone};
use crate::budget::Budget;
use crate::certify::bargaining::{Choice, Closest, Referee, ZoneFacts};
use crate::certify::{Certified, Stop, Verdict};
use crate::concepts::Concept;
use crate::error::Error;
use crate::lower::Lowered;
use crate::study::bargain::{Given, solve};
use crate::study::explain::{Halt, Missing, Which, fault};
use crate::study::opening::CLOSEST_LISTED;
use crate::study::scenario::Scenario;

/// Where packages are looked for.
pub(in crate::study::explain) struct Packages<'a> {
    /// The case with its what-ifs.
    pub(in crate::study::explain) scenario: &'a Scenario,
    /// Its game.
    pub(in crate::study::explain) lowered: &'a Lowered,
    /// How long to look.
    pub(in crate::study::explain) budget: &'a Budget<'a>,
}

/// A package.
pub(in crate::study::explain) struct Found {
    /// One level for each issue.
    pub(in crate::study::explain) package: Vec<usize>,
    /// How many are exactly as good.
    pub(in crate::study::explain) total: u128,
    /// The next best.
    pub(in crate::study::explain) rival: Option<Vec<usize>>,
}

/// The package that is worth most to a party inside the zone.
pub(in crate::study::explain) struct Best {
    /// The first in file order.
    pub(in crate::study::explain) package: Vec<usize>,
    /// How many acceptable packages are worth as much to it.
    pub(in crate::study::explain) total: u128,
    /// What it is worth, in units.
    pub(in crate::study::explain) utility: i128,
}

impl Packages<'_> {
    /// The package that is meant.
    pub(in crate::study::explain) fn find(&self, which: Which) -> Result<Found, Halt> {
        let single = |package| Found { package, total: 1, rival: None };
        Ok(match which {
            Which::Fixed => single(self.fixed()?),
            Which::Named(place) => single(self.named(place)?),
            Which::Picked(concept) => {
                let choice = self.choice(&zone(&self.lowered.game, self.budget), concept)?;
                let package = choice.packages[0].clone();
                Found { package, total: choice.total, rival: choice.runner_up.map(|next| next.package) }
            }
            Which::NextBest(concept) => {
                let choice = self.choice(&zone(&self.lowered.game, self.budget), concept)?;
                single(choice.runner_up.ok_or(Halt::Missing(Missing::NoRival))?.package)
            }
            Which::Closest => {
                let closest = self.closest()?;
                Found { package: closest.packages[0].clone(), total: closest.total, rival: None }
            }
        })
    }

    /// What a concept picks on the zone; the choice names at least one package.
    pub(in crate::study::explain) fn choice(
        &self,
        zone: &Zone<'_>,
        concept: &'static Concept,
    ) -> Result<Choice, Halt> {
        if !complete(zone)?.is_open() {
            return Err(Halt::Missing(Missing::EmptyZone));
        }
        let solved = solve(zone, &[concept], Given::default())?.into_iter().next();
        match solved.map(|solved| solved.answer.verdict) {
            Some(Verdict::Found(choice)) if !choice.packages.is_empty() => Ok(choice.into_claim()),
            Some(Verdict::NoneExists(_)) => Err(Halt::Missing(Missing::NoGain)),
            Some(Verdict::Undecided { .. }) => Err(Halt::CutShort),
            _ => Err(fault(concept.id).into()),
        }
    }

    /// The acceptable package that is worth most to a party.
    pub(in crate::study::explain) fn best(&self, zone: &Zone<'_>, party: usize) -> Result<Best, Halt> {
        let best = complete(zone)?.best.as_ref().ok_or(Halt::Missing(Missing::EmptyZone))?;
        let utility = best[party];
        let mut floors = self.lowered.game.walk_away().to_vec();
        floors[party] = utility;
        let listing = list_at_least(&self.lowered.game, &floors, 1, self.budget);
        let first = listing.packages.into_iter().next().filter(|_| listing.is_complete);
        let package = first.ok_or(Halt::CutShort)?;
        Ok(Best { package, total: listing.total, utility })
    }

    /// The packages that come closest to an empty zone.
    pub(in crate::study::explain) fn closest(&self) -> Result<Certified<Closest>, Halt> {
        let game = &self.lowered.game;
        let survey = survey(game, self.budget);
        if survey.acceptable > 0 {
            return Err(Halt::Missing(Missing::OpenZone));
        }
        if survey.is_complete && survey.admissible == 0 {
            return Err(Halt::Missing(Missing::NothingAdmissible));
        }
        let found = closest(game, CLOSEST_LISTED, self.budget).filter(|found| found.is_complete);
        let found = found.filter(|_| survey.is_complete).ok_or(Halt::CutShort)?;
        let claim = Closest { shortfall: found.shortfall, packages: found.packages, total: found.total };
        Referee::new(game).judge_closest(claim).map_err(|_| fault("shortfall").into())
    }

    /// The package that the what-ifs of the run fix.
    fn fixed(&self) -> Result<Vec<usize>, Error> {
        let labels = &self.lowered.labels;
        let fixes = self.scenario.fixes();
        let level = |id: &str| fixes.iter().find(|(issue, _)| issue == id).map(|(_, level)| *level);
        let levels: Vec<Option<usize>> = labels
            .issues
            .iter()
            .map(|issue| level(&issue.id).or((issue.levels.len() == 1).then_some(0)))
            .collect();
        let open: Vec<&str> = labels
            .issues
            .iter()
            .zip(&levels)
            .filter(|(_, level)| level.is_none())
            .map(|(issue, _)| issue.id.as_str())
            .collect();
        levels.into_iter().collect::<Option<Vec<_>>>().ok_or_else(|| {
            let message = format!("a package needs a level of every issue; not fixed: {}", open.join(", "));
            let named = self.scenario.case().packages.first();
            let named = named.map(|package| {
                format!(", or name a package of the case: packages.{}.PARTY", package.id.text)
            });
            let hint = format!(
                "add --fix {}=LEVEL and so on{}",
                open.first().unwrap_or(&"ISSUE"),
                named.unwrap_or_default()
            );
            Error::request(message, hint)
        })
    }

    /// A named package of the case.
    fn named(&self, place: usize) -> Result<Vec<usize>, Error> {
        let package = self.scenario.case().packages.get(place);
        let level = |issue: &crate::lower::IssueLabels| {
            let choice = package?.levels.iter().find(|choice| choice.issue.text == issue.id)?;
            let level = choice.levels.first()?;
            issue.levels.iter().position(|label| *label == level.text)
        };
        let levels: Option<Vec<usize>> = self.lowered.labels.issues.iter().map(level).collect();
        levels.ok_or_else(|| fault("package"))
    }
}

/// What was counted of a zone, all of it.
pub(in crate::study::explain) fn complete<'a>(zone: &'a Zone<'_>) -> Result<&'a ZoneFacts, Halt> {
    let facts = zone.facts().ok_or_else(|| fault("zone"))?;
    if zone.answer().stop == Stop::Finished { Ok(facts) } else { Err(Halt::CutShort) }
}
