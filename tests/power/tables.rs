//! Games in tables, and estimates.

use proptest::prelude::*;
use zopa::budget::Budget;
use zopa::certify::Stop;
use zopa::certify::power::{BanzhafValue, Index, NobodyWins, TableReferee};
use zopa::games::characteristic::{CharacteristicGame, Sense};
use zopa::numeric::Rational;
use zopa::power::sample::{sample_banzhaf, sample_shapley};
use zopa::power::table::{NotSimple, banzhaf_value, index_of_table};

use crate::{power, rational, weighted, with_vetoes};

fn table(players: usize, sense: Sense, worth: impl Fn(usize) -> i64) -> CharacteristicGame {
    let worths: Vec<Rational> = (0..1_usize << players).map(|coalition| worth(coalition).into()).collect();
    CharacteristicGame::new(players, sense, &worths).expect("a table")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_voting_game_and_its_table_agree(weights in prop::collection::vec(0_i64..=9, 1..=9), share in 1_i64..=100) {
        let total: i64 = weights.iter().sum();
        prop_assume!(total > 0);
        let game = weighted((total * share / 100).max(1), &weights);
        let table = table(weights.len(), Sense::Worth, |coalition| {
            i64::from(game.wins(|voter| coalition >> voter & 1 == 1))
        });
        for index in Index::ALL {
            let answer = index_of_table(&table, index, &Budget::unlimited()).expect("a simple game");
            let found = answer.found().expect("an answer");
            prop_assert_eq!(&**found, &*power(index, &game));
            let mut wrong = found.clone().into_claim();
            wrong.scores[0] += &Rational::ONE;
            prop_assert!(TableReferee::new(&table).judge(wrong).is_err());
        }
        let value = banzhaf_value(&table).expect("a judged value");
        prop_assert_eq!(&value.values, &power(Index::Banzhaf, &game).absolute());
    }

    #[test]
    fn the_banzhaf_value_is_the_mean_contribution(worths in prop::collection::vec(-50_i64..=50, 32)) {
        for sense in [Sense::Worth, Sense::Cost] {
            let worth = |coalition: usize| if coalition == 0 { 0 } else { worths[coalition] };
            let game = table(5, sense, worth);
            let value = banzhaf_value(&game).expect("a judged value").into_claim();
            for player in 0..5 {
                let others = (0..32_usize).filter(|coalition| coalition >> player & 1 == 0);
                let sum: i64 = others.map(|coalition| worth(coalition | 1 << player) - worth(coalition)).sum();
                prop_assert_eq!(&value.values[player], &Rational::new(i128::from(sum), 16).unwrap());
                let mut wrong = value.clone();
                wrong.values[player] += &rational("1/16");
                prop_assert!(TableReferee::new(&game).judge_value(wrong).is_err());
            }
        }
    }
}

#[test]
fn tables_beyond_one_block_and_one_word_agree_with_voting_games() {
    let weights: Vec<i64> = (1..=13).collect();
    let game = weighted(46, &weights);
    let table =
        table(13, Sense::Worth, |coalition| i64::from(game.wins(|voter| coalition >> voter & 1 == 1)));
    for index in Index::ALL {
        let answer = index_of_table(&table, index, &Budget::unlimited()).expect("a simple game");
        assert_eq!(**answer.found().expect("an answer"), *power(index, &game));
    }
    let value = banzhaf_value(&table).expect("a judged value");
    assert_eq!(value.values, power(Index::Banzhaf, &game).absolute());
}

#[test]
fn tables_that_are_no_simple_game_are_refused_by_name() {
    let solve = |game: &CharacteristicGame| index_of_table(game, Index::Shapley, &Budget::unlimited());
    let glove = table(2, Sense::Worth, |coalition| if coalition == 3 { 2 } else { 0 });
    assert!(matches!(solve(&glove), Err(NotSimple::Worth { .. })));
    assert_eq!(solve(&table(2, Sense::Cost, |_| 0)), Err(NotSimple::Costs));
    let shrinks = table(7, Sense::Worth, |coalition| i64::from(coalition == 1 << 6));
    assert!(matches!(solve(&shrinks), Err(NotSimple::NotMonotone { player: 0, .. })));
    let shrinks = table(2, Sense::Worth, |coalition| i64::from(coalition == 1));
    assert!(matches!(solve(&shrinks), Err(NotSimple::NotMonotone { player: 1, .. })));
    let nobody = table(3, Sense::Worth, |_| 0);
    assert!(solve(&nobody).expect("a simple game").refutation().is_some());
    let everyone = table(3, Sense::Worth, |coalition| i64::from(coalition == 7));
    assert!(TableReferee::new(&everyone).judge_nobody_wins(NobodyWins).is_err());
    assert!(TableReferee::new(&everyone).judge_value(BanzhafValue { values: vec![] }).is_err());
}

#[test]
fn estimates_repeat_and_come_near_the_exact_values() {
    let weights: Vec<i64> = (0..30).map(|voter| voter % 7 + 1).collect();
    for game in [weighted(60, &weights), with_vetoes(&[(40, &weights), (12, &[1; 30])], &[4])] {
        let (orders, coalitions) = (
            sample_shapley(&game, 4_000, 9, &Budget::unlimited()),
            sample_banzhaf(&game, 4_000, 9, &Budget::unlimited()),
        );
        assert_eq!(orders, sample_shapley(&game, 4_000, 9, &Budget::unlimited()));
        assert_eq!(coalitions, sample_banzhaf(&game, 4_000, 9, &Budget::unlimited()));
        assert_ne!(orders.values, sample_shapley(&game, 4_000, 10, &Budget::unlimited()).values);
        let exact = power(Index::Shapley, &game);
        for (estimate, exact) in orders.values.iter().zip(&exact.values) {
            assert!((estimate.value - exact.to_f64()).abs() < 5.0 * estimate.standard_error);
        }
        let exact = power(Index::Banzhaf, &game);
        for (estimate, exact) in coalitions.values.iter().zip(&exact.values) {
            assert!((estimate.value - exact.to_f64()).abs() < 5.0 * estimate.standard_error);
        }
        for (estimate, exact) in coalitions.absolute.iter().zip(exact.absolute()) {
            assert!((estimate.value - exact.to_f64()).abs() < 5.0 * estimate.standard_error);
        }
    }
    let cut = sample_banzhaf(&weighted(60, &weights), 4_000, 9, &Budget::of_work(3_000));
    assert_eq!((cut.stop, cut.draws), (Stop::OutOfBudget, 99));
    let nobody = sample_shapley(&weighted(9, &[1, 1]), 10, 1, &Budget::unlimited());
    assert!(nobody.values.iter().all(|estimate| estimate.value <= 0.0));
}
