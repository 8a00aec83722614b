//! Claims about single players: who is a dummy, and who can be told from whom.
//!
//! - [`DummyPlayers`]: who adds to every coalition exactly what it has alone; for each other player a coalition to
//!   which it adds something else.
//! - [`SymmetricPlayers`]: players who can stand for each other in every coalition, in classes; for each two
//!   classes a coalition that tells their first members apart.
//!
//! Both are judged by the definition: all equations for those named, the witness for the others (`Proof`). That
//! being interchangeable carries over from one pair to the next is why neighbours in a class are enough.
//!
//! Reference: Shapley 1953, Contributions to the Theory of Games II.

use dashu_int::{IBig, UBig};

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::coalition::{Coalition, Partition};
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;

/// The claim that these players, and no others, are dummies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DummyPlayers {
    /// Players who add to every coalition what they have alone.
    pub dummies: Coalition,
    /// For each other player, ascending, why it is none.
    pub others: Vec<Contribution>,
}

/// A coalition to which a player adds something else than what it has alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// The player.
    pub player: usize,
    /// The coalition that it joins.
    pub coalition: Coalition,
    /// How much more it adds than it has alone, in points with the sign of the file; not 0.
    pub beyond: Rational,
}

/// The claim that players of one class can stand for each other, and those of different classes cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymmetricPlayers {
    /// The classes.
    pub classes: Partition,
    /// For each two classes, in their order, what tells their first members apart.
    pub apart: Vec<ToldApart>,
}

/// A coalition to which one player adds more than another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldApart {
    /// The first player.
    pub one: usize,
    /// The second player.
    pub other: usize,
    /// A coalition without either.
    pub coalition: Coalition,
    /// How much more the first adds to it than the second, in points with the sign of the file; not 0.
    pub difference: Rational,
}

/// Judges a claim about dummies.
///
/// Cost: `2^(n - 1)` comparisons for each dummy.
///
/// # Errors
///
/// [`Refused`] with the failed check.
///
/// ```
/// use zopa::certify::coalitional::{DummyPlayers, judge_dummies};
/// use zopa::coalition::Coalition;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // Both always add what they have alone.
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 1, 2, 3])?;
/// let claim = |dummies| DummyPlayers { dummies, others: vec![] };
/// assert!(judge_dummies(&game, claim(Coalition::all(2))).is_ok());
/// assert!(judge_dummies(&game, claim(Coalition::single(0))).is_err());
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
pub fn judge_dummies(
    game: &CharacteristicGame,
    claim: DummyPlayers,
) -> Result<Certified<DummyPlayers>, Refused<DummyPlayers>> {
    let worth = |coalition| i128::from(game.unit(coalition));
    let beyond = |player: usize, coalition: Coalition| {
        worth(coalition.with(player)) - worth(coalition) - worth(Coalition::single(player))
    };
    let known = claim.dummies.intersection(game.everyone());
    let mut broken = 0_u128;
    for player in known.members() {
        let others = game.everyone().without(player).subsets();
        broken += others.filter(|&coalition| beyond(player, coalition) != 0).count() as u128;
    }
    let others = game.everyone().minus(claim.dummies);
    let is_shown = |shown: &Contribution| {
        let fits = !shown.coalition.contains(shown.player) && shown.coalition.is_subset_of(game.everyone());
        let units = beyond(shown.player, shown.coalition);
        fits && units != 0 && shown.beyond == signed(game, units)
    };
    let named = claim.others.iter().map(|shown| shown.player).eq(others.members());
    let unshown = claim.others.iter().filter(|shown| !is_shown(shown)).count();
    let checks = vec![
        Check::count(
            "every player is a dummy or has a witness",
            u128::from(known != claim.dummies || !named),
            Witness::Nothing,
        ),
        Check::count("coalitions to which a dummy adds something else", broken, Witness::Coalition(known)),
        Check::count("witnesses that show nothing", unshown as u128, Witness::Nothing),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Judges a claim about symmetric players.
///
/// Cost: `2^(n - 2)` comparisons for each member of a class after the first.
///
/// # Errors
///
/// [`Refused`] with the failed check.
///
/// ```
/// use zopa::certify::coalitional::{SymmetricPlayers, judge_symmetric};
/// use zopa::coalition::{Coalition, Partition};
/// use zopa::games::characteristic::CharacteristicGame;
///
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 1, 1, 5])?;
/// let together = Partition::singletons(2).with_bloc(Coalition::all(2));
/// assert!(judge_symmetric(&game, SymmetricPlayers { classes: together, apart: vec![] }).is_ok());
/// let apart = Partition::singletons(2);
/// assert!(judge_symmetric(&game, SymmetricPlayers { classes: apart, apart: vec![] }).is_err());
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
pub fn judge_symmetric(
    game: &CharacteristicGame,
    claim: SymmetricPlayers,
) -> Result<Certified<SymmetricPlayers>, Refused<SymmetricPlayers>> {
    let worth = |coalition| i128::from(game.unit(coalition));
    let difference = |one: usize, other: usize, coalition: Coalition| {
        worth(coalition.with(one)) - worth(coalition.with(other))
    };
    let mut broken = 0_u128;
    for class in claim.classes.blocs() {
        for (one, other) in class.members().zip(class.members().skip(1)) {
            let rest = game.everyone().without(one).without(other).subsets();
            broken += rest.filter(|&coalition| difference(one, other, coalition) != 0).count() as u128;
        }
    }
    let union = claim.classes.blocs().iter().fold(Coalition::EMPTY, |union, &class| union.union(class));
    let firsts: Vec<usize> = claim.classes.blocs().iter().filter_map(|class| class.lowest()).collect();
    let pairs = firsts
        .iter()
        .enumerate()
        .flat_map(|(place, &one)| firsts[place + 1..].iter().map(move |&other| (one, other)));
    let named = claim.apart.iter().map(|shown| (shown.one, shown.other)).eq(pairs);
    let is_shown = |shown: &ToldApart| {
        let fits = !shown.coalition.contains(shown.one)
            && !shown.coalition.contains(shown.other)
            && shown.coalition.is_subset_of(game.everyone());
        let units = difference(shown.one, shown.other, shown.coalition);
        fits && units != 0 && shown.difference == signed(game, units)
    };
    let unshown = claim.apart.iter().filter(|shown| !is_shown(shown)).count();
    let checks = vec![
        Check::count(
            "every player is in a class",
            u128::from(union != game.everyone()),
            Witness::Coalition(union),
        ),
        Check::count(
            "coalitions that tell two of one class apart",
            broken,
            Witness::Partition(claim.classes.clone()),
        ),
        Check::count("each two classes have a witness", u128::from(!named), Witness::Nothing),
        Check::count("witnesses that show nothing", unshown as u128, Witness::Nothing),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Units in points, with the sign of the file.
fn signed(game: &CharacteristicGame, units: i128) -> Rational {
    game.points(&Rational::from_big(IBig::from(units), UBig::ONE))
}
