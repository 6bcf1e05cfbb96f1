//! Commands that are asked, and entries that were decided.

use crate::id::{EntryId, LearnerId, MandateId, RequestKey};
use crate::ledger::act::Act;
use crate::ledger::attached::Attachments;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::named::Actor;
use crate::time::{Date, Timestamp};

/// Who acts, and as of when: a mandate and the day on which what is asked is true.
///
/// ```
/// use creditbank::{date, mandate};
///
/// let registrar = mandate!("sv01-registrar-1");
/// let (term, exam) = (registrar.on(date!("2023-09-01")), registrar.on(date!("2024-01-20")));
/// assert!(term.by == exam.by && term.effective < exam.effective);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The mandate of the person who asks.
    pub by: MandateId,
    /// The day on which it is true; not after the day it is recorded.
    pub effective: Date,
}

impl MandateId {
    /// Who acts, and as of when.
    #[must_use]
    pub fn on(&self, effective: Date) -> Acting {
        Acting { by: self.clone(), effective }
    }
}

/// What is asked of a passbook, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command<A = Act> {
    /// Whose passbook.
    pub learner: LearnerId,
    /// The mandate of the person who asks.
    pub by: MandateId,
    /// The day on which it is true; not after the day it is recorded.
    pub effective: Date,
    /// What is to be done.
    pub act: A,
}

impl<A> Command<A> {
    /// What somebody asks of a learner's passbook.
    pub fn new(learner: LearnerId, who: &Acting, act: A) -> Self {
        Self { learner, by: who.by.clone(), effective: who.effective, act }
    }
}

impl<A: Into<Act>> Command<A> {
    /// The same command with its verb behind the common type.
    pub fn into_any(self) -> Command {
        Command { learner: self.learner, by: self.by, effective: self.effective, act: self.act.into() }
    }
}

/// What was decided for one learner: the command, who asked it, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose passbook.
    pub learner: LearnerId,
    /// The line's number in the passbook.
    pub n: u32,
    /// The request.
    pub key: RequestKey,
    /// Who acted.
    pub by: Actor,
    /// The day on which it is true.
    pub effective: Date,
    /// When the book learned it.
    pub recorded: Timestamp,
    /// The evaluator that decided.
    pub semantics: u32,
    /// The journal positions of the published documents that were read, in order.
    pub cites: Vec<u64>,
    /// What was done.
    pub act: Act,
    /// What follows from it.
    pub effects: Effects,
}

impl Entry {
    /// The command that this entry answers: deciding it again on the state before gives this entry.
    #[must_use]
    pub fn command(&self) -> Command {
        Command { learner: self.learner, by: self.by.mandate.clone(), effective: self.effective, act: self.act.clone() }
    }

    /// The line without its act.
    pub(crate) const fn frame(&self) -> Frame<'_> {
        let Self { n, by, effective, recorded, effects, .. } = self;
        Frame { n: *n, by, effective: *effective, recorded: *recorded, effects }
    }

    /// The entry's id in its own passbook.
    #[must_use]
    pub const fn id(&self) -> EntryId {
        EntryId::here(self.n)
    }
}

impl Act {
    /// The bytes of what it brings, to be kept under their hash before the line is written.
    #[must_use]
    pub fn attachments(&self) -> Vec<Vec<u8>> {
        let Some((plan, certificate)) = self.brings() else { return Vec::new() };
        plan.bytes().into_iter().chain(certificate.bytes()).collect()
    }

    /// Whether it brings a plan.
    #[cfg(feature = "analysis")]
    pub(crate) fn brings_a_plan(&self) -> bool {
        self.brings().is_some()
    }

    /// The act with what it brings.
    #[cfg(feature = "analysis")]
    pub(crate) fn filled(mut self, from: Attachments<'_>) -> Result<Self, String> {
        self.fill(from)?;
        Ok(self)
    }

    fn fill(&mut self, from: Attachments<'_>) -> Result<(), String> {
        let fetch = |hash| from(hash)?.ok_or_else(|| format!("attachment {hash} is not kept"));
        let Some((plan, certificate)) = self.brings_mut() else { return Ok(()) };
        plan.fill(&fetch(plan.hash())?)?;
        certificate.fill(&fetch(certificate.hash())?)
    }
}

impl Entry {
    /// The command that this entry answers, with its attachments: deciding it again on the state before gives this
    /// entry.
    ///
    /// # Errors
    /// An attachment that is not kept, or is not what its hash says.
    pub fn command_with(&self, attachments: Attachments<'_>) -> Result<Command, String> {
        let mut command = self.command();
        command.act.fill(attachments)?;
        Ok(command)
    }
}
