//! Is a claimed value of a constant-sum game what both players can guarantee?
//!
//! The checks are two multiplications: the first player's strategy against every strategy of the second pays at least
//! the value, and the second player's leaves the first at most the value. Nothing else can then be the value, and
//! both strategies are optimal.
//!
//! Reference: von Neumann 1928, Mathematische Annalen 100.

use dashu_int::{IBig, UBig};

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;

/// The claim that a game of two players has constant sums, and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GameValue {
    /// What the first player can guarantee itself, and the second can hold it to.
    pub value: Rational,
    /// What both get together in every profile; the second player is left with this minus the value.
    pub total: Rational,
    /// For each player a strategy that guarantees it.
    pub strategies: [Vec<Rational>; 2],
}

/// The claim that a game is not of two players with constant sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotConstantSum {
    /// There are more or fewer players.
    Players {
        /// How many.
        players: usize,
    },
    /// Two profiles in which the payoffs add up to different sums.
    Sums {
        /// Their numbers.
        profiles: [usize; 2],
    },
}

/// Judges a claimed value (`Proof`). Cost: each payoff once, and once more for each of the two strategies.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_game_value(
    game: &NormalFormGame,
    claim: GameValue,
) -> Result<Certified<GameValue>, Refused<GameValue>> {
    let checks = checks(game, &claim);
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Judges the claim that a game has no value of this kind (`Proof`).
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_not_constant_sum(
    game: &NormalFormGame,
    claim: NotConstantSum,
) -> Result<Certified<NotConstantSum>, Refused<NotConstantSum>> {
    let is_so = match claim {
        NotConstantSum::Players { players } => players == game.players().len() && players != 2,
        NotConstantSum::Sums { profiles: [one, two] } => {
            let sum = |profile| &game.payoff(0, profile) + &game.payoff(1, profile);
            game.players().len() == 2 && one.max(two) < game.profiles() && sum(one) != sum(two)
        }
    };
    let check = Check::count("players and sums are as told", u128::from(!is_so), Witness::Nothing);
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks: vec![check] })
}

fn checks(game: &NormalFormGame, claim: &GameValue) -> Vec<Check> {
    let fits = game.players().len() == 2
        && (0..2).all(|player| claim.strategies[player].len() == game.strategies(player));
    if !fits {
        return vec![Check::count("a probability for each strategy of two players", 1, Witness::Nothing)];
    }
    let is_strategy = |strategy: &Vec<Rational>| {
        strategy.iter().sum::<Rational>() == 1 && !strategy.iter().any(Rational::is_negative)
    };
    let [first, second] = &claim.strategies;
    let strategies = [first, second].into_iter().filter(|strategy| !is_strategy(strategy)).count();
    let guaranteed = game_sums(game, 0, first).into_iter().min().unwrap_or_default();
    let left = game_sums(game, 1, second).into_iter().max().unwrap_or_default();
    let short = |lack: Rational| if lack.is_negative() { Rational::ZERO } else { lack };
    vec![
        Check::count("sums that differ from the total", sums_off(game, &claim.total), Witness::Nothing),
        Check::count(
            "strategies whose probabilities do not add up to one",
            strategies as u128,
            Witness::Nothing,
        ),
        Check::exact(
            "the first player gets at least the value",
            short(&claim.value - &guaranteed),
            Witness::Party(0),
        ),
        Check::exact(
            "the second leaves it at most the value",
            short(&left - &claim.value),
            Witness::Party(1),
        ),
    ]
}

/// In how many profiles payoffs do not add up to `total`.
fn sums_off(game: &NormalFormGame, total: &Rational) -> u128 {
    let [one, two] = [game.payoffs(0), game.payoffs(1)];
    // Both players' units are brought to one scale.
    let scales = [IBig::from(two.scale().clone()), IBig::from(one.scale().clone())];
    let total = total * &Rational::from_big(&scales[0] * &scales[1], UBig::ONE);
    let narrow = |scale: &IBig| i64::try_from(scale).ok().map(i128::from);
    let off = match (one.narrow(), two.narrow(), narrow(&scales[0]), narrow(&scales[1])) {
        (Some(first), Some(second), Some(one), Some(two)) => {
            // Each product has at most 62 + 63 bits.
            let total = total.is_integer().then(|| i128::try_from(total.numerator()).ok()).flatten();
            first
                .iter()
                .zip(second)
                .filter(|&(&first, &second)| {
                    Some(i128::from(first) * one + i128::from(second) * two) != total
                })
                .count()
        }
        _ => (0..game.profiles())
            .filter(|&profile| {
                Rational::from_big(one.big(profile) * &scales[0] + two.big(profile) * &scales[1], UBig::ONE)
                    != total
            })
            .count(),
    };
    off as u128
}

/// What the first player gets for each strategy of the other player if `player` plays `strategy`.
fn game_sums(game: &NormalFormGame, player: usize, strategy: &[Rational]) -> Vec<Rational> {
    let payoffs = game.payoffs(0);
    let weight = common_denominator(strategy);
    let big = IBig::from(weight.clone());
    let weights: Vec<(usize, IBig)> = strategy
        .iter()
        .enumerate()
        .filter(|(_, probability)| !probability.is_zero())
        .map(|(own, probability)| {
            (own, probability.numerator() * (&big / IBig::from(probability.denominator().clone())))
        })
        .collect();
    let narrow = payoffs.narrow();
    (0..game.strategies(1 - player))
        .map(|other| {
            let sum: IBig = weights
                .iter()
                .map(|(own, weight)| {
                    let place = own * game.stride(player) + other * game.stride(1 - player);
                    narrow.map_or_else(|| weight * payoffs.big(place), |units| weight * units[place])
                })
                .sum();
            Rational::from_big(sum, &weight * payoffs.scale())
        })
        .collect()
}
