//! Claims about an empty zone: how close a package comes, and which demands cannot be met together.

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining::recount::{RECOUNT_LIMIT, Referee, for_each_admissible};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::bargaining::BargainingGame;
use crate::numeric::Rational;

/// The claim that these packages leave the least loss below a walk-away value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closest {
    /// The smallest, over admissible packages, of the greatest loss, in points; negative if every party gains.
    pub shortfall: Rational,
    /// The packages, in file order; at least one, possibly not all.
    pub packages: Vec<Vec<usize>>,
    /// How many packages come this close.
    pub total: u128,
}

/// The claim that some demands cannot be met together, and any fewer of them can.
///
/// The demands are the parties' walk-away values and groups of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocking {
    /// Parties whose walk-away values are among the demands.
    pub parties: Vec<usize>,
    /// Demands made of rules: for each the indices of its rules.
    pub rules: Vec<Vec<usize>>,
    /// Rules that hold in any case, because a package that breaks them is not considered.
    pub background: Vec<usize>,
    /// For each demand, parties first, a package that meets all the others.
    pub witnesses: Vec<Vec<usize>>,
}

impl Referee<'_> {
    /// Judges the claim that certain packages come closest to a zone.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_closest(&self, closest: Closest) -> Result<Certified<Closest>, Refused<Closest>> {
        let game = self.game();
        let mut checks = self.losses_as_said(&closest.shortfall, &closest.packages, closest.total);
        let mut strength = Strength::Necessary;
        if game.packages() <= RECOUNT_LIMIT {
            strength = Strength::Recount;
            let bound = closest.shortfall.to_f64();
            let units: Vec<f64> = (0..game.parties()).map(|party| game.points(party, 1).to_f64()).collect();
            let (mut closer, mut equal, mut compared) = (0, 0, 0);
            for_each_admissible(game, &mut |_, gains| {
                compared += 1;
                #[allow(clippy::cast_precision_loss)] // a screen: what is near is compared in fractions
                let rough = gains.iter().zip(&units).map(|(&gain, unit)| -(gain as f64) * unit);
                let rough = rough.fold(f64::NEG_INFINITY, f64::max);
                if rough > bound + 1e-6 * bound.abs().max(1.0) {
                    return;
                }
                match greatest_loss(game, |party| gains[party]).cmp(&closest.shortfall) {
                    std::cmp::Ordering::Less => closer += 1,
                    std::cmp::Ordering::Equal => equal += 1,
                    std::cmp::Ordering::Greater => {}
                }
            });
            checks.push(Check::count(
                "admissible packages that come closer",
                closer,
                Witness::Compared(compared),
            ));
            let miscounted = closest.total.abs_diff(equal);
            checks.push(Check::count("ties counted again", miscounted, Witness::Compared(compared)));
        }
        Certified::judge(closest, Certificate { strength, checks })
    }

    /// Judges the claim that some demands block each other and none of them could be left out.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_blocking(&self, blocking: Blocking) -> Result<Certified<Blocking>, Refused<Blocking>> {
        let game = self.game();
        let mut checks = vec![self.demands_needed(&blocking)];
        if !checks[0].holds() {
            return Certified::judge(blocking, Certificate { strength: Strength::Necessary, checks });
        }
        let mut strength = Strength::Necessary;
        if game.packages() <= RECOUNT_LIMIT {
            strength = Strength::Recount;
            // Only the rules that are background or demanded hold; the walk then tests the parties.
            let held = |rule: usize| {
                blocking.background.contains(&rule)
                    || blocking.rules.iter().any(|rules| rules.contains(&rule))
            };
            let reduced = game.with_rules(held);
            let (mut compared, mut met) = (0, 0);
            for_each_admissible(&reduced, &mut |_, gains| {
                compared += 1;
                met += u128::from(blocking.parties.iter().all(|&party| gains[party] >= 0));
            });
            checks.push(Check::count("packages that meet them all", met, Witness::Compared(compared)));
        }
        Certified::judge(blocking, Certificate { strength, checks })
    }

    /// That each demand is known and none could be left out.
    pub(in crate::certify::bargaining) fn demands_needed(&self, blocking: &Blocking) -> Check {
        let game = self.game();
        let demands = blocking.parties.len() + blocking.rules.len();
        let known = blocking.parties.iter().all(|&party| party < game.parties())
            && blocking
                .rules
                .iter()
                .flatten()
                .chain(&blocking.background)
                .all(|&rule| rule < game.rules().len());
        if !known || demands == 0 || blocking.witnesses.len() != demands {
            return Check::count("each demand is known and has a witness", 1, Witness::Nothing);
        }
        let meets = |package: &[usize], demand: usize| match blocking.parties.get(demand) {
            Some(&party) => game.gain(package, party) >= 0,
            None => {
                let rules = &blocking.rules[demand - blocking.parties.len()];
                rules.iter().all(|&rule| game.meets(package, &game.rules()[rule]))
            }
        };
        let in_scope = |package: &[usize]| {
            blocking.background.iter().all(|&rule| game.meets(package, &game.rules()[rule]))
        };
        let idle = blocking.witnesses.iter().enumerate().filter(|(left_out, package)| {
            !is_package(game, package)
                || !in_scope(package)
                || (0..demands).any(|demand| demand != *left_out && !meets(package, demand))
        });
        let idle = idle.count() as u128;
        Check::count("demands that could be left out", idle, Witness::Compared(demands as u128))
    }

    /// That the packages named are admissible, have this greatest loss, and are in file order, each once.
    pub(in crate::certify::bargaining) fn losses_as_said(
        &self,
        shortfall: &Rational,
        packages: &[Vec<usize>],
        total: u128,
    ) -> Vec<Check> {
        let game = self.game();
        let losses = packages.iter().map(|package| {
            let admissible = is_package(game, package) && game.is_admissible(package);
            admissible.then(|| greatest_loss(game, |party| game.gain(package, party)))
        });
        let off = losses.filter(|loss| loss.as_ref() != Some(shortfall)).count() as u128;
        let sorted = packages.windows(2).all(|pair| pair[0] < pair[1]);
        let named = packages.len() as u128;
        let misnamed = u128::from(!sorted) + u128::from(named == 0 || named > total);
        vec![
            Check::count("packages named have this greatest loss", off, Witness::Compared(named)),
            Check::count("packages named are in file order, each once", misnamed, Witness::Nothing),
        ]
    }
}

fn is_package(game: &BargainingGame, package: &[usize]) -> bool {
    let levels = game.levels();
    package.len() == levels.len() && package.iter().zip(levels).all(|(&level, &count)| level < count)
}

/// The greatest loss below a walk-away value, in points.
fn greatest_loss(game: &BargainingGame, gain: impl Fn(usize) -> i128) -> Rational {
    let losses = (0..game.parties()).map(|party| game.points(party, -gain(party)));
    losses.max().unwrap_or_default()
}
