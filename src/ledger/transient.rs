//! Which refusals pass by themselves.

use crate::ledger::refusal::Refusal;

impl Refusal {
    /// Whether the same command may succeed later without anybody correcting anything.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::NotLapsed { .. } | Self::NothingDue { .. } | Self::InFuture { .. })
    }
}
