//! How quotas and averages stand.

use std::collections::BTreeSet;

use crate::advice::attempts::taken;
use crate::advice::report::{AverageStand, LotStand, QuotaStand};
use crate::advice::stand_of::lot_of;
use crate::advice::standing::{Standing, sum};
use crate::advice::study::CountedBy;
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Asset, AssetId, Formulation, Lens};
use crate::programme::{Average, By, Programmes, Quota, QuotaBound, ShareBase, Waivable, window};
use crate::registry::{Grade, GradeScale};

/// The quotas that are asked of this learner.
pub(super) fn quotas(programmes: &Programmes, standing: &Standing<'_>, quantum: Credits) -> Vec<QuotaStand> {
    let lens = Lens::new(programmes, standing.holdings);
    let asked = standing.programme.quotas.iter().filter(|quota| !standing.is_waived(Waivable::Quota, &quota.id));
    asked.map(|quota| one_quota(lens, standing, quota, quantum)).collect()
}

fn one_quota(lens: Lens<'_>, standing: &Standing<'_>, quota: &Quota, quantum: Credits) -> QuotaStand {
    let such = |asset: &Asset| lens.counts(quota, asset);
    let values = standing.assets.values().filter(|asset| such(asset)).map(|asset| value_of(quota, asset));
    let within = quota.within.as_ref();
    let of = |value: Vec<String>| {
        let here = |asset: &Asset| such(asset) && value_of(quota, asset) == value;
        let (credits, items) = (standing.credits(within, here), standing.items(within, here));
        (credits, items, value)
    };
    let is_items = matches!(quota.bound, QuotaBound::LeastItems(_) | QuotaBound::MostItems(_));
    let much = |one: &(Credits, u32, Vec<String>)| {
        if is_items { (one.1.into(), one.0) } else { (one.0.ten_thousandths(), one.0) }
    };
    let all: BTreeSet<_> = values.collect();
    let (credits, items, value) = all.into_iter().rev().map(of).max_by_key(much).unwrap_or_default();
    let counts = !credits.is_zero() || items > 0;
    QuotaStand {
        at: quota.per.iter().copied().zip(value).filter(|_| counts).collect(),
        bound: quota.bound.clone(),
        clause: quota.clause.clone(),
        credits,
        id: quota.id.clone(),
        items,
        limit: limit(standing, quota, quantum),
        of: CountedBy::new(quota).of,
        per: quota.per.clone(),
    }
}

/// By what a quota counts by: the value of an asset.
pub(super) fn value_of(quota: &Quota, asset: &Asset) -> Vec<String> {
    let one = |by: &By| match by {
        By::Lot => match &asset.id {
            AssetId::Lot { lot, .. } => lot.to_string(),
            made @ AssetId::Made { .. } => made.to_string(),
        },
        By::Code => asset.code.to_string(),
        By::Content => asset.content.as_ref().map_or_else(|| format!("{}", asset.id), ToString::to_string),
        By::Issuer => asset.issuer.to_string(),
        By::Kind => asset.kind.to_string(),
        By::Window => {
            window(&quota.windows, asset.earned).map(|(year, day)| format!("{year}-{day}")).unwrap_or_default()
        }
    };
    quota.per.iter().map(one).collect()
}

/// What the bound comes to, in credits.
pub(super) fn limit(standing: &Standing<'_>, quota: &Quota, quantum: Credits) -> Option<Credits> {
    let within = quota.within.as_ref();
    let base = |of: &ShareBase| match of {
        ShareBase::Required => standing.exempted(within).and_then(|ask| ask.least).unwrap_or_default(),
        ShareBase::Counted => {
            let stand = standing.stand(within);
            stand.credits.plus(stand.study).unwrap_or(Credits::MAX)
        }
        ShareBase::Stated(credits) => *credits,
    };
    match &quota.bound {
        QuotaBound::Least(credits) | QuotaBound::Most(credits) => Some(*credits),
        QuotaBound::LeastItems(_) | QuotaBound::MostItems(_) => None,
        QuotaBound::LeastShare { of, share } => part_of(base(of), *share, quantum, true),
        QuotaBound::MostShare { of, share } => part_of(base(of), *share, quantum, false),
    }
}

/// A share of an amount in whole quanta: no less, or no more.
fn part_of(base: Credits, share: crate::credit::Ratio, quantum: Credits, up: bool) -> Option<Credits> {
    let above = u128::from(base.ten_thousandths()).checked_mul(share.num().into())?;
    let below = u128::from(share.den()).checked_mul(quantum.ten_thousandths().into()).filter(|below| *below > 0)?;
    let quanta = if up { above.div_ceil(below) } else { above.checked_div(below)? };
    let steps = u64::try_from(quanta).ok()?.checked_mul(quantum.ten_thousandths())?;
    Credits::from_ten_thousandths(steps)
}

/// The averages that are asked of this learner.
pub(super) fn averages(
    programmes: &Programmes,
    standing: &Standing<'_>,
    formulation: &Formulation<'_>,
) -> Vec<AverageStand> {
    let asked = standing.programme.averages.iter();
    let asked = asked.filter(|average| !standing.is_waived(Waivable::Average, &average.id));
    let one = |average: &Average| {
        let scale = programmes.draft().framework.scale(&average.scale);
        let left_out = left_out(standing, formulation, average);
        let counted = |asset: &Asset| standing.credits(average.within.as_ref(), |one| one.id == asset.id);
        let rest = |asset: &Asset| left_out.iter().find(|(one, _)| one.id == asset.id).map(|(_, rest)| *rest);
        let all = |asset: &Asset| sum([counted(asset), rest(asset).unwrap_or_default()].into_iter());
        let with = scale.filter(|_| !left_out.is_empty()).and_then(|scale| mean(standing, average, scale, all));
        AverageStand {
            clause: average.clause.clone(),
            id: average.id.clone(),
            least: Grade { mark: average.least.clone(), scale: average.scale.clone() },
            left_out: left_out.iter().map(|(asset, rest)| without(asset, *rest)).collect(),
            mean: scale.and_then(|scale| mean(standing, average, scale, counted)),
            with,
        }
    };
    asked.map(one).collect()
}

/// An asset of which so much is left out.
fn without(asset: &Asset, rest: Credits) -> LotStand {
    lot_of(asset, asset.amount.credits.minus(rest).unwrap_or_default())
}

/// What has a grade on the scale, could count where the average is taken, and neither counts nor is taken by a conversion:
/// an asset, and what is left of it.
fn left_out<'a>(
    standing: &Standing<'a>,
    formulation: &Formulation<'a>,
    average: &Average,
) -> Vec<(&'a Asset, Credits)> {
    let taken = taken(standing);
    let rest = |asset: &Asset| asset.amount.credits.minus(taken.get(&asset.id).copied().unwrap_or_default()).ok();
    let graded = |asset: &Asset| asset.grade.as_ref().is_some_and(|grade| grade.scale == average.scale);
    let held = formulation.assets().iter().copied().enumerate().filter(|(_, asset)| asset.id.lot().is_some());
    let such = held.filter(|(_, asset)| graded(asset) && asset.amount.unit == standing.programme.unit);
    let could = |place: usize| {
        let mut leaves = formulation.leaves_of(place);
        leaves.any(|leaf| standing.is_in(leaf, average.within.as_ref()))
    };
    let out = such.filter(|(place, _)| could(*place)).filter_map(|(_, asset)| Some((asset, rest(asset)?)));
    out.filter(|(_, rest)| !rest.is_zero()).collect()
}

/// The average of so much of each asset, cut to a mark of the scale.
fn mean(
    standing: &Standing<'_>,
    average: &Average,
    scale: &GradeScale,
    much: impl Fn(&Asset) -> Credits,
) -> Option<Grade> {
    let (mut weight, mut total) = (0_u128, 0_u128);
    for asset in standing.assets.values() {
        let grade = asset.grade.as_ref().filter(|grade| grade.scale == average.scale);
        let Some(rank) = grade.and_then(|grade| scale.rank(&grade.mark).ok()) else { continue };
        let credits = u128::from(much(asset).ten_thousandths());
        weight = weight.checked_add(credits)?;
        total = total.checked_add(credits.checked_mul(rank.number().into())?)?;
    }
    let mean = total.checked_div(weight)?;
    let mut rank = scale.worst();
    while let Some(better) = scale.better(rank).filter(|better| u128::from(better.number()) <= mean) {
        rank = better;
    }
    let mark: Code = scale.mark(rank)?;
    Some(Grade { mark, scale: average.scale.clone() })
}
