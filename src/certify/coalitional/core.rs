//! Claims about the core and the least core.
//!
//! - [`CoreFacts`], [`EmptyCore`]: an allocation that no coalition improves on, or weights that show that there
//!   is none.
//! - [`Membership`]: whether a given allocation is in the core, and who objects most.
//! - [`LeastCoreFacts`]: the least greatest excess, an allocation that has it, weights that bound it.
//!
//! Notation: `e(S) = v(S) - x(S)`, in points. For costs the worths are negative costs, so an excess is what a coalition would
//! save on its own. Balanced weights `w_S > 0` add to 1 over the coalitions of each player.
//!
//! Reference: Bondareva 1963, Problemy Kibernetiki 10; Shapley 1967, Naval Research Logistics Quarterly 14.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::coalitional::excesses::Excesses;
use crate::coalition::Coalition;
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;

/// A coalition with a weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// The coalition.
    pub coalition: Coalition,
    /// Its weight, above 0.
    pub weight: Rational,
}

/// The proper coalition with the greatest excess; of equals the one of the lowest players.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The coalition.
    pub coalition: Coalition,
    /// Its excess in points.
    pub excess: Rational,
}

/// The claim that an allocation is in the core.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreFacts {
    /// The share of each player, in points.
    pub allocation: Vec<Rational>,
    /// Who is closest to leaving; nobody if there is one player.
    pub binding: Option<Binding>,
}

/// The claim that the core is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmptyCore {
    /// Balanced weights.
    pub weights: Vec<Weight>,
    /// What the weighted coalitions have beyond everyone together, in points; above 0.
    pub shortage: Rational,
}

/// The claim of how an allocation stands to the core.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The share of each player, in points.
    pub allocation: Vec<Rational>,
    /// What everyone together has beyond all shares, in points; 0 if the shares add up.
    pub undistributed: Rational,
    /// Who objects most, or is closest to it; nobody if there is one player.
    pub binding: Option<Binding>,
}

impl Membership {
    /// Do the shares add up, and does no coalition have a positive excess?
    #[must_use]
    pub fn is_in_core(&self) -> bool {
        self.undistributed.is_zero()
            && self.binding.as_ref().is_none_or(|binding| !binding.excess.is_positive())
    }
}

/// The claim that no allocation has a smaller greatest excess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeastCoreFacts {
    /// The least greatest excess of proper coalitions, in points: the epsilon at which the core opens.
    pub epsilon: Rational,
    /// An allocation that has it, in points.
    pub allocation: Vec<Rational>,
    /// Balanced weights over coalitions that have this excess at every such allocation.
    pub weights: Vec<Weight>,
}

/// The claim that there are no proper coalitions, so that no excess is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoProperCoalition;

/// Judges the claim that an allocation is in the core.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_core(
    game: &CharacteristicGame,
    facts: CoreFacts,
) -> Result<Certified<CoreFacts>, Refused<CoreFacts>> {
    let shape = shape(game, &facts.allocation);
    if !shape.holds() {
        return Certified::judge(facts, proof(vec![shape]));
    }
    let greatest = greatest(game, &facts.allocation);
    let above = greatest.as_ref().map_or(Rational::ZERO, |binding| above_zero(&binding.excess));
    let checks = vec![
        shape,
        adds_up(game, &facts.allocation),
        Check::exact("greatest excess above 0", above, witness(greatest.as_ref())),
        same_binding(greatest.as_ref(), facts.binding.as_ref()),
    ];
    Certified::judge(facts, proof(checks))
}

/// Judges the claim that the core is empty: by weak duality the weights alone prove it.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_empty_core(
    game: &CharacteristicGame,
    empty: EmptyCore,
) -> Result<Certified<EmptyCore>, Refused<EmptyCore>> {
    let mut checks = balanced(game, &empty.weights);
    if checks.iter().all(Check::holds) {
        let shortage = game.excess_in_points(&shortage(game, &empty.weights));
        checks.push(Check::exact(
            "shortage is that of the weights",
            difference(&shortage, &empty.shortage),
            Witness::Nothing,
        ));
        let none = u128::from(!shortage.is_positive());
        checks.push(Check::count(
            "weighted coalitions do not have more than everyone",
            none,
            Witness::Nothing,
        ));
    }
    Certified::judge(empty, proof(checks))
}

/// Judges the claim of how an allocation stands to the core.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_membership(
    game: &CharacteristicGame,
    membership: Membership,
) -> Result<Certified<Membership>, Refused<Membership>> {
    let shape = shape(game, &membership.allocation);
    if !shape.holds() {
        return Certified::judge(membership, proof(vec![shape]));
    }
    let greatest = greatest(game, &membership.allocation);
    let left = undistributed(game, &membership.allocation);
    let checks = vec![
        shape,
        Check::exact("undistributed worth", difference(&left, &membership.undistributed), Witness::Nothing),
        same_binding(greatest.as_ref(), membership.binding.as_ref()),
    ];
    Certified::judge(membership, proof(checks))
}

/// Judges the claim of a least core: the allocation bounds epsilon above, the weights below.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_least_core(
    game: &CharacteristicGame,
    facts: LeastCoreFacts,
) -> Result<Certified<LeastCoreFacts>, Refused<LeastCoreFacts>> {
    let shape = shape(game, &facts.allocation);
    let mut checks = balanced(game, &facts.weights);
    checks.insert(0, shape);
    if checks.iter().all(Check::holds) {
        let greatest = greatest(game, &facts.allocation);
        let excess = greatest.as_ref().map_or(Rational::ZERO, |binding| binding.excess.clone());
        let total: Rational = facts.weights.iter().map(|weighted| &weighted.weight).sum();
        let shortage = game.excess_in_points(&shortage(game, &facts.weights));
        checks.push(adds_up(game, &facts.allocation));
        checks.push(Check::exact(
            "greatest excess is epsilon",
            difference(&excess, &facts.epsilon),
            witness(greatest.as_ref()),
        ));
        checks.push(Check::exact(
            "weighted excesses of any allocation average to epsilon",
            difference(&shortage, &(&total * &facts.epsilon)),
            Witness::Nothing,
        ));
    }
    Certified::judge(facts, proof(checks))
}

/// Judges the claim that there is no proper coalition.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_no_proper_coalition(
    game: &CharacteristicGame,
    claim: NoProperCoalition,
) -> Result<Certified<NoProperCoalition>, Refused<NoProperCoalition>> {
    let more = game.players().saturating_sub(1) as u128;
    Certified::judge(claim, proof(vec![Check::count("players beyond the first", more, Witness::Nothing)]))
}

pub(super) fn proof(checks: Vec<Check>) -> Certificate {
    Certificate { strength: Strength::Proof, checks }
}

pub(super) fn difference(one: &Rational, two: &Rational) -> Rational {
    let difference = one - two;
    if difference.is_negative() { -&difference } else { difference }
}

fn above_zero(number: &Rational) -> Rational {
    if number.is_positive() { number.clone() } else { Rational::ZERO }
}

fn witness(binding: Option<&Binding>) -> Witness {
    binding.map_or(Witness::Nothing, |binding| Witness::Coalition(binding.coalition))
}

/// One share for each player; other checks only make sense if this one holds.
pub(super) fn shape(game: &CharacteristicGame, allocation: &[Rational]) -> Check {
    let off = allocation.len().abs_diff(game.players()) as u128;
    Check::count("one share for each player", off, Witness::Compared(allocation.len() as u128))
}

pub(super) fn adds_up(game: &CharacteristicGame, allocation: &[Rational]) -> Check {
    let left = undistributed(game, allocation);
    let off = difference(&left, &Rational::ZERO);
    Check::exact("shares add to what everyone has", off, Witness::Nothing)
}

fn undistributed(game: &CharacteristicGame, allocation: &[Rational]) -> Rational {
    &game.worth(game.everyone()) - &allocation.iter().sum()
}

/// Shares as payments in units.
pub(super) fn in_units(game: &CharacteristicGame, allocation: &[Rational]) -> Vec<Rational> {
    allocation.iter().map(|share| game.share_in_units(share)).collect()
}

fn greatest(game: &CharacteristicGame, allocation: &[Rational]) -> Option<Binding> {
    let (coalition, excess) = Excesses::new(game, &in_units(game, allocation), &[]).greatest()?;
    Some(Binding { coalition, excess: game.excess_in_points(&excess) })
}

fn same_binding(found: Option<&Binding>, claimed: Option<&Binding>) -> Check {
    Check::count("greatest excess found again", u128::from(found != claimed), witness(found))
}

/// Positive weights on proper coalitions that add to 1 for each player.
fn balanced(game: &CharacteristicGame, weights: &[Weight]) -> Vec<Check> {
    let everyone = game.everyone();
    let is_off = |weighted: &&Weight| {
        let coalition = weighted.coalition;
        !weighted.weight.is_positive()
            || coalition.is_empty()
            || coalition == everyone
            || !coalition.is_subset_of(everyone)
    };
    let sums = (0..game.players()).map(|player| {
        let of_player = weights.iter().filter(|weighted| weighted.coalition.contains(player));
        of_player.map(|weighted| &weighted.weight).sum::<Rational>()
    });
    let off = sums.map(|sum| difference(&sum, &Rational::ONE)).max().unwrap_or_default();
    let count = Witness::Compared(weights.len() as u128);
    vec![
        Check::count(
            "weights that are not positive or not of proper coalitions",
            weights.iter().filter(is_off).count() as u128,
            count.clone(),
        ),
        Check::exact("weights add to 1 for each player", off, count),
    ]
}

/// What weighted coalitions have beyond everyone together, in units.
fn shortage(game: &CharacteristicGame, weights: &[Weight]) -> Rational {
    let worth = |coalition| Rational::from(game.unit(coalition));
    let worths = weights.iter().map(|weighted| &weighted.weight * &worth(weighted.coalition));
    let worths: Vec<Rational> = worths.collect();
    &worths.iter().sum::<Rational>() - &worth(game.everyone())
}
