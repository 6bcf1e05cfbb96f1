//! Assets and options in an order that depends on what they are, and on their ids only where they are alike.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::id::{Code, ProgrammeId};
use crate::planner::asset_id::AssetId;
use crate::planner::fault::PlanError;
use crate::planner::group::Room;
use crate::planner::holdings::{Asset, Holdings, Lineage, OpenConversion};
use crate::registry::Thing;

/// The most of each that is planned.
const ASSETS_MOST: usize = 10_000;
const OPTIONS_MOST: usize = 5_000;

/// Everything that a learner holds, sorted.
pub(super) struct Sorted<'a> {
    /// What is held and what options would make.
    pub(super) assets: Vec<&'a Asset>,
    /// By option what it takes: asset and ten-thousandths of its unit, each asset once.
    pub(super) takes: Vec<BTreeMap<usize, u64>>,
    /// The options.
    pub(super) options: Vec<&'a OpenConversion>,
    /// Where each asset stands.
    pub(super) places: BTreeMap<&'a AssetId, usize>,
    /// Where each option stands.
    pub(super) option_places: BTreeMap<&'a Code, usize>,
}

pub(super) fn sorted(holdings: &Holdings) -> Result<Sorted<'_>, PlanError> {
    let makes = holdings.options.iter().flat_map(|option| &option.makes);
    let mut assets: Vec<_> = holdings.assets.iter().chain(makes).collect();
    few("assets", assets.len(), ASSETS_MOST)?;
    few("open conversions", holdings.options.len(), OPTIONS_MOST)?;
    numbered(holdings)?;
    let groups = Groups::of(holdings);
    assets.sort_by(|left, right| groups.alike(left, right).then_with(|| left.id.cmp(&right.id)));
    let places = places(&assets)?;
    let ranks = ranks(&assets, &groups);
    let mut options = ranked(holdings, &places, &ranks)?;
    options.sort_by(|left, right| left.order.cmp(&right.order).then_with(|| left.option.id.cmp(&right.option.id)));
    let listed: Vec<_> = options.iter().map(|one| one.option).collect();
    let option_places = option_places(&listed)?;
    Ok(Sorted {
        assets,
        takes: options.into_iter().map(|one| one.takes).collect(),
        options: listed,
        places,
        option_places,
    })
}

pub(super) const fn few(what: &'static str, number: usize, most: usize) -> Result<(), PlanError> {
    if number > most { Err(PlanError::TooMany { most, number, what }) } else { Ok(()) }
}

/// What options make is numbered by them, and nothing else is.
fn numbered(holdings: &Holdings) -> Result<(), PlanError> {
    for asset in &holdings.assets {
        if let AssetId::Made { option, .. } = &asset.id {
            return Err(PlanError::Unnumbered { asset: asset.id.clone(), option: option.clone() });
        }
    }
    for option in &holdings.options {
        for (k, asset) in (0_u32..).zip(&option.makes) {
            if asset.id != (AssetId::Made { k, option: option.id.clone() }) {
                return Err(PlanError::Unnumbered { asset: asset.id.clone(), option: option.id.clone() });
            }
        }
    }
    Ok(())
}

fn places<'a>(assets: &[&'a Asset]) -> Result<BTreeMap<&'a AssetId, usize>, PlanError> {
    let mut places = BTreeMap::new();
    for (place, asset) in assets.iter().enumerate() {
        if places.insert(&asset.id, place).is_some() {
            return Err(PlanError::Twice { id: asset.id.to_string(), what: "the asset" });
        }
    }
    Ok(places)
}

fn option_places<'a>(options: &[&'a OpenConversion]) -> Result<BTreeMap<&'a Code, usize>, PlanError> {
    let mut places = BTreeMap::new();
    for (place, option) in options.iter().enumerate() {
        if places.insert(&option.id, place).is_some() {
            return Err(PlanError::Twice { id: option.id.to_string(), what: "the open conversion" });
        }
    }
    Ok(places)
}

/// Equal for assets that are alike but for their ids.
fn ranks(assets: &[&Asset], groups: &Groups<'_>) -> Vec<usize> {
    let mut ranks = Vec::with_capacity(assets.len());
    let mut before: Option<(&Asset, usize)> = None;
    for (place, asset) in assets.iter().enumerate() {
        let rank = before.filter(|(before, _)| groups.alike(before, asset).is_eq()).map_or(place, |(_, rank)| rank);
        ranks.push(rank);
        before = Some((asset, rank));
    }
    ranks
}

/// What an option takes and makes, ids left out; then with ids of what it takes.
type Order = (Vec<(usize, u64)>, Vec<usize>, u32, Vec<(usize, u64)>);

struct Ranked<'a> {
    option: &'a OpenConversion,
    order: Order,
    takes: BTreeMap<usize, u64>,
}

fn ranked<'a>(
    holdings: &'a Holdings,
    places: &BTreeMap<&'a AssetId, usize>,
    ranks: &[usize],
) -> Result<Vec<Ranked<'a>>, PlanError> {
    let rank = |place: usize| ranks.get(place).copied().unwrap_or(place);
    let one = |option: &'a OpenConversion| {
        let takes = takes(option, places)?;
        let by_place: Vec<_> = takes.iter().map(|(place, credits)| (*place, *credits)).collect();
        let mut by_rank: Vec<_> = by_place.iter().map(|(place, credits)| (rank(*place), *credits)).collect();
        by_rank.sort_unstable();
        let made = option.makes.iter().filter_map(|asset| places.get(&asset.id));
        let mut made: Vec<_> = made.map(|place| rank(*place)).collect();
        made.sort_unstable();
        Ok(Ranked { option, order: (by_rank, made, option.approvals, by_place), takes })
    };
    holdings.options.iter().map(one).collect()
}

fn takes(option: &OpenConversion, places: &BTreeMap<&AssetId, usize>) -> Result<BTreeMap<usize, u64>, PlanError> {
    let mut takes = BTreeMap::<usize, u64>::new();
    for each in &option.takes {
        let lot = matches!(each.asset, AssetId::Lot { .. });
        let place = places.get(&each.asset).filter(|_| lot);
        let unknown = || PlanError::UnknownAsset { asset: each.asset.clone(), option: option.id.clone() };
        let sum = takes.entry(*place.ok_or_else(unknown)?).or_default();
        let more = sum.checked_add(each.credits.ten_thousandths());
        *sum = more.ok_or_else(|| PlanError::too_large(format!("what `{}` takes", option.id)))?;
    }
    Ok(takes)
}

/// By asset the groups in which it is an attempt: at what, with how much room, and one of how many.
struct Groups<'a>(BTreeMap<&'a AssetId, Vec<(&'a Thing, &'a Room, usize)>>);

impl<'a> Groups<'a> {
    fn of(holdings: &'a Holdings) -> Self {
        let mut of = BTreeMap::<_, Vec<_>>::new();
        for group in &holdings.groups {
            for asset in group.attempts.iter().flatten() {
                of.entry(asset).or_default().push((&group.thing, &group.room, group.attempts.len()));
            }
        }
        of.values_mut().for_each(|groups| groups.sort_unstable());
        Self(of)
    }

    /// The order of assets by what they are, and of what they are attempts.
    fn alike(&self, left: &Asset, right: &Asset) -> Ordering {
        alike(left, right).then_with(|| self.0.get(&left.id).cmp(&self.0.get(&right.id)))
    }
}

/// The order of assets by what they are.
fn alike(left: &Asset, right: &Asset) -> Ordering {
    let (one, two) = (left, right);
    let first = one.code.cmp(&two.code).then(one.kind.cmp(&two.kind)).then_with(|| one.issuer.cmp(&two.issuer));
    first
        .then_with(|| one.earned.cmp(&two.earned))
        .then_with(|| one.amount.unit.cmp(&two.amount.unit))
        .then_with(|| one.amount.credits.cmp(&two.amount.credits))
        .then_with(|| grade(one).cmp(&grade(two)))
        .then_with(|| level(one).cmp(&level(two)))
        .then_with(|| one.content.cmp(&two.content))
        .then_with(|| made(one.made.as_ref(), two.made.as_ref()))
        .then_with(|| carried(one).cmp(carried(two)))
        .then_with(|| (&one.category, &one.class, one.tier).cmp(&(&two.category, &two.class, two.tier)))
        .then_with(|| one.valid_through.cmp(&two.valid_through))
}

fn grade(asset: &Asset) -> Option<(&str, &Code)> {
    asset.grade.as_ref().map(|grade| (grade.scale.as_str(), &grade.mark))
}

fn level(asset: &Asset) -> Option<(&Code, &Code)> {
    asset.level.as_ref().map(|level| (&level.framework, &level.level))
}

/// The earlier awards that reserve it.
pub(super) fn carried(asset: &Asset) -> &[ProgrammeId] {
    match &asset.id {
        AssetId::Lot { carried, .. } => carried,
        AssetId::Made { .. } => &[],
    }
}

fn made(left: Option<&Lineage>, right: Option<&Lineage>) -> Ordering {
    let (Some(one), Some(two)) = (left, right) else { return left.is_some().cmp(&right.is_some()) };
    let names = |made: &Lineage| (made.document.clone(), made.rule.clone());
    names(one)
        .cmp(&names(two))
        .then_with(|| one.on.cmp(&two.on))
        .then_with(|| one.source.cmp(&two.source))
        .then_with(|| one.limits.cmp(&two.limits))
        .then_with(|| (&one.contents, &one.issuers).cmp(&(&two.contents, &two.issuers)))
        .then_with(|| one.lots.len().cmp(&two.lots.len()))
}
