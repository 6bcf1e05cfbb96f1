//! Uses: they begin, end, and what they free goes home.

use crate::id::{DecisionId, HoldId, LotId};
use crate::ledger::{Bind, Hold, Place, ScopeUse, Standing, Subject, Take};
use crate::registry::{Scope, UseKind};
use crate::testing::model::holding::Among;
use crate::testing::model::state::Reach;
use crate::testing::model::{QUANTUM, Use, Work};
use std::collections::BTreeSet;

impl Work {
    /// The sweep moves nothing: it lists what is past its last valid day, free and not listed before.
    pub(super) fn expire(&mut self) {
        self.by("operator");
        self.power(&["BANK"]);
        let day = self.day;
        let is_due = |lot: &&mut crate::testing::model::Quanta| {
            lot.is_past(day) && !lot.swept && lot.quanta.contains(&Standing::FREE)
        };
        let swept = self.model.lots.values_mut().filter(is_due).map(|lot| lot.swept = true).count();
        self.unless(swept > 0, "when/nothing-due");
    }

    /// The amounts asked for, in quanta.
    pub(super) fn asked(&mut self, take: &[Take]) -> Vec<(LotId, usize)> {
        self.unless(!take.is_empty(), "what/nothing");
        let lots: BTreeSet<_> = take.iter().map(|one| one.lot).collect();
        self.unless(lots.len() == take.len(), "lot/named-twice");
        let mut asked = Vec::new();
        for one in take {
            let Some(lot) = self.model.lots.get(&one.lot) else {
                self.unless(false, "lot/unknown");
                continue;
            };
            let steps = one.credits.ten_thousandths();
            let (fine, is_nothing) = (steps.is_multiple_of(QUANTUM), lot.is_nothing);
            self.unless(steps > 0 || is_nothing, "what/nothing");
            self.unless(fine, "what/off-quantum");
            let count = usize::try_from(steps / QUANTUM).unwrap_or(usize::MAX);
            asked.push((one.lot, count.saturating_add(usize::from(is_nothing))));
        }
        asked
    }

    /// A lot that is suspended, revoked or past takes no new use.
    pub(super) fn fit(&mut self, id: LotId) {
        let Some(lot) = self.model.lots.get(&id).cloned() else { return self.unless(false, "lot/unknown") };
        self.unless(lot.marks.is_empty(), "lot/suspended");
        self.unless(lot.revoked.is_none(), "lot/revoked");
        self.unless(!lot.is_past(self.day), "lot/expired");
    }

    /// A lot can be read where it stands, also while others use it.
    pub(super) fn readable(&mut self, (id, count): (LotId, usize)) {
        self.fit(id);
        let Some(lot) = self.model.lots.get(&id).cloned() else { return };
        self.not_before(lot.earned.max(lot.since));
        self.unless(!lot.is_wholly(Place::Moved), "lot/moved");
        self.unless(lot.worth().max(1) >= count, "lot/short");
        self.admit_reading(id);
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
        lot.quanta.sort();
        let fits = |standing: &Standing| {
            let carried = standing.scopes.iter().all(|one| carry.contains(&one.scope));
            standing.place == Place::Available && carried && avoid.is_none_or(|scope| !standing.is_in(scope))
        };
        let there = lot.quanta.iter().filter(|standing| fits(standing)).count();
        if there < count {
            // Any shortage will do: which of several is named is a matter of taste.
            self.unless(false, "lot/short");
        }
        for standing in lot.quanta.iter_mut().filter(|standing| fits(standing)).take(count) {
            *standing = to(standing);
        }
        lot.latest = lot.latest.max(self.day);
        self.model.lots.insert(id, lot);
    }

    pub(super) fn hold(&mut self, hold: &Hold) {
        self.by("reviewer");
        self.may_review();
        self.unless(hold.through >= self.day, "when/dates-reversed");
        let take = self.asked(&hold.take);
        self.reach = Reach { carry: Some(Vec::new()), avoid: None };
        self.admit_uses(&take, Among::All);
        let id = HoldId { entry: self.me, k: 0 };
        for one in &take {
            self.move_some(*one, &[], None, |from| from.at(Place::Held(id)));
        }
        let one = self.new_use(&take);
        self.begin(Subject::Hold(id), one.map(|one| Use { through: Some(hold.through), ..one }));
    }

    /// A use of the actor's institution, of some lots.
    pub(super) fn new_use(&self, take: &[(LotId, usize)]) -> Option<Use> {
        let fact = self.fact()?;
        Some(Use {
            by: [self.mandate.clone()].into(),
            own: None,
            institution: fact.institution,
            take: take.to_vec(),
            read: Vec::new(),
            lost: Vec::new(),
            made: Vec::new(),
            grants: Vec::new(),
            applied: None,
            award: None,
            from: self.day,
            turn: (self.recorded, self.day, self.model.learner, self.me.n),
            line: (self.recorded, self.day, self.model.learner, self.me.n),
            through: None,
            scope: None,
            kind: None,
            under: std::collections::BTreeMap::new(),
            ended: false,
            marks: BTreeSet::new(),
        })
    }

    /// A use is in the passbook from now on, and its groups are its own.
    pub(super) fn begin(&mut self, id: Subject, one: Option<Use>) {
        let Some(mut one) = one else { return };
        let lots = self.model.used_by(id);
        self.touch(&lots);
        if one.under.is_empty() {
            one.under = self.under(&lots);
        }
        self.model.uses.insert(id, one);
    }

    pub(super) fn bind(&mut self, bind: &Bind) {
        self.by("awarder");
        self.power(&["SV", "HV"]);
        let take = self.asked(&bind.take);
        let carry = self.carried_into(&bind.scope);
        if bind.r#use != UseKind::Witness {
            self.reach = Reach { carry: Some(carry.clone()), avoid: Some(bind.scope.clone()) };
            self.admit_uses(&take, Among::All);
        }
        let id = DecisionId { entry: self.me, k: 0 };
        for one in &take {
            self.bind_one(*one, &carry, &bind.scope, bind.r#use, id);
        }
        let one = self.new_use(&self.as_shown(bind.r#use, &take));
        let bound = |one| Use { scope: Some(bind.scope.clone()), kind: Some(bind.r#use), ..one };
        self.begin(Subject::Decision(id), one.map(bound));
    }

    /// What is only shown has no quanta, and so there is none of what is worth nothing.
    pub(super) fn as_shown(&self, kind: UseKind, take: &[(LotId, usize)]) -> Vec<(LotId, usize)> {
        let is_nothing = |id: &LotId| self.model.lots.get(id).is_some_and(|lot| lot.is_nothing);
        let none = |id: &LotId| kind == UseKind::Witness && is_nothing(id);
        take.iter().map(|(id, count)| (*id, if none(id) { 0 } else { *count })).collect()
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
            UseKind::Witness => self.readable(one),
        }
    }

    pub(super) fn unbind(&mut self, id: DecisionId) {
        self.by("awarder");
        let one = self.model.uses.get(&Subject::Decision(id));
        let is_bound = one.is_none_or(|one| one.kind.is_some() && one.award.is_none());
        self.unless(is_bound, "lot/ends-otherwise");
        self.end_decision(id);
    }

    pub(super) fn release(&mut self, id: HoldId) {
        self.by("reviewer");
        let owner = self.model.uses.get(&Subject::Hold(id)).map(|one| one.institution.clone());
        owner.into_iter().for_each(|owner| self.owner(&owner));
        self.unless(!self.model.applications.contains_key(&id), "lot/of-application");
        self.end(Subject::Hold(id));
    }

    pub(super) fn lapse(&mut self, id: HoldId) {
        self.by("operator");
        self.power(&["BANK"]);
        let through = self.model.uses.get(&Subject::Hold(id)).and_then(|one| one.through);
        self.unless(through.is_none_or(|through| through < self.day), "when/not-lapsed");
        self.end(Subject::Hold(id));
    }

    pub(super) fn end_decision(&mut self, id: DecisionId) {
        let owner = self.model.uses.get(&Subject::Decision(id)).map(|one| one.institution.clone());
        owner.into_iter().for_each(|owner| self.owner(&owner));
        self.end(Subject::Decision(id));
    }

    /// A hold or decision ends: what it used goes home.
    pub(super) fn end(&mut self, id: Subject) {
        let Some(one) = self.model.uses.get(&id).cloned() else { return self.unless(false, "lot/unknown") };
        self.unless(!one.ended, "lot/ended");
        self.not_before(one.from);
        let lots = self.model.used_by(id);
        self.touch(&lots);
        self.take_back(id);
        let carriers = self.model.carriers_of(id);
        lots.into_iter().for_each(|lot| self.free(lot, id));
        self.model.uses.entry(id).and_modify(|one| {
            one.ended = true;
            one.marks.clear();
        });
        carriers.into_iter().for_each(|later| self.flag(later));
        if let Subject::Hold(hold) = id {
            self.end_application(hold.entry);
        }
    }

    pub(super) fn free(&mut self, lot_id: LotId, id: Subject) {
        let (day, Some(mut lot)) = (self.day, self.model.lots.get(&lot_id).cloned()) else { return };
        let whole = lot.clone();
        let mut moved = false;
        for standing in &mut lot.quanta {
            let ends = match (id, standing.place) {
                (Subject::Hold(id), Place::Held(by)) => id == by,
                (Subject::Decision(id), Place::Consumed(by)) => id == by,
                _ => false,
            };
            let kept: Vec<_> =
                standing.scopes.iter().filter(|one| Subject::Decision(one.decision) != id).cloned().collect();
            let after = if ends { whole.home(&kept) } else { Standing { place: standing.place, scopes: kept } };
            moved |= after != *standing;
            *standing = after;
        }
        if moved {
            self.not_before(lot.latest);
            lot.latest = lot.latest.max(day);
            lot.level();
        }
        self.model.lots.insert(lot_id, lot);
    }
}
