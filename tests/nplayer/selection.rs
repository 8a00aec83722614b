//! Selection among equilibria: published games, properties, and answers that are refused.

use zopa::budget::Budget;
use zopa::certify::strategic::{Disagreement, Equilibrium, NotDefined, Selection, judge_selection};
use zopa::certify::{Completeness, Stop, Verdict};
use zopa::games::normal_form::NormalFormGame;
use zopa::numeric::Rational;
use zopa::strategic::pure_nash::pure_nash;
use zopa::strategic::selection::{Fallback, selection};

use crate::games::{Payoffs, bimatrix, fraction, random, rescaled, threshold};

fn pure(game: &NormalFormGame) -> Vec<Equilibrium> {
    let answer = pure_nash(game, &Budget::unlimited());
    answer
        .found()
        .map(|list| list.profiles.iter().map(|&profile| list.equilibrium(game, profile)).collect())
        .unwrap_or_default()
}

fn select(game: &NormalFormGame, list: &[Equilibrium], fallback: &Fallback) -> Selection {
    let answer = selection(game, list, fallback, &Budget::unlimited());
    assert_eq!((answer.stop, answer.completeness), (Stop::Finished, Completeness::All));
    (**answer.found().expect("an answer with its certificate")).clone()
}

fn some(numbers: &[i64]) -> Vec<Option<Rational>> {
    numbers.iter().map(|&number| Some(number.into())).collect()
}

/// Aumann 1990, Nash equilibria are not self-enforcing: 9 each together, 8 or 7 for who is careful.
fn stag_hunt() -> NormalFormGame {
    bimatrix(&[&[9, 0], &[8, 7]], &[&[9, 8], &[0, 7]])
}

#[test]
fn selection_in_a_stag_hunt_has_payoff_and_risk_apart() {
    let game = stag_hunt();
    let found = select(&game, &pure(&game), &Fallback::PureMaximin);
    assert_eq!((found.welfare.numbers, found.welfare.chosen), (some(&[18, 14]), Ok(vec![0])));
    assert_eq!(found.payoff_dominance.chosen, Ok(vec![0]));
    // Losses: 9 - 8 each at the first, 7 - 0 each at the second.
    assert_eq!((found.risk_dominance.numbers, found.risk_dominance.chosen), (some(&[1, 49]), Ok(vec![1])));
    // Each can make sure of 7: nothing is gained at the second equilibrium.
    assert_eq!(found.disagreement.values(), [7, 7]);
    assert_eq!(found.nash_product.numbers, [Some(4.into()), None]);
    assert_eq!(found.nash_product.chosen, Ok(vec![0]));
}

#[test]
fn selection_keeps_ties_and_says_why_not() {
    // Battle of the sexes (Luce and Raiffa 1957): symmetric, so every reason ties or says nothing.
    let game = bimatrix(&[&[3, 0], &[0, 2]], &[&[2, 0], &[0, 3]]);
    let list = pure(&game);
    let found = select(&game, &list, &Fallback::Given(vec![0.into(), 0.into()]));
    assert_eq!(found.welfare.chosen, Ok(vec![0, 1]));
    assert_eq!((found.nash_product.numbers, found.nash_product.chosen), (some(&[6, 6]), Ok(vec![0, 1])));
    assert_eq!((found.risk_dominance.numbers, found.risk_dominance.chosen), (some(&[6, 6]), Ok(vec![0, 1])));
    assert_eq!(found.payoff_dominance.chosen, Err(NotDefined::NoneBestForAll));
    let found = select(&game, &list, &Fallback::Given(vec![3.into(), 0.into()]));
    assert_eq!(found.nash_product.chosen, Err(NotDefined::NoGains));
    assert_eq!(
        select(&game, &list[..1], &Fallback::PureMaximin).risk_dominance.chosen,
        Err(NotDefined::NotListed)
    );
    let none = select(&game, &[], &Fallback::PureMaximin);
    for choice in [none.welfare, none.nash_product, none.payoff_dominance, none.risk_dominance] {
        assert_eq!((choice.numbers, choice.chosen), (vec![], Err(NotDefined::NoEquilibria)));
    }
    // With mixtures each can make sure of 3 * 2 / 5, that of its mixed equilibrium.
    let found = select(&game, &list, &Fallback::MixedMaximin);
    assert_eq!(found.disagreement.values(), vec![fraction("6/5"); 2]);
    assert_eq!(found.nash_product.numbers, vec![Some(&fraction("9/5") * &fraction("4/5")); 2]);

    // Palfrey and Rosenthal 1984: nobody pays (0 each), or two pay; who does not is best off, so none is best
    // for all.
    let game = threshold();
    let found = select(&game, &pure(&game), &Fallback::PureMaximin);
    assert_eq!((found.welfare.numbers, found.welfare.chosen), (some(&[0, 7, 7, 7]), Ok(vec![1, 2, 3])));
    assert_eq!(found.payoff_dominance.numbers, some(&[3, 0, 0, 0]));
    assert_eq!(found.payoff_dominance.chosen, Err(NotDefined::NoneBestForAll));
    assert_eq!(found.risk_dominance.chosen, Err(NotDefined::NotTwoByTwo));
    assert_eq!(
        (found.nash_product.numbers[1].clone(), found.nash_product.numbers[0].clone()),
        (Some(12.into()), None)
    );

    let dilemma = bimatrix(&[&[-1, -3], &[0, -2]], &[&[-1, 0], &[-3, -2]]);
    let found = select(&dilemma, &pure(&dilemma), &Fallback::PureMaximin);
    assert_eq!(found.risk_dominance.chosen, Err(NotDefined::NotTwoStrict));
}

#[test]
fn maximin_values_of_zero_sum_games_are_their_values() {
    // O'Neill 1987: the first player makes sure of a win in two of five, with mixtures (2, 2, 2, 4) / 10 (1 for
    // a win here).
    let wins: [&[i64]; 4] = [&[0, 1, 1, 0], &[1, 0, 1, 0], &[1, 1, 0, 0], &[0, 0, 0, 1]];
    let losses: [&[i64]; 4] = [&[0, -1, -1, 0], &[-1, 0, -1, 0], &[-1, -1, 0, 0], &[0, 0, 0, -1]];
    let game = bimatrix(&wins, &losses);
    let found = select(&game, &[], &Fallback::MixedMaximin);
    assert_eq!(found.disagreement.values(), [fraction("2/5"), fraction("-2/5")]);
    let found = select(&game, &[], &Fallback::PureMaximin);
    assert_eq!(found.disagreement.values(), [0, -1]);
}

#[test]
fn selection_by_products_ignores_scales() {
    for seed in 0..60 {
        let game = random(&[2, 2], Payoffs::Below(6), seed);
        let other = rescaled(&game, seed);
        let one = select(&game, &pure(&game), &Fallback::MixedMaximin);
        let two = select(&other, &pure(&other), &Fallback::MixedMaximin);
        assert_eq!(one.nash_product.chosen, two.nash_product.chosen);
        assert_eq!(one.risk_dominance.chosen, two.risk_dominance.chosen);
        assert_eq!(one.payoff_dominance, two.payoff_dominance);
    }
}

#[test]
fn a_selection_that_is_not_right_is_refused() {
    let game = stag_hunt();
    let list = pure(&game);
    let right = select(&game, &list, &Fallback::MixedMaximin);
    assert!(judge_selection(&game, &list, right.clone()).is_ok());
    let refused = |change: &dyn Fn(&mut Selection)| {
        let mut claim = right.clone();
        change(&mut claim);
        assert_ne!(claim, right);
        assert!(judge_selection(&game, &list, claim).is_err());
    };
    // Runners-up.
    refused(&|claim| claim.welfare.chosen = Ok(vec![1]));
    refused(&|claim| claim.nash_product.chosen = Ok(vec![0, 1]));
    refused(&|claim| claim.payoff_dominance.chosen = Err(NotDefined::NoneBestForAll));
    refused(&|claim| claim.risk_dominance.chosen = claim.payoff_dominance.chosen.clone());
    // Perturbed numbers.
    refused(&|claim| claim.welfare.numbers[1] = None);
    refused(&|claim| claim.risk_dominance.numbers[0] = Some(2.into()));
    refused(&|claim| claim.payoff_dominance.numbers.push(None));
    let with_guarantee = |change: fn(&mut zopa::certify::strategic::Guarantee)| {
        refused(&|claim| {
            let Disagreement::MixedMaximin(list) = &mut claim.disagreement else { unreachable!("mixed") };
            change(&mut list[0]);
        });
    };
    with_guarantee(|one| one.value = 6.into());
    with_guarantee(|one| one.value = 8.into());
    with_guarantee(|one| one.mixture.reverse());
    with_guarantee(|one| one.mixture.push(Rational::ZERO));
    with_guarantee(|one| one.threat = vec![(1, Rational::ONE)]);
    with_guarantee(|one| one.threat = vec![(0, Rational::ONE)]);
    refused(&|claim| claim.disagreement = Disagreement::PureMaximin(vec![0.into(), 7.into()]));
    refused(&|claim| claim.disagreement = Disagreement::Given(vec![7.into()]));
}

#[test]
fn what_does_not_fit_the_game_is_refused_and_nothing_falls_over() {
    let game = stag_hunt();
    let mut list = pure(&game);
    let short = Fallback::Given(vec![1.into()]);
    let answer = selection(&game, &list, &short, &Budget::unlimited());
    assert!(matches!(answer.verdict, Verdict::Refused(_)));
    list[1].strategies[0].pop();
    let answer = selection(&game, &list, &Fallback::PureMaximin, &Budget::unlimited());
    assert!(matches!(answer.verdict, Verdict::Refused(_)));
    let mut list = pure(&game);
    list[0].payoffs.clear();
    let answer = selection(&game, &list, &Fallback::PureMaximin, &Budget::unlimited());
    assert!(matches!(answer.verdict, Verdict::Refused(_)));
    let answer = selection(&game, &pure(&game), &Fallback::MixedMaximin, &Budget::of_work(0));
    assert!(matches!(answer.verdict, Verdict::Undecided { best: None }));
    assert_eq!((answer.stop, answer.completeness), (Stop::OutOfBudget, Completeness::Unknown));
}
