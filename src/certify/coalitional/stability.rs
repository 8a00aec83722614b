//! Which partitions hold: nobody leaves, nobody joins, no two blocs merge.
//!
//! - [`StabilityFacts`]: the claim, three marks for each partition and how many have them.
//! - [`judge_stability`]: looks from each partition at those that a leaver, a joiner or a merger would lead to.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::coalitional::agreements::alone;
use crate::coalition::{Coalition, Partition, partitions};
use crate::games::partition::{Leaving, PartitionGame};

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
    if game.table().is_ok() {
        let walk = Walk::new(game, claim.leaving);
        for (partition, marks) in partitions(game.players()).zip(&claim.marks) {
            compared += 1;
            wrong[0] += u128::from(walk.is_internal(&partition) != Some(marks.internal));
            wrong[1] += u128::from(walk.is_external(&partition) != Some(marks.external));
            wrong[2] += u128::from(walk.is_merger_proof(&partition) != Some(marks.merger_proof));
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

struct Walk<'g> {
    game: &'g PartitionGame,
    leaving: Leaving,
    /// For the rules that look at all ways of the others, what each player has alone.
    fixed: Option<Vec<i64>>,
}

impl<'g> Walk<'g> {
    fn new(game: &'g PartitionGame, leaving: Leaving) -> Self {
        let anywhere = Partition::singletons(game.players()).with_bloc(game.everyone());
        let fixed = match leaving {
            Leaving::RestStays | Leaving::BlocDissolves => None,
            Leaving::Worst | Leaving::Best => {
                (0..game.players()).map(|player| alone(game, &anywhere, player, leaving)).collect()
            }
        };
        Self { game, leaving, fixed }
    }

    fn slack(&self, partition: &Partition, bloc: Coalition) -> Option<i128> {
        let mut slack = i128::from(self.game.unit(partition, bloc)?);
        for player in bloc.members() {
            slack -= i128::from(match &self.fixed {
                Some(fixed) => *fixed.get(player)?,
                None => alone(self.game, partition, player, self.leaving)?,
            });
        }
        Some(slack)
    }

    /// A player alone has not joined anyone, so only larger blocs are asked.
    fn is_internal(&self, partition: &Partition) -> Option<bool> {
        for &bloc in partition.blocs().iter().filter(|bloc| bloc.len() > 1) {
            if self.slack(partition, bloc)? < 0 {
                return Some(false);
            }
        }
        Some(true)
    }

    fn is_external(&self, partition: &Partition) -> Option<bool> {
        for single in partition.blocs().iter().filter(|bloc| bloc.len() == 1) {
            for bloc in partition.blocs().iter().filter(|bloc| *bloc != single) {
                let larger = bloc.union(*single);
                if self.slack(&partition.with_bloc(larger), larger)? > 0 {
                    return Some(false);
                }
            }
        }
        Some(true)
    }

    fn is_merger_proof(&self, partition: &Partition) -> Option<bool> {
        for (place, &one) in partition.blocs().iter().enumerate() {
            for &other in &partition.blocs()[place + 1..] {
                let both = one.union(other);
                let merged = i128::from(self.game.unit(&partition.with_bloc(both), both)?);
                let apart = [one, other].map(|bloc| self.game.unit(partition, bloc).map(i128::from));
                if merged > apart[0]? + apart[1]? {
                    return Some(false);
                }
            }
        }
        Some(true)
    }
}
