//! One equilibrium to a certified regret: published games, a thousand random ones, and answers that are refused.

use zopa::budget::Budget;
use zopa::certify::strategic::{Equilibrium, judge_near_equilibrium};
use zopa::certify::{Completeness, Stop, Verdict};
use zopa::games::normal_form::NormalFormGame;
use zopa::numeric::Rational;
use zopa::strategic::approximate_nash::{approximate_nash, default_target};
use zopa::strategic::pure_nash::pure_nash;

use crate::games::{
    Payoffs, Renamed, bimatrix, counts, fraction, game, jordan, minority, nau, random, rescaled, shape,
};

fn one(game: &NormalFormGame) -> Equilibrium {
    let answer = approximate_nash(game, &default_target(), &Budget::unlimited());
    assert_eq!((answer.stop, answer.completeness), (Stop::Finished, Completeness::One));
    match answer.verdict {
        Verdict::Found(found) => found.into_claim(),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn approximate_nash_of_published_games() {
    // Jordan 1993: even mixtures, and nothing else.
    let found = one(&jordan());
    assert_eq!(found.strategies, vec![vec![fraction("1/2"); 2]; 3]);
    assert_eq!(found.regret(), 0);
    // Nau, Gomez Canovas and Hansen 2004, section 4: the only equilibrium; probabilities of the first strategies.
    let found = one(&nau());
    let expected = [0.619_232_579_472_553_8, 0.479_804_222_677_605_25, 0.378_825_336_065_631_4];
    for (own, expected) in found.strategies.iter().zip(expected) {
        assert!((own[0].to_f64() - expected).abs() < 1e-9, "{own:?}");
    }
    assert!(found.regret() < fraction("1e-14") && found.regret().is_positive());
    // A game with pure equilibria gets one of them, exactly.
    let found = one(&minority());
    assert!(found.is_pure() && found.regret() == 0);
}

#[test]
fn approximate_nash_of_two_by_two_games_is_the_formula() {
    // Without a pure equilibrium each mixes so that the other is indifferent (von Neumann 1928).
    let mut mixed = 0;
    for seed in 0..200 {
        let game = random(&[2, 2], Payoffs::Below(30), seed);
        if pure_nash(&game, &Budget::unlimited()).found().is_some() {
            continue;
        }
        mixed += 1;
        let found = one(&game);
        let pays = |player: usize, row: usize, column: usize| game.payoff(player, row + 2 * column);
        let share = |to_first: Rational, to_second: Rational| to_first.checked_div(&(&to_first + &to_second));
        let row = share(&pays(1, 1, 1) - &pays(1, 1, 0), &pays(1, 0, 0) - &pays(1, 0, 1));
        let column = share(&pays(0, 1, 1) - &pays(0, 0, 1), &pays(0, 0, 0) - &pays(0, 1, 0));
        assert_eq!(
            (Some(found.strategies[0][0].clone()), Some(found.strategies[1][0].clone())),
            (row, column)
        );
        assert_eq!(found.regret(), 0);
    }
    assert!(mixed > 10, "{mixed}");
}

#[test]
fn approximate_nash_never_fails_on_a_thousand_random_games() {
    let kinds = [
        Payoffs::Below(1_000_000_000),
        Payoffs::Below(2),
        Payoffs::Below(3),
        Payoffs::Below(10),
        Payoffs::Sparse,
        Payoffs::Opposed,
        Payoffs::Skewed,
    ];
    let mut mixed = 0;
    for seed in 0..1000_u64 {
        let place = usize::try_from(seed).expect("small");
        let game = random(&shape(3 + place / 7 % 4, seed), kinds[place % 7], seed);
        mixed += usize::from(!one(&game).is_pure());
    }
    assert!(mixed > 100, "{mixed}");
}

#[test]
fn approximate_nash_never_fails_on_games_without_a_pure_equilibrium() {
    // Ties everywhere, and no pure way out: the hardest of small games.
    for (players, kind, wanted) in [
        (2, Payoffs::Below(2), 20),
        (3, Payoffs::Below(2), 5),
        (3, Payoffs::Below(3), 50),
        (4, Payoffs::Below(4), 60),
        (5, Payoffs::Below(100), 50),
        (3, Payoffs::Sparse, 10),
    ] {
        let without = (0..50_000)
            .map(|seed| random(&shape(players, seed), kind, seed))
            .filter(|game| pure_nash(game, &Budget::unlimited()).found().is_none());
        let mut tried = 0;
        for game in without.take(wanted) {
            assert!(!one(&game).is_pure());
            tried += 1;
        }
        assert_eq!(tried, wanted, "{players} {kind:?}");
    }
}

#[test]
fn approximate_nash_in_the_corners() {
    // One player; players who cannot choose; a player who does not care; strategies twice.
    assert_eq!(one(&game(&[3], &[[2, 5, 1].map(Into::into).to_vec()])).payoffs, [5]);
    assert!(one(&game(&[1, 1, 1], &vec![vec![Rational::ONE]; 3])).is_pure());
    let twice =
        bimatrix(&[&[1, -1, -1], &[-1, 1, 1], &[1, -1, -1]], &[&[-1, 1, 1], &[1, -1, -1], &[-1, 1, 1]]);
    let found = one(&twice);
    assert_eq!((found.regret(), found.payoffs), (0.into(), vec![0.into(), 0.into()]));
    // Matching pennies beside a third player whose payoffs are all the same.
    let row = [1, -1, -1, 1].repeat(2).into_iter().map(Into::into).collect();
    let column = [-1, 1, 1, -1].repeat(2).into_iter().map(Into::into).collect();
    let found = one(&game(&[2, 2, 2], &[row, column, vec![7.into(); 8]]));
    assert_eq!((found.regret(), found.payoffs[2].clone()), (0.into(), 7.into()));
    // Numbers beyond 64 bits.
    let large: Vec<Rational> = ["1e30", "-1e30", "-1e30", "1e30"].map(fraction).to_vec();
    let small = ["-1e-9", "1e-9", "1e-9", "-1e-9"].map(fraction).to_vec();
    assert_eq!(one(&game(&[2, 2], &[large, small])).strategies, vec![vec![fraction("1/2"); 2]; 2]);
}

#[test]
fn what_cannot_be_reached_is_undecided_and_comes_with_the_best() {
    // Irrational, so never exact.
    let answer = approximate_nash(&nau(), &Rational::ZERO, &Budget::unlimited());
    assert_eq!((answer.stop, answer.completeness), (Stop::Finished, Completeness::Unknown));
    let Verdict::Undecided { best: Some(best) } = answer.verdict else { unreachable!("undecided") };
    assert!(best.regret() < fraction("1e-14"));
    let answer = approximate_nash(&nau(), &default_target(), &Budget::of_work(200));
    assert_eq!((answer.stop, answer.completeness), (Stop::OutOfBudget, Completeness::Unknown));
    assert!(matches!(answer.verdict, Verdict::Undecided { .. }));
}

#[test]
fn approximate_nash_ignores_scales_and_names() {
    for seed in 0..40 {
        let game = random(&shape(3, seed), Payoffs::Below(1000), seed);
        // An equilibrium of the same game on other scales is one of this game.
        let found = one(&rescaled(&game, seed));
        let here = Equilibrium::of(&game, found.strategies).expect("the same shape");
        assert!(judge_near_equilibrium(&game, here, &default_target()).is_ok());
        let renamed = Renamed::new(&game, seed);
        let found = one(&renamed.game);
        let mut strategies: Vec<Vec<Rational>> =
            counts(&game).iter().map(|count| vec![Rational::ZERO; *count]).collect();
        for (place, own) in found.strategies.iter().enumerate() {
            for (strategy, probability) in own.iter().enumerate() {
                strategies[renamed.players[place]][renamed.strategies[place][strategy]] = probability.clone();
            }
        }
        let here = Equilibrium::of(&game, strategies).expect("the same shape");
        assert!(judge_near_equilibrium(&game, here, &default_target()).is_ok());
    }
}

#[test]
fn near_equilibria_that_are_not_near_enough_are_refused() {
    let game = nau();
    let right = one(&game);
    assert!(judge_near_equilibrium(&game, right.clone(), &default_target()).is_ok());
    assert!(judge_near_equilibrium(&game, right.clone(), &Rational::ZERO).is_err());
    // A millionth off, with its regrets honestly computed.
    let mut moved = right.strategies.clone();
    let off = fraction("1e-6");
    moved[0][0] += &off;
    moved[0][1] -= &off;
    let moved = Equilibrium::of(&game, moved).expect("a profile");
    assert!(judge_near_equilibrium(&game, moved, &default_target()).is_err());
    // A runner-up that rounds to two digits, and one that hides its regret.
    let rounded =
        ["0.62", "0.48", "0.38"].map(fraction).map(|part| vec![part.clone(), &Rational::ONE - &part]);
    let rounded = Equilibrium::of(&game, rounded.to_vec()).expect("a profile");
    assert!(judge_near_equilibrium(&game, rounded.clone(), &default_target()).is_err());
    let hidden = Equilibrium { regrets: vec![Rational::ZERO; 3], ..rounded };
    assert!(judge_near_equilibrium(&game, hidden, &Rational::ONE).is_err());
    let mut short = right.clone();
    short.strategies.pop();
    assert!(judge_near_equilibrium(&game, short, &Rational::ONE).is_err());
    let paid = Equilibrium { payoffs: vec![Rational::ONE; 3], ..right };
    assert!(judge_near_equilibrium(&game, paid, &Rational::ONE).is_err());
}
