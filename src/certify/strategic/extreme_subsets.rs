//! Are claimed Nash subsets maximal products, all of them, and are components counted right?
//!
//! - [`checks`]: the checks, from the pairs alone.
//!
//! That no maximal subset is missing is proved by closing: the smallest subsets that hold one strategy of the first player
//! are listed, and whatever a listed one becomes when one more strategy joins it is listed too. By induction every
//! maximal subset, the closure of its strategies joining one by one, is then in the list.

use std::collections::BTreeSet;

use crate::certify::check::{Check, Witness};
use crate::certify::strategic::extreme::{ExtremeEquilibria, NashSubset};

/// The pairs as lists of partners, for each player.
struct Pairs {
    partners: [Vec<Vec<usize>>; 2],
    /// The component of each strategy of each player.
    components: [Vec<usize>; 2],
    count: usize,
}

/// The checks of subsets and components; all places must be in range and pairs sorted.
///
/// - `is_all`: also that no maximal subset is missing.
pub(super) fn checks(claim: &ExtremeEquilibria, is_all: bool) -> Vec<Check> {
    let pairs = Pairs::of(claim);
    let listed: BTreeSet<&[Vec<usize>; 2]> = claim.subsets.iter().map(|subset| &subset.strategies).collect();
    let not_maximal = claim.subsets.iter().filter(|subset| !pairs.is_maximal(subset)).count();
    let twice = claim.subsets.len() - listed.len();
    let wrong = claim.subsets.iter().filter(|subset| !pairs.is_in_component(subset)).count()
        + usize::from(pairs.count != claim.components);
    let mut checks = vec![
        Check::count(
            "each subset is a product of equilibria, and maximal",
            not_maximal as u128,
            Witness::Nothing,
        ),
        Check::count("no subset is listed twice", twice as u128, Witness::Nothing),
        Check::count("components counted again", wrong as u128, Witness::Compared(pairs.count as u128)),
    ];
    if is_all {
        let missing = pairs.missing(&listed);
        checks.push(Check::count("no maximal subset is missing", missing, Witness::Nothing));
    }
    checks
}

impl Pairs {
    fn of(claim: &ExtremeEquilibria) -> Self {
        let mut partners = [0, 1].map(|player: usize| vec![Vec::new(); claim.strategies[player].len()]);
        for pair in &claim.equilibria {
            partners[0][pair[0]].push(pair[1]);
            partners[1][pair[1]].push(pair[0]);
        }
        // Partners are in ascending order on both sides, since the pairs are.
        let unknown = usize::MAX;
        let mut components = [0, 1].map(|player: usize| vec![unknown; claim.strategies[player].len()]);
        let mut count = 0;
        for start in 0..claim.strategies[0].len() {
            if components[0][start] != unknown {
                continue;
            }
            components[0][start] = count;
            let mut open = vec![(0, start)];
            while let Some((player, place)) = open.pop() {
                for &partner in &partners[player][place] {
                    if components[1 - player][partner] == unknown {
                        components[1 - player][partner] = count;
                        open.push((1 - player, partner));
                    }
                }
            }
            count += 1;
        }
        Self { partners, components, count }
    }

    /// What is paired with all of these strategies of `player`.
    fn common(&self, player: usize, strategies: &[usize]) -> Vec<usize> {
        let Some((&first, others)) = strategies.split_first() else { return Vec::new() };
        let lists = &self.partners[player];
        let has_all = |partner: &usize| others.iter().all(|&one| lists[one].binary_search(partner).is_ok());
        lists[first].iter().copied().filter(has_all).collect()
    }

    fn is_maximal(&self, subset: &NashSubset) -> bool {
        let [first, second] = &subset.strategies;
        !first.is_empty() && self.common(0, first) == *second && self.common(1, second) == *first
    }

    fn is_in_component(&self, subset: &NashSubset) -> bool {
        let [first, second] = &subset.strategies;
        let is_there = |player: usize, place: &usize| self.components[player][*place] == subset.component;
        first.iter().all(|place| is_there(0, place)) && second.iter().all(|place| is_there(1, place))
    }

    /// How often a listed subset becomes one that is not listed when a strategy joins it.
    fn missing(&self, listed: &BTreeSet<&[Vec<usize>; 2]>) -> u128 {
        let is_listed = |second: Vec<usize>| listed.contains(&[self.common(1, &second), second]);
        let mut missing = 0;
        for partners in &self.partners[0] {
            missing += u128::from(!is_listed(partners.clone()));
        }
        for [first, second] in listed {
            // Only strategies that share a partner with the subset can join it.
            let near: BTreeSet<usize> =
                second.iter().flat_map(|&place| self.partners[1][place].iter().copied()).collect();
            for joining in near.into_iter().filter(|place| first.binary_search(place).is_err()) {
                let partners = &self.partners[0][joining];
                let rest = second.iter().copied().filter(|place| partners.binary_search(place).is_ok());
                missing += u128::from(!is_listed(rest.collect()));
            }
        }
        missing
    }
}
