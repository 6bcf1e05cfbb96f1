//! Matriculations: which programme, in which version, a learner studies, and what was decided on the way.

use serde::{Deserialize, Serialize};

use crate::credit::Credits;
use crate::id::{Code, DocumentId, EntryId, InstitutionId, LearnerId, LotId, MandateId, ProgrammeId};
use crate::planner::Relief;
use crate::solver::LevelResult;
use crate::time::Date;

/// A matriculation (学籍): a programme or a stage of a pathway, pinned in the version in force on its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matriculation {
    /// The gates that were tried from here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    /// The document of the programme.
    pub document: DocumentId,
    /// The matriculation before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<EntryId>,
    /// Its id: the entry that made it.
    pub id: EntryId,
    /// The institution that would award.
    pub institution: InstitutionId,
    /// How it ended, if the learner left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
    /// Its day.
    pub on: Date,
    /// The pathway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pathway: Option<Code>,
    /// The position of the line that published the version.
    pub position: u64,
    /// The programme.
    pub programme: ProgrammeId,
    /// What was decided for the learner in this programme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliefs: Vec<Relieved>,
    /// The stage of the pathway, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<u32>,
    /// The matriculation that took its place: a later version, or another pathway. A next stage does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succeeded: Option<EntryId>,
}

impl Matriculation {
    /// One that is only asked about: nobody is enrolled, nothing was decided, no gate was tried.
    pub(crate) fn prospective(
        (document, position): (&DocumentId, u64),
        institution: &InstitutionId,
        programme: &ProgrammeId,
        day: Date,
    ) -> Self {
        Self {
            assessments: Vec::new(),
            document: document.clone(),
            from: None,
            id: EntryId::here(u32::MAX),
            institution: institution.clone(),
            left: None,
            on: day,
            pathway: None,
            position,
            programme: programme.clone(),
            reliefs: Vec::new(),
            stage: None,
            succeeded: None,
        }
    }
}

/// A gate that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The mandate that recorded it.
    pub by: MandateId,
    /// The entry that recorded it.
    pub entry: EntryId,
    /// The gate.
    pub gate: Code,
    /// The marks, as its line has them. A merge does not carry them.
    #[serde(skip)]
    pub marks: Vec<SubjectMark>,
    /// The day.
    pub on: Date,
    /// Whether it was passed.
    pub passed: bool,
    /// The line that suspended it because the learner had recorded it. It does not count; somebody else records it anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<EntryId>,
}

impl Assessment {
    /// Whether it says that the gate was passed by a day.
    pub(crate) fn passes_on(&self, day: Date) -> bool {
        self.passed && self.on <= day && self.suspended.is_none()
    }
}

/// The mark of one subject at a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectMark {
    /// The mark, at most the subject's full marks.
    pub marks: Credits,
    /// The subject.
    pub subject: Code,
}

/// A relief, as it was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relieved {
    /// The mandate that decided it.
    pub by: MandateId,
    /// The clause it rests on, in the programme's document.
    pub clause: Code,
    /// The entry that decided it.
    pub entry: EntryId,
    /// Since when.
    pub on: Date,
    /// Why.
    pub reason: Code,
    /// What was decided.
    pub relief: Relief,
    /// The line that suspended it because the learner had decided it. It does not count; somebody else decides it anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<EntryId>,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Date>,
}

/// What an award rests on, beside its lots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// The certificate's hash. The plan's hash is where the decision was made in.
    pub certificate: crate::digest::Digest,
    /// How good the plan is, level by level, and how good anything could be.
    pub levels: Vec<LevelResult>,
    /// The matriculation.
    pub matriculation: EntryId,
    /// The programme.
    pub programme: ProgrammeId,
    /// The lots that it reads beside those that it counts: prerequisites, and what a relief lets count. In order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<LotId>,
    /// The lines of the reliefs and of the passed gates that it rests on, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<EntryId>,
}

impl Award {
    pub(crate) fn move_ids(&mut self, from: LearnerId, to: LearnerId) {
        self.matriculation = self.matriculation.moved(from, to);
        self.read.iter_mut().for_each(|lot| *lot = lot.moved(from, to));
        self.read.sort();
        self.rests_on.iter_mut().for_each(|line| *line = line.moved(from, to));
        self.rests_on.sort();
    }
}

impl Matriculation {
    /// The reliefs that hold on a day, but for those that are suspended.
    pub fn reliefs_on(&self, day: Date) -> impl Iterator<Item = &Relieved> {
        let holds = move |one: &&Relieved| one.on <= day && one.through.is_none_or(|last| day <= last);
        self.reliefs.iter().filter(|one| one.suspended.is_none()).filter(holds)
    }

    /// Whether it is still studied: nobody left, and no other took its place.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.left.is_none() && self.succeeded.is_none()
    }

    pub(crate) fn move_ids(&mut self, from: LearnerId, to: LearnerId) {
        self.id = self.id.moved(from, to);
        self.from = self.from.map(|entry| entry.moved(from, to));
        self.succeeded = self.succeeded.map(|entry| entry.moved(from, to));
        self.left = self.left.take().map(|left| left.moved(from, to));
        self.assessments.iter_mut().for_each(|one| {
            one.entry = one.entry.moved(from, to);
            one.suspended = one.suspended.map(|line| line.moved(from, to));
        });
        self.reliefs.iter_mut().for_each(|one| {
            one.entry = one.entry.moved(from, to);
            one.suspended = one.suspended.map(|line| line.moved(from, to));
            if let Relief::Substitute { lot, .. } = &mut one.relief {
                *lot = lot.moved(from, to);
            }
        });
    }
}

/// How an enrolment or a matriculation ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// The entry that says so.
    pub entry: EntryId,
    /// The day.
    pub on: Date,
    /// Why.
    pub reason: Code,
}

impl Left {
    pub(crate) fn moved(self, from: LearnerId, to: LearnerId) -> Self {
        Self { entry: self.entry.moved(from, to), ..self }
    }
}
