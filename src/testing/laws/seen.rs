//! What laws of attempts read of a passbook: the one place that knows where the ledger keeps it.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{LearnerId, LotId};
use crate::ledger::{Lot, Passbook, Place, Published, Recorded, Standing, Subject};
use crate::registry::{Attempts, Counting, Thing};
use crate::testing::model::Share;
use crate::time::{Date, Timestamp};

/// Where all of a lot is on a day, by part.
pub type Shares = Vec<(LotId, Vec<(Share, Credits)>)>;

/// The ledger's view by part.
#[must_use]
pub fn shares(book: &Passbook, published: &Published, day: Date) -> Option<Shares> {
    if book.lots.values().any(|lot| lot.since > day) {
        return None;
    }
    let share = |share: crate::ledger::Share| match share {
        crate::ledger::Share::Moved => Share::Moved,
        crate::ledger::Share::Revoked => Share::Revoked,
        crate::ledger::Share::Consumed => Share::Consumed,
        crate::ledger::Share::Held => Share::Held,
        crate::ledger::Share::Reserved => Share::Reserved,
        crate::ledger::Share::Expired => Share::Expired,
        crate::ledger::Share::Suspended => Share::Suspended,
        crate::ledger::Share::Blocked => Share::Blocked,
        crate::ledger::Share::Behind => Share::Behind,
        crate::ledger::Share::Free => Share::Free,
    };
    let all = crate::ledger::places(book, published, day);
    Some(
        all.into_iter()
            .map(|(id, one)| (id, one.into_iter().map(|(at, credits)| (share(at), credits)).collect()))
            .collect(),
    )
}

/// What a lot is an attempt at.
pub(super) fn thing(lot: &Lot) -> Option<Thing> {
    lot.thing().cloned()
}

/// The day from which a lot is in the book.
pub(super) fn since(lot: &Lot) -> Date {
    lot.since
}

/// The policy that the line of a use wrote for a thing.
pub(super) fn wrote(book: &Passbook, id: Subject, thing: &Thing) -> Attempts {
    let under = match id {
        Subject::Hold(id) => book.holds.get(&id).map(|one| &one.under),
        Subject::Decision(id) => book.decisions.get(&id).map(|one| &one.under),
        Subject::Lot(_) => None,
    };
    let of = under.and_then(|under| under.iter().find(|one| one.thing == *thing));
    of.map_or(Attempts::BEST, |one| one.attempts.clone())
}

/// The policy that the line of a lot wrote.
fn said(lot: &Lot) -> Attempts {
    lot.attempt.as_ref().map_or(Attempts::BEST, |one| one.attempts.clone())
}

/// What was attempted in vain, and the policy that the line wrote.
fn failed(record: &Recorded) -> Option<(Thing, Attempts)> {
    Some((record.attempt.thing.clone(), record.attempt.attempts.clone()))
}

/// The policy of a thing on a day: that of its last line by then; of one day the strictest. A record counts only where
/// the last pass says `last`.
pub(super) fn policy(book: &Passbook, of: &Thing, day: Date) -> Attempts {
    let lots = book.lots.values().filter(|lot| lot.revoked.is_none() && since(lot) <= day);
    let lots = lots.filter(|lot| thing(lot).as_ref() == Some(of)).map(|lot| (since(lot), said(lot)));
    let records = book.records.values().filter(|one| one.on <= day);
    let records = records.filter_map(|one| Some((one.on, failed(one).filter(|(thing, _)| thing == of)?.1)));
    let strict = |one: &Attempts| (one.counting == Counting::Last, one.counting == Counting::Best, one.to_string());
    let last = |all: &[(Date, Attempts)]| all.iter().max_by_key(|(day, one)| (*day, strict(one))).cloned();
    let mut all: Vec<_> = lots.collect();
    let pass = last(&all).map_or_else(|| Attempts::usual(of.kind), |(_, one)| one);
    if pass.counting != Counting::Last {
        return pass;
    }
    all.extend(records);
    last(&all).map_or(pass, |(_, one)| one)
}

/// Whether a merge has begun whose last pair has not come.
pub(super) fn is_under_way(book: &Passbook) -> bool {
    book.arriving.is_some()
}

/// When a use was decided: a decision that came out of a hold keeps the hold's place.
pub(super) type Turn = (Timestamp, Date, LearnerId, u32);

/// A use of some of the lots of a passbook.
#[derive(Clone, Debug)]
pub(super) struct InUse {
    /// Which hold or decision.
    pub(super) id: Subject,
    /// When it was decided.
    pub(super) turn: Turn,
    /// Whether it is suspended.
    pub(super) is_suspended: bool,
    /// The lots that it uses, and how much of each.
    pub(super) lots: BTreeMap<LotId, u64>,
}

/// The uses that a standing names.
pub(super) fn uses_in(standing: &Standing) -> Vec<Subject> {
    let place = match standing.place {
        Place::Held(id) => Some(Subject::Hold(id)),
        Place::Consumed(id) => Some(Subject::Decision(id)),
        _ => None,
    };
    place.into_iter().chain(standing.scopes.iter().map(|one| Subject::Decision(one.decision))).collect()
}

/// Every live use, in the order decided. `recorded` says when the line of a hold was.
pub(super) fn uses(book: &Passbook, recorded: &BTreeMap<u32, Timestamp>) -> Vec<InUse> {
    let holds = book.open_holds().map(|one| {
        let entry = one.id.entry;
        let recorded = recorded.get(&entry.n).copied();
        (Subject::Hold(one.id), recorded, one.from, entry, one.marks.is_empty())
    });
    let decisions = book.live_decisions().map(|one| {
        let from_hold = one.conversion.as_ref().and_then(|of| book.applications.get(&of.application));
        let (recorded, effective, entry) = from_hold
            .map_or((one.recorded, one.effective, one.id.entry), |of| (of.recorded, of.effective, of.id.entry));
        (Subject::Decision(one.id), Some(recorded), effective, entry, one.marks.is_empty())
    });
    let all = holds.chain(decisions).filter_map(|(id, recorded, effective, entry, is_free)| {
        let turn = (recorded?, effective, entry.home.unwrap_or(book.learner), entry.n);
        Some(InUse { id, turn, is_suspended: !is_free, lots: used_by(book, &BTreeSet::from([id])) })
    });
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|one| one.turn);
    all
}

/// What some uses use of every lot: a part that two of them use, once.
pub(super) fn used_by(book: &Passbook, ids: &BTreeSet<Subject>) -> BTreeMap<LotId, u64> {
    let of = |lot: &Lot| {
        let parts = lot.parts.iter().filter(|part| uses_in(&part.standing).iter().any(|id| ids.contains(id)));
        parts.map(|part| part.credits.ten_thousandths()).reduce(u64::saturating_add)
    };
    book.lots.values().filter_map(|lot| Some((lot.id, of(lot)?))).collect()
}

/// The attempts at every thing.
pub(super) fn groups(book: &Passbook) -> BTreeMap<Thing, BTreeSet<LotId>> {
    let mut groups: BTreeMap<Thing, BTreeSet<LotId>> = BTreeMap::new();
    for lot in book.lots.values() {
        groups
            .entry(match thing(lot) {
                Some(thing) => thing,
                None => continue,
            })
            .or_default()
            .insert(lot.id);
    }
    groups
}
