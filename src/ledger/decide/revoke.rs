//! The issuer corrects the grade of what it issued, or withdraws it.

use std::cmp::Ordering;

use crate::id::LotId;
use crate::ledger::act::{Regrade, Revoke};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::lot::Lot;
use crate::ledger::named::Latest;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Place, Standing};

pub(super) fn regrade(case: &mut Case<'_>, regrade: &Regrade) -> Result<Effects, Refusal> {
    let lot = issued(case, regrade.lot)?;
    not_before(case, lot)?;
    if let Some(expected) = lot.grade.as_ref().map(|grade| &grade.scale).filter(|scale| **scale != regrade.grade.scale)
    {
        return Err(Refusal::WrongScale { given: regrade.grade.clone(), expected: expected.clone() });
    }
    if !case.passes(&regrade.grade)? {
        return Err(Refusal::BelowPass { grade: regrade.grade.clone() });
    }
    let lowered = is_lowered(case, lot, regrade)?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    if lowered {
        suspend_uses(&mut desk, lot.id);
    }
    desk.effects.scale = case.scale_position(&regrade.grade);
    Ok(desk.effects)
}

fn is_lowered(case: &mut Case<'_>, lot: &Lot, regrade: &Regrade) -> Result<bool, Refusal> {
    let Some(before) = &lot.grade else { return Ok(false) };
    let scale = case.scale(&regrade.grade)?;
    let (before, after) = (scale.rank(&before.mark), scale.rank(&regrade.grade.mark));
    Ok(matches!((before, after), (Ok(before), Ok(after)) if after.cmp(&before) == Ordering::Less))
}

pub(super) fn revoke(case: &mut Case<'_>, revoke: &Revoke) -> Result<Effects, Refusal> {
    if revoke.lots.is_empty() {
        return Err(Refusal::Nothing);
    }
    let mut desk = Desk::new(case.book, case.published, case.day());
    for id in &revoke.lots {
        if desk.lot(*id)?.revoked == Some(desk.entry()) {
            return Err(Refusal::NamedTwice { lot: *id });
        }
        issued(case, *id)?;
        withdraw(&mut desk, *id)?;
    }
    Ok(desk.effects)
}

/// The lot, if the actor's institution issued it and it is still there.
pub(super) fn issued<'a>(case: &Case<'a>, id: LotId) -> Result<&'a Lot, Refusal> {
    let lot = case.lot(id)?;
    case.owned_by(&lot.issuer)?;
    if let Some(by) = lot.revoked {
        return Err(Refusal::Revoked { lot: id, by });
    }
    Ok(lot)
}

fn not_before(case: &Case<'_>, lot: &Lot) -> Result<(), Refusal> {
    if case.day() >= lot.earned {
        return Ok(());
    }
    Err(Refusal::TooEarly { effective: case.day(), latest: lot.earned, subject: Latest::Lot(lot.id) })
}

/// What stands at the learner's disposal is revoked, its scopes kept until they are settled; what is held or
/// consumed stays, and all that was built on the lot is suspended.
fn withdraw(desk: &mut Desk<'_>, id: LotId) -> Result<(), Refusal> {
    let (day, lot) = (desk.day(), desk.lot(id)?);
    if day < lot.latest {
        return Err(Refusal::TooEarly { effective: day, latest: lot.latest, subject: Latest::Lot(id) });
    }
    desk.post_parts(id, |_, standing| revoked(standing))?;
    let by = desk.entry();
    let lot = desk.edit(id)?;
    lot.revoked = Some(by);
    lot.latest = day;
    suspend_uses(desk, id);
    Ok(())
}

fn revoked(standing: &Standing) -> Option<Standing> {
    let stays = matches!(standing.place, Place::Held(_) | Place::Consumed(_) | Place::Revoked | Place::Moved);
    (!stays).then(|| standing.at(Place::Revoked))
}

fn suspend_uses(desk: &mut Desk<'_>, id: LotId) {
    let cause = desk.entry();
    desk.mark_built_on(cause, id);
}
