//! The second count: every package, one by one, by the definitions of the game.

use std::cell::OnceCell;

use dashu_int::IBig;

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining::large::Seen;
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::bargaining::{BargainingGame, Rule, Term};
use crate::numeric::Vectors;

/// Greatest number of packages that the referee walks through.
pub const RECOUNT_LIMIT: u128 = 1_000_000;

/// Judges claims about one game.
#[derive(Debug)]
pub struct Referee<'g> {
    game: &'g BargainingGame,
    recount: OnceCell<Option<Recount>>,
    /// For each efficient point the place of one of its packages in the recount, once a claim about the zone
    /// has been recounted.
    efficient: OnceCell<Vec<u32>>,
    /// The efficient points of two parties, once a claim about a large zone has been recounted.
    frontier: OnceCell<Vec<Seen>>,
    /// Weights under which few packages come near to those points.
    weights: OnceCell<Vec<Vec<IBig>>>,
    /// Each party's greatest gain, once it has been proved for a large zone.
    ideal: OnceCell<Vec<i128>>,
}

/// What is claimed about the size of a zone, where only its size is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Packages that meet every rule.
    pub admissible: u128,
    /// Admissible packages that no party would refuse.
    pub acceptable: u128,
}

/// What a walk through all packages finds.
#[derive(Debug)]
pub(in crate::certify::bargaining) struct Recount {
    /// Packages that meet every rule.
    pub(in crate::certify::bargaining) admissible: u128,
    /// Gains of every acceptable package, in file order.
    gains: Vectors,
    /// Greatest gain of each party over acceptable packages; meaningless if there are none.
    greatest: Vec<i128>,
    /// For each issue and level whether an acceptable package has it.
    pub(in crate::certify::bargaining) levels: Vec<Vec<bool>>,
}

impl Recount {
    fn of(game: &BargainingGame) -> Self {
        let parties = game.parties();
        let levels = game.levels().iter().map(|&count| vec![false; count]).collect();
        let greatest = vec![0; parties];
        // Room for all, so that nothing is copied; what stays empty costs no memory.
        let gains = Vectors::with_capacity(parties, game.packages().min(RECOUNT_LIMIT) as usize);
        let mut recount = Self { admissible: 0, gains, greatest, levels };
        for_each_admissible(game, &mut |package, gains| {
            recount.admissible += 1;
            if gains.iter().all(|&gain| gain >= 0) {
                recount.gains.push(gains);
                for (greatest, &gain) in recount.greatest.iter_mut().zip(gains) {
                    *greatest = gain.max(*greatest);
                }
                for (seen, &level) in recount.levels.iter_mut().zip(package) {
                    seen[level] = true;
                }
            }
        });
        recount
    }

    /// Shows the gains of every acceptable package, with its place among them, in file order.
    pub(in crate::certify::bargaining) fn each(&self, visit: impl FnMut(u32, &[i128])) {
        self.at(0..self.gains.len() as u32, visit);
    }

    /// Shows the gains of the acceptable packages at `places`.
    pub(in crate::certify::bargaining) fn at(
        &self,
        places: impl IntoIterator<Item = u32>,
        mut visit: impl FnMut(u32, &[i128]),
    ) {
        let mut gains = vec![0; self.gains.width()];
        for place in places {
            self.gains.read(place as usize, &mut gains);
            visit(place, &gains);
        }
    }

    /// Number of acceptable packages.
    pub(in crate::certify::bargaining) fn acceptable(&self) -> u128 {
        self.gains.len() as u128
    }

    /// Greatest gain of each party, or `None` if nothing is acceptable.
    pub(in crate::certify::bargaining) fn ideal(&self) -> Option<Vec<i128>> {
        (!self.gains.is_empty()).then(|| self.greatest.clone())
    }
}

/// What is done with an admissible package and the gains of all parties.
type Visit<'v> = dyn FnMut(&[usize], &[i128]) + 'v;

/// Visits every admissible package in file order, with each party's gain in units.
pub(in crate::certify::bargaining) fn for_each_admissible(game: &BargainingGame, visit: &mut Visit<'_>) {
    let issues = game.levels().len();
    let steps: Vec<Step<'_>> = (0..issues)
        .map(|depth| Step {
            terms: game.terms().iter().filter(|term| term.issues.last() == Some(&depth)).collect(),
            rules: game.rules().iter().filter(|rule| last_issue(rule) == depth).collect(),
        })
        .collect();
    let debts: Vec<i128> = game.walk_away().iter().map(|floor| -floor).collect();
    let mut walk = Walk { game, steps: &steps, package: vec![0; issues], visit };
    walk.descend(0, &debts);
}

/// What becomes known once the level of one more issue is chosen.
struct Step<'g> {
    terms: Vec<&'g Term>,
    rules: Vec<&'g Rule>,
}

/// A walk issue by issue, in file order, with running sums.
struct Walk<'w, 'g, 'v> {
    game: &'g BargainingGame,
    steps: &'w [Step<'g>],
    package: Vec<usize>,
    visit: &'w mut Visit<'v>,
}

impl Walk<'_, '_, '_> {
    /// Tries every level of issue `depth` and of those after it; `gains` holds what is known so far.
    fn descend(&mut self, depth: usize, gains: &[i128]) {
        let Some(step) = self.steps.get(depth) else {
            (self.visit)(&self.package, gains);
            return;
        };
        let mut sums = gains.to_vec();
        for level in 0..self.game.levels()[depth] {
            self.package[depth] = level;
            if !step.rules.iter().all(|rule| self.game.meets(&self.package, rule)) {
                continue;
            }
            sums.copy_from_slice(gains);
            for term in &step.terms {
                let row = term
                    .issues
                    .iter()
                    .fold(0, |row, &issue| row * self.game.levels()[issue] + self.package[issue]);
                for (sum, units) in sums.iter_mut().zip(&term.table[row * gains.len()..]) {
                    *sum += units;
                }
            }
            self.descend(depth + 1, &sums);
        }
    }
}

/// The issue after which a rule can be judged.
fn last_issue(rule: &Rule) -> usize {
    match rule {
        Rule::Combinations { issues, .. } => issues.last().copied().unwrap_or(0),
        Rule::Sum { amounts, .. } => amounts.iter().map(|&(issue, _)| issue).max().unwrap_or(0),
    }
}

impl<'g> Referee<'g> {
    /// A referee for `game`; the walk through its packages happens when the first claim is judged.
    #[must_use]
    pub fn new(game: &'g BargainingGame) -> Self {
        let (recount, efficient) = (OnceCell::new(), OnceCell::new());
        let (frontier, weights) = (OnceCell::new(), OnceCell::new());
        Self { game, recount, efficient, frontier, weights, ideal: OnceCell::new() }
    }

    /// The game.
    #[must_use]
    pub fn game(&self) -> &'g BargainingGame {
        self.game
    }

    /// The walk through all packages, or `None` if there are more than [`RECOUNT_LIMIT`].
    pub(in crate::certify::bargaining) fn recount(&self) -> Option<&Recount> {
        let walk = || (self.game.packages() <= RECOUNT_LIMIT).then(|| Recount::of(self.game));
        self.recount.get_or_init(walk).as_ref()
    }

    /// Each party's greatest gain among acceptable packages, found by walking through all of them.
    ///
    /// `None` if nothing is acceptable, or if there are more than [`RECOUNT_LIMIT`] packages.
    #[must_use]
    pub fn ideal_gains(&self) -> Option<Vec<i128>> {
        self.recount()?.ideal()
    }

    /// Judges a count: counted again up to [`RECOUNT_LIMIT`] packages, otherwise only held to be in order.
    ///
    /// # Errors
    ///
    /// [`Refused`] if the second count differs.
    pub fn judge_count(&self, count: Count) -> Result<Certified<Count>, Refused<Count>> {
        let (strength, wrong) = match self.recount() {
            Some(recount) => {
                let again = Count { admissible: recount.admissible, acceptable: recount.acceptable() };
                (Strength::Recount, count != again)
            }
            None => (Strength::Necessary, count.acceptable > count.admissible),
        };
        let check = Check::count("counted again", u128::from(wrong), Witness::Compared(count.admissible));
        Certified::judge(count, Certificate { strength, checks: vec![check] })
    }

    /// Gains of `package`, or `None` if it is no package or not acceptable.
    pub(in crate::certify::bargaining) fn acceptable_gains(&self, package: &[usize]) -> Option<Vec<i128>> {
        let levels = self.game.levels();
        let is_package =
            package.len() == levels.len() && package.iter().zip(levels).all(|(&level, &count)| level < count);
        if !is_package || !self.game.is_admissible(package) {
            return None;
        }
        let gains: Vec<i128> = (0..self.game.parties()).map(|party| self.game.gain(package, party)).collect();
        gains.iter().all(|&gain| gain >= 0).then_some(gains)
    }

    /// Keeps the efficient points of a zone that has been recounted, as places in the recount.
    pub(in crate::certify::bargaining) fn remember_efficient(&self, places: Vec<u32>) {
        // A second recount of the same game finds the same points: keeping the first loses nothing.
        let _ = self.efficient.set(places);
    }

    /// Keeps the efficient points of a large zone of two parties that were found a second time.
    pub(in crate::certify::bargaining) fn remember_frontier(&self, frontier: Vec<Seen>) {
        // Found a second time, they are the same: keeping the first loses nothing.
        let _ = self.frontier.set(frontier);
    }

    /// Keeps weights under which few packages come near to the efficient points of two parties.
    pub(in crate::certify::bargaining) fn remember_weights(&self, weights: Vec<Vec<IBig>>) {
        // All weights prove the same, with more work or less.
        let _ = self.weights.set(weights);
    }

    /// Weights under which few packages come near to the efficient points, if there are some.
    pub(in crate::certify::bargaining) fn weights(&self) -> &[Vec<IBig>] {
        self.weights.get().map_or(&[], Vec::as_slice)
    }

    /// Keeps each party's greatest gain in a large zone, which has been proved.
    pub(in crate::certify::bargaining) fn remember_ideal(&self, ideal: Vec<i128>) {
        // Proved twice, it is the same.
        let _ = self.ideal.set(ideal);
    }

    /// Each party's greatest gain, walked through or proved for a large zone.
    pub(in crate::certify::bargaining) fn proved_ideal(&self) -> Option<Vec<i128>> {
        self.ideal_gains().or_else(|| self.ideal.get().cloned())
    }

    /// The efficient points of a large zone of two parties, if they were found a second time.
    pub(in crate::certify::bargaining) fn frontier(&self) -> Option<&[Seen]> {
        self.frontier.get().map(Vec::as_slice)
    }

    /// The recount and one place in it for each efficient point, if a zone has been recounted.
    pub(in crate::certify::bargaining) fn efficient(&self) -> Option<(&Recount, &[u32])> {
        Some((self.recount()?, self.efficient.get()?.as_slice()))
    }
}
