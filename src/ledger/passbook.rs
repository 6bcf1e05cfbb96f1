//! All that the book knows of one learner (学分账户).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::{Code, DecisionId, EntryId, HoldId, InstitutionId, LearnerId, LotId, MandateId, ProgrammeId, ScaleId};
use crate::ledger::application::{Application, Conversion};
use crate::ledger::lot::{Lot, Take};
use crate::ledger::matriculation::{Assessment, Award, Left, Matriculation};
use crate::ledger::outcome::{Attempt, Learned, NotPassed, Turn, Under};
use crate::ledger::standing::{Scope, Subject, UseKind};
use crate::ledger::verb_list::LearnerVerb;
use crate::registry::{Attempts, Grade, Thing};
use crate::time::{Date, Timestamp};

/// Whether a passbook takes commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nobody has opened it.
    Unopened,
    /// It takes every command.
    Open,
    /// It takes revocations, reviews, reversals and a reopening only.
    Closed,
    /// It left for another passbook, and takes the rest of the merge only.
    Merging {
        /// The passbook it leaves for.
        into: LearnerId,
    },
    /// All of it is in another passbook.
    Merged {
        /// That passbook.
        into: LearnerId,
    },
}

/// All that the book knows of one learner: the fold of the learner's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passbook {
    /// Whose it is.
    pub learner: LearnerId,
    /// The number that its next line will have.
    pub next: u32,
    /// Whether it takes commands.
    pub status: Status,
    /// The effective date of the last change of status.
    pub status_since: Option<Date>,
    /// Lots by id.
    pub lots: BTreeMap<LotId, Lot>,
    /// Holds by id, ended ones too.
    pub holds: BTreeMap<HoldId, HeldFor>,
    /// Applications by the id of their hold, ended ones too.
    pub applications: BTreeMap<HoldId, Application>,
    /// Decisions by id, ended ones too.
    pub decisions: BTreeMap<DecisionId, Decision>,
    /// Enrolments by the entry that made them.
    pub enrolments: BTreeMap<EntryId, Enrolment>,
    /// Matriculations by the entry that made them.
    pub matriculations: BTreeMap<EntryId, Matriculation>,
    /// Outcomes that earned nothing, by the entry that recorded them.
    pub records: BTreeMap<EntryId, Recorded>,
    /// Ids under which the learner was known before.
    pub former: Vec<LearnerId>,
    /// Positions of the out-entries that were taken in.
    pub taken: BTreeSet<u64>,
    /// The day of the last line that made, ended, settled or suspended a use of attempts at a thing.
    pub used: BTreeMap<Thing, Date>,
    /// The passbook that is coming in, pair by pair. Until the last pair has come nothing else is taken.
    pub(crate) arriving: Option<LearnerId>,
    /// What a regrade replaced, by line.
    pub(crate) regrades: BTreeMap<u32, Regraded>,
    /// What was revalued, by line.
    pub(crate) revalues: BTreeMap<u32, LotId>,
    /// The verb of each of its lines, by number; of a view only up to the first line that it leaves out.
    pub(crate) verbs: Vec<LearnerVerb>,
    /// Lines that were reversed, and the line that did it.
    pub(crate) reversed: BTreeMap<EntryId, u32>,
}

/// What a regrade replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Regraded {
    /// The grade before.
    pub(crate) before: Option<Grade>,
    /// Since when that was the grade, if it was a correction too.
    pub(crate) since: Option<Date>,
    /// The framework in which the mark before was read.
    pub(crate) scale: Option<u64>,
    /// The lot.
    pub(crate) lot: LotId,
    /// The day from which the grade is the new one.
    pub(crate) on: Date,
}

/// A hold: amounts reserved while an application is under review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldFor {
    /// Its id.
    pub id: HoldId,
    /// The institution that holds.
    pub institution: InstitutionId,
    /// Lots that the application reads beside those: they are free, and it rests on them.
    pub read: Vec<LotId>,
    /// Which lots, and how much of each.
    pub take: Vec<Take>,
    /// The day from which it holds.
    pub from: Date,
    /// The last day on which it stands.
    pub through: Date,
    /// The entry that ended it.
    pub ended: Option<EntryId>,
    /// Of its lots, those that were in use already when it was made.
    pub joins: Vec<LotId>,
    /// The entries because of which it is suspended.
    pub marks: Vec<EntryId>,
    /// The line that suspended it because the learner had filed its application, or agreed to it.
    pub own: Option<EntryId>,
    /// When the book learned it.
    pub recorded: Timestamp,
    /// The policies under which it takes attempts, where the best does not count.
    pub under: Vec<Under>,
}

fn turn(recorded: Timestamp, effective: Date, entry: EntryId, learner: LearnerId) -> Turn {
    Turn { recorded, effective, home: entry.home.unwrap_or(learner), n: entry.n }
}

impl HeldFor {
    /// When it was made, by the side of other uses.
    pub(crate) fn turn(&self, learner: LearnerId) -> Turn {
        turn(self.recorded, self.from, self.id.entry, learner)
    }

    /// Whether it relies on a lot, if only to read it.
    pub(crate) fn relies_on(&self, lot: LotId) -> bool {
        self.take.iter().any(|take| take.lot == lot) || self.read.contains(&lot)
    }

    /// All lots that it relies on.
    pub(crate) fn all_lots(&self) -> impl Iterator<Item = LotId> {
        self.take.iter().map(|take| take.lot).chain(self.read.iter().copied())
    }
}

/// A decision by which lots are bound in a scope, or converted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What it rests on, if it is an award made by a plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub award: Option<Award>,
    /// The mandates that answer for it, in order: that made it or agreed to it, and those that settled it since. Where the
    /// learner was among them, only the one that kept it.
    pub by: Vec<MandateId>,
    /// What was converted, if it is a conversion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversion: Option<Conversion>,
    /// The document in which it was decided; of a conversion, the hash of its explanation; of an award, that of its plan.
    pub decided: Digest,
    /// The day on which it took effect.
    pub effective: Date,
    /// The entry that ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<EntryId>,
    /// When the hold was made out of which it came: it keeps that turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Turn>,
    /// Its id.
    pub id: DecisionId,
    /// The institution that made it.
    pub institution: InstitutionId,
    /// Of its lots, those that were in use already when it was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<LotId>,
    /// The entries because of which it is suspended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<EntryId>,
    /// The line that suspended it because the learner had made it, until somebody else settles that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<EntryId>,
    /// When the book learned it.
    pub recorded: Timestamp,
    /// What the use is for; a conversion has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Which lots, and how much of each.
    pub take: Vec<Take>,
    /// The policies under which it takes attempts, where the best does not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub under: Vec<Under>,
    /// How they are used.
    pub r#use: UseKind,
}

impl Decision {
    /// When it was decided, by the side of other uses.
    pub(crate) fn turn(&self, learner: LearnerId) -> Turn {
        self.held.unwrap_or_else(|| turn(self.recorded, self.effective, self.id.entry, learner))
    }

    /// Whether it relies on a lot, if only as a witness or as what a rule or a plan reads.
    pub(crate) fn relies_on(&self, lot: LotId) -> bool {
        self.all_lots().any(|one| one == lot)
    }

    /// All lots that it relies on.
    pub(crate) fn all_lots(&self) -> impl Iterator<Item = LotId> {
        let read = self.conversion.iter().flat_map(|conversion| &conversion.read);
        let read = read.chain(self.award.iter().flat_map(|award| &award.read));
        self.take.iter().map(|take| take.lot).chain(read.copied())
    }

    /// Whether it relies on a lot, or used it up because it lost to one that it relies on.
    pub(crate) fn uses(&self, lot: LotId) -> bool {
        self.relies_on(lot) || self.names(lot)
    }

    /// Whether a lot is among those that it binds, or lost to one of them.
    pub(crate) fn names(&self, lot: LotId) -> bool {
        let lost = self.conversion.iter().flat_map(|conversion| &conversion.lost);
        self.take.iter().chain(lost).any(|take| take.lot == lot)
    }

    /// The order in which decisions were made. What came in by a merge was made before what was decided here since.
    pub(crate) fn order(&self) -> (Timestamp, bool, DecisionId) {
        (self.recorded, self.id.entry.home.is_none(), self.id)
    }
}

/// An enrolment in a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// The day it is planned to end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
    /// The day on which it took effect.
    pub from: Date,
    /// Its id: the entry that made it.
    pub id: EntryId,
    /// The institution.
    pub institution: InstitutionId,
    /// How it ended, if the learner left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
    /// The programme.
    pub programme: ProgrammeId,
    /// The day of registration, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Date>,
    /// The presentation or run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Code>,
    /// The first day of study.
    pub starts: Date,
}

/// An outcome that earned nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// What it was an attempt at, in full.
    pub attempt: Arc<Attempt>,
    /// The day on which it was attempted, where that was before it became true in this book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earned: Option<Date>,
    /// The grade, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Its id: the entry that recorded it.
    pub id: EntryId,
    /// The institution that recorded it.
    pub institution: InstitutionId,
    /// What was attempted.
    pub of: Learned,
    /// The day from which it is in the book.
    pub on: Date,
    /// How it ended.
    pub result: NotPassed,
    /// The presentation or run of the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Code>,
}

impl Recorded {
    /// The day on which it was attempted.
    #[must_use]
    pub fn attempted(&self) -> Date {
        self.earned.unwrap_or(self.on)
    }

    /// When its mark on a scale was read, and in which framework.
    pub(crate) fn mark_read(&self, scale: &ScaleId) -> Option<(Date, u64)> {
        self.grade.as_ref().filter(|grade| grade.scale == *scale)?;
        Some((self.on, self.attempt.scale?))
    }
}

impl Passbook {
    /// The passbook of a learner of whom the book knows nothing.
    #[must_use]
    pub const fn new(learner: LearnerId) -> Self {
        Self {
            learner,
            next: 0,
            status: Status::Unopened,
            status_since: None,
            lots: BTreeMap::new(),
            holds: BTreeMap::new(),
            applications: BTreeMap::new(),
            decisions: BTreeMap::new(),
            enrolments: BTreeMap::new(),
            matriculations: BTreeMap::new(),
            records: BTreeMap::new(),
            former: Vec::new(),
            taken: BTreeSet::new(),
            used: BTreeMap::new(),
            arriving: None,
            regrades: BTreeMap::new(),
            revalues: BTreeMap::new(),
            verbs: Vec::new(),
            reversed: BTreeMap::new(),
        }
    }

    /// Remembers which verb its line `n` was, if it remembers those before.
    pub(crate) fn wrote(&mut self, n: u32, verb: LearnerVerb) {
        if usize::try_from(n) == Ok(self.verbs.len()) {
            self.verbs.push(verb);
        }
    }

    /// Which verb a line was, if it is a line of this passbook that it remembers.
    pub(crate) fn verb_of(&self, line: EntryId) -> Option<LearnerVerb> {
        let n = usize::try_from(line.n).ok().filter(|_| line.home.is_none())?;
        self.verbs.get(n).copied()
    }

    /// The causes for which a lot, decision or hold is suspended.
    #[must_use]
    pub fn marks_on(&self, subject: Subject) -> &[EntryId] {
        match subject {
            Subject::Lot(id) => self.lots.get(&id).map_or(&[], |lot| &lot.marks),
            Subject::Decision(id) => self.decisions.get(&id).map_or(&[], |decision| &decision.marks),
            Subject::Hold(id) => self.holds.get(&id).map_or(&[], |hold| &hold.marks),
        }
    }

    /// When a hold or decision was made, by the side of others.
    pub(crate) fn turn_of(&self, subject: Subject) -> Option<Turn> {
        match subject {
            Subject::Decision(id) => self.decisions.get(&id).map(|one| one.turn(self.learner)),
            Subject::Hold(id) => self.holds.get(&id).map(|one| one.turn(self.learner)),
            Subject::Lot(_) => None,
        }
    }

    /// Whether a lot was in use already when a use of it was made.
    pub(crate) fn joined(&self, subject: Subject, lot: LotId) -> bool {
        let joins = match subject {
            Subject::Decision(id) => self.decisions.get(&id).map(|one| &one.joins),
            Subject::Hold(id) => self.holds.get(&id).map(|one| &one.joins),
            Subject::Lot(_) => None,
        };
        joins.is_some_and(|joins| joins.contains(&lot))
    }

    /// The policy under which a use takes attempts at a thing.
    pub(crate) fn policy_of(&self, subject: Subject, thing: &Thing) -> Attempts {
        let under = match subject {
            Subject::Decision(id) => self.decisions.get(&id).map(|one| &one.under),
            Subject::Hold(id) => self.holds.get(&id).map(|one| &one.under),
            Subject::Lot(_) => None,
        };
        written(under.map(Vec::as_slice).unwrap_or_default(), thing)
    }

    /// A matriculation and those in earlier versions whose place it took, the latest first.
    pub(crate) fn versions_of<'a>(&'a self, of: &'a Matriculation) -> impl Iterator<Item = &'a Matriculation> {
        let same = |one: &Matriculation, later: &Matriculation| {
            let (own, other) = (&later.document, &one.document);
            let way = (&one.pathway, one.stage, &one.programme) == (&later.pathway, later.stage, &later.programme);
            own == other && way && one.succeeded == Some(later.id)
        };
        let earlier = move |later: &&'a Matriculation| {
            later.from.and_then(|from| self.matriculations.get(&from)).filter(|one| same(one, later))
        };
        std::iter::successors(Some(of), earlier)
    }

    /// What was tried from a matriculation, also in earlier versions.
    pub(crate) fn assessments_of<'a>(&'a self, of: &'a Matriculation) -> impl Iterator<Item = &'a Assessment> {
        self.versions_of(of).flat_map(|one| &one.assessments)
    }

    /// A use of attempts at a thing was made, ended, settled or suspended on a day.
    pub(crate) fn use_on(&mut self, thing: &Thing, on: Date) {
        let last = self.used.entry(thing.clone()).or_insert(on);
        *last = on.max(*last);
    }

    /// Holds that have not ended.
    pub fn open_holds(&self) -> impl Iterator<Item = &HeldFor> {
        self.holds.values().filter(|hold| hold.ended.is_none())
    }

    /// Whether a decision is a conversion.
    pub(crate) fn converts(&self, id: DecisionId) -> bool {
        self.decisions.get(&id).is_some_and(|decision| decision.conversion.is_some())
    }

    /// Decisions that have not ended.
    pub fn live_decisions(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.values().filter(|decision| decision.ended.is_none())
    }
}

/// The policy that a use wrote for a thing: the best counts where it wrote none.
pub(crate) fn written(under: &[Under], thing: &Thing) -> Attempts {
    let of = under.iter().find(|one| one.thing == *thing);
    of.map_or(Attempts::BEST, |one| one.attempts.clone())
}
