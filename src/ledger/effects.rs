//! What follows from a command, as its line says, and the line around that.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{EntryId, LearnerId, LotId};
use crate::ledger::application::{Appraisal, Conversion};
use crate::ledger::lot::{Lot, Posting, Worth};
use crate::ledger::matriculation::{Award, Matriculation};
use crate::ledger::named::Actor;
use crate::ledger::outcome::{Attempt, Remark, Under, UsedOn};
use crate::ledger::passbook::{Decision, Enrolment, Recorded};
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

/// The most lots that one pair of entries moves.
pub(crate) const LOTS_MOST: usize = 100;

/// About how many bytes one pair of entries may carry, so that the line stays below its limit.
pub(crate) const BYTES_MOST: usize = 40_000;

/// What one pair of entries moves, as it stood in the passbook it leaves: lots first, then everything else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Decisions, ended ones too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Enrolments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enrolments: Vec<Enrolment>,
    /// The learner's former ids, with the last pair.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<LearnerId>,
    /// Whether this is the last pair.
    pub last: bool,
    /// Lots, whole: parts, scopes, provenance and id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<Lot>,
    /// Matriculations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matriculations: Vec<Matriculation>,
    /// Outcomes that earned nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Recorded>,
    /// The last days of uses of attempts, by thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used: Vec<UsedOn>,
}

impl Bundle {
    /// The same things as seen from the passbook they come into on a day: every id names the passbook it was made
    /// in, and no lot can be moved before that day.
    #[must_use]
    pub(crate) fn moved(mut self, from: LearnerId, to: LearnerId, day: Date) -> Self {
        self.lots.iter_mut().for_each(|lot| move_lot(lot, from, to, day));
        self.decisions.iter_mut().for_each(|decision| move_decision(decision, from, to));
        self.enrolments.iter_mut().for_each(|enrolment| move_enrolment(enrolment, from, to));
        self.matriculations.iter_mut().for_each(|one| one.move_ids(from, to));
        self.records.iter_mut().for_each(|record| record.id = record.id.moved(from, to));
        self
    }
}

fn move_lot(lot: &mut Lot, from: LearnerId, to: LearnerId, day: Date) {
    lot.latest = lot.latest.max(day);
    lot.id = lot.id.moved(from, to);
    lot.revoked = lot.revoked.map(|entry| entry.moved(from, to));
    lot.swept = lot.swept.map(|entry| entry.moved(from, to));
    lot.marks.iter_mut().for_each(|mark| *mark = mark.moved(from, to));
    lot.marks.sort();
    for part in &mut lot.parts {
        part.standing = part.standing.moved(from, to);
    }
    lot.parts.sort_by(|a, b| a.standing.cmp(&b.standing));
}

fn move_decision(decision: &mut Decision, from: LearnerId, to: LearnerId) {
    decision.id = decision.id.moved(from, to);
    if let Some(conversion) = &mut decision.conversion {
        conversion.move_ids(from, to);
    }
    if let Some(award) = &mut decision.award {
        award.move_ids(from, to);
    }
    decision.ended = decision.ended.map(|entry| entry.moved(from, to));
    decision.own = decision.own.map(|entry| entry.moved(from, to));
    decision.marks.iter_mut().for_each(|mark| *mark = mark.moved(from, to));
    decision.marks.sort();
    for take in &mut decision.take {
        take.lot = take.lot.moved(from, to);
    }
    decision.joins.iter_mut().for_each(|lot| *lot = lot.moved(from, to));
}

fn move_enrolment(enrolment: &mut Enrolment, from: LearnerId, to: LearnerId) {
    enrolment.id = enrolment.id.moved(from, to);
    enrolment.left = enrolment.left.take().map(|left| left.moved(from, to));
}
