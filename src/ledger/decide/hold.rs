//! Holds: amounts reserved while an application is under review.

use crate::id::HoldId;
use crate::ledger::act::Hold;
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::lot::Take;
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::HeldFor;
use crate::ledger::reach::Reach;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::Place;
use crate::registry::Power;

pub(super) fn hold(case: &mut Case<'_>, hold: &Hold) -> Result<Effects, Refusal> {
    case.needs(Power::Review)?;
    if hold.through < case.day() {
        return Err(Refusal::DatesReversed { earlier: case.day(), later: hold.through });
    }
    named_once(&hold.take)?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    desk.one_of_each(&hold.take, &hold.take)?;
    let id = HoldId { entry: desk.entry(), k: 0 };
    for take in &hold.take {
        whole(case, take)?;
        let chosen = desk.choose(take, &Reach::FREE)?;
        desk.take_parts(take.lot, chosen, |from| from.at(Place::Held(id)))?;
    }
    Ok(desk.effects)
}

pub(super) fn release(case: &mut Case<'_>, id: HoldId) -> Result<Effects, Refusal> {
    let hold = open_hold(case, id)?;
    case.owned_by(&hold.institution)?;
    if case.book.applications.contains_key(&id) {
        return Err(Refusal::OfApplication { hold: id });
    }
    end(case, id)
}

pub(super) fn lapse(case: &mut Case<'_>, id: HoldId) -> Result<Effects, Refusal> {
    let hold = open_hold(case, id)?;
    case.needs(Power::Keep)?;
    if case.day() <= hold.through {
        return Err(Refusal::NotLapsed { hold: id, through: hold.through });
    }
    end(case, id)
}

fn open_hold<'a>(case: &Case<'a>, id: HoldId) -> Result<&'a HeldFor, Refusal> {
    let hold = case.book.holds.get(&id).ok_or(Refusal::Unknown { what: Named::Hold(id) })?;
    match hold.ended {
        Some(by) => Err(Refusal::Ended { what: Named::Hold(id), by }),
        None if case.day() < hold.from => {
            Err(Refusal::TooEarly { effective: case.day(), latest: hold.from, subject: Latest::Hold(id) })
        }
        None => Ok(hold),
    }
}

fn end(case: &Case<'_>, id: HoldId) -> Result<Effects, Refusal> {
    let mut desk = Desk::new(case.book, case.published, case.day());
    desk.end_hold(id)?;
    Ok(desk.effects)
}

/// At least one lot, and none twice.
pub(super) fn named_once(take: &[Take]) -> Result<(), Refusal> {
    if take.is_empty() {
        return Err(Refusal::Nothing);
    }
    let mut seen = std::collections::BTreeSet::new();
    match take.iter().find(|take| !seen.insert(take.lot)) {
        Some(twice) => Err(Refusal::NamedTwice { lot: twice.lot }),
        None => Ok(()),
    }
}

/// The amount is whole in the lot's unit, and above zero unless the lot itself is worth nothing.
pub(super) fn whole(case: &mut Case<'_>, take: &Take) -> Result<(), Refusal> {
    let amount = &case.lot(take.lot)?.amount;
    if amount.credits.is_zero() && take.credits.is_zero() {
        return Ok(());
    }
    case.whole(take.credits, &amount.unit)
}
