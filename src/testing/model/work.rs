//! Who may ask, and the commands that use no lot.

use crate::date;
use crate::id::{InstitutionId, LotId};
use crate::ledger::{Accrue, Act, Lapse, Learned, Leave, Release, Standing, Status, Unbind};
use crate::registry::OutcomeKind;
use crate::testing::model::quanta::attempt;
use crate::testing::model::{Fact, Quanta, Work};
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
                | Act::Release(_)
                | Act::Lapse(_)
                | Act::Settle(_)
                | Act::Unbind(_)
                | Act::Reverse(_)
                | Act::Reopen(_)
        );
        match (self.model.status, act) {
            (Status::Unopened, Act::Open(_)) => {}
            (Status::Unopened, _) => self.unless(false, "NotOpened"),
            (Status::Open, _) => self.unless(!matches!(act, Act::Open(_) | Act::Reopen(_)), "AlreadyOpen"),
            (Status::Closed, _) => self.unless(later, "Closed"),
            (Status::Merging { into }, Act::MergeOut(out)) if out.into == into => {}
            (Status::Merging { .. } | Status::Merged { .. }, _) => self.unless(false, "Merged"),
        }
    }

    pub(super) fn by(&mut self, role: &str) {
        let fine = self.role == role || self.role == "former" && role == "registrar";
        self.unless(fine, "WrongRole");
    }

    pub(super) fn owner(&mut self, owner: &InstitutionId) {
        self.unless(owner.as_str() == self.institution || self.role == "former", "NotYours");
    }

    pub(super) fn power(&mut self, may: &[&str]) {
        self.unless(may.contains(&self.institution.as_str()), "NoPower");
    }

    pub(super) fn not_before(&mut self, date: Date) {
        self.unless(self.day >= date, "TooEarly");
    }

    pub(super) fn act(&mut self, act: &Act) {
        match act {
            Act::Open(_) => {
                self.by("registrar");
                self.turn(Status::Open);
            }
            Act::Close(_) => self.keep_status(Status::Closed),
            Act::Reopen(_) => self.keep_status(Status::Open),
            Act::Enrol(enrol) => {
                self.by("registrar");
                self.unless(enrol.ends.is_none_or(|ends| ends >= enrol.starts), "DatesReversed");
                let fact = self.fact();
                self.model.enrolments.extend(fact.map(|fact| (self.me, fact)));
            }
            Act::Leave(leave) => self.leave(leave),
            Act::Record(_) => {
                self.by("registrar");
                let fact = self.fact();
                self.model.records.extend(fact.map(|fact| (self.me, fact)));
            }
            Act::Accrue(accrue) => self.accrue(accrue),
            Act::Regrade(regrade) => self.regrade(regrade),
            Act::Revoke(revoke) => self.revoke(revoke),
            Act::Expire(_) => self.expire(),
            Act::Hold(hold) => self.hold(hold),
            Act::Release(Release { hold, .. }) => self.release(*hold),
            Act::Lapse(Lapse { hold }) => self.lapse(*hold),
            Act::Bind(bind) => self.bind(bind),
            Act::Unbind(Unbind { decision, .. }) => {
                self.by("awarder");
                self.end_decision(*decision);
            }
            Act::Settle(settle) => self.settle(settle),
            Act::Reverse(reverse) => self.reverse(reverse),
            Act::MergeOut(out) => self.merge_out(out),
            Act::MergeIn(come) => self.merge_in(come),
            Act::Apply(_) | Act::Approve(_) | Act::Refuse(_) | Act::Appeal(_) | Act::Withdraw(_) => self.not_modelled(),
            Act::Matriculate(_) | Act::Assess(_) | Act::Relieve(_) => self.not_modelled(),
            Act::Redeem(_) | Act::RevokeAward(_) => self.not_modelled(),
        }
    }

    fn not_modelled(&mut self) {
        self.unless(false, "NotModelled");
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
        let Some(enrolment) = self.model.enrolments.get(&leave.enrolment).cloned() else {
            return self.unless(false, "Unknown");
        };
        self.owner(&enrolment.institution);
        self.unless(enrolment.left.is_none(), "Ended");
        self.not_before(enrolment.on);
        let left = Some((self.me, self.day));
        self.model.enrolments.insert(leave.enrolment, Fact { left, ..enrolment });
    }

    /// The world's courses, by heart.
    pub(super) fn accrue(&mut self, accrue: &Accrue) {
        self.by("registrar");
        let april = date!("2026-04-01");
        let (code, unit, amount, kind) = match &accrue.of {
            Learned::Course(course) => match course.as_str() {
                "A" => ("A", "sv", if self.day < april { 8 } else { 10 }, OutcomeKind::Course),
                "B" => ("B", "sv", 8, OutcomeKind::Course),
                "C" => ("C", "hv", 5, OutcomeKind::Course),
                _ => ("NONE", "sv", 0, OutcomeKind::Course),
            },
            Learned::Certified(certified) if certified.kind == OutcomeKind::Exam => ("E", "sv", 6, certified.kind),
            Learned::Certified(certified) => ("W", "hv", 4, certified.kind),
        };
        self.unless(accrue.valid_through.is_none_or(|last| last >= self.day), "DatesReversed");
        let tag = accrue.tag.map(|tag| tag.to_string());
        let known = |lot: &Quanta| tag.is_some() && lot.tag == tag && lot.revoked.is_none();
        self.unless(!self.model.lots.values().any(known), "AlreadyRecorded");
        let Some(fact) = self.fact() else { return };
        let id = LotId { entry: self.me, k: 0 };
        let lot = Quanta {
            attempt: attempt(kind, &self.institution, code),
            unit: unit.into(),
            is_nothing: amount == 0,
            issuer: fact.institution,
            earned: self.day,
            latest: self.day,
            last: accrue.valid_through,
            swept: false,
            revoked: None,
            grade: accrue.grade.clone(),
            tag,
            marks: BTreeSet::new(),
            quanta: vec![(Standing::FREE, None); amount.max(1)],
        };
        self.model.lots.insert(id, lot);
        self.order(id, true);
    }
}
