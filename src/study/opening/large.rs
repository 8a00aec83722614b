//! Why there is no zone, and what would open one, where there are too many packages to look at.
//!
//! Every question is whether some of the demands, the walk-away values and the rules of the case, can be met together. Each
//! is answered by a package or by weights that rule all packages out. Packages are not counted.
//!
//! - Which sets of parties block is asked set by set, the smallest first, for up to six parties; for more, parties are left out
//!   one by one as long as nothing meets what is left.
//! - Among all demands one minimal set is found in the same way: rules are left out before parties.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::bargaining::large::demands::{admissible, closest, farthest, settled};
use crate::budget::Budget;
use crate::certify::Certified;
use crate::certify::bargaining::{Blocking, LargeBlocking, LargeClosest, LargeFacts, Referee};
use crate::error::Error;
use crate::games::bargaining::{BargainingGame, InvalidGame, Rule};
use crate::lower::{DemandKind, Labels, Lowered};
use crate::model::Bound;
use crate::numeric::Rational;
use crate::study::change::Change;
use crate::study::closing::stated_range;
use crate::study::mixed::Demand;
use crate::study::opening::changes::LevelBound;
use crate::study::opening::{CLOSEST_LISTED, Opened, Opening, fault, shares_of_range};
use crate::study::scenario::Scenario;

/// Most parties of which every set is asked.
const MOST_SPLIT: usize = 6;

/// Why a zone with too many packages to look at is empty, and what would open it.
#[derive(Debug, Default)]
pub struct LargeWhyNot {
    /// An acceptable package, or why there is none; `None` if that was left open.
    pub zone: Option<Certified<LargeFacts>>,
    /// Whether some package meets all rules; `None` if that was left open.
    pub has_admissible: Option<bool>,
    /// How many do; `None` if they were not counted.
    pub admissible: Option<Certified<LargeFacts>>,
    /// The packages that come closest, or near; `None` if nothing is admissible, or if that was left open.
    pub closest: Option<Certified<LargeClosest>>,
    /// For each party the shortfall as a share of the range stated for its walk-away value, if there is one.
    pub share_of_range: Vec<Option<Rational>>,
    /// Minimal sets of parties whose walk-away values no admissible package meets together.
    pub parties: Vec<Certified<LargeBlocking>>,
    /// Whether these are all of them.
    pub parties_complete: bool,
    /// A minimal set of demands of any kind that no package meets together.
    pub demands: Option<Certified<LargeBlocking>>,
    /// Whether it is the only one.
    pub demands_complete: bool,
    /// What would open the zone, one thing at a time.
    pub openings: Vec<Opening>,
    /// Whether these are all.
    pub openings_complete: bool,
    /// Whether everything that is asked here was answered.
    pub is_complete: bool,
}

impl LargeWhyNot {
    /// Is there a zone? `None` if that was left open.
    #[must_use]
    pub fn is_open(&self) -> Option<bool> {
        self.zone.as_ref().map(|facts| facts.is_open)
    }
}

/// Looks for who blocks an empty zone and what would open it, without looking at packages one by one.
///
/// # Errors
///
/// [`Error`] if a changed case cannot be lowered, or if a claim was refused, which is a fault of this program.
///
/// Cost: a search for each demand and each set of up to six parties, and one for each level that a limit excludes.
pub fn large_why_not(
    scenario: &Scenario,
    lowered: &Lowered,
    budget: &Budget<'_>,
) -> Result<LargeWhyNot, Error> {
    let study = Study::new(scenario, lowered, budget);
    let all = study.demands();
    let mut found = LargeWhyNot { zone: study.ask(&all)?.as_deref().cloned(), ..LargeWhyNot::default() };
    if found.is_open() != Some(false) {
        found.is_complete = found.is_open().is_some();
        return Ok(found);
    }
    found.has_admissible = study.ask(&study.rules())?.map(|facts| facts.is_open);
    if found.has_admissible == Some(true) {
        found.closest = closest(&lowered.game, CLOSEST_LISTED, budget);
        study.note(found.closest.as_ref().is_some_and(|closest| closest.is_exact()));
    }
    let exact = found.closest.as_ref().filter(|closest| closest.is_exact());
    let shortfall = exact.map(|closest| &closest.shortfall);
    found.share_of_range = shares_of_range(scenario, &lowered.labels, shortfall);
    (found.parties, found.parties_complete) = study.parties()?;
    found.demands = study.clash()?;
    study.note(found.demands.is_some());
    let before = study.left_open.replace(false);
    found.openings = study.openings()?;
    found.openings_complete = !study.left_open.get();
    study.note(!before);
    if let Some(set) = &found.demands {
        found.demands_complete = study.is_only(&set.blocking)?;
    }
    found.admissible = admissible(&lowered.game, budget);
    found.is_complete = !study.left_open.get() && !budget.is_exhausted();
    Ok(found)
}

/// What is known of some demands: a package that meets them, or why there is none.
type Known = Option<Rc<Certified<LargeFacts>>>;

struct Study<'a, 'b> {
    scenario: &'a Scenario,
    game: &'a BargainingGame,
    labels: &'a Labels,
    budget: &'a Budget<'b>,
    /// What was asked before.
    known: RefCell<BTreeMap<Vec<Demand>, Known>>,
    /// Did a question stay open?
    left_open: Cell<bool>,
}

impl<'a, 'b> Study<'a, 'b> {
    fn new(scenario: &'a Scenario, lowered: &'a Lowered, budget: &'a Budget<'b>) -> Self {
        let Lowered { game, labels } = lowered;
        let (known, left_open) = (RefCell::default(), Cell::new(false));
        Self { scenario, game, labels, budget, known, left_open }
    }

    fn parties_of(&self) -> impl Iterator<Item = Demand> + use<> {
        (0..self.game.parties()).map(Demand::Party)
    }

    /// Conditions, limits, forbidden combinations and fixes.
    fn rules(&self) -> Vec<Demand> {
        let is_ruled = |place: &usize| self.labels.rule_demand.contains(place);
        (0..self.labels.demands.len()).filter(is_ruled).map(Demand::Rule).collect()
    }

    /// All demands, parties first.
    fn demands(&self) -> Vec<Demand> {
        self.parties_of().chain(self.rules()).collect()
    }

    fn note(&self, is_answered: bool) {
        self.left_open.set(self.left_open.get() || !is_answered);
    }

    /// Can these demands, parties first, be met together? `None` if that stays open.
    fn ask(&self, demands: &[Demand]) -> Result<Known, Error> {
        if let Some(known) = self.known.borrow().get(demands) {
            self.note(known.is_some());
            return Ok(known.clone());
        }
        let parties = parties_among(demands);
        let keeps = |rule: usize| demands.contains(&Demand::Rule(self.labels.rule_demand[rule]));
        let game = self.game.with_demands(&parties, keeps).map_err(|error| request(&error))?;
        let known = settled(&game, self.budget).map(Rc::new);
        self.note(known.is_some());
        self.known.borrow_mut().insert(demands.to_vec(), known.clone());
        Ok(known)
    }

    /// Minimal sets of parties among admissible packages, and whether these are all.
    fn parties(&self) -> Result<(Vec<Certified<LargeBlocking>>, bool), Error> {
        let (rules, count) = (self.rules(), self.game.parties());
        match self.ask(&rules)? {
            Some(facts) if facts.is_open => {}
            known => return Ok((Vec::new(), known.is_some())),
        }
        if count > MOST_SPLIT {
            let kept = self.filtered(self.parties_of().collect(), &rules)?;
            return Ok((self.judged(&kept, &rules)?.into_iter().collect(), false));
        }
        let mut sets: Vec<u32> = (1..1 << count).collect();
        sets.sort_by_key(|set| (set.count_ones(), std::cmp::Reverse(set.reverse_bits())));
        let (mut found, mut seen, mut is_complete) = (Vec::new(), Vec::<u32>::new(), true);
        for set in sets {
            if seen.iter().any(|smaller| smaller & !set == 0) {
                continue;
            }
            let own: Vec<Demand> =
                (0..count).filter(|party| set >> party & 1 == 1).map(Demand::Party).collect();
            let both: Vec<Demand> = own.iter().chain(&rules).copied().collect();
            match self.ask(&both)? {
                Some(facts) if facts.is_open => {}
                Some(_) => {
                    let judged = self.judged(&own, &rules)?;
                    is_complete &= judged.is_some();
                    found.extend(judged);
                    seen.push(set);
                }
                None => is_complete = false,
            }
        }
        Ok((found, is_complete))
    }

    /// A minimal set among all demands: of rules alone, if these clash, else rules are left out before parties.
    fn clash(&self) -> Result<Option<Certified<LargeBlocking>>, Error> {
        let rules = self.rules();
        let start = match self.ask(&rules)? {
            Some(facts) if !facts.is_open => rules,
            _ => self.demands(),
        };
        let kept = self.filtered(start, &[])?;
        self.judged(&kept, &[])
    }

    /// What is left of some demands that clash if, from the last on, each is left out without which the rest still clash.
    fn filtered(&self, mut kept: Vec<Demand>, background: &[Demand]) -> Result<Vec<Demand>, Error> {
        for demand in kept.clone().into_iter().rev() {
            let without: Vec<Demand> = kept.iter().copied().filter(|own| *own != demand).collect();
            let asked: Vec<Demand> = without.iter().chain(background).copied().collect();
            if self.ask(&asked)?.is_some_and(|facts| !facts.is_open) {
                kept = without;
            }
        }
        Ok(kept)
    }

    /// A blocking set with a package for each demand left out; `None` if one of them stayed open.
    fn judged(
        &self,
        kept: &[Demand],
        background: &[Demand],
    ) -> Result<Option<Certified<LargeBlocking>>, Error> {
        let all: Vec<Demand> = kept.iter().chain(background).copied().collect();
        let Some(proof) = self.ask(&all)?.filter(|facts| !facts.is_open) else { return Ok(None) };
        let mut witnesses = Vec::with_capacity(kept.len());
        for demand in kept {
            let others: Vec<Demand> = all.iter().copied().filter(|own| own != demand).collect();
            let Some(package) = self.ask(&others)?.and_then(|facts| facts.agreement.clone()) else {
                return Ok(None);
            };
            witnesses.push(package);
        }
        let rules_of = |demand: &Demand| match demand {
            Demand::Rule(place) => Some(self.rules_of(*place)),
            Demand::Party(_) => None,
        };
        let blocking = Blocking {
            parties: parties_among(kept),
            rules: kept.iter().filter_map(rules_of).collect(),
            background: background.iter().filter_map(rules_of).flatten().collect(),
            witnesses,
        };
        let claim = LargeBlocking { blocking, proof: (**proof).clone() };
        let judged = Referee::new(self.game).judge_large_blocking(claim);
        judged.map(Some).map_err(|refused| fault(&refused))
    }

    /// The rules that a demand consists of.
    fn rules_of(&self, place: usize) -> Vec<usize> {
        let owners = self.labels.rule_demand.iter().enumerate();
        owners.filter(|(_, owner)| **owner == place).map(|(rule, _)| rule).collect()
    }

    /// Is this set part of every set that blocks? So it is if all other demands can be met without any one of it.
    fn is_only(&self, set: &Blocking) -> Result<bool, Error> {
        let rules = set.rules.iter().filter_map(|rules| rules.first());
        let rules = rules.map(|&rule| Demand::Rule(self.labels.rule_demand[rule]));
        for demand in set.parties.iter().copied().map(Demand::Party).chain(rules) {
            if !self.ask(&self.without(demand))?.is_some_and(|facts| facts.is_open) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn without(&self, demand: Demand) -> Vec<Demand> {
        self.demands().into_iter().filter(|own| *own != demand).collect()
    }

    /// Every single demand that opens the zone if it is lifted or moved, and shocks without which there is one.
    fn openings(&self) -> Result<Vec<Opening>, Error> {
        let mut list = Vec::new();
        for demand in self.demands() {
            let Some(facts) = self.ask(&self.without(demand))?.filter(|facts| facts.is_open) else {
                continue;
            };
            list.extend(match demand {
                Demand::Party(party) => self.lowered(party),
                Demand::Rule(place) => Some(self.lifted(place, &facts)?),
            });
        }
        for change in self.scenario.changes() {
            let Change::Shock { name, .. } = change else { continue };
            let calm = self.scenario.but(|other| other == change)?.lower()?.game;
            let known = settled(&calm, self.budget);
            self.note(known.is_some());
            let opened = known.filter(|facts| facts.is_open).map(|facts| Opened::Shown(Box::new(facts)));
            list.extend(opened.map(|opened| Opening::Shock { name: name.clone(), opened, strength: None }));
        }
        Ok(list)
    }

    /// A walk-away value lowered far enough.
    fn lowered(&self, party: usize) -> Option<Opening> {
        let found = farthest(self.game, party, self.budget);
        self.note(found.is_some());
        let to = self.game.points(party, found?.utility);
        let range = stated_range(self.scenario.case(), &self.labels.parties[party].id);
        let from = self.game.points(party, self.game.walk_away()[party]);
        let within_range = range.map(|(low, _)| to >= low);
        Some(Opening::WalkAway { party, from, to, within_range })
    }

    /// A demand that opens the zone if it is lifted; a limit is moved no further than needed, if that is found.
    fn lifted(&self, place: usize, facts: &Certified<LargeFacts>) -> Result<Opening, Error> {
        let demand = &self.labels.demands[place];
        let limit = (demand.kind == DemandKind::Limit).then(|| self.scenario.case().limit(&demand.id));
        let moved = match limit.flatten().map(|limit| &limit.bound) {
            Some(Bound::Levels { .. }) => self.level_moved(place)?,
            Some(Bound::Sum { at_least: None, .. }) => self.sum_moved(place, &-&Rational::ONE)?,
            Some(Bound::Sum { at_most: None, .. }) => self.sum_moved(place, &Rational::ONE)?,
            _ => None,
        };
        Ok(moved.unwrap_or_else(|| Opening::Lifted {
            demand: place,
            opened: Opened::Shown(Box::new(facts.clone())),
        }))
    }

    /// The nearest level to which a limit on one issue must move, if one move of one issue is enough.
    fn level_moved(&self, demand: usize) -> Result<Option<Opening>, Error> {
        let Some(bound) = LevelBound::of(self.game, self.labels, demand) else { return Ok(None) };
        let free = self.game.with_rules(|rule| self.labels.rule_demand[rule] != demand);
        for to in bound.outside() {
            let allowed = (0..self.game.levels()[bound.issue]).map(|level| level == to).collect();
            let rule = Rule::Combinations { issues: vec![bound.issue], allowed };
            let fixed = free.with_rule(rule).map_err(|error| request(&error))?;
            let Some(known) = settled(&fixed, self.budget) else {
                self.note(false);
                return Ok(None);
            };
            if known.is_open {
                let facts =
                    LargeFacts { is_open: true, agreement: known.agreement.clone(), ..LargeFacts::default() };
                let moved = bound.moved(self.game, to)?;
                let shown = Referee::new(&moved).judge_large(facts).map_err(|refused| fault(&refused))?;
                let opened = Opened::Shown(Box::new(shown));
                return Ok(Some(Opening::LimitMoved { demand, issue: bound.issue, to, opened }));
            }
        }
        Ok(None)
    }

    /// The nearest bound on a sum that lets in a package acceptable without it: who pays the sum pays as little as can be.
    ///
    /// - `sign`: -1 for an upper bound, 1 for a lower one, whose amounts the rule has with the other sign.
    fn sum_moved(&self, demand: usize, sign: &Rational) -> Result<Option<Opening>, Error> {
        let own = self.rules_of(demand);
        let [rule] = own.as_slice() else { return Ok(None) };
        let Rule::Sum { amounts, .. } = &self.game.rules()[*rule] else { return Ok(None) };
        let free = self.game.with_rules(|other| self.labels.rule_demand[other] != demand);
        let paid = free.with_payer(amounts);
        let found = paid.as_ref().ok().and_then(|paid| farthest(paid, self.game.parties(), self.budget));
        self.note(found.is_some());
        let Ok(paid) = paid else { return Ok(None) };
        Ok(found.map(|found| {
            let units = paid.points(self.game.parties(), found.utility);
            Opening::SumMoved { demand, to: &(&units * sign) * &self.labels.rule_unit[*rule] }
        }))
    }
}

fn parties_among(demands: &[Demand]) -> Vec<usize> {
    let party = |demand: &Demand| match demand {
        Demand::Party(party) => Some(*party),
        Demand::Rule(_) => None,
    };
    demands.iter().filter_map(party).collect()
}

fn request(error: &InvalidGame) -> Error {
    Error::request(error.to_string(), "")
}
