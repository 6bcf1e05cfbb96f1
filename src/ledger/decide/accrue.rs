//! Outcomes come in: passed ones as lots, others as records.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::credit::{Amount, Credits};
use crate::id::{LotId, UnitId};
use crate::ledger::act::{Accrue, Record};
use crate::ledger::attempt::{Attempt, Remark};
use crate::ledger::authority::Case;
use crate::ledger::entry::Effects;
use crate::ledger::lot::{Lot, Worth};
use crate::ledger::outcome::{Certified, Learned, Team};
use crate::ledger::refusal::Refusal;
use crate::registry::{Course, Grade, OutcomeKind, Thing};
use crate::time::Date;

pub(super) fn accrue(case: &mut Case<'_>, accrue: &Accrue) -> Result<Effects, Refusal> {
    let worth = worth(case, accrue)?;
    case.known_level(&accrue.of)?;
    let earned = earned(case, accrue.earned)?;
    in_order(earned, accrue.valid_through)?;
    case.lives_no_longer(accrue.of.kind(), worth.tier, earned, accrue.valid_through)?;
    let attempt = attempt(case, &accrue.of, accrue.grade.as_ref())?;
    renews(case, accrue, earned, &attempt.thing)?;
    let remarks = if attempt.thing.kind == OutcomeKind::Course { Vec::new() } else { near(case, &attempt.thing) };
    Ok(Effects { attempt: Some(Arc::new(attempt)), remarks, worth: Some(worth), ..Effects::default() })
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
    earned(case, record.earned)?;
    if let Some(grade) = &record.grade
        && case.passes(grade)?
    {
        return Err(Refusal::Passes { grade: grade.clone() });
    }
    let attempt = attempt(case, &record.of, record.grade.as_ref())?;
    Ok(Effects { attempt: Some(Arc::new(attempt)), ..Effects::default() })
}

/// What the outcome is an attempt at, and how such attempts count on the day.
fn attempt(case: &mut Case<'_>, of: &Learned, grade: Option<&Grade>) -> Result<Attempt, Refusal> {
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

/// An earlier lot of a thing that differs only in that one of the two says no level.
fn near(case: &Case<'_>, thing: &Thing) -> Vec<Remark> {
    let is_near =
        |lot: &&Lot| lot.revoked.is_none() && lot.thing().is_some_and(|other| other.differs_by_an_absent_level(thing));
    let lot = LotId::here(case.book.next, 0);
    let other = case.book.lots.values().find(is_near);
    other.map(|other| Remark::Level { lot, other: other.id }).into_iter().collect()
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

/// The day on which it was earned: the effective date, unless it is an earlier one that is recognised.
fn earned(case: &Case<'_>, earned: Option<Date>) -> Result<Date, Refusal> {
    let effective = case.day();
    match earned {
        Some(earned) if earned > effective => Err(Refusal::EarnedLater { earned, effective }),
        earned => Ok(earned.unwrap_or(effective)),
    }
}

fn in_order(earned: Date, valid_through: Option<Date>) -> Result<(), Refusal> {
    match valid_through {
        Some(last) if last < earned => Err(Refusal::DatesReversed { earlier: earned, later: last }),
        _ => Ok(()),
    }
}

/// Lots with one tag are one certificate and its renewals: of one thing, each valid longer than those earned before it.
fn renews(case: &Case<'_>, accrue: &Accrue, earned: Date, thing: &Thing) -> Result<(), Refusal> {
    let Some(tag) = accrue.tag else { return Ok(()) };
    let same = case.book.lots.values().filter(|lot| lot.tag == Some(tag) && lot.revoked.is_none());
    // A merge may have brought another thing with the tag: each of the two is renewed as what it is.
    let (own, others): (Vec<_>, Vec<_>) = same.partition(|lot| lot.thing().is_none_or(|other| other == thing));
    if let Some((lot, other)) =
        others.iter().find_map(|lot| Some((lot.id, lot.thing()?.clone()))).filter(|_| own.is_empty())
    {
        return Err(Refusal::TagOfAnother { lot, thing: other });
    }
    for lot in own {
        let (earned, valid) = (earned.cmp(&lot.earned), longer(accrue.valid_through, lot.valid_through));
        match earned {
            Ordering::Equal => return Err(Refusal::AlreadyRecorded { lot: lot.id }),
            _ if earned != valid => return Err(Refusal::RenewalTooShort { lot: lot.id }),
            _ => {}
        }
    }
    Ok(())
}

/// Which of two is valid longer: without a last day is longest.
fn longer(one: Option<Date>, other: Option<Date>) -> Ordering {
    (one.is_none(), one).cmp(&(other.is_none(), other))
}
