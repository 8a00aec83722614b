//! Which of several equilibria? Four reasons side by side, with their numbers.
//!
//! - *Welfare*: the greatest sum of payoffs. It adds points of different players; if those are on different
//!   scales the sum says nothing.
//! - *Nash product*: the greatest product of gains over what each gets without an agreement, given or the
//!   maximin value; the scales of the players do not matter.
//! - *Payoff dominance*: at least as good for every player as every other equilibrium of the list.
//! - *Risk dominance*, for 2x2 games with two strict equilibria: the greater product of what each player loses
//!   by leaving it alone. The players' scales do not matter.
//!
//! Ties are kept; where a reason does not apply, it says why. Payoffs that were computed before
//! ([`Equilibrium::payoffs`]) are used here; the judge computes them again from the strategies.
//!
//! References: Harsanyi and Selten 1988, A General Theory of Equilibrium Selection in Games; Nash 1950,
//! Econometrica 18.

use std::convert::Infallible;

use dashu_int::UBig;

use crate::budget::Budget;
use crate::certify::strategic::{
    Choice, Disagreement, Equilibrium, Guarantee, NotDefined, Selection, judge_selection,
};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::strategic::against::optimum;
use crate::strategic::iterated_dominance::others;

/// What players get without an agreement, for the Nash product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fallback {
    /// These payoffs, one for each player, in its points; another number of payoffs is refused.
    Given(Vec<Rational>),
    /// What each can make sure of with a single strategy, whatever the others do.
    PureMaximin,
    /// What each can make sure of on average with a mixture, whatever the others do together.
    MixedMaximin,
}

/// What speaks for which of these equilibria.
///
/// - `equilibria`: of `game`, each with its payoffs; the answer names them by their places in this list.
/// - `fallback`: what players get without an agreement.
///
/// Reasons compare the equilibria of the list only: ask for all of them first if that is what is meant.
///
/// Cost: each equilibrium with each other; for maximin values every payoff of the game, with mixtures a linear
/// program for each player.
/// Certificate: all numbers and choices worked out again (`Proof`). Completeness: `All`, all ties are listed.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::games::normal_form::{NormalFormGame, Player};
/// use zopa::strategic::{pure_nash::pure_nash, selection::{Fallback, selection}};
///
/// // A stag hunt with 4 for the stag together, 0 alone, 3 for a hare: the stag pays more, the hare risks less.
/// let player = || Player { name: String::new(), strategies: vec!["stag".into(), "hare".into()] };
/// let row = [4, 3, 0, 3].map(Into::into).to_vec();
/// let column = [4, 0, 3, 3].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(), player()], &[row, column])?;
/// let list = pure_nash(&game, &Budget::unlimited());
/// let list = list.found().expect("two equilibria");
/// let equilibria: Vec<_> = list.profiles.iter().map(|&profile| list.equilibrium(&game, profile)).collect();
/// let answer = selection(&game, &equilibria, &Fallback::PureMaximin, &Budget::unlimited());
/// let found = answer.found().expect("an answer with its certificate");
/// assert_eq!((found.payoff_dominance.chosen.clone(), found.risk_dominance.chosen.clone()), (Ok(vec![0]), Ok(vec![1])));
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
///
/// References: Harsanyi and Selten 1988; Nash 1950, Econometrica 18.
#[must_use]
pub fn selection(
    game: &NormalFormGame,
    equilibria: &[Equilibrium],
    fallback: &Fallback,
    budget: &Budget<'_>,
) -> Answer<Selection, Infallible> {
    let Some(disagreement) = disagreement(game, fallback, budget) else {
        let verdict = Verdict::Undecided { best: None };
        return Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown };
    };
    // What does not belong to this game is left to the judge, who refuses a claim about fewer equilibria.
    let known = if equilibria.iter().all(|one| is_of(game, one)) { equilibria } else { &[] };
    let claim = Selection {
        welfare: welfare(known),
        nash_product: nash_product(known, &disagreement.values()),
        payoff_dominance: payoff_dominance(known),
        risk_dominance: risk_dominance(game, known),
        disagreement,
    };
    let verdict = judge_selection(game, equilibria, claim).map_or_else(Verdict::Refused, Verdict::Found);
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// Does the equilibrium have the shape of the game?
fn is_of(game: &NormalFormGame, one: &Equilibrium) -> bool {
    let counts = game.players().iter().map(|player| player.strategies.len());
    one.payoffs.len() == game.players().len() && one.strategies.iter().map(Vec::len).eq(counts)
}

fn disagreement(game: &NormalFormGame, fallback: &Fallback, budget: &Budget<'_>) -> Option<Disagreement> {
    let players = 0..game.players().len();
    match fallback {
        Fallback::Given(values) => Some(Disagreement::Given(values.clone())),
        Fallback::PureMaximin => players
            .map(|player| pure_maximin(game, player, budget))
            .collect::<Option<_>>()
            .map(Disagreement::PureMaximin),
        Fallback::MixedMaximin => players
            .map(|player| guarantee(game, player, budget))
            .collect::<Option<_>>()
            .map(Disagreement::MixedMaximin),
    }
}

/// The greatest of the least payoffs of a player's strategies.
fn pure_maximin(game: &NormalFormGame, player: usize, budget: &Budget<'_>) -> Option<Rational> {
    if !budget.spend(game.profiles() as u64) {
        return None;
    }
    let others = all_others(game, player);
    let (payoffs, stride) = (game.payoffs(player), game.stride(player));
    let least = |strategy: usize| others.iter().map(|profile| payoffs.big(profile + strategy * stride)).min();
    let best = (0..game.strategies(player)).filter_map(least).max()?;
    Some(Rational::from_big(best, payoffs.scale().clone()))
}

fn guarantee(game: &NormalFormGame, player: usize, budget: &Budget<'_>) -> Option<Guarantee> {
    let others = all_others(game, player);
    let (payoffs, stride) = (game.payoffs(player), game.stride(player));
    let rows: Vec<Vec<_>> = (0..game.strategies(player))
        .map(|strategy| others.iter().map(|profile| payoffs.big(profile + strategy * stride)).collect())
        .collect();
    let found = optimum(&rows, budget)?;
    let unit = Rational::from_big(1.into(), UBig::clone(payoffs.scale()));
    let threat = others.into_iter().zip(found.reply).filter(|(_, weight)| !weight.is_zero()).collect();
    Some(Guarantee { value: &found.value * &unit, mixture: found.mixture, threat })
}

fn all_others(game: &NormalFormGame, player: usize) -> Vec<usize> {
    let all: Vec<Vec<usize>> =
        (0..game.players().len()).map(|player| (0..game.strategies(player)).collect()).collect();
    others(game, player, &all)
}

fn welfare(equilibria: &[Equilibrium]) -> Choice {
    choice(equilibria.iter().map(|one| Some(one.payoffs.iter().sum())).collect(), NotDefined::NoEquilibria)
}

fn nash_product(equilibria: &[Equilibrium], disagreement: &[Rational]) -> Choice {
    let product = |one: &Equilibrium| {
        let gains: Vec<Rational> =
            one.payoffs.iter().zip(disagreement).map(|(payoff, fallback)| payoff - fallback).collect();
        let everybody = gains.iter().all(Rational::is_positive);
        everybody.then(|| gains.iter().fold(Rational::ONE, |product, gain| &product * gain))
    };
    let why = if equilibria.is_empty() { NotDefined::NoEquilibria } else { NotDefined::NoGains };
    choice(equilibria.iter().map(product).collect(), why)
}

fn payoff_dominance(equilibria: &[Equilibrium]) -> Choice {
    let players = equilibria.first().map_or(0, |one| one.payoffs.len());
    let best: Vec<Rational> = (0..players)
        .map(|player| equilibria.iter().map(|one| one.payoffs[player].clone()).max().unwrap_or_default())
        .collect();
    let chosen: Vec<usize> =
        (0..equilibria.len()).filter(|place| equilibria[*place].payoffs == best).collect();
    let mut numbers = vec![0_i64; equilibria.len()];
    for one in equilibria {
        for (number, other) in numbers.iter_mut().zip(equilibria) {
            let mut pairs = one.payoffs.iter().zip(&other.payoffs);
            *number +=
                i64::from(one.payoffs != other.payoffs && !pairs.any(|(better, worse)| better < worse));
        }
    }
    let numbers = numbers.into_iter().map(|number| Some(Rational::from(number))).collect();
    let why = if equilibria.is_empty() { NotDefined::NoEquilibria } else { NotDefined::NoneBestForAll };
    Choice { numbers, chosen: if chosen.is_empty() { Err(why) } else { Ok(chosen) } }
}

fn risk_dominance(game: &NormalFormGame, equilibria: &[Equilibrium]) -> Choice {
    let undefined = |why| Choice { numbers: vec![None; equilibria.len()], chosen: Err(why) };
    if equilibria.is_empty() {
        return undefined(NotDefined::NoEquilibria);
    }
    if game.players().iter().map(|player| player.strategies.len()).ne([2, 2]) {
        return undefined(NotDefined::NotTwoByTwo);
    }
    // Two strict equilibria of a 2x2 game stand in opposite corners.
    let product = |row: usize, column: usize| {
        let paid = |player: usize, row: usize, column: usize| game.payoff(player, game.index(&[row, column]));
        let first = &paid(0, row, column) - &paid(0, 1 - row, column);
        let second = &paid(1, row, column) - &paid(1, row, 1 - column);
        (first.is_positive() && second.is_positive()).then(|| &first * &second)
    };
    let corners = [[(0, 0), (1, 1)], [(0, 1), (1, 0)]];
    let Some(pair) =
        corners.into_iter().find(|pair| pair.iter().all(|(row, column)| product(*row, *column).is_some()))
    else {
        return undefined(NotDefined::NotTwoStrict);
    };
    let mut numbers = vec![None; equilibria.len()];
    for (row, column) in pair {
        let is_played = |one: &Equilibrium| one.strategies[0][row] == 1 && one.strategies[1][column] == 1;
        let places: Vec<usize> =
            (0..equilibria.len()).filter(|place| is_played(&equilibria[*place])).collect();
        if places.is_empty() {
            return undefined(NotDefined::NotListed);
        }
        places.into_iter().for_each(|place| numbers[place] = product(row, column));
    }
    choice(numbers, NotDefined::NotTwoStrict)
}

/// The places of the greatest number.
fn choice(numbers: Vec<Option<Rational>>, why: NotDefined) -> Choice {
    let most = numbers.iter().flatten().max().cloned();
    let places =
        |most: Rational| (0..numbers.len()).filter(|place| numbers[*place].as_ref() == Some(&most)).collect();
    Choice { chosen: most.map(places).ok_or(why), numbers }
}
