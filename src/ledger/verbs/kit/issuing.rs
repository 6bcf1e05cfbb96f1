//! What an institution issues: an outcome of a course of its own, or one that it certifies.

use crate::id::CourseId;
use crate::ledger::authority::Case;
use crate::ledger::outcome::{Attempt, Certified, Learned, Team};
use crate::ledger::refusal::Refusal;
use crate::registry::{Course, Grade, OutcomeKind, Thing};
use crate::time::Date;

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
            Err(Refusal::CourseOfOther { course: id.clone(), owner: owner.clone() })
        }
        _ => Ok(course),
    }
}

/// What an institution certifies is no course, of a kind that it issues, and in a team as large as it says.
pub(crate) fn certifiable(case: &mut Case<'_>, certified: &Certified) -> Result<(), Refusal> {
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

/// The day on which it was earned: the effective date, unless it is an earlier one that is recognised.
pub(crate) fn earned(case: &Case<'_>, earned: Option<Date>) -> Result<Date, Refusal> {
    let effective = case.day();
    match earned {
        Some(earned) if earned > effective => Err(Refusal::EarnedLater { earned, effective }),
        earned => Ok(earned.unwrap_or(effective)),
    }
}
