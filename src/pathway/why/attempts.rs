//! Attempts at one thing that the plan takes, so that another one cannot count.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::pathway::bound::bound;
use crate::pathway::group::{Group, Room};
use crate::pathway::holdings::{Asset, AssetId};
use crate::pathway::why::near::Hindrance;
use crate::pathway::why::standing::{Standing, sum};

/// The first group of attempts in which the plan leaves no room for an asset that it does not take.
pub(super) fn attempts(standing: &Standing<'_>, asset: &Asset) -> Option<Hindrance> {
    let mut groups: Vec<_> = standing.holdings.groups.iter().filter(|group| names(group, &asset.id)).collect();
    groups.sort_by_key(|group| (&group.thing, &group.room));
    if groups.is_empty() {
        return None;
    }
    let taken = taken(standing);
    let full = groups.into_iter().find(|group| !has_room(standing, group, &taken, asset))?;
    let of: BTreeSet<_> = full.attempts.iter().flatten().filter(|id| taken.contains_key(id)).cloned().collect();
    Some(Hindrance::Attempts { room: full.room.clone(), taken: of.into_iter().collect(), thing: full.thing.clone() })
}

fn names(group: &Group, asset: &AssetId) -> bool {
    group.attempts.iter().flatten().any(|id| id == asset)
}

/// How much the plan binds of each asset: what counts, and what its conversions take.
fn taken(standing: &Standing<'_>) -> BTreeMap<AssetId, Credits> {
    let mut taken: BTreeMap<_, _> = bound(standing.programme, standing.plan).unwrap_or_default().into_iter().collect();
    let made = standing.holdings.options.iter().filter(|option| standing.plan.conversions.contains(&option.id));
    for one in made.flat_map(|option| &option.takes) {
        let so_far = taken.entry(one.asset.clone()).or_default();
        *so_far = sum([*so_far, one.credits].into_iter());
    }
    taken
}

/// Whether an asset could be taken beside what is.
fn has_room(standing: &Standing<'_>, group: &Group, taken: &BTreeMap<AssetId, Credits>, asset: &Asset) -> bool {
    let Room::Credits(most) = &group.room else {
        let others = group.attempts.iter().filter(|attempt| !attempt.contains(&asset.id));
        let others = others.filter(|attempt| attempt.iter().any(|id| taken.contains_key(id))).count();
        return group.room.items().is_some_and(|most| u32::try_from(others).is_ok_and(|others| others < most));
    };
    let such: BTreeSet<_> = group.attempts.iter().flatten().collect();
    let such = such.into_iter().filter(|id| standing.assets.get(id).is_some_and(|one| one.amount.unit == most.unit));
    let all = sum(such.filter_map(|id| taken.get(id).copied()).chain([asset.amount.credits]));
    asset.amount.unit != most.unit || all <= most.credits
}
