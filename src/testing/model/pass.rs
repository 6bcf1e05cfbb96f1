//! Facts can bring two attempts at one thing into use: the use that was decided first stays.

use crate::id::LotId;
use crate::ledger::Subject;
use crate::registry::{Attempts, Counting, Thing};
use crate::testing::model::{Model, Use, Work};
use std::collections::BTreeSet;

/// Goes through the uses in the order decided.
struct Pass {
    accepted: BTreeSet<Subject>,
    /// Groups in which a use went past the most: whatever adds to it afterwards goes, too.
    past: BTreeSet<Thing>,
}

impl Pass {
    /// The lots of some in which a use is in the way of those before it.
    fn conflicts(&mut self, model: &Model, id: Subject, one: &Use) -> BTreeSet<LotId> {
        let lots = model.used_by(id);
        let (mut all, own) = (BTreeSet::new(), BTreeSet::from([id]));
        for thing in model.things_of(&lots) {
            let group = model.group(&thing);
            let mine: Vec<_> = lots.iter().filter(|lot| group.contains(lot)).copied().collect();
            let wrote = one.under.get(&thing).cloned().unwrap_or(Attempts::BEST);
            if wrote.counting != Counting::Each && !self.fits(model, &group, &mine) {
                all.extend(&group);
            }
            if wrote.counting == Counting::Each && self.is_past(model, &thing, &wrote, &own) {
                all.extend(&group);
            }
        }
        for lot in &lots {
            let policy = self.ring_policy(model, *lot, one);
            for ring in model.rings(*lot, &policy).into_iter().filter(|ring| !self.fits(model, ring, &[*lot])) {
                all.extend(ring);
            }
        }
        all
    }

    /// Runs and tags; the whole group is looked at as the use wrote it.
    fn ring_policy(&self, model: &Model, lot: LotId, one: &Use) -> Attempts {
        let thing = model.lots.get(&lot).and_then(|lot| lot.thing.as_ref());
        let wrote = thing.and_then(|thing| one.under.get(thing)).filter(|wrote| wrote.counting == Counting::Each);
        wrote.cloned().unwrap_or(Attempts::plain(Counting::Each))
    }

    /// Nothing of the ring is in use yet, or just these are.
    fn fits(&self, model: &Model, ring: &[LotId], mine: &[LotId]) -> bool {
        let used = |lot: &&LotId| model.lots.get(lot).is_some_and(|lot| lot.used_in(&self.accepted) > 0);
        let used: BTreeSet<_> = ring.iter().filter(used).collect();
        used.is_empty() || mine.iter().all(|lot| used.contains(lot))
    }

    /// Something was in use, and this takes it past the most that it wrote; or another did before.
    fn is_past(&mut self, model: &Model, thing: &Thing, wrote: &Attempts, own: &BTreeSet<Subject>) -> bool {
        let (group, Some(most)) = (model.group(thing), Model::most(wrote)) else { return false };
        let any = group.iter().filter_map(|lot| model.lots.get(lot)).any(|lot| lot.used_in(&self.accepted) > 0);
        let before = model.in_use(&group, wrote, &self.accepted);
        let together = self.accepted.union(own).copied().collect();
        let after = model.in_use(&group, wrote, &together);
        let is_past = any && after > before && (after > most || self.past.contains(thing));
        if is_past {
            self.past.insert(thing.clone());
        }
        is_past
    }
}

impl Work {
    /// Suspends what is in the way of what was decided before it. Where that is about a group of a use that is being
    /// settled, the settlement is refused instead.
    pub(super) fn pass(&mut self, settling: Option<Subject>) {
        let mut pass = Pass { accepted: BTreeSet::new(), past: BTreeSet::new() };
        let settled = settling.map(|id| self.model.used_by(id)).unwrap_or_default();
        let all: Vec<_> = self.model.live().into_iter().map(|(id, _)| id).collect();
        for id in all {
            let Some(one) = self.model.uses.get(&id).cloned() else { continue };
            if !one.marks.is_empty() && settling != Some(id) {
                continue;
            }
            let conflicts = pass.conflicts(&self.model, id, &one);
            if conflicts.is_empty() {
                pass.accepted.insert(id);
                continue;
            }
            if settled.iter().any(|lot| conflicts.contains(lot)) {
                self.unless(false, "GroupInUse");
            }
            self.flag(id);
        }
    }
}
