//! Attempts at one thing: how much of them counts, and what the plan takes of them, so that another one cannot count.

use std::collections::{BTreeMap, BTreeSet};

use crate::advice::near::Hindrance;
use crate::advice::standing::{Standing, sum};
use crate::credit::Credits;
use crate::planner::{Asset, AssetId, AttemptGroup, Room, bound};
use crate::registry::Thing;

fn of_thing<'a>(standing: &Standing<'a>, thing: &Thing) -> impl Iterator<Item = &'a AttemptGroup> {
    standing.holdings.groups.iter().filter(move |group| group.thing == *thing)
}

fn assets<'a>(groups: impl Iterator<Item = &'a AttemptGroup>) -> BTreeSet<&'a AssetId> {
    groups.flat_map(|group| &group.attempts).flatten().collect()
}

/// How much counts of all attempts at one thing; before it whether one does of those that belong together: a group of
/// one is of all of them, or of a run or a tag.
pub(super) fn rooms(standing: &Standing<'_>, thing: &Thing) -> (bool, Vec<Room>) {
    let all = assets(of_thing(standing, thing));
    let of_some = |group: &&AttemptGroup| group.room == Room::One && assets(std::iter::once(*group)) != all;
    let rooms: BTreeSet<_> =
        of_thing(standing, thing).filter(|group| !of_some(group)).map(|group| &group.room).collect();
    let one_of_each = of_thing(standing, thing).any(|group| of_some(&group));
    (one_of_each, rooms.into_iter().cloned().collect())
}

/// The attempts that leave no room for an asset which the plan does not take.
pub(super) fn attempts(standing: &Standing<'_>, asset: &Asset) -> Option<Hindrance> {
    let mut groups = standing.holdings.groups.iter().filter(|group| names(group, &asset.id)).peekable();
    groups.peek()?;
    let taken = taken(standing);
    let thing = groups.filter(|group| !has_room(standing, group, &taken, asset)).map(|group| &group.thing).min()?;
    let of = assets(of_thing(standing, thing)).into_iter().filter(|id| taken.contains_key(id)).cloned().collect();
    let (one_of_each, rooms) = rooms(standing, thing);
    Some(Hindrance::Attempts { one_of_each, rooms, taken: of, thing: thing.clone() })
}

fn names(group: &AttemptGroup, asset: &AssetId) -> bool {
    group.attempts.iter().flatten().any(|id| id == asset)
}

/// How much the plan binds of each asset: what counts, and what its conversions take.
pub(super) fn taken(standing: &Standing<'_>) -> BTreeMap<AssetId, Credits> {
    let mut taken: BTreeMap<_, _> = bound(standing.programme, standing.plan).unwrap_or_default().into_iter().collect();
    let made = standing.holdings.options.iter().filter(|option| standing.plan.conversions.contains(&option.id));
    for one in made.flat_map(|option| &option.takes) {
        let so_far = taken.entry(one.asset.clone()).or_default();
        *so_far = sum([*so_far, one.credits].into_iter());
    }
    taken
}

/// Whether an asset could be taken beside what is.
fn has_room(standing: &Standing<'_>, group: &AttemptGroup, taken: &BTreeMap<AssetId, Credits>, asset: &Asset) -> bool {
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
