//! Claims about an empty zone with too many packages to look at: how close a package comes, and which demands clash.
//!
//! Both say that no package meets some demands. That is a claim about another game, with just these demands and walk-away
//! values, and is judged as one: by weights, or by what was counted.

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining::empty::Blocking;
use crate::certify::bargaining::large::LargeFacts;
use crate::certify::bargaining::large::pieces::Pieces;
use crate::certify::bargaining::large::sweep::{Demand, sweep, weigh, whole_weights};
use crate::certify::bargaining::recount::Referee;
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::bargaining::{BargainingGame, InvalidGame};
use crate::numeric::Rational;

/// The claim that these packages leave the least loss below a walk-away value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeClosest {
    /// The greatest loss of the packages, in points; negative if every party gains.
    pub shortfall: Rational,
    /// No admissible package has a smaller one than this; if it is the same, none comes closer than the packages.
    pub at_least: Rational,
    /// The packages, in file order; at least one, possibly not all.
    pub packages: Vec<Vec<usize>>,
    /// How many packages come as close, where none comes closer; `None` if they were not counted.
    pub total: Option<u128>,
    /// That none comes closer: what is known of [`BargainingGame::with_losses_below`] the least that is said.
    pub proof: LargeFacts,
}

/// The claim that some demands cannot be met together, and any fewer of them can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeBlocking {
    /// The demands.
    pub blocking: Blocking,
    /// That no package meets them all: what is known of [`BargainingGame::with_demands`] of just these and the background.
    pub proof: LargeFacts,
}

impl LargeClosest {
    /// Is the shortfall known exactly, and not only between two numbers?
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.at_least == self.shortfall
    }
}

impl Referee<'_> {
    /// Judges the claim that certain packages of a large game come closest to a zone.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_large_closest(
        &self,
        closest: LargeClosest,
    ) -> Result<Certified<LargeClosest>, Refused<LargeClosest>> {
        let named = closest.packages.len() as u128;
        let total = closest.total.unwrap_or(named);
        let mut checks = self.losses_as_said(&closest.shortfall, &closest.packages, total);
        let shape = closest.at_least > closest.shortfall || closest.total.is_some() && !closest.is_exact();
        checks.push(Check::count(
            "the least is no more than the packages lose, and ties are only claimed there",
            u128::from(shape),
            Witness::Nothing,
        ));
        let closer = self.game().with_losses_below(&closest.at_least);
        let mut strength = none_acceptable(closer, &closest.proof, &mut checks);
        if let Some(total) = closest.total {
            match self.as_close(&closest) {
                Some(equal) => {
                    checks.push(Check::count("ties counted again", total.abs_diff(equal), Witness::Nothing));
                }
                None => strength = Strength::Necessary,
            }
        }
        Certified::judge(closest, Certificate { strength, checks })
    }

    /// The number of packages at which nobody loses more than the shortfall; `None` if that is out of reach.
    fn as_close(&self, closest: &LargeClosest) -> Option<u128> {
        let game = self.game().with_losses_up_to(&closest.shortfall).ok()?;
        let pieces = Pieces::of(&game)?;
        let weights = whole_weights(closest.proof.ruled_out.as_ref()?, pieces.floors.len())?;
        let demand = Demand { weighted: weigh(&weights, &pieces.floors)?, floors: pieces.floors.clone() };
        let mut equal = 0;
        sweep(&pieces, &weights, &demand, &mut |_| equal += 1)?;
        Some(equal)
    }

    /// Judges the claim that some demands of a large game block each other and none of them could be left out.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_large_blocking(
        &self,
        claim: LargeBlocking,
    ) -> Result<Certified<LargeBlocking>, Refused<LargeBlocking>> {
        let Blocking { parties, rules, background, .. } = &claim.blocking;
        let mut checks = vec![self.demands_needed(&claim.blocking)];
        if !checks[0].holds() {
            return Certified::judge(claim, Certificate { strength: Strength::Necessary, checks });
        }
        let held = |rule: usize| background.contains(&rule) || rules.iter().any(|own| own.contains(&rule));
        let demanded = self.game().with_demands(parties, held);
        let strength = none_acceptable(demanded, &claim.proof, &mut checks);
        Certified::judge(claim, Certificate { strength, checks })
    }
}

/// Adds the checks of a claim that a game has no acceptable package; says what they prove.
pub(in crate::certify::bargaining) fn none_acceptable(
    game: Result<BargainingGame, InvalidGame>,
    facts: &LargeFacts,
    checks: &mut Vec<Check>,
) -> Strength {
    let has_reason = facts.ruled_out.is_some() || facts.acceptable.is_some() || facts.efficient.is_some();
    let wrong = u128::from(game.is_err() || facts.is_open || !has_reason);
    checks.push(Check::count("it is said why no package does better", wrong, Witness::Nothing));
    let Ok(game) = game else { return Strength::Necessary };
    let certificate = match Referee::new(&game).judge_large(facts.clone()) {
        Ok(facts) => facts.certificate().clone(),
        Err(refused) => refused.certificate,
    };
    checks.extend(certificate.checks);
    certificate.strength
}
