//! Lots and their parts, and the postings that move parts.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::credit::{Amount, Credits};
use crate::id::{Code, EntryId, InstitutionId, LotId, ScaleId};
use crate::ledger::attempt::Attempt;
use crate::ledger::outcome::Team;
use crate::ledger::standing::{Place, Standing};
use crate::registry::{Counting, Grade, Level, OutcomeKind, Thing, Tier};
use crate::time::Date;

/// What one passed outcome is worth. Its attributes never merge with another lot's, and its id never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// The amount that was accrued. The parts always sum to it.
    pub amount: Amount,
    /// What it is an attempt at. Credit of a category is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Arc<Attempt>>,
    /// The course's code, or the certified outcome's.
    pub code: Code,
    /// The content key: equal keys mean same or similar content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Code>,
    /// The day it was earned.
    pub earned: Date,
    /// Commitments to the evidence in the vault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<crate::digest::Digest>,
    /// The grade, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Its id.
    pub id: LotId,
    /// The institution that issued it.
    pub issuer: InstitutionId,
    /// The kind of outcome.
    pub kind: OutcomeKind,
    /// The latest effective date of anything that moved it.
    pub latest: Date,
    /// The level, in a named framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The entries because of which it is suspended, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<EntryId>,
    /// Where each part stands: one part a standing, in order, none of them zero unless the lot is.
    pub parts: Vec<Part>,
    /// The day from which its grade is what it is, if it was corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regraded: Option<Date>,
    /// The entry that revoked it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<EntryId>,
    /// The presentation or run of the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Code>,
    /// The day from which it is in the book.
    pub since: Date,
    /// The sweep that found it past its last valid day, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swept: Option<EntryId>,
    /// The tag by which the same certificate is seen elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<crate::digest::Digest>,
    /// For a team's award: how many, and which member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Team>,
    /// The tier at which it counts.
    pub tier: Tier,
    /// The last day on which it is valid; without one it does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<Date>,
}

/// A part of a lot: an amount, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// How much, in the lot's unit.
    pub credits: Credits,
    /// Where it stands.
    pub standing: Standing,
}

/// An amount of one lot moved from a source to a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posting {
    /// How much, in the lot's unit.
    pub credits: Credits,
    /// Where it stood.
    pub from: Standing,
    /// The lot.
    pub lot: LotId,
    /// Where it stands now.
    pub to: Standing,
}

/// An amount of one lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Take {
    /// How much, in the lot's unit.
    pub credits: Credits,
    /// The lot.
    pub lot: LotId,
}

/// What an accrued outcome is worth, as the documents in force said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worth {
    /// The amount.
    pub amount: Amount,
    /// The content key of the catalogue's course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Code>,
    /// The tier.
    pub tier: Tier,
}

impl Lot {
    /// How much of it stands exactly there.
    #[must_use]
    pub fn standing(&self, standing: &Standing) -> Credits {
        self.parts.iter().find(|part| part.standing == *standing).map_or(Credits::ZERO, |part| part.credits)
    }

    /// Whether all of it stands at that place.
    #[must_use]
    pub fn is_wholly(&self, place: Place) -> bool {
        self.parts.iter().all(|part| part.standing.place == place)
    }

    /// Whether any part is held, consumed or reserved.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.parts.iter().any(|part| part.standing.is_used())
    }

    /// Whether it is past its last valid day on `day`. The last valid day itself still counts.
    #[must_use]
    pub fn is_past(&self, day: Date) -> bool {
        self.valid_through.is_some_and(|last| day > last)
    }

    /// What it is an attempt at.
    #[must_use]
    pub fn thing(&self) -> Option<&Thing> {
        self.attempt.as_ref().map(|attempt| &attempt.thing)
    }

    /// Whether attempts at its thing counted so on its day.
    pub(crate) fn says(&self, counting: Counting) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| attempt.attempts.counting == counting)
    }

    /// Whether a conversion made it: what it makes is numbered from 1.
    #[must_use]
    pub const fn is_converted(&self) -> bool {
        self.id.k > 0
    }

    /// Whether it counts as an attempt on a day: it is in the book, earned and valid, and neither revoked nor
    /// suspended.
    #[must_use]
    pub fn is_candidate(&self, day: Date) -> bool {
        self.is_there(day) && self.revoked.is_none() && self.marks.is_empty() && !self.is_past(day)
    }

    /// Whether it was in the book, and earned, by a day.
    #[must_use]
    pub fn is_there(&self, day: Date) -> bool {
        self.since <= day && self.earned <= day
    }

    /// How much of it is available and in no scope, whether or not it can be used.
    #[must_use]
    pub fn unused(&self) -> Credits {
        self.standing(&Standing::FREE)
    }

    /// How much of it stands as is meant. Parts sum to the lot, so what some of them sum to is no more.
    pub(crate) fn in_parts(&self, meant: impl Fn(&Standing) -> bool) -> Credits {
        let parts = self.parts.iter().filter(|part| meant(&part.standing)).map(|part| part.credits);
        Credits::total(parts).unwrap_or(self.amount.credits)
    }

    /// Whether it has a part that is available and in no scope. A lot that is worth nothing has one of nothing.
    #[must_use]
    pub(crate) fn has_unused(&self) -> bool {
        self.parts.iter().any(|part| part.standing.is_free())
    }

    /// When its mark on a scale was read, and in which framework: the position of the line that published it.
    pub(crate) fn mark_read(&self, scale: &ScaleId) -> Option<(Date, u64)> {
        self.grade.as_ref().filter(|grade| grade.scale == *scale)?;
        Some((self.regraded.unwrap_or(self.since), self.attempt.as_ref()?.scale?))
    }

    /// Where an amount goes that is freed: what was revoked does not come back to life.
    #[must_use]
    pub(crate) fn home(&self, standing: &Standing) -> Standing {
        standing.at(if self.revoked.is_some() { Place::Revoked } else { Place::Available })
    }

    /// Moves an amount between two standings; `None` if there is not as much at the source.
    pub(crate) fn shift(&mut self, from: &Standing, to: &Standing, credits: Credits) -> Option<()> {
        let at = self.parts.iter().position(|part| part.standing == *from)?;
        let source = self.parts.get_mut(at)?;
        source.credits = source.credits.minus(credits).ok()?;
        if source.credits.is_zero() {
            self.parts.remove(at);
        }
        match self.parts.binary_search_by(|part| part.standing.cmp(to)) {
            Ok(target) => {
                let target = self.parts.get_mut(target)?;
                target.credits = target.credits.plus(credits).ok()?;
            }
            Err(place) => self.parts.insert(place, Part { credits, standing: to.clone() }),
        }
        Some(())
    }
}
