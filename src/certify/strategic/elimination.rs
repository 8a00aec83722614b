//! Do strategies fall by strict dominance as claimed, round by round, and does none of the rest?
//!
//! A strategy falls by a mixture of its player's strategies that pays more whatever the others do, as far as
//! they are left. A strategy stays by a belief about the others, over what they have left, to which it is a best
//! reply: no mixture can beat it everywhere, for it would have to beat it on average as well. Mixtures and
//! beliefs come with the claim; the judge multiplies and compares, in whole numbers.
//!
//! The two halves together are also the proof of rationalisability: what stays is supported by beliefs over what
//! stays, and what falls is a best reply to no belief. A belief may hold that the others' choices go together
//! (correlated beliefs). Where every belief is about a single profile, it supports independent beliefs as well.
//!
//! References: Bernheim 1984, Econometrica 52; Pearce 1984, Econometrica 52; Brandenburger and Dekel 1987,
//! Econometrica 55 (correlated beliefs); Gilboa, Kalai and Zemel 1990, Operations Research Letters 9 (no order
//! matters).

use dashu_int::IBig;

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;

/// The claim about which strategies fall when strictly dominated ones are removed again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elimination {
    /// What falls, by rounds.
    pub fallen: Vec<Fallen>,
    /// What stays, for each player in the order of its strategies.
    pub staying: Vec<Vec<Staying>>,
}

/// A strategy that is strictly dominated in some round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallen {
    /// The round, from 1; all that falls in a round falls at once.
    pub round: usize,
    /// Whose strategy, from 0.
    pub player: usize,
    /// Which strategy, from 0.
    pub strategy: usize,
    /// Strategies of the same player that are left at the start of the round, with probabilities that add up to
    /// one: the mixture pays more, whatever the others play of what they have left then.
    pub mixture: Vec<(usize, Rational)>,
}

/// A strategy that no elimination removes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staying {
    /// Which strategy, from 0.
    pub strategy: usize,
    /// A belief about the others to which it is a best reply: profiles of strategies that stay, with
    /// probabilities that add up to one. Profiles are numbered as in the game, with the player's own strategy 0.
    pub belief: Vec<(usize, Rational)>,
}

/// The claim about which strategies are rationalisable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rationalizable {
    /// What falls and what stays.
    pub elimination: Elimination,
    /// Which beliefs about several others this holds for.
    pub beliefs: Beliefs,
}

/// Beliefs about what several others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beliefs {
    /// The same strategies are rationalisable whether beliefs may hold that the others' choices go together or not.
    Any,
    /// The answer is for beliefs that may hold that the others' choices go together; with independent ones fewer
    /// strategies may be rationalisable.
    Correlated,
}

impl Elimination {
    /// How many rounds remove something.
    #[must_use]
    pub fn rounds(&self) -> usize {
        self.fallen.iter().map(|fallen| fallen.round).max().unwrap_or(0)
    }

    /// Is a single profile left?
    #[must_use]
    pub fn is_solved(&self) -> bool {
        self.staying.iter().all(|own| own.len() == 1)
    }

    /// Which beliefs the witnesses support: any where there is one other player or fewer, or all are about
    /// single profiles.
    #[must_use]
    pub fn beliefs(&self) -> Beliefs {
        let is_single = self.staying.iter().flatten().all(|staying| staying.belief.len() == 1);
        if self.staying.len() <= 2 || is_single { Beliefs::Any } else { Beliefs::Correlated }
    }
}

/// Judges iterated elimination of strictly dominated strategies (`Proof`).
///
/// Cost: for each fallen strategy the profiles of the others times the strategies mixed, for each staying one
/// its belief times the player's strategies.
///
/// # Errors
///
/// [`Refused`] with the failed check.
///
/// ```
/// use zopa::certify::strategic::{Elimination, Fallen, Staying, judge_elimination};
/// use zopa::games::normal_form::{NormalFormGame, Player};
/// use zopa::numeric::Rational;
///
/// // One player with payoffs 0 and 1: the first strategy falls, the second stays.
/// let player = Player { name: String::new(), strategies: vec![String::new(); 2] };
/// let game = NormalFormGame::new("", vec![player], &[[0, 1].map(Into::into).to_vec()])?;
/// let certain = |place| vec![(place, Rational::ONE)];
/// let fallen = vec![Fallen { round: 1, player: 0, strategy: 0, mixture: certain(1) }];
/// let staying = vec![vec![Staying { strategy: 1, belief: certain(0) }]];
/// assert!(judge_elimination(&game, Elimination { fallen, staying: staying.clone() }).is_ok());
/// assert!(judge_elimination(&game, Elimination { fallen: vec![], staying }).is_err());
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
pub fn judge_elimination(
    game: &NormalFormGame,
    claim: Elimination,
) -> Result<Certified<Elimination>, Refused<Elimination>> {
    let certificate = Certificate { strength: Strength::Proof, checks: checks(game, &claim) };
    Certified::judge(claim, certificate)
}

/// Judges which strategies are rationalisable (`Proof`).
///
/// Cost: as [`judge_elimination`].
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_rationalizable(
    game: &NormalFormGame,
    claim: Rationalizable,
) -> Result<Certified<Rationalizable>, Refused<Rationalizable>> {
    let mut checks = checks(game, &claim.elimination);
    let is_supported = claim.beliefs == Beliefs::Correlated || claim.elimination.beliefs() == Beliefs::Any;
    checks.push(Check::count("beliefs are of the kind stated", u128::from(!is_supported), Witness::Nothing));
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

fn checks(game: &NormalFormGame, claim: &Elimination) -> Vec<Check> {
    let (misplaced, falls) = fates(game, claim);
    let mut checks = vec![Check::count("every strategy falls or stays, once", misplaced, Witness::Nothing)];
    if misplaced > 0 {
        return checks;
    }
    let off = |list: &[(usize, Rational)]| {
        let below = list.iter().any(|(_, probability)| probability.is_negative());
        below || list.iter().fold(Rational::ZERO, |sum, (_, probability)| &sum + probability) != 1
    };
    let staying = || {
        claim.staying.iter().enumerate().flat_map(|(player, own)| own.iter().map(move |one| (player, one)))
    };
    let mixtures = claim.fallen.iter().map(|fallen| &fallen.mixture);
    let lists = mixtures.chain(staying().map(|(_, staying)| &staying.belief));
    let wrong = lists.filter(|list| off(list)).count();
    checks.push(Check::count("mixtures and beliefs add up to one", wrong as u128, Witness::Nothing));
    let unbeaten = claim.fallen.iter().filter(|fallen| !is_beaten(game, &falls, fallen)).count();
    checks.push(Check::count(
        "mixtures pay more against all that is left",
        unbeaten as u128,
        Witness::Nothing,
    ));
    let unsupported = staying().filter(|(player, staying)| !is_best(game, &falls, *player, staying)).count();
    checks.push(Check::count("beliefs make strategies best replies", unsupported as u128, Witness::Nothing));
    checks
}

/// For each strategy the round in which it falls (`usize::MAX` if it stays), and how many are not told of once.
fn fates(game: &NormalFormGame, claim: &Elimination) -> (u128, Vec<Vec<usize>>) {
    let players = game.players().len();
    let mut misplaced = claim.staying.len().abs_diff(players) as u128;
    let mut falls: Vec<Vec<usize>> = (0..players).map(|player| vec![0; game.strategies(player)]).collect();
    let fallen = claim.fallen.iter().map(|one| (one.player, one.strategy, one.round));
    let staying = claim
        .staying
        .iter()
        .enumerate()
        .flat_map(|(player, own)| own.iter().map(move |one| (player, one.strategy, usize::MAX)));
    for (player, strategy, round) in fallen.chain(staying) {
        match falls.get_mut(player).and_then(|own| own.get_mut(strategy)) {
            Some(fate) if *fate == 0 && round > 0 => *fate = round,
            _ => misplaced += 1,
        }
    }
    misplaced += falls.iter().flatten().filter(|fate| **fate == 0).count() as u128;
    (misplaced, falls)
}

/// Does the mixture pay more than the strategy against everything that the others have left at the start of the
/// round?
fn is_beaten(game: &NormalFormGame, falls: &[Vec<usize>], fallen: &Fallen) -> bool {
    let own = fallen.player;
    let is_left = |(strategy, _): &(usize, Rational)| {
        falls[own].get(*strategy).is_some_and(|round| *round >= fallen.round)
    };
    if !fallen.mixture.iter().all(is_left) {
        return false;
    }
    let (total, weights) = whole(&fallen.mixture);
    let (payoffs, stride) = (game.payoffs(own), game.stride(own));
    all_left(game, falls, own, fallen.round, 0, 0, &|profile| {
        let loser = profile + fallen.strategy * stride;
        if let ([(winner, _)], Some(units)) = (&weights[..], payoffs.narrow()) {
            return units[profile + winner * stride] > units[loser];
        }
        let mixed: IBig =
            weights.iter().map(|(strategy, weight)| weight * payoffs.big(profile + strategy * stride)).sum();
        mixed > &total * payoffs.big(loser)
    })
}

/// Does `holds` say yes for all profiles of what the others have left? The player's own strategy is 0 in them.
fn all_left(
    game: &NormalFormGame,
    falls: &[Vec<usize>],
    own: usize,
    round: usize,
    player: usize,
    profile: usize,
    holds: &impl Fn(usize) -> bool,
) -> bool {
    if player == falls.len() {
        return holds(profile);
    }
    if player == own {
        return all_left(game, falls, own, round, player + 1, profile, holds);
    }
    falls[player].iter().enumerate().filter(|(_, fall)| **fall >= round).all(|(strategy, _)| {
        all_left(game, falls, own, round, player + 1, profile + strategy * game.stride(player), holds)
    })
}

/// Is the strategy a best reply, among all of its player's, to its belief about what stays?
fn is_best(game: &NormalFormGame, falls: &[Vec<usize>], own: usize, staying: &Staying) -> bool {
    let possible = staying.belief.iter().all(|(profile, _)| {
        *profile < game.profiles()
            && (0..falls.len()).all(|player| {
                let strategy = game.strategy(player, *profile);
                if player == own { strategy == 0 } else { falls[player][strategy] == usize::MAX }
            })
    });
    if !possible {
        return false;
    }
    let (_, weights) = whole(&staying.belief);
    let (payoffs, stride) = (game.payoffs(own), game.stride(own));
    let average = |strategy: usize| -> IBig {
        weights.iter().map(|(profile, weight)| weight * payoffs.big(profile + strategy * stride)).sum()
    };
    let value = average(staying.strategy);
    (0..game.strategies(own)).all(|strategy| average(strategy) <= value)
}

/// Probabilities as whole numbers over their common denominator.
fn whole(list: &[(usize, Rational)]) -> (IBig, Vec<(usize, IBig)>) {
    let numbers: Vec<Rational> = list.iter().map(|(_, probability)| probability.clone()).collect();
    let total = IBig::from(common_denominator(&numbers));
    let weights = list
        .iter()
        .map(|(place, part)| (*place, part.numerator() * (&total / IBig::from(part.denominator().clone()))))
        .collect();
    (total, weights)
}
