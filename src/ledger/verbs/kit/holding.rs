//! Holds that have not ended, and their end.

use crate::id::HoldId;
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::HeldFor;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::asking::not_before;

/// A hold that has not ended and had begun by the day.
pub(crate) fn open_hold<'a>(case: &Case<'a>, id: HoldId) -> Result<&'a HeldFor, Refusal> {
    let hold = case.book.holds.get(&id).ok_or(Refusal::Unknown { what: Named::Hold(id) })?;
    if let Some(by) = hold.ended {
        return Err(Refusal::Ended { what: Named::Hold(id), by });
    }
    not_before(case, hold.from, Latest::Hold(id))?;
    Ok(hold)
}

/// A hold ends, and nothing else happens.
pub(crate) fn end_hold(case: &Case<'_>, id: HoldId) -> Result<Effects, Refusal> {
    let mut desk = Desk::new(case.book, case.published, case.day());
    desk.end_hold(id)?;
    Ok(desk.effects)
}
