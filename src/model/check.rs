//! Findings from the text alone.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Findings};
use crate::model::Case;

/// Most numbers in the table of one interaction.
pub const MAX_CELLS: usize = 1_000_000;

/// The blocks of a file that could not be read in full.
///
/// A finding that only follows from a gap is left out: one slip, one finding.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    blocks: BTreeSet<(&'static str, String)>,
    whole: BTreeSet<&'static str>,
}

impl Gaps {
    /// Marks one block of a table, such as `issues` `autonomy`.
    pub(crate) fn mark(&mut self, table: &'static str, id: &str) {
        self.blocks.insert((table, id.to_owned()));
    }

    /// Marks a whole table.
    pub(crate) fn mark_all(&mut self, table: &'static str) {
        self.whole.insert(table);
    }

    /// Is the whole table in doubt?
    pub(crate) fn all(&self, table: &'static str) -> bool {
        self.whole.contains(table)
    }

    /// Is this block in doubt?
    pub(crate) fn one(&self, table: &'static str, id: &str) -> bool {
        self.all(table) || self.blocks.contains(&(table, id.to_owned()))
    }

    /// Is any block of this table in doubt?
    pub(crate) fn any(&self, table: &'static str) -> bool {
        self.all(table) || self.blocks.iter().any(|(one, _)| *one == table)
    }
}

/// Every problem that can be seen without solving the case.
#[must_use]
pub fn check(case: &Case) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    check_around(case, &Gaps::default(), &mut findings);
    findings.into_sorted()
}

/// As [`check`], without what only follows from `gaps`.
pub(crate) fn check_around(_case: &Case, _gaps: &Gaps, _findings: &mut Findings) {}
