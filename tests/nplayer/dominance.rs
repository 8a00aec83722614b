//! Iterated dominance and rationalisability: published games, a second method, and answers that are refused.

use zopa::budget::Budget;
use zopa::certify::strategic::{
    Beliefs, Elimination, Rationalizable, judge_elimination, judge_rationalizable,
};
use zopa::certify::{Completeness, Stop, Verdict};
use zopa::games::normal_form::NormalFormGame;
use zopa::numeric::Rational;
use zopa::strategic::iterated_dominance::iterated_dominance;
use zopa::strategic::rationalizable::rationalizable;

use crate::games::{Payoffs, Renamed, bimatrix, fraction, game, minority, random, rescaled, shape};

fn eliminated(game: &NormalFormGame) -> Elimination {
    let answer = iterated_dominance(game, &Budget::unlimited());
    assert_eq!((answer.stop, answer.completeness), (Stop::Finished, Completeness::All));
    let found = answer.found().expect("an answer with its certificate");
    (**found).clone()
}

fn staying(claim: &Elimination) -> Vec<Vec<usize>> {
    claim.staying.iter().map(|own| own.iter().map(|one| one.strategy).collect()).collect()
}

fn rationalizable_of(game: &NormalFormGame) -> Rationalizable {
    let answer = rationalizable(game, &Budget::unlimited());
    assert_eq!((answer.stop, answer.completeness), (Stop::Finished, Completeness::All));
    (**answer.found().expect("an answer with its certificate")).clone()
}

/// Bernheim 1984, Econometrica 52, fig. 1: three of four strategies each, though one equilibrium (the second ones).
fn bernheim() -> NormalFormGame {
    bimatrix(
        &[&[0, 2, 7, 0], &[5, 3, 5, 0], &[7, 2, 0, 0], &[0, 0, 0, 10]],
        &[&[7, 5, 0, 1], &[2, 3, 2, 1], &[0, 5, 7, 1], &[0, -2, 0, -1]],
    )
}

/// Osborne and Rubinstein 1994, fig. 61.1 style: the third row is beaten only by a mixture, then the third
/// column does not matter; the columns are two.
fn beaten_by_a_mixture() -> NormalFormGame {
    bimatrix(&[&[3, 0], &[0, 3], &[1, 1]], &[&[1, 0], &[0, 1], &[1, 2]])
}

/// After Osborne and Rubinstein 1994, section 4.1: all three are paid the same, and the third one's second
/// strategy is a best reply only to the belief that the others' choices go together.
fn together() -> NormalFormGame {
    let table: Vec<Rational> = [8, 0, 0, 0, 4, 0, 0, 4, 0, 0, 0, 8, 3, 3, 3, 3].map(Rational::from).to_vec();
    game(&[2, 2, 4], &vec![table; 3])
}

#[test]
fn iterated_dominance_of_published_games() {
    assert_eq!(staying(&eliminated(&bernheim())), [[0, 1, 2], [0, 1, 2]]);
    let found = eliminated(&beaten_by_a_mixture());
    assert_eq!(staying(&found), [[0, 1], [0, 1]]);
    assert_eq!((found.fallen[0].strategy, found.fallen[0].mixture.len(), found.rounds()), (2, 2, 1));
    // The prisoners' dilemma is solved in one round.
    let dilemma = eliminated(&bimatrix(&[&[-1, -3], &[0, -2]], &[&[-1, 0], &[-3, -2]]));
    assert!(dilemma.is_solved() && dilemma.rounds() == 1);
    assert_eq!(staying(&dilemma), [[1], [1]]);
    // The minority game leaves everything.
    assert_eq!(staying(&eliminated(&minority())), vec![vec![0, 1]; 3]);
}

#[test]
fn iterated_dominance_in_a_guessing_game_goes_down_step_by_step() {
    // Two players name 0 to 10 and are paid by how near they are to half of the other's (Moulin 1986): each round
    // about halves what is left.
    let payoff = |own: i64, other: i64| -(2 * own - other).abs();
    let rows: Vec<Vec<i64>> =
        (0..=10).map(|own| (0..=10).map(|other| payoff(own, other)).collect()).collect();
    let columns: Vec<Vec<i64>> =
        (0..=10).map(|other| (0..=10).map(|own| payoff(own, other)).collect()).collect();
    let slices =
        |rows: &'static [Vec<i64>]| -> Vec<&'static [i64]> { rows.iter().map(Vec::as_slice).collect() };
    let found = eliminated(&bimatrix(&slices(rows.leak()), &slices(columns.leak())));
    // By hand: 6 to 10 fall, then 4 and 5, then 3, then 2; 1 stays, being as good a reply to 1 as 0 is.
    let falls = |round: usize| found.fallen.iter().filter(|one| one.round == round).count();
    assert_eq!([1, 2, 3, 4, 5].map(falls), [10, 4, 2, 2, 0]);
    assert_eq!(staying(&found), [[0, 1], [0, 1]]);
}

#[test]
fn rationalizable_strategies_of_published_games() {
    let found = rationalizable_of(&bernheim());
    assert_eq!(staying(&found.elimination), [[0, 1, 2], [0, 1, 2]]);
    assert_eq!(found.beliefs, Beliefs::Any);
    let found = rationalizable_of(&together());
    // All four of the third player's, by a belief in which the others go together.
    assert_eq!(staying(&found.elimination), [vec![0, 1], vec![0, 1], vec![0, 1, 2, 3]]);
    assert_eq!(found.beliefs, Beliefs::Correlated);
    let second = &found.elimination.staying[2][1];
    assert!(second.belief.len() > 1);
    // Where everybody stays by a belief about one profile, independent beliefs support the same.
    assert_eq!(rationalizable_of(&minority()).beliefs, Beliefs::Any);
}

/// A second method for three strategies and fewer: another one, or a mixture of the two others, whose weights
/// form an interval. Removes one strategy at a time, the last player's last one first.
fn one_at_a_time(game: &NormalFormGame) -> Vec<Vec<usize>> {
    let mut left: Vec<Vec<usize>> =
        (0..game.players().len()).map(|player| (0..game.strategies(player)).collect()).collect();
    loop {
        let next = (0..left.len()).rev().find_map(|player| {
            left[player]
                .iter()
                .rev()
                .find(|own| is_dominated(game, &left, player, **own))
                .map(|own| (player, *own))
        });
        let Some((player, strategy)) = next else { return left };
        left[player].retain(|one| *one != strategy);
    }
}

fn is_dominated(game: &NormalFormGame, left: &[Vec<usize>], player: usize, strategy: usize) -> bool {
    let others: Vec<usize> = (0..game.profiles())
        .filter(|profile| {
            (0..left.len())
                .all(|other| other == player || left[other].contains(&game.strategy(other, *profile)))
                && game.strategy(player, *profile) == strategy
        })
        .collect();
    let gain = |own: usize, profile: usize| {
        let place = profile - strategy * game.stride(player) + own * game.stride(player);
        &game.payoff(player, place) - &game.payoff(player, profile)
    };
    let rivals: Vec<usize> = left[player].iter().copied().filter(|own| *own != strategy).collect();
    assert!(rivals.len() <= 2);
    let (Some(&one), Some(&two)) = (rivals.first(), rivals.last()) else { return false };
    // All weights w in [0, 1] of the first with w a + (1 - w) b > 0 for each profile.
    let (mut from, mut to) = (Rational::from(-1), Rational::from(2));
    for profile in others {
        let (a, b) = (gain(one, profile), gain(two, profile));
        let slope = &a - &b;
        let Some(zero) = (-&b).checked_div(&slope) else {
            if b.is_positive() { continue } else { return false }
        };
        if slope.is_positive() { from = from.max(zero) } else { to = to.min(zero) }
    }
    from < to && from < 1 && to.is_positive()
}

#[test]
fn iterated_dominance_agrees_with_one_strategy_at_a_time() {
    let (mut fell, mut mixed) = (0, 0);
    for seed in 0..400_u64 {
        let players = 2 + usize::try_from(seed % 3).expect("small");
        let counts: Vec<usize> = shape(players, seed).iter().map(|count| (*count).min(3)).collect();
        let game = random(&counts, [Payoffs::Below(4), Payoffs::Below(50)][usize::from(seed % 2 == 0)], seed);
        let found = eliminated(&game);
        assert_eq!(staying(&found), one_at_a_time(&game), "{seed}");
        fell += found.fallen.len();
        mixed += found.fallen.iter().filter(|one| one.mixture.len() > 1).count();
        let again = rationalizable_of(&game);
        assert_eq!(again.elimination, found);
    }
    assert!(fell > 100 && mixed > 5, "{fell} {mixed}");
}

#[test]
fn iterated_dominance_and_rationalizable_ignore_scales_and_names() {
    for seed in 0..40 {
        let game = random(&[3, 4, 2], Payoffs::Below(6), seed);
        let expected = staying(&eliminated(&game));
        assert_eq!(staying(&eliminated(&rescaled(&game, seed))), expected);
        assert_eq!(staying(&rationalizable_of(&rescaled(&game, seed)).elimination), expected);
        let renamed = Renamed::new(&game, seed);
        let mut back = vec![Vec::new(); 3];
        for (place, own) in staying(&eliminated(&renamed.game)).into_iter().enumerate() {
            let mut own: Vec<usize> = own.into_iter().map(|one| renamed.strategies[place][one]).collect();
            own.sort_unstable();
            back[renamed.players[place]] = own;
        }
        assert_eq!(back, expected);
    }
}

#[test]
fn iterated_dominance_in_the_corners() {
    let single = eliminated(&game(&[3], &[[2, 5, 5].map(Into::into).to_vec()]));
    assert_eq!(staying(&single), [[1, 2]]);
    // Ties are not strict: weakly dominated and repeated strategies stay.
    let weak = bimatrix(&[&[1, 1], &[1, 0], &[1, 1]], &[&[0, 0], &[0, 0], &[0, 0]]);
    assert_eq!(staying(&eliminated(&weak)), [vec![0, 1, 2], vec![0, 1]]);
    // The third row is as good as a mixture of the others and no better: a best reply to one belief alone, by hand
    // 126 q = 198 (1 - q) = 77, so that no rounding will do.
    let tight = eliminated(&bimatrix(&[&[126, 0], &[0, 198], &[77, 77]], &[&[0, 0], &[0, 0], &[0, 0]]));
    assert!(tight.fallen.is_empty());
    assert_eq!(tight.staying[0][2].belief, [(0, fraction("11/18")), (3, fraction("7/18"))]);
    // Payoffs beyond 64 bits: one unit below the mixture falls, and at the mixture it stays.
    let wide = |third: &str| {
        let row = ["2e30", "0", third, "0", "2e30", third].map(fraction).to_vec();
        staying(&eliminated(&game(&[3, 2], &[row, vec![Rational::ZERO; 6]])))
    };
    assert_eq!(wide("999999999999999999999999999999"), [[0, 1], [0, 1]]);
    assert_eq!(wide("1000000000000000000000000000000"), [vec![0, 1, 2], vec![0, 1]]);
    let large = random(&[4, 4, 4], Payoffs::Below(9), 2);
    let cut = iterated_dominance(&large, &Budget::of_work(3));
    assert_eq!((cut.stop, cut.completeness), (Stop::OutOfBudget, Completeness::Unknown));
    assert!(matches!(cut.verdict, Verdict::Undecided { best: Some(_) }));
    let cut = rationalizable(&large, &Budget::of_work(3));
    assert!(matches!(cut.verdict, Verdict::Undecided { best: Some(_) }));
}

#[test]
fn an_elimination_that_is_not_right_is_refused() {
    let game = beaten_by_a_mixture();
    let right = eliminated(&game);
    assert!(judge_elimination(&game, right.clone()).is_ok());
    let refused = |change: &dyn Fn(&mut Elimination)| {
        let mut claim = right.clone();
        change(&mut claim);
        assert_ne!(claim, right);
        assert!(judge_elimination(&game, claim.clone()).is_err(), "{claim:?}");
        let beliefs = Beliefs::Any;
        assert!(judge_rationalizable(&game, Rationalizable { elimination: claim, beliefs }).is_err());
    };
    refused(&|claim| claim.fallen[0].mixture = vec![(0, fraction("9/10")), (1, fraction("1/10"))]);
    refused(&|claim| claim.fallen[0].mixture = vec![(0, fraction("2/3")), (1, fraction("2/3"))]);
    refused(&|claim| claim.fallen[0].mixture = vec![(0, fraction("3/2")), (1, fraction("-1/2"))]);
    refused(&|claim| claim.fallen[0].mixture = vec![(7, Rational::ONE)]);
    refused(&|claim| claim.fallen[0].mixture = vec![(0, fraction("1/2"))]);
    refused(&|claim| claim.fallen[0].round = 0);
    refused(&|claim| claim.fallen[0].player = 4);
    refused(&|claim| claim.fallen.clear());
    refused(&|claim| claim.fallen.push(claim.fallen[0].clone()));
    refused(&|claim| claim.staying[0][0].belief = vec![(3, Rational::ONE)]);
    refused(&|claim| claim.staying[0][0].belief = vec![(99, Rational::ONE)]);
    refused(&|claim| claim.staying[0][0].belief.clear());
    // A belief that gives weight to what has fallen: the column's first is a best reply to the third row as well
    // at first.
    refused(&|claim| claim.staying[1][1].belief = vec![(2, Rational::ONE)]);
    refused(&|claim| {
        claim.staying.pop();
    });
    // The runner-up: a solver that knows only domination by single strategies keeps the third row.
    let pure_only = Elimination {
        fallen: Vec::new(),
        staying: (0..2)
            .map(|player| {
                let belief = vec![(0, Rational::ONE)];
                (0..game.strategies(player))
                    .map(|strategy| zopa::certify::strategic::Staying { strategy, belief: belief.clone() })
                    .collect()
            })
            .collect(),
    };
    assert!(judge_elimination(&game, pure_only).is_err());
}

#[test]
fn independent_beliefs_are_not_claimed_where_a_belief_goes_together() {
    let game = together();
    let right = rationalizable_of(&game);
    let wrong = Rationalizable { beliefs: Beliefs::Any, ..right.clone() };
    assert!(judge_rationalizable(&game, wrong).is_err());
    assert!(judge_rationalizable(&game, right).is_ok());
}
