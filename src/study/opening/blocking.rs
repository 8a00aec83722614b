//! Minimal sets of demands that no package meets together.

use crate::bargaining::finite::DemandClass;
use crate::certify::Certified;
use crate::certify::bargaining::{Blocking, Referee};
use crate::error::Error;
use crate::games::bargaining::BargainingGame;
use crate::lower::Labels;
use crate::study::opening::{MetBy, fault};

/// Greatest number of blocking sets that are looked for.
const BLOCKING_SETS: usize = 64;

/// Finds blocking sets from the sets of demands that packages meet.
pub(in crate::study::opening) struct Blocks<'a> {
    /// The game.
    pub(in crate::study::opening) game: &'a BargainingGame,
    /// Its names.
    pub(in crate::study::opening) labels: &'a Labels,
    /// Who judges the claims.
    pub(in crate::study::opening) referee: &'a Referee<'a>,
    /// Which demands packages meet; empty if that was not counted to the end.
    pub(in crate::study::opening) classes: &'a [DemandClass],
}

impl Blocks<'_> {
    /// Blocking sets of parties among admissible packages, and how many of these each set of parties accepts.
    ///
    /// - `classes`: what packages meet of the parties' demands and of `rules` rules that say together what is
    ///   admissible.
    pub(in crate::study::opening) fn parties(
        &self,
        classes: &[DemandClass],
        rules: usize,
    ) -> Result<(Vec<Certified<Blocking>>, MetBy), Error> {
        let parties = self.game.parties();
        if parties + rules >= 64 {
            return Ok((Vec::new(), Vec::new()));
        }
        let everyone = (1_u64 << parties) - 1;
        let all_rules = ((1_u64 << (parties + rules)) - 1) & !everyone;
        let admissible: Vec<(u64, u128, &[usize])> = classes
            .iter()
            .filter(|class| class.met & all_rules == all_rules)
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
        let (sets, _) = minimal_unmet(&masks, parties);
        let claims = sets.into_iter().map(|(set, witnesses)| {
            let parties = (0..parties).filter(|party| set >> party & 1 == 1).collect();
            self.judge(Blocking { parties, rules: Vec::new(), background: background.clone(), witnesses })
        });
        Ok((claims.collect::<Result<_, _>>()?, met_by))
    }

    /// Blocking sets of walk-away values, conditions, limits and forbidden combinations, among all packages.
    ///
    /// Says whether all minimal sets are among them.
    pub(in crate::study::opening) fn demands(&self) -> Result<(Vec<Certified<Blocking>>, bool), Error> {
        let parties = self.game.parties();
        let count = parties + self.labels.demands.len();
        if count > 63 || parties + self.game.rules().len() > 63 || self.classes.is_empty() {
            return Ok((Vec::new(), false));
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
        let (sets, all) = minimal_unmet(&masks, count);
        let claims = sets.into_iter().map(|(set, witnesses)| {
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
        Ok((claims.collect::<Result<_, _>>()?, all))
    }

    fn judge(&self, blocking: Blocking) -> Result<Certified<Blocking>, Error> {
        self.referee.judge_blocking(blocking).map_err(|refused| fault(&refused))
    }
}

/// A set of demands as bits, and for each of them a package that meets all the others.
type UnmetSet = (u64, Vec<Vec<usize>>);

/// The minimal sets of `count` demands that no mask contains, each with a package for every demand left out.
///
/// A set is unmet if it hits the complement of every mask: the minimal ones are the minimal transversals of
/// these complements, built one mask at a time (Berge's method). Smallest sets first, then by lowest demands.
/// Says whether these are all, or whether there were too many to go on with.
fn minimal_unmet(masks: &[(u64, &[usize])], count: usize) -> (Vec<UnmetSet>, bool) {
    let everything = if count == 64 { u64::MAX } else { (1 << count) - 1 };
    let is_maximal = |mask: u64| !masks.iter().any(|&(other, _)| other != mask && other & mask == mask);
    let mut missing: Vec<u64> =
        masks.iter().filter(|&&(mask, _)| is_maximal(mask)).map(|&(mask, _)| everything & !mask).collect();
    missing.sort_unstable();
    missing.dedup();
    let mut sets = vec![0_u64];
    let mut all = true;
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
        all &= grown.len() <= BLOCKING_SETS * 16;
        grown.truncate(BLOCKING_SETS * 16);
        sets = grown;
    }
    all &= sets.len() <= BLOCKING_SETS;
    sets.truncate(BLOCKING_SETS);
    let sets = sets
        .into_iter()
        .filter_map(|set| {
            let demands = (0..count).filter(|demand| set >> demand & 1 == 1);
            let witness = |demand: usize| {
                let others = set & !(1 << demand);
                masks.iter().find(|(mask, _)| mask & others == others).map(|(_, first)| first.to_vec())
            };
            demands.map(witness).collect::<Option<Vec<_>>>().map(|witnesses| (set, witnesses))
        })
        .collect();
    (sets, all)
}

#[cfg(test)]
mod tests {
    use super::minimal_unmet;

    #[test]
    fn minimal_unmet_sets_are_the_minimal_ones() {
        // Packages meet {0,2} and {1,2}: only {0,1} is unmet, and each of its members alone is met.
        let (one, other) = ([0_usize], [1_usize]);
        let masks: Vec<(u64, &[usize])> = vec![(0b101, &one), (0b110, &other)];
        let (sets, all) = minimal_unmet(&masks, 3);
        assert!(all);
        assert_eq!(sets, vec![(0b011, vec![vec![1], vec![0]])]);
    }

    #[test]
    fn if_everything_is_met_nothing_blocks() {
        let package = [0_usize];
        assert!(minimal_unmet(&[(0b11, &package)], 2).0.is_empty());
    }
}
