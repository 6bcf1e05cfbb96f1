//! Lots and their parts, and the postings that move parts.

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Credits};
use crate::id::{Code, EntryId, InstitutionId, LotId};
use crate::ledger::outcome::Team;
use crate::ledger::standing::{Place, Standing};
use crate::registry::{Grade, Level, OutcomeKind, Tier};
use crate::time::Date;

/// What one passed outcome is worth. Its attributes never merge with another lot's, and its id never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// The amount that was accrued. The parts always sum to it.
    pub amount: Amount,
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
    /// The entry that revoked it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<EntryId>,
    /// The presentation or run of the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Code>,
    /// The sweep that expired it, if one did.
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
    /// The day of the move, where it is not the entry's effective date: a supersession is dated at the later attempt,
    /// an expiry the day after the last valid day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
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

    /// Where an amount goes that is freed on `day`: it does not come back to life.
    #[must_use]
    pub(crate) fn home(&self, standing: &Standing, day: Date) -> Standing {
        if self.revoked.is_some() {
            standing.at(Place::Revoked)
        } else if standing.scopes.is_empty() && self.is_past(day) {
            Standing::plain(Place::Expired)
        } else {
            standing.at(Place::Available)
        }
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
