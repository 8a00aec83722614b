//! Is a claimed equilibrium one? No player may gain more than its stated regret by any other strategy.
//!
//! The check is the definition, in exact fractions: probabilities are not below 0 and add up to one, and each
//! player's payoff, and what each of its pure strategies would pay against the others, is summed again over all
//! profiles that the others may play. A mixed deviation cannot pay more than the best pure one, so the checks alone
//! imply the claim.
//!
//! Reference: Nash 1951, Annals of Mathematics 54.

use dashu_int::ops::{BitTest as _, UnsignedAbs as _};
use dashu_int::{IBig, UBig};

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;
use crate::numeric::whole::Whole;

/// The claim that nobody gains more than its regret by another strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equilibrium {
    /// The probability with which each player plays each of its strategies.
    pub strategies: Vec<Vec<Rational>>,
    /// What each player gets on average.
    pub payoffs: Vec<Rational>,
    /// The most that each player could gain by another strategy, in points of its payoff; 0 in an exact equilibrium.
    pub regrets: Vec<Rational>,
}

impl Equilibrium {
    /// The claim that a profile of mixed strategies is what it is: payoffs and regrets computed by the definition.
    ///
    /// `None` if `strategies` does not have a list for each player with a probability for each strategy.
    ///
    /// Cost: for each player the product of all numbers of strategies played, in big integers.
    #[must_use]
    pub fn of(game: &NormalFormGame, strategies: Vec<Vec<Rational>>) -> Option<Self> {
        let (payoffs, regrets) = recomputed(game, &strategies)?;
        Some(Self { strategies, payoffs, regrets })
    }

    /// The greatest regret; payoffs of two players are not compared by it, each regret is in its player's own points.
    #[must_use]
    pub fn regret(&self) -> Rational {
        self.regrets.iter().max().cloned().unwrap_or_default()
    }

    /// Does everybody play one strategy for sure?
    #[must_use]
    pub fn is_pure(&self) -> bool {
        self.strategies.iter().flatten().all(|probability| probability.is_zero() || *probability == 1)
    }
}

/// Judges a claimed equilibrium whose regrets may reach `tolerance` (`Proof`).
///
/// - `tolerance`: the greatest regret of any player, in points; 0 for an exact equilibrium.
///
/// Cost: as [`Equilibrium::of`].
///
/// # Errors
///
/// [`Refused`] with the failed check.
///
/// ```
/// use zopa::certify::strategic::{Equilibrium, judge_equilibrium};
/// use zopa::games::normal_form::{NormalFormGame, Player};
/// use zopa::numeric::Rational;
///
/// // Matching pennies: only an even mixture of both leaves nothing to gain.
/// let player = || Player { name: String::new(), strategies: vec!["heads".into(), "tails".into()] };
/// let row = [1, -1, -1, 1].map(Into::into).to_vec();
/// let column = [-1, 1, 1, -1].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(), player()], &[row, column])?;
/// let half = || vec![Rational::new(1, 2).unwrap(); 2];
/// let claim = Equilibrium { strategies: vec![half(), half()], payoffs: vec![0.into(); 2], regrets: vec![0.into(); 2] };
/// assert!(judge_equilibrium(&game, claim.clone(), &Rational::ZERO).is_ok());
/// let wrong = Equilibrium { strategies: vec![half(), vec![1.into(), 0.into()]], ..claim };
/// assert!(judge_equilibrium(&game, wrong, &Rational::ZERO).is_err());
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
pub fn judge_equilibrium(
    game: &NormalFormGame,
    claim: Equilibrium,
    tolerance: &Rational,
) -> Result<Certified<Equilibrium>, Refused<Equilibrium>> {
    judge(game, claim, |regrets| Check {
        tolerance: tolerance.clone(),
        ..greatest("no gain by another strategy", regrets.iter().cloned())
    })
}

/// Judges a claimed equilibrium whose regrets may reach a share of what is at stake for each player (`Proof`).
///
/// - `share`: the greatest regret of any player over the difference of its greatest and least payoff in the
///   game. It has no unit, so it means the same for all players, whatever the scales of their payoffs.
///
/// Cost: as [`Equilibrium::of`], and one look at every payoff.
///
/// # Errors
///
/// [`Refused`] with the failed check.
///
/// ```
/// use zopa::certify::strategic::{Equilibrium, judge_near_equilibrium};
/// use zopa::games::normal_form::{NormalFormGame, Player};
/// use zopa::numeric::Rational;
///
/// // One player who takes 99 where 100 is to be had, and 0 otherwise: it regrets a hundredth of what is at stake.
/// let player = Player { name: String::new(), strategies: vec![String::new(); 3] };
/// let game = NormalFormGame::new("", vec![player], &[[0, 99, 100].map(Into::into).to_vec()])?;
/// let claim = Equilibrium::of(&game, vec![[0, 1, 0].map(Into::into).to_vec()]).unwrap();
/// assert!(judge_near_equilibrium(&game, claim.clone(), &Rational::new(1, 100).unwrap()).is_ok());
/// assert!(judge_near_equilibrium(&game, claim, &Rational::new(1, 101).unwrap()).is_err());
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
pub fn judge_near_equilibrium(
    game: &NormalFormGame,
    claim: Equilibrium,
    share: &Rational,
) -> Result<Certified<Equilibrium>, Refused<Equilibrium>> {
    judge(game, claim, |regrets| {
        let shares = regrets.iter().enumerate().map(|(player, regret)| {
            // Who gets the same everywhere has nothing to regret.
            regret.checked_div(&range(game, player)).unwrap_or_else(|| regret.clone())
        });
        let name = "no gain by another strategy, as a share of the range of payoffs";
        Check { tolerance: share.clone(), ..greatest(name, shares) }
    })
}

/// The difference between the greatest and the least payoff of a player.
fn range(game: &NormalFormGame, player: usize) -> Rational {
    let units = game.payoffs(player);
    let range = match (units.narrow(), units.wide()) {
        (Some(list), _) => {
            IBig::from(list.iter().max().copied().unwrap_or_default())
                - IBig::from(list.iter().min().copied().unwrap_or_default())
        }
        (None, Some(list)) => {
            list.iter().max().cloned().unwrap_or_default() - list.iter().min().cloned().unwrap_or_default()
        }
        (None, None) => IBig::ZERO,
    };
    Rational::from_big(range, units.scale().clone())
}

fn judge(
    game: &NormalFormGame,
    claim: Equilibrium,
    last: impl Fn(&[Rational]) -> Check,
) -> Result<Certified<Equilibrium>, Refused<Equilibrium>> {
    let players = game.players().len();
    let wrong_lengths = claim.payoffs.len().abs_diff(players) + claim.regrets.len().abs_diff(players);
    let Some((payoffs, regrets)) = recomputed(game, &claim.strategies).filter(|_| wrong_lengths == 0) else {
        let check = Check::count("a probability for each strategy of each player", 1, Witness::Nothing);
        return Err(Refused {
            claim: Box::new(claim),
            certificate: Certificate { strength: Strength::Proof, checks: vec![check] },
        });
    };
    let below = claim.strategies.iter().flatten().filter(|probability| probability.is_negative()).count();
    let off = |strategy: &Vec<Rational>| distance(&strategy.iter().sum(), &Rational::ONE);
    let sums = claim.strategies.iter().map(off);
    let payoffs = claim.payoffs.iter().zip(&payoffs).map(|(one, two)| distance(one, two));
    let recounted = claim.regrets.iter().zip(&regrets).map(|(one, two)| distance(one, two));
    let checks = vec![
        Check::count("no probability below 0", below as u128, Witness::Nothing),
        greatest("probabilities add up to one", sums),
        greatest("payoffs found again", payoffs),
        greatest("regrets found again", recounted),
        last(&regrets),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// The check that the greatest of these residuals, one for each player, is within bounds.
fn greatest(name: &'static str, residuals: impl Iterator<Item = Rational>) -> Check {
    let (player, residual) = residuals
        .enumerate()
        .max_by(|(one, first), (two, second)| first.cmp(second).then(two.cmp(one)))
        .unwrap_or_default();
    Check::exact(name, residual, Witness::Party(player))
}

fn distance(one: &Rational, two: &Rational) -> Rational {
    let off = one - two;
    if off.is_negative() { -&off } else { off }
}

/// The payoff and the regret of each player; `None` if the shape is wrong.
fn recomputed(game: &NormalFormGame, strategies: &[Vec<Rational>]) -> Option<(Vec<Rational>, Vec<Rational>)> {
    let players = game.players().len();
    let fits = |(player, list): (usize, &Vec<Rational>)| list.len() == game.strategies(player);
    if strategies.len() != players || !strategies.iter().enumerate().all(fits) {
        return None;
    }
    let weights: Vec<Weights> = strategies.iter().map(|strategy| Weights::of(strategy)).collect();
    let mut payoffs = Vec::with_capacity(players);
    let mut regrets = Vec::with_capacity(players);
    for player in 0..players {
        let sums = against(game, player, &weights);
        let best = sums.iter().max().cloned().unwrap_or_default();
        let own: IBig = weights[player].played.iter().map(|(place, weight)| weight * &sums[*place]).sum();
        // Sums are in units of the player's scale times everybody else's denominator.
        let others = weights
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != player)
            .fold(game.payoffs(player).scale().clone(), |scale, (_, weights)| scale * &weights.total);
        let payoff = Rational::from_big(own, &others * &weights[player].total);
        regrets.push(&Rational::from_big(best, others) - &payoff);
        payoffs.push(payoff);
    }
    Some((payoffs, regrets))
}

/// A mixed strategy as whole numbers over one denominator.
pub(super) struct Weights {
    pub(super) total: UBig,
    /// The strategies that are played, ascending, with their weights.
    pub(super) played: Vec<(usize, IBig)>,
}

impl Weights {
    pub(super) fn of(strategy: &[Rational]) -> Self {
        let total = common_denominator(strategy);
        let big = IBig::from(total.clone());
        let played = strategy
            .iter()
            .enumerate()
            .filter(|(_, probability)| !probability.is_zero())
            .map(|(place, probability)| {
                (place, probability.numerator() * (&big / IBig::from(probability.denominator().clone())))
            })
            .collect();
        Self { total, played }
    }

    /// Bits of the sum of absolute weights.
    fn sum_bits(&self) -> usize {
        let sum: UBig = self.played.iter().map(|(_, weight)| weight.clone().unsigned_abs()).sum();
        sum.bit_len()
    }
}

/// For each strategy of `player` the sum of its payoffs over what the others play, by their weights.
fn against(game: &NormalFormGame, player: usize, weights: &[Weights]) -> Vec<IBig> {
    let others: Vec<usize> = (0..weights.len()).filter(|&other| other != player).collect();
    let payoffs = game.payoffs(player);
    // A narrow unit is at most 2^62, and the absolute products of weights add up to the product of their sums.
    let bits: usize = others.iter().map(|&other| weights[other].sum_bits()).sum();
    if let (Some(units), true) = (payoffs.narrow(), bits <= NARROW_BITS) {
        let narrow = |list: &Weights| {
            list.played.iter().map(|(place, weight)| (*place, i128::try_from(weight).unwrap_or(0))).collect()
        };
        let played: Vec<Vec<(usize, i128)>> = weights.iter().map(narrow).collect();
        let sums = Sums { game, player, played: &played, unit: &|place| i128::from(units[place]) };
        return sums.over(&others).into_iter().map(IBig::from).collect();
    }
    let played: Vec<Vec<(usize, IBig)>> = weights.iter().map(|list| list.played.clone()).collect();
    Sums { game, player, played: &played, unit: &|place| payoffs.big(place) }.over(&others)
}

/// Most bits of a sum of products of weights, so that with a narrow payoff nothing leaves 128 bits.
const NARROW_BITS: usize = 60;

/// Sums over what others play, in whole numbers of one width.
struct Sums<'a, W> {
    game: &'a NormalFormGame,
    player: usize,
    played: &'a [Vec<(usize, W)>],
    unit: &'a dyn Fn(usize) -> W,
}

impl<W: Whole> Sums<'_, W> {
    fn over(&self, others: &[usize]) -> Vec<W> {
        let mut sums = vec![W::of(0); self.game.strategies(self.player)];
        self.add(others, 0, &W::of(1), &mut sums);
        sums
    }

    fn add(&self, others: &[usize], profile: usize, weight: &W, sums: &mut [W]) {
        let Some((&other, rest)) = others.split_first() else {
            for (strategy, sum) in sums.iter_mut().enumerate() {
                sum.add(&weight.times(&(self.unit)(profile + strategy * self.game.stride(self.player))));
            }
            return;
        };
        for (strategy, factor) in &self.played[other] {
            let place = profile + strategy * self.game.stride(other);
            self.add(rest, place, &weight.times(factor), sums);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Equilibrium, judge_equilibrium};
    use crate::games::normal_form::{NormalFormGame, Player};
    use crate::numeric::Rational;

    /// The minority game of three players (Challet and Zhang 1997): whoever is alone gets 1.
    fn minority() -> NormalFormGame {
        let player = || Player { name: String::new(), strategies: vec![String::new(); 2] };
        let payoffs: Vec<Vec<Rational>> = (0..3)
            .map(|own| {
                (0..8_usize)
                    .map(|profile| {
                        let choice = profile >> own & 1;
                        Rational::from(i64::from(
                            (0..3).all(|other| other == own || profile >> other & 1 != choice),
                        ))
                    })
                    .collect()
            })
            .collect();
        NormalFormGame::new("", vec![player(), player(), player()], &payoffs).expect("a game")
    }

    #[test]
    fn an_equilibrium_of_three_players_holds_and_its_neighbours_do_not() {
        let game = minority();
        let half = vec![Rational::new(1, 2).unwrap_or_default(); 2];
        let even = Equilibrium::of(&game, vec![half.clone(), half.clone(), half.clone()]).expect("a profile");
        assert_eq!(even.payoffs, vec![Rational::new(1, 4).unwrap_or_default(); 3]);
        assert!(judge_equilibrium(&game, even.clone(), &Rational::ZERO).is_ok());

        let mut moved = even.strategies.clone();
        moved[0] =
            vec![Rational::new(51, 100).unwrap_or_default(), Rational::new(49, 100).unwrap_or_default()];
        let moved = Equilibrium::of(&game, moved).expect("a profile");
        assert_eq!(moved.regret(), Rational::new(1, 200).unwrap_or_default());
        assert!(judge_equilibrium(&game, moved.clone(), &Rational::ZERO).is_err());
        assert!(judge_equilibrium(&game, moved, &Rational::new(1, 100).unwrap_or_default()).is_ok());

        let hidden = Equilibrium { payoffs: vec![Rational::ONE; 3], ..even.clone() };
        assert!(judge_equilibrium(&game, hidden, &Rational::ONE).is_err());
        let mut short = even.clone();
        short.strategies[2].pop();
        assert!(judge_equilibrium(&game, short, &Rational::ONE).is_err());
        let mut beyond = even;
        beyond.strategies[1] = vec![Rational::from(2), Rational::from(-1)];
        let beyond = Equilibrium::of(&game, beyond.strategies).expect("a profile");
        assert!(judge_equilibrium(&game, beyond, &Rational::from(9)).is_err());
    }
}
