//! What every profile of plans pays: each end of a path is added to the profiles that lead to it.

use std::rc::Rc;

use dashu_int::ops::{BitTest as _, Gcd as _};
use dashu_int::{IBig, UBig};

use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::scale::common_denominator;
use crate::numeric::{Rational, Units};

/// Most bits of the common denominator of what chance does.
const MAX_CHANCE_BITS: usize = 4096;

/// Most payoffs that are kept as big numbers.
const MAX_WIDE: usize = 1 << 20;

/// Plans of one player, in order.
type Plans = Rc<[u32]>;

/// The plans of all players, for walks through the tree.
struct Table<'a> {
    game: &'a ExtensiveGame,
    /// For each player its sets.
    sets: &'a [Vec<usize>],
    /// For each player its plans, one after the other.
    plans: &'a [Vec<Option<u32>>],
    /// For each player how many.
    counts: &'a [usize],
    /// For each set its place among those of its player.
    places: Vec<usize>,
}

/// The payoffs of each player, by profile; `None` if they need too much memory.
///
/// - `plans`: for each player its plans, one after the other; `counts`: how many.
pub(super) fn tables(
    game: &ExtensiveGame,
    sets: &[Vec<usize>],
    plans: &[Vec<Option<u32>>],
    counts: &[usize],
) -> Option<Vec<Units>> {
    let mut places = vec![0; game.sets().len()];
    for own in sets {
        for (place, set) in own.iter().enumerate() {
            places[*set] = place;
        }
    }
    let table = Table { game, sets, plans, counts, places };
    let mut chances = Vec::new();
    table.for_each_outcome(|_, chance, _| {
        chances.push(chance.clone());
        Some(())
    })?;
    let denominator = common_denominator(&chances);
    if denominator.bit_len() > MAX_CHANCE_BITS {
        return None;
    }
    let profiles: usize = counts.iter().product();
    (0..counts.len())
        .map(|player| match table.narrow(player, &denominator, profiles) {
            Some(units) => Some(lowest(game.payoffs(player).scale() * &denominator, units)),
            None if profiles * counts.len() > MAX_WIDE => None,
            None => table.wide(player, &denominator, profiles),
        })
        .collect()
}

impl Table<'_> {
    /// Calls `see` with every outcome that chance and some plans lead to, how probable chance makes it, and
    /// which plans of each player lead there.
    fn for_each_outcome(&self, mut see: impl FnMut(usize, &Rational, &[Plans]) -> Option<()>) -> Option<()> {
        let everything = self.counts.iter().map(|count| (0..*count as u32).collect()).collect();
        let mut open: Vec<(usize, Rational, Vec<Plans>)> = vec![(0, Rational::ONE, everything)];
        while let Some((node, chance, leading)) = open.pop() {
            if let Some(outcome) = self.game.nodes()[node].outcome {
                see(outcome as usize, &chance, &leading)?;
            }
            let Some(set) = self.game.set_of(node) else { continue };
            for (action, child) in self.game.children(node).enumerate() {
                match self.game.sets()[set].mover {
                    Mover::Chance => {
                        let share = &self.game.sets()[set].probabilities[action];
                        if !share.is_zero() {
                            open.push((child, &chance * share, leading.clone()));
                        }
                    }
                    Mover::Player(player) => {
                        let taking = self.taking(player, set, action, &leading[player]);
                        if !taking.is_empty() {
                            let mut leading = leading.clone();
                            leading[player] = taking;
                            open.push((child, chance.clone(), leading));
                        }
                    }
                }
            }
        }
        Some(())
    }

    /// Those of these plans that take an action at a set.
    fn taking(&self, player: usize, set: usize, action: usize, plans: &Plans) -> Plans {
        let (width, place) = (self.sets[player].len(), self.places[set]);
        let action = Some(action as u32);
        let takes = |plan: &&u32| self.plans[player][**plan as usize * width + place] == action;
        plans.iter().filter(takes).copied().collect()
    }

    /// The sums in narrow units of the player's scale times `denominator`; `None` if something does not fit.
    fn narrow(&self, player: usize, denominator: &UBig, profiles: usize) -> Option<Vec<i64>> {
        let units = self.game.payoffs(player).narrow()?;
        let mut table = vec![0_i64; profiles];
        self.for_each_outcome(|outcome, chance, plans| {
            let worth = i64::try_from(weight(chance, denominator)).ok()?.checked_mul(units[outcome])?;
            if worth == 0 {
                return Some(());
            }
            for_each_profile(plans, self.counts, |profile| {
                table[profile] = table[profile].checked_add(worth)?;
                Some(())
            })
        })?;
        Some(table)
    }

    /// The sums as fractions.
    fn wide(&self, player: usize, denominator: &UBig, profiles: usize) -> Option<Units> {
        let mut table = vec![IBig::ZERO; profiles];
        self.for_each_outcome(|outcome, chance, plans| {
            let worth = weight(chance, denominator) * self.game.payoffs(player).big(outcome);
            for_each_profile(plans, self.counts, |profile| {
                table[profile] += &worth;
                Some(())
            })
        })?;
        let scale = self.game.payoffs(player).scale() * denominator;
        let points: Vec<Rational> =
            table.into_iter().map(|units| Rational::from_big(units, scale.clone())).collect();
        Units::new(&points)
    }
}

/// A probability as parts of one over `denominator`, which its own divides.
fn weight(chance: &Rational, denominator: &UBig) -> IBig {
    chance.numerator() * IBig::from(denominator / chance.denominator())
}

/// Calls `add` with every profile in which each player plays one of these plans.
fn for_each_profile(
    plans: &[Plans],
    counts: &[usize],
    mut add: impl FnMut(usize) -> Option<()>,
) -> Option<()> {
    let mut choice = vec![0; plans.len()];
    loop {
        let (mut profile, mut stride) = (0, 1);
        for ((list, choice), count) in plans.iter().zip(&choice).zip(counts) {
            profile += stride * list[*choice] as usize;
            stride *= count;
        }
        // The first player's plans one after the other, then the next choice of the others, like a counter.
        let first = plans[0][choice[0]] as usize;
        for plan in plans[0].iter() {
            add(profile - first + *plan as usize)?;
        }
        let Some(next) = (1..plans.len()).find(|player| choice[*player] + 1 < plans[*player].len()) else {
            return Some(());
        };
        choice[next] += 1;
        choice[1..next].fill(0);
    }
}

/// Units over the least scale that keeps them whole.
fn lowest(scale: UBig, units: Vec<i64>) -> Units {
    let mut divisor = scale.clone();
    for number in &units {
        if divisor == UBig::ONE {
            return Units::from_integers(scale, units);
        }
        if *number != 0 {
            divisor = divisor.gcd(UBig::from(number.unsigned_abs()));
        }
    }
    match i64::try_from(&divisor) {
        Ok(divisor) => {
            let lower = units.iter().map(|number| number / divisor).collect();
            Units::from_integers(scale / UBig::from(divisor.unsigned_abs()), lower)
        }
        // Nothing but zeros is divided by so much.
        Err(_) => Units::from_integers(UBig::ONE, units),
    }
}
