//! Uses: they begin, end, and what they free goes home.

use crate::date;
use crate::id::{DecisionId, HoldId, LotId};
use crate::ledger::{Bind, Hold, Place, Scope, ScopeUse, Standing, Subject, Take, UseKind};
use crate::testing::model::{QUANTUM, Use, Work, entry_of};
use crate::time::Date;
use std::collections::BTreeSet;

impl Work {
    pub(super) fn uses_of(&self, lot: LotId) -> Vec<Subject> {
        let names = |one: &&Use| one.take.iter().any(|(id, _)| *id == lot);
        let live = self.model.uses.iter().filter(|(_, one)| !one.ended);
        live.filter(|(_, one)| names(one)).map(|(id, _)| *id).collect()
    }

    pub(super) fn suspend_uses(&mut self, lot: LotId) {
        for subject in self.uses_of(lot) {
            self.model.uses.entry(subject).and_modify(|one| one.marks.extend([self.me]));
        }
    }

    pub(super) fn expire(&mut self) {
        self.by("operator");
        self.power(&["BANK"]);
        let day = self.day;
        let mut due = false;
        for lot in self.model.lots.values_mut().filter(|lot| lot.is_past(day)) {
            let free: Vec<_> = lot.quanta.iter_mut().filter(|(standing, _)| *standing == Standing::FREE).collect();
            if !free.is_empty() {
                due = true;
                free.into_iter().for_each(|(standing, _)| *standing = Standing::plain(Place::Expired));
                lot.swept = true;
                lot.latest = lot.latest.max(day);
            }
        }
        self.unless(due, "NothingDue");
    }

    /// The amounts asked for, in quanta.
    pub(super) fn asked(&mut self, take: &[Take]) -> Vec<(LotId, usize)> {
        self.unless(!take.is_empty(), "Nothing");
        let lots: BTreeSet<_> = take.iter().map(|one| one.lot).collect();
        self.unless(lots.len() == take.len(), "NamedTwice");
        let mut asked = Vec::new();
        for one in take {
            let Some(lot) = self.model.lots.get(&one.lot) else {
                self.unless(false, "Unknown");
                continue;
            };
            let steps = one.credits.ten_thousandths();
            let (fine, is_nothing) = (steps.is_multiple_of(QUANTUM), lot.is_nothing);
            self.unless(steps > 0 || is_nothing, "Nothing");
            self.unless(fine, "OffQuantum");
            let count = usize::try_from(steps / QUANTUM).unwrap_or(usize::MAX);
            asked.push((one.lot, count.saturating_add(usize::from(is_nothing))));
        }
        asked
    }

    /// A lot that is suspended, revoked or past takes no new use.
    pub(super) fn fit(&mut self, id: LotId) {
        let Some(lot) = self.model.lots.get(&id).cloned() else { return self.unless(false, "Unknown") };
        self.unless(lot.marks.is_empty(), "Suspended");
        self.unless(lot.revoked.is_none(), "Revoked");
        let past = lot.is_past(self.day);
        self.unless(!past, "Expired");
        self.unless(past || !lot.swept, "Swept");
    }

    /// Moves some quanta that are free or carryable, and not in the scope that is to be avoided.
    pub(super) fn move_some(
        &mut self,
        (id, count): (LotId, usize),
        carry: &[Scope],
        avoid: Option<&Scope>,
        to: impl Fn(&Standing) -> Standing,
    ) {
        self.fit(id);
        let Some(mut lot) = self.model.lots.remove(&id) else { return };
        self.not_before(lot.latest);
        lot.quanta.sort_by(|(one, _), (two, _)| one.cmp(two));
        let fits = |standing: &Standing| {
            let carried = standing.scopes.iter().all(|one| carry.contains(&one.scope));
            standing.place == Place::Available && carried && avoid.is_none_or(|scope| !standing.is_in(scope))
        };
        let there = lot.quanta.iter().filter(|(standing, _)| fits(standing)).count();
        if there < count {
            // Any shortage will do: which of several is named is a matter of taste.
            self.unless(false, "Short");
        }
        for (standing, _) in lot.quanta.iter_mut().filter(|(standing, _)| fits(standing)).take(count) {
            *standing = to(standing);
        }
        lot.latest = lot.latest.max(self.day);
        self.model.lots.insert(id, lot);
    }

    pub(super) fn hold(&mut self, hold: &Hold) {
        self.by("reviewer");
        let college = if self.day < date!("2026-07-01") { "HV" } else { "SV" };
        self.power(&["BANK", "SV", college]);
        self.unless(hold.through >= self.day, "DatesReversed");
        let take = self.asked(&hold.take);
        let id = HoldId { entry: self.me, k: 0 };
        for one in &take {
            self.move_some(*one, &hold.carry, None, |from| from.at(Place::Held(id)));
        }
        self.used(Subject::Hold(id), take, Some(hold.through), None);
    }

    pub(super) fn used(
        &mut self,
        id: Subject,
        take: Vec<(LotId, usize)>,
        through: Option<Date>,
        bound: Option<(Scope, UseKind)>,
    ) {
        let Some(fact) = self.fact() else { return };
        let (scope, kind) = bound.unzip();
        let one = Use {
            institution: fact.institution,
            take,
            from: self.day,
            recorded: self.recorded,
            through,
            scope,
            kind,
            ended: false,
            marks: BTreeSet::new(),
        };
        self.model.uses.insert(id, one);
    }

    pub(super) fn bind(&mut self, bind: &Bind) {
        self.by("awarder");
        self.power(&["SV", "HV"]);
        let take = self.asked(&bind.take);
        let id = DecisionId { entry: self.me, k: 0 };
        for one in &take {
            self.bind_one(*one, &bind.carry, &bind.scope, bind.r#use, id);
        }
        self.used(Subject::Decision(id), take, None, Some((bind.scope.clone(), bind.r#use)));
    }

    pub(super) fn bind_one(
        &mut self,
        one: (LotId, usize),
        carry: &[Scope],
        scope: &Scope,
        kind: UseKind,
        id: DecisionId,
    ) {
        match kind {
            UseKind::Reserve => {
                let with = ScopeUse { scope: scope.clone(), decision: id };
                self.move_some(one, carry, Some(scope), |from| from.and(with.clone()));
            }
            UseKind::Consume => self.move_some(one, carry, Some(scope), |from| from.at(Place::Consumed(id))),
            UseKind::Witness => {
                self.fit(one.0);
                let Some(lot) = self.model.lots.get(&one.0).cloned() else { return };
                self.not_before(lot.earned);
                self.unless(!lot.is_wholly(Place::Superseded), "Superseded");
                self.unless(lot.quanta.len() >= one.1, "Short");
            }
        }
    }

    pub(super) fn release(&mut self, id: HoldId) {
        self.by("reviewer");
        let owner = self.model.uses.get(&Subject::Hold(id)).map(|one| one.institution.clone());
        owner.into_iter().for_each(|owner| self.owner(&owner));
        self.end(Subject::Hold(id));
    }

    pub(super) fn lapse(&mut self, id: HoldId) {
        self.by("operator");
        self.power(&["BANK"]);
        let through = self.model.uses.get(&Subject::Hold(id)).and_then(|one| one.through);
        self.unless(through.is_none_or(|through| through < self.day), "NotLapsed");
        self.end(Subject::Hold(id));
    }

    pub(super) fn end_decision(&mut self, id: DecisionId) {
        let owner = self.model.uses.get(&Subject::Decision(id)).map(|one| one.institution.clone());
        owner.into_iter().for_each(|owner| self.owner(&owner));
        self.end(Subject::Decision(id));
    }

    /// A hold or decision ends: what it used goes home, and what waited for it stands in order again.
    pub(super) fn end(&mut self, id: Subject) {
        let Some(one) = self.model.uses.get(&id).cloned() else { return self.unless(false, "Unknown") };
        self.unless(!one.ended, "Ended");
        self.not_before(one.from);
        let lots: BTreeSet<_> = one.take.iter().map(|(lot, _)| *lot).collect();
        lots.iter().for_each(|lot| self.free(*lot, id));
        self.model.uses.entry(id).and_modify(|one| {
            one.ended = true;
            one.marks.clear();
        });
        let entry = entry_of(id);
        self.model.lots.values_mut().for_each(|lot| lot.marks.retain(|one| *one != entry));
        lots.into_iter().for_each(|lot| self.order(lot, false));
    }

    pub(super) fn free(&mut self, lot_id: LotId, id: Subject) {
        let (day, Some(mut lot)) = (self.day, self.model.lots.get(&lot_id).cloned()) else { return };
        let whole = lot.clone();
        let mut moved = false;
        for (standing, _) in &mut lot.quanta {
            let ends = match (id, standing.place) {
                (Subject::Hold(id), Place::Held(by)) => id == by,
                (Subject::Decision(id), Place::Consumed(by)) => id == by,
                _ => false,
            };
            let kept: Vec<_> =
                standing.scopes.iter().filter(|one| Subject::Decision(one.decision) != id).cloned().collect();
            let after = if ends || (standing.place == Place::Available && kept != standing.scopes) {
                whole.home(&kept, day)
            } else {
                Standing { place: standing.place, scopes: kept }
            };
            moved |= after != *standing;
            *standing = after;
        }
        if moved {
            self.not_before(lot.latest);
            lot.latest = lot.latest.max(day);
        }
        self.model.lots.insert(lot_id, lot);
    }
}
