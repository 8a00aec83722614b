//! stub
use crate::budget::Budget;
use crate::coalition::Coalition;
use crate::games::partition::{Grouping, Table};
pub(in crate::coalitional) struct Settlements;
impl Settlements {
    pub(in crate::coalitional) fn find(_: &Table, _: usize, _: &Budget<'_>) -> Option<Self> {
        None
    }
    pub(in crate::coalitional) fn worst_for(&self, _: Coalition) -> Option<Grouping> {
        None
    }
}
