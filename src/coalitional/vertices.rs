//! The vertices of the core.
//!
//! - [`core_vertices`]: all of them, or as many as asked for.
//!
//! Method: coalitions that have no more than some partition of them into smaller ones bind nobody and are left out.
//! The worths of the others are lowered by different tiny amounts, so that exactly `n` coalitions (everyone among
//! them) are exact at each vertex and each has `n - 1` neighbours; a walk over neighbours meets them all. The
//! amounts are whole numbers in a unit so small that a set of coalitions that makes a vertex of the moved core
//! makes one of the core itself, and every vertex of the core comes from one of those. If two
//! neighbours tie after all, the walk begins again with other amounts.
//!
//! Reference: Balinski 1961, Pacific Journal of Mathematics 11 (vertices and edges are connected).

use std::collections::{BTreeSet, VecDeque};

use dashu_int::IBig;

use crate::budget::Budget;
use crate::certify::coalitional::{CoreVertices, EmptyCore, judge_vertices};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::coalition::Coalition;
use crate::coalitional::core::core;
use crate::coalitional::excess::claim::{in_points, judged};
use crate::coalitional::excess::{Basis, Row};
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;
use crate::numeric::whole::Whole;

/// Bits of the amounts by which worths are lowered.
const AMOUNT_BITS: u32 = 30;

/// Walks that begin again after a tie; each is less likely than one in a million.
const ATTEMPTS: u64 = 8;

/// Every vertex of the core, or as many as asked for.
///
/// - `limit`: vertices to stop at; `completeness` says whether there may be more.
/// - `budget`: about one unit for each coalition looked at.
///
/// `NoneExists` if the core is empty, with the balanced weights that show it.
///
/// Certificate: each is in the core, and the coalitions it pays exactly have full rank; that they are all is proved
/// along their edges, unless there are very many.
/// Cost: 3^n to find the coalitions that bind, then one look at those for each vertex and player.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::coalitional::vertices::core_vertices;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // Three players who only have something together: each could have it all.
/// let game = CharacteristicGame::from_units(3, 1_u8.into(), vec![0, 0, 0, 0, 0, 0, 0, 1])?;
/// let answer = core_vertices(&game, 100, &Budget::unlimited());
/// let vertices = &answer.found().unwrap().vertices;
/// let line: Vec<String> = vertices.iter().map(|vertex| format!("{vertex:?}")).collect();
/// assert_eq!(line, ["[0, 0, 1]", "[0, 1, 0]", "[1, 0, 0]"]);
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
///
/// Reference: Shapley 1971, International Journal of Game Theory 1 (the vertices of convex games).
#[must_use]
pub fn core_vertices(
    game: &CharacteristicGame,
    limit: usize,
    budget: &Budget<'_>,
) -> Answer<CoreVertices, EmptyCore> {
    let undecided = || {
        let verdict = Verdict::Undecided { best: None };
        Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown }
    };
    match core(game, budget).verdict {
        Verdict::Found(_) => {}
        Verdict::NoneExists(empty) => {
            let verdict = Verdict::NoneExists(empty);
            return Answer { stop: Stop::Finished, verdict, completeness: Completeness::All };
        }
        Verdict::Undecided { .. } | Verdict::Refused(_) => return undecided(),
    }
    let Some(binding) = binding(game, budget) else { return undecided() };
    let walks =
        (0..ATTEMPTS).find_map(|attempt| Walk::new(game, &binding, attempt).run(limit.max(1), budget));
    let Some((vertices, completeness)) = walks else { return undecided() };
    let mut vertices: Vec<Vec<Rational>> =
        vertices.iter().map(|payments| in_points(game, payments)).collect();
    if vertices.is_empty() {
        return undecided();
    }
    vertices.sort_unstable();
    let stop = if completeness == Completeness::All { Stop::Finished } else { Stop::OutOfBudget };
    let verdict = judged(judge_vertices(game, CoreVertices { vertices, completeness }));
    Answer { stop, verdict, completeness }
}

/// Single players, and proper coalitions that have more than every partition of them.
fn binding(game: &CharacteristicGame, budget: &Budget<'_>) -> Option<Vec<Coalition>> {
    let mut best: Vec<i128> = game.units().iter().map(|&unit| unit.into()).collect();
    let mut binding = Vec::new();
    for at in 1..best.len() {
        let coalition = Coalition::from_bits(at as u64);
        if !budget.spend(1 << coalition.len()) {
            return None;
        }
        // Parts without the lowest player, so that each split is seen once.
        let parts = coalition.lowest().map_or(Coalition::EMPTY, |lowest| coalition.without(lowest));
        let value = |part: Coalition| usize::try_from(part.bits()).map_or(0, |at| best[at]);
        let splits = parts.subsets().filter(|part| !part.is_empty());
        let split = splits.map(|part| value(part) + value(coalition.minus(part))).max();
        if split.is_none_or(|split| best[at] > split) && coalition != game.everyone() {
            binding.push(coalition);
        }
        best[at] = best[at].max(split.unwrap_or(best[at]));
    }
    Some(binding)
}

/// A walk over the vertices of the core with lowered worths.
struct Walk<'g> {
    game: &'g CharacteristicGame,
    /// Binding coalitions with their lowered worths, and everyone at the end.
    rows: Vec<(Coalition, IBig)>,
}

/// Two neighbours tie: the amounts were not different enough.
struct Tie;

impl<'g> Walk<'g> {
    fn new(game: &'g CharacteristicGame, binding: &[Coalition], attempt: u64) -> Self {
        // One unit exceeds all amounts together, times any minor (Hadamard) and any sum over a basis.
        let minor_bits = match game.players() {
            0..=8 => 6,
            9..=12 => 12,
            _ => 39,
        };
        let unit = IBig::from(1) << (AMOUNT_BITS + minor_bits + 6) as usize;
        let worth = |coalition: Coalition| IBig::from(game.unit(coalition)) * &unit;
        let mut state = attempt.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut amount = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            1 + ((mixed ^ mixed >> 31) >> (64 - AMOUNT_BITS))
        };
        let mut rows: Vec<(Coalition, IBig)> =
            binding.iter().map(|&coalition| (coalition, worth(coalition) - IBig::from(amount()))).collect();
        rows.push((game.everyone(), worth(game.everyone())));
        Self { game, rows }
    }

    /// The vertices of the core in units, and whether they are all; nothing after a tie.
    fn run(&self, limit: usize, budget: &Budget<'_>) -> Option<(BTreeSet<Vec<Rational>>, Completeness)> {
        let mut vertices = BTreeSet::new();
        let Some(first) = self.first(budget) else { return Some((vertices, Completeness::Unknown)) };
        let mut seen = BTreeSet::from([first.clone()]);
        let mut ahead = VecDeque::from([first]);
        while let Some(rows) = ahead.pop_front() {
            let basis = self.basis(&rows);
            let payments = self.payments(&basis);
            let is_new = !vertices.contains(&payments);
            let work = self.rows.len() * self.game.players();
            if is_new && vertices.len() == limit || !budget.spend(work as u64) {
                return Some((vertices, Completeness::Unknown));
            }
            vertices.insert(payments);
            for neighbour in self.neighbours(&basis).ok()? {
                if seen.insert(neighbour.clone()) {
                    ahead.push_back(neighbour);
                }
            }
        }
        Some((vertices, Completeness::All))
    }

    fn basis(&self, rows: &[usize]) -> Basis {
        let mut basis = Basis::new(self.game.players());
        basis.fill(Row::Payment(self.game.everyone()));
        for &row in rows {
            basis.fill(Row::Payment(self.rows[row].0));
        }
        basis
    }

    /// The payments at which the rows of a basis are exact, for worths that are not lowered.
    fn payments(&self, basis: &Basis) -> Vec<Rational> {
        let right = |coalition: Coalition| IBig::from(self.game.unit(coalition));
        let solution = solve(basis, right);
        solution.iter().map(|entry| entry.over(&IBig::from(basis.determinant()))).collect()
    }

    fn lowered(&self, coalition: Coalition) -> IBig {
        let place = self.rows.iter().position(|row| row.0 == coalition);
        place.map_or(IBig::ZERO, |place| self.rows[place].1.clone())
    }

    /// What each row is paid beyond its lowered worth, times the determinant.
    fn slacks(&self, basis: &Basis) -> Vec<IBig> {
        let payments = solve(basis, |coalition| self.lowered(coalition));
        let determinant = IBig::from(basis.determinant());
        let slack = |(coalition, worth): &(Coalition, IBig)| {
            let mut slack = -(worth * &determinant);
            coalition.members().for_each(|member| slack += &payments[member]);
            slack
        };
        self.rows.iter().map(slack).collect()
    }

    /// A first vertex: the players but the last one at their worths, then the dual simplex method.
    fn first(&self, budget: &Budget<'_>) -> Option<Vec<usize>> {
        let players = self.game.players();
        let everyone = self.game.everyone();
        let mut basis = Basis::new(players);
        basis.fill(Row::Payment(everyone));
        (0..players - 1).for_each(|player| {
            basis.fill(Row::Payment(Coalition::single(player)));
        });
        loop {
            if !budget.spend((self.rows.len() * players) as u64) {
                return None;
            }
            let slacks = self.slacks(&basis);
            // Bland's rule: the lowest row enters, and the lowest of equal ones leaves.
            let Some(entering) = slacks.iter().position(|slack| *slack < IBig::ZERO) else { break };
            let entering = Row::Payment(self.rows[entering].0);
            let combination = basis.express(entering);
            let multiplier = |place: usize| {
                basis.column(place)[..players - 1].iter().copied().map(i128::from).sum::<i128>()
            };
            let share = |place: usize| i128::from(combination[place]);
            let can_leave =
                |&place: &usize| share(place) > 0 && basis.rows()[place] != Some(Row::Payment(everyone));
            let leaving = (0..players).filter(can_leave).min_by(|&one, &two| {
                let ratios = (multiplier(one) * share(two)).cmp(&(multiplier(two) * share(one)));
                ratios.then(basis.rows()[one].cmp(&basis.rows()[two]))
            })?;
            basis.replace(leaving, entering, &combination);
        }
        let place =
            |row: &Option<Row>| self.rows.iter().position(|there| Some(Row::Payment(there.0)) == *row);
        let mut rows: Vec<usize> = basis.rows().iter().filter_map(place).collect();
        rows.retain(|&row| self.rows[row].0 != everyone);
        rows.sort_unstable();
        Some(rows)
    }

    /// The vertices at the other ends of the edges of one: one row leaves, another becomes exact.
    fn neighbours(&self, basis: &Basis) -> Result<Vec<Vec<usize>>, Tie> {
        let slacks = self.slacks(basis);
        let is_exact = |row: &usize| basis.rows().contains(&Some(Row::Payment(self.rows[*row].0)));
        let exact: Vec<usize> = (0..self.rows.len() - 1).filter(is_exact).collect();
        let mut neighbours = Vec::with_capacity(exact.len());
        for (at, &left) in exact.iter().enumerate() {
            let place = basis.rows().iter().position(|row| *row == Some(Row::Payment(self.rows[left].0)));
            let direction = basis.column(place.unwrap_or(0));
            let mut nearest: Option<(usize, i64)> = None;
            let mut is_tied = false;
            for (row, (coalition, _)) in self.rows.iter().enumerate().take(self.rows.len() - 1) {
                let fall = -coalition.members().map(|member| direction[member]).sum::<i64>();
                if fall <= 0 {
                    continue;
                }
                let order = nearest.map_or(std::cmp::Ordering::Less, |(other, speed)| {
                    (&slacks[row] * IBig::from(speed)).cmp(&(&slacks[other] * IBig::from(fall)))
                });
                match order {
                    std::cmp::Ordering::Less => (nearest, is_tied) = (Some((row, fall)), false),
                    std::cmp::Ordering::Equal => is_tied = true,
                    std::cmp::Ordering::Greater => {}
                }
            }
            if is_tied {
                return Err(Tie);
            }
            // The core is bounded, so every edge ends.
            if let Some((row, _)) = nearest {
                let mut rows = exact.clone();
                rows[at] = row;
                rows.sort_unstable();
                neighbours.push(rows);
            }
        }
        Ok(neighbours)
    }
}

/// The payments at which the rows of a basis have the given right sides, times the determinant.
fn solve(basis: &Basis, right: impl Fn(Coalition) -> IBig) -> Vec<IBig> {
    let mut solution = vec![IBig::ZERO; basis.size()];
    for (place, row) in basis.rows().iter().enumerate() {
        let right = row.map_or(IBig::ZERO, |row| right(row.coalition()));
        for (sum, &entry) in solution.iter_mut().zip(basis.column(place)) {
            *sum += &right * IBig::from(entry);
        }
    }
    solution
}
