//! Whether one bloc can hold its members, and whom else it would draw in.
//!
//! - [`AgreementFacts`]: the claim; [`judge_agreement`] checks it by what its numbers must satisfy.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::coalition::{Coalition, Partition, groupings};
use crate::games::partition::{Leaving, PartitionGame, SizeRule};
use crate::numeric::Rational;

/// A player who stands alone and could join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joiner {
    /// The player.
    pub player: usize,
    /// What the larger bloc would leave over once each of its members has what it could have by leaving it.
    pub slack: Rational,
    /// What the bloc and the player would have together, more than they have now.
    pub gain: Rational,
}

/// What is claimed about one bloc of a partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementFacts {
    /// The partition.
    pub partition: Partition,
    /// The bloc.
    pub bloc: Coalition,
    /// What is thought to happen when a member leaves.
    pub leaving: Leaving,
    /// What each member could have by leaving, in order.
    pub outside: Vec<Rational>,
    /// The worth of the bloc less all of that.
    pub slack: Rational,
    /// Every other player who stands alone, in order.
    pub joiners: Vec<Joiner>,
}

impl AgreementFacts {
    /// Potential internal stability: is there enough to give each member what it could have by leaving?
    #[must_use]
    pub fn is_internally_stable(&self) -> bool {
        !self.slack.is_negative()
    }

    /// Potential external stability: would no larger bloc leave anything over for the one who joins?
    #[must_use]
    pub fn is_externally_stable(&self) -> bool {
        self.joiners.iter().all(|joiner| !joiner.slack.is_positive())
    }
}

/// Judges a claim about one bloc.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_agreement(
    game: &PartitionGame,
    claim: AgreementFacts,
) -> Result<Certified<AgreementFacts>, Refused<AgreementFacts>> {
    let (partition, bloc) = (&claim.partition, claim.bloc);
    let again: Option<Vec<Rational>> = bloc
        .members()
        .map(|player| alone(game, partition, player, claim.leaving).map(|units| game.points(units.into())))
        .collect();
    let total: Rational = claim.outside.iter().sum();
    let worth = game.worth(partition, bloc);
    let short = worth.clone().is_none_or(|worth| &claim.slack + &total != worth);
    let lone = partition.blocs().iter().filter(|other| other.len() == 1 && **other != bloc);
    let lone: Vec<usize> = lone.filter_map(|other| other.lowest()).collect();
    let wrong = claim.joiners.iter().filter(|joiner| {
        let larger = partition.with_bloc(bloc.with(joiner.player));
        let slack = slack(game, &larger, bloc.with(joiner.player), claim.leaving);
        let together = game.worth(&larger, bloc.with(joiner.player));
        let single = game.worth(partition, Coalition::single(joiner.player));
        let gain = together.zip(single).zip(worth.clone()).map(|((all, one), bloc)| &(&all - &one) - &bloc);
        slack.map(|units| game.points(units)) != Some(joiner.slack.clone())
            || gain != Some(joiner.gain.clone())
    });
    let unnamed = usize::from(lone.into_iter().ne(claim.joiners.iter().map(|joiner| joiner.player)));
    let wrong = (wrong.count() + unnamed) as u128;
    let checks = vec![
        Check::count(
            "what members could have by leaving",
            u128::from(again.as_ref() != Some(&claim.outside)),
            Witness::Coalition(bloc),
        ),
        Check::count(
            "outside options and slack add to the worth",
            short.into(),
            Witness::Partition(partition.clone()),
        ),
        Check::count(
            "what the bloc would be with each who could join",
            wrong,
            Witness::Compared(claim.joiners.len() as u128),
        ),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// What `player` has alone after leaving its bloc, in units.
pub(in crate::certify::coalitional) fn alone(
    game: &PartitionGame,
    partition: &Partition,
    player: usize,
    leaving: Leaving,
) -> Option<i64> {
    let single = Coalition::single(player);
    if partition.bloc_of(player) == single {
        // Who stands alone has nobody to leave.
        return game.unit(partition, single);
    }
    let others = game.everyone().without(player);
    let unit = |mut blocs: Vec<Coalition>| {
        blocs.push(single);
        game.unit(&Partition::new(game.players(), blocs).ok()?, single)
    };
    let ways = || -> Vec<i64> {
        match game.size_rule() {
            // One way for each number of blocs: the last of them alone, the first ones together.
            Some(SizeRule::BlocCount) => (0..others.len())
                .filter_map(|alone| {
                    let last: Vec<usize> = others.members().skip(others.len() - alone).collect();
                    let first = last.iter().fold(others, |first, &player| first.without(player));
                    unit(last.into_iter().map(Coalition::single).chain([first]).collect())
                })
                .collect(),
            _ if game.table().is_ok() => groupings(others).filter_map(unit).collect(),
            _ => Vec::new(),
        }
    };
    match leaving {
        Leaving::RestStays => game.unit(&partition.with_bloc(single), single),
        Leaving::BlocDissolves => {
            let members = partition.bloc_of(player).members();
            let apart =
                members.fold(partition.clone(), |apart, member| apart.with_bloc(Coalition::single(member)));
            game.unit(&apart, single)
        }
        Leaving::Worst => ways().into_iter().min(),
        Leaving::Best => ways().into_iter().max(),
    }
}

/// Worth of a bloc less what its members could have by leaving, in units.
fn slack(game: &PartitionGame, partition: &Partition, bloc: Coalition, leaving: Leaving) -> Option<i128> {
    let outside: Option<i128> =
        bloc.members().map(|player| alone(game, partition, player, leaving).map(i128::from)).sum();
    Some(i128::from(game.unit(partition, bloc)?) - outside?)
}
