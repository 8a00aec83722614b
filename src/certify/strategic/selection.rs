//! Which of several equilibria do different reasons speak for? Each reason is worked out again from the game.
//!
//! Reasons stand side by side and may disagree; none is a theorem about what players do. Welfare adds payoffs of
//! different players and so compares their units; the Nash product does not, but needs what each gets without an
//! agreement; payoff dominance compares each player with itself; risk dominance is for two players with two
//! strategies.
//!
//! References: Harsanyi and Selten 1988, A General Theory of Equilibrium Selection in Games; Nash 1950,
//! Econometrica 18; von Neumann 1928, Mathematische Annalen 100 (maximin).

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::strategic::Equilibrium;
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;

/// The claim about what speaks for which of some equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Greatest sum of payoffs. Adds points of different players, which means something only if they are on one
    /// scale.
    pub welfare: Choice,
    /// What each player gets without an agreement, for the Nash product.
    pub disagreement: Disagreement,
    /// Greatest product of the gains over the disagreement, among equilibria at which everybody gains.
    pub nash_product: Choice,
    /// At least as good for each player as every other of the equilibria. The numbers count how many of the
    /// others are better for somebody and worse for nobody.
    pub payoff_dominance: Choice,
    /// Greatest product of what the players lose by leaving it alone; of the two strict equilibria of a 2x2 game.
    pub risk_dominance: Choice,
}

/// What a reason chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The number of each equilibrium by which the reason compares; `None` where it says nothing about it.
    pub numbers: Vec<Option<Rational>>,
    /// Places in the list of the equilibria chosen, rising: several if they tie.
    ///
    /// # Errors
    ///
    /// Why the reason chooses none.
    pub chosen: Result<Vec<usize>, NotDefined>,
}

/// Why a reason chooses no equilibrium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDefined {
    /// There are no equilibria to choose from.
    NoEquilibria,
    /// At each equilibrium somebody gains nothing over the disagreement.
    NoGains,
    /// None is at least as good as every other for each player.
    NoneBestForAll,
    /// The game does not have two players with two strategies each.
    NotTwoByTwo,
    /// The game does not have two strict equilibria.
    NotTwoStrict,
    /// A strict equilibrium of the game is not among the equilibria.
    NotListed,
}

/// What each player gets without an agreement, with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disagreement {
    /// As given with the question.
    Given(Vec<Rational>),
    /// What each can make sure of with one strategy, whatever the others do.
    PureMaximin(Vec<Rational>),
    /// What each can make sure of on average with a mixture, whatever the others do.
    MixedMaximin(Vec<Guarantee>),
}

/// What a player can make sure of, with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarantee {
    /// The average that it can make sure of, and no more.
    pub value: Rational,
    /// The probability of each of its strategies that makes sure of it.
    pub mixture: Vec<Rational>,
    /// Profiles of the others, with strategy 0 of the player, and the probabilities that hold it to the value.
    pub threat: Vec<(usize, Rational)>,
}

impl Disagreement {
    /// What each player gets.
    #[must_use]
    pub fn values(&self) -> Vec<Rational> {
        match self {
            Self::Given(values) | Self::PureMaximin(values) => values.clone(),
            Self::MixedMaximin(guarantees) => guarantees.iter().map(|one| one.value.clone()).collect(),
        }
    }
}

/// Judges what speaks for which of these equilibria (`Proof`).
///
/// - `equilibria`: each judged before; only their strategies are read here.
///
/// Cost: payoffs of all equilibria, comparisons of each with each, and one look at every payoff of the game for
/// maximin values.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_selection(
    game: &NormalFormGame,
    equilibria: &[Equilibrium],
    claim: Selection,
) -> Result<Certified<Selection>, Refused<Selection>> {
    let players = game.players().len();
    let payoffs: Option<Vec<Vec<Rational>>> = equilibria
        .iter()
        .map(|one| Equilibrium::of(game, one.strategies.clone()).map(|one| one.payoffs))
        .collect();
    let values = claim.disagreement.values();
    let Some(payoffs) = payoffs.filter(|_| values.len() == players) else {
        let check = Check::count("strategies and disagreement for each player", 1, Witness::Nothing);
        return Err(Refused {
            claim: Box::new(claim),
            certificate: Certificate { strength: Strength::Proof, checks: vec![check] },
        });
    };
    let count = |name, is_right: bool| Check::count(name, u128::from(!is_right), Witness::Nothing);
    let checks = vec![
        count("disagreement as stated", is_disagreement(game, &claim.disagreement)),
        count("sums of payoffs", claim.welfare == welfare(&payoffs)),
        count("products of gains", claim.nash_product == nash_product(&payoffs, &values)),
        count("best for each player", claim.payoff_dominance == payoff_dominance(&payoffs)),
        count("products of losses", claim.risk_dominance == risk_dominance(game, equilibria)),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

fn welfare(payoffs: &[Vec<Rational>]) -> Choice {
    greatest(payoffs.iter().map(|own| Some(own.iter().sum())).collect(), NotDefined::NoEquilibria)
}

fn nash_product(payoffs: &[Vec<Rational>], disagreement: &[Rational]) -> Choice {
    let product = |own: &Vec<Rational>| {
        own.iter().zip(disagreement).try_fold(Rational::ONE, |product, (payoff, fallback)| {
            (payoff > fallback).then(|| &product * &(payoff - fallback))
        })
    };
    let why = if payoffs.is_empty() { NotDefined::NoEquilibria } else { NotDefined::NoGains };
    greatest(payoffs.iter().map(product).collect(), why)
}

fn payoff_dominance(payoffs: &[Vec<Rational>]) -> Choice {
    let is_as_good =
        |one: &[Rational], other: &[Rational]| one.iter().zip(other).all(|(one, other)| one >= other);
    let better = |own: &Vec<Rational>| {
        let count = payoffs.iter().filter(|other| is_as_good(other, own) && *other != own).count();
        Some(Rational::from(i64::try_from(count).unwrap_or(i64::MAX)))
    };
    let numbers = payoffs.iter().map(better).collect();
    let best: Vec<usize> = (0..payoffs.len())
        .filter(|place| payoffs.iter().all(|other| is_as_good(&payoffs[*place], other)))
        .collect();
    let chosen = match (payoffs.is_empty(), best.is_empty()) {
        (true, _) => Err(NotDefined::NoEquilibria),
        (false, true) => Err(NotDefined::NoneBestForAll),
        (false, false) => Ok(best),
    };
    Choice { numbers, chosen }
}

fn risk_dominance(game: &NormalFormGame, equilibria: &[Equilibrium]) -> Choice {
    let undefined = |why| Choice { numbers: vec![None; equilibria.len()], chosen: Err(why) };
    if equilibria.is_empty() {
        return undefined(NotDefined::NoEquilibria);
    }
    if game.players().len() != 2 || (0..2).any(|player| game.strategies(player) != 2) {
        return undefined(NotDefined::NotTwoByTwo);
    }
    // Profiles 0 to 3: the first player deviates by changing the first bit, the second by the second.
    let losses = |profile: usize| -> [Rational; 2] {
        [0, 1].map(|player| &game.payoff(player, profile) - &game.payoff(player, profile ^ (1 << player)))
    };
    let strict: Vec<(usize, Rational)> = (0..4)
        .map(|profile| (profile, losses(profile)))
        .filter(|(_, losses)| losses.iter().all(Rational::is_positive))
        .map(|(profile, [one, two])| (profile, &one * &two))
        .collect();
    if strict.len() != 2 {
        return undefined(NotDefined::NotTwoStrict);
    }
    let played = |one: &Equilibrium| -> Option<usize> {
        let own = |player: usize| one.strategies[player].iter().position(|probability| *probability == 1);
        Some(own(0)? + 2 * own(1)?)
    };
    let product = |one: &Equilibrium| {
        let profile = played(one)?;
        strict.iter().find(|(corner, _)| *corner == profile).map(|(_, product)| product.clone())
    };
    let is_listed = |corner: usize| equilibria.iter().any(|one| played(one) == Some(corner));
    if !strict.iter().all(|(corner, _)| is_listed(*corner)) {
        return undefined(NotDefined::NotListed);
    }
    greatest(equilibria.iter().map(product).collect(), NotDefined::NotTwoStrict)
}

/// The choice of the greatest numbers; `why` if there is none.
fn greatest(numbers: Vec<Option<Rational>>, why: NotDefined) -> Choice {
    let chosen: Vec<usize> = (0..numbers.len())
        .filter(|place| numbers[*place].is_some() && numbers.iter().all(|other| *other <= numbers[*place]))
        .collect();
    Choice { numbers, chosen: if chosen.is_empty() { Err(why) } else { Ok(chosen) } }
}

fn is_disagreement(game: &NormalFormGame, claim: &Disagreement) -> bool {
    match claim {
        Disagreement::Given(_) => true,
        Disagreement::PureMaximin(values) => {
            values.iter().enumerate().all(|(player, value)| *value == pure_maximin(game, player))
        }
        Disagreement::MixedMaximin(guarantees) => {
            guarantees.iter().enumerate().all(|(player, guarantee)| holds(game, player, guarantee))
        }
    }
}

/// The greatest of the least payoffs of a player's strategies, profile by profile.
fn pure_maximin(game: &NormalFormGame, player: usize) -> Rational {
    let mut least: Vec<Option<usize>> = vec![None; game.strategies(player)];
    for profile in 0..game.profiles() {
        let own = &mut least[game.strategy(player, profile)];
        if own.is_none_or(|worst| is_below(game, player, profile, worst)) {
            *own = Some(profile);
        }
    }
    least.iter().flatten().map(|profile| game.payoff(player, *profile)).max().unwrap_or_default()
}

fn is_below(game: &NormalFormGame, player: usize, one: usize, two: usize) -> bool {
    let payoffs = game.payoffs(player);
    payoffs.narrow().map_or_else(|| payoffs.big(one) < payoffs.big(two), |units| units[one] < units[two])
}

/// Does the mixture make sure of the value, and the threat hold the player to it?
fn holds(game: &NormalFormGame, player: usize, claim: &Guarantee) -> bool {
    let is_spread = |list: Vec<&Rational>| {
        list.iter().all(|probability| !probability.is_negative()) && list.into_iter().sum::<Rational>() == 1
    };
    let stride = game.stride(player);
    let is_of_others = |profile: usize| profile < game.profiles() && game.strategy(player, profile) == 0;
    if claim.mixture.len() != game.strategies(player)
        || !is_spread(claim.mixture.iter().collect())
        || !is_spread(claim.threat.iter().map(|(_, probability)| probability).collect())
        || !claim.threat.iter().all(|(profile, _)| is_of_others(*profile))
    {
        return false;
    }
    let paid = |strategy: usize, profile: usize| game.payoff(player, profile + strategy * stride);
    let is_sure = (0..game.profiles()).filter(|profile| is_of_others(*profile)).all(|profile| {
        let parts = claim.mixture.iter().enumerate().filter(|(_, part)| !part.is_zero());
        let average =
            parts.fold(Rational::ZERO, |sum, (strategy, part)| &sum + &(part * &paid(strategy, profile)));
        average >= claim.value
    });
    let is_held = (0..game.strategies(player)).all(|strategy| {
        let average = claim
            .threat
            .iter()
            .fold(Rational::ZERO, |sum, (profile, part)| &sum + &(part * &paid(strategy, *profile)));
        average <= claim.value
    });
    is_sure && is_held
}
