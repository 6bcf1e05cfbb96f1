//! What a plan counts where, read and held against what may count where.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::Code;
use crate::planner::asset_id::AssetId;
use crate::planner::count::case::Case;
use crate::planner::count::numbers::{Number, how_many, minus, number, total};
use crate::planner::count::trees::Taken;
use crate::planner::fault::{Fault, PlanPlace};
use crate::planner::holdings::Asset;
use crate::planner::plan::{Counted, Plan, Shared};
use crate::programme::{Part, Sharing};

/// Something that counts in a leaf.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) asset: &'a Asset,
    /// Ten-thousandths of the programme's unit; 0 of an asset in another.
    pub(super) credits: Number,
    pub(super) leaf: &'a Part,
}

/// Something that counts twice.
#[derive(Clone, Copy)]
pub(super) struct Twice<'a> {
    pub(super) asset: &'a Asset,
    pub(super) credits: Number,
    pub(super) sharing: &'a Sharing,
    /// The two parts.
    pub(super) sides: (&'a Part, &'a Part),
    /// Whether it is shared as a whole, and so is one item.
    pub(super) whole: bool,
}

/// All that counts.
pub(super) struct Tally<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) shared: Vec<Twice<'a>>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(case: &Case<'a>, plan: &Plan, taken: &Taken<'a>) -> Result<Self, Fault> {
        let mut seen = BTreeSet::new();
        let entry = |counted: &Counted| {
            let asset = asset(case, &counted.asset)?;
            let at = PlanPlace::Part(counted.part.clone());
            let leaf = case.part(&counted.part).ok_or_else(|| Fault::NotThere { at: at.clone() })?;
            if !seen.insert((&asset.id, &leaf.id)) {
                return Err(Fault::Twice { at });
            }
            if !case.counts_in(asset, leaf) {
                return Err(Fault::Uncountable { asset: PlanPlace::asset(&asset.id), at });
            }
            taken.needs(leaf, || PlanPlace::asset(&asset.id))?;
            fits(case, asset, counted.credits, leaf.split, at)?;
            let size = case.size(asset).unwrap_or_default();
            Ok(Entry { asset, credits: if size > 0 { number(counted.credits) } else { 0 }, leaf })
        };
        let entries = plan.counts.iter().map(entry).collect::<Result<_, Fault>>()?;
        Ok(Self { entries, shared: shared(case, plan)? })
    }

    /// What counts of some assets in a part, or in the programme; what is shared within it once.
    pub(super) fn credits(
        &self,
        case: &Case<'a>,
        area: Option<&Code>,
        which: impl Fn(&Asset) -> bool,
    ) -> Result<Number, Fault> {
        let here = self.entries.iter().filter(|one| which(one.asset) && case.is_in(one.leaf, area));
        let twice = self.shared.iter().filter(|one| which(one.asset) && one.is_in(case, area));
        minus(total(here.map(|one| one.credits))?, total(twice.map(|one| one.credits))?)
    }

    /// The items that count of some assets: each whole asset in a leaf that does not split, what is shared once.
    pub(super) fn items(
        &self,
        case: &Case<'a>,
        area: Option<&Code>,
        which: impl Fn(&Asset) -> bool,
    ) -> Result<Number, Fault> {
        let here = self.entries.iter().filter(|one| !one.leaf.split && which(one.asset) && case.is_in(one.leaf, area));
        let twice = self.shared.iter().filter(|one| one.whole && which(one.asset) && one.is_in(case, area));
        minus(how_many(here), how_many(twice))
    }

    /// The entries of each asset.
    pub(super) fn by_asset(&self) -> BTreeMap<&'a AssetId, Vec<&Entry<'a>>> {
        let mut all = BTreeMap::<_, Vec<_>>::new();
        for entry in &self.entries {
            all.entry(&entry.asset.id).or_default().push(entry);
        }
        all
    }
}

impl<'a> Twice<'a> {
    fn is_in(&self, case: &Case<'a>, area: Option<&Code>) -> bool {
        case.is_in(self.sides.0, area) && case.is_in(self.sides.1, area)
    }
}

fn asset<'a>(case: &Case<'a>, id: &AssetId) -> Result<&'a Asset, Fault> {
    case.assets.get(id).copied().ok_or_else(|| Fault::NotThere { at: PlanPlace::asset(id) })
}

/// All of it; or in whole quanta, something and not more than there is.
fn fits(case: &Case<'_>, asset: &Asset, credits: Credits, splits: bool, at: PlanPlace) -> Result<(), Fault> {
    let unfit = |expected| Fault::Unfit { asset: PlanPlace::asset(&asset.id), at: at.clone(), credits, expected };
    if !splits {
        return if credits == asset.amount.credits { Ok(()) } else { Err(unfit("all of it")) };
    }
    if case.is_whole(credits) && !credits.is_zero() && credits <= asset.amount.credits {
        return Ok(());
    }
    Err(unfit("a whole number of quanta, not more than there is"))
}

fn shared<'a>(case: &Case<'a>, plan: &Plan) -> Result<Vec<Twice<'a>>, Fault> {
    let mut seen = BTreeSet::new();
    let one = |shared: &Shared| {
        let asset = asset(case, &shared.asset)?;
        let unknown = || Fault::NotThere { at: PlanPlace::asset(&asset.id) };
        let sharing = usize::try_from(shared.sharing).ok().and_then(|at| case.programme.sharing.get(at));
        let sharing = sharing.ok_or_else(unknown)?;
        let (one, two) = &sharing.between;
        let at = PlanPlace::Sharing(one.clone(), two.clone());
        let sides = case.part(one).zip(case.part(two)).ok_or_else(unknown)?;
        let leaves = leaves(case, asset, sides);
        let both = [sides.0, sides.1].iter().all(|side| leaves.iter().any(|leaf| case.is_in(leaf, Some(&side.id))));
        if !both || case.overlay(sides.0).map(|top| &top.id) != case.overlay(sides.1).map(|top| &top.id) {
            return Err(Fault::Uncountable { asset: PlanPlace::asset(&asset.id), at });
        }
        if !seen.insert((&asset.id, shared.sharing)) {
            return Err(Fault::Twice { at });
        }
        let splits = leaves.iter().any(|leaf| leaf.split);
        fits(case, asset, shared.credits, splits, at)?;
        let credits = if case.size(asset) == Some(0) { 0 } else { number(shared.credits) };
        Ok(Twice { asset, credits, sharing, sides, whole: !splits })
    };
    plan.shared.iter().map(one).collect()
}

/// The leaves of two parts in which an asset could count.
fn leaves<'a>(case: &Case<'a>, asset: &Asset, sides: (&'a Part, &'a Part)) -> Vec<&'a Part> {
    let inside = |leaf: &&Part| {
        let leaf = case.part(&leaf.id);
        leaf.is_some_and(|leaf| case.is_in(leaf, Some(&sides.0.id)) || case.is_in(leaf, Some(&sides.1.id)))
    };
    let leaves = case.programme.parts.iter().filter(|leaf| leaf.is_leaf()).filter(inside);
    leaves.filter(|leaf| case.counts_in(asset, leaf)).collect()
}
