//! What was said is corrected, withdrawn, settled or undone.

use crate::id::{DecisionId, EntryId, LotId};
use crate::ledger::{Cascaded, Place, Regrade, Reverse, Revoke, Settle, Settlement, Subject, Take};
use crate::planner::Relief;
use crate::registry::Grade;
use crate::testing::model::groups::rank;
use crate::testing::model::holding::Among;
use crate::testing::model::quanta::named;
use crate::testing::model::state::Reach;
use crate::testing::model::{Fact, Quanta, Use, Work};
use crate::time::Date;
use std::collections::BTreeMap;

/// Whether a mark is below another one of its scale.
fn is_lower(after: Option<&Grade>, before: Option<&Grade>) -> bool {
    after.zip(before).is_some_and(|(after, before)| after.scale == before.scale && rank(after) < rank(before))
}

impl Work {
    /// A lot that its issuer may still change.
    pub(super) fn issued(&mut self, id: LotId) -> Option<Quanta> {
        let Some(lot) = self.model.lots.get(&id).cloned() else {
            self.unless(false, "lot/unknown");
            return None;
        };
        self.owner(&lot.issuer);
        self.unless(lot.revoked.is_none(), "lot/revoked");
        Some(lot)
    }

    pub(super) fn regrade(&mut self, regrade: &Regrade) {
        self.by("registrar");
        let Some(lot) = self.issued(regrade.lot) else { return };
        self.not_before(lot.earned);
        self.unless(lot.grade.as_ref().is_none_or(|grade| grade.scale == regrade.grade.scale), "what/wrong-scale");
        let replaced = self.regraded(regrade.lot, Some(regrade.grade.clone()));
        self.model.regrades.insert(self.me, (regrade.lot, replaced.clone(), self.day));
        if is_lower(Some(&regrade.grade), replaced.as_ref()) {
            self.suspend_built_on(regrade.lot);
        }
    }

    fn regraded(&mut self, id: LotId, grade: Option<Grade>) -> Option<Grade> {
        let lot = self.model.lots.get_mut(&id)?;
        std::mem::replace(&mut lot.grade, grade)
    }

    pub(super) fn revoke(&mut self, revoke: &Revoke) {
        self.by("registrar");
        for id in &revoke.lots {
            let Some(mut lot) = self.issued(*id) else { continue };
            self.not_before(lot.latest);
            let moved = lot.quanta.iter_mut().filter(|one| one.place == Place::Available);
            let used_by: Vec<_> = moved
                .flat_map(|one| {
                    one.place = Place::Revoked;
                    named(one)
                })
                .collect();
            lot.revoked = Some(self.me);
            lot.latest = lot.latest.max(self.day);
            used_by.into_iter().for_each(|by| self.note(by, self.day));
            self.model.lots.insert(*id, lot);
            self.suspend_built_on(*id);
        }
        self.model.revocations.insert(self.me);
    }

    pub(super) fn settle(&mut self, settle: &Settle) {
        let Settle { cause, how, subject } = settle;
        if let Subject::Lot(id) = subject {
            return self.settle_lot(*id, *cause, how);
        }
        let marks = self.model.uses.get(subject).map(|one| one.marks.clone()).unwrap_or_default();
        let one = self.model.uses.get(subject).filter(|one| !one.ended).cloned();
        self.unless(marks.contains(cause), "lot/not-suspended");
        let Some(one) = one else {
            return self.reasons.extend(["lot/not-suspended", "who/wrong-role"]);
        };
        self.by(self.settler(*subject));
        self.owner(&one.institution);
        self.not_before(one.from);
        let lots = self.model.used_by(*subject);
        self.touch(&lots);
        let (is_last, mandate) = (marks.len() == 1, self.mandate.clone());
        self.model.uses.entry(*subject).and_modify(|one| one.settled_by(&mandate, *cause));
        self.answers_for_application(*subject);
        match how {
            Settlement::Undo => self.end(*subject),
            Settlement::Keep { .. } => {
                self.lift_with_built(*subject, *cause);
                self.pass(is_last.then_some(*subject), Vec::new());
            }
            Settlement::Redeem { plan, .. } => {
                self.lift(*subject, *cause);
                self.redeem_again(*subject, &one, plan.content());
                self.stays_suspended(*subject);
                self.pass(Some(*subject), Vec::new());
            }
            Settlement::Replan { take, without } => {
                self.lift(*subject, *cause);
                self.replan(*subject, &one, take, without);
                self.stays_suspended(*subject);
                self.pass(Some(*subject), Vec::new());
            }
        }
    }

    /// Who settles: reviewers what they hold or convert, awarders what they bind.
    fn settler(&self, id: Subject) -> &'static str {
        let is_bound = self.model.uses.get(&id).is_some_and(|one| one.kind.is_some());
        if is_bound { "awarder" } else { "reviewer" }
    }

    fn replan(&mut self, id: Subject, one: &Use, take: &[Take], without: &[LotId]) {
        let Subject::Decision(decision) = id else { return self.unless(false, "lot/not-reversible") };
        let (Some(scope), Some(kind), None) = (one.scope.clone(), one.kind, &one.award) else {
            return self.unless(false, "lot/ends-otherwise");
        };
        let asked = self.asked(take);
        let (gone, kept): (Vec<_>, Vec<_>) = one.take.iter().copied().partition(|(lot, _)| without.contains(lot));
        self.unless(without.iter().all(|lot| gone.iter().any(|(id, _)| id == lot)), "lot/unknown");
        let revoked = |lot: &LotId| self.model.lots.get(lot).is_some_and(|lot| lot.revoked.is_some());
        let stays_revoked = kept.iter().any(|(lot, _)| revoked(lot));
        self.unless(!stays_revoked, "lot/revoked");
        self.unless(!kept.iter().any(|(lot, _)| asked.iter().any(|(id, _)| id == lot)), "lot/named-twice");
        self.unless(self.totals(&gone) == self.totals(&asked), "lot/plan-differs");
        without.iter().for_each(|lot| self.free(*lot, id));
        let carry = self.carried_into(&scope);
        if kind != crate::registry::UseKind::Witness {
            self.reach = Reach { carry: Some(carry.clone()), avoid: Some(scope.clone()) };
            self.admit_uses(&asked, Among::Others(id));
        }
        asked.iter().for_each(|one| self.bind_one(*one, &carry, &scope, kind, decision));
        let all: Vec<_> = kept.into_iter().chain(self.as_shown(kind, &asked)).collect();
        let fresh: Vec<_> = asked.iter().map(|(lot, _)| *lot).collect();
        let mut under = if kind == crate::registry::UseKind::Witness { BTreeMap::new() } else { self.under(&fresh) };
        under.extend(
            one.under
                .iter()
                .filter(|(thing, _)| !under.contains_key(thing))
                .map(|(a, b)| (a.clone(), b.clone()))
                .collect::<Vec<_>>(),
        );
        self.model.uses.entry(id).and_modify(|one| (one.take, one.under) = (all, under));
        let lots = self.model.used_by(id);
        self.touch(&lots);
    }

    fn totals(&self, take: &[(LotId, usize)]) -> BTreeMap<String, usize> {
        let mut totals = BTreeMap::new();
        for (lot, count) in take {
            let Some(lot) = self.model.lots.get(lot).filter(|lot| !lot.is_nothing) else { continue };
            *totals.entry(lot.unit.clone()).or_default() += count;
        }
        totals
    }

    pub(super) fn reverse(&mut self, reverse: &Reverse) {
        let entry = reverse.entry;
        self.unless(!self.model.reversed.contains(&entry), "lot/reversed");
        let (lot, decision) = (LotId { entry, k: 0 }, DecisionId { entry, k: 0 });
        let is_decision = self.model.uses.contains_key(&Subject::Decision(decision));
        let study = self.study_of_line(entry);
        let is_relief = study.as_ref().is_some_and(|(_, one)| one.reliefs.iter().any(|one| one.entry == entry));
        self.by(match is_decision {
            true => self.settler(Subject::Decision(decision)),
            false if is_relief => "reviewer",
            false => "registrar",
        });
        self.cascade(&reverse.cascade, lot, decision);
        let left = self.model.enrolments.iter().find(|(_, one)| one.left.is_some_and(|(by, _)| by == entry));
        let left = left.map(|(id, one)| (*id, one.clone()));
        if self.model.lots.contains_key(&lot) {
            self.strike(lot);
        } else if is_decision {
            self.unless(self.model.carriers_of(Subject::Decision(decision)).is_empty(), "lot/in-use");
            self.end_decision(decision);
        } else if let Some(record) = self.model.records.remove(&entry) {
            self.undo_fact(&record.fact);
        } else if let Some(fact) = self.model.enrolments.remove(&entry) {
            self.unless(fact.left.is_none(), "lot/ended");
            self.undo_fact(&fact);
        } else if let Some((id, one)) = study {
            self.undo_study(entry, id, &one);
        } else if let Some((id, fact)) = left {
            self.undo_fact(&fact);
            self.model.enrolments.insert(id, Fact { left: None, ..fact });
        } else if let Some((lot, before, on)) = self.model.regrades.get(&entry).cloned() {
            self.undo_regrade(entry, lot, before, on);
        } else if let Some(lot) = self.model.revalues.get(&entry).copied() {
            self.undo_revalue(entry, lot);
        } else if self.model.revocations.contains(&entry)
            || self.model.lots.values().any(|lot| lot.revoked == Some(entry))
        {
            self.undo_revocation(entry);
        } else {
            let ours = entry.home.is_none() && entry.n < self.model.next;
            self.unless(false, if ours { "lot/not-reversible" } else { "lot/unknown" });
        }
        self.model.reversed.insert(entry);
    }

    /// Ends the named decisions, the latest first; each must rest on what is undone.
    /// Who ends it could do so alone.
    fn cascade(&mut self, named: &[Cascaded], lot: LotId, decision: DecisionId) {
        let resting = self.model.resting_on_line(lot, decision);
        self.unless(named.iter().all(|one| resting.contains(&one.decision)), "lot/unrelated");
        let mut ids: BTreeMap<_, _> = BTreeMap::new();
        for one in named {
            let Some(of) = self.model.uses.get(&Subject::Decision(one.decision)).cloned() else { continue };
            self.answers(one, &of);
            self.unless(ids.insert((of.line, one.decision), ()).is_none(), "lot/decision-twice");
        }
        for (_, id) in ids.into_keys().rev() {
            self.unless(self.model.carriers_of(Subject::Decision(id)).is_empty(), "lot/in-use");
            self.end(Subject::Decision(id));
        }
    }

    fn answers(&mut self, one: &Cascaded, of: &Use) {
        let (institution, role) = one.by.as_str().split_once('-').unwrap_or_default();
        self.unless(role == self.settler(Subject::Decision(one.decision)), "who/wrong-role");
        self.unless(institution.to_uppercase() == of.institution.as_str(), "who/not-yours");
    }

    fn undo_fact(&mut self, fact: &Fact) {
        self.owner(&fact.institution);
        self.not_before(fact.on);
        fact.left.into_iter().for_each(|(_, on)| self.not_before(on));
    }

    fn strike(&mut self, id: LotId) {
        let Some(lot) = self.issued(id) else { return };
        self.not_before(lot.latest);
        let is_free = self.model.relying_on(id).is_empty() && self.model.decisions_on(id).is_empty();
        self.unless(is_free && !lot.is_used(), "lot/in-use");
        let reliefs = self.model.studies.values().flat_map(|one| &one.reliefs);
        let grounds = |relief: &Relief| matches!(relief, Relief::Substitute { lot, .. } if *lot == id);
        let is_ground = { reliefs }.any(|one| grounds(&one.relief));
        self.unless(!is_ground, "award/still-needed");
        self.model.lots.remove(&id);
    }

    fn undo_regrade(&mut self, entry: EntryId, id: LotId, before: Option<Grade>, on: Date) {
        let Some(lot) = self.model.lots.get(&id).cloned() else { return self.unless(false, "lot/unknown") };
        self.owner(&lot.issuer);
        self.not_before(on);
        let regrades = self.model.regrades.iter().filter(|(at, _)| !self.model.reversed.contains(at));
        let later = regrades.into_iter().any(|(at, (lot, _, _))| *at > entry && *lot == id);
        self.unless(!later, "lot/in-use");
        let now = self.regraded(id, before.clone());
        self.lift_all(entry);
        if is_lower(before.as_ref(), now.as_ref()) {
            self.suspend_built_since(id, entry);
        }
        self.pass(None, Vec::new());
    }

    fn undo_revocation(&mut self, entry: EntryId) {
        let day = self.day;
        let revoked = self.model.lots.iter().filter(|(_, lot)| lot.revoked == Some(entry));
        let revoked: Vec<_> = revoked.map(|(id, lot)| (*id, lot.clone())).collect();
        for (id, mut lot) in revoked {
            self.owner(&lot.issuer);
            self.not_before(lot.latest);
            lot.revoked = None;
            let mut is_used_again = false;
            for one in lot.quanta.iter_mut().filter(|one| one.place == Place::Revoked) {
                one.place = Place::Available;
                is_used_again |= !one.scopes.is_empty();
            }
            lot.latest = lot.latest.max(day);
            let thing = lot.thing.clone().filter(|_| is_used_again);
            self.model.days.extend(thing.map(|thing| (thing, day)));
            self.model.lots.insert(id, lot);
        }
        self.lift_all(entry);
        self.pass(None, Vec::new());
    }
}
