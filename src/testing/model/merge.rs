//! Two passbooks become one.

use crate::id::{EntryId, LotId};
use crate::ledger::{MergeIn, MergeOut, Place, Standing, Status, Subject, Take};
use crate::testing::model::{Fact, QUANTUM, Quanta, Use, Work};
use std::collections::BTreeSet;

impl Work {
    pub(super) fn merge_out(&mut self, out: &MergeOut) {
        self.by("operator");
        self.power(&["BANK"]);
        self.model.since.into_iter().for_each(|since| self.not_before(since));
        self.unless(out.into != self.model.learner, "MergeTarget");
        let held = self.model.uses.iter().any(|(id, one)| matches!(id, Subject::Hold(_)) && !one.ended);
        self.unless(!held, "InUse");
        let day = self.day;
        let latest: Vec<_> = self.model.lots.values().map(|lot| lot.latest).collect();
        latest.into_iter().for_each(|latest| self.not_before(latest));
        for lot in self.model.lots.values_mut() {
            lot.quanta.iter_mut().for_each(|one| one.0 = Standing::plain(Place::Moved));
            lot.latest = lot.latest.max(day);
        }
        self.model.uses.retain(|id, _| matches!(id, Subject::Hold(_)));
        self.model.enrolments.clear();
        self.model.records.clear();
        self.turn(Status::Merged { into: out.into });
    }

    /// What comes is in the command. Ids name the passbook that things were made in.
    pub(super) fn merge_in(&mut self, come: &MergeIn) {
        self.by("operator");
        self.power(&["BANK"]);
        let (from, to, day) = (come.from, self.model.learner, self.day);
        self.unless(from != to, "MergeTarget");
        let is_new = self.model.taken.insert(come.position);
        self.unless(is_new, "NotCited");
        let renamed = |entry: &EntryId| entry.moved(from, to);
        let mut arrived = Vec::new();
        for lot in &come.bundle.lots {
            self.not_before(lot.latest);
            let mut quanta = Quanta::of(lot);
            quanta.latest = quanta.latest.max(day);
            quanta.revoked = quanta.revoked.as_ref().map(renamed);
            quanta.marks = quanta.marks.iter().map(renamed).collect();
            for (standing, _) in &mut quanta.quanta {
                if let Place::Consumed(by) = &mut standing.place {
                    *by = by.moved(from, to);
                }
                standing.scopes.iter_mut().for_each(|one| one.decision = one.decision.moved(from, to));
                standing.scopes.sort();
            }
            let id = lot.id.moved(from, to);
            self.model.lots.insert(id, quanta);
            arrived.push(id);
        }
        arrived.sort();
        let decisions = come.bundle.decisions.iter();
        for one in decisions {
            let count = |take: &Take| usize::try_from(take.credits.ten_thousandths() / QUANTUM).unwrap_or(0);
            let take = one.take.iter().map(|take| (take.lot.moved(from, to), count(take))).collect();
            let (scope, kind) = (one.scope.clone(), Some(one.r#use));
            let (institution, recorded) = (one.institution.clone(), one.recorded);
            let marks = one.marks.iter().map(renamed).collect();
            let (ended, effective) = (one.ended.is_some(), one.effective);
            let one_id = Subject::Decision(one.id.moved(from, to));
            let one = Use { institution, take, from: effective, recorded, through: None, scope, kind, ended, marks };
            self.model.uses.insert(one_id, one);
        }
        for one in &come.bundle.enrolments {
            let left = one.left.as_ref().map(|left| (renamed(&left.entry), left.on));
            let fact = Fact { institution: one.institution.clone(), on: one.from, left };
            self.model.enrolments.insert(renamed(&one.id), fact);
        }
        for one in &come.bundle.records {
            let fact = Fact { institution: one.institution.clone(), on: one.on, left: None };
            self.model.records.insert(renamed(&one.id), fact);
        }
        arrived.iter().for_each(|id| self.give_way(*id));
        // The uses of what came are not known before the last line of a merge, and suspend nothing.
        arrived.iter().for_each(|id| self.order(*id, false));
        if come.bundle.last {
            self.model.former.push(from);
            self.suspend_twice_used();
        }
    }

    /// Of two lots with one tag the used one stays, or else the one that was here.
    pub(super) fn give_way(&mut self, id: LotId) {
        let Some(come) = self.model.lots.get(&id).cloned().filter(|lot| lot.tag.is_some()) else { return };
        let twin = |(other, lot): &(&LotId, &Quanta)| **other != id && lot.tag == come.tag && lot.revoked.is_none();
        let here = self.model.lots.iter().find(twin).map(|(id, lot)| (*id, lot.is_used()));
        match here {
            Some((here, false)) if come.is_used() => self.supersede(here, self.day),
            Some(_) if !come.is_used() => self.supersede(id, self.day),
            _ => {}
        }
    }

    /// Of two equal outcomes that are both used, the later decision is suspended.
    pub(super) fn suspend_twice_used(&mut self) {
        let used: Vec<_> = self.model.lots.iter().filter(|(_, lot)| lot.is_used()).collect();
        let same = |one: &Quanta, two: &Quanta| {
            (one.tag.is_some() && one.tag == two.tag) || (one.attempt.is_some() && one.attempt == two.attempt)
        };
        let mut later = BTreeSet::new();
        for (one_id, one) in &used {
            for (two_id, two) in used.iter().filter(|(two_id, _)| one_id < two_id) {
                if same(one, two) {
                    let uses =
                        self.model.uses.iter().filter(|(id, one)| !one.ended && matches!(id, Subject::Decision(_)));
                    let uses =
                        uses.filter(|(_, use_)| use_.take.iter().any(|(lot, _)| lot == *one_id || lot == *two_id));
                    later.extend(uses.max_by_key(|(id, one)| (one.recorded, **id)).map(|(id, _)| *id));
                }
            }
        }
        for id in later {
            self.model.uses.entry(id).and_modify(|one| one.marks.extend([self.me]));
        }
    }
}
