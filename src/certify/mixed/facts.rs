//! Which combinations leave room, what each party can have, and how far amounts go.

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining_set::{Bound, Measure, over_amounts};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::mixed::cells::each_cell;
use crate::certify::mixed::claim::{AmountEnd, CellState, Cheapest, MixedEmpty, MixedFacts, MixedIdeal};
use crate::games::mixed::{MixedGame, MixedPackage};
use crate::numeric::{Rational, dot};

/// Judges the zone of `game`: one multiplication for each combination and each party and issue.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_mixed_facts(
    game: &MixedGame,
    claim: MixedFacts,
) -> Result<Certified<MixedFacts>, Refused<MixedFacts>> {
    let (mut wrong_open, mut wrong_closed) = (0_u128, 0_u128);
    let mut open = 0_u128;
    let count = each_cell(game, |place, levels, measure| match claim.cells.get(place) {
        Some(CellState::Open(package)) => {
            open += 1;
            wrong_open += u128::from(package.levels != levels || !nobody_loses(game, package));
        }
        Some(CellState::Closed(bound)) => wrong_closed += u128::from(!is_closed(measure, bound)),
        None => wrong_open += 1,
    });
    let missing = count.abs_diff(claim.cells.len()) as u128;
    let compared = Witness::Compared(count as u128);
    let mut checks = vec![
        Check::count("combinations that were not looked at", missing, compared.clone()),
        Check::count("combinations whose package makes somebody lose", wrong_open, compared.clone()),
        Check::count("combinations whose bound leaves room", wrong_closed, compared),
        Check::count("an open zone without a package", u128::from(open == 0), Witness::Nothing),
    ];
    checks.extend(ideal_checks(game, &claim.ideals));
    checks.extend(amount_checks(game, &claim.amounts));
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Judges that no package of `game` gives every party at least what it has without an agreement.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_mixed_empty(
    game: &MixedGame,
    claim: MixedEmpty,
) -> Result<Certified<MixedEmpty>, Refused<MixedEmpty>> {
    let checks = no_room(game, &claim.bounds, is_closed);
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Every combination has a bound that `holds`.
pub(in crate::certify::mixed) fn no_room(
    game: &MixedGame,
    bounds: &[Bound],
    holds: impl Fn(&Measure<'_>, &Bound) -> bool,
) -> Vec<Check> {
    let mut wrong = 0_u128;
    let count = each_cell(game, |place, _, measure| {
        wrong += u128::from(!bounds.get(place).is_some_and(|bound| holds(measure, bound)));
    });
    let missing = count.abs_diff(bounds.len()) as u128;
    vec![
        Check::count("combinations that were not looked at", missing, Witness::Compared(count as u128)),
        Check::count("combinations whose bound leaves room", wrong, Witness::Compared(count as u128)),
    ]
}

/// Is the package admissible, and at or above every walk-away value?
pub(in crate::certify::mixed) fn nobody_loses(game: &MixedGame, package: &MixedPackage) -> bool {
    game.is_admissible(package)
        && game.gains(package).is_some_and(|gains| !gains.iter().any(Rational::is_negative))
}

/// Are weighted gains below 0 at every agreement of the combination?
pub(in crate::certify::mixed) fn is_closed(measure: &Measure<'_>, bound: &Bound) -> bool {
    measure.greatest(bound).is_some_and(|most| most.is_negative())
}

/// Every ideal gain is reached by a package and cannot be exceeded in any combination.
pub(in crate::certify::mixed) fn ideal_checks(game: &MixedGame, ideals: &[MixedIdeal]) -> Vec<Check> {
    let parties = game.parties();
    let mut off = (ideals.len().abs_diff(parties)) as u128;
    for (party, ideal) in ideals.iter().enumerate() {
        let gives = game.gains(&ideal.package).and_then(|gains| gains.get(party).cloned());
        off += u128::from(!nobody_loses(game, &ideal.package) || gives.as_ref() != Some(&ideal.gain));
    }
    let mut exceeded = 0_u128;
    let count = each_cell(game, |place, _, measure| {
        for (party, ideal) in ideals.iter().enumerate() {
            let holds = ideal.bounds.get(place).is_some_and(|bound| {
                let counts = bound.weights.get(party).is_some_and(|weight| *weight >= Rational::ONE);
                measure
                    .greatest(bound)
                    .is_some_and(|most| most.is_negative() || (counts && most <= ideal.gain))
            });
            exceeded += u128::from(!holds);
        }
    });
    let missing = ideals.iter().map(|ideal| ideal.bounds.len().abs_diff(count) as u128).sum::<u128>();
    vec![
        Check::count("ideal gains that their package does not give", off, Witness::Compared(parties as u128)),
        Check::count(
            "combinations in which an ideal gain could be exceeded",
            exceeded + missing,
            Witness::Compared(count as u128),
        ),
    ]
}

/// Every end of an amount is reached by a package and cannot be passed in any combination.
fn amount_checks(game: &MixedGame, amounts: &[[AmountEnd; 2]]) -> Vec<Check> {
    let mut off = amounts.len().abs_diff(game.continuous().len()) as u128;
    for (place, ends) in amounts.iter().enumerate() {
        for end in ends {
            let has = end.package.amounts.get(place) == Some(&end.amount);
            off += u128::from(!has || !nobody_loses(game, &end.package));
        }
    }
    let mut passed = 0_u128;
    let count = each_cell(game, |place, levels, measure| {
        for (issue, ends) in amounts.iter().enumerate() {
            for (end, sign) in ends.iter().zip([-1, 1]) {
                let sign = Rational::from(sign);
                let mut factors = vec![Rational::ZERO; amounts.len()];
                let most = &end.amount * &sign;
                factors[issue] = sign;
                let bound = end.bounds.get(place);
                let holds = bound.is_some_and(|bound| keeps(game, measure, levels, (&factors, &most), bound));
                passed += u128::from(!holds);
            }
        }
    });
    let missing = amounts.iter().flatten().map(|end| end.bounds.len().abs_diff(count) as u128).sum::<u128>();
    vec![
        Check::count("ends of amounts that their package does not have", off, Witness::Nothing),
        Check::count(
            "combinations in which an amount could go further",
            passed + missing,
            Witness::Compared(count as u128),
        ),
    ]
}

/// Judges the least cost at which nobody loses.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_cheapest(game: &MixedGame, claim: Cheapest) -> Result<Certified<Cheapest>, Refused<Cheapest>> {
    let fits = claim.costs.len() == game.continuous().len();
    let own: Rational =
        claim.costs.iter().zip(&claim.package.amounts).map(|(cost, amount)| cost * amount).sum();
    let reached = fits && own == claim.cost && nobody_loses(game, &claim.package);
    let factors: Vec<Rational> = claim.costs.iter().map(|cost| -cost).collect();
    let most = -&claim.cost;
    let mut cheaper = 0_u128;
    let count = each_cell(game, |place, levels, measure| {
        let bound = claim.bounds.get(place).filter(|_| fits);
        let holds = bound.is_some_and(|bound| keeps(game, measure, levels, (&factors, &most), bound));
        cheaper += u128::from(!holds);
    });
    let missing = count.abs_diff(claim.bounds.len()) as u128;
    let checks = vec![
        Check::count("a cost that its package does not have", u128::from(!reached), Witness::Nothing),
        Check::count(
            "combinations that could cost less",
            cheaper + missing,
            Witness::Compared(count as u128),
        ),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Does the bound keep the amounts times `factors` at or below `most` wherever nobody loses?
fn keeps(
    game: &MixedGame,
    measure: &Measure<'_>,
    levels: &[usize],
    (factors, most): (&[Rational], &Rational),
    bound: &Bound,
) -> bool {
    let (Some(greatest), Some(amounts)) = (measure.greatest(bound), measure.set.amounts()) else {
        return false;
    };
    if greatest.is_negative() {
        return true;
    }
    let more: Vec<Rational> = game.pieces(levels).map(|(place, _)| factors[place].clone()).collect();
    // Gains are at least 0, so weighted gains only add.
    let reach = over_amounts(amounts, &bound.weights, Some(&more), &bound.rows);
    let beyond = &reach - &dot(&bound.weights, measure.set.disagreement());
    let starts = game.continuous().iter().zip(factors);
    let start: Rational =
        starts.map(|(issue, factor)| &issue.stretches[levels[issue.issue]].from * factor).sum();
    &start + &beyond <= *most
}
