//! How long a solver may go on, without a clock in the solver.
//!
//! A long loop calls [`Budget::spend`] with the work it has done; the budget answers whether to go on. The
//! command line makes budgets that ask a clock and report progress; tests make budgets that count work, so
//! that a run that is cut short is cut at the same place every time.

use std::cell::Cell;

/// A stop question and a work counter.
pub struct Budget<'a> {
    spent: Cell<u64>,
    stopped: Cell<bool>,
    go_on: Box<dyn Fn(u64) -> bool + 'a>,
}

impl<'a> Budget<'a> {
    /// A budget that never runs out.
    #[must_use]
    pub fn unlimited() -> Self {
        Self::asking(|_| true)
    }

    /// A budget of `work` units; one unit is about one package looked at.
    #[must_use]
    pub fn of_work(work: u64) -> Self {
        Self::asking(move |spent| spent < work)
    }

    /// A budget that asks `go_on(work spent so far)` now and then.
    pub fn asking(go_on: impl Fn(u64) -> bool + 'a) -> Self {
        Self { spent: Cell::new(0), stopped: Cell::new(false), go_on: Box::new(go_on) }
    }

    /// Adds `work` and says whether to go on; once the answer is no, it stays no.
    #[must_use]
    pub fn spend(&self, work: u64) -> bool {
        self.spent.set(self.spent.get().saturating_add(work));
        if !self.stopped.get() && !(self.go_on)(self.spent.get()) {
            self.stopped.set(true);
        }
        !self.stopped.get()
    }

    /// Work spent so far.
    #[must_use]
    pub fn spent(&self) -> u64 {
        self.spent.get()
    }

    /// Has the budget run out?
    #[must_use]
    pub fn is_exhausted(&self) -> bool {
        self.stopped.get()
    }
}

impl std::fmt::Debug for Budget<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Budget").field("spent", &self.spent).field("stopped", &self.stopped).finish()
    }
}
