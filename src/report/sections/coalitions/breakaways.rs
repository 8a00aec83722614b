//! Which sub-deals of a case would break a package of its zone.

use indexmap::IndexMap;

use crate::bargaining::zone::{Zone, zone};
use crate::budget::Budget;
use crate::certify::Verdict;
use crate::certify::coalitional::{Breakaways, Broken};
use crate::coalitional::breakaway::breakaways;
use crate::concepts::{Concept, When, solutions};
use crate::error::Error;
use crate::games::bargaining::BargainingGame;
use crate::games::subdeal::BreakawayProblem;
use crate::lower::{Lowered, LoweredBreakaway, lower_breakaways};
use crate::report::number::{Total, exact};
use crate::report::sections::coalitions::{BreakawaysData, BrokenData, SubDealData};
use crate::report::sections::common::{ExactValues, Names, Valued, fault};
use crate::study::bargain::{Given, solve};
use crate::study::scenario::Scenario;

/// Acceptable packages up to which sub-deals are held against each.
const PACKAGES_UP_TO: usize = 20_000;

/// Packages that are listed with what breaks them.
const PACKAGES_LISTED: usize = 100;

/// Holds the declared sub-deals against every package of the zone; nothing if there are none.
pub(super) fn answer(scenario: &Scenario, budget: &Budget<'_>) -> Result<Option<BreakawaysData>, Error> {
    if scenario.case().coalitions.as_ref().is_none_or(|block| block.breakaways.is_empty()) {
        return Ok(None);
    }
    let lowered = scenario.lower()?;
    let declared = lower_breakaways(scenario.case(), &lowered)?;
    let zone = zone(&lowered.game, budget);
    let packages = zone.acceptable(PACKAGES_UP_TO, budget);
    let mut data = BreakawaysData {
        complete: false,
        packages: Total(zone.survey().acceptable),
        unbroken: Total(0),
        strongly_unbroken: Total(0),
        sub_deals: IndexMap::new(),
        solutions: IndexMap::new(),
        list: Vec::new(),
        certificate: None,
    };
    let Some(packages) = packages else { return Ok(Some(data)) };
    let deals = declared.iter().map(|one| one.deal.clone()).collect();
    let problem = BreakawayProblem::new(&lowered.game, deals, packages)
        .map_err(|invalid| Error::request(invalid.to_string(), "see [coalitions.breakaways] of the case"))?;
    let found = breakaways(&problem, budget);
    let facts = match &found.verdict {
        Verdict::Found(facts) => facts,
        Verdict::Undecided { .. } => return Ok(Some(data)),
        Verdict::NoneExists(_) | Verdict::Refused(_) => return Err(fault("breakaways")),
    };
    let telling = Telling { lowered: &lowered, declared: &declared, problem: &problem, facts };
    data.complete = true;
    data.unbroken = Total(facts.core().count() as u128);
    data.strongly_unbroken = Total(facts.strong_core().count() as u128);
    for (place, deal) in declared.iter().enumerate() {
        let weakly =
            facts.verdicts.iter().filter(|row| row.get(place).is_some_and(|one| one.weakly.is_some()));
        let entry = SubDealData {
            label: deal.label.clone(),
            members: deal
                .deal
                .members
                .iter()
                .map(|&party| lowered.labels.parties[party].id.clone())
                .collect(),
            breaks: Total(facts.blocked_by(place) as u128),
            breaks_weakly: Total(weakly.count() as u128),
        };
        data.sub_deals.insert(deal.id.clone(), entry);
    }
    data.list =
        (0..problem.packages().len().min(PACKAGES_LISTED)).map(|place| telling.package(place)).collect();
    data.solutions = telling.solutions(&zone)?;
    let names = Names { game: &lowered.game, labels: &lowered.labels };
    data.certificate = Some(names.certificate(facts.certificate()));
    Ok(Some(data))
}

struct Telling<'a> {
    lowered: &'a Lowered,
    declared: &'a [LoweredBreakaway],
    problem: &'a BreakawayProblem<'a>,
    facts: &'a Breakaways,
}

impl Telling<'_> {
    /// A package and the first sub-deal that breaks it.
    fn package(&self, place: usize) -> BrokenData {
        let names = Names { game: &self.lowered.game, labels: &self.lowered.labels };
        let row: &[Broken] = self.facts.verdicts.get(place).map_or(&[], Vec::as_slice);
        let breaking = row.iter().enumerate().find_map(|(deal, one)| Some((deal, one.strictly.as_ref()?)));
        BrokenData {
            package: names.package(&self.problem.packages()[place]),
            by: breaking.map(|(deal, _)| self.declared[deal].id.clone()),
            to: breaking.map(|(deal, signed)| self.signed(deal, signed)),
        }
    }

    /// What a sub-deal goes to, with what it is worth to everyone.
    fn signed(&self, deal: usize, package: &[usize]) -> Valued {
        let game: &BargainingGame = &self.lowered.game;
        let names = Names { game, labels: &self.lowered.labels };
        let shift = |party: usize| self.problem.deals()[deal].shift[party].clone();
        let utility = |party: usize| &game.points(party, game.utility(package, party)) + &shift(party);
        let utilities = names.by_party(utility);
        let gains = names.by_party(|party| &utility(party) - &game.points(party, game.walk_away()[party]));
        let exact = ExactValues { utilities: exact(&utilities), gains: exact(&gains) };
        Valued { package: names.package(package), amounts: None, utilities, gains, exact }
    }

    /// For each principle whether its package would be left.
    fn solutions(&self, zone: &Zone<'_>) -> Result<IndexMap<String, BrokenData>, Error> {
        let always: Vec<&'static Concept> = solutions().filter(|one| one.when == When::Always).collect();
        let mut found = IndexMap::new();
        for solved in solve(zone, &always, Given::default())? {
            let Verdict::Found(choice) = &solved.answer.verdict else { continue };
            let place = choice
                .packages
                .first()
                .and_then(|first| self.problem.packages().iter().position(|package| package == first));
            if let Some(place) = place {
                found.insert(solved.concept.id.to_owned(), self.package(place));
            }
        }
        Ok(found)
    }
}
