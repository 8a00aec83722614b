//! What the others settle on, found again from the definition for a few players.
//!
//! The solver goes from small rests of players up and solves linear programs. Here the definition is followed
//! downwards, with every move of every group written out, and a system of inequalities is decided by
//! eliminating one payoff after the other (Fourier 1826, Motzkin 1936).

use std::collections::BTreeMap;

use crate::coalition::{Coalition, Partition, groupings};
use crate::games::partition::PartitionGame;
use crate::numeric::Rational;

/// Coefficients of the payoffs that are left, by player, and the least that their sum may be.
type System = BTreeMap<Vec<i64>, Rational>;

/// What players settle on once some blocs stand, remembered by those blocs.
pub(in crate::certify::coalitional) struct Settling<'g> {
    game: &'g PartitionGame,
    known: BTreeMap<Vec<Coalition>, Vec<Vec<Coalition>>>,
}

impl<'g> Settling<'g> {
    pub(in crate::certify::coalitional) fn new(game: &'g PartitionGame) -> Self {
        Self { game, known: BTreeMap::new() }
    }

    /// The worth of `coalition` in the worst partition that the others settle on, in units.
    pub(in crate::certify::coalitional) fn worth(&mut self, coalition: Coalition) -> Option<i64> {
        self.least(&[coalition], coalition)
    }

    /// The least that `bloc` has among the ways in which those outside `standing` settle.
    fn least(&mut self, standing: &[Coalition], bloc: Coalition) -> Option<i64> {
        let ways = self.settled(standing)?;
        ways.iter().map(|way| self.unit(standing, way, bloc)).collect::<Option<Vec<_>>>()?.into_iter().min()
    }

    fn unit(&self, standing: &[Coalition], way: &[Coalition], bloc: Coalition) -> Option<i64> {
        let blocs = standing.iter().chain(way).copied().collect();
        self.game.unit(&Partition::new(self.game.players(), blocs).ok()?, bloc)
    }

    /// The groupings of those outside `standing` that they settle on.
    fn settled(&mut self, standing: &[Coalition]) -> Option<Vec<Vec<Coalition>>> {
        let mut key = standing.to_vec();
        key.sort_unstable();
        if let Some(ways) = self.known.get(&key) {
            return Some(ways.clone());
        }
        let rest = standing.iter().fold(self.game.everyone(), |rest, &bloc| rest.minus(bloc));
        let ways: Vec<Vec<Coalition>> = groupings(rest).collect();
        let mut moves: Vec<Vec<(Coalition, i64)>> = Vec::new();
        for movers in rest.subsets().filter(|movers| !movers.is_empty() && rest.len() > 1) {
            for parts in groupings(movers) {
                let after: Vec<Coalition> = standing.iter().chain(&parts).copied().collect();
                let asks = parts.iter().map(|&part| Some((part, self.least(&after, part)?)));
                moves.push(asks.collect::<Option<_>>()?);
            }
        }
        // Moves as one bloc first: they ask for one thing only.
        moves.sort_by_key(Vec::len);
        let mut chosen = Vec::new();
        for way in &ways {
            let mut system = System::new();
            for &bloc in way {
                let worth = Rational::from(self.unit(standing, way, bloc)?);
                self.require(&mut system, bloc, 1, &worth);
                self.require(&mut system, bloc, -1, &-&worth);
            }
            if self.holds(&system, &moves) {
                chosen.push(way.clone());
            }
        }
        let settled = if chosen.is_empty() { ways } else { chosen };
        self.known.insert(key, settled.clone());
        Some(settled)
    }

    /// Asks that `sign` times the payoffs of `coalition` add to at least `least`.
    fn require(&self, system: &mut System, coalition: Coalition, sign: i64, least: &Rational) {
        let players = 0..self.game.players();
        let coefficients = players.map(|player| if coalition.contains(player) { sign } else { 0 }).collect();
        keep(system, coefficients, least.clone());
    }

    /// Can the system hold, and for each move one of the things it asks for?
    fn holds(&self, system: &System, moves: &[Vec<(Coalition, i64)>]) -> bool {
        let Some((next, later)) = moves.split_first() else { return has_solution(system) };
        let certain = next.iter().any(|&(part, least)| {
            let players = 0..self.game.players();
            let word: Vec<i64> = players.map(|player| i64::from(part.contains(player))).collect();
            system.get(&word).is_some_and(|kept| *kept >= least)
        });
        if certain {
            return self.holds(system, later);
        }
        next.iter().any(|&(part, least)| {
            let mut asked = system.clone();
            self.require(&mut asked, part, 1, &least.into());
            let several = next.len() > 1;
            (!several || has_solution(&asked)) && self.holds(&asked, later)
        })
    }
}

fn keep(system: &mut System, coefficients: Vec<i64>, least: Rational) {
    let kept = system.entry(coefficients).or_insert_with(|| least.clone());
    if *kept < least {
        *kept = least;
    }
}

/// Eliminates one payoff after the other; what is left are numbers that must not be above 0.
fn has_solution(system: &System) -> bool {
    let mut system = system.clone();
    let payoffs = system.keys().next().map_or(0, Vec::len);
    for payoff in 0..payoffs {
        let mut next = System::new();
        let side = |sign: i64| system.iter().filter(move |(row, _)| row[payoff].signum() == sign);
        for (row, least) in side(0) {
            keep(&mut next, row.clone(), least.clone());
        }
        for (low, low_least) in side(1) {
            for (high, high_least) in side(-1) {
                let (one, other) = (-high[payoff], low[payoff]);
                let mut row: Vec<i64> =
                    low.iter().zip(high).map(|(low, high)| one * low + other * high).collect();
                let least = &(low_least * &one.into()) + &(high_least * &other.into());
                let common = row.iter().fold(0, |common, &entry| divisor(common, entry)).max(1);
                row.iter_mut().for_each(|entry| *entry /= common);
                keep(&mut next, row, least.checked_div(&common.into()).unwrap_or(least));
            }
        }
        system = next;
    }
    system.values().all(|least| !least.is_positive())
}

fn divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one.abs() } else { divisor(other, one % other) }
}

#[cfg(test)]
mod tests {
    use super::{System, has_solution, keep};

    #[test]
    fn two_bounds_that_cross_have_no_solution() {
        let mut system = System::new();
        keep(&mut system, vec![1, 1], 3.into());
        keep(&mut system, vec![-1, 0], (-1).into());
        keep(&mut system, vec![0, -1], (-2).into());
        assert!(has_solution(&system));
        // Twice the second is at most 3, so both together at most 5/2.
        keep(&mut system, vec![0, -2], (-3).into());
        assert!(!has_solution(&system));
    }
}
