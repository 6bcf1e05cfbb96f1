//! What a learner has of what parts name: where nothing is left to take, nothing can be studied.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::Code;
use crate::planner::asset_id::AssetId;
use crate::planner::formulate::order::Sorted;
use crate::planner::formulate::tree::Tree;
use crate::planner::holdings::{Holdings, Pass};
use crate::programme::Part;
use crate::registry::OutcomeName;

/// Everything that is held or was passed, by the codes that it has.
pub(super) struct Had<'a> {
    assets: BTreeMap<&'a Code, Vec<usize>>,
    passed: BTreeMap<&'a Code, Vec<&'a Pass>>,
    sorted: &'a Sorted<'a>,
}

impl<'a> Had<'a> {
    pub(super) fn new(holdings: &'a Holdings, sorted: &'a Sorted<'a>) -> Self {
        let mut had = Self { assets: BTreeMap::new(), passed: BTreeMap::new(), sorted };
        let held = |id: &AssetId| matches!(id, AssetId::Lot { .. });
        for (place, asset) in sorted.assets.iter().enumerate().filter(|(_, asset)| held(&asset.id)) {
            asset.called().codes().for_each(|code| had.assets.entry(code).or_default().push(place));
        }
        for pass in &holdings.passed {
            pass.called().codes().for_each(|code| had.passed.entry(code).or_default().push(pass));
        }
        had
    }

    /// By leaf that names what it accepts: how many of those names are left to take. `leaves` says where each asset counts.
    pub(super) fn left(&self, tree: &Tree<'_>, leaves: &[Vec<usize>]) -> BTreeMap<usize, usize> {
        let all = tree.leaves().filter_map(|(leaf, area)| Some((leaf, names(area.part?)?)));
        all.map(|(leaf, names)| (leaf, names.filter(|name| !self.has(leaf, name, leaves)).count())).collect()
    }

    /// Whether it counts in the leaf, or was passed and nothing of it is there. What is there and does not count, as for
    /// its grade or because it has expired, can be taken again.
    pub(super) fn has(&self, leaf: usize, name: &OutcomeName, leaves: &[Vec<usize>]) -> bool {
        let called = |place: &&usize| self.sorted.assets.get(**place).is_some_and(|asset| asset.called().is(name));
        let mut there = self.assets.get(&name.code).into_iter().flatten().filter(called).peekable();
        if there.peek().is_none() {
            return self.passed.get(&name.code).into_iter().flatten().any(|pass| pass.called().is(name));
        }
        there.any(|place| leaves.get(*place).is_some_and(|leaves| leaves.contains(&leaf)))
    }
}

/// What a leaf names, each name once, where it accepts nothing else.
pub(super) fn names(part: &Part) -> Option<impl Iterator<Item = &OutcomeName>> {
    let named = part.accepts.iter().all(|pick| !pick.codes.is_empty());
    let names = || part.accepts.iter().flat_map(|pick| &pick.codes).collect::<BTreeSet<_>>();
    named.then(|| names().into_iter())
}
