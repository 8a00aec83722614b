//! Worths that depend on sizes alone, so that no list of partitions is needed.

use crate::coalition::{Coalition, Partition};

/// Which sizes count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SizeRule {
    /// The number of blocs, and nothing else: every bloc has the same.
    BlocCount,
    /// The size of the one bloc with several members; nothing is said of partitions with two of them.
    Agreement,
}

/// Worths in units by sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::games::partition) enum Sizes {
    /// By the number of blocs, from one on.
    BlocCount(Vec<i64>),
    /// By the size of the one agreement, from one player on.
    Agreement {
        /// What its members have together.
        together: Vec<i64>,
        /// What each other player has.
        outsider: Vec<i64>,
    },
}

impl Sizes {
    pub(in crate::games::partition) fn rule(&self) -> SizeRule {
        match self {
            Self::BlocCount(_) => SizeRule::BlocCount,
            Self::Agreement { .. } => SizeRule::Agreement,
        }
    }

    /// What an agreement of `size` has where all others stand alone.
    pub(in crate::games::partition) fn together(&self, size: usize) -> Option<i64> {
        match self {
            Self::BlocCount(worths) => worths.get(worths.len().checked_sub(size)?).copied(),
            Self::Agreement { together, .. } => together.get(size.checked_sub(1)?).copied(),
        }
    }

    /// What each other player has then.
    pub(in crate::games::partition) fn outsider(&self, size: usize) -> Option<i64> {
        match self {
            Self::BlocCount(worths) => self.together(size).filter(|_| size < worths.len()),
            Self::Agreement { outsider, .. } => outsider.get(size.checked_sub(1)?).copied(),
        }
    }

    /// The worth of a bloc of a partition in which at most one bloc has several members, if that matters.
    pub(in crate::games::partition) fn unit(&self, partition: &Partition, bloc: Coalition) -> Option<i64> {
        match self {
            Self::BlocCount(worths) => worths.get(partition.blocs().len() - 1).copied(),
            Self::Agreement { .. } => {
                let size = partition.blocs().iter().map(|bloc| bloc.len()).max()?;
                if bloc.len() == size { self.together(size) } else { self.outsider(size) }
            }
        }
    }
}
