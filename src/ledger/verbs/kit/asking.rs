//! What many verbs ask, in the same words; and what an institution issues: an outcome of a course of its own, or one that it
//! certifies.

use crate::id::{CourseId, EntryId, LotId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::Frame;
use crate::ledger::lot::{Lot, Take};
use crate::ledger::named::Latest;
use crate::ledger::outcome::{Attempt, Certified, Learned, Team};
use crate::ledger::passbook::{Passbook, Status};
use crate::ledger::refusal::{LotRefusal, Refusal, WhatRefusal, WhenRefusal, WhoRefusal};
use crate::ledger::standing::{Mark, Subject};
use crate::registry::{Course, Grade, OutcomeKind, Thing};
use crate::time::Date;

/// At least one lot, and none twice.
pub(crate) fn named_once(take: &[Take]) -> Result<(), Refusal> {
    if take.is_empty() {
        return Err(WhatRefusal::Nothing.into());
    }
    let mut seen = std::collections::BTreeSet::new();
    match take.iter().find(|take| !seen.insert(take.lot)) {
        Some(twice) => Err(LotRefusal::NamedTwice { lot: twice.lot }.into()),
        None => Ok(()),
    }
}

/// The amount is whole in the lot's unit, and above zero unless the lot itself is worth nothing.
pub(crate) fn whole(case: &mut Case<'_>, take: &Take) -> Result<(), Refusal> {
    let amount = &case.lot(take.lot)?.amount;
    if amount.credits.is_zero() && take.credits.is_zero() {
        return Ok(());
    }
    case.whole(take.credits, &amount.unit)
}

/// Nothing is dated before what it follows.
pub(crate) fn not_before(case: &Case<'_>, latest: Date, subject: Latest) -> Result<(), Refusal> {
    let effective = case.day();
    if effective < latest { Err(WhenRefusal::TooEarly { effective, latest, subject }.into()) } else { Ok(()) }
}

/// A change of status is not before the one that it follows.
pub(crate) fn in_turn(case: &Case<'_>) -> Result<(), Refusal> {
    case.book.status_since.map_or(Ok(()), |latest| not_before(case, latest, Latest::Status))
}

/// The lot, if the actor's institution issued it and it is still there.
pub(crate) fn issued<'a>(case: &Case<'a>, id: LotId) -> Result<&'a Lot, Refusal> {
    let lot = case.lot(id)?;
    case.owned_by(&lot.issuer)?;
    if let Some(by) = lot.revoked {
        return Err(LotRefusal::Revoked { lot: id, by }.into());
    }
    Ok(lot)
}

/// Lifts every suspension that a line caused.
pub(crate) fn lift_caused(book: &Passbook, desk: &mut Desk<'_>, cause: EntryId) {
    let decisions = book.decisions.values().filter(|one| one.marks.contains(&cause)).map(|one| one.id);
    let holds = book.holds.values().filter(|one| one.marks.contains(&cause)).map(|one| one.id);
    let lots = book.lots.values().filter(|one| one.marks.contains(&cause)).map(|one| one.id);
    let marked: Vec<_> =
        decisions.map(Subject::Decision).chain(holds.map(Subject::Hold)).chain(lots.map(Subject::Lot)).collect();
    for Mark { cause, on } in marked.into_iter().map(|on| Mark { cause, on }) {
        desk.lift(cause, on);
    }
}

/// The passbook changes its status.
pub(crate) fn becomes(book: &mut Passbook, status: Status, entry: &Frame<'_>) {
    book.status = status;
    book.status_since = Some(entry.effective);
}

/// What the outcome is an attempt at, and how such attempts count on the day.
pub(crate) fn attempt(case: &mut Case<'_>, of: &Learned, grade: Option<&Grade>) -> Result<Attempt, Refusal> {
    match of {
        Learned::Course(id) => {
            let course = owned_course(case, id)?;
            Ok(case.attempt_at(course, case.institution(), grade))
        }
        Learned::Certified(certified) => {
            let Certified { code, kind, level, tier, .. } = certified;
            let owner = case.institution().clone();
            let thing = Thing { code: code.clone(), owner, kind: *kind, level: level.clone() };
            let scale = grade.and_then(|grade| case.scale_position(grade));
            Ok(Attempt { attempts: case.attempts_at(*kind, *tier), scale, thing })
        }
    }
}

/// A course that the institution may issue: its own, or one that nobody owns.
pub(crate) fn owned_course<'a>(case: &mut Case<'a>, id: &CourseId) -> Result<&'a Course, Refusal> {
    let course = case.course(id)?;
    match &course.institution {
        Some(owner) if owner != case.institution() => {
            Err(WhoRefusal::CourseOfOther { course: id.clone(), owner: owner.clone() }.into())
        }
        _ => Ok(course),
    }
}

/// What an institution certifies is no course, of a kind that it issues, and in a team as large as it says.
pub(crate) fn certifiable(case: &mut Case<'_>, certified: &Certified) -> Result<(), Refusal> {
    if matches!(certified.kind, OutcomeKind::Course | OutcomeKind::Converted) {
        return Err(WhatRefusal::CertifiedCourse.into());
    }
    case.needs_issue(certified.kind, certified.tier)?;
    match certified.team {
        Some(Team { member_no, team_size, .. }) if member_no == 0 || member_no > team_size => {
            Err(WhatRefusal::BadTeam { member_no, team_size }.into())
        }
        _ => Ok(()),
    }
}

/// The day on which it was earned: the effective date, unless it is an earlier one that is recognised.
pub(crate) fn earned(case: &Case<'_>, earned: Option<Date>) -> Result<Date, Refusal> {
    let effective = case.day();
    match earned {
        Some(earned) if earned > effective => Err(WhenRefusal::EarnedLater { earned, effective }.into()),
        earned => Ok(earned.unwrap_or(effective)),
    }
}
