//! What follows from a command, as its line says, and the line around that.

use std::sync::Arc;

use crate::id::{EntryId, LotId};
use crate::ledger::actor::Actor;
use crate::ledger::appraisal::Appraisal;
use crate::ledger::attempt::{Attempt, Remark, Under};
use crate::ledger::conversion::Conversion;
use crate::ledger::lot::{Lot, Posting, Worth};
use crate::ledger::matriculation::Award;
use crate::ledger::merge::Bundle;
use crate::ledger::standing::{Mark, Subject};
use crate::time::{Date, Timestamp};

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

/// A line without its act: what a verb sees of it when the line is applied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame<'a> {
    /// The line's number in the passbook.
    pub(crate) n: u32,
    /// Who acted.
    pub(crate) by: &'a Actor,
    /// The day on which it is true.
    pub(crate) effective: Date,
    /// When the book learned it.
    pub(crate) recorded: Timestamp,
    /// What follows from it.
    pub(crate) effects: &'a Effects,
}

impl Frame<'_> {
    /// The entry's id in its own passbook.
    pub(crate) const fn id(&self) -> EntryId {
        EntryId::here(self.n)
    }
}
