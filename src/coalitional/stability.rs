//! Which partitions hold: nobody leaves, nobody joins, no two blocs merge.
//!
//! Members of a bloc may pay each other, so stability asks about sums ("potential" stability):
//! - the *slack* of a bloc is its worth less what each member could have by leaving it on its own ([`Leaving`] says what
//!   the others then do);
//! - **internal**: the slack of every bloc is at least 0;
//! - **external**: no player who stands alone could join a bloc so that the larger bloc has a slack above 0. Only
//!   the joiner is asked (open membership);
//! - **merger-proof**: no two blocs would have more together than apart. Both are asked (exclusive membership).
//!
//! [`agreement`] asks the first two questions of one bloc: the setting of treaties, where nobody else may group.
//!
//! Method: one pass over all partitions; a bloc with a slack above 0 marks every partition from which one of its
//! members would have joined. The referee looks the other way.
//!
//! References: d'Aspremont, Jacquemin, Gabszewicz and Weymark 1983, Canadian Journal of Economics 16; Eyckmans and
//! Finus 2004 (potential internal stability); Hart and Kurz 1983, Econometrica 51 (what a bloc does that is left).

use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::coalitional as referee;
use crate::certify::coalitional::{AgreementFacts, Joiner, Marks, StabilityFacts};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::coalition::{Coalition, Partition};
use crate::coalitional::agreement_sizes::regrouped;
use crate::games::partition::{Grouping, Leaving, PartitionGame, Table, Unanswerable};
use crate::numeric::Rational;

/// Partitions between two questions to the budget.
const STRIDE: usize = 1024;

/// Which partitions are internally stable, externally stable, and merger-proof.
///
/// - `leaving`: what is thought to happen when a member leaves its bloc.
///
/// Cost: for each partition its blocs, their members and their pairs; one unit of work is one partition. A budget
/// that runs out gives `Undecided` without an answer. Certificate: looked at again from the other side (`Recount`).
///
/// # Errors
///
/// [`Unanswerable::TooManyPlayers`] for a game without a table.
///
/// ```
/// use zopa::{budget::Budget, coalitional::stability::stability};
/// use zopa::games::partition::{Leaving, PartitionGame};
///
/// // Two who have 10 together and 3 each apart: only together is stable.
/// let game = PartitionGame::by_bloc_count(2, &[10.into(), 3.into()])?;
/// let answer = stability(&game, Leaving::RestStays, &Budget::unlimited())?;
/// let facts = answer.found().unwrap();
/// assert_eq!((facts.internal, facts.external, facts.stable), (2, 1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn stability(
    game: &PartitionGame,
    leaving: Leaving,
    budget: &Budget<'_>,
) -> Result<Answer<StabilityFacts, Infallible>, Unanswerable> {
    let table = game.table()?;
    let exits = Exits::new(table, game.players(), leaving);
    let fresh = Marks { internal: true, external: true, merger_proof: true };
    let mut marks = vec![fresh; table.partitions()];
    for (rank, (grouping, units)) in table.rows().enumerate() {
        if rank % STRIDE == 0 && !budget.spend(STRIDE as u64) {
            let verdict = Verdict::Undecided { best: None };
            return Ok(Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown });
        }
        let blocs = grouping.members();
        for (&bloc, &worth) in blocs.iter().zip(units).filter(|(bloc, _)| bloc.len() > 1) {
            let slack = i128::from(worth) - exits.total(&grouping, bloc);
            marks[rank].internal &= slack >= 0;
            if slack > 0 {
                for player in bloc.members() {
                    let before = table.rank(&grouping.with_bloc(Coalition::single(player)));
                    marks[before].external = false;
                }
            }
        }
        marks[rank].merger_proof = !some_merge(table, &grouping, units);
    }
    let count = |wanted: fn(&Marks) -> bool| marks.iter().filter(|marks| wanted(marks)).count();
    let facts = StabilityFacts {
        leaving,
        internal: count(|marks| marks.internal),
        external: count(|marks| marks.external),
        stable: count(|marks| marks.is_stable()),
        merger_proof: count(|marks| marks.merger_proof),
        marks,
    };
    let verdict = match referee::judge_stability(game, facts) {
        Ok(facts) => Verdict::Found(facts),
        Err(refused) => Verdict::Refused(refused),
    };
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
}

fn some_merge(table: &Table, grouping: &Grouping, units: &[i64]) -> bool {
    let blocs = grouping.members();
    (0..grouping.blocs()).any(|one| {
        (one + 1..grouping.blocs()).any(|other| {
            let merged = grouping.with_bloc(blocs[one].union(blocs[other]));
            // The blocs before the merged one keep their places, so it stands where the first of the two stood.
            let worth = table.row(&merged).get(one).copied().unwrap_or(0);
            i128::from(worth) > i128::from(units[one]) + i128::from(units[other])
        })
    })
}

/// What members have by leaving.
struct Exits<'t> {
    table: &'t Table,
    leaving: Leaving,
    /// What each player has alone, where that does not depend on the bloc it leaves.
    fixed: Vec<i64>,
}

impl<'t> Exits<'t> {
    fn new(table: &'t Table, players: usize, leaving: Leaving) -> Self {
        let mut fixed = Vec::new();
        if matches!(leaving, Leaving::Worst | Leaving::Best) {
            let start = if leaving == Leaving::Worst { i64::MAX } else { i64::MIN };
            fixed = vec![start; players];
            for (grouping, units) in table.rows() {
                for (bloc, &worth) in grouping.members().iter().zip(units).filter(|(bloc, _)| bloc.len() == 1)
                {
                    for player in bloc.members() {
                        let kept = &mut fixed[player];
                        *kept = if leaving == Leaving::Worst { worth.min(*kept) } else { worth.max(*kept) };
                    }
                }
            }
        }
        Self { table, leaving, fixed }
    }

    /// What the members of a bloc of more than one could have by leaving, each on its own, all added up.
    fn total(&self, grouping: &Grouping, bloc: Coalition) -> i128 {
        let one = |player: usize, after: &Grouping| i128::from(self.table.unit_of(after, player));
        match self.leaving {
            Leaving::RestStays => {
                bloc.members().map(|player| one(player, &grouping.with_bloc(Coalition::single(player)))).sum()
            }
            Leaving::BlocDissolves => {
                let after = grouping.with_alone(bloc);
                bloc.members().map(|player| one(player, &after)).sum()
            }
            Leaving::Worst | Leaving::Best => bloc
                .members()
                .filter_map(|player| self.fixed.get(player))
                .map(|&units| i128::from(units))
                .sum(),
        }
    }
}

/// Whether one bloc of a partition can hold its members, and whom else it would draw in.
///
/// - `bloc`: a bloc of `partition`. Nobody but this bloc is asked: others may neither leave nor join elsewhere.
///
/// Certificate: outside options looked up again, sums checked (`Proof`). Cost: a look-up for each member and for
/// each player alone; all partitions if `leaving` is [`Leaving::Worst`] or [`Leaving::Best`].
///
/// # Errors
///
/// [`Unanswerable`] if the bloc is none of the partition, the partition none of the game, or one of which it does not
/// speak; for [`Leaving::Worst`] and [`Leaving::Best`] also if all partitions would have to be looked at and there are
/// too many. Where only the number of blocs counts, all numbers are looked at instead.
///
/// ```
/// use zopa::{coalition::{Coalition, Partition}, coalitional::stability::agreement, numeric::Rational};
/// use zopa::games::partition::{Leaving, PartitionGame};
///
/// // Twenty firms; each of k blocs has 1 / (k + 1)^2. A merger of 16 pays less than staying apart.
/// let worths: Vec<_> = (2..=21).map(|more| Rational::new(1, more * more).unwrap()).collect();
/// let game = PartitionGame::by_bloc_count(20, &worths)?;
/// let merger = Coalition::all(16);
/// let partition = Partition::singletons(20).with_bloc(merger);
/// let answer = agreement(&game, &partition, merger, Leaving::BlocDissolves)?;
/// assert!(!answer.found().unwrap().is_internally_stable());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn agreement(
    game: &PartitionGame,
    partition: &Partition,
    bloc: Coalition,
    leaving: Leaving,
) -> Result<Answer<AgreementFacts, Infallible>, Unanswerable> {
    let worth = game.unit(partition, bloc).ok_or(match game.groups(partition) {
        true if !game.speaks_of(partition) => Unanswerable::NotStated,
        true => Unanswerable::NoBloc,
        false => Unanswerable::OtherPlayers,
    })?;
    let fixed = match leaving {
        Leaving::RestStays | Leaving::BlocDissolves => Vec::new(),
        Leaving::Worst | Leaving::Best => match game.table() {
            Ok(table) => Exits::new(table, game.players(), leaving).fixed,
            Err(_) => vec![regrouped(game, leaving)?; game.players()],
        },
    };
    let outside = |partition: &Partition, bloc: Coalition| -> Option<Vec<i64>> {
        if bloc.len() == 1 {
            return Some(vec![game.unit(partition, bloc)?]);
        }
        let apart = || partition.blocs().iter().copied().filter(|&other| other != bloc);
        let option = |player: usize| match leaving {
            Leaving::RestStays => {
                game.unit(&partition.with_bloc(bloc.without(player)), Coalition::single(player))
            }
            Leaving::BlocDissolves => {
                let blocs = apart().chain(bloc.members().map(Coalition::single)).collect();
                game.unit(&Partition::new(game.players(), blocs).ok()?, Coalition::single(player))
            }
            Leaving::Worst | Leaving::Best => fixed.get(player).copied(),
        };
        bloc.members().map(option).collect()
    };
    let total = |options: &[i64]| options.iter().map(|&units| i128::from(units)).sum::<i128>();
    // The partition is known, so that what is missing is a partition of which the game does not speak.
    let now = outside(partition, bloc).ok_or(Unanswerable::NotStated)?;
    let join = |single: &Coalition| {
        let larger = bloc.union(*single);
        let after = partition.with_bloc(larger);
        let all = i128::from(game.unit(&after, larger)?);
        let apart = i128::from(worth) + i128::from(game.unit(partition, *single)?);
        let slack = game.points(all - total(&outside(&after, larger)?));
        Some(Joiner { player: single.lowest()?, slack, gain: game.points(all - apart) })
    };
    let lone = partition.blocs().iter().filter(|other| other.len() == 1 && **other != bloc);
    let joiners = lone.map(join).collect::<Option<Vec<_>>>().ok_or(Unanswerable::NotStated)?;
    let facts = AgreementFacts {
        partition: partition.clone(),
        bloc,
        leaving,
        slack: game.points(i128::from(worth) - total(&now)),
        outside: now.into_iter().map(|units| game.points(units.into())).collect::<Vec<Rational>>(),
        joiners,
    };
    let verdict = match referee::judge_agreement(game, facts) {
        Ok(facts) => Verdict::Found(facts),
        Err(refused) => Verdict::Refused(refused),
    };
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
}
