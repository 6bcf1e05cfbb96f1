//! Commands that are asked, and entries that were decided.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::{DocumentId, EntryId, LearnerId, LotId, MandateId, RequestKey};
use crate::journal::Origin;
use crate::ledger::act::Act;
use crate::ledger::actor::Actor;
use crate::ledger::appraisal::Appraisal;
use crate::ledger::attempt::{Attempt, Remark, Under};
use crate::ledger::conversion::Conversion;
use crate::ledger::document::Document;
use crate::ledger::judged::Judged;
use crate::ledger::lot::{Lot, Posting, Worth};
use crate::ledger::matriculation::Award;
use crate::ledger::merge::Bundle;
use crate::ledger::standing::{Mark, Subject};
use crate::registry::DocumentKind;
use crate::time::{Date, Period, Timestamp, Zone};

/// The number of the evaluator that decides. Until 1.0 there is one: it is raised together with [`FORMAT`] whenever a
/// line or a meaning changes. From 1.0 old numbers keep their meaning for ever.
pub const SEMANTICS: u32 = 2;

/// The version of the line format that is read and written.
pub const FORMAT: u32 = 2;

/// What is asked of a passbook.
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

/// What an entry changes beyond what its act says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// What the rules say of an application.
    pub application: Option<Appraisal>,
    /// What an accrued or recorded outcome is an attempt at.
    pub attempt: Option<Arc<Attempt>>,
    /// What an award rests on.
    pub award: Option<Award>,
    /// What is converted.
    pub conversion: Option<Conversion>,
    /// Lots that a conversion makes, as they are when they are made.
    pub made: Vec<Lot>,
    /// Lines by which the learner acted on a passbook that is theirs now: what they decided, filed, assessed or relieved.
    pub own: Vec<EntryId>,
    /// Whether a gate was passed.
    pub passed: Option<bool>,
    /// The position of the line that published the version in which a programme is pinned.
    pub pinned: Option<u64>,
    /// What whoever asked should know.
    pub remarks: Vec<Remark>,
    /// The position of the framework in which a corrected mark was read.
    pub scale: Option<u64>,
    /// Lots that a sweep found past their last valid day.
    pub swept: Vec<LotId>,
    /// The last day on which a hold stands from now on.
    pub through: Option<Date>,
    /// The policies under which a use takes attempts, where the best does not count.
    pub under: Vec<Under>,
    /// What an accrued outcome is worth.
    pub worth: Option<Worth>,
    /// Amounts moved, in order.
    pub posts: Vec<Posting>,
    /// Holds and decisions that ended.
    pub ends: Vec<Subject>,
    /// Suspensions set.
    pub marks: Vec<Mark>,
    /// Of the attempts that a use takes, those that were in use already.
    pub joins: Vec<LotId>,
    /// Suspensions lifted.
    pub lifts: Vec<Mark>,
    /// Lots that were accrued in error and are taken out of the passbook.
    pub struck: Vec<LotId>,
    /// What leaves with a merge.
    pub bundle: Option<Bundle>,
}

impl Entry {
    /// The command that this entry answers: deciding it again on the state before gives this entry.
    #[must_use]
    pub fn command(&self) -> Command {
        Command { learner: self.learner, by: self.by.mandate.clone(), effective: self.effective, act: self.act.clone() }
    }

    /// The entry's id in its own passbook.
    #[must_use]
    pub const fn id(&self) -> EntryId {
        EntryId::here(self.n)
    }
}

/// The first line of every journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genesis {
    /// Version of the line format.
    pub format: u32,
    /// Who founds the book: this mandate may publish, and nothing else, without a document that says so.
    pub founder: Actor,
    /// The book's name, for ever.
    pub origin: Origin,
    /// The book that this one goes on for, if it was founded anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refounds: Option<Refounds>,
    /// The civil time zone in which a recorded instant falls on a day.
    pub zone: Zone,
}

/// An old book whose commands were decided again to make this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refounds {
    /// The leaf hash of its last line.
    pub head: Digest,
    /// Its name.
    pub origin: Origin,
    /// How many lines it has.
    pub size: u64,
}

/// What is asked of the book: that a document be in force.
#[derive(Clone, Debug)]
pub struct Publish {
    /// The document as it was read.
    pub document: Arc<Document>,
    /// By what it was judged.
    pub judged: Judged,
    /// SHA-256 of its bytes, under which the store keeps them.
    pub hash: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// The mandate of the person who publishes.
    pub by: MandateId,
    /// The day of publication; not after the day it is recorded.
    pub effective: Date,
}

/// A document that was published, as its line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Which document.
    pub document: DocumentId,
    /// SHA-256 of its bytes.
    pub hash: Digest,
    /// Its kind.
    pub kind: DocumentKind,
    /// Its size in bytes.
    pub size: u64,
    /// The days on which it is in force.
    pub valid: Period,
}

/// What was decided for the whole book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookEntry {
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
    /// By what the document was judged.
    pub judged: Judged,
    /// What was published.
    pub publication: Publication,
}
