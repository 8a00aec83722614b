//! What players settle on among themselves once some blocs stand: the pessimistic recursive core.
//!
//! Blocs that stand leave a smaller partition function game to the *rest* of the players. An outcome of it is a
//! partition of the rest and a division of each bloc's worth. It is in the core unless some of the rest can form
//! blocs of their own that each have more than their members have now, in whatever way those who then remain may
//! settle: in the core of the game left to them, or, if that is empty, in any way at all. A game of one player has
//! one outcome. The way that is worst for those who move counts (pessimistic), and every bloc that moves must gain.
//!
//! The requirements on a division do not depend on the partition: each coalition has a floor (it could move as one
//! bloc), and moving as several blocs asks that one of them have at least its floor for that move. A partition of the
//! rest is *settled* if the worths of its blocs can be divided accordingly: `division.rs` decides it in whole numbers,
//! branching over what asks for one of several. Most are refused before, by floors of unions of blocs.
//!
//! [`Settlements`] goes from rests of one player up to all but one, and keeps, for each standing bloc, the settled
//! partition that is worst for it.
//!
//! Reference: Koczy 2007, Theory and Decision 63 (a recursive core for partition function form games).

use crate::budget::Budget;
use crate::coalition::{Coalition, groupings};
use crate::coalitional::division::Division;
use crate::games::partition::{Grouping, Table};

/// What every rest of players settles on.
pub(in crate::coalitional) struct Settlements<'t> {
    table: &'t Table,
    players: usize,
    /// For each partition and each of its blocs as the rest, by place: for each bloc, by place, the settled
    /// partition that is worst for it.
    worst: Vec<Vec<Vec<Grouping>>>,
}

/// Moves as several blocs: one of these coalitions must have at least its number.
type OneOf = Vec<(usize, i64)>;

impl<'t> Settlements<'t> {
    /// Goes through all rests; `None` if the budget runs out.
    ///
    /// One unit of work is one way for some of a rest to move, or one partition of a rest.
    pub(in crate::coalitional) fn find(
        table: &'t Table,
        players: usize,
        budget: &Budget<'_>,
    ) -> Option<Self> {
        let worst = table.rows().map(|(grouping, _)| vec![Vec::new(); grouping.blocs()]).collect();
        let mut settlements = Self { table, players, worst };
        for size in 1..players {
            for (grouping, _) in table.rows() {
                for place in 0..grouping.blocs() {
                    if grouping.members()[place].len() == size {
                        let found = settlements.settle(&grouping, place, budget)?;
                        settlements.worst[table.rank(&grouping)][place] = found;
                    }
                }
            }
        }
        Some(settlements)
    }

    /// The settled partition of the others that is worst for `coalition`, if it stands as one bloc.
    pub(in crate::coalitional) fn worst_for(&self, coalition: Coalition) -> Option<Grouping> {
        let (together, _) = self.table.rows().next()?;
        let rest = Coalition::all(self.players).minus(coalition);
        match rest.lowest() {
            None => Some(together),
            Some(_) => self.expected(&together.with_bloc(coalition), rest, coalition),
        }
    }

    /// With `rest` as what remains: the partition that `bloc` has to expect.
    fn expected(&self, grouping: &Grouping, rest: Coalition, bloc: Coalition) -> Option<Grouping> {
        let Some(first) = rest.lowest() else { return Some(*grouping) };
        let place = |player: usize| grouping.letters().get(player).map(|&letter| usize::from(letter));
        let rests = self.worst.get(self.table.rank(grouping))?.get(place(first)?)?;
        rests.get(place(bloc.lowest()?)?).copied()
    }

    /// What `bloc` has to expect in units.
    fn floor(&self, grouping: &Grouping, rest: Coalition, bloc: Coalition) -> i64 {
        let expected = self.expected(grouping, rest, bloc).unwrap_or(*grouping);
        self.table.unit_of(&expected, bloc.lowest().unwrap_or(0))
    }

    /// For each bloc of `standing`, the settled partition of the bloc at `place` that is worst for it.
    fn settle(&self, standing: &Grouping, place: usize, budget: &Budget<'_>) -> Option<Vec<Grouping>> {
        let blocs = standing.members();
        let rest = blocs[place];
        let members: Vec<usize> = rest.members().collect();
        let candidates: Vec<(Grouping, Vec<Coalition>)> = groupings(rest)
            .map(|parts| (parts.iter().fold(*standing, |formed, &part| formed.with_bloc(part)), parts))
            .collect();
        let local = |coalition: Coalition| -> usize {
            let places = members.iter().enumerate().filter(|(_, player)| coalition.contains(**player));
            places.map(|(place, _)| 1 << place).sum()
        };
        let global = |word: usize| -> Coalition {
            let places = members.iter().enumerate().filter(|(place, _)| word >> place & 1 == 1);
            places.map(|(_, &player)| player).collect()
        };
        if !budget.spend(candidates.len() as u64) {
            return None;
        }
        let mut settled: Vec<Grouping> = Vec::new();
        if members.len() > 1 {
            let (floors, moves) = self.floors(standing, rest, &global, &local, budget)?;
            for (grouping, parts) in &candidates {
                let worth = |part: &Coalition| self.table.unit_of(grouping, part.lowest().unwrap_or(0));
                let worths: Vec<(usize, i64)> =
                    parts.iter().map(|part| (local(*part), worth(part))).collect();
                let division = Division { players: members.len(), blocs: &worths };
                if holds_unions(&worths, &floors) && is_possible(&division, &floors, &moves, budget)? {
                    settled.push(*grouping);
                }
            }
        }
        if settled.is_empty() {
            settled = candidates.into_iter().map(|(grouping, _)| grouping).collect();
        }
        let worst = |bloc: &Coalition| {
            let first = bloc.lowest().unwrap_or(0);
            settled.iter().copied().min_by_key(|grouping| self.table.unit_of(grouping, first))
        };
        blocs[..standing.blocs()].iter().map(worst).collect()
    }

    /// What each coalition of the rest could have by moving: its floor, at least the floors of any parts of it
    /// together; and the moves as several blocs that these floors do not rule out.
    fn floors(
        &self,
        standing: &Grouping,
        rest: Coalition,
        global: &dyn Fn(usize) -> Coalition,
        local: &dyn Fn(Coalition) -> usize,
        budget: &Budget<'_>,
    ) -> Option<(Vec<i64>, Vec<OneOf>)> {
        let mut floors = vec![0_i64; 1 << rest.len()];
        for (word, floor) in floors.iter_mut().enumerate().skip(1) {
            let mover = global(word);
            *floor = self.floor(&standing.with_bloc(mover), rest.minus(mover), mover);
        }
        // Words ascend, so all parts come first. Where a sum saturates, the floors of the parts still stand.
        for word in 1..floors.len() {
            let mut part = (word - 1) & word;
            while part > word - part {
                floors[word] = floors[word].max(floors[part].saturating_add(floors[word - part]));
                part = (part - 1) & word;
            }
        }
        let mut moves = Vec::new();
        for word in 1..floors.len() {
            let movers = global(word);
            let remain = rest.minus(movers);
            for parts in groupings(movers).skip(1) {
                if !budget.spend(1) {
                    return None;
                }
                let formed = parts.iter().fold(*standing, |formed, &part| formed.with_bloc(part));
                let asks = |part: &Coalition| (local(*part), self.floor(&formed, remain, *part));
                let one_of: OneOf = parts.iter().map(asks).collect();
                if one_of.iter().all(|&(part, floor)| floor > floors[part]) {
                    moves.push(one_of);
                }
            }
        }
        Some((floors, moves))
    }
}

/// Has every union of blocs at least its floor?
fn holds_unions(worths: &[(usize, i64)], floors: &[i64]) -> bool {
    (1_usize..1 << worths.len()).all(|chosen| {
        let mut union = 0;
        let mut total = 0_i128;
        for (place, &(bloc, worth)) in worths.iter().enumerate() {
            if chosen >> place & 1 == 1 {
                union |= bloc;
                total += i128::from(worth);
            }
        }
        total >= i128::from(floors[union])
    })
}

/// Is there a division above all floors in which, for each move, one of its blocs has what it asks for?
fn is_possible(
    division: &Division<'_>,
    floors: &[i64],
    moves: &[OneOf],
    budget: &Budget<'_>,
) -> Option<bool> {
    if !budget.spend(1) {
        return None;
    }
    let Some(payoffs) = division.above(floors) else { return Some(false) };
    let asks = |&(part, floor): &(usize, i64)| payoffs.of[part] >= i128::from(floor) * payoffs.factor;
    let Some(open) = moves.iter().find(|one_of| !one_of.iter().any(asks)) else { return Some(true) };
    for &(part, floor) in open {
        let mut raised = floors.to_vec();
        raised[part] = raised[part].max(floor);
        if is_possible(division, &raised, moves, budget)? {
            return Some(true);
        }
    }
    Some(false)
}
