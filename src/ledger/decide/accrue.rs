//! Outcomes come in: passed ones as lots, others as records.

use crate::credit::{Amount, Credits};
use crate::digest::Digest;
use crate::id::{LotId, UnitId};
use crate::ledger::act::{Accrue, Record};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::lot::Worth;
use crate::ledger::outcome::{Certified, Learned, Team};
use crate::ledger::refusal::Refusal;
use crate::registry::{Course, Grade, OutcomeKind};
use crate::time::Date;

pub(super) fn accrue(case: &mut Case<'_>, accrue: &Accrue) -> Result<Effects, Refusal> {
    let worth = worth(case, accrue)?;
    case.known_level(&accrue.of)?;
    in_order(case.day(), accrue.valid_through)?;
    case.lives_no_longer(accrue.of.kind(), worth.tier, accrue.valid_through)?;
    new_to_the_passbook(case, accrue.tag)?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    let lot = accrue.lot(LotId::here(case.book.next, 0), &worth, case.institution(), case.day());
    let id = lot.id;
    desk.bring(lot);
    desk.rank(id, Some(id))?;
    desk.effects.worth = Some(worth);
    Ok(desk.effects)
}

pub(super) fn record(case: &mut Case<'_>, record: &Record) -> Result<Effects, Refusal> {
    match &record.of {
        Learned::Course(course) => {
            let course = owned_course(case, course)?;
            case.needs_issue(OutcomeKind::Course, course.tier)?;
        }
        Learned::Certified(certified) if certified.amount.is_some() => return Err(Refusal::AmountWithoutPass),
        Learned::Certified(certified) => certifiable(case, certified)?,
    }
    case.known_level(&record.of)?;
    match &record.grade {
        Some(grade) if case.passes(grade)? => Err(Refusal::Passes { grade: grade.clone() }),
        _ => Ok(Effects::default()),
    }
}

/// What a passed outcome is worth: a course what its catalogue says on the day, another what is certified.
fn worth(case: &mut Case<'_>, accrue: &Accrue) -> Result<Worth, Refusal> {
    match &accrue.of {
        Learned::Course(id) => {
            let course = owned_course(case, id)?;
            case.needs_issue(OutcomeKind::Course, course.tier)?;
            let value = course.value_on(case.day());
            let value = value.ok_or_else(|| Refusal::CourseNotValued { course: id.clone(), day: case.day() })?;
            case.unit(&value.amount.unit)?.admits(value.amount.credits).map_err(Refusal::OffQuantum)?;
            course_grade(case, course, accrue.grade.as_ref())?;
            Ok(Worth { amount: value.amount.clone(), content: course.content.clone(), tier: course.tier })
        }
        Learned::Certified(certified) => {
            certifiable(case, certified)?;
            let item = || Amount { credits: Credits::ONE, unit: UnitId::item() };
            let amount = certified.amount.clone().unwrap_or_else(item);
            case.whole(amount.credits, &amount.unit)?;
            accrue.grade.as_ref().map_or(Ok(()), |grade| passing(case, grade))?;
            Ok(Worth { amount, content: certified.content.clone(), tier: certified.tier })
        }
    }
}

fn owned_course<'a>(case: &mut Case<'a>, id: &crate::id::CourseId) -> Result<&'a Course, Refusal> {
    let course = case.course(id)?;
    match &course.institution {
        Some(owner) if owner != case.institution() => {
            Err(Refusal::CourseOfOther { course: id.clone(), owner: owner.clone() })
        }
        _ => Ok(course),
    }
}

fn certifiable(case: &mut Case<'_>, certified: &Certified) -> Result<(), Refusal> {
    if matches!(certified.kind, OutcomeKind::Course | OutcomeKind::Converted) {
        return Err(Refusal::CertifiedCourse);
    }
    case.needs_issue(certified.kind, certified.tier)?;
    match certified.team {
        Some(Team { member_no, team_size, .. }) if member_no == 0 || member_no > team_size => {
            Err(Refusal::BadTeam { member_no, team_size })
        }
        _ => Ok(()),
    }
}

fn course_grade(case: &mut Case<'_>, course: &Course, grade: Option<&Grade>) -> Result<(), Refusal> {
    let grade = grade.ok_or_else(|| Refusal::GradeMissing { scale: course.scale.clone() })?;
    if grade.scale != course.scale {
        return Err(Refusal::WrongScale { given: grade.clone(), expected: course.scale.clone() });
    }
    passing(case, grade)
}

fn passing(case: &mut Case<'_>, grade: &Grade) -> Result<(), Refusal> {
    if case.passes(grade)? { Ok(()) } else { Err(Refusal::BelowPass { grade: grade.clone() }) }
}

fn in_order(earned: Date, valid_through: Option<Date>) -> Result<(), Refusal> {
    match valid_through {
        Some(last) if last < earned => Err(Refusal::DatesReversed { earlier: earned, later: last }),
        _ => Ok(()),
    }
}

fn new_to_the_passbook(case: &Case<'_>, tag: Option<Digest>) -> Result<(), Refusal> {
    let Some(tag) = tag else { return Ok(()) };
    let same = case.book.lots.values().find(|lot| lot.tag == Some(tag) && lot.revoked.is_none());
    same.map_or(Ok(()), |lot| Err(Refusal::AlreadyRecorded { lot: lot.id }))
}
