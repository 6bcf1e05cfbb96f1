//! Each asset counts once in every lane; what conversions take is gone, and what they make is there if they are made.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::Code;
use crate::planner::asset_id::AssetId;
use crate::planner::count::case::Case;
use crate::planner::count::numbers::{Number, how_many, minus, number, plus, total, written};
use crate::planner::count::tally::{Entry, Tally, Twice};
use crate::planner::fault::{Fault, PlanPlace};
use crate::planner::holdings::Asset;
use crate::planner::plan::Plan;
use crate::programme::Part;

/// The conversions that a plan makes.
pub(super) fn conversions<'a>(case: &Case<'a>, plan: &Plan) -> Result<BTreeSet<&'a Code>, Fault> {
    let mut made = BTreeSet::new();
    for id in &plan.conversions {
        let at = || PlanPlace::Conversion(id.clone());
        let option = case.options.get(id).ok_or_else(|| Fault::NotThere { at: at() })?;
        if !made.insert(&option.id) {
            return Err(Fault::Twice { at: at() });
        }
    }
    for id in &made {
        let sets = case.options.get(id).map(|option| option.not_with.as_slice()).unwrap_or_default();
        if sets.iter().any(|set| set.iter().all(|other| made.contains(other))) {
            let found = how_many(sets.iter()).to_string();
            let what = "conversions that are not made together with it";
            return Err(Fault::TooMuch { at: PlanPlace::Conversion((*id).clone()), found, most: "0".to_owned(), what });
        }
    }
    Ok(made)
}

/// Holds every asset against what counts and what is taken of it. Says how many are bound.
pub(super) fn lots(case: &Case<'_>, tally: &Tally<'_>, made: &BTreeSet<&Code>) -> Result<Number, Fault> {
    let taken = taken(case, made)?;
    let counted = tally.by_asset();
    for (id, entries) in &counted {
        if let AssetId::Made { option, .. } = id
            && !made.contains(option)
        {
            let (asset, conversion) = (PlanPlace::asset(id), PlanPlace::Conversion(option.clone()));
            return Err(Fault::Unmade { asset, conversion });
        }
        once(case, tally, entries, taken.get(id).copied().unwrap_or_default())?;
    }
    for (id, gone) in &taken {
        let Some(asset) = case.assets.get(id) else { return Err(Fault::NotThere { at: PlanPlace::asset(id) }) };
        within(asset, *gone)?;
    }
    let bound: BTreeSet<_> = counted.keys().copied().chain(taken.keys().copied()).collect();
    Ok(how_many(bound.iter()))
}

/// What conversions take of each asset; of one of no amount, how often.
pub(super) fn taken<'a>(case: &Case<'a>, made: &BTreeSet<&Code>) -> Result<BTreeMap<&'a AssetId, Number>, Fault> {
    let mut taken = BTreeMap::new();
    for option in made.iter().filter_map(|id| case.options.get(*id)) {
        let mut own = BTreeMap::<_, Number>::new();
        for each in &option.takes {
            let sum = own.entry(&each.asset).or_default();
            *sum = plus(*sum, number(each.credits))?;
        }
        for (id, credits) in own {
            let nothing = case.assets.get(id).is_some_and(|asset| asset.amount.credits.is_zero());
            let sum = taken.entry(id).or_default();
            *sum = plus(*sum, if nothing { 1 } else { credits })?;
        }
    }
    Ok(taken)
}

/// In ten-thousandths of the asset's own unit, or in ones where it has no amount: how much there is.
fn whole(asset: &Asset) -> Number {
    number(asset.amount.credits).max(1)
}

fn within(asset: &Asset, sum: Number) -> Result<(), Fault> {
    if sum <= whole(asset) {
        return Ok(());
    }
    let (found, most) = (written(sum), asset.amount.credits.to_string());
    let what = "credits that count or are taken in one lane";
    Err(Fault::TooMuch { at: PlanPlace::asset(&asset.id), found, most, what })
}

/// One asset in all lanes.
fn once(case: &Case<'_>, tally: &Tally<'_>, entries: &[&Entry<'_>], gone: Number) -> Result<(), Fault> {
    let Some(asset) = entries.first().map(|entry| entry.asset) else { return Ok(()) };
    let in_lanes = in_lanes(case, tally, asset, entries)?;
    in_lanes.into_iter().try_for_each(|counted| within(asset, plus(counted, gone)?))
}

/// How much counts of an asset in each lane in which it does, what is shared once.
pub(super) fn in_lanes(
    case: &Case<'_>,
    tally: &Tally<'_>,
    asset: &Asset,
    entries: &[&Entry<'_>],
) -> Result<Vec<Number>, Fault> {
    let lanes: BTreeSet<_> = entries.iter().map(|entry| case.overlay(entry.leaf).map(|top| &top.id)).collect();
    let shared: Vec<_> = tally.shared.iter().filter(|one| one.asset.id == asset.id).collect();
    let in_lane = |lane: Option<&Code>| {
        let here = entries.iter().filter(|entry| case.overlay(entry.leaf).map(|top| &top.id) == lane);
        let twice = shared.iter().filter(|one| case.overlay(one.sides.0).map(|top| &top.id) == lane);
        let counted = total(here.map(|entry| own(asset, entry.credits)))?;
        minus(counted, total(twice.map(|one| own(asset, one.credits)))?)
    };
    lanes.into_iter().map(in_lane).collect()
}

/// An amount in what the asset is counted by: of one in another unit, or of no amount, all of it.
fn own(asset: &Asset, credits: Number) -> Number {
    if credits > 0 { credits } else { whole(asset) }
}

/// What is shared counts in both parts, no more of an asset than there is, and keeps what each sharing allows.
pub(super) fn sharings<'a>(case: &Case<'a>, tally: &Tally<'a>) -> Result<(), Fault> {
    for one in &tally.shared {
        for side in [one.sides.0, one.sides.1] {
            let here = tally.entries.iter().filter(|entry| entry.asset.id == one.asset.id);
            let here = here.filter(|entry| case.is_in(entry.leaf, Some(&side.id)));
            let counted = total(here.map(|entry| own(one.asset, entry.credits)))?;
            at_most(one, shared_of(case, tally, one.asset, side)?, counted, "shared credits")?;
        }
        let of_asset = tally.shared.iter().filter(|other| other.asset.id == one.asset.id);
        let all = total(of_asset.map(|other| own(one.asset, other.credits)))?;
        at_most(one, all, whole(one.asset), "credits of one asset in all sharings")?;
    }
    for sharing in &case.programme.sharing {
        let pair: Vec<_> = tally.shared.iter().filter(|one| std::ptr::eq(one.sharing, sharing)).collect();
        let Some(first) = pair.first() else { continue };
        if let Some(most) = sharing.most {
            at_most(first, total(pair.iter().map(|one| one.credits))?, number(most), "shared credits")?;
        }
        let items = how_many(pair.iter().filter(|one| one.whole));
        if let Some(most) = sharing.most_items.filter(|most| items > (*most).into()) {
            let (at, most) = (place(first), most.to_string());
            return Err(Fault::TooMuch { at, found: items.to_string(), most, what: "shared items" });
        }
    }
    Ok(())
}

/// What is shared of an asset out of a part: by sharings of it, and of parts within it.
fn shared_of<'a>(case: &Case<'a>, tally: &Tally<'a>, asset: &Asset, side: &Part) -> Result<Number, Fault> {
    let ends = tally.shared.iter().flat_map(|one| [(one, one.sides.0), (one, one.sides.1)]);
    let here = ends.filter(|(one, end)| one.asset.id == asset.id && case.is_in(end, Some(&side.id)));
    total(here.map(|(one, _)| own(asset, one.credits)))
}

fn place(one: &Twice<'_>) -> PlanPlace {
    PlanPlace::Sharing(one.sharing.between.0.clone(), one.sharing.between.1.clone())
}

fn at_most(one: &Twice<'_>, found: Number, most: Number, what: &'static str) -> Result<(), Fault> {
    if found <= most {
        return Ok(());
    }
    Err(Fault::TooMuch { at: place(one), found: written(found), most: written(most), what })
}
