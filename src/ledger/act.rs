//! What can be done to a passbook: one plain struct a verb. The fields stand in the order of the wire format.

use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::credit::Amount;
use crate::digest::Digest;
use crate::id::{Code, DecisionId, DocumentId, EntryId, HoldId, LearnerId, LotId, MandateId, ProgrammeId};
use crate::ledger::actor::Actor;
use crate::ledger::attached::Attached;
use crate::ledger::attempt::Attempt;
use crate::ledger::lot::{Lot, Part, Take, Worth};
use crate::ledger::matriculation::SubjectMark;
use crate::ledger::merge::Bundle;
use crate::ledger::outcome::{Learned, NotPassed};
use crate::ledger::standing::{Scope, Standing, Subject, UseKind};
use crate::planner::{Plan, Relief};
use crate::registry::{CourseName, Grade};
use crate::rules::{Attested, Evidence};
use crate::solver::Certificate;
use crate::time::Date;

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $wire:literal $({ $($(#[$attr:meta])* $field:ident: $type:ty,)* })?)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name { $($($(#[$attr])* pub $field: $type,)*)? }

            impl From<$name> for Act {
                fn from(act: $name) -> Self {
                    Self::$name(act)
                }
            }
        )+

        /// Anything that can be done to a passbook.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        pub enum Act {
            $($(#[$doc])* #[serde(rename = $wire)] $name($name),)+
        }

        /// A verb as it is written in a line.
        #[derive(Clone, Copy)]
        pub(crate) enum LearnerVerb { $($name,)+ }

        impl LearnerVerb {
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name { $($wire => Some(Self::$name),)+ _ => None }
            }

            /// Reads what belongs to the verb.
            pub(crate) fn read<'de, M: MapAccess<'de>>(self, map: &mut M) -> std::result::Result<Act, M::Error> {
                match self { $(Self::$name => map.next_value().map(Act::$name),)+ }
            }
        }

        impl Act {
            /// Every verb, in order.
            pub const VERBS: &'static [&'static str] = &[$(stringify!($name)),+];

            /// The verb.
            #[must_use]
            pub const fn verb(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)+ }
            }
        }
    };
}

acts! {
    /// A refusal is appealed against: people who have not reviewed it before decide (申诉).
    Appeal = "appeal" {
        /// The application.
        application: HoldId,
        /// On which grounds.
        reasons: Vec<Code>,
    }
    /// An application to convert lots under a rule book (转换): the rules are asked, and what they grant is held.
    Apply = "apply" {
        /// What whoever files it attests.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attested: Vec<Attested>,
        /// The rule book.
        document: DocumentId,
        /// The evidence handed in.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Evidence>,
        /// By this rule, where several apply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<Code>,
        /// Which lots, and how much of each.
        take: Vec<Take>,
        /// Toward this course.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<CourseName>,
    }
    /// A reviewer agrees (初审, 复审). With the last review the lots are converted.
    Approve = "approve" {
        /// The application.
        application: HoldId,
    }
    /// An assessed outcome enters the book as a lot (存入).
    Accrue = "accrue" {
        /// The day on which it was earned, where that is before it became true in this book: it is recognised.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earned: Option<Date>,
        /// Commitments to the evidence in the vault.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Digest>,
        /// The grade. A course needs one on its catalogue's scale.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grade: Option<Grade>,
        /// What was learned.
        of: Learned,
        /// The presentation or run of the course.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        run: Option<Code>,
        /// The tag of the certificate, so that it is seen if it turns up again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tag: Option<Digest>,
        /// The last day on which it is valid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_through: Option<Date>,
    }
    /// A gate before the next stage was tried (转段考核). Whether it is passed follows from the marks. Where a merge has
    /// suspended what the learner recorded, it is recorded anew by somebody else.
    Assess = "assess" {
        /// The gate.
        gate: Code,
        /// The mark of every subject of the gate, each once.
        marks: Vec<SubjectMark>,
        /// The matriculation from which the next stage would be entered.
        matriculation: EntryId,
    }
    /// Lots are bound in a scope, by a decision made elsewhere.
    Bind = "bind" {
        /// The document in which it was decided.
        decided: Digest,
        /// What the use is for.
        scope: Scope,
        /// Which lots, and how much of each.
        take: Vec<Take>,
        /// How they are used.
        r#use: UseKind,
    }
    /// The passbook is closed. It can be reopened.
    Close = "close" {
        /// Why.
        reason: Code,
    }
    /// The learner is enrolled in a programme at the institution that says so.
    Enrol = "enrol" {
        /// The day it is planned to end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends: Option<Date>,
        /// The programme, or the course where learners enrol in single courses.
        programme: ProgrammeId,
        /// The day of registration, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        registered: Option<Date>,
        /// The presentation or run.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        run: Option<Code>,
        /// The first day of study.
        starts: Date,
    }
    /// What is past its last valid day on the effective date, and free, is noted as expired. Nothing moves.
    Expire = "expire"
    /// Amounts are reserved while an application is under review.
    Hold = "hold" {
        /// Which lots, and how much of each.
        take: Vec<Take>,
        /// The last day on which it stands; from the day after it may lapse.
        through: Date,
    }
    /// A hold whose last day has passed ends.
    Lapse = "lapse" {
        /// The hold.
        hold: HoldId,
    }
    /// The learner leaves a programme.
    Leave = "leave" {
        /// The enrolment or matriculation that ends.
        enrolment: EntryId,
        /// Why.
        reason: Code,
    }
    /// The learner matriculates in a programme: its version in force that day is pinned.
    Matriculate = "matriculate" {
        /// The document of the programme.
        document: DocumentId,
        /// The matriculation before it: of the stage before, of another pathway, or in an earlier version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<EntryId>,
        /// The pathway.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pathway: Option<Code>,
        /// The programme.
        programme: ProgrammeId,
        /// The stage of the pathway, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stage: Option<u32>,
    }
    /// What left another passbook by a merge comes in. The last part suspends what the learner made in either passbook, as
    /// staff.
    MergeIn = "merge_in" {
        /// What comes.
        bundle: Bundle,
        /// The passbook it comes from.
        from: LearnerId,
        /// The leaf hash of the line by which it left.
        leaf: Digest,
        /// The position of the line by which it left.
        position: u64,
    }
    /// The next part of this passbook leaves for another; the first such line closes it.
    MergeOut = "merge_out" {
        /// The passbook it leaves for.
        into: LearnerId,
    }
    /// The passbook is opened.
    Open = "open"
    /// An outcome that earned nothing is recorded: failed, withdrawn, absent.
    Record = "record" {
        /// The day on which it was attempted, where that is before it became true in this book: it is recognised.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earned: Option<Date>,
        /// Commitments to the evidence in the vault.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Digest>,
        /// The grade, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grade: Option<Grade>,
        /// What was attempted.
        of: Learned,
        /// How it ended.
        result: NotPassed,
        /// The presentation or run of the course.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        run: Option<Code>,
    }
    /// The issuer corrects the grade of a lot.
    Regrade = "regrade" {
        /// Commitments to the evidence in the vault.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Digest>,
        /// The right grade, on the same scale.
        grade: Grade,
        /// The lot.
        lot: LotId,
    }
    /// An award is made (兑换): the lots of a plan are bound in the award's scope.
    Redeem = "redeem" {
        /// The proof of how good the plan is.
        certificate: Attached<Certificate>,
        /// The matriculation.
        matriculation: EntryId,
        /// The plan, made for the effective date.
        plan: Attached<Plan>,
    }
    /// A reviewer refuses an application. The lots stay held until the last day for an appeal.
    Refuse = "refuse" {
        /// The application.
        application: HoldId,
        /// Why.
        reasons: Vec<Code>,
        /// Whether the learner waives the appeal, so that the lots are free at once.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waived: bool,
    }
    /// A hold ends before its last day.
    Release = "release" {
        /// The hold.
        hold: HoldId,
        /// Why.
        reason: Code,
    }
    /// Something of a programme is lowered, opened or waived for this learner (免修, 替代, 免除). Where a merge has suspended
    /// what the learner decided, it is decided anew by somebody else.
    Relieve = "relieve" {
        /// The clause it rests on, in the programme's document.
        clause: Code,
        /// The matriculation.
        matriculation: EntryId,
        /// Why.
        reason: Code,
        /// What is decided.
        relief: Relief,
        /// The last day on which it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        through: Option<Date>,
    }
    /// A closed passbook is opened again.
    Reopen = "reopen" {
        /// Why.
        reason: Code,
    }
    /// A line of this passbook is undone: its recorded amounts are posted back.
    Reverse = "reverse" {
        /// Decisions that rely on it and are undone with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cascade: Vec<Cascaded>,
        /// The line.
        entry: EntryId,
        /// Why.
        reason: Code,
    }
    /// The issuer corrects what a lot is worth. Where less is left than is in use, the uses are suspended.
    Revalue = "revalue" {
        /// The right amount, in the lot's unit.
        amount: Amount,
        /// Commitments to the evidence in the vault.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Digest>,
        /// The lot.
        lot: LotId,
    }
    /// The issuer withdraws outcomes; what was built on them is suspended.
    Revoke = "revoke" {
        /// The lots.
        lots: Vec<LotId>,
        /// Why.
        reason: Code,
    }
    /// An award is withdrawn: its lots are free again, or expired.
    RevokeAward = "revoke_award" {
        /// The award.
        award: DecisionId,
        /// Why.
        reason: Code,
    }
    /// The institution that made a suspended decision settles one cause of its suspension.
    Settle = "settle" {
        /// The entry that caused the suspension.
        cause: EntryId,
        /// How it is settled.
        how: Settlement,
        /// What is suspended.
        subject: Subject,
    }
    /// A decision that bound lots ends.
    Unbind = "unbind" {
        /// The decision.
        decision: DecisionId,
        /// Why.
        reason: Code,
    }
    /// The learner takes an application back.
    Withdraw = "withdraw" {
        /// The application.
        application: HoldId,
        /// Why.
        reason: Code,
    }
}

/// A decision that is undone with what it relies on, and who answers for that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cascaded {
    /// The mandate that ends it: of the role, and of the institution, that it takes to end it by itself.
    pub by: MandateId,
    /// The decision.
    pub decision: DecisionId,
}

/// How one cause of a suspension is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Settlement {
    /// The decision stands, for a reason on file; or the lot, which knows no other settlement.
    Keep {
        /// The reason's code.
        reason: Code,
    },
    /// The award stands on another plan.
    Redeem {
        /// The proof of how good the plan is.
        certificate: Attached<Certificate>,
        /// The plan, made for the effective date as if the award had been revoked.
        plan: Attached<Plan>,
    },
    /// The decision stands on other lots, of the same amounts unit by unit. Not for awards made by a plan.
    Replan {
        /// The lots that take the place.
        take: Vec<Take>,
        /// The lots whose place they take: at least those that were revoked.
        without: Vec<LotId>,
    },
    /// The decision is undone.
    Undo,
}

impl Accrue {
    /// The lot that it makes.
    pub(crate) fn lot(&self, id: LotId, worth: &Worth, attempt: Arc<Attempt>, by: &Actor, effective: Date) -> Lot {
        let certified = match &self.of {
            Learned::Certified(certified) => Some(certified),
            Learned::Course(_) => None,
        };
        Lot {
            amount: worth.amount.clone(),
            attempt: Some(attempt),
            by: by.mandate.clone(),
            code: self.of.code(),
            content: worth.content.clone(),
            earned: self.earned.unwrap_or(effective),
            evidence: self.evidence.clone(),
            grade: self.grade.clone(),
            id,
            issuer: by.institution.clone(),
            kind: self.of.kind(),
            latest: effective,
            level: certified.and_then(|certified| certified.level.clone()),
            marks: Vec::new(),
            parts: vec![Part { credits: worth.amount.credits, standing: Standing::FREE }],
            regraded: None,
            revoked: None,
            run: self.run.clone(),
            since: effective,
            swept: None,
            tag: self.tag,
            team: certified.and_then(|certified| certified.team),
            tier: worth.tier,
            valid_through: self.valid_through,
            was: Vec::new(),
        }
    }
}
