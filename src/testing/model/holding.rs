//! One attempt at a thing is in use at a time: who holds a group, and what of it can be used.

use crate::id::LotId;
use crate::ledger::Subject;
use crate::registry::{Attempts, Counting, Thing};
use crate::testing::model::state::Reach;
use crate::testing::model::{Model, QUANTUM, Quanta, Use, Work};
use crate::time::Date;
use std::collections::BTreeSet;

/// A use that counts among those of some lots, and the lots of them that it uses.
pub(super) struct Holder {
    pub(super) id: Subject,
    pub(super) lots: BTreeSet<LotId>,
    is_suspended: bool,
}

/// Whose uses are looked at.
#[derive(Clone, Copy)]
pub(super) enum Among {
    /// Everybody's: a new use.
    All,
    /// Those of others, and only if they are not suspended: a use that is being settled.
    Others(Subject),
}

impl Model {
    pub(super) fn live(&self) -> Vec<(Subject, &Use)> {
        let mut live: Vec<_> = self.uses.iter().filter(|(_, one)| !one.ended).map(|(id, one)| (*id, one)).collect();
        live.sort_by_key(|(_, one)| one.turn);
        live
    }

    /// Live uses of some lots, in the order decided. A use that is suspended because its lot was revoked holds it no more.
    fn holders(&self, of: &[LotId]) -> Vec<Holder> {
        let holds = |id: Subject, one: &Use, lot: &LotId| {
            let Some(lot) = self.lots.get(lot) else { return false };
            lot.names(id) && !lot.revoked.is_some_and(|by| one.marks.contains(&by))
        };
        let holder = |(id, one): (Subject, &Use)| Holder {
            id,
            lots: of.iter().filter(|lot| holds(id, one, lot)).copied().collect(),
            is_suspended: !one.marks.is_empty(),
        };
        self.live().into_iter().map(holder).filter(|one| !one.lots.is_empty()).collect()
    }

    /// Those that count: the ones that are not suspended, or else the first.
    pub(super) fn active(&self, of: &[LotId], among: Among) -> Vec<Holder> {
        let holders = self.holders(of);
        let Among::Others(me) = among else {
            let any = holders.iter().any(|one| !one.is_suspended);
            let counts = |(at, one): &(usize, Holder)| if any { !one.is_suspended } else { *at == 0 };
            return holders.into_iter().enumerate().filter(counts).map(|(_, one)| one).collect();
        };
        holders.into_iter().filter(|one| one.id != me && !one.is_suspended).collect()
    }

    /// Sets of lots, this one among them, of which one at a time is in use: the attempts at its thing, or of its run,
    /// and whatever has its tag.
    pub(super) fn rings(&self, id: LotId, policy: &Attempts) -> Vec<Vec<LotId>> {
        let Some(lot) = self.lots.get(&id) else { return Vec::new() };
        let group = lot.thing.as_ref().map(|thing| self.group(thing)).unwrap_or_default();
        let same_run = |other: &LotId| {
            let other_run = self.lots.get(other).and_then(|other| other.run.as_ref());
            *other == id || (lot.run.is_some() && lot.run.as_ref() == other_run)
        };
        let tagged = |other: &LotId| self.lots.get(other).is_some_and(|other| other.tag == lot.tag);
        let attempts = match policy.counting {
            Counting::Each if policy.one_a_run => group.into_iter().filter(same_run).collect(),
            Counting::Each => Vec::new(),
            Counting::Best | Counting::Last => group,
        };
        let twins = self.lots.keys().filter(|other| lot.tag.is_some() && tagged(other)).copied().collect();
        [attempts, twins].into_iter().filter(|ring: &Vec<LotId>| !ring.is_empty()).collect()
    }

    /// The attempt of a ring that is in use: that of the use that was decided first.
    pub(super) fn held(&self, ring: &[LotId], among: Among) -> BTreeSet<LotId> {
        self.active(ring, among).into_iter().next().map(|one| one.lots).unwrap_or_default()
    }

    /// How much of a group is in use, as its most counts it: attempts, or quanta in the unit.
    pub(super) fn in_use(&self, group: &[LotId], attempts: &Attempts, by: &BTreeSet<Subject>) -> u64 {
        let used = group.iter().filter_map(|id| self.lots.get(id)).map(|lot| {
            let count = lot.used_in(&self.not_let_go(lot, by));
            match &attempts.most {
                Some(most) if most.unit.as_str() == "item" => usize::from(count > 0),
                Some(most) if most.unit.as_str() == lot.unit && !lot.is_nothing => count,
                _ => 0,
            }
        });
        u64::try_from(used.sum::<usize>()).unwrap_or(u64::MAX)
    }

    /// The uses that have not let go of a lot because it was revoked.
    fn not_let_go(&self, lot: &Quanta, by: &BTreeSet<Subject>) -> BTreeSet<Subject> {
        let marked =
            |id: &Subject| self.uses.get(id).is_some_and(|one| lot.revoked.is_some_and(|by| one.marks.contains(&by)));
        by.iter().copied().filter(|id| !marked(id)).collect()
    }

    /// The most, in the same measure.
    pub(super) fn most(attempts: &Attempts) -> Option<u64> {
        let most = attempts.most.as_ref()?;
        attempts.most_items().or_else(|| most.credits.ten_thousandths().checked_div(QUANTUM))
    }

    /// What using so many quanta more of a lot adds to that.
    pub(super) fn adds(
        &self,
        id: LotId,
        count: usize,
        attempts: &Attempts,
        by: &BTreeSet<Subject>,
        reach: &Reach,
    ) -> u64 {
        let Some(lot) = self.lots.get(&id) else { return 0 };
        match &attempts.most {
            Some(most) if most.unit.as_str() == "item" => u64::from(lot.used_in(by) == 0),
            Some(most) if most.unit.as_str() == lot.unit && !lot.is_nothing => lot.fresh_among(count, by, reach),
            _ => 0,
        }
    }

    /// The last day on which something moved a use of a group.
    pub(super) fn day_of(&self, thing: &Thing) -> Option<Date> {
        self.days.iter().filter(|(of, _)| of == thing).map(|(_, day)| *day).max()
    }

    pub(super) fn things_of(&self, lots: &[LotId]) -> BTreeSet<Thing> {
        lots.iter().filter_map(|id| self.lots.get(id)?.thing.clone()).collect()
    }
}

impl Model {
    /// The things of some lots, and of others with their tags.
    pub(super) fn things_near(&self, lots: &[LotId]) -> BTreeSet<Thing> {
        let tags: BTreeSet<_> = lots.iter().filter_map(|id| self.lots.get(id)?.tag.as_ref()).collect();
        let near = |lot: &&Quanta| lot.tag.as_ref().is_some_and(|tag| tags.contains(tag));
        let twins = self.lots.values().filter(near).filter_map(|lot| lot.thing.clone());
        self.things_of(lots).into_iter().chain(twins).collect()
    }
}

impl Work {
    /// What is to be used can be used together, as the groups stand.
    pub(super) fn admit_uses(&mut self, take: &[(LotId, usize)], among: Among) {
        self.one_attempt(take);
        for (at, (id, _)) in take.iter().enumerate() {
            let Some(thing) = self.model.lots.get(id).and_then(|lot| lot.thing.clone()) else {
                self.in_its_rings(*id, &Attempts::plain(Counting::Each), among);
                continue;
            };
            let policy = self.model.policy(&thing, self.day);
            self.in_its_rings(*id, &policy, among);
            if policy.counting == Counting::Last {
                self.stands_last(*id, &thing, among);
            }
            if policy.counting == Counting::Each {
                self.within_most(take.get(..=at).unwrap_or_default(), &thing, &policy, among);
            }
            self.not_before_groups(&[*id]);
        }
    }

    /// Not before the last command of its group that made, ended or settled a use.
    pub(super) fn not_before_groups(&mut self, lots: &[LotId]) {
        self.model.things_near(lots).iter().for_each(|thing| self.not_before_group(thing));
    }

    fn not_before_group(&mut self, thing: &Thing) {
        if self.model.day_of(thing).is_some_and(|day| self.day < day) {
            self.reasons.extend(["when/too-early", "TooEarlyOfGroup"]);
        }
    }

    fn in_its_rings(&mut self, id: LotId, policy: &Attempts, among: Among) {
        for ring in self.model.rings(id, policy) {
            let held = self.model.held(&ring, among);
            self.unless(held.is_empty() || held.contains(&id), "lot/group-in-use");
            if let Among::Others(me) = among {
                let own = ring.iter().filter(|lot| **lot != id && self.model.used_by(me).contains(lot)).count();
                if own > 0 {
                    self.reasons.extend(["lot/one-attempt", "lot/group-in-use"]);
                }
            }
        }
    }

    /// Where another one than the held one stands, nothing can be used.
    fn stands_last(&mut self, id: LotId, thing: &Thing, among: Among) {
        let standing = self.model.standing(thing, self.day);
        self.unless(standing == Some(id), "lot/not-standing");
        let held = self.model.held(&self.model.group(thing), among);
        let fine = held.is_empty() || standing.is_some_and(|standing| held.contains(&standing));
        if !fine {
            self.reasons.extend(["lot/not-standing", "lot/group-in-use"]);
        }
    }

    /// The last of what is to be used fits, with those before it.
    fn within_most(&mut self, take: &[(LotId, usize)], thing: &Thing, policy: &Attempts, among: Among) {
        let Some(most) = Model::most(policy) else { return };
        let group = self.model.group(thing);
        let mut by: BTreeSet<_> = self.model.active(&group, among).into_iter().map(|one| one.id).collect();
        if let Among::Others(me) = among {
            by.insert(me);
        }
        let in_use = self.model.in_use(&group, policy, &by);
        let mut take = take.iter().filter(|(id, _)| group.contains(id));
        let adds: u64 = take.clone().map(|(id, count)| self.model.adds(*id, *count, policy, &by, &self.reach)).sum();
        let last = take.next_back().map_or(0, |(id, count)| self.model.adds(*id, *count, policy, &by, &self.reach));
        self.unless(last == 0 || in_use + adds <= most, "lot/over-most");
    }

    /// One command takes one attempt of a group.
    pub(super) fn one_attempt(&mut self, take: &[(LotId, usize)]) {
        let lots: Vec<_> = take.iter().map(|(id, _)| *id).collect();
        for id in &lots {
            let rings = self.model.rings(*id, &self.policy_of(*id));
            let others = rings.iter().flatten().filter(|other| *other != id && lots.contains(other)).count();
            self.unless(others == 0, "lot/one-attempt");
        }
    }

    pub(super) fn policy_of(&self, id: LotId) -> Attempts {
        let thing = self.model.lots.get(&id).and_then(|lot| lot.thing.clone());
        thing.map_or(Attempts::plain(Counting::Each), |thing| self.model.policy(&thing, self.day))
    }

    /// The policy of every group of some lots, as the line of a use writes it.
    pub(super) fn under(&self, lots: &[LotId]) -> std::collections::BTreeMap<Thing, Attempts> {
        let things = self.model.things_of(lots).into_iter();
        things.map(|thing| (thing.clone(), self.model.policy(&thing, self.day))).collect()
    }

    /// A reader will do with any candidate; under `last` it must be the one that stands.
    pub(super) fn admit_reading(&mut self, id: LotId) {
        let Some(thing) = self.model.lots.get(&id).and_then(|lot| lot.thing.clone()) else { return };
        if self.model.policy(&thing, self.day).counting == Counting::Last {
            self.unless(self.model.standing(&thing, self.day) == Some(id), "lot/not-standing");
        }
    }

    /// A use is made, ends or is settled: not before the last such command in its groups, and noted there.
    pub(super) fn touch(&mut self, lots: &[LotId]) {
        self.not_before_groups(lots);
        for thing in self.model.things_of(lots) {
            self.model.days.insert((thing, self.day));
        }
    }

    /// Something else moved a use: noted in its groups.
    pub(super) fn note(&mut self, id: Subject, day: Date) {
        let lots = self.model.used_by(id);
        let things = self.model.things_of(&lots).into_iter();
        self.model.days.extend(things.map(|thing| (thing, day)));
    }
}
