//! Why there is no zone, and what would open one, one thing at a time.
//!
//! - the packages that come closest, and by how much they fail;
//! - minimal blocking sets: demands that no package meets together although it meets any fewer of them;
//! - openings: a walk-away value lowered, a condition lifted, a limit raised, a combination allowed, a shock
//!   that is weaker or does not happen.

use crate::bargaining::finite::closest;
use crate::bargaining::finite::list_at_least;
use crate::bargaining::finite::survey;
use crate::bargaining::finite::{DemandClass, meeting};
use crate::budget::Budget;
use crate::certify::bargaining::{Blocking, Closest, Count, Referee};
use crate::certify::{Certified, Refused};
use crate::error::Error;
use crate::games::bargaining::{BargainingGame, Rule};
use crate::lower::{DemandKind, Labels, Lowered};
use crate::model::{Bound, Case, Limit};
use crate::numeric::Rational;
use crate::study::closing::{count, stated_range};
use crate::study::scenario::{Change, Scenario};
use crate::study::segment::{End, Survival, survival};

/// Greatest number of closest packages that are listed; all are counted.
pub const CLOSEST_LISTED: usize = 20;

/// Greatest number of packages listed to find by how much a sum must be raised.
const SUMS_LISTED: usize = 100_000;

/// Greatest number of blocking sets that are looked for.
const BLOCKING_SETS: usize = 64;

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
    /// Minimal sets of demands of any kind that no package meets together, smallest first.
    pub demands: Vec<Certified<Blocking>>,
    /// What would open the zone, one thing at a time.
    pub openings: Vec<Opening>,
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
        /// The counts without it.
        count: Certified<Count>,
    },
    /// A limit on an issue moved to another level.
    LimitMoved {
        /// The demand, by index.
        demand: usize,
        /// The issue, by index.
        issue: usize,
        /// The nearest level that opens the zone.
        to: usize,
        /// The counts then.
        count: Certified<Count>,
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
        /// The counts without it.
        count: Certified<Count>,
        /// The greatest share of its assumed strength that leaves the zone open, if it has a strength.
        strength: Option<Rational>,
    },
}

/// Looks for who blocks an empty zone and what would open it.
///
/// # Errors
///
/// [`Error`] if a changed case cannot be lowered, or if a claim was refused, which is a fault of this program.
///
/// Cost: two passes over all packages, and one count for each party, demand and shock.
pub fn why_not(scenario: &Scenario, lowered: &Lowered) -> Result<WhyNot, Error> {
    let Lowered { game, labels } = lowered;
    let referee = Referee::new(game);
    let closest = closest(game, CLOSEST_LISTED, &Budget::unlimited())
        .map(|found| {
            let claim = Closest { shortfall: found.shortfall, packages: found.packages, total: found.total };
            referee.judge_closest(claim).map_err(|refused| fault(&refused))
        })
        .transpose()?;
    let share_of_range = labels
        .parties
        .iter()
        .map(|party| {
            let (low, high) = stated_range(scenario.original(), &party.id)?;
            closest.as_ref()?.shortfall.checked_div(&(&high - &low))
        })
        .collect();
    let met = meeting(game, &Budget::unlimited());
    let blocks = Blocks { game, labels, referee: &referee, classes: &met.classes };
    let (parties, met_by) = blocks.parties()?;
    let demands = blocks.demands()?;
    let mut openings = walk_aways(scenario.original(), game, labels)?;
    openings.extend(demand_openings(scenario, game, labels)?);
    openings.extend(shock_openings(scenario)?);
    Ok(WhyNot { closest, share_of_range, parties, met_by, demands, openings })
}

fn fault<T: std::fmt::Debug>(refused: &Refused<T>) -> Error {
    Error::request(
        format!("a claim failed its own check: {:?}", refused.certificate.checks),
        "this is a fault of zopa: please report it with the case file",
    )
}

/// Finds blocking sets from the sets of demands that packages meet.
struct Blocks<'a> {
    game: &'a BargainingGame,
    labels: &'a Labels,
    referee: &'a Referee<'a>,
    classes: &'a [DemandClass],
}

impl Blocks<'_> {
    /// Blocking sets of parties among admissible packages, and how many of these each set of parties accepts.
    fn parties(&self) -> Result<(Vec<Certified<Blocking>>, MetBy), Error> {
        let parties = self.game.parties();
        let everyone = (1_u64 << parties) - 1;
        let rules = ((1_u128 << (parties + self.game.rules().len())) - 1) as u64 & !everyone;
        let admissible: Vec<(u64, u128, &[usize])> = self
            .classes
            .iter()
            .filter(|class| class.met & rules == rules)
            .map(|class| (class.met & everyone, class.packages, class.first.as_slice()))
            .collect();
        let mut met_by = Vec::new();
        if (2..=6).contains(&parties) {
            let sets = (1..everyone).filter(|set| set.count_ones() >= 2).collect::<Vec<u64>>();
            for set in sets {
                let packages = admissible.iter().filter(|(met, ..)| met & set == set);
                let total = packages.map(|(_, packages, _)| packages).sum();
                met_by.push(((0..parties).filter(|party| set >> party & 1 == 1).collect(), total));
            }
            met_by.sort();
        }
        if admissible.is_empty() {
            return Ok((Vec::new(), met_by));
        }
        let background: Vec<usize> = (0..self.game.rules().len()).collect();
        let masks: Vec<(u64, &[usize])> = admissible.iter().map(|&(met, _, first)| (met, first)).collect();
        let sets = minimal_unmet(&masks, parties);
        let claims = sets.into_iter().map(|(set, witnesses)| {
            let parties = (0..parties).filter(|party| set >> party & 1 == 1).collect();
            self.judge(Blocking { parties, rules: Vec::new(), background: background.clone(), witnesses })
        });
        Ok((claims.collect::<Result<_, _>>()?, met_by))
    }

    /// Blocking sets of walk-away values, conditions, limits and forbidden combinations, among all packages.
    fn demands(&self) -> Result<Vec<Certified<Blocking>>, Error> {
        let parties = self.game.parties();
        let count = parties + self.labels.demands.len();
        if count > 63 || self.classes.is_empty() {
            return Ok(Vec::new());
        }
        let rules_of = |demand: usize| -> Vec<usize> {
            let owners = self.labels.rule_demand.iter().enumerate();
            owners.filter(|&(_, &owner)| owner == demand).map(|(rule, _)| rule).collect()
        };
        let groups: Vec<Vec<usize>> = (0..self.labels.demands.len()).map(rules_of).collect();
        let mut masks: Vec<(u64, &[usize])> = Vec::new();
        for class in self.classes {
            let mut met = class.met & ((1 << parties) - 1);
            for (demand, rules) in groups.iter().enumerate() {
                if rules.iter().all(|rule| class.met >> (parties + rule) & 1 == 1) {
                    met |= 1 << (parties + demand);
                }
            }
            masks.push((met, &class.first));
        }
        let claims = minimal_unmet(&masks, count).into_iter().map(|(set, witnesses)| {
            let blocking = Blocking {
                parties: (0..parties).filter(|party| set >> party & 1 == 1).collect(),
                rules: (0..groups.len())
                    .filter(|demand| set >> (parties + demand) & 1 == 1)
                    .map(|demand| groups[demand].clone())
                    .collect(),
                background: Vec::new(),
                witnesses,
            };
            self.judge(blocking)
        });
        claims.collect()
    }

    fn judge(&self, blocking: Blocking) -> Result<Certified<Blocking>, Error> {
        self.referee.judge_blocking(blocking).map_err(|refused| fault(&refused))
    }
}

/// The minimal sets of `count` demands that no mask contains, each with a package for every demand left out.
///
/// A set is unmet if it hits the complement of every mask: the minimal ones are the minimal transversals of
/// these complements, built one mask at a time (Berge's method). Smallest sets first, then by lowest demands.
fn minimal_unmet(masks: &[(u64, &[usize])], count: usize) -> Vec<(u64, Vec<Vec<usize>>)> {
    let everything = if count == 64 { u64::MAX } else { (1 << count) - 1 };
    let is_maximal = |mask: u64| !masks.iter().any(|&(other, _)| other != mask && other & mask == mask);
    let mut missing: Vec<u64> =
        masks.iter().filter(|&&(mask, _)| is_maximal(mask)).map(|&(mask, _)| everything & !mask).collect();
    missing.sort_unstable();
    missing.dedup();
    let mut sets = vec![0_u64];
    for gap in missing {
        let (hit, unhit): (Vec<u64>, Vec<u64>) = sets.iter().partition(|&&set| set & gap != 0);
        let mut grown = hit.clone();
        for set in unhit {
            for demand in (0..count).filter(|demand| gap >> demand & 1 == 1) {
                let larger = set | 1 << demand;
                if !hit.iter().any(|smaller| smaller & !larger == 0) {
                    grown.push(larger);
                }
            }
        }
        grown.sort_unstable_by_key(|&set| (set.count_ones(), set.reverse_bits() ^ u64::MAX));
        grown.dedup();
        grown.truncate(BLOCKING_SETS * 16);
        sets = grown;
    }
    sets.truncate(BLOCKING_SETS);
    sets.into_iter()
        .filter_map(|set| {
            let demands = (0..count).filter(|demand| set >> demand & 1 == 1);
            let witness = |demand: usize| {
                let others = set & !(1 << demand);
                masks.iter().find(|(mask, _)| mask & others == others).map(|(_, first)| first.to_vec())
            };
            demands.map(witness).collect::<Option<Vec<_>>>().map(|witnesses| (set, witnesses))
        })
        .collect()
}

fn walk_aways(case: &Case, game: &BargainingGame, labels: &Labels) -> Result<Vec<Opening>, Error> {
    let mut openings = Vec::new();
    for party in 0..game.parties() {
        let mut floors = game.walk_away().to_vec();
        floors[party] = game.least_utility(party);
        let relaxed = game.with_walk_away(floors).map_err(|error| Error::request(error.to_string(), ""))?;
        if let Some(best) = survey(&relaxed, &Budget::unlimited()).best {
            let to = game.points(party, best[party]);
            let range = stated_range(case, &labels.parties[party].id);
            let from = game.points(party, game.walk_away()[party]);
            let within_range = range.map(|(low, _)| to >= low);
            openings.push(Opening::WalkAway { party, from, to, within_range });
        }
    }
    Ok(openings)
}

fn demand_openings(
    scenario: &Scenario,
    game: &BargainingGame,
    labels: &Labels,
) -> Result<Vec<Opening>, Error> {
    let mut openings = Vec::new();
    for (place, demand) in labels.demands.iter().enumerate() {
        let without = game.with_rules(|rule| labels.rule_demand[rule] != place);
        let lifted = survey(&without, &Budget::unlimited());
        if lifted.acceptable == 0 {
            continue;
        }
        let limit = (demand.kind == DemandKind::Limit).then(|| scenario.case().limit(&demand.id)).flatten();
        match limit.map(|limit| &limit.bound) {
            Some(Bound::Levels { .. }) => {
                let moved = level_moved(game, labels, place, &lifted.levels)?;
                openings.push(match moved {
                    Some(moved) => moved,
                    None => Opening::Lifted { demand: place, count: count(&without)? },
                });
            }
            Some(Bound::Sum { .. }) => {
                openings.push(match sum_moved(scenario.case(), limit, &without, labels) {
                    Some(to) => Opening::SumMoved { demand: place, to },
                    None => Opening::Lifted { demand: place, count: count(&without)? },
                });
            }
            None => openings.push(Opening::Lifted { demand: place, count: count(&without)? }),
        }
    }
    Ok(openings)
}

/// The nearest level to which a limit on one issue must move, if one move of one issue is enough.
fn level_moved(
    game: &BargainingGame,
    labels: &Labels,
    demand: usize,
    possible: &[Vec<bool>],
) -> Result<Option<Opening>, Error> {
    let own: Vec<(usize, &Rule)> =
        game.rules().iter().enumerate().filter(|(rule, _)| labels.rule_demand[*rule] == demand).collect();
    let [(rule, Rule::Combinations { issues, allowed })] = own.as_slice() else { return Ok(None) };
    let [issue] = issues.as_slice() else { return Ok(None) };
    let distance = |level: usize| {
        (0..allowed.len()).filter(|&kept| allowed[kept]).map(|kept| kept.abs_diff(level)).min()
    };
    let outside = (0..allowed.len()).filter(|&level| !allowed[level] && possible[*issue][level]);
    let Some(to) = outside.min_by_key(|&level| distance(level)) else { return Ok(None) };
    // The bound moves to the level, so the levels between open as well.
    let mut wider = allowed.clone();
    let edge = (0..allowed.len()).filter(|&kept| allowed[kept]).min_by_key(|&kept| kept.abs_diff(to));
    let Some(edge) = edge else { return Ok(None) };
    wider[edge.min(to)..=edge.max(to)].fill(true);
    let mut rules = game.rules().to_vec();
    rules[*rule] = Rule::Combinations { issues: vec![*issue], allowed: wider };
    let scales = (0..game.parties()).map(|party| game.scale(party).clone()).collect();
    let (levels, terms, floors) = (game.levels().to_vec(), game.terms().to_vec(), game.walk_away().to_vec());
    let moved = BargainingGame::new(levels, scales, terms, rules, floors)
        .map_err(|error| Error::request(error.to_string(), ""))?;
    Ok(Some(Opening::LimitMoved { demand, issue: *issue, to, count: count(&moved)? }))
}

/// The nearest bound on a sum that lets in a package acceptable without it.
fn sum_moved(
    case: &Case,
    limit: Option<&Limit>,
    without: &BargainingGame,
    labels: &Labels,
) -> Option<Rational> {
    let Bound::Sum { amounts, at_least, at_most } = &limit?.bound else { return None };
    let listing = list_at_least(without, without.walk_away(), SUMS_LISTED, &Budget::unlimited());
    if listing.total > SUMS_LISTED as u128 {
        return None;
    }
    let sum = |package: &Vec<usize>| -> Rational {
        let terms = amounts.iter().filter_map(|(name, values)| {
            let issue = labels.issues.iter().position(|issue| issue.id == name.text)?;
            values.get(package[issue]).map(|amount| &amount.value)
        });
        terms.sum()
    };
    debug_assert!(case.limits.iter().any(|other| Some(other) == limit));
    let sums = listing.packages.iter().map(sum);
    match (at_least, at_most) {
        (None, Some(_)) => sums.min(),
        (Some(_), None) => sums.max(),
        _ => None,
    }
}

fn shock_openings(scenario: &Scenario) -> Result<Vec<Opening>, Error> {
    let mut openings = Vec::new();
    for change in scenario.changes() {
        let Change::Shock { name, factor } = change else { continue };
        let calm = scenario.but(|other| other == change)?.lower()?.game;
        let count = count(&calm)?;
        if count.acceptable == 0 {
            continue;
        }
        let has_strength = scenario.original().shock(name).is_some_and(|shock| shock.set.is_empty());
        let strength = has_strength
            .then(|| {
                let full = scenario.lower().ok()?.game;
                let stretch = vec![Rational::ONE; full.parties()];
                let way = |game| End { game, stretch: &stretch };
                match survival(way(&calm), way(&full)) {
                    Survival::Until { share, .. } => Some(&share * factor),
                    Survival::Throughout | Survival::Unknown => None,
                }
            })
            .flatten();
        openings.push(Opening::Shock { name: name.clone(), count, strength });
    }
    Ok(openings)
}

#[cfg(test)]
mod tests {
    use super::minimal_unmet;

    #[test]
    fn minimal_unmet_sets_are_the_minimal_ones() {
        // Packages meet {0,2} and {1,2}: only {0,1} is unmet, and each of its members alone is met.
        let (one, other) = ([0_usize], [1_usize]);
        let masks: Vec<(u64, &[usize])> = vec![(0b101, &one), (0b110, &other)];
        let sets = minimal_unmet(&masks, 3);
        assert_eq!(sets, vec![(0b011, vec![vec![1], vec![0]])]);
    }

    #[test]
    fn if_everything_is_met_nothing_blocks() {
        let package = [0_usize];
        assert!(minimal_unmet(&[(0b11, &package)], 2).is_empty());
    }
}
