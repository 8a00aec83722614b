//! Which partitions hold: nobody leaves, nobody joins, no two blocs merge.
//!
//! - [`StabilityFacts`]: the claim, three marks for each partition and how many have them.
//! - [`judge_stability`]: looks from each partition at those that a leaver, a joiner or a merger would lead to.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::coalitional::agreements::alone;
use crate::coalition::{Coalition, Partition, partitions};
use crate::games::partition::{Leaving, MAX_PARTITION_PLAYERS, PartitionGame, Table};

/// What holds of one partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Every bloc has enough to give each member what it could have by leaving.
    pub internal: bool,
    /// No player who stands alone could join a bloc that would then have more than that.
    pub external: bool,
    /// No two blocs would have more together than they have apart.
    pub merger_proof: bool,
}

impl Marks {
    /// Internally and externally stable.
    #[must_use]
    pub fn is_stable(self) -> bool {
        self.internal && self.external
    }
}

/// What is claimed about all partitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StabilityFacts {
    /// What is thought to happen when a member leaves.
    pub leaving: Leaving,
    /// The marks of each partition, in the order of [`crate::coalition::partitions`].
    pub marks: Vec<Marks>,
    /// Number of internally stable partitions.
    pub internal: usize,
    /// Number of externally stable partitions.
    pub external: usize,
    /// Number of partitions that are both.
    pub stable: usize,
    /// Number of partitions in which no two blocs gain by merging.
    pub merger_proof: usize,
}

impl StabilityFacts {
    /// The partitions whose marks are as asked for, in order.
    ///
    /// - `players`: number of players of the game that was asked about.
    pub fn partitions(
        &self,
        players: usize,
        wanted: impl Fn(Marks) -> bool,
    ) -> impl Iterator<Item = Partition> {
        partitions(players).zip(&self.marks).filter(move |(_, marks)| wanted(**marks)).map(|(one, _)| one)
    }
}

/// Judges a claim about the stability of all partitions.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_stability(
    game: &PartitionGame,
    claim: StabilityFacts,
) -> Result<Certified<StabilityFacts>, Refused<StabilityFacts>> {
    let mut checks = Vec::new();
    let mut wrong = [0_u128; 3];
    let mut compared = 0;
    if let Ok(table) = game.table() {
        let walk = Walk::new(game, table, claim.leaving);
        for (partition, marks) in partitions(game.players()).zip(&claim.marks) {
            let blocs = Blocs::of(&partition);
            compared += 1;
            wrong[0] += u128::from(walk.is_internal(&blocs) != marks.internal);
            wrong[1] += u128::from(walk.is_external(&blocs) != marks.external);
            wrong[2] += u128::from(walk.is_merger_proof(&blocs) != marks.merger_proof);
        }
    }
    let expected = game.table().map_or(0, |table| table.partitions());
    let missing = expected.abs_diff(claim.marks.len()) + usize::from(expected == 0);
    let seen = Witness::Compared(compared);
    checks.push(Check::count("every partition has its marks", missing as u128, seen.clone()));
    let names = [
        "partitions with a wrong mark for members who leave",
        "partitions with a wrong mark for players who join",
        "partitions with a wrong mark for blocs that merge",
    ];
    checks.extend(names.into_iter().zip(wrong).map(|(name, wrong)| Check::count(name, wrong, seen.clone())));
    let counted = |wanted: &dyn Fn(&Marks) -> bool| claim.marks.iter().filter(|marks| wanted(marks)).count();
    let off = [
        claim.internal.abs_diff(counted(&|marks| marks.internal)),
        claim.external.abs_diff(counted(&|marks| marks.external)),
        claim.stable.abs_diff(counted(&|marks| marks.internal && marks.external)),
        claim.merger_proof.abs_diff(counted(&|marks| marks.merger_proof)),
    ];
    let off: usize = off.into_iter().sum();
    checks.push(Check::count("counts of the marks", off as u128, seen));
    Certified::judge(claim, Certificate { strength: Strength::Recount, checks })
}

/// Blocs of a partition in no order, the empty coalition in unused places.
#[derive(Clone, Copy)]
struct Blocs([Coalition; MAX_PARTITION_PLAYERS + 1]);

impl Blocs {
    fn of(partition: &Partition) -> Self {
        let mut blocs = Self([Coalition::EMPTY; MAX_PARTITION_PLAYERS + 1]);
        for (place, &bloc) in blocs.0.iter_mut().zip(partition.blocs()) {
            *place = bloc;
        }
        blocs
    }

    fn iter(&self) -> impl Iterator<Item = Coalition> {
        self.0.iter().copied().filter(|bloc| !bloc.is_empty())
    }

    /// With `coalition` on its own. There is always an empty place for it.
    fn with_bloc(mut self, coalition: Coalition) -> Self {
        self.0.iter_mut().for_each(|bloc| *bloc = bloc.minus(coalition));
        if let Some(place) = self.0.iter_mut().find(|bloc| bloc.is_empty()) {
            *place = coalition;
        }
        self
    }
}

struct Walk<'g> {
    table: &'g Table,
    leaving: Leaving,
    /// For the rules that look at all ways of the others, what each player has alone.
    fixed: Vec<i64>,
}

impl<'g> Walk<'g> {
    fn new(game: &'g PartitionGame, table: &'g Table, leaving: Leaving) -> Self {
        let together = Partition::singletons(game.players()).with_bloc(game.everyone());
        let fixed = match leaving {
            Leaving::RestStays | Leaving::BlocDissolves => Vec::new(),
            Leaving::Worst | Leaving::Best => {
                (0..game.players()).filter_map(|player| alone(game, &together, player, leaving)).collect()
            }
        };
        Self { table, leaving, fixed }
    }

    fn unit(&self, blocs: &Blocs, player: usize) -> i128 {
        i128::from(self.table.unit_of(&self.table.grouping(&blocs.0), player))
    }

    fn worth(&self, blocs: &Blocs, bloc: Coalition) -> i128 {
        self.unit(blocs, bloc.lowest().unwrap_or(0))
    }

    /// Worth of a bloc of more than one less what its members could have by leaving.
    fn slack(&self, blocs: &Blocs, bloc: Coalition) -> i128 {
        let mut slack = self.worth(blocs, bloc);
        for player in bloc.members() {
            slack -= match self.leaving {
                Leaving::RestStays => self.unit(&blocs.with_bloc(Coalition::single(player)), player),
                Leaving::BlocDissolves => {
                    let members = bloc.members().map(Coalition::single);
                    self.unit(&members.fold(*blocs, Blocs::with_bloc), player)
                }
                Leaving::Worst | Leaving::Best => self.fixed.get(player).copied().map_or(0, i128::from),
            };
        }
        slack
    }

    /// A player alone has not joined anyone, so only larger blocs are asked.
    fn is_internal(&self, blocs: &Blocs) -> bool {
        blocs.iter().filter(|bloc| bloc.len() > 1).all(|bloc| self.slack(blocs, bloc) >= 0)
    }

    fn is_external(&self, blocs: &Blocs) -> bool {
        blocs.iter().filter(|single| single.len() == 1).all(|single| {
            blocs.iter().filter(|&bloc| bloc != single).all(|bloc| {
                let larger = bloc.union(single);
                self.slack(&blocs.with_bloc(larger), larger) <= 0
            })
        })
    }

    fn is_merger_proof(&self, blocs: &Blocs) -> bool {
        blocs.iter().enumerate().all(|(place, one)| {
            blocs.iter().skip(place + 1).all(|other| {
                let both = one.union(other);
                let apart = self.worth(blocs, one) + self.worth(blocs, other);
                self.worth(&blocs.with_bloc(both), both) <= apart
            })
        })
    }
}
