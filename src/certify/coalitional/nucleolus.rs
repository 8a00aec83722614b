//! Claims of a nucleolus or prenucleolus, with the weights that settle each excess level.
//!
//! - [`Nucleolus`]: payments and [`ExcessLevel`]s.
//! - [`NoImputation`]: nobody can be paid at least what each has alone.
//!
//! What is proved. Levels `t_1 >= t_2 >= ..`; before level `k` the payments of some coalitions are settled, all combinations of
//! the indicators of earlier levels and of everyone. The referee checks that
//! 1. every coalition that is not settled before level `k` has an excess of at most `t_k`;
//! 2. the coalitions of level `k` have exactly `t_k`, and their positive weights, with positive weights of players who
//!    are paid exactly what they have alone, combine to a vector that is settled before;
//! 3. after the last level everything is settled.
//!
//! Let `z` be payments whose ordered excesses are no greater. On what is settled before level `k` it agrees with `x`.
//! Then by 1 no coalition of level `k` is paid less in `z`, by 2 none is paid more, and all that level `k` adds
//! agrees too; by 3 `z = x`. This is Kohlberg's criterion, with weights only for coalitions that are not settled
//! already: balanced collections level by level (weakly balanced with the bounds of the nucleolus).
//!
//! References: Kohlberg 1971, SIAM Journal on Applied Mathematics 20; Groote Schaarsberg, Borm, Hamers and Reijnierse 2013
//! (combinations of settled coalitions need no weights of their own); Sobolev 1975 (prenucleolus).

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Check, Witness};
use crate::certify::coalitional::core::{Weight, adds_up, in_units, proof, shape};
use crate::certify::coalitional::excesses::Excesses;
use crate::certify::coalitional::span::Span;
use crate::coalition::Coalition;
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;

/// The weight of a player who is paid exactly what it has alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundWeight {
    /// The player.
    pub player: usize,
    /// Its weight, above 0.
    pub weight: Rational,
}

/// The coalitions that settle a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcessLevel {
    /// Their excess, in points.
    pub excess: Rational,
    /// The coalitions and their weights.
    pub coalitions: Vec<Weight>,
    /// Players at their bound who take part; only for the nucleolus.
    pub bounds: Vec<BoundWeight>,
}

/// The claim that ordered excesses are least at these payments, and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nucleolus {
    /// The share of each player, in points.
    pub allocation: Vec<Rational>,
    /// Levels that settle all payments, the greatest excess first.
    pub levels: Vec<ExcessLevel>,
}

/// The claim that players alone have more than everyone together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoImputation {
    /// By how much, in points; above 0.
    pub shortage: Rational,
}

/// Judges the claim of a nucleolus: least ordered excesses among payments that leave nobody worse off than alone.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_nucleolus(
    game: &CharacteristicGame,
    claim: Nucleolus,
) -> Result<Certified<Nucleolus>, Refused<Nucleolus>> {
    let below = |(player, payment): &(usize, Rational)| *payment < alone(game, *player);
    let payments = in_units(game, &claim.allocation);
    let below = payments.into_iter().enumerate().filter(below).count() as u128;
    let bound = Check::count("players paid less than alone", below, Witness::Nothing);
    let checks = levels(game, &claim, Some(bound));
    Certified::judge(claim, proof(checks))
}

/// Judges the claim of a prenucleolus: least ordered excesses among all payments that add up.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_prenucleolus(
    game: &CharacteristicGame,
    claim: Nucleolus,
) -> Result<Certified<Nucleolus>, Refused<Nucleolus>> {
    let bounds: usize = claim.levels.iter().map(|level| level.bounds.len()).sum();
    let bound = Check::count("bounds of players take part", bounds as u128, Witness::Nothing);
    let checks = levels(game, &claim, Some(bound));
    Certified::judge(claim, proof(checks))
}

/// Judges the claim that nobody can be paid at least what each has alone.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_no_imputation(
    game: &CharacteristicGame,
    claim: NoImputation,
) -> Result<Certified<NoImputation>, Refused<NoImputation>> {
    let alone: Vec<Rational> = (0..game.players()).map(|player| alone(game, player)).collect();
    let everyone = Rational::from(game.unit(game.everyone()));
    let shortage = game.excess_in_points(&(&alone.iter().sum::<Rational>() - &everyone));
    let checks = vec![
        Check::count("shortage found again", u128::from(shortage != claim.shortage), Witness::Nothing),
        Check::count("shortage is not above 0", u128::from(!shortage.is_positive()), Witness::Nothing),
    ];
    Certified::judge(claim, proof(checks))
}

fn alone(game: &CharacteristicGame, player: usize) -> Rational {
    Rational::from(game.unit(Coalition::single(player)))
}

/// The checks that both concepts share; see the head of this file.
fn levels(game: &CharacteristicGame, claim: &Nucleolus, bound: Option<Check>) -> Vec<Check> {
    let players = game.players();
    let shape = shape(game, &claim.allocation);
    let unknown = unknown(game, claim);
    if !shape.holds() || !unknown.holds() {
        return vec![shape, unknown];
    }
    let payments = in_units(game, &claim.allocation);
    let levels: Vec<Rational> =
        claim.levels.iter().map(|level| game.excess_in_units(&level.excess)).collect();
    let paid = |coalition: Coalition| coalition.members().map(|member| &payments[member]).sum::<Rational>();
    let excess = |coalition: Coalition| &Rational::from(game.unit(coalition)) - &paid(coalition);
    let (mut off_level, mut not_positive, mut unbalanced) = (0_u128, 0_u128, 0_u128);
    let mut span = Span::new(players);
    span.add(game.everyone());
    let mut before = Vec::with_capacity(levels.len());
    for (level, value) in claim.levels.iter().zip(&levels) {
        let normals = span.normals();
        let mut sum = vec![Rational::ZERO; players];
        let coalitions = level.coalitions.iter().map(|one| (one.coalition, &one.weight));
        let bounds = level.bounds.iter().map(|one| (Coalition::single(one.player), &one.weight));
        for (coalition, weight) in coalitions.chain(bounds) {
            not_positive += u128::from(!weight.is_positive());
            coalition.members().for_each(|member| sum[member] += weight);
        }
        off_level += level.coalitions.iter().filter(|one| excess(one.coalition) != *value).count() as u128;
        off_level +=
            level.bounds.iter().filter(|one| !excess(Coalition::single(one.player)).is_zero()).count()
                as u128;
        unbalanced += u128::from(!normals.admit_vector(&sum));
        level.coalitions.iter().for_each(|one| span.add(one.coalition));
        level.bounds.iter().for_each(|one| span.add(Coalition::single(one.player)));
        before.push(normals);
    }
    let rising = levels.windows(2).filter(|pair| pair[0] < pair[1]).count() as u128;
    let excesses = Excesses::new(game, &payments, &levels);
    let open = excesses.count_open_above(|level, coalition| before[level].admit(coalition));
    let compared = Witness::Compared((game.units().len() as u128).saturating_sub(2));
    let levels = Witness::Compared(claim.levels.len() as u128);
    let checks = [
        shape,
        unknown,
        adds_up(game, &claim.allocation),
        Check::count("excess levels that rise", rising, levels.clone()),
        Check::count("coalitions and bounds that are not at their level", off_level, levels.clone()),
        Check::count("weights that are not positive", not_positive, levels.clone()),
        Check::count("levels whose weights do not balance", unbalanced, levels.clone()),
        Check::count("directions left open after the last level", (players - span.rank()) as u128, levels),
        Check::count("coalitions above a level that does not settle them", open, compared),
    ];
    checks.into_iter().chain(bound).collect()
}

/// Every coalition is proper and every player known; other checks only make sense if this one holds.
fn unknown(game: &CharacteristicGame, claim: &Nucleolus) -> Check {
    let everyone = game.everyone();
    let is_off = |coalition: Coalition| coalition.is_empty() || !coalition.is_subset_of(everyone);
    let coalitions = claim.levels.iter().flat_map(|level| &level.coalitions);
    let bounds = claim.levels.iter().flat_map(|level| &level.bounds);
    let off = coalitions.filter(|one| is_off(one.coalition) || one.coalition == everyone).count()
        + bounds.filter(|one| one.player >= game.players()).count();
    Check::count("coalitions of unknown players", off as u128, Witness::Nothing)
}
