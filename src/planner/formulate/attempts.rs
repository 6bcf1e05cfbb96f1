//! Attempts at one thing of which only so much is taken together.

use crate::planner::formulate::sets::Set;
use std::collections::BTreeSet;

use crate::credit::Credits;
use crate::planner::fault::PlanError;
use crate::planner::formulate::board::{Board, Ground, number};
use crate::planner::formulate::order::Sorted;
use crate::planner::formulate::rows::{Rows, Terms, times};
use crate::planner::formulate::tree::Tree;
use crate::planner::group::Room;
use crate::planner::holdings::Asset;
use crate::solver::{Variable, Why};

impl Board {
    /// The groups that can bind, and the unknowns that they need.
    pub(super) fn groups(&mut self, ground: &Ground<'_>) -> Result<(), PlanError> {
        let groups = ground.holdings.groups.iter();
        let mut sets: Vec<_> = groups.filter_map(|group| Set::of(group, ground.sorted, &self.bind)).collect();
        sets.sort_unstable();
        sets.dedup();
        let counted = sets.iter().filter(|set| set.room.items().is_some()).flat_map(|set| &set.attempts);
        let several: BTreeSet<_> = counted.filter(|assets| assets.len() > 1).cloned().collect();
        for (place, assets) in several.into_iter().enumerate() {
            let column = self.column(1, Variable::Attempt(number(place)?))?;
            self.attempts.insert(assets, column);
        }
        let mut within = BTreeSet::new();
        for set in &sets {
            if let Room::Credits(most) = &set.room {
                within.extend(set.within(most, ground.sorted).map(|(place, _)| place));
            }
        }
        for asset in within {
            self.amount(ground, asset)?;
        }
        self.sets = sets;
        Ok(())
    }

    /// The unknown for how much of an asset counts, where it counts in several lanes. It is as large as its lanes could
    /// come to: that it counts once is said elsewhere.
    fn amount(&mut self, ground: &Ground<'_>, asset: usize) -> Result<(), PlanError> {
        let lanes = self.in_lanes(ground.tree, asset);
        if lanes.len() < 2 {
            return Ok(());
        }
        let size = ground.eligible.sizes.get(asset).copied().unwrap_or_default();
        let mut high = 0;
        for lane in lanes.into_values() {
            let mut all = 0_i64;
            for (column, by) in ones(lane, size).into_iter().filter(|(_, by)| *by > 0) {
                let column = usize::try_from(column).ok().and_then(|at| self.columns.get(at));
                let most = times(column.map_or(0, |column| column.high), by)?;
                all = all.checked_add(most).ok_or_else(|| PlanError::too_large("what counts of an asset"))?;
            }
            high = all.max(high);
        }
        let column = self.column(high, Variable::Amount(number(asset)?))?;
        self.amounts.insert(asset, column);
        Ok(())
    }
}

/// What counts in a lane, in quanta; in ones of an asset that has no size.
pub(super) fn ones(lane: Vec<(u32, i64, i64)>, size: i64) -> Terms {
    lane.into_iter().map(|(column, quanta, items)| (column, if size > 0 { quanta } else { items })).collect()
}

/// What rows are written from.
pub(super) struct Attempts<'a> {
    pub(super) board: &'a Board,
    pub(super) quantum: Credits,
    pub(super) sizes: &'a [i64],
    pub(super) sorted: &'a Sorted<'a>,
    /// By asset the options that take something of it, with how many ten-thousandths.
    pub(super) takers: &'a [Vec<(usize, u64)>],
    pub(super) tree: &'a Tree<'a>,
}

impl Attempts<'_> {
    pub(super) fn write(&self, rows: &mut Rows) -> Result<(), PlanError> {
        let counted = self.board.sets.iter().filter(|set| set.room.items().is_some());
        for asset in counted.flat_map(Set::assets).collect::<BTreeSet<_>>() {
            self.bound(rows, asset)?;
        }
        for (assets, attempt) in &self.board.attempts {
            for bound in assets.iter().filter_map(|asset| self.board.bind.get(asset)) {
                rows.at_most(vec![(*bound, 1), (*attempt, -1)], 0, Why::Definition)?;
            }
        }
        for (asset, amount) in &self.board.amounts {
            for lane in self.board.in_lanes(self.tree, *asset).into_values() {
                let mut terms = ones(lane, self.size(*asset));
                terms.push((*amount, -1));
                rows.at_most(terms, 0, Why::Definition)?;
            }
        }
        self.board.sets.iter().try_for_each(|set| self.set(rows, set))
    }

    fn size(&self, asset: usize) -> i64 {
        self.sizes.get(asset).copied().unwrap_or_default()
    }

    fn takers(&self, asset: usize) -> impl Iterator<Item = (u32, u64)> {
        let takers = self.takers.get(asset).into_iter().flatten();
        takers.filter_map(|(option, credits)| Some((*self.board.convert.get(*option)?, *credits)))
    }

    /// What counts of an asset, or is taken of it, is bound, whether or not it is minded that it counts once.
    fn bound(&self, rows: &mut Rows, asset: usize) -> Result<(), PlanError> {
        let Some(bound) = self.board.bind.get(&asset).copied() else { return Ok(()) };
        for cell in self.board.of_asset.get(asset).into_iter().flatten() {
            let column = usize::try_from(cell.column).ok().and_then(|at| self.board.columns.get(at));
            let high = column.map_or(0, |column| column.high);
            rows.at_most(vec![(cell.column, 1), (bound, times(high, -1)?)], 0, Why::Definition)?;
        }
        for (option, _) in self.takers(asset) {
            rows.at_most(vec![(option, 1), (bound, -1)], 0, Why::Definition)?;
        }
        Ok(())
    }

    fn set(&self, rows: &mut Rows, set: &Set) -> Result<(), PlanError> {
        let why = Why::Group(set.thing.clone());
        match &set.room {
            Room::Credits(most) => {
                let mut terms = Terms::new();
                for (asset, of) in set.within(most, self.sorted) {
                    self.credits(&mut terms, asset, of)?;
                }
                rows.at_most(terms, signed(most.credits)?, why)
            }
            Room::Items(_) | Room::One => {
                let one = |assets: &Vec<usize>| match assets.as_slice() {
                    [asset] => self.board.bind.get(asset).copied(),
                    _ => self.board.attempts.get(assets).copied(),
                };
                let terms = set.attempts.iter().filter_map(one).map(|column| (column, 1)).collect();
                rows.at_most(terms, set.room.items().unwrap_or_default().into(), why)
            }
        }
    }

    /// How much is bound of an asset, in ten-thousandths of its unit: of the lanes the most that counts in one, and what
    /// options take.
    fn credits(&self, terms: &mut Terms, asset: usize, of: &Asset) -> Result<(), PlanError> {
        let size = self.size(asset);
        let each = signed(if size > 0 { self.quantum } else { of.amount.credits })?;
        let counted = match self.board.amounts.get(&asset) {
            Some(amount) => vec![(*amount, 1)],
            None => self.board.in_lanes(self.tree, asset).into_values().flat_map(|lane| ones(lane, size)).collect(),
        };
        for (column, by) in counted {
            terms.push((column, times(by, each)?));
        }
        for (option, credits) in self.takers(asset) {
            let credits = i64::try_from(credits).map_err(|_| PlanError::too_large("an amount"))?;
            terms.push((option, credits));
        }
        Ok(())
    }
}

fn signed(credits: Credits) -> Result<i64, PlanError> {
    i64::try_from(credits.ten_thousandths()).map_err(|_| PlanError::too_large("an amount"))
}
