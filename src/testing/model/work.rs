//! Who may ask, and the commands that use no lot.

use crate::id::{InstitutionId, LotId};
use crate::ledger::{Accrue, Act, Lapse, Leave, NotPassed, Record as Recorded, Release, Standing, Status, Unbind};
use crate::testing::model::heart::Known;
use crate::testing::model::{Fact, Heard, Quanta, Record, Work};
use crate::time::Date;
use std::collections::BTreeSet;

impl Work {
    pub(super) fn unless(&mut self, fine: bool, reason: &'static str) {
        if !fine {
            self.reasons.insert(reason);
        }
    }

    pub(super) fn admit(&mut self, act: &Act) {
        let later = matches!(
            act,
            Act::Revoke(_)
                | Act::Approve(_)
                | Act::Refuse(_)
                | Act::Appeal(_)
                | Act::Withdraw(_)
                | Act::RevokeAward(_)
                | Act::Release(_)
                | Act::Lapse(_)
                | Act::Settle(_)
                | Act::Unbind(_)
                | Act::Reverse(_)
                | Act::Reopen(_)
        );
        let goes_on = |from| matches!(act, Act::MergeIn(come) if come.from == from);
        self.unless(self.model.arriving.is_none_or(goes_on), "passbook/merge-under-way");
        match (self.model.status, act) {
            (Status::Unopened, Act::Open(_)) => {}
            (Status::Unopened, _) => self.unless(false, "passbook/not-opened"),
            (Status::Open, _) => self.unless(!matches!(act, Act::Open(_) | Act::Reopen(_)), "passbook/already-open"),
            (Status::Closed, _) => self.unless(later, "passbook/closed"),
            (Status::Merging { into }, Act::MergeOut(out)) if out.into == into => {}
            (Status::Merging { .. } | Status::Merged { .. }, _) => self.unless(false, "passbook/merged"),
        }
    }

    pub(super) fn by(&mut self, role: &str) {
        let fine = self.role == role || self.role == "former" && role == "registrar";
        self.unless(fine, "who/wrong-role");
    }

    pub(super) fn owner(&mut self, owner: &InstitutionId) {
        self.unless(owner.as_str() == self.institution || self.role == "former", "who/not-yours");
    }

    pub(super) fn power(&mut self, may: &[&str]) {
        self.unless(may.contains(&self.institution.as_str()), "who/no-power");
    }

    pub(super) fn not_before(&mut self, date: Date) {
        self.unless(self.day >= date, "when/too-early");
    }

    pub(super) fn act(&mut self, act: &Act, heard: Heard<'_>) {
        match act {
            Act::Open(_) => {
                self.by("registrar");
                self.turn(Status::Open);
            }
            Act::Close(_) => self.keep_status(Status::Closed),
            Act::Reopen(_) => self.keep_status(Status::Open),
            Act::Enrol(enrol) => {
                self.by("registrar");
                self.unless(enrol.ends.is_none_or(|ends| ends >= enrol.starts), "when/dates-reversed");
                let fact = self.fact();
                self.model.enrolments.extend(fact.map(|fact| (self.me, fact)));
            }
            Act::Leave(leave) => self.leave(leave),
            Act::Record(record) => self.record(record),
            Act::Accrue(accrue) => self.accrue(accrue),
            Act::Regrade(regrade) => self.regrade(regrade),
            Act::Revalue(act) => self.revalue(act),
            Act::Revoke(revoke) => self.revoke(revoke),
            Act::Expire(_) => self.expire(),
            Act::Hold(hold) => self.hold(hold),
            Act::Release(Release(hold, ..)) => self.release(*hold),
            Act::Lapse(Lapse(hold)) => self.lapse(*hold),
            Act::Bind(bind) => self.bind(bind),
            Act::Unbind(Unbind(decision, ..)) => self.unbind(*decision),
            Act::Settle(settle) => self.settle(settle),
            Act::Reverse(reverse) => self.reverse(reverse),
            Act::MergeOut(out) => self.merge_out(out, heard),
            Act::MergeIn(come) => self.merge_in(come, heard),
            Act::Apply(apply) => self.apply(apply),
            Act::Approve(approve) => self.approve(approve.0),
            Act::Refuse(refuse) => self.refuse(refuse),
            Act::Appeal(appeal) => self.appeal(appeal),
            Act::Withdraw(withdraw) => self.withdraw(withdraw.0),
            Act::Matriculate(act) => self.matriculate(act),
            Act::Assess(act) => self.assess(act),
            Act::Relieve(act) => self.relieve(act),
            Act::Redeem(act) => self.redeem(act),
            Act::RevokeAward(act) => self.revoke_award(act),
        }
    }

    pub(super) fn fact(&self) -> Option<Fact> {
        Some(Fact { institution: self.institution.parse().ok()?, on: self.day, left: None })
    }

    pub(super) fn turn(&mut self, status: Status) {
        self.model.status = status;
        self.model.since = Some(self.day);
    }

    pub(super) fn keep_status(&mut self, status: Status) {
        self.by("operator");
        self.power(&["BANK"]);
        self.model.since.into_iter().for_each(|since| self.not_before(since));
        self.turn(status);
    }

    pub(super) fn leave(&mut self, leave: &Leave) {
        self.by("registrar");
        if self.model.studies.contains_key(&leave.0) {
            return self.leave_study(leave.0);
        }
        let Some(enrolment) = self.model.enrolments.get(&leave.0).cloned() else {
            return self.unless(false, "lot/unknown");
        };
        self.owner(&enrolment.institution);
        self.unless(enrolment.left.is_none(), "lot/ended");
        self.not_before(enrolment.on);
        let left = Some((self.me, self.day));
        self.model.enrolments.insert(leave.0, Fact { left, ..enrolment });
    }

    fn record(&mut self, record: &Recorded) {
        self.by("registrar");
        let known = self.known(&record.of);
        let (has_failed, earned) = (record.result == NotPassed::Failed, self.earned(record.earned));
        let (Some(fact), Some(Known { thing, policy, .. })) = (self.fact(), known) else { return };
        self.model.records.insert(self.me, Record { fact, thing, policy, has_failed, earned });
    }

    /// The day on which it was earned, which is none after this one.
    fn earned(&mut self, earned: Option<Date>) -> Date {
        self.unless(earned.is_none_or(|earned| earned <= self.day), "when/earned-later");
        earned.unwrap_or(self.day)
    }

    fn accrue(&mut self, accrue: &Accrue) {
        self.by("registrar");
        let earned = self.earned(accrue.earned);
        self.unless(accrue.valid_through.is_none_or(|last| last >= earned), "when/dates-reversed");
        let (Some(known), Some(fact)) = (self.known(&accrue.of), self.fact()) else {
            return self.unless(false, "NotModelled");
        };
        let lot = Quanta {
            thing: known.thing,
            policy: known.policy,
            run: accrue.run.clone(),
            kind: accrue.of.kind(),
            code: accrue.of.code(),
            content: known.content,
            tier: known.tier,
            unit: known.unit,
            amount: known.amount,
            was: Vec::new(),
            is_nothing: known.amount == 0,
            issuer: fact.institution,
            earned,
            since: self.day,
            latest: self.day,
            last: accrue.valid_through,
            swept: false,
            revoked: None,
            grade: accrue.grade.clone(),
            tag: accrue.tag.map(|tag| tag.to_string()),
            by: self.mandate.clone(),
            is_made: false,
            marks: BTreeSet::new(),
            quanta: vec![Standing::FREE; known.amount.max(1)],
        };
        self.renews(&lot);
        self.model.lots.insert(LotId { entry: self.me, k: 0 }, lot);
    }

    /// Of what has one tag and is not revoked, some is the same thing, and of that what was earned later is valid longer.
    fn renews(&mut self, lot: &Quanta) {
        let same = |other: &&Quanta| lot.tag.is_some() && other.tag == lot.tag && other.revoked.is_none();
        let others: Vec<_> = self.model.lots.values().filter(same).cloned().collect();
        let (own, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|other| other.thing == lot.thing);
        self.unless(!own.is_empty() || others.is_empty(), "lot/tag-of-another");
        for other in own {
            self.unless(other.earned != lot.earned, "lot/already-recorded");
            let (older, newer) = if other.earned < lot.earned { (&other, lot) } else { (lot, &other) };
            let rises = older.last.is_some_and(|older| newer.last.is_none_or(|newer| newer > older));
            self.unless(rises, "lot/renewal-too-short");
        }
    }
}
