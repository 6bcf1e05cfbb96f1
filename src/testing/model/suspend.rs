//! Suspension: what is built on a lot, and what is built on that.

use crate::id::{EntryId, LotId};
use crate::ledger::Subject;
use crate::testing::model::{Model, Use, Work, entry_of};
use std::collections::BTreeSet;

impl Use {
    /// Whether it rests on a lot, if only to read it.
    pub(super) fn relies_on(&self, lot: LotId) -> bool {
        self.take.iter().any(|(id, _)| *id == lot) || self.read.contains(&lot)
    }
}

impl Model {
    /// The live uses that rest on a lot.
    pub(super) fn relying_on(&self, lot: LotId) -> Vec<Subject> {
        let live = self.live().into_iter();
        live.filter(|(_, one)| one.relies_on(lot)).map(|(id, _)| id).collect()
    }

    /// The live use that made a lot.
    fn maker(&self, lot: LotId) -> Option<&Use> {
        self.uses.values().find(|one| !one.ended && one.made.contains(&lot))
    }

    fn has_mark(&self, cause: EntryId, lot: LotId) -> bool {
        self.lots.get(&lot).is_some_and(|lot| lot.marks.contains(&cause))
    }

    /// Whether a use that is suspended for a cause still has to be: the cause is about it, about a lot that it rests on, or
    /// about what that was made of.
    fn is_hit(&self, cause: EntryId, id: Subject, one: &Use) -> bool {
        let about = |lot: &LotId| self.roots.contains(&(cause, *lot)) || self.has_mark(cause, *lot);
        let mut rests = one.take.iter().map(|(lot, _)| lot).chain(&one.read);
        self.flagged.contains(&(cause, id)) || rests.any(about)
    }
}

impl Work {
    /// Suspends what is built on a lot, for this line.
    pub(super) fn suspend_built_on(&mut self, lot: LotId) {
        self.model.roots.insert((self.me, lot));
        for id in self.model.relying_on(lot) {
            self.suspend(id);
        }
    }

    /// Suspends what was built on a lot after another line of this passbook.
    pub(super) fn suspend_built_since(&mut self, lot: LotId, line: EntryId) {
        self.model.roots.insert((self.me, lot));
        let since = |id: &Subject| entry_of(*id).home.is_none() && entry_of(*id).n > line.n;
        for id in self.model.relying_on(lot).into_iter().filter(since) {
            self.suspend(id);
        }
    }

    /// Suspends a use by itself, and what is built on it.
    pub(super) fn flag(&mut self, id: Subject) {
        self.model.flagged.insert((self.me, id));
        self.suspend(id);
    }

    pub(super) fn suspend(&mut self, id: Subject) {
        let Some(one) = self.model.uses.get_mut(&id) else { return };
        if !one.marks.insert(self.me) {
            return;
        }
        let (made, from) = (one.made.clone(), one.from);
        self.note(id, self.day.max(from));
        for lot in made {
            if let Some(lot) = self.model.lots.get_mut(&lot) {
                lot.marks.insert(self.me);
            }
            for next in self.model.relying_on(lot) {
                self.suspend(next);
            }
        }
    }

    /// Lifts every suspension for a cause.
    pub(super) fn lift_all(&mut self, cause: EntryId) {
        let marked: Vec<_> = self.model.uses.iter().filter(|(_, one)| one.marks.contains(&cause)).collect();
        let marked: Vec<_> = marked.into_iter().map(|(id, _)| *id).collect();
        marked.into_iter().for_each(|id| self.lift(id, cause));
        for lot in self.model.lots.values_mut() {
            lot.marks.remove(&cause);
        }
        self.model.roots.retain(|(by, _)| *by != cause);
    }

    /// A use on other lots is still suspended for every other cause, also for one that was about what it had: somebody
    /// looks at it.
    pub(super) fn stays_suspended(&mut self, id: Subject) {
        let Some(one) = self.model.uses.get(&id) else { return };
        let others: Vec<_> = one.marks.iter().filter(|cause| !self.model.is_hit(**cause, id, one)).copied().collect();
        self.model.flagged.extend(others.into_iter().map(|cause| (cause, id)));
    }

    pub(super) fn lift(&mut self, id: Subject, cause: EntryId) {
        if let Some(one) = self.model.uses.get_mut(&id) {
            one.marks.remove(&cause);
        }
        self.lifted.insert(id);
        self.note(id, self.day);
    }

    /// A use stands in spite of a cause. What rests on it is no longer suspended for that, unless for another reason too:
    /// asked of everything again and again, until nothing changes.
    pub(super) fn lift_with_built(&mut self, id: Subject, cause: EntryId) {
        self.lift(id, cause);
        self.model.flagged.remove(&(cause, id));
        loop {
            let (lots, uses) = self.no_longer_hit(cause);
            if lots.is_empty() && uses.is_empty() {
                return;
            }
            for (_, lot) in self.model.lots.iter_mut().filter(|(id, _)| lots.contains(id)) {
                lot.marks.remove(&cause);
            }
            uses.into_iter().for_each(|id| self.lift(id, cause));
        }
    }

    fn no_longer_hit(&self, cause: EntryId) -> (BTreeSet<LotId>, BTreeSet<Subject>) {
        let model = &self.model;
        let lots = model.lots.keys().filter(|lot| model.has_mark(cause, **lot));
        let is_made = |lot: &&LotId| lot.k > 0;
        let fallen = |lot: &&LotId| !model.maker(**lot).is_some_and(|one| one.marks.contains(&cause));
        let uses = model.live().into_iter().filter(|(_, one)| one.marks.contains(&cause));
        let stands = |(id, one): &(Subject, &Use)| !model.is_hit(cause, *id, one);
        (lots.filter(is_made).filter(fallen).copied().collect(), uses.filter(stands).map(|(id, _)| id).collect())
    }
}
