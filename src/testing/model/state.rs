//! What the model knows, and how it is asked.

use crate::id::{EntryId, InstitutionId, LearnerId, LotId};
use crate::ledger::{Command, Passbook, Scope, Standing, Status, Subject, UseKind};
use crate::registry::Grade;
use crate::testing::model::quanta::seen;
use crate::time::{Date, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// The reasons against a command, by the names of the refusals.
pub type Reasons = BTreeSet<&'static str>;

pub(super) const QUANTUM: u64 = 5_000;

/// A lot as single quanta. One that is worth nothing has a single quantum of nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quanta {
    /// What makes two lots attempts at the same thing; none where each stands alone.
    pub(super) attempt: Option<String>,
    pub(super) unit: String,
    pub(super) is_nothing: bool,
    pub(super) issuer: InstitutionId,
    pub(super) earned: Date,
    pub(super) latest: Date,
    pub(super) last: Option<Date>,
    pub(super) swept: bool,
    pub(super) revoked: Option<EntryId>,
    pub(super) grade: Option<Grade>,
    pub(super) tag: Option<String>,
    /// The entries because of which it is suspended.
    pub marks: BTreeSet<EntryId>,
    /// Where each quantum stands, and where it stood before it was revoked.
    pub(super) quanta: Vec<(Standing, Option<Standing>)>,
}

/// A hold or a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    pub(super) institution: InstitutionId,
    /// The lots, and how many quanta of each.
    pub(super) take: Vec<(LotId, usize)>,
    pub(super) from: Date,
    pub(super) recorded: Timestamp,
    pub(super) through: Option<Date>,
    pub(super) scope: Option<Scope>,
    pub(super) kind: Option<UseKind>,
    pub(super) ended: bool,
    /// The entries because of which it is suspended.
    pub marks: BTreeSet<EntryId>,
}

/// What else a line can do that can be reversed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) institution: InstitutionId,
    pub(super) on: Date,
    /// For an enrolment: the line by which the learner left, and when.
    pub(super) left: Option<(EntryId, Date)>,
}

/// The model of one passbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub(super) learner: LearnerId,
    pub(super) next: u32,
    /// Its status.
    pub status: Status,
    pub(super) since: Option<Date>,
    /// Its lots.
    pub lots: BTreeMap<LotId, Quanta>,
    /// Its holds and decisions, ended ones too.
    pub uses: BTreeMap<Subject, Use>,
    pub(super) enrolments: BTreeMap<EntryId, Fact>,
    pub(super) records: BTreeMap<EntryId, Fact>,
    pub(super) regrades: BTreeMap<EntryId, (LotId, Option<Grade>, Date)>,
    pub(super) revocations: BTreeSet<EntryId>,
    pub(super) reversed: BTreeSet<EntryId>,
    pub(super) former: Vec<LearnerId>,
    pub(super) taken: BTreeSet<u64>,
}

/// A command at work on a copy of the model.
pub(super) struct Work {
    pub(super) model: Model,
    pub(super) reasons: Reasons,
    pub(super) day: Date,
    pub(super) me: EntryId,
    pub(super) institution: String,
    pub(super) role: String,
    pub(super) recorded: Timestamp,
}

impl Model {
    /// A passbook that nobody has opened.
    #[must_use]
    pub fn new(learner: LearnerId) -> Self {
        Self {
            learner,
            next: 0,
            status: Status::Unopened,
            since: None,
            lots: BTreeMap::new(),
            uses: BTreeMap::new(),
            enrolments: BTreeMap::new(),
            records: BTreeMap::new(),
            regrades: BTreeMap::new(),
            revocations: BTreeSet::new(),
            reversed: BTreeSet::new(),
            former: Vec::new(),
            taken: BTreeSet::new(),
        }
    }

    /// The model after the command, or every reason against it.
    ///
    /// # Errors
    /// All reasons, by the names of the refusals.
    pub fn after(&self, command: &Command, recorded: Timestamp, today: Date) -> Result<Self, Reasons> {
        let (institution, role) = command.by.as_str().split_once('-').unwrap_or_default();
        let mut work = Work {
            model: self.clone(),
            reasons: Reasons::new(),
            day: command.effective,
            me: EntryId::here(self.next),
            institution: institution.to_uppercase(),
            role: role.into(),
            recorded,
        };
        work.unless(role != "former", "MandateNotInForce");
        work.unless(command.effective <= today, "InFuture");
        work.admit(&command.act);
        work.act(&command.act);
        work.model.next += 1;
        if work.reasons.is_empty() { Ok(work.model) } else { Err(work.reasons) }
    }

    /// What differs between the model and the real passbook, if anything does.
    #[must_use]
    pub fn differs(&self, book: &Passbook) -> Option<String> {
        let says = |what: &str, model: String, real: String| {
            (model != real).then(|| format!("{what}: the model says {model}, the ledger {real}"))
        };
        let model_lots: Vec<_> = self.lots.iter().map(|(id, lot)| format!("{id}: {}", lot.seen())).collect();
        let real_lots: Vec<_> = book.lots.values().map(|lot| format!("{}: {}", lot.id, seen(lot))).collect();
        let mut real_uses: Vec<_> = book.open_holds().map(|one| (Subject::Hold(one.id), one.marks.clone())).collect();
        real_uses.extend(book.live_decisions().map(|one| (Subject::Decision(one.id), one.marks.clone())));
        real_uses.sort();
        let live = self.uses.iter().filter(|(_, one)| !one.ended);
        let uses: Vec<_> = live.map(|(id, one)| (*id, one.marks.iter().copied().collect::<Vec<_>>())).collect();
        let others = |enrolments: Vec<&EntryId>, records: Vec<&EntryId>| format!("{enrolments:?} {records:?}");
        says("lots", model_lots.join("; "), real_lots.join("; "))
            .or_else(|| says("uses", format!("{uses:?}"), format!("{real_uses:?}")))
            .or_else(|| says("status", format!("{:?}", self.status), format!("{:?}", book.status)))
            .or_else(|| {
                let model = others(self.enrolments.keys().collect(), self.records.keys().collect());
                says("facts", model, others(book.enrolments.keys().collect(), book.records.keys().collect()))
            })
    }
}

/// The entry that made a hold, a decision or a lot.
pub(super) const fn entry_of(subject: Subject) -> EntryId {
    match subject {
        Subject::Hold(id) => id.entry,
        Subject::Decision(id) => id.entry,
        Subject::Lot(id) => id.entry,
    }
}
