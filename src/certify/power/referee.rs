//! The referee of claims about voting games.

use dashu_int::UBig;
use dashu_int::ops::{BitTest, Gcd};

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::power::claim::{Index, NobodyWins, Power};
use crate::certify::power::identities::identities;
use crate::certify::power::kinds::Kinds;
use crate::certify::power::modular::Field;
use crate::certify::power::sweep::Line;
use crate::games::voting::VotingGame;
use crate::numeric::Rational;

/// Greatest number of kinds of coalitions that are looked at one by one.
pub const RECOUNT_KINDS: u64 = 1 << 20;

/// Greatest number of table cells looked at, over all primes, to recount under one rule.
pub const RECOUNT_WORK: u64 = 1_500_000_000;

/// Judges claims about one voting game.
#[derive(Debug, Clone, Copy)]
pub struct Referee<'g> {
    game: &'g VotingGame,
}

impl<'g> Referee<'g> {
    /// A referee of claims about `game`.
    #[must_use]
    pub fn new(game: &'g VotingGame) -> Self {
        Self { game }
    }

    /// Judges what an index is claimed to say.
    ///
    /// Up to [`RECOUNT_KINDS`] kinds of coalitions all of them are looked at. Beyond, under one rule, scores
    /// are computed modulo primes; if their product is above what the scores can be, this determines them
    /// (`Recount`). Where that takes more than [`RECOUNT_WORK`], one prime is tried (`Necessary`: a wrong score
    /// passes only if it is off by a multiple of a number near 2^61); under several rules only what every
    /// index must satisfy is checked (`Necessary`).
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge(&self, power: Power) -> Result<Certified<Power>, Refused<Power>> {
        let mut checks = identities(self.game, &power);
        let mut strength = Strength::Necessary;
        if checks.iter().all(Check::holds) {
            let kinds = Kinds::of(self.game);
            if let Some(number) = kinds.number().filter(|&number| number <= RECOUNT_KINDS) {
                let found = kinds.scores(power.index);
                let wrong =
                    found.iter().zip(&power.scores).filter(|(found, claimed)| found != claimed).count();
                let name = "scores counted again, coalition by coalition";
                checks.push(Check::count(name, wrong as u128, Witness::Compared(u128::from(number))));
                strength = Strength::Recount;
            } else if let Some(line) = Line::of(self.game, power.index) {
                strength = modulo_primes(&line, &power, &mut checks);
            }
        }
        Certified::judge(power, Certificate { strength, checks })
    }

    /// Judges the claim that nobody wins: all players together do not (`Proof`, as weights are not negative).
    ///
    /// # Errors
    ///
    /// [`Refused`] if they do.
    pub fn judge_nobody_wins(&self, claim: NobodyWins) -> Result<Certified<NobodyWins>, Refused<NobodyWins>> {
        let wrong = u128::from(self.game.wins(|_| true));
        let checks = vec![Check::count("all players together do not win", wrong, Witness::Nothing)];
        Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
    }
}

/// Compares scores with those of a line, modulo as many primes as determine them, or one.
fn modulo_primes(line: &Line<'_>, power: &Power, checks: &mut Vec<Check>) -> Strength {
    let voters = power.scores.len();
    // A score times this is whole, whatever the game.
    let below = match power.index {
        Index::Shapley => (1..=voters).fold(UBig::ONE, |product, k| product * UBig::from(k)),
        Index::DeeganPackel | Index::Johnston => (1..=voters).fold(UBig::ONE, |multiple, k| {
            let k = UBig::from(k);
            let shared = (&multiple).gcd(&k);
            multiple / shared * k
        }),
        Index::Banzhaf | Index::BanzhafRaw | Index::PublicGood => UBig::ONE,
    };
    // A voter is in 2^(n - 1) coalitions; a Shapley-Shubik index is at most 1.
    let most = if power.index == Index::Shapley { UBig::ONE } else { UBig::ONE << (voters - 1) };
    let limit = Rational::from_big(most.clone().into(), UBig::ONE);
    let out =
        power.scores.iter().filter(|score| !(&below % score.denominator()).is_zero() || **score > limit);
    let name = "scores have a possible denominator and size";
    checks.push(Check::count(name, out.count() as u128, Witness::Compared(voters as u128)));
    // Each prime used here is above 2^60.
    let needed = (&below * most).bit_len() / 60 + 1;
    let is_within = line.work().saturating_mul(needed as u64) <= RECOUNT_WORK;
    let primes = if is_within { needed } else { 1 };
    let mut wrong = 0;
    for field in Field::greatest().take(primes) {
        let found = line.scores(field);
        wrong +=
            found.iter().zip(&power.scores).filter(|(found, claimed)| **found != field.of(claimed)).count();
    }
    let name = if is_within {
        "scores computed again from both ends, modulo primes that determine them"
    } else {
        "scores computed again from both ends, modulo one prime"
    };
    checks.push(Check::count(name, wrong as u128, Witness::Compared((primes * voters) as u128)));
    if is_within { Strength::Recount } else { Strength::Necessary }
}
