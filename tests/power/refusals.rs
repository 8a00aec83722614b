//! Wrong claims: each of them is refused.

use zopa::budget::Budget;
use zopa::certify::power::{Index, NobodyWins, Power, Referee};
use zopa::certify::{Stop, Strength, Verdict};
use zopa::games::voting::{InvalidVoting, VotingGame, WeightedRule};
use zopa::numeric::Rational;

use crate::{power, rational, solve, weighted, with_vetoes};

/// Games small enough for all coalitions, and games that are recounted modulo primes.
fn games() -> Vec<(VotingGame, VotingGame)> {
    let long: Vec<i64> = (0..40).map(|voter| voter * 7 % 23 + 1).collect();
    vec![
        (weighted(12, &[4, 4, 4, 2, 2, 1]), weighted(13, &[4, 4, 4, 2, 2, 1])),
        (with_vetoes(&[(9, &[1; 15])], &[0, 1, 2, 3, 4]), with_vetoes(&[(10, &[1; 15])], &[0, 1, 2, 3, 4])),
        (
            with_vetoes(&[(5, &[3, 2, 2, 1, 1]), (3, &[1; 5])], &[]),
            with_vetoes(&[(5, &[3, 2, 2, 1, 1]), (4, &[1; 5])], &[]),
        ),
        (weighted(230, &long), weighted(231, &long)),
        (with_vetoes(&[(230, &long)], &[3, 17]), with_vetoes(&[(231, &long)], &[3, 17])),
    ]
}

#[test]
fn a_changed_number_is_refused() {
    for (game, _) in games() {
        for index in Index::ALL {
            let claim = power(index, &game).into_claim();
            let referee = Referee::new(&game);
            assert!(referee.judge(claim.clone()).is_ok());
            for player in 0..game.players() {
                let refuse = |change: &dyn Fn(&mut Power)| {
                    let mut wrong = claim.clone();
                    change(&mut wrong);
                    assert!(referee.judge(wrong).is_err(), "{index:?}, voter {player}");
                };
                refuse(&|wrong| wrong.values[player] += &rational("1/1000000000"));
                refuse(&|wrong| wrong.scores[player] += &Rational::ONE);
            }
            let mut wrong = claim.clone();
            wrong.total += &Rational::ONE;
            assert!(referee.judge(wrong).is_err());
            let mut short = claim.clone();
            short.values.pop();
            assert!(referee.judge(short).is_err());
        }
    }
}

/// What passes every identity but is the answer to another question.
#[test]
fn power_that_is_moved_between_voters_is_refused() {
    for (game, _) in games() {
        for index in Index::ALL {
            let claim = power(index, &game).into_claim();
            let Some(other) = (1..game.players()).find(|&other| claim.scores[other] != claim.scores[0])
            else {
                continue;
            };
            let mut scores = claim.scores.clone();
            scores.swap(0, other);
            let wrong = Power::of_scores(index, scores).expect("a claim");
            assert!(Referee::new(&game).judge(wrong).is_err(), "{index:?}");
            // One coalition more for everybody.
            let scores = claim.scores.iter().map(|score| score + &Rational::ONE).collect();
            let wrong = Power::of_scores(index, scores).expect("a claim");
            assert!(Referee::new(&game).judge(wrong).is_err(), "{index:?}");
        }
    }
}

#[test]
fn the_answer_for_another_quota_is_refused() {
    for (game, other) in games() {
        for index in Index::ALL {
            let (claim, wrong) = (power(index, &game).into_claim(), power(index, &other).into_claim());
            if claim != wrong {
                assert!(Referee::new(&game).judge(wrong).is_err(), "{index:?}");
            }
        }
    }
}

#[test]
fn the_answer_of_another_index_is_refused() {
    for (game, _) in games() {
        for index in Index::ALL {
            for other in Index::ALL {
                let (claim, wrong) = (power(index, &game).into_claim(), power(other, &game).into_claim());
                let wrong = Power { index, ..wrong };
                if claim != wrong {
                    assert!(Referee::new(&game).judge(wrong).is_err(), "{other:?} as {index:?}");
                }
            }
        }
    }
}

#[test]
fn a_quota_above_all_weights_is_answered_and_a_false_claim_of_it_refused() {
    let nobody = weighted(10, &[3, 3, 3]);
    for index in Index::ALL {
        let answer = solve(index, &nobody, &Budget::unlimited()).expect("within reach");
        let reason = answer.refutation().expect("nobody wins");
        assert_eq!(reason.certificate().strength, Strength::Proof);
    }
    assert!(Referee::new(&weighted(9, &[3, 3, 3])).judge_nobody_wins(NobodyWins).is_err());
    let claim = power(Index::Shapley, &weighted(9, &[3, 3, 3])).into_claim();
    assert!(Referee::new(&nobody).judge(claim).is_err());
}

#[test]
fn data_that_are_no_game_are_named() {
    let rule = |quota: &str, weights: &[&str]| WeightedRule {
        quota: rational(quota),
        weights: weights.iter().map(|weight| rational(weight)).collect(),
    };
    let game = |rules: Vec<WeightedRule>, vetoes: Vec<usize>| VotingGame::new(2, rules, vetoes);
    assert_eq!(game(vec![], vec![]), Err(InvalidVoting::NoRule));
    assert!(game(vec![], vec![1]).is_ok());
    let found = game(vec![rule("0", &["1", "1"])], vec![]);
    assert_eq!(found, Err(InvalidVoting::Quota { rule: 0, found: rational("0") }));
    let found = game(vec![rule("1", &["1"])], vec![]);
    assert_eq!(found, Err(InvalidVoting::Length { rule: 0, found: 1, expected: 2 }));
    let found = game(vec![rule("1", &["1", "-1/2"])], vec![]);
    assert_eq!(found, Err(InvalidVoting::Negative { rule: 0, player: 1, found: rational("-1/2") }));
    let found = game(vec![rule("1", &["1", "1"])], vec![2]);
    assert_eq!(found, Err(InvalidVoting::UnknownVeto { player: 2, players: 2 }));
    assert_eq!(game(vec![rule("1", &["1", "1"])], vec![1, 1]), Err(InvalidVoting::VetoTwice { player: 1 }));
    let found = game(vec![rule("1", &["1e30", "1e-30"])], vec![]);
    assert_eq!(found, Err(InvalidVoting::TooFine { rule: 0 }));
    assert_eq!(VotingGame::new(0, vec![], vec![]), Err(InvalidVoting::Players { found: 0 }));
    assert_eq!(VotingGame::new(1_001, vec![], vec![0]), Err(InvalidVoting::Players { found: 1_001 }));
}

#[test]
fn what_is_too_large_says_so_and_what_runs_out_of_budget_stops() {
    // Weights that are all different in two rules: every coalition is a kind of its own.
    let one: Vec<i64> = (1..=64).map(|voter| voter * voter).collect();
    let other: Vec<i64> = (1..=64).map(|voter| 70 - voter).collect();
    let large = with_vetoes(&[(40_000, &one), (1_200, &other)], &[]);
    for index in Index::ALL {
        let refused = solve(index, &large, &Budget::unlimited()).expect_err("out of reach");
        assert!(refused.to_string().contains("--sample"), "{refused}");
    }
    let game = weighted(230, &(1..=40).collect::<Vec<_>>());
    for index in Index::ALL {
        let answer = solve(index, &game, &Budget::of_work(10)).expect("within reach");
        assert_eq!((answer.stop, &answer.verdict), (Stop::OutOfBudget, &Verdict::Undecided { best: None }));
    }
}
