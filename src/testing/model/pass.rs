//! Facts can bring two attempts at one thing into use: the use that was decided first stays.

use crate::id::{LearnerId, LotId};
use crate::ledger::Subject;
use crate::registry::{Attempts, Counting, Thing};
use crate::testing::model::{Model, Use, Work, entry_of};
use std::collections::BTreeSet;

/// Goes through the uses in the order decided.
struct Pass {
    accepted: BTreeSet<Subject>,
    /// Passbooks out of which uses come in by this line.
    came: Vec<LearnerId>,
    /// Uses from which this line lifts a suspension.
    lifted: BTreeSet<Subject>,
    /// Groups in which a use went past the most: whatever adds to it afterwards goes, too.
    past: BTreeSet<Thing>,
}

impl Pass {
    /// Whether a use was here before, or comes in. Where a suspension is lifted, neither is said.
    fn side(&self, id: Subject) -> Option<bool> {
        let comes = entry_of(id).home.is_some_and(|home| self.came.contains(&home));
        (comes || !self.lifted.contains(&id)).then_some(comes)
    }

    /// The accepted uses that a use did not stand beside before.
    fn strangers(&self, id: Subject) -> BTreeSet<Subject> {
        let is_stranger = |by: &&Subject| self.side(**by).is_none() || self.side(**by) != self.side(id);
        self.accepted.iter().filter(is_stranger).copied().collect()
    }

    /// The lots of some in which a use is in the way of those before it.
    fn conflicts(&mut self, model: &Model, id: Subject, one: &Use) -> BTreeSet<LotId> {
        let (lots, strangers) = (model.used_by(id), self.strangers(id));
        let mut all = BTreeSet::new();
        for lot in &lots {
            let policy = self.ring_policy(model, *lot, one);
            let wrote = model.lots.get(lot).and_then(|lot| lot.thing.as_ref());
            let group = wrote.filter(|thing| one.under.get(thing).is_none_or(|one| one.counting != Counting::Each));
            let rings = model.rings(*lot, &policy).into_iter().chain(group.map(|thing| model.group(thing)));
            all.extend(rings.filter(|ring| !self.fits(model, ring, *lot, &strangers)).flatten());
        }
        if all.is_empty() {
            let each = |thing: &Thing| one.under.get(thing).filter(|one| one.counting == Counting::Each).cloned();
            for thing in model.things_of(&lots) {
                let Some(wrote) = each(&thing) else { continue };
                if self.is_past(model, &thing, &wrote, (id, &strangers)) {
                    all.extend(model.group(&thing));
                }
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

    /// The lot is in use already, or nothing else of the ring is by a stranger.
    fn fits(&self, model: &Model, ring: &[LotId], lot: LotId, strangers: &BTreeSet<Subject>) -> bool {
        let used = |id: &LotId, by: &BTreeSet<Subject>| model.lots.get(id).is_some_and(|lot| lot.used_in(by) > 0);
        used(&lot, &self.accepted) || ring.iter().all(|id| *id == lot || !used(id, strangers))
    }

    /// A stranger has something in use, and this takes it past the most that it wrote; or another did before.
    fn is_past(
        &mut self,
        model: &Model,
        thing: &Thing,
        wrote: &Attempts,
        (id, strangers): (Subject, &BTreeSet<Subject>),
    ) -> bool {
        let (group, Some(most)) = (model.group(thing), Model::most(wrote)) else { return false };
        let any = group.iter().filter_map(|lot| model.lots.get(lot)).any(|lot| lot.used_in(strangers) > 0);
        let before = model.in_use(&group, wrote, &self.accepted);
        let together = self.accepted.iter().copied().chain([id]).collect();
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
    pub(super) fn pass(&mut self, settling: Option<Subject>, came: Vec<LearnerId>) {
        let (accepted, past) = (BTreeSet::new(), BTreeSet::new());
        let mut pass = Pass { accepted, came, lifted: self.lifted.clone(), past };
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
                self.unless(false, "lot/group-in-use");
            }
            self.flag(id);
        }
    }
}
