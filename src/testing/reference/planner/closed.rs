//! Which leaves are closed.

use std::collections::BTreeSet;

use crate::programme::Part;
use crate::registry::OutcomeName;
use crate::testing::reference::planner::assets::is_called;
use crate::testing::reference::planner::case::{Case, Thing};
use crate::testing::reference::planner::picks::counts_in;

impl Case<'_> {
    /// The leaves that name what they accept, and of which nothing is left to take.
    pub(super) fn closed(&self) -> BTreeSet<usize> {
        let closed = |(at, part): &(usize, &Part)| {
            part.is_leaf()
                && part.accepts.iter().all(|pick| !pick.codes.is_empty())
                && part.accepts.iter().flat_map(|pick| &pick.codes).all(|name| self.has(name, *at, part))
        };
        self.parts().filter(closed).map(|(at, _)| at).collect()
    }

    /// Whether something of that name counts in a leaf, or was passed where nothing of it is there.
    fn has(&self, name: &OutcomeName, at: usize, part: &Part) -> bool {
        let mut called = self
            .holdings
            .assets
            .iter()
            .filter(|one| is_called(name, one.kind, &one.code, one.thing.as_ref()))
            .peekable();
        if called.peek().is_none() {
            return self.holdings.passed.iter().any(|one| is_called(name, one.kind, &one.code, one.thing.as_ref()));
        }
        called.any(|asset| {
            let thing = self.size(asset).map(|size| Thing { asset, gone: 0, size, taken: 0 });
            thing.is_some_and(|thing| counts_in(self, &thing, at, part))
        })
    }
}
