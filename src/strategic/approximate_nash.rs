//! One equilibrium of a game of any number of players, to a regret that is proved.
//!
//! Equilibria of three and more players are in general irrational (Nash 1951 has an example), so that none can
//! be written down. What is handed over is a profile of exact fractions, and how much each player could still
//! gain, computed exactly. Where the equilibrium has fractions with small denominators, they are found and the
//! regret is 0.
//!
//! Method:
//! 1. A pure equilibrium, if there is one: exact, and found by looking.
//! 2. Paths from an easy game to this one (`homotopy::path`), the first from everybody's best reply to even
//!    play, others from random bonuses with a fixed seed. On the way, whenever the path leans towards new
//!    supports, Newton's method tries to finish on them (`homotopy::polish`).
//! 3. Fractions (`homotopy::fractions`): small ones, or those that solve linear equations where only two mix,
//!    kept if the exact regret is 0; else over 2^52.
//!
//! Everything before the last step is in doubles and proves nothing. The judge recomputes the regret of the
//! fractions from the game.
//!
//! References: Nash 1951, Annals of Mathematics 54; Herings and Peeters 2010, Economic Theory 42.

use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::strategic::{Equilibrium, judge_equilibrium, judge_near_equilibrium};
use crate::certify::{Answer, Certified, Completeness, Stop, Verdict};
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::random::Random;
use crate::strategic::homotopy::fractions::{gridded, simple_fractions, two_mixing};
use crate::strategic::homotopy::path::{Path, Progress};
use crate::strategic::homotopy::polish::{Polished, polished, regret, within};
use crate::strategic::homotopy::tensor::Tensor;
use crate::strategic::pure_nash::pure_nash;

/// How many paths are tried.
const PATHS: u64 = 100;
/// Steps after which a path is left for another one.
const STEPS: usize = 2_000;
/// Regret at which doubles have nothing left to gain.
const ROUNDING: f64 = 1e-14;

/// The regret asked for unless something else is said: 1e-10 of each player's range of payoffs.
#[must_use]
pub fn default_target() -> Rational {
    Rational::new(1, 10_000_000_000).unwrap_or_default()
}

/// One equilibrium, in which no player could gain more than `target`, as a share of its range of payoffs.
///
/// - `target`: greatest regret of a player over the difference of its greatest and least payoff; see
///   [`default_target`]. With 0 only an equilibrium in small fractions will do.
///
/// A pure equilibrium comes first, then one with regret 0. Every game has an equilibrium, so there is no refutation;
/// where none is found in time the answer is undecided, with the best that was seen.
///
/// Cost: for each step of a path the number of profiles times the number of players, some hundred times.
/// Certificate: regrets recomputed in exact fractions (`Proof`). Completeness: `One`.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::games::normal_form::{NormalFormGame, Player};
/// use zopa::strategic::approximate_nash::{approximate_nash, default_target};
///
/// // Three players' matching pennies (Jordan 1993): only even mixtures.
/// let player = || Player { name: String::new(), strategies: vec!["heads".into(), "tails".into()] };
/// let first = [1, -1, -1, 1, 1, -1, -1, 1].map(Into::into).to_vec();
/// let second = [1, 1, -1, -1, -1, -1, 1, 1].map(Into::into).to_vec();
/// let third = [-1, 1, -1, 1, 1, -1, 1, -1].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(), player(), player()], &[first, second, third])?;
/// let answer = approximate_nash(&game, &default_target(), &Budget::unlimited());
/// let found = answer.found().expect("an equilibrium");
/// assert_eq!(found.regret(), 0);
/// assert_eq!(found.strategies[2][0].to_string(), "1/2");
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
///
/// References: Nash 1951, Annals of Mathematics 54; Herings and Peeters 2010, Economic Theory 42.
#[must_use]
pub fn approximate_nash(
    game: &NormalFormGame,
    target: &Rational,
    budget: &Budget<'_>,
) -> Answer<Equilibrium, Infallible> {
    let answer = |stop, verdict, completeness| Answer { stop, verdict, completeness };
    if let Some(list) = pure_nash(game, budget).found() {
        let claim = list.equilibrium(game, list.profiles[0]);
        let verdict =
            judge_equilibrium(game, claim, &Rational::ZERO).map_or_else(Verdict::Refused, Verdict::Found);
        return answer(Stop::Finished, verdict, Completeness::One);
    }
    if budget.is_exhausted() {
        return answer(Stop::OutOfBudget, Verdict::Undecided { best: None }, Completeness::Unknown);
    }
    let tensor = Tensor::new(game);
    let mut search = Search { game, tensor: &tensor, target, best: None };
    for number in 0..PATHS {
        if let Some(found) = search.path(number, budget) {
            return answer(Stop::Finished, Verdict::Found(found), Completeness::One);
        }
        if budget.is_exhausted() {
            break;
        }
    }
    let stop = if budget.is_exhausted() { Stop::OutOfBudget } else { Stop::Finished };
    let best = search.best.and_then(|(point, _)| Equilibrium::of(game, gridded(search.tensor, &point)));
    answer(stop, Verdict::Undecided { best }, Completeness::Unknown)
}

struct Search<'a> {
    game: &'a NormalFormGame,
    tensor: &'a Tensor,
    target: &'a Rational,
    /// The best probabilities of all paths, and their regret in doubles.
    best: Option<(Vec<f64>, f64)>,
}

impl Search<'_> {
    /// Follows one path to its end, or to the first equilibrium on the way.
    fn path(&mut self, number: u64, budget: &Budget<'_>) -> Option<Certified<Equilibrium>> {
        let work = (self.game.profiles() * self.game.players().len()) as u64;
        let bonus = bonus(self.tensor, number);
        let mut path = Path::new(self.tensor, &bonus);
        let mut tried: Vec<Vec<bool>> = Vec::new();
        let mut next = 1.0;
        for _ in 0..STEPS {
            if !budget.spend(work * 4) {
                return None;
            }
            let progress = path.advance();
            let way = path.way();
            let leans: Vec<bool> = path.leanings().iter().map(|z| *z > 0.0).collect();
            // Early leanings say little; those seen before are tried again when the path has come a good deal nearer.
            let is_new = way > 0.7 && !tried.contains(&leans);
            if is_new || way > next || progress != Progress::Under {
                next = next.max(way) + 2.0;
                if is_new {
                    tried.push(leans);
                }
                if let Some(found) = self.finish(path.leanings(), budget) {
                    return Some(found);
                }
            }
            if progress != Progress::Under {
                // At its end the path itself is as near as doubles come, also where Newton's method is not.
                let point = within(self.tensor, &path.probabilities());
                self.keep(&point, regret(self.tensor, &point));
                break;
            }
        }
        let (point, regret) = self.best.clone()?;
        (regret <= self.target.to_f64()).then(|| self.settled(&point)).flatten()
    }

    /// Tries to finish on the supports that these numbers lean to.
    fn finish(&mut self, leanings: &[f64], budget: &Budget<'_>) -> Option<Certified<Equilibrium>> {
        let found = self.polished(&within(self.tensor, leanings), budget)?;
        self.keep(&found.point, found.regret);
        if found.regret > ROUNDING {
            return None;
        }
        let point = if found.is_alone { found.point } else { self.thinned(found.point, budget) };
        self.settled(&point)
    }

    /// Remembers the best of all paths.
    fn keep(&mut self, point: &[f64], regret: f64) {
        if self.best.as_ref().is_none_or(|(_, least)| regret < *least) {
            self.best = Some((point.to_vec(), regret));
        }
    }

    fn polished(&self, start: &[f64], budget: &Budget<'_>) -> Option<Polished> {
        let work = self.game.profiles() * self.game.players().len() * 8;
        if budget.spend(work as u64) { polished(self.tensor, start) } else { None }
    }

    /// Fewer strategies, where an equilibrium is one of many: corners of such a set have simple fractions.
    fn thinned(&self, mut point: Vec<f64>, budget: &Budget<'_>) -> Vec<f64> {
        loop {
            let is_mixed = |place: &usize| point[*place] > 0.0 && point[*place] < 1.0;
            let mut played: Vec<usize> = (0..point.len()).filter(is_mixed).collect();
            played.sort_by(|one, two| point[*one].total_cmp(&point[*two]));
            let without = |place: usize| {
                let mut start = point.clone();
                start[place] = 0.0;
                self.polished(&within(self.tensor, &start), budget).filter(|found| found.regret <= ROUNDING)
            };
            match played.into_iter().find_map(without) {
                Some(found) => point = found.point,
                None => return point,
            }
        }
    }

    /// Fractions near these doubles that are an equilibrium to the target, exactly one if that can be had.
    fn settled(&self, point: &[f64]) -> Option<Certified<Equilibrium>> {
        let exact = [simple_fractions(self.tensor, point), two_mixing(self.game, self.tensor, point)];
        for strategies in exact.into_iter().flatten() {
            let claim = Equilibrium::of(self.game, strategies)?;
            if claim.regret().is_zero()
                && let Ok(found) = judge_equilibrium(self.game, claim, &Rational::ZERO)
            {
                return Some(found);
            }
        }
        let claim = Equilibrium::of(self.game, gridded(self.tensor, point))?;
        judge_near_equilibrium(self.game, claim, self.target).ok()
    }
}

/// What each strategy is worth by itself at the start of a path.
fn bonus(tensor: &Tensor, number: u64) -> Vec<f64> {
    if number == 0 {
        let even: Vec<f64> =
            tensor.counts.iter().flat_map(|&count| std::iter::repeat_n(1.0 / count as f64, count)).collect();
        return tensor.averages(&even).payoffs;
    }
    let mut random = Random::new(number);
    (0..tensor.all()).map(|_| random.below(1 << 20) as f64 / f64::from(1 << 20)).collect()
}
