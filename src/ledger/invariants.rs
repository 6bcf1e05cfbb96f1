//! What is true of every passbook at every position.

use crate::credit::Credits;
use crate::id::LotId;
use crate::ledger::clash::clashes_in;
use crate::ledger::lot::{Lot, Part};
use crate::ledger::passbook::Passbook;
use crate::ledger::standing::Place;

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("lot {lot}: {what}")]
pub struct Violation {
    /// The lot in which it fails.
    pub lot: LotId,
    /// What does not hold.
    pub what: &'static str,
}

/// Every invariant that does not hold in a passbook: parts sum to what the lot is worth, and to more only where all of it is
/// in use and so much is short; none is zero beside others,
/// no part stands twice in one scope, whatever holds, consumes or reserves a part is there and has not ended, and of
/// attempts at one thing no more is in use than the policies allow that the uses wrote, but between the pairs of a merge.
#[must_use]
pub fn check(book: &Passbook) -> Vec<Violation> {
    let broken =
        |lot: &Lot| checks(book, lot).into_iter().map(|what| Violation { lot: lot.id, what }).collect::<Vec<_>>();
    let together = clashes_in(book).into_iter();
    let together = together.map(|one| Violation { lot: one.lot, what: "it is in use beside another attempt" });
    book.lots.values().flat_map(broken).chain(together).collect()
}

fn checks(book: &Passbook, lot: &Lot) -> Vec<&'static str> {
    [
        (!sums(lot), "its parts do not sum to what it is worth"),
        (!lot.parts.is_sorted_by(|a, b| a.standing < b.standing), "its parts are not in order, each standing once"),
        (lot.parts.len() > 1 && lot.parts.iter().any(|part| part.credits.is_zero()), "a part of it is empty"),
        (lot.parts.iter().any(in_one_scope_twice), "a part of it stands twice in one scope"),
        (!lot.parts.iter().all(|part| live(book, part)), "what a part of it is used for has ended"),
        (lot.revoked.is_some() && lot.parts.iter().any(is_at_disposal), "it is revoked, and a part is available"),
        (!lot.marks.is_sorted_by(|a, b| a < b), "its marks are not in order, each once"),
    ]
    .into_iter()
    .filter_map(|(broken, what)| broken.then_some(what))
    .collect()
}

/// More than it is worth only where all of it is in use.
fn sums(lot: &Lot) -> bool {
    let sum = lot.parts.iter().try_fold(Credits::ZERO, |sum, part| sum.plus(part.credits));
    let is_unused = |part: &Part| part.standing.is_unused() && !part.credits.is_zero();
    sum.is_ok_and(|sum| sum == lot.amount.credits || (sum > lot.amount.credits && !lot.parts.iter().any(is_unused)))
}

fn in_one_scope_twice(part: &Part) -> bool {
    !part.standing.scopes.is_sorted_by(|a, b| a.scope < b.scope)
}

fn is_at_disposal(part: &Part) -> bool {
    part.standing.place == Place::Available
}

/// Decisions that come in by a merge come after the lots they use, so those of another home may not be here yet.
fn live(book: &Passbook, part: &Part) -> bool {
    let decision_lives = |id| match book.decisions.get(&id) {
        Some(decision) => decision.ended.is_none(),
        None => id.entry.home.is_some(),
    };
    let placed = match part.standing.place {
        Place::Held(id) => book.holds.get(&id).is_some_and(|hold| hold.ended.is_none()),
        Place::Consumed(id) => decision_lives(id),
        _ => true,
    };
    placed && part.standing.scopes.iter().all(|one| decision_lives(one.decision))
}
