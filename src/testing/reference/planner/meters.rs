//! What is counted of all assets together. A plan is lawful by these sums alone, so ways that come to the same sums are
//! one way.

use std::collections::BTreeSet;

use crate::planner::{AssetId, AttemptGroup, Room};
use crate::programme::{QuotaBound, ShareBase, Waivable};
use crate::rules::{Binds, Bound, Limit, Measure};
use crate::testing::reference::planner::assets::carried;
use crate::testing::reference::planner::case::{Case, Thing};
use crate::testing::reference::planner::keys::{limit_keys, quota_key};
use crate::testing::reference::planner::picks::any_takes;
use crate::testing::reference::planner::placing::Placing;

/// A sum over all assets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meter {
    /// Whether anything is bound of an attempt that is several assets: of a group, by their numbers.
    Attempt(usize, usize),
    /// Credits reserved by an earlier award, by the number of its carry.
    Carried(usize),
    /// Credits in a place.
    Credits(usize),
    /// Credits × steps above the floor of an average.
    Graded(usize),
    /// What is bound of a group: credits in ten-thousandths, or attempts that are one asset.
    Grouped(usize),
    /// Items in a place.
    Items(usize),
    /// Credits of a limit, for one value of what it counts by.
    Limited(usize, Vec<String>),
    /// Credits shared.
    Shared(usize),
    /// Assets shared.
    Sharers(usize),
    /// Credits of a quota, for one value of what it counts by.
    Such(usize, Vec<String>),
    /// Items of a quota, likewise.
    SuchItems(usize, Vec<String>),
    /// Whether something counts that a conversion made: of a limit, for one value, by the conversion.
    Used(usize, Vec<String>, String),
}

/// All meters that something is asked of, and that matter to these assets.
pub(super) fn meters(case: &Case<'_>, things: &[Thing<'_>]) -> Vec<Meter> {
    let mut meters = BTreeSet::new();
    for place in 0..=case.programme.parts.len() {
        let ask = case.ask(place);
        let credits = ask.least.is_some() || ask.most.is_some() || is_base(case, place);
        meters.extend(credits.then_some(Meter::Credits(place)));
        meters.extend((ask.least_items.is_some() || ask.most_items.is_some()).then_some(Meter::Items(place)));
    }
    for (at, sharing) in case.programme.sharing.iter().enumerate() {
        meters.extend(sharing.most.map(|_| Meter::Shared(at)));
        meters.extend(sharing.most_items.map(|_| Meter::Sharers(at)));
    }
    meters.extend((0..case.programme.averages.len()).map(Meter::Graded));
    meters
        .extend(case.carries().enumerate().filter(|(_, carry)| carry.most.is_some()).map(|(at, _)| Meter::Carried(at)));
    for (at, quota) in case.programme.quotas.iter().enumerate() {
        let Some(bound) = asked(case, at) else { continue };
        let such = things.iter().filter(|thing| any_takes(case, &quota.of, thing.asset));
        let items = matches!(bound, QuotaBound::LeastItems(_) | QuotaBound::MostItems(_));
        let meter = |key| if items { Meter::SuchItems(at, key) } else { Meter::Such(at, key) };
        meters.extend(such.map(|thing| meter(quota_key(quota, thing.asset))));
    }
    for (at, limit, thing) in limits(case).flat_map(|(at, limit)| things.iter().map(move |thing| (at, limit, thing))) {
        let Some(made) = thing.asset.made.as_ref().filter(|_| is_limited(case, at, thing)) else { continue };
        for key in limit_keys(limit, thing.asset, made) {
            meters.extend([Meter::Limited(at, key.clone()), Meter::Used(at, key, made.id.to_string())]);
        }
    }
    for (at, group) in case.holdings.groups.iter().enumerate() {
        let several = group.attempts.iter().enumerate().filter(|(_, assets)| assets.len() > 1);
        let several = several.filter(|_| group.room.items().is_some());
        meters.extend(several.map(|(attempt, _)| Meter::Attempt(at, attempt)).chain([Meter::Grouped(at)]));
    }
    meters.into_iter().collect()
}

/// Whether some quota takes a share of all that counts in a place.
fn is_base(case: &Case<'_>, place: usize) -> bool {
    case.programme.quotas.iter().any(|quota| {
        let of = match quota.bound {
            QuotaBound::LeastShare { of, .. } | QuotaBound::MostShare { of, .. } => Some(of),
            _ => None,
        };
        of == Some(ShareBase::Counted) && case.place(quota.within.as_ref()) == place
    })
}

/// The limits that bind when credits are counted and speak of the programme's unit.
pub(super) fn limits<'a>(case: &Case<'a>) -> impl Iterator<Item = (usize, &'a Limit)> {
    let unit = &case.programme.unit;
    let speaks =
        move |limit: &Limit| limit.measure != Measure::Credits || limit.unit.as_ref().is_none_or(|one| one == unit);
    let all = case.holdings.limits.iter().map(|(_, limit)| limit).enumerate();
    all.filter(move |(_, limit)| limit.binds == Binds::Counting && speaks(limit))
}

/// Whether an asset was made under a rule that names the limit.
fn is_limited(case: &Case<'_>, limit: usize, thing: &Thing<'_>) -> bool {
    let limit = case.holdings.limits.get(limit);
    limit
        .zip(thing.asset.made.as_ref())
        .is_some_and(|((document, limit), made)| made.document == *document && made.limits.contains(&limit.id))
}

impl Meter {
    /// What one way to count an asset adds.
    pub(super) fn adds(&self, case: &Case<'_>, thing: &Thing<'_>, placing: &Placing) -> i64 {
        let credits = |place| if thing.size == 0 { 0 } else { placing.in_place(case, place) };
        let shared =
            |sharing: &usize| placing.shared.iter().filter(|(one, _)| one == sharing).map(|(_, s)| s).sum::<i64>();
        match self {
            Self::Attempt(group, attempt) => {
                let group = case.holdings.groups.get(*group);
                let assets = group.and_then(|group| group.attempts.get(*attempt));
                let here = assets.is_some_and(|assets| assets.contains(&thing.asset.id));
                i64::from(here && placing.binds(thing))
            }
            Self::Grouped(group) => {
                case.holdings.groups.get(*group).map_or(0, |group| grouped(case, group, thing, placing))
            }
            Self::Carried(carry) => {
                if is_carried(case, *carry, thing) {
                    credits(0)
                } else {
                    0
                }
            }
            Self::Credits(place) => credits(*place),
            Self::Graded(average) => graded(case, *average, thing).map_or(0, |(above, place)| above * credits(place)),
            Self::Items(place) => placing.items_in(case, thing, *place),
            Self::Limited(limit, key) => {
                if falls_under(case, *limit, key, thing) {
                    credits(0)
                } else {
                    0
                }
            }
            Self::Shared(sharing) => {
                if thing.size == 0 {
                    0
                } else {
                    shared(sharing)
                }
            }
            Self::Sharers(sharing) => i64::from(shared(sharing) > 0),
            Self::Such(quota, key) => such(case, *quota, key, thing).map_or(0, credits),
            Self::SuchItems(quota, key) => {
                such(case, *quota, key, thing).map_or(0, |place| placing.items_in(case, thing, place))
            }
            Self::Used(limit, _, conversion) => {
                let own = thing.asset.made.as_ref().is_some_and(|made| made.id.as_str() == conversion);
                let counts = placing.uses.iter().any(|(leaf, _)| case.is_in(*leaf, 0));
                i64::from(own && counts && is_limited(case, *limit, thing))
            }
        }
    }

    /// What it comes to when something is added.
    pub(super) fn sum(&self, before: i64, added: i64) -> i64 {
        if matches!(self, Self::Attempt(..) | Self::Used(..)) { before.max(added) } else { before + added }
    }

    /// From where on it makes no difference how much it is: where only a least is asked.
    pub(super) fn enough(&self, case: &Case<'_>) -> Option<i64> {
        match self {
            Self::Credits(place) if case.ask(*place).most.is_none() && !is_base(case, *place) => {
                Some(case.least(*place).0)
            }
            Self::Items(place) if case.ask(*place).most_items.is_none() => Some(case.least(*place).1),
            Self::Such(quota, _) => match asked(case, *quota)? {
                QuotaBound::Least(least) => Some(case.quanta(*least)),
                _ => None,
            },
            Self::SuchItems(quota, _) => match asked(case, *quota)? {
                QuotaBound::LeastItems(least) => Some((*least).into()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The most that it may come to, whatever is studied.
    pub(super) fn most(&self, case: &Case<'_>) -> Option<i64> {
        let items = |most: Option<u32>| most.map(i64::from);
        match self {
            Self::Attempt(..) | Self::Graded(_) | Self::Used(..) => None,
            Self::Grouped(group) => match &case.holdings.groups.get(*group)?.room {
                Room::Credits(most) => i64::try_from(most.credits.ten_thousandths()).ok(),
                room => room.items().map(i64::from),
            },
            Self::Carried(carry) => case.carries().nth(*carry)?.most.map(|most| case.quanta(most)),
            Self::Credits(place) => case.ask(*place).most.map(|most| case.quanta(most)),
            Self::Items(place) => items(case.ask(*place).most_items),
            Self::Limited(limit, _) => match &case.holdings.limits.get(*limit)?.1 {
                Limit { measure: Measure::Credits, bound: Bound::Most(most), .. } => Some(case.quanta(*most)),
                _ => None,
            },
            Self::Shared(sharing) => case.programme.sharing.get(*sharing)?.most.map(|most| case.quanta(most)),
            Self::Sharers(sharing) => items(case.programme.sharing.get(*sharing)?.most_items),
            Self::Such(quota, _) => most_of(case, *quota),
            Self::SuchItems(quota, _) => match asked(case, *quota)? {
                QuotaBound::MostItems(most) => Some(i64::from(*most)),
                _ => None,
            },
        }
    }
}

/// What is bound of a group by one way to count an asset: credits, or attempts that are this asset and no other.
fn grouped(case: &Case<'_>, group: &AttemptGroup, thing: &Thing<'_>, placing: &Placing) -> i64 {
    let own = |assets: &&Vec<AssetId>| assets.contains(&thing.asset.id);
    match &group.room {
        Room::Credits(most) => {
            let counts = thing.asset.amount.unit == most.unit && group.attempts.iter().any(|assets| own(&assets));
            if counts { placing.bound(case, thing) } else { 0 }
        }
        Room::Items(_) | Room::One => {
            let alone = group.attempts.iter().filter(|assets| assets.len() == 1 && own(assets)).count();
            if placing.binds(thing) { i64::try_from(alone).unwrap_or(i64::MAX) } else { 0 }
        }
    }
}

fn is_carried(case: &Case<'_>, carry: usize, thing: &Thing<'_>) -> bool {
    case.carries().nth(carry).is_some_and(|carry| carried(thing.asset).contains(&carry.from))
}

/// By how many steps a grade is above the floor of an average, and the place over which that is taken.
fn graded(case: &Case<'_>, average: usize, thing: &Thing<'_>) -> Option<(i64, usize)> {
    let average = case.programme.averages.get(average)?;
    let scale = case.programmes.draft().framework.scale(&average.scale)?;
    let grade = thing.asset.grade.as_ref().filter(|grade| grade.scale == average.scale)?;
    let (got, floor) = (scale.rank(&grade.mark).ok()?.number(), scale.rank(&average.least).ok()?.number());
    Some((i64::try_from(got).ok()? - i64::try_from(floor).ok()?, case.place(average.within.as_ref())))
}

fn falls_under(case: &Case<'_>, limit: usize, key: &Vec<String>, thing: &Thing<'_>) -> bool {
    let Some(made) = thing.asset.made.as_ref().filter(|_| is_limited(case, limit, thing)) else { return false };
    let limit = case.holdings.limits.get(limit);
    limit.is_some_and(|(_, limit)| limit_keys(limit, thing.asset, made).contains(key))
}

/// Where a quota counts the asset, if it does and under this value.
fn such(case: &Case<'_>, quota: usize, key: &[String], thing: &Thing<'_>) -> Option<usize> {
    let quota = case.programme.quotas.get(quota)?;
    let counts = any_takes(case, &quota.of, thing.asset) && quota_key(quota, thing.asset) == key;
    counts.then(|| case.place(quota.within.as_ref()))
}

/// The bound of a quota that is not waived.
pub(super) fn asked<'a>(case: &Case<'a>, quota: usize) -> Option<&'a QuotaBound> {
    let quota = case.programme.quotas.get(quota)?;
    (!case.is_waived(Waivable::Quota, &quota.id)).then_some(&quota.bound)
}

fn most_of(case: &Case<'_>, quota: usize) -> Option<i64> {
    let place = case.place(case.programme.quotas.get(quota)?.within.as_ref());
    match asked(case, quota)? {
        QuotaBound::Most(most) => Some(case.quanta(*most)),
        QuotaBound::MostShare { of, share } => {
            let (part, whole) = (i64::try_from(share.num()).ok()?, i64::try_from(share.den()).ok()?);
            Some(part * stated(case, *of, place)? / whole)
        }
        _ => None,
    }
}

/// A base that does not grow with what counts.
pub(super) fn stated(case: &Case<'_>, of: ShareBase, place: usize) -> Option<i64> {
    match of {
        ShareBase::Counted => None,
        ShareBase::Required => Some(case.less_exempt(place).0),
        ShareBase::Stated(credits) => Some(case.quanta(credits)),
    }
}
