//! The unknowns, and where each stands.

use std::collections::BTreeMap;

use crate::planner::fault::PlanError;
use crate::planner::formulate::eligible::Eligible;
use crate::planner::formulate::order::Sorted;
use crate::planner::formulate::rows::Terms;
use crate::planner::formulate::sets::Set;
use crate::planner::formulate::tree::{Area, Tree};
use crate::planner::holdings::{Asset, Holdings};
use crate::programme::Programme;
use crate::rules::{Binds, Limit, Measure};
use crate::solver::{Column, Variable};

/// The unknown that says how much of an asset counts in a leaf.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) asset: usize,
    pub(super) column: u32,
    /// Quanta for each one of it.
    pub(super) credits: i64,
    /// Items for each one of it: none in a leaf that splits.
    pub(super) items: i64,
    pub(super) leaf: usize,
}

/// The unknown that says how much of an asset counts twice.
#[derive(Clone, Copy)]
pub(super) struct Share {
    pub(super) asset: usize,
    pub(super) column: u32,
    pub(super) credits: i64,
    pub(super) items: i64,
    pub(super) sharing: usize,
    /// The two parts.
    pub(super) sides: (usize, usize),
}

/// What is added up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    Credits,
    Items,
}

/// All unknowns, by what they are for.
#[derive(Default)]
pub(super) struct Board {
    pub(super) columns: Vec<Column>,
    pub(super) take: BTreeMap<usize, u32>,
    pub(super) cells: Vec<Cell>,
    /// By asset its cells.
    pub(super) of_asset: Vec<Vec<Cell>>,
    /// By part its cells.
    pub(super) of_part: Vec<Vec<Cell>>,
    pub(super) shares: Vec<Share>,
    /// By asset its shares.
    pub(super) shares_of: Vec<Vec<Share>>,
    /// By part, with the most that there can be.
    pub(super) study: BTreeMap<usize, (u32, i64)>,
    pub(super) item: BTreeMap<usize, (u32, i64)>,
    pub(super) convert: Vec<u32>,
    pub(super) bind: BTreeMap<usize, u32>,
    /// The groups that can bind.
    pub(super) sets: Vec<Set>,
    /// By attempt that is several assets.
    pub(super) attempts: BTreeMap<Vec<usize>, u32>,
    /// By asset that counts in several lanes.
    pub(super) amounts: BTreeMap<usize, u32>,
    /// By the first asset that a conversion made.
    pub(super) made: BTreeMap<usize, u32>,
    pub(super) studies: Option<u32>,
    pub(super) items: Option<u32>,
}

/// The most that is studied in a leaf where nothing else says so: the largest least there is.
#[derive(Clone, Copy, Default)]
pub(super) struct Largest {
    pub(super) credits: i64,
    pub(super) items: i64,
}

/// What the unknowns are made for.
pub(super) struct Ground<'a> {
    pub(super) eligible: &'a Eligible,
    pub(super) holdings: &'a Holdings,
    pub(super) largest: Largest,
    /// By asset the first asset that the same conversion made.
    pub(super) firsts: BTreeMap<usize, usize>,
    pub(super) programme: &'a Programme,
    pub(super) sorted: &'a Sorted<'a>,
    pub(super) tree: &'a Tree<'a>,
}

impl Board {
    pub(super) fn new(ground: &Ground<'_>) -> Result<Self, PlanError> {
        let mut board = Self::default();
        let (assets, parts) = (ground.sorted.assets.len(), ground.tree.parts.len());
        board.of_asset.resize_with(assets, Vec::new);
        board.shares_of.resize_with(assets, Vec::new);
        board.of_part.resize_with(parts, Vec::new);
        board.takes(ground.tree)?;
        board.counts(ground)?;
        board.sharings(ground)?;
        board.studies(ground)?;
        board.lots(ground)?;
        board.totals(ground.tree)?;
        Ok(board)
    }

    pub(super) fn column(&mut self, high: i64, what: Variable) -> Result<u32, PlanError> {
        let place = number(self.columns.len())?;
        self.columns.push(Column { high, what });
        Ok(place)
    }

    fn takes(&mut self, tree: &Tree<'_>) -> Result<(), PlanError> {
        for (place, _) in tree.parts.iter().enumerate().filter(|(place, area)| area.take == Some(*place)) {
            let column = self.column(1, Variable::Take(number(place)?))?;
            self.take.insert(place, column);
        }
        Ok(())
    }

    fn counts(&mut self, ground: &Ground<'_>) -> Result<(), PlanError> {
        let sizes = ground.eligible.sizes.iter().copied();
        for (asset, (leaves, size)) in ground.eligible.leaves.iter().zip(sizes).enumerate() {
            for leaf in leaves.iter().copied() {
                let splits = ground.tree.parts.get(leaf).is_some_and(Area::splits);
                let (high, credits, items) = if splits { (size, 1, 0) } else { (1, size, 1) };
                let what = Variable::Count { asset: number(asset)?, part: number(leaf)? };
                let cell = Cell { asset, column: self.column(high, what)?, credits, items, leaf };
                self.cells.push(cell);
                if let Some(cells) = self.of_asset.get_mut(asset) {
                    cells.push(cell);
                }
                if let Some(cells) = self.of_part.get_mut(leaf) {
                    cells.push(cell);
                }
            }
        }
        Ok(())
    }

    fn sharings(&mut self, ground: &Ground<'_>) -> Result<(), PlanError> {
        if ground.programme.sharing.is_empty() {
            return Ok(());
        }
        for (asset, size) in ground.eligible.sizes.iter().copied().enumerate() {
            for (sharing, between) in ground.programme.sharing.iter().enumerate() {
                let (one, two) = &between.between;
                let places = ground.tree.places.get(one).zip(ground.tree.places.get(two));
                let Some((one, two)) = places.map(|(one, two)| (*one, *two)) else { continue };
                self.share(ground.tree, (asset, size), sharing, (one, two))?;
            }
        }
        Ok(())
    }

    /// An asset that counts somewhere in each of two parts of one lane.
    fn share(
        &mut self,
        tree: &Tree<'_>,
        (asset, size): (usize, i64),
        sharing: usize,
        sides: (usize, usize),
    ) -> Result<(), PlanError> {
        let Some((one, two)) = tree.parts.get(sides.0).zip(tree.parts.get(sides.1)) else { return Ok(()) };
        let cells = self.of_asset.get(asset).map(Vec::as_slice).unwrap_or_default();
        let (in_one, in_two) = (|cell: &&Cell| one.holds(cell.leaf), |cell: &&Cell| two.holds(cell.leaf));
        let both = cells.iter().any(|cell| in_one(&cell)) && cells.iter().any(|cell| in_two(&cell));
        if !both || one.lane != two.lane {
            return Ok(());
        }
        let splits = cells.iter().filter(|cell| in_one(cell) || in_two(cell)).any(|cell| cell.items == 0);
        let (high, credits, items) = if splits { (size, 1, 0) } else { (1, size, 1) };
        let what = Variable::Share { asset: number(asset)?, sharing: number(sharing)? };
        let share = Share { asset, column: self.column(high, what)?, credits, items, sharing, sides };
        self.shares.push(share);
        if let Some(shares) = self.shares_of.get_mut(asset) {
            shares.push(share);
        }
        Ok(())
    }

    fn studies(&mut self, ground: &Ground<'_>) -> Result<(), PlanError> {
        for (leaf, _) in ground.tree.leaves() {
            let most = ground.tree.outward(leaf).find_map(|area| area.asked.most);
            let high = most.unwrap_or(ground.largest.credits);
            if high > 0 {
                let column = self.column(high, Variable::Study(number(leaf)?))?;
                self.study.insert(leaf, (column, high));
            }
        }
        for (leaf, area) in ground.tree.leaves() {
            let most = ground.tree.outward(leaf).find_map(|area| area.asked.most_items);
            let high = most.unwrap_or(ground.largest.items);
            let asked = ground.eligible.items.get(leaf).copied().unwrap_or_default();
            if high > 0 && asked && !area.splits() {
                let column = self.column(high, Variable::Item(number(leaf)?))?;
                self.item.insert(leaf, (column, high));
            }
        }
        Ok(())
    }

    fn lots(&mut self, ground: &Ground<'_>) -> Result<(), PlanError> {
        for option in 0..ground.sorted.options.len() {
            let column = self.column(1, Variable::Convert(number(option)?))?;
            self.convert.push(column);
        }
        let mut used: Vec<_> = ground.sorted.takes.iter().flat_map(|takes| takes.keys().copied()).collect();
        used.extend(self.cells.iter().map(|cell| cell.asset));
        used.sort_unstable();
        used.dedup();
        for asset in used {
            let column = self.column(1, Variable::Bind(number(asset)?))?;
            self.bind.insert(asset, column);
        }
        self.groups(ground)?;
        self.conversions(ground)
    }

    /// Conversions that something which may count in the main lane was made by, where they are counted.
    fn conversions(&mut self, ground: &Ground<'_>) -> Result<(), PlanError> {
        let main = |cell: &&Cell| ground.tree.whole.holds(cell.leaf);
        let limited =
            |asset: usize| ground.sorted.assets.get(asset).is_some_and(|asset| counts_uses(ground.holdings, asset));
        let counted = self.cells.iter().filter(main).filter(|cell| limited(cell.asset));
        let mut firsts: Vec<_> = counted.filter_map(|cell| ground.firsts.get(&cell.asset).copied()).collect();
        firsts.sort_unstable();
        firsts.dedup();
        for first in firsts {
            let column = self.column(1, Variable::Made(number(first)?))?;
            self.made.insert(first, column);
        }
        Ok(())
    }

    fn totals(&mut self, tree: &Tree<'_>) -> Result<(), PlanError> {
        let studies = largest(tree, &self.study)?;
        if studies > 0 {
            self.studies = Some(self.column(studies, Variable::Studies)?);
        }
        let items = largest(tree, &self.item)?;
        if items > 0 {
            self.items = Some(self.column(items, Variable::Items)?);
        }
        Ok(())
    }

    /// What counts of an asset in each lane in which it does, what is shared once: columns, with quanta and items for
    /// each one of it.
    pub(super) fn in_lanes(&self, tree: &Tree<'_>, asset: usize) -> BTreeMap<usize, Vec<(u32, i64, i64)>> {
        let lane = |part: usize| tree.parts.get(part).map_or(0, |area| area.lane);
        let mut lanes = BTreeMap::<usize, Vec<_>>::new();
        for cell in self.of_asset.get(asset).into_iter().flatten() {
            lanes.entry(lane(cell.leaf)).or_default().push((cell.column, cell.credits, cell.items));
        }
        let minus = |one: i64| one.checked_neg().unwrap_or_default();
        for share in self.shares_of.get(asset).into_iter().flatten() {
            let terms = lanes.entry(lane(share.sides.0)).or_default();
            terms.push((share.column, minus(share.credits), minus(share.items)));
        }
        lanes
    }

    /// What counts of an asset in a part or the programme; what is shared within it once.
    pub(super) fn counted(&self, area: &Area<'_>, tree: &Tree<'_>, asset: usize, sum: Sum) -> Vec<(u32, i64)> {
        let cells = self.of_asset.get(asset).map(Vec::as_slice).unwrap_or_default();
        let cells = cells.iter().filter(|cell| area.holds(cell.leaf));
        let cells = cells.map(|cell| (cell.column, if sum == Sum::Credits { cell.credits } else { cell.items }));
        let shares = self.shares_of.get(asset).map(Vec::as_slice).unwrap_or_default();
        let shares = shares.iter().filter(|share| share.is_within(area, tree));
        let minus = |one: i64| one.checked_neg().unwrap_or_default();
        let shares =
            shares.map(|share| (share.column, minus(if sum == Sum::Credits { share.credits } else { share.items })));
        cells.chain(shares).collect()
    }

    /// What counts of all assets in a part or the programme.
    pub(super) fn all(&self, area: &Area<'_>, tree: &Tree<'_>, sum: Sum) -> Terms {
        let cells = area.leaves.iter().filter_map(|leaf| self.of_part.get(*leaf)).flatten();
        let cells = cells.map(|cell| (cell.column, if sum == Sum::Credits { cell.credits } else { cell.items }));
        let shares = self.shares.iter().filter(|share| share.is_within(area, tree));
        let minus = |one: i64| one.checked_neg().unwrap_or_default();
        let shares =
            shares.map(|share| (share.column, minus(if sum == Sum::Credits { share.credits } else { share.items })));
        cells.chain(shares).collect()
    }

    /// What is still to be studied in a part or the programme: each quantum, or item, so many times.
    pub(super) fn missing(&self, area: &Area<'_>, sum: Sum, by: i64) -> Terms {
        let columns = if sum == Sum::Credits { &self.study } else { &self.item };
        area.leaves.iter().filter_map(|leaf| columns.get(leaf)).map(|(column, _)| (*column, by)).collect()
    }

    /// The unknown that says whether a part is taken; none: it always is.
    pub(super) fn taken(&self, area: &Area<'_>) -> Option<u32> {
        self.take.get(&area.take?).copied()
    }
}

impl Share {
    /// Whether both parts lie within another one, or in the programme.
    fn is_within(&self, area: &Area<'_>, tree: &Tree<'_>) -> bool {
        let inside = |side: usize| {
            tree.parts.get(side).is_some_and(|part| {
                area.part.map_or(part.lane == 0, |_| part.around.iter().any(|place| is_place(area, *place)))
            })
        };
        inside(self.sides.0) && inside(self.sides.1)
    }
}

fn is_place(area: &Area<'_>, place: usize) -> bool {
    area.around.first() == Some(&place)
}

/// The largest sum of a lane.
fn largest(tree: &Tree<'_>, columns: &BTreeMap<usize, (u32, i64)>) -> Result<i64, PlanError> {
    let mut lanes = vec![0_i64; tree.lanes];
    for (leaf, (_, high)) in columns {
        let lane = tree.parts.get(*leaf).and_then(|area| lanes.get_mut(area.lane));
        let Some(lane) = lane else { continue };
        *lane = lane.checked_add(*high).ok_or_else(|| PlanError::too_large("what could be studied"))?;
    }
    Ok(lanes.into_iter().max().unwrap_or_default())
}

/// Whether a limit counts the conversions by which such was made, or what went into them.
fn counts_uses(holdings: &Holdings, asset: &Asset) -> bool {
    let Some(made) = &asset.made else { return false };
    let counts = |limit: &Limit| limit.binds == Binds::Counting && limit.measure != Measure::Credits;
    holdings
        .limits
        .iter()
        .any(|(document, limit)| counts(limit) && *document == made.document && made.limits.contains(&limit.id))
}

pub(super) fn number(place: usize) -> Result<u32, PlanError> {
    u32::try_from(place).map_err(|_| PlanError::too_large("the number of unknowns"))
}
