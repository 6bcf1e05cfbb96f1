//! The passbook as a whole: closed, reopened, swept.

use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::named::Latest;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Place, Standing};
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

/// What is free and past its last valid day on the business date expires, the day after that last day.
pub(super) fn expire(case: &mut Case<'_>) -> Result<Effects, Refusal> {
    case.needs(Power::Keep)?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    let expired = Standing::plain(Place::Expired);
    for lot in case.book.lots.values().filter(|lot| lot.is_past(case.day())) {
        let free = lot.standing(&Standing::FREE);
        if let Some(on) = lot.valid_through.and_then(crate::time::Date::next) {
            desk.post_on(lot.id, &Standing::FREE, expired.clone(), free, on)?;
        }
    }
    if desk.effects.posts.is_empty() {
        return Err(Refusal::NothingDue { day: case.day() });
    }
    Ok(desk.effects)
}
