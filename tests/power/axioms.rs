//! An axiom for each index, on seeded random games.

use zopa::budget::Budget;
use zopa::certify::power::Index;
use zopa::coalition::Coalition;
use zopa::games::characteristic::{CharacteristicGame, Sense};
use zopa::games::voting::VotingGame;
use zopa::numeric::Rational;
use zopa::numeric::random::Random;
use zopa::power::table::index_of_table;

use crate::{power, weighted};

/// Weights of three to eight voters and a quota that all together reach.
fn weights(random: &mut Random) -> (i64, Vec<i64>) {
    let voters = 3 + random.below(6);
    let weights: Vec<i64> = (0..voters).map(|_| random.below(10) as i64).collect();
    let total: i64 = weights.iter().sum::<i64>().max(1);
    (1 + random.below(total as u64) as i64, weights)
}

fn games(seed: u64) -> impl Iterator<Item = (VotingGame, Vec<i64>)> {
    let mut random = Random::new(seed);
    let drawn = std::iter::repeat_with(move || weights(&mut random)).take(60);
    drawn
        .map(|(quota, weights)| (weighted(quota, &weights), weights))
        .filter(|(game, _)| game.somebody_wins())
}

/// The transfer axiom: the game in which either wins and the game in which both win have together as much power
/// for each voter as the two games (Dubey 1975 for Shapley-Shubik; Dubey and Shapley 1979 for Banzhaf).
fn transfers(index: Index, seed: u64) {
    let mut random = Random::new(seed);
    let mut compared = 0;
    for _ in 0..60 {
        let (quota, weights) = weights(&mut random);
        let other: Vec<i64> = weights.iter().map(|_| random.below(10) as i64).collect();
        let other_quota = 1 + random.below(other.iter().sum::<i64>().max(1) as u64) as i64;
        let (one, two) = (weighted(quota, &weights), weighted(other_quota, &other));
        let wins =
            |game: &VotingGame, bits: u64| game.wins(|voter| Coalition::from_bits(bits).contains(voter));
        let of = |is_won: &dyn Fn(u64) -> bool| -> Option<Vec<Rational>> {
            let worths: Vec<Rational> =
                (0..1_u64 << weights.len()).map(|bits| i64::from(is_won(bits)).into()).collect();
            let table = CharacteristicGame::new(weights.len(), Sense::Worth, &worths).expect("a table");
            let answer = index_of_table(&table, index, &Budget::unlimited()).ok()?;
            answer.found().map(|power| power.values.clone())
        };
        let both = of(&|bits| wins(&one, bits) && wins(&two, bits));
        let either = of(&|bits| wins(&one, bits) || wins(&two, bits));
        let (Some(both), Some(either)) = (both, either) else { continue };
        let (first, second) = (power(index, &one), power(index, &two));
        for voter in 0..weights.len() {
            assert_eq!(&both[voter] + &either[voter], &first.values[voter] + &second.values[voter]);
        }
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn shapley_meets_the_transfer_axiom() {
    transfers(Index::Shapley, 1);
}

#[test]
fn banzhaf_raw_meets_the_transfer_axiom() {
    transfers(Index::BanzhafRaw, 2);
}

#[test]
fn banzhaf_gives_more_weight_no_less_power() {
    for (game, weights) in games(3) {
        let shares = &power(Index::Banzhaf, &game).values;
        for one in 0..weights.len() {
            for other in 0..weights.len() {
                assert!(weights[one] < weights[other] || shares[one] >= shares[other]);
            }
        }
    }
}

/// The minimal winning coalitions of a game, by the definition.
fn minimal(game: &VotingGame) -> Vec<Coalition> {
    let wins = |coalition: Coalition| game.wins(|voter| coalition.contains(voter));
    let all = Coalition::all(game.players()).subsets();
    all.filter(|&one| wins(one) && one.members().all(|voter| !wins(one.without(voter)))).collect()
}

#[test]
fn deegan_packel_shares_each_minimal_winning_coalition_equally_among_its_members() {
    for (game, weights) in games(4) {
        let coalitions = minimal(&game);
        let share = |voter: usize| {
            let sizes = coalitions.iter().filter(|one| one.contains(voter)).map(|one| one.len());
            let parts =
                sizes.map(|size| Rational::new(1, (size * coalitions.len()) as i128).expect("a size"));
            parts.fold(Rational::ZERO, |sum, part| &sum + &part)
        };
        let expected: Vec<Rational> = (0..weights.len()).map(share).collect();
        assert_eq!(power(Index::DeeganPackel, &game).values, expected);
    }
}

#[test]
fn public_good_counts_memberships_of_minimal_winning_coalitions() {
    for (game, weights) in games(5) {
        let coalitions = minimal(&game);
        let of = |voter: usize| coalitions.iter().filter(|one| one.contains(voter)).count();
        let total: usize = (0..weights.len()).map(of).sum();
        let expected = (0..weights.len()).map(|voter| Rational::new(of(voter) as i128, total as i128));
        assert_eq!(
            power(Index::PublicGood, &game).values,
            expected.collect::<Option<Vec<_>>>().expect("a total")
        );
    }
}

#[test]
fn johnston_gives_a_dictator_all_and_equal_voters_the_same() {
    for (game, weights) in games(6) {
        let shares = &power(Index::Johnston, &game).values;
        for one in 0..weights.len() {
            let twin = (0..weights.len()).find(|&other| other != one && weights[other] == weights[one]);
            assert!(twin.is_none_or(|twin| shares[twin] == shares[one]));
            let decides = game.wins(|voter| voter == one) && !game.wins(|voter| voter != one);
            assert!(!decides || shares[one] == 1);
        }
    }
}
