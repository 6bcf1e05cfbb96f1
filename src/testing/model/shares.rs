//! The view by part: on a day every quantum is in the first that fits.

use crate::id::LotId;
use crate::ledger::{Place, Standing, Subject};
use crate::registry::{Attempts, Counting, Thing};
use crate::testing::model::holding::Among;
use crate::testing::model::state::Reach;
use crate::testing::model::{Model, Quanta};
use crate::time::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a part of a lot is, seen on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the view by part")]
pub enum Share {
    Moved,
    Revoked,
    Consumed,
    Held,
    Reserved,
    Expired,
    Suspended,
    Blocked,
    Behind,
    Free,
}

/// How many quanta of a lot are in which share.
pub type Shares = BTreeMap<Share, usize>;

impl Model {
    /// The view by part of every lot, on a day.
    #[must_use]
    pub fn shares(&self, day: Date) -> BTreeMap<LotId, Shares> {
        let mut all = self.lots.iter().map(|(id, lot)| (*id, self.shares_of(*id, lot, day))).collect();
        let tags: BTreeSet<_> = self.lots.values().filter_map(|lot| lot.tag.as_ref()).collect();
        tags.into_iter().for_each(|tag| self.one_is_free(tag, &mut all, day));
        all
    }

    /// Of what has one tag, of whatever thing, one is shown as free: the best.
    fn one_is_free(&self, tag: &str, all: &mut BTreeMap<LotId, Shares>, day: Date) {
        let tagged = self.lots.iter().filter(|(_, lot)| lot.tag.as_deref() == Some(tag)).map(|(id, _)| *id);
        let tagged: Vec<_> = tagged.collect();
        let is_free = |id: &LotId| all.get(id).is_some_and(|shares| shares.contains_key(&Share::Free));
        let free: Vec<_> = self.ordered(&tagged, day).into_iter().filter(is_free).collect();
        for id in free.into_iter().skip(1) {
            let Some(shares) = all.get_mut(&id) else { continue };
            let count = shares.remove(&Share::Free).unwrap_or_default();
            *shares.entry(Share::Behind).or_default() += count;
        }
    }

    fn shares_of(&self, id: LotId, lot: &Quanta, day: Date) -> Shares {
        let mut shares = Shares::new();
        for share in lot.quanta.iter().filter_map(|standing| placed(lot, standing, day)) {
            *shares.entry(share).or_default() += 1;
        }
        let left = lot.quanta.len() - shares.values().sum::<usize>();
        for (share, count) in self.usable(id, lot, left, day) {
            *shares.entry(share).or_default() += count;
        }
        shares.retain(|_, count| *count > 0);
        shares
    }

    /// How much of what is free and valid can be used as things stand, and how much of that is shown as free.
    fn usable(&self, id: LotId, lot: &Quanta, count: usize, day: Date) -> Vec<(Share, usize)> {
        let policy = lot.thing.as_ref().map_or(Attempts::plain(Counting::Each), |thing| self.policy(thing, day));
        let barred = self.rings(id, &policy).iter().any(|ring| {
            let held = self.held(ring, Among::All);
            !held.is_empty() && !held.contains(&id)
        });
        let Some(thing) = lot.thing.as_ref().filter(|_| !barred) else {
            return vec![(if barred { Share::Blocked } else { Share::Free }, count)];
        };
        let held = self.held(&self.group(thing), Among::All);
        let standing = self.standing(thing, day);
        let share = match policy.counting {
            Counting::Best if self.comes_first(thing, &held, day) != Some(id) => Share::Behind,
            Counting::Last if standing != Some(id) => Share::Blocked,
            Counting::Each => return self.within(id, lot, count, &policy, day),
            Counting::Best | Counting::Last => Share::Free,
        };
        vec![(share, count)]
    }

    /// The best of what is held, or of all where nothing is.
    fn comes_first(&self, thing: &Thing, held: &BTreeSet<LotId>, day: Date) -> Option<LotId> {
        let ordered = self.ordered(&self.group(thing), day);
        let is_let_in = |id: &LotId| self.twins_of(*id).is_none_or(|held| held.is_empty() || held.contains(id));
        ordered.into_iter().find(|id| (held.is_empty() || held.contains(id)) && is_let_in(id))
    }

    /// What is in use of all with the tag of a lot.
    fn twins_of(&self, id: LotId) -> Option<BTreeSet<LotId>> {
        let tag = self.lots.get(&id)?.tag.as_ref()?;
        let twins: Vec<_> =
            self.lots.iter().filter(|(_, lot)| lot.tag.as_ref() == Some(tag)).map(|(id, _)| *id).collect();
        Some(self.held(&twins, Among::All))
    }

    /// Under `each`: as much as there is room, the best first; of a run, or of one tag, only the best.
    fn within(&self, id: LotId, lot: &Quanta, count: usize, policy: &Attempts, day: Date) -> Vec<(Share, usize)> {
        let Some(thing) = &lot.thing else { return Vec::new() };
        let group = self.group(thing);
        let by: BTreeSet<Subject> = self.active(&group, Among::All).into_iter().map(|one| one.id).collect();
        let room = Model::most(policy).map(|most| most.saturating_sub(self.in_use(&group, policy, &by)));
        let mut room = room.map(|room| usize::try_from(room).unwrap_or(usize::MAX));
        let is_full = room == Some(0);
        for other in self.ordered(&group, day) {
            let Some(there) = self.lots.get(&other) else { continue };
            let is_first = self.is_first_of_its_rings(other, policy, day);
            let free = there.quanta.iter().filter(|one| placed(there, one, day).is_none()).count();
            let shown = if is_first { self.shown(there, free, policy, &by, &mut room) } else { 0 };
            if other == id {
                let is_full = is_full && self.adds(id, 1, policy, &by, &Reach::default()) > 0;
                let rest = if is_full { Share::Blocked } else { Share::Behind };
                return vec![(Share::Free, shown), (rest, count - shown)];
            }
        }
        vec![(Share::Blocked, count)]
    }

    fn shown(
        &self,
        lot: &Quanta,
        free: usize,
        policy: &Attempts,
        by: &BTreeSet<Subject>,
        room: &mut Option<usize>,
    ) -> usize {
        let (Some(left), Some(most)) = (room.as_mut(), &policy.most) else { return free };
        if most.unit.as_str() == "item" {
            let adds = usize::from(lot.used_in(by) == 0 && free > 0);
            let fits = adds <= *left;
            *left -= if fits { adds } else { 0 };
            return if fits { free } else { 0 };
        }
        if most.unit.as_str() != lot.unit || lot.is_nothing {
            return free;
        }
        let shown = free.min(*left);
        *left -= shown;
        shown
    }

    /// Whether it is the one of its run, and of its tag in its group, that is in use or, where none is, the best.
    fn is_first_of_its_rings(&self, id: LotId, policy: &Attempts, day: Date) -> bool {
        let thing = self.lots.get(&id).and_then(|lot| lot.thing.clone());
        self.rings(id, policy).iter().all(|ring| {
            let held = self.held(ring, Among::All);
            let own: Vec<_> =
                ring.iter().filter(|lot| self.lots.get(lot).is_some_and(|lot| lot.thing == thing)).collect();
            let own: Vec<_> = own.into_iter().copied().collect();
            if held.is_empty() { self.ordered(&own, day).first() == Some(&id) } else { held.contains(&id) }
        })
    }
}

/// The shares that follow from where a quantum stands, and from its lot alone.
fn placed(lot: &Quanta, standing: &Standing, day: Date) -> Option<Share> {
    Some(match standing.place {
        Place::Moved => Share::Moved,
        Place::Revoked => Share::Revoked,
        Place::Consumed(_) => Share::Consumed,
        Place::Held(_) => Share::Held,
        _ if !standing.scopes.is_empty() => Share::Reserved,
        _ if lot.is_past(day) => Share::Expired,
        _ if !lot.marks.is_empty() => Share::Suspended,
        _ => return None,
    })
}
