//! In which ways an asset that is not bound could count, and where study could be told.

use std::collections::BTreeSet;

use crate::credit::Credits;
use crate::id::Code;
use crate::planner::formulate::board::{Cell, Sum};
use crate::planner::formulate::formulation::Formulation;
use crate::planner::formulate::had::{Had, names};
use crate::planner::group::AttemptGroup;
use crate::planner::holdings::Asset;
use crate::programme::Pick;
use crate::registry::OutcomeName;
use crate::solver::Variable;

/// A leaf in which something may be studied.
pub(crate) struct Leaf {
    pub(crate) item: Option<u32>,
    pub(crate) lane: usize,
    pub(crate) leaf: usize,
    /// How much is left to take of what it takes.
    pub(crate) left: Left,
    pub(crate) study: Option<u32>,
}

/// How much is left to take in a leaf, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Left {
    /// So many names.
    Names(usize),
    /// Whatever is such.
    Such,
    /// Anything.
    Anything,
}

/// What some unknowns come to together, and the most that is counted of it, where that is said.
pub(crate) struct Summand {
    pub(crate) most: Option<i64>,
    pub(crate) terms: Vec<(u32, i64)>,
}

/// An asset in one of the leaves that take it: its unknown, how many quanta one of it is, and how much all of it is.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    pub(crate) all: i64,
    pub(crate) column: u32,
    pub(crate) credits: i64,
}

/// An asset that counts in either of two leaves.
pub(crate) struct Either {
    pub(crate) asset: usize,
    pub(crate) here: Way,
    pub(crate) there: Way,
}

impl Formulation<'_> {
    /// The names of a leaf that are left to take, in order; none where it does not go by names.
    pub(crate) fn names_left(&self, leaf: &Code) -> Option<Vec<OutcomeName>> {
        let leaf = *self.tree.places.get(leaf)?;
        let part = self.tree.parts.get(leaf)?.part?;
        let had = Had::new(self.holdings, &self.sorted);
        let left = names(part)?.filter(|name| !had.has(leaf, name, &self.eligible.leaves));
        Some(left.cloned().collect())
    }

    /// Whether an outcome of that name is there or was passed.
    pub(crate) fn was_had(&self, name: &OutcomeName) -> bool {
        let passed = self.holdings.passed.iter().any(|one| one.called().is(name));
        passed || self.holdings.assets.iter().any(|asset| asset.called().is(name))
    }

    /// Whether what is taken of that name is not just one more outcome: anything of that name, or another attempt at the same
    /// thing, could count in some leaf or go into an open conversion, or there may be too little room for one more attempt.
    pub(crate) fn is_bound_up(&self, name: &OutcomeName) -> bool {
        let assets = || self.assets().iter().zip(&self.eligible.leaves);
        let called: BTreeSet<_> =
            assets().filter(|(asset, _)| asset.called().is(name)).map(|(asset, _)| &asset.id).collect();
        let attempts = |group: &'_ AttemptGroup| group.attempts.iter().flatten().any(|id| called.contains(id));
        let groups = || self.holdings.groups.iter().filter(|group| attempts(group));
        let alike: BTreeSet<_> = groups().flat_map(|group| group.attempts.iter().flatten()).collect();
        let takes =
            |asset: &Asset| self.options().iter().flat_map(|option| &option.takes).any(|take| take.asset == asset.id);
        let is_meant = |asset: &Asset| called.contains(&asset.id) || alike.contains(&asset.id);
        let is_of_use = assets().any(|(asset, leaves)| is_meant(asset) && (!leaves.is_empty() || takes(asset)));
        is_of_use || groups().any(|group| group.room.items().is_none_or(|items| items == 0))
    }

    /// Whether what is taken of one name and what is taken of another would be attempts at one thing, of which not both may count:
    /// something that is there goes by both names, or a group has something of either.
    pub(crate) fn is_of_one(&self, one: &OutcomeName, two: &OutcomeName) -> bool {
        let called = |name: &OutcomeName| -> BTreeSet<_> {
            let assets = self.holdings.assets.iter().filter(|asset| asset.called().is(name));
            assets.map(|asset| &asset.id).collect()
        };
        let (one, two) = (called(one), called(two));
        let has = |group: &AttemptGroup, ids: &BTreeSet<_>| group.attempts.iter().flatten().any(|id| ids.contains(id));
        !one.is_disjoint(&two) || self.holdings.groups.iter().any(|group| has(group, &one) && has(group, &two))
    }

    /// What counts in a part, or in the programme: quanta, or outcomes.
    pub(crate) fn counted(&self, area: Option<&Code>, items: bool) -> Vec<(u32, i64)> {
        let sum = if items { Sum::Items } else { Sum::Credits };
        let area = self.tree.area(area);
        let terms = area.map(|area| self.board.all(area, &self.tree, sum)).unwrap_or_default();
        terms.into_iter().filter(|(_, by)| *by != 0).collect()
    }

    /// What counts of each asset in any lane, each once: the most that it can be where there are several lanes, and quanta.
    pub(crate) fn counted_once(&self) -> Vec<Summand> {
        let one = |(asset, size): (usize, &i64)| {
            let lanes = self.board.in_lanes(&self.tree, asset);
            let most = (lanes.len() > 1).then_some(*size);
            let terms = lanes.into_values().flatten().map(|(column, quanta, _)| (column, quanta));
            Summand { most, terms: terms.filter(|(_, by)| *by != 0).collect() }
        };
        self.eligible.sizes.iter().enumerate().map(one).collect()
    }

    /// Whether any part looks at everything afresh.
    pub(crate) const fn has_lanes(&self) -> bool {
        self.tree.lanes > 1
    }

    /// So many quanta as credits.
    pub(crate) fn amount_of(&self, quanta: u64) -> Option<Credits> {
        quanta.checked_mul(self.quantum.ten_thousandths()).and_then(Credits::from_ten_thousandths)
    }

    /// The leaves in which an asset could count, by its place.
    pub(crate) fn leaves_of(&self, asset: usize) -> impl Iterator<Item = &Code> {
        let leaves = self.eligible.leaves.get(asset).into_iter().flatten();
        leaves.filter_map(|leaf| self.tree.parts.get(*leaf)?.part).map(|part| &part.id)
    }

    /// Whether a number of outcomes is asked for in a leaf, around it or over it.
    pub(crate) fn asks_items(&self, leaf: &Code) -> bool {
        let leaf = self.tree.places.get(leaf);
        leaf.and_then(|leaf| self.eligible.items.get(*leaf)).copied().unwrap_or_default()
    }

    /// Whether anything is studied.
    pub(crate) fn studies(&self, values: &[i64]) -> bool {
        let study = |what: &Variable| matches!(what, Variable::Study(_) | Variable::Item(_));
        self.model.columns.iter().zip(values).any(|(column, value)| *value > 0 && study(&column.what))
    }

    /// The leaves in which something may be studied, in order.
    pub(crate) fn study_leaves(&self) -> Vec<Leaf> {
        let one = |(leaf, area): (usize, &crate::planner::formulate::tree::Area<'_>)| {
            let (study, item) = (self.board.study.get(&leaf), self.board.item.get(&leaf));
            let column = |one: Option<&(u32, i64)>| one.map(|(column, _)| *column);
            let left = match self.eligible.left.get(&leaf) {
                Some(names) => Left::Names(*names),
                None if area.part.is_some_and(|part| part.accepts.contains(&Pick::default())) => Left::Anything,
                None => Left::Such,
            };
            Leaf { item: column(item), lane: area.lane, leaf, left, study: column(study) }
        };
        let leaves = self.tree.leaves().map(one);
        leaves.filter(|leaf| leaf.study.is_some() || leaf.item.is_some()).collect()
    }

    /// The assets in the passbook that count nowhere and that nothing takes, with their size in quanta.
    pub(crate) fn unbound(&self, value: impl Fn(u32) -> i64) -> Vec<(usize, i64)> {
        let held = |asset: usize| self.sorted.assets.get(asset).is_some_and(|asset| asset.id.lot().is_some());
        let bound = self.board.bind.iter().filter(|(_, column)| value(**column) == 0);
        let assets = bound.map(|(asset, _)| *asset).filter(|asset| held(*asset));
        assets.map(|asset| (asset, self.eligible.sizes.get(asset).copied().unwrap_or_default())).collect()
    }

    /// By leaf what changes if all of an asset counts there that is not bound now; then the same in the place of what is studied
    /// there.
    pub(crate) fn ways_to_count(&self, asset: usize, value: impl Fn(u32) -> i64) -> Vec<Vec<(u32, i64)>> {
        let cells = || self.board.of_asset.get(asset).into_iter().flatten();
        let beside = cells().map(|cell| self.way_to_count(cell, &value));
        let instead = cells().filter_map(|cell| {
            let less = self.less_study(cell, &value)?;
            Some(self.way_to_count(cell, &value).into_iter().chain(less).collect())
        });
        beside.chain(instead).collect()
    }

    /// What is studied less in a leaf if all of an asset counts there; none if nothing is.
    fn less_study(&self, cell: &Cell, value: &impl Fn(u32) -> i64) -> Option<Vec<(u32, i64)>> {
        let columns = [self.board.study.get(&cell.leaf), self.board.item.get(&cell.leaf)];
        let much = [cell.credits.checked_mul(self.way(cell).all)?, cell.items];
        let less = columns.into_iter().zip(much).filter_map(|(column, much)| {
            let (column, _) = column?;
            Some((*column, value(*column).min(much).checked_neg()?))
        });
        let less: Vec<_> = less.filter(|(_, by)| *by < 0).collect();
        (!less.is_empty()).then_some(less)
    }

    fn way_to_count(&self, cell: &Cell, value: &impl Fn(u32) -> i64) -> Vec<(u32, i64)> {
        let asset = cell.asset;
        let mut change = vec![(cell.column, self.way(cell).all)];
        change.extend(self.board.bind.get(&asset).map(|column| (*column, 1)));
        let attempts = self.board.attempts.iter().filter(|(assets, _)| assets.contains(&asset));
        change.extend(attempts.filter(|(_, column)| value(**column) == 0).map(|(_, column)| (*column, 1)));
        let size = self.eligible.sizes.get(asset).copied().unwrap_or_default().max(1);
        change.extend(self.board.amounts.get(&asset).map(|column| (*column, size)));
        let first = self.firsts.get(&asset).filter(|_| self.tree.whole.holds(cell.leaf));
        let made = first.and_then(|first| self.board.made.get(first)).filter(|column| value(**column) == 0);
        change.extend(made.map(|column| (*column, 1)));
        change
    }

    /// The unknowns of what is split between leaves.
    pub(crate) fn split_counts(&self) -> impl Iterator<Item = u32> {
        self.board.cells.iter().filter(|cell| cell.items == 0).map(|cell| cell.column)
    }

    fn way(&self, cell: &Cell) -> Way {
        let size = self.eligible.sizes.get(cell.asset).copied().unwrap_or_default();
        Way { all: if cell.items == 0 { size } else { 1 }, column: cell.column, credits: cell.credits }
    }

    /// The assets that count in either of two leaves.
    pub(crate) fn in_both(&self, here: usize, there: usize) -> Vec<Either> {
        let cells = self.board.of_part.get(here).into_iter().flatten();
        let other = |cell: &Cell| {
            let cells = self.board.of_asset.get(cell.asset)?;
            cells.iter().find(|other| other.leaf == there && other.credits.min(1) == cell.credits.min(1))
        };
        let both = cells.filter_map(|cell| Some((cell, other(cell)?)));
        both.map(|(cell, other)| Either { asset: cell.asset, here: self.way(cell), there: self.way(other) }).collect()
    }

    /// Whether an asset counts twice by a sharing.
    pub(crate) fn is_shared(&self, asset: usize, value: impl Fn(u32) -> i64) -> bool {
        self.board.shares_of.get(asset).into_iter().flatten().any(|share| value(share.column) > 0)
    }
}
