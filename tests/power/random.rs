//! Random games: agreement with the definitions, and axioms.

use proptest::prelude::*;
use zopa::certify::Strength;
use zopa::certify::power::{Index, Referee};
use zopa::games::voting::VotingGame;
use zopa::numeric::Rational;

use crate::{power, weighted, with_vetoes};

/// The scores of an index from its definition, coalition by coalition.
fn naive(index: Index, game: &VotingGame) -> Vec<Rational> {
    let voters = game.players();
    let wins = |coalition: usize| game.wins(|voter| coalition >> voter & 1 == 1);
    let factorial = |top: usize| (1..=top as i64).fold(Rational::ONE, |product, k| &product * &k.into());
    let mut scores = vec![Rational::ZERO; voters];
    for coalition in (0..1_usize << voters).filter(|&coalition| wins(coalition)) {
        let members: Vec<usize> = (0..voters).filter(|voter| coalition >> voter & 1 == 1).collect();
        let critical: Vec<usize> =
            members.iter().copied().filter(|voter| !wins(coalition & !(1 << voter))).collect();
        let is_minimal = critical == members;
        let part = |number: usize| Rational::new(1, number as i128).unwrap();
        for &voter in &critical {
            let size = members.len();
            let orders = || &(&factorial(size - 1) * &factorial(voters - size)) / &factorial(voters);
            scores[voter] += &match index {
                Index::Shapley => orders(),
                Index::Banzhaf | Index::BanzhafRaw => Rational::ONE,
                Index::DeeganPackel if is_minimal => part(size),
                Index::PublicGood if is_minimal => Rational::ONE,
                Index::DeeganPackel | Index::PublicGood => Rational::ZERO,
                Index::Johnston => part(critical.len()),
            };
        }
    }
    scores
}

prop_compose! {
    /// A game of up to nine voters, one to three rules and up to two vetoes in which somebody wins.
    fn small_games()(voters in 1_usize..=9)(
        weights in prop::collection::vec(prop::collection::vec(0_i64..=9, voters), 1..=3),
        shares in prop::collection::vec(1_i64..=100, 3),
        vetoes in prop::collection::btree_set(0..voters, 0..=2.min(voters)),
    ) -> VotingGame {
        let rules: Vec<(i64, &[i64])> = weights
            .iter()
            .zip(&shares)
            .map(|(weights, share)| ((weights.iter().sum::<i64>() * share / 100).max(1), weights.as_slice()))
            .collect();
        with_vetoes(&rules, &vetoes.into_iter().collect::<Vec<_>>())
    }
}

prop_compose! {
    /// One rule, more voters than are looked at coalition by coalition.
    fn long_games()(voters in 21_usize..=30)(
        weights in prop::collection::vec(0_i64..=12, voters),
        share in 1_i64..=100,
        vetoes in prop::collection::btree_set(0..voters, 0..=2),
    ) -> VotingGame {
        let quota = (weights.iter().sum::<i64>() * share / 100).max(1);
        with_vetoes(&[(quota, &weights)], &vetoes.into_iter().collect::<Vec<_>>())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn every_index_is_that_of_the_definition(game in small_games()) {
        prop_assume!(game.somebody_wins());
        for index in Index::ALL {
            let found = power(index, &game);
            prop_assert_eq!(&found.scores, &naive(index, &game), "{:?}", index);
            prop_assert_eq!(found.certificate().strength, Strength::Recount);
        }
    }

    #[test]
    fn voters_beyond_the_rules_change_nothing(game in small_games()) {
        // Dummy: a voter without weight gets nothing and takes nothing from the others.
        prop_assume!(game.somebody_wins());
        let rules: Vec<(i64, Vec<i64>)> = game.rules().iter().map(|rule| {
            let weights = rule.weights.iter().map(|&weight| i64::try_from(weight).unwrap());
            (i64::try_from(rule.quota).unwrap(), weights.chain([0]).collect())
        }).collect();
        let rules: Vec<(i64, &[i64])> = rules.iter().map(|(quota, weights)| (*quota, weights.as_slice())).collect();
        let larger = with_vetoes(&rules, game.vetoes());
        for index in [Index::Shapley, Index::Banzhaf, Index::DeeganPackel, Index::PublicGood, Index::Johnston] {
            let mut values = power(index, &larger).values.clone();
            prop_assert_eq!(values.pop(), Some(Rational::ZERO));
            prop_assert_eq!(&values, &power(index, &game).values);
        }
    }

    #[test]
    fn shapley_of_a_game_and_its_dual_agree(weights in prop::collection::vec(0_i64..=30, 1..=12), share in 1_i64..=100) {
        let total: i64 = weights.iter().sum();
        prop_assume!(total > 0);
        let quota = (total * share / 100).max(1);
        let (game, dual) = (weighted(quota, &weights), weighted(total + 1 - quota, &weights));
        for index in [Index::Shapley, Index::Banzhaf] {
            prop_assert_eq!(&power(index, &game).values, &power(index, &dual).values);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// The referee recounts by other means than the solver, so its agreement is a second method.
    #[test]
    fn long_games_are_recounted(game in long_games()) {
        prop_assume!(game.somebody_wins());
        for index in Index::ALL {
            prop_assert_eq!(power(index, &game).certificate().strength, Strength::Recount, "{:?}", index);
        }
    }

    #[test]
    fn equal_voters_share_equally(voters in 1_usize..=60, quota in 1_usize..=60) {
        prop_assume!(quota <= voters);
        let game = weighted(i64::try_from(quota).unwrap(), &vec![1; voters]);
        for index in Index::ALL {
            let claim = power(index, &game);
            prop_assert!(Referee::new(&game).judge(claim.clone().into_claim()).is_ok());
            if index != Index::BanzhafRaw {
                let share = Rational::new(1, voters as i128).unwrap();
                prop_assert!(claim.values.iter().all(|value| *value == share));
            }
        }
    }
}
