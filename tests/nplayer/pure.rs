//! All pure equilibria: published games, the definition, and answers that are refused.

use std::collections::BTreeMap;

use zopa::budget::Budget;
use zopa::certify::strategic::{
    NoPureEquilibrium, PureEquilibria, judge_equilibrium, judge_no_pure, judge_pure,
};
use zopa::certify::{Completeness, Stop, Verdict};
use zopa::games::normal_form::NormalFormGame;
use zopa::numeric::Rational;
use zopa::strategic::pure_nash::pure_nash;

use crate::games::{
    Payoffs, Renamed, bimatrix, counts, fraction, game, jordan, minority, random, rescaled, shape, threshold,
};

fn all(game: &NormalFormGame) -> Vec<usize> {
    let answer = pure_nash(game, &Budget::unlimited());
    assert_eq!((answer.stop, answer.completeness), (Stop::Finished, Completeness::All));
    match answer.verdict {
        Verdict::Found(found) => found.into_claim().profiles,
        Verdict::NoneExists(_) => Vec::new(),
        other => unreachable!("{other:?}"),
    }
}

/// The definition, with no shortcut.
fn by_definition(game: &NormalFormGame) -> Vec<usize> {
    let strategies = |profile: usize| -> Vec<usize> {
        (0..game.players().len()).map(|player| game.strategy(player, profile)).collect()
    };
    (0..game.profiles())
        .filter(|&profile| {
            (0..game.players().len()).all(|player| {
                (0..game.strategies(player)).all(|other| {
                    let mut moved = strategies(profile);
                    moved[player] = other;
                    game.payoff(player, game.index(&moved)) <= game.payoff(player, profile)
                })
            })
        })
        .collect()
}

#[test]
fn pure_nash_of_published_games() {
    // Challet and Zhang 1997: exactly those profiles in which not all choose the same.
    assert_eq!(all(&minority()), [1, 2, 3, 4, 5, 6]);
    // Palfrey and Rosenthal 1984: nobody pays, or exactly two do (first player in the lowest bit).
    assert_eq!(all(&threshold()), [0b000, 0b011, 0b101, 0b110]);
    // Jordan 1993: none.
    assert_eq!(all(&jordan()), [0; 0]);
}

#[test]
fn pure_nash_is_the_definition_on_random_games() {
    let kinds =
        [Payoffs::Below(2), Payoffs::Below(4), Payoffs::Below(1000), Payoffs::Sparse, Payoffs::Opposed];
    let mut without = 0;
    for seed in 0..300_u64 {
        let kind = kinds[usize::try_from(seed).expect("small") % kinds.len()];
        let game = random(&shape(1 + usize::try_from(seed % 6).expect("small"), seed), kind, seed);
        let expected = by_definition(&game);
        without += usize::from(expected.is_empty());
        assert_eq!(all(&game), expected, "{kind:?} {seed}");
    }
    assert!(without > 20, "{without}");
}

#[test]
fn pure_nash_of_long_rows_and_wide_numbers_is_the_definition() {
    for counts in [vec![7000, 2], vec![2, 7000], vec![5, 300, 3]] {
        let game = random(&counts, Payoffs::Below(5000), 3);
        // By the best reply to each way in which the others may play, as the definition itself takes too long.
        let line =
            |player: usize, profile: usize| profile - game.strategy(player, profile) * game.stride(player);
        let best: Vec<BTreeMap<usize, Rational>> = (0..counts.len())
            .map(|player| {
                let mut best = BTreeMap::new();
                for profile in 0..game.profiles() {
                    let payoff = game.payoff(player, profile);
                    let most = best.entry(line(player, profile)).or_insert_with(|| payoff.clone());
                    *most = payoff.max(most.clone());
                }
                best
            })
            .collect();
        let is_best = |player: usize, profile: usize| {
            best[player][&line(player, profile)] == game.payoff(player, profile)
        };
        let expected: Vec<usize> = (0..game.profiles())
            .filter(|&profile| (0..counts.len()).all(|player| is_best(player, profile)))
            .collect();
        assert_eq!(all(&game), expected, "{counts:?}");
    }
    // Payoffs beyond 64 bits that differ in the last digit only.
    let numbers = |list: [&str; 4]| list.map(fraction).to_vec();
    let [low, high] = ["100000000000000000000000000000", "100000000000000000000000000001"];
    let wide = game(&[2, 2], &[numbers([low, high, high, low]), numbers([high, low, low, high])]);
    assert_eq!(all(&wide), [0; 0]);
    let wide = game(&[2, 2], &[numbers([high, low, low, high]), numbers([high, low, low, high])]);
    assert_eq!(all(&wide), [0, 3]);
}

#[test]
fn pure_nash_in_the_corners() {
    // Everything pays the same: everything is an equilibrium.
    let same = game(&[2, 3, 2], &vec![vec![Rational::ONE; 12]; 3]);
    assert_eq!(all(&same), (0..12).collect::<Vec<_>>());
    // A single player takes all its best strategies, and a single strategy is one.
    assert_eq!(all(&game(&[3], &[[2, 5, 5].map(Into::into).to_vec()])), [1, 2]);
    assert_eq!(all(&game(&[1, 1], &vec![vec![Rational::ZERO]; 2])), [0]);
    let answer = pure_nash(&random(&[4; 5], Payoffs::Below(9), 1), &Budget::of_work(1));
    assert!(matches!(answer.verdict, Verdict::Undecided { best: None }));
    assert_eq!((answer.stop, answer.completeness), (Stop::OutOfBudget, Completeness::Unknown));
}

#[test]
fn pure_nash_ignores_scales_and_names() {
    for seed in 0..60 {
        let game = random(&shape(3, seed), Payoffs::Below(5), seed);
        let expected = all(&game);
        assert_eq!(all(&rescaled(&game, seed)), expected);
        let renamed = Renamed::new(&game, seed);
        let mut back: Vec<usize> = all(&renamed.game).iter().map(|one| renamed.back(&game, *one)).collect();
        back.sort_unstable();
        assert_eq!(back, expected);
    }
}

#[test]
fn a_list_of_pure_equilibria_that_is_not_right_is_refused() {
    let game = minority();
    let answer = pure_nash(&game, &Budget::unlimited());
    let right = (**answer.found().expect("six")).clone();
    assert!(judge_pure(&game, right.clone()).is_ok());
    // A solver that stops early, one that also takes what is no equilibrium, and lists out of order or beyond
    // the game.
    for profiles in [
        vec![1, 2, 3, 4, 5],
        vec![0, 1, 2, 3, 4, 5, 6],
        vec![2, 1, 3, 4, 5, 6],
        vec![1, 1, 2, 3, 4, 5, 6],
        vec![1, 2, 3, 4, 5, 6, 8],
        vec![],
    ] {
        assert!(judge_pure(&game, PureEquilibria { profiles, ..right.clone() }).is_err());
    }
    // The runner-up: profiles at which all but one player are content.
    let nearly = (0..8).collect();
    assert!(judge_pure(&game, PureEquilibria { profiles: nearly, ..right.clone() }).is_err());
    for improvable in [vec![2, 2, 3], vec![2, 2], vec![2, 2, 2, 0]] {
        assert!(judge_pure(&game, PureEquilibria { improvable, ..right.clone() }).is_err());
    }
    assert!(judge_no_pure(&game, NoPureEquilibrium { improvable: right.improvable }).is_err());

    let pennies = bimatrix(&[&[1, -1], &[-1, 1]], &[&[-1, 1], &[1, -1]]);
    let answer = pure_nash(&pennies, &Budget::unlimited());
    let none = (**answer.refutation().expect("none")).clone();
    // Each player is content in two of the four profiles.
    assert_eq!(none.improvable, [2, 2]);
    assert!(judge_no_pure(&pennies, NoPureEquilibrium { improvable: vec![3, 1] }).is_err());
    let claimed = PureEquilibria { profiles: vec![0], improvable: none.improvable };
    assert!(judge_pure(&pennies, claimed).is_err());
}

#[test]
fn each_profile_of_the_list_is_an_equilibrium_for_the_other_judge_as_well() {
    let game = random(&[3, 2, 4], Payoffs::Below(3), 5);
    let answer = pure_nash(&game, &Budget::unlimited());
    let list = answer.found().expect("some");
    for &profile in &list.profiles {
        assert!(judge_equilibrium(&game, list.equilibrium(&game, profile), &Rational::ZERO).is_ok());
    }
    assert_eq!(counts(&game), [3, 2, 4]);
}
