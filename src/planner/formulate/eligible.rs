//! Which asset counts in which leaf.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{Code, LotId, ProgrammeId};
use crate::planner::asset_id::AssetId;
use crate::planner::fault::PlanError;
use crate::planner::formulate::had::Had;
use crate::planner::formulate::order::{Sorted, carried};
use crate::planner::formulate::tree::{Area, Tree};
use crate::planner::holdings::{Asset, Holdings, Relief};
use crate::planner::known::Known;
use crate::planner::picks::Lens;
use crate::programme::{Ask, Pick, Prerequisite, Programme, QuotaBound, Waivable};
use crate::registry::{OutcomeKind, OutcomeName};
use crate::time::Date;

/// Picks by what they name, so that an asset meets only those that could take it.
#[derive(Default)]
struct Index<'a> {
    categories: BTreeMap<&'a Code, Vec<(usize, &'a Pick)>>,
    codes: BTreeMap<&'a Code, Vec<(usize, &'a Pick)>>,
    rest: Vec<(usize, &'a Pick)>,
}

impl<'a> Index<'a> {
    fn new(tree: &Tree<'a>) -> Self {
        let mut index = Self::default();
        for (leaf, area) in tree.leaves() {
            for pick in area.part.map(|part| part.accepts.as_slice()).unwrap_or_default() {
                index.put(leaf, pick);
            }
        }
        index
    }

    fn put(&mut self, leaf: usize, pick: &'a Pick) {
        let (map, names) = match (&pick.codes, &pick.categories) {
            (codes, _) if !codes.is_empty() => (&mut self.codes, codes.iter().map(|name| &name.code).collect()),
            (_, categories) if !categories.is_empty() => (&mut self.categories, categories.iter().collect()),
            _ => return self.rest.push((leaf, pick)),
        };
        let names: BTreeSet<&Code> = names;
        for name in names {
            map.entry(name).or_default().push((leaf, pick));
        }
    }

    /// Leaves and picks that could take it.
    fn candidates(&self, asset: &Asset) -> impl Iterator<Item = &(usize, &'a Pick)> {
        let converted = (asset.kind == OutcomeKind::Converted).then_some(&asset.code);
        let categories = asset.category.as_ref().or(converted).and_then(|name| self.categories.get(name));
        let codes = asset.called().codes().filter_map(|code| self.codes.get(code));
        let named = codes.chain(categories).flatten();
        named.chain(&self.rest)
    }
}

/// What is asked of courses before they count.
struct Before<'a> {
    asked: BTreeMap<&'a Code, Vec<&'a Prerequisite>>,
    passed: Known<'a>,
}

impl<'a> Before<'a> {
    fn new(programme: &'a Programme, holdings: &'a Holdings) -> Self {
        let mut asked = BTreeMap::<_, Vec<_>>::new();
        for one in programme.prerequisites.iter().filter(|one| !waived(holdings, &one.course.code)) {
            asked.entry(&one.course.code).or_default().push(one);
        }
        Self { asked, passed: Known::of(holdings) }
    }

    fn is_met(&self, asset: &Asset) -> bool {
        let was = |name: &OutcomeName| self.passed.had(name, asset.earned);
        let met = |one: &Prerequisite| one.all.iter().all(was) && (one.any.is_empty() || one.any.iter().any(was));
        let called = asset.called();
        let asked = called.codes().filter_map(|code| self.asked.get(code)).flatten();
        { asked }.filter(|one| called.is(&one.course)).all(|one| met(one))
    }
}

fn waived(holdings: &Holdings, course: &Code) -> bool {
    let this = |relief: &Relief| matches!(relief, Relief::Waive { id, what: Waivable::Prerequisite } if id == course);
    holdings.reliefs.iter().any(this)
}

/// What counts, and where.
pub(super) struct Eligible {
    /// By leaf whether items are asked for, in it or around it.
    pub(super) items: Vec<bool>,
    /// By asset the leaves in which it counts, in order.
    pub(super) leaves: Vec<Vec<usize>>,
    /// By leaf that names what it accepts: how many of those names are left to take.
    pub(super) left: BTreeMap<usize, usize>,
    /// By asset its size in quanta; 0 in another unit.
    pub(super) sizes: Vec<i64>,
}

pub(super) fn eligible(
    lens: Lens<'_>,
    programme: &Programme,
    holdings: &Holdings,
    sorted: &Sorted<'_>,
    tree: &Tree<'_>,
    quantum: Credits,
) -> Result<Eligible, PlanError> {
    let (index, before) = (Index::new(tree), Before::new(programme, holdings));
    let (items, named) = (asks_items(programme, tree), substitutes(holdings, tree));
    let from: BTreeSet<_> = programme.carry.iter().chain(&holdings.carry).map(|carry| &carry.from).collect();
    let mut found = Eligible { items, leaves: Vec::new(), left: BTreeMap::new(), sizes: Vec::new() };
    for asset in &sorted.assets {
        let size = size(programme, asset, quantum)?;
        let usable = is_usable(asset, holdings.day, &from) && before.is_met(asset);
        let leaves = match size {
            Some(size) if usable => {
                let mut leaves = leaves(lens, &index, &named, asset);
                leaves.retain(|leaf| size > 0 || counts_items(tree, &found.items, *leaf));
                leaves
            }
            _ => Vec::new(),
        };
        found.leaves.push(leaves);
        found.sizes.push(size.unwrap_or_default());
    }
    found.left = Had::new(holdings, sorted).left(tree, &found.leaves);
    Ok(found)
}

/// How many quanta; none where that is no whole number.
fn size(programme: &Programme, asset: &Asset, quantum: Credits) -> Result<Option<i64>, PlanError> {
    let (amount, step) = (asset.amount.credits.ten_thousandths(), quantum.ten_thousandths());
    if asset.amount.unit != programme.unit {
        return Ok(Some(0));
    }
    if amount.checked_rem(step) != Some(0) {
        return Ok(None);
    }
    let quanta = amount.checked_div(step).and_then(|quanta| i64::try_from(quanta).ok());
    quanta.map(Some).ok_or_else(|| PlanError::too_large(format!("`{}`", asset.id)))
}

/// Whether it is earned, valid, and free or reserved only by awards out of which is carried.
fn is_usable(asset: &Asset, day: Date, from: &BTreeSet<&ProgrammeId>) -> bool {
    let valid = asset.earned <= day && asset.valid_through.is_none_or(|last| day <= last);
    valid && carried(asset).iter().all(|award| from.contains(award))
}

/// The leaves that take it, in order.
fn leaves(lens: Lens<'_>, index: &Index<'_>, named: &BTreeMap<LotId, Vec<usize>>, asset: &Asset) -> Vec<usize> {
    let taken = index.candidates(asset).filter(|(_, pick)| lens.takes(pick, asset)).map(|(leaf, _)| *leaf);
    let lot = match &asset.id {
        AssetId::Lot { lot, .. } => named.get(lot),
        AssetId::Made { .. } => None,
    };
    let mut leaves: Vec<_> = taken.chain(lot.into_iter().flatten().copied()).collect();
    leaves.sort_unstable();
    leaves.dedup();
    leaves
}

/// By lot the leaves in which it counts by a substitution.
fn substitutes(holdings: &Holdings, tree: &Tree<'_>) -> BTreeMap<LotId, Vec<usize>> {
    let mut named = BTreeMap::<_, Vec<_>>::new();
    for relief in &holdings.reliefs {
        let Relief::Substitute { lot, part } = relief else { continue };
        let leaf = tree.leaves().find(|(_, area)| area.part.is_some_and(|leaf| leaf.id == *part));
        if let Some((leaf, _)) = leaf {
            named.entry(*lot).or_default().push(leaf);
        }
    }
    named
}

/// Whether what has no size counts in it: as an item.
fn counts_items(tree: &Tree<'_>, items: &[bool], leaf: usize) -> bool {
    items.get(leaf).copied().unwrap_or_default() && tree.parts.get(leaf).is_some_and(|area| !area.splits())
}

/// By part whether it, a part around it, the programme or a quota over it asks for a number of items.
fn asks_items(programme: &Programme, tree: &Tree<'_>) -> Vec<bool> {
    let quotas = programme.quotas.iter();
    let quotas = quotas.filter(|quota| matches!(quota.bound, QuotaBound::LeastItems(_) | QuotaBound::MostItems(_)));
    let over: Vec<_> = quotas.filter_map(|quota| tree.area(quota.within.as_ref())).collect();
    let asks = |ask: &Ask| ask.least_items.is_some() || ask.most_items.is_some();
    let one = |leaf: usize| {
        let around = |area: &Area<'_>| area.part.map_or_else(|| asks(&programme.ask), |part| asks(&part.ask));
        tree.outward(leaf).any(around) || over.iter().any(|area| area.holds(leaf))
    };
    (0..tree.parts.len()).map(one).collect()
}
