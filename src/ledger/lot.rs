//! Lots and their parts, and the postings that move parts.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Credits};
use crate::id::{Code, EntryId, InstitutionId, LotId, MandateId, ScaleId};
use crate::ledger::named::Carrier;
use crate::ledger::outcome::{Attempt, Team};
use crate::ledger::standing::{Place, Scope, Standing};
use crate::registry::{Counting, Grade, Level, OutcomeKind, Thing, Tier};
use crate::time::Date;

/// What one passed outcome is worth. Its attributes never merge with another lot's, and its id never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// What it is worth: the amount that was accrued, or what its issuer corrected that to. The parts sum to it and to
    /// what it is short of.
    pub amount: Amount,
    /// What it is an attempt at. Credit of a category is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Arc<Attempt>>,
    /// The mandate that answers for it: that made it; or that kept it, where the learner had made it.
    pub by: MandateId,
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
    pub parts: Vec<LotPart>,
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
    /// What it was worth before its issuer corrected that, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<Was>,
}

/// What a lot was worth until a day, from which it is worth something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Was {
    /// How much, in the lot's unit.
    pub credits: Credits,
    /// The first day on which it is worth something else.
    pub until: Date,
}

/// A part of a lot: an amount, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotPart {
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

/// Why a lot does not count on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exclusion {
    /// It is suspended.
    Suspended,
    /// An entry revoked it.
    Revoked(EntryId),
    /// It is past its last valid day.
    Past(Date),
    /// It is not yet in the book, or not yet earned.
    NotYet,
}

impl Lot {
    /// Everything for which it does not count on a day, in the order in which it is told.
    pub(crate) fn exclusions(&self, day: Date) -> impl Iterator<Item = Exclusion> {
        let suspended = (!self.marks.is_empty()).then_some(Exclusion::Suspended);
        let past = self.valid_through.filter(|last| day > *last).map(Exclusion::Past);
        let not_yet = (!self.is_there(day)).then_some(Exclusion::NotYet);
        [suspended, self.revoked.map(Exclusion::Revoked), past, not_yet].into_iter().flatten()
    }

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
        self.exclusions(day).next().is_none()
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

    /// By how much more of it is in use than it is worth, since its amount was corrected.
    #[must_use]
    pub fn short(&self) -> Credits {
        self.in_parts(|_| true).minus(self.amount.credits).unwrap_or(Credits::ZERO)
    }

    /// What it was worth on a day.
    #[must_use]
    pub fn credits_on(&self, day: Date) -> Credits {
        self.was.iter().find(|was| day < was.until).map_or(self.amount.credits, |was| was.credits)
    }

    /// It is worth another amount from a day on; `None` if its parts came to more than any amount can be.
    pub(crate) fn revalue(&mut self, credits: Credits, from: Date) -> Option<()> {
        self.was.push(Was { credits: self.amount.credits, until: from });
        self.be_worth(credits, from)
    }

    /// It is worth again what it was before it was last revalued; `None` if it never was.
    pub(crate) fn value_again(&mut self, day: Date) -> Option<()> {
        let was = self.was.pop()?;
        self.be_worth(was.credits, day)
    }

    /// What nobody uses becomes more or less; where more is in use than it is worth, nothing of it is left.
    fn be_worth(&mut self, credits: Credits, day: Date) -> Option<()> {
        let used = self.in_parts(|standing| !standing.is_unused());
        self.amount.credits = credits;
        self.latest = self.latest.max(day);
        self.parts.retain(|part| !part.standing.is_unused());
        let unused = credits.minus(used).unwrap_or(Credits::ZERO);
        self.put(&self.home(&Standing::FREE), unused)
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

    /// Moves an amount between two standings; `None` if there is not as much at the source. What nobody uses any more
    /// first makes up for what the lot is short of, so that so much less arrives.
    pub(crate) fn shift(&mut self, from: &Standing, to: &Standing, credits: Credits) -> Option<()> {
        let short = if to.is_unused() { self.short() } else { Credits::ZERO };
        let at = self.parts.iter().position(|part| part.standing == *from)?;
        let source = self.parts.get_mut(at)?;
        source.credits = source.credits.minus(credits).ok()?;
        if source.credits.is_zero() {
            self.parts.remove(at);
        }
        self.put(to, credits.minus(credits.min(short)).ok()?)
    }

    /// So much more stands there. Nothing at all stands where nobody uses it only if the whole lot does.
    fn put(&mut self, to: &Standing, credits: Credits) -> Option<()> {
        if credits.is_zero() && to.is_unused() && !self.parts.is_empty() {
            return Some(());
        }
        match self.parts.binary_search_by(|part| part.standing.cmp(to)) {
            Ok(target) => {
                let target = self.parts.get_mut(target)?;
                target.credits = target.credits.plus(credits).ok()?;
            }
            Err(place) => self.parts.insert(place, LotPart { credits, standing: to.clone() }),
        }
        Some(())
    }
}

/// The scopes out of which a use takes, and the one that it binds in.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// What it takes beside what is free.
    pub(crate) scopes: Vec<Scope>,
    /// Where it binds: what is there already is not taken again.
    pub(crate) avoid: Option<Scope>,
    /// What would have to say more.
    pub(crate) carrier: Carrier,
}

impl Reach {
    /// Only what is free.
    pub(crate) const FREE: Self = Self { scopes: Vec::new(), avoid: None, carrier: Carrier::None };

    /// Whether it takes of a part.
    pub(crate) fn has(&self, part: &LotPart) -> bool {
        part.standing.place == Place::Available && self.reaches(&part.standing)
    }

    /// Whether it takes out of the scopes of a standing, wherever that is.
    pub(crate) fn reaches(&self, standing: &Standing) -> bool {
        self.avoid.as_ref().is_none_or(|scope| !standing.is_in(scope))
            && standing.scopes.iter().all(|one| self.scopes.contains(&one.scope))
    }
}

/// Fills an amount out of parts in their order: what is taken of each, and how much is missing then. A part of nothing, as
/// a lot has that is worth nothing, is taken too.
pub(crate) fn fill<'a>(
    parts: impl Iterator<Item = &'a LotPart>,
    amount: Credits,
) -> (Vec<(Standing, Credits)>, Credits) {
    let (mut chosen, mut missing) = (Vec::new(), amount);
    for part in parts {
        let credits = part.credits.min(missing);
        missing = missing.minus(credits).unwrap_or(Credits::ZERO);
        if !credits.is_zero() || part.credits.is_zero() {
            chosen.push((part.standing.clone(), credits));
        }
    }
    (chosen, missing)
}
