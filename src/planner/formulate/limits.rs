//! Rows of limits of rule books that bind when credits are counted.

use std::collections::BTreeMap;

use crate::credit::{Credits, Ratio};
use crate::id::{Code, DocumentId, InstitutionId, LotId};
use crate::planner::fault::PlanError;
use crate::planner::formulate::board::{Board, Sum};
use crate::planner::formulate::order::Sorted;
use crate::planner::formulate::quotas::down_to;
use crate::planner::formulate::rows::{Rows, Terms, times};
use crate::planner::formulate::tree::{Tree, down};
use crate::planner::holdings::{Asset, Holdings, Lineage};
use crate::programme::{Programme, window};
use crate::rules::{Base, Binds, Bound, Limit, Measure, MonthDay, Per};
use crate::solver::Why;

/// What rows are written from.
pub(super) struct Limits<'a> {
    pub(super) board: &'a Board,
    pub(super) firsts: &'a BTreeMap<usize, usize>,
    pub(super) holdings: &'a Holdings,
    pub(super) programme: &'a Programme,
    pub(super) quantum: Credits,
    pub(super) sorted: &'a Sorted<'a>,
    pub(super) tree: &'a Tree<'a>,
}

/// By what a limit counts by; what it does not count by is left out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Key<'a> {
    content: Option<&'a Code>,
    /// Of a share of what went in: the conversion, by the first asset that it made.
    conversion: Option<usize>,
    issuer: Option<&'a InstitutionId>,
    lot: Option<LotId>,
    target: Option<&'a Code>,
    window: Option<(i32, MonthDay)>,
}

/// By asset the first asset that the same conversion made.
pub(super) fn firsts(sorted: &Sorted<'_>) -> BTreeMap<usize, usize> {
    let mut first = BTreeMap::new();
    let mut firsts = BTreeMap::new();
    for (place, asset) in sorted.assets.iter().enumerate() {
        let Some(made) = &asset.made else { continue };
        let conversion = *first.entry((&made.document, &made.id)).or_insert(place);
        firsts.insert(place, conversion);
    }
    firsts
}

/// The values by which a limit counts what a conversion made: of several lots, issuers or contents each. What has no
/// content does not count by content.
fn keys<'a>(limit: &Limit, asset: &'a Asset, made: &'a Lineage, first: usize) -> Vec<Key<'a>> {
    let per = |dimension| limit.per.contains(&dimension);
    let source = matches!(limit.bound, Bound::Share { of: Base::Source, .. });
    let plain = Key {
        conversion: source.then_some(first),
        target: per(Per::Target).then_some(&asset.code),
        window: if per(Per::Window) { window(&limit.windows, made.on) } else { None },
        ..Key::default()
    };
    let mut keys = vec![plain];
    if per(Per::Lot) {
        keys = spread(&keys, &made.lots, |key, lot| key.lot = Some(*lot));
    }
    if per(Per::Issuer) {
        keys = spread(&keys, &made.issuers, |key, issuer| key.issuer = Some(issuer));
    }
    if per(Per::Content) {
        keys = spread(&keys, &made.contents, |key, content| key.content = Some(content));
    }
    keys
}

/// Each key with each value.
fn spread<'a, T>(keys: &[Key<'a>], values: &'a [T], put: impl Fn(&mut Key<'a>, &'a T)) -> Vec<Key<'a>> {
    let one = |key: &Key<'a>, value: &'a T| {
        let mut key = key.clone();
        put(&mut key, value);
        key
    };
    keys.iter()
        .flat_map(|key| values.iter().map(move |value| (key, value)))
        .map(|(key, value)| one(key, value))
        .collect()
}

impl Limits<'_> {
    pub(super) fn write(&self, rows: &mut Rows) -> Result<(), PlanError> {
        for (document, limit) in self.holdings.limits.iter().filter(|(_, limit)| limit.binds == Binds::Counting) {
            match limit.measure {
                Measure::Credits if limit.unit.as_ref().is_none_or(|unit| *unit == self.programme.unit) => {
                    self.credits(rows, document, limit)?;
                }
                Measure::Credits => {}
                Measure::Items | Measure::Uses => self.uses(rows, document, limit)?,
            }
        }
        self.used(rows)
    }

    /// What was made under a rule that names the limit.
    fn made<'a>(
        &'a self,
        document: &'a DocumentId,
        limit: &'a Limit,
    ) -> impl Iterator<Item = (usize, &'a Asset, &'a Lineage)> {
        let assets = self.sorted.assets.iter().copied().enumerate();
        let made = assets.filter_map(|(place, asset)| Some((place, asset, asset.made.as_ref()?)));
        made.filter(move |(_, _, made)| made.document == *document && made.limits.contains(&limit.id))
    }

    fn first(&self, asset: usize) -> usize {
        self.firsts.get(&asset).copied().unwrap_or(asset)
    }

    fn credits(&self, rows: &mut Rows, document: &DocumentId, limit: &Limit) -> Result<(), PlanError> {
        let mut groups = BTreeMap::<Key<'_>, (Terms, Option<Credits>)>::new();
        for (place, asset, made) in self.made(document, limit) {
            let counted = self.board.counted(&self.tree.whole, self.tree, place, Sum::Credits);
            for key in keys(limit, asset, made, self.first(place)) {
                let (terms, source) = groups.entry(key).or_default();
                terms.extend(&counted);
                *source = made.source;
            }
        }
        for (terms, source) in groups.into_values() {
            let most = match &limit.bound {
                Bound::Most(most) => down(most.ten_thousandths(), self.quantum)?,
                Bound::Share { of, share } => down_to((base(of, source, *share)?, share.den()), self.quantum)?,
            };
            rows.at_most(terms, most, Why::Limit(limit.id.clone()))?;
        }
        Ok(())
    }

    /// Conversions, or the lots that went into them, of those that something counts of.
    fn uses(&self, rows: &mut Rows, document: &DocumentId, limit: &Limit) -> Result<(), PlanError> {
        let mut groups = BTreeMap::<Key<'_>, (BTreeMap<u32, i64>, Option<Credits>)>::new();
        for (place, asset, made) in self.made(document, limit) {
            let first = self.first(place);
            let Some(column) = self.board.made.get(&first) else { continue };
            for key in keys(limit, asset, made, first) {
                let lots = if key.lot.is_some() { 1 } else { i64::try_from(made.lots.len()).unwrap_or(i64::MAX) };
                let by = if limit.measure == Measure::Items { lots } else { 1 };
                let (columns, source) = groups.entry(key).or_default();
                columns.insert(*column, by);
                *source = made.source;
            }
        }
        for (columns, source) in groups.into_values() {
            let most = match &limit.bound {
                Bound::Most(most) => down(most.ten_thousandths(), Credits::ONE)?,
                Bound::Share { of, share } => down_to((base(of, source, *share)?, share.den()), Credits::ONE)?,
            };
            rows.at_most(columns.into_iter().collect(), most, Why::Limit(limit.id.clone()))?;
        }
        Ok(())
    }

    /// Where anything that a conversion made counts in the main lane, the conversion counts.
    fn used(&self, rows: &mut Rows) -> Result<(), PlanError> {
        for cell in self.board.cells.iter().filter(|cell| self.tree.whole.holds(cell.leaf)) {
            let Some(made) = self.board.made.get(&self.first(cell.asset)) else { continue };
            let column = usize::try_from(cell.column).ok().and_then(|at| self.board.columns.get(at));
            let high = column.map_or(0, |column| column.high);
            rows.at_most(vec![(cell.column, 1), (*made, times(high, -1)?)], 0, Why::Definition)?;
        }
        Ok(())
    }
}

/// The numerator of a share: ten-thousandths. What went in and is in another unit is nothing.
fn base(of: &Base, source: Option<Credits>, share: Ratio) -> Result<u128, PlanError> {
    let base = match of {
        Base::Source => source.unwrap_or_default(),
        Base::Stated(stated) => *stated,
    };
    let product = u128::from(base.ten_thousandths()).checked_mul(share.num().into());
    product.ok_or_else(|| PlanError::too_large("a limit"))
}
