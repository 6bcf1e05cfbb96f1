//! The issuer corrects what a lot is worth.

use crate::credit::{Amount, Credits};
use crate::id::{EntryId, LotId};
use crate::ledger::act::Revalue;
use crate::ledger::authority::Case;
use crate::ledger::decide::reverse::{lift_caused, not_before};
use crate::ledger::decide::revoke::issued;
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::lot::Lot;
use crate::ledger::named::Latest;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::Subject;

/// What nobody uses becomes more or less. Where less is left than is in use, every use is suspended.
pub(super) fn revalue(case: &mut Case<'_>, act: &Revalue) -> Result<Effects, Refusal> {
    let lot = issued(case, act.lot)?;
    if lot.is_converted() {
        return Err(Refusal::MadeByRule { lot: lot.id });
    }
    right(case, lot, &act.amount)?;
    not_before(case, lot.latest, Latest::Lot(lot.id))?;
    let (before, after) = (lot.amount.credits, act.amount.credits);
    let mut desk = Desk::new(case.book, case.published, case.day());
    whole_in_use(&desk, lot, before)?;
    let day = desk.day();
    desk.edit(lot.id)?.revalue(after, day).ok_or(Refusal::Full)?;
    if after < before {
        desk.mark_short(lot.id, after);
    }
    Ok(desk.effects)
}

/// Another amount in the lot's unit, in whole quanta and above zero.
fn right(case: &mut Case<'_>, lot: &Lot, amount: &Amount) -> Result<(), Refusal> {
    if amount.unit != lot.amount.unit {
        let (given, expected) = (amount.unit.clone(), lot.amount.unit.clone());
        return Err(Refusal::OtherUnit { lot: lot.id, given, expected });
    }
    if amount.credits.is_zero() {
        return Err(Refusal::RevaluedToNothing { lot: lot.id });
    }
    case.whole(amount.credits, &amount.unit)?;
    if amount.credits == lot.amount.credits {
        return Err(Refusal::WorthAlready { lot: lot.id, amount: amount.clone() });
    }
    Ok(())
}

/// What is worth nothing is used wholly or not at all, so it is worth something, or nothing again, only when nobody uses
/// it.
fn whole_in_use(desk: &Desk<'_>, lot: &Lot, credits: Credits) -> Result<(), Refusal> {
    if credits.is_zero() && lot.is_used() {
        return Err(Refusal::InUse { uses: desk.uses_of(lot.id) });
    }
    Ok(())
}

/// The amount before comes back, if no later correction of it stands on this one. Where that is less than is in use, the
/// uses are suspended.
pub(super) fn take_back(case: &Case<'_>, desk: &mut Desk<'_>, n: u32, id: LotId) -> Result<(), Refusal> {
    let lot = case.lot(id)?;
    case.owned_by(&lot.issuer)?;
    not_before(case, lot.latest, Latest::Lot(id))?;
    let book = case.book;
    let stands = |m: &u32| *m > n && !book.reversed.contains_key(m);
    if book.revalues.iter().any(|(m, of)| stands(m) && *of == id) {
        return Err(Refusal::InUse { uses: vec![Subject::Lot(id)] });
    }
    let before = lot.was.last().map_or(lot.amount.credits, |was| was.credits);
    whole_in_use(desk, lot, before)?;
    lift_caused(book, desk, EntryId::here(n));
    let day = desk.day();
    desk.edit(id)?.value_again(day).ok_or(Refusal::Full)?;
    if before < lot.amount.credits {
        desk.mark_short(id, before);
    }
    desk.suspend_clashes(&[]);
    Ok(())
}
