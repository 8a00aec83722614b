//! stub
use crate::coalition::Coalition;
use crate::games::partition::PartitionGame;
pub(in crate::certify::coalitional) struct Settling;
impl Settling {
    pub(in crate::certify::coalitional) fn new(_: &PartitionGame) -> Self {
        Self
    }
    pub(in crate::certify::coalitional) fn worth(&mut self, _: Coalition) -> Option<i64> {
        None
    }
}
