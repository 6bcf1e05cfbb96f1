//! What was said is corrected, withdrawn, settled or undone.

use crate::id::{DecisionId, EntryId, LotId};
use crate::ledger::{Place, Regrade, Reverse, Revoke, Settle, Settlement, Standing, Subject, Take};
use crate::registry::Grade;
use crate::testing::model::{Fact, Quanta, Use, Work, entry_of};
use crate::time::Date;
use std::collections::BTreeMap;

impl Work {
    /// A lot that its issuer may still change.
    pub(super) fn issued(&mut self, id: LotId) -> Option<Quanta> {
        let Some(lot) = self.model.lots.get(&id).cloned() else {
            self.unless(false, "Unknown");
            return None;
        };
        self.owner(&lot.issuer);
        self.unless(lot.revoked.is_none(), "Revoked");
        Some(lot)
    }

    pub(super) fn regrade(&mut self, regrade: &Regrade) {
        self.by("registrar");
        let Some(lot) = self.issued(regrade.lot) else { return };
        self.not_before(lot.earned);
        self.unless(lot.grade.as_ref().is_none_or(|grade| grade.scale == regrade.grade.scale), "WrongScale");
        let before = lot.rank();
        let mut after = lot;
        let replaced = after.grade.replace(regrade.grade.clone());
        let lowered = before.is_some_and(|before| after.rank().is_some_and(|after| after < before));
        self.model.lots.insert(regrade.lot, after);
        self.model.regrades.insert(self.me, (regrade.lot, replaced, self.day));
        if lowered {
            self.suspend_uses(regrade.lot);
        }
        self.order(regrade.lot, false);
    }

    pub(super) fn revoke(&mut self, revoke: &Revoke) {
        self.by("registrar");
        for id in &revoke.lots {
            let Some(mut lot) = self.issued(*id) else { continue };
            self.not_before(lot.latest);
            for (standing, before) in &mut lot.quanta {
                let stays = matches!(standing.place, Place::Held(_) | Place::Consumed(_) | Place::Moved);
                if !stays {
                    *before = Some(standing.clone());
                    standing.place = Place::Revoked;
                }
            }
            lot.revoked = Some(self.me);
            lot.latest = lot.latest.max(self.day);
            self.model.lots.insert(*id, lot);
            self.suspend_uses(*id);
        }
        self.model.revocations.insert(self.me);
        revoke.lots.iter().for_each(|id| self.order(*id, false));
    }

    pub(super) fn settle(&mut self, settle: &Settle) {
        let Settle { cause, how, subject } = settle;
        let marked = match subject {
            Subject::Lot(id) => self.model.lots.get(id).is_some_and(|lot| lot.marks.contains(cause)),
            other => self.model.uses.get(other).is_some_and(|one| one.marks.contains(cause)),
        };
        self.unless(marked, "NotSuspended");
        let mut live = self.model.uses.iter().filter(|(_, one)| !one.ended);
        let found = match subject {
            Subject::Lot(_) => live.find(|(id, _)| entry_of(**id) == *cause),
            other => live.find(|(id, _)| *id == other),
        };
        let Some((id, one)) = found.map(|(id, one)| (*id, one.clone())) else { return };
        self.by(if matches!(id, Subject::Hold(_)) { "reviewer" } else { "awarder" });
        self.owner(&one.institution);
        self.not_before(one.from);
        match how {
            Settlement::Undo => self.end(id),
            Settlement::Keep { .. } => {
                self.lift(*subject, *cause);
                if let Subject::Lot(lot) = subject
                    && self.model.lots.get(lot).is_some_and(|lot| lot.marks.is_empty())
                {
                    self.order(*lot, false);
                }
            }
            Settlement::Redeem { .. } => self.unless(false, "NoAward"),
            Settlement::Replan { take, without } => {
                self.lift(*subject, *cause);
                self.replan(id, &one, take, without);
            }
        }
    }

    pub(super) fn lift(&mut self, subject: Subject, cause: EntryId) {
        match subject {
            Subject::Lot(id) => {
                self.model.lots.get_mut(&id).into_iter().for_each(|lot| lot.marks.retain(|one| *one != cause));
            }
            other => self.model.uses.get_mut(&other).into_iter().for_each(|one| one.marks.retain(|one| *one != cause)),
        }
    }

    pub(super) fn replan(&mut self, id: Subject, one: &Use, take: &[Take], without: &[LotId]) {
        let (Subject::Decision(decision), Some(scope), Some(kind)) = (id, one.scope.clone(), one.kind) else {
            return self.unless(false, "NotReversible");
        };
        let asked = self.asked(take);
        let (gone, kept): (Vec<_>, Vec<_>) = one.take.iter().copied().partition(|(lot, _)| without.contains(lot));
        self.unless(without.iter().all(|lot| gone.iter().any(|(id, _)| id == lot)), "Unknown");
        let revoked = |lot: &LotId| self.model.lots.get(lot).is_some_and(|lot| lot.revoked.is_some());
        let stays_revoked = kept.iter().any(|(lot, _)| revoked(lot));
        self.unless(!stays_revoked, "Revoked");
        self.unless(!kept.iter().any(|(lot, _)| asked.iter().any(|(id, _)| id == lot)), "NamedTwice");
        self.unless(self.totals(&gone) == self.totals(&asked), "PlanDiffers");
        without.iter().for_each(|lot| self.free(*lot, id));
        asked.iter().for_each(|one| self.bind_one(*one, &[], &scope, kind, decision));
        let all: Vec<_> = kept.into_iter().chain(asked.iter().copied()).collect();
        let attempts: Vec<_> = all.iter().filter_map(|(lot, _)| self.model.lots.get(lot)?.attempt.clone()).collect();
        for lot in self.model.lots.values_mut() {
            if !lot.attempt.as_ref().is_some_and(|attempt| attempts.contains(attempt)) {
                lot.marks.remove(&decision.entry);
            }
        }
        self.model.uses.entry(id).and_modify(|one| one.take = all);
        without.iter().chain(asked.iter().map(|(lot, _)| lot)).for_each(|lot| self.order(*lot, false));
    }

    pub(super) fn totals(&self, take: &[(LotId, usize)]) -> BTreeMap<String, usize> {
        let mut totals = BTreeMap::new();
        for (lot, count) in take {
            let Some(lot) = self.model.lots.get(lot).filter(|lot| !lot.is_nothing) else { continue };
            *totals.entry(lot.unit.clone()).or_default() += count;
        }
        totals
    }

    pub(super) fn reverse(&mut self, reverse: &Reverse) {
        let entry = reverse.entry;
        self.unless(!self.model.reversed.contains(&entry), "Reversed");
        let (lot, decision) = (LotId { entry, k: 0 }, DecisionId { entry, k: 0 });
        let is_decision = self.model.uses.contains_key(&Subject::Decision(decision));
        self.by(if is_decision { "awarder" } else { "registrar" });
        for id in &reverse.cascade {
            let of = self.model.uses.get(&Subject::Decision(*id)).filter(|one| !one.ended);
            let relies = of.is_some_and(|one| one.take.iter().any(|(used, _)| *used == lot));
            self.unless(relies, "Unrelated");
            self.end_decision(*id);
        }
        let left = self.model.enrolments.iter().find(|(_, one)| one.left.is_some_and(|(by, _)| by == entry));
        let left = left.map(|(id, one)| (*id, one.clone()));
        if self.model.lots.contains_key(&lot) {
            self.strike(lot);
        } else if is_decision {
            self.end_decision(decision);
        } else if let Some(fact) = self.model.records.remove(&entry) {
            self.undo_fact(&fact);
        } else if let Some(fact) = self.model.enrolments.remove(&entry) {
            self.unless(fact.left.is_none(), "Ended");
            self.undo_fact(&fact);
        } else if let Some((id, fact)) = left {
            self.undo_fact(&fact);
            self.model.enrolments.insert(id, Fact { left: None, ..fact });
        } else if let Some((lot, before, on)) = self.model.regrades.get(&entry).cloned() {
            self.undo_regrade(entry, lot, before, on);
        } else if self.model.revocations.contains(&entry) {
            self.undo_revocation(entry);
        } else {
            let ours = entry.home.is_none() && entry.n < self.model.next;
            self.unless(false, if ours { "NotReversible" } else { "Unknown" });
        }
        if entry.home.is_none() {
            self.model.reversed.insert(entry);
        }
    }

    pub(super) fn undo_fact(&mut self, fact: &Fact) {
        self.owner(&fact.institution);
        self.not_before(fact.on);
        fact.left.into_iter().for_each(|(_, on)| self.not_before(on));
    }

    pub(super) fn strike(&mut self, id: LotId) {
        let Some(lot) = self.issued(id) else { return };
        self.not_before(lot.latest);
        self.unless(self.uses_of(id).is_empty() && !lot.is_used(), "InUse");
        self.model.lots.remove(&id);
        lot.attempt.into_iter().for_each(|attempt| self.order_attempts(&attempt, None));
    }

    pub(super) fn undo_regrade(&mut self, entry: EntryId, id: LotId, before: Option<Grade>, on: Date) {
        let Some(lot) = self.model.lots.get(&id).cloned() else { return self.unless(false, "Unknown") };
        self.owner(&lot.issuer);
        self.not_before(on);
        let regrades = self.model.regrades.iter().filter(|(at, _)| !self.model.reversed.contains(at));
        let later = regrades.into_iter().any(|(at, (lot, _, _))| *at > entry && *lot == id);
        self.unless(!later, "InUse");
        let now = lot.rank();
        let back = Quanta { grade: before, ..lot };
        let lowered = back.rank().is_some_and(|back| now.is_some_and(|now| back < now));
        self.model.lots.insert(id, back);
        self.model.uses.values_mut().for_each(|one| one.marks.retain(|one| *one != entry));
        let since = |on: &Subject| entry_of(*on).home.is_none() && entry_of(*on) > entry;
        for subject in self.uses_of(id).into_iter().filter(|on| lowered && since(on)) {
            self.model.uses.entry(subject).and_modify(|one| one.marks.extend([self.me]));
        }
        self.order(id, false);
    }

    pub(super) fn undo_revocation(&mut self, entry: EntryId) {
        let day = self.day;
        let revoked = self.model.lots.iter().filter(|(_, lot)| lot.revoked == Some(entry));
        let revoked: Vec<_> = revoked.map(|(id, lot)| (*id, lot.clone())).collect();
        for (id, mut lot) in revoked.clone() {
            self.owner(&lot.issuer);
            self.not_before(lot.latest);
            lot.revoked = None;
            let whole = lot.clone();
            for (standing, before) in &mut lot.quanta {
                let was = before.take().filter(|was| matches!(was.place, Place::Superseded | Place::Expired));
                if standing.place == Place::Revoked {
                    *standing = was.unwrap_or_else(|| whole.home(&standing.scopes, day));
                }
            }
            lot.latest = lot.latest.max(day);
            self.model.lots.insert(id, lot);
        }
        self.model.uses.values_mut().for_each(|one| one.marks.retain(|one| *one != entry));
        for (id, _) in revoked {
            let free = |lot: &Quanta| lot.quanta.iter().any(|(standing, _)| *standing == Standing::FREE);
            let is_back = self.model.lots.get(&id).is_some_and(free);
            self.order(id, is_back);
        }
    }
}
