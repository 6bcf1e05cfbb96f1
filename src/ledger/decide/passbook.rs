//! The passbook as a whole: closed, reopened, swept.

use crate::ledger::authority::Case;
use crate::ledger::entry::Effects;
use crate::ledger::lot::Lot;
use crate::ledger::named::Latest;
use crate::ledger::refusal::Refusal;
use crate::registry::Power;

/// Closing and reopening: in the order of their dates.
pub(super) fn change(case: &mut Case<'_>) -> Result<Effects, Refusal> {
    case.needs(Power::Keep)?;
    in_turn(case)?;
    Ok(Effects::default())
}

/// A change of status is not before the one that it follows.
pub(super) fn in_turn(case: &Case<'_>) -> Result<(), Refusal> {
    match case.book.status_since {
        Some(latest) if case.day() < latest => {
            Err(Refusal::TooEarly { effective: case.day(), latest, subject: Latest::Status })
        }
        _ => Ok(()),
    }
}

/// What is unused and past its last valid day on the business date is noted, once. Whether it has expired is seen from
/// its dates, also without this.
pub(super) fn expire(case: &mut Case<'_>) -> Result<Effects, Refusal> {
    case.needs(Power::Keep)?;
    let is_due = |lot: &&Lot| lot.is_past(case.day()) && lot.has_unused() && lot.swept.is_none();
    let swept: Vec<_> = case.book.lots.values().filter(is_due).map(|lot| lot.id).collect();
    if swept.is_empty() {
        return Err(Refusal::NothingDue { day: case.day() });
    }
    Ok(Effects { swept, ..Effects::default() })
}
