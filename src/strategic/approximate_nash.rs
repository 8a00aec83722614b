//! One equilibrium of a game of any number of players, to a regret that is proved.
//!
//! Equilibria of three and more players are in general irrational (Nash 1951 has an example), so that none can be
//! written down. What is handed over is a profile of exact fractions, and how much each player could still
//! gain, computed exactly. Where the equilibrium has fractions with small denominators, they are found and the regret is 0.
//!
//! Method:
//! 1. A pure equilibrium, if there is one: exact, and found by looking.
//! 2. Paths from an easy game to this one (`path`), the first from everybody's best reply to even play, others
//!    from random bonuses with a fixed seed. On the way, whenever the path leans towards new supports, Newton's
//!    method tries to finish on them (`polish`).
//! 3. Fractions: by continued fractions, kept if the exact regret is 0; else over 2^52.
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
use crate::strategic::path::{Path, Progress};
use crate::strategic::polish::{polished, regret, within};
use crate::strategic::pure_nash::pure_nash;
use crate::strategic::tensor::Tensor;

/// How many paths are tried.
const PATHS: u64 = 100;
/// Steps after which a path is left for another one.
const STEPS: usize = 2_000;
/// Regret at which doubles have nothing left to gain.
const ROUNDING: f64 = 1e-14;
/// Greatest denominator of a fraction that is guessed from a double.
const MAX_GUESS: i128 = 1 << 22;
/// Probabilities that are not guessed are whole multiples of this part of one.
const GRID: i128 = 1 << 52;

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
    let mut search = Search { game, tensor: Tensor::new(game), target, best: None };
    for number in 0..PATHS {
        if let Some(found) = search.path(number, budget) {
            return answer(Stop::Finished, Verdict::Found(found), Completeness::One);
        }
        if budget.is_exhausted() {
            break;
        }
    }
    let stop = if budget.is_exhausted() { Stop::OutOfBudget } else { Stop::Finished };
    let best = search.best.and_then(|(point, _)| Equilibrium::of(game, gridded(&search.tensor, &point)));
    answer(stop, Verdict::Undecided { best }, Completeness::Unknown)
}

struct Search<'a> {
    game: &'a NormalFormGame,
    tensor: Tensor,
    target: &'a Rational,
    /// The best probabilities of all paths, and their regret in doubles.
    best: Option<(Vec<f64>, f64)>,
}

impl Search<'_> {
    /// Follows one path to its end, or to the first equilibrium on the way.
    fn path(&mut self, number: u64, budget: &Budget<'_>) -> Option<Certified<Equilibrium>> {
        let work = (self.game.profiles() * self.game.players().len()) as u64;
        let tensor = self.tensor.clone();
        let bonus = bonus(&tensor, number);
        let mut path = Path::new(&tensor, &bonus);
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
                break;
            }
        }
        let (point, regret) = self.best.clone()?;
        (regret <= self.target.to_f64()).then(|| self.settled(&point)).flatten()
    }

    /// Tries to finish on the supports that these numbers lean to.
    fn finish(&mut self, leanings: &[f64], budget: &Budget<'_>) -> Option<Certified<Equilibrium>> {
        if !budget.spend((self.game.profiles() * self.game.players().len() * 8) as u64) {
            return None;
        }
        let start = within(&self.tensor, leanings);
        let (point, regret) = polished(&self.tensor, &start)?;
        if self.best.as_ref().is_none_or(|(_, least)| regret < *least) {
            self.best = Some((point.clone(), regret));
        }
        (regret <= ROUNDING).then(|| self.settled(&point)).flatten()
    }

    /// Fractions near these doubles that are an equilibrium to the target.
    fn settled(&self, point: &[f64]) -> Option<Certified<Equilibrium>> {
        if let Some(guess) = guessed(&self.tensor, point) {
            let claim = Equilibrium::of(self.game, guess)?;
            if claim.regret().is_zero() {
                return judge_equilibrium(self.game, claim, &Rational::ZERO).ok();
            }
        }
        let claim = Equilibrium::of(self.game, gridded(&self.tensor, point))?;
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

/// Fractions over one denominator, [`GRID`], near these doubles; the greatest probability of each player takes up what
/// rounding leaves.
fn gridded(tensor: &Tensor, point: &[f64]) -> Vec<Vec<Rational>> {
    (0..tensor.counts.len())
        .map(|player| {
            let own = tensor.of(player, point);
            let mut parts: Vec<i128> = own.iter().map(|part| (part * GRID as f64).round() as i128).collect();
            let most = (0..parts.len()).max_by_key(|place| (parts[*place], usize::MAX - place)).unwrap_or(0);
            parts[most] += GRID - parts.iter().sum::<i128>();
            parts.iter().map(|&part| Rational::new(part, GRID).unwrap_or_default()).collect()
        })
        .collect()
}

/// Fractions with small denominators within rounding of these doubles, if they add up to one.
fn guessed(tensor: &Tensor, point: &[f64]) -> Option<Vec<Vec<Rational>>> {
    (0..tensor.counts.len())
        .map(|player| {
            let guess: Vec<Rational> =
                tensor.of(player, point).iter().map(|&part| simple(part)).collect::<Option<_>>()?;
            (guess.iter().sum::<Rational>() == 1).then_some(guess)
        })
        .collect()
}

/// The simplest fraction within rounding of a number between 0 and 1, by its continued fraction.
fn simple(number: f64) -> Option<Rational> {
    let (mut above, mut below) = ((0_i128, 1_i128), (1_i128, 0_i128));
    let mut rest = number;
    for _ in 0..40 {
        let whole = rest.floor();
        if whole > 1e12 {
            return None;
        }
        let digit = whole as i128;
        above = (above.1, digit * above.1 + above.0);
        below = (below.1, digit * below.1 + below.0);
        if below.1 > MAX_GUESS {
            return None;
        }
        if (above.1 as f64 / below.1 as f64 - number).abs() < 4e-15 {
            return Rational::new(above.1, below.1);
        }
        rest = 1.0 / (rest - whole);
    }
    None
}
