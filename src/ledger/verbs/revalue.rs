//! The issuer corrects what a lot is worth.

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Credits};
use crate::digest::Digest;
use crate::id::{EntryId, LotId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::lot::Lot;
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::{LotRefusal, PassbookRefusal, Refusal};
use crate::ledger::standing::Subject;
use crate::ledger::verbs::kit::{issued, lift_caused, not_before};
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
use crate::registry::Role;

/// The issuer corrects what a lot is worth. Where less is left than is in use, the uses are suspended.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revalue {
    /// The right amount, in the lot's unit.
    pub amount: Amount,
    /// Commitments to the evidence in the vault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Digest>,
    /// The lot.
    pub lot: LotId,
}

impl Verb for Revalue {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        // What nobody uses becomes more or less. Where less is left than is in use, every use is suspended.
        let lot = issued(case, self.lot)?;
        if lot.is_converted() {
            return Err(LotRefusal::MadeByRule { lot: lot.id }.into());
        }
        right(case, lot, &self.amount)?;
        not_before(case, lot.latest, Latest::Lot(lot.id))?;
        let (before, after) = (lot.amount.credits, self.amount.credits);
        let mut desk = case.desk();
        whole_in_use(&desk, lot, before)?;
        let day = desk.day();
        desk.edit(lot.id)?.revalue(after, day).ok_or(PassbookRefusal::Full)?;
        if after < before {
            desk.mark_short(lot.id, after);
        }
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let lot = book.lots.get_mut(&self.lot).ok_or("there is no such lot")?;
        lot.revalue(self.amount.credits, entry.effective).ok_or("its parts come to too much")?;
        book.revalues.insert(entry.n, self.lot);
        Ok(())
    }
}

/// The amount before comes back, if no later correction of it stands on this one. Where that is less than is in use, the
/// uses are suspended. What was corrected in another passbook stays so.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        line.home.is_none() && book.revalues.contains_key(&line.n)
    }

    fn decide(&self, case: &mut Case<'_>, desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let (n, unknown) = (line.n, LotRefusal::Unknown { what: Named::Line(line) });
        let id = *case.book.revalues.get(&n).ok_or(unknown)?;
        let lot = case.lot(id)?;
        case.owned_by(&lot.issuer)?;
        not_before(case, lot.latest, Latest::Lot(id))?;
        let book = case.book;
        let stands = |m: &u32| *m > n && !book.reversed.contains_key(&EntryId::here(*m));
        if book.revalues.iter().any(|(m, of)| stands(m) && *of == id) {
            return Err(LotRefusal::InUse { uses: vec![Subject::Lot(id)] }.into());
        }
        let before = lot.was.last().map_or(lot.amount.credits, |was| was.credits);
        whole_in_use(desk, lot, before)?;
        lift_caused(book, desk, line);
        let day = desk.day();
        desk.edit(id)?.value_again(day).ok_or(PassbookRefusal::Full)?;
        if before < lot.amount.credits {
            desk.mark_short(id, before);
        }
        desk.suspend_clashes(&[]);
        Ok(())
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, by: &Frame<'_>) -> Applied {
        let lot = book.revalues.get(&line.n).and_then(|lot| book.lots.get_mut(lot)).ok_or("there is no such lot")?;
        lot.value_again(by.effective).ok_or("it was never revalued")
    }
}

/// Another amount in the lot's unit, in whole quanta and above zero.
fn right(case: &mut Case<'_>, lot: &Lot, amount: &Amount) -> Result<(), Refusal> {
    if amount.unit != lot.amount.unit {
        let (given, expected) = (amount.unit.clone(), lot.amount.unit.clone());
        return Err(LotRefusal::OtherUnit { lot: lot.id, given, expected }.into());
    }
    if amount.credits.is_zero() {
        return Err(LotRefusal::RevaluedToNothing { lot: lot.id }.into());
    }
    case.whole(amount.credits, &amount.unit)?;
    if amount.credits == lot.amount.credits {
        return Err(LotRefusal::WorthAlready { lot: lot.id, amount: amount.clone() }.into());
    }
    Ok(())
}

/// What is worth nothing is used wholly or not at all, so it is worth something, or nothing again, only when nobody uses
/// it.
fn whole_in_use(desk: &Desk<'_>, lot: &Lot, credits: Credits) -> Result<(), Refusal> {
    if credits.is_zero() && lot.is_used() {
        return Err(LotRefusal::InUse { uses: desk.uses_of(lot.id) }.into());
    }
    Ok(())
}
