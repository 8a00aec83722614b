//! Why a case with amounts beside levels has no zone, and what would open one.
//!
//! A zone is empty because of its *demands*: the walk-away value of each party, and each condition, limit, forbidden
//! combination and fix. Demands are left out one after the other as long as what is left still has no agreement; what
//! remains is a minimal set, proved by the bounds of [`MixedEmpty`], and for each member by a package that meets the others.
//! The cheapest mix of concessions is one more linear program for each combination: a concession is an amount from which a
//! party, or several, have something.
//!
//! Reference: Chinneck and Dravnieks 1991, ORSA Journal on Computing 3 (the deletion filter).

use std::cell::Cell;

use crate::bargaining::mixed::{Cells, TooMany, cells, first_agreement, mixed_zone};
use crate::budget::Budget;
use crate::certify::mixed::{Cheapest, MixedEmpty, MixedPrinciple};
use crate::certify::{Certified, Verdict};
use crate::error::Error;
use crate::games::mixed::{MixedGame, MixedPackage, SharedLimit};
use crate::lower::{Labels, LoweredMixed};
use crate::model::{Case, Concession};
use crate::numeric::Rational;

/// Something that an agreement must meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// A party's walk-away value.
    Party(usize),
    /// A condition, limit, forbidden combination or fix, by its place among the labels.
    Rule(usize),
}

/// A minimal set of demands that no package meets together.
#[derive(Debug)]
pub struct Clash {
    /// The demands, parties first.
    pub demands: Vec<Demand>,
    /// For each a package that meets all the others.
    pub met_without: Vec<MixedPackage>,
    /// Why no package meets all of them.
    pub proof: Certified<MixedEmpty>,
}

/// A single demand whose change opens the zone.
#[derive(Debug)]
pub struct SingleOpening {
    /// The demand.
    pub demand: Demand,
    /// Of a party, by how much its walk-away value must fall; `None` for what is lifted.
    pub by: Option<Rational>,
}

/// A mix of concessions that opens the zone at the least cost.
#[derive(Debug)]
pub struct Mix {
    /// The concessions: of the case, or one for each party where it names none.
    pub concessions: Vec<Concession>,
    /// How many units of each.
    pub units: Vec<Rational>,
    /// What they cost together, and why nothing costs less.
    pub cheapest: Certified<Cheapest>,
    /// The package, without the concessions.
    pub package: MixedPackage,
}

/// Why there is no zone, and what would open one.
#[derive(Debug, Default)]
pub struct MixedWhyNot {
    /// The smallest, over admissible packages, of the greatest loss below a walk-away value, and where.
    pub closest: Option<(Rational, MixedPackage)>,
    /// A minimal set of demands that no package meets together.
    pub clash: Option<Clash>,
    /// Single changes that open the zone.
    pub openings: Vec<SingleOpening>,
    /// The cheapest mix of concessions; `None` if none opens it.
    pub mix: Option<Mix>,
    /// Was everything looked at?
    pub is_complete: bool,
}

/// Looks for what blocks a zone that is empty, and for what opens it.
///
/// # Errors
///
/// [`Error`] if a claim failed its certificate.
///
/// Cost: that of a zone for each demand, twice.
pub fn mixed_why_not(case: &Case, lowered: &LoweredMixed, budget: &Budget<'_>) -> Result<MixedWhyNot, Error> {
    let study = Study { lowered, budget, left_out: Cell::new(false) };
    let mut found = MixedWhyNot {
        closest: study.closest()?,
        clash: study.clash()?,
        openings: study.openings()?,
        mix: study.mix(case)?,
        is_complete: false,
    };
    found.is_complete = found.clash.is_some() && !study.left_out.get() && !budget.is_exhausted();
    Ok(found)
}

/// The game of a case in which nobody can be below a walk-away value.
///
/// # Errors
///
/// [`Error`] if the payoffs need more digits than can be added.
pub fn without_floors(lowered: &LoweredMixed) -> Result<MixedGame, Error> {
    let study = Study { lowered, budget: &Budget::unlimited(), left_out: Cell::new(false) };
    study.with(&study.demands().into_iter().filter(|one| matches!(one, Demand::Rule(_))).collect::<Vec<_>>())
}

struct Study<'a, 'b> {
    lowered: &'a LoweredMixed,
    budget: &'a Budget<'b>,
    /// Did a question have more combinations than are looked at?
    left_out: Cell<bool>,
}

impl Study<'_, '_> {
    fn game(&self) -> &MixedGame {
        &self.lowered.game
    }

    fn labels(&self) -> &Labels {
        &self.lowered.labels
    }

    /// The game with these demands alone.
    fn with(&self, demands: &[Demand]) -> Result<MixedGame, Error> {
        let keeps = |rule: usize| demands.contains(&Demand::Rule(rule));
        let game = self.game().with_limits(|limit| keeps(self.lowered.limit_demand[limit]));
        let frame = game.frame().with_rules(|rule| keeps(self.labels().rule_demand[rule]));
        let floors = (0..game.parties()).map(|party| match demands.contains(&Demand::Party(party)) {
            true => frame.walk_away()[party],
            false => frame.units_at_least(party, &(&game.least_utility(party) - &Rational::ONE)),
        });
        let frame = frame.with_walk_away(floors.collect()).map_err(|error| request(&error))?;
        game.with_frame(frame).map_err(|error| request(&error))
    }

    fn demands(&self) -> Vec<Demand> {
        let parties = (0..self.game().parties()).map(Demand::Party);
        let ruled = |rule: &usize| {
            self.labels().rule_demand.contains(rule) || self.lowered.limit_demand.contains(rule)
        };
        parties.chain((0..self.labels().demands.len()).filter(ruled).map(Demand::Rule)).collect()
    }

    /// The combinations of a game; where they are too many, what is asked of them stays open.
    fn cells(&self, game: &MixedGame) -> Option<Cells> {
        let cells = cells(game, self.budget).ok();
        self.left_out.set(self.left_out.get() || cells.is_none());
        cells
    }

    /// A package of the game with these demands alone; `None` inside if there is none, outside if that stays open.
    fn agreement(&self, demands: &[Demand]) -> Result<Option<Option<MixedPackage>>, Error> {
        let game = self.with(demands)?;
        Ok(self.cells(&game).and_then(|cells| first_agreement(&game, &cells, self.budget)))
    }

    /// The admissible package whose greatest loss is smallest.
    fn closest(&self) -> Result<Option<(Rational, MixedPackage)>, Error> {
        let rules: Vec<Demand> =
            self.demands().into_iter().filter(|demand| matches!(demand, Demand::Rule(_))).collect();
        let free = self.with(&rules)?;
        // With every walk-away value lowered by the same, enough for all, the deepest agreement is the closest one.
        let scales = (0..free.parties()).map(|party| {
            let floor = self.game().frame().points(party, self.game().frame().walk_away()[party]);
            &floor - &free.walk_away()[party]
        });
        let depth = scales.max().map_or(Rational::ONE, |most| Rational::from_whole(most.ceil()));
        let floors = self.game().walk_away().into_iter().enumerate();
        let floors = floors.map(|(party, floor)| free.frame().units_at_least(party, &(&floor - &depth)));
        let frame = free.frame().with_walk_away(floors.collect()).map_err(|error| request(&error))?;
        let deep = free.with_frame(frame).map_err(|error| request(&error))?;
        let Some(cells) = self.cells(&deep) else { return Ok(None) };
        let answer = mixed_zone(&deep, &cells, self.budget).solve(MixedPrinciple::Leximin, self.budget);
        Ok(match answer.verdict {
            Verdict::Found(choice) => {
                let smallest = choice.gains.iter().min().cloned().unwrap_or_default();
                Some((&depth - &smallest, choice.package.clone()))
            }
            Verdict::Refused(_) => return Err(fault()),
            Verdict::NoneExists(_) | Verdict::Undecided { .. } => None,
        })
    }

    /// A minimal set of demands that clash: of rules alone, if these do, else rules are left out before parties. `None` if that stays open.
    fn clash(&self) -> Result<Option<Clash>, Error> {
        let rules: Vec<Demand> =
            self.demands().into_iter().filter(|demand| matches!(demand, Demand::Rule(_))).collect();
        let mut kept = match self.agreement(&rules)? {
            Some(None) => rules,
            Some(Some(_)) => self.demands(),
            None => return Ok(None),
        };
        for demand in kept.clone().into_iter().rev() {
            let without: Vec<Demand> = kept.iter().copied().filter(|own| *own != demand).collect();
            match self.agreement(&without)? {
                Some(None) => kept = without,
                Some(Some(_)) => {}
                None => return Ok(None),
            }
        }
        let mut met_without = Vec::with_capacity(kept.len());
        for demand in &kept {
            let others: Vec<Demand> = kept.iter().copied().filter(|own| own != demand).collect();
            match self.agreement(&others)? {
                Some(Some(package)) => met_without.push(package),
                Some(None) => return Err(fault()),
                None => return Ok(None),
            }
        }
        let game = self.with(&kept)?;
        let Some(cells) = self.cells(&game) else { return Ok(None) };
        match mixed_zone(&game, &cells, self.budget).facts(self.budget).verdict {
            Verdict::NoneExists(proof) => Ok(Some(Clash { demands: kept, met_without, proof })),
            Verdict::Undecided { .. } => Ok(None),
            Verdict::Found(_) | Verdict::Refused(_) => Err(fault()),
        }
    }

    /// Every single demand that opens the zone if it is lifted, or, of a party, lowered enough.
    fn openings(&self) -> Result<Vec<SingleOpening>, Error> {
        let all = self.demands();
        let mut list = Vec::new();
        for demand in &all {
            let others: Vec<Demand> = all.iter().copied().filter(|own| own != demand).collect();
            match demand {
                Demand::Rule(_) => {
                    if let Some(Some(_)) = self.agreement(&others)? {
                        list.push(SingleOpening { demand: *demand, by: None });
                    }
                }
                Demand::Party(party) => {
                    let game = self.with(&others)?;
                    let Some(cells) = self.cells(&game) else { continue };
                    let zone = mixed_zone(&game, &cells, self.budget);
                    let Some(ideals) = zone.ideals(self.budget).filter(|_| zone.is_complete()) else {
                        continue;
                    };
                    let most = &ideals[*party].gain + &game.walk_away()[*party];
                    let by = &self.game().walk_away()[*party] - &most;
                    list.push(SingleOpening { demand: *demand, by: Some(by) });
                }
            }
        }
        Ok(list)
    }

    /// The cheapest mix of the concessions that the case names, or of a point of each party at the same cost.
    fn mix(&self, case: &Case) -> Result<Option<Mix>, Error> {
        let game = self.game();
        let parties = &self.labels().parties;
        let concessions = match case.concessions.as_slice() {
            [] => parties.iter().map(|party| own_points(&party.id)).collect::<Vec<_>>(),
            named => named.to_vec(),
        };
        let shortfalls =
            (0..game.parties()).map(|party| &game.walk_away()[party] - &game.least_utility(party));
        let furthest = shortfalls.max().unwrap_or_default().max(Rational::ONE);
        let mut more = Vec::with_capacity(concessions.len());
        for concession in &concessions {
            let rate = |id: &str| {
                let worth = concession.worth.iter().find(|(party, _)| party.text == id);
                worth.map(|(_, worth)| worth.value.clone()).unwrap_or_default()
            };
            let rates: Vec<Rational> = parties.iter().map(|party| rate(&party.id)).collect();
            let unit = rates.iter().filter(|rate| rate.is_positive()).min().cloned().unwrap_or(Rational::ONE);
            let enough = &(&furthest * &Rational::from(parties.len() as i64)) / &unit;
            more.push((concession.at_most.as_ref().map_or(enough, |most| most.value.clone()), rates));
        }
        let wide = game.with_more(&more).map_err(|error| request(&error))?;
        let Some(cells) = self.cells(&wide) else { return Ok(None) };
        let zone = mixed_zone(&wide, &cells, self.budget);
        let own = game.continuous().len();
        let price = |one: &Concession| one.cost.as_ref().map_or(Rational::ONE, |cost| cost.value.clone());
        let costs: Vec<Rational> =
            std::iter::repeat_n(Rational::ZERO, own).chain(concessions.iter().map(price)).collect();
        match zone.cheapest(&costs, self.budget).map(|answer| answer.verdict) {
            Some(Verdict::Found(cheapest)) => {
                let fewest = self.fewest(&wide, own, &cheapest)?.unwrap_or_else(|| cheapest.package.clone());
                let levels = fewest.levels[..game.frame().levels().len()].to_vec();
                let (amounts, units) = fewest.amounts.split_at(own);
                let package = MixedPackage { levels, amounts: amounts.to_vec() };
                Ok(Some(Mix { concessions, units: units.to_vec(), package, cheapest }))
            }
            Some(Verdict::Refused(_)) => Err(fault()),
            _ => Ok(None),
        }
    }

    /// Of the mixes that cost the least, one with the fewest units: what is free is given no further than it helps.
    fn fewest(
        &self,
        wide: &MixedGame,
        own: usize,
        cheapest: &Cheapest,
    ) -> Result<Option<MixedPackage>, Error> {
        let amounts =
            cheapest.costs.iter().cloned().enumerate().filter(|(_, cost)| !cost.is_zero()).collect();
        let limit = SharedLimit { levels: Vec::new(), amounts, at_most: cheapest.cost.clone() };
        let game = wide.with_limit(limit).map_err(|error| request(&error))?;
        let Some(cells) = self.cells(&game) else { return Ok(None) };
        let zone = mixed_zone(&game, &cells, self.budget);
        let count = |place: usize| if place < own { Rational::ZERO } else { Rational::ONE };
        let units: Vec<Rational> = (0..cheapest.costs.len()).map(count).collect();
        match zone.cheapest(&units, self.budget).map(|answer| answer.verdict) {
            Some(Verdict::Found(fewest)) => Ok(Some(fewest.package.clone())),
            Some(Verdict::Refused(_)) => Err(fault()),
            _ => Ok(None),
        }
    }
}

/// A point of a party, as a concession.
fn own_points(party: &str) -> Concession {
    let one = crate::model::Quantity { value: Rational::ONE, ..crate::model::Quantity::default() };
    Concession {
        id: party.into(),
        label: None,
        worth: vec![(party.into(), one)],
        cost: None,
        at_most: None,
        source: None,
        note: None,
    }
}

/// The combinations of a game.
///
/// # Errors
///
/// [`Error::Request`] if they are more than are looked at.
pub fn combinations(game: &MixedGame, budget: &Budget<'_>) -> Result<Cells, Error> {
    cells(game, budget).map_err(|error: TooMany| {
        Error::request(error.to_string(), "leave out levels or issues, or fix some with --fix ISSUE=LEVEL")
    })
}

fn request(error: &dyn std::error::Error) -> Error {
    Error::request(error.to_string(), "")
}

fn fault() -> Error {
    Error::request(
        "the answer of `why-not` failed its own certificate",
        "this is a fault of zopa: please report it with the case file",
    )
}
