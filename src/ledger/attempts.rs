//! Attempts at the same thing. Of several passed attempts at a course or an exam of one issuer the best one
//! counts; a retake of an attempt that is in use waits, suspended, until that use is settled.

use std::cmp::Ordering;

use crate::credit::Credits;
use crate::id::LotId;
use crate::ledger::desk::Desk;
use crate::ledger::lot::Lot;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Place, Standing, Subject};
use crate::registry::Grade;

/// Whether two lots are attempts at the same thing.
pub(crate) fn same_attempt(one: &Lot, other: &Lot) -> bool {
    one.code == other.code && one.kind == other.kind && one.issuer == other.issuer && one.kind.retaken()
}

/// Whether the lot still counts as an attempt.
pub(crate) fn stands(lot: &Lot) -> bool {
    let gone = |place| matches!(place, Place::Revoked | Place::Moved | Place::Expired);
    lot.revoked.is_none() && lot.parts.iter().any(|part| !gone(part.standing.place))
}

impl Desk<'_> {
    /// Puts the attempts at the same thing as `lot` in order. With a `fresh` attempt, one that has just come in,
    /// a use of an older attempt suspends it; without one, uses stay as they are.
    pub(crate) fn rank(&mut self, lot: LotId, fresh: Option<LotId>) -> Result<(), Refusal> {
        let attempts = self.attempts(lot);
        let Some(best) = attempts.iter().max_by(|a, b| self.better(a, b)) else { return Ok(()) };
        let used: Vec<_> = attempts.iter().filter(|lot| lot.is_used()).map(|lot| lot.id).collect();
        if used.is_empty() {
            return self.keep_only(best, &attempts);
        }
        for attempt in attempts.iter().filter(|attempt| !attempt.is_used() && attempt.marks.is_empty()) {
            if fresh == Some(attempt.id) {
                self.suspend_retake(attempt.id, &used);
            } else {
                self.supersede(attempt, best)?;
            }
        }
        Ok(())
    }

    /// The standing attempts at the same thing as a lot, which may have been struck; none if there is nothing to
    /// put in order.
    fn attempts(&self, lot: LotId) -> Vec<Lot> {
        let example = self.lot(lot).ok().or_else(|| self.book().lots.get(&lot)).filter(|lot| lot.kind.retaken());
        let Some(example) = example else { return Vec::new() };
        let mut attempts: Vec<&Lot> = self.lots_that(|lot| same_attempt(example, lot) && stands(lot)).collect();
        if let [only] = attempts.as_slice()
            && only.is_wholly(Place::Available)
        {
            return Vec::new();
        }
        attempts.sort_by_key(|lot| lot.id);
        attempts.into_iter().cloned().collect()
    }

    /// Better grade first; without comparable grades, or with equal ones, the attempt earned later, then the newer.
    fn better(&self, one: &Lot, other: &Lot) -> Ordering {
        self.compare(one.grade.as_ref(), other.grade.as_ref())
            .then(one.earned.cmp(&other.earned))
            .then(one.id.cmp(&other.id))
    }

    /// Of two grades on one scale the better one; others are equal.
    pub(crate) fn compare(&self, one: Option<&Grade>, other: Option<&Grade>) -> Ordering {
        let ranks = || {
            let (one, other) = (one?, other?);
            let scale = self.published().scale(&one.scale, self.day()).filter(|_| one.scale == other.scale)?.item;
            Some((scale.rank(&one.mark).ok()?, scale.rank(&other.mark).ok()?))
        };
        ranks().map_or(Ordering::Equal, |(one, other)| one.cmp(&other))
    }

    /// Nobody relies on any of them: the best stands, the others are superseded. While the best is suspended it stays
    /// where it is: settling that puts them in order again.
    fn keep_only(&mut self, best: &Lot, attempts: &[Lot]) -> Result<(), Refusal> {
        let superseded = Standing::plain(Place::Superseded);
        let credits = if best.marks.is_empty() { best.standing(&superseded) } else { Credits::ZERO };
        self.post_on(best.id, &superseded, best.home(&Standing::FREE, self.day()), credits, self.day())?;
        let others = attempts.iter().filter(|attempt| attempt.id != best.id && attempt.marks.is_empty());
        others.into_iter().try_for_each(|attempt| self.supersede(attempt, best))
    }

    /// Dated at the later of the two attempts.
    fn supersede(&mut self, attempt: &Lot, best: &Lot) -> Result<(), Refusal> {
        let on = attempt.earned.max(best.earned);
        let credits = attempt.standing(&Standing::FREE);
        self.post_on(attempt.id, &Standing::FREE, Standing::plain(Place::Superseded), credits, on)
    }

    fn suspend_retake(&mut self, retake: LotId, used: &[LotId]) {
        let mut causes: Vec<_> = used.iter().flat_map(|lot| self.uses_of(*lot)).filter_map(entry_of).collect();
        causes.sort();
        for cause in causes {
            self.mark(cause, Subject::Lot(retake));
        }
    }
}

/// The entry that made a hold or decision.
pub(crate) const fn entry_of(subject: Subject) -> Option<crate::id::EntryId> {
    match subject {
        Subject::Hold(id) => Some(id.entry),
        Subject::Decision(id) => Some(id.entry),
        Subject::Lot(_) => None,
    }
}
