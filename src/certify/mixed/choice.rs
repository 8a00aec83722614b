//! The package that a principle picks among all of a mixed game.

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining_set::{Bound, GREATEST_GAP, Measure};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::mixed::cells::each_cell;
use crate::certify::mixed::claim::{CellProof, Emptiness, MixedChoice, MixedPrinciple, NoMixedChoice};
use crate::certify::mixed::facts::{ideal_checks, is_closed, no_room, nobody_loses};
use crate::certify::mixed::lexicographic::Scale;
use crate::certify::mixed::product::{has_none, is_at_most, product};
use crate::games::mixed::MixedGame;
use crate::numeric::Rational;

/// Judges the claim that a principle picks a package among all of `game`; every check is a proof.
///
/// Cost: for each combination the set of its agreements, and a multiplication for each of its steps.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_mixed_choice(
    game: &MixedGame,
    claim: MixedChoice,
) -> Result<Certified<MixedChoice>, Refused<MixedChoice>> {
    let checks = checks(game, &claim);
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

fn checks(game: &MixedGame, claim: &MixedChoice) -> Vec<Check> {
    let parties = game.parties();
    let packages = || std::iter::once(&claim.package).chain(&claim.ties);
    let losing = packages().filter(|package| !nobody_loses(game, package)).count();
    let gives = game.gains(&claim.package).is_some_and(|gains| gains == claim.gains);
    let needs_ideals =
        matches!(claim.principle, MixedPrinciple::KalaiSmorodinsky | MixedPrinciple::EqualLoss);
    let fits = match &claim.principle {
        MixedPrinciple::WeightedNash(weights) => {
            let total = weights.iter().try_fold(0_u32, |total, weight| total.checked_add(*weight));
            weights.len() == parties && total.is_some_and(|total| total > 0)
        }
        MixedPrinciple::Proportional(list) => list.len() == parties && list.iter().all(Rational::is_positive),
        _ => true,
    };
    let mut checks = vec![
        Check::count("packages at which somebody loses", losing as u128, Witness::Nothing),
        Check::count("gains that the package does not give", u128::from(!gives), Witness::Nothing),
        Check::count("numbers that do not fit the principle", u128::from(!fits), Witness::Nothing),
    ];
    if needs_ideals {
        checks.extend(ideal_checks(game, &claim.ideals));
    }
    // What follows reads one entry for each party.
    if !checks.iter().all(Check::holds) {
        return checks;
    }
    let tied: Vec<Vec<Rational>> = claim.ties.iter().filter_map(|package| game.gains(package)).collect();
    let judged = match &claim.principle {
        MixedPrinciple::Nash => by_product(game, claim, &vec![1; parties], &tied),
        MixedPrinciple::WeightedNash(weights) => by_product(game, claim, weights, &tied),
        MixedPrinciple::Utilitarian => by_sum(game, claim, &tied),
        _ => by_key(game, claim, &tied),
    };
    checks.extend(judged);
    checks
}

/// How a principle measures the gains of parties.
fn scale(claim: &MixedChoice) -> Scale {
    let parties = claim.gains.len();
    let ones = || vec![Rational::ONE; parties];
    let nothing = vec![Rational::ZERO; parties];
    let ideals: Vec<Rational> = claim.ideals.iter().map(|ideal| ideal.gain.clone()).collect();
    match &claim.principle {
        MixedPrinciple::KalaiSmorodinsky => Scale { direction: ideals, offset: nothing },
        MixedPrinciple::EqualLoss => {
            let most = ideals.iter().max().cloned().unwrap_or_default();
            Scale { direction: ones(), offset: ideals.iter().map(|ideal| &most - ideal).collect() }
        }
        MixedPrinciple::Proportional(list) => Scale { direction: list.clone(), offset: nothing },
        _ => Scale { direction: ones(), offset: nothing },
    }
}

fn by_key(game: &MixedGame, claim: &MixedChoice, tied: &[Vec<Rational>]) -> Vec<Check> {
    let scale = scale(claim);
    let only_first = matches!(claim.principle, MixedPrinciple::Egalitarian | MixedPrinciple::Proportional(_));
    let counted = |gains: &[Rational]| {
        let mut key = scale.key(gains);
        if only_first {
            key.truncate(1);
        }
        key
    };
    let key = counted(&claim.gains);
    let others = tied.iter().filter(|gains| counted(gains) != key).count();
    let (better, count) = unbeaten(game, claim, |measure, proof| match proof {
        CellProof::Stages(_) if only_first => false,
        _ => scale.is_beaten(measure, proof, &key, !only_first),
    });
    vec![
        Check::count("ties that serve the principle less well", others as u128, Witness::Nothing),
        Check::count("combinations that could serve the principle better", better, Witness::Compared(count)),
        Check::exact("a gap that is not 0", claim.gap.clone(), Witness::Nothing),
    ]
}

fn by_product(game: &MixedGame, claim: &MixedChoice, weights: &[u32], tied: &[Vec<Rational>]) -> Vec<Check> {
    let own = product(weights, &claim.gains);
    let short = weights.iter().zip(&claim.gains).filter(|(weight, gain)| **weight > 0 && !gain.is_positive());
    let others = tied.iter().filter(|gains| product(weights, gains) != own).count();
    let total: u32 = weights.iter().sum();
    let most = &own * &(&Rational::ONE + &claim.gap).pow(total);
    let (better, count) = unbeaten(game, claim, |measure, proof| match proof {
        CellProof::Bound(bound) => is_at_most(measure, weights, bound, &most),
        CellProof::Stages(_) => false,
    });
    let tolerance = Rational::new(1, GREATEST_GAP.into()).unwrap_or_default();
    vec![
        Check::count("parties that do not gain", short.count() as u128, Witness::Nothing),
        Check::count("ties that serve the principle less well", others as u128, Witness::Nothing),
        Check::count("combinations that could serve the principle better", better, Witness::Compared(count)),
        Check {
            name: "share by which the mean of gains could still rise",
            residual: claim.gap.clone(),
            tolerance,
            witness: Witness::Nothing,
        },
    ]
}

fn by_sum(game: &MixedGame, claim: &MixedChoice, tied: &[Vec<Rational>]) -> Vec<Check> {
    let most: Rational = claim.gains.iter().sum();
    let others = tied.iter().filter(|gains| gains.iter().sum::<Rational>() != most).count();
    let (better, count) = unbeaten(game, claim, |measure, proof| match proof {
        CellProof::Bound(bound) => {
            let counts_all = bound.weights.iter().all(|weight| *weight >= Rational::ONE);
            measure.greatest(bound).is_some_and(|own| own.is_negative() || (counts_all && own <= most))
        }
        CellProof::Stages(_) => false,
    });
    vec![
        Check::count("ties that serve the principle less well", others as u128, Witness::Nothing),
        Check::count("combinations that could serve the principle better", better, Witness::Compared(count)),
        Check::exact("a gap that is not 0", claim.gap.clone(), Witness::Nothing),
    ]
}

/// How many combinations have no proof that `holds`, those without any among them; and how many there are.
fn unbeaten(
    game: &MixedGame,
    claim: &MixedChoice,
    holds: impl Fn(&Measure<'_>, &CellProof) -> bool,
) -> (u128, u128) {
    let mut better = 0_u128;
    let count = each_cell(game, |place, _, measure| {
        better += u128::from(!claim.proofs.get(place).is_some_and(|proof| holds(measure, proof)));
    });
    (better + claim.proofs.len().abs_diff(count) as u128, count as u128)
}

/// Judges the claim that a principle picks no package of `game`.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_no_mixed_choice(
    game: &MixedGame,
    claim: NoMixedChoice,
) -> Result<Certified<NoMixedChoice>, Refused<NoMixedChoice>> {
    let weights = match &claim.principle {
        MixedPrinciple::Nash => vec![1; game.parties()],
        MixedPrinciple::WeightedNash(weights) => weights.clone(),
        _ => Vec::new(),
    };
    let holds = |measure: &Measure<'_>, bound: &Bound| match claim.reason {
        Emptiness::NoZone => is_closed(measure, bound),
        Emptiness::NoGain => measure.greatest(bound).is_some_and(|value| has_none(&weights, bound, &value)),
    };
    let checks = no_room(game, &claim.bounds, holds);
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}
