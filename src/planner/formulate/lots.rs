//! Rows about single assets: each counts once, what options take is gone, what they make must be made, and sharing.

use std::collections::BTreeSet;

use crate::credit::Credits;
use crate::id::Code;
use crate::planner::asset_id::AssetId;
use crate::planner::fault::PlanError;
use crate::planner::formulate::board::{Board, Share, number};
use crate::planner::formulate::order::Sorted;
use crate::planner::formulate::rows::{Rows, Terms, times};
use crate::planner::formulate::tree::{Tree, down};
use crate::programme::Programme;
use crate::solver::Why;

/// What rows are written from.
pub(super) struct Lots<'a> {
    pub(super) board: &'a Board,
    pub(super) programme: &'a Programme,
    pub(super) quantum: Credits,
    pub(super) sizes: &'a [i64],
    pub(super) sorted: &'a Sorted<'a>,
    /// By asset the options that take something of it, with how many ten-thousandths.
    pub(super) takers: Vec<Vec<(usize, u64)>>,
    pub(super) tree: &'a Tree<'a>,
}

/// By asset who takes how much of it.
pub(super) fn takers(sorted: &Sorted<'_>) -> Vec<Vec<(usize, u64)>> {
    let mut takers = vec![Vec::new(); sorted.assets.len()];
    for (option, takes) in sorted.takes.iter().enumerate() {
        for (asset, credits) in takes {
            if let Some(takers) = takers.get_mut(*asset) {
                takers.push((option, *credits));
            }
        }
    }
    takers
}

impl Lots<'_> {
    pub(super) fn write(&self, rows: &mut Rows) -> Result<(), PlanError> {
        for asset in 0..self.sorted.assets.len() {
            self.single(rows, asset)?;
            self.made(rows, asset)?;
            self.twice(rows, asset)?;
        }
        self.sharings(rows)?;
        self.together(rows)
    }

    /// In every lane all that counts of an asset, and what options take of it, is at most the asset.
    fn single(&self, rows: &mut Rows, asset: usize) -> Result<(), PlanError> {
        let Some(bound) = self.board.bind.get(&asset).copied() else { return Ok(()) };
        let scale = self.scale(asset)?;
        let gone = self.taken(asset, &scale)?;
        let lanes = self.board.in_lanes(self.tree, asset);
        if lanes.is_empty() {
            return self.once(rows, asset, (gone, bound), &scale);
        }
        for lane in lanes.into_values() {
            let mut terms = gone.clone();
            for (column, quanta, items) in lane {
                terms.push((column, scale.of(quanta, items)?));
            }
            self.once(rows, asset, (terms, bound), &scale)?;
        }
        Ok(())
    }

    fn once(
        &self,
        rows: &mut Rows,
        asset: usize,
        (mut terms, bound): (Terms, u32),
        scale: &Scale,
    ) -> Result<(), PlanError> {
        terms.push((bound, times(scale.whole, -1)?));
        rows.at_most(terms, 0, Why::Single(number(asset)?))
    }

    fn shares(&self, asset: usize) -> &[Share] {
        self.board.shares_of.get(asset).map(Vec::as_slice).unwrap_or_default()
    }

    fn scale(&self, asset: usize) -> Result<Scale, PlanError> {
        let of = self.sorted.assets.get(asset).map(|asset| asset.amount.credits.ten_thousandths());
        let whole = i64::try_from(of.unwrap_or_default()).map_err(|_| PlanError::too_large("an amount"))?;
        let size = self.sizes.get(asset).copied().unwrap_or_default();
        let quantum = i64::try_from(self.quantum.ten_thousandths()).map_err(|_| PlanError::too_large("a quantum"))?;
        Ok(Scale { quantum: if size > 0 { quantum } else { 0 }, whole: whole.max(1), nothing: whole == 0 })
    }

    /// What options take of it. Of an asset of no amount, who takes it takes all of it.
    fn taken(&self, asset: usize, scale: &Scale) -> Result<Terms, PlanError> {
        let takers = self.takers.get(asset).map(Vec::as_slice).unwrap_or_default();
        let one = |(option, credits): &(usize, u64)| {
            let column = self.board.convert.get(*option).copied().unwrap_or_default();
            let credits = if scale.nothing { 1 } else { *credits };
            Ok((column, i64::try_from(credits).map_err(|_| PlanError::too_large("an amount"))?))
        };
        takers.iter().map(one).collect()
    }

    /// What an option makes counts only if it is made.
    fn made(&self, rows: &mut Rows, asset: usize) -> Result<(), PlanError> {
        let bound = self.board.bind.get(&asset);
        let Some((bound, asset)) = bound.zip(self.sorted.assets.get(asset)) else { return Ok(()) };
        let AssetId::Made { option, .. } = &asset.id else { return Ok(()) };
        let option = self.sorted.option_places.get(option).and_then(|at| self.board.convert.get(*at));
        let Some(option) = option else { return Ok(()) };
        rows.at_most(vec![(*bound, 1), (*option, -1)], 0, Why::Definition)
    }

    /// What counts twice counts in both parts, and in no third one; by all sharings together no more than the asset.
    fn twice(&self, rows: &mut Rows, asset: usize) -> Result<(), PlanError> {
        let size = self.sizes.get(asset).copied().unwrap_or_default().max(1);
        let (mut all, mut sides) = (Terms::new(), BTreeSet::new());
        for share in self.shares(asset) {
            for side in [share.sides.0, share.sides.1] {
                if sides.insert(side) {
                    self.side(rows, asset, side)?;
                }
            }
            all.push((share.column, if share.items == 0 { 1 } else { size }));
        }
        rows.at_most(all, size, Why::Single(number(asset)?))
    }

    /// All that is shared out of a part, by its own sharings and those of parts within it, is at most what counts there.
    fn side(&self, rows: &mut Rows, asset: usize, side: usize) -> Result<(), PlanError> {
        let Some(area) = self.tree.parts.get(side) else { return Ok(()) };
        let size = self.sizes.get(asset).copied().unwrap_or_default().max(1);
        let inside = |part: usize| self.tree.parts.get(part).is_some_and(|part| part.around.contains(&side));
        let ends = |share: &Share| i64::from(inside(share.sides.0)).saturating_add(inside(share.sides.1).into());
        let here: Vec<_> =
            self.shares(asset).iter().map(|share| (share, ends(share))).filter(|one| one.1 > 0).collect();
        let quanta = here.iter().any(|(share, _)| share.items == 0);
        let mut terms = Terms::new();
        for (share, ends) in here {
            let each = if quanta && share.items > 0 { size } else { 1 };
            terms.push((share.column, times(ends, each)?));
        }
        let cells = self.board.of_asset.get(asset).map(Vec::as_slice).unwrap_or_default();
        for cell in cells.iter().filter(|cell| area.holds(cell.leaf)) {
            terms.push((cell.column, times(if quanta { cell.credits } else { 1 }, -1)?));
        }
        rows.at_most(terms, 0, Why::Definition)
    }

    fn sharings(&self, rows: &mut Rows) -> Result<(), PlanError> {
        for (place, sharing) in self.programme.sharing.iter().enumerate() {
            let shares = || self.board.shares.iter().filter(|share| share.sharing == place);
            if let Some(most) = sharing.most {
                let terms = shares().map(|share| (share.column, share.credits)).collect();
                rows.at_most(terms, down(most.ten_thousandths(), self.quantum)?, Why::Sharing(number(place)?))?;
            }
            if let Some(most) = sharing.most_items {
                let terms = shares().map(|share| (share.column, share.items)).collect();
                rows.at_most(terms, most.into(), Why::Sharing(number(place)?))?;
            }
        }
        Ok(())
    }

    /// Conversions that are not all made.
    fn together(&self, rows: &mut Rows) -> Result<(), PlanError> {
        for set in together(self.sorted) {
            let most = i64::try_from(set.len()).ok().and_then(|number| number.checked_sub(1)).unwrap_or_default();
            let columns = set.iter().filter_map(|option| self.board.convert.get(*option));
            rows.at_most(columns.map(|column| (*column, 1)).collect(), most, Why::NotTogether)?;
        }
        Ok(())
    }
}

/// The sets of options that are not made all together, each once. One that names an option that is not open cannot be.
fn together(sorted: &Sorted<'_>) -> BTreeSet<BTreeSet<usize>> {
    let place = |id: &Code| sorted.option_places.get(id).copied();
    let sets =
        sorted.options.iter().enumerate().flat_map(|(at, option)| option.not_with.iter().map(move |set| (at, set)));
    let sets = sets.filter_map(|(at, set)| set.iter().map(place).chain([Some(at)]).collect::<Option<BTreeSet<_>>>());
    sets.collect()
}

/// In what an asset is counted by itself: ten-thousandths of its unit, or in ones where it has no amount.
struct Scale {
    nothing: bool,
    /// Ten-thousandths of a quantum; none: the asset has no size in the programme.
    quantum: i64,
    whole: i64,
}

impl Scale {
    /// What an unknown stands for that is so many quanta and so many items.
    fn of(&self, quanta: i64, items: i64) -> Result<i64, PlanError> {
        if self.quantum > 0 { times(quanta, self.quantum) } else { times(items, self.whole) }
    }
}
