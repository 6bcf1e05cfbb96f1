//! Attempts at one thing of which only so much is taken, by places in the sorted assets.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Amount;
use crate::planner::formulate::order::Sorted;
use crate::planner::group::{AttemptGroup, Room};
use crate::planner::holdings::Asset;
use crate::registry::Thing;

/// A group that can bind: it has less room than there is of its attempts.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set {
    pub(super) thing: Thing,
    /// Of each attempt the assets that can be bound, in order.
    pub(super) attempts: Vec<Vec<usize>>,
    pub(super) room: Room,
}

impl Set {
    pub(super) fn of(group: &AttemptGroup, sorted: &Sorted<'_>, bind: &BTreeMap<usize, u32>) -> Option<Self> {
        let places = |assets: &Vec<_>| {
            let places = assets.iter().filter_map(|id| sorted.places.get(id)).copied();
            places.filter(|place| bind.contains_key(place)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        };
        let mut attempts: Vec<_> = group.attempts.iter().map(places).filter(|assets| !assets.is_empty()).collect();
        attempts.sort_unstable();
        let set = Self { attempts, room: group.room.clone(), thing: group.thing.clone() };
        set.binds(sorted).then_some(set)
    }

    fn binds(&self, sorted: &Sorted<'_>) -> bool {
        match &self.room {
            Room::Credits(most) => {
                let mut all =
                    self.within(most, sorted).map(|(_, asset)| u128::from(asset.amount.credits.ten_thousandths()));
                let all = all.try_fold(0_u128, u128::checked_add);
                all.is_none_or(|all| all > most.credits.ten_thousandths().into())
            }
            Room::Items(_) | Room::One => {
                self.room.items().is_some_and(|most| u32::try_from(self.attempts.len()).is_ok_and(|all| all > most))
            }
        }
    }

    /// The assets of all attempts, each once.
    pub(super) fn assets(&self) -> BTreeSet<usize> {
        self.attempts.iter().flatten().copied().collect()
    }

    /// Those of which credits are counted.
    pub(super) fn within<'s>(
        &self,
        most: &'s Amount,
        sorted: &'s Sorted<'_>,
    ) -> impl Iterator<Item = (usize, &'s Asset)> {
        let assets = self.assets().into_iter().filter_map(|place| Some((place, *sorted.assets.get(place)?)));
        assets.filter(|(_, asset)| asset.amount.unit == most.unit && !asset.amount.credits.is_zero())
    }
}
