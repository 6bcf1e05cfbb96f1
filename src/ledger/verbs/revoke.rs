//! The issuer withdraws outcomes.

use serde::{Deserialize, Serialize};

use crate::id::{Code, EntryId, LotId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::lot::Lot;
use crate::ledger::named::Latest;
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::{LotRefusal, Refusal, WhatRefusal, WhenRefusal};
use crate::ledger::standing::{Place, Standing};
use crate::ledger::verbs::kit::{issued, lift_caused, not_before};
use crate::ledger::verbs::verb::{Applied, Taken, Undo, Verb};
use crate::registry::Role;

/// The issuer withdraws outcomes; what was built on them is suspended.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// The lots.
    pub lots: Vec<LotId>,
    /// Why.
    pub reason: Code,
}

impl Verb for Revoke {
    const ROLE: Role = Role::Registrar;
    const TAKEN: Taken = Taken::OpenOrClosed;
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        if self.lots.is_empty() {
            return Err(WhatRefusal::Nothing.into());
        }
        let mut desk = case.desk();
        for id in &self.lots {
            if desk.lot(*id)?.revoked == Some(desk.entry()) {
                return Err(LotRefusal::NamedTwice { lot: *id }.into());
            }
            issued(case, *id)?;
            withdraw(&mut desk, *id)?;
        }
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        for id in &self.lots {
            let lot = book.lots.get_mut(id).ok_or("there is no such lot")?;
            lot.revoked = Some(entry.id());
            lot.latest = lot.latest.max(entry.effective);
        }
        Ok(())
    }
}

/// What it moved is posted back, also where the lot came in by a merge after that.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        book.lots.values().any(|lot| lot.revoked == Some(line))
    }

    fn decide(&self, case: &mut Case<'_>, desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let lots: Vec<_> = case.book.lots.values().filter(|lot| lot.revoked == Some(line)).collect();
        for lot in &lots {
            case.owned_by(&lot.issuer)?;
            not_before(case, lot.latest, Latest::Lot(lot.id))?;
            restore(desk, lot)?;
        }
        lift_caused(case.book, desk, line);
        desk.suspend_clashes(&[]);
        Ok(())
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, by: &Frame<'_>) -> Applied {
        for lot in book.lots.values_mut().filter(|lot| lot.revoked == Some(line)) {
            lot.revoked = None;
            lot.latest = lot.latest.max(by.effective);
        }
        Ok(())
    }
}

/// What stands at the learner's disposal is revoked, its scopes kept until they are settled; what is held or
/// consumed stays, and all that was built on the lot is suspended.
fn withdraw(desk: &mut Desk<'_>, id: LotId) -> Result<(), Refusal> {
    let (day, lot) = (desk.day(), desk.lot(id)?);
    if day < lot.latest {
        return Err(WhenRefusal::TooEarly { effective: day, latest: lot.latest, subject: Latest::Lot(id) }.into());
    }
    desk.post_parts(id, |_, standing| revoked(standing))?;
    let by = desk.entry();
    let lot = desk.edit(id)?;
    lot.revoked = Some(by);
    lot.latest = day;
    desk.mark_built_on(by, id);
    Ok(())
}

fn revoked(standing: &Standing) -> Option<Standing> {
    let stays = matches!(standing.place, Place::Held(_) | Place::Consumed(_) | Place::Revoked | Place::Moved);
    (!stays).then(|| standing.at(Place::Revoked))
}

/// Posts back what the revocation moved.
fn restore(desk: &mut Desk<'_>, lot: &Lot) -> Result<(), Refusal> {
    let day = desk.day();
    let edited = desk.edit(lot.id)?;
    edited.revoked = None;
    edited.latest = edited.latest.max(day);
    desk.post_parts(lot.id, |lot, standing| (standing.place == Place::Revoked).then(|| lot.home(standing)))
}
