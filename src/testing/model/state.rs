//! What the model knows, and how it is asked.

use crate::id::{Code, DecisionId, EntryId, HoldId, InstitutionId, LearnerId, LotId};
use crate::ledger::{Bundle, Command, Standing, Status, Subject};
use crate::registry::{Attempts, Grade, OutcomeKind, Scope, Thing, Tier, UseKind};
use crate::rules::{Grant, ReviewStage};
use crate::testing::model::study::{Awarded, Study};
use crate::time::{Date, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// The reasons against a command, by the names of the refusals.
pub type Reasons = BTreeSet<&'static str>;

pub(super) const QUANTUM: u64 = 5_000;

/// When something was decided, for the order: recorded, effective, in whose passbook, on which line.
pub(super) type Turn = (Timestamp, Date, LearnerId, u32);

/// A lot as single quanta. One that is worth nothing has a single quantum of nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quanta {
    /// What it is an attempt at; category credit is an attempt at nothing.
    pub thing: Option<Thing>,
    /// The policy that its line wrote.
    pub policy: Attempts,
    pub(super) run: Option<Code>,
    pub(super) kind: OutcomeKind,
    pub(super) code: Code,
    pub(super) content: Option<Code>,
    pub(super) tier: Tier,
    pub(super) unit: String,
    /// How many quanta it is worth.
    pub(super) amount: usize,
    /// What it was worth before, and the day on which that ended.
    pub(super) was: Vec<(usize, Date)>,
    pub(super) is_nothing: bool,
    pub(super) issuer: InstitutionId,
    pub(super) earned: Date,
    /// The day from which it is in the book.
    pub(super) since: Date,
    pub(super) latest: Date,
    pub(super) last: Option<Date>,
    pub(super) swept: bool,
    pub(super) revoked: Option<EntryId>,
    pub(super) grade: Option<Grade>,
    pub(super) tag: Option<String>,
    /// Whose mandate answers for it.
    pub(super) by: String,
    /// Whether a conversion made it.
    pub(super) is_made: bool,
    /// The entries because of which it is suspended.
    pub marks: BTreeSet<EntryId>,
    /// Where each quantum stands.
    pub(super) quanta: Vec<Standing>,
}

/// A hold or a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Whose mandates answer for it.
    pub(super) by: BTreeSet<String>,
    /// The line that suspended it because the learner is among them.
    pub(super) own: Option<EntryId>,
    pub(super) institution: InstitutionId,
    /// The lots, and how many quanta of each; also those that are only shown.
    pub(super) take: Vec<(LotId, usize)>,
    /// Lots that it reads beside those.
    pub(super) read: Vec<LotId>,
    /// Lots that lost to those, and are used up with them.
    pub(super) lost: Vec<(LotId, usize)>,
    /// Lots that it made.
    pub(super) made: Vec<LotId>,
    /// Of a conversion: what each rule took and gave, and the day of its application.
    pub(super) grants: Vec<Grant>,
    pub(super) applied: Option<Date>,
    /// Of an award: what else it rests on.
    pub(super) award: Option<Awarded>,
    pub(super) from: Date,
    /// Its place among uses. A decision that came out of a hold keeps the hold's.
    pub(super) turn: Turn,
    /// The place of its own line.
    pub(super) line: Turn,
    pub(super) through: Option<Date>,
    pub(super) scope: Option<Scope>,
    pub(super) kind: Option<UseKind>,
    /// The policy of each of its groups, as its line wrote it.
    pub(super) under: BTreeMap<Thing, Attempts>,
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

/// An outcome that earned nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) fact: Fact,
    pub(super) thing: Option<Thing>,
    pub(super) policy: Attempts,
    pub(super) has_failed: bool,
    /// When it was tried.
    pub(super) earned: Date,
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
    /// Its applications, ended ones too.
    pub(super) applications: BTreeMap<HoldId, Filed>,
    pub(super) enrolments: BTreeMap<EntryId, Fact>,
    /// Its matriculations.
    pub studies: BTreeMap<EntryId, Study>,
    pub(super) records: BTreeMap<EntryId, Record>,
    pub(super) regrades: BTreeMap<EntryId, (LotId, Option<Grade>, Date)>,
    pub(super) revalues: BTreeMap<EntryId, LotId>,
    pub(super) revocations: BTreeSet<EntryId>,
    pub(super) reversed: BTreeSet<EntryId>,
    /// Lines, and the lots for which they suspended what was built on them.
    pub(super) roots: BTreeSet<(EntryId, LotId)>,
    /// Lines, and the uses that they suspended by themselves.
    pub(super) flagged: BTreeSet<(EntryId, Subject)>,
    /// Every day on which something moved a use of a group.
    pub(super) days: BTreeSet<(Thing, Date)>,
    /// Passbooks whose last pair has not come, and the groups into which used lots came.
    pub(super) arriving: Option<LearnerId>,
    pub(super) former: Vec<LearnerId>,
    pub(super) taken: BTreeSet<u64>,
    /// What left for another passbook.
    pub(super) gone: Gone,
}

/// What the model is told beside the command: when it was recorded, which part of a merge its line carries, and the
/// model of the passbook that a merge comes from.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// When the line is recorded.
    pub recorded: Timestamp,
    /// The civil day of that.
    pub today: Date,
    /// What a merge carries: how much fits on a line is for the ledger to say. All, if nothing is said.
    pub pack: Option<&'a Pack>,
    /// The passbook that it comes from, as it is after it left.
    pub from: Option<&'a Model>,
}

/// A command at work on a copy of the model.
pub(super) struct Work {
    pub(super) model: Model,
    /// Out of what the command takes.
    pub(super) reach: Reach,
    /// Uses from which the line lifts a suspension.
    pub(super) lifted: BTreeSet<Subject>,
    pub(super) reasons: Reasons,
    pub(super) day: Date,
    pub(super) me: EntryId,
    pub(super) institution: String,
    pub(super) role: String,
    pub(super) mandate: String,
    pub(super) recorded: Timestamp,
    pub(super) today: Date,
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
            applications: BTreeMap::new(),
            enrolments: BTreeMap::new(),
            studies: BTreeMap::new(),
            records: BTreeMap::new(),
            regrades: BTreeMap::new(),
            revalues: BTreeMap::new(),
            revocations: BTreeSet::new(),
            reversed: BTreeSet::new(),
            roots: BTreeSet::new(),
            flagged: BTreeSet::new(),
            days: BTreeSet::new(),
            arriving: None,
            former: Vec::new(),
            taken: BTreeSet::new(),
            gone: Gone::default(),
        }
    }

    /// The model after the command, or every reason against it.
    ///
    /// # Errors
    /// All reasons, by the names of the refusals.
    pub fn after(&self, command: &Command, heard: Heard<'_>) -> Result<Self, Reasons> {
        let (institution, role) = command.by.as_str().split_once('-').unwrap_or_default();
        let role = role.split('-').next().unwrap_or_default();
        let mut work = Work {
            reach: Reach::default(),
            lifted: BTreeSet::new(),
            model: self.clone(),
            reasons: Reasons::new(),
            day: command.effective,
            me: EntryId::here(self.next),
            institution: institution.to_uppercase(),
            role: role.into(),
            mandate: command.by.to_string(),
            recorded: heard.recorded,
            today: heard.today,
        };
        work.not_own();
        work.unless(work.role != "former", "who/mandate-not-in-force");
        work.unless(command.effective <= heard.today, "when/in-future");
        work.admit(&command.act);
        work.act(&command.act, heard);
        work.model.next += 1;
        if work.reasons.is_empty() { Ok(work.model) } else { Err(work.reasons) }
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

/// Out of which scopes a command takes; without any list, out of all. Never out of the scope that it binds in.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    pub(super) carry: Option<Vec<Scope>>,
    pub(super) avoid: Option<Scope>,
}

impl Reach {
    pub(super) fn has(&self, standing: &Standing) -> bool {
        let carries = |scope: &Scope| self.carry.as_ref().is_none_or(|carry| carry.contains(scope));
        let avoids = self.avoid.as_ref().is_some_and(|scope| standing.is_in(scope));
        !avoids && standing.scopes.iter().all(|one| carries(&one.scope))
    }
}

/// An application. Its id is that of the hold on its lots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub(super) institution: InstitutionId,
    pub(super) effective: Date,
    pub(super) latest: Date,
    /// The people who filed and reviewed it.
    pub(super) people: Vec<String>,
    /// The mandates of those who filed it and agreed to it.
    pub(super) signed: BTreeSet<String>,
    pub(super) grants: Vec<Grant>,
    pub(super) read: Vec<LotId>,
    pub(super) lost: Vec<(LotId, usize)>,
    pub(super) review: Vec<ReviewStage>,
    /// How many have agreed in this round.
    pub(super) agreed: usize,
    pub(super) is_appealed: bool,
    /// After a first refusal: the last day for an appeal.
    pub(super) refused: Option<Date>,
    pub(super) has_ended: bool,
}

/// What one pair of lines of a merge carries, by the ids in the passbook it leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    /// Lots.
    pub lots: Vec<LotId>,
    /// Decisions.
    pub decisions: Vec<DecisionId>,
    /// Enrolments and matriculations.
    pub studies: Vec<EntryId>,
    /// Outcomes that earned nothing.
    pub records: Vec<EntryId>,
    /// Whether it is the last pair.
    pub last: bool,
}

/// What left a passbook, as it stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) lots: BTreeMap<LotId, Quanta>,
    pub(super) uses: BTreeMap<Subject, Use>,
    pub(super) enrolments: BTreeMap<EntryId, Fact>,
    pub(super) studies: BTreeMap<EntryId, Study>,
    pub(super) records: BTreeMap<EntryId, Record>,
}

impl Pack {
    /// What a bundle carries.
    #[must_use]
    pub fn of(bundle: &Bundle) -> Self {
        let enrolments = bundle.enrolments.iter().map(|one| one.id);
        Self {
            lots: bundle.lots.iter().map(|one| one.id).collect(),
            decisions: bundle.decisions.iter().map(|one| one.id).collect(),
            studies: enrolments.chain(bundle.matriculations.iter().map(|one| one.id)).collect(),
            records: bundle.records.iter().map(|one| one.id).collect(),
            last: bundle.last,
        }
    }
}
