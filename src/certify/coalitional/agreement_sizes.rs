//! Which sizes of an agreement hold, where sizes alone count.
//!
//! - [`AgreementSizes`]: the claim; [`judge_agreement_sizes`] checks it.
//!
//! The solver computes with sizes. The referee builds, for each size, the partition in which the last players form
//! the agreement, and looks up what its first and its last member would have after leaving it.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::coalitional::agreements::alone;
use crate::coalition::{Coalition, Partition};
use crate::games::partition::{Leaving, PartitionGame};
use crate::numeric::Rational;

/// An agreement of a size, all other players alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeFacts {
    /// Number of members, at least 2.
    pub size: usize,
    /// What each member could have by leaving.
    pub outside: Rational,
    /// What the members have together, less what all of them could have by leaving.
    pub slack: Rational,
}

/// What is claimed about agreements of every size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementSizes {
    /// What is thought to happen when a member leaves.
    pub leaving: Leaving,
    /// The sizes from 2 to the number of players.
    pub sizes: Vec<SizeFacts>,
}

impl AgreementSizes {
    /// Potential internal stability: is there enough to give each member what it could have by leaving?
    #[must_use]
    pub fn is_internally_stable(&self, size: usize) -> bool {
        self.of(size).is_none_or(|facts| !facts.slack.is_negative())
    }

    /// Potential external stability: would one more member leave nothing over?
    #[must_use]
    pub fn is_externally_stable(&self, size: usize) -> bool {
        self.of(size + 1).is_none_or(|larger| !larger.slack.is_positive())
    }

    /// The sizes from 2 on that are stable both ways.
    pub fn stable(&self) -> impl Iterator<Item = usize> {
        let holds = |size: &usize| self.is_internally_stable(*size) && self.is_externally_stable(*size);
        self.sizes.iter().map(|facts| facts.size).filter(holds)
    }

    fn of(&self, size: usize) -> Option<&SizeFacts> {
        self.sizes.get(size.checked_sub(2)?)
    }
}

/// Judges a claim about agreements of every size.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_agreement_sizes(
    game: &PartitionGame,
    claim: AgreementSizes,
) -> Result<Certified<AgreementSizes>, Refused<AgreementSizes>> {
    let players = game.players();
    let listed = claim.sizes.iter().map(|facts| facts.size).eq(2..=players);
    let formed = |size: usize| {
        let members: Coalition = (players.saturating_sub(size)..players).collect();
        (members, Partition::singletons(players).with_bloc(members))
    };
    let options = claim.sizes.iter().filter(|facts| {
        let (members, partition) = formed(facts.size);
        let ends = [members.lowest(), players.checked_sub(1)];
        !ends.into_iter().all(|player| {
            let units = player.and_then(|player| alone(game, &partition, player, claim.leaving));
            units.is_some_and(|units| game.points(units.into()) == facts.outside)
        })
    });
    let sums = claim.sizes.iter().filter(|facts| {
        let (members, partition) = formed(facts.size);
        let outside = &facts.outside * &Rational::from(facts.size as i64);
        game.worth(&partition, members) != Some(&facts.slack + &outside)
    });
    let compared = Witness::Compared(claim.sizes.len() as u128);
    let checks = vec![
        Check::count("sizes alone count", game.size_rule().is_none().into(), Witness::Nothing),
        Check::count("every size from two on stands once", (!listed).into(), Witness::Nothing),
        Check::count("what a member could have by leaving", options.count() as u128, compared.clone()),
        Check::count("outside options and slack add to the worth", sums.count() as u128, compared),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}
