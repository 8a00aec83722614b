//! Power indices: refusals, published answers, axioms, and agreement with second methods.

#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on must fail

#[path = "power/axioms.rs"]
mod axioms;
#[path = "power/published.rs"]
mod published;
#[path = "power/random.rs"]
mod random;
#[path = "power/refusals.rs"]
mod refusals;
#[path = "power/tables.rs"]
mod tables;

use dashu_int::UBig;
use zopa::budget::Budget;
use zopa::certify::power::{Index, Power};
use zopa::certify::{Certified, Strength};
use zopa::games::voting::{VotingGame, WeightedRule};
use zopa::numeric::Rational;
use zopa::power::{PowerAnswer, TooLarge};

/// The function of an index.
fn solve(index: Index, game: &VotingGame, budget: &Budget<'_>) -> Result<PowerAnswer, TooLarge> {
    match index {
        Index::Shapley => zopa::power::shapley::shapley(game, budget),
        Index::Banzhaf => zopa::power::banzhaf::banzhaf(game, budget),
        Index::BanzhafRaw => zopa::power::banzhaf_raw::banzhaf_raw(game, budget),
        Index::DeeganPackel => zopa::power::deegan_packel::deegan_packel(game, budget),
        Index::PublicGood => zopa::power::public_good::public_good(game, budget),
        Index::Johnston => zopa::power::johnston::johnston(game, budget),
    }
}

#[track_caller]
fn power(index: Index, game: &VotingGame) -> Certified<Power> {
    let answer = solve(index, game, &Budget::unlimited()).expect("within reach");
    match answer.verdict {
        zopa::certify::Verdict::Found(power) => power,
        other => panic!("{index:?}: {other:?}"),
    }
}

#[track_caller]
fn weighted(quota: i64, weights: &[i64]) -> VotingGame {
    with_vetoes(&[(quota, weights)], &[])
}

#[track_caller]
fn with_vetoes(rules: &[(i64, &[i64])], vetoes: &[usize]) -> VotingGame {
    let players = rules[0].1.len();
    let rule = |&(quota, weights): &(i64, &[i64])| WeightedRule {
        quota: quota.into(),
        weights: weights.iter().map(|&weight| weight.into()).collect(),
    };
    VotingGame::new(players, rules.iter().map(rule).collect(), vetoes.to_vec()).expect("a game")
}

fn rational(text: &str) -> Rational {
    text.parse().expect("a number")
}

/// Swings by number of others, `(pivot counts)[player][k]`, by one table per player that is filled from nothing with
/// big integers: no voter is ever divided out.
fn swings_from_scratch(quota: usize, weights: &[usize], player: usize) -> Vec<UBig> {
    let others = weights.len() - 1;
    let mut table = vec![vec![UBig::ZERO; quota]; others + 1];
    table[0][0] = UBig::ONE;
    let rest = weights.iter().enumerate().filter(|&(other, _)| other != player);
    for (added, (_, &weight)) in rest.enumerate() {
        for size in (0..=added).rev() {
            for sum in 0..quota.saturating_sub(weight) {
                if !table[size][sum].is_zero() {
                    let more = table[size][sum].clone();
                    table[size + 1][sum + weight] += more;
                }
            }
        }
    }
    let from = quota.saturating_sub(weights[player]);
    table.iter().map(|row| row[from..].iter().fold(UBig::ZERO, |sum, count| sum + count)).collect()
}

/// Where a widely used package silently fails from about 70 voters on.
#[test]
fn weighted_voting_is_exact_above_64_voters() {
    for voters in [70_usize, 100, 200] {
        let weights: Vec<usize> = (0..voters).map(|voter| voter % 10 + 1).collect();
        let quota = weights.iter().sum::<usize>() / 2 + 1;
        let signed: Vec<i64> = weights.iter().map(|&weight| i64::try_from(weight).unwrap()).collect();
        let game = weighted(i64::try_from(quota).unwrap(), &signed);
        let factorial = |top: usize| (1..=top).fold(UBig::ONE, |product, k| product * UBig::from(k));
        let (shapley, raw) = (power(Index::Shapley, &game), power(Index::BanzhafRaw, &game));
        assert_eq!(raw.certificate().strength, Strength::Recount);
        assert_eq!(shapley.certificate().strength, Strength::Recount);
        // A table for each voter tried; of the larger games, fewer are tried (weights 1, 5, 10; 10).
        let tried = match voters {
            70 => (0..10).collect(),
            100 => vec![0, 4, 9],
            _ => vec![9],
        };
        for player in tried {
            let counts = swings_from_scratch(quota, &weights, player);
            let swings = counts.iter().fold(UBig::ZERO, |sum, count| sum + count);
            assert_eq!(raw.values[player].to_string(), swings.to_string(), "{voters} voters");
            let orders = counts.iter().enumerate().fold(UBig::ZERO, |sum, (others, count)| {
                sum + count * factorial(others) * factorial(voters - 1 - others)
            });
            let value = &shapley.values[player];
            assert_eq!(
                UBig::try_from(value.numerator().clone()).unwrap() * factorial(voters),
                orders * value.denominator(),
                "{voters} voters"
            );
        }
    }
}
