//! What travels when one passbook is merged into another.

use serde::{Deserialize, Serialize};

use crate::id::LearnerId;
use crate::ledger::attempt::UsedOn;
use crate::ledger::lot::Lot;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::passbook::{Decision, Enrolment, Recorded};
use crate::time::Date;

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
